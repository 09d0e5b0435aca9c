"""What is run, and the figures that come of it: comparison, start-up, growth."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import generate, peers
from benchmarks.figures import Figure, cpu_ratios
from benchmarks.processes import Command, Usage, interleaved

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMATS = ("ics", "rss", "atom", "json")
FEW = 10
# CPU of a run over ten files against that of a Python which does nothing.
_STARTS = {"--help": 5.0, "json": 8.5, "rss": 11.0, "atom": 11.0, "ics": 13.0}
_NAIVE = {"ics": (6.0, 10.0), "rss": (3.0, 5.0), "atom": (3.0, 5.0), "json": (3.0, 5.0)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How much is run: files of the comparison, the two or three counts of the growth, and rounds of each."""

    files: int
    growth: tuple[int, ...]
    rounds: int
    start_rounds: int
    growth_rounds: int


QUICK = Scale(files=1_000, growth=(1_000, 5_000), rounds=3, start_rounds=7, growth_rounds=1)
WHOLE = Scale(files=5_000, growth=(1_000, 20_000), rounds=5, start_rounds=21, growth_rounds=3)

Measured = tuple[list[Figure], dict[str, list[Usage]]]


def comparison(scale: Scale, *, with_peers: bool) -> Measured:
    """Ours against the naive script, the floor, and other tools where they are installed."""
    events = _events(scale.files)
    commands = {}
    for name in FORMATS:
        commands[f"{name}, ours"] = _ours(name, events)
        commands[f"{name}, naive"] = _module("naive", name, str(events))
    commands["floor"] = _module("floor", str(events))
    with tempfile.TemporaryDirectory() as scratch:
        tools = peers.prepared(events, Path(scratch)) if with_peers else {}
        taken = interleaved({**commands, **tools}, scale.rounds)
    figures = []
    for name, (must, aim) in _NAIVE.items():
        values = cpu_ratios(taken[f"{name}, naive"], taken[f"{name}, ours"])
        label = f"`{name}`: CPU, naive / ours"
        figures.append(Figure(name=label, values=values, must=must, aim=aim, more_is_better=True))
    ours = taken["ics, ours"]
    figures.append(Figure(name="`ics`: CPU, ours / floor", values=cpu_ratios(ours, taken["floor"]), must=10, aim=6))
    return figures + (_against_hugo(ours, taken.get("Hugo", [])) if with_peers else []), taken


def _against_hugo(ours: list[Usage], hugo: list[Usage]) -> list[Figure]:
    memory = [one.peak / other.peak for one, other in zip(ours, hugo, strict=False)]
    cpu = cpu_ratios(ours, hugo) if hugo else []
    return [
        Figure(name="`ics`: CPU, ours / Hugo", values=cpu, must=0.6, aim=0.4),
        Figure(name="`ics`: peak memory, ours / Hugo", values=memory, must=0.125),
    ]


def start_up(scale: Scale) -> Measured:
    """Ten files, and no file at all, against a Python that does nothing."""
    events = _events(FEW)
    nothing = "python -c pass"
    commands = {nothing: Command((sys.executable, "-c", "pass"))}
    commands["--help"] = Command((sys.executable, "-m", "eventfeeds", "--help"))
    commands |= {f"{name}, {FEW} files": _ours(name, events) for name in FORMATS}
    taken = interleaved(commands, scale.start_rounds)
    figures = []
    for name, must in _STARTS.items():
        usages = taken.get(name) or taken[f"{name}, {FEW} files"]
        label = f"`{name}`{'' if name in taken else f', {FEW} files'}: CPU, ours / `{nothing}`"
        figures.append(Figure(name=label, values=cpu_ratios(usages, taken[nothing]), must=must))
    return figures, taken


def growth(scale: Scale) -> Measured:
    """CPU a file and peak memory, beyond those of ten files, as files become many."""
    counts = (FEW, *scale.growth)
    folders = {count: _events(count) for count in counts}
    commands = {_many(name, count): _ours(name, folders[count]) for name in FORMATS for count in counts}
    taken = interleaved(commands, scale.growth_rounds)
    return [
        *(_cpu_growth(name, count, scale, taken) for count in scale.growth[1:] for name in FORMATS),
        *(_memory(name, count, folders[count], taken) for count in scale.growth[1:] for name in FORMATS),
    ], taken


def _cpu_growth(name: str, count: int, scale: Scale, taken: Mapping[str, list[Usage]]) -> Figure:
    """Round by round, what one file more costs among many, by what it costs among few."""
    base = scale.growth[0]
    rounds = zip(*(taken[_many(name, files)] for files in (FEW, base, count)), strict=True)
    values = [
        (many.cpu - few.cpu) / (count - FEW) / ((some.cpu - few.cpu) / (base - FEW)) for few, some, many in rounds
    ]
    return Figure(name=f"`{name}`: CPU a file, {count:,} / {base:,} files", values=values, must=1.15)


def _memory(name: str, count: int, folder: Path, taken: Mapping[str, list[Usage]]) -> Figure:
    read = sum(path.stat().st_size for path in folder.iterdir())
    rounds = zip(taken[_many(name, FEW)], taken[_many(name, count)], strict=True)
    values = [(many.peak - few.peak) / read for few, many in rounds]
    return Figure(
        name=f"`{name}`: peak memory beyond start-up / bytes read, {count:,} files", values=values, must=3, aim=2
    )


def _many(name: str, count: int) -> str:
    return f"{name}, {count:,} files"


def _ours(name: str, events: Path) -> Command:
    every = () if name == "ics" else ("--limit", "0")
    return Command((sys.executable, "-m", "eventfeeds", name, "--quiet", *every, str(events)))


def _module(name: str, *arguments: str) -> Command:
    return Command((sys.executable, "-m", f"benchmarks.{name}", *arguments))


def _events(count: int) -> Path:
    """The folder of so many events, once read: nobody is the first to ask the disk for it."""
    folder = generate.folder(count)
    for path in folder.iterdir():
        path.read_bytes()
    return folder
