"""Exporters: each turns a calendar into the bytes of one format. Found by name, imported when used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module

from eventfeeds.errors import UnknownExporterError
from eventfeeds.model import Calendar  # noqa: TC001  plug-ins read the annotations of Exporter
from eventfeeds.times.order import chronological

_BUILT_IN = {"ics": "eventfeeds.exporters.ics"}


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format.

    `export(calendar, options)` gives the document in chunks of bytes. It keeps no state, reads no clock, writes
    every event it gets, and refuses an unknown option with an ExportError before the first chunk.
    """

    media_type: str
    file_extension: str
    export: Callable[[Calendar, Mapping[str, object]], Iterable[bytes]]


def names() -> tuple[str, ...]:
    """Names of all formats."""
    return tuple(_BUILT_IN)


def exporter(name: str) -> Exporter:
    """The exporter of this name. Raises UnknownExporterError."""
    if name not in _BUILT_IN:
        raise UnknownExporterError(name, names())
    found: Exporter = import_module(_BUILT_IN[name]).EXPORTER
    return found


def chunks(calendar: Calendar, format: str, options: Mapping[str, object]) -> Iterable[bytes]:  # noqa: A002
    """A document in chunks, with the events in the order of (start in UTC, uid)."""
    found = exporter(format)
    ordered = chronological(calendar.events, calendar.timezone)
    return found.export(replace(calendar, events=ordered), options)


def export(calendar: Calendar, format: str, **options: object) -> bytes:  # noqa: A002
    """A calendar in one format, such as `ics`. Raises ExportError for an option that the format does not know."""
    return b"".join(chunks(calendar, format, options))
