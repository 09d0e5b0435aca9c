"""The public names: all there, known to type checkers, and free until one is used."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

import eventfeeds

if TYPE_CHECKING:
    from pathlib import Path

HOMES = {name: module for module, names in eventfeeds._HOMES.items() for name in names}
HEAVY = ["icalendar", "feedgen", "lxml", "click", "frontmatter", "yaml"]

TYPED = """\
import datetime
import eventfeeds

def made(start: datetime.datetime) -> bytes:
    event = eventfeeds.Event(uid="a", title="b", start=start)
    calendar = eventfeeds.Calendar(title="c", timezone="Europe/Paris", events=[event])
    return eventfeeds.export(calendar, "ics", html=True)

def told(folder: str) -> list[str]:
    reading: eventfeeds.Reading = eventfeeds.read([folder])
    return [str(problem) for problem in reading.problems]
"""
MISTAKES = [
    ("eventfeeds.Evnt", "attr-defined"),
    ("eventfeeds.raed(['content'])", "attr-defined"),
    ("eventfeeds.Event(uid='a', titel='b')", "call-arg"),
    ("eventfeeds.export('a', 'ics')", "arg-type"),
]


@pytest.mark.parametrize("name", eventfeeds.__all__)
def test_public_name_is_that_of_its_home(name: str) -> None:
    assert getattr(eventfeeds, name) is getattr(import_module(f"eventfeeds.{HOMES[name]}"), name)


def test_public_names_are_sorted_and_each_has_one_home() -> None:
    assert eventfeeds.__all__ == sorted(eventfeeds.__all__)
    assert sorted(eventfeeds.__all__) == sorted(name for names in eventfeeds._HOMES.values() for name in names)


def test_public_names_can_be_listed_and_imported_at_once() -> None:
    space: dict[str, object] = {}
    exec("from eventfeeds import *", space)
    assert set(space) >= set(eventfeeds.__all__)
    assert set(dir(eventfeeds)) >= set(eventfeeds.__all__)


def test_unknown_name_is_an_error_that_shows_it() -> None:
    with pytest.raises(AttributeError, match="module 'eventfeeds' has no attribute 'Evnt'"):
        _ = eventfeeds.Evnt


@pytest.mark.parametrize(
    "statement", ["import eventfeeds", "import eventfeeds.errors", "from eventfeeds import Event, Calendar, Problem"]
)
def test_import_costs_nothing_until_a_name_is_used(statement: str) -> None:
    code = f"import sys; {statement}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "eventfeeds" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_import_changes_no_global() -> None:
    code = (
        "import locale, os, time, warnings, sys, decimal, logging\n"
        "def state():\n"
        "    return (locale.setlocale(locale.LC_ALL), dict(os.environ), time.tzname, list(warnings.filters),\n"
        "            sys.getrecursionlimit(), decimal.getcontext().prec, list(logging.root.handlers), sys.excepthook)\n"
        "before = state()\n"
        "from eventfeeds import *\n"
        "import eventfeeds.exporters.ics, eventfeeds.cli\n"
        "assert state() == before, (before, state())\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.fixture(scope="module")
def mypy(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What mypy says of a file that is right, then has one mistake on each line."""
    folder: Path = tmp_path_factory.mktemp("typed")
    mistakes = "\n".join(mistake for mistake, _ in MISTAKES)
    (folder / "user.py").write_text(f"{TYPED}{mistakes}\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-error-summary",
        "--config-file=",
        "--cache-dir=.cache",
        "user.py",
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert told.returncode == 1, told.stdout + told.stderr
    return told.stdout.splitlines()


@pytest.mark.parametrize("mistake", range(len(MISTAKES)), ids=[mistake for mistake, _ in MISTAKES])
def test_misspelt_name_is_an_error_for_type_checkers(mypy: list[str], mistake: int) -> None:
    line = TYPED.count("\n") + 1 + mistake
    errors = [told for told in mypy if told.startswith(f"user.py:{line}: error: ")]
    assert any(told.endswith(f"[{MISTAKES[mistake][1]}]") for told in errors)


def test_right_use_is_none_for_type_checkers(mypy: list[str]) -> None:
    assert [told for told in mypy if int(told.split(":")[1]) <= TYPED.count("\n")] == []
