"""Telling the kind of a site by its files: certain, or silent."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds import profiles
from eventfeeds.errors import BadValue, SiteError
from eventfeeds.profiles.file_rules import ALL_FILES, TEXT_FILES
from eventfeeds.profiles.paths import EACH
from eventfeeds.reading.files import beside, find
from eventfeeds.reading.opening import document_of, opened
from eventfeeds.reading.reader import lookups
from eventfeeds.site import Site
from eventfeeds.times.values import is_moment
from eventfeeds.wording import day_words, problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from eventfeeds.documents import Document
    from eventfeeds.errors import Problem
    from eventfeeds.profiles import Format, Profile
    from eventfeeds.profiles.keys import Lookup
    from eventfeeds.reading.files import Source

    AnyPath = str | os.PathLike[str]

_ENOUGH = 50
"""Files that prove something, after which no more are looked at."""
_MOST_NAMED = 3


class NothingFound(SiteError):  # noqa: N818
    """There is no file to tell the kind of site by."""


class UnknownKind(SiteError):  # noqa: N818  what `auto` says, not a fault of a setting
    """`auto` is not certain of the kind of site; `problems`: what is wrong in files that cannot be read at all."""

    def __init__(self, message: str, problems: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.message, self.problems)

    def __str__(self) -> str:
        return "\n".join([self.message, *map(str, self.problems)])


class Recognised(NamedTuple):
    """A profile, and the keys that proved it."""

    profile: Profile
    proof: str


class _Proof(NamedTuple):
    name: str = ""
    keys: str = ""


def recognise(content: Sequence[AnyPath]) -> Recognised:
    """The one built-in profile that every content proves. Raises UnknownKind, which says what would read it.

    Of a profile whose keys mean other things elsewhere, only files that prove it are events.
    """
    if not content:
        raise UnknownKind(problem("kind-without-content"))
    folders: dict[Path, _Proof] = {}
    found = dict(_recognised(os.fspath(path), folders) for path in content)
    if len(found) != 1:
        raise UnknownKind(problem("several-kinds", got=", ".join(sorted(found))))
    [(name, keys)] = found.items()
    profile = profiles.builtin(name)
    return Recognised(profile._replace(proved_only=not profile.telling), keys)


def _recognised(path: str, folders: dict[Path, _Proof]) -> _Proof:
    """The profile that a folder proves, or the folder that a named file stands in."""
    own = list(find([path], ALL_FILES))
    if os.path.isfile(path):  # noqa: PTH113  no where it may not be asked
        folder = Path(path).absolute().parent
        if folder not in folders:  # each is looked through once, however many of its files are named
            folders[folder] = _proved([*beside(folder, ALL_FILES)])
        proof = folders[folder] if folders[folder].name else _proved(own)
    else:
        proof = _proved(own)
    if proof.name:
        return proof
    if not own:
        raise NothingFound(f"{path}: {problem('no-events')}")
    if not own[0].below:  # it stands for itself, a folder that cannot be listed
        raise SiteError(f"{path}: {faults(own)[0].message}")
    raise UnknownKind(f"{path}: {problem('unknown-kind', readable(own), str(len(own)))}")


def faults(sources: Iterable[Source]) -> list[Problem]:
    """What is wrong in files of text that cannot be read at all, whatever their kind, and folders not to be listed."""
    texts = [each for each in sources if TEXT_FILES.wants(_slashed(each)) or os.path.isdir(each.path)]  # noqa: PTH112
    files = opened(texts, site=Site(profile=profiles.NO_EVENTS))
    return [fault for file in files if file.reading for fault in file.reading.problems]


def _slashed(source: Source) -> str:
    return source.path.replace(os.sep, "/")


def _proved(sources: Sequence[Source]) -> _Proof:
    """The profile that most of those files prove which prove any; none if none is that of more than half of them.

    No more files are read once those left could not outvote it.
    """
    counts: Counter[str] = Counter()
    proofs: dict[str, str] = {}
    for left, source in zip(range(len(sources) - 1, -1, -1), sources, strict=True):
        found = _Contents(source)
        for name in profiles.names():
            if keys := found.proof(profiles.head(name)):
                counts[name] += 1
                proofs.setdefault(name, ", ".join(keys))
                break
        unheard = min(left, _ENOUGH - counts.total())
        if not unheard or max(counts.values(), default=0) * 2 > counts.total() + unheard:
            break
    name, most = max(counts.items(), key=lambda item: item[1], default=("", 0))
    return _Proof(name, proofs[name]) if most * 2 > counts.total() else _Proof()


def readable(sources: Iterable[Source]) -> str:
    """Which profiles would read how many of these files, those that read most first; "" if none reads any."""
    files: Counter[str] = Counter()
    fields: Counter[str] = Counter()
    built_in = {name: profiles.builtin(name) for name in profiles.names()}
    general = {name: profile for name, profile in built_in.items() if "url" not in profile.site}  # not of one site
    for source in sources:
        found = _Contents(source)
        told = {name: found.fields_told(profile) for name, profile in general.items()}
        files.update(name for name, number in told.items() if number)
        fields.update(told)
    ordered = sorted(files, key=lambda name: (-files[name], -fields[name], name))
    return ", ".join(f"--profile {name} (reads {files[name]})" for name in ordered[:_MOST_NAMED])


class _Contents:
    """What one file holds, in each format read at most once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._path = _slashed(source)
        self._documents: dict[str, Document | None] = {}
        self._records: dict[tuple[object, ...], list[Lookup]] = {}

    def proof(self, profile: Profile) -> tuple[str, ...]:
        """The keys that prove a profile, none if nothing does."""
        return next(filter(None, map(profile.proof, self.records(profile))), ())

    def fields_told(self, profile: Profile) -> int:
        """How many fields they hold by a profile, 0 without a start."""
        records = [record for record in self.records(profile) if _has_start(record, profile)]
        return sum(record.first(paths) is not None for record in records for paths in profile.fields.plain.values())

    def records(self, profile: Profile) -> Sequence[Lookup]:
        """The records that they hold in the format of a profile."""
        if not self._source.named and not profile.files.wants(self._path):
            return ()
        if profile.format not in self._documents:
            self._documents[profile.format] = self._read(profile)
        document = self._documents[profile.format]
        rules = (profile.format, profile.records, profile.nothing)
        if rules not in self._records:
            self._records[rules] = list(lookups(document, profile)) if document else []
        return self._records[rules]

    def _read(self, profile: Profile) -> Document | None:
        try:
            document = document_of(self._source, profile)
        except BadValue:
            return None
        return None if isinstance(document, str) else document


def contents(source: Source) -> Iterator[tuple[Format, str, Lookup]]:
    """What a file holds: its format, where the records stand in it, and each of them."""
    found = _Contents(source)
    for profile in map(profiles.builtin, profiles.names()):
        records = found.records(profile)
        if records:
            yield from ((profile.format, next(iter(profile.records), EACH), record) for record in records)
            return


def _has_start(record: Lookup, profile: Profile) -> bool:
    """Whether a profile finds a start, and no other key says that it is that."""
    start = record.first(profile.starts())
    return start is not None and is_moment(start.value, day_words) and not profile.other_starts(record)
