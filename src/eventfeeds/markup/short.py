"""Short texts in which no mark stands, as most are: they need neither renderer, nor sanitiser, nor a walk over tags.

Whatever is in doubt is no such text, and takes the long way, which gives the same.
"""

from __future__ import annotations

import re

_LONGEST = 1000  # characters
_MARKS = r"\\`*_<>&\[\]{}#~|"
_LINE = re.compile(rf"(?!\d{{1,9}}[.)])[^\W_][^{_MARKS}]*+(?:<br>[^{_MARKS}]*+)*+(?<!\s)")
_PARAGRAPH = r"<p>(?:[^<>&\xa0]++|&(?:nbsp|amp|lt|gt);|<br>)*+</p>"


def is_line(text: str) -> bool:
    """Whether Markdown is one line of words: no mark begins it, none but `<br>` stands in it, no control character."""
    return len(text) <= _LONGEST and text.replace("\xa0", "").isprintable() and _LINE.fullmatch(text) is not None


def is_paragraph(html: str) -> bool:
    """Whether HTML is one paragraph of words and line ends, written as the sanitiser writes them."""
    return len(html) <= _LONGEST and html.isprintable() and re.fullmatch(_PARAGRAPH, html) is not None
