"""Whole processes, measured by the system's own accounts: CPU seconds, wall seconds, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Linux counts in KiB, macOS in bytes.
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, and in which folder."""

    words: tuple[str, ...]
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process took: CPU (user and system) and wall clock in seconds, peak memory in bytes.

    Linux counts the memory of the process that starts another one as a peak of the other: the one that measures
    imports little, and a peak as small as its own says nothing.
    """

    cpu: float
    wall: float
    peak: int


def run(command: Command) -> Usage:
    """Run a command to its end, its output in a file. SystemExit with what it said if it failed."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as said:
        begin = time.perf_counter()
        process = subprocess.Popen(command.words, cwd=command.folder, stdout=output, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command.words)}: status {process.returncode}\n{said.read().decode()}")
    return Usage(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * _PEAK_UNIT)


def interleaved(commands: Mapping[str, Command], rounds: int) -> dict[str, list[Usage]]:
    """Each command once a round, so that what else the machine does falls on all of them."""
    taken: dict[str, list[Usage]] = {name: [] for name in commands}
    for number in range(1, rounds + 1):
        for name, command in commands.items():
            print(f"\r\033[Kround {number} of {rounds}: {name}", end="", file=sys.stderr, flush=True)
            taken[name].append(run(command))
    print("\r\033[K", end="", file=sys.stderr, flush=True)
    return taken
