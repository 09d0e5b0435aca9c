"""Whatever the events and addresses are, the page is well made: for people, for machines, for a strict site."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from pages import (
    ADDRESSES,
    BASE,
    HOSTILE_TEXTS,
    Nesting,
    event,
    example,
    fragment,
    graph,
    headings,
    hostile,
    index,
    links,
    page,
    parsed,
)

from eventfeeds.page import alternates, render

if TYPE_CHECKING:
    pass

SAME = [event(f"same{number}@example.org", url=f"https://example.org/{number}/") for number in range(3)]
PAGES = {
    "fr": example("fr"),
    "en": example("en"),
    "a language without words": example("de"),
    "intranet": replace(example("fr"), audience="intranet", addresses={"ics": "http://intranet/agenda.ics"}),
    "hostile": hostile(),
    "same titles and days": page(*SAME),
    "no event": page(),
    "no address": page(event(), addresses={}),
    "feeds alone": page(event(), addresses={"rss": ADDRESSES["rss"]}),
    "deepest headings": page(event(), heading_level=4),
}
DOCUMENTS = {
    f"{name}, {file}": render(made)[file].decode()
    for name, made in PAGES.items()
    for file in render(made)
    if file.endswith(".html")
}
each_document = pytest.mark.parametrize("name", DOCUMENTS)


@each_document
def test_elements_nest(name: str) -> None:
    nesting = Nesting(DOCUMENTS[name])
    assert (nesting.wrong, nesting.open) == ([], [])


@each_document
def test_identifiers_are_unique_and_of_plain_characters(name: str) -> None:
    found = parsed(DOCUMENTS[name]).xpath("//@id")
    assert len(found) == len(set(found))
    assert all(re.fullmatch("[a-z][a-z0-9-]*", each) for each in found)


@each_document
def test_what_is_referred_to_is_there(name: str) -> None:
    document = parsed(DOCUMENTS[name])
    referred = [
        *document.xpath("//@aria-labelledby"),
        *(each[1:] for each in document.xpath("//a/@href") if each[0] == "#"),
    ]
    assert set(referred) <= set(document.xpath("//@id"))


@each_document
def test_no_heading_skips_a_level(name: str) -> None:
    levels = [level for level, _ in headings(DOCUMENTS[name])]
    first = 1 if name.endswith("index.html") else 4 if name.startswith("deepest") else 2
    assert levels[0] == min(levels) == first
    assert all(after <= before + 1 for before, after in pairwise(levels))


@each_document
def test_each_name_of_a_link_leads_to_one_address(name: str) -> None:
    found = links(DOCUMENTS[name])
    assert all(text.strip() for text, _ in found)
    assert len({text for text, _ in found}) == len(set(found))


@each_document
def test_names_of_links_and_buttons_begin_with_what_is_seen(name: str) -> None:
    named = parsed(DOCUMENTS[name]).xpath("//*[@aria-label][self::a or self::button]")
    assert all(each.get("aria-label").startswith(each.text_content()) for each in named)


@each_document
def test_buttons_have_unique_names(name: str) -> None:
    names = parsed(DOCUMENTS[name]).xpath("//button/@aria-label")
    assert len(names) == len(set(names))


@each_document
def test_nothing_stands_in_line_that_a_strict_policy_forbids(name: str) -> None:
    document = parsed(DOCUMENTS[name])
    assert document.xpath("//style | //@style | //@*[starts-with(name(), 'on')]") == []
    assert document.xpath("//script[not(@src) and not(@type='application/ld+json')]") == []


@each_document
def test_nothing_is_asked_of_another_server(name: str) -> None:
    document = parsed(DOCUMENTS[name])
    asked = document.xpath("//@src | //@srcset | //link[not(@rel='alternate') and not(@rel='canonical')]/@href")
    assert {each for each in asked if not re.fullmatch(r"eventfeeds\.(css|js|svg)", each)} == set()
    assert document.xpath("//iframe | //object | //embed | //video | //audio | //form | //base") == []


@each_document
def test_links_lead_to_known_kinds_of_addresses(name: str) -> None:
    addresses = parsed(DOCUMENTS[name]).xpath("//a/@href")
    assert all(re.match(r"(https?|webcal)://|(mailto|tel):|#[a-z-]+$|events/[^:]*$", each) for each in addresses)


@each_document
def test_no_block_has_webcal_as_its_only_way(name: str) -> None:
    document = parsed(DOCUMENTS[name])
    blocks = [each for each in document.xpath("//details | //li") if each.xpath(".//a[starts-with(@href, 'webcal:')]")]
    assert bool(blocks) == (PAGES[name.rpartition(", ")[0]].addresses.get("ics", "") != "")
    copied = [[code.text_content() for code in each.xpath(".//code")] for each in blocks]
    assert all(texts and all(text.startswith("http") for text in texts) for texts in copied)
    assert all(each.xpath(".//code/following-sibling::button[@hidden]") for each in blocks)


@each_document
def test_dollars_of_templates_are_gone_and_those_of_texts_stay(name: str) -> None:
    assert ("$" in DOCUMENTS[name]) == name.startswith("hostile")


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_title_is_shown_as_text(text: str) -> None:
    html = DOCUMENTS["hostile, index.html"]
    assert text in parsed(html).xpath("//article//bdi[@class='eventfeeds-title']/text()")
    assert text in [each["name"] for each in graph(html)]


@each_document
def test_no_template_finds_anything_to_run(name: str) -> None:
    html = DOCUMENTS[name]
    assert re.findall("[{][^\n]", html) == []
    assert ("&#123;" in html) == name.startswith("hostile")


def test_fragment_and_lines_of_the_head_have_no_brace() -> None:
    made = hostile()
    title = made.calendar.title
    lines = alternates(title, "fr", ADDRESSES, [(text, ADDRESSES) for text in HOSTILE_TEXTS])
    assert "{" not in fragment(made) + "".join(lines)
    assert title in str(parsed(lines[0]).xpath("string(//@title)"))


def test_braces_of_a_template_of_the_site_stay() -> None:
    html = fragment(replace(PAGES["hostile"], templates={"event.html": "{{ mine }} $title"}))
    assert "{{ mine }} &#123;&#123; a }}" in html


def test_direction_of_a_text_ends_with_it() -> None:
    document = parsed(index(hostile()))
    assert "\u202e" in document.xpath("string(//h1/bdi)")
    assert any("\u202e" in text for text in document.xpath("//strong/bdi/text()"))
    assert [text for text in document.xpath("//h1/text() | //strong/text()") if "\u202e" in text] == []


def test_data_block_is_ended_and_commented_by_nothing() -> None:
    html = DOCUMENTS["hostile, index.html"]
    block = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert "<" not in block
    assert block.strip().endswith("}")


def test_frame_has_no_inner_level_other_than_two() -> None:
    assert [level for level, _ in headings(index(PAGES["deepest headings"]))] == [1, 2, 3, 2, 3, 4]
    assert [level for level, _ in headings(fragment(PAGES["deepest headings"]))] == [4, 5, 4, 5, 6]


def test_fragment_is_no_document() -> None:
    html = fragment(PAGES["fr"])
    assert html.startswith('<div class="eventfeeds" lang="fr">')
    assert re.search("<(html|head|body|main|header|h1|link|meta|script|title)\\b", html) is None


@pytest.mark.parametrize("name", ["fr", "en"])
def test_languages_are_said(name: str) -> None:
    document = parsed(index(PAGES[name]))
    assert document.xpath("/html/@lang") == [name]
    assert set(document.xpath("//article//bdi[@class='eventfeeds-title']/@lang")) == ({"fr"} if name == "en" else set())


def test_words_of_another_language_are_said_to_be_english() -> None:
    document = parsed(index(PAGES["a language without words"]))
    assert document.xpath("/html/@lang") == ["en"]


def test_head_names_feeds_with_a_title_each_and_says_what_to_share() -> None:
    document = parsed(index(PAGES["fr"]))
    found = document.xpath("//head/link[@rel='alternate']")
    assert [each.get("href") for each in found] == [
        *ADDRESSES.values(),
        f"{BASE}lettre.rss",
        f"{BASE}atelier.ics",
        f"{BASE}atelier.atom",
    ]
    assert len({each.get("title") for each in found}) == len(found)
    assert [each.get("type") for each in found[:4]] == [
        "text/calendar",
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
    ]
    assert document.xpath("//meta[@property='og:title']/@content") == ["Agenda de numerique.gouv.fr"]
    assert document.xpath("//meta[@property='og:url']/@content") == [BASE]
    assert document.xpath("//link[@rel='canonical']/@href") == [BASE]


def test_page_without_an_address_names_none() -> None:
    document = parsed(index(page(event(start=date(2026, 6, 1)), addresses={"ics": ""})))
    assert document.xpath("//link[@rel='alternate' or @rel='canonical'] | //meta[@property='og:url'] | //code") == []


def test_empty_line_in_code_stays() -> None:
    description = "<pre><code>one\n\nthree\n</code></pre>"
    html = render(page(event(description=description, url=None)))["subscribe.html"].decode()
    assert "one\n\nthree" in html
