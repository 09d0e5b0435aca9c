"""Feeds as the parsers of others read them: feedparser, lxml, json with the schema of JSON Feed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
from calendars import SITE
from lxml import etree

from eventfeeds import Calendar, export

FEEDS = ("rss", "atom", "json")
XML_FEEDS = ("rss", "atom")
ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMA = json.loads((Path(__file__).parent / "json-feed-1.1.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def published_at(calendar: Calendar) -> Calendar:
    """The same, with the addresses of its feeds."""
    return replace(calendar, feed_urls={name: f"{SITE}agenda.{name}" for name in FEEDS})


def parsed(data: bytes) -> Any:
    """An XML feed as feedparser reads it, its HTML as it stands there."""
    feed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def tree(calendar: Calendar, name: str) -> Any:
    return etree.fromstring(export(calendar, name))


def items(calendar: Calendar, name: str) -> list[Any]:
    """The entries or items of an XML feed, as elements."""
    return tree(calendar, name).findall(f"{ATOM}entry" if name == "atom" else "channel/item")


def json_feed(calendar: Calendar) -> Any:
    feed = json.loads(export(calendar, "json"))
    VALIDATOR.validate(feed)
    return feed


def ids(calendar: Calendar, name: str) -> list[str]:
    if name == "json":
        return [item["id"] for item in json_feed(calendar)["items"]]
    return [entry.id for entry in parsed(export(calendar, name)).entries]


def contents(calendar: Calendar, name: str) -> list[str]:
    if name == "json":
        return [item["content_html"] for item in json_feed(calendar)["items"]]
    return [entry.content[0].value for entry in parsed(export(calendar, name)).entries]


def tags(parsed_entry: Any) -> list[str]:
    return [tag.term for tag in parsed_entry.get("tags", ())]


def moment(text: str | None) -> date | None:
    """A date, or a time in UTC."""
    if not text:
        return None
    return datetime.fromisoformat(text).astimezone(UTC) if "T" in text else date.fromisoformat(text)
