"""Finding out what site it is: from options, `eventfeeds.toml`, and the defaults of a profile."""

from __future__ import annotations

import builtins
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eventfeeds import profiles, reading
from eventfeeds.config import settings as files
from eventfeeds.config.recognition import NothingFound, UnknownKind, recognise
from eventfeeds.errors import SiteError
from eventfeeds.profiles import Profile
from eventfeeds.reading.files import Source
from eventfeeds.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from eventfeeds.reading import FileReading, Reading

    AnyPath = str | os.PathLike[str]

__all__ = ["Choice", "NothingFound", "UnknownKind", "choose", "detect", "load_site", "read", "recognise"]

_TOLD_WHEN_DEFAULT = ("url", "timezone", "language")
_NO_EVENTS = Profile(name="none", site={}, fields={}, statuses={}, title_markers={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A site, the settings of it that are a profile's defaults and that people should know of, and its file."""

    site: Site
    from_profile: tuple[str, ...] = ()
    config: Path | None = None


def read(
    paths: Iterable[AnyPath | Source] | AnyPath,
    site: Site | None = None,
    *,
    drafts: bool = False,
    map: Callable[..., Iterable[FileReading]] = builtins.map,  # noqa: A002  the name of what it stands for
) -> Reading:
    """Read event files and folders of them; without a site, the one that `detect` finds.

    Raises SiteError when a path does not exist or the site cannot be told for certain. Faults in files raise
    nothing: they are the `problems` of what is returned.
    """
    if isinstance(paths, str | os.PathLike):  # one path, where a list was meant
        paths = [paths]
    if site is None:
        paths = list(paths)
        site = detect([path.path if isinstance(path, Source) else path for path in paths])
    return reading.read(paths, site, drafts=drafts, map=map)


def detect(paths: Iterable[AnyPath] | AnyPath) -> Site:
    """The site that these files and folders belong to. Raises SiteError when it is not certain."""
    return choose([paths] if isinstance(paths, str | os.PathLike) else list(paths)).site


def load_site(path: AnyPath, content: Sequence[AnyPath] = ()) -> Site:
    """The site that an `eventfeeds.toml` describes; without `profile` in it, the one that `content` shows."""
    return choose(content, config=path).site


def choose(
    content: Sequence[AnyPath],
    *,
    config: AnyPath | None = None,
    profile: str | None = None,
    settings: Mapping[str, str | None] | None = None,
    allow_empty: bool = False,
) -> Choice:
    """The site of some content: options (`profile`, `settings`) before the configuration before the profile.

    `allow_empty`: where there is nothing to tell the kind of site by, one that reads no file as an event.
    """
    file = Path(config) if config is not None else files.find_file(content)
    given = files.load(file) if file else files.Config()
    folder = file.parent if file else Path()
    chosen = files.profile(profile, Path()) or files.profile(given.profile, folder)
    if chosen is None:
        try:
            chosen = recognise(content)
        except NothingFound:
            if not allow_empty:
                raise
            chosen = _NO_EVENTS
    options = {key: value for key, value in (settings or {}).items() if value is not None}
    merged: dict[str, Any] = {**chosen.site, **given.settings, **options}
    defaults = [name for name in _TOLD_WHEN_DEFAULT if name in chosen.site and merged[name] == chosen.site[name]]
    untold = [name for name in defaults if name not in given.settings and name not in options]
    if "url" not in defaults and "event_url" in chosen.site.keys() - given.settings.keys():
        untold.append("event_url")  # of another site, whose pages may have other addresses
    try:
        source = str(file) if file else ""
        site = Site(profile=chosen, source=source, ignore=given.ignore, options=given.options, **merged)
    except SiteError as error:
        if file and error.key in given.settings and error.key not in options:
            line = given.lines.get(error.key)
            raise SiteError(f"{file}{f':{line}' if line else ''}: {error}", error.key) from error
        raise
    # Who wrote a profile for a site knows what stands in it.
    told = untold if chosen.name in profiles.names() and chosen == profiles.builtin(chosen.name) else ()
    return Choice(site=site, from_profile=tuple(told), config=file)
