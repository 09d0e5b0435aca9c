"""What names an event for ever: its slug and its uid. They depend on the file's own name and keys alone."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePath

_UID_BYTES = 200
_LONGEST_SLUG = 2000
_FOLDER_FILES = frozenset({"index", "_index"})
_NOT_ASCII_SLUG = re.compile("[^a-z0-9]+")
_VERBATIM = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?")


def stem(path: str) -> str:
    """What a file is called, by its absolute path: its name without ending, or of an `index` file its folder's name."""
    file = PurePath(path)
    return file.parent.name if file.stem.lower() in _FOLDER_FILES and file.parent.name else file.stem


def slugify(text: str) -> str:
    """Text as it stands in an address: lower case, each run of other than a-z and 0-9 one hyphen.

    Composed first, since some systems hand out decomposed names for the same file. Nothing left: a hash.
    """
    if len(text) > _LONGEST_SLUG:  # composing takes the square of the length of a run of accents
        return _digest(text)[:16]
    composed = unicodedata.normalize("NFC", text)
    return _NOT_ASCII_SLUG.sub("-", composed.lower()).strip("-") or _digest(composed)[:16]


def uid(slug: str, host: str) -> str:
    """`slug@host`; what passes 200 bytes is a hash of the whole slug, so that two long names stay two."""
    whole = f"{slug}@{host}"
    return whole if len(whole) <= _UID_BYTES else _hashed(slug, host)


def given_uid(value: str, host: str) -> tuple[str, bool]:
    """The uid that a file gives, verbatim where every client can hold it, else a hash; and whether it is verbatim."""
    value = value.strip()
    if _VERBATIM.fullmatch(value):
        return value, True
    return _hashed(value, host), False


def _hashed(text: str, host: str) -> str:
    """The hash of a text at a host; without the host where a long one leaves no room."""
    whole = f"{_digest(text)}@{host}"
    return whole if len(whole) <= _UID_BYTES else _digest(f"{text}@{host}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
