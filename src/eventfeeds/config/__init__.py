"""Finding out what site it is, and reading its files: all that `reading` leaves to the edge."""

from __future__ import annotations

import builtins
import os
from typing import TYPE_CHECKING

from eventfeeds import reading
from eventfeeds.config.choosing import Choice, choose
from eventfeeds.config.recognition import NothingFound, UnknownKind, recognise
from eventfeeds.reading import of_site
from eventfeeds.reading.files import Source, find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from eventfeeds.errors import Problem
    from eventfeeds.reading import FileReading, Reading
    from eventfeeds.site import Site

    AnyPath = str | os.PathLike[str]

__all__ = [
    "Choice",
    "NothingFound",
    "UnknownKind",
    "choose",
    "detect",
    "found",
    "load_site",
    "read",
    "recognise",
]


def read(
    paths: Iterable[AnyPath | Source] | AnyPath,
    site: Site | None = None,
    *,
    drafts: bool = False,
    day: date | None = None,
    map: Callable[..., Iterable[list[FileReading]]] = builtins.map,  # noqa: A002  the name of what it stands for
) -> Reading:
    """Read event files and folders of them; without a site, the one that `detect` finds.

    `drafts`: also what is not to be published yet. `day`: today, for a site that hides what its pages do not show.
    `map`: any function with the meaning of the built-in one, such as that of a pool of processes. Raises SiteError when
    a path does not exist or the site cannot be told for certain. Faults in files raise nothing: they are the `problems`
    of what is returned.
    """
    if isinstance(paths, str | os.PathLike):  # one path, where a list was meant
        paths = [paths]
    if site is None:
        paths = list(paths)
        site = detect([path.path if isinstance(path, Source) else path for path in paths])
    sources, problems = found(paths, site)
    return reading.read(sources, site, drafts=drafts, day=day, problems=problems, map=map)


def found(paths: Iterable[AnyPath | Source], site: Site) -> tuple[Iterable[AnyPath | Source], tuple[Problem, ...]]:
    """What to read, with the dates of its history where the site wants them, and what is to be told of that.

    Without, paths are as they were: nothing is looked at.
    """
    if site.updated_from != "git":
        return paths, ()
    sources = list(find(paths, site))
    if all(source.committed for source in sources):
        return sources, ()
    from eventfeeds.config.history import history  # noqa: PLC0415  what it needs of the system takes long to load

    folders = {os.path.dirname(source.path): os.path.dirname(source.shown) or "." for source in sources}  # noqa: PTH120
    past = history(sorted(folders))
    dated = [source._replace(committed=past.dates.get(os.path.realpath(source.path))) for source in sources]
    told = ((each.code, folders.get(each.got, each.got), each.expected) for each in past.remarks)
    return dated, tuple(of_site(code, site, got, expected) for code, got, expected in told)


def detect(paths: Iterable[AnyPath] | AnyPath) -> Site:
    """The site that these files and folders belong to. Raises SiteError when it is not certain."""
    return choose([paths] if isinstance(paths, str | os.PathLike) else list(paths)).site


def load_site(path: AnyPath, content: Sequence[AnyPath] = ()) -> Site:
    """The site that an `eventfeeds.toml` describes; without `profile` in it, the one that `content` shows."""
    return choose(content, config=path).site
