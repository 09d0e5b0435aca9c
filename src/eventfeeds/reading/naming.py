"""What one event is called: slug, uid, and the address of its page."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds.documents import Keys
from eventfeeds.errors import Remark
from eventfeeds.reading import identity, moments
from eventfeeds.times.zones import is_second

if TYPE_CHECKING:
    from datetime import date

    from eventfeeds.reading.record import Record
    from eventfeeds.reading.when import When

_NO_UTF8 = "[\ud800-\udfff]"


class Names(NamedTuple):
    """The names of one event.

    `parent` is the uid of what it is a session of, "" if of nothing; `page` is the slug of its page: without folders,
    and the same for all sessions.
    """

    slug: str
    uid: str
    parent: str
    page: str


def names(record: Record, title: str, timing: When) -> Names:
    """The names of an event with this title at this time; the place of a session is told whether its uid is its own."""
    start = timing.written
    page = identity.slugify(record.line("slug") or record.stem, record.site.profile.slugify)
    slug = _slug(record, page)
    if record.listed and not record.found("slug"):  # a list has one name, its events a title and a day
        slug = f"{slug}-{identity.slugify(title, record.site.profile.slugify)}"
        slug = slug if record.session else f"{slug}-{identity.moment(start).lower()}"
    uid = _uid(record, slug)
    if not record.session:
        return Names(slug, uid, "", page)
    own = record.found("uid")
    name = _session(timing)
    parent = uid if record.siblings else ""
    if own is not None and own.key.startswith(f"{record.session}."):
        record.place = record.place._replace(own_uid=True)
        of_all = identity.uid(slug, record.site.host) if parent else ""
        return Names(f"{slug}-{name.lower()}", uid, "" if of_all == uid else of_all, page)
    return Names(f"{slug}-{name.lower()}", identity.session_uid(uid, name), parent, page)


def _session(timing: When) -> str:
    """What names a session: its start as the file has it, but in UTC where the clocks show that for the second time."""
    start = timing.written
    if isinstance(start, datetime) and start.tzinfo and is_second(start, timing.zone):
        return f"{identity.moment(start.astimezone(UTC))}Z"
    return identity.moment(start)


def _slug(record: Record, name: str) -> str:
    """The whole slug: the folders below the collection before the name, where the profile wants it so."""
    profile = record.site.profile
    folders = record.folders if profile.slug_from_path else ""
    return identity.slugify(f"{folders}/{name}", profile.slugify) if folders else name


def _uid(record: Record, slug: str) -> str:
    at = record.found("uid")
    text = record.text(at).strip()
    if not text:  # a mapping or such, which was told
        return identity.uid(slug, record.site.host)
    uid, verbatim = identity.given_uid(text, record.site.host)
    if not verbatim:
        record.tell(Remark("uid-form", uid, text), at)
    return uid


def page(record: Record, slug: str, start: date | datetime) -> str | None:
    """The address of the event's page: its key, else the site's pattern, in which `slug` is the name of the page."""
    if own := record.web_link("url", record.site.url, word=True):
        return own
    missing: list[str] = []

    def value(name: str) -> str:
        text = slug if name == "slug" else _part(record, name, start)
        if not text or (not text.isprintable() and re.search(_NO_UTF8, text)):  # a file name can be bytes that are none
            missing.append(name)
            return ""
        return text

    address = record.site.page(value)
    if address is not None and missing:
        record.tell(Remark("no-page-address", got=", ".join(missing)))
        return None
    return address


def _part(record: Record, name: str, start: date | datetime) -> str:
    """What stands in the place of a name of the pattern."""
    match name:
        case "name":
            return identity.slugify(record.line("slug") or record.stem, "jekyll-title")
        case "stem":
            return record.stem
        case "path":
            return "/".join(filter(None, (record.folders, record.stem)))
        case "lang":
            return record.language or record.site.language
        case "year" | "month" | "day":
            number: int = getattr(_page_day(record, start), name)
            return f"{number:02}"
    found = record.lookup.first([name.removeprefix("meta.")])
    return record.text(found) if found and not isinstance(found.value, list | Keys) else ""


def _page_day(record: Record, start: date | datetime) -> date | datetime:
    """The day of the page, as generators tell it: by its key, else by the name of the file."""
    found = record.found("page_date")
    told = record.attempt(lambda: moments.moment(record, found), found) if found else None
    return told or identity.date_of(record.stem) or start
