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
    from eventfeeds.profiles.keys import Found
    from eventfeeds.reading.record import Record


def is_one(value: date | datetime) -> bool:
    """Whether a value is written as midnight in UTC."""
    return isinstance(value, datetime) and value.utcoffset() == timedelta(0) and value.time() == time(0)


def ends_at_an_hour(record: Record, pair: int | None) -> bool:
    """Whether the key of the end holds an hour, so that a start at midnight is no day; `pair` as `moments.first`."""
    found = moments.first(record, "end", pair)
    with suppress(BadValue):
        end = moments.read(record, *found).value if found else None
        return isinstance(end, datetime) and end.time() != time(0)
    return False


def tell(record: Record, written: date | datetime, shown: date | datetime, at: Found, length: timedelta | None) -> None:
    """Tell of one that clocks show as another hour, which a person who typed a day has never meant.

    Nobody types a day for what lasts as long as a night at most, and 24:00 is the moment itself.
    """
    if not isinstance(shown, datetime) or not is_one(written) or not record.site.profile.times.trust_offset:
        return
    if shown.utcoffset() and (length is None or length > LONGEST_NIGHT) and not values.ends_its_day(at.value):
        record.tell(Remark("midnight-in-utc", f"{written:%Y-%m-%d}", f"{shown:%Y-%m-%d %H:%M}"), at)
