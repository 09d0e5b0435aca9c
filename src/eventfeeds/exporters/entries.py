"""What RSS, Atom and JSON Feed share: an event as an entry, dated by its publication, and the order of entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from eventfeeds import markup
from eventfeeds.exporters import text
from eventfeeds.times.zones import zone
from eventfeeds.wording import words
from eventfeeds.wording.dates import when

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventfeeds.model import Calendar, Event

# For an event of which nobody says when it was published: Atom requires a date, and now would never be the same.
NO_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
_AUTHORITY = "eventfeeds.invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event as a feed shows it.

    `permalink`: the id is the address of the event's page. `summary` is plain text, `content` a safe HTML fragment
    that says all. `published` None: not known; `updated` always stands. Both in UTC, to the second.
    `start` and `end` are those of the event, in the calendar's zone, to the second; `end` exclusive.
    """

    event: Event
    id: str
    permalink: bool
    title: str
    summary: str
    content: str
    published: datetime | None
    updated: datetime
    tags: tuple[str, ...]
    start: date | datetime
    end: date | datetime | None


def entries(calendar: Calendar) -> Iterator[Entry]:
    """The events as entries, newest publication first; those without a date last, ties by uid."""
    ids = _ids(calendar)
    ordered = sorted(calendar.events, key=lambda event: event.uid)
    ordered.sort(key=lambda event: event.published or NO_STAMP, reverse=True)
    return (_entry(event, calendar, ids[event.uid]) for event in ordered)


def newest_revision(calendar: Calendar) -> datetime:
    """When the newest entry was last changed."""
    return max((_second(event.revised or NO_STAMP) for event in calendar.events), default=NO_STAMP)


def feed_title(calendar: Calendar) -> str:
    """A title that is never empty, as RSS and Atom require."""
    return calendar.title or words(calendar.language, "labels")["untitled"]


def feed_id(calendar: Calendar, name: str) -> str:
    """The permanent id of the feed itself: the page of the agenda, else the feed's address, else a `tag:` URI."""
    return calendar.url or calendar.feed_urls.get(name) or f"tag:{_AUTHORITY},2000:{quote(calendar.title)}"


def _entry(event: Event, calendar: Calendar, id: str) -> Entry:  # noqa: A002
    language = event.language or calendar.language
    start, end = _local(event, calendar)
    lead = markup.text(event.lead)
    told = when(start, end, language)
    return Entry(
        event=event,
        id=id,
        permalink=id == event.url,
        title=text.title(event, calendar.language),
        summary=" – ".join(filter(None, (told, text.place(event)))) + (f"\n\n{lead}" if lead else ""),
        content=_content(event, told, language),
        published=_second(event.published) if event.published else None,
        updated=_second(event.revised or NO_STAMP),
        tags=tuple(dict.fromkeys((*event.categories, *event.keywords))),
        start=start,
        end=end,
    )


def _content(event: Event, told: str, language: str) -> str:
    """The event's own date first, in words, since readers show the day of publication as the date of an item."""
    labels = words(language, "labels")
    head = [f"<strong>{escape(told, quote=False)}</strong>"]
    if event.status != "confirmed":
        head.insert(0, f"<strong>{escape(labels[event.status], quote=False)}</strong>")
    if place := text.place(event):
        head.append(escape(place, quote=False))
    parts = [f"<p>{'<br>'.join(head)}</p>"]
    if event.image:
        parts.append(f'<p><img src="{escape(event.image.url)}" alt="{escape(event.image.alt)}"></p>')
    parts.append(text.html_text(event, language))
    if event.calendar_url:
        parts.append(f'<p><a href="{escape(event.calendar_url)}">{escape(labels["add"], quote=False)}</a></p>')
    return "\n".join(filter(None, parts))


def _local(event: Event, calendar: Calendar) -> tuple[date | datetime, date | datetime | None]:
    local = zone(calendar.timezone)
    start, end = event.start, event.end
    return (
        _second(start).astimezone(local) if isinstance(start, datetime) else start,
        _second(end).astimezone(local) if isinstance(end, datetime) else end,
    )


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _ids(calendar: Calendar) -> dict[str, str]:
    """Uid -> permanent id: the address of the event's page, else a `tag:` URI (RFC 4151).

    An address elsewhere is not ours to name anything with, nor is one that another event has already.
    """
    host = urlsplit(calendar.url or "").hostname
    taken: set[str] = set()
    ids = {}
    for event in calendar.events:
        own = event.url and host in (None, urlsplit(event.url).hostname) and event.url not in taken
        ids[event.uid] = event.url if own and event.url else _tag(event.uid)
        taken.add(ids[event.uid])
    return ids


def _tag(uid: str) -> str:
    name, _, authority = uid.rpartition("@")
    if not name or not _is_host(authority):
        name, authority = uid, _AUTHORITY
    return f"tag:{authority},2000:{quote(name)}"


def _is_host(text: str) -> bool:
    return bool(text) and all(label.replace("-", "").isalnum() for label in text.split("."))
