"""Typed text, and TOML's own types, as days and times.

Nothing is guessed: not the order of day and month, not the offset of `EST`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from eventfeeds.errors import BadValue, shown

if TYPE_CHECKING:
    from eventfeeds.times.named_days import NamedDay
    from eventfeeds.wording import DayWords

_DATE_FORM = "YYYY-MM-DD"
_MOMENT_FORM = "YYYY-MM-DD HH:MM"
_TIME_FORM = "14:30"
_RANGE_FORM = "14:30-16:00"
_OFFSET_FORM = "+01:00"
_YEARS = range(1900, 2201)
_LONGEST_TEXT = 64  # characters: no date or time is longer, and every pattern stays fast

# What most files have, and Python's own parser reads once the space before the offset is gone.
_USUAL = re.compile(
    r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(?: ?[+-](?:0[0-9]|1[01]):[0-5][0-9])?"
)
# Other forms, which few files have, are compiled when the first is met.
_DAY = r"(?ai)([0-9]{4})(?P<sign>[/-])([0-9]{1,2})(?P=sign)([0-9]{1,2})(?:(T|,?[ ])(.+))?"
_CLOCK = r"""(?aix)(?P<hour>[0-9]{1,2})
    (?: [ ]?h (?:[ ]?(?P<after_h>[0-9]{2}))?
      | (?=:|[ ]?[ap][.]?m) (?::(?P<minute>[0-9]{2}) (?::(?P<second>[0-9]{2}) (?:[.,][0-9]+)?)?)?
        (?:[ ]?(?P<half>[ap])[.]?m[.]?)? )
    (?:[ ]?(?P<zone>Z|UTC|[+−-](?:[0-9]|[0-9]{2}(?::?[0-9]{2})?)|(?-i:[A-Z]{2,5})))?"""
_AT_24 = r"(?i)(?:^|[0-9]\D*)(?<![0-9:])24(?::00|[ ]?h)"
_UNORDERED_DAY = r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})\b"
_DASH = r" ?[-‐‑‒–—−] ?"


class _Wall(NamedTuple):
    """Hours 0 to 24 (24 without minutes), minutes and seconds."""

    hour: int
    minute: int
    second: int


def moment(value: object, words: Callable[[], DayWords] | None = None) -> date | datetime:
    """A day (`date`), a wall-clock time (naive), or an instant (aware, with the offset that was written).

    Reads ISO 8601 dates with `T` or a space, times as `clock` does, an offset with or without a space
    (`Z`, `UTC`, `+02:00`, `+0200`, `-03`), `2018/04/06`, and TOML's dates; with `words` also `Friday 6 April 2018`,
    `November 4, 2019, 14:30` and `2019-11-04 at 14:30`. Parts of a second are dropped; 24:00 is the next day's
    midnight. Raises BadValue `date-form`, `invalid-date`, `year-out-of-range`, `zone-abbreviation`,
    `offset-out-of-range`, `offset-or-range`.
    """
    if isinstance(value, date):
        if value.year not in _YEARS:
            raise _strange_year(str(value))
        return value.replace(microsecond=0) if isinstance(value, datetime) else value
    if isinstance(value, str) and (usual := _usual(value)):  # as most are, without being put in order
        return usual
    text = _text(value, "date-form", _DATE_FORM)
    match = re.fullmatch(_DAY, text)
    if match is None and words and (named := _named(text, words)):
        match = re.fullmatch(_DAY, str(named))
    if match is None:
        raise BadValue("date-form", _certain_form(text, words), text)
    year, _, month, day, separator, rest = match.groups()
    found = _day(int(year), int(month), int(day), text)
    if rest is None:
        return found
    spaced = separator not in ("T", "t")
    return _with_clock(found, _hour(rest, words) if spaced else rest, spaced, text)


def is_moment(value: object, words: Callable[[], DayWords] | None = None) -> bool:
    """Whether `moment` reads it."""
    with suppress(BadValue):
        return moment(value, words) is not None
    return False


def ends_its_day(value: object) -> bool:
    """Whether what `moment`, `clock` or `clock_range` reads has 24:00 as its last hour, the end of its day."""
    return isinstance(value, str) and "24" in value and re.search(_AT_24, value.strip()[:_LONGEST_TEXT]) is not None


def clock(value: object, *, last: bool = False) -> time:
    """A time of day: `14:00`, `9:30:00`, `9h`, `9h30`, `1pm`, `4:30 pm`, or TOML's own.

    With an offset (`19:00:00 -03`) the time is aware. 24:00 is `time(0)` where it is the last one, see `ends_its_day`;
    else no time of this day. Raises BadValue `time-form`, `zone-abbreviation`, `offset-out-of-range`.
    """
    if isinstance(value, time):
        return value.replace(microsecond=0)
    text = _text(value, "time-form", _TIME_FORM)
    match = re.fullmatch(_CLOCK, text)
    wall = _wall(match) if match else None
    if match is None or wall is None or (wall.hour == 24 and not last) or _could_be_range(match):
        raise BadValue("time-form", _TIME_FORM, text)
    return time(wall.hour % 24, wall.minute, wall.second, tzinfo=_zone(match["zone"]))


def clock_range(value: object) -> tuple[time, time] | None:
    """Two times of day joined by a dash, `15:00-16:00`, `1pm - 4pm`; None if the value is no such thing.

    An end before its start is on the next day; so is 24:00, which is `time(0)`. Raises BadValue `time-form`
    when a time does not exist or only one has am or pm, `zone-abbreviation`.
    """
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        return None
    text = " ".join(value.split())
    parts = re.split(_DASH, text, maxsplit=1)
    start, end = re.fullmatch(_CLOCK, parts[0]), re.fullmatch(_CLOCK, parts[-1])
    if len(parts) == 1 or start is None or end is None or start["zone"]:
        return None
    if start["second"] and not end["second"]:  # 19:00:00 -03:00, an offset
        return None
    if end["zone"]:
        _zone(end["zone"])  # an abbreviation has an error of its own
        return None
    first, last = _wall(start), _wall(end)
    if first is None or last is None or first.hour == 24 or bool(start["half"]) != bool(end["half"]):
        raise BadValue("time-form", _RANGE_FORM, text)
    return time(*first), time(last.hour % 24, last.minute, last.second)


def _usual(text: str) -> datetime | None:
    """The time that a text of the usual form is; None for one that does not exist, which is told of elsewhere."""
    if not _USUAL.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-"))
    except ValueError:
        return None


def weekday_slip(value: object, words: Callable[[], DayWords]) -> str:
    """The day that `moment` reads, as ISO 8601, where it is not on the weekday before it; else ""."""
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT or not value.lstrip()[:1].isalpha():
        return ""
    named = _named(" ".join(value.split()), words)
    slip = named and named.weekday is not None and named.weekday != named.true_weekday
    return str(named)[: len(_DATE_FORM)] if slip else ""


def _named(text: str, words: Callable[[], DayWords]) -> NamedDay | None:
    from eventfeeds.times.named_days import named_day  # noqa: PLC0415  few files have such days

    return named_day(text, words())


def _hour(rest: str, words: Callable[[], DayWords] | None) -> str:
    """What stands after a day and a space, without a word such as "at"."""
    at, _, hour = rest.partition(" ")
    if words is None or not hour or at[0].isdigit():
        return rest
    return hour if at == "@" or normalize("NFC", at).casefold() in words().at else rest


def _day(year: int, month: int, day: int, text: str) -> date:
    if year not in _YEARS:
        raise _strange_year(text)
    try:
        return date(year, month, day)
    except ValueError:
        known = 1 <= month <= 12
        first, last = (month, month) if known else (1, 12)
        from calendar import monthrange  # noqa: PLC0415  only a slip of the hand is worth it

        days = f"{year}-{first:02}-01 – {year}-{last:02}-{monthrange(year, last)[1]}"
        raise BadValue("invalid-date", days, text) from None


def _with_clock(day: date, rest: str, spaced: bool, text: str) -> datetime:
    match = re.fullmatch(_CLOCK, rest)
    if match is None:
        raise BadValue("date-form", _MOMENT_FORM, text)
    wall = _wall(match)
    if wall is None:
        raise BadValue("invalid-date", "00:00 – 24:00", text)
    if spaced and _could_be_range(match) and _hours_and_minutes(match["zone"]) > wall[:2]:
        raise BadValue("offset-or-range", _MOMENT_FORM, text)
    zone = _zone(match["zone"])
    if wall.hour == 24:
        day, wall = day + timedelta(days=1), _Wall(0, 0, 0)
    return datetime(day.year, day.month, day.day, *wall, tzinfo=zone)


def _certain_form(text: str, words: Callable[[], DayWords] | None) -> str:
    """What to type: `24/07/2019` can be one day only; of `04/07/2019`, which can be two, the form is all there is."""
    match = re.match(_UNORDERED_DAY, text)
    if match is None:
        return _DATE_FORM
    day = _certain_day(*(int(part) for part in match.groups()))
    hour = _hour(text[match.end() :].lstrip(" ,"), words)
    if hour and is_moment(f"2000-01-01 {hour}"):
        return f"{day} {hour}" if day else _MOMENT_FORM
    return day or _DATE_FORM


def _certain_day(one: int, other: int, year: int) -> str:
    from calendar import monthrange  # noqa: PLC0415  see `_day`

    possible = {
        f"{year}-{month:02}-{day:02}"
        for day, month in ((one, other), (other, one))
        if year in _YEARS and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    }
    return possible.pop() if len(possible) == 1 else ""


def _wall(match: re.Match[str]) -> _Wall | None:
    """The time that was read, None if there is no such time."""
    hour, after_h, minute, second, half, _ = match.groups()
    wall = _Wall(int(hour), int(after_h or minute or 0), int(second or 0))
    if half:
        if not 1 <= wall.hour <= 12:
            return None
        wall = wall._replace(hour=wall.hour % 12 + (12 if half in "pP" else 0))
    exists = wall.hour < 24 and wall.minute < 60 and wall.second < 60
    return wall if exists or wall == (24, 0, 0) else None


@lru_cache(maxsize=256)
def _zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text.upper() in ("Z", "UTC"):
        return UTC
    if text.isalpha():
        raise BadValue("zone-abbreviation", _OFFSET_FORM, text)
    hours, minutes = _hours_and_minutes(text)
    offset = timedelta(hours=hours, minutes=minutes) * (1 if text[0] == "+" else -1)
    if minutes > 59 or not timedelta(hours=-12) <= offset <= timedelta(hours=14):
        raise BadValue("offset-out-of-range", "-12:00 – +14:00", text)
    return timezone(offset)


def _hours_and_minutes(offset: str) -> tuple[int, int]:
    digits = offset[1:].replace(":", "")
    return int(digits[:2]), int(digits[2:] or 0)


def _could_be_range(match: re.Match[str]) -> bool:
    """`15:00-16:00` looks like a time with an offset; after seconds, or in hours only, it is no range."""
    zone = match["zone"] or ""
    return zone[:1] in ("-", "−") and len(zone) > 3 and match["second"] is None


def _text(value: object, code: str, expected: str) -> str:
    """The words of a text, one space between them."""
    text = value.strip() if isinstance(value, str) else None
    if text is None or len(text) > _LONGEST_TEXT:
        raise BadValue(code, expected, shown(value))
    return " ".join(text.split())


def _strange_year(text: str) -> BadValue:
    return BadValue("year-out-of-range", f"{_YEARS[0]}–{_YEARS[-1]}", text)
