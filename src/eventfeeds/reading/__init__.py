"""Reading a folder of event files: out come events, and problems; one bad file never hides the others."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from eventfeeds.documents import Document, Keys, parse
from eventfeeds.errors import BadValue, Problem, ReadingError
from eventfeeds.model import Calendar
from eventfeeds.profiles.keys import Lookup
from eventfeeds.reading import fields
from eventfeeds.reading.files import Source, find, read_bytes
from eventfeeds.reading.record import Record
from eventfeeds.site import NO_HOST
from eventfeeds.times.order import chronological
from eventfeeds.wording import knows, problem, severity

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable

    from eventfeeds.model import Event
    from eventfeeds.site import Site

__all__ = ["Reading", "Skipped", "read"]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is not exported, for no fault: `empty`, `no-front-matter`, `no-event` or `draft`."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: events in the order of (start in UTC, uid), the rest in the order of files.

    `ignored` are the problems that the site's settings acknowledge; `problems` are all others.
    """

    site: Site
    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    ignored: tuple[Problem, ...] = ()

    def calendar(self) -> Calendar:
        """The events as exporters want them."""
        site = self.site
        return Calendar(
            title=site.title,
            url=site.url or None,
            description=site.description,
            language=site.language,
            timezone=site.timezone or "UTC",
            refresh=site.refresh,
            events=self.events,
        )

    def raise_for_errors(self) -> None:
        """Raise one ReadingError with all problems if any of them is an error."""
        if any(problem.severity == "error" for problem in self.problems):
            raise ReadingError(self.problems)


@dataclass(frozen=True, slots=True)
class FileReading:
    """What came out of one file."""

    source: Source
    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: Skipped | None = None


def read(
    paths: Iterable[str | os.PathLike[str] | Source],
    site: Site,
    *,
    drafts: bool = False,
    map: Callable[..., Iterable[FileReading]] = builtins.map,  # noqa: A002  the name of what it stands for
) -> Reading:
    """Read event files and folders of them.

    `paths` may be any iterable; `map` any function with the meaning of the built-in one, such as that of a pool of
    processes. `drafts`: also what is not to be published yet. Raises SiteError when a path does not exist.
    """
    kept: list[Event] = []
    problems: list[Problem] = []
    skipped: list[Skipped] = []
    owners: dict[str, list[str]] = {}
    named: list[str] = []
    folders = False
    if site.host == NO_HOST:
        problems.append(_of_site("no-uid-host", site))
    if not knows(site.language):
        problems.append(_of_site("no-words", site, site.language))
    for result in map(partial(read_file, site=site, drafts=drafts), find(paths)):
        problems.extend(sorted(result.problems, key=lambda each: each.line))
        named.append(result.source.shown)
        folders = folders or not result.source.named
        if result.skipped is not None:
            skipped.append(result.skipped)
        for event in result.events:
            if event.uid in owners:
                problems.append(_twice(event, owners))
            else:
                owners[event.uid] = [event.source]
                kept.append(event)
    events = chronological(kept, site.timezone or "UTC")
    told, ignored = _acknowledged(problems, site, None if folders else named)
    return Reading(site, events, told, tuple(skipped), ignored)


def read_file(source: Source, *, site: Site, drafts: bool = False) -> FileReading:
    """Read one file; whatever is in it, it answers, and raises nothing."""
    if source.draft and not drafts:
        return FileReading(source, skipped=Skipped(source.shown, "draft"))
    record = Record(source, site, Lookup(Keys()))
    try:
        document = _document(source)
        if not isinstance(document, Document):
            return FileReading(source, skipped=document)
        record.lookup = Lookup(document.metadata)
        if not site.profile.is_event(record.lookup):
            return FileReading(source, skipped=Skipped(source.shown, "no-event"))
        if not fields.public(record) and not drafts:
            return FileReading(source, (), tuple(record.problems), Skipped(source.shown, "draft"))
        fields.refuse_deciding_duplicates(record, document)
        event = fields.event(record, document)
    except BadValue as error:
        record.tell(error.remark, grade="error")
        return FileReading(source, problems=tuple(record.problems))
    return FileReading(source, (event,), tuple(record.problems))


def _document(source: Source) -> Document | Skipped:
    data = read_bytes(source.path)
    if not data.strip():
        return Skipped(source.shown, "empty")
    return parse(data) or Skipped(source.shown, "no-front-matter")


def _acknowledged(
    problems: list[Problem], site: Site, named: list[str] | None
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """The problems to tell, and those that an entry `path: code` acknowledges; an entry for nothing is a warning.

    Of files given by name, only their own entries are for nothing: the others are about files not read this time.
    """
    told: list[Problem] = []
    ignored: list[Problem] = []
    used: set[str] = set()
    for problem_ in problems:
        matching = {entry for entry in site.ignore if _matches(problem_, entry)}
        used |= matching
        (ignored if matching else told).append(problem_)
    for entry in site.ignore:
        about = named is None or any(_ends_with(path, entry.rpartition(":")[0]) for path in named)
        if entry not in used and about:
            told.append(_of_site("unused-ignore", site, entry))
    return tuple(told), tuple(ignored)


def _matches(problem_: Problem, entry: str) -> bool:
    path, _, code = entry.rpartition(":")
    return code.strip() == problem_.code and _ends_with(problem_.path, path)


def _ends_with(path: str, entry: str) -> bool:
    return f"/{path}".endswith(f"/{entry.strip().removeprefix('./')}")


def _twice(event: Event, owners: dict[str, list[str]]) -> Problem:
    """What is wrong, and the line that cures it, another for each file of this uid."""
    others = owners[event.uid]
    cure = f"{event.uid[:180]}-{len(others) + 1}"
    message = problem("duplicate-uid", cure, others[0])
    others.append(event.source)
    return Problem(event.source, "error", "duplicate-uid", message)


def _of_site(code: str, site: Site, got: str = "") -> Problem:
    return Problem(site.source or "eventfeeds.toml", severity(code), code, problem(code, got=got))
