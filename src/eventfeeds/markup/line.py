"""One line of plain text, as people type titles, places and labels: what stands in `<…>` there is often no tag."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from eventfeeds.markup import clean, html, text
from eventfeeds.model import one_line

_SHORT = 40  # characters of what is often the same, such as a label or a category
# What makes a short text more than plain: worth the way through the renderer.
# Each with a sign of its own before it: the search then looks for these alone.
_MARKED = re.compile(r"`|<|&|\{|\*\*|\]\(")
_MARKDOWN = re.compile(r"`|\*\*|\]\(|\{[{%:/#]")
_HTML = re.compile(r"[<&]")
# Of emphasis, links, line ends and lists: what sites write into such a line to be seen, never to be read.
_TAGS = (
    "a|abbr|address|b|bdi|bdo|big|br|center|cite|code|del|dfn|div|em|font|h[1-6]|i|img|ins|kbd|li|mark|nobr|ol|p|q|"
    "rp|rt|ruby|s|samp|small|span|strike|strong|sub|sup|time|tt|u|ul|var|wbr"
)
_ATTRIBUTE = r"""\s++[\w:.-]++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'|[^\s"'<>=`]++)"""
_FLAG = r"\s++(?:download|hidden|inert|itemscope)(?=[\s/>])"
_TAG = rf"(?:{_TAGS})(?:{_ATTRIBUTE}|{_FLAG})*+\s*+/?>"
_ADDRESS = r"(?:https?://|mailto:|tel:)[^\s<>]++>|[\w.+-]++@[\w-]++\.[\w.-]++>"
# Nor of Hugo's template tags, comments, and addresses of links in Markdown.
_NO_TAG = rf"(?i)(?<!\{{\{{)(?<!\]\()<(?!!--|/?{_TAG}|{_ADDRESS})"
_ADDRESSED = rf"(?i)<(?={_ADDRESS})(?:mailto:|tel:)?([^<>]++)>"
# Shows nothing. After a `<` no tag begins; before a line, what begins it is no mark of a heading, a list, a quotation.
_WORD_JOINER = "\u2060"


def plain_line(typed: str) -> str:
    """One line of plain text, without markup.

    Tags of emphasis and line ends, comments, links and strong marks are read as such; what else stands in `<…>` stays
    as it was typed, an address there without the signs. Linear time.
    """
    return _known_line(typed) if len(typed) <= _SHORT else _known_line.__wrapped__(typed)


@lru_cache(maxsize=4096)
def _known_line(typed: str) -> str:
    if not _MARKED.search(typed):
        return one_line(typed)
    if "<" in typed:
        typed = re.sub(_NO_TAG, f"<{_WORD_JOINER}", typed)
    if _MARKDOWN.search(typed):
        typed = text(html(_WORD_JOINER + typed))
    elif _HTML.search(typed):
        typed = text(clean(re.sub(_ADDRESSED, lambda found: escape(found[1]), typed)))
    return one_line(typed.replace(_WORD_JOINER, ""))
