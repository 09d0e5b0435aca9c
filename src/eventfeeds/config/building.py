"""What `build` makes: the `[build]` table of `eventfeeds.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from eventfeeds import selection
from eventfeeds.errors import BadValue, SiteError, shown
from eventfeeds.exporters import BUILT_IN, NEWEST, installed
from eventfeeds.exporters import names as format_names
from eventfeeds.markup import web_address
from eventfeeds.wording import problem

if TYPE_CHECKING:
    from pathlib import Path

    from eventfeeds.documents.tables import Table

FOLDERS = ("events", "collections", "categories")
_PAGES = ("whole", "fragment", "none")
_AUDIENCES = ("public", "intranet")
_WORDS = {"page": _PAGES, "audience": _AUDIENCES}
_TEXT, _NUMBER, _TABLE = (str, "a text"), (int, "a whole number"), (Mapping, "a mapping")
_KINDS: dict[str, tuple[type, str]] = {
    "public_url": _TEXT, "since": _TEXT, "until": _TEXT, "heading_level": _NUMBER, "limit": _NUMBER,
    "names": _TABLE, "categories": _TABLE, "collections": _TABLE, "templates": _TABLE, "options": _TABLE,
}  # fmt: skip
_PATH = re.compile(r"\w[\w.~-]*(?:/\w[\w.~-]*)*")
_HIGHEST_HEADING, _LOWEST_HEADING = 1, 4  # of six levels; the page has two more below its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What to make of a calendar.

    Attributes:
        public_url: Address of the folder, once it is published; "": links that need it are left out.
        formats: Names of exporters.
        names: Format -> file name of the agenda, by default `agenda` with the ending of the format; `events`,
            `collections`, `categories` -> folder, by default of that name.
        events: Whether each event has a file of its own, to add it to one's calendar.
        page: The subscribe page: `whole` (a fragment, and the page that frames it), `fragment`, or `none`.
        heading_level: Level of the first heading of the fragment, 1 to 4.
        audience: `intranet` leaves out clients that fetch from outside.
        since, until: As the options of those names; of the agenda, its feeds and the page, not of events' own files.
        limit: How many events RSS, Atom and JSON Feed have, the newest by publication; 0: all.
        categories: Category with documents of its own -> other spellings of it.
        collections: The same of a collection -> its title, "" for one made of its name.
        templates: Name of a template of the page (`page.TEMPLATES`) -> path of the site's own.
        options: Format -> its own options.

    Raises:
        SiteError: naming the setting.
    """

    public_url: str = ""
    formats: Sequence[str] = tuple(BUILT_IN)
    names: Mapping[str, str] = field(default_factory=dict)
    events: bool = True
    page: Literal["whole", "fragment", "none"] = "whole"
    heading_level: int = 2
    audience: Literal["public", "intranet"] = "public"
    since: str = ""
    until: str = ""
    limit: int = NEWEST
    categories: Mapping[str, Sequence[str]] = field(default_factory=dict)
    collections: Mapping[str, str] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, (kind, expected) in _KINDS.items():
            if not isinstance(value := getattr(self, name), kind):
                raise _BuildError(name, expected, shown(value))
        object.__setattr__(self, "public_url", _folder_address(self.public_url))
        for name, words in _WORDS.items():
            if getattr(self, name) not in words:
                raise _BuildError(name, " or ".join(words), str(getattr(self, name)))
        if not _HIGHEST_HEADING <= self.heading_level <= _LOWEST_HEADING:
            raise _BuildError("heading_level", f"{_HIGHEST_HEADING} to {_LOWEST_HEADING}", str(self.heading_level))
        if self.limit < 0:
            raise _BuildError("limit", "0 or more", str(self.limit))
        for name in ("since", "until"):
            _check_day(name, getattr(self, name))
        _check_formats(self.formats)
        _check_names(self.names, (*self.formats, *FOLDERS))


def parse(table: Table, path: Path) -> Build:
    """What a `[build]` table says; `path` is that of its file. Raises BadValue with its line."""
    given = {name: read(table) for name, read in _READERS.items() if table.has(name)}
    if table.has("templates"):
        given["templates"] = _templates(table.table("templates"), path.parent)
    table.close()
    try:
        return Build(**given)
    except _BuildError as error:
        expected, got = error.remark
        raise BadValue("wrong-setting", expected, got, key=f"build.{error.key}", line=table.line(error.key)) from error


def _names(table: Table) -> dict[str, str]:
    names = table.table("names")
    return {name: names.text(name) for name, _ in names}


def _categories(table: Table) -> dict[str, tuple[str, ...]]:
    categories = table.table("categories")
    return {name: categories.texts(name) for name, _ in categories}


def _templates(table: Table, folder: Path) -> dict[str, str]:
    """The path of each template of the site, given from the folder of the settings."""
    return {name: str(folder / table.text(name)) for name, _ in table}


_READERS: dict[str, Any] = {
    "public_url": lambda table: table.text("public_url"),
    "formats": lambda table: table.texts("formats"),
    "names": _names,
    "events": lambda table: table.flag("events"),
    "page": lambda table: table.choice("page", *_PAGES),
    "heading_level": lambda table: table.number("heading_level"),
    "audience": lambda table: table.choice("audience", *_AUDIENCES),
    "since": lambda table: table.text("since"),
    "until": lambda table: table.text("until"),
    "limit": lambda table: table.number("limit"),
    "categories": _categories,
}
SETTINGS = frozenset({*_READERS, "templates"})
"""Names of the settings that a `[build]` table may hold."""


def _folder_address(given: str) -> str:
    """The address of a folder, with the slash at its end, in the characters of RFC 3986 alone."""
    if not given:
        return ""
    found = web_address(given if given.endswith("/") else f"{given}/")
    if not found or "?" in given or "#" in given or not _is_plain(found):
        raise _BuildError("public_url", "https://www.example.org/agenda/", given)
    return found


def _is_plain(address: str) -> bool:
    """Whether an address has a host, and neither a name to log in with nor a port that cannot be."""
    parts = urlsplit(address)
    try:
        return bool(parts.hostname) and "@" not in parts.netloc and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def _check_day(name: str, text: str) -> None:
    try:
        _ = text and selection.day(text, date(2000, 1, 1))
    except BadValue as error:
        raise _BuildError(name, "2024-07-24, 18m or 1y", text) from error


def _check_formats(formats: Sequence[str]) -> None:
    if isinstance(formats, str):
        raise _BuildError("formats", "a list", formats)
    known = all(name in BUILT_IN or name in installed() for name in formats)
    if not known or not formats or len(set(formats)) < len(formats):
        raise _BuildError("formats", ", ".join(format_names()), ", ".join(formats))


def _check_names(given: Mapping[str, str], known: tuple[str, ...]) -> None:
    for key, name in given.items():
        if key not in known:
            raise _BuildError("names", ", ".join(known), key)
        if not _PATH.fullmatch(name):
            raise _BuildError("names", "a name such as agenda.ics, below the folder", name)


class _BuildError(SiteError):
    """A SiteError that knows of what it is made: `remark` is what was expected, and what was found."""

    def __init__(self, name: str, expected: str, got: str) -> None:
        super().__init__(f"build.{name}: {problem('wrong-setting', expected, got)}", name)
        self.remark = (expected, got)
