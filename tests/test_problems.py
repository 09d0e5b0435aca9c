"""A problem as a person is told of it: place, severity, key, sentence and code on one line."""

from __future__ import annotations

import os
import pickle
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pytest

from eventfeeds.errors import BadValue, Problem, ReadingError, UnknownExporterError, shown
from eventfeeds.reading import Reading, read

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import ReadBy, ReadEvent
    from eventfeeds.errors import Severity
    from eventfeeds.site import Site


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Problem("a.md", "error", "invalid-date", "does not exist", 7, "start"),
         "a.md:7: error: start: does not exist [invalid-date]"),
        (Problem("a.md", "warning", "not-utf8", "is not UTF-8", 7), "a.md:7: warning: is not UTF-8 [not-utf8]"),
        (Problem("a.md", "error", "unreadable", "cannot be read"), "a.md: error: cannot be read [unreadable]"),
        (Problem("été.md", "notice", "no-start", "dès 9\u202fh", 0, "a"), "été.md: notice: a: dès 9 h [no-start]"),
        (Problem("a\nb.md", "error", "c", "d\x1b[31m", 0, "k\n"), "a b.md: error: k : d [31m [c]"),
    ],
)  # fmt: skip
def test_problem_is_one_line(problem: Problem, line: str) -> None:
    assert str(problem) == line


def test_problem_of_a_key_that_breaks_lines_is_one_line(read_event: ReadEvent) -> None:
    result = read_event('title: a\nevent_start_date: 2026-03-14\ndate: 2026-02-01\n"lieu\\n": [a, b]\n')
    assert [str(problem) for problem in result.problems] == [
        "atelier.md:5: warning: lieu : is a list; joined by commas; expected a text, got a, b [list-for-text]"
    ]


@pytest.mark.skipif(os.name != "posix", reason="names that only POSIX allows")
@pytest.mark.parametrize(("name", "shown"), [(b"a\xff.md", "a?.md"), (b"a\n\x1b[31m.md", "a??[31m.md")])
def test_file_of_an_unprintable_name_is_read_and_told_printably(
    tmp_path: Path, site: Site, name: bytes, shown: str
) -> None:
    try:
        (tmp_path / os.fsdecode(name)).write_text("---\nlieu: Lille\n---\n", encoding="utf-8")
    except OSError:
        pytest.skip("the file system refuses such names")
    [problem] = read([tmp_path], site).problems
    assert (problem.path, problem.code) == (f"{tmp_path.as_posix()}/{shown}", "no-start")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("soon", "soon"),
        ("x" * 5000, "x" * 99 + "…"),
        (True, "true"),
        (7, "7"),
        (1.5, "1.5"),
        pytest.param(16**5000, "a number of many digits", id="huge"),
        (None, "nothing"),
        (date(2026, 3, 14), "2026-03-14"),
        (datetime(2026, 3, 14, 9, 30), "2026-03-14 09:30:00"),
        (time(9, 30), "09:30:00"),
        ([], "[]"),
        (["a", 2, None, "d"], "[a, 2, nothing, ...]"),
        ([["a"], [], {"b": 1}], "[[...], [], {...}]"),
        ({}, "{}"),
        ({"a": 1}, "{a: 1}"),
        ({"a": [1], "b": {}, "c": {"d": 2}, "e": 4}, "{a: [...], b: {}, c: {...}, ...}"),
        (b"bytes", "bytes"),
    ],
)
def test_value_is_told_as_it_stands_in_a_file(value: object, told: str) -> None:
    assert shown(value) == told


def test_texts_are_told_in_quotes_where_a_number_is_no_text() -> None:
    assert [shown(value, quoted=True) for value in ("1", 1, ["1", 1], {"a": "1"})] == [
        "'1'",
        "1",
        "['1', 1]",
        "{a: '1'}",
    ]


SENTENCES = """[fields]
title = "title"
start = "day"
days = "days"
excluded = "except"
sequence = "revision"
"""


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("day: {a: 1}", "error: day: is no date; expected YYYY-MM-DD, got {a: 1}"),
        ("day: [2026-05-02, {a: 1}]", "error: day: is no date; expected YYYY-MM-DD, got [2026-05-02, {...}]"),
        (
            "day: 2026-05-02\ndays: 0",
            "warning: days: is no number; left out; expected a whole number from 1 to 3660, got 0",
        ),
        (
            "day: 2026-05-02\nrevision: -1",
            "warning: revision: is no number; left out; expected a whole number from 0 to 2147483647, got -1",
        ),
        (
            "day: 2026-05-02\nexcept: [2026-05-09]",
            "warning: except: is no rule of recurrence; expected FREQ=WEEKLY;COUNT=4, got [2026-05-09]",
        ),
    ],
)
def test_sentence_says_what_was_expected_and_what_stands_there(read_by: ReadBy, lines: str, sentence: str) -> None:
    problems = [str(problem) for problem in read_by(SENTENCES, f"title: a\n{lines}").problems]
    assert any(sentence in problem for problem in problems), problems


def reading_of(site: Site, *severities: Severity) -> Reading:
    return Reading(site, problems=tuple(Problem("a.md", severity, "c", "m") for severity in severities))


def test_errors_are_raised_with_every_problem(site: Site) -> None:
    reading = reading_of(site, "warning", "error", "notice")
    with pytest.raises(ReadingError) as caught:
        reading.raise_for_errors()
    assert caught.value.problems == reading.problems
    assert str(caught.value).splitlines() == [str(problem) for problem in reading.problems]


def test_warnings_raise_nothing(site: Site) -> None:
    reading_of(site, "warning", "notice").raise_for_errors()


@pytest.mark.parametrize(
    "error",
    [
        BadValue("invalid-date", "a", "b", key="k", line=3),
        ReadingError([Problem("a.md", "error", "c", "m")]),
        UnknownExporterError("icz", ["ics"]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_error_can_come_back_from_another_process(error: Exception) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
