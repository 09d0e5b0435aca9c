"""Paths to the keys of a mapping, whatever their spelling, and which of them lead anywhere."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventfeeds.documents import Keys

_FEW = 40  # keys of a mapping that are worth remembering
_MOST = 1000  # sets of keys

Path: TypeAlias = "str | tuple[str, ...]"
"""The path of a key, with dots between levels; or several, whose values are joined by commas."""

EACH = "*"
"""Part of a path that stands for every item of a list."""
_EACH_NAME = r"\*\.([^.*][^.]*)"  # a key of each item, not every item of these


@lru_cache(maxsize=4096)
def one_spelling(key: str) -> str:
    """A key whatever its case, with `-` and `_` as one."""
    return key.strip().lower().replace("-", "_")


@lru_cache(maxsize=4096)
def parted(path: str) -> tuple[str, str]:
    """The first key of a path, in one spelling, and what follows it."""
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
            index = index_of(metadata)
            found = {name: tuple(filter(None, (_lead(path, index) for path in paths))) for name, paths in self.items()}
            leading = {name: leads for name, leads in found.items() if leads}
            if len(keys) <= _FEW and len(self._known) < _MOST:
                self._known[keys] = leading
        return leading


def _lead(path: Path, index: Mapping[str, str]) -> Lead | None:
    """A path from the mapping that has these keys, or several that are joined; None where it leads nowhere."""
    if not isinstance(path, str):
        return Lead(None, path, joined=True, path="") if any(_lead(one, index) for one in path) else None
    key, rest = way(index, path)
    if key is None and path[:1] != "/":
        return None
    name = re.fullmatch(_EACH_NAME, rest)
    each = (key, one_spelling(name[1])) if name and key is not None else None
    return Lead(None if rest else key, (path,), joined=EACH in path, path=path, each=each)


def index_of(metadata: Keys) -> Mapping[str, str]:
    """The keys of a mapping by their one spelling; the files of a site have the same few sets of keys."""
    keys = tuple(metadata)
    return _index(keys) if len(keys) <= _FEW else _index.__wrapped__(keys)


@lru_cache(maxsize=1024)
def _index(keys: tuple[str, ...]) -> Mapping[str, str]:
    return {one_spelling(key): key for key in keys}


def unnamed(metadata: Keys, named: frozenset[str]) -> tuple[str, ...]:
    """The keys of a mapping that are, in one spelling, not among these."""
    keys = tuple(metadata)
    return _unnamed(keys, named) if len(keys) <= _FEW else _unnamed.__wrapped__(keys, named)


@lru_cache(maxsize=1024)
def _unnamed(keys: tuple[str, ...], named: frozenset[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if one_spelling(key) not in named)


def way(index: Mapping[str, str], path: str) -> tuple[str | None, str]:
    """With which key a path begins, if it is one of these, and what follows it."""
    key = index.get(path)
    if key is not None:
        return key, ""
    head, rest = parted(path)
    return index.get(head), rest
