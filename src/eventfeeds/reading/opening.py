"""Opening files: their bytes, what they hold by the format of their profile, or why they hold nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds.documents import Document, Keys, Parts, split
from eventfeeds.errors import BadValue
from eventfeeds.profiles.keys import Lookup
from eventfeeds.reading.files import read_bytes
from eventfeeds.reading.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eventfeeds.errors import Problem
    from eventfeeds.model import Event
    from eventfeeds.profiles import Profile
    from eventfeeds.reading.files import Source
    from eventfeeds.reading.record import Place
    from eventfeeds.site import Site

_NOTHING = Document(Keys(), "", 0, ())


class Skipped(NamedTuple):
    """What is not exported, for no fault.

    `reason`: `empty`, `no-front-matter`, `no-event`, `draft`, `other-language`, `hidden`, `same-event`,
    `unproved`, `no-records`, `no-collection`.
    """

    path: str
    reason: str


class FileReading(NamedTuple):
    """What came out of one file; `places` are those of its events in it.

    `unread`: keys of its events that seem to hold dates or hours, and that the profile does not name, each after the
    code by which it is told.
    """

    source: Source
    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    places: tuple[Place, ...] = ()
    unread: frozenset[tuple[str, str]] = frozenset()


class Opened:
    """A file as far as it can be read without knowing what in it is an event.

    `site`: the part of the site that it belongs to. `parts`: what there is of its document before that is composed.
    `reading`: all there is to say of a file without a document.
    """

    __slots__ = ("document", "parts", "reading", "site", "source")

    def __init__(self, source: Source, site: Site) -> None:
        self.source, self.site = source, site
        self.parts: Parts | None = None
        self.document = _NOTHING
        self.reading: FileReading | None = None


def opened(sources: Iterable[Source], *, site: Site, drafts: bool = False) -> list[Opened]:
    """Open files; whatever is in them, it raises nothing.

    Step by step, each for all of them, which is faster (see `batches`).
    """
    files = [Opened(source, site.at(source.path)) for source in sources]
    for step in (partial(_split, drafts=drafts), _composed):
        for file in files:
            try:
                step(file)
            except BadValue as error:
                problems: list[Problem] = []
                whole(file.source, file.site, problems).tell(error.remark, grade="error")
                file.reading = FileReading(file.source, problems=tuple(problems))
    return files


def _split(file: Opened, *, drafts: bool) -> None:
    source = file.source
    if source.draft and not drafts:
        file.reading = FileReading(source, skipped=(Skipped(source.shown, "draft"),))
        return
    data = read_bytes(source.path)
    held = _parts_of(data, source, file.site.profile)
    if isinstance(held, str):
        problems = _unfenced(data, file) if held == "no-front-matter" else ()
        file.reading = FileReading(source, problems=problems, skipped=(Skipped(source.shown, held),))
    elif isinstance(held, Document):
        file.document = held
    else:
        file.parts = held


def _unfenced(data: bytes, file: Opened) -> tuple[Problem, ...]:
    """What is to be told of a file without front matter."""
    from eventfeeds.reading.slips import unfenced  # noqa: PLC0415  few folders of events hold such files

    problems: list[Problem] = []
    if remark := unfenced(data, file.site.profile):
        whole(file.source, file.site, problems).tell(remark)
    return tuple(problems)


def _composed(file: Opened) -> None:
    if file.parts is not None:
        file.document, file.parts = file.parts.document(), None


def document_of(source: Source, profile: Profile) -> Document | str:
    """What a file holds by the format of a profile, or why it holds nothing. Raises BadValue."""
    held = _parts_of(read_bytes(source.path), source, profile)
    return held.document() if isinstance(held, Parts) else held


def _parts_of(data: bytes, source: Source, profile: Profile) -> Parts | Document | str:
    """The same of its bytes, but front matter is not composed yet."""
    if not data or data.isspace():
        return "empty"
    if profile.format == "front-matter":
        return split(data) or "no-front-matter"
    # Only now: most sites have no such files.
    if profile.format == "headers":
        from eventfeeds.documents.headers import parse_headers  # noqa: PLC0415

        return parse_headers(data) or "no-front-matter"
    from eventfeeds.documents.data import parse_data  # noqa: PLC0415

    return parse_data(data, source.path)


def whole(source: Source, site: Site, problems: list[Problem]) -> Record:
    """A file as a whole, of which something is to be told."""
    return Record(source, site, Lookup(Keys()), problems=problems)
