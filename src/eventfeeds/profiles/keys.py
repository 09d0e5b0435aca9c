"""Finding a value in a front matter by the path of its key."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from eventfeeds.documents import Keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from eventfeeds.documents import Value


_SHORT = 100  # characters of what is worth remembering
_LOOKED_AT = 4000
_FEW = 40  # keys of a mapping that are worth remembering
_MOST = 1000  # sets of keys
_SPACED = 10  # characters that one may take, with the spaces and accents that are folded
_ACCENTS = re.compile("[\u0300-\u036f]")

Path: TypeAlias = "str | tuple[str, ...]"
"""The path of a key, with dots between levels; or several, whose values are joined by commas."""

EACH = "*"
"""Part of a path that stands for every item of a list."""


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


class Paths(dict[str, tuple[Path, ...]]):
    """Paths by the name of what they lead to, as a profile has them.

    Which of them lead anywhere is found once for each set of keys: the files of a site have the same few.
    """

    __slots__ = ("_known",)

    def __init__(self, named: Mapping[str, tuple[Path, ...]]) -> None:
        super().__init__(named)
        self._known: dict[tuple[str, ...], Mapping[str, tuple[Path, ...]]] = {}

    def leading(self, metadata: Keys) -> Mapping[str, tuple[Path, ...]]:
        """By name, those that begin with a key of a mapping, or lead from the document; others lead nowhere."""
        keys = tuple(metadata)
        leading = self._known.get(keys)
        if leading is None:
            spelled = {*keys, *map(one_spelling, keys)}
            found = {name: tuple(path for path in paths if _begins(path, spelled)) for name, paths in self.items()}
            leading = {name: paths for name, paths in found.items() if paths}
            if len(keys) <= _FEW and len(self._known) < _MOST:
                self._known[keys] = leading
        return leading


def _begins(path: Path, keys: set[str]) -> bool:
    """Whether a path, or one of those that are joined, begins with one of these keys, or at the document."""
    if not isinstance(path, str):
        return any(_begins(one, keys) for one in path)
    return path[:1] == "/" or path in keys or _parted(path)[0] in keys


@lru_cache(maxsize=1024)
def _index(keys: tuple[str, ...]) -> Mapping[str, str]:
    """Keys by their one spelling; the files of a site have the same few sets of keys."""
    return {one_spelling(key): key for key in keys}


@lru_cache(maxsize=64)
def _longest(words: frozenset[str]) -> int:
    """How many characters a text may have that is one of these words, typed with accents or spaces."""
    return _SPACED * max(map(len, words), default=0)


class Lookup:
    """A mapping whose keys are found whatever their case, with `-` and `_` as one.

    `around` is the document that a record of a list stands in: a path that begins with `/` leads from there.
    `at` is the path of the record itself, such as `events.3`, which stands before every key that is told.
    `nothing` are texts, folded, that mean no value.
    """

    __slots__ = ("_around", "_index", "_line", "_longest", "_nothing", "at", "metadata")

    def __init__(
        self, metadata: Keys, nothing: frozenset[str] = frozenset(), *, around: Lookup | None = None, at: str = ""
    ) -> None:
        self.metadata = metadata
        self._nothing = nothing
        self._longest = _longest(nothing)
        self._around = around
        self.at = at
        keys = tuple(metadata)
        self._index = _index(keys) if len(keys) <= _FEW else _index.__wrapped__(keys)
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

    def first(self, paths: Iterable[str]) -> Found | None:
        """The first of these paths that holds a value: neither nothing, nor an empty text, list or mapping."""
        for path in paths:
            if found := self.all(path):
                return found[0]
        return None

    def text(self, path: str) -> str | None:
        """The text under a key, without its edges; None where it is no text, or takes more to find."""
        key = self._index.get(path)
        value = None if key is None else self.metadata[key]
        if not isinstance(value, str):
            return None
        return "" if self._says_nothing(value) else value.strip()

    def all(self, path: str) -> list[Found]:
        """What a path leads to: one value, or with `*` in it those of every item of a list."""
        key, rest = self._index.get(path), ""
        if key is None:
            head, rest = _parted(path)
            key = self._index.get(head)
            if key is None:
                return self._of_document(path[1:]) if path[:1] == "/" else []
        value = self.metadata[key]
        if self._says_nothing(value):
            return []
        found = Found(value, f"{self.at}.{key}" if self.at else key, self.metadata.lines.get(key, 0))
        return self._walk(found, rest) if rest else [found]

    def _of_document(self, path: str) -> list[Found]:
        return (self._around or self).all(path)

    def _walk(self, at: Found, path: str) -> list[Found]:
        if not path:
            return [] if self._says_nothing(at.value) else [at]
        head, _, rest = path.partition(".")
        if head == EACH and not isinstance(at.value, list):  # one, where a list of one is meant
            return self._walk(at, rest)
        if isinstance(at.value, list):
            items = self._items(at, at.value, head)
            return items if not rest else [found for item in items for found in self._walk(item, rest)]
        if isinstance(at.value, Keys):
            return Lookup(at.value, self._nothing, at=at.key).all(path)
        return []

    def _items(self, at: Found, values: list[Value], head: str) -> list[Found]:
        """Of the items of a list, all or the one that a part of a path names, those that say anything."""
        chosen: Iterable[tuple[int, Value]] = enumerate(values) if head == EACH else ()
        if head.isdecimal():
            chosen = list(enumerate(values))[int(head) : int(head) + 1]
        key, line = at.key, at.line
        return [Found(value, f"{key}.{index}", line) for index, value in chosen if not self._says_nothing(value)]

    def _says_nothing(self, value: Value) -> bool:
        if not isinstance(value, str):
            return is_nothing(value)
        if not value or value.isspace():
            return True
        return len(value) <= self._longest and _folded(value) in self._nothing

    def with_each(self, path: str, values: Iterable[Value]) -> Iterator[Lookup]:
        """The same with each of these values in turn under a path of mappings, which leads to a value.

        What comes out is one and the same, and good until the next: a copy for each would take the square of a file.
        """
        head, rest = _parted(path)
        copy = self.holding(Keys(self.metadata, self.metadata.lines))
        metadata, key = copy.metadata, self._index[head]
        while rest and isinstance(inner := metadata[key], Keys):
            metadata[key] = inner = Keys(inner, inner.lines)
            head, rest = _parted(rest)
            metadata, key = inner, next(key for key in inner if one_spelling(key) == head)
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
