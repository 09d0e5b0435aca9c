"""Telling the kind of a site by its files: certain, or silent."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from eventfeeds import profiles
from eventfeeds.documents import parse
from eventfeeds.errors import BadValue, SiteError
from eventfeeds.profiles.keys import Lookup
from eventfeeds.reading.files import beside, find, read_bytes
from eventfeeds.wording import problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eventfeeds.profiles import Profile
    from eventfeeds.reading.files import Source


class NothingFound(SiteError):  # noqa: N818
    """There is no file to tell the kind of site by."""


class UnknownKind(SiteError):  # noqa: N818  what `auto` says, not a fault of a setting
    """`auto` is not certain of the kind of site."""


def recognise(content: Sequence[str | os.PathLike[str]]) -> Profile:
    """The one built-in profile that every content proves. Raises UnknownKind, which says what was looked at."""
    folders: dict[Path, str] = {}
    found = {_recognised(os.fspath(path), folders) for path in content}
    if len(found) != 1:
        raise UnknownKind(problem("unknown-kind", ", ".join(profiles.names()), str(len(content))))
    return profiles.builtin(found.pop())


def _recognised(path: str, folders: dict[Path, str]) -> str:
    """The name of the profile that a folder proves, or a named file itself, or else the folder it stands in."""
    own = list(find([path]))
    name = _proved(own)
    if name is None and Path(path).is_file():
        folder = Path(path).absolute().parent
        if folder not in folders:  # each is looked through once, however many of its files are named
            folders[folder] = _proved(beside(folder)) or ""
        name = folders[folder]
    if name:
        return name
    if not own:
        raise NothingFound(f"{path}: {problem('no-events')}")
    raise UnknownKind(f"{path}: {problem('unknown-kind', ', '.join(profiles.names()), str(len(own)))}")


def _proved(sources: Iterable[Source]) -> str | None:
    """The first profile that one of these files proves."""
    for source in sources:
        for name in profiles.names():
            if _proves(source, profiles.builtin(name)):
                return name
    return None


def _proves(source: Source, profile: Profile) -> bool:
    try:
        document = parse(read_bytes(source.path))
    except BadValue:
        return False
    return document is not None and profile.recognises(Lookup(document.metadata))
