"""What people read in RSS, Atom and JSON Feed: titles, dates in words, images, and HTML that harms nobody."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from calendars import FEW, SITE, calendar, calendars, event
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from reading_back import (
    ATOM,
    FEEDS,
    XML_FEEDS,
    contents,
    items,
    json_feed,
    parsed,
    published_at,
    tags,
    tree,
)

from eventfeeds import Calendar, Detail, Image, Place, export
from eventfeeds.exporters import _feedgen, chunks, jsonfeed
from eventfeeds.model import plain

DC = "{http://purl.org/dc/elements/1.1/}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class Addresses(HTMLParser):
    """Every address of a fragment, and what must never stand in one."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.harm: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("href", "src", "cite", "poster", "srcset")]
        self.harm += [tag] if tag in ("script", "style", "iframe", "object", "embed", "form", "meta", "link") else []
        self.harm += [name for name, _ in attrs if name.startswith("on") or name == "style"]


@FEW
@given(calendars())
def test_content_is_harmless_and_without_relative_references(calendar: Calendar) -> None:
    found = [Addresses(html) for html in contents(calendar, "json")]
    addresses = [address for each in found for address in each.found]
    assert [address for address in addresses if not re.match("(https?|mailto|tel):[^ ]", address)] == []
    assert [harm for each in found for harm in each.harm] == []


@pytest.mark.parametrize("name", FEEDS)
def test_what_a_careless_hand_wrote_is_cleaned_at_the_door(name: str) -> None:
    hostile = '<script>evil()</script><a href="javascript:evil()">un</a><img src="/x.png" onerror="evil()"><b>deux'
    agenda = calendar(event(lead=hostile, description=hostile, details=[Detail(label="<i>trois", text=hostile)]))
    (content,) = contents(agenda, name)
    assert "evil" not in content
    assert "x.png" not in content
    assert content.count("<b>deux</b>") == 3
    assert "<strong>&lt;i&gt;trois</strong>" in content


@pytest.mark.parametrize("name", FEEDS)
def test_date_and_place_of_the_event_stand_first(name: str) -> None:
    place = Place(name="Médiathèque <A&B>", address="Lyon")
    agenda = calendar(event(lead="<p>Venez.</p>", location=place))
    (content,) = contents(agenda, name)
    assert content.startswith(
        "<p><strong>Samedi 14 mars 2026, 14\xa0h</strong><br>Médiathèque &lt;A&amp;B&gt;, Lyon</p>\n<p>Venez.</p>"
    )


def test_summary_is_the_date_the_place_and_the_lead() -> None:
    agenda = calendar(event(lead="<p>Venez <b>nombreux</b>.</p>", location=Place(name="A <B>")))
    expected = "Samedi 14 mars 2026, 14\xa0h – A <B>\n\nVenez nombreux."
    assert json_feed(agenda)["items"][0]["summary"] == expected
    (atom,), (rss,) = items(agenda, "atom"), items(agenda, "rss")
    assert atom.find(f"{ATOM}summary").text == expected
    assert rss.find("description").text == "<p>Samedi 14 mars 2026, 14\xa0h – A &lt;B&gt;</p><p>Venez nombreux.</p>"


@pytest.mark.parametrize(
    ("status", "language", "title", "words"),
    [
        ("cancelled", "fr", "Annulé : Atelier", "Annulé"),
        ("postponed", "fr", "Reporté : Atelier", "Reporté"),
        ("tentative", "fr", "À confirmer : Atelier", "À confirmer"),
        ("cancelled", "en", "Cancelled: Atelier", "Cancelled"),
        ("cancelled", "de", "Cancelled: Atelier", "Cancelled"),
    ],
)
@pytest.mark.parametrize("name", FEEDS)
def test_status_is_told_in_words(name: str, status: str, language: str, title: str, words: str) -> None:
    agenda = calendar(event(status=status), language=language)
    found = json_feed(agenda)["items"][0] if name == "json" else parsed(export(agenda, name)).entries[0]
    assert found["title"] == title
    assert contents(agenda, name)[0].startswith(f"<p><strong>{words}</strong><br><strong>")


@pytest.mark.parametrize("name", FEEDS)
def test_image_keeps_the_text_that_stands_for_it(name: str) -> None:
    agenda = calendar(event(image=Image(url=f"{SITE}a.png?b&c", alt='Une "affiche" <bleue>')))
    html = f'<p><img src="{SITE}a.png?b&amp;c" alt="Une &quot;affiche&quot; &lt;bleue&gt;"></p>'
    assert html in contents(agenda, name)[0]


def test_event_in_another_language_says_so() -> None:
    agenda = calendar(event("a@x", language="en"), event("b@x"))
    assert [item.get(LANGUAGE) for item in items(agenda, "rss")] == ["en", None]
    assert [entry.get(LANGUAGE) for entry in items(agenda, "atom")] == ["en", None]
    assert [item.get("language") for item in json_feed(agenda)["items"]] == ["en", None]
    assert "Saturday 14 March 2026" in contents(agenda, "rss")[0]


def test_feed_says_its_language() -> None:
    agenda = calendar(language="fr-FR")
    assert tree(agenda, "atom").get(LANGUAGE) == "fr-FR"
    assert tree(agenda, "rss").find("channel/language").text == "fr-FR"
    assert json_feed(agenda)["language"] == "fr-FR"


@pytest.mark.parametrize(
    ("description", "in_xml", "in_json"),
    [("Les rendez-vous", "Les rendez-vous", "Les rendez-vous"), ("", "Agenda", None)],
)
def test_feed_says_what_it_is(description: str, in_xml: str, in_json: str | None) -> None:
    agenda = calendar(description=description)
    assert tree(agenda, "rss").findtext("channel/description") == in_xml
    assert tree(agenda, "atom").findtext(f"{ATOM}subtitle") == in_xml
    assert json_feed(agenda).get("description") == in_json


def test_feed_says_what_made_it_without_a_version_and_when_to_come_again() -> None:
    channel = tree(calendar(refresh=timedelta(hours=6)), "rss").find("channel")
    assert (channel.findtext("generator"), channel.findtext("ttl")) == ("eventfeeds", "360")
    assert channel.findtext("docs") == "https://www.rssboard.org/rss-specification"
    assert tree(calendar(), "atom").findtext(f"{ATOM}generator") == "eventfeeds"


def test_content_is_said_to_be_html() -> None:
    (entry,) = items(calendar(event()), "atom")
    assert entry.find(f"{ATOM}content").get("type") == "html"
    assert [entry.find(f"{ATOM}{name}").get("type") for name in ("title", "summary")] == [None, None]  # plain text


def test_author_is_the_agenda_without_an_invented_address() -> None:
    agenda = calendar(event(contact="Service des évènements"))
    assert tree(agenda, "atom").find(f"{ATOM}author/{ATOM}name").text == "Agenda"
    assert tree(agenda, "rss").find(f"channel/{DC}creator").text == "Agenda"
    assert json_feed(agenda)["authors"] == [{"name": "Agenda", "url": SITE}]
    assert [element.tag for element in tree(agenda, "rss").iter("author", "managingEditor", "webMaster")] == []
    assert [element.tag for element in tree(agenda, "atom").iter(f"{ATOM}email")] == []


@pytest.mark.parametrize("name", FEEDS)
def test_feed_always_has_a_title(name: str) -> None:
    written = export(calendar(title=""), name)
    feed = json.loads(written) if name == "json" else parsed(written).feed
    assert feed["title"] == "Agenda"


@pytest.mark.parametrize("name", FEEDS)
def test_keywords_and_categories_are_tags_each_once(name: str) -> None:
    agenda = calendar(event(categories=["Atelier", "Numérique"], keywords=["Numérique", "a & b"]))
    found = json_feed(agenda)["items"][0]["tags"] if name == "json" else tags(parsed(export(agenda, name)).entries[0])
    assert found == ["Atelier", "Numérique", "a & b"]


# -- Texts, which are put in past the libraries ------------------------------------------------------------


_ODD = st.text() | st.text(st.sampled_from("a\\\"'\n\t\r<>&;éل🎉\xa0\x85\u2028]"))


@pytest.mark.parametrize("name", XML_FEEDS)
@FEW
@given(calendars().map(published_at))
def test_feed_is_written_as_lxml_writes_it(name: str, calendar: Calendar) -> None:
    written = export(calendar, name)
    again = etree.tostring(etree.fromstring(written), encoding="UTF-8")
    assert written.partition(b"?>\n")[2].removesuffix(b"\n") == again


@given(_ODD.map(plain))
def test_text_is_written_as_lxml_writes_it(text: str) -> None:
    element = etree.Element("content")
    element.text = text
    assert b"<content>%b</content>" % _feedgen._escaped(text) == etree.tostring(element, encoding="UTF-8")


@given(_ODD.map(plain))
def test_text_is_written_as_json_writes_it(text: str) -> None:
    assert b'"%b"' % jsonfeed._escaped(text) == json.dumps(text, ensure_ascii=False).encode()


@FEW
@given(calendars())
def test_items_are_written_as_json_writes_them(calendar: Calendar) -> None:
    _, *items, _ = chunks(calendar, "json", {})
    assert len(items) == len(calendar.events)
    for item in items:
        text = item.decode().lstrip(",\n")
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1)
