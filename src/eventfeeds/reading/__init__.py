"""Reading a folder of event files: out come events, and problems; one bad file never hides the others."""

from __future__ import annotations

import builtins
from collections import Counter
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds.batches import batches
from eventfeeds.errors import Problem, ReadingError, SiteError
from eventfeeds.model import Calendar
from eventfeeds.reading.files import find
from eventfeeds.reading.language import same
from eventfeeds.reading.opening import FileReading, Skipped
from eventfeeds.reading.reader import read_file, read_files
from eventfeeds.site import NO_HOST
from eventfeeds.times.order import chronological
from eventfeeds.times.zones import instant, zone
from eventfeeds.wording import knows, problem, severity

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from eventfeeds.model import Event
    from eventfeeds.profiles import Profile
    from eventfeeds.reading.files import Source
    from eventfeeds.reading.record import Place
    from eventfeeds.site import Site

_LANGUAGE = "en"

__all__ = ["FileReading", "Reading", "Skipped", "acknowledges", "of_site", "read", "read_file"]


class Found(NamedTuple):
    """An event, the file that it was found in, and where in it."""

    event: Event
    source: Source
    place: Place


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
            language=site.language or _LANGUAGE,
            timezone=site.timezone or "UTC",
            refresh=site.refresh,
            events=self.events,
        )

    def raise_for_errors(self) -> None:
        """Raise one ReadingError with all problems if any of them is an error."""
        if any(problem.severity == "error" for problem in self.problems):
            raise ReadingError(self.problems)


def read(  # noqa: PLR0913  each has a default
    paths: Iterable[str | os.PathLike[str] | Source],
    site: Site,
    *,
    drafts: bool = False,
    day: date | None = None,
    problems: Iterable[Problem] = (),
    map: Callable[..., Iterable[list[FileReading]]] = builtins.map,  # noqa: A002  the name of what it stands for
) -> Reading:
    """Read event files and folders of them.

    `paths` may be any iterable; `map` any function with the meaning of the built-in one, such as that of a pool of
    processes: it is called once, with up to 100 files a task. `drafts`: also what is not to be published yet. `day`:
    today in the site's zone, which a site whose `future` is `hide` needs. `problems`: what is to be told besides.
    Raises SiteError when the day is missing, and when a path does not exist.
    """
    if site.future == "hide" and day is None:
        raise SiteError(f"future: {problem('no-day')}", "future")
    problems = list(problems)
    skipped: list[Skipped] = []
    found: list[Found] = []
    named: list[str] = []
    folders = False
    if site.host == NO_HOST:
        problems.append(of_site("no-uid-host", site))
    if site.language and not knows(site.language):
        problems.append(of_site("no-words", site, site.language))
    unread: Counter[tuple[str, str]] = Counter()
    for result in _results(find(paths, site), site, map, drafts=drafts, day=day):
        if result.problems:
            problems.extend(sorted(result.problems, key=lambda each: each.line))
        named.append(result.source.shown)
        folders = folders or not result.source.named
        skipped.extend(result.skipped)
        if result.unread:
            unread.update(result.unread)
        placed = zip(result.events, result.places, strict=True)
        found.extend(Found(event, result.source, place) for event, place in placed)
    if not site.language:
        site, found = _in_one_language(site, found, problems, skipped)
    events = chronological(_each_once(site, found, problems, skipped), site.timezone or "UTC")
    problems = _told_once(problems, site, len(found))
    problems.extend(_unread(site, unread))
    if site.timezone is None and any(not event.all_day for event, *_ in found):
        problems.append(of_site("in-utc", site))
    told, ignored = _acknowledged(problems, site, None if folders else named)
    return Reading(site, events, told, tuple(skipped), ignored)


def _unread(site: Site, counts: Counter[tuple[str, str]]) -> Iterator[Problem]:
    """What is told of keys that the profile does not read, each with the number of its files."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    for told in ("unread-starts", "unread-dates"):
        if keys := ", ".join(f"{key} ({count})" for (code, key), count in ordered if code == told):
            yield of_site(told, site, keys)


def _results(
    sources: Iterable[Source],
    site: Site,
    map: Callable[..., Iterable[list[FileReading]]],  # noqa: A002
    *,
    drafts: bool,
    day: date | None,
) -> Iterator[FileReading]:
    """What comes out of each file."""
    tasks: Iterable[list[Source]] = batches(sources)
    if map is not builtins.map:
        tasks = list(tasks)  # engines that spread work want to know how much there is; Dask takes no iterator
    return chain.from_iterable(map(partial(read_files, site=site, drafts=drafts, day=day), tasks))


def _told_once(problems: list[Problem], site: Site, events: int) -> list[Problem]:
    """The problems, those once that files cannot help: no publication of any, links without an address of the site."""
    for code, once in (("no-publication-date", "no-publication-dates"), ("relative-link", "relative-links")):
        count = sum(each.code == code for each in problems)
        if count > 1 and (count >= events if code == "no-publication-date" else not site.url):
            problems = [each for each in problems if each.code != code]
            problems.append(of_site(once, site, str(count)))
    return problems


def _each_once(site: Site, found: list[Found], problems: list[Problem], skipped: list[Skipped]) -> list[Event]:
    """The events, of each uid the first; a page that says its language goes before one that does not."""
    owners: dict[str, list[Found]] = {}
    kept: dict[str, Event] = {}
    # Whatever the order of CONTENT, the first by path is the one.
    for each in sorted(found, key=lambda each: each.source.path):
        event = each.event
        first = kept.setdefault(event.uid, event)
        if first is event:
            owners[event.uid] = [each]
        elif bool(first.language) != bool(event.language):  # a translation, and what it was made of
            kept[event.uid] = event if event.language else first
            skipped.append(Skipped(first.source if event.language else event.source, "other-language"))
        elif site.at(each.source.path).profile.same_uid_is_one_event:
            skipped.append(Skipped(event.source, "same-event"))
        else:
            problems.append(_twice(each, owners[event.uid], site.at(each.source.path).profile))
    return list(kept.values())


def _in_one_language(
    site: Site, found: list[Found], problems: list[Problem], skipped: list[Skipped]
) -> tuple[Site, list[Found]]:
    """A site of which nobody says the language, in that of most of its files; translations are left out."""
    counts = Counter(event.language for event, *_ in found)
    told = sorted(filter(None, counts), key=lambda code: (-counts[code], code))
    if not told:
        return site.speaking(_LANGUAGE), found
    # Where most files do not say it, they are the originals, in the language that the agenda is then declared in.
    chosen = told[0] if counts[told[0]] > counts[""] else ""
    declared = chosen or _LANGUAGE
    if any(code and not same(code, declared) for code in counts) or (chosen and "" in counts):
        shown = ", ".join(f"{code or '-'} {counts[code]}" for code in sorted(counts))
        problems.append(of_site("several-languages", site, shown))
    kept = []
    for each in found:
        if not each.event.language or same(each.event.language, declared):
            kept.append(each)
        else:
            skipped.append(Skipped(each.event.source, "other-language"))
    return site.speaking(declared), kept


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
        matching = {entry for entry in site.ignore if acknowledges(entry, problem_)}
        used |= matching
        (ignored if matching else told).append(problem_)
    for entry in site.ignore:
        about = named is None or any(_ends_with(path, entry.rpartition(":")[0]) for path in named)
        if entry not in used and about:
            told.append(of_site("unused-ignore", site, entry))
    return tuple(told), tuple(ignored)


def acknowledges(entry: str, problem_: Problem) -> bool:
    """Whether an entry `path: code` of `ignore` is about this problem."""
    path, _, code = entry.rpartition(":")
    return code.strip() == problem_.code and _ends_with(problem_.path, path)


def _ends_with(path: str, entry: str) -> bool:
    return f"/{path}".endswith(f"/{entry.strip().removeprefix('./')}")


def _twice(found: Found, others: list[Found], profile: Profile) -> Problem:
    """What is wrong, and the line that cures it, another for each event of this uid."""
    event, place, first = found.event, found.place, others[0]
    name, sign, host = event.uid[:180].rpartition("@")
    other = f"{name or host}-{len(others) + 1}{sign}{host if name else ''}"
    owner = f"{first.event.source}:{first.place.line}" if first.place.line else first.event.source
    others.append(found)
    # The uid of a session is made of its start and of that of its file, so that a line there moves all of them.
    sibling = place.session and first.source.path == found.source.path
    if sibling and instant(event.start, zone("UTC")) == instant(first.event.start, zone("UTC")):
        code, cure = "duplicate-session", ""
    else:
        code, cure = "duplicate-uid", _uid_line(other, place, profile, in_session=sibling or place.own_uid)
    return Problem(event.source, "error", code, problem(code, cure, owner), place.line, place.key)


def _uid_line(uid: str, place: Place, profile: Profile, *, in_session: bool) -> str:
    """The line that gives an event its uid, in its session or in its file, by the first key that can stand there."""
    from eventfeeds.documents.lines import line  # noqa: PLC0415  few agendas have any

    session = f"{profile.sessions}."
    paths = sorted(profile.fields.plain["uid"], key=lambda path: path.startswith(session) != in_session)
    return line(place.syntax, paths[0].removeprefix(session), uid)


def of_site(code: str, site: Site, got: str = "", expected: str = "") -> Problem:
    """A problem of no single file, told of the file of settings."""
    return Problem(site.source or "eventfeeds.toml", severity(code), code, problem(code, expected, got))
