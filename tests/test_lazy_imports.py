"""Who asks for one thing does not pay for the others: what each command and import leaves alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from imports import imported_by, imported_by_command

CONTENT = Path(__file__).parent.parent / "examples" / "numerique"
EXPORTERS = {f"eventfeeds.exporters.{name}" for name in ("ics", "rss", "atom", "jsonfeed", "entries", "_feedgen")}
FEEDGEN = {"feedgen", "lxml", "dateutil"}
ICALENDAR = {"icalendar"}
DOCUMENTS = {"yaml", "frontmatter"}
MARKUP = {"pyromark", "nh3"}
PLUG_INS = {"importlib.metadata"}
FILES = {"eventfeeds.publishing"}

COMMANDS = {
    "--help": (["--help"], EXPORTERS | FEEDGEN | ICALENDAR | DOCUMENTS | MARKUP | PLUG_INS),
    "--version": (["--version"], EXPORTERS | FEEDGEN | ICALENDAR | DOCUMENTS | MARKUP),
    "formats": (["formats"], EXPORTERS | FEEDGEN | ICALENDAR | DOCUMENTS | MARKUP),
    "check": (["check", CONTENT], EXPORTERS | FEEDGEN | ICALENDAR | PLUG_INS),
    "list": (["list", CONTENT], EXPORTERS | FEEDGEN | ICALENDAR | PLUG_INS),
    "ics": (["ics", CONTENT], {"feedgen", "lxml", "eventfeeds.exporters.entries"} | PLUG_INS | FILES),
    "json": (["json", CONTENT], {"eventfeeds.exporters._feedgen"} | FEEDGEN | ICALENDAR | PLUG_INS | FILES),
    "rss": (["rss", CONTENT], ICALENDAR | PLUG_INS | FILES),
    "atom": (["atom", CONTENT], ICALENDAR | PLUG_INS | FILES),
    "atom -o": (["atom", CONTENT, "-o", "/dev/null"], ICALENDAR | PLUG_INS),
}
# What each does import, so that its row above can fail.
NEEDED = {
    "--help": {"click"},
    "--version": {"click", "importlib.metadata"},
    "formats": {"importlib.metadata"},
    "check": {"yaml", "pyromark"},
    "list": {"yaml", "pyromark"},
    "ics": {"icalendar"},
    "json": {"eventfeeds.exporters.entries"},
    "rss": {"feedgen", "lxml"},
    "atom": {"feedgen", "lxml"},
    "atom -o": FILES,
}


@pytest.mark.parametrize("name", COMMANDS)
def test_command_imports_what_it_needs_and_no_more(name: str) -> None:
    arguments, forbidden = COMMANDS[name]
    found = imported_by_command(*arguments)
    assert found >= NEEDED[name]
    assert found & forbidden == set()


@pytest.mark.parametrize(
    ("program", "forbidden"),
    [
        ("from eventfeeds import export", ICALENDAR | FEEDGEN | DOCUMENTS | PLUG_INS | {"click"}),
        (
            "import eventfeeds as e; e.export(e.Calendar(), 'json')",
            DOCUMENTS | ICALENDAR | FEEDGEN | PLUG_INS | {"click"},
        ),
        ("import eventfeeds as e; e.export(e.Calendar(), 'ics')", DOCUMENTS | {"feedgen", "lxml", "click"} | PLUG_INS),
    ],
)
def test_library_imports_what_it_needs_and_no_more(program: str, forbidden: set[str]) -> None:
    found = imported_by(program)
    assert "eventfeeds" in found
    assert found & forbidden == set()
