"""Entries that have texts of the same names differ in these alone.

So a library writes one of each kind, the form, with `%b` in place of each text, and the texts of others are put in.
Escaping them all at once, in octets, takes less than building what they stand in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_NEXT = "\0"  # in no text: the model takes control characters out


def filled(form: bytes, texts: dict[str, str], content: str, escaped: Callable[[str], bytes]) -> bytes:
    """A form with its texts, by name in the order in which they stand in it.

    `content` is the text `content_html`: most of it, and by itself, since no ends of texts need be sought in it.
    """
    octets = escaped(_NEXT.join(texts.values())).split(_NEXT.encode())
    octets[tuple(texts).index("content_html")] = escaped(content)
    return form % tuple(octets)
