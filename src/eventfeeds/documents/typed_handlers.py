"""Front matter in TOML or JSON: where it begins and ends."""

from __future__ import annotations

import re

from eventfeeds.documents import typed
from eventfeeds.documents.front_matter import BLANK_LINES, END_OF_LINE, Handler


class TOML(Handler):
    """Between two lines of `+++`."""

    syntax = "toml"
    FM_BOUNDARY = re.compile(rf"{BLANK_LINES}(\+\+\+){END_OF_LINE}")
    closing = re.compile(rf"\n\+\+\+{END_OF_LINE}")
    compose = staticmethod(typed.compose_toml)


class JSON(Handler):
    """The object is its own fence. `{{`, `{%`, `{:` begin a template, `{` and a word an expression: no fences."""

    syntax = "json"
    FM_BOUNDARY = re.compile(rf'{BLANK_LINES}(\{{)(?=[ \t]*+(?:["}}\n]|\Z))')
    closing = re.compile(END_OF_LINE)
    compose = staticmethod(typed.compose_json)

    def split(self, text: str) -> tuple[str, str]:
        """Return front matter and body."""
        start = self.opening(text).start(1)
        end = typed.json_end(text, start)
        rest_of_line = self.closing.match(text, end)
        body = text[rest_of_line.end() if rest_of_line else end :]
        return "\n" * text.count("\n", 0, start) + text[start:end], body
