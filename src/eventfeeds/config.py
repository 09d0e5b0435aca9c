"""Finding out what site it is: from options, `eventfeeds.toml`, and the defaults of a profile."""

from __future__ import annotations

import builtins
import os
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eventfeeds import exporters, profiles, reading
from eventfeeds.documents import load_toml, parse
from eventfeeds.documents.tables import Table
from eventfeeds.errors import BadValue, ProfileError, SiteError
from eventfeeds.profiles import Profile
from eventfeeds.profiles.keys import Lookup
from eventfeeds.reading.files import Source, beside, find, read_bytes
from eventfeeds.site import SETTINGS, Site
from eventfeeds.times.values import duration
from eventfeeds.wording import problem, setting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from eventfeeds.reading import FileReading, Reading

    AnyPath = str | os.PathLike[str]

FILE_NAME = "eventfeeds.toml"
AUTO = "auto"
_TOLD_WHEN_DEFAULT = ("url", "timezone", "language")
_NO_EVENTS = Profile(name="none", site={}, fields={}, statuses={}, title_markers={})
_SHORTEST_REFRESH = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A site, the settings of it that are a profile's defaults and that people should know of, and its file."""

    site: Site
    from_profile: tuple[str, ...] = ()
    config: Path | None = None


class NothingFound(SiteError):  # noqa: N818
    """There is no file to tell the kind of site by."""


class UnknownKind(SiteError):  # noqa: N818  what `auto` says, not a fault of a setting
    """`auto` is not certain of the kind of site."""


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
    file = Path(config) if config is not None else _find_config(content)
    given = _load(file) if file else _Config()
    folder = file.parent if file else Path()
    chosen = _profile(profile, Path()) or _profile(given.profile, folder)
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


def recognise(content: Sequence[AnyPath]) -> Profile:
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


def _profile(name: str | None, folder: Path) -> Profile | None:
    """A profile by its built-in name, or by the path of a TOML file (known by a dot or a slash in it)."""
    if not name or name == AUTO:
        return None
    if name in profiles.names() or not ("." in name or "/" in name or os.sep in name):
        return profiles.builtin(name)
    path = folder / name
    try:
        return profiles.parse(_bytes(path), path.stem)
    except BadValue as error:
        raise ProfileError(_located(path, error)) from error


def _find_config(content: Sequence[AnyPath]) -> Path | None:
    """`eventfeeds.toml` from the first CONTENT upward to the root of its repository, then in the working folder.

    Outside a repository, beside the first CONTENT at the highest.
    """
    start = Path(os.path.realpath(content[0])) if content else Path()
    folders = [start, *start.parents] if start.is_dir() else list(start.parents)
    roots = [index for index, folder in enumerate(folders) if (folder / ".git").exists()]
    sought = folders[: roots[0] + 1] if roots else folders[:2]
    for folder in [*sought, Path()]:
        if (folder / FILE_NAME).is_file():
            return (folder / FILE_NAME).absolute()
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Config:
    """What an `eventfeeds.toml` says."""

    profile: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


def _load(path: Path) -> _Config:
    try:
        values = load_toml(_bytes(path))
        table = Table(values)
        problems = table.table("problems")
        config = _Config(
            profile=table.text("profile"),
            settings=_settings(table),
            ignore=problems.texts("ignore"),
            options=_options(table),
            lines=values.lines,
        )
        problems.close()
        table.close()
    except BadValue as error:
        raise SiteError(_located(path, error)) from error
    return config


def _options(table: Table) -> dict[str, Mapping[str, object]]:
    """The table of each format."""
    names = [name for name in exporters.BUILT_IN if table.has(name)]
    foreign = {name for name, value in table if isinstance(value, dict)} - {"problems", *names}
    # Only a table that is not ours is worth the search among what is installed.
    names += [name for name in exporters.installed() if name in foreign] if foreign else []
    return {name: dict(table.table(name)) for name in names}


def _settings(table: Table) -> dict[str, object]:
    names = sorted(SETTINGS - {"refresh"})
    settings: dict[str, object] = {name: table.text(name) for name in names if table.has(name)}
    if table.has("refresh"):
        settings["refresh"] = _refresh(table)
    return settings


def _refresh(table: Table) -> timedelta:
    try:
        refresh = duration(table.value("refresh"), None)
    except BadValue as error:
        raise table.wrong("refresh", "4h") from error
    if refresh < _SHORTEST_REFRESH:
        raise table.wrong("refresh", "4h")
    return refresh


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SiteError(f"{path}: {problem('unreadable', got=error.strerror or '')}") from error


def _located(path: Path, error: BadValue) -> str:
    line = f":{error.remark.line}" if error.remark.line else ""
    return f"{path}{line}: {setting(error)}"
