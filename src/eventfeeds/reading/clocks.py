"""Hours in keys of their own, and days to which they belong."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds.days import day_of
from eventfeeds.errors import Remark
from eventfeeds.reading import moments

if TYPE_CHECKING:
    from datetime import tzinfo

    from eventfeeds.profiles.keys import Found
    from eventfeeds.reading.record import Record

_DAY = timedelta(days=1)


class Clocks(NamedTuple):
    """Hours in keys of their own, and where they stand; `alongside` is the end on the clocks of the start."""

    start: moments.Clock | None = None
    end: moments.Clock | None = None
    alongside: moments.Clock | None = None
    at: Found | None = None
    end_at: Found | None = None


_NO_CLOCKS = Clocks()


def own_clocks(record: Record) -> Clocks:
    """The hours in keys of their own: `15:00-16:00` under that of the start is both."""
    start_at, end_at = moments.first(record, "start_time"), moments.first(record, "end_time")
    if start_at is None and end_at is None:
        return _NO_CLOCKS
    starts = start_at and record.attempt(lambda: moments.clocks(record, *start_at), start_at[1])
    ends = end_at and record.attempt(lambda: moments.clocks(record, *end_at, last=True), end_at[1])
    start, last = starts or (None, None)
    last_at = end_at if ends else start_at
    return Clocks(
        start=start,
        end=ends[0] if ends else last,
        at=start_at[1] if start_at else None,
        end_at=last_at[1] if last_at else None,
    )


def at_clock(
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
    offset = clock.time.tzinfo or written_offset(value)
    day = day_of(value) + _DAY if clock.closing else day_of(value)
    return moments.Moment(datetime.combine(day, clock.time.replace(tzinfo=offset)), clock.zone or moment.zone)


def written_offset(value: date | datetime) -> tzinfo | None:
    """The offset that was written; many programs write any day as its midnight in UTC, which says nothing of hours."""
    return value.tzinfo if isinstance(value, datetime) and value.utcoffset() else None
