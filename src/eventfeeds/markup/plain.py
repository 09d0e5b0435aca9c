"""Safe HTML -> plain text that reads well in a calendar's description."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from eventfeeds.markup.characters import printable
from eventfeeds.markup.fragment import Fragment
from eventfeeds.markup.labels import labelled

if TYPE_CHECKING:
    from collections.abc import Callable

_SIGN = r'<(/?[a-zA-Z][a-zA-Z0-9]*+)([^<>"]*+(?:"[^"]*+"[^<>"]*+)*+)>|[<>]'
_ALT = r'\salt="([^"]*)"'
_HREF = re.compile(r'\shref="([^"]*)"')
_START = r'\sstart="(\d{1,9})"'
_BLANK_LINES = r"\n{3,}"
_LINE_ENDS = ("\n", "\n", "\n\n")  # above a block, by its gap
_SEPARATORS = ("\x85", "\u2028", "\u2029")
_PARAGRAPHS = (
    "p h1 h2 h3 h4 h5 h6 blockquote figure dl dt hr caption details summary section article header footer aside address"
)
_LINES = "div dd figcaption"
_WORDS = "strong em b i del code span"
_DEEPEST = 10  # levels of a list whose indent is still told apart


def text(html: str) -> str:
    """A safe HTML fragment, as `html()` and `clean()` make it -> plain text, lines separated by `\\n`.

    One blank line between paragraphs, `- ` and `1. ` before items (two spaces a level), `label (address)` for
    a link, the alternative text of an image, a line a table row with ` | ` between cells. No-break spaces
    stay; other white space is folded. No control character, no space at the end of a line. Linear time.
    """
    if type(html) is not Fragment:
        return _with_few_blank_lines(printable(_Page().read(_as_fragment(html))))
    if html.startswith("<p>") and html.endswith("</p>"):
        words = html[3:-4].replace("\n", " ").replace("\t", " ").replace("<br>", "\n")
        if "<" not in words:
            return _with_few_blank_lines(_folded(words))
    return _Page().read(html)


def _as_fragment(html: str) -> str:
    """Any HTML without control characters, and so that `<` and `>` stand around tags alone, as `html()` writes it."""
    tidy = printable(html)
    if tidy is not html:
        for separator in _SEPARATORS:
            html = html.replace(separator, "<br>")
        tidy = printable(html)
    return re.sub(_SIGN, _escaped, tidy)


def _escaped(sign: re.Match[str]) -> str:
    name, attributes = sign.groups()
    if name is None:
        return escape(sign[0])
    return f"<{name} {attributes.replace('<', '&lt;').replace('>', '&gt;')}>"


class _Page:
    """One walk over the tags: what is written, and the line being written."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._line: list[str] = []
        self._gap = 0  # line ends before the next block
        self._lists: list[int] = []  # number of the next item of each open list; -1: bullets
        self._margin = ""  # of the lines in them
        self._first = False  # the next item is the first of its list
        self._bullet = ""  # still to be written before the text of an item
        self._link: tuple[int, str] | None = None  # where in the line the open link begins; its address
        self._tables = 0  # open ones; inside a cell another table is but lines
        self._row: list[str] = []
        self._in_cell = False

    def read(self, html: str) -> str:
        pieces, line, gap_of, action = _pieces(html), self._line, _GAPS.get, _ACTIONS.get
        steps = iter(pieces)
        for words, tag in zip(steps, steps, strict=False):
            if words and (line or words != " "):
                line.append(words)
            gap = gap_of(tag)
            if gap:
                if line:
                    self._break(gap)
                elif gap > self._gap and not (self._bullet or self._in_cell):
                    self._gap = gap
            elif gap is None:
                if act := action(tag):
                    act(self, tag)
                elif " " in tag:
                    self._with_attributes(tag)
        line.append(pieces[-1])
        self._in_cell = False
        self._break(0)
        return "".join(self._out).strip()

    def _with_attributes(self, tag: str) -> None:
        name = tag.partition(" ")[0]
        if gap := _GAPS.get(name):
            self._break(gap)
        elif act := _ACTIONS.get(name):
            act(self, tag)

    def _break(self, gap: int) -> None:
        """The end of a block; the next one stands at least `gap` line ends below. In a cell: a line end."""
        if self._in_cell:
            if self._line and self._line[-1] != "\n":
                self._line.append("\n")
            return
        if line := self._line:
            block = _folded("".join(line))
            line.clear()
            if self._link:
                self._link = 0, self._link[1]
            if block:
                self._write(block)
        if gap > self._gap and not self._bullet:
            self._gap = gap

    def _write(self, block: str) -> None:
        if "\n" in block:
            block = _with_few_blank_lines(block)
            if margin := self._margin:
                block = block.replace("\n", f"\n{margin}").replace(f"\n{margin}\n", "\n\n")
        self._out += (_LINE_ENDS[self._gap], self._bullet or self._margin, block)
        self._gap, self._bullet = 0, ""

    def line_end(self, _: str) -> None:
        self._line.append("\n")

    def bullets(self, _: str) -> None:
        self._list(-1)

    def numbers(self, attributes: str) -> None:
        start = re.search(_START, attributes)
        self._list(int(start[1]) if start else 1)

    def _list(self, number: int) -> None:
        self._break(1 if self._lists else 2)
        if not self._in_cell:
            self._lists.append(number)
            self._margin = "  " * min(len(self._lists), _DEEPEST)
            self._first, self._bullet = True, ""

    def list_end(self, _: str) -> None:
        self._break(1)
        if self._lists and not self._in_cell:
            self._lists.pop()
            self._margin = "  " * min(len(self._lists), _DEEPEST)
            self._first, self._bullet = False, ""
            self._gap = max(self._gap, 1 if self._lists else 2)

    def item(self, _: str) -> None:
        if self._line:
            self._break(1)
        if self._in_cell or not self._lists:
            self._line.append("- ")
            return
        if not self._first:
            self._gap = 1
        number, mark = self._lists[-1], "- "
        if number >= 0:
            self._lists[-1] += 1
            mark = f"{number}. "
        self._first, self._bullet = False, self._margin[2:] + mark

    def table(self, _: str) -> None:
        self._break(2)
        self._tables += 1

    def table_end(self, _: str) -> None:
        self._break(2)
        self._tables -= 1

    def cell(self, _: str) -> None:
        self._break(1)
        self._in_cell = True

    def cell_end(self, _: str) -> None:
        if self._tables > 1:
            self._line.append(" ")
            return
        self._row.append(_folded("".join(self._line)))
        self._line.clear()
        self._link, self._in_cell = None, False

    def row_end(self, _: str) -> None:
        self._break(1)
        if self._in_cell:
            return
        cells, self._row = self._row, []
        if len(cells) > 1:
            cells = [cell.replace("\n", " ") for cell in cells]
        if any(cells):
            self._write(" | ".join(cells).replace("  ", " ").strip())
            self._gap = max(self._gap, 1)

    def link(self, attributes: str) -> None:
        address = _HREF.search(attributes)
        self._link = (len(self._line), address[1]) if address else None

    def link_end(self, _: str) -> None:
        if self._link:
            start, address = self._link
            self._line[start:] = [labelled("".join(self._line[start:]), address)]
            self._link = None

    def image(self, attributes: str) -> None:
        alternative = re.search(_ALT, attributes)
        if alternative:
            self._line.append(f" {alternative[1]} ")

    def verbatim_end(self, _: str) -> None:
        if self._in_cell:
            return
        lines = unescape("".join(self._line)).split("\n")
        self._line.clear()
        if block := "\n".join(line.rstrip() for line in lines).strip("\n"):
            self._write(block)
        self._gap = 2


def _pieces(html: str) -> list[str]:
    """Text, tag, text, tag …, text; line ends are spaces except in `<pre>`."""
    if "<pre" not in html:
        html = html.replace("\n", " ")
        if "\t" in html:  # replacing takes ten times as long as looking
            html = html.replace("\t", " ")
        return html.replace("<", ">").split(">")
    pieces = html.replace("<", ">").split(">")
    verbatim = False
    for index in range(0, len(pieces), 2):
        if index and (name := pieces[index - 1].partition(" ")[0]) in ("pre", "/pre"):
            verbatim = name == "pre"
        if not verbatim:
            pieces[index] = pieces[index].replace("\n", " ").replace("\t", " ")
    return pieces


def _with_few_blank_lines(text: str) -> str:
    return re.sub(_BLANK_LINES, "\n\n", text) if "\n\n\n" in text else text


def _folded(line: str) -> str:
    if "&" in line:
        line = line.replace("&nbsp;", "\xa0")  # by far the most frequent
        if "&" in line:
            line = unescape(line)
    while "  " in line:
        line = line.replace("  ", " ")
    if "\n" not in line:
        return line.strip()
    return "\n".join(part.strip() for part in line.split("\n")).strip("\n")


# Tags that end a block, and no more: the line ends before the next one; none where words go on.
_GAPS = {
    **{slash + name: 2 for name in _PARAGRAPHS.split() for slash in ("", "/")},
    **{slash + name: 1 for name in _LINES.split() for slash in ("", "/")},
    **{slash + name: 0 for name in _WORDS.split() for slash in ("", "/")},
    "/dt": 1,
    "/li": 1,
    "pre": 2,
}
_ACTIONS: dict[str, Callable[[_Page, str], None]] = {
    "br": _Page.line_end,
    "ul": _Page.bullets,
    "/ul": _Page.list_end,
    "ol": _Page.numbers,
    "/ol": _Page.list_end,
    "li": _Page.item,
    "table": _Page.table,
    "/table": _Page.table_end,
    "/tr": _Page.row_end,
    "td": _Page.cell,
    "/td": _Page.cell_end,
    "th": _Page.cell,
    "/th": _Page.cell_end,
    "a": _Page.link,
    "/a": _Page.link_end,
    "img": _Page.image,
    "/pre": _Page.verbatim_end,
}
