"""The model: what an event is, and what a calendar is, in the words of JSCalendar (RFC 8984) where they fit.

All classes are frozen. Constructors raise ValueError for what no exporter could write, and put texts in
order: control characters vanish, titles, places and labels become one line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, get_args

from eventfeeds.model import checks
from eventfeeds.model.checks import Tidy, one_line, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Calendar", "Detail", "DetailKind", "Event", "Image", "Place", "Status", "Tidy", "one_line", "plain"]

Status = Literal["confirmed", "tentative", "postponed", "cancelled"]

DetailKind = Literal["information", "registration", "hours", "access"]

_STATUSES, _KINDS = get_args(Status), get_args(DetailKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an event is, as a person would say it. Latitude and longitude in degrees (WGS 84), both or neither."""

    name: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None

    def __post_init__(self) -> None:
        if (name := checks.line("name", self.name)) is not self.name:
            object.__setattr__(self, "name", name)
        if (address := checks.line("address", self.address)) is not self.address:
            object.__setattr__(self, "address", address)
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("latitude and longitude: both or neither")
        checks.degrees("latitude", self.latitude, 90)
        checks.degrees("longitude", self.longitude, 180)

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.name, self.address)))


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
        if (label := checks.line("label", self.label)) is not self.label:
            object.__setattr__(self, "label", label)
        if (text := checks.lines("text", self.text)) is not self.text:
            object.__setattr__(self, "text", text)
        checks.address("url", self.url)
        checks.word("kind", self.kind, _KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture of the event: its absolute address, and the text that stands for it."""

    url: str
    alt: str = ""

    def __post_init__(self) -> None:
        checks.address("url", checks.text("url", self.url))
        if (alt := checks.line("alt", self.alt)) is not self.alt:
            object.__setattr__(self, "alt", alt)


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
            its UNTIL is a date for whole days, else a time in UTC. Days and hours are those of the zone of `start`,
            or of the calendar where that is UTC or an offset; `start` should be the first that the rule gives, and is
            counted by COUNT. "": it does not.
        excluded: Starts, among those that `recurrence` and `additional` give, on which it does not happen; of the type
            of `start`, in order of time (EXDATE).
        additional: Further starts, with or without a rule; of the type of `start`, in order of time (RDATE).
        parent: The uid of the event that this one is a session of; "" if none.
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
    excluded: Sequence[date | datetime] = ()
    additional: Sequence[date | datetime] = ()
    parent: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    sequence: int = 0
    slug: str = ""
    language: str = ""
    source: str = ""
    collection: str = ""

    def __post_init__(self) -> None:
        checks.uids(self)
        checks.texts(self)
        if self.location is not None and not isinstance(self.location, Place):
            raise ValueError(f"location: expected a Place, got {self.location!r}")
        if self.image is not None and not isinstance(self.image, Image):
            raise ValueError(f"image: expected an Image, got {self.image!r}")
        if (details := checks.items("details", self.details, Detail)) is not self.details:
            object.__setattr__(self, "details", details)
        checks.words(self)
        checks.times(self)
        checks.recurrence(self)
        checks.word("status", self.status, _STATUSES)
        checks.web_address("url", self.url)
        checks.web_address("calendar_url", self.calendar_url)
        checks.address("registration_url", self.registration_url)
        checks.address("virtual_location", self.virtual_location)
        if self.language != "" and (language := checks.language(self.language)) != self.language:
            object.__setattr__(self, "language", language)
        if not isinstance(self.sequence, int) or not 0 <= self.sequence < 2**31:
            raise ValueError(f"sequence: expected 0 to 2147483647, got {self.sequence}")

    @property
    def all_day(self) -> bool:
        """Whether the event takes whole days, whatever the zone."""
        return not isinstance(self.start, datetime)

    @property
    def revised(self) -> datetime | None:
        """When the text about the event was last changed, in UTC, as far as is known; never before it was published."""
        published, updated = self.published, self.updated
        if published is None or updated is None:
            known = updated or published
            return known.astimezone(UTC) if known else None
        # In UTC: of two times in one zone Python compares the wall clocks, wrong in the night the clocks change.
        return max(published.astimezone(UTC), updated.astimezone(UTC))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A titled list of events: all that an exporter may see.

    Attributes:
        title: One line of plain text. Empty: no subscription, such as a single event to add to one's own calendar.
        url: The page of the whole agenda.
        language: BCP 47.
        timezone: IANA name of the zone in which times are written; where there is none of this name, `export` tells.
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
        object.__setattr__(self, "title", checks.line("title", self.title))
        object.__setattr__(self, "description", checks.line("description", self.description))
        object.__setattr__(self, "events", checks.items("events", self.events, Event))
        object.__setattr__(self, "language", checks.language(self.language))
        checks.text("timezone", self.timezone)
        checks.web_address("url", self.url)
        if not isinstance(self.feed_urls, Mapping):
            raise ValueError(f"feed_urls: expected a mapping, got {self.feed_urls!r}")  # noqa: TRY004  as for every field
        for name, address in self.feed_urls.items():
            checks.web_address(f"feed_urls[{name!r}]", address)
        if not isinstance(self.refresh, timedelta) or self.refresh < checks.SHORTEST_REFRESH:
            raise ValueError(f"refresh: expected one minute or more, got {self.refresh}")
        seen: set[str] = set()
        for event in self.events:
            if event.uid in seen:
                raise ValueError(f"events: two have the uid {event.uid!r}")
            seen.add(event.uid)
