"""A bar on the terminal while work lasts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

T = TypeVar("T")

_PROGRESS_ABOVE = 2000


def watched(items: Sequence[T], *, quiet: bool) -> Iterable[T]:
    """The items, with a bar on stderr while they are gone through; only on a terminal, and only when it lasts."""
    if quiet or len(items) < _PROGRESS_ABOVE or not sys.stderr.isatty():
        return items
    return _with_bar(items)


def _with_bar(items: Sequence[T]) -> Iterator[T]:
    with click.progressbar(items, label="eventfeeds", file=sys.stderr) as bar:
        yield from bar
