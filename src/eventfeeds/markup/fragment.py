"""Safe HTML: what is known as such, and the way to it for what is not."""

from __future__ import annotations

from eventfeeds.markup.characters import printable_markup
from eventfeeds.markup.own import is_paragraph
from eventfeeds.model import Tidy


class Fragment(Tidy):
    """HTML that `render` made: safe already, without control characters. Whatever changes it makes a `str` of it."""

    __slots__ = ()


def clean(html: str) -> str:
    """Any HTML -> a safe, well-formed fragment: elements of text, lists, tables and images, absolute links.

    Elements that are not on the list go and leave their text; scripts, styles and comments go whole, links
    and images without an http, https, mailto or tel address too. What `html()` made comes back as it was.
    Raises BadValue `markup-too-deep`, `markup-too-dense`.
    """
    if not html or type(html) is Fragment or is_paragraph(html):
        return html
    from eventfeeds.markup.safety import sanitised  # noqa: PLC0415  most HTML is ours; loading nh3 takes longer

    return sanitised(printable_markup(html))
