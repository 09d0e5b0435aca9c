"""The hours of an event in a short text for people, such as `9:00 – 18:00`.

A language's words are told by the caller; dashes and `9:30` belong to all of them.
"""

from __future__ import annotations

import re
from datetime import time
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from unicodedata import normalize

from eventfeeds.errors import BadValue

_FORM = "14:00 - 16:00"
_LONGEST_SHOWN = 64
_DAY = 24 * 60  # minutes
_HIDDEN = re.compile(r"<[^<>]*>|(?:://|www[.])[^\s<>]*")
# A set of them in the pattern would take longer to compile than all the rest of it.
_DASHES = "‐‑‒–—−→"
_CLAUSE_SIGNS = ".,;()"
_LONGEST_CLAUSE = 64  # characters
_BEGINNINGS = ":;,("
_LONGEST_END = 16  # characters
_DEAD_OF_NIGHT = range(1, 5)
_NOT_AFTER = r"(?<![\w/+])(?<![0-9][.,:])"
_NOT_BEFORE = r"(?![\w/@]|:[0-9])"
_HOUR = "[0-9]{1,2}:[0-9]{2}"
_NUMBER = re.compile("(?<![0-9:])[0-9]{1,2}(?![0-9:])")
_BETWEEN_PAIR = " … "


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
    """A language's words, in lower case.

    `marks` stand between hour and minutes, `minutes` after these, `start` before a start, `end` between start and end,
    `pairs` around a start (`between … and`), `joins` between hours that are no range (`and`), `closing` before an end
    or a deadline (`until`), `others` before what is no hour of the event (`duration`, `break`); `noon` and `midnight`
    are hours themselves, but not after `past` (`after noon`). After an hour, `changes` make another of it (`in the
    evening`), and `counted`, with its spaces, a length (` of `).
    """

    marks: tuple[str, ...]
    start: tuple[str, ...]
    end: tuple[str, ...]
    joins: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    noon: tuple[str, ...] = ()
    midnight: tuple[str, ...] = ()
    minutes: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()


def find(text: str, words: HourWords) -> Hours | None:
    """The hours that a text gives, None if it gives none. Tags and addresses do not count.

    A number without a mark is an hour where a range begins with it (`9-12h`), unless a word before it could make it
    something else (`room 9 - 12h`). Hours that no clock shows (`25h`, `24h/24`) are none. Raises BadValue
    `hours-unclear` where there is more than one answer: two ranges, two hours, an hour outside the range, a range of
    which but one end can be read, such a number, am or pm and what else changes an hour; and where nothing is a start:
    a closing word stands before a lone hour in its clause, one of `others` before any, what is counted after a lone
    one, noon or midnight comes first and alone, or the start is in the dead of night and looks like a length (`1h30`).
    """
    plain = _alike(_plain(text), words)
    ranges: set[tuple[time, time]] = set()
    single: set[time] = set()
    no_start, done = False, 0
    for match in _pattern(words, numbers=_NUMBER.search(plain) is not None).finditer(plain):
        told, bare, hour, name, last, half = match.groups()
        start = _time(told or bare or hour or name, words)
        end = _time(last, words, midnight=24) if last else None
        closing = _closes(plain, done, match.start(), words.others if last else words.closing + words.others)
        if last is None and _is_part(plain, done, match, words):
            raise _unclear(text)
        done = match.end()
        if last is None and (hour or name) and not half:
            starts = hour and not _is_counted(plain, match, words)
            single.update((start,) if starts and start is not None else ())
            no_start = no_start or closing or not (starts or single)
        elif last is None or half or closing or (bare and not _begins(plain, match.start(), bare)):
            raise _unclear(text)
        elif start is not None and end is not None:
            ranges.add((start, end))
        elif start is not None or end is not None:
            raise _unclear(text)
    if (no_start and not ranges) or (not done and _unread(words).search(plain)):
        raise _unclear(text)
    return _only(ranges, single, text)


def _only(ranges: set[tuple[time, time]], single: set[time], text: str) -> Hours | None:
    hours = None
    if len(ranges) == 1:
        [(start, end)] = ranges
        within = all(_minutes(start, hour) <= _minutes(start, end) for hour in single)
        hours = Hours(start, end) if within else None
    elif not ranges and not single:
        return None
    elif not ranges and len(single) == 1:
        hours = Hours(single.pop(), None)
    if hours is None or hours.start.hour in _DEAD_OF_NIGHT:
        raise _unclear(text)
    return hours


def _minutes(start: time, end: time) -> int:
    """From one hour to the next such other, past midnight if need be."""
    return ((end.hour - start.hour) * 60 + end.minute - start.minute) % _DAY


def _time(hour: str, words: HourWords, midnight: int = 0) -> time | None:
    """The time of day, None if no clock shows it. The hour `midnight` is read as 0."""
    if not hour[0].isdigit():
        return time(12 if hour in _forms(words.noon) else 0)
    hours, *rest = (int(number) for number in hour.replace(".", ":").replace(",", ":").split(":"))
    minutes = sum(rest)
    if hours == midnight and not minutes:
        return time(0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def _closes(text: str, done: int, hour: int, words: tuple[str, ...]) -> bool:
    """Whether one of the words stands before an hour, in its clause, after the hour before it, that ends at `done`."""
    clause = max(done, hour - _LONGEST_CLAUSE, *(text.rfind(sign, done, hour) for sign in _CLAUSE_SIGNS))
    return _closing(words).search(text, clause, hour) is not None


def _is_counted(text: str, match: re.Match[str], words: HourWords) -> bool:
    """Whether a lone hour is a length of what comes after it (`2h of talks`), not an hour (`at 9h of all hours`)."""
    before = text[max(0, match.start() - _LONGEST_END) : match.start()].rstrip()
    return text.startswith(words.counted, match.end()) and not before.endswith(words.end)


def _begins(text: str, number: int, digits: str) -> bool:
    """Whether a number begins the text or a clause, so that no word before it makes it a day or a room."""
    before = text[max(0, number - 2) : number].rstrip()
    if before and text.startswith(" -", number + len(digits)):  # after a label: `room: 3 - 18h30`
        return False
    return digits.isdigit() and (not before or before[-1] in _BEGINNINGS)


def _unclear(text: str) -> BadValue:
    shown = text.strip()
    return BadValue("hours-unclear", _FORM, shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…")


def _is_part(text: str, done: int, match: re.Match[str], words: HourWords) -> bool:
    """Whether what was read is but one end of a range, whose other end cannot be read (`14hOO - 16h`, `9h - 12`)."""
    before, after = _other_ends(words)
    near = max(done, match.start() - _LONGEST_END)
    return after.match(text, match.end()) is not None or before.search(text, near, match.start()) is not None


def _plain(text: str) -> str:
    """Without tags, addresses, capitals, and kinds of spaces, dashes and apostrophes."""
    if "<" in text or "://" in text or "www." in text:
        text = _HIDDEN.sub(" ", text)
    if "&" in text:
        text = unescape(text)
    if not text.isascii():
        for dash in _DASHES:
            text = text.replace(dash, "-")
        text = text.replace("’", "'")
    return " ".join(text.lower().split())


def _alike(plain: str, words: HourWords) -> str:
    """Marked hours as `14:30`, and the words around a pair of them as a dash."""
    plain = _marked(words).sub(lambda hour: f"{hour[1]}:{hour[2] or hour[3] or '00'}", plain)
    for pair in words.pairs:
        first, last = pair.split(_BETWEEN_PAIR)
        if first in plain:
            plain = re.sub(
                rf"(?<!\w)({first} [^ ]+) {last} (?={_HOUR}|{_any(words.noon + words.midnight)})", r"\1 - ", plain
            )
    return plain


@lru_cache(maxsize=32)
def _marked(words: HourWords) -> re.Pattern[str]:
    """An hour with a mark, and its minutes."""
    mark = rf" ?(?:{_any(words.marks)})"
    minutes = rf"(?: ?([0-9]{{2}})(?: ?(?:{_any(words.minutes)}))?)?"
    return re.compile(rf"{_NOT_AFTER}([0-9]{{1,2}})(?:{mark}{minutes}|:([0-9]{{2}}){mark}){_NOT_BEFORE}")


@lru_cache(maxsize=32)
def _pattern(words: HourWords, *, numbers: bool) -> re.Pattern[str]:
    """Of a range or a lone hour: a number after a start word, a bare one, an hour, a name; the end; am, pm or such.

    Few texts have `numbers` without a mark, whose part of the pattern is the longest.
    """
    name = rf"(?:{_any(words.noon + words.midnight)})"
    between = rf"(?: ?--? ?| (?:{_any(words.end)}) )"
    not_after_name = rf"(?! ?[0-9]| (?:{_any(words.joins)})(?!\w))"  # half past it
    am = "(?: ?[ap][.]?m)"
    half = rf"(?:(?:{am}| \(?(?:{_any(words.changes)}))(?!\w))"
    last = rf"(?:{_HOUR}|{name}{not_after_name})"
    number = _number(words, between, last, am) if numbers else "(?!)()()"
    past = "".join(rf"(?<!{re.escape(form)} )" for form in sorted(_forms(words.past)))
    first = rf"(?:{number}|({_HOUR})|(?<!-){past}({name})(?!-(?!{last})\w))"
    return re.compile(rf"{_NOT_AFTER}{first}(?:{between}({last}))?({half})?{_NOT_BEFORE}")


def _number(words: HourWords, between: str, last: str, am: str) -> str:
    """A number that begins a range: after a start word, or bare."""
    joined = rf"(?:{between}| (?:{_any(words.joins)}) )"
    possible = r"(?:[01]?[0-9]|2[0-3])(?:[.,][0-5][0-9])?"  # `9.30` may be an hour or a day
    of_range = rf"(?!{joined}{last}{between}{last})"  # which has a start of its own
    return rf"(?:(?:{_any(words.start)}) ([0-9]{{1,2}})|({possible}){of_range})(?={joined}{last}{am}?{_NOT_BEFORE})"


@lru_cache(maxsize=32)
def _other_ends(words: HourWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before an hour, or after it, and would be the other end of its range."""
    sign = rf"(?: ?[-/+] ?| ?(?:{_any(words.end)}) ?)"
    mark = rf"(?::| ?(?:{_any(words.marks)}))"
    before = rf"[0-9]{mark}\w*(?::\w*)?{sign}$"
    after = rf"{sign}[0-9]{{1,2}}(?:{mark}|(?! ?\w|/[0-9]))"  # but `18h - 12 rue`, `9h - 12/03`
    return re.compile(before), re.compile(after)


@lru_cache(maxsize=32)
def _unread(words: HourWords) -> re.Pattern[str]:
    """A range of which no end can be read."""
    mark = rf"(?::| ?(?:{_any(words.marks)}))"
    return re.compile(rf"{_NOT_AFTER}[0-9]{{1,2}}{mark}[0-9]*(?: ?[-/] ?| (?:{_any(words.end)}) )(?!24|7)[0-9]")


@lru_cache(maxsize=32)
def _closing(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_any(words)})(?!\w)")


def _any(words: tuple[str, ...]) -> str:
    """One of the words."""
    return "|".join(map(re.escape, sorted(_forms(words)))) or "(?!)"


def _forms(words: tuple[str, ...]) -> set[str]:
    """The words, accents composed or not: to compose those of a hostile text takes quadratic time."""
    return {normalize(form, word) for word in words for form in ("NFC", "NFD")}
