"""Every code has its sentence and every sentence its code; every language has the same words."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any, get_args

import pytest

import eventfeeds
from eventfeeds.errors import BadValue, Severity
from eventfeeds.model import Status
from eventfeeds.wording import LANGUAGES, codes, problem, setting, severity, words

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = Path(eventfeeds.__file__).parent
TREES = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES.rglob("*.py")]
TABLES = {
    language: tomllib.loads((SOURCES / "wording" / f"{language}.toml").read_text(encoding="utf-8"))
    for language in LANGUAGES
}
# What takes a code as its first argument: the constructors of remarks, and those who make one or its sentence.
SPEAKERS = {"Remark", "BadValue", "note", "problem", "severity", "_remark", "of_site"}
CONTROLS = "a\nb\r\tc\x1b[31md\x07\u2028\u202ee"


def texts(tree: ast.AST) -> Iterator[str]:
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def spoken(tree: ast.AST) -> Iterator[str]:
    """The codes that are given where a code is wanted, each branch of a choice too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in SPEAKERS and not isinstance(node.args[0], ast.Attribute | ast.Subscript):
                yield from texts(node.args[0])


SPOKEN = {code for tree in TREES for code in spoken(tree)}
WRITTEN = {text for tree in TREES for text in texts(tree)}


@pytest.mark.parametrize("code", sorted(SPOKEN))
def test_code_has_a_sentence(code: str) -> None:
    assert code in codes()


@pytest.mark.parametrize("code", codes())
def test_sentence_has_a_code_that_uses_it(code: str) -> None:
    assert code in WRITTEN


def test_codes_are_found_in_the_code() -> None:
    assert {"no-start", "bad-link", "hours-over-midnight", "duplicate-key", "no-uid-host", "unknown-setting"} <= SPOKEN


@pytest.mark.parametrize("code", codes())
def test_entry_is_a_severity_and_a_plain_sentence(code: str) -> None:
    entry = TABLES["en"]["problems"][code]
    assert set(entry) <= {"severity", "text", "expected", "exact", "whole"}
    assert severity(code) in get_args(Severity)
    assert {name for _, name, _, _ in Formatter().parse(entry["text"]) if name is not None} <= {"expected", "got"}
    assert entry["text"] == entry["text"].strip(" .\n")
    assert len(entry["text"]) <= 120
    assert entry["text"].isprintable()


@pytest.mark.parametrize("code", codes())
def test_sentence_does_not_overflow_whatever_was_found(code: str) -> None:
    sentence = problem(code, "2024-07-24", "x" * 1_000_000)
    assert len(sentence) <= 300
    assert sentence.count("x" * 200) == 0


@pytest.mark.parametrize("code", codes())
def test_sentence_is_one_printable_line_whatever_was_found(code: str) -> None:
    assert problem(code, "2024-07-24", CONTROLS).isprintable()


@pytest.mark.parametrize("code", codes())
def test_sentence_without_values_has_no_holes(code: str) -> None:
    sentence = problem(code)
    assert "{expected}" not in sentence
    assert "{got}" not in sentence
    assert not sentence.endswith((";", "expected", "got"))


@pytest.mark.parametrize(
    ("code", "expected", "got", "sentence"),
    [
        ("date-form", "YYYY-MM-DD", "hier", "is no date; expected YYYY-MM-DD, got hier"),
        ("date-form", "", "hier", "is no date; got hier"),
        ("date-form", "", "", "is no date"),
        ("invalid-date", "", "2026-02-31", "2026-02-31 does not exist"),
        ("not-a-boolean", "", "non", "says neither yes nor no; expected true or false, got non"),
        ("no-start", "a, b", "", "nothing tells when the event starts; expected a date under one of a, b"),
        ("date-form", "", "a" * 80, f"is no date; got {'a' * 80}"),
        ("date-form", "", "a" * 81, f"is no date; got {'a' * 79}…"),
        ("date-form", "", "{got} {0}", "is no date; got {got} {0}"),
    ],
)
def test_sentence(code: str, expected: str, got: str, sentence: str) -> None:
    assert problem(code, expected, got) == sentence


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (BadValue("date-form", got="hier", key="a.b", line=3), "a.b: is no date; got hier"),
        (BadValue("date-form", got="hier"), "is no date; got hier"),
    ],
)
def test_sentence_of_a_setting_names_its_key(error: BadValue, sentence: str) -> None:
    assert setting(error) == sentence


def shape(words: dict[str, Any]) -> dict[str, tuple[str, object]]:
    """Every key, the type of its value, and the places in it that are filled later."""
    return {key: (type(value).__name__, places(value)) for key, value in words.items()}


def places(value: object) -> set[str]:
    if not isinstance(value, str):
        return set()
    return {name.partition(".")[0] for _, name, _, _ in Formatter().parse(value) if name}


# Messages are in English alone.
FOR_WEBMASTERS = {"problems", "hints", "skipped", "preview"}


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_every_language_has_the_same_words(language: str) -> None:
    assert set(TABLES[language]) == set(TABLES["en"]) - FOR_WEBMASTERS
    assert {section: shape(table) for section, table in TABLES[language].items()} == {
        section: shape(table) for section, table in TABLES["en"].items() if section not in FOR_WEBMASTERS
    }


def test_every_language_that_has_a_file_is_known() -> None:
    assert sorted(LANGUAGES) == sorted(path.stem for path in (SOURCES / "wording").glob("*.toml"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_but_the_usual_has_a_prefix(language: str) -> None:
    assert set(words(language, "status")) == set(get_args(Status)) - {"confirmed"}


@pytest.mark.parametrize(
    ("language", "place"),
    [
        ("fr", "Lieu"),
        ("fr-CA", "Lieu"),
        ("FR", "Lieu"),
        ("en", "Place"),
        ("de", "Place"),
        ("", "Place"),
        ("fro", "Place"),
    ],
)
def test_language_without_words_gets_the_english_ones(language: str, place: str) -> None:
    assert words(language, "labels")["place"] == place
