"""Finding a value in a front matter by the path of its key."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from eventfeeds.documents import Keys
from eventfeeds.profiles.paths import EACH, index_of, one_spelling, unnamed, way

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eventfeeds.documents import Value
    from eventfeeds.profiles.paths import Lead

_SHORT = 100  # characters of what is worth remembering
_LOOKED_AT = 4000
_SPACED = 10  # characters that one may take, with the spaces and accents that are folded
_ACCENTS = re.compile("[\u0300-\u036f]")


@dataclass(slots=True)
class Found:
    """A value, the path of the key that holds it, and the line of that key (0: not known).

    Every value of a file is one: hence no tuple, and not frozen, which take longer to make.
    """

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


def _chosen(values: list[Value], part: str) -> Iterable[tuple[int, Value]]:
    """Of the items of a list, all or the one that a part of a path names."""
    if part == EACH:
        return enumerate(values)
    index = int(part) if part.isdecimal() else len(values)
    return [(index, values[index])] if index < len(values) else []


@lru_cache(maxsize=64)
def _longest(words: frozenset[str]) -> int:
    """How many characters a text may have that is one of these words, typed with accents or spaces."""
    return _SPACED * max(map(len, words), default=0)


@lru_cache(maxsize=64)
def _firsts(words: frozenset[str]) -> frozenset[str]:
    """With which ASCII characters a text may begin that is one of these words."""
    return frozenset("".join(word[:1] + word[:1].upper() for word in words))


class Lookup:
    """A mapping whose keys are found whatever their case, with `-` and `_` as one.

    `around` is the document that a record of a list stands in: a path that begins with `/` leads from there.
    `at` is the path of the record itself, such as `events.3`, which stands before every key that is told.
    `nothing` are texts, folded, that mean no value.
    """

    __slots__ = ("_around", "_firsts", "_index", "_line", "_longest", "_nothing", "at", "metadata")

    def __init__(
        self, metadata: Keys, nothing: frozenset[str] = frozenset(), *, around: Lookup | None = None, at: str = ""
    ) -> None:
        self.metadata = metadata
        self._nothing = nothing
        self._longest = _longest(nothing)
        self._firsts = _firsts(nothing)
        self._around = around
        self.at = at
        self._index = index_of(metadata)
        self._line = -1

    def __contains__(self, path: str) -> bool:
        """Whether a key stands here; of a path with dots, whether it leads to a value."""
        return one_spelling(path) in self._index or ("." in path and bool(self.all(path)))

    @property
    def line(self) -> int:
        """The first line on which a key of this mapping stands; 0 if none is known."""
        if self._line < 0:
            self._line = min(self.metadata.lines.values(), default=0)
        return self._line

    def line_of(self, keys: Iterable[str]) -> int:
        """The first line on which one of these keys stands; 0 if none does."""
        lines = (self.metadata.lines.get(self._index.get(one_spelling(key), ""), 0) for key in keys)
        return min(filter(None, lines), default=0)

    def told(self, path: str) -> str:
        """A path as people are told of it: with that of the record before it."""
        return f"{self.at}.{path}" if self.at else path

    def respelled(self) -> list[Found]:
        """What hides an earlier key of another spelling, as `Title` does after `title`."""
        if len(self._index) == len(self.metadata):
            return []
        hidden = (key for key in self.metadata if self._index[one_spelling(key)] != key)
        return [found for key in hidden for found in self.all(key)]

    def unnamed(self, named: frozenset[str]) -> tuple[str, ...]:
        """The keys of this mapping that are, in one spelling, not among these."""
        return unnamed(self.metadata, named)

    def first(self, paths: Iterable[str]) -> Found | None:
        """The first of these paths that holds a value: neither nothing, nor an empty text, list or mapping."""
        for path in paths:
            if found := self.all(path):
                return found[0]
        return None

    def said(self, text: str) -> str:
        """A text without its edges; "" where it means no value."""
        bare = text.strip()
        if not bare or len(text) > self._longest or (bare[0] not in self._firsts and bare[0].isascii()):
            return bare
        return "" if _folded(text) in self._nothing else bare

    def under(self, key: str) -> Found | None:
        """What stands under a key of this mapping, if that says anything."""
        value = self.metadata[key]
        return None if self._says_nothing(value) else Found(value, self.told(key), self.metadata.lines.get(key, 0))

    def led(self, lead: Lead) -> list[Found]:
        """What the one path of a lead leads to."""
        if lead.key is None:
            return self.all(lead.path)
        found = self.under(lead.key)
        return [found] if found is not None else []

    def all(self, path: str) -> list[Found]:
        """What a path leads to: one value, or with `*` in it those of every item of a list."""
        key, rest = way(self._index, path)
        if key is None:
            return self._of_document(path[1:]) if path[:1] == "/" else []
        found: list[Found] = []
        self._gather(found, rest, self.metadata[key], self.told(key), self.metadata.lines.get(key, 0))
        return found

    def _of_document(self, path: str) -> list[Found]:
        return (self._around or self).all(path)

    def in_each(self, items: Value, name: str) -> list[str] | None:
        """The texts under a name in each item of a list, without their edges; None where anything else stands there."""
        texts = []
        for item in items if isinstance(items, list) else (None,):
            if not isinstance(item, Keys) or (key := index_of(item).get(name)) is None:
                return None
            if not isinstance(text := item[key], str):
                return None
            if text := self.said(text):
                texts.append(text)
        return texts

    def below(self, at: Found, path: str) -> list[Found]:
        """What a path leads to from a value."""
        found: list[Found] = []
        self._gather(found, path, at.value, at.key, at.line)
        return found

    def _gather(self, found: list[Found], path: str, value: Value, key: str, line: int) -> None:
        """Add what a path leads to from a value, and that says anything."""
        while path:
            head, _, rest = path.partition(".")
            if isinstance(value, list):
                for index, item in _chosen(value, head):
                    self._gather(found, rest, item, f"{key}.{index}", line)
                return
            if head == EACH:  # one, where a list of one is meant
                path = rest
                continue
            if not isinstance(value, Keys):
                return
            name, rest = way(index_of(value), path)
            if name is not None:
                path, key, line = rest, f"{key}.{name}" if key else name, value.lines.get(name, 0)
                value = value[name]
            elif path[:1] == "/":
                path = path[1:]
            else:
                return
        if not self._says_nothing(value):
            found.append(Found(value, key, line))

    def _says_nothing(self, value: Value) -> bool:
        return not self.said(value) if isinstance(value, str) else not value and is_nothing(value)

    def with_each(self, path: str, values: Iterable[Value]) -> Iterator[Lookup]:
        """The same with each of these values in turn under a path of mappings, which leads to a value.

        What comes out is one and the same, and good until the next: a copy for each would take the square of a file.
        """
        copy = self.holding(Keys(self.metadata, self.metadata.lines))
        metadata, (key, rest) = copy.metadata, way(self._index, path)
        while rest and key is not None and isinstance(inner := metadata[key], Keys):
            metadata[key] = inner = Keys(inner, inner.lines)
            metadata, (key, rest) = inner, way(index_of(inner), rest)
        assert key is not None  # noqa: S101  it leads to a value
        for value in values:
            metadata[key] = value
            yield copy

    def holding(self, metadata: Keys) -> Lookup:
        """Another mapping in the place of this one."""
        return Lookup(metadata, self._nothing, around=self._around, at=self.at)


def is_nothing(value: Value) -> bool:
    """Whether a value says nothing."""
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or (not value and isinstance(value, (list, dict)))
