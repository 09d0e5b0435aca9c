"""Dates with words: months, weekdays, and what stands before a day and between a day and its hour."""

from __future__ import annotations

from datetime import date, datetime
from unicodedata import normalize

import pytest

from eventfeeds.errors import BadValue, Remark
from eventfeeds.times.values import moment, weekday_slip
from eventfeeds.wording import day_words


@pytest.mark.parametrize(
    "text",
    [
        *["14 March 2026", "March 14, 2026", "14 mars 2026", "14 Mar. 2026", "the 14th of March 2026"],
        *["Saturday 14 March 2026", "Saturday, March 14, 2026", "Sat 14 March 2026", "on Saturday, 14 March 2026"],
        *["samedi 14 mars 2026", "sam. 14 mars 2026", "Sam 14 mars 2026", "le 14 mars 2026", "le samedi 14 mars 2026"],
        *["SAT., MARCH 14 2026", "Saturday, the 14th of March 2026", "  le  samedi 14  mars 2026 "],
    ],
)
def test_a_day_in_words_is_read(text: str) -> None:
    assert moment(text, day_words) == date(2026, 3, 14)
    assert weekday_slip(text, day_words) == ""


@pytest.mark.parametrize(
    "text",
    [
        *["avant 14 mars 2026", "until 14 March 2026", "Reporté, 14 mars 2026", "from 14 March 2026"],
        *[
            "avant le 14 mars 2026",
            "Saturday Sunday 14 March 2026",
            "S 14 March 2026",
        ],
        *["ma 14 mars 2026", "14 2026", "14 marsouin 2026", "Saturday 2026-03-14"],
    ],
)
def test_a_day_after_another_word_is_none(text: str) -> None:
    """What "until" says of the day would be lost."""
    with pytest.raises(BadValue) as caught:
        moment(text, day_words)
    assert caught.value.remark == Remark("date-form", "YYYY-MM-DD", text)


@pytest.mark.parametrize(
    "text",
    [
        *["14 March 2026 at 14:30", "14 mars 2026 à 14h30", "Sat, 14 March 2026, 2:30 pm", "14 March 2026 @ 14:30"],
        *["2026-03-14 à 14h30", normalize("NFD", "2026-03-14 à 14h30"), "2026-03-14 at 14:30", "2026/03/14 at 14:30"],
        *["2026-03-14, à 14h30", "2026-03-14 AT 14:30"],
    ],
)
def test_an_hour_follows_a_word_for_at(text: str) -> None:
    assert moment(text, day_words) == datetime(2026, 3, 14, 14, 30)


@pytest.mark.parametrize(
    "text", ["2026-03-14 vers 14h", "2026-03-14 at", "2026-03-14Tat 14:30", "2026-03-14 at at 14:30"]
)
def test_an_hour_after_another_word_is_refused(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        moment(text, day_words)
    assert caught.value.remark == Remark("date-form", "YYYY-MM-DD HH:MM", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25/07/2026 à 14h30", "2026-07-25 14h30"),
        ("25/07/2026, at 14:30", "2026-07-25 14:30"),
        ("04/07/2026 à 14h30", "YYYY-MM-DD HH:MM"),
        ("25/07/2026 le soir", "2026-07-25"),
    ],
)
def test_a_date_is_refused_with_the_hour_that_was_typed(text: str, expected: str) -> None:
    with pytest.raises(BadValue) as caught:
        moment(text, day_words)
    assert caught.value.remark == Remark("date-form", expected, text)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("dimanche 14 mars 2026", "2026-03-14"),
        (" dim. 14 mars 2026 à 14h", "2026-03-14"),
        ("on Sun, 5 April 2025, 14:30", "2025-04-05"),
        ("mar 14 mars 2026", "2026-03-14"),
        ("Sunday 15 March 2026", ""),
        ("14 mars 2026", ""),
        ("2026-03-14", ""),
        ("Sunday", ""),
        (date(2026, 3, 14), ""),
        (None, ""),
        pytest.param("Sunday " * 1_000_000 + "14 March 2026", "", id="huge"),
    ],
)
def test_a_weekday_of_another_day_is_a_slip(value: object, day: str) -> None:
    assert weekday_slip(value, day_words) == day
