"""What is to come on a day, and what is over: each time that an event happens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from heapq import merge
from itertools import groupby, islice
from typing import TYPE_CHECKING

from eventfeeds.days import day_of
from eventfeeds.times.occurrences import OF_A_DAY, occurrences
from eventfeeds.times.zones import instant, later, own_zone, zone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from eventfeeds.model import Calendar, Event

MOST_PAST = 100
MOST_OCCURRENCES = 52  # of one event: every week for a year
_HORIZON = timedelta(days=366)
_MOST_STEPS = 20_000  # from the first time to today: every day for fifty years
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """An event at one time: `start` and `end` in the calendar's zone, `over` in UTC.

    `repeats`: it stands at other times too. `until`: the last start shown of an event that goes on after it.
    """

    event: Event
    start: date | datetime
    end: date | datetime | None
    over: datetime
    repeats: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """`upcoming` in order of start, `past` the newest first; `past_count` counts those that are not shown too."""

    today: date
    upcoming: tuple[Showing, ...]
    past: tuple[Showing, ...]
    past_count: int


def agenda(calendar: Calendar, today: date) -> Agenda:
    """What is to come and what is past when `today` begins in the calendar's zone."""
    local = zone(calendar.timezone)
    begins = instant(today, local)
    upcoming: list[Showing] = []
    past: list[Showing] = []
    for event in calendar.events:
        shown = _showings(event, today, local)
        (upcoming if shown and shown[0].over > begins else past).extend(shown)
    upcoming.sort(key=lambda each: (instant(each.start, local), each.event.uid))
    past.sort(key=lambda each: (instant(each.start, local), each.event.uid), reverse=True)
    return Agenda(today=today, upcoming=tuple(upcoming), past=tuple(past[:MOST_PAST]), past_count=len(past))


def month(showing: Showing, today: date | None = None) -> tuple[int, int]:
    """The year and month under which it stands: of its start, or of `today` when it has begun before."""
    start = day_of(showing.start)
    shown = max(start, today) if today else start
    return shown.year, shown.month


def _showings(event: Event, today: date, local: ZoneInfo) -> list[Showing]:
    """The times of an event that are to come within a year; else the last that is over; none if all are left out."""
    begins, horizon = instant(today, local), instant(today + _HORIZON, local)
    shown: list[Showing] = []
    for start in islice(_starts(event, local), _MOST_STEPS):
        end = _end(event, start)
        showing = Showing(event=event, start=start, end=end, over=_over(start, end, local))
        if shown and shown[0].over <= begins:
            shown = []
        if len(shown) == MOST_OCCURRENCES or (shown and instant(start, local) >= horizon):
            return _told(shown, until=day_of(shown[-1].start))
        shown.append(showing)
    return _told(shown, until=None)


def _told(shown: list[Showing], until: date | None) -> list[Showing]:
    repeats = len(shown) > 1 or until is not None
    return [replace(each, repeats=repeats, until=until) for each in shown]


def _starts(event: Event, local: ZoneInfo) -> Iterator[date | datetime]:
    """Every start in order, in the calendar's zone: the event's own, those of its rule, the further ones."""
    first = event.start.astimezone(own_zone(event.start, local)) if isinstance(event.start, datetime) else event.start
    # What happens again within a day is no agenda for people: its first time stands for it.
    rule = "" if event.recurrence.startswith(OF_A_DAY) else event.recurrence
    given = occurrences(rule, first) if rule else ()
    left_out = {instant(each, local) for each in event.excluded}
    starts = merge((first,), given, event.additional, key=lambda each: instant(each, local))
    for at, same in groupby(starts, key=lambda each: instant(each, local)):
        if at not in left_out:
            start = next(same)
            yield start.astimezone(local) if isinstance(start, datetime) else start


def _end(event: Event, start: date | datetime) -> date | datetime | None:
    """As long after its start as the event's end is after the event's own."""
    if event.end is None:
        return None
    if isinstance(start, datetime) and isinstance(event.end, datetime) and isinstance(event.start, datetime):
        return later(start, event.end.astimezone(UTC) - event.start.astimezone(UTC))
    return start + (event.end - event.start)


def _over(start: date | datetime, end: date | datetime | None, local: ZoneInfo) -> datetime:
    """When it is over: at its end, or where none is known with the day on which it starts."""
    return instant(end if end is not None else day_of(start) + _DAY, local)
