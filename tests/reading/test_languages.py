"""In which language a file is, and one language for one calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import ReadBy
    from eventfeeds.reading import Reading

SUFFIX = "language_from = ['suffix']\n"
FOLDER = "language_from = ['folder']\n"
OWN = "[fields]\ntitle = 'title'\nstart = 'when'\nlanguage = 'lang'\n"


def page(title: str, more: str = "") -> str:
    return f"---\ntitle: {title}\nwhen: 2026-03-14\n{more}\n---\n"


def languages(reading: Reading) -> dict[str, str]:
    return {event.title: event.language for event in reading.events}


@pytest.mark.parametrize(
    ("profile", "name", "more", "language"),
    [
        (OWN, "a.md", "lang: fr", "fr"),
        (OWN, "a.md", "lang: pt_BR", "pt-BR"),
        (OWN, "a.md", "lang: français", ""),
        (OWN, "a.fr.md", "", ""),
        (OWN, "fr/a.md", "", ""),
        (SUFFIX + OWN, "a.fr.md", "", "fr"),
        (SUFFIX + OWN, "a.pt-br.md", "", "pt-br"),
        (SUFFIX + OWN, "a.v2.md", "", ""),
        (SUFFIX + OWN, "a.js.md", "", ""),
        (SUFFIX + OWN, "fr.md", "", ""),
        (SUFFIX + OWN, "a.fr.md", "lang: de", "de"),
        (FOLDER + OWN, "fr/a.md", "", "fr"),
        (FOLDER + OWN, "events/fr/a.md", "", ""),
        (FOLDER + OWN + "[identity]\nroots = ['events']\n", "events/fr/a.md", "", "fr"),
        (FOLDER + OWN, "rust/a.md", "", ""),
        (FOLDER + OWN, "fr.md", "", ""),
    ],
)
def test_language_of_a_file(read_by: ReadBy, profile: str, name: str, more: str, language: str) -> None:
    assert languages(read_by(profile, {name: page("a", more)})) == {"a": language}


def test_calendar_has_the_language_that_its_site_says(read_by: ReadBy) -> None:
    files = {"a.md": page("Fête"), "a.de.md": page("Fest"), "b.fr.md": page("Bal"), "c.fr-CA.md": page("Cabane")}
    reading = read_by(SUFFIX + OWN, files, language="fr")
    assert languages(reading) == {"Fête": "", "Bal": "fr", "Cabane": "fr-CA"}
    assert [(each.path[-7:], each.reason) for each in reading.skipped] == [("a.de.md", "other-language")]
    assert "several-languages" not in {problem.code for problem in reading.problems}


@pytest.mark.parametrize(
    ("names", "kept", "language"),
    [
        (["a.md", "b.md", "a.de.md"], ["a.md", "b.md"], "en"),
        (["a.fr.md", "b.fr.md", "a.de.md"], ["a.fr.md", "b.fr.md"], "fr"),
        (["a.fr.md", "a.de.md"], ["a.de.md"], "de"),
        (["a.fr.md", "b.fr.md", "c.md"], ["a.fr.md", "b.fr.md", "c.md"], "fr"),
        (["a.md", "b.md"], ["a.md", "b.md"], "en"),
        (["a.fr.md"], ["a.fr.md"], "fr"),
    ],
)
def test_where_nobody_says_it_the_most_told_language_counts(
    read_by: ReadBy, names: list[str], kept: list[str], language: str
) -> None:
    reading = read_by(SUFFIX + OWN, {name: page(name) for name in names})
    assert [event.title for event in reading.events] == kept
    assert reading.calendar().language == language


def test_words_added_to_an_agenda_are_in_the_language_found(read_by: ReadBy) -> None:
    hours = "---\ntitle: Fête\nwhen: 2026-03-14 14:00\nlast: 2026-03-16\n---\n"
    reading = read_by(f"{SUFFIX}{OWN}end = 'last'\n", {"a.fr.md": hours}, timezone="Europe/Paris")
    assert reading.calendar().title == "Agenda de example.org"
    assert [detail.label for detail in reading.events[0].details] == ["Début le premier jour"]
    given = read_by(SUFFIX + OWN, {"a.fr.md": page("a.fr.md")}, title="Events of example.org")
    assert given.calendar().title == "Events of example.org"


def test_title_that_somebody_gave_stays_in_the_language_found(read_by: ReadBy) -> None:
    assert read_by(SUFFIX + OWN, {"a.fr.md": page("a")}, title="Our agenda").calendar().title == "Our agenda"


def test_several_languages_are_told_once_with_their_counts(read_by: ReadBy) -> None:
    files = {"a.fr.md": page("a"), "b.fr.md": page("b"), "a.de.md": page("c")}
    told = [problem for problem in read_by(SUFFIX + OWN, files).problems if problem.code == "several-languages"]
    assert [problem.severity for problem in told] == ["warning"]
    assert "de 1, fr 2" in told[0].message


@pytest.mark.parametrize("code", ["fr", "pt"])
def test_page_that_does_not_say_its_language_gives_way_to_its_translation(read_by: ReadBy, code: str) -> None:
    files = {f"a.{code}.md": page("Fête"), "a.md": page("Party"), "b.md": page("Ball")}
    reading = read_by(SUFFIX + OWN, files, language=code, event_url="/{lang}/{slug}/")
    assert [(event.uid, event.title, event.url) for event in reading.events] == [
        ("a@example.org", "Fête", f"https://example.org/{code}/a/"),
        ("b@example.org", "Ball", f"https://example.org/{code}/b/"),
    ]
    assert [(each.path[-5:], each.reason) for each in reading.skipped] == [("/a.md", "other-language")]
    assert "duplicate-uid" not in {problem.code for problem in reading.problems}


def test_two_pages_of_one_language_and_one_uid_are_told(read_by: ReadBy) -> None:
    files = {"a.fr.md": page("Fête", "uid: x"), "b.fr.md": page("Bal", "uid: x")}
    reading = read_by(f"{SUFFIX}{OWN}uid = 'uid'\n", files, language="fr")
    assert [event.title for event in reading.events] == ["Fête"]
    assert "duplicate-uid" in {problem.code for problem in reading.problems}


def test_file_in_the_language_that_the_agenda_is_declared_in_belongs_to_it(read_by: ReadBy) -> None:
    files = {f"{name}.md": page(name) for name in "abc"} | {
        "d.md": page("d", "lang: en"),
        "e.md": page("e", "lang: de"),
    }
    reading = read_by(OWN, files)
    assert (reading.site.language, list(languages(reading))) == ("en", ["a", "b", "c", "d"])


def test_files_of_the_declared_language_alone_are_no_mixture(read_by: ReadBy) -> None:
    reading = read_by(OWN, {"a.md": page("a"), "b.md": page("b"), "c.md": page("c", "lang: en")})
    assert "several-languages" not in {problem.code for problem in reading.problems}


def test_name_of_a_language_is_no_code_and_is_told(read_by: ReadBy) -> None:
    reading = read_by(OWN, {"a.md": page("a", "lang: french")})
    [problem] = [each for each in reading.problems if each.code == "language-form"]
    assert (problem.severity, problem.key, problem.line) == ("warning", "lang", 4)
    assert "french" in problem.message


@pytest.mark.parametrize(
    ("language", "titles"), [("en", ["Fair"]), ("de", ["Fest", "Tanz"]), ("de-AT", ["Fest", "Tanz"]), ("fr", [])]
)
def test_file_that_does_not_say_its_language_is_in_that_of_the_files(
    read_by: ReadBy, language: str, titles: list[str]
) -> None:
    files = {"a.md": page("Fest"), "a.en.md": page("Fair"), "b.md": page("Tanz")}
    reading = read_by(SUFFIX + OWN, files, language=language, files_language="de")
    assert [event.title for event in reading.events] == titles
    assert {each.reason for each in reading.skipped} == {"other-language"}
