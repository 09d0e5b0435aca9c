"""Names of files and folders that are safe on every system, whatever a slug says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from eventfeeds.profiles.keys import fold
from eventfeeds.reading.identity import digest, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eventfeeds.model import Event

_LONGEST_WITH_ENDING = 255  # bytes, in most file systems
_LONGEST = 200
_KEPT = 150
_LOOKED_AT = 2000  # characters: composing takes the square of the length of a run of accents
_OTHER = re.compile(r"[^\w.~-]+")
# Names of devices on Windows, with any ending.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def safe(name: str) -> bool:
    """Whether a file or folder can have this name on every system and stand in an address."""
    allowed = bool(name) and name == normalize("NFC", name).strip("-.") and not _OTHER.search(name)
    return allowed and len(name.encode()) <= _LONGEST_WITH_ENDING and not _DEVICE.fullmatch(name)


def same(path: str) -> str:
    """What two paths share that are one on systems where capitals and composed letters do not count."""
    return normalize("NFC", path).casefold()


def stem(text: str) -> str:
    """A name made of a text: other than letters, digits and `_.~-` becomes hyphens; "" if nothing is left.

    What is too long, or names a device, gets a hash of the whole.
    """
    name = _OTHER.sub("-", normalize("NFC", text[:_LOOKED_AT])).strip("-.")
    if len(name.encode()) > _LONGEST or len(text) > _LOOKED_AT:
        kept = name.encode()[:_KEPT].decode(errors="ignore").rstrip("-.")
        return f"{kept}-{digest(text)[:16]}"
    return f"{name.replace('.', '-')}-{digest(text)[:16]}" if _DEVICE.fullmatch(name) else name


def of_label(label: str) -> str:
    """The name of the files of a collection or category: `Open Days` -> `open-days`."""
    return stem(slugify(fold(label), "lower"))


def of_events(events: Iterable[Event]) -> dict[str, str]:
    """The name of each event's own file, without ending, by uid: its slug where that is one, and its alone.

    Of several that would be one file on some system, the first by uid keeps the name; it does not depend on their
    order in the calendar.
    """
    taken: set[str] = set()
    found: dict[str, str] = {}
    wanted = [(stem(event.slug) or stem(event.uid.partition("@")[0]), event) for event in events]
    for name, event in sorted(wanted, key=lambda each: (each[0] != each[1].slug, each[1].uid)):
        free = name or digest(event.uid)[:16]
        while same(free) in taken:
            free = f"{free[: _KEPT // 4]}-{digest(event.uid + free)[:16]}"
        taken.add(same(free))
        found[event.uid] = free
    return found
