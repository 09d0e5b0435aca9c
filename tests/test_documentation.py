"""The documentation tells the truth: its commands run, its samples come out, its tables are those of the code.

What a block is stands after its fence: `sh` runs; `console` runs and shows what comes out, `...` for any text; `python`
runs, all blocks of a document as one program; `toml` says in its first line what it is: settings, a profile, a part of
one, or the name of what it quotes. Each sees a copy of `examples/` and nothing else. `sh setup NAME` is for .ci/run. A
language and a file of `examples/` show that file whole.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import pytest
import yaml

import eventfeeds
from conftest import ROOT, SOURCES
from eventfeeds import profiles, wording
from eventfeeds.cli.commands import cli
from eventfeeds.cli.list_command import _when
from eventfeeds.config import building
from eventfeeds.documents.tables import Table
from eventfeeds.exporters import chunks, ics
from eventfeeds.profiles import parsing
from eventfeeds.site import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import ReadEvent
    from eventfeeds.site import Site

DOCUMENTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
}
TESTED = {"sh", "console", "python", "toml", "yaml"}
ONLY_SHOWN = {"text", "sh setup main", "sh setup tests"}


class Block(NamedTuple):
    """A fenced block: what stands after its fence, its text, and the line of its fence."""

    document: str
    line: int
    info: str
    text: str

    def __str__(self) -> str:
        return f"{self.document}:{self.line}"


def blocks_of(document: str, text: str) -> Iterator[Block]:
    for found in re.finditer(r"^```(.*)\n((?:(?!```).*\n)*)```$", text, re.MULTILINE):
        yield Block(document, text.count("\n", 0, found.start()) + 1, found[1], found[2])


BLOCKS = [block for document, text in DOCUMENTS.items() for block in blocks_of(document, text)]


def blocks(info: str, first_line: str = "") -> list[Block]:
    return [block for block in BLOCKS if block.info == info and block.text.startswith(first_line)]


SHOWN_FILES = [block for block in BLOCKS if block.info.partition(" ")[2].startswith("examples/")]


def prose(text: str) -> str:
    """A document without its blocks."""
    return re.sub(r"^```(?:.*\n)*?```$", "", text, flags=re.MULTILINE)


REFERENCE = prose(DOCUMENTS["docs/reference.md"])
PROFILES = prose(DOCUMENTS["docs/profiles.md"])
TIMES = prose(DOCUMENTS["docs/explanation/times.md"])


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next one of its level or a higher one."""
    level = heading.partition(" ")[0]
    rest = text.partition(f"\n{heading}\n")[2]
    return re.split(rf"^#{{1,{len(level)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of the tables in a text, without their heads."""
    tables = re.findall(r"^\|[- |]+\|\n((?:\|.*\|\n)*)", text, re.MULTILINE)
    return [[cell.strip() for cell in row.strip("|").split("|")] for table in tables for row in table.splitlines()]


def code_in(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


# -- Blocks -----------------------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the examples in it, and the command of this interpreter on PATH."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    monkeypatch.setenv("PIP_NO_BUILD_ISOLATION", "0")  # pip reads it so: build with what is installed, no network
    return tmp_path


def bash(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-uo", "pipefail", "-c", script],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip


needs_bash = pytest.mark.skipif(shutil.which("bash") is None or os.name == "nt", reason="no bash")


def test_blocks_are_of_known_kinds() -> None:
    kinds = {block.info for block in BLOCKS}
    assert TESTED <= kinds <= TESTED | ONLY_SHOWN | {block.info for block in SHOWN_FILES}


@pytest.mark.parametrize("block", SHOWN_FILES, ids=str)
def test_file_is_shown_as_it_stands(block: Block) -> None:
    assert block.text == (ROOT / block.info.partition(" ")[2]).read_text(encoding="utf-8")


@needs_bash
@pytest.mark.parametrize("block", blocks("sh"), ids=str)
def test_shell_block_runs(block: Block, place: Path) -> None:
    done = bash(f"set -e\n{block.text}")
    assert done.returncode == 0, done.stdout


@needs_bash
@pytest.mark.parametrize("block", blocks("console"), ids=str)
def test_console_sample_comes_out(block: Block, place: Path) -> None:
    commands = re.findall(r"^\$ (.*)$", block.text, re.MULTILINE)
    script = "\n".join(f"printf '%s\\n' {shlex.quote('$ ' + command)}\n{command}" for command in commands)
    given = bash(script).stdout
    if not doctest.OutputChecker().check_output(block.text, given, doctest.ELLIPSIS):
        assert given == block.text


@pytest.mark.parametrize("document", sorted({block.document for block in blocks("python")}))
def test_python_blocks_run(document: str, place: Path) -> None:
    lines = [""] * DOCUMENTS[document].count("\n")
    for block in blocks("python"):
        if block.document == document:  # each at its own lines, so that a traceback names those of the document
            lines[block.line : block.line + block.text.count("\n")] = block.text.splitlines()
    exec(compile("\n".join(lines), document, "exec"), {"__name__": "__main__"})


@pytest.mark.parametrize("block", blocks("toml", "# eventfeeds.toml\n"), ids=str)
def test_settings_are_accepted(block: Block, place: Path) -> None:
    (place / "eventfeeds.toml").write_text(block.text, encoding="utf-8")
    for folder in re.findall(r'^path = "(.+)"$', block.text, re.MULTILINE):
        (place / folder).mkdir(parents=True)
    site = eventfeeds.load_site("eventfeeds.toml", ["examples"])
    calendar = eventfeeds.read(["examples/numerique"], site).calendar()
    documents = {name: b"".join(chunks(calendar, name, options)) for name, options in site.options.items()}
    assert all(documents.values())


@pytest.mark.parametrize("block", blocks("toml", "# profile"), ids=str)
def test_profile_is_accepted(block: Block) -> None:
    profile = profiles.parse(block.text.encode(), "own")
    assert profile.fields["start"]


def test_profiles_of_the_examples_are_shown_whole() -> None:
    shown = {block.text.partition("\n")[2] for block in blocks("toml", "# profile of the Example ")}
    files = [path for path in (ROOT / "examples").glob("*/*.toml") if path.stem == path.parent.name]
    assert len(files) == 2
    assert shown == {path.read_text(encoding="utf-8") for path in files}


@pytest.mark.parametrize("block", blocks("toml", "# part of a profile\n"), ids=str)
def test_part_of_a_profile_is_accepted(block: Block) -> None:
    assert profiles.parse(f'extends = "hugo"\n{block.text}'.encode(), "own")


QUOTED = [(name, block) for name in profiles.names() for block in blocks("toml", f"# {name}\n")]


@pytest.mark.parametrize(("name", "block"), QUOTED, ids=str)
def test_quoted_profile_is_the_built_in_one(name: str, block: Block) -> None:
    assert block.text.removeprefix(f"# {name}\n") in profiles.source(name)


@pytest.mark.parametrize("block", blocks("toml"), ids=str)
def test_toml_block_says_what_it_is(block: Block) -> None:
    quoted = tuple(f"# {name}\n" for name in profiles.names())
    assert block.text.startswith(("# eventfeeds.toml\n", "# profile", "# part of a profile\n", *quoted))


@pytest.mark.parametrize("block", blocks("yaml"), ids=str)
def test_yaml_block_is_a_mapping(block: Block) -> None:
    assert isinstance(yaml.safe_load(block.text), dict)


# -- Links ------------------------------------------------------------------------------------------------

LINKS = sorted(
    {
        (document, target)
        for document, text in DOCUMENTS.items()
        for target in re.findall(r"\]\(([^)\s]+)\)", re.sub("`[^`\n]+`", "", prose(text)))
        if "://" not in target
    }
)


def anchors(document: str) -> set[str]:
    """The anchors that GitHub and GitLab make of headings."""
    headings = re.findall(r"^#+ (.+)$", prose(DOCUMENTS[document]), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(("document", "target"), LINKS)
def test_link_leads_to_a_file_and_a_heading(document: str, target: str) -> None:
    path, _, anchor = target.partition("#")
    file = (ROOT / document).parent / path if path else ROOT / document
    assert file.exists()
    assert not anchor or anchor in anchors(file.resolve().relative_to(ROOT).as_posix())


def test_links_are_found() -> None:
    assert ("README.md", "docs/reference.md") in LINKS
    assert any("#" in target for _, target in LINKS)


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if name not in ("README.md", "docs/README.md")])
def test_document_stands_in_the_index(document: str) -> None:
    assert ("docs/README.md", document.removeprefix("docs/")) in LINKS or document.startswith("docs/decisions/")


# -- Tables -----------------------------------------------------------------------------------------------


PROBLEMS = tomllib.loads((SOURCES / "wording" / "en.toml").read_text(encoding="utf-8"))["problems"]


def options() -> set[str]:
    """Every spelling of every option of every command."""
    context = click.Context(cli, **cli.context_settings)
    commands = [cli.get_command(context, name) for name in cli.list_commands(context)]
    return {
        spelling
        for command in filter(None, commands)
        for parameter in command.get_params(click.Context(command, parent=context))
        if isinstance(parameter, click.Option)
        for spelling in parameter.opts
    }


OPTIONS = options()
DOCUMENTED = {
    code.split()[0] for row in rows(section(REFERENCE, "## Commands")) for code in code_in(row[0]) if code[0] == "-"
}


@pytest.mark.parametrize("option", sorted(OPTIONS))
def test_option_stands_in_the_reference(option: str) -> None:
    assert option in DOCUMENTED


@pytest.mark.parametrize("option", sorted(DOCUMENTED))
def test_documented_option_exists(option: str) -> None:
    assert option in OPTIONS


def test_documented_settings_are_those_there_are() -> None:
    table = section(REFERENCE, "## eventfeeds.toml").partition("\n### ")[0]
    assert {code_in(row[0])[0] for row in rows(table)} == SETTINGS | {"profile"}


def test_documented_settings_of_build_are_those_there_are() -> None:
    table = section(REFERENCE, "### [build]")
    assert {name for row in rows(table) for name in code_in(row[0])} == building.SETTINGS


def test_documented_options_of_ics_are_those_there_are() -> None:
    table = section(REFERENCE, "### [ics]")
    assert {code_in(row[0])[0] for row in rows(table)} == set(ics.Options._fields)


def sentence(code: str) -> str:
    """The beginning of a row: code, severity and sentence."""
    told = PROBLEMS[code]["text"].format(expected="…", got="…")
    return f"| `{code}` | {PROBLEMS[code]['severity']} | {told} | "


@pytest.mark.parametrize("code", wording.codes())
def test_problem_stands_in_the_reference_with_what_to_do(code: str) -> None:
    line = next((line for line in REFERENCE.splitlines() if line.startswith(f"| `{code}` |")), "")
    assert line.startswith(sentence(code))
    assert line.removeprefix(sentence(code)).strip("| .")


def test_documented_problems_are_those_there_are() -> None:
    assert {code_in(row[0])[0] for row in rows(section(REFERENCE, "## Problems"))} == {*wording.codes()}


def keys_of_a_profile(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every key that the parser of profiles asks for, with the table in which it stands."""
    asked = set()
    ask, has = Table._ask, Table.has

    def noted_ask(self: Table, key: str, default: object) -> object:
        asked.add(self._full(key))
        return ask(self, key, default)

    def noted_has(self: Table, key: str) -> bool:
        asked.add(self._full(key))
        return has(self, key)

    monkeypatch.setattr(Table, "_ask", noted_ask)
    monkeypatch.setattr(Table, "has", noted_has)
    profiles.parse(profiles.source("numerique-gouv").encode(), "own")
    return asked


def test_keys_of_a_profile_stand_in_its_document(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = keys_of_a_profile(monkeypatch)
    assert {"event_keys", "fields.start", "site.url", "details.hours", "status.cancelled"} <= keys
    with_heading = {key for key in keys if f"\n## `[{key}]`\n" in PROFILES}
    missing = {
        key
        for key in keys - with_heading
        for table, _, name in [key.rpartition(".")]
        if name not in code_in(section(PROFILES, f"## `[{table}]`" if table else "## At the top"))
    }
    assert missing == set()


def test_documented_fields_are_those_there_are() -> None:
    assert {code_in(row[0])[0] for row in rows(section(PROFILES, "## `[fields]`"))} == {*parsing.FIELDS}


@pytest.mark.parametrize("row", rows(section(TIMES, "## Examples")), ids=" | ".join)
def test_example_of_times_is_true(row: list[str], read_event: ReadEvent, site: Site) -> None:
    start, end, hours, agenda, told = row
    front_matter = f"title: Atelier\ndate: 2026-01-05\nevent_start_date: {start.strip('`')}\n"
    front_matter += f"event_end_date: {end.strip('`')}\n" if end else ""
    front_matter += f"champs_informations:\n- intitule: Horaires\n  contenu: {hours}\n" if hours else ""
    reading = read_event(front_matter)
    assert site.zone is not None
    shown = [_when(event, site.zone) for event in reading.events] or ["left out"]
    assert (shown, [problem.code for problem in reading.problems]) == ([agenda], code_in(told))


@pytest.mark.parametrize("row", rows(section(PROFILES, "### Hours, lengths and days")), ids=" | ".join)
def test_example_of_a_profile_is_true(row: list[str], read_event: ReadEvent, site: Site) -> None:
    keys, agenda, told = row
    [block] = blocks("toml", "# profile of the table below\n")
    own = replace(site, profile=profiles.parse(block.text.encode(), "own"))
    reading = read_event("\n".join(["title: Workshop", *code_in(keys), ""]), site=own)
    assert own.zone is not None
    shown = [_when(event, own.zone) for event in reading.events] or ["left out"]
    codes = [problem.code for problem in reading.problems if problem.code != "no-publication-date"]
    assert (shown, codes) == ([agenda], code_in(told))


def test_documented_profiles_are_those_there_are() -> None:
    documented = {
        code_in(name)[0]: (tuple(code_in(starts)), telling == "yes")
        for name, _, starts, telling in rows(section(REFERENCE, "## Built-in profiles"))
    }
    built_in = map(profiles.builtin, profiles.names())
    assert documented == {profile.name: (profile.starts(), profile.telling) for profile in built_in}
