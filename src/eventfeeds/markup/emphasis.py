"""Runs of `**` and `__` that the renderer left in the text, because a space or a sign stands on the wrong side.

Writers mean them all the same: a pair becomes bold, a lone run at a word's edge goes.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import NamedTuple

_TAG = re.compile(r'(<(?:[^<>"]++|"[^"]*+")*+>)')
_NAME = re.compile(r"</?([a-z][a-z0-9]*)")
_RUN = re.compile(r"(?<!\*)\*{2,4}(?!\*)|(?<!_)_{2,3}(?!_)")
_ODD_MARK = re.compile(r"(?<!\*)\*(?=<(?:em|strong)>)")
_INLINE = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q s samp small span strong sub sup time u var".split()
)
_CLOSING_SIGNS = ",.;:!?)]»…"


class _Run(NamedTuple):
    """A run of marks: in which piece and where, under which tag, and the characters around it.

    `first`: nothing stands before it in its block; `alone`: nothing but marks stands in its block.
    """

    piece: int
    start: int
    mark: str
    parent: int
    before: str
    after: str
    first: bool
    alone: bool

    @property
    def end(self) -> int:
        return self.start + len(self.mark)

    @property
    def spaced(self) -> bool:
        """White space on both sides: arithmetic, or the sign of a note."""
        return self.before.isspace() and self.after.isspace()

    @property
    def inside_word(self) -> bool:
        return self.before.isalnum() and self.after.isalnum()

    @property
    def plain(self) -> bool:
        return self.inside_word or (self.spaced and not self.first)

    @property
    def can_open(self) -> bool:
        return self.first or not self.after.isspace()

    @property
    def at_an_edge(self) -> bool:
        rating = self.before.isspace() and self.after in _CLOSING_SIGNS
        return self.alone or not (self.spaced or self.inside_word or rating)


def mend(html: str) -> str:
    """Safe HTML -> the same with leftover runs of marks made bold or taken out; code stays as it is.

    `2 ** 3`, one `a**b` and one run alone between spaces are no emphasis and stay. Linear time.
    """
    if "*<" in html:  # `**odd*`: one mark too many before what is emphasised already
        html = _ODD_MARK.sub("", html)
    if "**" not in html and "__" not in html:
        return html
    pieces = _TAG.split(html)  # text and tags alternate
    last = -1
    for index in range(0, len(pieces), 2):
        if index > last and ("**" in pieces[index] or "__" in pieces[index]):
            first, last = _block(pieces, index)
            if first == 0 or _name(pieces[first - 1]) != "pre":
                _settle(_runs(_texts(pieces, first, last)), pieces)
    return "".join(pieces)


def _name(tag: str) -> str:
    match = _NAME.match(tag)
    return match[1] if match else ""


def _block(pieces: list[str], index: int) -> tuple[int, int]:
    """The first and the last piece of the block in which one stands."""
    first = last = index
    while first and _name(pieces[first - 1]) in _INLINE:
        first -= 2
    while last + 1 < len(pieces) and _name(pieces[last + 1]) in _INLINE:
        last += 2
    return first, last


def _texts(pieces: list[str], first: int, last: int) -> list[tuple[int, str, int]]:
    """Of a block: each piece, its visible text (of code, as many letters), and which tag encloses it."""
    texts: list[tuple[int, str, int]] = []
    parents = [-1]
    code = 0
    for index in range(first, last + 1):
        piece = pieces[index]
        if index % 2 == 0:
            visible = "x" * len(piece) if code else piece.replace("&nbsp;", "\xa0" * 6)
            texts.append((index, visible, parents[-1]))
            continue
        name = _name(piece)
        if name in ("br", "img"):
            texts.append((index, "\n" if name == "br" else "x", parents[-1]))
        elif not piece.startswith("</"):
            parents.append(index)
            code += name == "code"
        else:
            parents.pop()
            code -= name == "code"
            if not parents:  # opened before the block: nothing pairs across its end
                parents.append(-index)
    return texts


def _runs(texts: list[tuple[int, str, int]]) -> list[_Run]:
    visible = "".join(text for _, text, _ in texts)
    first = len(visible) - len(visible.lstrip())
    alone = not visible.strip("*_ \n\xa0")
    runs: list[_Run] = []
    offset = 0
    for piece, text, parent in texts:
        for match in _RUN.finditer(text):
            start, end = offset + match.start(), offset + match.end()
            before, after = visible[start - 1 : start] if start else " ", visible[end : end + 1] or " "
            found = (piece, match.start(), match[0], parent, before, after)
            runs.append(_Run(*found, first=start == first, alone=alone))
        offset += len(text)
    return runs


def _settle(runs: list[_Run], pieces: list[str]) -> None:
    """Write into `pieces` what becomes of the runs of one block."""
    written: list[str] = []
    opener: int | None = None
    for index, run in enumerate(runs):
        if opener is not None and _belong_together(runs[opener], run, pieces):
            nested = runs[opener].parent == run.parent  # else bold would begin in a link and end outside
            written[opener] = "<strong>" if nested else ""
            written.append("</strong>" if nested else "")
            opener = None
            continue
        written.append("" if run.at_an_edge else run.mark)
        opener = index if run.can_open else opener
    for piece, group in groupby(zip(runs, written, strict=True), key=lambda pair: pair[0].piece):
        pieces[piece] = _rewritten(pieces[piece], list(group))


def _belong_together(start: _Run, end: _Run, pieces: list[str]) -> bool:
    if start.mark != end.mark or (start.plain and end.plain):
        return False
    return start.piece != end.piece or not pieces[start.piece][start.end : end.start].isspace()


def _rewritten(text: str, runs: list[tuple[_Run, str]]) -> str:
    """One piece with its runs replaced; white space at the inner edges of what becomes bold moves outside."""
    ends = [run.start for run, _ in runs] + [len(text)]
    starts = [0] + [run.end for run, _ in runs]
    news = ["", *(new for _, new in runs), ""]
    parts: list[str] = []
    tail = ""
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        between, opened, closed = text[start:end], news[index], news[index + 1]
        inner = between.lstrip() if opened == "<strong>" else between
        kept = inner.rstrip() if closed == "</strong>" else inner
        parts += (between[: len(between) - len(inner)], opened, tail, kept)
        tail = inner[len(kept) :]
    return "".join(parts)
