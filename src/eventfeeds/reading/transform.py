"""What a site's own function makes of a front matter: foreign code, and values as a document would have them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from typing import TYPE_CHECKING, Any

from eventfeeds.documents import Keys
from eventfeeds.documents.characters import CONTROL
from eventfeeds.documents.place import MAX_DEPTH, MOST_BITS
from eventfeeds.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventfeeds.documents import Value
    from eventfeeds.profiles.keys import Lookup

_MOST_VALUES = 100_000


def transformed(transform: Callable[[dict[str, Any], str], Mapping[str, Any]], lookup: Lookup, path: str) -> Lookup:
    """What a function makes of a record of the file at `path`. Raises BadValue `transform-failed`."""
    try:
        made = _Reading().mapping(_given(transform(dict(lookup.metadata), path)), 0)
    except (Exception, SystemExit) as error:  # foreign code: whatever it does, one record is all that it costs
        raise BadValue("transform-failed", got=f"{type(error).__name__}: {error}", key=lookup.at) from error
    return lookup.holding(Keys(made, lookup.metadata.lines))


def _given(returned: Any) -> Mapping[Any, Any]:
    if returned is None:  # a function that changes what it gets, and forgets to return it
        raise TypeError("it returned None; expected the keys")
    return dict(returned)


class _Reading:
    """Makes values of a document of what a function gave; counts them, since one can stand in many places."""

    def __init__(self) -> None:
        self._count = 0

    def mapping(self, given: Mapping[Any, Any], depth: int) -> Keys:
        """A mapping whose keys are texts. Raises TypeError, ValueError."""
        lines = given.lines if isinstance(given, Keys) else None
        return Keys(
            {str(self._value(key, depth + 1)): self._value(each, depth + 1) for key, each in given.items()}, lines
        )

    def _value(self, given: Any, depth: int) -> Value:
        self._count += 1
        if depth > MAX_DEPTH or self._count > _MOST_VALUES:
            raise ValueError(f"more than {MAX_DEPTH} levels, or {_MOST_VALUES} values")
        if isinstance(given, Mapping):
            return self.mapping(given, depth)
        if isinstance(given, list | tuple):
            return [self._value(each, depth + 1) for each in given]
        if isinstance(given, str):
            return re.sub(CONTROL, "", given)
        if isinstance(given, int) and given.bit_length() > MOST_BITS:
            raise ValueError("a number of thousands of digits")
        if given is None or isinstance(given, int | float | date | time):  # a datetime is a date
            return given
        raise TypeError(f"{type(given).__name__} is nothing that a front matter can hold")
