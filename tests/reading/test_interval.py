"""The decision table of times: what a file says, and when its event is."""

# ruff: noqa: E501  the tables are read by their columns

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as some

from eventfeeds.model import Event
from eventfeeds.reading.interval import Given, interval
from eventfeeds.times.hours import Hours
from eventfeeds.times.zones import zone

PARIS = zone("Europe/Paris")

# Days of March 2026, hours of Paris; `00:00 M` under the rule that midnight means the whole day.
RULES = """
a date is one day                            | 14          |             |             |         | 14          | 15          |
a date as end is inclusive                   | 14          | 16          |             |         | 14          | 17          |
a date that ends on itself                   | 14          | 14          |             |         | 14          | 15          |
a date that ends at midnight, inclusive      | 14          | 16 00:00    |             |         | 14          | 17          |
a date that ends before                      | 14          | 12          |             |         | 14          | 15          | end-before-start
a date whose end has an hour                 | 14          | 16 18:00    |             |         | 14          | 17          | all-day-with-end-hour
a date without the midnight rule keeps hours | 14          |             | 14:00-17:00 |         | 14          | 15          |

all_day takes hours away                     | 14 14:00    | 15 18:00    |             | all-day | 14          | 16          |
all_day without an end                       | 14 14:00    |             |             | all-day | 14          | 15          |
all_day ends at midnight, inclusive          | 14 00:00    | 16 00:00    |             | all-day | 14          | 17          |
all_day ends on a date, inclusive            | 14 00:00    | 16          |             | all-day | 14          | 17          |
all_day that ends before                     | 14 14:00    | 13 18:00    |             | all-day | 14          | 15          | end-before-start
all_day beats hours in prose                 | 14 00:00    |             | 14:00-17:00 | all-day | 14          | 15          |

midnight alone is the whole day, told        | 14 00:00 M  |             |             |         | 14          | 15          | midnight-is-all-day
same day midnight to midnight                | 14 00:00 M  | 14 00:00    |             |         | 14          | 15          |
several days midnight to midnight            | 14 00:00 M  | 16 00:00    |             |         | 14          | 17          |
several days over the night clocks change    | 28 00:00 M  | 30 00:00    |             |         | 28          | 31          |
midnight to a date                           | 14 00:00 M  | 16          |             |         | 14          | 17          |
midnight to an earlier midnight              | 14 00:00 M  | 10 00:00    |             |         | 14          | 15          | end-before-start
midnight to an hour is an hour               | 14 00:00 M  | 14 06:30    |             |         | 14 00:00    | 14 06:30    |
midnight without the rule is an hour         | 14 00:00    |             |             |         | 14 00:00    |             |
midnight that is said to be no all_day       | 14 00:00 M  |             |             | timed   | 14 00:00    |             |
another hour under the rule is an hour       | 14 00:30 M  |             |             |         | 14 00:30    |             |

hours give a midnight both ends              | 14 00:00 M  |             | 14:00-17:00 |         | 14 14:00    | 14 17:00    |
hours give one day midnight to midnight both | 14 00:00 M  | 14 00:00    | 14:00-17:00 |         | 14 14:00    | 14 17:00    |
hours give a midnight to the same date both  | 14 00:00 M  | 14          | 14:00-17:00 |         | 14 14:00    | 14 17:00    |
one hour gives a midnight its start          | 14 00:00 M  |             | 09:30       |         | 14 09:30    |             |
hours of several days stay text              | 14 00:00 M  | 16 00:00    | 14:00-17:00 |         | 14          | 17          |
hours where the end is before the start      | 14 00:00 M  | 10 00:00    | 14:00-17:00 |         | 14 14:00    | 14 17:00    | end-before-start
hours give a date under the rule both ends   | 14 M        |             | 14:00-17:00 |         | 14 14:00    | 14 17:00    |
hours give a date that ends at midnight both | 14 M        | 14 00:00    | 14:00-17:00 |         | 14 14:00    | 14 17:00    |
hours beside a date whose end has an hour    | 14 M        | 14 18:00    | 14:00-17:00 |         | 14 14:00    | 14 18:00    | hours-contradict-end
hours open a midnight that has an end        | 14 00:00 M  | 14 17:00    | 14:00-17:00 |         | 14 14:00    | 14 17:00    |
hours contradict a midnight that has an end  | 14 00:00 M  | 14 06:30    | 14:00-17:00 |         | 14 00:00    | 14 06:30    | hours-contradict-start

no end is not known                          | 14 14:00    |             |             |         | 14 14:00    |             |
an end on the day                            | 14 14:00    | 14 17:30    |             |         | 14 14:00    | 14 17:30    |
an end in the night                          | 14 14:00    | 15 02:00    |             |         | 14 14:00    | 15 02:00    |
several days from hour to hour               | 14 14:00    | 16 18:00    |             |         | 14 14:00    | 16 18:00    |
the date of the start is no end              | 14 14:00    | 14          |             |         | 14 14:00    |             |
a later date makes whole days                | 14 14:00    | 16          |             |         | 14          | 17          | hour-of-all-day
an earlier date                              | 14 14:00    | 13          |             |         | 14 14:00    |             | end-before-start
midnight of a later day as written           | 14 14:00    | 16 00:00    |             |         | 14 14:00    | 16 00:00    | end-at-midnight
midnight of the day is before                | 14 14:00    | 14 00:00    |             |         | 14 14:00    |             | end-before-start
an end before the start                      | 14 14:00    | 14 09:00    |             |         | 14 14:00    |             | end-before-start
no length                                    | 14 14:00    | 14 14:00    |             |         | 14 14:00    |             | end-before-start

hours give the end                           | 14 14:00    |             | 14:00-17:00 |         | 14 14:00    | 14 17:00    |
hours give the end that a date does not      | 14 14:00    | 14          | 14:00-17:00 |         | 14 14:00    | 14 17:00    |
hours give the end that was before           | 14 14:00    | 14 09:00    | 14:00-17:00 |         | 14 14:00    | 14 17:00    | end-before-start
hours agree                                  | 14 14:00    | 14 17:00    | 14:00-17:00 |         | 14 14:00    | 14 17:00    |
one hour agrees                              | 14 14:00    |             | 14:00       |         | 14 14:00    |             |
hours contradict the start and give no end   | 14 14:00    |             | 14:30-17:00 |         | 14 14:00    |             | hours-contradict-start
one hour contradicts the start               | 14 14:00    |             | 14:30       |         | 14 14:00    |             | hours-contradict-start
hours contradict the start beside an end     | 14 14:00    | 14 18:00    | 14:30-17:00 |         | 14 14:00    | 14 18:00    | hours-contradict-start
hours contradict the end                     | 14 14:00    | 14 18:00    | 14:00-17:00 |         | 14 14:00    | 14 18:00    | hours-contradict-end
hours contradict an end in the night         | 14 20:00    | 15 02:00    | 20:00-01:00 |         | 14 20:00    | 15 02:00    | hours-contradict-end
hours of every day of several                | 14 14:00    | 16 17:00    | 14:00-17:00 |         | 14 14:00    | 16 17:00    |
hours that become whole days stay text       | 14 14:00    | 16          | 14:00-17:00 |         | 14          | 17          | hour-of-all-day
hours over midnight                          | 14 20:00    |             | 20:00-01:30 |         | 14 20:00    | 15 01:30    | hours-over-midnight
twelve hours over midnight                   | 14 22:00    |             | 22:00-10:00 |         | 14 22:00    | 15 10:00    | hours-over-midnight
more than twelve hours over midnight         | 14 22:00    |             | 22:00-10:01 |         | 14 22:00    |             | hours-end-before-start
hours over midnight agree                    | 14 20:00    | 15 02:00    | 20:00-02:00 |         | 14 20:00    | 15 02:00    |
hours that end before they begin             | 14 14:00    |             | 14:00-09:00 |         | 14 14:00    |             | hours-end-before-start
hours without a length                       | 14 14:00    |             | 14:00-14:00 |         | 14 14:00    |             | hours-end-before-start
"""

SPRING = """
an end that the clocks skip                  | 29 01:30    |             | 01:30-02:30 |         | 29 01:30    | 29 03:30    | nonexistent-time
a start that the clocks skip                 | 29 00:00 M  |             | 02:30-05:00 |         | 29 03:30    | 29 05:00    | nonexistent-time
half an hour that shows as one and a half    | 29 01:45    | 29 03:15    |             |         | 29 01:45    | 29 03:15    |
a night before                               | 28 22:00    |             | 22:00-03:00 |         | 28 22:00    | 29 03:00    | hours-over-midnight
"""

AUTUMN = """
an end that comes twice is the first         | 25 01:00    |             | 01:00-02:30 |         | 25 01:00    | 25 02:30    | ambiguous-time
a start that comes twice is the first        | 25 00:00 M  |             | 02:30-05:00 |         | 25 02:30    | 25 05:00    | ambiguous-time
an end that shows before the start           | 25 02:45    | 25 02:15 2nd |            |         | 25 02:45    | 25 02:15 2nd |
an end that only shows after the start       | 25 02:15 2nd | 25 02:45   |             |         | 25 02:15 2nd |            | end-before-start
an hour that the clocks show as none         | 25 02:15    | 25 02:15 2nd |            |         | 25 02:15    | 25 02:15 2nd |
a night that does not touch the change       | 25 22:00    |             | 22:00-02:30 |         | 25 22:00    | 26 02:30    | hours-over-midnight
a night up to the change                     | 24 22:00    |             | 22:00-02:30 |         | 24 22:00    | 25 02:30    | hours-over-midnight ambiguous-time
"""


def moment(text: str, month: str) -> date | datetime | None:
    """`14`, `14 14:00`; `25 02:15 2nd` is the second of two such times."""
    day, _, clock = text.replace(" M", "").partition(" ")
    if not day:
        return None
    if not clock:
        return date.fromisoformat(f"{month}-{day}")
    return datetime.fromisoformat(f"{month}-{day} {clock[:5]}").replace(tzinfo=PARIS, fold=clock.endswith("2nd"))


def hours(text: str) -> Hours | None:
    start, _, end = text.partition("-")
    return Hours(time.fromisoformat(start), time.fromisoformat(end) if end else None) if start else None


def told(month: str, start: str, end: str, prose: str, rule: str) -> Given:
    began = moment(start, month)
    assert began is not None
    return Given(
        start=began,
        end=moment(end, month),
        zone=PARIS,
        hours=hours(prose),
        all_day={"": None, "all-day": True, "timed": False}[rule],
        midnight=start.endswith(" M"),
    )


def rows(table: str, month: str) -> list[object]:
    lines = [[cell.strip() for cell in line.split("|")] for line in table.splitlines() if line]
    return [
        pytest.param(told(month, *line[1:5]), *(moment(cell, month) for cell in line[5:7]), line[7].split(), id=line[0])
        for line in lines
    ]


def exact(value: date | datetime | None) -> tuple[type, date | None]:
    """A value that equals another only when it is the same instant: two times of one zone compare as they show."""
    return type(value), value.astimezone(UTC) if isinstance(value, datetime) else value


@pytest.mark.parametrize(
    ("given", "start", "end", "codes"),
    [*rows(RULES, "2026-03"), *rows(SPRING, "2026-03"), *rows(AUTUMN, "2026-10")],
)
def test_rule(given: Given, start: date, end: date | None, codes: list[str]) -> None:
    found = interval(given)
    assert (exact(found.start), exact(found.end)) == (exact(start), exact(end))
    assert [remark.code for remark in found.remarks] == codes


@pytest.mark.parametrize(
    ("start", "end", "prose", "about", "expected", "got"),
    [
        ("14 00:00 M", "", "", "start", "", "2026-03-14 00:00"),
        ("14 14:00", "16", "", "start", "", "14:00"),
        ("14 14:00", "14 09:00", "", "end", "2026-03-14 14:00", "2026-03-14 09:00"),
        ("14", "12", "", "end", "2026-03-14", "2026-03-12"),
        ("14 14:00", "16 00:00", "", "end", "", "2026-03-16 00:00"),
        ("14 14:00", "", "14:30-17:00", "hours", "14:00", "14:30–17:00"),
        ("14 14:00", "", "14:30", "hours", "14:00", "14:30"),
        ("14 14:00", "14 18:00", "14:00-17:00", "hours", "18:00", "14:00–17:00"),
        ("14 14:00", "", "14:00-09:00", "hours", "", "14:00–09:00"),
        ("29 01:30", "", "01:30-02:30", "hours", "2026-03-29 03:30", "2026-03-29 02:30"),
    ],
)
def test_remark_says_which_field_and_what_stands_there(
    *, start: str, end: str, prose: str, about: str, expected: str, got: str
) -> None:
    [remark] = interval(told("2026-03", start, end, prose, "")).remarks
    assert (remark.key, remark.expected, remark.got) == (about, expected, got)


def test_hour_that_whole_days_cannot_show_is_handed_on() -> None:
    assert interval(told("2026-03", "14 14:00", "16", "", "")).opening == time(14)
    assert interval(told("2026-03", "14 14:00", "16 18:00", "", "")).opening is None


days = some.dates(date(1990, 1, 1), date(2060, 1, 1))
times_in_paris = some.builds(datetime.combine, days, some.times(), some.just(PARIS))
moments = some.one_of(days, times_in_paris)
clocks = some.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@for_any(
    start=moments,
    apart=some.one_of(some.none(), some.timedeltas(timedelta(days=-3), timedelta(days=40))),
    end_has_hour=some.booleans(),
    prose=some.one_of(some.none(), some.builds(Hours, clocks, some.one_of(some.none(), clocks))),
    all_day=some.sampled_from([None, True, False]),
    midnight=some.booleans(),
)
def test_whatever_is_told_makes_an_event(
    *,
    start: date,
    apart: timedelta | None,
    end_has_hour: bool,
    prose: Hours | None,
    all_day: bool | None,
    midnight: bool,
) -> None:
    whole = datetime(start.year, start.month, start.day, tzinfo=PARIS)
    end = None if apart is None else whole + apart
    given = Given(
        start=start,
        end=end.date() if end and not end_has_hour else end,
        zone=PARIS,
        hours=prose,
        all_day=all_day,
        midnight=midnight,
    )
    found = interval(given)
    Event(uid="any", title="Any", start=found.start, end=found.end)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 3, 14), date(2062, 3, 14), "13150"),
        (date(2026, 3, 14), date(2027, 3, 15), "367"),
        (date(2026, 3, 14), date(2027, 3, 14), ""),
        (date(2028, 1, 1), date(2028, 12, 31), ""),
        (datetime(2026, 3, 14, 9, tzinfo=PARIS), datetime(2062, 3, 14, 18, tzinfo=PARIS), "13149"),
        (datetime(2026, 3, 14, 9, tzinfo=PARIS), None, ""),
    ],
)
def test_event_longer_than_a_year_is_told(start: date, end: date | None, days: str) -> None:
    found = interval(Given(start=start, end=end, zone=PARIS))
    assert [(each.code, each.got, each.key) for each in found.remarks] == (
        [("long-event", days, "end")] if days else []
    )
