"""Everything a site serves to its subscribers: the agenda, its parts, each event alone, the page, links to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds import selection
from eventfeeds.config.building import Build
from eventfeeds.errors import BadValue, Problem, SiteError
from eventfeeds.exporters import FEEDS, chunks, exporter, local_zone
from eventfeeds.page import Page, alternates, render
from eventfeeds.publishing import folder, names
from eventfeeds.publishing.parts import parts
from eventfeeds.wording import problem, setting, severity

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from eventfeeds.model import Calendar
    from eventfeeds.publishing.folder import Changes
    from eventfeeds.publishing.parts import Part, Parts

    Watch = Callable[[Sequence[str]], Iterable[str]]

HEAD = "head.html"
INDEX = "index.html"
_HTML = "text/html; charset=utf-8"
_TYPES = {
    ".html": _HTML,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_LARGEST = 900_000  # bytes; Google loses events of what is larger than about 1 MB


class Document(NamedTuple):
    """The bytes of a file, and its media type, as servers should tell it."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Made:
    """What a build makes: path below its folder -> document, in the order of writing; and what to tell of it.

    `listed`: how many events the agenda has.
    """

    documents: Mapping[str, Document]
    problems: tuple[Problem, ...] = ()
    listed: int = 0


def publish(
    calendar: Calendar,
    directory: str | os.PathLike[str],
    options: Build | None = None,
    *,
    today: date | None = None,
    watch: Watch = iter,
) -> Changes:
    """Make a folder of everything that the subscribers of a calendar need, touching only what changed.

    `today`: the day of the page, from which an age in `since` is counted too; by default that of the clock in the
    calendar's zone. `watch` wraps the names of what is made, then of what is written, to show progress.
    Raises SiteError, ExportError; PublishingError when a file that no build wrote stands in the way.
    """
    return put(make(calendar, options, today=today, watch=watch), directory, watch=watch)


def put(made: Made, directory: str | os.PathLike[str], *, keep: bool = False, watch: Watch = iter) -> Changes:
    """Write what was made into its folder; with `keep`, nothing of an earlier build goes. Raises PublishingError."""
    contents = {path: document.content for path, document in made.documents.items()}
    return replace(folder.update(directory, contents, keep=keep, watch=watch), problems=made.problems)


def make(calendar: Calendar, options: Build | None = None, *, today: date | None = None, watch: Watch = iter) -> Made:
    """Make what `publish` writes, without writing it. Raises SiteError, ExportError."""
    options = options or Build()

    day = today or datetime.now(local_zone(calendar)).date()
    whole = parts(calendar, options, day)
    documents: dict[str, Document] = {}
    for path, document in _documents(whole, options, day, watch):
        if path in documents:
            raise _same_file(path, whole)
        documents[path] = document
    _check_paths(documents, whole)
    return Made(documents, tuple(_problems(documents, whole, options)), len(whole.agenda.calendar.events))


def _documents(whole: Parts, options: Build, day: date, watch: Watch) -> Iterator[tuple[str, Document]]:
    """What others link to comes first, so that no link ever leads to what is not there yet."""
    for path in watch(list(whole.alone)):
        yield path, _document(whole.alone[path], "ics", options)
    for part in (*whole.categories, *whole.collections, whole.agenda):
        yield from _feeds(part, options)
    yield HEAD, Document(_head(whole.agenda), _HTML)
    if options.page != "none":
        files = _rendered(_page(whole, options, day))
        for path, content in sorted(files.items(), key=lambda each: each[0].endswith(".html")):
            if path != INDEX or options.page == "whole":
                yield path, Document(content, _TYPES[PurePosixPath(path).suffix])


def _feeds(part: Part, options: Build) -> Iterator[tuple[str, Document]]:
    for format_, path in part.paths.items():
        calendar = part.calendar
        if format_ in FEEDS:
            calendar = replace(calendar, events=selection.newest(calendar.events, options.limit))
        yield path, _document(calendar, format_, options)


def _document(calendar: Calendar, format_: str, options: Build) -> Document:
    content = b"".join(chunks(calendar, format_, options.options.get(format_, {})))
    return Document(content, exporter(format_).media_type)


def _head(agenda: Part) -> bytes:
    """Lines by which browsers and readers find the documents from any page of the site."""
    calendar = agenda.calendar
    lines = alternates(calendar.title, calendar.language, agenda.addresses)
    return "".join(f"{line}\n" for line in lines).encode()


def _page(whole: Parts, options: Build, day: date) -> Page:
    return Page(
        calendar=whole.agenda.calendar,
        addresses=whole.agenda.addresses,
        event_files=whole.paths,
        collections=tuple((part.label, part.addresses) for part in whole.collections),
        categories=tuple((part.label, part.addresses) for part in whole.categories),
        today=day,
        heading_level=options.heading_level,
        audience=options.audience,
        page_url=options.public_url,
        templates={name: _template(path) for name, path in options.templates.items()},
    )


def _template(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "UTF-8"
        raise SiteError(f"build.templates: {path}: {problem('unreadable', got=reason or '')}", "templates") from error


def _rendered(page: Page) -> dict[str, bytes]:
    try:
        return render(page)
    except BadValue as error:
        raise SiteError(f"build.templates: {setting(error)}", "templates") from error


def _check_paths(documents: Mapping[str, Document], whole: Parts) -> None:
    """Refuse two documents that are one file on some system, and a file where another needs a folder."""
    taken: set[str] = set()
    for path in documents:
        if names.same(path) in taken:
            raise _same_file(path, whole)
        taken.add(names.same(path))
    for path in documents:
        for parent in PurePosixPath(names.same(path)).parents:
            if str(parent) in taken:
                raise _same_file(str(parent), whole)


def _same_file(path: str, whole: Parts) -> SiteError:
    """Names the setting to change: that of two labels which make one name, else that of the names of files."""
    for key, parts_ in (("build.categories", whole.categories), ("collection.name", whole.collections)):
        labels = [part.label for part in parts_ if names.same(path) in map(names.same, part.paths.values())]
        if len(labels) > 1:
            return SiteError(f"{key}: {', '.join(labels)}: {problem('same-file', got=path)}", key.rpartition(".")[2])
    return SiteError(f"build.names: {problem('same-file', got=path)}", "names")


def _problems(documents: Mapping[str, Document], whole: Parts, options: Build) -> Iterator[Problem]:
    if not options.public_url:
        yield _problem("eventfeeds.toml", "no-public-url", key="build.public_url")
    for part in (whole.agenda, *whole.collections, *whole.categories):
        path = part.paths.get("ics", "")
        if path and len(documents[path].content) > _LARGEST:
            yield _problem(path, "large-calendar", got=f"{len(documents[path].content) // 1000} KB")
            return


def _problem(path: str, code: str, *, got: str = "", key: str = "") -> Problem:
    return Problem(path, severity(code), code, problem(code, got=got), key=key)
