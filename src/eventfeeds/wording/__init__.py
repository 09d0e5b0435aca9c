"""Sentences for people, in their language; the only place where one is made.

The words are data, `en.toml` and `fr.toml`, and the same as JSON, since parsing TOML takes a tenth of a start.
A language without words of its own gets the English ones.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize

from eventfeeds import packaged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eventfeeds.errors import BadValue, Severity

LANGUAGES = ("en", "fr")
_FALLBACK = "en"
_OTHER = r"[^\x00-\x7f]"


@cache
def _section(language: str, name: str) -> Mapping[str, Any]:
    """The words of one table and those in it, empty if there is none."""
    table = _tables(language)
    for part in name.split("."):
        table = table.get(part, {})
    return table


@cache
def _tables(language: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(packaged.data(__name__, f"{language}.json"))
    return found


def knows(language: str) -> bool:
    """Whether a language, given as BCP 47 (`fr`, `fr-FR`), has words of its own."""
    return _primary(language) in LANGUAGES


@cache
def words(language: str, section: str) -> Mapping[str, Any]:
    """The words of one section, in a language given as BCP 47 (`fr`, `fr-FR`); in English if there are none."""
    return _section(_primary(language) if knows(language) else _FALLBACK, section) or _section(_FALLBACK, section)


def hours() -> dict[str, tuple[str, ...]]:
    """The words of all languages that stand among hours in a text, as the hours in prose name them.

    Of all, since what is typed in a file is not always in the language of the site.
    """
    return _of_all("hours")


def key_words() -> dict[str, tuple[str, ...]]:
    """The words of all languages of which the names of keys of dates are made: `start`, `end`, `end_alone`, `date`."""
    return _of_all("keys")


def _of_all(section: str) -> dict[str, tuple[str, ...]]:
    tables = [_section(language, section) for language in LANGUAGES]
    return {name: tuple(dict.fromkeys(word for table in tables for word in table[name])) for name in tables[0]}


class DayWords(NamedTuple):
    """Words of dates, casefolded: names of months -> 1 to 12, and of weekdays -> 0 to 6 from Monday.

    `before` may stand before a day, `at` between a day and its hour.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    before: frozenset[str]
    at: frozenset[str]


@cache
def day_words() -> DayWords:
    """Of all languages; of a month and a weekday also what is short for it only."""
    tables = [_section(language, "dates") for language in LANGUAGES]
    return DayWords(
        months={name: number + 1 for table in tables for name, number in _abbreviated(table["months"]).items()},
        weekdays={name: number for table in tables for name, number in _abbreviated(table["weekdays"]).items()},
        before=frozenset(word for table in tables for word in table["before_day"]),
        at=frozenset(word for table in tables for word in table["before_hour"]),
    )


def _abbreviated(names: Sequence[str]) -> Mapping[str, int]:
    """Names, with and without accents, and what is short for one of them only, from three letters on -> its number."""
    found: dict[str, int] = {}
    count = len(names)
    spelt = [name.casefold() for name in names]
    spelt += [re.sub(_OTHER, "", normalize("NFKD", name)) for name in spelt]
    for index, name in enumerate(spelt):
        for word in (name[:length] for length in range(3, len(name) + 1)):
            if {other % count for other, each in enumerate(spelt) if each.startswith(word)} == {index % count}:
                found[word] = index % count
    return found


def problem(code: str, expected: str = "", got: str = "") -> str:
    """The sentence of a problem: what is wrong; what was expected, what was found."""
    entry = _problem(code)
    hint = _section(_FALLBACK, "hints").get(got, "")
    got = _short(_exact(got) if entry.get("exact") else got, _LONGEST_PATH if entry.get("whole") else _LONGEST_QUOTE)
    sentence = entry["text"].format(expected=expected, got=got)
    parts = []
    if "{expected}" not in entry["text"] and (wanted := _wanted(entry.get("expected", ""), expected)):
        parts.append(f"expected {wanted}")
    if got and "{got}" not in entry["text"]:
        parts.append(f"got {got}")
    return "; ".join(filter(None, (sentence, hint, ", ".join(parts))))


def skipped(reason: str) -> str:
    """The sentence of why a file is left out."""
    found: str = _section(_FALLBACK, "skipped")[reason]
    return found


def _wanted(form: str, expected: str) -> str:
    """What was expected: the value in the form that the words have for it, else the one or the other."""
    if "{expected}" in form:
        return form.format(expected=expected) if expected else ""
    return expected or form


def setting(error: BadValue) -> str:
    """The sentence of a setting that cannot be used: its key, and the problem."""
    remark = error.remark
    sentence = problem(remark.code, remark.expected, remark.got)
    return f"{remark.key}: {sentence}" if remark.key else sentence


def severity(code: str) -> Severity:
    """How grave a problem is: `error`, `warning` or `notice`."""
    found: Severity = _problem(code)["severity"]
    return found


def codes() -> tuple[str, ...]:
    """Every code that a problem can have."""
    return tuple(_tables(_FALLBACK)["problems"])


def _problem(code: str) -> Mapping[str, Any]:
    return _section(_FALLBACK, f"problems.{code}")


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()


_LONGEST_QUOTE = 80
_LONGEST_PATH = 200


def _short(got: str, longest: int) -> str:
    """One printable line of what was found: it is shown on a terminal, and in the logs of a build."""
    line = " ".join("".join(c if c.isprintable() else " " for c in got[: 4 * longest]).split())
    if line and got != got.strip():
        line = f'"{got[:longest]}"' if got.isprintable() else f'" {line} "'
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _exact(got: str) -> str:
    """Text whose every character counts: signs that look like others are named."""
    return "".join(c if c.isascii() or c.isalnum() else f"<U+{ord(c):04X}>" for c in got[: 4 * _LONGEST_QUOTE])
