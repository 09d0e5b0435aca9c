"""A file to its front matter and body, through python-frontmatter's handlers with none of their silences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from frontmatter.default_handlers import BaseHandler

from eventfeeds.documents import yaml_composing
from eventfeeds.documents.characters import line_at, read, refuse_nul, tidy
from eventfeeds.errors import BadValue, Remark, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventfeeds.documents.keys import Keys, Value
    from eventfeeds.documents.lines import Syntax

BLANK_LINES = r"(?:[ \t]*+\n)*+"
END_OF_LINE = r"[ \t]*+(?:\n|\Z)"
_FOREIGN_FENCE = rf"{BLANK_LINES}(---[A-Za-z]+|;;;){END_OF_LINE}"


class Document(NamedTuple):
    r"""A file with front matter: its mapping, the text after it, and what is to be said of both.

    A data file has no text; `data` is all that it holds. `syntax` is that in which its keys are written.

    `body` begins after the line of the closing fence, `body_line` is its first line in the file, from 1; its
    line ends are `\n`.
    """

    metadata: Keys
    body: str
    body_line: int
    remarks: tuple[Remark, ...]
    data: Value = None
    syntax: Syntax = "yaml"


class Parts(NamedTuple):
    """A file with front matter that is split already, but not composed; `handler` is to do it."""

    handler: Handler
    front_matter: str
    body: str
    body_line: int

    def document(self) -> Document:
        """Return the document. Raises BadValue with its line."""
        metadata = self.handler.load(self.front_matter)
        handler = self.handler
        return Document(metadata, self.body, self.body_line, tuple(handler.remarks), None, handler.syntax)


def parse(data: bytes) -> Document | None:
    """Return the document in a file, None if the file does not begin with a fence.

    A BOM and blank lines may come before the fence: `---` (YAML, closed by `---` or `...`), `+++` (TOML) or the
    `{` of a JSON object. Control characters are stripped first, with a remark. Raises BadValue with its line.
    """
    parts = split(data)
    return parts.document() if parts else None


def split(data: bytes) -> Parts | None:
    """Return the parts of a file, the first half of `parse`: many files are split at once, then composed."""
    text, written, remarks = read(data)
    handler = _handler(text)
    if handler is None:
        return None
    front_matter, body = handler.split(text)
    body_line = line_at(text, len(text) - len(body))
    if remarks:
        refuse_nul(written, body_line)
        handler.remarks += remarks
    return Parts(handler, front_matter, tidy(body), body_line)


def _handler(text: str) -> Handler | None:
    yaml = _YAML()
    if yaml.detect(text):
        return yaml
    from eventfeeds.documents.typed_handlers import JSON, TOML  # noqa: PLC0415  few files begin otherwise

    for handler in (TOML(), JSON()):
        if handler.detect(text):
            return handler
    foreign = re.match(_FOREIGN_FENCE, text)
    if foreign:
        raise BadValue("unknown-fence", expected="---", got=shown(foreign[1]), line=line_at(text, foreign.start(1)))
    return None


class Handler(BaseHandler):
    """Splits between two fences. It serves one file: `remarks` is what loading had to say.

    The front matter that `split` returns begins with as many line ends as there are lines above it, so that
    every parser counts the lines of the file.
    """

    syntax: Syntax = "yaml"
    closing: re.Pattern[str]
    compose: Callable[[str], tuple[Keys, list[Remark]]]

    def __init__(self) -> None:
        super().__init__()
        self.remarks: list[Remark] = []

    def opening(self, text: str) -> re.Match[str]:
        """Return the match of the opening fence; ValueError where `detect` says no."""
        match = self.FM_BOUNDARY.match(text) if self.FM_BOUNDARY else None
        if match is None:
            raise ValueError("the text does not begin with the fence of this handler")
        return match

    def split(self, text: str) -> tuple[str, str]:
        """Return front matter and body; BadValue when the closing fence is missing."""
        opening = self.opening(text)
        closing = self.closing.search(text, opening.end() - 1)
        if closing is None:
            raise BadValue("unclosed-front-matter", expected=opening[1], line=line_at(text, opening.start(1)))
        begin = opening.end() - 1  # at the end of its line, since a fence that is closed has a line of its own
        return "\n" * text.count("\n", 0, begin) + text[begin : closing.start() + 1], text[closing.end() :]

    def load(self, fm: str) -> Keys:
        """Return the mapping; BadValue when there is none."""
        keys, remarks = self.compose(fm)
        self.remarks += remarks
        return keys


class _YAML(Handler):
    FM_BOUNDARY = re.compile(rf"{BLANK_LINES}(---){END_OF_LINE}")
    closing = re.compile(rf"\n(?:---|\.\.\.){END_OF_LINE}")
    compose = staticmethod(yaml_composing.compose)
