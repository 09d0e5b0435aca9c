"""HTML that the renderer wrote from Markdown without tags: it is safe and absolute already, as most is.

Whatever is in doubt is no such HTML, and takes the long way, which gives the same.
"""

from __future__ import annotations

import re

from eventfeeds.markup.nesting import is_small

# A host that every parser of addresses takes: no port, no number, no `xn--`. No quote, no reference but `&amp;`.
_HOST = r"(?:[A-Za-z0-9]++[.-])++[A-Za-z]{2,}+"
_PATH = r"(?:[/?#](?:[A-Za-z0-9._~!$'()*+,;=:@/?#\[\]-]++|&amp;|%[0-9A-Fa-f]{2})*+)?+"
_ADDRESS = rf"(?:https?://{_HOST}{_PATH}|mailto:[A-Za-z0-9._-]++@{_HOST})"
# Elements of text and lists, without attributes that could do or load anything. Not `pre`, whose first line end a
# parser drops, and no table, whose alignment goes.
_OWN = re.compile(
    r"(?:<(?:/?(?:p|em|strong|del|code|li|ul|ol|h[1-6]|blockquote)|[bh]r( /)?"
    rf'|ol start="\d{{1,9}}"|a href="{_ADDRESS}"|/a)>[^<]*+)*+'
)
_OTHER_REFERENCE = re.compile("&(?!(?:amp|lt|gt);)")


def as_sanitised(markdown: str, html: str) -> str | None:
    """What the sanitiser would make of rendered Markdown; None: it has to be asked.

    Without a tag but `<br>` in the Markdown every element is the renderer's, which ends what it begins, and every sign
    in the text is written as a reference. A character named by its number may be one that a parser changes.
    """
    if "<" in markdown and markdown.count("<") != markdown.count("<br>"):
        return None
    if ("&" in markdown and "&#" in markdown) or not is_small(html):
        return None
    found = _OWN.fullmatch(html)
    if not found or ("&" in html and _OTHER_REFERENCE.search(html)):
        return None
    if found[1]:
        html = html.replace("<br />", "<br>").replace("<hr />", "<hr>")
    return html.replace("\xa0", "&nbsp;") if "\xa0" in html else html
