"""Rules that every calendar reads alike; for the others, their dates one by one.

Which rules libical, ical.js (Thunderbird) and recurring-ical-events read alike was found by trying: `.ci/recurrences`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING

from eventfeeds.times.zones import instant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from eventfeeds.model import Event

# Outlook refuses further dates without a rule, ical.js then forgets the start; a rule of one occurrence cures both.
ONCE = "FREQ=DAILY;COUNT=1"
_HOURS = {"BYHOUR", "BYMINUTE", "BYSECOND"}


def is_portable(rule: str) -> bool:
    """Whether every calendar gives the same dates for a rule; ical.js even hangs on some others."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    frequency = parts["FREQ"]
    if frequency == "DAILY":
        return "BYMONTHDAY" not in parts and "BYSETPOS" not in parts
    if frequency == "WEEKLY":
        return "BYSETPOS" not in parts
    if frequency == "MONTHLY":
        return parts.keys().isdisjoint({*_HOURS, "BYMONTH"})
    if frequency == "YEARLY":
        days = "BYMONTHDAY" not in parts or ("BYMONTH" in parts and "-" not in parts["BYMONTHDAY"])
        places = "BYSETPOS" not in parts or parts.get("BYMONTH", "").isdigit()  # within one month of the year
        return days and places and parts.keys().isdisjoint({*_HOURS, "BYWEEKNO"})
    return False


def listed(event: Event, zone: ZoneInfo) -> Sequence[date | datetime]:
    """Its dates without the start and those left out, in order, the further ones too: the first 1000.

    `zone`: by whose clocks the event goes.
    """
    from eventfeeds.times.occurrences import MOST_DATES, occurrences  # noqa: PLC0415  most events are once

    start = event.start.astimezone(zone) if isinstance(event.start, datetime) else event.start
    given = [*islice(occurrences(event.recurrence, start), MOST_DATES), *event.additional]
    found = {instant(each, zone): each for each in given}
    # The dates of a rule are the first of two equal hours, even where the start is the second.
    first = start.replace(fold=0) if isinstance(start, datetime) else start
    for each in (start, first, *event.excluded):
        found.pop(instant(each, zone), None)
    return [each for _, each in sorted(found.items())]


def begun(event: Event, zone: ZoneInfo, since: datetime) -> Event:
    """The same event, begun with the first of its dates from `since` on; those before are further dates, the last 1000.

    A VTIMEZONE is right from some year on, and ruby-icalendar refuses a start before it. Where all is over by then, no
    rule is left.
    """
    if not isinstance(event.start, datetime) or event.start >= since:
        return event
    from eventfeeds.times.occurrences import COUNT, MOST_DATES, occurrences  # noqa: PLC0415  see above

    excluded = {instant(each, zone) for each in event.excluded}
    start = event.start.astimezone(zone)
    before, first, given = {start}, None, 0
    for each in occurrences(event.recurrence, start):
        if each >= since:
            first = each
            break
        before.add(each)
        given += 1
    kept = sorted(
        (each for each in before if instant(each, zone) not in excluded), key=lambda each: instant(each, zone)
    )
    known = {instant(each, zone) for each in event.additional}
    further = [*(each for each in kept[-MOST_DATES:] if instant(each, zone) not in known), *event.additional]
    if first is None:
        further = [each for each in further if each != start]
        return replace(event, recurrence="", additional=further, excluded=event.excluded if further else ())
    count = COUNT.search(event.recurrence)
    rule = event.recurrence.replace(count[0], f";COUNT={int(count[1]) - given}") if count else event.recurrence
    length = instant(event.end, zone) - instant(start, zone) if event.end else None
    end = (instant(first, zone) + length).astimezone(zone) if length else None
    return replace(event, start=first, end=end, recurrence=rule, additional=further)
