"""The status of an event: from its key, or from a mark before its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eventfeeds.exporters import text

if TYPE_CHECKING:
    from conftest import ReadEvent
    from eventfeeds.model import Event

START = "event_start_date: 2026-03-14 14:00:00 +01:00\ndate: 2026-02-01 09:00:00 +01:00\n"


def read_one(read_event: ReadEvent, title: str, more: str = "") -> tuple[Event, list[tuple[str, str, str]]]:
    result = read_event(f'title: "{title}"\n{more}{START}')
    [event] = result.events
    return event, [(problem.severity, problem.code, problem.key) for problem in result.problems]


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("ANNULÉ – Atelier", "cancelled"),
        ("ANNULE - Atelier", "cancelled"),
        ("Annulé — Atelier", "cancelled"),
        ("Annulée : Atelier", "cancelled"),
        ("annulé: Atelier", "cancelled"),
        ("Annulation : Atelier", "cancelled"),
        ("[Annulé] Atelier", "cancelled"),
        ("[ ANNULÉ ]Atelier", "cancelled"),
        ("[Annulé] – Atelier", "cancelled"),
        ("(annulé) Atelier", "cancelled"),
        ("  ANNULÉ – Atelier", "cancelled"),
        ("Reporté : Atelier", "postponed"),
        ("[REPORTÉE] Atelier", "postponed"),
        ("[Annulé] ANNULÉ – Atelier", "cancelled"),
        ("Annulé : Reporté : Atelier", "cancelled"),
    ],
)
def test_mark_before_the_title_is_the_status(read_event: ReadEvent, title: str, status: str) -> None:
    event, problems = read_one(read_event, title)
    assert (event.status, event.title) == (status, "Atelier")
    assert problems == [("notice", "status-from-title", "title")]


@pytest.mark.parametrize(
    "title",
    [
        "Annulé",
        "[Annulé]",
        "ANNULÉ –",
        "Annulé ou presque : comment tenir un agenda",
        "Atelier annulé – compte rendu",
        "Atelier (annulé)",
        "Webinaire – l'État reporté",
        "[duplication] Atelier",
        "Annulé-Reporté",
    ],
)
def test_other_title_says_no_status(read_event: ReadEvent, title: str) -> None:
    event, problems = read_one(read_event, title)
    assert (event.status, event.title) == ("confirmed", title)
    assert problems == []


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("annulé", "cancelled"),
        ("ANNULEE", "cancelled"),
        (" cancelled ", "cancelled"),
        ("reporté", "postponed"),
        ("à confirmer", "tentative"),
        ("Maintenu", "confirmed"),
    ],
)
def test_status_key(read_event: ReadEvent, word: str, status: str) -> None:
    event, problems = read_one(read_event, "Atelier", f'status: "{word}"\n')
    assert (event.status, event.title) == (status, "Atelier")
    assert problems == []


def test_unknown_status_is_a_warning_that_names_the_known_ones(read_event: ReadEvent) -> None:
    result = read_event(f"title: Atelier\nstatus: archivé\n{START}")
    [problem] = result.problems
    assert (problem.severity, problem.code, problem.key, problem.line) == ("warning", "unknown-status", "status", 3)
    assert "archivé" in problem.message
    assert "postponed" in problem.message
    assert result.events[0].status == "confirmed"


def test_unknown_status_leaves_that_of_the_title(read_event: ReadEvent) -> None:
    event, problems = read_one(read_event, "ANNULÉ – Atelier", "status: archivé\n")
    assert (event.status, event.title) == ("cancelled", "Atelier")
    assert {code for _, code, _ in problems} == {"unknown-status", "status-from-title"}


def test_key_and_mark_that_agree_are_one(read_event: ReadEvent) -> None:
    event, problems = read_one(read_event, "ANNULÉ – Atelier", "status: annulé\n")
    assert (event.status, event.title) == ("cancelled", "Atelier")
    assert problems == [("notice", "status-from-title", "title")]


def test_mark_that_the_key_contradicts_goes_with_a_warning(read_event: ReadEvent) -> None:
    event, problems = read_one(read_event, "ANNULÉ – Atelier", "status: reporté\n")
    assert (event.status, event.title) == ("postponed", "Atelier")
    assert problems == [("warning", "rival-status", "title")]


@pytest.mark.parametrize(
    ("title", "more", "shown"),
    [
        ("ANNULÉ – Atelier", "", "Annulé : Atelier"),
        ("[Annulé] annulé : Atelier", "", "Annulé : Atelier"),
        ("Annulé : Atelier", "status: annulé\n", "Annulé : Atelier"),
        ("[Reporté] Atelier", "", "Reporté : Atelier"),
        ("Atelier", "status: à confirmer\n", "À confirmer : Atelier"),
        ("Atelier", "", "Atelier"),
    ],
)
def test_output_has_one_prefix_only(read_event: ReadEvent, title: str, more: str, shown: str) -> None:
    event, _ = read_one(read_event, title, more)
    assert text.title(event, "fr") == shown


def test_no_title_is_a_warning_and_the_name_of_the_file_stands_for_it(read_event: ReadEvent) -> None:
    result = read_event(START, name="atelier-du-14-mars.md")
    assert result.events[0].title == "Atelier du 14 mars"
    assert [(problem.severity, problem.code) for problem in result.problems] == [("warning", "no-title")]
    assert read_event(START, name="fête-de-l'été.md").events[0].title == "Fête de l été"


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Atelier  du\\n14 mars", "Atelier du 14 mars"),
        ("**Atelier** &amp; café", "Atelier & café"),
        ("Un prix <br> au plus", "Un prix au plus"),
        ("Budget 3 < 4 : et alors ?", "Budget 3 < 4 : et alors ?"),
        ("C# et C++ *", "C# et C++ *"),
    ],
)
def test_title_is_one_line_of_plain_text(read_event: ReadEvent, title: str, plain: str) -> None:
    event, problems = read_one(read_event, title)
    assert event.title == plain
    assert problems == []


@pytest.mark.parametrize(("length", "codes"), [(255, []), (256, ["long-line"])])
def test_long_title_is_kept_whole_with_a_notice(read_event: ReadEvent, length: int, codes: list[str]) -> None:
    event, problems = read_one(read_event, "a" * length)
    assert event.title == "a" * length
    assert [code for _, code, _ in problems] == codes


def test_marks_without_end_are_read_in_one_pass(read_event: ReadEvent) -> None:
    event, _ = read_one(read_event, "[annulé]" * 100_000 + "Atelier")
    assert (event.status, event.title) == ("cancelled", "Atelier")
