"""What RSS, Atom and JSON Feed share: an event as an entry, dated by its publication, and the order of entries."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime
from html import escape
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from eventfeeds import markup
from eventfeeds.batches import batches
from eventfeeds.exporters import text
from eventfeeds.times.zones import to_second, zone
from eventfeeds.wording import words
from eventfeeds.wording.dates import when

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zoneinfo import ZoneInfo

    from eventfeeds.model import Calendar, Event

# For an event of which nobody says when it was published: Atom requires a date, and now would never be the same.
NO_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
_NEVER = datetime.min.replace(tzinfo=UTC)
_WEB = re.compile("https?://([^/?#]+)", re.IGNORECASE)
_AUTHORITY = "eventfeeds.invalid"
# What a `tag:` URI may hold as it is (RFC 4151 section 2.1); validators take another spelling for not canonical.
_TAG = "~:/?@!$&'()*+,;="


class Entry(NamedTuple):
    """An event as a feed shows it.

    `permalink`: the id is the address of the event's page. `summary` is plain text, `content` a safe HTML fragment
    that says all, `place` one line. `published` None: not known; `updated` always stands. Both in UTC, to the second.
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
    place: str
    start: date | datetime
    end: date | datetime | None


def entries(calendar: Calendar) -> Iterator[Entry]:
    """The events as entries, newest publication first; those without a date last, ties by uid."""
    pages = Counter(event.url for event in calendar.events)
    ordered = sorted(calendar.events, key=lambda event: event.uid)
    ordered.sort(key=_publication, reverse=True)
    named = {event.uid: event for event in calendar.events}
    made = (_entry(event, calendar, _id(event, calendar, pages), named.get(event.parent)) for event in ordered)
    return chain.from_iterable(batches(made))


def newest_revision(calendar: Calendar) -> datetime:
    """When the newest entry was last changed."""
    return max(map(_revision, calendar.events), default=NO_STAMP)


def feed_title(calendar: Calendar) -> str:
    """A title that is never empty, as RSS and Atom require."""
    return calendar.title or words(calendar.language, "labels")["untitled"]


def feed_id(calendar: Calendar, name: str) -> str:
    """The permanent id of the feed itself: its address, else the page of the agenda, else a `tag:` URI."""
    return calendar.feed_urls.get(name) or calendar.url or f"tag:{_AUTHORITY},2000:{quote(calendar.title, safe=_TAG)}"


def _entry(event: Event, calendar: Calendar, id: str, parent: Event | None) -> Entry:  # noqa: A002
    language = event.language or calendar.language
    local = zone(calendar.timezone)
    start, end = _local(event, local)
    told = when(start, end, language)
    status: str = words(language, "labels").get(event.status, "")
    place = text.place(event)
    lead = markup.text(markup.clean(event.lead))
    head = [f"<strong>{escape(line, quote=False)}</strong>" for line in (status, told) if line]
    head += [escape(line, quote=False) for line in (*text.repetition(event, language, local), place) if line]
    return Entry(
        event=event,
        id=id,
        permalink=id == event.url,
        title=text.title(event, calendar.language),
        summary=" – ".join(filter(None, (status, told, place))) + (f"\n\n{lead}" if lead else ""),
        content=_content(event, language, local, head, parent),
        published=to_second(event.published, UTC) if event.published else None,
        updated=_revision(event),
        tags=tuple(dict.fromkeys((*event.categories, *event.keywords))),
        place=place,
        start=start,
        end=end,
    )


def _content(event: Event, language: str, local: ZoneInfo, head: list[str], parent: Event | None) -> str:
    """The event's own date first, in words, since readers show the day of publication as the date of an item."""
    labels = words(language, "labels")
    if parent:
        head.append(escape(labels["parent"] + labels["colon"] + parent.title, quote=False))
    parts = [f"<p>{'<br>'.join(head)}</p>"]
    if event.image:
        parts.append(f'<p><img src="{escape(event.image.url)}" alt="{escape(event.image.alt)}"></p>')
    parts.append(text.html_text(event, language, text.further_dates(event, language, local)))
    if event.calendar_url:
        parts.append(f'<p><a href="{escape(event.calendar_url)}">{escape(labels["add"], quote=False)}</a></p>')
    return "\n".join(filter(None, parts))


def _local(event: Event, local: ZoneInfo) -> tuple[date | datetime, date | datetime | None]:
    start, end = event.start, event.end
    return (
        to_second(start, local) if isinstance(start, datetime) else start,
        to_second(end, local) if isinstance(end, datetime) else end,
    )


def _revision(event: Event) -> datetime:
    revised = event.revised
    return to_second(revised, UTC) if revised else NO_STAMP


def _publication(event: Event) -> datetime:
    # In UTC: of two times in one zone Python compares the wall clocks, wrong in the night the clocks change.
    return event.published.astimezone(UTC) if event.published else _NEVER


def _id(event: Event, calendar: Calendar, pages: Mapping[str | None, int]) -> str:
    """The permanent id of an event: the address of its own page, else a `tag:` URI (RFC 4151) of its uid.

    A page elsewhere is not ours to name anything with; the page of the agenda, or of several events, names none.
    """
    page, site = _host(event.url), _host(calendar.url)
    if event.url and page and site in ("", page) and _is_own(event, calendar, pages):
        return event.url
    _, at, host = event.uid.rpartition("@")
    return f"tag:{host if at and _is_host(host) else _AUTHORITY},2000:{quote(event.uid, safe=_TAG)}"


def _is_own(event: Event, calendar: Calendar, pages: Mapping[str | None, int]) -> bool:
    """Whether a page is this event's alone, whatever other events are in the feed: its slug names it.

    Of an event without a slug, made by hand, only the other events can tell.
    """
    if event.slug:
        return event.slug in (event.url or "").split("/")
    return event.url != calendar.url and pages[event.url] == 1


def _host(address: str | None) -> str:
    found = _WEB.match(address or "")
    return found[1].lower() if found else ""


def _is_host(text: str) -> bool:
    return text == text.lower() and all(label.replace("-", "").isalnum() for label in text.split("."))
