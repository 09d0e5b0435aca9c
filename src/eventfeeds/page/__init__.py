"""The subscribe page."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from eventfeeds.model import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a subscribe page shows.

    `addresses`: format name -> absolute public address of the document, "" where no public address is known.
    `event_files`: uid -> path of the event's own .ics, relative to the page. `collections`, `categories`: label and
    addresses of each.
    """

    calendar: Calendar
    addresses: Mapping[str, str]
    today: date
    event_files: Mapping[str, str] = field(default_factory=dict)
    collections: Sequence[tuple[str, Mapping[str, str]]] = ()
    categories: Sequence[tuple[str, Mapping[str, str]]] = ()
    heading_level: int = 2
    audience: Literal["public", "intranet"] = "public"
    page_url: str = ""


def render(page: Page) -> dict[str, bytes]:
    """The files of the page, by name."""
    title = escape(page.calendar.title)
    events = "".join(f"<li>{escape(event.title)}</li>\n" for event in page.calendar.events)
    level = page.heading_level
    fragment = f"<h{level}>{title}</h{level}>\n<ul>\n{events}</ul>\n"
    whole = f"<!doctype html>\n<html>\n<head><title>{title}</title></head>\n<body>\n{fragment}</body>\n</html>\n"
    return {
        "subscribe.html": fragment.encode(),
        "index.html": whole.encode(),
        "eventfeeds.css": b"",
        "eventfeeds.js": b"",
    }
