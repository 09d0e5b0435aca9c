"""One line of plain text: what is seen as markup goes, what people typed to be read stays."""

from __future__ import annotations

from contextlib import suppress
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventfeeds.errors import BadValue
from eventfeeds.markup.line import plain_line

SIZE = 100_000  # characters: a square would be noticed
SECONDS = 10


@pytest.mark.parametrize(
    "typed",
    [
        "Balises <main> et <nav>",
        "List<String> en Java",
        "a<b et c>d",
        "Salle <B12>",
        "Salle <B12> & cour",
        "R <- Conference <3",
        "<!DOCTYPE html> pour tous",
        "Charger <script> en différé",
        "Atelier <std::vector>",
        "Question <42",
    ],
)
def test_what_is_no_tag_of_words_stays_as_it_was_typed(typed: str) -> None:
    assert plain_line(typed) == typed


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("<ul><li>Salle A</li><li>Paris</li></ul>", "- Salle A - Paris"),
        ("<address>1 rue X</address>", "1 rue X"),
        ("<a href='/x' download>d</a> <b hidden>x</b>", "d x"),
        ("Un<br>deux<BR/>trois<br />quatre", "Un deux trois quatre"),
        ("<em>Un</em> <i>deux</i> <b>trois</b> <strong>quatre</strong>", "Un deux trois quatre"),
        ("<span class=\"a > b\" lang='fr' hidden=x>Un</span> 1<sup>er</sup>", "Un 1er"),
        ('<abbr title="Deux">D</abbr><!-- <main> --> fin', "D fin"),
        ('<a href="https://www.exemple.fr/">Salle</a>', "Salle (https://www.exemple.fr/)"),
        ("<p>Salle 3</p>", "Salle 3"),
        ("&lt;main&gt; &amp; nav", "<main> & nav"),
        ("{{< icon name >}} Salle", "Salle"),
        ("[Salle](<https://www.exemple.fr/a b>)", "Salle (https://www.exemple.fr/a%20b)"),
    ],
)
def test_tags_of_emphasis_and_line_ends_comments_and_links_are_markup(typed: str, line: str) -> None:
    assert plain_line(typed) == line


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("En visio <https://visio.exemple.fr/abc>", "En visio https://visio.exemple.fr/abc"),
        ("<https://exemple.fr/?a=1&copy=2>", "https://exemple.fr/?a=1&copy=2"),
        ("**Visio** <https://exemple.fr/_a_>", "Visio https://exemple.fr/_a_"),
        ("Adresse <contact@exemple.fr>", "Adresse contact@exemple.fr"),
        ("Adresse <mailto:contact@exemple.fr>", "Adresse contact@exemple.fr"),
    ],
)
def test_an_address_stays_without_its_signs(typed: str, line: str) -> None:
    assert plain_line(typed) == line


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("La balise `<main>` et <nav>", "La balise <main> et <nav>"),
        ("**Balises** <main> et <em>nav</em>", "Balises <main> et nav"),
    ],
)
def test_it_stays_beside_markdown_too(typed: str, line: str) -> None:
    assert plain_line(typed) == line


@given(st.text("<>mx/ !=\"'", max_size=20).filter(lambda typed: "<!--" not in typed))
def test_without_a_tag_of_words_all_stays(typed: str) -> None:
    assert plain_line(typed) == " ".join(typed.split())


# fmt: off
UNITS = [
    "<", "<b", "<b ", "</", "<!--", "<a@", "<a@b.", "<a x=", '<a x="', "<a x='", '<a x="y" ', "<b x = ", "<https://",
    "<mailto:a", "`<", "**<", "{{<", "](<", "<x>", "<b>",
]
# fmt: on


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("before", ["", "**"], ids=["HTML", "Markdown"])
def test_a_long_repetition_takes_no_square_of_time(before: str, unit: str) -> None:
    begun = process_time()
    with suppress(BadValue):
        plain_line(before + unit * (SIZE // len(unit)))
    assert process_time() - begun < SECONDS
