"""What a file says of a recurrence, sorted by the names of RFC 5545: the parts of a rule, and lists of dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds.errors import BadValue, shown
from eventfeeds.times import rule_parts, zones
from eventfeeds.times.occurrences import MOST_DATES
from eventfeeds.times.values import moment
from eventfeeds.wording import day_words

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

_LONGEST_TEXT = 40_000  # characters: a thousand dates fit in
_DATE_FORM = "2026-12-24"
_LISTS = ("EXDATE", "RDATE", "DTSTART")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})?(Z?))?", re.IGNORECASE)


class Listed(NamedTuple):
    """A date as it stands in a file, and the zone that its line names."""

    value: object
    zone: ZoneInfo | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What a file says: the parts of its rule, and its lists of dates, by their names in RFC 5545."""

    parts: dict[str, object] = field(default_factory=dict)
    dates: dict[str, list[Listed]] = field(default_factory=lambda: {name: [] for name in _LISTS})


def gathered(value: object, names: Mapping[str, str]) -> Given:
    """What stands in a rule of any form; `names` are other names of its parts.

    Raises BadValue `recurrence-form`, `recurrence-too-large`, `unknown-zone`.
    """
    given = Given()
    _gather(value, given, {_folded(name): part for name, part in names.items()})
    return given


def listed_date(value: object) -> date | datetime:
    """A date or a time of a list, also as `20261224T100000Z`. Raises BadValue `no-date-of-list`."""
    text = value
    if isinstance(value, str) and (match := _COMPACT.fullmatch(value.strip())):
        year, month, day, hour, minute, second, utc = match.groups()
        text = f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second or '00'}{utc}" if hour else "")
    try:
        return moment(text, day_words)
    except BadValue as error:
        raise BadValue("no-date-of-list", error.remark.expected or _DATE_FORM, shown(value)) from error


def _gather(value: object, given: Given, names: Mapping[str, str]) -> None:
    """Sort what stands in a text, a list or a mapping by its name."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            name = _folded(str(key))
            _gather_part(names.get(name, name), inner, given)
        return
    lines = value.splitlines() if isinstance(value, str) else value
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise rule_parts.bad(value)
    if (length := sum(map(len, lines))) > _LONGEST_TEXT:
        raise BadValue("recurrence-too-large", str(MOST_DATES), f"{length} characters")
    for line in lines:
        _gather_line(line.strip(), given)


def _gather_line(line: str, given: Given) -> None:
    """A content line of RFC 5545, or a rule alone."""
    head, _, content = line.partition(":")
    name, *parameters = head.split(";")
    name = name.strip().upper()
    if name in _LISTS:
        zone = next((_zone(text) for text in parameters if text.strip().upper().startswith("TZID=")), None)
        given.dates[name] += (Listed(text.strip(), zone) for text in content.split(",") if text.strip())
        return
    for part in filter(None, map(str.strip, (content if name == "RRULE" else line).split(";"))):
        key, _, text = part.partition("=")
        if not text.strip():
            raise rule_parts.bad(part)
        _gather_part(_folded(key), text.strip(), given)


def _gather_part(name: str, value: object, given: Given) -> None:
    if value is None or value == "":
        return
    if name == "RRULE":
        _gather(value, given, {})
    elif name in _LISTS:
        items = re.split("[,\n]", value) if isinstance(value, str) else value if isinstance(value, list) else [value]
        given.dates[name] += (Listed(item) for item in items if item)
    elif name == "INTERVAL" and isinstance(value, Mapping):
        _gather_interval(value, given)
    elif name not in rule_parts.NAMES or name in given.parts:
        raise rule_parts.bad(name)
    else:
        given.parts[name] = value


def _gather_interval(value: Mapping[object, object], given: Given) -> None:
    """`{weeks: 2}`: the frequency, and how many of its unit."""
    units = {str(unit).strip().lower().removesuffix("s"): number for unit, number in value.items()}
    if len(units) != 1 or not units.keys() <= rule_parts.FREQUENCY_OF.keys():
        raise rule_parts.bad(", ".join(units), ", ".join(f"{unit}s" for unit in rule_parts.FREQUENCY_OF))
    for unit, number in units.items():
        _gather_part("FREQ", rule_parts.FREQUENCY_OF[unit], given)
        _gather_part("INTERVAL", number, given)


def _zone(parameter: str) -> ZoneInfo:
    return zones.zone(parameter.partition("=")[2].strip().strip('"'))


def _folded(name: str) -> str:
    return name.strip().replace("_", "").replace("-", "").upper()
