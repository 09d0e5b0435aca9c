"""Forms of dates, hours and files that bite who reads them in the first way that comes to mind."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from eventfeeds.model import Place
from outcomes import WHEN, interval, only, told

if TYPE_CHECKING:
    from conftest import ReadBy

DAY = date(2026, 3, 14)


@pytest.mark.parametrize(
    ("value", "start"),
    [
        ("2026-11-21 14:00:00 -0500", "2026-11-21T20:00:00+01:00"),
        ("2026-11-21T09:00", "2026-11-21T09:00:00+01:00"),
        ("2026-11-21T09:00+01:00", "2026-11-21T09:00:00+01:00"),
        ("2026-1-5", "2026-01-05"),
        ("2026-11-21", "2026-11-21"),
        ("2026-11-21 9:05", "2026-11-21T09:05:00+01:00"),
        ("6 April 2026", "2026-04-06"),
        ("November 4, 2026", "2026-11-04"),
        ("November 4, 2026 at 2:30 pm", "2026-11-04T14:30:00+01:00"),
        ("14 mars 2026 14h30", "2026-03-14T14:30:00+01:00"),
        ("14 mars 2026 à 14h30", "2026-03-14T14:30:00+01:00"),
        ("Samedi 14 mars 2026, À 14h", "2026-03-14T14:00:00+01:00"),
        ("2026-11-21 19:00:00 -03", "2026-11-21T23:00:00+01:00"),
    ],
)
def test_moment_is_read_from_its_text(read_by: ReadBy, value: str, start: str) -> None:
    assert interval(read_by(WHEN, f"title: a\nwhen: {value}", timezone="Europe/Paris"))[0] == start


@pytest.mark.parametrize(("rule", "hour"), [("ignore", 14), ("trust", 15)])
def test_hours_of_offset_all_year_by_profile(read_by: ReadBy, rule: str, hour: int) -> None:
    own = f"{WHEN}[times]\noffset = '{rule}'\n"
    start = only(read_by(own, "title: a\nwhen: 2026-07-21 14:00:00 -0500", timezone="America/New_York")).start
    assert isinstance(start, datetime)
    assert start.hour == hour


@pytest.mark.parametrize(
    ("value", "start"),
    [("9:00", "09:00"), ("09:00", "09:00"), ("17:00", "17:00"), ("12:30:00", "12:30"), ("0:30", "00:30")],
)
def test_sexagesimal_time(read_by: ReadBy, value: str, start: str) -> None:
    """What YAML 1.1 takes for a number of base sixty is the time that was typed."""
    moment = only(
        read_by("date-from-to", f"title: a\ndate: 2026-03-14\nfrom: {value}\nto: 23:59", timezone="Europe/Paris")
    ).start
    assert isinstance(moment, datetime)
    assert f"{moment:%H:%M}" == start


def test_country_no_is_text(read_by: ReadBy) -> None:
    assert only(read_by("hugo", "title: a\ndate: 2026-03-14\ncountry: NO")).location == Place(address="NO")


@pytest.mark.parametrize(
    ("value", "start"),
    [
        ("2026-07-14 13:00 EDT", "2026-07-14T13:00:00-04:00"),
        ("2026-07-14 19:00:00 PDT", "2026-07-14T22:00:00-04:00"),
        ("2026-07-14 18:00:00 EAT", "2026-07-14T11:00:00-04:00"),
        ("July 14, 2026, 1:00 pm PDT", "2026-07-14T16:00:00-04:00"),
    ],
)
def test_abbreviated_zone_only_by_the_table(read_by: ReadBy, value: str, start: str) -> None:
    table = "EDT = 'America/New_York'\nPDT = 'America/Los_Angeles'\nEAT = 'Africa/Nairobi'\n"
    own, text = f"{WHEN}[times.abbreviations]\n{table}", f"title: a\nwhen: {value}"
    assert interval(read_by(own, text, timezone="America/New_York"))[0] == start
    reading = read_by(WHEN, text, timezone="America/New_York")
    assert (reading.events, told(reading)) == ((), [("zone-abbreviation", "when")])


@pytest.mark.parametrize("zone", ["BST", "IST", "CST", "EST"])
def test_ambiguous_abbreviation_is_never_guessed(read_by: ReadBy, zone: str) -> None:
    reading = read_by(WHEN, f"title: a\nwhen: 2026-07-14 13:00 {zone}", timezone="Europe/London")
    assert (reading.events, told(reading)) == ((), [("zone-abbreviation", "when")])


@pytest.mark.parametrize(
    ("time", "start", "codes"),
    [
        ("18:00:00 EAT", "2026-07-14", [("zone-abbreviation", "from")]),
        ("19:00:00 -03", "2026-07-15T00:00:00+02:00", [("offset-differs", "from")]),
        ("19:00:00 -03:00", "2026-07-15T00:00:00+02:00", [("offset-differs", "from")]),
    ],
)
def test_eat_and_bare_offsets(read_by: ReadBy, time: str, start: str, codes: list[tuple[str, str]]) -> None:
    """A time that cannot be used is told, and leaves the day, never an hour that was guessed."""
    reading = read_by("date-from-to", f"title: a\ndate: 2026-07-14\nfrom: {time}", timezone="Europe/Paris")
    assert (interval(reading)[0], told(reading)) == (start, codes)


@pytest.mark.parametrize(
    ("table", "start", "codes"),
    [("", "2026-07-14", [("zone-abbreviation", "from")]), ("ET = 'America/New_York'", "2026-07-14T13:00:00-04:00", [])],
)
def test_bare_et(read_by: ReadBy, table: str, start: str, codes: list[tuple[str, str]]) -> None:
    own = f"extends = 'date-from-to'\n[times.abbreviations]\n{table}"
    reading = read_by(own, "title: a\ndate: 2026-07-14\nfrom: 13:00 ET", timezone="America/New_York")
    assert (interval(reading)[0], told(reading)) == (start, codes)


def test_fifteen_to_sixteen_is_a_range_and_no_offset(read_by: ReadBy) -> None:
    reading = read_by(WHEN, "title: a\nwhen: 2026-07-14 15:00-16:00", timezone="Europe/Paris")
    assert (reading.events, told(reading)) == ((), [("offset-or-range", "when")])


@pytest.mark.parametrize(
    "front_matter",
    ["\n\n---\ntitle: a\ndate: 2026-03-14\n---\n", "\ufeff\r\n\r\n---\r\ntitle: a\r\ndate: 2026-03-14\r\n---\r\n"],
)
def test_blank_lines_before_the_fence(read_by: ReadBy, front_matter: str) -> None:
    assert only(read_by("hugo", {"a.md": front_matter})).start == DAY


@pytest.mark.parametrize("name", ["_template.md", "_index.html", "_index.md", "README.md", "readme.markdown"])
def test_templates_and_pages_of_folders_are_left_out(read_by: ReadBy, name: str) -> None:
    files = {name: "---\ntitle: Template\ndate: 2026-03-14\n---\n", "b.md": "---\ntitle: b\ndate: 2026-03-15\n---\n"}
    assert only(read_by("jekyll", files)).title == "b"


@pytest.mark.parametrize("key", ["draft: true", "published: false"])
def test_draft_in_the_same_folder_is_left_out_unless_asked_for(read_by: ReadBy, key: str) -> None:
    text = f"title: a\ndate: 2026-03-14\n{key}"
    assert read_by("jekyll", text).events == ()
    assert len(read_by("jekyll", text, drafts=True).events) == 1


@pytest.mark.parametrize(
    ("rule", "start", "end"),
    [("time", "2026-03-14T00:00:00+01:00", None), ("all-day", "2026-03-14", "2026-03-15")],
)
def test_midnight_is_the_whole_day_only_where_the_profile_says_so(
    read_by: ReadBy, rule: str, start: str, end: str | None
) -> None:
    own = f"{WHEN}[times]\nmidnight = '{rule}'\n"
    assert interval(read_by(own, "title: a\nwhen: 2026-03-14 00:00", timezone="Europe/Paris")) == (start, end)


@pytest.mark.parametrize(
    ("slot", "start", "end"),
    [
        (
            "current_time_slot: {start: {datetime: 2026-03-14T14:00+01:00}, end: {datetime: 2026-03-14T16:00+01:00}}",
            "2026-03-14T14:00:00+01:00",
            "2026-03-14T16:00:00+01:00",
        ),
        ("current_time_slot: {start: {datetime: 2026-03-14T14:00:00+01:00}}", "2026-03-14T14:00:00+01:00", None),
        ("current_time_slot: {start: {datetime: }}", "2026-01-10", "2026-09-03"),
    ],
)
def test_start_and_end_of_one_source(read_by: ReadBy, slot: str, start: str, end: str | None) -> None:
    days = 'dates: {from: {day: "2026-01-10"}, to: {day: "2026-09-02"}}'
    reading = read_by("osuny", f"title: a\n{slot}\n{days}", timezone="Europe/Paris")
    assert (interval(reading), told(reading)) == ((start, end), [])


@pytest.mark.parametrize("value", ["FIXME", "fixme", "''", "", "~", '" "'])
def test_placeholder_is_no_value(read_by: ReadBy, value: str) -> None:
    own = f"nothing = ['FIXME']\n{WHEN}place = 'venue'\nlanguage = 'language'\n"
    reading = read_by(own, f"title: a\nwhen: 2026-03-14\nuntil: {value}\nvenue: {value}\nlanguage: {value}")
    event = only(reading)
    assert (event.end, event.location, event.language, told(reading)) == (date(2026, 3, 15), None, "", [])


def test_placeholder_for_a_start_is_no_start_and_is_told(read_by: ReadBy) -> None:
    reading = read_by(f"nothing = ['FIXME']\n{WHEN}", "title: a\nwhen: FIXME")
    assert (reading.events, told(reading)) == ((), [("no-start", "when")])


def test_several_occurrences_in_one_file(read_by: ReadBy) -> None:
    own = "sessions = 'when'\n[fields]\ntitle = 'title'\nstart = 'when.start'\nend = 'when.end'\n"
    text = "title: a\nwhen:\n- {start: 2026-03-14T09:00, end: 2026-03-14T10:00}\n- {start: 2026-03-21T09:00}"
    events = read_by(own, text, timezone="Europe/Paris").events
    assert [(event.title, event.slug) for event in events] == [
        ("a", "event-20260314t0900"),
        ("a", "event-20260321t0900"),
    ]


@pytest.mark.parametrize(
    ("profile", "key"),
    [("jekyll", "end_date"), ("hugo", "endDate"), ("galaxy-hub", "end"), ("date-from-to", "endDate")],
)
def test_end_that_is_a_date_belongs_to_the_event(read_by: ReadBy, profile: str, key: str) -> None:
    assert only(read_by(profile, f"title: a\ndate: 2026-03-14\n{key}: 2026-03-14")).end == date(2026, 3, 15)


def test_day_in_the_name_of_a_file_is_no_start(read_by: ReadBy) -> None:
    reading = read_by(WHEN, {"2026-03-14-a.md": "---\ntitle: a\nwhen: 2026-05-01\n---\n"})
    assert only(reading).start == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("lines", "end", "problems"),
    [
        ("startTime: 10:00\nendDate: 2026-03-15\nendTime: 16:00", "2026-03-15T16:00:00+01:00", []),
        ("startTime: 10:00\nendDate: 2026-03-15 15:00\nendTime: 15:00", "2026-03-15T15:00:00+01:00", []),
        (
            "startTime: 10:00\nendDate: 2026-03-15 15:00\nendTime: 16:00",
            "2026-03-15T15:00:00+01:00",
            [("hours-contradict-end", "endTime")],
        ),
        (
            "startTime: 10:00\nendDate: 2026-03-15\nendTime: late",
            "2026-03-16",
            [("time-form", "endTime"), ("hour-of-all-day", "startTime")],
        ),
        ("startTime: 10:00\nendTime: '08:00'", None, [("hours-end-before-start", "endTime")]),
        (
            "startTime: ten\nendTime: 16:00",
            "2026-03-15",
            [("time-form", "startTime"), ("all-day-with-end-hour", "endTime")],
        ),
        ("endTime: 16:00", "2026-03-15", [("all-day-with-end-hour", "endTime")]),
        ("endDate: 2026-03-15\nendTime: 16:00", "2026-03-16", [("all-day-with-end-hour", "endDate")]),
    ],
)
def test_fault_of_an_hour_is_told_with_its_own_key(
    read_by: ReadBy, lines: str, end: str | None, problems: list[tuple[str, str]]
) -> None:
    reading = read_by("date-from-to", f"title: a\ndate: 2026-03-14\n{lines}", timezone="Europe/Paris")
    assert interval(reading)[1] == end
    assert sorted(told(reading)) == sorted(problems)


def test_hour_that_does_not_exist_is_told_with_its_own_key(read_by: ReadBy) -> None:
    reading = read_by("date-from-to", "title: a\ndate: 2026-03-29\nfrom: '02:30'", timezone="Europe/Paris")
    assert (interval(reading), told(reading)) == (("2026-03-29T03:30:00+02:00", None), [("nonexistent-time", "from")])


@pytest.mark.parametrize(
    ("lines", "times", "codes"),
    [
        ("date: 2026-07-14\nfrom: 20:00\nto: 21:30", ("14T20:00", "14T21:30"), []),
        ("date: 2026-07-14T00:00:00Z\nfrom: 20:00\nto: 21:30", ("14T20:00", "14T21:30"), []),
        ("date: 2026-07-14T00:00:00.000Z\ntime: 8pm - 9pm", ("14T20:00", "14T21:00"), []),
        ("date: 2026-07-14 00:00 +02:00\nfrom: 20:00\nto: 21:30", ("14T20:00", "14T21:30"), []),
        ("date: 2026-07-14 00:00 +09:00\nfrom: 20:00\nto: 21:30", ("14T13:00", "14T14:30"), ["offset-differs"]),
        (
            "date: 2026-07-14\nfrom: 22:00 +03:00\nto: 02:00 +03:00",
            ("14T21:00", "15T01:00"),
            ["hours-over-midnight", "offset-differs"],
        ),
        ("date: 2026-07-14\nfrom: 20:00 +02:00\nto: 19:00 +02:00", ("14T20:00", None), ["hours-end-before-start"]),
    ],
)
def test_hours_and_the_offset_of_their_day(
    read_by: ReadBy, lines: str, times: tuple[str, str | None], codes: list[str]
) -> None:
    reading = read_by("date-from-to", f"title: a\n{lines}", timezone="Europe/Paris")
    assert interval(reading) == tuple(time and f"2026-07-{time}:00+02:00" for time in times)
    assert sorted({code for code, _ in told(reading)}) == codes


@pytest.mark.parametrize("key", ["lat", "lon"])
def test_half_of_the_coordinates_is_told_and_left_out(read_by: ReadBy, key: str) -> None:
    text = f"title: a\ndate: 2026-03-14\nlocation: {{name: Hall, geo: {{{key}: 48}}}}"
    reading = read_by("galaxy-hub", text)
    assert only(reading).location == Place(name="Hall")
    assert told(reading) == [("coordinates-form", f"location.geo.{key}")]


@pytest.mark.parametrize(
    ("date_", "codes"),
    [
        ("2026-03-14", []),
        ("2026-03-14 00:00", []),
        ("2026-03-13", [("rival-start", "date")]),
    ],
)
def test_second_day_of_one_hour_is_a_rival_only_if_it_is_another_day(
    read_by: ReadBy, date_: str, codes: list[tuple[str, str]]
) -> None:
    text = f"title: a\nstart_date: 2026-03-14\ndate: {date_}\nstart_time: 10:00"
    profile = "[fields]\ntitle = 'title'\nstart = ['start_date', 'date']\nstart_time = 'start_time'\n"
    reading = read_by(profile, text, timezone="Europe/Paris")
    assert (interval(reading)[0], told(reading)) == ("2026-03-14T10:00:00+01:00", codes)
