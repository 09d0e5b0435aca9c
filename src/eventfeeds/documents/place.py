"""Where a composer stands in a document: bounds the depth and collects remarks, for every language alike."""

from __future__ import annotations

import re

from eventfeeds.documents.characters import CONTROL, spelled
from eventfeeds.errors import BadValue, Remark, shown

MAX_DEPTH = 100
MOST_BITS = 14_000  # some thousand digits: what has more, Python refuses to read and to write in decimals
MAX_REMARKS = 100


class Place:
    """The keys and list positions that lead to the present collection, and the remarks made on the way."""

    __slots__ = ("_path", "remarks")

    def __init__(self) -> None:
        self._path: list[str] = []
        self.remarks: list[Remark] = []

    @property
    def depth(self) -> int:
        """How many collections stand around the present one."""
        return len(self._path)

    def enter(self, part: str, line: int) -> None:
        """Step into the collection under the key, or at the list position, `part`."""
        self._path.append(part)
        refuse_depth(len(self._path), line)

    def leave(self) -> None:
        """Step back into the collection around."""
        self._path.pop()

    def duplicate(self, key: str, line: int) -> None:
        """Remark that the present mapping has `key` again."""
        self._remark("duplicate-key", key, shown(key), line)

    def clean(self, text: str, part: str, line: int) -> str:
        r"""Strip the control characters and lone surrogates that an escape such as `\u0007` put into a value."""
        found = None if text.isprintable() else re.search(CONTROL, text)
        if found is None:
            return text
        self._remark("control-escape", part, spelled(found[0]), line)
        return re.sub(CONTROL, "", text)

    def _remark(self, code: str, part: str, got: str, line: int) -> None:
        if len(self.remarks) >= MAX_REMARKS:
            raise BadValue("too-many-remarks", expected=str(MAX_REMARKS), line=line)
        path = ".".join(map(shown, (*self._path, part)))
        self.remarks.append(Remark(code, key=path, got=got, line=line))


def refuse_depth(around: int, line: int) -> None:
    """Refuse a collection with so many collections around it that it is nested too deep."""
    if around >= MAX_DEPTH:
        raise BadValue("nesting-too-deep", expected=str(MAX_DEPTH), line=line)
