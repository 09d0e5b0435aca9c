"""The keys that tell the time of an event: from text to what `interval` decides on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds.errors import BadValue, Remark
from eventfeeds.reading import moments
from eventfeeds.reading.interval import LONGEST_NIGHT, Given, Interval, interval
from eventfeeds.times import values, zones
from eventfeeds.times.hours import Hours

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from eventfeeds.profiles.keys import Found
    from eventfeeds.reading.details import HoursAt
    from eventfeeds.reading.record import Record

_DAY = timedelta(days=1)
_MOST_DAYS = 3660


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When an event is, the zone in which its times are meant, and its start as the file has it."""

    interval: Interval
    zone: ZoneInfo
    written: date | datetime


class _Case(NamedTuple):
    """What is read, the zone of its times if there is one, and the hours in keys of their own."""

    record: Record
    zone: ZoneInfo | None
    clocks: _Clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clocks:
    """Hours in keys of their own, and where they stand."""

    start: moments.Clock | None = None
    end: moments.Clock | None = None
    at: Found | None = None
    end_at: Found | None = None


def when(record: Record, hours: HoursAt | None) -> When:
    """When the event is. Raises BadValue, with its key, if it has no usable start."""
    times = record.site.profile.times
    starts = _starts(record)
    index, path, at = starts[0]
    zone = _zone(record)
    clocks = _clocks(record)
    written = moments.read(record, path, at)
    day_and_hour = _with_clock(record, written, clocks.start, clocks.at)
    start_at = _place(written, day_and_hour, at, clocks.at)
    start = moments.located(record, day_and_hour, start_at, zone)
    clocks = _alongside(clocks, day_and_hour.value, start)
    case = _Case(record, zone, clocks)
    if not times.paired:
        for _, rival_path, rival in starts[1:]:
            _compare(record, rival_path, rival, start if day_and_hour is written else _day(written), zone)
    pair = index if times.paired else None
    end_at, end = _end(case, start, pair)
    if end is None and clocks.end is not None and clocks.end.elsewhere:
        end = _end_elsewhere(case, start, day_and_hour.value)
    told = hours.hours if hours else _clock_hours(record, start, end, clocks)
    decided = interval(
        Given(
            start=start,
            end=end,
            zone=zone or zones.zone("UTC"),
            hours=told,
            all_day=boolean(record, "all_day"),
            midnight=times.midnight,
        )
    )
    places = {"start": start_at, "end": end_at or at, "hours": hours.at if hours else clocks.end_at or at}
    for remark in decided.remarks:
        record.tell(remark, places[remark.key])
    return When(interval=decided, zone=zone or zones.zone("UTC"), written=day_and_hour.value)


def _starts(record: Record) -> list[tuple[int, str, Found]]:
    """Every key that holds a start, in the order of the profile: its place there, its path, its value."""
    paths = record.site.profile.starts()
    starts = [(index, path, found) for index, path in enumerate(paths) for found in record.lookup.all(path)]
    if not starts:
        # It has no line of its own: that of the key which makes the file an event is where to look.
        at = record.lookup.line_of(record.site.profile.event_keys) or record.lookup.line
        raise BadValue("no-start", ", ".join(paths), key=record.lookup.told(paths[0]), line=at)
    return starts


def _zone(record: Record) -> ZoneInfo | None:
    at = record.found("timezone")
    own = record.attempt(lambda: moments.zone_called(record, record.text(at)), at) if at else None
    return own or record.site.zone


def _clocks(record: Record) -> _Clocks:
    """The hours in keys of their own: `15:00-16:00` under that of the start is both."""
    start_at, end_at = moments.first(record, "start_time"), moments.first(record, "end_time")
    starts = start_at and record.attempt(lambda: moments.clocks(record, *start_at), start_at[1])
    ends = end_at and record.attempt(lambda: moments.clocks(record, *end_at), end_at[1])
    start, last = starts or (None, None)
    last_at = end_at if ends else start_at
    return _Clocks(
        start=start,
        end=ends[0] if ends else last,
        at=start_at[1] if start_at else None,
        end_at=last_at[1] if last_at else None,
    )


def _with_clock(
    record: Record, moment: moments.Moment, clock: moments.Clock | None, at: Found | None = None
) -> moments.Moment:
    """A day at the hour that another key gives; an hour of its own stays, and with `at` is told to differ."""
    if clock is None:
        return moment
    value = moment.value
    if isinstance(value, datetime) and value.time() != time(0):
        if at and value.time().replace(second=0) != clock.time.replace(second=0, tzinfo=None):
            record.tell(Remark("rival-start", value.strftime("%H:%M"), clock.time.strftime("%H:%M")), at)
        return moment
    # Many programs write any day as its midnight in UTC, which says nothing of the hours.
    offset = clock.time.tzinfo or (value.tzinfo if isinstance(value, datetime) and value.utcoffset() else None)
    day = value.date() if isinstance(value, datetime) else value
    return moments.Moment(datetime.combine(day, clock.time.replace(tzinfo=offset)), clock.zone or moment.zone)


def _alongside(clocks: _Clocks, given: date | datetime, start: date | datetime) -> _Clocks:
    """The hours, that of the end with the offset that the start has of its day, where it is that of other clocks."""
    if clocks.start is None or clocks.end is None or clocks.end.elsewhere or not isinstance(given, datetime):
        return clocks
    if given.tzinfo is None or not isinstance(start, datetime) or given.utcoffset() == start.utcoffset():
        return clocks
    return replace(clocks, end=moments.Clock(clocks.end.time.replace(tzinfo=given.tzinfo), None))


def _place(written: moments.Moment, moment: moments.Moment, at: Found, hour_at: Found | None) -> Found:
    """Where the hour of a moment stands: under the key of its day, or one of its own."""
    return at if moment is written or hour_at is None else hour_at


def _clock_hours(record: Record, start: date | datetime, end: date | datetime | None, clocks: _Clocks) -> Hours | None:
    """Hours of keys of their own, as those in prose are: they give a timed start its end."""
    if clocks.end is None:
        return None
    if not isinstance(start, datetime) and end is None:
        record.tell(Remark("all-day-with-end-hour", got=clocks.end.time.strftime("%H:%M")), clocks.end_at)
    if clocks.end.elsewhere or not isinstance(start, datetime):
        return None
    return Hours(start.time().replace(second=0), clocks.end.time.replace(second=0, tzinfo=None))


def _end_elsewhere(case: _Case, start: date | datetime, written: date | datetime) -> datetime | None:
    """The end on clocks other than those of the event, on the day of its start or the night after."""
    record, zone, clocks = case
    if clocks.end is None or clocks.end_at is None or not isinstance(start, datetime):
        return None
    day = moments.Moment(written.date() if isinstance(written, datetime) else written, None)
    end = moments.located(record, _with_clock(record, day, clocks.end), clocks.end_at, zone)
    if not isinstance(end, datetime):
        return None
    if zones.instant(end, zones.zone("UTC")) > start:
        return end
    end = zones.later(end, _DAY)
    if zones.instant(end, zones.zone("UTC")) - start <= LONGEST_NIGHT:
        return end
    record.tell(Remark("hours-end-before-start", got=str(clocks.end_at.value)), clocks.end_at)
    return None


def _end(case: _Case, start: date | datetime, pair: int | None) -> tuple[Found | None, date | datetime | None]:
    """The end by the first key that tells it: a moment, else a length, else a number of days."""
    record, _, clocks = case
    found = moments.first(record, "end", pair)
    if found is not None:
        path, at = found
        return at, record.attempt(lambda: _end_at(case, path, at, start), at)
    at_length, at_days = record.found("duration"), record.found("days")
    if clocks.end is None and at_length is not None:
        return at_length, _after(record, start, at_length)
    if clocks.end is None and at_days is not None:
        return at_days, _last_of(record, start, at_days)
    return None, None


def _end_at(case: _Case, path: str, at: Found, start: date | datetime) -> date | datetime:
    record, zone, clocks = case
    written = moments.read(record, path, at)
    moment = _with_clock(record, written, clocks.end)
    end = moments.located(record, moment, _place(written, moment, at, clocks.end_at), zone)
    if record.site.profile.times.inclusive_end or (isinstance(end, datetime) and end.time() != time(0)):
        return end
    if isinstance(end, datetime) and not _whole_days(record, start):
        return end  # midnight of a timed event is the moment itself
    first = start.date() if isinstance(start, datetime) else start
    last = (end.date() if isinstance(end, datetime) else end) - _DAY
    return first if last == first - _DAY else last


def _after(record: Record, start: date | datetime, at: Found) -> date | datetime | None:
    """The end after a length of time; of a whole day, after as many days."""
    length = record.attempt(lambda: values.duration(at.value, record.site.profile.times.duration_unit), at)
    if length is None:
        return None
    if isinstance(start, datetime) and (length % _DAY or not _whole_days(record, start)):
        return zones.later(start, length)
    if length % _DAY:
        record.tell(Remark("hours-without-start", got=str(at.value)), at)
        return None
    return (start.date() if isinstance(start, datetime) else start) + length - _DAY


def _whole_days(record: Record, start: date | datetime) -> bool:
    """Whether an event of this start is one of whole days, where nothing of its end says otherwise."""
    if not isinstance(start, datetime):
        return True
    said = boolean(record, "all_day")
    return bool(said) or (said is None and record.site.profile.times.midnight and start.time() == time(0))


def _last_of(record: Record, start: date | datetime, at: Found) -> date | None:
    """The last of a number of days, of which the start is the first."""
    text = record.text(at).strip()
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_MOST_DAYS)) and 0 < int(text) <= _MOST_DAYS):
        record.tell(Remark("not-a-number", got=text), at)
        return None
    first = start.date() if isinstance(start, datetime) else start
    return first + (int(text) - 1) * _DAY if int(text) > 1 or not isinstance(start, datetime) else None


def _day(moment: moments.Moment) -> date:
    return moment.value.date() if isinstance(moment.value, datetime) else moment.value


def _compare(record: Record, path: str, rival: Found, start: date | datetime, zone: ZoneInfo | None) -> None:
    """Warn of a second start that names a different moment; of a day whose hour another key has, a different day."""
    other = record.attempt(lambda: moments.settled(record, moments.read(record, path, rival), zone)[0], rival)
    if isinstance(other, datetime) and not isinstance(start, datetime):
        other = other.date()
    reference = zone or zones.zone("UTC")
    if other is not None and zones.instant(other, reference) != zones.instant(start, reference):
        record.tell(Remark("rival-start", str(start), str(rival.value)), rival)


_YES = frozenset({"true", "yes", "on"})
_NO = frozenset({"false", "no", "off"})


def boolean(record: Record, name: str, unclear: str = "not-a-boolean") -> bool | None:
    """A field that says yes or no; None where it is absent, or says neither (with a warning)."""
    at = record.found(name)
    if at is None:
        return None
    if isinstance(at.value, bool):
        return at.value
    word = record.text(at).strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    record.tell(Remark(unclear, got=word), at)
    return None
