"""What RSS and Atom share: the head of the feed, and an event in the elements of the event module."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from eventfeeds.days import iso
from eventfeeds.exporters._feedgen import Head
from eventfeeds.exporters.entries import entries, feed_id, feed_title, newest_revision

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
    """Each entry, and its texts in other modules: `ev` (W3CDTF; the end of whole days is their last day) and `geo`."""
    for entry in entries(calendar):
        event, place = entry.event, entry.event.location
        known = {"ev:startdate": iso(entry.start)}
        if entry.end is not None:
            known["ev:enddate"] = iso(_shown_end(entry.end))
        if entry.place:
            known["ev:location"] = entry.place
        if event.contact:
            known["ev:organizer"] = event.contact
        if event.categories:
            known["ev:type"] = event.categories[0]
        if place and place.latitude is not None and place.longitude is not None:
            known["geo:lat"] = f"{place.latitude:.6f}"
            known["geo:long"] = f"{place.longitude:.6f}"
        yield entry, known


def _shown_end(end: date | datetime) -> date | datetime:
    return end if isinstance(end, datetime) else end - timedelta(days=1)
