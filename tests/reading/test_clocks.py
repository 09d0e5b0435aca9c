"""Hours on other clocks than those of the site: start and end of one event are read on the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from outcomes import interval, only, told

if TYPE_CHECKING:
    from conftest import ReadBy

FIELDS = """
[fields]
title = "title"
start = ["day"]
start_time = "from"
end = "last"
end_time = "to"
all_day = "whole_day"
"""
ZONED = f'{FIELDS}[times.zones]\nday = "America/New_York"\n'
ABBREVIATED = f'{FIELDS}[times.abbreviations]\nET = "America/New_York"\n'
IGNORING = f'{FIELDS}[times]\noffset = "ignore"\n'


@pytest.mark.parametrize(
    ("profile", "lines", "times"),
    [
        (FIELDS, "day: 2026-05-02T00:00:00-05:00\nfrom: 15:00\nto: 23:00", ("02T22:00", "03T06:00")),
        (FIELDS, "day: 2026-05-02T10:00:00-04:00\nto: 17:00", ("02T16:00", "02T23:00")),
        (FIELDS, "day: 2026-05-02T10:00:00-04:00\nlast: 2026-05-03\nto: 17:00", ("02T16:00", "03T23:00")),
        (FIELDS, "day: 2026-05-02T00:00-04:00\nlast: 2026-05-03T00:00+03:00\nto: 17:00", ("02T06:00", "03T16:00")),
        (FIELDS, "day: 2026-05-02T00:00:00Z\nfrom: 15:00\nto: 19:30", ("02T15:00", "02T19:30")),
        (FIELDS, "day: 2026-05-02\nfrom: 15:00Z\nto: 19:30", ("02T17:00", "02T21:30")),
        (ZONED, "day: 2026-05-02\nfrom: 10:00\nto: 17:00", ("02T16:00", "02T23:00")),
        (ZONED, "day: 2026-05-02 10:00\nto: 17:00", ("02T16:00", "02T23:00")),
        (ZONED, "day: 2026-05-02\nfrom: 10:00\nlast: 2026-05-03\nto: 17:00", ("02T16:00", "03T23:00")),
        (ABBREVIATED, "day: 2026-05-02\nfrom: 10:00 ET\nto: 17:00", ("02T16:00", "02T23:00")),
        (ABBREVIATED, "day: 2026-05-02\nfrom: 10:00\nto: 17:00 ET", ("02T10:00", "02T23:00")),
        (IGNORING, "day: 2026-05-02T00:00:00-05:00\nfrom: 15:00\nto: 23:00", ("02T15:00", "02T23:00")),
    ],
)
def test_end_without_a_zone_is_on_the_clocks_of_the_start(
    read_by: ReadBy, profile: str, lines: str, times: tuple[str, str]
) -> None:
    reading = read_by(profile, f"title: a\n{lines}", timezone="Europe/Paris")
    assert interval(reading) == tuple(f"2026-05-{time}:00+02:00" for time in times)


@pytest.mark.parametrize(
    ("rules", "lines", "times"),
    [
        ("", "day: 2026-05-02\nfrom: 20:00\nto: 24:00", ("2026-05-02T20:00:00+02:00", "2026-05-03T00:00:00+02:00")),
        ("", "day: 2026-05-02\nfrom: 9:00\nto: 24h", ("2026-05-02T09:00:00+02:00", "2026-05-03T00:00:00+02:00")),
        ("", "day: 2026-05-02\nfrom: 9:00-24:00", ("2026-05-02T09:00:00+02:00", "2026-05-03T00:00:00+02:00")),
        (
            "",
            "day: 2026-05-02 09:00\nlast: 2026-05-04\nto: 24:00",
            ("2026-05-02T09:00:00+02:00", "2026-05-05T00:00:00+02:00"),
        ),
        ("", "day: 2026-05-02\nto: 24:00", ("2026-05-02", "2026-05-03")),
        ("", "day: 2026-05-02\nlast: 2026-05-04\nto: 24:00", ("2026-05-02", "2026-05-05")),
        ("", "day: 2026-05-02 09:00\nto: 24:00\nwhole_day: true", ("2026-05-02", "2026-05-03")),
        (
            "[times]\nmidnight = 'all-day'\n",
            "day: 2026-05-02\nlast: 2026-05-04\nto: 24:00",
            ("2026-05-02", "2026-05-05"),
        ),
        ("", "day: 2026-10-24\nfrom: 9:00\nto: 24:00", ("2026-10-24T09:00:00+02:00", "2026-10-25T00:00:00+02:00")),
    ],
)
def test_end_at_24_00_is_the_end_of_its_day_and_nothing_to_tell(
    read_by: ReadBy, rules: str, lines: str, times: tuple[str, str]
) -> None:
    reading = read_by(f"{FIELDS}{rules}", f"title: a\n{lines}", timezone="Europe/Paris")
    assert (interval(reading), told(reading)) == (times, [])


def test_midnight_of_a_day_left_at_00_00_that_ends_at_24_00_is_that_day(read_by: ReadBy) -> None:
    profile = f"{FIELDS}[times]\nmidnight = 'all-day'\n"
    reading = read_by(profile, "title: a\nday: 2026-05-02 00:00\nto: 24:00", timezone="Europe/Paris")
    assert interval(reading) == ("2026-05-02", "2026-05-03")


def test_end_at_24_00_is_that_of_the_clocks_of_the_start(read_by: ReadBy) -> None:
    reading = read_by(ZONED, "title: a\nday: 2026-05-02\nfrom: 10:00\nto: 24:00", timezone="Europe/Paris")
    assert interval(reading) == ("2026-05-02T16:00:00+02:00", "2026-05-03T06:00:00+02:00")


def test_start_at_24_00_under_a_key_of_its_own_is_no_time_of_that_day(read_by: ReadBy) -> None:
    reading = read_by(FIELDS, "title: a\nday: 2026-05-02\nfrom: 24:00", timezone="Europe/Paris")
    assert told(reading) == [("time-form", "from")]


@pytest.mark.parametrize("hours", ["from: 22:00 ET\nto: 04:00 ET", "from: 22:00-04:00 ET"])
def test_end_after_midnight_is_that_hour_of_other_clocks_though_they_change_that_night(
    read_by: ReadBy, hours: str
) -> None:
    reading = read_by(ABBREVIATED, f"title: a\nday: 2026-03-07\n{hours}", timezone="Europe/Paris")
    assert interval(reading) == ("2026-03-08T04:00:00+01:00", "2026-03-08T09:00:00+01:00")
    assert [code for code, _ in told(reading)] == ["hours-over-midnight"]


def test_end_of_other_clocks_that_is_no_night_s_is_told_under_its_own_key(read_by: ReadBy) -> None:
    lines = "title: a\nday: 2026-05-07\nfrom: 15:00 ET\nto: 02:30 ET"
    assert told(read_by(ABBREVIATED, lines, timezone="Europe/Paris")) == [("hours-over-midnight", "to")]
    late = read_by(ABBREVIATED, lines.replace("02:30", "14:00"), timezone="Europe/Paris")
    assert (only(late).end, told(late)) == (None, [("hours-end-before-start", "to")])


@pytest.mark.parametrize(
    ("start", "end", "times"),
    [
        ("10:00", "17:00", ("02T10:00:00", "02T17:00:00")),
        ("23:30", "02:00", ("02T23:30:00", "03T02:00:00")),
    ],
)
def test_without_a_zone_of_the_site_the_zone_of_the_start_s_key_is_that_of_the_end(
    read_by: ReadBy, start: str, end: str, times: tuple[str, str]
) -> None:
    reading = read_by(ZONED, f"title: a\nday: 2026-05-02 {start}\nto: {end}", timezone=None)
    assert interval(reading) == tuple(f"2026-05-{time}-04:00" for time in times)


def test_end_that_clocks_last_showed_before_the_start_is_not_known(read_by: ReadBy) -> None:
    lines = "title: a\nday: 2026-10-25T01:30:00Z\nto: 02:15"
    reading = read_by(FIELDS, lines, timezone="Europe/Paris")
    assert (only(reading).end, told(reading)) == (None, [("hours-end-before-start", "to")])


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Paris", "Pacific/Auckland", None])
@pytest.mark.parametrize(
    ("lines", "last"),
    [
        ("day: 2026-05-02T00:00:00Z\nlast: 2026-05-03T00:00:00Z", "2026-05-04"),
        ("day: 2026-05-02T00:00:00Z\nlast: 2026-05-03", "2026-05-04"),
        ("day: 2026-05-02T00:00:00Z\nlast: 2026-05-02T23:59:00Z", "2026-05-03"),
        ("day: 2026-05-02T00:00:00+09:00", "2026-05-03"),
    ],
)
def test_whole_days_written_as_midnights_are_those_days_in_every_zone(
    read_by: ReadBy, zone: str | None, lines: str, last: str
) -> None:
    reading = read_by(FIELDS, f"title: a\n{lines}\nwhole_day: true", timezone=zone)
    assert interval(reading) == ("2026-05-02", last)
    assert not only(reading).details
    assert "offset-differs" not in {code for code, _ in told(reading)}


def test_second_start_of_whole_days_written_alike_is_no_other(read_by: ReadBy) -> None:
    two = FIELDS.replace('["day"]', '["day", "date"]')
    lines = "title: a\nday: 2026-05-02T00:00:00Z\ndate: 2026-05-02T00:00:00Z\nwhole_day: true"
    assert told(read_by(two, lines, timezone="America/New_York")) == []
