"""A bound on what the HTML parser is given.

html5ever takes, for every block, time by depth, and repeats each formatting element that is not closed in
every paragraph that follows; some hundred bytes could become gigabytes.
"""

from __future__ import annotations

import re
from collections import Counter

from eventfeeds.errors import BadValue
from eventfeeds.markup.own import DEEPEST, is_small

_MOST_TAGS = 500_000  # a node takes some hundred bytes
_MOST_ENTITIES = 100_000  # signs that are written so: a long text takes time by their square

_TAG = r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+"
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_PHRASING = _FORMATTING | frozenset("abbr bdi bdo cite del dfn ins kbd mark q samp span sub sup time var".split())
_BARRIERS = frozenset("applet button caption marquee object table td template th".split())
_CLOSED_BY_NEXT = {
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "tr": {"tr", "td", "th"},
    "td": {"td", "th"},
    "th": {"td", "th"},
}


def refuse_excess(html: str) -> None:
    """Raises BadValue `markup-too-deep` or `markup-too-dense` for what would take minutes. Linear time."""
    if is_small(html):
        return
    for found, most in (
        (html.count("<"), _MOST_TAGS),
        (html.count("&") + html.count("\xa0"), _MOST_ENTITIES),
    ):
        if found > most:
            raise BadValue("markup-too-dense", expected=str(most), got=str(found))
    _Nesting(len(html)).walk(html)


class _Nesting:
    """The elements that the parser will have open, near enough, and the work they cost it so far."""

    def __init__(self, length: int) -> None:
        self._open: list[str] = []
        self._count: Counter[str] = Counter()
        self._formatting: dict[str, list[int]] = {}  # lengths of the start tags not closed
        self._repeated = 0  # characters that every further block repeats
        self._work = 0
        self._most_work = 4 * length + 1_000_000

    def walk(self, html: str) -> None:
        for tag in re.finditer(_TAG, html):
            name = tag[2].lower()
            if tag[1]:
                self._close(name)
            elif name not in _VOID:
                self._start(name, len(tag[0]))
            if len(self._open) > DEEPEST or self._work > self._most_work:
                raise BadValue("markup-too-deep", expected=str(DEEPEST), got=f"<{name}>")

    def _start(self, name: str, length: int) -> None:
        self._work += self._repeated
        if name in _FORMATTING:
            self._formatting.setdefault(name, []).append(length)
            self._repeated += length
        if name not in _PHRASING and self._open:
            if self._open[-1] == "p":
                self._drop_from(len(self._open) - 1)
            while self._open and self._open[-1] in _CLOSED_BY_NEXT.get(name, ()):
                self._drop_from(len(self._open) - 1)
        self._open.append(name)
        self._count[name] += 1

    def _close(self, name: str) -> None:
        if lengths := self._formatting.get(name):
            self._repeated -= lengths.pop()
        if not self._count[name]:
            return
        for index in reversed(range(len(self._open))):
            self._work += 1
            if self._open[index] == name:
                self._drop_from(index)
                return
            if self._open[index] in _BARRIERS:
                return

    def _drop_from(self, index: int) -> None:
        for name in self._open[index:]:
            self._count[name] -= 1
        del self._open[index:]
