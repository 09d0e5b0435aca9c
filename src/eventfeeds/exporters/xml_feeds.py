"""What RSS and Atom share: the head of the feed, and an event in the elements of the event module."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from eventfeeds.exporters._feedgen import Head
from eventfeeds.exporters.entries import entries, feed_id, feed_title, iso, newest_revision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventfeeds.exporters.entries import Entry
    from eventfeeds.model import Calendar


def head(calendar: Calendar, name: str, media_type: str) -> Head:
    """The head of a feed of this calendar."""
    return Head(
        id=feed_id(calendar, name),
        title=feed_title(calendar),
        description=calendar.description,
        link=calendar.url or (calendar.feed_urls.get(name) if name == "rss" else None),
        address=calendar.feed_urls.get(name),
        media_type=media_type,
        language=calendar.language,
        updated=newest_revision(calendar),
        refresh=calendar.refresh,
    )


def with_event(calendar: Calendar) -> Iterator[tuple[Entry, dict[str, str]]]:
    """Each entry, with the elements of the event module (W3CDTF; the end of whole days is their last day)."""
    for entry in entries(calendar):
        known = {
            "startdate": iso(entry.start),
            "enddate": iso(_shown_end(entry.end)) if entry.end is not None else "",
            "location": entry.place,
            "organizer": entry.event.contact,
            "type": entry.event.categories[0] if entry.event.categories else "",
        }
        yield entry, {key: value for key, value in known.items() if value}


def _shown_end(end: date | datetime) -> date | datetime:
    return end if isinstance(end, datetime) else end - timedelta(days=1)
