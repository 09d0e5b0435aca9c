"""Entries that have texts of the same names differ in these alone.

So a library writes one of each kind, the form, with `place(name)` for each text, and the texts of others are put in.
Escaping them all at once, in octets, takes less than building what they stand in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NEXT = "\0"  # in no text: the model takes control characters out
_CONTENT = b"content_html"


class Form(NamedTuple):
    """What entries share that have texts of these names, in octets."""

    written: bytes
    names: tuple[bytes, ...]


def place(name: str) -> str:
    """What stands in a form for the text of a name."""
    return f"%({name})b"


def filled(form: Form, texts: Mapping[str, str], escaped: Callable[[str], bytes], content: str) -> bytes:
    """A form with its texts; `content` is that of the name `content_html`.

    It is most of them, and escaped by itself, since no ends of texts need be sought in it.
    """
    octets = dict(zip(form.names, escaped(_NEXT.join(texts.values())).split(_NEXT.encode()), strict=True))
    octets[_CONTENT] = escaped(content)
    return form.written % octets
