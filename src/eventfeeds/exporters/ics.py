"""iCalendar (RFC 5545, RFC 7986): which properties an agenda and its events have, and the zone of their times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds.batches import batches
from eventfeeds.exporters import Exporter, line, text
from eventfeeds.exporters.ics_options import Options, chosen
from eventfeeds.exporters.repetition import ONCE, begun, is_portable, listed
from eventfeeds.exporters.vtimezone import zone_rule
from eventfeeds.times.zones import is_second, is_utc, own_zone, zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from zoneinfo import ZoneInfo

    from eventfeeds.exporters.vtimezone import ZoneRule
    from eventfeeds.model import Calendar, Event


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
    """A calendar as iCalendar, in chunks: head, some events at a time, end.

    Options: `method` ("PUBLISH"; none by default), `html` (true: the texts also as HTML, in X-ALT-DESC),
    `default_duration` (such as "1h": an end for timed events of which none is known).
    Raises ExportError before the first chunk.
    """
    form = _Form(
        options=chosen(options),
        language=calendar.language,
        zone=zone(calendar.timezone),
        tzid=line.zone_parameter(calendar.timezone),
        rule=zone_rule(calendar.timezone),
        single=not calendar.title and len(calendar.events) == 1,
    )
    return _chunks(calendar, form)


EXPORTER = Exporter(media_type="text/calendar; charset=utf-8", file_extension=".ics", export=export)


def _chunks(calendar: Calendar, form: _Form) -> Iterator[bytes]:
    yield b"BEGIN:VCALENDAR\r\n" + b"".join(_head(calendar, form))
    for rule in _zones(calendar, form):
        yield "".join(written + "\r\n" for written in rule.lines).encode()
    for events in batches(calendar.events):
        parts = ([b"".join(lines(event, form)) for event in events] for lines in _PARTS)
        yield b"".join(chain.from_iterable(zip(*parts, strict=True)))
    yield b"END:VCALENDAR\r\n"


def _zones(calendar: Calendar, form: _Form) -> list[ZoneRule]:
    """The rule of the calendar's zone, and those of further zones in which something happens again."""
    names = {_at_home(event, form).zone.key for event in calendar.events if event.recurrence}
    rules = (zone_rule(name) for name in sorted({form.zone.key, *names}))
    return [rule for rule in rules if rule is not None]


def _head(calendar: Calendar, form: _Form) -> Iterator[bytes]:
    yield line.text("VERSION", "2.0")
    yield line.text("PRODID", PRODID)
    yield line.text("CALSCALE", "GREGORIAN")
    if form.options.method:
        yield line.text("METHOD", form.options.method)
    if not form.single:
        # With a name, Outlook opens a new calendar for a single event (SemanticResultFormats#476).
        yield from _subscription(calendar)


def _subscription(calendar: Calendar) -> Iterator[bytes]:
    """What makes a document one to come back to. Both spellings of each, since clients read one or the other."""
    if calendar.title:
        yield line.text("NAME", calendar.title)
        yield line.text("X-WR-CALNAME", calendar.title)
    if calendar.description:
        yield line.text("DESCRIPTION", calendar.description)
        yield line.text("X-WR-CALDESC", calendar.description)
    if calendar.url:
        yield line.uri("URL", calendar.url)
    if address := calendar.feed_urls.get("ics"):
        yield line.uri("SOURCE", address, VALUE="URI")
    # REFRESH-INTERVAL has no default type, so VALUE must be said (RFC 7986 section 5.7).
    yield line.duration("REFRESH-INTERVAL", calendar.refresh, VALUE="DURATION")
    yield line.duration("X-PUBLISHED-TTL", calendar.refresh)
    yield line.text("X-WR-TIMEZONE", calendar.timezone)
    revised = list(filter(None, (event.revised for event in calendar.events)))
    if revised:
        yield line.time("LAST-MODIFIED", line.in_utc(max(revised)))


def _when_and_what(event: Event, form: _Form) -> Iterator[bytes]:
    yield b"BEGIN:VEVENT\r\n"
    yield line.text("SUMMARY", text.title(event, form.language))
    yield from _when(event, _at_home(event, form) if event.recurrence else form)


def _identity(event: Event, form: _Form) -> Iterator[bytes]:
    yield line.time("DTSTAMP", line.in_utc(event.revised or _NO_STAMP))
    yield line.text("UID", event.uid)
    yield line.number("SEQUENCE", event.sequence)
    yield _standing(event.status, busy=form.single and not event.all_day)
    if event.parent:
        yield line.text("RELATED-TO", event.parent, RELTYPE="PARENT")
    if event.categories:
        yield line.categories(tuple(event.categories))


def _description(event: Event, form: _Form) -> Iterator[bytes]:
    dates = _dates(event, form) if event.recurrence or event.additional else []
    if description := text.plain_text(event, form.language, dates):
        yield line.text("DESCRIPTION", description)
    if form.options.html:
        whole = f"<html><body>{text.html_text(event, form.language, dates)}</body></html>"
        yield line.text("X-ALT-DESC", whole, FMTTYPE="text/html")


def _publication(event: Event, form: _Form) -> Iterator[bytes]:  # noqa: ARG001  as all parts
    if event.url:
        yield line.uri("URL", event.url)
    if event.published:
        yield line.time("CREATED", line.in_utc(event.published))
    if revised := event.revised:
        yield line.time("LAST-MODIFIED", line.in_utc(revised))
    yield b"END:VEVENT\r\n"


def _dates(event: Event, form: _Form) -> list[str]:
    """What of its dates Outlook shows nowhere else."""
    further = text.further_dates(event, form.language, form.zone)
    hidden = _is_listed(event, _at_home(event, form))
    return [*(text.repetition(event, form.language, form.zone) if hidden else ()), *further]


def _whereabouts(event: Event, form: _Form) -> Iterator[bytes]:  # noqa: ARG001  as all parts
    if place := text.place(event):
        yield line.text("LOCATION", place)
    if event.location and event.location.latitude is not None and event.location.longitude is not None:
        yield line.verbatim("GEO", f"{event.location.latitude:.6f};{event.location.longitude:.6f}")
    if event.virtual_location:
        yield line.uri("CONFERENCE", event.virtual_location, VALUE="URI", FEATURE="VIDEO")
    if event.contact:
        yield line.text("CONTACT", event.contact)


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
        yield line.day("DTSTART", start)
        yield line.day("DTEND", end or start + timedelta(days=1))
        return
    if not isinstance(end, datetime):
        length = form.options.default_duration
        end = length.after(start.astimezone(form.zone))[0] if length else None
    begins = _time(start, start, form)
    yield line.time("DTSTART", begins)
    if end is not None and (ends := _time(end, start, form)) != begins:  # within one second it has no length
        yield line.time("DTEND", ends)


def _at_home(event: Event, form: _Form) -> _Form:
    """The form of an event that happens again: its hours are those of its own zone, wherever the calendar is."""
    home = own_zone(event.start, form.zone) if isinstance(event.start, datetime) else form.zone
    if home is form.zone:
        return form
    return form._replace(zone=home, tzid=line.zone_parameter(home.key), rule=zone_rule(home.key))


def _repetition(event: Event, form: _Form) -> Iterator[bytes]:
    """Rule, exceptions and further dates: each on a line of its own, as some clients read the first of a list only.

    Further times are in UTC, since libical takes those with a zone for UTC in any case.
    """
    rule, additional = event.recurrence or ONCE, event.additional
    if _is_listed(event, form):
        rule, additional = ONCE, listed(event, form.zone)
    yield line.verbatim("RRULE", rule)
    for start in event.excluded:
        if isinstance(start, datetime) and isinstance(event.start, datetime):
            yield line.time("EXDATE", _time(start, event.start, form))
        else:
            yield line.day("EXDATE", start)
    for start in additional:
        yield line.time("RDATE", line.in_utc(start)) if isinstance(start, datetime) else line.day("RDATE", start)


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


@cache
def _standing(status: str, *, busy: bool) -> bytes:
    """The lines of which there are few. Outlook obeys the last alone."""
    # A feed must not block its reader's day; who adds a single event means to go.
    busy = busy and status not in ("cancelled", "postponed")
    return b"".join(
        (
            line.text("CLASS", "PUBLIC"),
            line.text("STATUS", _STATUS[status]),
            line.text("TRANSP", "OPAQUE" if busy else "TRANSPARENT"),
            line.text("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY" if busy else "FREE"),
        )
    )


def _time(moment: datetime, start: datetime, form: _Form) -> bytes:
    """A moment of an event, after the name: in the zone of its start, which the line names, else in UTC.

    Of an hour that clocks show twice, a local time is the first (RFC 5545 section 3.3.5): the second is in UTC.
    """
    if form.rule is not None and start >= form.rule.since:
        local = moment.astimezone(form.zone)
        if not is_second(local, form.zone):
            return line.in_zone(local, form.tzid)
    return line.in_utc(moment)


# Each for many events before the next: a processor has only so much of a program at hand.
_PARTS = (_when_and_what, _identity, _whereabouts, _description, _publication)
