"""Putting documents where people find them: whole, and only when something changed."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
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
    target = Path(os.path.realpath(path))
    mode = _mode(target)
    if mode is not None and not stat.S_ISREG(mode):
        with target.open("wb", buffering=0) as device:
            for chunk in chunks:
                device.write(chunk)
        return True
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target))
    handle, name = tempfile.mkstemp(prefix=".eventfeeds-", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None and _same(temporary, target):
            return False
        temporary.chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        temporary.replace(target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
    return True


def _mode(target: Path) -> int | None:
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


def _umask() -> int:
    """The process's mask; it can be read only by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _same(one: Path, other: Path) -> bool:
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as left, other.open("rb") as right:
        while block := left.read(_BLOCK):
            if block != right.read(_BLOCK):
                return False
    return True
