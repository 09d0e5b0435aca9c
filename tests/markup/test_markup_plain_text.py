"""Safe HTML -> what a subscriber reads in a calendar."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventfeeds import markup

LINK = '<a href="https://a.fr/b">'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("14h-17h", "14h-17h"),
        ("<p>un</p>\n<p>deux</p>", "un\n\ndeux"),
        ("<h2>Titre</h2>\n<p>un\ndeux</p>", "Titre\n\nun deux"),
        ("<p>un<br>\ndeux</p>", "un\ndeux"),
        ("<p>un<br><br><br><br>deux</p>", "un\n\ndeux"),
        ("<ul><li>un<br><br><br><br>deux</li></ul>", "- un\n\n  deux"),
        ("<ul><li><pre>un\n\n\n\ndeux</pre></li></ul>", "- un\n\n  deux"),
        ("<p><br>un <br> deux<br></p>", "un\ndeux"),
        ("<p> un   <b> deux </b>\t trois </p>", "un deux trois"),
        ("<p>un</p><p></p><p>&nbsp;</p><p>deux</p>", "un\n\ndeux"),
        ("un<hr>deux", "un\n\ndeux"),
        ("<div>un</div><div>deux</div><p>trois</p>", "un\ndeux\n\ntrois"),
        ("<blockquote>\n<p>un</p>\n<p>deux</p>\n</blockquote>", "un\n\ndeux"),
        ("<p>m<sup>2</sup>, le 1<sup>er</sup></p>", "m2, le 1er"),
        ("<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></dl>", "a\nb\n\nc\nd"),
        ("<details><summary>Plus</summary>texte</details>", "Plus\n\ntexte"),
        ("<figure><img src='x' alt=\"Plan\"><figcaption>Le plan</figcaption></figure>", "Plan\nLe plan"),
    ],
)
def test_blocks_are_separated(html: str, expected: str) -> None:
    assert markup.text(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a :</p><ul><li>b</li><li>c</li></ul><p>d</p>", "a :\n\n- b\n- c\n\nd"),
        ("<ul><li>a</li></ul>b", "- a\n\nb"),
        ("<ul><li>a<ul><li>b</li></ul>c</li></ul>", "- a\n  - b\n  c"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ('<ol start="9"><li>a</li><li>b</li></ol>', "9. a\n10. b"),
        ('<ol start="0"><li>a</li><li>b</li></ol>', "0. a\n1. b"),
        (
            "<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li><li>d</li></ul>",
            "- a\n  - b\n    1. c\n- d",
        ),
        ("<ul><li><p>a</p></li><li><p>b</p><p>c</p></li><li>d</li></ul>", "- a\n- b\n\n  c\n- d"),
        ("<ul><li>a<br>b</li></ul>", "- a\n  b"),
        ("<ul><li>a<br><br>b</li></ul>", "- a\n\n  b"),
        ("<ul><li></li><li>a</li></ul>", "- a"),
        ("<ul><li><h4>a</h4></li></ul><p>b</p>", "- a\n\nb"),
        ("<ul><li>a" + "<ul>" * 30 + "<li>b</li>" + "</ul>" * 30 + "</li></ul>", "- a\n" + "  " * 9 + "- b"),
    ],
)
def test_lists_have_marks_and_indents(html: str, expected: str) -> None:
    assert markup.text(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"{LINK}le plan</a>.", "le plan (https://a.fr/b)."),
        (f"voir {LINK} le plan </a>ici", "voir le plan (https://a.fr/b) ici"),
        (f"{LINK}le <b>plan</b></a>", "le plan (https://a.fr/b)"),
        (f"{LINK}https://a.fr/b</a>", "https://a.fr/b"),
        (f"{LINK}a.fr/b</a>", "https://a.fr/b"),
        (f"{LINK}<b>a.fr/b/</b></a>", "https://a.fr/b"),
        (f"{LINK}</a>", "https://a.fr/b"),
        ('<a href="https://a.fr/%C3%A9">a.fr/é</a>', "https://a.fr/%C3%A9"),
        ('<a href="https://a.fr/?b=1&amp;c=2">x</a>', "x (https://a.fr/?b=1&c=2)"),
        ('<a href="https://a.fr/?b=1&amp;c=2">https://a.fr/?b=1&amp;c=2</a>', "https://a.fr/?b=1&c=2"),
        ('<a href="mailto:a@b.fr">a@b.fr</a>', "a@b.fr"),
        ('<a href="mailto:a@b.fr?subject=x">a@b.fr</a>', "a@b.fr"),
        ('<a href="mailto:a@b.fr?subject=x">écrire</a>', "écrire (a@b.fr)"),
        ('<a href="tel:+33123456789">01 23 45 67 89</a>', "01 23 45 67 89"),
        ('<a href="tel:+33123456789">appeler</a>', "appeler (+33123456789)"),
        (f'{LINK}<img src="https://a.fr/c.png" alt="Logo"></a>', "Logo (https://a.fr/b)"),
        (f"{LINK}un<p>deux</p></a>", "un\n\ndeux\n\nhttps://a.fr/b"),
        (f"voir {LINK}un<p>deux</p>trois</a>", "voir un\n\ndeux\n\ntrois (https://a.fr/b)"),
        ('<a href="https://a.fr/le%20plan">a.fr/le plan</a>', "https://a.fr/le%20plan"),
    ],
)
def test_links_show_their_address(html: str, expected: str) -> None:
    assert markup.text(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('a<img src="https://a.fr/b.png" alt="le &quot;plan&quot;">b', 'a le "plan" b'),
        ('a<img src="https://a.fr/b.png">b', "ab"),
        ('<img alt="" src="https://a.fr/b.png">b', "b"),
    ],
)
def test_images_show_their_alternative_text(html: str, expected: str) -> None:
    assert markup.text(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<table>\n<thead><tr><th>Heure</th></tr></thead><tbody>\n<tr><td>9h</td></tr></tbody></table>\n<p>x</p>",
            "Heure\n9h\n\nx",
        ),
        ("<table><tbody><tr><td>a</td><td></td><td>b<br>c</td></tr></tbody></table>", "a | | b c"),
        ("<table><tr><th>Heure</th><th>Salle</th></tr></table>", "Heure | Salle"),
        ("<table><tbody><tr><td></td></tr><tr><td>a</td></tr></tbody></table>", "a"),
        ("<table><tr><td>a</td></tr><tr><td></td></tr><tr><td>b</td></tr></table>", "a\nb"),
        ("<table><tbody><tr><td>a<p>b</p></td></tr></tbody></table>", "a\nb"),
        ("<table><tbody><tr><td><ul><li>a</li><li>b</li></ul></td></tr></tbody></table>", "- a\n- b"),
        (
            "<table><tr><td>a</td><td><table><tr><td>b</td><td>c</td></tr></table></td></tr></table>",
            "a | b c",
        ),
        ("<table><caption>Salles</caption><tbody><tr><td>a</td></tr></tbody></table>", "Salles\n\na"),
    ],
)
def test_tables_have_a_line_a_row(html: str, expected: str) -> None:
    assert markup.text(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<pre><code>a\n  b\n\n\n\nc  \n</code></pre><p>d\ne</p>", "a\n  b\n\nc\n\nd e"),
        ("<p>a\nb</p><pre>c\td</pre>", "a b\n\nc\td"),
        ("<ul><li>a<pre>b\n c</pre></li></ul>", "- a\n\n  b\n   c"),
        ("<p><code>a  b</code></p>", "a b"),
    ],
)
def test_preformatted_text_keeps_its_lines(html: str, expected: str) -> None:
    assert markup.text(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("prix&nbsp;: 5\u202f€", "prix\xa0: 5\u202f€"),
        ("a&nbsp;&nbsp;b", "a\xa0\xa0b"),
        ("a\x85b\u2028c\u2029d", "a\nb\nc\nd"),
        ("a&#7;&#8232;b", "a\nb"),
        ("a\x00\x07\x0b\x1b\x7f\x9f\ud800\ufffe\uffffb", "ab"),
        ("a\r\nb", "a b"),
        ("3 < 4 > 2", "3 < 4 > 2"),
    ],
)
def test_characters_come_out_as_they_are_read(html: str, expected: str) -> None:
    assert markup.text(html) == expected


# fmt: off
_PIECES = st.sampled_from([
    "<p>", "</p>", "<br>", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>", "<h2>", "</h2>", "<pre>", "</pre>",
    "<table><tbody>", "</tbody></table>", "<tr>", "</tr>", "<td>", "</td>", "<b>", "</b>", "<div>", "</div>", "<hr>",
    "<blockquote>", "</blockquote>", '<a href="https://a.fr/b">', "</a>", '<img src="https://a.fr/c.png" alt="d">',
    "&amp;", "&nbsp;", "\xa0", "x", "y", "\x07", "\u2028", "&", "<", ">", '"', " ", "\n", "\t", "  ", "\n\n\n",
])
# fmt: on


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_no_line_ends_in_space_and_no_two_blank_lines_follow(soup: str) -> None:
    shown = markup.text(markup.clean(soup))

    assert shown == shown.strip()
    assert all(line == line.rstrip() for line in shown.split("\n"))
    assert "\n\n\n" not in shown
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]", shown)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.lists(st.text("abé&<>\"'*_[]\xa0", min_size=1).filter(lambda line: line == line.strip()), min_size=1))
def test_escaped_lines_come_back(lines: list[str]) -> None:
    assert markup.text(markup.escape("\n".join(lines))) == "\n".join(lines)
