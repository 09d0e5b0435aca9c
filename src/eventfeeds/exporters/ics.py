"""iCalendar (RFC 5545, RFC 7986): the only door of icalendar.

Values are icalendar's, which knows how each type is written; zone, folding and choice of properties are ours.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from icalendar import Parameters, vCategory, vDDDTypes, vDuration, vInt, vText, vUri
from icalendar.prop import vInline

from eventfeeds.exporters import Exporter, text
from eventfeeds.exporters.folding import folded
from eventfeeds.exporters.ics_options import Options, chosen
from eventfeeds.exporters.repetition import ONCE, begun, is_portable, listed
from eventfeeds.exporters.vtimezone import zone_rule
from eventfeeds.times.zones import is_second, is_utc, own_zone, to_second, zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Protocol
    from zoneinfo import ZoneInfo

    from eventfeeds.exporters.vtimezone import ZoneRule
    from eventfeeds.model import Calendar, Event

    class _Value(Protocol):
        params: Parameters

        def to_ical(self) -> bytes: ...


PRODID = "-//eventfeeds//eventfeeds//EN"
# DTSTAMP is required; for an event of which nobody says when it was published, now would never be the same twice.
_NO_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
_STATUS = {
    "confirmed": "CONFIRMED",
    "tentative": "TENTATIVE",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
}


class _Form(NamedTuple):
    """What all events of one document share.

    `tzid`: what stands between the name of a property and its time in `zone`. `single`: one event, to add to one's own
    calendar.
    """

    options: Options
    language: str
    zone: ZoneInfo
    tzid: bytes
    rule: ZoneRule | None
    single: bool


def export(calendar: Calendar, options: Mapping[str, object]) -> Iterable[bytes]:
    """A calendar as iCalendar, in chunks: head, one chunk an event, end.

    Options: `method` ("PUBLISH"; none by default), `html` (true: the texts also as HTML, in X-ALT-DESC),
    `default_duration` (such as "1h": an end for timed events of which none is known).
    Raises ExportError before the first chunk.
    """
    form = _Form(
        options=chosen(options),
        language=calendar.language,
        zone=zone(calendar.timezone),
        tzid=_tzid(calendar.timezone),
        rule=zone_rule(calendar.timezone),
        single=not calendar.title and len(calendar.events) == 1,
    )
    return _chunks(calendar, form)


EXPORTER = Exporter(media_type="text/calendar; charset=utf-8", file_extension=".ics", export=export)


def _chunks(calendar: Calendar, form: _Form) -> Iterator[bytes]:
    yield b"BEGIN:VCALENDAR\r\n" + b"".join(_head(calendar, form))
    for rule in _zones(calendar, form):
        yield "".join(line + "\r\n" for line in rule.lines).encode()
    for event in calendar.events:
        yield b"BEGIN:VEVENT\r\n" + b"".join(_event(event, form)) + b"END:VEVENT\r\n"
    yield b"END:VCALENDAR\r\n"


def _zones(calendar: Calendar, form: _Form) -> list[ZoneRule]:
    """The rule of the calendar's zone, and those of further zones in which something happens again."""
    names = {_at_home(event, form).zone.key for event in calendar.events if event.recurrence}
    rules = (zone_rule(name) for name in sorted({form.zone.key, *names}))
    return [rule for rule in rules if rule is not None]


def _head(calendar: Calendar, form: _Form) -> Iterator[bytes]:
    yield _fixed("VERSION", "2.0")
    yield _fixed("PRODID", PRODID)
    yield _fixed("CALSCALE", "GREGORIAN")
    if form.options.method:
        yield _fixed("METHOD", form.options.method)
    if not form.single:
        # With a name, Outlook opens a new calendar for a single event (SemanticResultFormats#476).
        yield from _subscription(calendar)


def _subscription(calendar: Calendar) -> Iterator[bytes]:
    """What makes a document one to come back to. Both spellings of each, since clients read one or the other."""
    if calendar.title:
        yield _line("NAME", vText(calendar.title))
        yield _line("X-WR-CALNAME", vText(calendar.title))
    if calendar.description:
        yield _line("DESCRIPTION", vText(calendar.description))
        yield _line("X-WR-CALDESC", vText(calendar.description))
    if calendar.url:
        yield _line("URL", vUri(calendar.url))
    if address := calendar.feed_urls.get("ics"):
        yield _line("SOURCE", vUri(address, params={"VALUE": "URI"}))
    # REFRESH-INTERVAL has no default type, so VALUE must be said (RFC 7986 section 5.7).
    yield _line("REFRESH-INTERVAL", vDuration(calendar.refresh, params={"VALUE": "DURATION"}))
    yield _line("X-PUBLISHED-TTL", vDuration(calendar.refresh))
    yield _line("X-WR-TIMEZONE", vText(calendar.timezone))
    revised = [event.revised for event in calendar.events if event.revised]
    if revised:
        yield _moment("LAST-MODIFIED", _utc(max(revised)))


def _event(event: Event, form: _Form) -> Iterator[bytes]:
    yield _line("SUMMARY", vText(text.title(event, form.language)))
    yield from _when(event, _at_home(event, form) if event.recurrence else form)
    stamp = _utc(event.revised or _NO_STAMP)
    yield _moment("DTSTAMP", stamp)
    yield _line("UID", vText(event.uid))
    yield _sequence(event.sequence)
    yield _fixed("CLASS", "PUBLIC")
    yield _fixed("STATUS", _STATUS[event.status])
    yield from _availability(event, form)
    yield from _kinship(event)
    yield from _whereabouts(event)
    if event.contact:
        yield _line("CONTACT", vText(event.contact))
    dates = _dates(event, form) if event.recurrence or event.additional else []
    if description := text.plain_text(event, form.language, dates):
        yield folded(b"DESCRIPTION:" + _prose(description))
    if form.options.html:
        whole = f"<html><body>{text.html_text(event, form.language, dates)}</body></html>"
        yield _line("X-ALT-DESC", vText(whole, params={"FMTTYPE": "text/html"}))
    if event.url:
        yield _line("URL", vUri(event.url))
    if event.published:
        yield _moment("CREATED", stamp if event.published is event.revised else _utc(event.published))
    if event.revised:
        yield _moment("LAST-MODIFIED", stamp)


def _dates(event: Event, form: _Form) -> list[str]:
    """What of its dates Outlook shows nowhere else."""
    further = text.further_dates(event, form.language, form.zone)
    hidden = _is_listed(event, _at_home(event, form))
    return [*(text.repetition(event, form.language, form.zone) if hidden else ()), *further]


def _kinship(event: Event) -> Iterator[bytes]:
    if event.parent:
        yield _line("RELATED-TO", vText(event.parent, params={"RELTYPE": "PARENT"}))
    if event.categories:
        yield _categories(tuple(event.categories))


def _whereabouts(event: Event) -> Iterator[bytes]:
    if place := text.place(event):
        yield _line("LOCATION", vText(place))
    if event.location and event.location.latitude is not None and event.location.longitude is not None:
        yield _line("GEO", vInline(f"{event.location.latitude:.6f};{event.location.longitude:.6f}"))
    if event.virtual_location:
        yield _line("CONFERENCE", vUri(event.virtual_location, params={"VALUE": "URI", "FEATURE": "VIDEO"}))


def _when(event: Event, form: _Form) -> Iterator[bytes]:
    if event.recurrence and form.rule is not None and not _is_listed(event, form):
        event = begun(event, form.zone, form.rule.since)
    yield from _times(event, form)
    if event.recurrence or event.additional:
        yield from _repetition(event, form)


def _times(event: Event, form: _Form) -> Iterator[bytes]:
    """Start and end: whole days as dates; times in the calendar's zone, in UTC where its rule does not reach."""
    start, end = event.start, event.end
    if not isinstance(start, datetime):
        yield _line("DTSTART", vDDDTypes(start))
        yield _line("DTEND", vDDDTypes(end or start + timedelta(days=1)))
        return
    if not isinstance(end, datetime):
        length = form.options.default_duration
        end = start.astimezone(UTC) + length if length else None
    yield _time("DTSTART", start, event, form)
    if end is not None and to_second(end, UTC) > to_second(start, UTC):  # as both are written
        yield _time("DTEND", end, event, form)


def _at_home(event: Event, form: _Form) -> _Form:
    """The form of an event that happens again: its hours are those of its own zone, wherever the calendar is."""
    home = own_zone(event.start, form.zone) if isinstance(event.start, datetime) else form.zone
    if home is form.zone:
        return form
    return form._replace(zone=home, tzid=_tzid(home.key), rule=zone_rule(home.key))


def _repetition(event: Event, form: _Form) -> Iterator[bytes]:
    """Rule, exceptions and further dates: each on a line of its own, as some clients read the first of a list only.

    Further times are in UTC, since libical takes those with a zone for UTC in any case.
    """
    rule, additional = event.recurrence or ONCE, event.additional
    if _is_listed(event, form):
        rule, additional = ONCE, listed(event, form.zone)
    yield _line("RRULE", vInline(rule))
    for start in event.excluded:
        yield _time("EXDATE", start, event, form)
    for start in additional:
        yield _moment("RDATE", _utc(start)) if isinstance(start, datetime) else _line("RDATE", vDDDTypes(start))


def _is_listed(event: Event, form: _Form) -> bool:
    """Whether dates stand for the rule: no VTIMEZONE tells how clocks change, or calendars read it differently.

    A start in UTC, as that of the second of two equal hours, would put all others in UTC, too.
    """
    if not event.recurrence:
        return False
    if isinstance(event.start, datetime) and is_second(event.start, form.zone):
        return True
    fixed = event.all_day or form.rule is not None or is_utc(form.zone.key)
    return not (fixed and is_portable(event.recurrence))


def _availability(event: Event, form: _Form) -> Iterator[bytes]:
    """A feed must not block its reader's day; who adds a single event means to go. Outlook obeys the second alone."""
    busy = form.single and not event.all_day and event.status not in ("cancelled", "postponed")
    yield _fixed("TRANSP", "OPAQUE" if busy else "TRANSPARENT")
    yield _fixed("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY" if busy else "FREE")


def _time(name: str, moment: date, event: Event, form: _Form) -> bytes:
    """A moment of an event, in the type and the zone of its start; in UTC where local time would name another.

    Of an hour that clocks show twice, a local time is the first (RFC 5545 section 3.3.5).
    """
    if not isinstance(moment, datetime) or not isinstance(event.start, datetime):
        return _line(name, vDDDTypes(moment))
    local = form.rule is not None and event.start >= form.rule.since and not is_second(moment, form.zone)
    return _local(name, moment, form) if local else _moment(name, _utc(moment))


def _tzid(name: str) -> bytes:
    parameter: bytes = Parameters({"TZID": name}).to_ical()
    return b";" + parameter + b":"


def _local(name: str, moment: datetime, form: _Form) -> bytes:
    """A time on the clocks of the calendar's zone, which the line names."""
    return folded(name.encode() + form.tzid + _wall_clock(moment.astimezone(form.zone)))


def _moment(name: str, utc: bytes) -> bytes:
    return folded(name.encode() + b":" + utc)


def _utc(moment: datetime) -> bytes:
    return _wall_clock(moment.astimezone(UTC)) + b"Z"


def _wall_clock(moment: datetime) -> bytes:
    # As vDatetime writes it, which would look up the zone by all its names for each value.
    return moment.replace(tzinfo=None).isoformat(timespec="seconds").replace("-", "").replace(":", "").encode()


def _prose(text: str) -> bytes:
    """A long text as vText writes it; escaped in octets, since in a `str` it takes as long as all other lines."""
    octets = text.encode()
    if b"\\" in octets or b"\r" in octets:
        value: _Value = vText(text)
        return value.to_ical()
    return octets.replace(b";", rb"\;").replace(b",", rb"\,").replace(b"\n", rb"\n")


def _line(name: str, value: _Value) -> bytes:
    """A content line (RFC 5545 section 3.1), folded: name, parameters, value."""
    params = b";" + value.params.to_ical() if value.params else b""
    return folded(name.encode() + params + b":" + value.to_ical())


@lru_cache
def _sequence(number: int) -> bytes:
    return _line("SEQUENCE", vInt(number))


@lru_cache
def _categories(names: tuple[str, ...]) -> bytes:
    return _line("CATEGORIES", vCategory(list(names)))


@cache
def _fixed(name: str, text: str) -> bytes:
    """A content line of which there are few, as most events have the same."""
    return _line(name, vText(text))
