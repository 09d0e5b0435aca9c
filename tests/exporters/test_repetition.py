"""Events that happen again, as calendars see them: each occurrence at its hour, whatever clocks do in between."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from calendars import calendar, event
from recurrences import CASES, MOST, YEARS, expected, said, written

from eventfeeds import Event, export
from eventfeeds.times import zones

PARIS, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")
NINE = datetime(2026, 3, 20, 9, tzinfo=PARIS)
WEEK = timedelta(weeks=1)
DAY = date(2026, 3, 20)


def lines(*events: Event, **changes: object) -> list[str]:
    return export(calendar(*events, **changes), "ics").decode().replace("\r\n ", "").split("\r\n")


def repetition(*events: Event, **changes: object) -> list[str]:
    """The lines of events that tell when they are."""
    names = ("DTSTART", "RRULE", "EXDATE", "RDATE")
    written = lines(*events, **changes)
    return [line for line in written[written.index("BEGIN:VEVENT") :] if line.startswith(names)]


@pytest.mark.parametrize("name", CASES)
def test_occurrences_are_those_worked_out_by_hand(name: str) -> None:
    agenda = icalendar.Calendar.from_ical(written(name))
    found = sorted(said(each["DTSTART"].dt) for each in recurring_ical_events.of(agenda).between(*YEARS))
    assert found[:MOST] == expected(name)


def test_exception_in_the_second_of_two_equal_hours_is_in_utc() -> None:
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    again = event(start=first, recurrence="FREQ=DAILY;COUNT=2", excluded=[second])
    assert repetition(again)[-1] == "EXDATE:20261025T013000Z"


def test_rule_from_the_second_of_two_equal_hours_is_a_list_of_dates_on_local_clocks() -> None:
    again = event(start=datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=PARIS), recurrence="FREQ=MONTHLY;COUNT=7")
    assert repetition(again) == [
        "DTSTART:20261025T013000Z",
        "RRULE:FREQ=DAILY;COUNT=1",
        *(f"RDATE:{day}T013000Z" for day in ("20261125", "20261225", "20270125", "20270225", "20270325")),
        "RDATE:20270425T003000Z",
    ]


def test_each_date_stands_on_a_line_of_its_own_exceptions_in_the_zone_and_further_ones_in_utc() -> None:
    again = event(
        start=NINE,
        recurrence="FREQ=WEEKLY;UNTIL=20260501T070000Z",
        excluded=[NINE + WEEK, (NINE + 2 * WEEK).astimezone(UTC)],
        additional=[datetime(2026, 7, 1, 10, tzinfo=PARIS), datetime(2026, 6, 1, 10, tzinfo=UTC)],
    )
    assert repetition(again) == [
        "DTSTART;TZID=Europe/Paris:20260320T090000",
        "RRULE:FREQ=WEEKLY;UNTIL=20260501T070000Z",
        "EXDATE;TZID=Europe/Paris:20260327T090000",
        "EXDATE;TZID=Europe/Paris:20260403T090000",
        "RDATE:20260601T100000Z",
        "RDATE:20260701T080000Z",
    ]


def test_dates_of_whole_days_are_days() -> None:
    again = event(start=DAY, recurrence="FREQ=WEEKLY;COUNT=3", excluded=[DAY + WEEK], additional=[DAY + 9 * WEEK])
    assert repetition(again) == [
        "DTSTART;VALUE=DATE:20260320",
        "RRULE:FREQ=WEEKLY;COUNT=3",
        "EXDATE;VALUE=DATE:20260327",
        "RDATE;VALUE=DATE:20260522",
    ]


def test_dates_without_a_rule_get_one_of_a_single_occurrence() -> None:
    assert repetition(event(start=DAY, additional=[DAY + WEEK])) == [
        "DTSTART;VALUE=DATE:20260320",
        "RRULE:FREQ=DAILY;COUNT=1",
        "RDATE;VALUE=DATE:20260327",
    ]


def test_rule_of_another_zone_is_written_in_that_zone_which_is_declared() -> None:
    again = event(start=datetime(2026, 3, 5, 18, 30, tzinfo=NEW_YORK), recurrence="FREQ=WEEKLY;COUNT=4")
    assert repetition(again)[0] == "DTSTART;TZID=America/New_York:20260305T183000"
    assert [line for line in lines(again) if line.startswith("TZID:")] == ["TZID:America/New_York", "TZID:Europe/Paris"]


@pytest.mark.parametrize("start", [NINE.astimezone(UTC), datetime.fromisoformat("2026-03-20T09:00:00+01:00")])
def test_rule_of_a_start_in_utc_or_of_an_offset_goes_by_the_zone_of_the_calendar(start: datetime) -> None:
    assert repetition(event(start=start, recurrence="FREQ=WEEKLY"))[0] == "DTSTART;TZID=Europe/Paris:20260320T090000"


def test_event_of_another_zone_that_happens_once_is_written_in_the_zone_of_the_calendar() -> None:
    once = event(start=datetime(2026, 3, 5, 18, 30, tzinfo=NEW_YORK))
    assert repetition(once) == ["DTSTART;TZID=Europe/Paris:20260306T003000"]


def test_zone_that_no_block_can_tell_gets_its_dates_one_by_one() -> None:
    start = datetime(2026, 10, 26, 0, 30, tzinfo=zones.zone("Africa/Cairo"))
    again = event(start=start, recurrence="FREQ=WEEKLY;BYDAY=MO;COUNT=3")
    assert repetition(again, timezone="Africa/Cairo") == [
        "DTSTART:20261025T213000Z",
        "RRULE:FREQ=DAILY;COUNT=1",
        "RDATE:20261101T223000Z",
        "RDATE:20261108T223000Z",
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY;INTERVAL=4;COUNT=3",
        "FREQ=DAILY;BYMONTHDAY=20;COUNT=3",
        "FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=-1;COUNT=3",
        "FREQ=MONTHLY;BYDAY=FR;BYHOUR=9,14;COUNT=3",
        "FREQ=MONTHLY;BYMONTH=3,4;COUNT=3",
        "FREQ=YEARLY;BYMONTHDAY=20;COUNT=3",
        "FREQ=YEARLY;BYMONTH=3,9;BYDAY=3FR;BYSETPOS=1;COUNT=3",
        "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-12;COUNT=3",
        "FREQ=YEARLY;BYWEEKNO=12;BYDAY=FR;COUNT=3",
    ],
)
def test_rule_that_calendars_read_differently_is_given_date_by_date_and_told_in_the_text(rule: str) -> None:
    again = event(start=NINE, recurrence=rule)
    start, once, *dates = repetition(again)
    assert (start, once) == ("DTSTART;TZID=Europe/Paris:20260320T090000", "RRULE:FREQ=DAILY;COUNT=1")
    assert [line.partition(":")[0] for line in dates] == ["RDATE", "RDATE"]
    (written,) = icalendar.Calendar.from_ical(export(calendar(again), "ics")).walk("VEVENT")
    assert str(written["DESCRIPTION"]) == f"Se répète : {rule}"


def test_dates_one_by_one_come_to_an_end() -> None:
    start = datetime(2026, 10, 26, 18, tzinfo=zones.zone("Africa/Cairo"))
    again = event(start=start, recurrence="FREQ=DAILY")
    assert sum(line.startswith("RDATE") for line in repetition(again, timezone="Africa/Cairo")) == 999


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"recurrence": "FREQ=YEARLY;COUNT=20", "start": datetime(1994, 7, 20, 9, tzinfo=PARIS)},
            [
                "DTSTART;TZID=Europe/Paris:19970720T090000",
                "DTEND;TZID=Europe/Paris:19970720T100000",
                "RRULE:FREQ=YEARLY;COUNT=17",
                "RDATE:19940720T070000Z",
                "RDATE:19950720T070000Z",
                "RDATE:19960720T070000Z",
            ],
        ),
        (
            {"recurrence": "FREQ=YEARLY;COUNT=2", "start": datetime(1994, 7, 20, 9, tzinfo=PARIS)},
            [
                "DTSTART:19940720T070000Z",
                "DTEND:19940720T080000Z",
                "RRULE:FREQ=DAILY;COUNT=1",
                "RDATE:19950720T070000Z",
            ],
        ),
        (
            {
                "recurrence": "FREQ=YEARLY;COUNT=2",
                "start": datetime(1994, 7, 20, 9, tzinfo=PARIS),
                "excluded": [datetime(1995, 7, 20, 9, tzinfo=PARIS)],
            },
            ["DTSTART:19940720T070000Z", "DTEND:19940720T080000Z"],
        ),
        (
            {
                "recurrence": "FREQ=YEARLY",
                "start": datetime(1995, 7, 20, 9, tzinfo=PARIS),
                "excluded": [datetime(1996, 7, 20, 9, tzinfo=PARIS), datetime(1998, 7, 20, 9, tzinfo=PARIS)],
                "additional": [datetime(1995, 7, 20, 9, tzinfo=PARIS)],
            },
            [
                "DTSTART;TZID=Europe/Paris:19970720T090000",
                "DTEND;TZID=Europe/Paris:19970720T100000",
                "RRULE:FREQ=YEARLY",
                "EXDATE;TZID=Europe/Paris:19960720T090000",
                "EXDATE;TZID=Europe/Paris:19980720T090000",
                "RDATE:19950720T070000Z",
            ],
        ),
    ],
)
def test_rule_that_began_before_the_present_clocks_begins_with_them_and_keeps_its_dates(
    changes: dict[str, Any], expected: list[str]
) -> None:
    again = event(**changes, end=changes["start"] + timedelta(hours=1))
    written = lines(again)
    names = ("DTSTART", "DTEND", "RRULE", "EXDATE", "RDATE")
    assert [line for line in written[written.index("BEGIN:VEVENT") :] if line.startswith(names)] == expected


def test_date_of_a_rule_that_was_over_before_the_present_clocks_can_be_a_further_one_too() -> None:
    start = datetime(1994, 7, 20, 9, tzinfo=PARIS)
    days = [start + timedelta(days=day) for day in range(3)]
    again = event(start=start, recurrence="FREQ=DAILY;COUNT=3", additional=[start, days[1]])
    assert repetition(again) == [
        "DTSTART:19940720T070000Z",
        "RRULE:FREQ=DAILY;COUNT=1",
        "RDATE:19940721T070000Z",
        "RDATE:19940722T070000Z",
    ]


@pytest.mark.parametrize("rule", ["FREQ=DAILY;COUNT=1200", "FREQ=DAILY"])
def test_dates_before_the_present_clocks_are_the_last_thousand(rule: str) -> None:
    written = repetition(event(start=datetime(1990, 7, 20, 9, tzinfo=PARIS), recurrence=rule))
    dates = [line.removeprefix("RDATE:")[:8] for line in written if line.startswith("RDATE")]
    last = date(1990, 7, 20) + timedelta(days=1199) if "COUNT" in rule else date(1996, 12, 31)
    assert dates == [f"{last - timedelta(days=day):%Y%m%d}" for day in range(999, -1, -1)]


def test_session_names_the_event_it_is_part_of() -> None:
    assert "RELATED-TO;RELTYPE=PARENT:forum@example.org" in lines(event(parent="forum@example.org"))


def test_further_dates_stand_in_the_text_too_which_alone_outlook_shows() -> None:
    again = event(start=NINE, recurrence="FREQ=WEEKLY;COUNT=2", additional=[datetime(2026, 7, 1, 10, tzinfo=UTC)])
    (written,) = icalendar.Calendar.from_ical(export(calendar(again), "ics")).walk("VEVENT")
    assert str(written["DESCRIPTION"]) == "Également : Mercredi 1er juillet 2026, 12 h".replace(" h", "\u00a0h")


def items(*events: Event) -> dict[str, dict[str, object]]:
    found = json.loads(export(calendar(*events), "json"))["items"]
    return {item["_event"]["uid"]: item for item in found}


def test_json_feed_says_it_for_programs_in_the_zone_of_the_rule() -> None:
    start = datetime(2026, 3, 5, 18, 30, tzinfo=NEW_YORK)
    again = event(
        start=start,
        end=start + timedelta(hours=1),
        recurrence="FREQ=WEEKLY;BYDAY=TH",
        excluded=[start + WEEK],
        additional=[datetime(2026, 7, 1, 10, tzinfo=UTC)],
        parent="forum@example.org",
    )
    known = items(again)[again.uid]["_event"]
    assert isinstance(known, dict)
    assert known == {
        "uid": again.uid,
        "start": "2026-03-05T18:30:00-05:00",
        "end": "2026-03-05T19:30:00-05:00",
        "timezone": "America/New_York",
        "status": "confirmed",
        "recurrence": "FREQ=WEEKLY;BYDAY=TH",
        "excluded": ["2026-03-12T18:30:00-04:00"],
        "additional": ["2026-07-01T06:00:00-04:00"],
        "parent": "forum@example.org",
        "all_day": False,
    }


def test_feeds_say_it_in_their_text() -> None:
    forum = event(uid="forum@example.org", title="Forum & cie")
    again = event(
        start=NINE,
        recurrence="FREQ=WEEKLY;COUNT=3",
        excluded=[NINE + WEEK],
        additional=[datetime(2026, 7, 1, 9, tzinfo=PARIS)],
        parent=forum.uid,
    )
    text = str(items(again, forum)[again.uid]["content_html"]).replace("\u00a0", " ")
    assert text == (
        "<p><strong>Vendredi 20 mars 2026, 9 h</strong><br>Se répète : FREQ=WEEKLY;COUNT=3<br>"
        "Sauf : Vendredi 27 mars 2026, 9 h<br>Fait partie de : Forum &amp; cie</p>\n"
        "<ul>\n<li>Également : Mercredi 1er juillet 2026, 9 h</li>\n</ul>"
    )


def test_parent_that_is_not_in_the_feed_is_not_spoken_of() -> None:
    assert "forum" not in str(items(event(parent="forum@example.org"))["atelier@example.org"]["content_html"])


@pytest.mark.parametrize("name", ["ics", "rss", "atom", "json"])
def test_same_dates_in_another_order_and_zone_give_the_same_bytes(name: str) -> None:
    dates = [NINE + 9 * WEEK, NINE + 5 * WEEK]
    one = event(start=NINE, recurrence="FREQ=WEEKLY;COUNT=20", excluded=dates, additional=[NINE + 50 * WEEK])
    other = replace(one, excluded=[moment.astimezone(UTC) for moment in reversed(dates)])
    assert export(calendar(one), name) == export(calendar(other), name)
