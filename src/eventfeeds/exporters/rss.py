"""RSS 2.0, with the modules content, atom and event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventfeeds.errors import ExportError
from eventfeeds.exporters import Exporter, _feedgen
from eventfeeds.exporters.options import no_options
from eventfeeds.exporters.xml_feeds import head, with_event
from eventfeeds.wording import problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eventfeeds.model import Calendar

_MEDIA_TYPE = "application/rss+xml"


def export(calendar: Calendar, options: Mapping[str, object]) -> Iterable[bytes]:
    """A calendar as an RSS feed, in chunks. No options. Raises ExportError for a calendar without any address."""
    no_options("rss", options)
    if not calendar.url and not calendar.feed_urls.get("rss"):
        raise ExportError(f"rss: url: {problem('no-address')}")
    return _feedgen.rss(head(calendar, "rss", _MEDIA_TYPE), with_event(calendar))


EXPORTER = Exporter(media_type=_MEDIA_TYPE, file_extension=".rss", export=export)
