"""JSON Feed 1.1 (jsonfeed.org), with an `_event` object for what the format has no word for: docs/json-feed.md."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from eventfeeds.days import iso
from eventfeeds.exporters import Exporter
from eventfeeds.exporters.entries import entries, feed_title
from eventfeeds.exporters.forms import Form, filled, place
from eventfeeds.exporters.options import no_options
from eventfeeds.times.zones import own_zone, to_second, zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from zoneinfo import ZoneInfo

    from eventfeeds.exporters.entries import Entry
    from eventfeeds.model import Calendar, Event, Place

VERSION = "https://jsonfeed.org/version/1.1"
_ICS = "text/calendar"
_LISTS = frozenset({"tags", "attachments", "excluded", "additional"})
_BARE = frozenset({"latitude", "longitude", "all_day"})  # numbers and the like, which have no quotation marks
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
        texts = _texts(entry, calendar)
        yield separator + filled(_form(tuple(texts)), texts, _escaped, entry.content)
        separator = b",\n"
    yield b"\n]\n}\n"


@lru_cache(maxsize=1024)
def _form(names: tuple[str, ...]) -> Form:
    """The form of items that have texts of these names; json writes it, which is slow where it indents.

    A name is a path with dots, of which numbers are positions in a list: `tags.0`, `_event.location.name`.
    """
    item: dict[str, Any] = {}
    bare = []
    for name in names:
        *path, key = name.split(".")
        inner = item
        for each in path:
            inner = inner.setdefault(each, {})
        inner[key] = place(name)
        if key in _BARE:
            bare.append(place(name))
    for inner in (item, item["_event"]):
        for name in _LISTS.intersection(inner):
            inner[name] = list(inner[name].values())
    written = _json(item)
    for each in bare:
        written = written.replace(f'"{each}"', each)
    return Form(written.encode(), tuple(name.encode() for name in names))


def _escaped(text: str) -> bytes:
    """A text as json writes it between quotation marks."""
    octets = text.encode().replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    return octets.replace(b"\n", b"\\n").replace(b"\t", b"\\t")  # the model takes other control characters out


def _texts(entry: Entry, calendar: Calendar) -> dict[str, str]:
    """What is known, by its path: absent is how JSON Feed says nothing."""
    event = entry.event
    texts = {"id": entry.id}
    if event.url:
        texts["url"] = event.url
    texts["title"] = entry.title
    texts["content_html"] = ""
    texts["summary"] = entry.summary
    if event.image:
        texts["image"] = event.image.url
    if entry.published:
        texts["date_published"] = entry.published.isoformat()
    if event.revised:
        texts["date_modified"] = entry.updated.isoformat()
    for number, tag in enumerate(entry.tags):
        texts[f"tags.{number}"] = tag
    if event.language:
        texts["language"] = event.language
    if event.calendar_url:
        texts["attachments.0.url"] = event.calendar_url
        texts["attachments.0.mime_type"] = _ICS
        texts["attachments.0.title"] = entry.title
    _put_time(texts, entry, calendar)
    _put_rest(texts, event)
    return texts


def _put_time(texts: dict[str, str], entry: Entry, calendar: Calendar) -> None:
    """When the event is, for programs; `end` is exclusive, as in the model."""
    event = entry.event
    local = zone(calendar.timezone)
    start, end = iso(entry.start), entry.end and iso(entry.end)
    if event.recurrence and isinstance(event.start, datetime):
        local = own_zone(event.start, local)  # the days of a rule are those of its own zone
        start, end = _moment(entry.start, local), entry.end and _moment(entry.end, local)
    texts["_event.uid"] = event.uid
    texts["_event.start"] = start
    if end:
        texts["_event.end"] = end
    if not event.all_day:
        texts["_event.timezone"] = local.key
    texts["_event.status"] = event.status
    if event.recurrence:
        texts["_event.recurrence"] = event.recurrence
    for number, moment in enumerate(event.excluded):
        texts[f"_event.excluded.{number}"] = _moment(moment, local)
    for number, moment in enumerate(event.additional):
        texts[f"_event.additional.{number}"] = _moment(moment, local)


def _put_rest(texts: dict[str, str], event: Event) -> None:
    if event.parent:
        texts["_event.parent"] = event.parent
    if event.location:
        _put_place(texts, event.location)
    if event.virtual_location:
        texts["_event.virtual_location"] = event.virtual_location
    if event.registration_url:
        texts["_event.registration_url"] = event.registration_url
    if event.contact:
        texts["_event.contact"] = event.contact
    texts["_event.all_day"] = "true" if event.all_day else "false"


def _moment(moment: date, local: ZoneInfo) -> str:
    return iso(to_second(moment, local) if isinstance(moment, datetime) else moment)


def _put_place(texts: dict[str, str], place: Place) -> None:
    if place.name:
        texts["_event.location.name"] = place.name
    if place.address:
        texts["_event.location.address"] = place.address
    if place.latitude is not None and place.longitude is not None:
        texts["_event.location.latitude"] = _json(place.latitude)
        texts["_event.location.longitude"] = _json(place.longitude)


def _without_nothing(values: dict[str, object]) -> dict[str, object]:
    """Absent is how JSON Feed says nothing: no null, no empty text or list."""
    return {key: value for key, value in values.items() if value or value == 0}
