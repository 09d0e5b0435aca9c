"""Events as CSV for spreadsheets, one a row."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from eventfeeds import Calendar, Event, Exporter, ExportError
from eventfeeds.exporters import text
from eventfeeds.times.zones import zone

SEPARATORS = (";", ",", "\t")
FORMULA = ("=", "+", "-", "@")  # what a spreadsheet would calculate instead of showing it


def export(calendar: Calendar, options: Mapping[str, object]) -> Iterable[bytes]:
    """A calendar as CSV. Option `separator`: what stands between two cells, by default a semicolon."""
    if unknown := options.keys() - {"separator"}:
        raise ExportError(f"csv: {', '.join(sorted(unknown))}: there is no such option; expected separator")
    separator = options.get("separator", ";")
    if separator not in SEPARATORS:
        raise ExportError(f"csv: separator: expected a semicolon, a comma or a tab, got {separator!r}")
    return _rows(calendar, str(separator))


def _rows(calendar: Calendar, separator: str) -> Iterator[bytes]:
    yield codecs.BOM_UTF8 + _row(("title", "start", "end", "place", "url", "categories"), separator)
    for event in calendar.events:
        title, place = text.title(event, calendar.language), text.place(event)
        start, end = _moment(event.start, calendar), _moment(_last(event), calendar)
        yield _row((title, start, end, place, event.url or "", ", ".join(event.categories)), separator)


def _row(cells: Sequence[str], separator: str) -> bytes:
    line = io.StringIO()
    csv.writer(line, delimiter=separator).writerow("'" + cell if cell.startswith(FORMULA) else cell for cell in cells)
    return line.getvalue().encode()


def _last(event: Event) -> date | None:
    """The end; of whole days the last one."""
    if isinstance(event.start, datetime):
        return event.end
    return event.end - timedelta(days=1) if event.end else event.start


def _moment(value: date | None, calendar: Calendar) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(zone(calendar.timezone)):%Y-%m-%d %H:%M}"
    return str(value or "")


EXPORTER = Exporter(media_type="text/csv", file_extension=".csv", export=export)
