"""Choosing among events: pure functions from events to events, in the order given."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from eventfeeds.errors import BadValue
from eventfeeds.profiles.keys import fold
from eventfeeds.times.values import moment
from eventfeeds.times.zones import instant, own_zone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from eventfeeds.model import Event

_NEVER = datetime.max.replace(tzinfo=UTC)
_ENDS = ";(COUNT|UNTIL)="
_AGE = r"(\d{1,4})\s*([my])"


def since(events: Iterable[Event], day: date, zone: ZoneInfo) -> tuple[Event, ...]:
    """Events that are not over before `day` begins in `zone`."""
    begins = instant(day, zone)
    return tuple(event for event in events if _over(event, zone) > begins)


def until(events: Iterable[Event], day: date, zone: ZoneInfo) -> tuple[Event, ...]:
    """Events that start on `day` or earlier, in `zone`."""
    ends = instant(day + timedelta(days=1), zone) if day < date.max else _NEVER
    return tuple(event for event in events if instant(event.start, zone) < ends)


def between(events: Iterable[Event], first: date | None, last: date | None, zone: ZoneInfo) -> tuple[Event, ...]:
    """Events as `since` one day and `until` another choose them; None is no bound. Raises BadValue `reversed-days`."""
    if first and last and last < first:
        raise BadValue("reversed-days", f"{first} or later", str(last))
    chosen = since(events, first, zone) if first else events
    return until(chosen, last, zone) if last else tuple(chosen)


def in_category(events: Iterable[Event], *names: str) -> tuple[Event, ...]:
    """Events of any of these categories, compared without case, accents and edge spaces."""
    wanted = {fold(name) for name in names}
    return tuple(event for event in events if not wanted.isdisjoint(map(fold, event.categories)))


def newest(events: Iterable[Event], count: int) -> tuple[Event, ...]:
    """The `count` events published last; all of them for 0. Raises ValueError for less."""
    if count < 0:
        raise ValueError(f"count: expected 0 or more, got {count}")
    ordered = sorted(events, key=lambda event: event.uid)
    ordered.sort(key=lambda event: event.published or datetime.min.replace(tzinfo=UTC), reverse=True)
    return tuple(ordered[:count] if count else ordered)


def day(text: str, today: date | None) -> date:
    """A day as an option gives it: `2024-07-24`, or an age in months or years (`18m`, `1y`).

    An age counts from the first day of `today`'s month, so that a build of every day selects the same events
    for a month; without `today` there are no ages. Raises BadValue.
    """
    age = re.fullmatch(_AGE, text.strip())
    if age is not None and today is not None:
        months = int(age[1]) * (12 if age[2] == "y" else 1)
        year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
        if year < 1:
            raise BadValue("date-form", "18m", text)
        return date(year, month + 1, 1)
    found = moment(text)
    if isinstance(found, datetime):
        raise BadValue("date-form", "2024-07-24, 18m or 1y", text)
    return found


def _over(event: Event, zone: ZoneInfo) -> datetime:
    """When it is over: at the end of the last time, or where no end is known with the day on which that starts."""
    if event.recurrence and not re.search(_ENDS, event.recurrence):
        return _NEVER
    start = event.start
    if event.recurrence or event.additional:
        start = max((start, *event.additional, *_given(event, zone)), key=lambda each: instant(each, zone))
    if not isinstance(start, datetime):
        return instant(start + (event.end - event.start if event.end else timedelta(days=1)), zone)
    if event.end is not None:
        return instant(start, zone) + (instant(event.end, zone) - instant(event.start, zone))
    midnight = datetime.combine(start.astimezone(zone).date() + timedelta(days=1), time(0))
    return instant(midnight, zone)


def _given(event: Event, zone: ZoneInfo) -> Iterable[date]:
    """What its rule gives; no more of it than a rule read from a file can have."""
    if not event.recurrence:
        return ()
    from eventfeeds.times.occurrences import occurrences  # noqa: PLC0415  most events are once
    from eventfeeds.times.rule_parts import MOST_OCCURRENCES  # noqa: PLC0415

    start = event.start.astimezone(own_zone(event.start, zone)) if isinstance(event.start, datetime) else event.start
    return islice(occurrences(event.recurrence, start), MOST_OCCURRENCES)
