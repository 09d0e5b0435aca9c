"""When an event is: one table of rules from what a file says to a start and an exclusive end.

Pure: it sees values, never files. Moments arrive as dates or as datetimes in the site's zone; wall clocks are
compared only to tell midnight, everything else in UTC.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds.days import day_of
from eventfeeds.errors import Remark
from eventfeeds.times.zones import settle

if TYPE_CHECKING:
    from datetime import tzinfo
    from zoneinfo import ZoneInfo

    from eventfeeds.times.hours import Hours

_DAY = timedelta(days=1)
_MIDNIGHT = time(0)
# Hours that end before they begin go on after midnight, as a night's do; longer than this they are a slip of the hand.
LONGEST_NIGHT = timedelta(hours=12)
_LONG = timedelta(days=366)  # what is longer may be a slip in the year


class Given(NamedTuple):
    """What a file says of its time.

    `start` and `end` are dates, or datetimes in `zone`; an `end` that is a date is inclusive.
    `hours` are those found in prose. `midnight` is the profile's rule: a start at 00:00 means the whole day.
    `certain` is an end of which nobody doubts whether its midnight belongs to the day before: it was typed as 24:00.
    """

    start: date | datetime
    zone: ZoneInfo
    end: date | datetime | None = None
    hours: Hours | None = None
    all_day: bool | None = None
    midnight: bool = False
    certain: bool = False


class Interval(NamedTuple):
    """When an event is. `end` is exclusive, of the type of `start`, None if not known.

    `opening` is an hour that the start had and that a whole-day event cannot show.
    """

    start: date | datetime
    end: date | datetime | None
    remarks: tuple[Remark, ...] = ()
    opening: time | None = None

    @property
    def length(self) -> timedelta | None:
        """How long it is, as clocks count."""
        return None if self.end is None else self.end - self.start


class _Case(NamedTuple):
    given: Given
    remarks: list[Remark]

    def note(self, code: str, *, expected: str = "", got: str = "", about: str = "end") -> None:
        self.remarks.append(Remark(code, expected, got, about))

    def add(self, remark: Remark | None) -> None:
        """Tell what was met where prose was set on the clocks."""
        if remark is not None:
            self.note(remark.code, expected=remark.expected, got=remark.got, about="hours")

    def result(self, start: date | datetime, end: date | datetime | None, opening: time | None = None) -> Interval:
        return Interval(start=start, end=end, remarks=tuple(self.remarks), opening=opening)


def interval(given: Given) -> Interval:
    """Decide the interval. The key of each remark is the field it is about: `start`, `end` or `hours`."""
    case = _Case(given, [])
    found = _decided(case)
    if found.length is None or found.length <= _LONG:
        return found
    case.note("long-event", got=str(found.length.days))
    return found._replace(remarks=tuple(case.remarks))


def _decided(case: _Case) -> Interval:
    given = case.given
    start = given.start
    if not isinstance(start, datetime):
        return _from_day(case, start)
    if given.all_day:
        days = _whole_days(case, start.date(), _last_day(given.end))
        return days if start.time() == _MIDNIGHT else days._replace(opening=start.time())
    if given.midnight and given.all_day is None and start.time() == _MIDNIGHT:
        return _from_midnight(case, start)
    return _timed(case, start)


def _from_day(case: _Case, start: date) -> Interval:
    """A start without an hour: whole days, or the hours that prose gives to the one day."""
    given, last = case.given, _last_day(case.given.end)
    end_has_hour = isinstance(given.end, datetime) and given.end.time() != _MIDNIGHT
    if given.hours is not None and given.midnight and given.all_day is None and last in (None, start):
        if end_has_hour:
            return _timed(case, _opening(case, start, given.hours))
        return _at_hours(case, start, given.hours)
    if end_has_hour:
        case.note("all-day-with-end-hour", got=_show(given.end))
    return _whole_days(case, start, last)


def _from_midnight(case: _Case, start: datetime) -> Interval:
    """A start at 00:00 under the midnight rule."""
    end = case.given.end
    if isinstance(end, datetime) and end.time() != _MIDNIGHT and _utc(end) > _utc(start):
        hours = case.given.hours
        within = hours is not None and end.date() == start.date() and hours.start < end.time()
        return _timed(case, _opening(case, start.date(), hours) if hours is not None and within else start)
    if end is None and case.given.hours is None:
        case.note("midnight-is-all-day", got=_show(start), about="start")
    hours = case.given.hours
    last = _last_day(end)
    if hours is not None and (last is None or last <= start.date()):
        if last is not None and last < start.date():
            case.note("end-before-start", expected=start.date().isoformat(), got=_show(end))
        return _at_hours(case, start.date(), hours)
    return _whole_days(case, start.date(), last)


def _at_hours(case: _Case, day: date, hours: Hours) -> Interval:
    """Both ends from prose, on one day."""
    start = _opening(case, day, hours)
    return case.result(start, _hours_end(case, start, hours))


def _opening(case: _Case, day: date, hours: Hours) -> datetime:
    start, remark = settle(datetime.combine(day, hours.start), case.given.zone)
    case.add(remark)
    return start


def _whole_days(case: _Case, start: date, last: date | None) -> Interval:
    """Whole days from `start` to `last`, both inclusive."""
    if last is not None and last < start:
        case.note("end-before-start", expected=start.isoformat(), got=last.isoformat())
        last = None
    return case.result(start, (last or start) + _DAY)


def _timed(case: _Case, start: datetime) -> Interval:
    """A start with an hour."""
    end = case.given.end
    if end is not None and not isinstance(end, datetime):
        if end > start.date():
            case.note("hour-of-all-day", got=start.strftime("%H:%M"), about="start")
            return case.result(start.date(), end + _DAY, start.time())
        if end < start.date():
            case.note("end-before-start", expected=_show(start), got=end.isoformat())
        end = None
    if end is not None and _utc(end) <= _utc(start):
        case.note("end-before-start", expected=_show(start), got=_show(end))
        end = None
    if end is not None and end.time() == _MIDNIGHT and end.date() > start.date() and not case.given.certain:
        case.note("end-at-midnight", got=_show(end))
    return case.result(start, _checked_end(case, start, end))


def _checked_end(case: _Case, start: datetime, end: datetime | None) -> datetime | None:
    """The end of a timed event, after comparing it with the hours in prose."""
    hours = case.given.hours
    if hours is None:
        return end
    if hours.start != start.time().replace(second=0):
        case.note("hours-contradict-start", expected=start.strftime("%H:%M"), got=str(hours), about="hours")
        return end
    if end is None:
        return _hours_end(case, start, hours)
    if hours.end is not None and hours.end != end.time().replace(second=0):
        case.note("hours-contradict-end", expected=end.strftime("%H:%M"), got=str(hours), about="hours")
    return end


def _hours_end(case: _Case, start: datetime, hours: Hours) -> datetime | None:
    """The end that prose gives to a start."""
    if hours.end is None:
        return None
    end, remarks = ending(start, hours.end, case.given.zone, hours)
    for remark in remarks:
        case.add(remark)
    return end


def closing(start: datetime, zone: tzinfo) -> tuple[datetime | None, list[Remark]]:
    """When the day of a start is over on clocks of a zone, in that zone, and what is told of it."""
    end, remark = settle(datetime.combine(start.astimezone(zone).date() + _DAY, _MIDNIGHT), zone)
    return end, [remark] if remark else []


def ending(start: datetime, clock: time, zone: tzinfo, got: object) -> tuple[datetime | None, list[Remark]]:
    """When clocks of a zone show an hour after a start, on its day there or in the night after, and what is told of it.

    The end is in that zone, None where it would be no night's. `got` is what is told of the hours.
    """
    day = start.astimezone(zone).date()
    end, remark = settle(datetime.combine(day, clock), zone)
    remarks = []
    if _utc(end) <= _utc(start):
        end, remark = settle(datetime.combine(day + _DAY, clock), zone)
        if not timedelta(0) < _utc(end) - _utc(start) <= LONGEST_NIGHT:
            return None, [Remark("hours-end-before-start", got=str(got))]
        remarks.append(Remark("hours-over-midnight", got=str(got)))
    return end, [*remarks, remark] if remark else remarks


def _last_day(end: date | datetime | None) -> date | None:
    """The inclusive last day that an end stands for, among whole days."""
    return None if end is None else day_of(end)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _show(moment: date | datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M") if isinstance(moment, datetime) else str(moment)
