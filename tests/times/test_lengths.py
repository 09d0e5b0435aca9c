"""Lengths of time: what is read, and where they end when clocks change."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from eventfeeds.errors import BadValue, Remark
from eventfeeds.times.lengths import Length, duration
from eventfeeds.times.zones import zone

if TYPE_CHECKING:
    from eventfeeds.times.lengths import Unit

PARIS = zone("Europe/Paris")
OBJECTS = [None, True, 0, 2024, 1.5, float("nan"), float("inf"), [], ["2024-07-24"], {}, object(), b"2024-07-24"]


@pytest.mark.parametrize(
    ("text", "unit", "forms"),
    [
        ("1.30h", None, "1h30 or 1h18"),
        ("1,30 h", None, "1h30 or 1h18"),
        ("2.05 hours", None, "2h05 or 2h03"),
        ("1 day 1.45h", None, "1h45 or 1h27"),
        ("1.30", "hours", "1h30 or 1h18"),
    ],
)
def test_hundredths_of_an_hour_that_look_like_minutes_are_asked_after(text: str, unit: Unit | None, forms: str) -> None:
    with pytest.raises(BadValue) as caught:
        duration(text, unit)
    assert caught.value.remark == Remark("duration-form", forms, text)


@pytest.mark.parametrize(
    ("text", "unit", "minutes"),
    [
        *[("1.25h", None, 75), ("1.50h", None, 90), ("1.75h", None, 105), ("1.5h", None, 90), ("1.2h", None, 72)],
        *[("PT1.30H", None, 78), ("1.00h", None, 60), ("1.30", "minutes", 1.3)],
    ],
)
def test_other_parts_of_an_hour_are_clear(text: str, unit: Unit | None, minutes: float) -> None:
    assert duration(text, unit).usual == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("value", "unit", "minutes"),
    [
        (90, "minutes", 90),
        ("90", "minutes", 90),
        (" 45 ", "minutes", 45),
        (2, "hours", 120),
        (1.5, "hours", 90),
        ("1,5", "hours", 90),
        (3, "days", 3 * 1440),
        ("2h", None, 120),
        ("2 h", "minutes", 120),
        ("1.5h", None, 90),
        ("1h30", None, 90),
        ("1 h 30", None, 90),
        ("1h30min", None, 90),
        ("1h30m0s", None, 90),
        ("45 min", None, 45),
        ("90 minutes", None, 90),
        ("2 hours 15 minutes", None, 135),
        ("1 day", None, 1440),
        ("3600s", None, 60),
        ("PT2H", None, 120),
        ("PT1H30M", None, 90),
        ("pt45m", "hours", 45),
        ("P1D", None, 1440),
        ("P1DT2H", None, 1560),
        ("P1W", None, 10_080),
        ("PT1.5H", None, 90),
        ({"hours": 2, "minutes": 30}, None, 150),
        ({"minutes": "60"}, None, 60),
        ({"days": 1, "hours": 0}, "minutes", 1440),
        ("P3660D", None, 3660 * 1440),
    ],
)
def test_a_duration_is_read(value: object, unit: Unit | None, minutes: int) -> None:
    assert duration(value, unit).usual == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        *((value, None) for value in OBJECTS),
        *((value, "minutes") for value in OBJECTS if value not in (2024, 1.5)),
        *((text, None) for text in ["90", "", "1:30", "P", "PT", "P1M", "P1Y", "P2H", "1M", "-PT5M", "PT0S", "0h"]),
        *((text, "hours") for text in ["-1", "0", "two", "1e3", "1 2", "87841", "９", "nan", "inf"]),
        (0, "minutes"),
        (-30, "minutes"),
        (0.001, "minutes"),
        pytest.param(16**5000, "minutes", id="huge"),
        (3661, "days"),
        ("P3661D", None),
        (f"P{3660 * 86_400}W", None),
        ("9" * 60 + "h", None),
        ({"hour": 2}, None),
        ({"hours": 2, "note": 1}, None),
        ({"hours": None}, None),
        ({"hours": 2, "minutes": -30}, None),
        ({"hours": True}, None),
        ({"hours": [2]}, None),
        pytest.param({"hours": 16**5000, "minutes": 0.5}, None, id="huge-part"),
        ({1: 2}, None),
    ],
)
def test_what_is_no_duration_is_refused(value: object, unit: Unit | None) -> None:
    with pytest.raises(BadValue) as caught:
        duration(value, unit)
    assert (caught.value.remark.code, caught.value.remark.expected) == ("duration-form", "PT1H30M")


@pytest.mark.parametrize(
    ("value", "unit", "days", "hours"),
    [
        ("24h", None, 0, 24),
        ("PT24H", None, 0, 24),
        (48, "hours", 0, 48),
        ({"hours": 24}, None, 0, 24),
        (2, "days", 2, 0),
        ("1 day 2 h", None, 1, 2),
        ("P1DT2H", None, 1, 2),
        ("P1W", None, 7, 0),
        ({"weeks": 1, "days": 1, "hours": 3}, None, 8, 3),
        (1.5, "days", 1, 12),
        ("P0.5W", None, 3, 12),
        ("P0.5D", None, 0, 12),
    ],
)
def test_whole_days_are_kept_apart_from_hours(value: object, unit: Unit | None, days: int, hours: int) -> None:
    assert duration(value, unit) == Length(days, timedelta(hours=hours))


@pytest.mark.parametrize(
    ("start", "length", "end", "remark"),
    [
        ("2026-03-28 12:00", "1 day", "2026-03-29T12:00:00+02:00", None),
        ("2026-03-28 12:00", "24h", "2026-03-29T13:00:00+02:00", None),
        ("2026-10-24 12:00", "P2D", "2026-10-26T12:00:00+01:00", None),
        ("2026-10-24 12:00", "PT48H", "2026-10-26T11:00:00+01:00", None),
        ("2026-10-24 12:00", "P1W", "2026-10-31T12:00:00+01:00", None),
        ("2026-10-24 23:00", "P1DT2H", "2026-10-26T01:00:00+01:00", None),
        ("2026-03-28 01:00", "P1DT2H", "2026-03-29T04:00:00+02:00", None),
        ("2026-03-28 02:30", "1 day", "2026-03-29T03:30:00+02:00", "nonexistent-time"),
        ("2026-10-24 02:30", "1 day", "2026-10-25T02:30:00+02:00", "ambiguous-time"),
    ],
)
def test_day_ends_at_the_hour_of_its_start_though_clocks_change(
    start: str, length: str, end: str, remark: str | None
) -> None:
    found, told = duration(length, None).after(datetime.fromisoformat(start).replace(tzinfo=PARIS))
    assert (found.isoformat(), told and told.code) == (end, remark)
    assert found.tzinfo is PARIS
