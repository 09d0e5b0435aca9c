"""Formats that other packages add: the example, built and installed; and packages that are broken or too bold."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from calendars import calendar, event
from plug_ins import EXAMPLE, ROOT, SOURCE, example, install

from eventfeeds import ExportError, Place, UnknownExporterError, export
from eventfeeds.exporters import BUILT_IN, RESERVED, exporter, installed, names, refused
from imports import imported_by_command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventfeeds import Calendar

CONTENT = ROOT / "examples" / "numerique"
BOM = "\ufeff"


def run(plug_ins: Path, *arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command, with what is installed in a folder."""
    command = [sys.executable, "-m", "eventfeeds", *map(str, arguments)]
    paths = os.pathsep.join(filter(None, [str(plug_ins), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": paths}
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=cwd, check=False, env=environment)


def table(document: str | bytes, separator: str = ";") -> list[list[str]]:
    text = document.decode() if isinstance(document, bytes) else document
    return list(csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), delimiter=separator))


# -- The example ------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def plug_ins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which pip has installed the example."""
    source, target = tmp_path_factory.mktemp("source") / "package", tmp_path_factory.mktemp("installed")
    shutil.copytree(EXAMPLE, source)
    pip = [sys.executable, "-m", "pip", "install", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--target", str(target), str(source)], capture_output=True, check=True)
    return target


def test_installed_example_adds_a_command(plug_ins: Path) -> None:
    done = run(plug_ins, "csv", CONTENT, "-q")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{BOM}title;start;end;place;url;categories\n")
    assert len(table(done.stdout)) == 1 + 15


def test_installed_example_writes_files_as_other_formats_do(plug_ins: Path, tmp_path: Path) -> None:
    done = run(plug_ins, "csv", CONTENT, "-q", "--since", "2027-01-01", "-o", tmp_path / "agenda.csv")
    assert (done.returncode, done.stdout) == (0, "")
    assert [row[1] for row in table((tmp_path / "agenda.csv").read_bytes())] == ["start", "2027-01-21 10:00"]


def test_installed_example_is_listed_after_our_own_formats(plug_ins: Path) -> None:
    assert run(plug_ins, "formats").stdout.split() == ["ics", "rss", "atom", "json", "csv"]


def settings(folder: Path, text: str) -> Path:
    shutil.copytree(CONTENT, folder / "site")
    (folder / "site" / "eventfeeds.toml").write_text(text, encoding="utf-8")
    return folder / "site"


def test_installed_example_has_its_own_table_of_settings(plug_ins: Path, tmp_path: Path) -> None:
    done = run(plug_ins, "csv", settings(tmp_path, '[csv]\nseparator = ","\n'), "-q")
    assert done.stdout.startswith(f"{BOM}title,start,end,place,url,categories\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("colour = 1", "colour: there is no such option; expected separator"),
        ('separator = "é"', "separator: expected a "),
    ],
)
def test_wrong_setting_is_refused_in_one_line(plug_ins: Path, tmp_path: Path, text: str, told: str) -> None:
    done = run(plug_ins, "csv", settings(tmp_path, f"[csv]\n{text}\n"), "-q")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert f"csv: {told}" in done.stderr


def test_table_of_a_format_that_is_not_installed_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, "ics", settings(tmp_path, '[csv]\nseparator = ","\n'), "-q")
    assert done.returncode == 2
    assert "csv" in done.stderr


def test_example_is_used_from_the_library_like_any_format(plug_ins: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(plug_ins))
    assert exporter("csv").file_extension == ".csv"
    assert export(calendar(event()), "csv", separator="\t").decode().startswith(f"{BOM}title\tstart\t")
    with pytest.raises(ExportError, match="colour"):
        export(calendar(event()), "csv", colour="red")


def rows(calendar: Calendar, **options: object) -> Sequence[Sequence[str]]:
    """What the example writes, without the head."""
    return table(b"".join(example().export(calendar, options)), str(options.get("separator", ";")))[1:]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (
            datetime(2026, 7, 1, 8, tzinfo=UTC),
            datetime(2026, 7, 1, 9, tzinfo=UTC),
            ["2026-07-01 10:00", "2026-07-01 11:00"],
        ),
        (datetime(2026, 7, 1, 8, tzinfo=UTC), None, ["2026-07-01 10:00", ""]),
        (date(2026, 7, 1), date(2026, 7, 4), ["2026-07-01", "2026-07-03"]),
        (date(2026, 7, 1), None, ["2026-07-01", "2026-07-01"]),
    ],
)
def test_example_writes_times_of_the_agenda_and_the_last_day(
    start: date, end: date | None, expected: list[str]
) -> None:
    assert rows(calendar(event(start=start, end=end)))[0][1:3] == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+33 1 23", "'+33 1 23"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("1=1", "1=1"),
        ('a;b,"c"', 'a;b,"c"'),
    ],
)
def test_example_lets_no_spreadsheet_calculate(title: str, expected: str) -> None:
    found = rows(calendar(event(title=title, location=Place(name=title), categories=[title])))
    assert [found[0][0], found[0][3], found[0][5]] == [expected] * 3


def test_example_joins_categories_and_leaves_empty_what_is_not_known() -> None:
    found = rows(calendar(event(categories=["a", "b"])))
    assert found == [["Atelier", "2026-03-14 14:00", "", "", "", "a, b"]]


@pytest.mark.parametrize("block", ["pyproject.toml", "eventfeeds_csv.py"])
def test_documentation_shows_the_example_as_it_is(block: str) -> None:
    text = (ROOT / "docs" / "how-to" / "add-a-format.md").read_text(encoding="utf-8")
    assert (EXAMPLE / block).read_text(encoding="utf-8") in text


# -- Broken and bold ones ---------------------------------------------------------------------------------

GOOD = SOURCE.read_text(encoding="utf-8")
MADE_OF = "from eventfeeds import Exporter\nEXPORTER = Exporter('text/plain', '.txt', {})\n"
FAILS = "def export(calendar, options):\n    yield b'half'\n    raise RuntimeError('over\\nthere')\n"
BROKEN = {
    "import": ("import nowhere_to_be_found\n", "ModuleNotFoundError: No module named 'nowhere_to_be_found'"),
    "syntax": ("EXPORTER = (\n", "SyntaxError"),
    "nothing": ("", "AttributeError"),
    "no exporter": ("EXPORTER = print\n", "is no Exporter"),
    "raises": (FAILS + MADE_OF.format("export"), "RuntimeError: over there"),
    "gives text": (MADE_OF.format("lambda calendar, options: ['text']"), "TypeError"),
    "gives nothing": (MADE_OF.format("lambda calendar, options: None"), "TypeError"),
}


@pytest.mark.parametrize(("source", "told"), BROKEN.values(), ids=BROKEN)
def test_broken_plug_in_is_one_clear_line_and_no_document(tmp_path: Path, source: str, told: str) -> None:
    done = run(install(tmp_path, "broken", source), "broken", CONTENT, "-q")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("eventfeeds: broken: ")
    assert told in done.stderr


@pytest.mark.parametrize(("source", "told"), BROKEN.values(), ids=BROKEN)
def test_broken_plug_in_is_an_export_error_for_the_library(
    tmp_path: Path, source: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(install(tmp_path, "broken", source, package=f"broken_{tmp_path.name}")))
    with pytest.raises(ExportError, match=f"^broken: .*{re.escape(told)}"):
        export(calendar(event()), "broken")


@pytest.mark.parametrize("command", [["ics", CONTENT], ["csv", CONTENT], ["check", CONTENT], ["formats"]], ids=str)
def test_broken_plug_in_harms_no_other(tmp_path: Path, command: list[str | Path]) -> None:
    install(tmp_path, "broken", "raise SystemExit('harm')\n")
    install(tmp_path, "csv", GOOD, "eventfeeds_csv")
    done = run(tmp_path, *command)
    assert done.returncode == 0
    assert "harm" not in done.stderr


@pytest.mark.parametrize("name", ["ics", "json", "check", "build", "formats"])
def test_name_of_ours_cannot_be_taken_and_is_told(tmp_path: Path, name: str) -> None:
    source = "raise RuntimeError('taken over')\n"
    done = run(install(tmp_path, name, source), "formats")
    assert done.stdout.split() == [*BUILT_IN]
    told = "the name is taken, so the exporter installed under it is not used"
    assert done.stderr == f"eventfeeds: {name}: {told}; got plug_in_{name}:EXPORTER\n"


@pytest.mark.parametrize("command", [["ics", CONTENT, "-q"], ["check", CONTENT, "-q"]], ids=str)
def test_command_of_a_taken_name_is_still_ours(tmp_path: Path, command: list[str | Path]) -> None:
    taken = install(tmp_path, str(command[0]), "raise RuntimeError('taken over')\n")
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    assert run(taken, *command).stdout == run(nothing, *command).stdout


def test_of_two_under_one_name_one_is_used_and_the_other_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "table", GOOD, "a_table")
    install(tmp_path, "table", GOOD, "b_table")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert installed()["table"].value == "a_table:EXPORTER"
    assert next(told for told in refused() if told.startswith("table: ")).endswith("got b_table:EXPORTER")


def test_names_of_commands_are_reserved() -> None:
    from eventfeeds.cli.commands import _COMMANDS

    assert {*_COMMANDS} <= RESERVED | {*BUILT_IN}


def test_unknown_format_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownExporterError, match=r"^word: unknown format; expected one of ics, rss, atom, json"):
        export(calendar(event()), "word")


# -- What costs nothing until it is used ------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["--help"], ["ics", "--help"], ["ics", CONTENT]], ids=str)
def test_what_needs_no_plug_in_does_not_search_for_any(plug_ins: Path, arguments: list[str | Path]) -> None:
    found = imported_by_command(*arguments, path=str(plug_ins))
    assert "click" in found
    assert not found & {"eventfeeds_csv", "importlib.metadata"}


def test_listing_formats_imports_none(plug_ins: Path) -> None:
    found = imported_by_command("formats", path=str(plug_ins))
    assert "importlib.metadata" in found
    assert not found & {"eventfeeds_csv", "eventfeeds.exporters.ics", "eventfeeds.exporters.rss"}


def test_use_imports_it(plug_ins: Path) -> None:
    assert "eventfeeds_csv" in imported_by_command("csv", CONTENT, path=str(plug_ins))


def test_names_are_those_of_the_command(plug_ins: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(plug_ins))
    assert names() == ("ics", "rss", "atom", "json", "csv")
