"""Characters that no format can carry."""

from __future__ import annotations

import re
from html import unescape

from eventfeeds.model import plain as printable

__all__ = ["printable", "printable_markup"]

_REFERENCE = r"&#(?:[xX]0*+([0-9A-Fa-f]{1,6})|0*+([0-9]{1,7}));?"


def printable_markup(text: str) -> str:
    """The same for Markdown and HTML, which may name a character by its number.

    `&#146;` is the apostrophe that browsers show (HTML §13.2.5.80), which Markdown does not know.
    """
    text = printable(text)
    return re.sub(_REFERENCE, _resolved, text) if "&" in text and "&#" in text else text


def _resolved(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    named = chr(min(code, 0x10FFFF))
    return reference[0] if printable(named) == named else printable(unescape(reference[0]))
