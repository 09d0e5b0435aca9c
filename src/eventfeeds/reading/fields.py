"""From the keys of one file to the fields of one event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, get_args

from eventfeeds.errors import BadValue, Remark
from eventfeeds.model import Detail, Event, Image, Status
from eventfeeds.profiles.keys import fold
from eventfeeds.profiles.paths import one_spelling
from eventfeeds.reading import details, identity, naming, places, publication, when
from eventfeeds.reading.repetition import repetition
from eventfeeds.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from eventfeeds.documents import Document
    from eventfeeds.reading.record import Record

# A mark before a title: in brackets, or followed by a dash or a colon. A set of all dashes would take long to compile.
_MARKER = re.compile(r"\s*(?:\[([^\]]{1,30})\]|\(([^)]{1,30})\))\s*(?:[-:]\s*)?|\s*([^-:\[\]()]{1,30}+)\s*[-:]\s+")
# What MDX files begin with: JavaScript, which says nothing to a reader.
_IMPORTS = r"\A\s*(?:(?:import|export)\b(?:[^\n]|\n(?!\s*\n))*(?:\n\s*|\Z))+"
_DECIDING = (
    "start", "start_time", "end", "end_time", "duration", "days", "all_day", "timezone", "recurrence", "uid", "slug",
)  # fmt: skip
_FLAGS: tuple[Literal["cancelled", "postponed"], ...] = ("cancelled", "postponed")


class Making:
    """An event in the making: what it is made of, what is known of it so far, and in the end the event.

    `event` is None as long as there is none, and where there can be none.
    """

    __slots__ = ("base", "document", "event", "known", "record", "timing", "told")

    told: tuple[details.Item, ...]
    timing: when.When
    base: str

    def __init__(self, record: Record, document: Document) -> None:
        self.record, self.document = record, document
        self.known: dict[str, Any] = {}
        self.event: Event | None = None


def make(makings: Iterable[Making]) -> None:
    """Make events of records. Why one has none that could be exported is told.

    Step by step, each for all of them, which is faster (see `batches`).
    """
    for step in _STEPS:
        going_on = []
        for making in makings:
            try:
                step(making)
            except BadValue as error:
                making.record.tell(error.remark, grade="error")
            else:
                going_on.append(making)
        makings = going_on


def _timed(making: Making) -> None:
    record = making.record
    making.told = tuple(details.items(record, record.site.profile.details))
    making.timing = when.when(record, details.hours_of(record, making.told))
    making.known.update(start=making.timing.interval.start, end=making.timing.interval.end)


def _titled(making: Making) -> None:
    status, title = _status_and_title(making.record)
    making.known.update(status=status, title=title)


def _named(making: Making) -> None:
    record, start = making.record, making.timing.written
    named = naming.names(record, making.known["title"], making.timing)
    url = naming.page(record, named.page, start)
    making.base = url or record.site.url
    making.known.update(uid=named.uid, parent=named.parent, slug=named.slug, url=url)


def _dated(making: Making) -> None:
    published, updated, sequence = publication.revisions(making.record)
    making.known.update(published=published, updated=updated, sequence=sequence)
    making.known.update(repetition(making.record, making.timing))


def _described(making: Making) -> None:
    record, base = making.record, making.base
    lead = _rendered(record, "lead", base)
    description = _body(record, making.document, base) or _rendered(record, "description", base)
    making.known.update(lead=lead, description="" if description == lead else description)


def _placed(making: Making) -> None:
    record = making.record
    location = places.place(record)
    joined = record.link(record.found("virtual_location"), making.base)
    making.known.update(location=location, virtual_location=joined)


def _detailed(making: Making) -> None:
    """Details and the address for registering among them."""
    record, base, interval = making.record, making.base, making.timing.interval
    found, link = details.details_of(record, making.told, base)
    if interval.opening is not None:
        label = words(record.language or record.site.language, "labels")["opening"]
        found.append(Detail(label=label, text=interval.opening.strftime("%H:%M"), kind="hours"))
    registration = record.link(record.found("registration"), base) or link
    found += (*details.labelled(record, base), *details.access(record, base))
    making.known.update(details=found, registration_url=registration)


def _classed(making: Making) -> None:
    record = making.record
    categories, keywords = record.texts("categories"), record.texts("keywords")
    making.known.update(categories=categories, keywords=keywords, contact=record.line("contact"))


def _pictured(making: Making) -> None:
    making.known["image"] = _image(making.record, making.base)


def _made(making: Making) -> None:
    record = making.record
    site = record.site
    making.event = Event(**making.known, language=record.language, source=record.source.shown, collection=site.name)


# What is found fault with is told in this order.
_STEPS = (_timed, _titled, _named, _dated, _described, _placed, _detailed, _classed, _pictured, _made)


def _status_and_title(record: Record) -> tuple[Status, str]:
    at = record.found("title")
    title = record.plain(record.said(at), at)
    if not title:
        title = identity.slugify(record.stem, "lower").replace("-", " ").capitalize()
        record.tell(Remark("no-title", got=title))
    status = _status(record)
    marked, bare = _marked(record, title)
    if marked is not None:
        title = bare
        if status in (None, marked):
            record.tell(Remark("status-from-title", marked), at)
        else:
            record.tell(Remark("rival-status", str(status), marked), at)
    if 2 * len(title) > places.OUTLOOK_CUTS_AT and len(title.encode("utf-16-le")) // 2 > places.OUTLOOK_CUTS_AT:
        record.tell(Remark("long-line", got=title), at)
    return status or marked or "confirmed", title


def _marked(record: Record, title: str) -> tuple[Status | None, str]:
    """The status that the first mark before the title says, and the title without any mark."""
    status, begin = None, 0
    dashed = title.replace("–", "-").replace("—", "-")
    while (match := _MARKER.match(dashed, begin)) and match.end() < len(title):
        word = match.lastindex or 0
        said = record.site.profile.title_markers.get(fold(title[match.start(word) : match.end(word)]))
        if said is None:
            break
        status, begin = status or said, match.end()
    return status, title[begin:]


def _status(record: Record) -> Status | None:
    for flag in _FLAGS:
        if record.found(flag) is not None and record.boolean(flag):
            return flag
    at = record.found("status")
    if at is None or fold(record.text(at)) in record.site.profile.no_status:
        return None
    said = record.site.profile.statuses.get(fold(record.text(at)))
    if said is None:
        record.tell(Remark("unknown-status", ", ".join(get_args(Status)), record.text(at)), at)
    return said


def _rendered(record: Record, name: str, base: str) -> str:
    at = record.found(name)
    text = record.said(at)
    return record.rendered(text, base, at) if text else ""


def _body(record: Record, document: Document, base: str) -> str:
    def line_of(quoted: str) -> int:
        """The line on which a text stands, where it stands on one line only."""
        if not quoted:
            return 0
        before, found, after = document.body.partition(quoted)
        return document.body_line + before.count("\n") if found and quoted not in after else 0

    path = record.source.path.lower()
    mdx = record.site.profile.templating == "mdx" or path.endswith(".mdx")
    body = re.sub(_IMPORTS, "", document.body) if mdx else document.body
    return record.rendered(body, base, None, line_of, html=path.endswith((".html", ".htm")))


def _image(record: Record, base: str) -> Image | None:
    address = record.web_link("image", base)
    return Image(url=address, alt=record.line("image_alt")) if address else None


def deciding_keys(record: Record) -> set[str]:
    """Top-level keys that decide the time or the identity of the event, in one spelling."""
    fields = record.site.profile.fields
    return {
        one_spelling(path.partition(".")[0])
        for name in _DECIDING
        for path in fields.get(name, ())
        if isinstance(path, str)
    }


def refuse_deciding_duplicates(record: Record, document: Document) -> None:
    """Raise BadValue when a doubled key decides time or identity; tell of one that is doubled in another spelling."""
    at = record.lookup.told("")
    for remark in document.remarks:
        if remark.code == "duplicate-key" and remark.key.startswith(at):
            _refuse_deciding(record, remark, at)
    for found in record.lookup.respelled():
        remark = Remark("duplicate-key", key=found.key, line=found.line)
        _refuse_deciding(record, remark, at)
        record.tell(remark)


def _refuse_deciding(record: Record, remark: Remark, at: str) -> None:
    if one_spelling(remark.key.removeprefix(at)) in deciding_keys(record):
        raise BadValue("doubled-key", key=remark.key, line=remark.line)
