from __future__ import annotations

import copy
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from threading import Barrier, BrokenBarrierError

import pytest
import pytz
from hypothesis import given
from hypothesis import strategies as st

from eventfeeds.errors import BadValue, Remark
from eventfeeds.times import zones
from eventfeeds.times.changes import Change, changes
from eventfeeds.times.zones import footer, instant, into, settle, zone

PARIS = zone("Europe/Paris")
VARIED = [
    "Africa/Casablanca",
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Europe/Moscow",
    "Europe/Paris",
    "Pacific/Apia",
]


def at_offset(year: int, month: int, day: int, hour: int, offset: float) -> datetime:
    return datetime(year, month, day, hour, tzinfo=timezone(timedelta(hours=offset)))


def test_every_zone_that_pytz_names_is_read() -> None:
    assert [zone(name).key for name in pytz.all_timezones] == list(pytz.all_timezones)


def test_summer_time_goes_on_after_2037() -> None:
    assert datetime(2050, 7, 1, tzinfo=PARIS).utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_zone_comes_back_from_pickle_as_the_same_object(protocol: int) -> None:
    assert pickle.loads(pickle.dumps(PARIS, protocol)) is PARIS


def test_a_datetime_comes_back_from_pickle_and_copy_in_its_zone() -> None:
    moment = datetime(2024, 7, 1, 14, tzinfo=PARIS)
    assert pickle.loads(pickle.dumps(moment)).tzinfo is PARIS
    assert copy.deepcopy(moment).tzinfo is PARIS


def test_threads_that_load_a_zone_at_once_get_one_object(monkeypatch: pytest.MonkeyPatch) -> None:
    together = Barrier(4, timeout=5)
    file = zones.tzif

    def file_when_all_have_missed_the_cache(name: str) -> object:
        with suppress(BrokenBarrierError):
            together.wait()
        return file(name)

    monkeypatch.setattr(zones, "_ZONES", {})
    monkeypatch.setattr(zones, "tzif", file_when_all_have_missed_the_cache)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(zone, ["Europe/Rome"] * 4))
    assert len({id(each) for each in found}) == 1


def test_the_environment_cannot_replace_the_zones(tmp_path: object) -> None:
    code = (
        "from datetime import datetime; from eventfeeds.times.zones import zone;"
        "print(datetime(2050, 7, 1, tzinfo=zone('Europe/Paris')).isoformat())"
    )
    empty = {"PYTZ_TZDATADIR": str(tmp_path), "PYTHONTZPATH": str(tmp_path), "TZ": "Asia/Tokyo"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | empty, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "2050-07-01T00:00:00+02:00"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("europe/paris", "Europe/Paris"),
        ("Europe/Pariss", "Europe/Paris"),
        ("Paris", "Europe/Paris"),
        ("new york", "America/New_York"),
        (" Asia/Tokyo", "Asia/Tokyo"),
        ("utc", "UTC"),
        ("", "Europe/Paris"),
        ("CEST", "Europe/Paris"),
        ("GMT+1", "Europe/Paris"),
        ("UTC+02:00", "Europe/Paris"),
        ("Romance Standard Time", "Europe/Paris"),
        ("Europe", "Europe/Paris"),
        ("Europe/", "Europe/Paris"),
        ("zone.tab", "Europe/Paris"),
        ("/Europe/Rome", "Europe/Rome"),
        ("../zoneinfo/Europe/Rome", "Europe/Paris"),
        ("../etc/passwd", "Europe/Paris"),
        ("/etc/passwd", "Europe/Paris"),
        ("Europe\\Rome", "Europe/Rome"),
        ("Europe/Rome\0", "Europe/Rome"),
        ("\ud800", "Europe/Paris"),
    ],
)
def test_a_name_that_is_no_zone_is_refused_with_the_nearest(name: str, nearest: str) -> None:
    with pytest.raises(BadValue) as caught:
        zone(name)
    assert caught.value.remark == Remark("unknown-zone", nearest, name)


def test_a_very_long_name_is_refused_and_cut() -> None:
    with pytest.raises(BadValue) as caught:
        zone("Europe/Paris" * 500_000)
    assert len(caught.value.remark.got) == 64


@pytest.mark.parametrize(
    "name",
    ["", "Europe", "Europe/Paris ", "Europe/Paris\n", "Europe/Paris 0:9:21", "LMT", "BST", "R", "1:00", "["],
)
def test_what_else_stands_in_the_index_is_no_zone(name: str) -> None:
    with pytest.raises(BadValue, match="unknown-zone"):
        zone(name)


@pytest.mark.parametrize("read", [footer, changes])
def test_the_files_of_unknown_zones_are_not_read(read: object) -> None:
    with pytest.raises(BadValue, match="unknown-zone"):
        read("../pytz/zoneinfo/UTC")


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("Europe/Paris", "CET-1CEST,M3.5.0,M10.5.0/3"),
        ("Europe/Dublin", "IST-1GMT0,M10.5.0,M3.5.0/1"),
        ("Indian/Reunion", "<+04>-4"),
        ("UTC", "UTC0"),
    ],
)
def test_the_footer_is_the_rule_of_the_years_to_come(name: str, rule: str) -> None:
    assert footer(name) == rule


def test_changes_are_those_of_the_file() -> None:
    assert [change for change in changes("Europe/Paris") if change.at.year == 2024] == [
        Change(at=datetime(2024, 3, 31, 1, tzinfo=UTC), before=3600, after=7200, abbreviation="CEST"),
        Change(at=datetime(2024, 10, 27, 1, tzinfo=UTC), before=7200, after=3600, abbreviation="CET"),
    ]


@pytest.mark.parametrize("name", VARIED)
def test_every_change_is_one_for_zoneinfo_too(name: str) -> None:
    listed = changes(name)
    second = timedelta(seconds=1)
    seen = [
        Change(
            at=change.at,
            before=int((change.at - second).astimezone(zone(name)).utcoffset().total_seconds()),
            after=int(change.at.astimezone(zone(name)).utcoffset().total_seconds()),
            abbreviation=change.at.astimezone(zone(name)).tzname(),
        )
        for change in listed
    ]
    assert listed
    assert seen == listed


def test_changes_go_back_to_the_first_of_the_century() -> None:
    first = Change(at=datetime(1911, 3, 10, 23, 50, 39, tzinfo=UTC), before=561, after=0, abbreviation="WET")
    assert changes("Europe/Paris")[0] == first


def test_a_new_name_for_the_same_offset_is_no_change() -> None:
    assert [change.at.year for change in changes("Europe/Istanbul")][-1] == 2016
    assert [change.abbreviation for change in changes("Europe/Istanbul")][-1] == "EEST"


@pytest.mark.parametrize(
    ("name", "naive", "expected", "remark"),
    [
        ("Europe/Paris", "2024-07-01 14:00", "2024-07-01T14:00:00+02:00", None),
        ("Europe/Paris", "2024-01-01 14:00", "2024-01-01T14:00:00+01:00", None),
        (
            "Europe/Paris",
            "2024-03-31 02:30",
            "2024-03-31T03:30:00+02:00",
            Remark("nonexistent-time", "2024-03-31 03:30", "2024-03-31 02:30"),
        ),
        ("Europe/Paris", "2024-03-31 01:59:59", "2024-03-31T01:59:59+01:00", None),
        ("Europe/Paris", "2024-03-31 03:00", "2024-03-31T03:00:00+02:00", None),
        (
            "Europe/Paris",
            "2024-10-27 02:30:15",
            "2024-10-27T02:30:15+02:00",
            Remark("ambiguous-time", "2024-10-27 02:30:15 +02:00", "2024-10-27 02:30:15"),
        ),
        ("Europe/Paris", "2024-10-27 03:00", "2024-10-27T03:00:00+01:00", None),
        (
            "Australia/Lord_Howe",
            "2024-10-06 02:10",
            "2024-10-06T02:40:00+11:00",
            Remark("nonexistent-time", "2024-10-06 02:40", "2024-10-06 02:10"),
        ),
        (
            "Pacific/Apia",
            "2011-12-30 12:00",
            "2011-12-31T12:00:00+14:00",
            Remark("nonexistent-time", "2011-12-31 12:00", "2011-12-30 12:00"),
        ),
        ("UTC", "2024-10-27 02:30", "2024-10-27T02:30:00+00:00", None),
        ("Europe/Paris", "0001-01-01 00:00", "0001-01-01T00:00:00+00:09:21", None),
        ("America/New_York", "9999-12-31 23:00", "9999-12-31T23:00:00-05:00", None),
    ],
)
def test_a_wall_clock_time_is_settled(name: str, naive: str, expected: str, remark: Remark | None) -> None:
    settled, said = settle(datetime.fromisoformat(naive), zone(name))
    assert (settled.isoformat(), said) == (expected, remark)
    assert settled.tzinfo is zone(name)


def test_the_first_of_two_equal_times_is_taken_whatever_the_fold() -> None:
    settled, _ = settle(datetime.fromisoformat("2024-10-27 02:30").replace(fold=1), PARIS)
    assert settled.utcoffset() == timedelta(hours=2)


def verdict(naive: datetime, name: str) -> str:
    """What pytz, whose arithmetic is its own, says of a local time."""
    try:
        local = pytz.timezone(name).localize(naive, is_dst=None)
    except pytz.NonExistentTimeError:
        return "nonexistent-time"
    except pytz.AmbiguousTimeError:
        return "ambiguous-time"
    return local.astimezone(UTC).isoformat()


@given(st.sampled_from(VARIED), st.data())
def test_pytz_agrees_on_times_around_changes(name: str, data: st.DataObject) -> None:
    recent = [change.at for change in changes(name) if 1970 < change.at.year < 2037]
    change = data.draw(st.sampled_from(recent)).astimezone(zone(name)).replace(tzinfo=None)
    naive = change + timedelta(minutes=data.draw(st.integers(-180, 180)))
    settled, remark = settle(naive, zone(name))
    assert (remark.code if remark else settled.astimezone(UTC).isoformat()) == verdict(naive, name)


@pytest.mark.parametrize(
    ("written", "expected", "remark"),
    [
        (at_offset(2024, 7, 1, 14, 2), "2024-07-01T14:00:00+02:00", None),
        (at_offset(2024, 1, 1, 14, 1), "2024-01-01T14:00:00+01:00", None),
        (
            at_offset(2024, 7, 1, 14, 1),
            "2024-07-01T15:00:00+02:00",
            Remark("offset-of-another-season", "+02:00", "+01:00"),
        ),
        (
            at_offset(2024, 1, 1, 14, 2),
            "2024-01-01T13:00:00+01:00",
            Remark("offset-of-another-season", "+01:00", "+02:00"),
        ),
        (
            at_offset(2024, 7, 1, 14, -5),
            "2024-07-01T21:00:00+02:00",
            Remark("offset-differs", "+02:00", "-05:00"),
        ),
        (
            at_offset(2024, 7, 1, 14, 5.5),
            "2024-07-01T10:30:00+02:00",
            Remark("offset-differs", "+02:00", "+05:30"),
        ),
        (
            at_offset(1972, 7, 1, 14, 2),  # no summer time in France that year
            "1972-07-01T13:00:00+01:00",
            Remark("offset-differs", "+01:00", "+02:00"),
        ),
        (at_offset(2024, 7, 1, 14, 0), "2024-07-01T16:00:00+02:00", None),
        (datetime(2024, 7, 1, 14, tzinfo=UTC), "2024-07-01T16:00:00+02:00", None),
        (at_offset(2024, 10, 27, 2, 1), "2024-10-27T02:00:00+01:00", None),
    ],
)
def test_an_instant_is_shown_on_the_clocks_of_the_zone(written: datetime, expected: str, remark: Remark | None) -> None:
    local, said = into(written, PARIS)
    assert (local.isoformat(), said) == (expected, remark)
    assert local.tzinfo is PARIS


def test_an_offset_where_the_zone_has_none_is_remarked() -> None:
    _, remark = into(at_offset(2024, 7, 1, 14, 2), zone("UTC"))
    assert remark == Remark("offset-differs", "+00:00", "+02:00")


@pytest.mark.parametrize(
    ("value", "name", "expected"),
    [
        (date(2024, 7, 1), "Europe/Paris", datetime(2024, 6, 30, 22, tzinfo=UTC)),
        (date(2018, 11, 4), "America/Sao_Paulo", datetime(2018, 11, 4, 3, tzinfo=UTC)),  # midnight is skipped
        (datetime.fromisoformat("2024-07-01 14:00"), "Europe/Paris", datetime(2024, 7, 1, 12, tzinfo=UTC)),
        (datetime(2024, 7, 1, 14, tzinfo=PARIS), "UTC", datetime(2024, 7, 1, 12, tzinfo=UTC)),
        (at_offset(2024, 7, 1, 14, -5), "Europe/Paris", datetime(2024, 7, 1, 19, tzinfo=UTC)),
        (date.min, "Europe/Paris", datetime.min.replace(tzinfo=UTC)),
        (date.min, "America/New_York", datetime(1, 1, 1, 4, 56, 2, tzinfo=UTC)),
        (date.max, "America/New_York", datetime(9999, 12, 31, 5, tzinfo=UTC)),
        (datetime.max.replace(tzinfo=zone("America/New_York")), "UTC", datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_the_instant_is_in_utc_and_never_overflows(value: date | datetime, name: str, expected: datetime) -> None:
    found = instant(value, zone(name))
    assert found == expected
    assert found.tzinfo is UTC
