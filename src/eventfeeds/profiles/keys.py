"""Finding a value in a front matter by the path of its key."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds.documents import Keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eventfeeds.documents import Value


_SHORT = 100  # characters of what is worth remembering
_LOOKED_AT = 4000
_ACCENTS = re.compile("[\u0300-\u036f]")


class Found(NamedTuple):
    """A value, the path of the key that holds it, and the line of that key (0: not known)."""

    value: Value
    key: str
    line: int


def fold(text: str) -> str:
    """Text for comparing: without case, accents, edge spaces, and with one kind of apostrophe and space.

    Of a long text, the first 4,000 characters: composing takes the square of the length of a run of accents.
    """
    return _folded(text) if len(text) <= _SHORT else _folded.__wrapped__(text[:_LOOKED_AT])


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.replace("\u2019", "'")))
    return " ".join(text.casefold().split())


@lru_cache(maxsize=4096)
def one_spelling(key: str) -> str:
    """A key whatever its case, with `-` and `_` as one."""
    return key.strip().lower().replace("-", "_")


@lru_cache(maxsize=4096)
def _parted(path: str) -> tuple[str, str]:
    head, _, rest = path.partition(".")
    return one_spelling(head), rest


class Lookup:
    """A mapping whose keys are found whatever their case, with `-` and `_` as one."""

    def __init__(self, metadata: Keys) -> None:
        self._metadata = metadata
        self._index = {one_spelling(key): key for key in metadata}

    def __contains__(self, key: str) -> bool:
        return one_spelling(key) in self._index

    def line_of(self, keys: Iterable[str]) -> int:
        """The first line on which one of these keys stands; 0 if none does."""
        lines = (self._metadata.lines.get(self._index.get(one_spelling(key), ""), 0) for key in keys)
        return min(filter(None, lines), default=0)

    def respelled(self) -> list[Found]:
        """What hides an earlier key of another spelling, as `Title` does after `title`."""
        hidden = (key for key in self._metadata if self._index[one_spelling(key)] != key)
        return [found for key in hidden for found in self.all(key)]

    def first(self, paths: Iterable[str]) -> Found | None:
        """The first of these paths that holds a value: neither nothing, nor an empty text, list or mapping."""
        for path in paths:
            found = self.all(path)
            if found:
                return found[0]
        return None

    def all(self, path: str) -> list[Found]:
        """What a path leads to: one value, or with `*` in it those of every item of a list."""
        head, rest = _parted(path)
        key = self._index.get(head)
        if key is None:
            return []
        return _walk(Found(self._metadata[key], key, self._metadata.lines.get(key, 0)), rest)


def _walk(at: Found, path: str) -> list[Found]:
    if not path:
        return [] if is_nothing(at.value) else [at]
    head, _, rest = path.partition(".")
    if head == "*" and not isinstance(at.value, list):  # one, where a list of one is meant
        return _walk(at, rest)
    if isinstance(at.value, list):
        chosen = range(len(at.value)) if head == "*" else [int(head)] if head.isdecimal() else []
        return [
            found
            for index in chosen
            if index < len(at.value)
            for found in _walk(Found(at.value[index], f"{at.key}.{index}", at.line), rest)
        ]
    if isinstance(at.value, Keys):
        return [found._replace(key=f"{at.key}.{found.key}") for found in Lookup(at.value).all(path)]
    return []


def is_nothing(value: Value) -> bool:
    """Whether a value says nothing."""
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or (isinstance(value, list | dict) and not value)
