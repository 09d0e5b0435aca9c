"""The dates that a rule of recurrence gives (RFC 5545 section 3.3.10), without end where the rule has none.

Days are chosen on the calendar, hours on the clocks of the zone: a meeting at nine is at nine in winter and in summer.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast, overload

from eventfeeds.times.zones import settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from zoneinfo import ZoneInfo

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
COUNT = re.compile(r";COUNT=([0-9]+)")
MOST_DATES = 1000  # of what happens again, where its dates are told one by one
_LAST_YEAR = 2200
_Moment = TypeVar("_Moment", date, datetime)
_MOST_EMPTY = 20_000  # periods in a row; a rule that gives nothing for as long gives nothing
_DAY = timedelta(days=1)
_UNITS = {"HOURLY": timedelta(hours=1), "MINUTELY": timedelta(minutes=1), "SECONDLY": timedelta(seconds=1)}
OF_A_DAY = tuple(f"FREQ={frequency}" for frequency in _UNITS)
"""How a rule begins that can give several times a day."""
_CLOCKS = (
    ("BYHOUR", range(24), {"HOURLY", "MINUTELY", "SECONDLY"}),
    ("BYMINUTE", range(60), {"MINUTELY", "SECONDLY"}),
    ("BYSECOND", range(60), {"SECONDLY"}),
)


class _Rule(NamedTuple):
    """`by`: the numbers of each part; `weekdays`: the ordinal (0: every one) and weekday from Monday 0 of BYDAY."""

    frequency: str
    interval: int
    by: Mapping[str, frozenset[int]]
    weekdays: frozenset[tuple[int, int]]
    first_weekday: int

    @property
    def by_year(self) -> bool:
        """Whether an ordinal of a weekday counts within the year, not within the month."""
        return self.frequency == "YEARLY" and not self.by["BYMONTH"]


@overload
def occurrences(rule: str, start: datetime) -> Iterator[datetime]: ...
@overload
def occurrences(rule: str, start: date) -> Iterator[date]: ...
def occurrences(rule: str, start: date | datetime) -> Iterator[date] | Iterator[datetime]:
    """The dates of a rule from `start` on, in order and of its type, until 2200; `start` only if the rule gives it.

    Args:
        rule: As `model.Event.recurrence` has it.
        start: A date, or an aware time in the zone whose clocks the event goes by. A time that those clocks skip
            moves forward, of one that they show twice the first is taken (RFC 5545 section 3.3.5).
    """
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    found = _walls(_parsed(parts, start), start)
    until = parts.get("UNTIL")
    if not isinstance(start, datetime):
        days = (wall.date() for wall in found)
        return islice(_bounded(days, until and date.fromisoformat(until)), _count(parts))
    zone = cast("ZoneInfo", start.tzinfo)
    moments = (settle(wall, zone)[0] for wall in found)
    return islice(_ended(moments, until and datetime.fromisoformat(until)), _count(parts))


def _count(parts: Mapping[str, str]) -> int | None:
    return int(parts["COUNT"]) if "COUNT" in parts else None


def _bounded(days: Iterable[date], until: date | str | None) -> Iterator[date]:
    for day in days:
        if isinstance(until, date) and day > until:
            return
        yield day


def _ended(moments: Iterable[datetime], until: datetime | str | None) -> Iterator[datetime]:
    for moment in moments:
        if isinstance(until, datetime) and moment.astimezone(UTC) > until:
            return
        yield moment


def _parsed(parts: Mapping[str, str], start: date) -> _Rule:
    """A rule whose silence is filled in from the start: `FREQ=WEEKLY` is every week on the weekday of the start."""
    frequency = parts["FREQ"]
    names = ("BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS")
    by = {name: frozenset(map(int, filter(None, parts.get(name, "").split(",")))) for name in names}
    weekdays = frozenset(
        (int(text[:-2] or 0), WEEKDAYS.index(text[-2:])) for text in filter(None, parts.get("BYDAY", "").split(","))
    )
    if not (by["BYYEARDAY"] or by["BYMONTHDAY"] or weekdays):
        if frequency == "WEEKLY" or by["BYWEEKNO"]:
            weekdays = frozenset({(0, start.weekday())})
        elif frequency in ("MONTHLY", "YEARLY"):
            by["BYMONTHDAY"] = frozenset({start.day})
            by["BYMONTH"] = by["BYMONTH"] or frozenset({start.month} if frequency == "YEARLY" else ())
    return _Rule(
        frequency=frequency,
        interval=int(parts.get("INTERVAL", 1)),
        by=by,
        weekdays=weekdays,
        first_weekday=WEEKDAYS.index(parts.get("WKST", "MO")),
    )


def _walls(rule: _Rule, start: date | datetime) -> Iterator[datetime]:
    """What clocks show at each of its dates, from the start on."""
    wall = start.replace(tzinfo=None) if isinstance(start, datetime) else datetime.combine(start, time())
    positions = rule.by["BYSETPOS"]
    empty = 0
    for days, clocks in _periods(rule, wall):
        chosen = _positioned(days, clocks, positions) if positions else []
        empty = 0 if (chosen if positions else days) else empty + 1
        if empty > _MOST_EMPTY:
            return
        every = (datetime.combine(day, clock) for day in days if day >= wall.date() for clock in clocks)
        yield from (moment for moment in (chosen if positions else every) if moment >= wall)


def _periods(rule: _Rule, wall: datetime) -> Iterator[tuple[list[date], list[time]]]:
    """The days of each year, month, week or day, or the one of a part of a day, and the hours of each, in order.

    Days and hours are kept apart: a year has 31 million seconds.
    """
    unit = _UNITS.get(rule.frequency)
    if unit is None:
        clocks = _clocks(rule, wall)
        for days in _days(rule, wall.date()):
            yield [day for day in days if _on(rule, day)], clocks
        return
    moment, step = wall, unit * rule.interval
    while moment.year <= _LAST_YEAR:
        next_one = _skipped(rule, moment)
        yield ([moment.date()], _clocks(rule, moment)) if next_one is None else ([], [])
        try:
            moment += step if next_one is None else -((moment - next_one) // step) * step  # at or after it, in steps
        except OverflowError:
            return


def _skipped(rule: _Rule, moment: datetime) -> datetime | None:
    """The next time that a part of a day may be one of the rule's, None if this one is: most days have none."""
    tomorrow = datetime.combine(moment.date() + _DAY, time())
    if not _on(rule, moment.date()):
        return tomorrow
    hour = moment.replace(minute=0, second=0)
    if (wanted := rule.by["BYHOUR"]) and moment.hour not in wanted:
        return next((hour.replace(hour=each) for each in sorted(wanted) if moment.hour < each < 24), tomorrow)
    if rule.frequency == "HOURLY":
        return None
    minute = moment.replace(second=0)
    if (wanted := rule.by["BYMINUTE"]) and moment.minute not in wanted:
        later = (minute.replace(minute=each) for each in sorted(wanted) if moment.minute < each < 60)
        return next(later, hour + _UNITS["HOURLY"])
    if rule.frequency == "MINUTELY" or not (wanted := rule.by["BYSECOND"]) or moment.second in wanted:
        return None
    later = (moment.replace(second=each) for each in sorted(wanted) if moment.second < each < 60)
    return next(later, minute + _UNITS["MINUTELY"])


def _clocks(rule: _Rule, shown: datetime) -> list[time]:
    """The hours of a day, in order: those of the rule, else those that clocks showed."""
    found: list[list[int]] = []
    for (name, known, frequencies), now in zip(_CLOCKS, (shown.hour, shown.minute, shown.second), strict=True):
        wanted = rule.by[name].intersection(known) if rule.by[name] else {now}
        found.append(sorted(wanted if rule.frequency not in frequencies else wanted & {now}))
    return [time(hour, minute, second) for hour, minute, second in product(*found)]


def _positioned(days: list[date], clocks: list[time], positions: frozenset[int]) -> list[datetime]:
    """Of all hours of all days those at some places, from 1, or from the last, -1."""
    count = len(days) * len(clocks)
    places = {position - 1 if position > 0 else count + position for position in positions}
    chosen = (divmod(place, len(clocks)) for place in sorted(places) if 0 <= place < count)
    return [datetime.combine(days[day], clocks[clock]) for day, clock in chosen]


def _days(rule: _Rule, first: date) -> Iterator[list[date]]:
    """The days of each year, month, week, or each single day."""
    if rule.frequency == "YEARLY":
        for year in range(first.year, _LAST_YEAR + 1, rule.interval):
            months = sorted(rule.by["BYMONTH"]) or range(1, 13)
            yield [day for month in months if 1 <= month <= 12 for day in _month(year, month)]
    elif rule.frequency == "MONTHLY":
        for month in range(first.year * 12 + first.month - 1, (_LAST_YEAR + 1) * 12, rule.interval):
            yield _month(month // 12, month % 12 + 1)
    else:
        size = 7 if rule.frequency == "WEEKLY" else 1
        begin = _week_of(first, rule.first_weekday) if size == 7 else first
        for day in _steps(begin, _DAY * size, rule.interval):
            yield [day + _DAY * number for number in range(size)]


def _steps(first: _Moment, unit: timedelta, interval: int) -> Iterator[_Moment]:
    """Each so many units from the first on; a step beyond the year 9999 is the end as one beyond 2200 is."""
    moment = first
    while moment.year <= _LAST_YEAR:
        yield moment
        try:
            moment += unit * interval
        except OverflowError:
            return


def _month(year: int, month: int) -> list[date]:
    return [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]


def _week_of(day: date, first_weekday: int) -> date:
    return day - _DAY * ((day.weekday() - first_weekday) % 7)


def _on(rule: _Rule, day: date) -> bool:
    """Whether a day is one of those that the rule names."""
    by = rule.by
    if by["BYMONTH"] and day.month not in by["BYMONTH"]:
        return False
    if by["BYMONTHDAY"] and by["BYMONTHDAY"].isdisjoint({day.day, day.day - 1 - monthrange(day.year, day.month)[1]}):
        return False
    if by["BYYEARDAY"] and by["BYYEARDAY"].isdisjoint(_places(day, date(day.year, 1, 1), date(day.year, 12, 31), 1)):
        return False
    if by["BYWEEKNO"] and by["BYWEEKNO"].isdisjoint(_week_numbers(day, rule.first_weekday)):
        return False
    return not rule.weekdays or (0, day.weekday()) in rule.weekdays or _is_nth(rule, day)


def _is_nth(rule: _Rule, day: date) -> bool:
    """Whether it is a weekday such as the third Thursday, or the last one (-1), of the month or the year."""
    first, last = day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    if rule.by_year:
        first, last = first.replace(month=1), date(day.year, 12, 31)
    return not rule.weekdays.isdisjoint((place, day.weekday()) for place in _places(day, first, last, 7))


def _places(day: date, first: date, last: date, size: int) -> set[int]:
    """Its number from the first, and from the last, in steps of `size` days."""
    return {(day - first).days // size + 1, -((last - day).days // size + 1)}


def _week_numbers(day: date, first_weekday: int) -> set[int]:
    """The number of its week from the beginning and from the end of the year that has most days of the week."""
    middle = _week_of(day, first_weekday) + 3 * _DAY
    return _places(middle, date(middle.year, 1, 1), date(middle.year, 12, 31), 7)
