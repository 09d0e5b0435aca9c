"""JSON Feed 1.1 (jsonfeed.org), with an `_event` object for what the format has no word for: docs/json-feed.md."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING

from eventfeeds.exporters import Exporter
from eventfeeds.exporters.entries import entries, feed_title, iso
from eventfeeds.exporters.options import no_options
from eventfeeds.times.zones import own_zone, to_second, zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from zoneinfo import ZoneInfo

    from eventfeeds.exporters.entries import Entry
    from eventfeeds.model import Calendar, Place

VERSION = "https://jsonfeed.org/version/1.1"
_ICS = "text/calendar"
_json = json.JSONEncoder(ensure_ascii=False, indent=1).encode


def export(calendar: Calendar, options: Mapping[str, object]) -> Iterable[bytes]:
    """A calendar as JSON Feed, in chunks: head, one chunk an item, end. No options."""
    no_options("json", options)
    return _chunks(calendar)


EXPORTER = Exporter(media_type="application/feed+json", file_extension=".json", export=export)


def _chunks(calendar: Calendar) -> Iterator[bytes]:
    head = _without_nothing(
        {
            "version": VERSION,
            "title": feed_title(calendar),
            "home_page_url": calendar.url,
            "feed_url": calendar.feed_urls.get("json"),
            "description": calendar.description,
            "authors": [_without_nothing({"name": feed_title(calendar), "url": calendar.url})],
            "language": calendar.language,
        }
    )
    yield _json(head)[: -len("\n}")].encode() + b',\n"items": ['
    separator = b"\n"
    for entry in entries(calendar):
        yield separator + _json(_item(entry, calendar)).encode()
        separator = b",\n"
    yield b"\n]\n}\n"


def _item(entry: Entry, calendar: Calendar) -> dict[str, object]:
    event = entry.event
    attachment = {"url": event.calendar_url, "mime_type": _ICS, "title": entry.title}
    return _without_nothing(
        {
            "id": entry.id,
            "url": event.url,
            "title": entry.title,
            "content_html": entry.content,
            "summary": entry.summary,
            "image": event.image.url if event.image else None,
            "date_published": entry.published.isoformat() if entry.published else None,
            "date_modified": event.revised and entry.updated.isoformat(),
            "tags": entry.tags,
            "language": event.language,
            "attachments": [attachment] if event.calendar_url else None,
            "_event": _event(entry, calendar),
        }
    )


def _event(entry: Entry, calendar: Calendar) -> dict[str, object]:
    """The event itself, for programs; `end` is exclusive, as in the model."""
    event = entry.event
    local = zone(calendar.timezone)
    start, end = iso(entry.start), entry.end and iso(entry.end)
    if event.recurrence and isinstance(event.start, datetime):
        local = own_zone(event.start, local)  # the days of a rule are those of its own zone
        start, end = _moment(entry.start, local), entry.end and _moment(entry.end, local)
    known = _without_nothing(
        {
            "uid": event.uid,
            "start": start,
            "end": end,
            "timezone": None if event.all_day else local.key,
            "status": event.status,
            "recurrence": event.recurrence,
            "excluded": [_moment(start, local) for start in event.excluded],
            "additional": [_moment(start, local) for start in event.additional],
            "parent": event.parent,
            "location": _place(event.location) if event.location else None,
            "virtual_location": event.virtual_location,
            "registration_url": event.registration_url,
            "contact": event.contact,
        }
    )
    return {**known, "all_day": event.all_day}


def _moment(moment: date, local: ZoneInfo) -> str:
    return iso(to_second(moment, local) if isinstance(moment, datetime) else moment)


def _place(place: Place) -> dict[str, object]:
    return _without_nothing(
        {
            "name": place.name,
            "address": place.address,
            "latitude": place.latitude,
            "longitude": place.longitude,
        }
    )


def _without_nothing(values: dict[str, object]) -> dict[str, object]:
    """Absent is how JSON Feed says nothing: no null, no empty text or list."""
    return {key: value for key, value in values.items() if value or value == 0}
