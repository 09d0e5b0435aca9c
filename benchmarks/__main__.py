"""`python -m benchmarks`: runs everything, prints Markdown. Progress goes to standard error."""

from __future__ import annotations

import argparse
import os
import platform
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from benchmarks.figures import figures_table, medians_table
from benchmarks.measures import QUICK, WHOLE, Scale, comparison, growth, start_up

if TYPE_CHECKING:
    from benchmarks.processes import Usage


def main() -> None:
    """Measure, and print one table of figures and the medians behind it."""
    options = _options()
    scale = QUICK if options.quick else WHOLE
    if options.rounds:
        scale = replace(scale, rounds=options.rounds)
    if options.large:
        scale = replace(scale, growth=(*scale.growth, 100_000))
    parts = (comparison(scale, with_peers=options.peers), start_up(scale), growth(scale))
    print(_circumstances(scale))
    if options.quick:
        print("A quick look: the bounds are meant for 5,000 and 20,000 files.")
    print("", figures_table([figure for figures, _ in parts for figure in figures]), sep="\n")
    print("", "Medians behind the figures:", "", sep="\n")
    medians: dict[str, list[Usage]] = {}
    for _, taken in parts:
        # Of a process that stands in two parts, the first has more rounds.
        medians |= {name: usages for name, usages in taken.items() if name not in medians}
    print(medians_table(medians))


def _circumstances(scale: Scale) -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    rounds = f"{scale.rounds} rounds, {scale.start_rounds} of start-up, {scale.growth_rounds} of growth"
    program = f"eventfeeds {version('eventfeeds')}"
    return f"{datetime.now(UTC).date()}: {program}, {python}, {os.cpu_count()} cores; {scale.files:,} files; {rounds}."


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds, 1,000 files")
    parser.add_argument("--rounds", type=int, metavar="N", help="rounds of the comparison")
    parser.add_argument("--large", action="store_true", help="also the growth to 100,000 files")
    parser.add_argument("--peers", action="store_true", help="also Hugo, Eleventy, Jekyll, yaml2ics where installed")
    return parser.parse_args()


if __name__ == "__main__":
    main()
