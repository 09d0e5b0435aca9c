"""Midnights in UTC: how many programs write any day, and how they write that moment, too."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from eventfeeds.errors import BadValue, Remark
from eventfeeds.reading import moments
from eventfeeds.reading.interval import LONGEST_NIGHT
from eventfeeds.times import values

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from eventfeeds.errors import Severity
    from eventfeeds.profiles.keys import Found
    from eventfeeds.reading.clocks import Clocks
    from eventfeeds.reading.record import Record

_DAY = timedelta(days=1)
_NIGHT = range(6)  # hours


def is_one(value: date | datetime) -> bool:
    """Whether a value is written as midnight in UTC."""
    return isinstance(value, datetime) and value.utcoffset() == timedelta(0) and value.time() == time(0)


def ends_at_an_hour(record: Record, clocks: Clocks, pair: int | None) -> bool:
    """Whether the end is at an hour, so that a start at midnight is no day; `pair` as `moments.first`."""
    if clocks.end is not None:
        return True
    found, length = moments.first(record, "end", pair), record.found("duration")
    with suppress(BadValue):
        if found is not None:
            end = moments.read(record, *found).value
            return isinstance(end, datetime) and end.time() != time(0)
        if length is not None:
            from eventfeeds.times.lengths import duration  # noqa: PLC0415  most events have an end

            return bool(duration(length.value, record.site.profile.times.duration_unit).usual % _DAY)
    return False


def tell_of_day(record: Record, written: date | datetime, zone: ZoneInfo | None, at: Found) -> None:
    """Tell of one that is taken as a day, where somebody may have meant the hour that clocks show."""
    if zone is None or not isinstance(written, datetime) or not record.site.profile.times.trust_offset:
        return
    shown = written.astimezone(zone)
    if shown.hour not in _NIGHT:
        record.tell(Remark("utc-midnight-is-day", f"{written:%Y-%m-%d}", f"{shown:%Y-%m-%d %H:%M}"), at)


def tell(record: Record, written: date | datetime, shown: date | datetime, at: Found, length: timedelta | None) -> None:
    """Tell of one that clocks show as another hour, of which a person who typed a day has never thought.

    Nobody types a day for what lasts as long as a night at most, and 24:00 is the moment itself. By day and in the
    evening the hour may be meant.
    """
    if not isinstance(shown, datetime) or not is_one(written) or not record.site.profile.times.trust_offset:
        return
    if shown.utcoffset() and (length is None or length > LONGEST_NIGHT) and not values.ends_its_day(at.value):
        grade: Severity = "warning" if shown.hour in _NIGHT else "notice"
        record.tell(Remark("midnight-in-utc", f"{written:%Y-%m-%d}", f"{shown:%Y-%m-%d %H:%M}"), at, grade)
