"""`eventfeeds build` as webmasters use it: what is told, the exit status, what stays when it fails."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "numerique"
MISTAKES = ROOT / "examples" / "mistakes"
NOTHING_WRITTEN = 2
PUBLIC = "--public-url=https://www.example.org/agenda/"
NOW = "--now=2026-07-01"


def build(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "eventfeeds", "build", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=cwd, check=False)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE / "_evenements", tmp_path / "content")
    return tmp_path / "content"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def tree(root: Path) -> dict[str, tuple[bytes, int]]:
    files = [path for path in root.rglob("*") if path.is_file() and ".eventfeeds" not in path.parts]
    return {path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_first_second_and_changed_build_tell_what_changed_in_one_line(content: Path, out: Path) -> None:
    done = build(content, "-o", out, PUBLIC, NOW)
    assert (done.returncode, done.stdout) == (0, f"{out}: 25 written, 0 unchanged, 0 removed\n")
    before = tree(out)
    assert build(content, "-o", out, PUBLIC, NOW).stdout == f"{out}: 0 written, 25 unchanged, 0 removed\n"
    assert tree(out) == before
    (content / "cafe-des-designers-publics-7.markdown").unlink()
    done = build(content, "-o", out, PUBLIC, NOW)
    assert re.fullmatch(rf"{re.escape(str(out))}: [4-6] written, \d+ unchanged, 1 removed\n", done.stdout)


def test_bad_edit_leaves_the_file_of_its_event_and_the_next_whole_build_removes_what_is_gone(
    tmp_path: Path, out: Path
) -> None:
    for name in ("a", "b"):
        event = f"---\ntitle: {name}\nevent_start_date: 2026-09-14\ndate: 2026-02-01\n---\n"
        (tmp_path / f"{name}.md").write_text(event, encoding="utf-8")
    assert build(tmp_path, "-o", out, PUBLIC, NOW).returncode == 0
    (tmp_path / "b.md").write_text("---\ntitle: b\nevent_start_date: 2026-02-31\n---\n", encoding="utf-8")
    assert build(tmp_path, "-o", out, PUBLIC, NOW).stdout.endswith(" 0 removed\n")
    assert (out / "events" / "b.ics").exists()
    (tmp_path / "b.md").unlink()
    assert build(tmp_path, "-o", out, PUBLIC, NOW).stdout.endswith(" 1 removed\n")
    assert not (out / "events" / "b.ics").exists()


def test_quiet_says_nothing(content: Path, out: Path) -> None:
    done = build(content, "-o", out, "-q")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (out / "agenda.ics").exists()


def test_missing_public_address_is_one_warning_with_the_line_that_cures_it(content: Path, out: Path) -> None:
    told = [line for line in build(content, "-o", out).stderr.splitlines() if "[no-public-url]" in line]
    assert len(told) == 1
    assert 'public_url = "https://www.example.org/agenda/"' in told[0]
    assert "no-public-url" not in build(content, "-o", out, PUBLIC).stderr


def test_settings_choose_and_options_win(content: Path, out: Path) -> None:
    (content / "eventfeeds.toml").write_text(
        '[build]\npublic_url = "https://a.example/"\nsince = "2026-09-01"\nformats = ["ics"]\npage = "none"\n', "utf-8"
    )
    build(content, "-o", out, NOW)
    assert {path for path in tree(out) if "/" not in path} == {"agenda.ics", "head.html"}
    since, whole = (out / "agenda.ics").read_bytes(), len(tree(out))
    assert b"SOURCE;VALUE=URI:https://a.example/agenda.ics" in since
    build(content, "-o", out, NOW, "--since=2000-01-01", "--public-url=https://b.example/")
    assert b"SOURCE;VALUE=URI:https://b.example/agenda.ics" in (out / "agenda.ics").read_bytes()
    assert (out / "agenda.ics").read_bytes().count(b"BEGIN:VEVENT") > since.count(b"BEGIN:VEVENT") > 0
    assert len(tree(out)) == whole


def test_category_chooses_what_is_built(content: Path, out: Path) -> None:
    assert build(content, "-o", out, "--category", "FORMATION", "-q").returncode == 0
    assert 0 < (out / "agenda.ics").read_bytes().count(b"BEGIN:VEVENT") < 15
    assert build(content, "-o", out, "--category", "Autre", "-q").returncode == NOTHING_WRITTEN


@pytest.mark.parametrize(
    ("option", "hint"),
    [("--public-url=agenda", "--public-url"), ("--since=demain", "--since"), ("--until=32", "--until")],
)
def test_wrong_option_is_named(content: Path, out: Path, option: str, hint: str) -> None:
    done = build(content, "-o", out, "-q", option)
    assert done.returncode == NOTHING_WRITTEN
    assert hint in done.stderr.splitlines()[-1]
    assert not out.exists()


@pytest.mark.parametrize("name", ["index.html", "agenda.ics"])
def test_file_that_is_not_ours_stops_the_build(content: Path, out: Path, name: str) -> None:
    out.mkdir()
    (out / name).write_text("theirs")
    done = build(content, "-o", out, "-q")
    (line,) = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (NOTHING_WRITTEN, "")
    assert line.startswith(f"eventfeeds: {out / name}: was not written by a build")
    assert {path: data for path, (data, _) in tree(out).items()} == {name: b"theirs"}


def test_fragment_alone_leaves_the_index_of_the_site(content: Path, out: Path) -> None:
    out.mkdir()
    (out / "index.html").write_text("theirs")
    (content / "eventfeeds.toml").write_text('[build]\npage = "fragment"\n', "utf-8")
    assert build(content, "-o", out, "-q").returncode == 0
    assert (out / "index.html").read_text() == "theirs"
    assert (out / "subscribe.html").exists()


@pytest.mark.parametrize("name", ["agenda.ics", "events"])
def test_what_is_no_place_to_write_is_one_line_and_nothing_is_lost(content: Path, out: Path, name: str) -> None:
    build(content, "-o", out, "-q", NOW)
    if name == "events":
        shutil.rmtree(out / name)
        (out / name).write_text("theirs")
    else:
        (out / name).unlink()
        (out / name).mkdir()
    before = tree(out)
    done = build(content, "-o", out, "-q", NOW, "--title", "Autre")
    assert done.returncode == NOTHING_WRITTEN
    assert len(done.stderr.splitlines()) == 1
    assert tree(out) == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_folder_is_one_line_and_nothing_is_lost(content: Path, out: Path) -> None:
    build(content, "-o", out, "-q", NOW)
    before = tree(out)
    (out / ".eventfeeds").chmod(0o555)
    done = build(content, "-o", out, "-q", NOW, "--title", "Autre")
    (out / ".eventfeeds").chmod(0o755)
    assert done.returncode == NOTHING_WRITTEN
    assert "Permission denied" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert tree(out) == before


def test_folder_that_fails_as_a_whole_changes_nothing(content: Path, out: Path) -> None:
    build(content, "-o", out, "-q", NOW)
    before = tree(out)
    for path in content.rglob("*.m*"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("ate: 20", "ate: 99").replace("dateEvent: 20", "dateEvent: 99"), "utf-8")
    done = build(content, "-o", out, NOW)
    assert done.returncode == NOTHING_WRITTEN
    assert "no event is left" in done.stderr
    assert tree(out) == before


@pytest.mark.parametrize(("site", "allowed"), [(EXAMPLE, ()), (MISTAKES, ("--allow-empty",))])
def test_window_that_keeps_nothing_empties_the_agenda_as_asked_and_says_so(
    site: Path, allowed: tuple[str, ...], out: Path
) -> None:
    build(site, "-o", out, "-q", NOW)
    assert b"BEGIN:VEVENT" in (out / "agenda.ics").read_bytes()
    done = build(site, "-o", out, NOW, "--since", "2100-01-01", *allowed)
    assert done.returncode == 0
    assert b"BEGIN:VEVENT" not in (out / "agenda.ics").read_bytes()
    assert "the agenda is empty: since and until leave none of its events" in done.stderr
    assert list((out / "events").iterdir())


def test_window_that_keeps_nothing_where_files_have_errors_changes_nothing(out: Path) -> None:
    build(MISTAKES, "-o", out, "-q", NOW)
    before = tree(out)
    done = build(MISTAKES, "-o", out, NOW, "--since", "2100-01-01")
    assert done.returncode == NOTHING_WRITTEN
    assert "is left by since 2100-01-01; choose" in done.stderr
    assert tree(out) == before


@pytest.mark.parametrize(
    ("arguments", "status"),
    [((EXAMPLE, PUBLIC), 0), ((MISTAKES, PUBLIC), 1), ((EXAMPLE,), 1)],
    ids=["sound", "error in a file", "no public address"],
)
def test_strict_refuses_and_writes_nothing(arguments: tuple[Path | str, ...], status: int, out: Path) -> None:
    done = build(*arguments, "-o", out, "--strict")
    assert done.returncode == status
    assert out.exists() is not bool(status)
    assert ("nothing was written" in done.stderr) is bool(status)


def test_day_changes_the_window_and_the_page_alone(content: Path, out: Path) -> None:
    build(content, "-o", out, "-q", PUBLIC, "--now=2026-07-01")
    before = tree(out)
    build(content, "-o", out, "-q", PUBLIC, "--now=2026-08-01")
    changed = {path for path, known in tree(out).items() if known != before[path]}
    assert changed <= {"index.html", "subscribe.html"}


def test_unsafe_names_in_content_stay_below_the_folder(content: Path, out: Path, tmp_path: Path) -> None:
    for number, slug in enumerate(["../../outside", "CON", "x" * 300, "<script>"]):
        text = f"---\ntitle: Un\ndate: 2026-01-05\nslug: '{slug}'\nevent_start_date: 2026-03-14\n---\n"
        (content / f"hostile-{number}.md").write_text(text, encoding="utf-8")
    assert build(content, "-o", out, "-q").returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "out"]
    assert len([path for path in tree(out) if path.startswith("events/")]) == 19


def test_wrong_option_of_a_format_names_the_settings(content: Path, out: Path) -> None:
    (content / "eventfeeds.toml").write_text('[rss]\ncolour = "red"\n', "utf-8")
    done = build(content, "-o", out, "-q")
    assert done.returncode == NOTHING_WRITTEN
    assert str(content / "eventfeeds.toml") in done.stderr
    assert not out.exists()
