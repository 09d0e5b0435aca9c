"""From the keys of one file to the fields of one event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, get_args

from eventfeeds.errors import BadValue, Remark
from eventfeeds.model import Detail, Event, Image, Status
from eventfeeds.profiles.keys import fold, one_spelling
from eventfeeds.reading import details, identity, naming, places, publication, when
from eventfeeds.reading.repetition import repetition
from eventfeeds.wording import words

if TYPE_CHECKING:
    from eventfeeds.documents import Document
    from eventfeeds.reading.interval import Interval
    from eventfeeds.reading.record import Record

# A mark before a title: in brackets, or followed by a dash or a colon.
_MARKER = re.compile(
    r"\s*(?:\[([^\]]{1,30})\]|\(([^)]{1,30})\))\s*(?:[-–—:]\s*)?|\s*([^-–—:\[\]()]{1,30}+)\s*[-–—:]\s+"
)
# What MDX files begin with: JavaScript, which says nothing to a reader.
_IMPORTS = r"\A\s*(?:(?:import|export)\b(?:[^\n]|\n(?!\s*\n))*(?:\n\s*|\Z))+"
_DECIDING = (
    "start", "start_time", "end", "end_time", "duration", "days", "all_day", "timezone", "recurrence", "uid", "slug",
)  # fmt: skip
_FLAGS: tuple[Literal["cancelled", "postponed"], ...] = ("cancelled", "postponed")


def event(record: Record, document: Document) -> Event:
    """The event of a file. Raises BadValue, with its key, when it has none that could be exported."""
    told = tuple(details.items(record, record.site.profile.details))
    timing = when.when(record, details.hours_of(record, told))
    status, title = _status_and_title(record)
    named = naming.names(record, title, timing.written)
    url = naming.page(record, named.page, timing.written)
    base = url or record.site.url
    published, updated, sequence = publication.revisions(record)
    again = repetition(record, timing)
    lead = _rendered(record, "lead", base)
    description = _body(record, document, base) or _rendered(record, "description", base)
    found, registration = _details(record, told, timing.interval, base)
    return Event(
        uid=named.uid,
        title=title,
        start=timing.interval.start,
        end=timing.interval.end,
        lead=lead,
        description="" if description == lead else description,
        location=places.place(record),
        virtual_location=record.link(record.found("virtual_location"), base),
        url=url,
        registration_url=registration,
        details=found,
        categories=record.texts("categories"),
        keywords=record.texts("keywords"),
        contact=record.line("contact"),
        image=_image(record, base),
        status=status,
        **again,
        parent=named.parent,
        published=published,
        updated=updated,
        sequence=sequence,
        slug=named.slug,
        language=record.language,
        source=record.source.shown,
        collection=record.site.name,
    )


def _status_and_title(record: Record) -> tuple[Status, str]:
    at = record.found("title")
    title = record.plain(record.text(at), at)
    if not title:
        title = identity.slugify(record.stem).replace("-", " ").capitalize()
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
    while (match := _MARKER.match(title, begin)) and match.end() < len(title):
        said = record.site.profile.title_markers.get(fold(match[1] or match[2] or match[3]))
        if said is None:
            break
        status, begin = status or said, match.end()
    return status, title[begin:]


def _status(record: Record) -> Status | None:
    for flag in _FLAGS:
        if record.found(flag) is not None and when.boolean(record, flag):
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
    text = record.text(at)
    return record.rendered(text, base, at) if text else ""


def _body(record: Record, document: Document, base: str) -> str:
    def line_of(quoted: str) -> int:
        """The line on which a text stands, where it stands on one line only."""
        if not quoted:
            return 0
        before, found, after = document.body.partition(quoted)
        return document.body_line + before.count("\n") if found and quoted not in after else 0

    mdx = record.site.profile.templating == "mdx" or record.source.path.lower().endswith(".mdx")
    body = re.sub(_IMPORTS, "", document.body) if mdx else document.body
    return record.rendered(body, base, None, line_of)


def _image(record: Record, base: str) -> Image | None:
    address = record.web_link("image", base)
    return Image(url=address, alt=record.line("image_alt")) if address else None


def _details(
    record: Record, told: tuple[details.Item, ...], interval: Interval, base: str
) -> tuple[tuple[Detail, ...], str | None]:
    """Details and the address for registering among them."""
    found, link = details.details_of(record, told, base)
    if interval.opening is not None:
        label = words(record.site.language, "labels")["opening"]
        found.append(Detail(label=label, text=interval.opening.strftime("%H:%M"), kind="hours"))
    registration = record.link(record.found("registration"), base) or link
    more = (*details.labelled(record, base), *details.access(record, base))
    return (*found, *more), registration


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
