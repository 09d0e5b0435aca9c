"""A folder of documents, brought up to date: whole files only, only what changed, never a file that is not ours.

What was written stands in a manifest, `.eventfeeds/manifest.json`, with a hash of each file: what something else wrote
over it is not ours any more.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from eventfeeds.errors import PublishingError
from eventfeeds.publishing import names
from eventfeeds.publishing.manifest import Manifest, holds
from eventfeeds.wording import problem

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from eventfeeds.errors import Problem

    Hashes = Mapping[str, frozenset[str]]

OURS = ".eventfeeds"
_MANIFEST = "manifest.json"
_STAGE = "new"
_WRITERS = 8  # most of the time goes by waiting for the disk


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What became of a folder: paths below it, with `/`; and what there is to tell of the documents."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def update(
    directory: str | os.PathLike[str],
    documents: Mapping[str, bytes],
    *,
    keep: bool = False,
    watch: Callable[[Sequence[str]], Iterable[str]] = iter,
) -> Changes:
    """Make a folder hold these documents (path below it -> content), put in their places in this order.

    What an earlier update wrote and this one does not is removed, last; with `keep` it stays, for the next one.
    All is written beside before the first file
    takes its place, so that a full disk changes nothing; whenever it is interrupted, each file is an old or a new one,
    whole. Two updates of one folder take turns. `watch` wraps the paths to write, to show progress. A file of another
    that holds the same already stays, and stays the other's.

    Raises PublishingError, before anything is changed, when a file of another stands where one of ours should.
    """
    root = Path(os.path.realpath(directory))
    for path in documents:
        if not _is_path(path):
            raise PublishingError(f"{path!r}: {problem('unsafe-path')}")
    try:
        root.mkdir(parents=True, exist_ok=True)
        with _alone(root):
            return _update(_Folder(root, Path(directory)), documents, watch, keep=keep)
    except OSError as error:
        reason = problem("unwritable", got=error.strerror or str(error))
        raise PublishingError(f"{_told(error, root, Path(directory))}: {reason}") from error


@dataclass(frozen=True, slots=True)
class _Folder:
    """`root` is its real path, `shown` the path by which people are told of it; `written`: what we wrote there."""

    root: Path
    shown: Path
    written: Hashes = field(default_factory=dict)

    def found(self, path: str) -> tuple[bytes, int] | None:
        """Content and mode of a file, None if there is none. Raises PublishingError for what we would not write."""
        at = self.root
        parts = PurePosixPath(path).parts
        for part in parts:
            at /= part
            try:
                mode = at.lstat().st_mode
            except FileNotFoundError:
                return None
            if not (stat.S_ISREG(mode) if at == self.root / path else stat.S_ISDIR(mode)):
                raise self.foreign(at.relative_to(self.root).as_posix())
        return at.read_bytes(), stat.S_IMODE(mode)

    def ours(self, path: str) -> bool:
        """Whether what stands there is a file as we wrote it."""
        at = self.root / path
        return stat.S_ISREG(at.lstat().st_mode) and holds(self.written, path, at.read_bytes())

    def foreign(self, path: str, more: int = 0) -> PublishingError:
        and_more = f" (+{more})" if more else ""
        code = "file-for-folder" if self.ours(path) else "foreign-file"
        return PublishingError(f"{self.shown / path}{and_more}: {problem(code)}")


def _update(
    folder: _Folder,
    documents: Mapping[str, bytes],
    watch: Callable[[Sequence[str]], Iterable[str]],
    *,
    keep: bool,
) -> Changes:
    ours = folder.root / OURS
    folder.found(f"{OURS}/{_STAGE}/0")  # neither a link nor a file
    known = Manifest.load(ours / _MANIFEST, folder.shown / OURS / _MANIFEST)
    folder = replace(folder, written=known.written())
    modes, theirs = _compared(folder, documents)
    final = Manifest.of({path: content for path, content in documents.items() if path not in theirs})
    if keep:
        final = Manifest({**known.files, **final.files})
    removed: list[str] = []
    if modes or final != known:
        _check_places(folder.root, modes)
        try:
            staged = _staged(ours / _STAGE, documents, modes, watch)
            _save(known.union(final), ours)
            for path, file in staged.items():
                target = folder.root / path
                target.parent.mkdir(parents=True, exist_ok=True)
                file.replace(target)
            stale = [path for path in sorted(known.files) if path not in final.files and _is_path(path)]
            kept = {names.same(path): folder.root / path for path in documents}
            removed = [path for path in stale if _removed(folder, path, kept)]
            _save(final, ours)
        finally:
            shutil.rmtree(ours / _STAGE, ignore_errors=True)
    return Changes(
        written=tuple(modes),
        unchanged=tuple(path for path in documents if path not in modes),
        removed=tuple(removed),
    )


def _compared(folder: _Folder, documents: Mapping[str, bytes]) -> tuple[dict[str, int | None], set[str]]:
    """The paths to write, with the mode of the file that stands there; and those of others that are the same already.

    Where all of a build stands there, only its manifest was lost, and all is ours. Raises PublishingError.
    """
    changed: dict[str, int | None] = {}
    theirs = set()
    for path, content in documents.items():
        found = folder.found(path)
        if found is None or found[0] != content:
            changed[path] = found[1] if found else None
        if found is not None and not holds(folder.written, path, found[0]):
            theirs.add(path)
    foreign = [path for path in changed if path in theirs]
    if foreign:
        raise folder.foreign(foreign[0], len(foreign) - 1)
    return changed, theirs if len(theirs) < len(documents) else set()


def _check_places(root: Path, paths: Iterable[str]) -> None:
    """Refuse folders that take no file, before some files are in their places and others cannot be."""
    for place in {(root / path).parent for path in paths}:
        if place.exists() and not os.access(place, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))


def _staged(
    stage: Path,
    documents: Mapping[str, bytes],
    modes: Mapping[str, int | None],
    watch: Callable[[Sequence[str]], Iterable[str]],
) -> dict[str, Path]:
    """The documents to write, each in a file beside."""
    with suppress(FileNotFoundError):
        shutil.rmtree(stage)  # of an update that was interrupted
    stage.mkdir(parents=True)
    files = {path: stage / str(number) for number, path in enumerate(modes)}

    def write(path: str) -> None:
        _write(files[path], documents[path])
        mode = modes[path]
        if mode is not None:
            files[path].chmod(mode)

    pool = ThreadPoolExecutor(_WRITERS)
    try:
        for _ in zip(watch(list(files)), pool.map(write, files), strict=True):
            pass
    finally:
        pool.shutdown(cancel_futures=True)
    return files


def _save(manifest: Manifest, ours: Path) -> None:
    staged = ours / _STAGE / _MANIFEST
    _write(staged, manifest.text())
    staged.replace(ours / _MANIFEST)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _removed(folder: _Folder, path: str, kept: Mapping[str, Path]) -> bool:
    """Remove a file that we wrote, and the folders that are empty then; what something else wrote there stays."""
    try:
        found = folder.found(path)
    except PublishingError:
        return False
    file = folder.root / path
    if found is None or not holds(folder.written, path, found[0]):
        return False
    again = kept.get(names.same(path))
    if again is not None and file.samefile(again):
        return False  # only its capitals changed, on a system where they do not count
    file.unlink()
    for parent in PurePosixPath(path).parents[:-1]:
        with suppress(OSError):  # not empty
            (folder.root / parent).rmdir()
    return True


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Wait until no other update works on this folder. The system ends the lock of a process that dies."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(root, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems have no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _is_path(path: str) -> bool:
    """Whether a path leads below the folder by names that every system can hold."""
    parts = path.split("/")
    return parts[0] != OURS and all(names.safe(part) for part in parts)


def _told(error: OSError, root: Path, shown: Path) -> Path:
    """The path that an error is about, as people know it."""
    name = error.filename2 or error.filename  # of a file put in its place, the second
    path = Path(name) if isinstance(name, str) else root
    return shown / path.relative_to(root) if path.is_relative_to(root) else path
