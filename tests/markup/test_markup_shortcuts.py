"""Texts of which enough is known take shorter ways: to the same result, past renderer, sanitiser and scans."""

from __future__ import annotations

import pickle
import re
from unittest.mock import Mock, patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from eventfeeds import markup
from eventfeeds.markup import kramdown, links, own, plain, safety
from eventfeeds.markup.characters import printable_markup
from eventfeeds.markup.kramdown_scan import Scan
from eventfeeds.model import Detail, Tidy, checks

BASE = "https://www.exemple.fr/agenda/atelier/"
SIGNS = list("ab1 9.)-+*_`#>é«’\xa0\u202f\u2028\x85\n\t\r\"'!:;=|~&<[]{}\\/@\u2060\xad\ufdd0%^$")
TYPED = st.text(st.one_of(st.sampled_from(SIGNS), st.characters()), max_size=12)
WORDS = st.text(st.one_of(st.sampled_from('ab1 .)é«’\xa0\u202f:"-\n'), st.characters()), max_size=12)
LINES_OF_WORDS = st.lists(WORDS, min_size=1, max_size=3).map("<br>".join)
PARTS = [
    "a",
    "9",
    " ",
    "  ",
    "é",
    "’",
    "\xa0",
    "\u202f",
    "\n",
    "&nbsp;",
    "&amp;",
    "&lt;",
    "&#10;",
    "&NewLine;",
    "<",
    "&",
    "<p>",
    "</p>",
    "<br>",
]
PARAGRAPHS = st.lists(st.sampled_from(PARTS), max_size=8).map(lambda parts: f"<p>{''.join(parts)}</p>")

# fmt: off
MARKS = [
    "a", "é ", " ", "«\xa0", "\u202f", "\n", "\n\n", "  \n", "* ", "1. ", "3) ", "> ", "## ", "---\n", "**", "*", "__",
    "~~", "`", "```\n", "    ", "<br>", "<br>\n", "<br />", "&", "&amp;", "&lt;", "&gt;", "&nbsp;", "&Tab;", "&copy",
    '"', "'", ">", "\\", "\\*", "|", "|-|-|\n", "| a | b |\n", "{: .a}", "\ufdd0", "\ufeff", "\x07", "&#13;",
    "&#&#7;7;", "</p>", "[a](https://a.fr/b)", "[a](http://a.b-c.fr/?b=1&c=2#d)", "[", "](",
    ")", "](https://a.fr)", "![a](https://a.fr/b.png)",
]
TARGETS = [
    "https://a.fr:99999/", "https://1.2.3.4.5/", "https://xn--a.fr/", "https://a_b.fr", "https://a..fr", "https://a-.fr",
    "https://[::g]/", "https://a.fr/'b'", "https://a.fr/&quot;b", "https://a.fr/&copy=1", "https://a.fr/%4g",
    "https://é.fr/", "https://b@a.fr/", "https:/a.fr", "//a.fr", "/a", "mailto:a@b.fr", "mailto:.-@b.fr",
    "mailto:a@b", "tel:+331", "javascript:a", 'https://a.fr "b"', "",
]
TAGS = [
    "a", " ", "\n", "<p>", "</p>", "<br>", "<pre>", "</pre>", "<ul>", "</ul>", "<li>", "</li>", "<", ">", "<td>",
    "<p lang='fr'>", "<table>", "</table>", '<img alt="a<b>" src="/c">', '<a title="a > b" href="/d">', "</a>",
    '<ol start="3">', "</ol>", '<a href="https://a.fr/?a<b">',
]
# fmt: on
LINKS = st.sampled_from(TARGETS).map(lambda address: f"[a *b* c]({address})")
MARKDOWN = st.lists(st.one_of(st.sampled_from(MARKS), LINKS), max_size=20).map("".join)


@settings(derandomize=True, deadline=None, max_examples=1000)
@given(MARKDOWN)
def test_what_is_not_sanitised_is_what_the_sanitiser_makes(markdown: str) -> None:
    rendered = markup._rendered(markdown, BASE, comments=True)

    with patch.object(markup, "as_sanitised", return_value=None):
        assert markup._rendered(markdown, BASE, comments=True) == rendered
    assert checks.plain(str(rendered[0])) == rendered[0]


ATTRIBUTES = [
    "{:",
    ".x",
    "}",
    "{",
    "a",
    "é",
    "\n",
    "# ",
    "##",
    " ",
    "::",
    "comment}",
    "`",
    "\\",
    "~~~",
    "<!-",
    "{#id}",
    "{%",
]


@settings(derandomize=True, deadline=None, max_examples=2000)
@given(st.lists(st.sampled_from(ATTRIBUTES), max_size=12).map("".join), st.booleans())
def test_attribute_lists_go_as_in_any_other_text(typed: str, templates: bool) -> None:
    assert kramdown.strip(typed, templates=templates) == Scan(typed, templates=templates).run()


ADDRESS_PARTS = [
    "mailto:",
    "https://",
    "/",
    ".",
    "-",
    "_",
    "~",
    "@",
    "a",
    "B9",
    "exemple",
    ".fr",
    ":80",
    "?",
    "%41",
    "é",
]
ADDRESSES = st.lists(st.sampled_from(ADDRESS_PARTS), max_size=9).map("".join)
BASES = st.sampled_from(["", BASE, "https://a-b.EXEMPLE.fr:8080", "https://exemple.fr./a?b=/c/", "https://é.fr/a/"])


@settings(derandomize=True, deadline=None, max_examples=2000)
@given(ADDRESSES, BASES)
@example("mailto:jean.dupont@a-b.exemple.FR", "")
@example("/a/b-9.PDF", BASE)
@example("mailto:jean dupont@exemple.fr", "")
@example("/a/../b", BASE)
@example("/a//b", BASE)
def test_a_plain_address_is_made_absolute_as_any_other(typed: str, base: str) -> None:
    assert links.link(typed, base) == links._mended(typed, base)


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.one_of(TYPED, WORDS, LINES_OF_WORDS))
def test_a_short_text_is_rendered_as_any_other(typed: str) -> None:
    assert markup.render(typed, BASE) == markup._rendered(typed, BASE, comments=True)


@settings(derandomize=True, deadline=None, max_examples=500)
@given(PARAGRAPHS)
def test_a_paragraph_is_cleaned_as_any_other(html: str) -> None:
    assert markup.clean(html) == safety.sanitised(printable_markup(html))


@settings(derandomize=True, deadline=None, max_examples=500)
@given(st.one_of(PARAGRAPHS, LINES_OF_WORDS))
def test_a_paragraph_is_told_as_any_other(typed: str) -> None:
    html = markup.html(typed)

    assert markup.text(html) == plain._Page().read(html)


@settings(derandomize=True, deadline=None, max_examples=1000)
@given(st.one_of(MARKDOWN, st.lists(st.sampled_from(TAGS), max_size=12).map("".join)))
def test_what_was_rendered_is_told_as_any_other_html(markdown: str) -> None:
    html = markup.html(markdown, BASE)

    assert re.fullmatch(r"[^<>]*(<[^<>]*>[^<>]*)*", html)
    assert markup.text(html) == markup.text(str(html))


@pytest.fixture
def unused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither renderer nor sanitiser, nor the walk over tags."""
    monkeypatch.setattr(markup, "_PLAIN", Mock(side_effect=AssertionError("rendered")))
    monkeypatch.setattr(safety, "_CLEANER", Mock(side_effect=AssertionError("sanitised")))
    monkeypatch.setattr(plain, "_Page", Mock(side_effect=AssertionError("walked")))


LINES = [
    "Équipes techniques",
    "9h - 12h",
    "12 – Marché-aux-Grains, Navette de la gare, toutes les vingt minutes",
    "Transcription en direct\xa0; « boucle à induction »",
]


@pytest.mark.usefixtures("unused")
@pytest.mark.parametrize("line", LINES)
def test_a_line_without_marks_needs_no_library(line: str) -> None:
    html = markup.html(line)

    assert html == f"<p>{line}</p>".replace("\xa0", "&nbsp;")
    assert markup.clean(str(html)) == html
    assert markup.text(html) == line


@pytest.mark.usefixtures("unused")
def test_a_line_end_in_html_needs_no_renderer() -> None:
    html = markup.html("Sur inscription<br>Dans la limite des places")

    assert html == "<p>Sur inscription<br>Dans la limite des places</p>"
    assert markup.clean(str(html)) == html
    assert markup.text(html) == "Sur inscription\nDans la limite des places"


BODY = """[Un](mailto:a.b@exemple.fr) *atelier* **gratuit**, à [Paris](https://a.fr/lieu?b=1&c=2#plan) & en ligne<br>
de 9h à 12h.

## Programme « court »

* un
* deux

1. trois\\
   quatre

> cinq
"""


def test_what_holds_no_tags_needs_no_sanitiser(monkeypatch: pytest.MonkeyPatch) -> None:
    html = markup.html(BODY)
    monkeypatch.setattr(safety, "_CLEANER", Mock(side_effect=AssertionError("sanitised")))

    assert markup.html(BODY) == html
    assert markup.clean(html) == html


@pytest.mark.parametrize(
    "html",
    [
        "<p>a</p><script>b</script>",
        "<p onclick='b'>a</p>",
        '<p lang="fr">a</p>',
        '<a href="javascript:a">a</a>',
        '<a href="https://a.fr:99999/">a</a>',
        '<a href="https://a.fr/" onclick="b">a</a>',
        '<a href="https://a.fr/&quot;">a</a>',
        "<p>a &nbsp; b</p>",
        "<pre>a</pre>",
        "<br>" * 501,
        "a" * 100_001,
    ],
)
def test_what_is_in_doubt_is_sanitised(html: str) -> None:
    assert own.as_sanitised("", html) is None


def test_what_was_rendered_is_not_searched_for_control_characters_or_tags_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    html, tidy = markup.html(BODY), Tidy("un\ndeux")
    monkeypatch.setattr(checks, "_UNTIDY", "not (a pattern")
    monkeypatch.setattr(plain, "_SIGN", "not (a pattern")

    assert checks.plain(tidy) is tidy
    assert markup.text(html).startswith("Un (a.b@exemple.fr) atelier gratuit")
    assert Detail(label="Programme", text=html).text is html


def test_what_was_rendered_is_not_sanitised_again(monkeypatch: pytest.MonkeyPatch) -> None:
    html = markup.html("* un\n* **deux**")
    unpickled = pickle.loads(pickle.dumps(html))
    monkeypatch.setattr(safety, "_CLEANER", Mock(side_effect=AssertionError("sanitised")))

    assert markup.clean(html) is html
    assert markup.clean(unpickled) is unpickled


def test_what_was_changed_since_is_sanitised() -> None:
    html = markup.html("* un") + "<script>x</script>"

    assert markup.clean(html) == "<ul>\n<li>un</li>\n</ul>"
