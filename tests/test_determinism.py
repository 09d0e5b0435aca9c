"""Same input, same bytes: whatever the machine, the day, the folder and the order of files."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import eventfeeds

EXAMPLE = Path(__file__).parent.parent / "examples" / "numerique"
SOURCES = Path(eventfeeds.__file__).parent

ENVIRONMENTS = [
    {"PYTHONHASHSEED": "1"},
    {"PYTHONHASHSEED": "2", "TZ": "America/New_York"},
    {"TZ": "Pacific/Auckland", "LC_ALL": "C"},
    {"LC_ALL": "fr_FR.UTF-8", "LANG": "fr_FR.UTF-8"},
    {"PYTZ_TZDATADIR": "/nowhere", "PYTHONTZPATH": ""},
    {"SOURCE_DATE_EPOCH": "1", "PYTHONUTF8": "0"},
]


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=lambda each: " ".join(f"{k}={v}" for k, v in each.items()))
def test_environment_changes_no_byte(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "eventfeeds", "ics", "-q", str(EXAMPLE)]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, **environment})
    assert done.stdout == (EXAMPLE / "agenda.ics").read_bytes()


# Nothing but these modules may know the day, the machine or chance.
EDGES = {
    "packaged.py",
    "reading/files.py",
    "__main__.py",
    *(f"publishing/{name}.py" for name in ("writing", "folder", "build", "preview")),
}
_FILES = ("__init__", "choosing", "generators", "history", "recognition", "settings", "shown", "upward")
EDGES |= {f"config/{name}.py" for name in _FILES}
FORBIDDEN_MODULES = {"random", "secrets", "uuid", "time", "locale", "platform", "socket", "os", "subprocess"}
FORBIDDEN_CALLS = {"now", "today", "utcnow", "localtime", "getenv", "open"}


def pure_modules() -> list[Path]:
    paths = sorted(SOURCES.rglob("*.py"))
    return [
        p for p in paths if p.relative_to(SOURCES).as_posix() not in EDGES and p.relative_to(SOURCES).parts[0] != "cli"
    ]


@pytest.mark.parametrize("path", pure_modules(), ids=lambda path: path.relative_to(SOURCES).as_posix())
def test_core_knows_no_clock_chance_or_machine(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    allowed = {"os"} if "if TYPE_CHECKING:\n    import os\n" in source else set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = {(node.module or "").partition(".")[0]}
        elif isinstance(node, ast.Call):
            names = {getattr(node.func, "attr", getattr(node.func, "id", ""))} & FORBIDDEN_CALLS
        else:
            continue
        assert not names & (FORBIDDEN_MODULES | FORBIDDEN_CALLS) - allowed, f"line {node.lineno}"


def uids(*content: Path | str, cwd: Path | None = None) -> list[str]:
    command = [sys.executable, "-m", "eventfeeds", "ics", "-q", *map(str, content)]
    done = subprocess.run(command, capture_output=True, check=True, cwd=cwd)
    return sorted(line for line in done.stdout.decode().split("\r\n") if line.startswith("UID:"))


def test_uid_does_not_depend_on_how_content_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(EXAMPLE / "_evenements", folder)
    expected = uids(folder)
    assert len(expected) > 10
    assert uids("content/", cwd=tmp_path) == expected
    assert uids(".", cwd=folder) == expected
    assert uids("../content", cwd=folder) == expected
    one = "mois-de-la-simplification-numerique-2026.md"
    assert uids(one, cwd=folder) == uids(folder / one)
    assert set(uids(folder / one)) < set(expected)


def test_decomposed_file_name_gives_the_same_uid(tmp_path: Path) -> None:
    source = EXAMPLE / "_evenements" / "mois-de-la-simplification-numerique-2026.md"
    found = set()
    for form in ("NFC", "NFD"):
        folder = tmp_path / form
        folder.mkdir()
        shutil.copy(source, folder / unicodedata.normalize(form, "été-numérique.md"))
        found.add(tuple(uids(folder)))
    assert len(found) == 1


def test_order_of_files_on_disk_changes_no_byte(tmp_path: Path) -> None:
    files = sorted(path for path in (EXAMPLE / "_evenements").rglob("*.m*") if path.is_file())
    agendas = set()
    for order, name in ((files, "one"), (files[::-1], "two")):
        for path in order:
            target = tmp_path / name / path.relative_to(EXAMPLE)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        agendas.add(eventfeeds.export(eventfeeds.read([tmp_path / name]).calendar(), "ics"))
    assert len(agendas) == 1


def test_another_address_with_the_host_kept_changes_no_uid(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE / "_evenements", tmp_path / "_evenements")
    settings = tmp_path / "eventfeeds.toml"
    settings.write_text('url = "https://nouveau.example.org/"\nuid_host = "numerique.gouv.fr"\n', encoding="utf-8")
    reading = eventfeeds.read([tmp_path])
    before = eventfeeds.read([EXAMPLE])
    assert {event.uid for event in reading.events} == {event.uid for event in before.events}
    assert {event.url for event in reading.events}.isdisjoint({event.url for event in before.events})


def test_eight_threads_give_the_same_bytes() -> None:
    def agenda(_: int) -> bytes:
        return eventfeeds.export(eventfeeds.read([EXAMPLE]).calendar(), "ics")

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(agenda, range(16))) == {(EXAMPLE / "agenda.ics").read_bytes()}
