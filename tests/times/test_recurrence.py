"""Every form in which files write a rule of recurrence, and what is told of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventfeeds import Event
from eventfeeds.errors import BadValue
from eventfeeds.times import zones
from eventfeeds.times.occurrences import MOST_DATES, WEEKDAYS, occurrences
from eventfeeds.times.recurrence import Recurrence, rule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

PARIS, NEW_YORK = zones.zone("Europe/Paris"), zones.zone("America/New_York")
FRIDAY = datetime(2026, 3, 20, 9, 0, tzinfo=PARIS)
DAY = date(2026, 3, 20)


def read(value: object, start: date = FRIDAY, names: Mapping[str, str] | None = None) -> Recurrence:
    """What is read, which the model takes as it is."""
    found = rule(value, start, PARIS, names)
    Event(
        uid="a",
        title="a",
        start=start,
        recurrence=found.rule,
        excluded=found.excluded,
        additional=found.additional,
    )
    return found


def told(found: Recurrence) -> list[tuple[str, str, str]]:
    return [(remark.code, remark.expected, remark.got) for remark in found.remarks]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("FREQ=WEEKLY;COUNT=4", "FREQ=WEEKLY;COUNT=4"),
        ("RRULE:FREQ=WEEKLY;COUNT=4", "FREQ=WEEKLY;COUNT=4"),
        (" rrule:freq=weekly ; count = 4 ;\n", "FREQ=WEEKLY;COUNT=4"),
        (["RRULE:COUNT=4;FREQ=WEEKLY"], "FREQ=WEEKLY;COUNT=4"),
        (["DTSTART;TZID=Europe/Paris:20260320T090000", "FREQ=WEEKLY;COUNT=4"], "FREQ=WEEKLY;COUNT=4"),
        ({"freq": "weekly", "count": "4"}, "FREQ=WEEKLY;COUNT=4"),
        ({"FREQ": "WEEKLY", "COUNT": 4}, "FREQ=WEEKLY;COUNT=4"),
        ({"rrule": "FREQ=WEEKLY;COUNT=4"}, "FREQ=WEEKLY;COUNT=4"),
        ({"freq": "WEEKLY", "count": 4, "until": None, "wkst": ""}, "FREQ=WEEKLY;COUNT=4"),
        ({"interval": {"weeks": 1}, "count": 4}, "FREQ=WEEKLY;COUNT=4"),
        ({"interval": {"Week": "2"}, "count": 4}, "FREQ=WEEKLY;COUNT=4;INTERVAL=2"),
        ({"freq": "MONTHLY", "byDay": "3FR"}, "FREQ=MONTHLY;BYDAY=3FR"),
        ({"freq": "MONTHLY", "byDay": "+3 FR"}, "FREQ=MONTHLY;BYDAY=3FR"),
        ({"freq": "MONTHLY", "by_day": ["1MO", "3FR", "1mo"]}, "FREQ=MONTHLY;BYDAY=1MO,3FR"),
        ({"freq": "WEEKLY", "by-day": ["MO", "FR"]}, "FREQ=WEEKLY;BYDAY=MO,FR"),
        ({"freq": "MONTHLY", "byDay": "FR", "bySetPos": [3, "-1"]}, "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=3,-1"),
        ({"freq": "YEARLY", "byMonth": "3", "byMonthDay": 20}, "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=20"),
        ("FREQ=YEARLY;BYYEARDAY=079", "FREQ=YEARLY;BYYEARDAY=79"),
        ("FREQ=YEARLY;BYWEEKNO=12", "FREQ=YEARLY;BYWEEKNO=12;BYDAY=FR"),
        ("FREQ=DAILY;BYHOUR=9,14;BYMINUTE=0;BYSECOND=0", "FREQ=DAILY;BYHOUR=9,14;BYMINUTE=0;BYSECOND=0"),
        ("FREQ=WEEKLY;INTERVAL=1;WKST=MO", "FREQ=WEEKLY"),
        ("FREQ=WEEKLY;WKST=SU;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2;WKST=SU"),
        ("FREQ=WEEKLY;COUNT=1", ""),
        ("FREQ=WEEKLY;UNTIL=99991231T235959Z", "FREQ=WEEKLY"),
        ("FREQ=MINUTELY;COUNT=5", "FREQ=MINUTELY;COUNT=5"),
        ("FREQ=MINUTELY;INTERVAL=15;COUNT=500", "FREQ=MINUTELY;COUNT=500;INTERVAL=15"),
    ],
)
def test_form(value: object, expected: str) -> None:
    found = read(value)
    assert (found.rule, found.excluded, found.additional, found.remarks) == (expected, (), (), ())


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("20261231", "20261231T225959Z"),
        ("2026-07-14", "20260714T215959Z"),
        (date(2026, 7, 14), "20260714T215959Z"),
        ("2026-03-29", "20260329T215959Z"),
        ("20261231T180000", "20261231T170000Z"),
        ("2026-12-31 18:00", "20261231T170000Z"),
        ("20261231T180000Z", "20261231T180000Z"),
        ("2026-12-31T18:00:00-05:00", "20261231T230000Z"),
        (datetime(2026, 12, 31, 18), "20261231T170000Z"),
        (datetime(2026, 12, 31, 18, tzinfo=UTC), "20261231T180000Z"),
    ],
)
def test_until_of_a_timed_event_is_in_utc_and_a_day_is_included(until: object, expected: str) -> None:
    assert read({"freq": "WEEKLY", "until": until}).rule == f"FREQ=WEEKLY;UNTIL={expected}"


@pytest.mark.parametrize("until", ["20261231", "2026-12-31", "20261231T120000", "20261230T230000Z", date(2026, 12, 31)])
def test_until_of_whole_days_is_a_day(until: object) -> None:
    assert read({"freq": "WEEKLY", "until": until}, DAY).rule == "FREQ=WEEKLY;UNTIL=20261231"


AT = [datetime(2026, 3, 27, 9, tzinfo=PARIS), datetime(2026, 4, 3, 9, tzinfo=PARIS)]


@pytest.mark.parametrize(
    "value",
    [
        "FREQ=WEEKLY\nEXDATE:20260327,20260403",
        "FREQ=WEEKLY\nEXDATE:20260403T090000\nEXDATE:20260327T080000Z",
        ["EXDATE;TZID=America/New_York:20260327T040000", 'EXDATE;tzid="Europe/Paris":20260403T090000', "FREQ=WEEKLY"],
        {"freq": "WEEKLY", "exdate": ["2026-03-27", "2026-04-03 09:00"]},
        {"freq": "WEEKLY", "exdate": "2026-03-27, 2026-04-03"},
        {"freq": "WEEKLY", "EXDATE": [date(2026, 3, 27), AT[1]]},
        {"freq": "WEEKLY", "except_on": ["2026-03-27", "2026-04-03T07:00:00Z"]},
    ],
)
def test_dates_left_out_are_of_the_type_and_in_the_zone_of_the_start(value: object) -> None:
    found = read(value, names={"except_on": "EXDATE"})
    assert (found.rule, list(found.excluded), told(found)) == ("FREQ=WEEKLY", AT, [])
    assert {moment.tzinfo for moment in found.excluded if isinstance(moment, datetime)} == {PARIS}


@pytest.mark.parametrize("value", ["2026-03-28", "20260328T090000", "2026-03-28T08:00Z", date(2026, 3, 28)])
def test_further_date_is_of_the_type_and_at_the_hour_of_the_start(value: object) -> None:
    assert read({"rdate": [value]}).additional == (datetime(2026, 3, 28, 9, tzinfo=PARIS),)
    assert read({"rdate": [value]}, DAY).additional == (date(2026, 3, 28),)


def test_start_among_further_dates_is_nothing_new() -> None:
    found = read("RDATE;TZID=Europe/Paris:20260320T090000\nFREQ=WEEKLY")
    assert (found.rule, found.additional, told(found)) == ("FREQ=WEEKLY", (), [])


def test_day_left_out_means_all_that_happens_on_it() -> None:
    found = read("FREQ=DAILY;BYHOUR=9,14\nEXDATE:20260321")
    assert found.excluded == (datetime(2026, 3, 21, 9, tzinfo=PARIS), datetime(2026, 3, 21, 14, tzinfo=PARIS))
    assert told(found) == [("whole-day-excluded", "2", "20260321")]


@pytest.mark.parametrize("date", ["20260328", "20260327T100000", "20260313"])
def test_date_left_out_on_which_nothing_happens_is_told(date: str) -> None:
    found = read(f"FREQ=WEEKLY\nEXDATE:{date}")
    assert (found.excluded, told(found)) == ((), [("nothing-to-exclude", "", date)])


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=3", "FREQ=WEEKLY;UNTIL=20260330T070000Z;BYDAY=MO"),
        ("FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=MO"),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260330", "FREQ=WEEKLY;UNTIL=20260330T215959Z;BYDAY=MO"),
    ],
)
def test_start_that_its_rule_does_not_give_becomes_a_date_of_its_own_and_counts(value: str, written: str) -> None:
    found = read(value)
    assert (found.rule, found.additional) == (written, (FRIDAY,))
    assert told(found) == [("start-outside-rule", "2026-03-23 09:00", "2026-03-20 09:00")]


def test_other_start_in_the_rule_is_told_and_not_kept() -> None:
    found = read("DTSTART;TZID=Europe/Paris:20260327T090000\nRRULE:FREQ=WEEKLY")
    assert told(found) == [("rule-start-differs", "2026-03-20 09:00", "20260327T090000")]


def test_time_that_clocks_skip_is_told() -> None:
    found = read("RDATE:20260329T023000")
    assert found.additional == (datetime(2026, 3, 29, 3, 30, tzinfo=PARIS),)
    assert [code for code, _, _ in told(found)] == ["nonexistent-time"]


def test_leap_day_is_said_since_calendars_would_take_the_first_of_march() -> None:
    assert read("FREQ=YEARLY", date(2024, 2, 29)).rule == "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "recurrence-form"),
        ("every Monday", "recurrence-form"),
        ([], "recurrence-form"),
        ({}, "recurrence-form"),
        (None, "recurrence-form"),
        (True, "recurrence-form"),
        (7, "recurrence-form"),
        (["FREQ=WEEKLY", 7], "recurrence-form"),
        ({"freq": ["WEEKLY", "DAILY"]}, "recurrence-form"),
        ({"freq": {"weeks": 1}}, "recurrence-form"),
        ({"freq": True}, "recurrence-form"),
        ({"freq": "WEEKLY", "every": 2}, "recurrence-form"),
        ({"freq": "WEEKLY", "interval": {"weeks": 1}}, "recurrence-form"),
        ({"interval": {"weeks": 1, "days": 1}}, "recurrence-form"),
        ({"interval": {"moons": 1}}, "recurrence-form"),
        ("EXDATE:20260327", "recurrence-form"),
        ("COUNT=4", "recurrence-form"),
        ("FREQ=OFTEN", "recurrence-form"),
        ("FREQ=WEEKLY;FREQ=DAILY", "recurrence-form"),
        ("RRULE:FREQ=WEEKLY\nRRULE:FREQ=DAILY", "recurrence-form"),
        ("FREQ=WEEKLY;X-NAME=1", "recurrence-form"),
        ("FREQ=WEEKLY;COUNT", "recurrence-form"),
        ("FREQ=WEEKLY;COUNT=0", "recurrence-form"),
        ("FREQ=WEEKLY;COUNT=-1", "recurrence-form"),
        ("FREQ=WEEKLY;COUNT=10001", "recurrence-form"),
        ("FREQ=WEEKLY;COUNT=٣", "recurrence-form"),
        ("FREQ=WEEKLY;COUNT=" + "9" * 5000, "recurrence-form"),
        ({"freq": "WEEKLY", "count": 10**5000}, "recurrence-form"),
        ({"freq": "WEEKLY", "count": 1.5}, "recurrence-form"),
        ("FREQ=WEEKLY;INTERVAL=0", "recurrence-form"),
        ("FREQ=WEEKLY;BYDAY=MON", "recurrence-form"),
        ("FREQ=WEEKLY;BYDAY=MO,", "recurrence-form"),
        ("FREQ=WEEKLY;BYDAY=1MO", "recurrence-form"),
        ("FREQ=MONTHLY;BYDAY=0MO", "recurrence-form"),
        ("FREQ=MONTHLY;BYDAY=54MO", "recurrence-form"),
        ("FREQ=YEARLY;BYMONTH=13", "recurrence-form"),
        ("FREQ=YEARLY;BYMONTH=-1", "recurrence-form"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "recurrence-form"),
        ("FREQ=MONTHLY;BYMONTHDAY=+-1", "recurrence-form"),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "recurrence-form"),
        ("FREQ=MONTHLY;BYWEEKNO=1", "recurrence-form"),
        ("FREQ=MONTHLY;BYYEARDAY=1", "recurrence-form"),
        ("FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO", "recurrence-form"),
        ("FREQ=WEEKLY;BYSETPOS=1", "recurrence-form"),
        ("FREQ=WEEKLY;WKST=1", "recurrence-form"),
        ("FREQ=WEEKLY;UNTIL=31/12/2026", "recurrence-form"),
        ("FREQ=WEEKLY;UNTIL=20260231", "recurrence-form"),
        ({"freq": "WEEKLY", "until": 16**6000}, "recurrence-form"),
        ({"freq": "WEEKLY", "count": 2, "until": 16**6000}, "recurrence-form"),
        ("FREQ=WEEKLY\nRDATE;TZID=Nowhere:20260401T100000", "unknown-zone"),
        ("FREQ=WEEKLY;COUNT=4;UNTIL=20261231", "count-and-until"),
        ("FREQ=WEEKLY;UNTIL=20260101", "recurrence-without-dates"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "recurrence-without-dates"),
        ("FREQ=SECONDLY", "recurrence-too-often"),
        ("FREQ=MINUTELY;INTERVAL=14", "recurrence-too-often"),
        ("FREQ=MINUTELY;UNTIL=20270101", "recurrence-too-often"),
        ("FREQ=HOURLY;BYMINUTE=0,10,20,30,40", "recurrence-too-often"),
        ("x" * 50_000, "recurrence-too-large"),
        ({"rdate": ["2026-04-01"] * (MOST_DATES + 1)}, "recurrence-too-large"),
    ],
    ids=lambda value: "mapping" if isinstance(value, dict) else repr(value)[:60],
)
def test_what_is_no_rule_is_refused_with_its_code(value: object, code: str) -> None:
    with pytest.raises(BadValue) as caught:
        rule(value, FRIDAY, PARIS)
    assert caught.value.remark.code == code
    assert len(caught.value.remark.got) <= 200


@pytest.mark.parametrize("value", ["FREQ=HOURLY", "FREQ=DAILY;BYHOUR=9"])
def test_hours_of_whole_days_are_refused(value: str) -> None:
    with pytest.raises(BadValue, match="recurrence-form"):
        rule(value, DAY, PARIS)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("FREQ=SECONDLY;COUNT=3;BYHOUR=10;BYMINUTE=0;BYSECOND=0", 3),
        ("FREQ=SECONDLY;COUNT=4;BYMONTH=5;BYMONTHDAY=1;BYHOUR=10;BYMINUTE=5;BYSECOND=7", 4),
        ("FREQ=MINUTELY;COUNT=60;INTERVAL=15;BYMONTH=5;BYHOUR=10;BYMINUTE=0", 60),
        ("FREQ=HOURLY;COUNT=30;INTERVAL=3;BYMONTH=2;BYMONTHDAY=29", 30),
    ],
)
def test_rule_of_parts_of_a_day_gives_all_its_dates_however_rare(text: str, dates: int) -> None:
    assert len(list(occurrences(text, FRIDAY))) == dates


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("", "2026-03-20 09:00:00", "2026-03-20 09:00:01"),
        (";BYSETPOS=-1", "2026-12-31 23:59:59", "2027-12-31 23:59:59"),
        (";BYSETPOS=1,-1", "2026-12-31 23:59:59", "2027-01-01 00:00:00"),
    ],
)
def test_every_second_of_a_year_is_not_made_before_the_first_is_given(text: str, first: str, second: str) -> None:
    hours, minutes = (",".join(map(str, range(count))) for count in (24, 60))
    rule = f"FREQ=YEARLY;COUNT=2;BYDAY={','.join(WEEKDAYS)};BYHOUR={hours};BYMINUTE={minutes};BYSECOND={minutes}{text}"
    found = [f"{each:%Y-%m-%d %H:%M:%S}" for each in occurrences(rule, FRIDAY)]
    assert found == [first, second]


@pytest.mark.parametrize("text", ["FREQ=SECONDLY;BYSECOND=0;BYSETPOS=2", "FREQ=SECONDLY;INTERVAL=2;BYSECOND=1,3,5"])
def test_rule_of_seconds_that_gives_no_date_comes_to_an_end(text: str) -> None:
    assert list(occurrences(text, FRIDAY)) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("FREQ=HOURLY;COUNT=1000", []),
        ("FREQ=HOURLY;COUNT=1001", ["dates-cut"]),
        ("FREQ=HOURLY", ["dates-cut"]),
        ("FREQ=DAILY", []),
    ],
)
def test_rule_of_parts_of_a_day_with_more_dates_than_are_told_one_by_one_is_told(text: str, told: list[str]) -> None:
    assert [remark.code for remark in read(text).remarks] == told


@pytest.mark.parametrize(
    ("value", "got"),
    [
        ("FREQ=WEEKLY;COUNT=3\nEXDATE:20260327,soon", "soon"),
        ("FREQ=WEEKLY;COUNT=3\nEXDATE:20260327\nRDATE:soon", "soon"),
        ("FREQ=WEEKLY;COUNT=3\nEXDATE:20260327\nDTSTART:soon", "soon"),
        ({"freq": "WEEKLY", "count": 3, "exdate": [["2026-03-27"], "2026-03-27"]}, "[2026-03-27]"),
        ({"freq": "WEEKLY", "count": 3, "exdate": ["2026-03-27", 16**6000]}, "a number of many digits"),
    ],
    ids=["exdate", "rdate", "dtstart", "list", "number"],
)
def test_date_that_cannot_be_read_leaves_the_rule_and_the_others(value: object, got: str) -> None:
    found = read(value)
    assert (found.rule, found.excluded) == ("FREQ=WEEKLY;COUNT=3", (FRIDAY + timedelta(weeks=1),))
    assert [(remark.code, remark.got) for remark in found.remarks] == [("no-date-of-list", got)]


@pytest.mark.parametrize(
    ("zone", "until", "last", "told"),
    [
        (NEW_YORK, "20260504", "20260504", []),
        (NEW_YORK, "20260504T000000Z", "20260504", []),
        (PARIS, "20260504T000000Z", "20260504", []),
        (PARIS, "20260504T120000Z", "20260504", ["until-with-hour"]),
        (PARIS, "20260503T220000Z", "20260504", ["until-with-hour"]),
        (NEW_YORK, "20260504T030000Z", "20260503", ["until-with-hour"]),
    ],
)
def test_last_day_of_a_rule_of_whole_days(zone: ZoneInfo, until: str, last: str, told: list[str]) -> None:
    found = rule(f"FREQ=DAILY;UNTIL={until}", DAY, zone)
    assert found.rule == f"FREQ=DAILY;UNTIL={last}"
    assert [remark.code for remark in found.remarks] == told


KEYS = st.sampled_from(
    "freq interval count until byDay byMonth by_month_day bySetPos exdate rdate wkst rrule x".split()
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=8),
    st.sampled_from("WEEKLY MONTHLY YEARLY HOURLY MO 1FR -1 3 9,14 2026-03-27 20260403T090000Z 20261231 {} :".split()),
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6
)


@given(st.dictionaries(KEYS, VALUES, max_size=5) | VALUES, st.sampled_from([FRIDAY, DAY]))
def test_whatever_is_given_is_read_or_refused(value: object, start: date) -> None:
    try:
        found = read(value, start)
    except BadValue:
        return
    assert not found.rule or next(occurrences(found.rule, start)) is not None


PARTS = st.lists(
    st.sampled_from(
        "FREQ=YEARLY FREQ=MONTHLY FREQ=WEEKLY FREQ=DAILY FREQ=HOURLY COUNT=5 UNTIL=20270101 INTERVAL=3 BYDAY=MO,TH "
        "BYDAY=-1FR BYMONTH=2,7 BYMONTHDAY=-1,15 BYSETPOS=-1 BYHOUR=9,14 WKST=SU BYYEARDAY=100 BYWEEKNO=53 "
        "EXDATE:20260327 RDATE:20260401".split()
    ),
    max_size=6,
)


@given(PARTS, st.sampled_from([FRIDAY, DAY]))
def test_what_was_read_is_read_again_as_the_same(parts: list[str], start: date) -> None:
    text = ";".join(part for part in parts if "=" in part)
    try:
        found = read("\n".join([text, *(part for part in parts if ":" in part)]), start)
    except BadValue:
        return
    again = {"rrule": found.rule, "exdate": list(found.excluded), "rdate": list(found.additional)}
    if found.rule and next(occurrences(found.rule, start)) == start:
        assert read(again, start).rule == found.rule
        assert read(again, start).additional == found.additional
        assert read(again, start).excluded == found.excluded


@given(PARTS)
def test_occurrences_rise_from_the_start_on(parts: list[str]) -> None:
    text = ";".join(sorted((part for part in parts if "=" in part), reverse=True))
    try:
        found = read(text)
    except BadValue:
        return
    dates = list(islice(occurrences(found.rule, FRIDAY), 50)) if found.rule else []
    assert all(one.astimezone(UTC) < other.astimezone(UTC) for one, other in pairwise(dates))
    assert all(moment.astimezone(UTC) >= FRIDAY.astimezone(UTC) for moment in dates)


def test_time_that_clocks_skip_or_show_twice_is_read_as_any_time_of_that_day() -> None:
    spring = datetime(2026, 3, 28, 2, 30, tzinfo=PARIS)
    autumn = datetime(2026, 10, 24, 2, 30, tzinfo=PARIS)
    assert [moment.astimezone(UTC).hour for moment in occurrences("FREQ=DAILY;COUNT=3", spring)] == [1, 1, 0]
    assert [moment.astimezone(UTC).hour for moment in occurrences("FREQ=DAILY;COUNT=3", autumn)] == [0, 0, 1]


def test_rule_without_end_ends_with_the_years_there_are() -> None:
    *_, last = occurrences("FREQ=YEARLY", DAY)
    assert last == date(2200, 3, 20)


@pytest.mark.parametrize(
    "text", ["FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MINUTELY;BYSETPOS=9"]
)
def test_rule_that_gives_nothing_comes_to_an_end(text: str) -> None:
    assert list(occurrences(text, FRIDAY)) == []


@pytest.mark.parametrize(
    "text", ["FREQ=DAILY;BYHOUR=30", "FREQ=WEEKLY;BYMINUTE=-1", "FREQ=MONTHLY;BYSECOND=99", "FREQ=YEARLY;BYMONTH=13"]
)
def test_number_that_nothing_has_gives_nothing(text: str) -> None:
    assert list(occurrences(text, FRIDAY)) == []


def test_number_that_nothing_has_leaves_those_beside_it() -> None:
    assert [moment.hour for moment in occurrences("FREQ=DAILY;BYHOUR=22,30;COUNT=2", FRIDAY)] == [22, 22]


@pytest.mark.parametrize("frequency", ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"])
def test_step_beyond_all_years_is_the_end(frequency: str) -> None:
    until = ";UNTIL=20260401T000000Z"  # 999,999,999 seconds are 31 years
    assert list(occurrences(f"FREQ={frequency};INTERVAL=999999999{until}", FRIDAY)) == [FRIDAY]


def test_dates_are_those_of_dateutil() -> None:
    from dateutil.rrule import rrulestr

    wall = datetime(2026, 3, 20, 9)
    texts = [
        f"FREQ={frequency};INTERVAL={interval}{part}"
        for frequency in ("YEARLY", "MONTHLY", "DAILY")
        for interval in (1, 3)
        for part in ("", ";BYMONTH=2,7", ";BYMONTHDAY=-1,15", ";BYDAY=TU,SU", ";BYMONTH=5;BYDAY=MO;BYHOUR=8,20")
    ]
    texts += ["FREQ=YEARLY;BYYEARDAY=1,-1", "FREQ=YEARLY;BYDAY=20MO,-1SU", "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO"]
    texts += [
        "FREQ=MONTHLY;BYDAY=1MO,-2FR",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1,-1",
        "FREQ=WEEKLY;BYDAY=FR,SU;WKST=SU",
    ]
    ours = {text: list(islice(occurrences(text, wall.replace(tzinfo=UTC)), 30)) for text in texts}
    theirs = {text: [each.replace(tzinfo=UTC) for each in islice(rrulestr(text, dtstart=wall), 30)] for text in texts}
    assert ours == theirs


def test_day_after_a_change_of_clocks_is_a_day_later() -> None:
    start = datetime(2026, 3, 7, 18, 30, tzinfo=NEW_YORK)
    first, second = occurrences("FREQ=DAILY;COUNT=2", start)
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=23)


TUESDAY = datetime(2026, 3, 3, 19, 0, tzinfo=PARIS)


@pytest.mark.parametrize(
    "value",
    [
        "FREQ=WEEKLY;UNTIL=20260630T000000Z",
        "FREQ=WEEKLY;UNTIL=20260630T000000",
        "FREQ=WEEKLY;UNTIL=20260630T000000Z;BYDAY=MO,TU",
        {"freq": "weekly", "until": "2026-06-30T00:00:00.000Z"},
        {"freq": "weekly", "until": datetime(2026, 6, 30, tzinfo=UTC)},
    ],
)
def test_a_date_on_the_day_at_whose_midnight_a_rule_ends_is_told(value: object) -> None:
    """By RFC 5545 section 3.3.10 the rule is over; rrule.js writes so the last day that was chosen."""
    found = read(value, TUESDAY)
    last = list(occurrences(found.rule, TUESDAY))[-1]
    assert last.date() < date(2026, 6, 30)
    assert ("until-at-midnight", "UNTIL=20260630", "2026-06-30 19:00") in told(found)


@pytest.mark.parametrize(
    ("start", "value"),
    [
        (TUESDAY, "FREQ=WEEKLY;UNTIL=20260630"),
        (TUESDAY, "FREQ=WEEKLY;UNTIL=20260701T000000Z"),
        (TUESDAY, "FREQ=WEEKLY;UNTIL=20260630T120000Z"),
        (TUESDAY, "FREQ=WEEKLY;UNTIL=99991231T000000Z"),
        (TUESDAY, "FREQ=WEEKLY;COUNT=4"),
        (date(2026, 3, 3), "FREQ=WEEKLY;UNTIL=20260630T000000Z"),
        (datetime(2026, 3, 3, 2, 0, tzinfo=PARIS), "FREQ=DAILY;UNTIL=20260630T000000Z"),  # its last date
        (datetime(2026, 3, 3, 2, 0, tzinfo=PARIS), "FREQ=DAILY;BYHOUR=2,20;UNTIL=20260630T000000Z"),
    ],
)
def test_a_rule_that_leaves_nothing_of_its_last_day_out_is_not_told(start: date, value: str) -> None:
    assert "until-at-midnight" not in [code for code, _, _ in told(read(value, start))]
