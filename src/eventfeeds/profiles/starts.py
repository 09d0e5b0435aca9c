"""Keys whose names say that they hold a start, or an end, whatever the profile."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from eventfeeds.documents import Keys
from eventfeeds.profiles.keys import fold
from eventfeeds.times.values import is_moment
from eventfeeds.wording import day_words, key_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 60  # characters of a path that is looked at
_FEW = 40  # keys of a mapping that are worth remembering


def starts_in(metadata: Keys, at: str = "") -> Iterator[str]:
    """The paths of dates that say by their names that they are a start: `startDate`, `event.date`, `date-start`.

    A word that is none of a date, as in `registration_start`, makes another thing of it.
    """
    keys = tuple(metadata)
    for key in _of_dates(keys) if len(keys) <= _FEW else _of_dates.__wrapped__(keys):
        value, path = metadata[key], f"{at}.{key}" if at else key
        if isinstance(value, Keys):
            yield from starts_in(value, path) if len(path) <= _LONGEST else ()
        elif says_start(path) and is_moment(value, day_words):
            yield path


@lru_cache(maxsize=1024)
def _of_dates(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that are made of the words of dates alone."""
    return tuple(key for key in keys if _is_of_dates(key))


@lru_cache(maxsize=1024)
def names_start(path: str) -> bool:
    """Whether a word that means a start stands in a path, whatever else does."""
    return _names("start", path)


def says_start(path: str) -> bool:
    """Whether the path of a date says by its name that it is the start of something that happens."""
    return names_start(path) and _is_of_dates(path)


def says_end(path: str) -> bool:
    """Whether the path of a date says by its name that it is the end of something that happens."""
    head, _, last = path.rpartition(".")
    if fold(last) in key_words()["end_alone"]:
        return not head or _is_of_dates(head, "end")
    return _names("end", path) and _is_of_dates(path, "end")


def _names(kind: str, path: str) -> bool:
    folded = fold(path)
    return any(word in folded for word in key_words()[kind])


def _is_of_dates(path: str, *more: str) -> bool:
    return len(path) <= _LONGEST and _made_of("date", "start", *more).fullmatch(fold(path)) is not None


@cache
def _made_of(*kinds: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for kind in kinds for word in key_words()[kind])
    return re.compile(rf"(?:[ _.-]|{words})+")
