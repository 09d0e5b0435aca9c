"""Figures: a ratio a round, its median, and what it must and should be."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from benchmarks.processes import Usage

_MIB = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A ratio, once a round. `must` and `aim` bound it: from below where `more_is_better`, else from above."""

    name: str
    values: Sequence[float] = ()
    must: float
    aim: float | None = None
    more_is_better: bool = False

    def verdict(self) -> str:
        """What its median says: `aim`, `holds`, `no`, or `n/a` without a value."""
        if not self.values:
            return "n/a"
        if self.aim is not None and self._reaches(self.aim):
            return "aim"
        return "holds" if self._reaches(self.must) else "**no**"

    def _reaches(self, bound: float) -> bool:
        return median(self.values) >= bound if self.more_is_better else median(self.values) <= bound

    def row(self) -> tuple[str, ...]:
        """The cells of a table: name, median, lowest and highest, must, aim, verdict."""
        sign = "≥" if self.more_is_better else "≤"
        return (
            self.name,
            f"{median(self.values):.2f}" if self.values else "",
            f"{min(self.values):.2f}–{max(self.values):.2f}" if self.values else "",
            f"{sign} {self.must:g}",
            f"{sign} {self.aim:g}" if self.aim is not None else "",
            self.verdict(),
        )


def cpu_ratios(above: Sequence[Usage], below: Sequence[Usage]) -> list[float]:
    """CPU of one command by that of another, round by round."""
    return [one.cpu / other.cpu for one, other in zip(above, below, strict=True)]


def figures_table(figures: Iterable[Figure]) -> str:
    """A Markdown table of figures."""
    head = ("figure", "median", "lowest–highest", "must", "aim", "")
    return _table(head, [figure.row() for figure in figures])


def medians_table(taken: Mapping[str, Sequence[Usage]]) -> str:
    """A Markdown table of what each process took."""
    rows = [
        (
            name,
            f"{median(usage.cpu for usage in usages):.3g}",
            f"{median(usage.wall for usage in usages):.3g}",
            f"{median(usage.peak for usage in usages) / _MIB:.0f}",
        )
        for name, usages in taken.items()
    ]
    return _table(("process", "CPU s", "wall s", "peak MiB"), rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
