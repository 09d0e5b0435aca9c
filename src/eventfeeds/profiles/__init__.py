"""Profiles: which keys hold which fields in a kind of site, and by which rules they are read. Data, not code."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from eventfeeds.documents import Keys
from eventfeeds.errors import ProfileError
from eventfeeds.packaged import data
from eventfeeds.profiles.file_rules import TEXT_FILES, FileRules
from eventfeeds.profiles.paths import Paths, one_spelling
from eventfeeds.profiles.starts import names_start, starts_in
from eventfeeds.wording import problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eventfeeds.model import Status
    from eventfeeds.profiles.keys import Lookup
    from eventfeeds.times.lengths import Unit

_LONGEST_NAME = 100  # of what may be a slip of the hand

Format = Literal["front-matter", "headers", "data"]
Slugify = Literal["ascii", "lower", "jekyll-title"]


class Items(NamedTuple):
    """A list in the front matter, each item of which is a detail.

    `parts` are the paths below an item: of its `label`, of which the first counts, `text`, `link`, `mail`.
    """

    items: str = ""
    parts: Paths = Paths({})


_NO_ITEMS = Items()


class Times(NamedTuple):
    """By which rules keys of time are read.

    Attributes:
        zones: Path of a key -> the zone of its times.
        abbreviations: `EDT` -> the zone that it means here.
        midnight: Whether a start at 00:00 means the whole day.
        trust_offset: Whether `+02:00` counts; else the wall clock is that of the zone.
        inclusive_end: Whether an end that is a date, or midnight of a whole day, belongs to the event.
        duration_unit: What a bare number of a duration counts; None: it is refused.
        paired: Whether the end belongs to the key of the start: the first end to the first start, and so on.
        rivals: Whether two keys of a start that differ are told; else the first counts in silence.
    """

    zones: Mapping[str, str]
    abbreviations: Mapping[str, str]
    midnight: bool = False
    trust_offset: bool = True
    inclusive_end: bool = True
    duration_unit: Unit | None = None
    paired: bool = False
    rivals: bool = True


class Profile(NamedTuple):
    """How the files of a kind of site are read.

    Attributes:
        recognise: Combinations of keys, each of which proves the profile.
        event_keys: Any of these makes a file an event; by default those that hold the start.
        telling: Whether `event_keys` were chosen: then one of them suffices under `auto`, too; else only a file
            that proves the profile is an event there.
        proved_only: Whether only a file that proves the profile is an event: under `auto`, where `event_keys` are not
            telling.
        files: Which files may be events.
        format: How a file holds its keys: `front-matter`, `headers` (`Key: value` lines as Pelican has them), `data`
            (the whole file: one event, or a list of them).
        records: Where in a data file the list stands, such as `events.*`; none: the file is one event or a list.
        sessions: Key of a list of which each item is an event of its own, and stands there in the place of the list.
        templating: `tags`: those of template languages are taken out of texts; `mdx`: imports and exports too; `none`:
            there are none.
        split: Fields that are lists, and are typed as one text with commas.
        nothing: Texts that mean no value.
        file: Where it stands, "" for a built-in one.
        site, site_lines: Defaults of the settings of a site, and the lines of these in the file.
        fields: Field -> key paths, of which the first that holds a value counts.
        times: The rules of time.
        recurrence: Other names of the parts of a rule of recurrence, such as `except_on` -> `EXDATE`.
        slugify: `ascii`: each run of other than a-z and 0-9 becomes one hyphen; `lower`: the same, but letters and
            digits of all scripts stay; `jekyll-title`: as Jekyll's `:title`.
        slug_from_path: Whether the folders below the collection belong to the slug.
        same_uid_is_one_event: Whether files of one uid are pages of one event; else the second is an error.
        roots: Names of folders at which a collection begins, `*` at their end being anything.
        language_from: Where the language of a file is told besides a key: `suffix`, `folder`.
        details, access, labelled: Lists of details; label -> the path of a key that is one.
        hours, hours_range: Labels of details that tell the hours; the latter only when a range stands in them.
        registration, no_registration: Beginnings of words that tell a registration; phrases that deny it.
        statuses, title_markers: Status -> its words, as the value of a key, and before a title.
        no_status: Words under the key of the status that say nothing of it.
        named: Keys at the top that the profile names anywhere, in one spelling.

    All words are compared folded: without case, accents and edge spaces.
    """

    name: str
    site: Mapping[str, str]
    fields: Paths
    times: Times
    recurrence: Mapping[str, str]
    labelled: Mapping[str, str]
    statuses: Mapping[str, Status]
    title_markers: Mapping[str, Status]
    description: str = ""
    recognise: tuple[tuple[str, ...], ...] = ()
    event_keys: tuple[str, ...] = ()
    telling: bool = False
    proved_only: bool = False
    files: FileRules = TEXT_FILES
    format: Format = "front-matter"
    records: tuple[str, ...] = ()
    sessions: str = ""
    templating: Literal["tags", "mdx", "none"] = "tags"
    split: frozenset[str] = frozenset()
    nothing: frozenset[str] = frozenset()
    file: str = ""
    site_lines: Mapping[str, int] = {}
    slugify: Slugify = "ascii"
    slug_from_path: bool = False
    same_uid_is_one_event: bool = False
    roots: tuple[str, ...] = ()
    language_from: tuple[str, ...] = ()
    details: Items = _NO_ITEMS
    access: Items = _NO_ITEMS
    hours: frozenset[str] = frozenset()
    hours_range: frozenset[str] = frozenset()
    registration: tuple[str, ...] = ()
    no_registration: tuple[str, ...] = ()
    no_status: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()

    def proof(self, metadata: Lookup) -> tuple[str, ...]:
        """The combination of keys in this front matter that proves the profile; empty if it does not.

        Nothing proves it where another key says that it is the start.
        """
        keys = next((keys for keys in self.recognise if all(key in metadata for key in keys)), ())
        return () if keys and self.other_starts(metadata) else keys

    def recognises(self, metadata: Lookup) -> bool:
        """Whether this front matter proves the profile."""
        return bool(self.proof(metadata))

    def is_event(self, metadata: Lookup) -> bool:
        """Whether this front matter, in a site of this profile, is that of an event."""
        return self.recognises(metadata) if self.proved_only else self.may_be_event(metadata)

    def may_be_event(self, metadata: Lookup) -> bool:
        """Whether one of the keys of an event stands here."""
        return any(key in metadata for key in self.event_keys)

    def starts(self) -> tuple[str, ...]:
        """The paths of the keys that hold the start."""
        return self.fields.plain.get("start", ())

    def other_starts(self, metadata: Lookup) -> tuple[str, ...]:
        """The keys that say by their names that they are the start, where it is read under one that does not.

        Such as `startDate` where the start is read under `date`, which is then surely that of the page.
        """
        read = next((path for path in self.starts() if metadata.all(path)), None)
        if read is None or names_start(read):
            return ()
        known = {one_spelling(path) for path in (*self.starts(), *self.fields.plain.get("start_time", ()))}
        return tuple(path for path in starts_in(metadata.metadata) if one_spelling(path) not in known)


NO_EVENTS = Profile(
    name="none",
    site={},
    fields=Paths({}),
    times=Times(zones={}, abbreviations={}),
    labelled={},
    recurrence={},
    statuses={},
    title_markers={},
)
"""A profile of which no file is an event."""


def names() -> tuple[str, ...]:
    """Names of the built-in profiles."""
    return tuple(_built_in())


def meant(name: str) -> str:
    """The built-in profile that was surely meant by another name, or all that there are."""
    from difflib import get_close_matches  # noqa: PLC0415  only a slip of the hand is worth it

    near = get_close_matches(name[:_LONGEST_NAME].lower(), names(), n=1)
    return near[0] if near else ", ".join(names())


def source(name: str) -> str:
    """A built-in profile as TOML, ready to copy. Raises ProfileError."""
    packaged(name)  # no path is made of another name
    return data(__name__, f"{name}.toml").decode()


@cache
def _built_in() -> Mapping[str, Keys]:
    """What the TOML of each built-in profile says, and on which lines, from JSON that is sooner read."""
    found: Mapping[str, Keys] = json.loads(
        data(__name__, "built-in.json"), object_hook=lambda held: Keys(held, held.pop("", {}))
    )
    return found


def packaged(name: str) -> Keys:
    """What the TOML of a built-in profile says. Raises ProfileError."""
    if name not in _built_in():
        raise ProfileError(problem("unknown-profile", meant(name), name))
    return _built_in()[name]


@cache
def builtin(name: str) -> Profile:
    """A built-in profile."""
    return made(packaged(name), name)


@cache
def head(name: str) -> Profile:
    """A built-in profile as far as its files are recognised by it: no more of it is parsed."""
    from eventfeeds.profiles import parsing  # noqa: PLC0415  see `made`

    return parsing.head(packaged(name), name)


def parse(toml: bytes, name: str) -> Profile:
    """A profile from TOML. Raises BadValue with the key and, where known, the line."""
    from eventfeeds.documents.typed import load_toml  # noqa: PLC0415  built-in ones are read from JSON

    return made(load_toml(toml), name)


def made(keys: Keys, name: str, at: str = "") -> Profile:
    """A profile from the mapping that its TOML is; `at` is the key under which that stands. Raises BadValue."""
    # Only now: it takes longer to load than the rest of this module.
    from eventfeeds.profiles.parsing import profile  # noqa: PLC0415

    return profile(keys, name, at)
