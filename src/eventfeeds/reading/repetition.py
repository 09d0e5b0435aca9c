"""The keys that say when an event happens again."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from eventfeeds.profiles.keys import is_nothing

if TYPE_CHECKING:
    from typing import Any

    from eventfeeds.documents import Value
    from eventfeeds.profiles.keys import Found
    from eventfeeds.reading.record import Record
    from eventfeeds.reading.when import When

_LISTS = {"excluded": "exdate", "additional": "rdate"}
_FIELDS = frozenset({"recurrence", *_LISTS})


def repetition(record: Record, timing: When) -> dict[str, Any]:
    """The fields that say when an event happens again; none, with a warning, where that cannot be read."""
    if _FIELDS.isdisjoint(record.leading):
        return {}
    at = record.found("recurrence")
    lists = {part: found for field, part in _LISTS.items() if (found := _dates(record, field))}
    place = at or next((found[0] for found in lists.values()), None)
    if place is None:
        return {}
    from eventfeeds.times.recurrence import rule  # noqa: PLC0415  most events are once

    value: dict[str, object] = {part: [one.value for one in found] for part, found in lists.items()}
    whole = _with_lists(at.value, value) if at and value else at.value if at else value
    names = record.site.profile.recurrence
    again = record.attempt(lambda: rule(whole, timing.interval.start, timing.zone, names), place)
    if again is None:
        return {}
    for remark in again.remarks:
        record.tell(remark, place)
    return {"recurrence": again.rule, "excluded": again.excluded, "additional": again.additional}


def _dates(record: Record, field: str) -> list[Found]:
    """The dates under the keys of a field, one by one; of one that cannot be read its own key is told."""
    _, found = record.held(field)
    if not found:
        return []
    from eventfeeds.times.occurrences import MOST_DATES  # noqa: PLC0415  most events are once
    from eventfeeds.times.rule_forms import listed_date  # noqa: PLC0415

    dates = [replace(at, value=item) for at in found for item in _listed(at.value)]
    if len(dates) > MOST_DATES:
        return dates  # the rule refuses them all
    return [at for at in dates if record.attempt(partial(listed_date, at.value), at) is not None]


def _listed(value: Value) -> list[Value]:
    """The dates of a list, or of a text with commas or lines."""
    items = value if isinstance(value, list) else re.split("[,\n]", value) if isinstance(value, str) else [value]
    return [item for item in items if not is_nothing(item)]


def _with_lists(value: Value, lists: dict[str, object]) -> dict[str, object]:
    """A rule, with dates of other keys beside it."""
    return {**value, **lists} if isinstance(value, dict) else {"rrule": value, **lists}
