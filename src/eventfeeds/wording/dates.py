"""When an event is, in words: the only place where a date is written for people.

No locale is asked: names and forms are data, the table `dates` of `en.toml` and `fr.toml`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from eventfeeds.days import day_of
from eventfeeds.wording import words

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAY = timedelta(days=1)
# What goes on after midnight no longer than this is told as hours of the day on which it starts.
_NIGHT = timedelta(hours=12)
_OF_START = ("day", "at")  # forms that say nothing of an end


class _Told(NamedTuple):
    """What a form may name of the start and of the end."""

    weekday: str
    day: str
    month: str
    year: int
    clock: str


def when(start: date | datetime, end: date | datetime | None, language: str) -> str:
    """When an event is, capitalised, without a full stop: `Wednesday 24 July 2019, 14:00 – 17:00`.

    Args:
        start: A datetime in the zone to show, of which the wall clock is written to the minute, or an all-day date.
        end: After `start` and of its type, exclusive: `2–30 November 2021` ends on 1 December. None: not known, so
            that nothing is said of it.
        language: BCP 47; one without words of its own gets the English ones.
    """
    table = words(language, "dates")
    last = _last_day(start, end)
    form = _form(start, end, last)
    first = _told(day_of(start), start, table)
    text: str = table[form].format(start=first, end=None if form in _OF_START else _told(last, end or start, table))
    return text[0].upper() + text[1:]


def day(shown: date, language: str) -> str:
    """A day within a sentence: `mercredi 1er juillet 2026`."""
    table = words(language, "dates")
    text: str = table["day"].format(start=_told(shown, shown, table))
    return text


def month_name(year: int, number: int, language: str) -> str:
    """A month as a title, capitalised: `July 2026`; `number` from 1."""
    table = words(language, "dates")
    text: str = table["month"].format(month=table["months"][number - 1], year=year)
    return text[0].upper() + text[1:]


def _form(start: date | datetime, end: date | datetime | None, last: date) -> str:
    """The key of the form that says all of it, and the least twice."""
    day = day_of(start)
    if not isinstance(start, datetime):
        if day == last:
            return "day"
        if day.year != last.year:
            return "days"
        return "days_of_year" if day.month != last.month else "days_of_month"
    if not isinstance(end, datetime):
        return "at"
    if day == last:
        return "hours"
    if day.year != last.year:
        return "moments"
    return "moments_of_year" if end - start > _NIGHT else "night"


def _last_day(start: date | datetime, end: date | datetime | None) -> date:
    """The day people take for the last one: what ends at midnight ends on the day before."""
    if end is None:
        return day_of(start)
    last = day_of(end)
    ends_with_the_day = not isinstance(end, datetime) or (end.hour, end.minute) == (0, 0)
    return last - _DAY if ends_with_the_day and last > day_of(start) else last


def _told(day: date, moment: date | datetime, table: Mapping[str, Any]) -> _Told:
    clock = ""
    if isinstance(moment, datetime):
        form = "midnight" if moment.date() != day else "clock" if moment.minute else "hour"
        clock = table[form].format(hour=moment.hour, minute=moment.minute)
    return _Told(
        weekday=table["weekdays"][day.weekday()],
        day=table["first"] if day.day == 1 else str(day.day),
        month=table["months"][day.month - 1],
        year=day.year,
        clock=clock,
    )
