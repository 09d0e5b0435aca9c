"""Ways to read very many files: `python -m benchmarks.many [FILES...]` prints a table.

The ways are those of `examples/many-files/`; with `dask-distributed`, a scheduler and two workers on this machine.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks import generate
from benchmarks.processes import Command, interleaved

EXAMPLE = Path(__file__).parent.parent / "examples" / "many-files" / "many_files.py"
COUNTS = (1_000, 5_000, 20_000, 100_000)


def ways(events: Path) -> dict[str, Command]:
    """One process, a pool of them, and Dask."""
    return {
        "one process": Command((sys.executable, "-m", "eventfeeds", "ics", "-q", str(events))),
        "pool": Command((sys.executable, str(EXAMPLE), str(events))),
        "Dask": Command((sys.executable, "-m", "benchmarks.on_dask", str(EXAMPLE), str(events)), EXAMPLE.parents[2]),
    }


def main() -> None:
    """Run each way over each count of files, and print seconds and memory."""
    counts = [int(count) for count in sys.argv[1:]] or COUNTS
    print("| files | way | wall s | CPU s, all processes | peak MiB, largest process |")
    print("| --- | --- | --- | --- | --- |")
    for count in counts:
        for name, [usage] in interleaved(ways(generate.folder(count)), 1).items():
            print(f"| {count:,} | {name} | {usage.wall:.3g} | {usage.cpu:.3g} | {usage.peak / 2**20:.0f} |", flush=True)


if __name__ == "__main__":
    main()
