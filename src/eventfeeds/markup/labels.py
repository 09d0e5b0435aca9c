"""Links in plain text: an address as people say it, and the words of a link with it."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

_SCHEME = r"https?://|mailto:|tel:"


def in_words(address: str) -> str:
    """An address as a text says it: of mail and telephone without the scheme, of mail without subject and body.

    "" for mail to nobody. Escaped or not.
    """
    if address.startswith("mailto:"):
        return address[7:].partition("?")[0]
    return address.removeprefix("tel:")


def labelled(label: str, address: str) -> str:
    """A link in words. Both are still escaped HTML."""
    words = label.strip()
    shown = in_words(address)
    if not words or not shown:
        return words or shown
    if "." in words and _bare(words) == _bare(address):
        words = shown
    elif not address.startswith("tel:") or _digits(words) != _digits(address):
        words = f"{words} ({shown})"
    return label.replace(label.strip(), words, 1)


def _bare(address: str) -> str:
    """What two spellings of one address have in common."""
    found = re.match(_SCHEME, address)
    rest = unquote(unescape(address[found.end() :] if found else address))
    return rest.partition("?")[0] if found and found[0] == "mailto:" else rest.rstrip("/")


def _digits(number: str) -> str:
    """The last nine: `+33 1 …` and `01 …` are one number."""
    return "".join(filter(str.isdecimal, number))[-9:]
