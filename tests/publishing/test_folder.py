"""A folder brought up to date: whole files, only what changed, and never a file that is not ours."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eventfeeds import PublishingError
from eventfeeds.publishing.folder import update

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ONE = {"events/a.ics": b"a\r\n", "events/b.ics": b"b\r\n", "agenda.ics": b"both\r\n", "index.html": b"<p>both"}
TWO = {"events/a.ics": b"a\r\n", "agenda.ics": b"one\r\n", "index.html": b"<p>one"}
LONG_AGO = (1_000_000_000, 1_000_000_000)  # seconds

only_posix = pytest.mark.skipif(os.name != "posix", reason="modes, links and limits of POSIX")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder updated long ago."""
    update(tmp_path / "out", ONE)
    for path in (tmp_path / "out").rglob("*"):
        os.utime(path, LONG_AGO)
    return tmp_path / "out"


def tree(root: Path) -> dict[str, bytes]:
    """The files that are served."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".eventfeeds" not in path.parts
    }


def times(root: Path) -> dict[str, int]:
    return {path.relative_to(root).as_posix(): path.lstat().st_mtime_ns for path in root.rglob("*")}


def test_folder_is_made_with_all_documents(tmp_path: Path) -> None:
    changes = update(tmp_path / "deep" / "out", ONE)
    assert tree(tmp_path / "deep" / "out") == ONE
    assert (changes.written, changes.unchanged, changes.removed) == (tuple(ONE), (), ())


def test_second_update_touches_nothing(out: Path) -> None:
    before = times(out)
    changes = update(out, ONE)
    assert (changes.written, changes.unchanged, changes.removed) == ((), tuple(ONE), ())
    assert times(out) == before


def test_only_what_changed_is_written_and_what_is_stale_removed(out: Path) -> None:
    changes = update(out, TWO)
    assert (changes.written, changes.unchanged) == (("agenda.ics", "index.html"), ("events/a.ics",))
    assert changes.removed == ("events/b.ics",)
    assert tree(out) == TWO
    assert (out / "events/a.ics").stat().st_mtime == LONG_AGO[1]


def test_folder_that_is_empty_after_the_removal_goes_too(out: Path) -> None:
    update(out, {"agenda.ics": b""})
    assert sorted(path.name for path in out.iterdir()) == [".eventfeeds", "agenda.ics"]


def test_folder_with_files_of_another_stays(out: Path) -> None:
    (out / "events" / "theirs.txt").write_text("theirs")
    update(out, {"agenda.ics": b""})
    assert tree(out) == {"agenda.ics": b"", "events/theirs.txt": b"theirs"}


def test_no_temporary_file_is_left(out: Path) -> None:
    update(out, TWO)
    assert [path.name for path in (out / ".eventfeeds").iterdir()] == ["manifest.json"]


@only_posix
def test_mode_of_a_replaced_file_is_kept(out: Path) -> None:
    (out / "agenda.ics").chmod(0o640)
    update(out, TWO)
    assert stat.S_IMODE((out / "agenda.ics").stat().st_mode) == 0o640


# -- What is not ours -------------------------------------------------------------------------------------


def refused(out: Path, documents: dict[str, bytes], message: str) -> None:
    before, since = tree(out), times(out)
    with pytest.raises(PublishingError, match=message) as error:
        update(out, documents)
    assert len(str(error.value).splitlines()) == 1
    assert tree(out) == before
    assert {path: since[path] for path in before} == {path: times(out)[path] for path in before}


def test_file_of_another_is_refused_and_nothing_written(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("theirs")
    refused(tmp_path, ONE, "index.html: was not written by a build")


def test_several_files_of_others_are_told_in_one_line(tmp_path: Path) -> None:
    for name in ("index.html", "agenda.ics"):
        (tmp_path / name).write_text("theirs")
    refused(tmp_path, ONE, r"agenda.ics \(\+1\): was not written")


def test_file_that_another_wrote_over_ours_is_refused(out: Path) -> None:
    (out / "index.html").write_text("theirs")
    refused(out, TWO, "index.html: was not written by a build, or changed since")


def test_stale_file_that_another_wrote_over_ours_stays(out: Path) -> None:
    (out / "events/b.ics").write_text("theirs")
    assert update(out, TWO).removed == ()
    assert tree(out) == {**TWO, "events/b.ics": b"theirs"}


def test_line_ends_that_git_changed_make_no_file_of_another(out: Path) -> None:
    for path in ("agenda.ics", "events/b.ics"):
        (out / path).write_bytes(ONE[path].replace(b"\r\n", b"\n"))
    update(out, TWO)
    assert tree(out) == TWO


def test_lost_manifest_is_made_anew_of_what_is_identical(out: Path) -> None:
    (out / ".eventfeeds" / "manifest.json").unlink()
    before = {path: times(out)[path] for path in ONE}
    assert update(out, ONE).written == ()
    assert {path: times(out)[path] for path in ONE} == before
    update(out, TWO)
    assert tree(out) == TWO


def test_file_of_another_that_is_the_same_stays_theirs(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(ONE["index.html"])
    assert update(tmp_path, ONE).unchanged == ("index.html",)
    refused(tmp_path, TWO, "index.html: was not written by a build")
    rest = {path: content for path, content in TWO.items() if path != "index.html"}
    assert update(tmp_path, rest).removed == ("events/b.ics",)
    assert (tmp_path / "index.html").read_bytes() == ONE["index.html"]


def test_file_that_another_made_the_same_stays_theirs(out: Path) -> None:
    (out / "index.html").write_bytes(TWO["index.html"])
    update(out, TWO)
    assert update(out, {"agenda.ics": b""}).removed == ("events/a.ics",)
    assert tree(out) == {"agenda.ics": b"", "index.html": TWO["index.html"]}


@pytest.mark.parametrize("path", ["agenda.ics", "events/a.ics"])
def test_folder_where_a_file_should_be_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / path).mkdir(parents=True)
    refused(tmp_path, ONE, f"{path}: was not written by a build")


def test_file_where_a_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "events").write_text("theirs")
    refused(tmp_path, ONE, "events: was not written by a build")


def test_file_of_ours_where_a_folder_should_be_is_told_so(out: Path) -> None:
    refused(out, {"agenda.ics/all.ics": b""}, "agenda.ics: is a file of an earlier build where a folder")


def test_file_of_ours_that_another_changed_is_theirs_where_a_folder_should_be(out: Path) -> None:
    (out / "agenda.ics").write_text("theirs")
    refused(out, {"agenda.ics/all.ics": b""}, "agenda.ics: was not written by a build, or changed since")


def test_file_where_the_whole_folder_should_be_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("theirs")
    with pytest.raises(PublishingError, match="out: cannot be written"):
        update(tmp_path / "out", ONE)
    assert (tmp_path / "out").read_text() == "theirs"


@only_posix
@pytest.mark.parametrize("link", ["agenda.ics", "events", ".eventfeeds"])
def test_link_inside_leads_nowhere(tmp_path: Path, link: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / link).symlink_to(elsewhere / "agenda.ics" if link == "agenda.ics" else elsewhere)
    refused(tmp_path / "out", ONE, f"{link}: was not written by a build")
    assert list(elsewhere.iterdir()) == []


@only_posix
def test_stale_path_through_a_link_is_not_removed(out: Path, tmp_path: Path) -> None:
    (out / "events").rename(tmp_path / "events")
    (out / "events").symlink_to(tmp_path / "events")
    update(out, {"agenda.ics": b""})
    assert sorted(path.name for path in (tmp_path / "events").iterdir()) == ["a.ics", "b.ics"]


@only_posix
def test_folder_itself_may_be_a_link(out: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(out)
    update(tmp_path / "link", TWO)
    assert tree(out) == TWO


UNSAFE = ["../a.ics", "/etc/a.ics", "a/../../b", "a//b", "./a", "", ".eventfeeds/manifest.json", ".htaccess", "CON.ics"]
UNSAFE += [
    "a\\b.ics",
    "C:a.ics",
    "a\0b",
    "a\nb",
    "a.",
    "x" * 256,
    "nul",
    "events/com1.ics",
    "\u202ea.ics",
    "e\u0301.ics",
]


@pytest.mark.parametrize("path", UNSAFE)
def test_path_that_is_no_safe_name_is_refused(out: Path, path: str) -> None:
    refused(out, {**ONE, path: b""}, "no name that a file can have")


def test_manifest_leads_nowhere_outside(out: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"a\r\n")
    manifest = out / ".eventfeeds" / "manifest.json"
    known = json.loads(manifest.read_text())
    hashes = known["files"]["events/a.ics"]
    manifest.write_text(json.dumps({"files": {**known["files"], "../victim": hashes, str(victim): hashes}}))
    update(out, TWO)
    assert victim.exists()
    assert tree(out) == TWO


@pytest.mark.parametrize("text", ["", "[]", "{", '{"files": 1}', '{"files": {"a": 1}}', "\ufffe", "[" * 100_000])
def test_damaged_manifest_is_told_and_nothing_written(out: Path, text: str) -> None:
    (out / ".eventfeeds" / "manifest.json").write_text(text, encoding="utf-8")
    refused(out, TWO, "manifest.json: the list of what was built")


def test_damaged_manifest_is_told_by_the_path_as_given(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (out / ".eventfeeds" / "manifest.json").write_text("")
    monkeypatch.chdir(out.parent)
    refused(Path("out"), TWO, r"^out/\.eventfeeds/manifest\.json: the list")


# -- Interruptions ----------------------------------------------------------------------------------------


def test_interruption_while_files_take_their_places_is_mended_by_the_next_update(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def replaced_once(self: Path, target: Path) -> Path:
        if target.name == "index.html":
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replaced_once)
    with pytest.raises(KeyboardInterrupt):
        update(out, {"new.ics": b"", **TWO})
    monkeypatch.undo()
    assert tree(out) == {**ONE, "new.ics": b"", "agenda.ics": TWO["agenda.ics"]}
    assert update(out, ONE).removed == ("new.ics",)
    assert tree(out) == ONE


@only_posix
def test_updates_of_one_folder_take_turns(tmp_path: Path) -> None:
    going, go_on = threading.Event(), threading.Event()
    done: list[str] = []

    def slowly(paths: Sequence[str]) -> Iterable[str]:
        going.set()
        go_on.wait(10)
        done.append("first")
        return paths

    first = threading.Thread(target=update, args=(tmp_path, ONE), kwargs={"watch": slowly})
    second = threading.Thread(target=lambda: (update(tmp_path, TWO), done.append("second")))
    first.start()
    going.wait(10)
    second.start()
    second.join(0.1)
    assert done == []
    go_on.set()
    first.join()
    second.join()
    assert done == ["first", "second"]
    assert tree(tmp_path) == TWO


LIMITED = """\
import resource, signal, sys
from eventfeeds import PublishingError
from eventfeeds.publishing.folder import update
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    update(sys.argv[1], {"agenda.ics": b"new", "index.html": bytes(200_000), "head.html": b"new"})
except PublishingError as error:
    print(error)
"""


@only_posix
def test_disk_that_takes_no_more_changes_nothing(out: Path) -> None:
    before = times(out)
    done = subprocess.run([sys.executable, "-c", LIMITED, str(out)], capture_output=True, text=True, check=True)
    (line,) = done.stdout.splitlines()
    assert "cannot be written: File too large" in line
    assert tree(out) == ONE
    assert {path: before[path] for path in ONE} == {path: times(out)[path] for path in ONE}
    update(out, TWO)
    assert tree(out) == TWO


@pytest.mark.parametrize("closed", [".", "events"])
def test_folder_that_takes_no_file_is_told_before_anything_changes(
    out: Path, closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != (out / closed).resolve())
    refused(out, {**TWO, "events/a.ics": b"new"}, "cannot be written: Permission denied")


@only_posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_folder_is_told_and_nothing_lost(out: Path) -> None:
    for path in (out, out / ".eventfeeds"):
        path.chmod(0o555)
    try:
        refused(out, TWO, "cannot be written: Permission denied")
    finally:
        for path in (out, out / ".eventfeeds"):
            path.chmod(0o755)


KILLED = """\
import os, random, signal, sys, time
from pathlib import Path
from eventfeeds.publishing.folder import update

def documents(version):
    # some change, some stay, some come and go
    kept = {f"events/{n}.ics": bytes([65 + n % 2 * version]) * 5000 for n in range(40)}
    return {**kept, f"events/only-{version}.ics": b"x", "agenda.ics": b"%d" % version * 200_000}

root, old, new = Path(sys.argv[1]), documents(0), documents(1)
update(root, old)
began = time.monotonic()
update(root, new)
update(root, old)
both = time.monotonic() - began
partial = 0
for _ in range(100):
    child = os.fork()
    if child == 0:
        while True:
            update(root, new)
            update(root, old)
    time.sleep(random.uniform(0, 2 * both))  # long enough on a slow disk too
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    served = {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}
    served = {path: data for path, data in served.items() if not path.startswith(".eventfeeds")}
    for path, data in served.items():
        assert data in (old.get(path), new.get(path)), path
    assert served.keys() >= old.keys() & new.keys()
    partial += served not in (old, new)
update(root, new)
update(root, old)
served = {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}
manifest = served.pop(".eventfeeds/manifest.json")
assert served == old, served.keys() ^ old.keys()
print(partial)
"""


@only_posix
def test_folder_is_whole_after_each_of_a_hundred_kills(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "out")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0  # some were killed midway


def test_update_through_a_name_of_other_capitals_keeps_the_file(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # As on a system where capitals do not count: the old name is another name of the new file.
    renamed = {"events/A.ics" if path == "events/a.ics" else path: content for path, content in ONE.items()}
    monkeypatch.setattr(Path, "samefile", lambda self, other: True)
    assert update(out, renamed).removed == ()


def test_what_an_earlier_update_wrote_can_stay_until_the_next(tmp_path: Path) -> None:
    update(tmp_path, {"a.ics": b"1", "b.ics": b"2"})
    assert update(tmp_path, {"a.ics": b"3"}, keep=True).removed == ()
    assert (tmp_path / "b.ics").read_bytes() == b"2"
    assert update(tmp_path, {"a.ics": b"3"}).removed == ("b.ics",)
