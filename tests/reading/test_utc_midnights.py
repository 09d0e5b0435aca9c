"""Midnights in UTC, as programs write any day: the day itself where midnight is one, else told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from outcomes import WHEN, interval, told

if TYPE_CHECKING:
    from conftest import ReadBy

MIDNIGHT_IS_A_DAY = f"{WHEN}[times]\nmidnight = 'all-day'\n"
START, END = ("midnight-in-utc", "when"), ("midnight-in-utc", "until")


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York", "Europe/London", None])
@pytest.mark.parametrize("midnight", ["T00:00:00.000Z", "T00:00:00Z", " 00:00 UTC", " 00:00:00 +00:00"])
def test_midnight_in_utc_is_that_day_where_midnight_is_one(read_by: ReadBy, midnight: str, zone: str | None) -> None:
    lines = f"title: a\nwhen: 2026-03-14{midnight}\nuntil: 2026-03-16{midnight}"
    reading = read_by(MIDNIGHT_IS_A_DAY, lines, timezone=zone)
    by_day = [("utc-midnight-is-day", "when")] if zone == "America/New_York" else []
    assert (interval(reading), told(reading)) == (("2026-03-14", "2026-03-17"), by_day)


@pytest.mark.parametrize(
    ("lines", "times"),
    [
        ("long: 2h", ("T01:00:00+01:00", "T03:00:00+01:00")),
        ("long: 2 days", ("", "")),
        ("to: '02:00'", ("T01:00:00+01:00", "T02:00:00+01:00")),
    ],
)
def test_midnight_in_utc_beside_a_length_of_hours_is_a_moment(
    read_by: ReadBy, lines: str, times: tuple[str, str]
) -> None:
    profile = MIDNIGHT_IS_A_DAY.replace("[times]", "duration = 'long'\nend_time = 'to'\n[times]")
    reading = read_by(profile, f"title: a\nwhen: 2026-03-14T00:00:00Z\n{lines}", timezone="Europe/Paris")
    days = ("2026-03-14", "2026-03-14") if times[0] else ("2026-03-14", "2026-03-16")
    assert interval(reading) == tuple(f"{day}{time}" for day, time in zip(days, times, strict=True))


@pytest.mark.parametrize(
    ("start", "end", "times", "codes"),
    [
        ("14", "16T00:00:00Z", ("14", "17"), []),
        ("14 00:00", "16T00:00:00Z", ("14", "17"), []),
        ("14T00:00:00Z", "16T24:00:00Z", ("14", "17"), []),
        ("14T00:00:00Z", "14T08:00:00Z", ("14T01:00:00+01:00", "14T09:00:00+01:00"), []),
        ("14T00:00:00Z", "14T13:00:00Z", ("14T01:00:00+01:00", "14T14:00:00+01:00"), [START]),
        ("14T09:00:00Z", "16T00:00:00Z", ("14T10:00:00+01:00", "16T01:00:00+01:00"), [END]),
    ],
)
def test_midnight_in_utc_beside_an_hour_is_a_moment(
    read_by: ReadBy, start: str, end: str, times: tuple[str, str], codes: list[tuple[str, str]]
) -> None:
    lines = f"title: a\nwhen: 2026-03-{start}\nuntil: 2026-03-{end}"
    reading = read_by(MIDNIGHT_IS_A_DAY, lines, timezone="Europe/Paris")
    assert (interval(reading), told(reading)) == (tuple(f"2026-03-{time}" for time in times), codes)


@pytest.mark.parametrize(
    ("lines", "zone", "codes"),
    [
        ("when: 2026-03-14T00:00:00Z", "Europe/Paris", [START]),
        ("when: 2026-03-14T00:00:00Z\nuntil: 2026-03-16T00:00:00Z", "America/New_York", [START, END]),
        ("when: 2026-03-13T15:00:00Z\nuntil: 2026-03-16T00:00:00Z", "America/New_York", [END]),
        ("when: 2026-03-13T22:00:00Z\nuntil: 2026-03-14T00:00:00Z", "America/New_York", []),
        ("when: 2026-03-14T00:00:00Z\nuntil: 2026-03-14T02:00:00Z", "America/New_York", []),
        ("when: 2026-03-14\nuntil: 2026-03-16T00:00:00Z", "America/New_York", []),
        ("when: 2026-03-14T24:00:00Z", "Europe/Paris", []),
        ("when: 2026-03-14T00:00:00Z", "Europe/London", []),
        ("when: 2026-07-14T00:00:00Z", "Europe/London", [START]),
        ("when: 2026-03-14T00:00:00Z", None, [("in-utc", "")]),
        ("when: 2026-03-14T00:00:00Z\nwhole: true", "America/New_York", []),
        ("when: 2026-03-14T00:00:00Z\nwhole: false", "America/New_York", []),
    ],
)
def test_midnight_in_utc_is_told_where_clocks_show_another_hour(
    read_by: ReadBy, lines: str, zone: str | None, codes: list[tuple[str, str]]
) -> None:
    assert told(read_by(f"{WHEN}all_day = 'whole'\n", f"title: a\n{lines}", timezone=zone)) == codes


@pytest.mark.parametrize(("zone", "severity"), [("Europe/Paris", "warning"), ("America/New_York", "notice")])
def test_midnight_in_utc_is_graver_in_the_night_than_where_it_may_be_meant(
    read_by: ReadBy, zone: str, severity: str
) -> None:
    reading = read_by(WHEN, "title: a\nwhen: 2026-03-14T00:00:00Z", timezone=zone)
    assert [each.severity for each in reading.problems if each.code == "midnight-in-utc"] == [severity]


def test_midnight_in_utc_is_told_with_the_hour_here_and_the_day_to_type(read_by: ReadBy) -> None:
    reading = read_by("hugo", "title: a\ndate: 2026-03-14T00:00:00Z", timezone="America/New_York")
    message = "00:00 UTC is 2026-03-13 20:00 on the clocks of the zone; expected 2026-03-14 if it is a whole day"
    assert [each.message.partition(",")[0] for each in reading.problems if each.code == "midnight-in-utc"] == [message]


def test_midnight_in_utc_whose_offset_is_ignored_is_midnight(read_by: ReadBy) -> None:
    reading = read_by(
        f"{WHEN}[times]\noffset = 'ignore'\n", "title: a\nwhen: 2026-03-14T00:00:00Z", timezone="Asia/Tokyo"
    )
    assert (interval(reading), told(reading)) == (("2026-03-14T00:00:00+09:00", None), [])


def test_publication_at_midnight_in_utc_is_nothing_to_tell(read_by: ReadBy) -> None:
    lines = "title: a\nwhen: 2026-03-14\npublished: 2026-03-01T00:00:00Z"
    reading = read_by(f"{WHEN}published = 'published'\n", lines, timezone="Europe/Paris")
    assert told(reading) == []
