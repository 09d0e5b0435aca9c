"""A table of settings, read key by key: each value of its type, and no key left over."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard, TypeVar

from eventfeeds.errors import BadValue, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


_LONGEST_PATH = 1000
_DEEPEST_PATH = 100

W = TypeVar("W", bound=str)
P = TypeVar("P", bound="Sequence[str]")


class Table:
    """A mapping of settings, of which every key must be asked for.

    Raises BadValue, with the dotted name of the key: `wrong-setting`, or at `close()` `unknown-setting`.
    """

    def __init__(self, values: Mapping[str, object], name: str = "") -> None:
        self._values = values
        self.name = name
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether a key stands here."""
        self._asked.add(key)
        return key in self._values

    def __iter__(self) -> Iterator[tuple[str, object]]:
        """All that stands here, as it is."""
        return iter(self._values.items())

    def value(self, key: str, default: object = None) -> object:
        """A value of any type."""
        return self._ask(key, default)

    def text(self, key: str, default: str = "") -> str:
        """One text."""
        value = self._ask(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, "a text")
        return value

    def path(self, key: str) -> str:
        """One text, which can be the path of a key."""
        return self._bounded(key, (self.text(key),))[0]

    def flag(self, key: str, *, default: bool = False) -> bool:
        """One of true and false."""
        value = self._ask(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false")
        return value

    def number(self, key: str, default: int = 0) -> int:
        """One whole number."""
        value = self._ask(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(key, "a whole number")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text is a list of one."""
        value = self._ask(key, ())
        if isinstance(value, str):
            value = (value,)
        elif value != () and not _all_texts(value):
            raise self.wrong(key, "a text or a list of texts")
        return self._bounded(key, tuple(value))

    def paths(self, key: str) -> tuple[str | tuple[str, ...], ...]:
        """A list of texts, and of lists of texts; one text is a list of one."""
        value = self._ask(key, ())
        rows = (value,) if isinstance(value, str) else value
        if not isinstance(rows, list | tuple) or not all(isinstance(row, str) or _all_texts(row) for row in rows):
            raise self.wrong(key, "a text, or a list of texts and of lists of texts")
        self._bounded(key, [path for row in rows for path in ((row,) if isinstance(row, str) else row)])
        return tuple(row if isinstance(row, str) else tuple(row) for row in rows)

    def lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of texts."""
        value = self._ask(key, ())
        if not isinstance(value, list | tuple) or not all(map(_all_texts, value)):
            raise self.wrong(key, "a list of lists of texts")
        self._bounded(key, [path for row in value for path in row])
        return tuple(tuple(row) for row in value)

    def choice(self, key: str, *allowed: W) -> W:
        """One of the allowed words; the first is the default."""
        value = self._ask(key, allowed[0])
        if not isinstance(value, str) or value not in allowed:
            raise self.wrong(key, "one of " + ", ".join(filter(None, allowed)))
        return value

    def tables(self, key: str) -> tuple[Table, ...]:
        """A list of tables, `[[key]]`; none if there is none."""
        values = self._ask(key, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.wrong(key, f"tables headed [[{key}]]")
        return tuple(Table(value, self._full(f"{key}.{index}")) for index, value in enumerate(values))

    def table(self, key: str) -> Table:
        """A table below this one; empty if there is none."""
        value = self._ask(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, "a table")
        return Table(value, self._full(key))

    def line(self, key: str) -> int:
        """The line of a key, 0 where it is not known."""
        return self._line(key)

    def wrong(self, key: str, expected: str) -> BadValue:
        """The error for a value of a wrong type or form."""
        return BadValue(
            "wrong-setting", expected, shown(self._values[key], quoted=True), key=self._full(key), line=self._line(key)
        )

    def close(self) -> None:
        """Refuse the first key that nothing asked for, with the nearest that exists."""
        for key in self._values:
            if key not in self._asked:
                from difflib import get_close_matches  # noqa: PLC0415  only a slip of the hand is worth it

                near = get_close_matches(key, self._asked, n=1)
                expected = near[0] if near else ", ".join(sorted(self._asked))
                raise BadValue("unknown-setting", expected, key, key=self._full(key), line=self._line(key))

    def _bounded(self, key: str, paths: P) -> P:
        """The same texts, each of which can be the path of a key, that is walked level by level."""
        if not all(map(is_bounded, paths)):
            raise self.wrong(key, f"at most {_LONGEST_PATH} characters and {_DEEPEST_PATH} levels")
        return paths

    def _ask(self, key: str, default: object) -> object:
        self._asked.add(key)
        return self._values.get(key, default)

    def _full(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def _line(self, key: str) -> int:
        lines: Mapping[str, int] = getattr(self._values, "lines", {})
        return lines.get(key, 0)


def is_bounded(path: str) -> bool:
    """Whether a text is no longer, and has no more levels, than the path of a key can have."""
    return len(path) <= _LONGEST_PATH and path.count(".") + path.count("/") < _DEEPEST_PATH


def _all_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
