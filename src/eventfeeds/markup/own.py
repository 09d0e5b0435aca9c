"""What is safe as it is: short texts in which no mark stands, as most are, and HTML made of Markdown without tags.

It needs no renderer, no sanitiser, or no walk over tags. Whatever is in doubt takes the long way, which gives the same.
"""

from __future__ import annotations

import re

DEEPEST = 500  # elements in elements
_SMALL = 100_000  # characters
_LONGEST = 1000  # characters
_MARKS = r"\\`*_<>&\[\]{}#~|"
_LINE = re.compile(rf"(?!\d{{1,9}}[.)])[^\W_][^{_MARKS}]*+(?:<br>[^{_MARKS}]*+)*+(?<!\s)")
_PARAGRAPH = r"<p>(?:[^<>&\xa0]++|&(?:nbsp|amp|lt|gt);|<br>)*+</p>"
# A host that every parser of addresses takes: no port, no number, no `xn--`. No quote, no reference but `&amp;`.
_HOST = r"(?:[A-Za-z0-9]++[.-])++[A-Za-z]{2,}+"
_PATH = r"(?:[/?#](?:[A-Za-z0-9._~!$'()*+,;=:@/?#\[\]-]++|&amp;|%[0-9A-Fa-f]{2})*+)?+"
_ADDRESS = rf"(?:https?://{_HOST}{_PATH}|mailto:[A-Za-z0-9._-]++@{_HOST})"
# Elements of text and lists, without attributes that could do or load anything. Not `pre`, whose first line end a
# parser drops, and no table, whose alignment goes.
_NAMES = "li|p|strong|em|ul|ol|h[1-6]|blockquote|del|code"
_OWN = re.compile(
    rf"(?:<(?:/(?:{_NAMES}|a)|{_NAMES}|[bh]r( /)?"
    rf'|a href="{_ADDRESS}"|ol start="\d{{1,9}}")>[^<]*+){{0,{DEEPEST}}}+'
)
_OTHER_REFERENCE = re.compile("&(?!(?:amp|lt|gt);)")


def is_line(text: str) -> bool:
    """Whether Markdown is one line of words: no mark begins it, none but `<br>` stands in it, no control character."""
    return len(text) <= _LONGEST and text.replace("\xa0", "").isprintable() and _LINE.fullmatch(text) is not None


def is_paragraph(html: str) -> bool:
    """Whether HTML is one paragraph of words and line ends, written as the sanitiser writes them."""
    return len(html) <= _LONGEST and html.isprintable() and re.fullmatch(_PARAGRAPH, html) is not None


def is_small(html: str) -> bool:
    """Whether nothing in it could be too much for the parser of HTML."""
    return len(html) <= _SMALL and html.count("<") <= DEEPEST


def as_sanitised(markdown: str, html: str) -> str | None:
    """What the sanitiser would make of rendered Markdown; None: it has to be asked.

    Without a tag but `<br>` in the Markdown every element is the renderer's, which ends what it begins, and every sign
    in the text is written as a reference. A character named by its number may be one that a parser changes.
    """
    if "<" in markdown and markdown.count("<") != markdown.count("<br>"):
        return None
    if ("&" in markdown and "&#" in markdown) or len(html) > _SMALL:
        return None
    found = _OWN.fullmatch(html)
    if not found or ("&" in html and _OTHER_REFERENCE.search(html)):
        return None
    if found[1]:
        html = html.replace("<br />", "<br>").replace("<hr />", "<hr>")
    return html.replace("\xa0", "&nbsp;") if "\xa0" in html else html
