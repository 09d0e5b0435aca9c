"""The hours of an event in a short text for people, such as `9:00 – 18:00`.

A language's words are told by the caller; dashes and `9:30` belong to all of them.
"""

from __future__ import annotations

import re
from datetime import time
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from eventfeeds.errors import BadValue

_FORM = "14:00 - 16:00"
_LONGEST_SHOWN = 64
_DAY = 24 * 60  # minutes
_HIDDEN = re.compile(r"<[^<>]*>|(?:://|www[.])[^\s<>]*")
# A set of them in the pattern would take longer to compile than all the rest of it.
_DASHES = "‐‑‒–—−"


class Hours(NamedTuple):
    """From when to when on the clocks of the place; `end` is None where one hour stands alone.

    An end before its start is on the next day; so is 24:00, which is `time(0)`.
    """

    start: time
    end: time | None

    def __str__(self) -> str:
        start = f"{self.start:%H:%M}"
        return f"{start}–{self.end:%H:%M}" if self.end is not None else start


class HourWords(NamedTuple):
    """A language's words, in lower case: between hour and minutes, before a start, between start and end."""

    marks: tuple[str, ...]
    start: tuple[str, ...]
    end: tuple[str, ...]


def find(text: str, words: HourWords) -> Hours | None:
    """The hours that a text gives, None if it gives none. Tags and addresses do not count.

    Hours that no clock shows (`25h`, `24h/24`) are none. Raises BadValue `hours-unclear` where there is
    more than one answer: two ranges, two hours, an hour outside the range, a range with an impossible end.
    """
    ranges: set[tuple[time, time]] = set()
    single: set[time] = set()
    for match in _pattern(words).finditer(_plain(text)):
        bare, hour, after_mark, after_colon, last, last_after_mark, last_after_colon = match.groups()
        start = _time(bare or hour, after_mark or after_colon)
        if last is None:
            single.update(() if start is None or bare else (start,))
            continue
        end = _time(last, last_after_mark or last_after_colon, midnight=24)
        if start is not None and end is not None:
            ranges.add((start, end))
        elif start is not None or end is not None:
            raise _unclear(text)
    return _only(ranges, single, text)


def _only(ranges: set[tuple[time, time]], single: set[time], text: str) -> Hours | None:
    if len(ranges) == 1:
        [(start, end)] = ranges
        if all(_minutes(start, hour) <= _minutes(start, end) for hour in single):
            return Hours(start, end)
    elif not ranges and len(single) <= 1:
        return Hours(single.pop(), None) if single else None
    raise _unclear(text)


def _minutes(start: time, end: time) -> int:
    """From one hour to the next such other, past midnight if need be."""
    return ((end.hour - start.hour) * 60 + end.minute - start.minute) % _DAY


def _time(hour: str, minute: str | None, midnight: int = 0) -> time | None:
    """The time of day, None if no clock shows it. The hour `midnight` is read as 0."""
    hours, minutes = int(hour), int(minute or 0)
    if hours == midnight and not minutes:
        return time(0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def _unclear(text: str) -> BadValue:
    shown = text.strip()
    return BadValue("hours-unclear", _FORM, shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…")


def _plain(text: str) -> str:
    """Without tags, addresses, capitals, and kinds of spaces and dashes."""
    if "<" in text or "://" in text or "www." in text:
        text = _HIDDEN.sub(" ", text)
    if "&" in text:
        text = text.replace("&nbsp;", " ").replace("&ndash;", "-").replace("&mdash;", "-")
    if not text.isascii():
        for dash in _DASHES:
            text = text.replace(dash, "-")
    return " ".join(text.lower().split())


@lru_cache(maxsize=32)
def _pattern(words: HourWords) -> re.Pattern[str]:
    """Of a range or a lone hour; between a start and an end word, the first number needs no mark of its own."""
    hour = rf"([0-9]{{1,2}})(?: ?(?:{_any(words.marks)})(?: ?([0-9]{{2}}))?|:([0-9]{{2}}))"
    between = rf"(?: ?- ?| (?:{_any(words.end)}) )"
    not_after = r"(?<![\w/+])(?<![0-9][.,:])"
    not_before = r"(?![\w/@]|:[0-9])"
    first = rf"(?:(?:{_any(words.start)}) ([0-9]{{1,2}})(?={between}[0-9])|{hour})"
    return re.compile(f"{not_after}{first}(?:{between}{hour})?{not_before}")


def _any(words: tuple[str, ...]) -> str:
    """One of the words, accents composed or not: to compose those of a hostile text takes quadratic time."""
    forms = {normalize(form, word) for word in words for form in ("NFC", "NFD")}
    return "|".join(map(re.escape, sorted(forms))) or "(?!)"
