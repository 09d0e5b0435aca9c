"""Rules of recurrence over changes of clocks, and what clocks show at each occurrence: worked out by hand.

`.ci/recurrences` has the same read by the calendars of others.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from eventfeeds import Calendar, Event, export
from eventfeeds.times import recurrence, zones

PARIS, NEW_YORK, CAIRO = "Europe/Paris", "America/New_York", "Africa/Cairo"
YEARS = (date(2010, 1, 1), date(2040, 1, 1))  # all of a rule with an end, some of one without
MOST = 12


class Case(NamedTuple):
    """A start as clocks show it, a rule as a file says it, and the first occurrences, at most `MOST`.

    `elsewhere`: the calendar is in another zone than the event.
    """

    zone: str
    start: str
    value: object
    shown: str
    elsewhere: bool = False


CASES = {
    "week into summer": Case(
        PARIS, "2026-03-20 09:00", "FREQ=WEEKLY;COUNT=3", "2026-03-20 09:00, 2026-03-27 09:00, 2026-04-03 09:00"
    ),
    "week into winter": Case(
        PARIS, "2026-10-20 09:00", "FREQ=WEEKLY;COUNT=3", "2026-10-20 09:00, 2026-10-27 09:00, 2026-11-03 09:00"
    ),
    "New York into summer": Case(
        NEW_YORK, "2026-03-05 18:30", "FREQ=WEEKLY;COUNT=3", "2026-03-05 18:30, 2026-03-12 18:30, 2026-03-19 18:30"
    ),
    "New York into winter": Case(
        NEW_YORK, "2026-10-29 18:30", "FREQ=WEEKLY;COUNT=2", "2026-10-29 18:30, 2026-11-05 18:30"
    ),
    "New York seen from Paris": Case(
        NEW_YORK,
        "2026-03-05 20:30",
        "FREQ=WEEKLY;BYDAY=TH;COUNT=5",
        "2026-03-05 20:30, 2026-03-12 20:30, 2026-03-19 20:30, 2026-03-26 20:30, 2026-04-02 20:30",
        elsewhere=True,
    ),
    "every day over the change": Case(
        PARIS, "2026-03-28 00:30", "FREQ=DAILY;COUNT=3", "2026-03-28 00:30, 2026-03-29 00:30, 2026-03-30 00:30"
    ),
    "every day over the other change": Case(
        PARIS, "2026-10-24 23:30", "FREQ=DAILY;COUNT=3", "2026-10-24 23:30, 2026-10-25 23:30, 2026-10-26 23:30"
    ),
    "third Thursday": Case(
        PARIS,
        "2026-01-15 11:00",
        {"freq": "MONTHLY", "byDay": "TH", "bySetPos": "3", "count": "4"},
        "2026-01-15 11:00, 2026-02-19 11:00, 2026-03-19 11:00, 2026-04-16 11:00",
    ),
    "third Thursday with its number": Case(
        PARIS,
        "2026-01-15 11:00",
        {"freq": "monthly", "byDay": "+3TH", "count": "4"},
        "2026-01-15 11:00, 2026-02-19 11:00, 2026-03-19 11:00, 2026-04-16 11:00",
    ),
    "last Friday": Case(
        PARIS,
        "2026-09-25 17:00",
        "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3",
        "2026-09-25 17:00, 2026-10-30 17:00, 2026-11-27 17:00",
    ),
    "two weekdays": Case(
        PARIS,
        "2026-10-21 09:00",
        {"freq": "WEEKLY", "byDay": ["MO", "WE"], "count": "4"},
        "2026-10-21 09:00, 2026-10-26 09:00, 2026-10-28 09:00, 2026-11-02 09:00",
    ),
    "every other week from Sunday": Case(
        PARIS,
        "2026-03-15 09:00",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU;COUNT=4",
        "2026-03-15 09:00, 2026-03-16 09:00, 2026-03-29 09:00, 2026-03-30 09:00",
    ),
    "every other week from Monday": Case(
        PARIS,
        "2026-03-15 09:00",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;COUNT=4",
        "2026-03-15 09:00, 2026-03-23 09:00, 2026-03-29 09:00, 2026-04-06 09:00",
    ),
    "month of 31 days": Case(
        PARIS, "2026-01-31 09:00", "FREQ=MONTHLY;COUNT=3", "2026-01-31 09:00, 2026-03-31 09:00, 2026-05-31 09:00"
    ),
    "Mondays of October": Case(
        PARIS,
        "2024-10-07 10:00",
        {"freq": "YEARLY", "byMonth": "10", "byDay": "MO", "bySetPos": ["1", "2"], "count": "4"},
        "2024-10-07 10:00, 2024-10-14 10:00, 2025-10-06 10:00, 2025-10-13 10:00",
    ),
    "week of the year": Case(
        PARIS,
        "2026-05-12 10:00",
        "FREQ=YEARLY;BYWEEKNO=20;COUNT=3",
        "2026-05-12 10:00, 2027-05-18 10:00, 2028-05-16 10:00",
    ),
    "until a day, to its end": Case(
        PARIS, "2026-03-22 21:00", "FREQ=WEEKLY;UNTIL=2026-03-29", "2026-03-22 21:00, 2026-03-29 21:00"
    ),
    "until the day before": Case(PARIS, "2026-03-22 21:00", "FREQ=WEEKLY;UNTIL=20260328", "2026-03-22 21:00"),
    "until a day of winter, to its end": Case(
        PARIS, "2026-10-18 23:30", "FREQ=WEEKLY;UNTIL=20261025", "2026-10-18 23:30, 2026-10-25 23:30"
    ),
    "until an hour of the zone": Case(
        NEW_YORK, "2026-03-01 12:00", "FREQ=WEEKLY;UNTIL=20260308T120000", "2026-03-01 12:00, 2026-03-08 12:00"
    ),
    "until an hour of UTC": Case(
        NEW_YORK, "2026-03-01 12:00", "FREQ=WEEKLY;UNTIL=20260308T155959Z", "2026-03-01 12:00"
    ),
    "one left out": Case(
        PARIS,
        "2026-03-20 09:00",
        "FREQ=WEEKLY;COUNT=4\nEXDATE:20260403",
        "2026-03-20 09:00, 2026-03-27 09:00, 2026-04-10 09:00",
    ),
    "one left out by its hour": Case(
        PARIS,
        "2026-03-20 09:00",
        ["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Europe/London:20260327T080000"],
        "2026-03-20 09:00, 2026-04-03 09:00",
    ),
    "start left out": Case(
        PARIS, "2026-03-20 09:00", "FREQ=WEEKLY;COUNT=3\nEXDATE:20260320T080000Z", "2026-03-27 09:00, 2026-04-03 09:00"
    ),
    "whole day left out": Case(
        PARIS,
        "2026-10-24 08:00",
        "FREQ=DAILY;BYHOUR=8,20;COUNT=5\nEXDATE:20261025",
        "2026-10-24 08:00, 2026-10-24 20:00, 2026-10-26 08:00",
    ),
    "one more": Case(
        PARIS,
        "2026-03-20 09:00",
        {"freq": "WEEKLY", "count": "2", "rdate": ["2026-04-01 14:00", "2026-03-28"]},
        "2026-03-20 09:00, 2026-03-27 09:00, 2026-03-28 09:00, 2026-04-01 14:00",
    ),
    "dates without a rule": Case(
        PARIS,
        "2026-03-20 09:00",
        "RDATE:20260710T090000,20261224T090000",
        "2026-03-20 09:00, 2026-07-10 09:00, 2026-12-24 09:00",
    ),
    "start outside the rule": Case(
        PARIS,
        "2026-03-25 09:00",
        {"freq": "WEEKLY", "byDay": "MO", "count": "3"},
        "2026-03-25 09:00, 2026-03-30 09:00, 2026-04-06 09:00",
    ),
    "start outside an endless rule": Case(
        PARIS,
        "2039-12-07 09:00",
        "FREQ=WEEKLY;BYDAY=MO",
        "2039-12-07 09:00, 2039-12-12 09:00, 2039-12-19 09:00, 2039-12-26 09:00",
    ),
    "yaml2ics": Case(
        PARIS,
        "2026-03-27 10:00",
        {
            "interval": {"days": "1"},
            "until": "2026-03-30",
            "except_on": ["2026-03-28"],
            "also_on": ["2026-12-24 06:00:00"],
        },
        "2026-03-27 10:00, 2026-03-29 10:00, 2026-03-30 10:00, 2026-12-24 06:00",
    ),
    "whole days": Case(
        PARIS,
        "2026-03-27",
        "FREQ=DAILY;UNTIL=20260330T235959Z\nEXDATE:20260328T120000\nRDATE:2026-04-04",
        "2026-03-27, 2026-03-29, 2026-03-30, 2026-03-31, 2026-04-04",
    ),
    "whole days of a year": Case(
        PARIS,
        "2021-10-14",
        "RRULE:UNTIL=20231031;FREQ=YEARLY;BYDAY=+2TH;BYMONTH=10",
        "2021-10-14, 2022-10-13, 2023-10-12",
    ),
    "leap day": Case(PARIS, "2024-02-29", "FREQ=YEARLY;COUNT=3", "2024-02-29, 2028-02-29, 2032-02-29"),
    "whole days without a rule": Case(PARIS, "2026-03-27", "RDATE:20260404", "2026-03-27, 2026-04-04"),
    "zone without a yearly rule": Case(
        CAIRO, "2026-04-20 18:00", "FREQ=WEEKLY;COUNT=3", "2026-04-20 18:00, 2026-04-27 18:00, 2026-05-04 18:00"
    ),
    "zone without a yearly rule, over midnight of UTC": Case(
        CAIRO,
        "2026-10-26 00:30",
        "FREQ=WEEKLY;BYDAY=MO;COUNT=3\nEXDATE:20261026\nRDATE:20261104",
        "2026-11-02 00:30, 2026-11-04 00:30, 2026-11-09 00:30",
    ),
    "UTC": Case(
        "UTC", "2026-03-20 09:00", "FREQ=WEEKLY;COUNT=3", "2026-03-20 09:00, 2026-03-27 09:00, 2026-04-03 09:00"
    ),
    "long ago, until today": Case(
        PARIS,
        "1990-01-20 09:00",
        "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=20;UNTIL=20120720",
        "2010-01-20 09:00, 2010-07-20 09:00, 2011-01-20 09:00, 2011-07-20 09:00, 2012-01-20 09:00, 2012-07-20 09:00",
    ),
}


def event(name: str) -> Event:
    """The event of a case, an hour or a day long, as its file would be read."""
    case = CASES[name]
    zone = zones.zone(case.zone)
    start: date | datetime = date.fromisoformat(case.start[:10])
    if len(case.start) > 10:
        start = datetime.fromisoformat(case.start).replace(tzinfo=zone)
    read = recurrence.rule(case.value, start, zone, {"except_on": "EXDATE", "also_on": "RDATE"})
    return Event(
        uid=name.replace(",", "").replace(" ", "-"),
        title=name,
        start=start,
        end=start + timedelta(hours=1) if isinstance(start, datetime) else None,
        recurrence=read.rule,
        excluded=read.excluded,
        additional=read.additional,
    )


def written(name: str) -> bytes:
    """The event of a case as an agenda."""
    case = CASES[name]
    return export(Calendar(title="x", timezone=PARIS if case.elsewhere else case.zone, events=[event(name)]), "ics")


def expected(name: str) -> list[str]:
    """The starts of a case as instants, by the zones of the standard library."""
    case = CASES[name]
    return [said(_moment(text, case.zone)) for text in case.shown.split(", ")]


def said(start: date | datetime) -> str:
    """A start as all calendars can be made to say it: a day, or a time in UTC."""
    return f"{start.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if isinstance(start, datetime) else start.isoformat()


def _moment(text: str, zone: str) -> date | datetime:
    if len(text) == 10:
        return date.fromisoformat(text)
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
