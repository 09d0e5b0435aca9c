"""RSS and Atom by feedgen: its only door, and where its defects are dealt with.

An entry is made and written alone, so that memory does not follow the number of entries. What feedgen 1.0.0 does
wrong, each with a test that fails when upstream mends it:
- links of an Atom entry lose `rel` and `type` (lkiesow/python-feedgen#135): they are added here;
- dates that nobody set are now: each is set;
- `add_entry` prepends, and takes longer the more there are: it is not used;
- the last link of a feed is the channel's: the alternate one comes last;
- each RSS date switches the locale of the process: those of items are written here, that of the channel one at a time;
- each category is checked, copied and looked up for what it has not: those of entries are written here.
"""

from __future__ import annotations

from html import escape
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime, timedelta

    from eventfeeds.exporters.entries import Entry

# Event module of RSS 1.0, known to validators: https://web.resource.org/rss/1.0/modules/event/
EV = "http://purl.org/rss/1.0/modules/event/"
# Basic Geo (W3C), https://www.w3.org/2003/01/geo/
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
ATOM = "http://www.w3.org/2005/Atom"
_NAMESPACES = {
    "ev": EV,
    "geo": GEO,
    "content": "http://purl.org/rss/1.0/modules/content/",
    "atom": ATOM,
}
_GENERATOR = "eventfeeds"
PARAGRAPH = "\n\n"
_PLACE = "content"  # of what is put in afterwards
_END_OF_CONTENT = b"</content"
_NO_CONTENT = b">" + _PLACE.encode() + _END_OF_CONTENT
_channel_date = Lock()


class Head(NamedTuple):
    """What stands before the entries. `address`: where the feed is published; `link`: the page it belongs to."""

    id: str
    title: str
    description: str
    link: str | None
    address: str | None
    media_type: str
    language: str
    updated: datetime
    refresh: timedelta


class _EventNamespace(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    def extend_ns(self) -> dict[str, str]:
        return {"ev": EV, "geo": GEO}


def atom(head: Head, entries: Iterable[tuple[Entry, dict[str, str]]]) -> Iterator[bytes]:
    """An Atom feed (RFC 4287) in chunks; each entry comes with its elements of the event module."""
    feed = _feed(head)
    yield from _document(feed.atom_str(), b"</feed>", entries, _atom_entry)


def rss(head: Head, entries: Iterable[tuple[Entry, dict[str, str]]]) -> Iterator[bytes]:
    """An RSS 2.0 feed in chunks."""
    feed = _feed(head)
    feed.load_extension("dc", atom=False)
    feed.dc.dc_creator(head.title)  # an author without an e-mail address
    feed.ttl(max(1, int(head.refresh.total_seconds() // 60)))
    with _channel_date:
        document = feed.rss_str()
    yield from _document(document, b"</channel></rss>", entries, _rss_item)


def _feed(head: Head) -> Any:
    feed = FeedGenerator()
    feed.register_extension("eventfeeds", _EventNamespace, atom=True, rss=True)
    feed.id(head.id)
    feed.title(head.title)
    feed.description(head.description or head.title)
    feed.author(name=head.title)
    if head.address:
        feed.link(href=head.address, rel="self", type=head.media_type)
    if head.link:
        feed.link(href=head.link, rel="alternate", type="text/html")
    feed.language(head.language)
    feed.generator(_GENERATOR)
    feed.docs("https://www.rssboard.org/rss-specification")
    feed.updated(head.updated)  # lastBuildDate, too
    return feed


def _document(
    empty: bytes,
    end: bytes,
    entries: Iterable[tuple[Entry, dict[str, str]]],
    put: Callable[[Any, Entry, dict[str, str]], None],
) -> Iterator[bytes]:
    """A document that feedgen made without entries, with the entries put in."""
    yield empty.removesuffix(b"\n").removesuffix(end)
    root = etree.Element("root", nsmap=_NAMESPACES)
    for entry, event in entries:
        put(root, entry, event)
        yield b"\n" + _written(root, entry.content)
        root.clear()
    yield b"\n" + end + b"\n"


def _written(root: Any, content: str) -> bytes:
    """The element below a root that declares the namespaces, as that of the document does; its content put in.

    The content is most of an entry, and escaped in octets: as text of a tree it takes longer than all the rest.
    """
    whole: bytes = etree.tostring(root, encoding="UTF-8")
    before, after = whole[whole.index(b">") + 1 : whole.rindex(b"<")].split(_NO_CONTENT, 1)
    escaped = content.encode().replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return b"".join((before, b">", escaped, _END_OF_CONTENT, after))


def _with_event(element: Any, entry: Entry, event: dict[str, str]) -> None:
    """Put the elements of the event module into one below the root, so that none declares its namespace again."""
    if entry.event.language:
        element.set("{http://www.w3.org/XML/1998/namespace}lang", entry.event.language)
    for key, value in event.items():
        etree.SubElement(element, f"{{{EV}}}{key}").text = value
    place = entry.event.location
    if place and place.latitude is not None and place.longitude is not None:
        etree.SubElement(element, f"{{{GEO}}}lat").text = f"{place.latitude:.6f}"
        etree.SubElement(element, f"{{{GEO}}}long").text = f"{place.longitude:.6f}"


def _atom_entry(root: Any, entry: Entry, event: dict[str, str]) -> None:
    made = _entry(entry)
    made.updated(entry.updated.replace(microsecond=_fraction(entry.id)))
    made.summary(entry.summary)
    element = made.atom_entry()
    root.append(element)
    for tag in entry.tags:
        etree.SubElement(element, "category", term=tag)
    if entry.published:
        etree.SubElement(element, "published").text = entry.published.isoformat()
    _with_event(element, entry, event)
    if entry.event.url:
        etree.SubElement(element, "link", rel="alternate", type="text/html", href=entry.event.url)
    if entry.event.calendar_url:
        etree.SubElement(element, "link", rel="enclosure", type="text/calendar", href=entry.event.calendar_url)


def _rss_item(root: Any, entry: Entry, event: dict[str, str]) -> None:
    made = _entry(entry)
    made.summary(f"<p>{'</p><p>'.join(escape(entry.summary, quote=False).split(PARAGRAPH))}</p>")  # HTML, in RSS
    if entry.event.url:
        made.link(href=entry.event.url)
    element = made.rss_entry()
    root.append(element)
    for tag in entry.tags:
        etree.SubElement(element, "category").text = tag
    _with_event(element, entry, event)
    if entry.published:
        etree.SubElement(element, "pubDate").text = _mail_date(entry.published)
        if entry.updated > entry.published:
            etree.SubElement(element, f"{{{ATOM}}}updated").text = entry.updated.isoformat()


def _mail_date(moment: datetime) -> str:
    """A time as mails have it (RFC 5322), as `email.utils` writes it, which loads sockets: a twentieth of a run."""
    weekday, month, *_ = moment.ctime().split()  # English wherever it runs
    return f"{weekday}, {moment:%d} {month} {moment.year:04} {moment:%H:%M:%S %z}"


def _fraction(id: str) -> int:  # noqa: A002
    """Microseconds that are an entry's own: validators take two entries of one instant for one (DuplicateUpdated)."""
    from hashlib import sha256  # noqa: PLC0415  it loads OpenSSL, and RSS does without

    return int.from_bytes(sha256(id.encode()).digest()[:4]) % 1_000_000


def _entry(entry: Entry) -> Any:
    made = FeedEntry()
    made.guid(entry.id, permalink=entry.permalink)
    made.title(entry.title)
    made.content(_PLACE, type="html")
    return made
