"""Whole processes, measured by the system's own accounts."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_MEASURED = str(Path(__file__).parent / "measured.py")
# Set on some build machines, hardly where people work: each start would compile every module anew.
_UNUSUAL = frozenset({"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"})
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024  # Linux counts in KiB, macOS in bytes


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, and in which folder."""

    words: tuple[str, ...]
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process took: CPU (user and system) and wall clock in seconds, peak memory in bytes."""

    cpu: float
    wall: float
    peak: int


def run(command: Command) -> Usage:
    """Run a command to its end, its output in a file. SystemExit with what it said if it failed."""
    with tempfile.TemporaryFile() as output, tempfile.NamedTemporaryFile() as result:
        words = (sys.executable, "-I", "-S", _MEASURED, result.name, *command.words)
        environment = {key: value for key, value in os.environ.items() if key not in _UNUSUAL}
        ended = subprocess.run(
            words, cwd=command.folder, env=environment, stdout=output, stderr=subprocess.PIPE, check=False
        )
        if ended.returncode:
            raise SystemExit(f"{' '.join(command.words)}: status {ended.returncode}\n{ended.stderr.decode()}")
        cpu, wall, peak = result.read().split()
    return Usage(float(cpu), float(wall), int(peak) * _PEAK_UNIT)


def interleaved(commands: Mapping[str, Command], rounds: int) -> dict[str, list[Usage]]:
    """Each command once a round, so that what else the machine does falls on all of them."""
    taken: dict[str, list[Usage]] = {name: [] for name in commands}
    for number in range(1, rounds + 1):
        for name, command in commands.items():
            taken[name].append(run(command))
            print(f"round {number} of {rounds}: {name}: {taken[name][-1].cpu:.3g} s", file=sys.stderr)
    return taken
