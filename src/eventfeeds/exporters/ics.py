"""iCalendar (RFC 5545, RFC 7986): the only door of icalendar.

Values are icalendar's, which knows how each type is written; zone, folding and choice of properties are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from icalendar import Parameters, vCategory, vDatetime, vDDDTypes, vDuration, vInt, vText, vUri
from icalendar.prop import vInline

from eventfeeds.errors import BadValue
from eventfeeds.exporters import Exporter, text
from eventfeeds.exporters.options import read
from eventfeeds.exporters.vtimezone import zone_rule
from eventfeeds.times.zones import zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Protocol
    from zoneinfo import ZoneInfo

    from eventfeeds.documents.tables import Table
    from eventfeeds.exporters.vtimezone import ZoneRule
    from eventfeeds.model import Calendar, Event

    class _Value(Protocol):
        params: Parameters

        def to_ical(self) -> bytes: ...


PRODID = "-//eventfeeds//eventfeeds//EN"
# DTSTAMP is required; for an event of which nobody says when it was published, now would never be the same twice.
_NO_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
_STATUS = {
    "confirmed": "CONFIRMED",
    "tentative": "TENTATIVE",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
}
_LINE_OCTETS = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    method: str = ""
    html: bool = False
    default_duration: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """What all events of one document share.

    `tzid`: what stands between the name of a property and its time in `zone`. `single`: one event, to add to one's own
    calendar.
    """

    options: _Options
    language: str
    zone: ZoneInfo
    tzid: bytes
    rule: ZoneRule | None
    single: bool


def export(calendar: Calendar, options: Mapping[str, object]) -> Iterable[bytes]:
    """A calendar as iCalendar, in chunks: head, one chunk an event, end.

    Options: `method` ("PUBLISH"; none by default), `html` (true: the texts also as HTML, in X-ALT-DESC),
    `default_duration` (such as "1h": an end for timed events of which none is known).
    Raises ExportError before the first chunk.
    """
    form = _Form(
        options=_options(options),
        language=calendar.language,
        zone=zone(calendar.timezone),
        tzid=b";" + Parameters({"TZID": calendar.timezone}).to_ical() + b":",
        rule=zone_rule(calendar.timezone),
        single=not calendar.title and len(calendar.events) == 1,
    )
    return _chunks(calendar, form)


EXPORTER = Exporter(media_type="text/calendar; charset=utf-8", file_extension=".ics", export=export)


def _chunks(calendar: Calendar, form: _Form) -> Iterator[bytes]:
    yield b"BEGIN:VCALENDAR\r\n" + b"".join(_head(calendar, form))
    if form.rule is not None:
        yield "".join(line + "\r\n" for line in form.rule.lines).encode()
    for event in calendar.events:
        yield b"BEGIN:VEVENT\r\n" + b"".join(_event(event, form)) + b"END:VEVENT\r\n"
    yield b"END:VCALENDAR\r\n"


def _head(calendar: Calendar, form: _Form) -> Iterator[bytes]:
    yield _fixed("VERSION", "2.0")
    yield _fixed("PRODID", PRODID)
    yield _fixed("CALSCALE", "GREGORIAN")
    if form.options.method:
        yield _fixed("METHOD", form.options.method)
    if not form.single:
        # With a name, Outlook opens a new calendar for a single event (SemanticResultFormats#476).
        yield from _subscription(calendar)


def _subscription(calendar: Calendar) -> Iterator[bytes]:
    """What makes a document one to come back to. Both spellings of each, since clients read one or the other."""
    if calendar.title:
        yield _line("NAME", vText(calendar.title))
        yield _line("X-WR-CALNAME", vText(calendar.title))
    if calendar.description:
        yield _line("DESCRIPTION", vText(calendar.description))
        yield _line("X-WR-CALDESC", vText(calendar.description))
    if calendar.url:
        yield _line("URL", vUri(calendar.url))
    if address := calendar.feed_urls.get("ics"):
        yield _line("SOURCE", vUri(address, params={"VALUE": "URI"}))
    # REFRESH-INTERVAL has no default type, so VALUE must be said (RFC 7986 section 5.7).
    yield _line("REFRESH-INTERVAL", vDuration(calendar.refresh, params={"VALUE": "DURATION"}))
    yield _line("X-PUBLISHED-TTL", vDuration(calendar.refresh))
    yield _line("X-WR-TIMEZONE", vText(calendar.timezone))
    revised = [event.revised for event in calendar.events if event.revised]
    if revised:
        yield _moment("LAST-MODIFIED", _utc(max(revised)))


def _event(event: Event, form: _Form) -> Iterator[bytes]:
    yield _line("SUMMARY", vText(text.title(event, form.language)))
    yield from _times(event, form)
    if event.recurrence:
        yield _line("RRULE", vInline(event.recurrence))
    stamp = _utc(event.revised or _NO_STAMP)
    yield _moment("DTSTAMP", stamp)
    yield _line("UID", vText(event.uid))
    yield _line("SEQUENCE", vInt(event.sequence))
    yield _fixed("CLASS", "PUBLIC")
    yield _fixed("STATUS", _STATUS[event.status])
    yield from _availability(event, form)
    if event.categories:
        yield _line("CATEGORIES", vCategory(list(event.categories)))
    yield from _whereabouts(event)
    if event.contact:
        yield _line("CONTACT", vText(event.contact))
    if description := text.plain_text(event, form.language):
        yield _line("DESCRIPTION", vText(description))
    if form.options.html:
        whole = f"<html><body>{text.html_text(event, form.language)}</body></html>"
        yield _line("X-ALT-DESC", vText(whole, params={"FMTTYPE": "text/html"}))
    if event.url:
        yield _line("URL", vUri(event.url))
    if event.published:
        yield _moment("CREATED", _utc(event.published))
    if event.revised:
        yield _moment("LAST-MODIFIED", stamp)


def _whereabouts(event: Event) -> Iterator[bytes]:
    if place := text.place(event):
        yield _line("LOCATION", vText(place))
    if event.location and event.location.latitude is not None and event.location.longitude is not None:
        yield _line("GEO", vInline(f"{event.location.latitude:.6f};{event.location.longitude:.6f}"))
    if event.virtual_location:
        yield _line("CONFERENCE", vUri(event.virtual_location, params={"VALUE": "URI", "FEATURE": "VIDEO"}))


def _times(event: Event, form: _Form) -> Iterator[bytes]:
    """Start and end: whole days as dates; times in the calendar's zone, in UTC where its rule does not reach."""
    start, end = event.start, event.end
    if not isinstance(start, datetime):
        yield _line("DTSTART", vDDDTypes(start))
        yield _line("DTEND", vDDDTypes(end or start + timedelta(days=1)))
        return
    if not isinstance(end, datetime):
        length = form.options.default_duration
        end = start.astimezone(UTC) + length if length else None
    local = form.rule is not None and start >= form.rule.since
    yield _local("DTSTART", start, form) if local else _moment("DTSTART", _utc(start))
    if end is not None and _utc(end) > _utc(start):  # to the second, as both are written
        yield _local("DTEND", end, form) if local else _moment("DTEND", _utc(end))


def _availability(event: Event, form: _Form) -> Iterator[bytes]:
    """A feed must not block its reader's day; who adds a single event means to go. Outlook obeys the second alone."""
    busy = form.single and not event.all_day and event.status not in ("cancelled", "postponed")
    yield _fixed("TRANSP", "OPAQUE" if busy else "TRANSPARENT")
    yield _fixed("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY" if busy else "FREE")


def _local(name: str, moment: datetime, form: _Form) -> bytes:
    """A time on the clocks of the calendar's zone, which the line names."""
    return _fold(name.encode() + form.tzid + _wall_clock(moment.astimezone(form.zone)))


def _moment(name: str, utc: bytes) -> bytes:
    return _fold(name.encode() + b":" + utc)


def _utc(moment: datetime) -> bytes:
    return _wall_clock(moment.astimezone(UTC)) + b"Z"


def _wall_clock(moment: datetime) -> bytes:
    # Without its zone, which icalendar would look up by all its names for each value.
    value: _Value = vDatetime(moment.replace(tzinfo=None))
    return value.to_ical()


def _line(name: str, value: _Value) -> bytes:
    """A content line (RFC 5545 section 3.1), folded: name, parameters, value."""
    params = b";" + value.params.to_ical() if value.params else b""
    return _fold(name.encode() + params + b":" + value.to_ical())


@cache
def _fixed(name: str, text: str) -> bytes:
    """A content line of which there are few, as most events have the same."""
    return _line(name, vText(text))


def _fold(line: bytes) -> bytes:
    """A content line in lines of at most 75 octets, with its end (RFC 5545 section 3.1).

    Never inside a character, nor inside an escape: some clients lose the event (collective/icalendar#1501).
    """
    if len(line) <= _LINE_OCTETS:
        return line + b"\r\n"
    parts, start, room = [], 0, _LINE_OCTETS
    while len(line) - start > room:
        stop = start + room
        while line[stop] & 0xC0 == 0x80:
            stop -= 1
        whole = stop
        while whole > start and _splits_escape(line, start, whole):
            whole -= 1
        stop = whole if whole > start else stop  # a line of nothing but such signs has to break somewhere
        parts.append(line[start:stop])
        start, room = stop, _LINE_OCTETS - 1
    parts.append(line[start:])
    return b"\r\n ".join(parts) + b"\r\n"


def _splits_escape(line: bytes, start: int, stop: int) -> bool:
    """Whether a break here parts `^` or an odd run of backslashes from what it escapes."""
    if line[stop - 1] not in b"\\^":
        return False
    run = line[start:stop]
    return run.endswith(b"^") or (len(run) - len(run.rstrip(b"\\"))) % 2 == 1


def _options(given: Mapping[str, object]) -> _Options:
    if not given:
        return _Options()
    with read("ics", given) as table:
        return _Options(
            method=table.choice("method", "", "PUBLISH"),
            html=table.flag("html"),
            default_duration=_length(table),
        )


def _length(table: Table) -> timedelta | None:
    value = table.value("default_duration")
    if value is None or (isinstance(value, timedelta) and value > timedelta(0)):
        return value
    from eventfeeds.times.values import duration  # noqa: PLC0415

    try:
        return duration(value, None)
    except BadValue as error:
        raise table.wrong("default_duration", "1h") from error
