"""The options of iCalendar."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds.errors import BadValue
from eventfeeds.exporters.options import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventfeeds.documents.tables import Table
    from eventfeeds.times.lengths import Length


class Options(NamedTuple):
    """What stands in METHOD, whether texts are in HTML too, and how long an event is of which no end is known."""

    method: str = ""
    html: bool = False
    default_duration: Length | None = None


def chosen(given: Mapping[str, object]) -> Options:
    """The options that were given. Raises ExportError for others."""
    if not given:
        return Options()
    with read("ics", given) as table:
        return Options(
            method=table.choice("method", "", "PUBLISH"),
            html=table.flag("html"),
            default_duration=_length(table),
        )


def _length(table: Table) -> Length | None:
    value = table.value("default_duration")
    if value is None:
        return None
    from eventfeeds.times.lengths import Length, duration  # noqa: PLC0415  its patterns are for those who ask

    if isinstance(value, timedelta) and value > timedelta(0):
        return Length(0, value)
    try:
        return duration(value, None)
    except BadValue as error:
        raise table.wrong("default_duration", "1h") from error
