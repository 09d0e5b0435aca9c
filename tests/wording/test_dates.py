"""When an event is, in the words people write. `_` stands for the no-break space in the tables."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventfeeds.wording import knows, words
from eventfeeds.wording.dates import when

LANGUAGES = ("fr", "fr-FR", "en", "de", "")
PARIS = ZoneInfo("Europe/Paris")

TIMED = [
    ("fr", "2019-07-24T14:00", "2019-07-24T17:00", "Mercredi 24 juillet 2019, 14_h – 17_h"),
    ("fr", "2019-07-24T14:00", None, "Mercredi 24 juillet 2019, 14_h"),
    ("fr", "2019-01-01T09:30", "2019-01-01T12:00", "Mardi 1er janvier 2019, 9_h_30 – 12_h"),
    ("fr", "2023-05-08T08:05", None, "Lundi 8 mai 2023, 8_h_05"),
    ("fr", "2026-07-03T00:00", "2026-07-03T02:00", "Vendredi 3 juillet 2026, 0_h – 2_h"),
    ("fr", "2026-07-03T00:15", None, "Vendredi 3 juillet 2026, 0_h_15"),
    ("fr", "2026-07-03T00:00", "2026-07-04T00:00", "Vendredi 3 juillet 2026, 0_h – minuit"),
    ("fr", "2026-07-03T20:00", "2026-07-04T00:00", "Vendredi 3 juillet 2026, 20_h – minuit"),
    ("fr", "2026-12-31T20:00", "2027-01-01T00:00", "Jeudi 31 décembre 2026, 20_h – minuit"),
    ("fr", "2026-07-03T22:00", "2026-07-04T02:00", "Vendredi 3 juillet 2026, 22_h – 2_h (samedi 4 juillet)"),
    ("fr", "2026-07-03T22:00", "2026-07-04T00:30", "Vendredi 3 juillet 2026, 22_h – 0_h_30 (samedi 4 juillet)"),
    ("fr", "2026-07-03T20:00", "2026-07-04T08:00", "Vendredi 3 juillet 2026, 20_h – 8_h (samedi 4 juillet)"),
    ("fr", "2026-07-03T20:00", "2026-07-04T08:01", "Du vendredi 3 juillet, 20_h, au samedi 4 juillet 2026, 8_h_01"),
    ("fr", "2024-02-29T22:00", "2024-03-01T01:00", "Jeudi 29 février 2024, 22_h – 1_h (vendredi 1er mars)"),
    (
        "fr",
        "2026-12-31T22:00",
        "2027-01-01T02:00",
        "Du jeudi 31 décembre 2026, 22_h, au vendredi 1er janvier 2027, 2_h",
    ),
    ("fr", "2019-06-13T09:30", "2019-06-14T19:00", "Du jeudi 13 juin, 9_h_30, au vendredi 14 juin 2019, 19_h"),
    ("fr", "2019-06-13T09:30", "2019-06-15T00:00", "Du jeudi 13 juin, 9_h_30, au vendredi 14 juin 2019, minuit"),
    ("fr", "2020-04-30T00:00", "2020-05-03T00:00", "Du jeudi 30 avril, 0_h, au samedi 2 mai 2020, minuit"),
    ("fr", "2026-12-30T09:00", "2027-01-01T00:00", "Du mercredi 30 décembre, 9_h, au jeudi 31 décembre 2026, minuit"),
    ("en", "2019-07-24T14:00", "2019-07-24T17:00", "Wednesday 24 July 2019, 14:00 – 17:00"),
    ("en", "2019-07-24T14:00", None, "Wednesday 24 July 2019, 14:00"),
    ("en", "2019-01-01T09:30", "2019-01-01T12:05", "Tuesday 1 January 2019, 9:30 – 12:05"),
    ("en", "2023-05-08T00:00", "2023-05-09T00:00", "Monday 8 May 2023, 0:00 – 24:00"),
    ("en", "2026-07-03T22:00", "2026-07-04T02:00", "Friday 3 July 2026, 22:00 – 2:00 (Saturday 4 July)"),
    ("en", "2019-06-13T09:30", "2019-06-14T19:00", "Thursday 13 June 2019, 9:30 – Friday 14 June 2019, 19:00"),
    ("en", "2019-06-13T09:30", "2019-06-15T00:00", "Thursday 13 June 2019, 9:30 – Friday 14 June 2019, 24:00"),
    ("en", "2026-12-31T22:00", "2027-01-01T02:00", "Thursday 31 December 2026, 22:00 – Friday 1 January 2027, 2:00"),
    ("de", "2019-07-24T14:00", "2019-07-24T17:00", "Wednesday 24 July 2019, 14:00 – 17:00"),
]

ALL_DAY = [
    ("fr", "2019-07-24", None, "Mercredi 24 juillet 2019"),
    ("fr", "2019-07-24", "2019-07-25", "Mercredi 24 juillet 2019"),
    ("fr", "2024-02-29", "2024-03-01", "Jeudi 29 février 2024"),
    ("fr", "2026-03-01", None, "Dimanche 1er mars 2026"),
    ("fr", "2021-12-31", "2022-01-01", "Vendredi 31 décembre 2021"),
    ("fr", "2021-11-02", "2021-12-01", "Du 2 au 30 novembre 2021"),
    ("fr", "2026-03-01", "2026-03-04", "Du 1er au 3 mars 2026"),
    ("fr", "2024-02-28", "2024-03-01", "Du 28 au 29 février 2024"),
    ("fr", "2021-11-29", "2021-12-17", "Du 29 novembre au 16 décembre 2021"),
    ("fr", "2021-08-31", "2021-09-02", "Du 31 août au 1er septembre 2021"),
    ("fr", "2021-12-30", "2022-01-03", "Du 30 décembre 2021 au 2 janvier 2022"),
    ("fr", "2021-10-05", "2022-10-06", "Du 5 octobre 2021 au 5 octobre 2022"),
    ("fr-FR", "2019-07-24", None, "Mercredi 24 juillet 2019"),
    ("FR", "2019-07-24", None, "Mercredi 24 juillet 2019"),
    ("en", "2019-07-24", None, "Wednesday 24 July 2019"),
    ("en", "2024-02-29", "2024-03-01", "Thursday 29 February 2024"),
    ("en", "2026-03-01", None, "Sunday 1 March 2026"),
    ("en", "2021-11-02", "2021-12-01", "2–30 November 2021"),
    ("en", "2021-11-29", "2021-12-17", "29 November – 16 December 2021"),
    ("en", "2021-12-30", "2022-01-03", "30 December 2021 – 2 January 2022"),
    ("en-GB", "2021-08-31", "2021-09-02", "31 August – 1 September 2021"),
    ("fro", "2021-04-30", "2021-05-02", "30 April – 1 May 2021"),
    ("", "2021-10-01", "2021-10-03", "1–2 October 2021"),
]


@pytest.mark.parametrize(("language", "start", "end", "expected"), TIMED)
def test_hours_are_told_as_people_write_them(language: str, start: str, end: str | None, expected: str) -> None:
    told = when(datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None, language)
    assert told == expected.replace("_", "\u00a0")


@pytest.mark.parametrize(("language", "start", "end", "expected"), ALL_DAY)
def test_whole_days_are_told_as_people_write_them(language: str, start: str, end: str | None, expected: str) -> None:
    assert when(date.fromisoformat(start), date.fromisoformat(end) if end else None, language) == expected


def test_wall_clock_of_the_zone_is_told() -> None:
    start = datetime(2026, 10, 24, 21, 0, tzinfo=UTC)
    told = when(start.astimezone(PARIS), (start + timedelta(hours=2)).astimezone(PARIS), "en")
    assert told == "Saturday 24 October 2026, 23:00 – 1:00 (Sunday 25 October)"


def test_end_in_the_hour_that_comes_twice_may_stand_before_the_start() -> None:
    start = datetime(2026, 10, 25, 2, 30, tzinfo=PARIS)
    end = datetime(2026, 10, 25, 2, 15, fold=1, tzinfo=PARIS)
    assert when(start, end, "en") == "Sunday 25 October 2026, 2:30 – 2:15"


def test_midnight_in_the_hour_that_comes_twice_stays_on_its_day() -> None:
    start = datetime(2026, 11, 1, 0, 30, tzinfo=ZoneInfo("America/Havana"))
    assert when(start, start.replace(minute=0, fold=1), "en") == "Sunday 1 November 2026, 0:30 – 0:00"


@pytest.mark.parametrize(
    ("language", "known"),
    [("fr", True), ("fr-CA", True), ("FR", True), ("en", True), ("de", False), ("fro", False), ("", False)],
)
def test_known_languages_have_words_of_their_own(language: str, known: bool) -> None:
    assert knows(language) is known


@pytest.mark.parametrize(
    ("month", "french", "english"),
    [
        (1, "janvier", "January"),
        (2, "février", "February"),
        (3, "mars", "March"),
        (4, "avril", "April"),
        (5, "mai", "May"),
        (6, "juin", "June"),
        (7, "juillet", "July"),
        (8, "août", "August"),
        (9, "septembre", "September"),
        (10, "octobre", "October"),
        (11, "novembre", "November"),
        (12, "décembre", "December"),
    ],
)
def test_month_is_named(month: int, french: str, english: str) -> None:
    first, last = date(2026, month, 2), date(2026, month, 5)
    assert when(first, last, "fr") == f"Du 2 au 4 {french} 2026"
    assert when(first, last, "en") == f"2–4 {english} 2026"


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (8, "Lundi", "Monday"),
        (9, "Mardi", "Tuesday"),
        (10, "Mercredi", "Wednesday"),
        (11, "Jeudi", "Thursday"),
        (12, "Vendredi", "Friday"),
        (13, "Samedi", "Saturday"),
        (14, "Dimanche", "Sunday"),
    ],
)
def test_weekday_is_named(day: int, french: str, english: str) -> None:
    assert when(date(2026, 6, day), None, "fr") == f"{french} {day} juin 2026"
    assert when(date(2026, 6, day), None, "en") == f"{english} {day} June 2026"


def test_every_language_has_every_form() -> None:
    assert words("fr", "dates").keys() == words("en", "dates").keys()


@st.composite
def intervals(draw: st.DrawFn) -> tuple[date, date | None, date]:
    """A start, an end or None, and the last day that the event touches."""
    days = st.dates() if draw(st.booleans()) else st.datetimes()
    start, end = sorted(draw(st.lists(days, min_size=2, max_size=2, unique=True)))
    if draw(st.booleans()):
        return start, None, start
    shortest = timedelta(minutes=1) if isinstance(end, datetime) else timedelta(days=1)
    return start, end, end - shortest if end - start >= shortest else start


@given(interval=intervals(), language=st.sampled_from(LANGUAGES))
@example((date.min, date.max, date.max - timedelta(days=1)), "fr")
@example((datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC), date(9999, 12, 31)), "fr")
@example((datetime(2026, 12, 31, 23, tzinfo=PARIS), datetime(2027, 1, 1, 1, tzinfo=PARIS), date(2027, 1, 1)), "fr")
def test_any_dates_are_told_with_their_years(interval: tuple[date, date | None, date], language: str) -> None:
    start, end, last = interval
    told = when(start, end, language)
    assert re.search(rf" {start.year}\b", told)
    assert re.search(rf" {last.year}\b", told)
    assert told[0] == told[0].upper()
    assert not told.endswith(".")
