"""The one pass over a text that holds what is no Markdown, or code that may hide it."""

from __future__ import annotations

import re
from bisect import bisect_right

from eventfeeds.markup.kramdown import ATTRIBUTES, TIGHT_HEADING

# Only here can something begin. Plain alternatives that begin with a character are what `re` searches fastest.
_START = re.compile(r"\\|`|~~~|\{(?=[:%{#/])|<!-|##")
_START_IN_HTML = re.compile(r"\{(?=[%{#/])|<!-")
_RUN = re.compile(r"`++")
_HASHES = re.compile(r"#++")
_BRACES = re.compile(r"\{++")
_FENCE = re.compile(r"`{3,}+|~{3,}+")
_BACKTICK_LATER = re.compile(r"[^`\n]*+`")
_FENCE_LEAD = re.compile(r"[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)*+[ \t>]*+")
_FENCE_END = re.compile(r"^[ \t>]*+(`{3,}+|~{3,}+)[ \t]*+$", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[ \t>]*+\n")
_HEADING_ID = re.compile(r"\{#[A-Za-z][\w:.-]*+\}(?=[ \t]*+$)", re.MULTILINE)
# The body of a tag holds neither the opening of another one nor an empty line: what is no tag stays near.
_TEMPLATE_TAGS = (
    re.compile(r"\{%(?:[^%{\n]++|%(?!\})|\{(?!%)|\n(?![ \t]*+\n))*+%\}"),
    re.compile(r"\{\{\{?+(?:[^{}\n]++|\{(?!\{)|\}(?!\})|\n(?![ \t]*+\n))*+\}\}\}?+"),
)
_LITERAL_ADDRESS = re.compile(
    r"""\{\{-?\s*+(?:'([^'{}\n]*+)'|"([^"{}\n]*+)")\s*+\|\s*+(?:absolute_url|relative_url|url)\s*+-?\}\}"""
)
_RAW = re.compile(r"\{%-?\s*+raw\s*+-?%\}")
_END_RAW = re.compile(r"\{%-?\s*+endraw\s*+-?%\}")

_HTML_COMMENT = (re.compile("<!(?=--)"), re.compile("-->"))
_KRAMDOWN_COMMENT = (re.compile(r"\{::comment\}"), re.compile(r"\{:/(?:comment)?\}"))
_HUGO_COMMENT = (
    re.compile(r"\{\{[<%]\s*+comment\b[^{}]*+\}\}"),
    re.compile(r"\{\{[<%]\s*+/\s*+comment\b[^{}]*+\}\}"),
)
_MDX_COMMENT = (re.compile(r"\{/\*"), re.compile(r"\*/\}"))
_LIQUID_COMMENT = re.compile(r"\{%-?\s*+(end)?comment\b[^%{}]*+%\}")


class Scan:
    """One pass over one text: what is kept so far, and indexes made once, when first needed."""

    __slots__ = ("_blank", "_markdown", "_notes_end", "_runs", "_templates", "_text")

    def __init__(self, text: str, *, templates: bool, markdown: bool = True) -> None:
        self._text = text
        self._templates = templates
        self._markdown = markdown
        self._runs: dict[int, list[int]] | None = None
        self._blank = -1
        self._notes_end = text.rfind("#}")

    def run(self) -> str:
        """The text without what is no Markdown, or no HTML."""
        text, done, at = self._text, 0, 0
        search = (_START if self._markdown else _START_IN_HTML).search
        kept: list[str] = []
        while start := search(text, at):
            begin = start.start()
            at, replacement = self._skip(begin)
            if replacement is not None:
                kept += (text[done:begin], replacement)
                done = at
        kept.append(text[done:])
        return "".join(kept)

    def _skip(self, at: int) -> tuple[int, str | None]:
        """Where to go on after what begins at `at`, and what takes its place; None: it stays as it is."""
        text = self._text
        match text[at]:
            case "\\":
                return at + 2, None
            case "`" | "~":
                return self._code(at), None
            case "<":
                return self._comment(at, *_HTML_COMMENT) or (at + 1, None)
            case "#":
                return self._heading(at)
        return self._brace(at)

    def _brace(self, at: int) -> tuple[int, str | None]:
        text = self._text
        if text.startswith("{:", at):
            gone = ATTRIBUTES.match(text, at)
            return self._comment(at, *_KRAMDOWN_COMMENT) or ((gone.end(), "") if gone else (at + 2, None))
        if self._markdown and text.startswith("{#", at) and (gone := _HEADING_ID.match(text, at)):
            return gone.end(), ""
        if self._templates and text[at + 1 : at + 2] in ("%", "{", "#", "/"):
            return self._template(at)
        return at + 1, None

    def _template(self, at: int) -> tuple[int, str | None]:
        text = self._text
        comment = self._comment(at, *_HUGO_COMMENT) or self._comment(at, *_MDX_COMMENT) or self._liquid_comment(at)
        if comment:
            return comment
        if text.startswith("{#", at):
            # Jinja's comment, or a brace and a number: only what is closed is a comment.
            return (text.index("#}", at + 2) + 2, "") if self._notes_end >= at + 2 else (at + 2, None)
        if raw := _RAW.match(text, at):
            end_raw = _END_RAW.search(text, raw.end())
            end = end_raw.start() if end_raw else len(text)
            return (end_raw.end() if end_raw else end), text[raw.end() : end]
        if address := _LITERAL_ADDRESS.match(text, at):
            return address.end(), address[1] or address[2] or ""
        for tag in _TEMPLATE_TAGS:
            if gone := tag.match(text, at):
                return gone.end(), ""
        braces = _BRACES.match(text, at)
        return max(at + 1, braces.end() - 3 if braces else 0), None

    def _liquid_comment(self, at: int) -> tuple[int, str] | None:
        opened = _LIQUID_COMMENT.match(self._text, at)
        if not opened or opened[1]:
            return None
        depth = 0
        for tag in _LIQUID_COMMENT.finditer(self._text, at):
            depth += -1 if tag[1] else 1
            if not depth:
                return tag.end(), ""
        return len(self._text), ""

    def _comment(self, at: int, begin: re.Pattern[str], end: re.Pattern[str]) -> tuple[int, str] | None:
        opened = begin.match(self._text, at)
        if not opened:
            return None
        closed = end.search(self._text, opened.end())
        return (closed.end() if closed else len(self._text)), ""

    def _heading(self, at: int) -> tuple[int, str | None]:
        text = self._text
        hashes = _HASHES.match(text, at)
        end = hashes.end() if hashes else at + 1
        tight = TIGHT_HEADING.match(text, at) and (at == 0 or text[at - 1] == "\n")
        return end, f"{text[at:end]} " if tight else None

    def _code(self, at: int) -> int:
        """The end of the fenced block or code span that begins at `at`, or of the lone run of marks."""
        text = self._text
        fence = _FENCE.match(text, at)
        if fence and self._begins_line(at) and not _BACKTICK_LATER.match(text, fence.end()):
            for end in _FENCE_END.finditer(text, fence.end()):
                if end[1][0] == text[at] and len(end[1]) >= len(fence[0]):
                    return end.end()
            return len(text)
        run = _RUN.match(text, at)
        if not run:
            return at + 1
        closing = self._next_run(run.end() - at, run.end())
        return closing if closing and closing <= self._paragraph_end(at) else run.end()

    def _begins_line(self, at: int) -> bool:
        # No further back: on a line of a million fences each look would cost the whole line.
        line = self._text.rfind("\n", max(0, at - 200), at) + 1
        return (line > 0 or at <= 200) and _FENCE_LEAD.fullmatch(self._text, line, at) is not None

    def _next_run(self, length: int, after: int) -> int:
        """The end of the next run of exactly `length` backticks; 0: there is none."""
        if self._runs is None:
            self._runs = {}
            for run in _RUN.finditer(self._text):
                self._runs.setdefault(run.end() - run.start(), []).append(run.start())
        starts = self._runs.get(length, [])
        index = bisect_right(starts, after)
        return starts[index] + length if index < len(starts) else 0

    def _paragraph_end(self, at: int) -> int:
        if self._blank < at:
            blank = _BLANK_LINE.search(self._text, at)
            self._blank = blank.start() if blank else len(self._text)
        return self._blank
