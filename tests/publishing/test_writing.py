"""Putting a document in its place: whole, and only when it changed."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eventfeeds.publishing import write

if TYPE_CHECKING:
    from collections.abc import Iterator

OLD, NEW = b"BEGIN:VCALENDAR\r\nold\r\n", b"BEGIN:VCALENDAR\r\nnew\r\n"
LONG_AGO = (1_000_000_000, 1_000_000_000)  # seconds

only_posix = pytest.mark.skipif(os.name != "posix", reason="modes, links and devices of POSIX")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file published long ago."""
    path = tmp_path / "agenda.ics"
    path.write_bytes(OLD)
    os.utime(path, LONG_AGO)
    return path


def in_chunks(data: bytes, size: int = 7) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


def names(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()]


def then_fails(error: BaseException) -> Iterator[bytes]:
    yield NEW
    raise error


@pytest.mark.parametrize("as_text", [True, False])
def test_new_file_is_written(tmp_path: Path, as_text: bool) -> None:
    path = tmp_path / "agenda.ics"
    assert write(str(path) if as_text else path, in_chunks(NEW)) is True
    assert path.read_bytes() == NEW


def test_changed_file_is_replaced(old: Path) -> None:
    assert write(old, in_chunks(NEW)) is True
    assert old.read_bytes() == NEW
    assert old.stat().st_mtime > LONG_AGO[1]
    assert names(old.parent) == [old.name]


def test_identical_file_is_left_alone(old: Path) -> None:
    before = old.stat()
    assert write(old, in_chunks(OLD)) is False
    after = old.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert names(old.parent) == [old.name]


@pytest.mark.parametrize("size", [2**20 - 1, 2**20, 2**20 + 1, 3 * 2**20])
def test_large_file_that_differs_at_its_end_only_is_replaced(old: Path, size: int) -> None:
    old.write_bytes(bytes(size))
    assert write(old, [bytes(size)]) is False
    assert write(old, [bytes(size - 1) + b"x"]) is True
    assert old.read_bytes().endswith(b"\0x")


@pytest.mark.parametrize("chunks", [[], [b""]])
def test_empty_document_is_an_empty_file(old: Path, chunks: list[bytes]) -> None:
    assert write(old, chunks) is True
    assert old.read_bytes() == b""


@pytest.mark.parametrize("error", [RuntimeError("midway"), KeyboardInterrupt(), OSError(28, "No space left")])
def test_failure_on_the_way_leaves_the_old_file_whole(old: Path, error: BaseException) -> None:
    before = old.stat()
    with pytest.raises(type(error)):
        write(old, then_fails(error))
    assert old.read_bytes() == OLD
    assert (old.stat().st_mtime_ns, old.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert names(old.parent) == [old.name]


def test_failure_on_the_way_leaves_no_new_file(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="midway"):
        write(tmp_path / "agenda.ics", then_fails(RuntimeError("midway")))
    assert names(tmp_path) == []


def test_nobody_reads_half_a_file(old: Path) -> None:
    def watched() -> Iterator[bytes]:
        for chunk in in_chunks(NEW):
            assert old.read_bytes() == OLD
            yield chunk

    assert write(old, watched()) is True


@only_posix
@pytest.mark.parametrize("mode", [0o644, 0o600, 0o664, 0o444])
def test_mode_of_the_old_file_is_kept(old: Path, mode: int) -> None:
    old.chmod(mode)
    write(old, [NEW])
    assert stat.S_IMODE(old.stat().st_mode) == mode


@only_posix
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600), (0o002, 0o664)])
def test_mode_of_a_new_file_obeys_the_mask(tmp_path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        write(tmp_path / "agenda.ics", [NEW])
    finally:
        left = os.umask(before)
    assert stat.S_IMODE((tmp_path / "agenda.ics").stat().st_mode) == mode
    assert left == mask


@only_posix
@pytest.mark.parametrize("target", ["agenda.ics", "missing.ics"])
def test_link_stays_a_link_and_its_target_is_written(old: Path, target: str) -> None:
    folder = old.parent / "elsewhere"
    folder.mkdir()
    link = folder / "link.ics"
    link.symlink_to(Path("..") / target)
    assert write(link, [NEW]) is True
    assert link.is_symlink()
    assert (old.parent / target).read_bytes() == NEW
    assert names(folder) == ["link.ics"]


@only_posix
def test_link_to_an_identical_file_changes_nothing(old: Path) -> None:
    link = old.parent / "link.ics"
    link.symlink_to(old)
    assert write(link, [OLD]) is False
    assert old.stat().st_mtime == LONG_AGO[1]


@only_posix
def test_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    whole = NEW * 50_000
    assert write(pipe, in_chunks(whole, 200_000)) is True
    reader.join()
    assert read == [whole]
    assert names(tmp_path) == ["pipe"]


def test_folder_is_no_place_for_a_document(tmp_path: Path) -> None:
    (tmp_path / "agenda.ics").mkdir()
    with pytest.raises(OSError, match="agenda"):
        write(tmp_path / "agenda.ics", [NEW])
    assert names(tmp_path) == ["agenda.ics"]


def test_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write(tmp_path / "missing" / "agenda.ics", [NEW])
    assert names(tmp_path) == []


@only_posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_folder_is_an_error_and_the_old_file_stays(old: Path) -> None:
    old.parent.chmod(0o555)
    try:
        with pytest.raises(PermissionError):
            write(old, [NEW])
    finally:
        old.parent.chmod(0o755)
    assert old.read_bytes() == OLD
    assert names(old.parent) == [old.name]


@pytest.mark.parametrize("name", ["a" * 250 + ".ics", "日" * 80 + ".ics", ".ics", "agenda été.ics"])
def test_any_name_that_a_file_may_have(tmp_path: Path, name: str) -> None:
    assert write(tmp_path / name, [NEW]) is True
    assert write(tmp_path / name, [NEW]) is False
    assert names(tmp_path) == [name]
