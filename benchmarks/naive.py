"""The baseline: the script one would write over the same libraries, each used as its documentation shows.

`python -m benchmarks.naive FORMAT FOLDER` writes the document to standard output. No trick, and no trap either.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import frontmatter
import icalendar
import pytz
from feedgen.feed import FeedGenerator
from markdown_it import MarkdownIt

SITE, HOST, TITLE = "https://www.numerique.gouv.fr/", "numerique.gouv.fr", "Agenda de numerique.gouv.fr"
PARIS = pytz.timezone("Europe/Paris")
DAY = timedelta(days=1)
WEEKDAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
HOURS = re.compile(r"(\d{1,2})(?:h|:)(\d\d)?\s*(?:-|–|à)\s*(\d{1,2})(?:h|:)(\d\d)?")
MARKDOWN = MarkdownIt("commonmark")


@dataclass
class Event:
    """One file. `details` are (label, HTML, address); `end` is exclusive."""

    uid: str
    title: str
    start: date
    end: date | None
    place: str
    url: str
    published: datetime
    lead: str
    details: list[tuple[str, str, str]]
    body: str
    image: str
    categories: list[str]
    tags: list[str]


class Text(HTMLParser):
    """HTML as text that reads well: paragraphs, bullets, addresses of links in parentheses."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "li":
            self.parts.append("\n- ")
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "a":
            self.address = (dict(attrs).get("href") or "").removeprefix("mailto:")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"):
            self.parts.append("\n\n")
        elif tag == "a" and self.address:
            self.parts.append(f" ({self.address})")

    def handle_data(self, data: str) -> None:
        self.parts.append(re.sub(r"[ \t\n]+", " ", data))


def text(html: str) -> str:
    parser = Text()
    parser.feed(html)
    parser.close()
    whole = re.sub(r" *\n *", "\n", "".join(parser.parts))
    return re.sub(r"\n{3,}", "\n\n", whole).strip()


def render(markdown: str) -> str:
    html: str = MARKDOWN.render(re.sub(r"\{:[^}]*\}", "", markdown))
    return html.strip()


def read(folder: Path) -> list[Event]:
    events = []
    for path in sorted(folder.glob("*.m*")):
        post = frontmatter.load(str(path))
        if post.get("published", True) and "event_start_date" in post:
            events.append(event(path.stem, post))
    return sorted(events, key=lambda event: (moment(event.start), event.uid))


def event(slug: str, post: frontmatter.Post) -> Event:
    data: dict[str, Any] = post.metadata
    details, hours = [], ""
    for item in data.get("champs_informations") or []:
        address = item.get("lien") or item.get("mailto") or ""
        details.append((item["intitule"], render(str(item.get("contenu") or "")), address))
        if item["intitule"] == "Horaires":
            hours = str(item["contenu"])
    for item in data.get("acces") or []:
        stops = ", ".join(str(line["nom"]) for line in item["lignes"])
        details.append((item["type"], render(stops), ""))
    start, end = interval(data["event_start_date"], data.get("event_end_date"), HOURS.search(hours))
    picture = (data.get("une-ou-diaporama") or [{}])[0].get("image")
    return Event(
        uid=f"{slug}@{HOST}",
        title=data["title"],
        start=start,
        end=end,
        place=", ".join(filter(None, (data.get("lieu"), data.get("adresse")))),
        url=f"{SITE}agenda/{slug}/",
        published=data["date"],
        lead=render(data.get("chapeau-text", "")),
        details=details,
        body=render(post.content),
        image=SITE + picture.lstrip("/") if picture else "",
        categories=data.get("categories", []),
        tags=data.get("tags", []),
    )


def interval(start: datetime, end: datetime | None, hours: re.Match[str] | None) -> tuple[date, date | None]:
    """Midnight is a whole day, whose end is inclusive; `Horaires` tell the hours that the keys do not."""
    start = start.astimezone(PARIS)
    end = end.astimezone(PARIS) if end else None
    if hours:
        first, last = (time(int(hour), int(minute or 0)) for hour, minute in (hours.group(1, 2), hours.group(3, 4)))
        begin = PARIS.localize(datetime.combine(start.date(), first))
        return begin, end or PARIS.localize(datetime.combine(start.date(), last))
    if start.time() == time(0):
        return start.date(), (end or start).date() + DAY
    return start, end


def moment(day: date) -> datetime:
    return day if isinstance(day, datetime) else PARIS.localize(datetime.combine(day, time(0)))


def when(event: Event) -> str:
    start, end = event.start, event.end
    said = f"{WEEKDAYS[start.weekday()]} {start.day} {MONTHS[start.month - 1]} {start.year}"
    if isinstance(start, datetime):
        return f"{said}, {start:%H:%M}" + (f" – {end:%H:%M}" if end else "")
    if end and end - DAY > start:
        last = end - DAY
        return f"du {said} au {last.day} {MONTHS[last.month - 1]} {last.year}"
    return said


def description(event: Event) -> str:
    parts = [text(event.lead)]
    for label, html, address in event.details:
        parts.append(f"{label} : {text(html)}" + (f" ({address})" if address else ""))
    if event.place:
        parts.append(f"Lieu : {event.place}")
    parts += [event.url, text(event.body), "Mots-clés : " + ", ".join(event.tags), event.url]
    return "\n\n".join(parts)


def content(event: Event) -> str:
    parts = [f"<p><strong>{when(event).capitalize()}</strong><br>{escape(event.place)}</p>"]
    if event.image:
        parts.append(f'<p><img src="{event.image}" alt=""></p>')
    parts += [event.lead, "<ul>"]
    for label, html, address in event.details:
        link = f' <a href="{address if ":" in address else "mailto:" + address}">{address}</a>' if address else ""
        parts.append(f"<li><strong>{escape(label)}</strong> : {html}{link}</li>")
    parts += [f"<li><strong>Lieu</strong> : {escape(event.place)}</li>", "</ul>"]
    parts += [f'<p><a href="{event.url}">{event.url}</a></p>', event.body]
    parts.append(f"<p>Mots-clés : {escape(', '.join(event.tags))}</p>")
    return "\n".join(parts)


def summary(event: Event) -> str:
    return f"{when(event).capitalize()} – {event.place}\n\n{text(event.lead)}"


def ics(events: list[Event]) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//naive//FR")
    calendar.add("x-wr-calname", TITLE)
    for event in events:
        entry = icalendar.Event()
        entry.add("summary", event.title)
        entry.add("dtstart", event.start)
        if event.end:
            entry.add("dtend", event.end)
        entry.add("dtstamp", event.published.astimezone(UTC))
        entry.add("uid", event.uid)
        entry.add("sequence", 0)
        entry.add("class", "PUBLIC")
        entry.add("status", "CONFIRMED")
        entry.add("transp", "TRANSPARENT")
        entry.add("x-microsoft-cdo-busystatus", "FREE")
        entry.add("categories", event.categories)
        entry.add("location", event.place)
        entry.add("description", description(event))
        entry.add("url", event.url)
        entry.add("created", event.published.astimezone(UTC))
        entry.add("last-modified", event.published.astimezone(UTC))
        calendar.add_component(entry)
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def feed(events: list[Event]) -> FeedGenerator:
    made = FeedGenerator()
    made.id(SITE)
    made.title(TITLE)
    made.description(TITLE)
    made.author(name=TITLE)
    made.link(href=SITE, rel="alternate")
    made.language("fr")
    for event in newest(events):
        entry = made.add_entry(order="append")
        entry.id(event.url)
        entry.title(event.title)
        entry.link(href=event.url)
        entry.summary(summary(event))
        entry.content(content(event), type="html")
        entry.published(event.published)
        entry.updated(event.published)
        entry.category([{"term": term} for term in (*event.categories, *event.tags)])
    return made


def newest(events: list[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event.published, reverse=True)


def json_feed(events: list[Event]) -> bytes:
    items = [
        {
            "id": event.url,
            "url": event.url,
            "title": event.title,
            "content_html": content(event),
            "summary": summary(event),
            "image": event.image,
            "date_published": event.published.isoformat(),
            "date_modified": event.published.isoformat(),
            "tags": [*event.categories, *event.tags],
            "_event": {
                "uid": event.uid,
                "start": event.start.isoformat(),
                "end": event.end.isoformat() if event.end else None,
                "location": event.place,
            },
        }
        for event in newest(events)
    ]
    head = {"version": "https://jsonfeed.org/version/1.1", "title": TITLE, "home_page_url": SITE, "language": "fr"}
    return json.dumps({**head, "items": items}, ensure_ascii=False, indent=1).encode()


def document(format: str, events: list[Event]) -> bytes:  # noqa: A002
    if format == "ics":
        return ics(events)
    if format == "json":
        return json_feed(events)
    made: bytes = feed(events).rss_str() if format == "rss" else feed(events).atom_str()
    return made


if __name__ == "__main__":
    sys.stdout.buffer.write(document(sys.argv[1], read(Path(sys.argv[2]))))
