"""Runs of `**` and `__` that the renderer left in the text, because a space or a sign stands on the wrong side.

Writers mean them all the same: a pair becomes bold, a lone run at a word's edge goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

_TAG = re.compile(r'(<(?:[^<>"]++|"[^"]*+")*+>)')
_NAME = re.compile(r"</?([a-z][a-z0-9]*)")
_RUN = re.compile(r"(?<!\*)\*{2,4}(?!\*)|(?<!_)__{1,2}(?!_)")
_ODD_MARK = re.compile(r"(?<!\*)\*(?=<(?:em|strong)>)")
_PHRASING = frozenset(
    ["a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"]
)
_CLOSING_SIGNS = ",.;:!?)]»…"


@dataclass(slots=True)
class _Run:
    """A run of marks: in which piece and where, under which open element, and the characters around it."""

    piece: int
    start: int
    end: int
    mark: str
    parent: int
    before: str
    after: str
    first: bool

    @property
    def spaced(self) -> bool:
        """White space on both sides: arithmetic, or a note's sign."""
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
        after_space = self.before.isspace() and self.after in _CLOSING_SIGNS
        return not (self.spaced or self.inside_word or after_space)


def mend(html: str) -> str:
    """Safe HTML -> the same with leftover runs of marks made bold or taken out; code stays as it is.

    `2 ** 3`, `a**b` (one run) and a run alone between spaces are no emphasis and stay.
    """
    if "*<" in html:  # `**odd*`: one mark too many before what is emphasised already
        html = _ODD_MARK.sub("", html)
    if "**" not in html and "__" not in html:
        return html
    pieces = _TAG.split(html)
    for runs in _runs_by_block(pieces):
        _settle(runs, pieces)
    return "".join(pieces)


def _runs_by_block(pieces: list[str]) -> list[list[_Run]]:
    """The runs of each block. `pieces` alternates text and tag, text first."""
    blocks: list[list[_Run]] = []
    block: list[tuple[int, str, int]] = []  # piece, visible text, open element
    parents = [0]
    opaque = 0
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            visible = "x" * len(piece) if opaque else piece.replace("&nbsp;", "\xa0" * 6)
            block.append((index, visible, -1 if opaque else parents[-1]))
            continue
        match = _NAME.match(piece)
        name, closing = (match[1] if match else ""), piece.startswith("</")
        if name in ("code", "pre"):
            opaque = max(0, opaque + (-1 if closing else 1))
        if name in _PHRASING:
            if not closing:
                parents.append(index)
            elif len(parents) > 1:
                parents.pop()
        elif name == "br":
            block.append((index, "\n", -1))
        elif name == "img":
            block.append((index, "x", -1))
        else:
            blocks.append(_runs(block))
            block = []
    blocks.append(_runs(block))
    return [runs for runs in blocks if runs]


def _runs(block: list[tuple[int, str, int]]) -> list[_Run]:
    if not any("**" in text or "__" in text for _, text, _ in block):
        return []
    visible = "".join(text for _, text, _ in block)
    first = len(visible) - len(visible.lstrip())
    found = []
    offset = 0
    for piece, text, parent in block:
        for match in _RUN.finditer(text) if parent >= 0 else ():
            start, end = offset + match.start(), offset + match.end()
            before, after = visible[start - 1 : start] if start else " ", visible[end : end + 1] or " "
            found.append(
                _Run(piece, match.start(), match.end(), match[0], parent, before, after, start == first)
            )
        offset += len(text)
    return found


def _settle(runs: list[_Run], pieces: list[str]) -> None:
    """Write into `pieces` what becomes of the runs of one block."""
    written: list[str] = []
    opener: int | None = None
    for index, run in enumerate(runs):
        if opener is not None and _is_pair(runs[opener], run, pieces):
            written[opener] = "<strong>"
            written.append("</strong>")
            opener = None
            continue
        written.append("" if run.at_an_edge else run.mark)
        opener = index if run.can_open else opener
    for piece, group in groupby(zip(runs, written, strict=True), key=lambda pair: pair[0].piece):
        pieces[piece] = _rewritten(pieces[piece], list(group))


def _is_pair(start: _Run, end: _Run, pieces: list[str]) -> bool:
    if start.mark != end.mark or start.parent != end.parent or (start.plain and end.plain):
        return False
    return start.piece != end.piece or not pieces[start.piece][start.end : end.start].isspace()


def _rewritten(text: str, runs: list[tuple[_Run, str]]) -> str:
    """One piece with its runs replaced; white space at the inner edges of bold text moves outside."""
    parts: list[str] = []
    at, opened = 0, False
    for run, new in runs:
        between = text[at : run.start]
        if opened:
            parts[-1] = between[: len(between) - len(between.lstrip())] + parts[-1]
            between = between.lstrip()
        if new == "</strong>":
            new += between[len(between.rstrip()) :]
            between = between.rstrip()
        parts += (between, new)
        at, opened = run.end, new == "<strong>"
    rest = text[at:]
    if opened:
        parts[-1] = rest[: len(rest) - len(rest.lstrip())] + parts[-1]
        rest = rest.lstrip()
    return "".join((*parts, rest))
