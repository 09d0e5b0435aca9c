from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventfeeds.errors import BadValue, Remark
from eventfeeds.times import values
from eventfeeds.times.lengths import duration
from eventfeeds.times.values import clock, clock_range, moment

if TYPE_CHECKING:
    from collections.abc import Callable

ANY_TEXT = st.one_of(st.text(max_size=70), st.text("0123456789-–:+.,TZUCh ampmEDSP/d\u00a0", max_size=30))
OBJECTS = [None, True, 0, 2024, 1.5, float("nan"), float("inf"), [], ["2024-07-24"], {}, object(), b"2024-07-24"]


def zoned(text: str) -> datetime:
    return datetime.fromisoformat(text)


def refusal(read: Callable[[object], object], value: object) -> Remark:
    with pytest.raises(BadValue) as caught:
        read(value)
    return caught.value.remark


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-07-24", date(2024, 7, 24)),
        ("2024-7-5", date(2024, 7, 5)),
        (" 2024-07-24\n", date(2024, 7, 24)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2200-12-31", date(2200, 12, 31)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2024-07-24T14:00", "2024-07-24 14:00"),
        ("2024-07-24t14:00", "2024-07-24 14:00"),
        ("2024-07-24 14:00", "2024-07-24 14:00"),
        ("2024-07-24   9:05", "2024-07-24 09:05"),
        ("2024-07-24\u00a014:00", "2024-07-24 14:00"),
        ("2024-07-24 14:00:59", "2024-07-24 14:00:59"),
        ("2024-07-24T14:00:59.999", "2024-07-24 14:00:59"),
        ("2024-07-24 14h", "2024-07-24 14:00"),
        ("2024-07-24 14h30", "2024-07-24 14:30"),
        ("2024-07-24 2:30 PM", "2024-07-24 14:30"),
        ("2024/07/24", date(2024, 7, 24)),
        ("2024/7/5", date(2024, 7, 5)),
        ("2024/07/24 14:30", "2024-07-24 14:30"),
        ("2024-07-24, 14:30", "2024-07-24 14:30"),
        ("2024-07-24 24:00", "2024-07-25 00:00"),
        ("2024-12-31T24:00:00Z", "2025-01-01 00:00+00:00"),
        ("2024-07-24T14:00Z", "2024-07-24 14:00+00:00"),
        ("2024-07-24 14:00:00 UTC", "2024-07-24 14:00+00:00"),
        ("2024-07-24 14:00:00 +02:00", "2024-07-24 14:00+02:00"),
        ("2024-07-24 14:00:00+02:00", "2024-07-24 14:00+02:00"),
        ("2024-07-24T14:00+02:00", "2024-07-24 14:00+02:00"),
        ("2024-11-21 14:00:00 -0500", "2024-11-21 14:00-05:00"),
        ("2024-11-21 14:00:00.5 -0500", "2024-11-21 14:00-05:00"),
        ("2024-11-21 19:00:00 -03", "2024-11-21 19:00-03:00"),
        ("2024-11-21 19:00:00 −03:00", "2024-11-21 19:00-03:00"),
        ("2024-11-21 19:00 +5", "2024-11-21 19:00+05:00"),
        ("2024-11-21 19:00 +0545", "2024-11-21 19:00+05:45"),
        ("2024-11-21 19:00-04:00", "2024-11-21 19:00-04:00"),
        ("2024-11-21T09:00-10:00", "2024-11-21 09:00-10:00"),
        ("2024-11-21 09:00:00-10:00", "2024-11-21 09:00-10:00"),
        ("2024-11-21 09:00 +14:00", "2024-11-21 09:00+14:00"),
    ],
)
def test_a_date_or_time_is_read(text: str, expected: date | str) -> None:
    found = moment(text)
    wanted = datetime.fromisoformat(expected) if isinstance(expected, str) else expected
    assert (type(found), str(found)) == (type(wanted), str(wanted))


@pytest.mark.parametrize("text", ["2024-07-24T14:00Z", "2024-07-24 14:00 +00:00", "2024-07-24 14:00 utc"])
def test_an_offset_of_zero_is_utc(text: str) -> None:
    found = moment(text)
    assert isinstance(found, datetime)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2024, 7, 24), date(2024, 7, 24)),
        (zoned("2024-07-24T14:00:00.250"), zoned("2024-07-24T14:00:00")),
        (zoned("2024-07-24T14:00:00.250+02:00"), zoned("2024-07-24T14:00:00+02:00")),
    ],
)
def test_dates_of_toml_are_taken_as_they_are(value: date, expected: date) -> None:
    assert repr(moment(value)) == repr(expected)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2019-02-31", "2019-02-01 – 2019-02-28"),
        ("2020-02-30 14:00", "2020-02-01 – 2020-02-29"),
        ("2019-04-31T25:00", "2019-04-01 – 2019-04-30"),
        ("2019-13-01", "2019-01-01 – 2019-12-31"),
        ("2019-00-01", "2019-01-01 – 2019-12-31"),
        ("2019-01-00", "2019-01-01 – 2019-01-31"),
    ],
)
def test_a_day_that_does_not_exist_is_told_with_those_that_do(text: str, days: str) -> None:
    assert refusal(moment, text) == Remark("invalid-date", days, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            (text, True)
            for text in (
                *("2026-03-14 24:00", "2026-03-14T24:00:00Z", "14 mars 2026 à 24h", "2026-03-24 24 h00"),
                *("24:00", " 24h", "24 h 00", "20:00-24:00", "20h – 24h", "2026/03/24 24:00"),
            )
        ),
        *(
            (text, False)
            for text in (
                "2026-03-24 00:00",
                "2024-03-24",
                "24 mars 2024 0h",
                "2026-03-14 02:24",
                "02:24:00",
                "2026/03/24",
                "",
            )
        ),
        (date(2024, 3, 24), False),
    ],
)
def test_24_00_is_told_from_another_midnight(text: object, expected: bool) -> None:
    assert values.ends_its_day(text) is expected


@pytest.mark.parametrize("hour", ["25:00", "14:60", "14:00:60", "24:01", "24:00:01", "14h75", "13:00 pm", "0 am"])
def test_an_hour_that_does_not_exist_is_told(hour: str) -> None:
    text = f"2019-02-01 {hour}"
    assert refusal(moment, text) == Remark("invalid-date", "00:00 – 24:00", text)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("24/07/2019", "2019-07-24"),
        ("24-07-2019", "2019-07-24"),
        ("24.07.2019", "2019-07-24"),
        ("7/24/2019 14:00", "2019-07-24 14:00"),
        ("24/07/2019, 14h30", "2019-07-24 14h30"),
        ("24/07/2019 14:00 +02:00", "2019-07-24 14:00 +02:00"),
        ("24/07/2019 25:00", "2019-07-24"),
        ("24/07/2019 14:00 - 16:00", "2019-07-24"),
        ("24/07/2019 à 14h30", "2019-07-24"),
        ("04/07/2019 14:00", "YYYY-MM-DD HH:MM"),
        ("07/07/2019", "2019-07-07"),
        ("04/07/2019", "YYYY-MM-DD"),
        ("4.7.2019", "YYYY-MM-DD"),
        ("31/02/2019", "YYYY-MM-DD"),
        ("24/07/0019", "YYYY-MM-DD"),
        ("24/07/20199", "YYYY-MM-DD"),
        ("24/07/19", "YYYY-MM-DD"),
        ("6 April 2018", "YYYY-MM-DD"),
        ("git Last Modified", "YYYY-MM-DD"),
        ("FIXME", "YYYY-MM-DD"),
        ("", "YYYY-MM-DD"),
        ("14:00", "YYYY-MM-DD"),
        ("2024", "YYYY-MM-DD"),
        ("2024-07", "YYYY-MM-DD"),
        ("20240724", "YYYY-MM-DD"),
        ("2024/07-24", "YYYY-MM-DD"),
        ("2024/0724", "YYYY-MM-DD"),
        ("2024-W30-3", "YYYY-MM-DD"),
        ("2024-07-2４", "YYYY-MM-DD"),
        ("12024-07-24", "YYYY-MM-DD"),
        ("2024-07-24T", "YYYY-MM-DD"),
        ("2024-07-24 ?", "YYYY-MM-DD HH:MM"),
        ("2024-07-24 at 14:00", "YYYY-MM-DD HH:MM"),
        ("2024-07-24 14", "YYYY-MM-DD HH:MM"),
        ("2024-07-24 14 UTC", "YYYY-MM-DD HH:MM"),
        ("2024-07-24 14:00 Europe/Paris", "YYYY-MM-DD HH:MM"),
        ("2024-07-24 14:00 - 16:00", "YYYY-MM-DD HH:MM"),
        ("2024-07-24 14:00 est", "YYYY-MM-DD HH:MM"),
    ],
)
def test_another_form_is_refused_with_the_form_to_type(text: str, form: str) -> None:
    assert refusal(moment, text) == Remark("date-form", form, text)


@pytest.mark.parametrize("text", ["1899-12-31", "2201-01-01", "0005-01-31 23:09:21 +00:09", "0000-01-01"])
def test_a_year_far_away_is_refused(text: str) -> None:
    assert refusal(moment, text) == Remark("year-out-of-range", "1900–2200", text)


@pytest.mark.parametrize("value", [date(1899, 12, 31), zoned("2201-01-01T00:00:00+02:00")])
def test_a_year_far_away_is_refused_in_toml_too(value: date) -> None:
    assert refusal(moment, value) == Remark("year-out-of-range", "1900–2200", str(value))


@pytest.mark.parametrize("name", ["EST", "GMT", "CEST", "ET", "EAT"])
def test_an_abbreviation_is_no_offset(name: str) -> None:
    wanted = Remark("zone-abbreviation", "+01:00", name)
    assert refusal(moment, f"2024-11-21 14:00:00 {name}") == wanted
    assert refusal(clock, f"14:00 {name}") == wanted
    assert refusal(clock_range, f"1pm - 4pm {name}") == wanted


@pytest.mark.parametrize("offset", ["+14:01", "-12:01", "+0260", "+99", "-16:00"])
def test_an_offset_that_no_place_has_is_refused(offset: str) -> None:
    wanted = Remark("offset-out-of-range", "-12:00 – +14:00", offset)
    assert refusal(moment, f"2024-11-21T14:00:00{offset}") == wanted
    assert refusal(clock, f"14:00:00{offset}") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "2024-11-21 15:00-16:00",
        "2024-11-21 15:00−16:00",
        "2024-11-21 09:00 -10:00",
        "2024-11-21 9:00-0930",
        "2024-11-21 9h-10:00",
    ],
)
def test_what_may_be_two_hours_is_not_taken_for_an_offset(text: str) -> None:
    assert refusal(moment, text) == Remark("offset-or-range", "YYYY-MM-DD HH:MM", text)


@pytest.mark.parametrize("value", [*OBJECTS, time(14), pytest.param(16**5000, id="huge")])
def test_what_is_no_text_is_no_date(value: object) -> None:
    assert refusal(moment, value).code == "date-form"


def test_what_is_no_text_is_shown_as_it_stands_in_a_file() -> None:
    assert refusal(moment, 20240724).got == "20240724"
    assert refusal(moment, ["2024-07-24"]).got == "[2024-07-24]"
    assert refusal(moment, {"a": 1}).got == "{a: 1}"


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.times(), st.integers(-720, 840))
def test_what_python_writes_is_read_back(day: date, hour: time, minutes: int) -> None:
    naive = datetime.combine(day, hour.replace(microsecond=0, fold=0))
    aware = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert moment(naive.isoformat()) == naive
    assert moment(str(day)) == day
    assert str(moment(str(aware))) == str(aware)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:00", "14:00"),
        ("9:30", "09:30"),
        ("00:00", "00:00"),
        ("23:59:59", "23:59:59"),
        ("14:00:30.5", "14:00:30"),
        ("9h", "09:00"),
        ("9H30", "09:30"),
        ("14 h 30", "14:30"),
        ("14\u202fh\u202f30", "14:30"),
        ("1pm", "13:00"),
        ("1 p.m.", "13:00"),
        ("4:30 pm", "16:30"),
        ("7:00PM", "19:00"),
        ("12am", "00:00"),
        ("12:30 AM", "00:30"),
        ("12pm", "12:00"),
        ("11am", "11:00"),
        (" 14:00 ", "14:00"),
        ("14:00Z", "14:00+00:00"),
        ("19:00:00 -03", "19:00-03:00"),
        ("19:00 +02:00", "19:00+02:00"),
    ],
)
def test_a_time_of_day_is_read(text: str, expected: str) -> None:
    assert repr(clock(text)) == repr(time.fromisoformat(expected))


@pytest.mark.parametrize("text", ["24:00", "24h", "24h00", "24:00:00", " 24 h"])
def test_24_00_is_a_time_of_day_where_it_is_the_last(text: str) -> None:
    assert clock(text, last=True) == time(0)
    assert refusal(clock, text).code == "time-form"
    assert refusal(lambda value: clock(value, last=True), "24:01").code == "time-form"


def test_a_time_of_the_usual_form_is_read_as_it_stands() -> None:
    with patch.object(values, "_text", side_effect=AssertionError("taken apart")):
        assert moment("2022-03-11 08:00:00 +01:00").isoformat() == "2022-03-11T08:00:00+01:00"


def test_a_time_of_toml_is_taken_without_parts_of_a_second() -> None:
    assert clock(time(14, 30, 1, 250)) == time(14, 30, 1)


@pytest.mark.parametrize(
    "text",
    [
        *["", "14", "1400", "870", "14.30", "25:00", "24:00", "14:60", "14:00:60", "14:0", "25h", "9h75", "9h3"],
        *["0pm", "13pm", "13:00 pm", "noon", "14:00 15:00", "15:00-16:00", "15:00 -0300", "14：00", "h", "pm"],
        *["2024-07-24 14:00", "9 UTC", "9 EST", "+02:00", "12habitants"],
    ],
)
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    assert refusal(clock, text) == Remark("time-form", "14:30", text)


@pytest.mark.parametrize("value", [*OBJECTS, date(2024, 7, 24), timedelta(hours=14), 870, 52_200])
def test_a_number_is_no_time_of_day(value: object) -> None:
    assert refusal(clock, value).code == "time-form"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("15:00-16:00", "15:00", "16:00"),
        ("1pm - 4pm", "13:00", "16:00"),
        ("9:30 – 11:00", "09:30", "11:00"),
        ("14:00–15:30", "14:00", "15:30"),
        ("9:00 -10:00", "09:00", "10:00"),
        ("7:00PM- 8:30PM", "19:00", "20:30"),
        ("9h-12h30", "09:00", "12:30"),
        ("9h-12:30", "09:00", "12:30"),
        ("14:00:00 - 15:30:00", "14:00", "15:30"),
        ("22:00-02:00", "22:00", "02:00"),
        ("20:00-24:00", "20:00", "00:00"),
        ("9\u00a0h\u2009—\u200910\u00a0h", "09:00", "10:00"),
    ],
)
def test_a_range_of_hours_is_read(text: str, start: str, end: str) -> None:
    assert clock_range(text) == (time.fromisoformat(start), time.fromisoformat(end))


@pytest.mark.parametrize(
    "value",
    [
        *OBJECTS,
        *["", "-", "14:00", "19:00:00 -03", "19:00:00-03:00", "9-12", "14:00 +02:00", "14:00Z - 16:00"],
        *["2024-07-24", "1-4pm", "2024-07-24 14:00-16:00", "15:00-16:00 +02:00", "9:00-10:00-11:00"],
        pytest.param("15:00-16:00" + " " * 5_000_000 + "x", id="huge"),
    ],
)
def test_what_is_no_range_is_none(value: object) -> None:
    assert clock_range(value) is None


@pytest.mark.parametrize(
    "text",
    ["15:00-25:00", "9h-12h75", "24:00-24:00", "13pm-14pm", "3:00-4:30 PM", "11:00-1PM", "9am - 5:00"],
)
def test_a_range_with_an_uncertain_hour_is_refused(text: str) -> None:
    assert refusal(clock_range, text) == Remark("time-form", "14:30-16:00", text)


@pytest.mark.parametrize("text", ["15:00-16:00", "15:00 -16:00", "19:00:00-03:00", "19:00 -03", "19:00 +03:00"])
def test_a_text_is_a_time_or_a_range_and_never_both(text: str) -> None:
    is_time = True
    try:
        clock(text)
    except BadValue:
        is_time = False
    assert is_time == (clock_range(text) is None)


@pytest.mark.parametrize("read", [moment, clock, lambda value: duration(value, None)])
@pytest.mark.parametrize(
    "value",
    [
        pytest.param("9" * 5_000_000, id="digits"),
        pytest.param("2024-01-01" + " " * 5_000_000 + "x", id="spaces"),
        pytest.param("-1:" * 2_000_000, id="dashes"),
        pytest.param("1h" * 2_500_000, id="hours"),
    ],
)
def test_a_huge_text_is_refused_and_cut(read: Callable[[object], object], value: str) -> None:
    assert len(refusal(read, value).got) == 100


# Near the edges of what exists: day 0, month 13, 24:00, 60 seconds, an offset of 14 hours.
NEARLY_USUAL = st.tuples(
    st.sampled_from(["1899", "1900", "2024", "2023", "2099", "2200", "24", "٢٠٢٤"]),
    st.sampled_from(["-01", "-02", "-12", "-13", "-00", "-7", ""]),
    st.sampled_from(["-01", "-29", "-30", "-31", "-00", "-5", ""]),
    st.sampled_from([" ", "T", "  ", "t", ""]),
    st.sampled_from(["00:00:00", "14:30:59", "24:00:00", "24:30:00", "14:60:00", "14:30:60", "14:30", "9:00:00", ""]),
    st.sampled_from(["", ".5", " "]),
    st.sampled_from(
        ["", "Z", "+00:00", "-00:00", " -03:00", "+11:59", " +12:00", "+14:01", "+1:00", "+01:60", "+0100"]
    ),
).map("".join)


@settings(derandomize=True, deadline=None, max_examples=2000)
@given(NEARLY_USUAL)
def test_a_usual_time_is_read_as_any_other(text: str) -> None:
    def read() -> object:
        try:
            found = moment(text)
        except BadValue as error:
            return error.remark
        return repr(found)

    with patch.object(values, "_usual", return_value=None):
        slowly = read()
    assert read() == slowly


@given(ANY_TEXT)
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(BadValue):
        assert isinstance(moment(text), date)
    with suppress(BadValue):
        assert isinstance(clock(text), time)
    with suppress(BadValue):
        assert isinstance(clock_range(text), tuple | None)
    with suppress(BadValue):
        assert duration(text, "minutes").usual > timedelta(0)
