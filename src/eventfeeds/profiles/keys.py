"""Finding a value in a front matter by the path of its key."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
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
_LAST_ASCII = "\x7f"
_SPACED = 10  # characters that one may take, with the spaces and accents that are folded
_ACCENTS = re.compile("[\u0300-\u036f]")

Path: TypeAlias = "str | tuple[str, ...]"
"""The path of a key, with dots between levels; or several, whose values are joined by commas."""

EACH = "*"
"""Part of a path that stands for every item of a list."""
_EACH_NAME = r"\*\.([^.*/][^.]*)"


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


@lru_cache(maxsize=4096)
def one_spelling(key: str) -> str:
    """A key whatever its case, with `-` and `_` as one."""
    return key.strip().lower().replace("-", "_")


@lru_cache(maxsize=4096)
def _parted(path: str) -> tuple[str, str]:
    head, _, rest = path.partition(".")
    return one_spelling(head), rest


class Lead(NamedTuple):
    """A path that may lead somewhere from a mapping: `key` is that of the mapping, if the path is but a key.

    `joined`: the values of all paths, or of every item of a list, are meant together. `path`: the one path, "" if there
    are several. `each`: of a path such as `lines.*.name`, the key of the mapping and the name in each item of its list.
    """

    key: str | None
    paths: tuple[str, ...]
    joined: bool
    path: str
    each: tuple[str, str] | None = None


class Paths(dict[str, tuple[Path, ...]]):
    """Paths by the name of what they lead to, as a profile has them; `plain` are those that are not joined.

    Which of them lead anywhere is found once for each set of keys: the files of a site have the same few.
    """

    __slots__ = ("_known", "plain")

    def __init__(self, named: Mapping[str, tuple[Path, ...]]) -> None:
        super().__init__(named)
        self.plain = {name: tuple(path for path in paths if isinstance(path, str)) for name, paths in named.items()}
        self._known: dict[tuple[str, ...], Mapping[str, tuple[Lead, ...]]] = {}

    def leading(self, metadata: Keys) -> Mapping[str, tuple[Lead, ...]]:
        """By name, those that begin with a key of a mapping, or lead from the document; others lead nowhere."""
        keys = tuple(metadata)
        leading = self._known.get(keys)
        if leading is None:
            index = _index_of(metadata)
            found = {name: tuple(filter(None, (_lead(path, index) for path in paths))) for name, paths in self.items()}
            leading = {name: leads for name, leads in found.items() if leads}
            if len(keys) <= _FEW and len(self._known) < _MOST:
                self._known[keys] = leading
        return leading


def _lead(path: Path, index: Mapping[str, str]) -> Lead | None:
    """A path from the mapping that has these keys, or several that are joined; None where it leads nowhere."""
    if not isinstance(path, str):
        return Lead(None, path, joined=True, path="") if any(_lead(one, index) for one in path) else None
    key, rest = _way(index, path)
    if key is None and path[:1] != "/":
        return None
    name = re.fullmatch(_EACH_NAME, rest)
    each = (key, one_spelling(name[1])) if name and key is not None else None
    return Lead(None if rest else key, (path,), joined=EACH in path, path=path, each=each)


def _index_of(metadata: Keys) -> Mapping[str, str]:
    """The keys of a mapping by their one spelling; the files of a site have the same few sets of keys."""
    keys = tuple(metadata)
    return _index(keys) if len(keys) <= _FEW else _index.__wrapped__(keys)


@lru_cache(maxsize=1024)
def _index(keys: tuple[str, ...]) -> Mapping[str, str]:
    return {one_spelling(key): key for key in keys}


@lru_cache(maxsize=1024)
def _unnamed(keys: tuple[str, ...], named: frozenset[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if one_spelling(key) not in named)


def _way(index: Mapping[str, str], path: str) -> tuple[str | None, str]:
    """With which key a path begins, if it is one of these, and what follows it."""
    key = index.get(path)
    if key is not None:
        return key, ""
    head, rest = _parted(path)
    return index.get(head), rest


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
        self._index = _index_of(metadata)
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
        keys = tuple(self.metadata)
        return _unnamed(keys, named) if len(keys) <= _FEW else _unnamed.__wrapped__(keys, named)

    def first(self, paths: Iterable[str]) -> Found | None:
        """The first of these paths that holds a value: neither nothing, nor an empty text, list or mapping."""
        for path in paths:
            if found := self.all(path):
                return found[0]
        return None

    def said(self, text: str) -> str:
        """A text without its edges; "" where it means no value."""
        bare = text.strip()
        if not bare or len(text) > self._longest or ((first := bare[0]) not in self._firsts and first <= _LAST_ASCII):
            return bare
        return "" if _folded(text) in self._nothing else bare

    def under(self, key: str) -> Found | None:
        """What stands under a key of this mapping, if that says anything."""
        value = self.metadata[key]
        if (not self.said(value)) if isinstance(value, str) else (not value and is_nothing(value)):
            return None
        return Found(value, f"{self.at}.{key}" if self.at else key, self.metadata.lines.get(key, 0))

    def led(self, lead: Lead) -> list[Found]:
        """What the one path of a lead leads to."""
        if lead.key is None:
            return self.all(lead.path)
        found = self.under(lead.key)
        return [found] if found is not None else []

    def all(self, path: str) -> list[Found]:
        """What a path leads to: one value, or with `*` in it those of every item of a list."""
        key, rest = _way(self._index, path)
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
            if not isinstance(item, Keys) or (key := _index_of(item).get(name)) is None:
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
                    if item and not rest and isinstance(item, Keys):
                        found.append(Found(item, f"{key}.{index}", line))
                    else:
                        self._gather(found, rest, item, f"{key}.{index}", line)
                return
            if head == EACH:  # one, where a list of one is meant
                path = rest
                continue
            if not isinstance(value, Keys):
                return
            name, rest = _way(_index_of(value), path)
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
