"""What names an event for ever: its slug and its uid. They depend on the file's own name and keys alone."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from eventfeeds.model.checks import UID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventfeeds.profiles import Slugify

_UID_BYTES = 200
_LONGEST_SLUG = 2000
_FOLDER_FILES = frozenset({"index", "_index"})
_SLUG = re.compile(r"[a-z0-9]++(?:-[a-z0-9]++)*+")  # as most files are called
_NOT_ASCII_SLUG = "[^a-z0-9]+"
# Compiled on use: most sites need none of them.
_NOT_SLUG = r"[\W_]+"
_NOT_TITLE = r"[^\w.~!$&'()+,;=@]+"
_DATE_BEFORE = r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})[-_](?=.)"


def stem(path: str) -> str:
    """What a file is called, by its absolute path: its name without ending, or of an `index` file its folder's name."""
    name = PurePath(path).name if "\\" in path else path.rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    if stem.lower() not in _FOLDER_FILES:
        return stem
    return PurePath(path).parent.name or stem


def below(path: str, roots: Sequence[str], *, root: str = "", content: str = "") -> tuple[str, ...]:
    """The folders between a collection and its file; none where no folder is known to begin one.

    `path` is absolute. The collection begins at the nearest folder that `roots` name. One named whole counts wherever
    it stands, not above `root`, the root of the site. One with `*` at its end, which is anything, counts below `root`
    only, or where that is not known, from `content` on: so no folder of a machine takes part.
    """
    file = PurePath(path)
    folders = file.parts[:-2] if file.stem.lower() in _FOLDER_FILES else file.parts[:-1]
    top = len(PurePath(root).parts) if root else 0
    lowest = top if root else len(PurePath(content).parts) - 1
    for index in range(len(folders) - 1, max(top - 1, 0) - 1, -1):
        if any(_is_root(folders[index], name) for name in roots if index >= lowest or not name.endswith("*")):
            return folders[index + 1 :]
    return ()


def _is_root(folder: str, root: str) -> bool:
    return folder.startswith(root[:-1]) if root.endswith("*") else folder == root


def slugify(text: str, how: Slugify = "ascii") -> str:
    """Text as it stands in an address: lower case, each run of other than letters and digits one hyphen.

    `ascii`: of a to z and 0 to 9 only; `lower`: of all scripts; `jekyll-title`: as Jekyll makes `:title` of a file's
    name, without a date before it, its case and some signs kept.
    Composed first, since some systems hand out decomposed names for the same file. Nothing left: a hash.
    """
    if len(text) > _LONGEST_SLUG:  # composing takes the square of the length of a run of accents
        return digest(text)[:16]
    if _SLUG.fullmatch(text) and (how != "jekyll-title" or not text[0].isdigit()):  # as a date before it would be
        return text
    composed = unicodedata.normalize("NFC", text)
    if how == "jekyll-title":
        dateless = re.sub(_DATE_BEFORE, "", composed, count=1).rstrip(".")
        return re.sub(_NOT_TITLE, "-", dateless).strip("-") or digest(text)[:16]
    other = _NOT_SLUG if how == "lower" else _NOT_ASCII_SLUG
    return re.sub(other, "-", composed.lower()).strip("-") or digest(composed)[:16]


def date_of(name: str) -> date | None:
    """The date before the name of a file, as in `2024-03-18-open-day`."""
    match = re.match(_DATE_BEFORE, name)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def moment(start: date | datetime) -> str:
    """A start as part of a name: `20240921` or `20240921T0930`."""
    return start.strftime("%Y%m%dT%H%M" if isinstance(start, datetime) else "%Y%m%d")


def uid(slug: str, host: str) -> str:
    """`slug@host`; what passes 200 bytes or is not ASCII is a hash of the whole slug, so that two names stay two."""
    whole = f"{slug}@{host}"
    return whole if len(whole) <= _UID_BYTES and whole.isascii() else _hashed(slug, host)


def given_uid(value: str, host: str) -> tuple[str, bool]:
    """The uid that a file gives, verbatim where every client can hold it, else a hash; and whether it is verbatim."""
    value = value.strip()
    if UID.fullmatch(value):
        return value, True
    return _hashed(value, host), False


def session_uid(uid: str, name: str) -> str:
    """The uid of one session of an event, by the name that `moment` makes."""
    user, sign, host = uid.rpartition("@")
    whole = f"{user}-{name}@{host}" if sign else f"{uid}-{name}"
    return whole if len(whole) <= _UID_BYTES else _hashed(whole, host)


def _hashed(text: str, host: str) -> str:
    """The hash of a text at a host; without the host where a long one leaves no room."""
    whole = f"{digest(text)}@{host}"
    return whole if len(whole) <= _UID_BYTES else digest(f"{text}@{host}")


def digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    import hashlib  # noqa: PLC0415  few names need it, and it loads OpenSSL

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
