"""Profiles: which keys hold which fields in a kind of site, and by which rules they are read. Data, not code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from eventfeeds.documents import load_toml
from eventfeeds.documents.tables import Table
from eventfeeds.errors import BadValue, ProfileError
from eventfeeds.profiles.keys import Lookup, fold
from eventfeeds.wording import problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventfeeds.model import Status

FIELDS = (
    "title", "lead", "start", "end", "all_day", "timezone", "place", "address", "categories", "keywords", "image",
    "image_alt", "published", "updated", "sequence", "public", "url", "uid", "slug", "status", "contact",
    "registration",
)  # fmt: skip
SITE_SETTINGS = ("title", "url", "event_url", "uid_host", "description", "language", "timezone")
STATUSES: tuple[Status, ...] = ("confirmed", "tentative", "postponed", "cancelled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list in the front matter, each item of which is a detail: key paths to its parts, below the item."""

    items: str = ""
    label: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    link: tuple[str, ...] = ()
    mail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How the files of a kind of site are read.

    Attributes:
        recognise: Combinations of keys, each of which proves the profile.
        event_keys: Any of these makes a file an event; by default those that hold the start.
        site: Defaults of the settings of a site.
        fields: Field -> key paths, of which the first that holds a value counts.
        midnight: Whether a start at 00:00 means the whole day.
        slugify: `ascii`: each run of other than a-z and 0-9 becomes one hyphen.
        nothing: Texts that mean no value.
        hours, hours_range: Labels of details that tell the hours; the latter only when a range stands in them.
        registration, no_registration: Beginnings of words that tell a registration; phrases that deny it.
        statuses, title_markers: Status -> its words, as the value of a key, and before a title.

    All words are compared folded: without case, accents and edge spaces.
    """

    name: str
    description: str = ""
    recognise: tuple[tuple[str, ...], ...] = ()
    event_keys: tuple[str, ...] = ()
    site: Mapping[str, str]
    fields: Mapping[str, tuple[str, ...]]
    midnight: bool = False
    trust_offset: bool = True
    slugify: str = "ascii"
    details: Items = Items()
    access: Items = Items()
    nothing: frozenset[str] = frozenset()
    hours: frozenset[str] = frozenset()
    hours_range: frozenset[str] = frozenset()
    registration: tuple[str, ...] = ()
    no_registration: tuple[str, ...] = ()
    statuses: Mapping[str, Status]
    title_markers: Mapping[str, Status]

    def recognises(self, metadata: Lookup) -> bool:
        """Whether this front matter proves the profile."""
        return any(all(key in metadata for key in keys) for keys in self.recognise)

    def is_event(self, metadata: Lookup) -> bool:
        """Whether this front matter, in a site of this profile, is that of an event."""
        return any(key in metadata for key in self.event_keys)


@cache
def names() -> tuple[str, ...]:
    """Names of the built-in profiles."""
    return tuple(
        sorted(entry.name.removesuffix(".toml") for entry in files(__name__).iterdir() if entry.name.endswith(".toml"))
    )


def source(name: str) -> str:
    """A built-in profile as TOML, ready to copy."""
    if name not in names():
        raise ProfileError(problem("unknown-profile", ", ".join(names()), name))
    return (files(__name__) / f"{name}.toml").read_text(encoding="utf-8")


@cache
def builtin(name: str) -> Profile:
    """A built-in profile."""
    return parse(source(name).encode(), name)


def parse(data: bytes, name: str) -> Profile:
    """A profile from TOML. Raises BadValue with the key and, where known, the line."""
    table = Table(load_toml(data))
    profile = _profile(table, name)
    table.close()
    if not profile.fields.get("start"):
        raise BadValue("profile-without-start", key="fields.start")
    return profile


def _profile(table: Table, name: str) -> Profile:
    details, access = table.table("details"), table.table("access")
    times, identity = table.table("times"), table.table("identity")
    registration = table.table("registration")
    held = _fields(table.table("fields"))
    profile = Profile(
        name=name,
        description=table.text("description"),
        recognise=table.lists("recognise"),
        event_keys=table.texts("event_keys") or tuple(path.partition(".")[0] for path in held.get("start", ())),
        site=_site(table.table("site")),
        fields=held,
        midnight=times.choice("midnight", "time", "all-day") == "all-day",
        trust_offset=times.choice("offset", "trust", "ignore") == "trust",
        slugify=identity.choice("slugify", "ascii"),
        details=_items(details),
        access=_items(access),
        nothing=_folded(details, "nothing"),
        hours=_folded(details, "hours"),
        hours_range=_folded(details, "hours_range"),
        registration=tuple(fold(word) for word in registration.texts("words")),
        no_registration=tuple(fold(word) for word in registration.texts("except")),
        statuses=_statuses(table.table("status")),
        title_markers=_statuses(table.table("title_markers")),
    )
    for part in (details, access, times, identity, registration):
        part.close()
    return profile


def _site(table: Table) -> dict[str, str]:
    settings = {name: table.text(name) for name in SITE_SETTINGS if table.has(name)}
    table.close()
    return settings


def _fields(table: Table) -> dict[str, tuple[str, ...]]:
    fields = {name: paths for name in FIELDS if (paths := table.texts(name))}
    table.close()
    return fields


def _items(table: Table) -> Items:
    return Items(
        items=table.text("items"),
        label=table.texts("label"),
        text=table.texts("text"),
        link=table.texts("link"),
        mail=table.texts("mail"),
    )


def _folded(table: Table, key: str) -> frozenset[str]:
    return frozenset(fold(word) for word in table.texts(key))


def _statuses(table: Table) -> dict[str, Status]:
    words = {fold(word): status for status in STATUSES for word in table.texts(status)}
    table.close()
    return words
