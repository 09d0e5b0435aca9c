"""Any event, exported and parsed again by others: every field that the format can hold comes back equal."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from calendars import calendars
from hypothesis import given, settings
from reading_back import SCHEMA, json_feed, moment, parsed, tags

from eventfeeds import Calendar, Event, Place, export
from eventfeeds.exporters.entries import Entry, entries


def machine(moment: date | None) -> date | None:
    """A time as it can be compared, to the second, which is what the formats hold."""
    return moment.astimezone(UTC).replace(microsecond=0) if isinstance(moment, datetime) else moment


def known(**values: object) -> dict[str, object]:
    """What is there; a format says nothing of what is not."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def event_module(entry: Entry) -> dict[str, object]:
    """What the event module can hold of an event; the end of whole days is their last day."""
    event = entry.event
    end = machine(event.end)
    if end and event.all_day:
        end -= timedelta(days=1)
    return known(
        startdate=machine(event.start),
        enddate=end,
        location=str(event.location or "") or event.virtual_location,
        organizer=event.contact,
        type=event.categories[0] if event.categories else None,
    )


def read_module(parsed_entry: Any) -> dict[str, object]:
    return known(
        startdate=moment(parsed_entry.get("ev_startdate")),
        enddate=moment(parsed_entry.get("ev_enddate")),
        **{key: parsed_entry.get(f"ev_{key}") for key in ("location", "organizer", "type")},
    )


def alternate(parsed_entry: Any) -> list[str]:
    return [link.href for link in parsed_entry.get("links", ()) if link.rel == "alternate"]


@settings(deadline=None)
@given(calendars())
def test_every_field_that_rss_can_hold_comes_back(calendar: Calendar) -> None:
    feed = parsed(export(calendar, "rss"))
    assert [
        known(
            id=entry.id,
            title=entry.title,
            link=alternate(entry),
            published=entry.get("published") and parsedate_to_datetime(entry.published),
            summary=[unescape(text) for text in re.findall("<p>(.*?)</p>", entry.summary, re.DOTALL)],
            content=entry.content[0].value,
            tags=tags(entry),
            module=read_module(entry),
        )
        for entry in feed.entries
    ] == [
        known(
            id=entry.id,
            title=entry.title,
            link=[entry.event.url] if entry.event.url else [],
            published=machine(entry.event.published),
            summary=entry.summary.split("\n\n"),
            content=entry.content,
            tags=list(entry.tags),
            module=event_module(entry),
        )
        for entry in entries(calendar)
    ]


@settings(deadline=None)
@given(calendars())
def test_every_field_that_atom_can_hold_comes_back(calendar: Calendar) -> None:
    feed = parsed(export(calendar, "atom"))
    assert [
        known(
            id=entry.id,
            title=entry.title,
            link=alternate(entry),
            published=moment(entry.get("published")),
            updated=moment(entry.updated).replace(microsecond=0),  # a fraction tells entries of one second apart
            summary=entry.summary,
            content=entry.content[0].value,
            tags=tags(entry),
            calendar_url=[link.href for link in entry.get("enclosures", ())],
            module=read_module(entry),
        )
        for entry in feed.entries
    ] == [
        known(
            id=entry.id,
            title=entry.title,
            link=[entry.event.url] if entry.event.url else [],
            published=machine(entry.event.published),
            updated=entry.updated,
            summary=entry.summary,
            content=entry.content,
            tags=list(entry.tags),
            calendar_url=[entry.event.calendar_url] if entry.event.calendar_url else [],
            module=event_module(entry),
        )
        for entry in entries(calendar)
    ]


def home(event: Event, calendar: Calendar) -> str:
    """The zone by whose clocks an event goes: its own where it has a rule, unless it is UTC or an offset."""
    key = getattr(event.start.tzinfo, "key", "UTC") if isinstance(event.start, datetime) else "UTC"
    return calendar.timezone if key == "UTC" or not event.recurrence else str(key)


def place_of(place: Place | None) -> dict[str, object]:
    if place is None:
        return {}
    return known(name=place.name, address=place.address, latitude=place.latitude, longitude=place.longitude)


@settings(deadline=None)
@given(calendars())
def test_every_field_that_json_feed_can_hold_comes_back(calendar: Calendar) -> None:
    found = json_feed(calendar)["items"]
    for item in found:
        item["_event"].update({key: moment(item["_event"].get(key)) for key in ("start", "end")})
        item["_event"].update({key: [*map(moment, item["_event"].get(key, []))] for key in ("excluded", "additional")})
        item.update({key: moment(item.get(key)) for key in ("date_published", "date_modified")})
    assert [known(**{**item, "_event": known(**item["_event"])}) for item in found] == [
        known(
            id=entry.id,
            url=event.url,
            title=entry.title,
            content_html=entry.content,
            summary=entry.summary,
            image=event.image and event.image.url,
            date_published=machine(event.published),
            date_modified=entry.updated if event.revised else None,
            tags=list(entry.tags),
            language=event.language,
            attachments=event.calendar_url
            and [{"url": event.calendar_url, "mime_type": "text/calendar", "title": entry.title}],
            _event=known(
                uid=event.uid,
                start=machine(event.start),
                end=machine(event.end),
                all_day=event.all_day,
                timezone=None if event.all_day else home(event, calendar),
                status=event.status,
                location=place_of(event.location),
                virtual_location=event.virtual_location,
                registration_url=event.registration_url,
                contact=event.contact,
                recurrence=event.recurrence,
                excluded=[*map(machine, event.excluded)],
                additional=[*map(machine, event.additional)],
                parent=event.parent,
            ),
        )
        for entry in entries(calendar)
        for event in [entry.event]
    ]


@pytest.mark.parametrize("kind", ["event", "location"])
def test_keys_of_the_event_object_are_documented(kind: str) -> None:
    event = SCHEMA["$defs"]["event"]["properties"]
    keys = {"event": [*event], "location": [*event["location"]["properties"]]}
    text = (Path(__file__).parent.parent.parent / "docs" / "json-feed.md").read_text(encoding="utf-8")
    tables = [re.findall(r"^\| `([a-z_]+)` \|", table, re.MULTILINE) for table in text.split("| key | type |")[1:]]
    assert dict(zip(keys, tables, strict=True))[kind] == keys[kind]
