"""Pages to test: of the example, in both languages, and of events made for one test; and how to read them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import lxml.html

import eventfeeds
from eventfeeds import Calendar, Detail, Event, Place
from eventfeeds.page import Page, render

BASE = "https://agenda.example.org/agenda/"
TODAY = date(2026, 5, 1)
ADDRESSES = {name: f"{BASE}agenda.{name}" for name in ("ics", "rss", "atom", "json")}
ROOT = Path(__file__).parents[2]
EXPECTED = ROOT / "tests" / "page" / "expected"
LANGUAGES = ("fr", "en")
VOID = {"meta", "link", "br", "hr", "wbr", "img"}


def example(language: str) -> Page:
    """The page of examples/numerique; its events are in French whatever the language of the page is."""
    calendar = eventfeeds.read([ROOT / "examples" / "numerique"]).calendar()
    calendar = replace(calendar, language=language, events=[replace(each, language="fr") for each in calendar.events])
    return page(
        calendar=calendar,
        event_files={event.uid: f"events/{event.slug}.ics" for event in calendar.events},
        collections=[("Lettre d’information", {"rss": f"{BASE}lettre.rss"})],
        categories=[("Atelier", {"ics": f"{BASE}atelier.ics", "atom": f"{BASE}atelier.atom"})],
        page_url=BASE,
    )


def page(*events: Event, **changes: Any) -> Page:
    """A page in French with public addresses, made on 1 May 2026."""
    calendar = Calendar(title="Agenda", language="fr", timezone="Europe/Paris", events=events)
    return Page(**{"calendar": calendar, "today": TODAY, "addresses": ADDRESSES, **changes})


def event(uid: str = "atelier@example.org", **changes: Any) -> Event:
    """A day in May 2026, with a page of its own, unless told otherwise."""
    plain = {"title": "Atelier", "start": date(2026, 5, 20), "url": f"https://example.org/{uid}/"}
    return Event(**{"uid": uid, **plain, **changes})


HOSTILE_TEXTS = [
    "<script>alert(1)</script>",
    "\"' onmouseover='alert(1)'",
    "</script><!--",
    "\u202etxet lufwa \u2066",
    "x" * 300,
    "$title $$ ${when} {date} %s",
    "../../etc/passwd",
    "{{ a }}{% b %}{# c #}\\{{{ d }}}{",
    "javascript:alert(1)",
]


def hostile() -> Page:
    """Texts that try to be more than texts, everywhere."""
    events = [
        event(
            f"e{number}@example.org",
            title=text,
            slug="../" + text,
            location=Place(name=text, address=text),
            lead=f"<p>{text}</p><a href='javascript:alert(1)' onclick='alert(1)' style='color:red'>{text}</a>",
            details=[Detail(label=text, text=f"<img src=x onerror=alert(1)>{text}", kind="hours")],
            registration_url="https://example.org/?a='&b=<c>".replace("<c>", "%3Cc%3E"),
            url=None,
        )
        for number, text in enumerate(HOSTILE_TEXTS)
    ]
    made = page(*events, event_files={each.uid: f"events/{each.slug}:?#.ics" for each in events})
    title = "</title><script>alert(1)</script>{{ a }}\u202eb"
    calendar = replace(made.calendar, title=title, description="\"'><script>{% a %}")
    return replace(made, calendar=calendar, categories=[(text, ADDRESSES) for text in HOSTILE_TEXTS])


def fragment(page: Page) -> str:
    return render(page)["subscribe.html"].decode()


def index(page: Page) -> str:
    return render(page)["index.html"].decode()


def parsed(html: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(html)


def headings(html: str) -> list[tuple[int, str]]:
    """Level and text of each heading, in order; white space folded."""
    found = parsed(html).xpath("//*[self::h1|self::h2|self::h3|self::h4|self::h5|self::h6]")
    return [(int(each.tag[1]), " ".join(each.text_content().split())) for each in found]


def titles(html: str, part: str) -> list[str]:
    """The headings of the articles of a part: `upcoming` or `past`."""
    found = parsed(html).xpath(f"//section[@class='eventfeeds-{part}']//article/*[1]")
    return [" ".join(each.text_content().split()) for each in found]


def links(html: str) -> list[tuple[str, str]]:
    """The accessible name and the address of each link."""
    return [(each.get("aria-label") or each.text_content(), each.get("href")) for each in parsed(html).xpath("//a")]


def graph(html: str) -> list[dict[str, Any]]:
    """What the JSON-LD data block says."""
    (block,) = parsed(html).xpath("//script[@type='application/ld+json']/text()")
    data = json.loads(block)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


class Nesting(HTMLParser):
    """Collects what does not nest: an end tag that ends another element, or elements left open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[tuple[str, tuple[int, int]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append((tag, self.getpos()))
