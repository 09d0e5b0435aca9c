"""VTIMEZONE: a zone's present rule, in the one form that every calendar client reads right.

One STANDARD and at most one DAYLIGHT, each with a yearly rule: no list of dates, no history.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple

from eventfeeds.times import zones
from eventfeeds.times.changes import Change, changes

_FIRST_YEAR = 1990
_PRESENT = 2040  # a rule that is not true by then is no present rule
_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")

_NAME = "[A-Za-z]{3,}|<[A-Za-z0-9+-]+>"
_TIME = "[+-]?[0-9:]+"
_CLOCKS = re.compile(f"({_NAME})({_TIME})(?:({_NAME})({_TIME})?)?")
_ONSET = re.compile(f"M([0-9]+)[.]([1-5])[.]([0-6])(?:/({_TIME}))?")


class ZoneRule(NamedTuple):
    """The content lines of a VTIMEZONE, unfolded and without ends; the UTC instant from which it is right."""

    lines: tuple[str, ...]
    since: datetime


class _Clocks(NamedTuple):
    """What clocks show: an abbreviation, an offset in seconds east of UTC."""

    name: str
    offset: int


class _Onset(NamedTuple):
    """When clocks change each year: week 1 to 5 (the last), weekday from Sunday 0, seconds since midnight."""

    before: _Clocks
    after: _Clocks
    month: int
    week: int
    weekday: int
    seconds: int

    def in_year(self, year: int) -> Change:
        first = datetime(year, self.month, 1, tzinfo=UTC)
        day = first + timedelta(days=(self.weekday - first.isoweekday()) % 7, weeks=self.week - 1)
        if day.month != self.month:
            day -= timedelta(weeks=1)
        return Change(
            at=day + timedelta(seconds=self.seconds - self.before.offset),
            before=self.before.offset,
            after=self.after.offset,
            abbreviation=self.after.name,
        )


@cache
def zone_rule(name: str) -> ZoneRule | None:
    """The VTIMEZONE of a zone (RFC 5545 section 3.6.5); events before its `since` are to be written in UTC.

    None for UTC itself, and for a zone whose clocks do not follow "the last Sunday of March at 2" twice a
    year: there all events are to be written in UTC. Raises BadValue `unknown-zone`.
    """
    rule = _parse(zones.footer(name))
    if rule is None or zones.is_utc(name):
        return None
    clocks, onsets = rule
    year = _first_year(changes(name), onsets)
    if year > _PRESENT:
        return None
    if onsets:
        # DAYLIGHT is where the clocks are ahead, not what the footer calls so: Dublin's has it reversed.
        ahead, behind = sorted(onsets, key=lambda onset: onset.before.offset)
        blocks = [*_yearly("DAYLIGHT", ahead, year), *_yearly("STANDARD", behind, year)]
    else:
        blocks = _block("STANDARD", clocks, clocks.offset, f"{year}0101T000000")
    # The clocks at the beginning of the first year are not yet those of a block with an onset in it.
    since = datetime(year + 1 if onsets else year, 1, 1, tzinfo=zones.zone(name)).astimezone(UTC)
    return ZoneRule(lines=("BEGIN:VTIMEZONE", f"TZID:{name}", *blocks, "END:VTIMEZONE"), since=since)


def _parse(footer: str) -> tuple[_Clocks, list[_Onset]] | None:
    """A POSIX TZ text as the standard clocks and no or two onsets; None if VTIMEZONE has no such rule."""
    names, *rules = footer.split(",")
    match = _CLOCKS.fullmatch(names)
    if match is None:
        return None
    name, offset, other_name, other_offset = match.groups()
    clocks = _Clocks(name.strip("<>"), -_seconds(offset))
    if clocks.offset % 60:
        return None
    if other_name is None:
        return clocks, []
    if len(rules) != 2:
        return None
    other = _Clocks(other_name.strip("<>"), -_seconds(other_offset) if other_offset else clocks.offset + 3600)
    pairs = ((clocks, other), (other, clocks))
    onsets = [_onset(text, *pair) for text, pair in zip(rules, pairs, strict=True)]
    usable = [onset for onset in onsets if onset is not None]
    return (clocks, usable) if len(usable) == 2 and other.offset % 60 == 0 else None


def _onset(text: str, before: _Clocks, after: _Clocks) -> _Onset | None:
    match = _ONSET.fullmatch(text)
    if match is None:
        return None
    month, week, weekday = (int(number) for number in match.group(1, 2, 3))
    seconds = _seconds(match[4] or "2")
    if not 0 <= seconds < 86_400 or seconds % 60:
        return None
    return _Onset(before=before, after=after, month=month, week=week, weekday=weekday, seconds=seconds)


def _seconds(text: str) -> int:
    """`-2`, `9:30` or `0:00:30` hours."""
    hours, minutes, seconds, *_ = (*(int(part) for part in text.lstrip("+-").split(":")), 0, 0)
    return (hours * 3600 + minutes * 60 + seconds) * (-1 if text[0] == "-" else 1)


def _first_year(known: list[Change], onsets: list[_Onset]) -> int:
    """The first of the years, up to now, in which the zone did nothing but what its rule says."""
    last = known[-1].at if known else datetime.min.replace(tzinfo=UTC)
    year = max(_PRESENT, last.year)
    while year >= _FIRST_YEAR:
        expected = sorted((onset.in_year(year) for onset in onsets), key=lambda change: change.at)
        listed = [change for change in known if change.at.year == year]
        if listed + [change for change in expected if change.at > last] != expected:
            break
        year -= 1
    return year + 1


def _yearly(kind: str, onset: _Onset, year: int) -> list[str]:
    start = onset.in_year(year).at + timedelta(seconds=onset.before.offset)
    week = -1 if onset.week == 5 else onset.week
    rule = f"RRULE:FREQ=YEARLY;BYMONTH={onset.month};BYDAY={week}{_WEEKDAYS[onset.weekday]}"
    return _block(kind, onset.after, onset.before.offset, f"{start:%Y%m%dT%H%M%S}", rule)


def _block(kind: str, clocks: _Clocks, before: int, start: str, *rule: str) -> list[str]:
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{start}",
        *rule,
        f"TZOFFSETFROM:{_offset(before)}",
        f"TZOFFSETTO:{_offset(clocks.offset)}",
        f"TZNAME:{clocks.name}",
        f"END:{kind}",
    ]


def _offset(seconds: int) -> str:
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"{'-' if seconds < 0 else '+'}{hours:02}{minutes:02}"
