"""Reading an `eventfeeds.toml`: every setting of its type, every fault with its line."""

from __future__ import annotations

import os
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds import exporters, profiles
from eventfeeds.config.shown import shown
from eventfeeds.config.upward import upward
from eventfeeds.documents import Keys
from eventfeeds.documents.tables import Table
from eventfeeds.errors import BadValue, ProfileError, SiteError
from eventfeeds.model.checks import SHORTEST_REFRESH
from eventfeeds.site import SETTINGS
from eventfeeds.wording import problem, setting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import timedelta

    from eventfeeds.config.building import Build
    from eventfeeds.profiles import Profile

FILE_NAME = "eventfeeds.toml"
AUTO = "auto"
_TABLES = ("problems", "collection", "profile", "build")
_WHOLE = ("profile", "collection")
_MOST_FAULTS = 10  # told at once: each is a reading of the whole
_FOLDERS_OUTSIDE = 2  # of a repository


class Config(NamedTuple):
    """What an `eventfeeds.toml` says."""

    profile: Profile | None = None
    settings: Mapping[str, object] = MappingProxyType({})
    ignore: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, object]] = MappingProxyType({})
    lines: Mapping[str, int] = MappingProxyType({})
    collections: tuple[Collection, ...] = ()
    build: Build | None = None


class _InItsFile(BadValue):
    """What is wrong with the file that `profile` names, told by an error that names the place there."""

    def __init__(self, told: SiteError | ProfileError, *, key: str, line: int) -> None:
        super().__init__("wrong-setting", key=key, line=line)
        self.told = told


NOTHING = Config()
"""What is said where there is no such file."""


class Collection(NamedTuple):
    """One `[[collection]]`: a folder of the site that is read in its own way. `line` is where it stands."""

    path: str
    name: str
    profile: Profile | None = None
    settings: Mapping[str, str] = MappingProxyType({})
    line: int = 0


def load(path: Path) -> Config:
    """What an `eventfeeds.toml` says. Raises SiteError with its line."""
    return parse(_bytes(path), path)


def parse(data: bytes, path: Path) -> Config:
    """What the text of an `eventfeeds.toml` says; `path` is where it stands or is to stand.

    Raises SiteError, of which each line tells a fault: what has one is taken out, and the rest read again. Raises
    ProfileError where nothing is wrong but the file of a profile.
    """
    # Only now: without such a file it is not needed.
    from eventfeeds.documents.typed import load_toml  # noqa: PLC0415

    faults: list[BadValue] = []
    try:
        values = load_toml(data)
    except BadValue as error:
        raise SiteError(_located(path, error)) from error
    while len(faults) < _MOST_FAULTS:
        try:
            config = _parsed(values, path)
        except BadValue as error:
            faults.append(error)
            if not _taken_out(values, error.remark.key.split(".")):
                break
        else:
            if not faults:
                return config
            break
    faults.sort(key=lambda fault: fault.remark.line)
    if len(faults) == 1 and isinstance(faults[0], _InItsFile):
        raise faults[0].told
    raise SiteError("\n".join(_located(path, fault) for fault in faults)) from faults[0]


def _parsed(values: Keys, path: Path) -> Config:
    from eventfeeds.config import building  # noqa: PLC0415  without a file of settings it is not needed

    table = Table(values)
    problems = table.table("problems")
    config = Config(
        profile=_profile(table, path),
        settings=_settings(table),
        ignore=problems.texts("ignore"),
        options=_options(table),
        lines=values.lines,
        collections=_collections(table, path),
        build=building.parse(table.table("build"), path),
    )
    problems.close()
    _close(table)
    return config


def _taken_out(values: Keys, parts: list[str]) -> bool:
    """Whether a key could be taken out; of what makes no sense without one of its keys, all of it."""
    if parts[0] in _WHOLE:
        return values.pop(parts[0], None) is not None
    table: object = values
    for part in parts[:-1]:
        table = table.get(part) if isinstance(table, Keys) else None
    return isinstance(table, Keys) and table.pop(parts[-1], None) is not None


def _close(table: Table) -> None:
    """Refuse what is no setting; of what a profile says, tell that it does."""
    try:
        table.close()
    except BadValue as error:
        remark = error.remark
        if any(remark.got in profiles.packaged(name) for name in profiles.names()):
            raise BadValue("profile-setting", remark.got, key=remark.key, line=remark.line) from error
        raise


def _profile(table: Table, path: Path) -> Profile | None:
    """A profile by its name, the path of its file, or as a table in this one."""
    given = table.value("profile")
    if isinstance(given, Keys):
        return profiles.made(given, path.stem, "profile")._replace(file=str(path))
    name = table.text("profile")
    key, line = f"{table.name}.profile".removeprefix("."), table.line("profile")
    if _is_name(name) and name not in (*profiles.names(), AUTO, ""):
        raise BadValue("unknown-profile", profiles.meant(name), name, key=key, line=line)
    try:
        return profile(name, path.parent)
    except (SiteError, ProfileError) as error:
        raise _InItsFile(error, key=key, line=line) from error


def _collections(table: Table, file: Path) -> tuple[Collection, ...]:
    """Each `[[collection]]`, no two of one name or one folder."""
    collections = tuple(_collection(each, file) for each in table.tables("collection"))
    for index, collection in enumerate(collections):
        for other in collections[:index]:
            for key in ("name", "path"):
                one, two = (os.path.normpath(getattr(each, key)) for each in (other, collection))
                if one == two:
                    key_, got = f"collection.{index}.{key}", getattr(collection, key)
                    raise BadValue("same-collection", got=got, key=key_, line=collection.line)
    return collections


def _collection(table: Table, file: Path) -> Collection:
    path = table.text("path")
    if not path:
        raise BadValue("collection-without-path", key=table.name, line=table.line("name"))
    given = {"event_url": "url", "language": "language", "title": "title"}
    collection = Collection(
        path=path,
        name=table.text("name") or Path(path).name.lstrip("_"),
        profile=_profile(table, file),
        settings={setting: table.text(key) for setting, key in given.items() if table.has(key)},
        line=table.line("path"),
    )
    table.close()
    return collection


def _options(table: Table) -> dict[str, Mapping[str, object]]:
    """The table of each format."""
    names = [name for name in exporters.BUILT_IN if table.has(name)]
    foreign = {name for name, value in table if isinstance(value, dict)} - {*_TABLES, *names}
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
    from eventfeeds.times.lengths import duration  # noqa: PLC0415  its patterns are for those who ask

    try:
        refresh = duration(table.value("refresh"), None).usual
    except BadValue as error:
        raise table.wrong("refresh", "a length such as 4h, 1h30 or PT4H") from error
    if refresh < SHORTEST_REFRESH:
        raise table.wrong("refresh", "at least one minute, such as 4h")
    return refresh


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SiteError(f"{path}: {problem('unreadable', got=error.strerror or '')}") from error


def _located(path: Path, error: BadValue) -> str:
    if isinstance(error, _InItsFile):
        return str(error.told)
    line = f":{error.remark.line}" if error.remark.line else ""
    return f"{path}{line}: {setting(error)}"


def profile(name: str | None, folder: Path) -> Profile | None:
    """A profile by its built-in name, or by the path of a TOML file (known by a dot or a slash in it)."""
    if not name or name == AUTO:
        return None
    if name in profiles.names() or _is_name(name):
        return profiles.builtin(name)
    path = folder / name
    try:
        return profiles.parse(_bytes(path), path.stem)._replace(file=str(path))
    except BadValue as error:
        raise ProfileError(_located(path, error)) from error


def _is_name(profile: str) -> bool:
    return not ("." in profile or "/" in profile or os.sep in profile)


def find_file(content: Sequence[str | os.PathLike[str]]) -> Path | None:
    """`eventfeeds.toml` from the first CONTENT upward to the root of its repository, then in the working folder.

    Outside a repository, no higher than the folder around it (of a file: around its folder). It is a path to tell of.
    """
    start = Path(os.path.realpath(content[0])) if content else Path()
    sought = upward(start if os.path.isdir(start) else start.parent, _FOLDERS_OUTSIDE)  # noqa: PTH112
    for folder in [*sought, Path()]:
        if os.path.isfile(folder / FILE_NAME):  # noqa: PTH113
            return shown(folder / FILE_NAME, content)
    return None
