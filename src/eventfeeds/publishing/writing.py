"""Putting documents where people find them: whole, and only when something changed."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_BLOCK = 1 << 20


def write(path: str | os.PathLike[str], chunks: bytes | Iterable[bytes]) -> bool:
    """Write a file as a whole, and tell whether it changed.

    The chunks go to a temporary file beside it, which takes its place at the end: a failure on the way leaves what
    was there, and nobody ever reads half a file. An identical file is left alone, with its time, since servers make
    ETags of it. A device or a pipe is simply written to. Raises OSError.
    """
    chunks = [chunks] if isinstance(chunks, bytes) else chunks
    mode = _mode(path)
    if mode is not None and not stat.S_ISREG(mode):
        with open(path, "wb", buffering=0) as device:  # noqa: PTH123
            device.writelines(chunks)
        return True
    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target))
    temporary = target.with_name(f".eventfeeds-{os.urandom(8).hex()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            if _same(temporary, target):
                return False
            temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
    return True


def _mode(path: str | os.PathLike[str]) -> int | None:
    try:
        return os.stat(path).st_mode  # noqa: PTH116
    except FileNotFoundError:
        return None


def _same(one: Path, other: Path) -> bool:
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as left, other.open("rb") as right:
        while block := left.read(_BLOCK):
            if block != right.read(_BLOCK):
                return False
    return True
