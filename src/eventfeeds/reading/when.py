"""The keys that tell the time of an event: from text to what `interval` decides on."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds.days import day_of
from eventfeeds.errors import BadValue, Remark, shown
from eventfeeds.reading import moments, utc_midnights
from eventfeeds.reading.clocks import Clocks, at_clock, own_clocks, written_offset
from eventfeeds.reading.interval import Given, Interval, closing, ending, interval
from eventfeeds.times import values, zones
from eventfeeds.times.hours import Hours

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from eventfeeds.profiles.keys import Found
    from eventfeeds.reading.details import HoursAt
    from eventfeeds.reading.record import Record

_DAY = timedelta(days=1)
_MOST_DAYS = 3660


class When(NamedTuple):
    """When an event is, the zone in which its times are meant, and its start as the file has it."""

    interval: Interval
    zone: ZoneInfo
    written: date | datetime


class _Case(NamedTuple):
    """What is read, the zone of its times if there is one, and the hours in keys of their own.

    `all_day` is what a key says. `midnight`: a start at 00:00 means the whole day. `as_written`: the days are those
    that stand there, whatever their offset; `days_in_utc`: they are where one is written as its midnight in UTC.
    """

    record: Record
    zone: ZoneInfo | None
    clocks: Clocks
    all_day: bool | None
    midnight: bool
    as_written: bool = False
    days_in_utc: bool = False

    def meant(self, moment: moments.Moment) -> moments.Moment:
        """A moment, of whole days without offset and zone: they are the same days everywhere."""
        value = moment.value
        if not isinstance(value, datetime) or not (
            self.as_written or (self.days_in_utc and utc_midnights.is_one(value))
        ):
            return moment
        return moments.Moment(value.replace(tzinfo=None if self.zone else UTC), None)


class _Begun(NamedTuple):
    """A start: as its key has it, at the hour of another key, as it is meant, on the clocks of its zone; its place."""

    written: moments.Moment
    timed: moments.Moment
    meant: moments.Moment
    value: date | datetime
    at: Found

    @property
    def compared(self) -> date | datetime:
        """What other starts are compared with: of a day whose hour another key has, the day."""
        return self.value if self.timed is self.written else day_of(self.written.value)


def when(record: Record, hours: HoursAt | None) -> When:
    """When the event is. Raises BadValue, with its key, if it has no usable start."""
    times, starts = record.site.profile.times, _starts(record)
    path, at = starts[0]
    pair = record.site.profile.starts().index(path) if times.paired else None
    case, begun = _begun(record, path, at, pair)
    start, clocks = begun.value, case.clocks
    if times.rivals and not times.paired:
        for rival_path, rival in starts[1:]:
            _compare(case, rival_path, rival, begun.compared)
    end_at, end = _end(case, start, pair)
    zone, told = case.zone or zones.zone("UTC"), hours.hours if hours else _clock_hours(record, start, end, clocks)
    decided = interval(
        Given(
            start=start,
            end=end,
            zone=zone,
            hours=told,
            all_day=case.all_day,
            midnight=case.midnight,
            certain=end_at is not None and _closes(case, end_at),
        )
    )
    if decided.remarks:
        places = {"start": begun.at, "end": end_at or at, "hours": hours.at if hours else clocks.end_at or at}
        for remark in decided.remarks:
            record.tell(remark, places[remark.key])
    if case.all_day is None:
        utc_midnights.tell(record, begun.meant.value, start, begun.at, decided.length)
    return When(interval=decided, zone=zone, written=begun.timed.value)


def _begun(record: Record, path: str, at: Found, pair: int | None) -> tuple[_Case, _Begun]:
    """The start under a key, and all that the end is read with."""
    zone, clocks = _zone(record), own_clocks(record)
    written = moments.read(record, path, at)
    moments.tell_of_weekday(record, at)
    timed = at_clock(record, written, clocks.start, clocks.at)
    start_at = _place(written, timed, at, clocks.at)
    # Nobody who leaves the hour as it is has typed 24:00.
    midnight = record.site.profile.times.midnight and not values.ends_its_day(at.value)
    case = _Case(record, zone, clocks, record.boolean("all_day"), midnight)
    if isinstance(timed.value, datetime) and timed.value.time() == time(0):
        in_utc = _whole_days(case, timed.value) and not utc_midnights.ends_at_an_hour(record, clocks, pair)
        case = case._replace(as_written=bool(case.all_day), days_in_utc=in_utc)
    meant = case.meant(timed)
    if meant is not timed and case.all_day is None:
        utc_midnights.tell_of_day(record, timed.value, zone, start_at)
    start = moments.located(record, meant, start_at, zone)
    alongside = _alongside(case, timed, start)
    if alongside is not clocks.alongside:
        clocks = clocks._replace(alongside=alongside)
    # Where nothing else names a zone, the clocks of the start are those of the event.
    case = case._replace(zone=zone or timed.zone, clocks=clocks, days_in_utc=_whole_days(case, start))
    return case, _Begun(written, timed, meant, start, start_at)


def _starts(record: Record) -> list[tuple[str, Found]]:
    """Every key that holds a start, in the order of the profile: its path, its value."""
    leads = record.leading.get("start", ())
    starts = [(lead.path, found) for lead in leads if lead.path for found in record.lookup.led(lead)]
    if not starts:
        paths = record.site.profile.starts()
        # It has no line of its own: that of the key which makes the file an event is where to look.
        at = record.lookup.line_of(record.site.profile.event_keys) or record.lookup.line
        raise BadValue("no-start", ", ".join(paths), key=record.lookup.told(paths[0]), line=at)
    return starts


def _zone(record: Record) -> ZoneInfo | None:
    at = record.found("timezone")
    own = record.attempt(lambda: moments.zone_called(record, record.text(at)), at) if at else None
    return own or record.site.zone


def _alongside(case: _Case, given: moments.Moment, start: date | datetime) -> moments.Clock | None:
    """The hour of the end; where it names no clocks, on those that the start was written on."""
    hour, end = case.clocks.start, case.clocks.end
    if end is None or end.elsewhere or not isinstance(start, datetime):
        return end
    offset = (hour.time.tzinfo if hour else None) or written_offset(given.value)
    if offset is not None and case.record.site.profile.times.trust_offset:
        same = offset.utcoffset(None) == start.utcoffset()
        return end if same else end._replace(time=end.time.replace(tzinfo=offset), zone=None)
    return end if given.zone is start.tzinfo else end._replace(zone=given.zone)


def _place(written: moments.Moment, moment: moments.Moment, at: Found, hour_at: Found | None) -> Found:
    """Where the hour of a moment stands: under the key of its day, or one of its own."""
    return at if moment is written or hour_at is None else hour_at


def _clock_hours(record: Record, start: date | datetime, end: date | datetime | None, clocks: Clocks) -> Hours | None:
    """Hours of keys of their own, as those in prose are: they give a timed start its end."""
    if clocks.end is None or (clocks.end.closing and end is None):
        return None
    if not isinstance(start, datetime) and end is None:
        record.tell(Remark("all-day-with-end-hour", got=clocks.end.time.strftime("%H:%M")), clocks.end_at)
    if not isinstance(start, datetime) or (clocks.alongside is not None and clocks.alongside.elsewhere):
        return None
    return Hours(start.time().replace(second=0), clocks.end.time.replace(second=0, tzinfo=None))


def _end_of_clock(case: _Case, start: datetime, clock: moments.Clock) -> datetime | None:
    """The end at 24:00, or on clocks other than those of the event."""
    record, home, at = case.record, start.tzinfo, case.clocks.end_at
    if at is None or home is None or case.all_day or (clock.closing and _whole_days(case, start)):
        return None
    offset = clock.time.tzinfo if record.site.profile.times.trust_offset else None
    zone = offset or clock.zone or home
    if clock.closing:
        end, remarks = closing(start, zone)
    else:
        end, remarks = ending(start, clock.time.replace(tzinfo=None), zone, shown(at.value))
    if end is not None and offset is not None and case.zone is not None:
        remarks += filter(None, [zones.into(end, case.zone)[1]])
    for remark in remarks:
        record.tell(remark, at)
    return end.astimezone(home) if end else None


def _end(case: _Case, start: date | datetime, pair: int | None) -> tuple[Found | None, date | datetime | None]:
    """The end, and where it stands: by keys of its own, else by its hour at 24:00 or on other clocks."""
    at, end = _end_of_keys(case, start, pair)
    clock = case.clocks.alongside
    if end is None and isinstance(start, datetime) and clock and (clock.elsewhere or clock.closing):
        return case.clocks.end_at, _end_of_clock(case, start, clock)
    return at, end


def _end_of_keys(case: _Case, start: date | datetime, pair: int | None) -> tuple[Found | None, date | datetime | None]:
    """The end by the first key that tells it: a moment, else a length, else a number of days."""
    record, clocks = case.record, case.clocks
    found = moments.first(record, "end", pair)
    if found is not None:
        path, at = found
        return at, record.attempt(lambda: _end_at(case, path, at, start), at)
    at_length, at_days = record.found("duration"), record.found("days")
    if clocks.end is None and at_length is not None:
        return at_length, _after(case, start, at_length)
    if clocks.end is None and at_days is not None:
        return at_days, _last_of(record, start, at_days)
    return None, None


def _end_at(case: _Case, path: str, at: Found, start: date | datetime) -> date | datetime:
    record, clocks = case.record, case.clocks
    written = moments.read(record, path, at)
    moments.tell_of_weekday(record, at)
    named = written.zone is not None or written_offset(written.value) is not None
    moment = at_clock(record, written, clocks.end if named else clocks.alongside)
    meant, end_at = case.meant(moment), _place(written, moment, at, clocks.end_at)
    end = moments.located(record, meant, end_at, case.zone)
    if case.all_day is None and isinstance(start, datetime) and isinstance(end, datetime):
        utc_midnights.tell(record, meant.value, end, end_at, end.astimezone(UTC) - start.astimezone(UTC))
    inclusive = record.site.profile.times.inclusive_end and not _closes(case, at)
    if inclusive or (isinstance(end, datetime) and end.time() != time(0)):
        return end
    if isinstance(end, datetime) and not _whole_days(case, start):
        return end  # midnight of a timed event is the moment itself
    first, last = day_of(start), day_of(end) - _DAY
    return first if last == first - _DAY else last


def _closes(case: _Case, at: Found) -> bool:
    """Whether the end is at 24:00, under its own key or that of its day."""
    return values.ends_its_day(at.value) or (case.clocks.end is not None and case.clocks.end.closing)


def _after(case: _Case, start: date | datetime, at: Found) -> date | datetime | None:
    """The end after a length of time; of a whole day, after as many days."""
    from eventfeeds.times.lengths import duration  # noqa: PLC0415  most events have an end

    record = case.record
    length = record.attempt(lambda: duration(at.value, record.site.profile.times.duration_unit), at)
    if length is None:
        return None
    if isinstance(start, datetime) and (length.usual % _DAY or not _whole_days(case, start)):
        end, remark = length.after(start)
        if remark is not None:
            record.tell(remark, at)
        return end
    if length.usual % _DAY:
        record.tell(Remark("hours-without-start", got=shown(at.value)), at)
        return None
    return day_of(start) + length.usual - _DAY


def _whole_days(case: _Case, start: date | datetime) -> bool:
    """Whether an event of this start is one of whole days, where nothing of its end says otherwise."""
    if not isinstance(start, datetime):
        return True
    return bool(case.all_day) or (case.all_day is None and case.midnight and start.time() == time(0))


def _last_of(record: Record, start: date | datetime, at: Found) -> date | None:
    """The last of a number of days, of which the start is the first."""
    text = record.text(at).strip()
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_MOST_DAYS)) and 0 < int(text) <= _MOST_DAYS):
        record.tell(Remark("not-a-number", f"1 to {_MOST_DAYS}", text), at)
        return None
    return day_of(start) + (int(text) - 1) * _DAY if int(text) > 1 or not isinstance(start, datetime) else None


def _compare(case: _Case, path: str, rival: Found, start: date | datetime) -> None:
    """Warn of a second start that names a different moment; of a day whose hour another key has, a different day."""
    record, zone = case.record, case.zone
    other = record.attempt(
        lambda: moments.settled(record, case.meant(moments.read(record, path, rival)), zone)[0], rival
    )
    if isinstance(other, datetime) and not isinstance(start, datetime):
        other = other.date()
    reference = zone or zones.zone("UTC")
    if other is not None and zones.instant(other, reference) != zones.instant(start, reference):
        record.tell(Remark("rival-start", shown(start), shown(rival.value)), rival)
