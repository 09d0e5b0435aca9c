"""What a document holds: text, lists, and mappings that know the line of each of their keys."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Value: TypeAlias = "str | int | float | bool | date | datetime | time | list[Value] | Keys | None"
"""YAML gives text, list, Keys and None only; TOML and JSON bring their types (a float may be NaN)."""


class Keys(dict[str, Value]):
    """A mapping of a document; `lines` gives the line in the file, from 1, of each key whose line is known.

    It compares as a plain dict: lines take no part.
    """

    __slots__ = ("lines",)

    def __init__(self, items: Mapping[str, Value] | None = None, lines: Mapping[str, int] | None = None) -> None:
        if items:
            super().__init__(items)
        self.lines: dict[str, int] = dict(lines) if lines else {}
