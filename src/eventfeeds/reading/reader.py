"""Reading what was opened: the records of a file, the sessions of each, and what is found fault with."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING

from eventfeeds.documents import Keys
from eventfeeds.errors import BadValue, Remark
from eventfeeds.profiles.keys import Lookup
from eventfeeds.profiles.paths import EACH, one_spelling
from eventfeeds.reading import fields, language, publication
from eventfeeds.reading.fields import Making
from eventfeeds.reading.opening import FileReading, Skipped, opened, whole
from eventfeeds.reading.record import Place, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from eventfeeds.documents import Document, Value
    from eventfeeds.errors import Problem
    from eventfeeds.model import Event
    from eventfeeds.profiles import Profile
    from eventfeeds.profiles.keys import Found
    from eventfeeds.reading.files import Source
    from eventfeeds.reading.opening import Opened
    from eventfeeds.site import Site


_DATE = re.compile(r"\s*+(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}:[0-9]{2})")
_LONGEST_DATE = 40


def read_file(source: Source, *, site: Site, drafts: bool = False, day: date | None = None) -> FileReading:
    """Read one file; whatever is in it, it answers, and raises nothing."""
    [reading] = read_files([source], site=site, drafts=drafts, day=day)
    return reading


def read_files(
    sources: Iterable[Source], *, site: Site, drafts: bool = False, day: date | None = None
) -> list[FileReading]:
    """Read files in the same way. They go on together, from one event to be made to the next."""
    unshown = partial(_unshown, site=site, drafts=drafts, day=day)
    going = [_read(file, site, unshown) for file in opened(sources, site=site, drafts=drafts)]
    latest = [next(each) for each in going]
    waiting: Sequence[int] = range(len(going))
    while waiting := [index for index in waiting if isinstance(latest[index], Making)]:
        fields.make(making for index in waiting if isinstance(making := latest[index], Making))
        for index in waiting:
            latest[index] = next(going[index])
    return [reading for reading in latest if isinstance(reading, FileReading)]


def _read(file: Opened, site: Site, unshown: Callable[[Record], str]) -> Iterator[Making | FileReading]:
    """Each event that is to be made of a file, which is made before the next is asked for; at last, all that came out.

    `unshown`: why a record is not to be shown.
    """
    if file.reading is not None:
        yield file.reading
        return
    source, own, document = file.source, file.site, file.document
    problems: list[Problem] = []
    remarks = list(document.remarks)
    records = list(lookups(document, own.profile))
    skipped = [] if records else [Skipped(source.shown, "no-records")]
    dateless: list[Place] = []
    events: list[Event] = []
    places: list[Place] = []
    unread: set[tuple[str, str]] = set()
    for lookup in records:
        try:
            known = _transformed(lookup, own, site, source.shown)
            place = Place(lookup.at, lookup.line if lookup.at else 0, syntax=document.syntax)
            record = Record(source, own, known, listed=bool(lookup.at), place=place, problems=problems)
            if record.listed and _no_event(record) == "no-event":
                dateless.append(place)
                continue
            before = len(events)
            for outcome in _outcomes(site, document, remarks, unshown, record):
                if isinstance(outcome, Skipped):
                    skipped.append(outcome)
                    continue
                yield outcome
                if outcome.event is not None:
                    events.append(outcome.event)
                    places.append(outcome.record.place)
            unread.update(_unread(record) if len(events) > before else ())
        except BadValue as error:  # one bad record does not hide the others
            whole(source, own, problems).tell(error.remark, grade="error")
    if len(records) == len(dateless):
        skipped += [Skipped(source.shown, "no-event")] * len(dateless)
    elif own.profile.format == "data":
        _tell_no_events(whole(source, own, problems), document, dateless)
    told = _each_once(problems)
    yield FileReading(source, tuple(events), told, tuple(skipped), tuple(places), frozenset(unread))


def _transformed(lookup: Lookup, own: Site, site: Site, path: str) -> Lookup:
    """A record as a site's own function makes it, if there is one. Raises BadValue."""
    transform = own.transform or site.transform  # of a collection, else of the site that it belongs to
    if transform is None:
        return lookup
    from eventfeeds.reading.transform import transformed  # noqa: PLC0415  few sites have such a function

    return transformed(transform, lookup, path)


def _unread(record: Record) -> Iterator[tuple[str, str]]:
    """The keys that the profile does not name, and that seem to hold the start, or another date: by which code each."""
    starts = set(_unread_starts(record))
    yield from (("unread-starts", key) for key in starts)
    yield from (("unread-dates", key) for key in _unread_dates(record) if key not in starts)


def _unread_dates(record: Record) -> Iterator[str]:
    """The keys of a record that seem to hold a date or an hour, and that its profile does not name."""
    for key in record.lookup.unnamed(record.site.profile.named):
        if _holds_date(record.lookup.metadata, key):
            yield key


def _unread_starts(record: Record) -> Iterator[str]:
    """The keys of a record that seem to hold its start, and that its profile does not name."""
    profile = record.site.profile
    for path in profile.other_starts(record.lookup):
        if one_spelling(path.partition(".")[0]) not in profile.named:
            yield path


def _holds_date(metadata: Keys, key: str) -> bool:
    """Whether a date or an hour seems to stand under a key."""
    value = metadata[key]
    if isinstance(value, str):
        return len(value) <= _LONGEST_DATE and _DATE.match(value) is not None
    return isinstance(value, date | time)


def _tell_no_events(whole: Record, document: Document, dateless: list[Place]) -> None:
    """Tell of the items of a list of events that are none: beside events, they are surely meant as such."""
    profile = whole.site.profile
    for place in dateless:
        whole.tell(Remark("no-start", ", ".join(profile.starts()), key=place.key, line=place.line))
    for stray in _items(document, profile):
        if not isinstance(stray.value, Keys):
            got = "a list" if isinstance(stray.value, list) else whole.text(stray)
            whole.tell(Remark("item-no-mapping", got=got, key=stray.key.removeprefix(".")))


def _each_once(problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems, those of the whole file once; what one record refuses is no mere warning of the others."""
    if not problems:
        return ()
    refused = {(each.key, each.line) for each in problems if each.code == "doubled-key"}
    told = dict.fromkeys(problems)
    return tuple(each for each in told if each.code != "duplicate-key" or (each.key, each.line) not in refused)


def lookups(document: Document, profile: Profile) -> Iterator[Lookup]:
    """The records of a document: its front matter, or of a data file each mapping of its list."""
    if profile.format != "data":
        yield Lookup(document.metadata, profile.nothing)
        return
    around = Lookup(document.data, profile.nothing) if isinstance(document.data, Keys) else None
    for found in _items(document, profile):
        if isinstance(found.value, Keys):
            yield Lookup(found.value, profile.nothing, around=around, at=found.key.removeprefix("."))


def _items(document: Document, profile: Profile) -> Iterator[Found]:
    """What stands in a data file where a profile looks for events."""
    root = Lookup(Keys({"": document.data}))
    for path in profile.records or (EACH,):
        yield from root.all(f".{path}")


def _no_event(record: Record) -> str:
    """Why a record is no event; "" if it is. Of what is left out, for this or what follows, nothing is reported."""
    profile = record.site.profile
    if profile.is_event(record.lookup):
        return ""
    if not profile.fields:
        return "no-collection"
    return "unproved" if profile.may_be_event(record.lookup) else "no-event"


def _slip(record: Record) -> Remark | None:
    """What to say of a record that is no event, and was surely meant as one."""
    from eventfeeds.reading.slips import mistyped  # noqa: PLC0415  many folders hold nothing but events

    return mistyped(record.lookup, record.site.profile, partial(_holds_date, record.lookup.metadata))


def _foreign(record: Record, site: Site) -> str:
    """Why a record is of another calendar, that of its language; "" if it is not."""
    own = record.site.language if record.site.language != site.language else ""  # that of a collection
    record.language = language.language(record) or own
    told = record.language or record.site.files_language or record.site.language
    return "" if not site.language or language.same(told, site.language) else "other-language"


def _unshown(record: Record, *, site: Site, drafts: bool, day: date | None) -> str:
    """Why a record, or a session, is not to be shown yet or any more; "" if it is."""
    if not drafts and not publication.public(record):
        return "draft"
    return "hidden" if site.future == "hide" and day is not None and publication.hidden(record, day) else ""


def _outcomes(
    site: Site, document: Document, remarks: list[Remark], unshown: Callable[[Record], str], record: Record
) -> Iterator[Making | Skipped]:
    """The event to be made of a record, or those of its sessions; one bad session does not hide the others.

    `remarks` are those on the document that are still to be told.
    """
    reason = _no_event(record)
    if reason == "no-event" and (slip := _slip(record)) and not unshown(record):
        record.tell(slip)
    reason = reason or unshown(record) or _foreign(record, site)
    if reason:
        yield Skipped(record.source.shown, reason)
        return
    for remark in remarks:
        record.tell(remark)
    remarks.clear()  # those of the whole file are told once
    try:
        fields.refuse_deciding_duplicates(record, document)
    except BadValue as error:
        record.tell(error.remark, grade="error")
        return
    for one in _sessions(record):
        try:
            reason = unshown(one) if one.session else ""
            yield Skipped(record.source.shown, reason) if reason else Making(one, document)
        except BadValue as error:
            record.tell(error.remark, grade="error")


def _sessions(record: Record) -> Iterable[Record]:
    """The record, or one for each item of its list of sessions, the item in the place of the list."""
    key = record.site.profile.sessions
    found = record.lookup.all(key) if key else []
    if not found or not isinstance(found[0].value, list):
        return (record,)
    return _each_session(record, key, found[0], list(_flat(found[0].value)))


def _each_session(record: Record, key: str, at: Found, items: list[Value]) -> Iterator[Record]:
    for index, lookup in enumerate(record.lookup.with_each(key, items)):
        item = items[index]
        line = min(item.lines.values(), default=0) if isinstance(item, Keys) else 0
        place = record.place._replace(key=f"{at.key}.{index}", line=line or at.line, session=True)
        yield replace(record, lookup=lookup, session=at.key, siblings=len(items) > 1, place=place)


def _flat(values: list[Value]) -> Iterator[Value]:
    for value in values:
        if isinstance(value, list):
            yield from _flat(value)
        else:
            yield value
