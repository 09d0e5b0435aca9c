"""Files that were surely meant as events, and are none for a slip of the hand."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from eventfeeds.documents.characters import decode, line_at
from eventfeeds.errors import Remark, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventfeeds.profiles import Profile
    from eventfeeds.profiles.keys import Lookup

_LONG = 6  # characters of a key: a shorter one is a slip away from other words, as `date` from `data`
_LONGEST = 100
_LOOKED_AT = 4000  # characters of a file, where its front matter would stand
_CODE = r"(?m)^[ \t]*+(?:```|~~~|<(?:pre|script|style)\b)"  # whose lines are an example, or another language
_FENCES = {":": "---", "=": "+++"}


def mistyped(lookup: Lookup, profile: Profile, dated: Callable[[str], bool]) -> Remark | None:
    """What to say of a front matter in which a key is nearly one of an event; None if none is.

    `dated`: whether a key holds a date. Only a long key of the start is surely meant without one: others, as
    that of an address, are near to words of ordinary pages.
    """
    starts = _heads(profile)
    for key in lookup.unnamed(profile.named):
        meant = _meant(key, profile.event_keys) if len(key) <= _LONGEST else ""
        if (len(meant) >= _LONG and meant in starts) or (meant and dated(key)):
            return Remark("mistyped-key", expected=meant, key=lookup.told(key), line=lookup.metadata.lines.get(key, 0))
    return None


def unfenced(data: bytes, profile: Profile) -> Remark | None:
    """What to say of a file without front matter that begins with what looks like one; None if it does not."""
    starts = _heads(profile)
    if not starts:
        return None
    text = decode(data)[:_LOOKED_AT]
    code = re.search(_CODE, text)
    keys = "|".join(map(re.escape, starts))
    dated = rf"(?m)^({keys})[ \t]*+([:=])(?=\s)[^\d\r\n]*+\d"
    found = re.search(dated, text[: code.start()] if code else text)
    if found is None:
        return None
    above = text[: found.start()].strip().partition("\n")[0]
    line = line_at(text, found.start())
    return Remark("key-without-front-matter", expected=_FENCES[found[2]], got=shown(above), key=found[1], line=line)


def _heads(profile: Profile) -> tuple[str, ...]:
    """The keys at the top that hold the start, or a mapping in which it stands."""
    return tuple(path.partition(".")[0] for path in profile.starts())


@lru_cache(maxsize=4096)
def _meant(key: str, event_keys: tuple[str, ...]) -> str:
    """Which key of an event is nearly this one; "" if none is. Paths are not looked at: they begin in mappings."""
    typed = _bare(key)
    return next((meant for meant, bare in _bare_keys(event_keys) if _one_slip(typed, bare)), "")


@lru_cache(maxsize=64)
def _bare_keys(event_keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((key, _bare(key)) for key in event_keys if "." not in key)


def _bare(key: str) -> str:
    """A key however its words are joined."""
    return key if key.isalpha() and key.islower() else "".join(filter(str.isalnum, key.lower()))


def _one_slip(typed: str, meant: str) -> bool:
    """Whether at most one sign is missing, too many, another one, or has changed places with its neighbour."""
    if abs(len(typed) - len(meant)) > 1:
        return False
    begin = next((at for at, pair in enumerate(zip(typed, meant, strict=False)) if pair[0] != pair[1]), len(meant))
    typed, meant = typed[begin:], meant[begin:]
    swapped = typed[:2] == meant[1::-1] and typed[2:] == meant[2:]
    return swapped or typed[1:] == meant[1:] or typed[1:] == meant or typed == meant[1:]
