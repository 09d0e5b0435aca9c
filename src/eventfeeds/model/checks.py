"""What the model asks of its values: texts put in order, and ValueError, naming the attribute, for what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from eventfeeds.model import Event

T = TypeVar("T")

# What XML 1.0 or RFC 5545 forbid, in a value of which some clients refuse the whole document, and odd line breaks.
_UNTIDY = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
_LINE_BREAKS = "\r\n?|[\x85\u2028\u2029]"
_SPACES = "[ \t\n\r]{2,}|[\t\n\r]"
UID = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_ADDRESS = re.compile(r"(?i:https?|mailto|tel):[\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]+")
# Hardly an event has a rule: what reads it is compiled then.
_NUMBERS = r"[+-]?\d{1,3}(?:,[+-]?\d{1,3})*"
_WEEKDAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
_NTH = rf"(?:[+-]?\d{{1,2}})?{_WEEKDAY}"
_PART = (
    rf"UNTIL=[0-9TZ]+|(?:COUNT|INTERVAL)=[1-9]\d{{0,8}}|BYDAY={_NTH}(?:,{_NTH})*|WKST={_WEEKDAY}"
    rf"|BY(?:SECOND|MINUTE|HOUR|MONTHDAY|YEARDAY|WEEKNO|MONTH|SETPOS)={_NUMBERS}"
)
_RULE = rf"(?a:FREQ=(?:SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)(?:;(?:{_PART}))*)"
_UNTIL = r";UNTIL=([^;]*)"
_DAY = r"(?a:\d{8})"
_UTC_TIME = r"(?a:\d{8}T\d{6}Z)"
SHORTEST_REFRESH = timedelta(minutes=1)
_FIRST_YEAR, _LAST_YEAR = date.min.year, date.max.year
_LAST_OF_2026 = datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)


def text(name: str, value: str) -> str:
    """A text as it is."""
    if not isinstance(value, str):
        raise ValueError(f"{name}: expected a text, got {value!r}")  # noqa: TRY004  as for every field
    return value


class Tidy(str):
    """A text of which its maker knows that `plain` changes nothing. Whatever changes it makes a `str` of it."""

    __slots__ = ()


def plain(text: str) -> str:
    """A text without the characters that no feed may hold; line breaks of every kind become newlines."""
    if isinstance(text, Tidy) or text.replace("\xa0", "").isprintable() or not re.search(_UNTIDY, text):
        return text
    return re.sub(_UNTIDY, "", re.sub(_LINE_BREAKS, "\n", text))


def one_line(text: str) -> str:
    """Plain text on one line: runs of spaces, tabs and line breaks become one space, edges are trimmed."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return re.sub(_SPACES, " ", plain(text)).strip()


def line(name: str, value: str) -> str:
    """A text on one line."""
    return one_line(text(name, value))


def lines(name: str, value: str) -> str:
    """A text in plain lines."""
    return plain(text(name, value))


def texts(event: Event) -> None:
    """Texts in order, and a title."""
    for name, given in (("title", event.title), ("contact", event.contact)):
        if (tidy := line(name, given)) is not given:
            object.__setattr__(event, name, tidy)
    for name, given in (("lead", event.lead), ("description", event.description)):
        if (tidy := lines(name, given)) is not given:
            object.__setattr__(event, name, tidy)
    for name, given in (("slug", event.slug), ("source", event.source), ("collection", event.collection)):
        text(name, given)
    if not event.title:
        raise ValueError("title: expected a text, got none")


def words(event: Event) -> None:
    """Categories and keywords in order."""
    for name, given in (("categories", event.categories), ("keywords", event.keywords)):
        if (found := distinct(name, given)) != given:
            object.__setattr__(event, name, found)


def times(event: Event) -> None:
    """Days and times with a zone, and an end after the start."""
    _check_moment("start", event.start, date)
    if event.end is not None:
        _check_moment("end", event.end, date)
    if event.published is not None:
        _check_moment("published", event.published, datetime)
    if event.updated is not None:
        _check_moment("updated", event.updated, datetime)
    if event.end is None:
        return
    if isinstance(event.end, datetime) == event.all_day:
        raise ValueError("end: expected the same type as start, both dates or both datetimes")
    if _comparable(event.end) <= _comparable(event.start):
        raise ValueError(f"end: expected after start ({event.start}), got {event.end}")


def _check_moment(name: str, value: date, kind: type[date]) -> None:
    if not isinstance(value, kind):
        raise ValueError(f"{name}: expected a {kind.__name__}, got {value!r}")  # noqa: TRY004  as for every field
    if not _FIRST_YEAR < value.year < _LAST_YEAR:
        raise ValueError(f"{name}: expected a year that has neighbours in every zone, got {value}")
    if isinstance(value, datetime) and value.utcoffset() is None:
        raise ValueError(f"{name}: expected a time with a zone, got the naive {value.isoformat()}")


def uids(event: Event) -> None:
    """1 to 200 printable ASCII characters; that of a parent may be none, and is that of another event."""
    _check_uid("uid", event.uid)
    if event.parent != "":
        _check_uid("parent", event.parent)
    if event.parent == event.uid:
        raise ValueError(f"parent: expected the uid of another event, got {event.parent!r}")


def _check_uid(name: str, uid: str) -> None:
    if not UID.fullmatch(text(name, uid)):
        raise ValueError(f"{name}: expected 1 to 200 printable ASCII characters, got {uid!r}")


def recurrence(event: Event) -> None:
    """A rule of RFC 5545 section 3.3.10, or none, and the dates that go with it, in order."""
    for name, given in (("excluded", event.excluded), ("additional", event.additional)):
        if given != ():
            object.__setattr__(event, name, _starts(event, name, given))
    if event.excluded and not (event.recurrence or event.additional):
        raise ValueError("excluded: expected a recurrence or additional starts to leave them out of")
    if event.recurrence == "":
        return
    if not re.fullmatch(_RULE, text("recurrence", event.recurrence)):
        raise ValueError(f"recurrence: expected a rule such as FREQ=WEEKLY;COUNT=4, got {event.recurrence!r}")
    names = [part.partition("=")[0] for part in event.recurrence.split(";")]
    if len({*names}) < len(names) or {"COUNT", "UNTIL"} <= {*names}:
        raise ValueError(f"recurrence: expected each part once, and one of COUNT and UNTIL, got {event.recurrence!r}")
    until = re.search(_UNTIL, event.recurrence)
    form, shown = (_DAY, "%Y%m%d") if event.all_day else (_UTC_TIME, "%Y%m%dT%H%M%SZ")
    if until and not (re.fullmatch(form, until[1]) and _exists(until[1])):
        raise ValueError(f"recurrence: expected UNTIL={_LAST_OF_2026:{shown}}, got UNTIL={until[1]}")


def _starts(event: Event, name: str, given: Iterable[date]) -> tuple[date, ...]:
    """Starts of the type of the event's own, in order of time."""
    starts: tuple[date, ...] = items(name, given, date)
    for start in starts:
        _check_moment(name, start, date)
        if isinstance(start, datetime) == event.all_day:
            raise ValueError(f"{name}: expected the type of start, got {start!r}")
    ordered = sorted(starts, key=_comparable)
    for one, other in pairwise(ordered):
        if _comparable(one) == _comparable(other):
            raise ValueError(f"{name}: expected each start once, got {other} twice")
    return tuple(ordered)


def _exists(until: str) -> bool:
    try:
        datetime.fromisoformat(until)
    except ValueError:
        return False
    return True


def _comparable(value: date | datetime) -> date:
    # Of two times in one zone Python compares the wall clocks, wrong in the night the clocks change.
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def word(name: str, value: str, known: tuple[str, ...]) -> None:
    """One of the known words."""
    if value not in known:
        raise ValueError(f"{name}: expected one of {', '.join(known)}, got {value!r}")


def degrees(name: str, value: float | None, most: int) -> None:
    """A latitude or a longitude, or none."""
    if value is not None and not (isinstance(value, int | float) and -most <= value <= most):
        raise ValueError(f"{name}: expected -{most} to {most}, got {value!r}")


def address(name: str, value: str | None) -> None:
    """An address with a scheme, written with the characters of RFC 3986 alone, or none."""
    if value is not None and not (isinstance(value, str) and _ADDRESS.fullmatch(value)):
        raise ValueError(f"{name}: expected an http, https, mailto or tel address in ASCII, got {value!r}")


def web_address(name: str, value: str | None) -> None:
    """An address of the web, or none."""
    address(name, value)
    if value is not None and not value.lower().startswith("http"):
        raise ValueError(f"{name}: expected an http or https address, got {value!r}")


def language(code: str) -> str:
    """A language by its code (BCP 47), of which locales spell the hyphen otherwise."""
    found = text("language", code).replace("_", "-")
    if not _LANGUAGE.fullmatch(found):
        raise ValueError(f"language: expected a code such as fr or pt-BR, got {code!r}")
    return found


def distinct(name: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Texts on one line each, every one once, none empty."""
    return tuple(dict.fromkeys(filter(None, map(one_line, items(name, texts, str)))))


def items(name: str, values: Iterable[T], kind: type[T]) -> tuple[T, ...]:
    """A list of values of one kind; a text, which is iterable too, is none."""
    # A tuple is known at once: what asks a class for its methods takes long.
    if type(values) is not tuple and (isinstance(values, str) or not isinstance(values, Iterable)):
        raise _no_list(name, values, kind)
    found = tuple(values)
    for item in found:
        if not isinstance(item, kind):
            raise _no_list(name, values, kind)
    return found


def _no_list(name: str, values: object, kind: type) -> ValueError:
    return ValueError(f"{name}: expected a list of {kind.__name__}, got {values!r}")
