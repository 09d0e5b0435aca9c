"""When files changed, as git tells it: the first and the last commit that touched each."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, NamedTuple

from eventfeeds.errors import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# What the user's own settings would change in the output.
_SETTINGS = ("log.showSignature=false", "log.showRoot=true", "log.follow=false", "log.diffMerges=separate")
# On the line of first parents, what a merge brings changed when it was merged, and once (-m: for git before 2.31). A
# commit is dated when it came to stand here (%ct), not when it was first written: subscribers saw it no sooner.
_LOG = ("log", "-z", "--first-parent", "-m", "--name-only", "--no-renames", "--encoding=UTF-8", "--format=//%ct")
_HEAD = b"//"  # begins no path in a repository
_SUBMODULE = b"160000 "
_CHUNK = 2**16
_MOST_PATHS = 100  # on a command line, whose length systems bound
# Of the variables of git, which a hook sets for its own repository, these are about the machine.
_KEPT = ("GIT_CONFIG_", "GIT_EXEC_PATH", "GIT_DISCOVERY_ACROSS_FILESYSTEM")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class History(NamedTuple):
    """Real absolute path -> when the file first came and last changed, in UTC; `remarks`: why others have no date."""

    dates: Mapping[str, tuple[datetime, datetime]] = MappingProxyType({})
    remarks: tuple[Remark, ...] = ()


class _Failed(Exception):  # noqa: N818  what git says, to be told as a remark
    """Git refused, or did not finish."""


def history(paths: Sequence[str | os.PathLike[str]]) -> History:
    """The dates of all files of these paths that git knows, by one `git log` for each repository.

    A repository that git refuses, or that has not all its commits, gives no date and one remark. What is changed
    and not committed keeps the date of its last commit. Raises nothing.
    """
    git = shutil.which("git")
    if git is None:
        return History(remarks=(Remark("no-git"),))
    dates: dict[str, tuple[datetime, datetime]] = {}
    remarks: dict[Remark, None] = {}
    repositories: dict[str, list[str]] = {}
    for path in paths:
        real = os.path.realpath(path)
        root = _root(real)
        if root:
            repositories.setdefault(root, []).append(real)
        else:
            remarks[Remark("no-repository", got=os.fspath(path))] = None
    seen: set[str] = set()  # a damaged submodule makes git answer for the repository around it, without end
    while repositories:
        root, asked = repositories.popitem()
        seen.add(root)
        try:
            remark, submodules = _read(git, root, asked, dates)
        except (_Failed, OSError) as error:
            remark, submodules = Remark("git-failed", got=str(error)), []
        if remark:
            remarks[remark] = None
        repositories |= {submodule: [submodule] for submodule in submodules if submodule not in seen}
    return History(dates=dates, remarks=tuple(remarks))


def _root(path: str) -> str | None:
    """The nearest folder upward that says it is the root of a working tree."""
    file = Path(path)
    return next((str(folder) for folder in (file, *file.parents) if os.path.exists(folder / ".git")), None)  # noqa: PTH110


def _read(
    git: str, folder: str, asked: list[str], dates: dict[str, tuple[datetime, datetime]]
) -> tuple[Remark | None, list[str]]:
    """Add the dates of one repository; why there are none, and the submodules that stand in what is asked about."""
    shallow, _, top = _output(git, folder, "rev-parse", "--is-shallow-repository", "--show-toplevel").partition(b"\n")
    root = os.path.realpath(os.fsdecode(top.removesuffix(b"\n").removesuffix(b"\r")))
    below = [os.path.relpath(path, root) for path in asked] if len(asked) <= _MOST_PATHS else ["."]
    tracked = _output(git, root, "ls-files", "--stage", "-z", "--", *below).split(b"\0")
    inner = [os.path.join(root, os.fsdecode(entry.partition(b"\t")[2])) for entry in tracked if entry[:7] == _SUBMODULE]  # noqa: PTH118
    submodules = [path for path in inner if (Path(path) / ".git").exists()]
    if shallow.strip() != b"false":
        return Remark("shallow-repository"), submodules
    seconds: dict[bytes, tuple[int, int]] = {}
    with _running(git, root, *_LOG, "--", *below) as out:
        for when, path in _changes(_tokens(out)):
            # The newest commit comes first. By order and not by size: one clock that is wrong must not stay for ever.
            seconds[path] = (when, seconds[path][1] if path in seconds else when)
    for path, (first, last) in seconds.items():
        changed = _moment(last)
        dates[os.path.join(root, *os.fsdecode(path).split("/"))] = min(_moment(first), changed), changed  # noqa: PTH118
    return None, submodules


def _changes(tokens: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """Each commit's time, in seconds, with each path that it changed; a line end stands before its first path."""
    when, first = 0, False
    for token in tokens:
        if token.startswith(_HEAD):
            when, first = int(token.removeprefix(_HEAD)), True
        elif token:
            yield when, token.removeprefix(b"\n") if first else token
            first = False


def _tokens(out: IO[bytes]) -> Iterator[bytes]:
    """What stands between NULs, read piece by piece: the log of a large repository is never held whole."""
    rest = b""
    while chunk := out.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
    yield rest


def _moment(seconds: int) -> datetime:
    """Seconds since 1970 as UTC; 1970 where a clock gave a year that no event may have."""
    try:
        moment = _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return _EPOCH
    return moment if date.min.year < moment.year < date.max.year else _EPOCH


def _output(git: str, folder: str, *arguments: str) -> bytes:
    with _running(git, folder, *arguments) as out:
        return out.read()


@contextmanager
def _running(git: str, folder: str, *arguments: str) -> Iterator[IO[bytes]]:
    """What git writes, whatever the user's settings and language. Raises _Failed with the first line git says."""
    options = [part for setting in _SETTINGS for part in ("-c", setting)]
    command = [git, "--literal-pathspecs", "-C", folder, *options, *arguments]
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key.startswith(_KEPT)}
    environment = {**kept, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    with (
        TemporaryFile() as errors,
        subprocess.Popen(  # noqa: S603  a list, no shell; the paths stand after `--`
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env=environment
        ) as process,
    ):
        assert process.stdout is not None  # noqa: S101  it is a pipe
        try:
            yield process.stdout
        except BaseException:
            process.kill()
            raise
        if process.wait():
            errors.seek(0)
            said = errors.read(_CHUNK).decode("utf-8", "replace").strip().partition("\n")[0]
            raise _Failed(said.removeprefix("fatal: ") or f"git {arguments[0]}")
