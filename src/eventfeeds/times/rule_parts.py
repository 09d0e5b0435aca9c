"""The parts of a rule of recurrence (RFC 5545 section 3.3.10): what each may hold, and what goes together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eventfeeds.errors import BadValue, shown
from eventfeeds.times.occurrences import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

# In the order in which they are written.
NAMES = (
    "FREQ", "UNTIL", "COUNT", "INTERVAL", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY",
    "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS", "WKST",
)  # fmt: skip
# Units of an interval, `{weeks: 2}`, without their s.
FREQUENCY_OF = {
    "second": "SECONDLY", "minute": "MINUTELY", "hour": "HOURLY", "day": "DAILY",
    "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY",
}  # fmt: skip
MOST_OCCURRENCES = 10_000  # of a rule that ends
_MOST_A_DAY = 96  # every quarter of an hour
_FORM = "FREQ=WEEKLY;COUNT=4"
_HOURS = ("BYHOUR", "BYMINUTE", "BYSECOND")
_A_DAY = {"SECONDLY": 86_400, "MINUTELY": 1440, "HOURLY": 24}
# The least number, the greatest, and whether it may also count from the end.
_NUMBERS = {
    "COUNT": (1, MOST_OCCURRENCES, False),
    "INTERVAL": (1, MOST_OCCURRENCES, False),
    "BYMONTH": (1, 12, False),
    "BYWEEKNO": (1, 53, True),
    "BYYEARDAY": (1, 366, True),
    "BYMONTHDAY": (1, 31, True),
    "BYHOUR": (0, 23, False),
    "BYMINUTE": (0, 59, False),
    "BYSECOND": (0, 59, False),
    "BYSETPOS": (1, 366, True),
}
_NOT_WITH = {
    "BYWEEKNO": {*_A_DAY, "DAILY", "WEEKLY", "MONTHLY"},
    "BYYEARDAY": {"DAILY", "WEEKLY", "MONTHLY"},
    "BYMONTHDAY": {"WEEKLY"},
}
_NUMBER = re.compile(r"[+-]?[0-9]{1,5}")
_WEEKDAY = re.compile(rf"([+-]?[0-9]{{1,2}})?({'|'.join(WEEKDAYS)})")
_MOST_VALUES = 400


def bad(got: object, expected: str = _FORM) -> BadValue:
    """The error for what is no rule, or no part of one."""
    return BadValue("recurrence-form", expected, shown(got))


def canonical(name: str, value: object) -> str:
    """The value of a part but UNTIL, given as text, number or list: in upper case, each item once.

    Raises BadValue `recurrence-form`.
    """
    items = value if isinstance(value, list) else [value]
    if len(items) > _MOST_VALUES or not all(_is_plain(item) for item in items):
        raise bad(value)
    texts = [text.replace(" ", "").upper() for item in items for text in str(item).split(",")]
    one = name in ("FREQ", "WKST", "COUNT", "INTERVAL")
    if not texts or len(texts) > (1 if one else _MOST_VALUES):
        raise bad(f"{name}={','.join(texts)}")
    return ",".join(dict.fromkeys(_item(name, text) for text in texts))


def check(parts: Mapping[str, str], timed: bool) -> None:
    """Refuse what the RFC forbids, which each calendar then reads in its own way. Raises BadValue `recurrence-form`."""
    frequency = parts.get("FREQ")
    if frequency is None:
        raise bad(_text(parts, *parts))
    for name, frequencies in _NOT_WITH.items():
        if name in parts and frequency in frequencies:
            raise bad(_text(parts, "FREQ", name))
    if not timed and (frequency in _A_DAY or not parts.keys().isdisjoint(_HOURS)):
        raise bad(_text(parts, "FREQ", *_HOURS))
    counted = any(sign.isdigit() for sign in parts.get("BYDAY", ""))
    if counted and (frequency not in ("MONTHLY", "YEARLY") or "BYWEEKNO" in parts):
        raise bad(_text(parts, "FREQ", "BYWEEKNO", "BYDAY"))
    if "BYSETPOS" in parts and sum(name.startswith("BY") for name in parts) == 1:
        raise bad(_text(parts, "FREQ", "BYSETPOS"))


def refuse_crowds(parts: Mapping[str, str], until: date | datetime | None, start: date | datetime) -> None:
    """Refuse what no calendar could show: more than every quarter of an hour, if not for a short time.

    Raises BadValue `recurrence-too-often`.
    """
    frequency = parts["FREQ"]
    a_day = _A_DAY.get(frequency, 1) / (int(parts.get("INTERVAL", 1)) if frequency in _A_DAY else 1)
    finest = ("", "HOURLY", "HOURLY MINUTELY")  # frequencies within which a part adds moments, not takes them away
    for name, coarser in zip(_HOURS, finest, strict=True):
        if name in parts and (frequency not in _A_DAY or frequency in coarser.split()):
            a_day *= parts[name].count(",") + 1
    days = until.toordinal() - start.toordinal() + 1 if until else MOST_OCCURRENCES
    if a_day > _MOST_A_DAY and "COUNT" not in parts and a_day * days > MOST_OCCURRENCES:
        raise BadValue("recurrence-too-often", str(_MOST_A_DAY), _text(parts, "FREQ", "INTERVAL", *_HOURS))


def written(parts: Mapping[str, str]) -> str:
    """The rule in one order, without what goes without saying."""
    silent = {"INTERVAL": "1", "WKST": "MO"}
    return _text(parts, *(name for name in NAMES if parts.get(name) != silent.get(name, "")))


def _text(parts: Mapping[str, str], *names: str) -> str:
    return ";".join(f"{name}={parts[name]}" for name in names if name in parts)


def _is_plain(item: object) -> bool:
    return isinstance(item, str) or (isinstance(item, int) and not isinstance(item, bool) and abs(item) <= 10**5)


def _item(name: str, text: str) -> str:
    if name in ("FREQ", "WKST"):
        if text not in (FREQUENCY_OF.values() if name == "FREQ" else WEEKDAYS):
            raise bad(f"{name}={text}")
        return text
    if name == "BYDAY":
        day = _WEEKDAY.fullmatch(text)
        if day is None or not 1 <= abs(int(day[1] or 1)) <= 53:
            raise bad(f"{name}={text}", "BYDAY=MO")
        return f"{int(day[1])}{day[2]}" if day[1] else day[2]
    least, most, from_end = _NUMBERS[name]
    if not _NUMBER.fullmatch(text) or not least <= (abs(int(text)) if from_end else int(text)) <= most:
        raise bad(f"{name}={text}", f"{name}={least} – {most}")
    return str(int(text))
