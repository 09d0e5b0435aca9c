"""Dates of a recurrence under keys of their own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from outcomes import only, told

if TYPE_CHECKING:
    from conftest import ReadBy

FIELDS = """
[fields]
title = "title"
start = "day"
recurrence = "again"
excluded = "except"
additional = "also"
"""


@pytest.mark.parametrize("listed", ["[2026-05-09, soon]", '"2026-05-09, soon"', "[soon, 2026-05-09]"])
def test_bad_exception_is_told_at_its_own_key_and_leaves_the_rule(read_by: ReadBy, listed: str) -> None:
    reading = read_by(FIELDS, f"title: a\nday: 2026-05-02\nagain: FREQ=WEEKLY;COUNT=4\nexcept: {listed}")
    assert only(reading).recurrence == "FREQ=WEEKLY;COUNT=4"
    assert only(reading).excluded == (date(2026, 5, 9),)
    assert [(each.severity, each.code, each.key, each.line) for each in reading.problems if each.key] == [
        ("warning", "no-date-of-list", "except", 5)
    ]


def test_bad_further_date_leaves_the_others(read_by: ReadBy) -> None:
    reading = read_by(FIELDS, "title: a\nday: 2026-05-02\nalso: [2026-06-31, 2026-06-30]")
    assert only(reading).additional == (date(2026, 6, 30),)
    assert told(reading) == [("no-date-of-list", "also")]


def test_month_of_a_listed_date_may_be_a_word(read_by: ReadBy) -> None:
    lines = "again: {freq: WEEKLY, until: 23 May 2026}\nexcept: [9 May 2026]\nalso: 30 juin 2026"
    reading = read_by(FIELDS, f"title: a\nday: 2 May 2026\n{lines}")
    assert only(reading).recurrence == "FREQ=WEEKLY;UNTIL=20260523"
    assert only(reading).excluded == (date(2026, 5, 9),)
    assert only(reading).additional == (date(2026, 6, 30),)


def test_thousands_of_bad_dates_are_one_problem(read_by: ReadBy) -> None:
    dates = ", ".join(["soon"] * 1001)
    reading = read_by(FIELDS, f"title: a\nday: 2026-05-02\nagain: FREQ=WEEKLY\nexcept: [{dates}]")
    assert told(reading) == [("recurrence-too-large", "again")]


def test_last_day_that_is_a_number_of_thousands_of_digits_is_told(read_by: ReadBy) -> None:
    text = f"+++\ntitle = 'a'\nday = 2026-05-02\n[again]\nfreq = 'WEEKLY'\nuntil = 0x{'f' * 5000}\n+++\n"
    reading = read_by(FIELDS, {"event.md": text})
    assert told(reading) == [("syntax", "until")]
