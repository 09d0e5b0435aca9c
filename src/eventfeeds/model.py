"""The model: what an event is, and what a calendar is, in the words of JSCalendar (RFC 8984) where they fit.

All classes are frozen. Constructors raise ValueError for what no exporter could write, and put texts in
order: control characters vanish, titles, places and labels become one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, TypeVar, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

T = TypeVar("T")

Status = Literal["confirmed", "tentative", "postponed", "cancelled"]

DetailKind = Literal["information", "registration", "hours", "access"]

_LINE_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
# XML 1.0 and RFC 5545 both forbid them; one in a value makes some clients refuse the whole document.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNTIDY = re.compile("[\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile("[ \t\n\r]{2,}|[\t\n\r]")
_UID = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?")


def _text(name: str, value: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name}: expected a text, got {value!r}")  # noqa: TRY004  as for every field
    return value


def plain(text: str) -> str:
    """Text without the characters that no feed may hold; line breaks of every kind become newlines."""
    if text.isprintable() or not _UNTIDY.search(text):
        return text
    return _FORBIDDEN.sub("", _LINE_BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """Plain text on one line: runs of spaces, tabs and line breaks become one space, edges are trimmed."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACES.sub(" ", plain(text)).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an event is, as a person would say it. Latitude and longitude in degrees (WGS 84), both or neither."""

    name: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", one_line(self.name))
        object.__setattr__(self, "address", one_line(self.address))
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("latitude and longitude: both or neither")
        for name, most in (("latitude", 90), ("longitude", 180)):
            degrees = getattr(self, name)
            if degrees is not None and not (isinstance(degrees, int | float) and -most <= degrees <= most):
                raise ValueError(f"{name}: expected -{most} to {most}, got {degrees!r}")

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.address) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """Labelled extra information, such as opening hours or how to get there.

    `label` is one line of plain text, `text` a safe HTML fragment, `url` the address that belongs to it.
    """

    label: str = ""
    text: str = ""
    url: str | None = None
    kind: DetailKind = "information"

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", one_line(self.label))
        object.__setattr__(self, "text", plain(self.text))
        _check_address("url", self.url)
        _check_word("kind", self.kind, get_args(DetailKind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture of the event: its absolute address, and the text that stands for it."""

    url: str
    alt: str = ""

    def __post_init__(self) -> None:
        _check_address("url", self.url)
        object.__setattr__(self, "alt", one_line(self.alt))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening.

    Attributes:
        uid: Names the event for ever: 1 to 200 printable ASCII characters.
        title: One line of plain text, without any mark of its status; not empty.
        start: An aware datetime, or a date for an all-day event.
        end: Exclusive, of the same type as `start`; None: not known. All-day without an end lasts one day.
        lead: One or two sentences, a safe HTML fragment (see `markup`).
        description: The long text, a safe HTML fragment.
        url: The event's page. All addresses are absolute.
        registration_url: Where to register; http, https, mailto or tel.
        virtual_location: Where to join on line.
        calendar_url: Where the event alone is published as iCalendar.
        location: Where it is, a `Place`.
        details: Labelled extra information (`Detail`), in the order to show it.
        categories, keywords: Lists of short texts; each stands once.
        image: A picture of it (`Image`).
        status: `confirmed`, `tentative`, `postponed` or `cancelled`.
        contact: Whom to ask, one line of plain text.
        recurrence: When it happens again, as an RRULE says it (RFC 5545 section 3.3.10), such as `FREQ=WEEKLY;COUNT=4`;
            its UNTIL is a date for whole days, else a time in UTC. "": it happens once.
        published, updated: Aware datetimes; of the text about the event, not of the event.
        sequence: Number of the revision, rising (RFC 5545 section 3.8.7.4).
        slug: Names it in addresses, "" if nothing does.
        language: Language of the texts (BCP 47); "" is that of the calendar.
        source: Path of the file it was read from, "" if none.
        collection: Name of the collection of the site that it belongs to, "" if none.

    Raises:
        ValueError: naming the attribute.
    """

    uid: str
    title: str
    start: date | datetime
    end: date | datetime | None = None
    lead: str = ""
    description: str = ""
    location: Place | None = None
    virtual_location: str | None = None
    url: str | None = None
    registration_url: str | None = None
    calendar_url: str | None = None
    details: Sequence[Detail] = ()
    categories: Sequence[str] = ()
    keywords: Sequence[str] = ()
    contact: str = ""
    image: Image | None = None
    status: Status = "confirmed"
    recurrence: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    sequence: int = 0
    slug: str = ""
    language: str = ""
    source: str = ""
    collection: str = ""

    def __post_init__(self) -> None:
        if not _UID.fullmatch(_text("uid", self.uid)):
            raise ValueError(f"uid: expected 1 to 200 printable ASCII characters, got {self.uid!r}")
        for name in ("title", "contact"):
            object.__setattr__(self, name, one_line(_text(name, getattr(self, name))))
        for name in ("lead", "description"):
            object.__setattr__(self, name, plain(_text(name, getattr(self, name))))
        if not self.title:
            raise ValueError("title: expected a text, got none")
        if self.location is not None and not isinstance(self.location, Place):
            raise ValueError(f"location: expected a Place, got {self.location!r}")
        object.__setattr__(self, "details", _items("details", self.details, Detail))
        object.__setattr__(self, "categories", _distinct("categories", self.categories))
        object.__setattr__(self, "keywords", _distinct("keywords", self.keywords))
        _check_times(self)
        _check_recurrence(self)
        _check_word("status", self.status, get_args(Status))
        for name in ("url", "calendar_url"):
            _check_web_address(name, getattr(self, name))
        for name in ("registration_url", "virtual_location"):
            _check_address(name, getattr(self, name))
        object.__setattr__(self, "language", _language(self.language) if self.language else "")
        if not isinstance(self.sequence, int) or not 0 <= self.sequence < 2**31:
            raise ValueError(f"sequence: expected 0 to 2147483647, got {self.sequence}")

    @property
    def all_day(self) -> bool:
        """Whether the event takes whole days, whatever the zone."""
        return not isinstance(self.start, datetime)

    @property
    def revised(self) -> datetime | None:
        """When the text about the event was last changed, as far as is known."""
        return self.updated or self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A titled list of events: all that an exporter may see.

    Attributes:
        title: One line of plain text. Empty: no subscription, such as a single event to add to one's own calendar.
        url: The page of the whole agenda.
        language: BCP 47.
        timezone: IANA name of the zone in which times are written.
        refresh: How often a client should look for changes.
        feed_urls: Where each document is published: exporter name -> absolute address.
        events: As given; `reading.calendar()` and `export` put them in order of (start in UTC, uid).

    Raises:
        ValueError: naming the attribute, or two events of one uid.
    """

    title: str = ""
    url: str | None = None
    description: str = ""
    language: str = "en"
    timezone: str = "UTC"
    refresh: timedelta = timedelta(hours=4)
    feed_urls: Mapping[str, str] = field(default_factory=dict)
    events: Sequence[Event] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", one_line(self.title))
        object.__setattr__(self, "description", one_line(self.description))
        object.__setattr__(self, "events", _items("events", self.events, Event))
        object.__setattr__(self, "language", _language(self.language))
        _check_web_address("url", self.url)
        for name, address in self.feed_urls.items():
            _check_web_address(f"feed_urls[{name!r}]", address)
        if not isinstance(self.refresh, timedelta) or self.refresh < timedelta(minutes=1):
            raise ValueError(f"refresh: expected one minute or more, got {self.refresh}")
        seen: set[str] = set()
        for event in self.events:
            if event.uid in seen:
                raise ValueError(f"events: two have the uid {event.uid!r}")
            seen.add(event.uid)


def _check_times(event: Event) -> None:
    for name, kind in (("start", date), ("end", date), ("published", datetime), ("updated", datetime)):
        value = getattr(event, name)
        if not isinstance(value, kind) and (value is not None or name == "start"):
            raise ValueError(f"{name}: expected a {kind.__name__}, got {value!r}")
        if isinstance(value, date) and not date.min.year < value.year < date.max.year:
            raise ValueError(f"{name}: expected a year that has neighbours in every zone, got {value}")
        if isinstance(value, datetime) and value.utcoffset() is None:
            raise ValueError(f"{name}: expected a time with a zone, got the naive {value.isoformat()}")
    if event.end is None:
        return
    if isinstance(event.end, datetime) == event.all_day:
        raise ValueError("end: expected the same type as start, both dates or both datetimes")
    if _comparable(event.end) <= _comparable(event.start):
        raise ValueError(f"end: expected after start ({event.start}), got {event.end}")


def _check_recurrence(event: Event) -> None:
    if not event.recurrence:
        return
    if not _RULE.fullmatch(_text("recurrence", event.recurrence)):
        raise ValueError(f"recurrence: expected a rule such as FREQ=WEEKLY;COUNT=4, got {event.recurrence!r}")
    until = _UNTIL.search(event.recurrence)
    if until and not (_DAY if event.all_day else _UTC_TIME).fullmatch(until[1]):
        form = "20261231" if event.all_day else "20261231T225959Z"
        raise ValueError(f"recurrence: expected UNTIL={form}, got UNTIL={until[1]}")


_PART = "(?:UNTIL|COUNT|INTERVAL|BY[A-Z]+|WKST)=[A-Z0-9,+-]+"
_RULE = re.compile(rf"FREQ=(?:SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)(?:;{_PART})*")
_UNTIL = re.compile(r";UNTIL=([^;]*)")
_DAY = re.compile(r"\d{8}")
_UTC_TIME = re.compile(r"\d{8}T\d{6}Z")


def _comparable(value: date | datetime) -> date:
    # Of two times in one zone Python compares the wall clocks, wrong in the night the clocks change.
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _check_word(name: str, word: str, known: tuple[str, ...]) -> None:
    if word not in known:
        raise ValueError(f"{name}: expected one of {', '.join(known)}, got {word!r}")


def _check_address(name: str, address: str | None) -> None:
    """An address with a scheme, written with the characters of RFC 3986 alone."""
    if address is not None and not _ADDRESS.fullmatch(address):
        raise ValueError(f"{name}: expected an http, https, mailto or tel address in ASCII, got {address!r}")


def _check_web_address(name: str, address: str | None) -> None:
    _check_address(name, address)
    if address is not None and not address.lower().startswith("http"):
        raise ValueError(f"{name}: expected an http or https address, got {address!r}")


def _language(code: str) -> str:
    """A language by its code (BCP 47), of which locales spell the hyphen otherwise."""
    found = _text("language", code).replace("_", "-")
    if not _LANGUAGE.fullmatch(found):
        raise ValueError(f"language: expected a code such as fr or pt-BR, got {code!r}")
    return found


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_ADDRESS = re.compile(r"(?i:https?|mailto|tel):[\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]+")


def _distinct(name: str, texts: Iterable[str]) -> tuple[str, ...]:
    lines = (one_line(text) for text in _items(name, texts, str))
    return tuple(dict.fromkeys(line for line in lines if line))


def _items(name: str, items: Iterable[T], kind: type[T]) -> tuple[T, ...]:
    # A text is iterable, too.
    found = tuple(items) if isinstance(items, Iterable) and not isinstance(items, str) else None
    if found is None or not all(isinstance(item, kind) for item in found):
        raise ValueError(f"{name}: expected a list of {kind.__name__}, got {items!r}")
    return found
