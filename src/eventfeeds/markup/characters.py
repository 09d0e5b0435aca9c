"""Characters that no format can carry."""

from __future__ import annotations

import re
from html import unescape

ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""C0 but tab and line feed, DEL, C1, line separators, surrogates, U+FFFE and U+FFFF: RFC 5545 §3.1, XML 1.0 §2.2."""
_REFERENCE = re.compile(r"&#(?:[xX]0*+([0-9A-Fa-f]{1,6})|0*+([0-9]{1,7}));?")


def printable(text: str) -> str:
    """The text without control characters; every line separator becomes `\\n`."""
    if not ODD.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\x85", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return ODD.sub("", text)


def printable_markup(text: str) -> str:
    """The same for Markdown and HTML, which may name a character by its number.

    `&#146;` is the apostrophe that browsers show (HTML §13.2.5.80), which Markdown does not know.
    """
    text = printable(text)
    return _REFERENCE.sub(_resolved, text) if "&#" in text else text


def _resolved(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    named = chr(min(code, 0x10FFFF))
    return reference[0] if printable(named) == named else printable(unescape(reference[0]))
