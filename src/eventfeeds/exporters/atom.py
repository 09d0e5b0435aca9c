"""Atom (RFC 4287), with the event module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventfeeds.exporters import Exporter, _feedgen
from eventfeeds.exporters.options import no_options
from eventfeeds.exporters.xml_feeds import head, with_event

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eventfeeds.model import Calendar

_MEDIA_TYPE = "application/atom+xml"


def export(calendar: Calendar, options: Mapping[str, object]) -> Iterable[bytes]:
    """A calendar as an Atom feed, in chunks. No options."""
    no_options("atom", options)
    return _feedgen.atom(head(calendar, "atom", _MEDIA_TYPE), with_event(calendar))


EXPORTER = Exporter(media_type=_MEDIA_TYPE, file_extension=".atom", export=export)
