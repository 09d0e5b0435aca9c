"""What one event is called: slug, uid, and the address of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from eventfeeds.documents import Keys
from eventfeeds.errors import Remark
from eventfeeds.reading import identity

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from eventfeeds.reading.record import Record


class Names(NamedTuple):
    """The names of one event.

    `parent` is the uid of what it is a session of, "" if of nothing; `page` is the slug of the page that tells of it,
    which all sessions of a file have in common.
    """

    slug: str
    uid: str
    parent: str
    page: str


def names(record: Record, title: str, start: date | datetime) -> Names:
    """The names of an event with this title and this start, as the file has it."""
    slug = _slug(record)
    if record.listed and not record.found("slug"):  # a list has one name, its events a title and a day
        slug = f"{slug}-{identity.slugify(title, record.site.profile.slugify)}"
        slug = slug if record.session else f"{slug}-{identity.moment(start).lower()}"
    uid = _uid(record, slug)
    if not record.session:
        return Names(slug, uid, "", slug)
    own = record.found("uid")
    name = identity.moment(start)
    parent = uid if record.siblings else ""
    if own is not None and own.key.startswith(f"{record.session}."):
        return Names(f"{slug}-{name.lower()}", uid, identity.uid(slug, record.site.host) if parent else "", slug)
    return Names(f"{slug}-{name.lower()}", identity.session_uid(uid, name), parent, slug)


def _slug(record: Record) -> str:
    profile = record.site.profile
    given = record.line("slug")
    # Some generators let it hold folders, of which it then holds all.
    name = identity.slugify(given or record.stem, profile.slugify)
    if not profile.slug_from_path or "/" in given:
        return name
    folders = record.folders
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
    """The address of the event's page: its key, else the site's pattern."""
    if own := record.web_link("url", record.site.url):
        return own
    missing: list[str] = []
    address = record.site.page(_values(record, slug, start, missing))
    if address is not None and missing:
        record.tell(Remark("no-page-address", got=", ".join(missing)))
        return None
    return address


def _values(record: Record, slug: str, start: date | datetime, missing: list[str]) -> Callable[[str], str]:
    """What stands in the place of each name of the pattern; what has no value is noted in `missing`."""

    def value(name: str) -> str:
        if name.startswith("meta."):
            found = record.lookup.first([name.removeprefix("meta.")])
            text = record.text(found) if found and not isinstance(found.value, list | Keys) else ""
        else:
            text = known[name]()
        if not text:
            missing.append(name)
        return text

    known: dict[str, Callable[[], str]] = {
        "slug": lambda: slug,
        "stem": lambda: record.stem,
        "path": lambda: "/".join(filter(None, (record.folders, record.stem))),
        "year": lambda: f"{start.year:04}",
        "month": lambda: f"{start.month:02}",
        "day": lambda: f"{start.day:02}",
        "lang": lambda: record.language or record.site.language,
    }
    return value
