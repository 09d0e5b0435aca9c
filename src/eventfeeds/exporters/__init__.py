"""Exporters: each turns a calendar into the bytes of one format. Found by name, imported when used.

A package adds one with an entry point of the group `eventfeeds.exporters`, whose name is that of the format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

from eventfeeds.errors import BadValue, EventFeedsError, ExportError, UnknownExporterError
from eventfeeds.model import Calendar  # noqa: TC001  who adds a format reads the annotations of Exporter
from eventfeeds.times.order import chronological
from eventfeeds.times.zones import zone
from eventfeeds.wording import problem, setting

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint
    from zoneinfo import ZoneInfo

GROUP = "eventfeeds.exporters"
BUILT_IN = {
    "ics": "eventfeeds.exporters.ics",
    "rss": "eventfeeds.exporters.rss",
    "atom": "eventfeeds.exporters.atom",
    "json": "eventfeeds.exporters.jsonfeed",
}
# What readers keep of a feed that they see for the first time; an agenda is whole.
FEEDS = frozenset({"rss", "atom", "json"})
NEWEST = 50
# Names that an installed format would take from the command itself, or from the tables of `eventfeeds.toml`.
_COMMANDS = {"build", "check", "formats", "help", "init", "list", "profiles", "serve"}
RESERVED = frozenset(_COMMANDS | {"collection", "problems", "profile"})


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format.

    `export(calendar, options)` gives the document in chunks of bytes. It keeps no state, reads no clock, writes
    every event it gets, and refuses an unknown option with an ExportError before the first chunk.
    `file_extension` begins with a dot.
    """

    media_type: str
    file_extension: str
    export: Callable[[Calendar, Mapping[str, object]], Iterable[bytes]]


def installed() -> dict[str, EntryPoint]:
    """Formats that other packages add, by name, not imported; none can take a name of ours, or of an earlier one."""
    return {point.name: point for point in reversed(_found()) if point.name not in RESERVED.union(BUILT_IN)}


def refused() -> tuple[str, ...]:
    """A sentence for each installed format that is not used, because its name is taken."""
    used = {name: point.value for name, point in installed().items()}
    unused = (point for point in _found() if used.get(point.name) != point.value)
    return tuple(f"{point.name}: {problem('name-taken', got=point.value)}" for point in unused)


def names() -> tuple[str, ...]:
    """Names of all formats, the built-in ones first."""
    return (*BUILT_IN, *sorted(installed()))


def exporter(name: str) -> Exporter:
    """The exporter of this name. Raises UnknownExporterError; ExportError if an installed one cannot be loaded."""
    if name in BUILT_IN:
        found: Exporter = import_module(BUILT_IN[name]).EXPORTER
        return found
    point = installed().get(name)
    if point is None:
        raise UnknownExporterError(name, names())
    return _loaded(point)


def local_zone(calendar: Calendar) -> ZoneInfo:
    """The zone of a calendar. Raises ExportError."""
    try:
        return zone(calendar.timezone)
    except BadValue as error:
        raise ExportError(f"timezone: {setting(error)}") from error


def chunks(calendar: Calendar, format: str, options: Mapping[str, object]) -> Iterable[bytes]:  # noqa: A002
    """A document in chunks, with the events in the order of (start in UTC, uid). Raises ExportError."""
    found = exporter(format)
    local_zone(calendar)
    ordered = replace(calendar, events=chronological(calendar.events, calendar.timezone))
    if format in BUILT_IN:
        return _checked(found.export(ordered, options))
    return _guarded(format, found, ordered, options)


def export(calendar: Calendar, format: str, **options: object) -> bytes:  # noqa: A002
    """A calendar in one format, such as `ics`. Raises ExportError for an option that the format does not know."""
    return b"".join(chunks(calendar, format, options))


def _found() -> list[EntryPoint]:
    from importlib.metadata import entry_points  # noqa: PLC0415  40 ms, which only foreign names are worth

    return sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))


def _checked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks; a text that nobody can render, in an event made by hand, is the fault of the export."""
    try:
        yield from chunks
    except BadValue as error:
        raise ExportError(setting(error)) from error


def _loaded(point: EntryPoint) -> Exporter:
    try:
        found = point.load()
    except (Exception, SystemExit) as error:  # the door of foreign code: it may raise whatever it likes
        raise ExportError(_blame(point.name, error)) from error
    if not isinstance(found, Exporter):
        raise ExportError(f"{point.name}: {problem('no-exporter', got=point.value)}")
    return found


def _guarded(name: str, found: Exporter, calendar: Calendar, options: Mapping[str, object]) -> list[bytes]:
    """What an installed exporter gives, whole, so that its failure leaves no half of a document."""
    try:
        return [b"".join(found.export(calendar, options))]
    except EventFeedsError:
        raise
    except (Exception, SystemExit) as error:  # the door of foreign code
        raise ExportError(_blame(name, error)) from error


def _blame(name: str, error: BaseException) -> str:
    return f"{name}: {problem('plug-in-failed', got=f'{type(error).__name__}: {error}')}"
