"""Files that are no events for a slip of the hand."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

import eventfeeds
from eventfeeds.profiles import builtin

if TYPE_CHECKING:
    from pathlib import Path

    from eventfeeds.reading import Reading


def reading_of(folder: Path, text: str, profile: str = "numerique-gouv") -> Reading:
    (folder / "a.md").write_text(text, encoding="utf-8")
    site = eventfeeds.Site(profile=builtin(profile), url="https://www.example.org/", timezone="UTC")
    return eventfeeds.read([folder / "a.md"], site)


@pytest.mark.parametrize(
    ("profile", "line", "meant"),
    [
        ("numerique-gouv", "event_startdate: 2026-05-12", "event_start_date"),
        ("numerique-gouv", "evnet_start_date: 2026-05-12", "event_start_date"),
        ("numerique-gouv", "event_start_dat: 2026-05-12", "event_start_date"),
        ("numerique-gouv", "event_start_datee: 2026-05-12", "event_start_date"),
        ("numerique-gouv", "event_stert_date: 2026-05-12", "event_start_date"),
        ("numerique-gouv", "event start date: 2026-05-12", "event_start_date"),
        ("numerique-gouv", "eventStartDate: 2026-05-12", "event_start_date"),
        ("numerique-gouv", "eventDate: 2026-05-12", "event_date"),
        ("numerique-gouv", "event_startdate: le 12 mai", "event_start_date"),
        ("numerique-gouv", "event_end_dat: 2026-05-12", "event_end_date"),
        ("hugo", "dtae: 2026-05-12", "date"),
        ("eleventy-calendar", "strat: 2026-05-12", "start"),
    ],
)
def test_key_that_is_nearly_one_of_an_event_is_told(tmp_path: Path, profile: str, line: str, meant: str) -> None:
    [problem] = reading_of(tmp_path, f"---\ntitle: A\n{line}\n---\n", profile).problems
    key = line.partition(":")[0]
    assert str(problem).endswith(
        f"a.md:3: warning: {key}: is no key of an event, so the file is left out; expected {meant} [mistyped-key]"
    )


@pytest.mark.parametrize(
    ("profile", "line"),
    [
        ("numerique-gouv", "lien: https://www.example.org/"),  # of `lieu`
        ("numerique-gouv", "access: public"),  # of `acces`
        ("numerique-gouv", "adresses: [a, b]"),  # of `adresse`, without a date
        ("numerique-gouv", "vent_start_dates: 2026-05-12"),  # two slips
        ("numerique-gouv", "date: 2026-05-12"),  # of publication
        ("hugo", "data: weather"),
        ("osuny", "date: 2026-05-12"),  # of `dates.from.day`, and known
        ("eleventy-calendar", "stars: 5"),
    ],
)
def test_ordinary_key_is_not_told(tmp_path: Path, profile: str, line: str) -> None:
    reading = reading_of(tmp_path, f"---\ntitle: A\n{line}\n---\n", profile)
    assert [each.reason for each in reading.skipped] == ["no-event"]
    assert [each.code for each in reading.problems if each.severity != "notice"] == []


@pytest.mark.parametrize(
    ("profile", "text", "line", "told"),
    [
        ("numerique-gouv", "----\nevent_date: 2026-05-12\n---\n", 2, "---, got ----"),
        ("numerique-gouv", "event_date: 2026-05-12\n---\n", 1, "---"),
        ("hugo", "++\neventDate = 2026-05-12\n+++\n", 2, "+++, got ++"),
    ],
)
def test_keys_of_an_event_without_front_matter_are_told(
    tmp_path: Path, profile: str, text: str, line: int, told: str
) -> None:
    [problem] = reading_of(tmp_path, text, profile).problems
    fence, _, got = told.partition(", ")
    expected = f"a line {fence} alone above it, the first of the file"
    assert (problem.code, problem.line) == ("key-without-front-matter", line)
    assert problem.message == "stands in no front matter, so the file is left out; expected " + ", ".join(
        filter(None, (expected, got))
    )


@pytest.mark.parametrize(
    ("profile", "text"),
    [
        ("schema-org", "Notes for editors.\n\nstartDate: the first day\n1 May"),
        ("numerique-gouv", "Contact\n\nadresse : 20 avenue de Segur\n"),
        ("numerique-gouv", "Contact\n\nlieu : Paris 7e\n"),
    ],
)
def test_text_that_names_a_key_without_a_date_is_not_told(tmp_path: Path, profile: str, text: str) -> None:
    reading = reading_of(tmp_path, text, profile)
    assert [each.reason for each in reading.skipped] == ["no-front-matter"]
    assert reading.problems == ()


@pytest.mark.parametrize(
    "text", ["---\n" + "".join(f"event_start_dat{n}: x\n" for n in range(100_000)) + "---\n", "lieu" * 1_000_000]
)
def test_hostile_files_cost_no_more_than_reading_them(tmp_path: Path, text: str) -> None:
    begin = time.process_time()
    reading_of(tmp_path, text)
    assert time.process_time() - begin < 20
