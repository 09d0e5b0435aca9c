"""RSS and Atom by feedgen: its only door, and where its defects are dealt with.

It makes the forms of entries, so that memory does not follow their number. What feedgen 1.0.0 does wrong, each with a
test that fails when upstream mends it:
- links of an Atom entry lose `rel` and `type` (lkiesow/python-feedgen#135): they are added here;
- dates that nobody set are now: each is set, or written over;
- `add_entry` prepends, and takes longer the more there are: it is not used;
- the last link of a feed is the channel's: the alternate one comes last;
- each RSS date switches the locale of the process: those of items are written here, that of the channel one at a time.
"""

from __future__ import annotations

from datetime import UTC
from functools import lru_cache
from html import escape
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from eventfeeds.exporters.forms import Form, filled, place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
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
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_QUOTE = b"\1"  # in no text: the model takes control characters out; a quotation mark in an attribute
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
    """An Atom feed (RFC 4287) in chunks; each entry comes with what is put into elements of other modules."""
    feed = _feed(head)
    written = (_written(_atom_entry, _atom_texts(*each), each[0].content) for each in entries)
    yield from _document(feed.atom_str(), b"</feed>", written)


def rss(head: Head, entries: Iterable[tuple[Entry, dict[str, str]]]) -> Iterator[bytes]:
    """An RSS 2.0 feed in chunks."""
    feed = _feed(head)
    feed.load_extension("dc", atom=False)
    feed.dc.dc_creator(head.title)  # an author without an e-mail address
    feed.ttl(max(1, int(head.refresh.total_seconds() // 60)))
    with _channel_date:
        document = feed.rss_str()
    written = (_written(_rss_item, _rss_texts(*each), each[0].content) for each in entries)
    yield from _document(document, b"</channel></rss>", written)


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


def _document(empty: bytes, end: bytes, entries: Iterable[bytes]) -> Iterator[bytes]:
    """A document that feedgen made without entries, with the entries put in."""
    yield empty.removesuffix(b"\n").removesuffix(end)
    for entry in entries:
        yield b"\n" + entry
    yield b"\n" + end + b"\n"


def _written(make: Callable[[Mapping[str, str]], Any], texts: dict[str, str], content: str) -> bytes:
    return filled(_form(make, tuple(texts)), texts, _escaped, content)


def _escaped(text: str) -> bytes:
    """A text as libxml2 writes it: in a tree it would take longer than all the rest."""
    octets = text.encode().replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return octets.replace(_QUOTE, b"&quot;")


@lru_cache(maxsize=1024)
def _form(make: Callable[[Mapping[str, str]], Any], names: tuple[str, ...]) -> Form:
    """The form of entries that have texts of these names, such as `tag 0` and, in modules, `ev:type`.

    Below a root that declares the namespaces, as that of the document does, no element declares them again.
    """
    root = etree.Element("root", nsmap=_NAMESPACES)
    root.append(make({name: place(name) for name in names}))
    whole: bytes = etree.tostring(root, encoding="UTF-8")
    return Form(whole[whole.index(b">") + 1 : whole.rindex(b"<")], tuple(name.encode() for name in names))


def _atom_texts(entry: Entry, modules: dict[str, str]) -> dict[str, str]:
    event = entry.event
    texts = {"language": event.language} if event.language else {}
    texts["id"] = entry.id
    texts["title"] = entry.title
    texts["updated"] = entry.updated.replace(microsecond=_fraction(entry.id)).isoformat()
    texts["content_html"] = ""
    texts["summary"] = entry.summary
    for number, tag in enumerate(entry.tags):
        texts[f"tag {number}"] = tag.replace('"', _QUOTE.decode())
    if entry.published:
        texts["published"] = entry.published.isoformat()
    texts |= modules
    if event.url:
        texts["url"] = event.url
    if event.calendar_url:
        texts["calendar_url"] = event.calendar_url
    return texts


def _atom_entry(texts: Mapping[str, str]) -> Any:
    made = _entry(texts)
    made.guid(texts["id"])
    element = made.atom_entry()
    element.find("updated").text = texts["updated"]  # feedgen takes a time only
    if "published" in texts:
        etree.SubElement(element, "published").text = texts["published"]
    _add_modules(element, texts)
    if "url" in texts:
        etree.SubElement(element, "link", rel="alternate", type="text/html", href=texts["url"])
    if "calendar_url" in texts:
        etree.SubElement(element, "link", rel="enclosure", type="text/calendar", href=texts["calendar_url"])
    return element


def _rss_texts(entry: Entry, modules: dict[str, str]) -> dict[str, str]:
    event = entry.event
    texts = {"language": event.language} if event.language else {}
    texts["title"] = entry.title
    if event.url:
        texts["url"] = event.url
    paragraphs = escape(entry.summary, quote=False).replace(PARAGRAPH, "</p><p>")  # HTML, in RSS
    texts["summary"] = f"<p>{paragraphs}</p>"
    texts["content_html"] = ""
    texts["permalink" if entry.permalink else "id"] = entry.id
    for number, tag in enumerate(entry.tags):
        texts[f"tag {number}"] = tag
    texts |= modules
    if entry.published:
        texts["published"] = _mail_date(entry.published)
        if entry.updated > entry.published:
            texts["updated"] = entry.updated.isoformat()
    return texts


def _rss_item(texts: Mapping[str, str]) -> Any:
    made = _entry(texts)
    if "url" in texts:
        made.link(href=texts["url"])
    if "permalink" in texts:
        made.guid(texts["permalink"], permalink=True)
    else:
        made.guid(texts["id"])
    element = made.rss_entry()
    _add_modules(element, texts)
    if "published" in texts:
        etree.SubElement(element, "pubDate").text = texts["published"]
    if "updated" in texts:
        etree.SubElement(element, f"{{{ATOM}}}updated").text = texts["updated"]
    return element


def _entry(texts: Mapping[str, str]) -> Any:
    made = FeedEntry()
    made.title(texts["title"])
    made.content(texts["content_html"], type="html")
    made.summary(texts["summary"])
    for name in texts:
        if name.startswith("tag "):
            made.category(term=texts[name])
    return made


def _add_modules(element: Any, texts: Mapping[str, str]) -> None:
    if "language" in texts:
        element.set(_LANGUAGE, texts["language"])
    for name, text in texts.items():
        prefix, _, key = name.partition(":")
        if key:
            etree.SubElement(element, f"{{{_NAMESPACES[prefix]}}}{key}").text = text


def _mail_date(moment: datetime) -> str:
    """A time as mails have it (RFC 5322), in UTC: `email.utils` loads sockets, a twentieth of a run."""
    weekday, month, day, clock, year = moment.astimezone(UTC).ctime().split()  # English wherever it runs
    return f"{weekday}, {day:0>2} {month} {year} {clock} +0000"


def _fraction(id: str) -> int:  # noqa: A002
    """Microseconds that are an entry's own: validators take two entries of one instant for one (DuplicateUpdated)."""
    return crc32(id.encode()) % 1_000_000
