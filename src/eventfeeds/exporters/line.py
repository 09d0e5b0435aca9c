"""Content lines of iCalendar (RFC 5545 section 3.1), folded: the only door of icalendar.

Values are icalendar's, which knows how each type is written; texts, addresses, days and times, of which there are most,
are written as icalendar writes them.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from icalendar import Parameters, vCategory, vDuration, vInt, vText, vUri
from icalendar.prop import vInline

if TYPE_CHECKING:
    from datetime import date, timedelta
    from typing import Protocol

    class _Value(Protocol):
        params: Parameters

        def to_ical(self) -> bytes: ...


_LINE_OCTETS = 75
# Up to 74 octets that end with a character, and not with what escapes the next; in a run of nothing but such, anywhere.
_PIECE = re.compile(rb"(?s).{1,74}(?<![\\^])(?![\x80-\xbf])|.{1,74}(?![\x80-\xbf])")


def text(name: str, text: str, **parameters: str) -> bytes:
    """A text; escaped in octets, since in a `str` it takes as long as all other lines."""
    octets = text.encode()
    if parameters or b"\\" in octets or b"\r" in octets:
        return _line(name, vText(text, params=parameters))
    escaped = octets.replace(b";", rb"\;").replace(b",", rb"\,").replace(b"\n", rb"\n")
    return folded(name.encode() + b":" + escaped)


def uri(name: str, address: str, **parameters: str) -> bytes:
    """An address."""
    if parameters:
        return _line(name, vUri(address, params=parameters))
    return folded(name.encode() + b":" + address.encode())


def verbatim(name: str, value: str) -> bytes:
    """A value of more than one part, such as a rule, that is written already."""
    return _line(name, vInline(value))


def duration(name: str, length: timedelta, **parameters: str) -> bytes:
    """A length of time."""
    return _line(name, vDuration(length, params=parameters))


def day(name: str, day: date) -> bytes:
    """A date, which says that it is one."""
    return b"%b;VALUE=DATE:%08d\r\n" % (name.encode(), _digits(day))


def time(name: str, written: bytes) -> bytes:
    """A time as `in_utc` or `in_zone` writes it."""
    return folded(name.encode() + written)


def in_utc(moment: datetime) -> bytes:
    """A time in UTC, and what stands between it and the name of its property."""
    # Only in UTC are equal times one: Python takes both hours of the night in which clocks go back for the same.
    return _utc(moment.astimezone(UTC))


@lru_cache(maxsize=1024)  # each stands in several lines
def _utc(moment: datetime) -> bytes:
    return b":" + wall_clock(moment) + b"Z"


def in_zone(local: datetime, zone: bytes) -> bytes:
    """A time on the clocks of a zone that `zone_parameter` names."""
    return zone + wall_clock(local)


def zone_parameter(name: str) -> bytes:
    """What stands between the name of a property and its time in a zone."""
    parameter: bytes = Parameters({"TZID": name}).to_ical()
    return b";" + parameter + b":"


def wall_clock(moment: datetime) -> bytes:
    """A time as its clocks show it."""
    # As vDatetime writes it, which would look up the zone by all its names for each value. isoformat() takes thrice
    # as long.
    clock = moment.hour * 10_000 + moment.minute * 100 + moment.second
    return b"%08dT%06d" % (_digits(moment), clock)


def _digits(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


@lru_cache
def number(name: str, number: int) -> bytes:
    """A whole number."""
    return _line(name, vInt(number))


@lru_cache
def categories(names: tuple[str, ...]) -> bytes:
    """CATEGORIES, a list of texts."""
    return _line("CATEGORIES", vCategory(list(names)))


def folded(line: bytes) -> bytes:
    """A content line in lines of at most 75 octets, with its end (RFC 5545 section 3.1).

    Never inside a character, nor inside an escape: some clients lose the event (collective/icalendar#1501).
    """
    if len(line) <= _LINE_OCTETS:
        return line + b"\r\n"
    # The first octet apart: where the other lines have the space that tells them from a new one.
    return line[:1] + b"\r\n ".join(_PIECE.findall(line, 1)) + b"\r\n"


def _line(name: str, value: _Value) -> bytes:
    params = b";" + value.params.to_ical() if value.params else b""
    return folded(name.encode() + params + b":" + value.to_ical())
