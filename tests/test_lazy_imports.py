"""Who asks for one thing does not pay for the others: what each command and import leaves alone."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
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
# What few sites need, or only what is wrong: a folder of plain events does without.
RARE = {
    *(f"eventfeeds.config.{name}" for name in ("building", "history", "hugo", "jekyll", "offered")),
    *(f"eventfeeds.documents.{name}" for name in ("data", "headers", "toml_faults", "typed", "typed_handlers")),
    *(f"eventfeeds.markup.{name}" for name in ("addresses", "emphasis", "kramdown_scan", "safety")),
    *(f"eventfeeds.reading.{name}" for name in ("slips", "transform")),
    *(f"eventfeeds.times.{name}" for name in ("occurrences", "recurrence", "rule_forms", "rule_parts")),
    *("calendar", "difflib", "email", "hashlib", "importlib.resources", "nh3", "pkgutil", "pytz", "socket"),
    *("subprocess", "tempfile", "tomllib", "zipfile"),
}
# Of what others load, for their own purposes.
OF_FEEDGEN = {"calendar"}
OF_ATOM = OF_FEEDGEN | {"hashlib"}  # a time of its own for each entry
OF_ICALENDAR = {"calendar", "hashlib", "tempfile", "zipfile", "importlib.resources"}

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


@pytest.mark.parametrize(
    ("name", "theirs"), [("json", set()), ("rss", OF_FEEDGEN), ("atom", OF_ATOM), ("ics", OF_ICALENDAR)]
)
def test_plain_events_do_not_pay_for_what_is_rare(tmp_path: Path, name: str, theirs: set[str]) -> None:
    event = "---\ntitle: Forum\nevent_start_date: 2026-03-14 09:30\nevent_end_date: 2026-03-14 17:00\n---\nCome.\n"
    (tmp_path / "forum.md").write_text(event, encoding="utf-8")
    found = imported_by_command(name, tmp_path)
    assert "eventfeeds.reading" in found
    assert found & RARE - theirs == set()


@pytest.mark.parametrize("name", ["yaml", "zoneinfo", "eventfeeds.markup.own"])
def test_long_chains_of_imports_begin_high_up(name: str) -> None:
    finder = (
        "import sys, traceback\n"
        "class Depth:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {name!r}:\n"
        "            sys.stderr.write(str(sum(1 for frame, _ in traceback.walk_stack(None))))\n"
        "sys.meta_path.insert(0, Depth())\n"
        f"sys.argv = ['eventfeeds', 'json', {str(CONTENT)!r}, '--quiet']\n"
        "from eventfeeds.cli import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", finder], capture_output=True, text=True, check=True)
    assert 0 < int(done.stderr) < 60


def test_few_classes_are_dataclasses_which_take_long_to_define() -> None:
    program = (
        "import atexit, dataclasses, sys\n"
        "def report():\n"
        "    own = [each for name, each in sys.modules.items() if name.startswith('eventfeeds')]\n"
        "    held = [each for module in own for each in vars(module).values() if isinstance(each, type)]\n"
        "    sys.stderr.write(' '.join({each.__name__ for each in held if dataclasses.is_dataclass(each)}))\n"
        "atexit.register(report)\n"
        f"sys.argv = ['eventfeeds', 'json', {str(CONTENT)!r}, '--quiet']\n"
        "from eventfeeds.cli import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    public = {"Calendar", "Detail", "Event", "Exporter", "Image", "Place", "Problem", "Reading", "Site"}
    often_made = {"Found", "Item", "Record"}
    assert set(done.stderr.split()) == public | often_made


@pytest.mark.parametrize(
    ("name", "always"),
    [
        ("eventfeeds.model.checks", {"_ADDRESS", "_LANGUAGE", "UID"}),
        ("eventfeeds.times.values", {"_USUAL"}),
        ("eventfeeds.reading.details", set()),
        ("eventfeeds.markup.plain", {"_HREF"}),
    ],
)
def test_patterns_that_plain_events_do_not_need_are_compiled_on_use(name: str, always: set[str]) -> None:
    compiled = {held for held, value in vars(import_module(name)).items() if isinstance(value, re.Pattern)}
    assert compiled == always


def test_the_command_looks_for_cycles_seldom_before_anything_is_loaded() -> None:
    assert "click" not in imported_by("import eventfeeds.cli")


def test_the_end_does_not_go_through_all_that_was_read() -> None:
    program = (
        "import atexit, gc, sys; atexit.register(lambda: sys.stderr.write(str(gc.get_freeze_count() > 0)));"
        f"sys.argv = ['eventfeeds', 'json', {str(CONTENT)!r}, '--quiet']; from eventfeeds.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == "True"
