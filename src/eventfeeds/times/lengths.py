"""Lengths of time that people typed: days that are as long as the clocks make them, and hours, which never change.

Nothing is guessed: a number without a unit is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from eventfeeds.errors import BadValue, shown
from eventfeeds.times import zones

if TYPE_CHECKING:
    from eventfeeds.errors import Remark

Unit = Literal["minutes", "hours", "days"]

_FORM = "PT1H30M"
_DAY = 86_400  # seconds
_LONGEST = 3660 * _DAY  # ten years
_LONGEST_TEXT = 64  # characters: no duration is longer, and every pattern stays fast
_DAYS = {"weeks": 7, "days": 1}
_SECONDS = {"hours": 3600, "minutes": 60, "seconds": 1}

_NUMBER = r"[0-9]+(?:[.,][0-9]+)?"
_FLAGS = re.ASCII | re.IGNORECASE | re.VERBOSE
_ISO = rf"""P (?:(?P<weeks>{_NUMBER})W)? (?:(?P<days>{_NUMBER})D)?
    (?:T (?:(?P<hours>{_NUMBER})H)? (?:(?P<minutes>{_NUMBER})M)? (?:(?P<seconds>{_NUMBER})S)?)?"""
# An hour and thirty minutes, or thirty hundredths of one? Of quarters nobody asks.
_UNCLEAR = r"(?i)([^P]*\b)?([0-9]+)[.,](?!00|25|50)([0-5][05])[ ]?h.*"
_CLOCK = r"(?P<hours>[0-9]+)[ ]?h[ ]?(?P<minutes>[0-9]{2})"
_WORDS = rf"""(?:(?P<days>{_NUMBER})[ ]?d(?:ays?)?)? [ ]?(?:(?P<hours>{_NUMBER})[ ]?h(?:(?:ou)?rs?)?)?
    [ ]?(?:(?P<minutes>{_NUMBER})[ ]?(?:min(?:ute)?s?|(?-i:m)))?
    [ ]?(?:(?P<seconds>{_NUMBER})[ ]?s(?:ec(?:ond)?s?)?)?"""


class Length(NamedTuple):
    """Days, which last from one hour of the clocks to the same hour, and the time after them.

    The day on which clocks change has 23 or 25 hours (RFC 5545 section 3.3.6); what was typed in hours has as many.
    """

    days: int
    time: timedelta

    @property
    def usual(self) -> timedelta:
        """How long it is where no clocks change."""
        return timedelta(days=self.days) + self.time

    def after(self, start: datetime) -> tuple[datetime, Remark | None]:
        """When it is over after an aware start, on the same clocks, and what they do with the hour of its last day."""
        last, remark = start, None
        if self.days:
            last, remark = zones.settle(start.replace(tzinfo=None) + timedelta(days=self.days), start.tzinfo or UTC)
        return zones.later(last, self.time), remark


def duration(value: object, unit: Unit | None) -> Length:
    """A length of time in whole seconds, more than nothing and at most ten years.

    Reads a number of `unit` (without a unit, numbers are refused), `2h`, `1h30`, `1.5h`, `45 min`, ISO 8601 without
    years and months (`PT1H30M`), and a mapping (`{hours: 2, minutes: 30}`). Raises BadValue `duration-form`, also for
    `1.30h`, which is 1 h 30 for some and 1 h 18 for others.
    """
    length = _length(_parts(value, unit))
    if length is None:
        raise BadValue("duration-form", _FORM, shown(value))
    return length


def _parts(value: object, unit: Unit | None) -> Mapping[str, object]:
    """How many of each unit; empty if the value has no form of a duration."""
    if isinstance(value, Mapping):
        return value
    if isinstance(value, str) and len(value) <= _LONGEST_TEXT:
        _refuse_unclear(value, unit)
    if unit is not None and _number(value) is not None:
        return {unit: value}
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        return {}
    text = " ".join(value.split())
    matches = (re.fullmatch(form, text, _FLAGS) for form in (_ISO, _CLOCK, _WORDS))
    match = next(filter(None, matches), None)
    return {unit: part for unit, part in match.groupdict().items() if part} if match else {}


def _refuse_unclear(text: str, unit: Unit | None) -> None:
    unclear = re.fullmatch(_UNCLEAR, " ".join((f"{text} h" if unit == "hours" else text).split()))
    if unclear is not None:
        _, hours, digits = unclear.groups()
        raise BadValue("duration-form", f"{hours}h{digits} or {hours}h{int(digits) * 6 // 10:02}", text)


def _length(parts: Mapping[str, object]) -> Length | None:
    """None if a part is no number, or of no unit, or if all is nothing or too long."""
    days = seconds = 0.0
    for unit, part in parts.items():
        number = _number(part)
        if number is None:
            return None
        if unit in _DAYS:
            days += number * _DAYS[unit]
        elif unit in _SECONDS:
            seconds += number * _SECONDS[unit]
        else:
            return None
    if not 0 < round(days * _DAY + seconds) <= _LONGEST:
        return None
    return Length(int(days), timedelta(seconds=round(days % 1 * _DAY + seconds)))


def _number(value: object) -> float | None:
    """A number, as text too, from nothing to ten years of seconds; None for all else."""
    if isinstance(value, str) and len(value) <= _LONGEST_TEXT and re.fullmatch(_NUMBER, value.strip()):
        value = float(value.replace(",", "."))
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= _LONGEST:
        return None
    return value
