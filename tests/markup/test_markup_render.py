"""Markdown as it is typed -> safe HTML: what the renderer is asked to do, and the remarks that come with it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from eventfeeds import markup
from eventfeeds.errors import Remark

BASE = "https://www.exemple.fr/agenda/atelier/"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Un *mot* et **deux**.", "<p>Un <em>mot</em> et <strong>deux</strong>.</p>"),
        ("## Programme", "<h2>Programme</h2>"),
        ("##Programme", "<h2>Programme</h2>"),
        ("###### Six", "<h6>Six</h6>"),
        ("un ##deux", "<p>un ##deux</p>"),
        ("#DesignGouv revient", "<p>#DesignGouv revient</p>"),
        ("Dans :\n* la salle\n* la cour", "<p>Dans :</p>\n<ul>\n<li>la salle</li>\n<li>la cour</li>\n</ul>"),
        ("ligne une  \nligne deux", "<p>ligne une<br>\nligne deux</p>"),
        ("ligne une\\\nligne deux", "<p>ligne une<br>\nligne deux</p>"),
        ("de ~~9h~~ 10h", "<p>de <del>9h</del> 10h</p>"),
        ("de ~20 à ~30 min, ~a~ b", "<p>de ~20 à ~30 min, ~a~ b</p>"),
        (r"\[5 minutes\] \*\*", "<p>[5 minutes] **</p>"),
        ("\"guillemets\" 'simples' -- ...", "<p>\"guillemets\" 'simples' -- ...</p>"),
        ("prix&nbsp;: 5&nbsp;€", "<p>prix&nbsp;: 5&nbsp;€</p>"),
        ("prix\u202f: 5\u202f€", "<p>prix\u202f: 5\u202f€</p>"),
        ("a[^1]\n\n[^1]: une note", "<p>a[^1]</p>\n<p>[^1]: une note</p>"),
        ("", ""),
        (" \n\t\n", ""),
    ],
)  # fmt: skip
def test_what_is_typed_becomes_html(typed: str, expected: str) -> None:
    assert markup.html(typed) == expected


def test_a_table_becomes_a_table() -> None:
    html = markup.html("| Heure | Salle |\n|---|---|\n| 9h | A |")

    assert "<th>Heure</th><th>Salle</th>" in html
    assert "<td>9h</td><td>A</td>" in html


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_line_separator_ends_a_line_of_markdown(end: str) -> None:
    assert markup.html(f"Dans :{end}* la salle") == markup.html("Dans :\n* la salle")


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x80", "\ud800", "\ufffe", "\uffff"])
def test_control_characters_never_come_out(character: str) -> None:
    assert markup.html(f"a{character}b") == "<p>ab</p>"


@pytest.mark.parametrize(
    "reference", ["&#7;", "&#x7;", "&#x0b;", "&#127;", "&#0007", "&#xD800;", "&#65535;", "<i>&#7;</i>"]
)
def test_references_to_control_characters_never_come_out(reference: str) -> None:
    shown = markup.text(markup.html(f"a{reference}b"))

    assert shown.replace("\ufffd", "") == "ab"


def test_a_mark_that_was_escaped_in_an_address_stays_in_it() -> None:
    assert markup.html(r"[x](https://a.fr/b\_c\*)") == '<p><a href="https://a.fr/b_c*">x</a></p>'


def test_escapes_inside_code_stay_as_typed() -> None:
    assert markup.html(r"`a\*b\_c`") == r"<p><code>a\*b\_c</code></p>"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("[x](/agenda/)", "https://www.exemple.fr/agenda/"),
        ("[x](../bilan)", "https://www.exemple.fr/agenda/bilan"),
        ("[x](#programme)", "https://www.exemple.fr/agenda/atelier/#programme"),
        ("[x](?page=2)", "https://www.exemple.fr/agenda/atelier/?page=2"),
        ("[x](//cdn.exemple.fr/a)", "https://cdn.exemple.fr/a"),
        ("[x](https://a.fr/é)", "https://a.fr/%C3%A9"),
        ("<A HREF = '/plan'>x</A>", "https://www.exemple.fr/plan"),
        ("<a class=b href=/plan>x</a>", "https://www.exemple.fr/plan"),
        ('<a title="a > b" href="/plan">x</a>', "https://www.exemple.fr/plan"),
        ("[x](mailto:a@b.fr)", "mailto:a@b.fr"),
        ("<contact@exemple.fr>", "mailto:contact@exemple.fr"),
        ("[x][r]\n\n[r]: /plan", "https://www.exemple.fr/plan"),
    ],
)
def test_links_are_made_absolute(typed: str, expected: str) -> None:
    html, remarks = markup.render(typed, BASE)

    assert f'href="{expected}"' in html
    assert remarks == ()


def test_images_are_made_absolute() -> None:
    html, remarks = markup.render('![Plan "A"](/plan.png "Le plan")', BASE)

    expected = '<img src="https://www.exemple.fr/plan.png" alt="Plan &quot;A&quot;" title="Le plan">'
    assert html == f"<p>{expected}</p>"
    assert remarks == ()


def test_an_ampersand_in_an_address_is_written_once() -> None:
    assert markup.html("[x](/a?b&copy)", BASE) == ('<p><a href="https://www.exemple.fr/a?b&amp;copy">x</a></p>')


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        ("[texte](/plan)", Remark("relative-link", got="/plan")),
        ("[texte](#a)", Remark("relative-link", got="#a")),
        ("[texte]()", Remark("bad-link")),
        ('<a href="">texte</a>', Remark("bad-link")),
        ("[texte](javascript:alert(1))", Remark("bad-link", got="javascript:alert(1)")),
        ("[texte](<javascript:alert(1)>)", Remark("bad-link", got="javascript:alert(1)")),
        ('<a href="java&#9;script:x">texte</a>', Remark("bad-link", got="java\tscript:x")),
        ('<a href="&#106;avascript:x">texte</a>', Remark("bad-link", got="javascript:x")),
        ("[texte](data:text/html,x)", Remark("bad-link", got="data:text/html,x")),
        ("[texte](vbscript:x)", Remark("bad-link", got="vbscript:x")),
    ],
)
def test_a_link_without_a_usable_address_leaves_its_text(typed: str, remark: Remark) -> None:
    html, remarks = markup.render(typed)

    assert html == "<p>texte</p>"
    assert remarks == (remark,)


def test_an_image_without_a_usable_address_leaves_its_alternative_text() -> None:
    html, remarks = markup.render("Voir ![le <plan>](data:image/png;base64,AAAA).")

    assert html == "<p>Voir le &lt;plan&gt;.</p>"
    assert remarks == (Remark("bad-link", got="data:image/png;base64,AAAA"),)


def test_an_image_without_any_address_leaves_its_alternative_text() -> None:
    assert markup.render('Voir <img alt="le plan" srcset="a.png">.') == ("<p>Voir le plan.</p>", ())


def test_an_anchor_leaves_its_text_without_a_remark() -> None:
    assert markup.render('<a name="haut">Haut</a> de page') == ("<p>Haut de page</p>", ())


@pytest.mark.parametrize(
    ("typed", "got", "mended"),
    [
        ('<a href="mailto:a@b.fr ">x</a>', "mailto:a@b.fr ", "mailto:a@b.fr"),
        ("[x](http://mailto:a@b.fr)", "http://mailto:a@b.fr", "mailto:a@b.fr"),
        ("[x](www.exemple.fr/a)", "www.exemple.fr/a", "https://www.exemple.fr/a"),
        ("[x](a@b.fr)", "a@b.fr", "mailto:a@b.fr"),
    ],
)
def test_a_mended_link_is_told(typed: str, got: str, mended: str) -> None:
    html, remarks = markup.render(typed, BASE)

    assert html == f'<p><a href="{mended}">x</a></p>'
    assert remarks == (Remark("mended-link", expected=mended, got=got),)


def test_remarks_come_in_order_and_each_once() -> None:
    _, remarks = markup.render("[a](x:1) [b](y:1) [c](x:1)")

    assert [remark.got for remark in remarks] == ["x:1", "y:1"]


def test_no_more_than_ten_remarks_are_made_of_one_text() -> None:
    _, remarks = markup.render(" ".join(f"[a](x:{number})" for number in range(30)))

    assert [remark.got for remark in remarks] == [f"x:{number}" for number in range(10)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            '<iframe title="Le film" src="https://tube.fr/v"></iframe>',
            '<a href="https://tube.fr/v">Le film</a>',
        ),
        ('<iframe src="//tube.fr/v"></iframe>', '<a href="https://tube.fr/v">https://tube.fr/v</a>'),
        ('<video src="/film.mp4">', '<a href="https://www.exemple.fr/film.mp4">'),
        (
            '<video controls><source src="/film.mp4"></video>',
            '<a href="https://www.exemple.fr/film.mp4">',
        ),
        ('<object data="https://a.fr/x.pdf"></object>', '<a href="https://a.fr/x.pdf">'),
    ],
)
def test_what_is_embedded_by_its_address_becomes_a_link(typed: str, expected: str) -> None:
    html, remarks = markup.render(typed, BASE)

    assert expected in html
    assert remarks == ()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("a <iframe srcdoc='x'></iframe>", "iframe"),
        ("a <SCRIPT>alert(1)</SCRIPT>", "script"),
        ("a <svg><text>x</text></svg>", "svg"),
        ("a <form action='/x'></form>", "form"),
        ("a <object></object>", "object"),
    ],
)
def test_html_that_a_feed_cannot_hold_is_dropped_and_told(typed: str, name: str) -> None:
    html, remarks = markup.render(typed)

    assert markup.text(html) == "a"
    assert remarks == (Remark("dropped-html", got=name),)


def test_html_that_was_not_closed_is_mended() -> None:
    html = markup.html("<div class='encadre'>\n<figure><b>Gras\n\nSuite\n</div>\n</div>")

    assert html.count("<div>") == html.count("</div>") == 1
    assert html.count("<figure>") == html.count("</figure>") == 1


def test_languages_of_passages_are_kept() -> None:
    assert markup.html('Un <span lang="en" class="x">meetup</span>') == ('<p>Un <span lang="en">meetup</span></p>')


def test_the_base_may_hold_accents() -> None:
    assert 'href="https://exemple.fr/%C3%A9t%C3%A9/plan"' in markup.html("[x](plan)", "https://exemple.fr/été/")


def test_threads_give_each_text_its_own_remarks() -> None:
    texts = [f"[a](x:{number}) [b](/p{number})" for number in range(64)]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: markup.render(text, BASE), texts * 4))

    assert together == [markup.render(text, BASE) for text in texts] * 4


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("14h-17h", "14h-17h"),
        ("Salle <A> & B", "Salle &lt;A&gt; &amp; B"),
        ("ligne une\r\nligne deux", "ligne une<br>\nligne deux"),
        ("prix\xa0: 5", "prix&nbsp;: 5"),
        ("**non**\x07", "**non**"),
        ('"oui"', '"oui"'),
    ],
)
def test_plain_text_becomes_html_that_shows_it(plain: str, expected: str) -> None:
    assert markup.escape(plain) == expected
    assert markup.clean(expected) == expected
