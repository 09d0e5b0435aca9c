"""Characters that no format can carry."""

from __future__ import annotations

import re

# C0 but tab and line feed, DEL, C1, surrogates, U+FFFE and U+FFFF: RFC 5545 §3.1, XML 1.0 §2.2.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# The same the other way round: twice as fast on a text that holds none.
_PRINTABLE = re.compile("[\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*+")


def printable(text: str) -> str:
    """The text without control characters; every line separator becomes `\\n`."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\x85", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return text if _PRINTABLE.fullmatch(text) else _UNPRINTABLE.sub("", text)
