"""Finding event files, and the bytes of one: all that reading knows of the file system."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from eventfeeds.errors import BadValue, SiteError
from eventfeeds.profiles.file_rules import TEXT_FILES
from eventfeeds.wording import problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime

MAX_BYTES = 5 * 2**20
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)  # Windows would change line ends
_DRAFTS = "_drafts"
# What stands at the root of a site: its settings, or those of its generator or repository.
_ROOT_FILES = frozenset(
    "eventfeeds.toml _config.yml hugo.toml hugo.yaml config.toml package.json pelicanconf.py mkdocs.yml .git".split()
)
_ROOT_FOLDER = ("config", "_default")
# In a name they would break a line, obey a terminal, or be refused by it: bytes that are no UTF-8 are surrogates.
_UNTELLABLE = "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"


class Source(NamedTuple):
    """A file that may be an event.

    `path` is absolute; `shown` is the path as people are told of it; `below` that below CONTENT, with `/`; `root` is
    the nearest folder around it that looks like the root of a site, "" where none does; `named`: it was given by name,
    not found in a folder; `link`: it is a symbolic link. `committed`: when it was first and last changed, in UTC,
    where a history tells it.
    """

    path: str
    shown: str
    below: str
    root: str = ""
    draft: bool = False
    named: bool = False
    link: bool = False
    committed: tuple[datetime, datetime] | None = None

    @property
    def content(self) -> str:
        """The folder that CONTENT names, or of a named file that in which it stands."""
        return self.path[: -len(self.below) - 1] if self.below else self.path


class Rules(Protocol):
    """Which files may be events."""

    def wants(self, path: str) -> bool:
        """Whether a file, by its absolute path with `/`, may be an event."""

    def enters(self, folder: str) -> bool:
        """Whether to look into a folder, by its name."""


def find(paths: Iterable[str | os.PathLike[str] | Source], rules: Rules = TEXT_FILES) -> Iterator[Source]:
    """Every file that may be an event, in the order of CONTENT, then of the path below it; each file once.

    A named file is taken whatever its ending. Raises SiteError when a CONTENT does not exist.
    """
    seen: set[str] = set()
    roots: dict[str, str] = {}
    for path in paths:
        for source in [path] if isinstance(path, Source) else _content(os.fspath(path), rules, roots):
            # Its folder is a real one already, only the file itself can be a link.
            key = os.path.realpath(source.path) if source.link else source.path
            if key not in seen:
                seen.add(key)
                yield source


def beside(folder: str | os.PathLike[str], rules: Rules = TEXT_FILES) -> list[Source]:
    """The files of one folder that may be events, not those of the folders in it."""
    root = os.path.realpath(folder)
    top = Source(root, os.fspath(folder), "")
    try:
        entries = list(os.scandir(root))
    except OSError:
        return []
    return sorted(
        (_inside(top, entry) for entry in entries if _wanted(entry, root, rules)), key=lambda source: source.below
    )


def _content(content: str, rules: Rules, roots: dict[str, str]) -> list[Source]:
    given = Path(content)
    shown = _shown(given.as_posix())
    if os.path.isdir(content):  # noqa: PTH112  no where it may not be asked
        root = os.path.realpath(content)
        top = Source(root, shown, "", _root(root, roots), _DRAFTS in Path(root).parts)
        return sorted(_walk(top, rules), key=lambda source: source.below)
    try:
        os.lstat(content)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SiteError(f"{content}: {problem('no-such-content')}") from error
    except OSError as error:
        raise SiteError(f"{content}: {problem('unreadable', got=error.strerror or '')}") from error
    # The folder by its real name, since it may name the event; the file by the name that was given.
    folder = given.parent.resolve()
    return [
        Source(
            str(folder / given.name),
            shown,
            given.name,
            _root(str(folder), roots),
            _DRAFTS in folder.parts,
            named=True,
            link=given.is_symlink(),
        )
    ]


def _root(folder: str, roots: dict[str, str]) -> str:
    """The nearest folder from this one upward that looks like the root of a site; "" where none does."""
    if folder not in roots:
        path = Path(folder)
        found = (each for each in (path, *path.parents) if _holds_root_file(str(each)))
        roots[folder] = str(next(found, ""))
    return roots[folder]


def _holds_root_file(folder: str, names: Collection[str] | None = None) -> bool:
    """Whether a folder looks like the root of a site; `names` are those in it, where they are known."""
    if names is None:
        held = any(os.path.lexists(f"{folder}/{name}") for name in _ROOT_FILES)
    else:
        held = not _ROOT_FILES.isdisjoint(names)
    beside = "/".join((folder, *_ROOT_FOLDER))
    return held or ((names is None or _ROOT_FOLDER[0] in names) and os.path.isdir(beside))  # noqa: PTH112


def _walk(top: Source, rules: Rules) -> Iterator[Source]:
    """The files below a folder, in no order; not by recursion, which a deep tree would exhaust."""
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(folder.path))
        except OSError:
            # Told as a file that cannot be read, so that a folder without permission never goes unnoticed.
            yield folder
            continue
        if _holds_root_file(folder.path, {entry.name for entry in entries}):
            folder = folder._replace(root=folder.path)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if rules.enters(entry.name):
                    folders.append(_inside(folder, entry))
            elif _wanted(entry, top.path, rules):
                yield _inside(folder, entry)


def _inside(folder: Source, entry: os.DirEntry[str]) -> Source:
    name = entry.name
    return Source(
        path=entry.path,
        shown=_shown(name) if folder.shown == "." else f"{folder.shown.rstrip('/')}/{_shown(name)}",
        below=f"{folder.below}/{name}" if folder.below else name,
        root=folder.root,
        link=entry.is_symlink(),
        draft=folder.draft or name == _DRAFTS,
    )


def _shown(path: str) -> str:
    return path if path.isprintable() else re.sub(_UNTELLABLE, "?", path)


def _wanted(entry: os.DirEntry[str], root: str, rules: Rules) -> bool:
    if not rules.wants(entry.path.replace(os.sep, "/")):
        return False
    if not entry.is_symlink():
        return entry.is_file()
    target = os.path.realpath(entry.path)
    if os.path.isdir(target):  # noqa: PTH112
        return False
    return os.path.commonpath([root, target]) == root


def read_bytes(path: str) -> bytes:
    """The bytes of a file. Raises BadValue: `unreadable`, `file-too-large`, `not-a-file` for what is no regular one."""
    try:
        # A FIFO would block, a device has no end: neither is opened.
        found = os.stat(path)  # noqa: PTH116
        mode, size = found.st_mode, found.st_size
        if not stat.S_ISREG(mode):
            if stat.S_ISDIR(mode):  # only one that could not be listed comes here
                os.scandir(path)
            raise BadValue("not-a-file")
        file = os.open(path, _READING)  # half the time of a file object, which asks again what it is
        try:
            data = os.read(file, min(size, MAX_BYTES) + 1)
            if len(data) > size:  # it has grown meanwhile, or its size is not told
                data += os.read(file, MAX_BYTES + 1 - len(data))
        finally:
            os.close(file)
    except OSError as error:
        raise BadValue("unreadable", got=error.strerror or type(error).__name__) from error
    if len(data) > MAX_BYTES:
        raise BadValue("file-too-large", expected=f"{MAX_BYTES // 2**20} MiB")
    return data
