"""Marks of emphasis that CommonMark leaves in the text."""

from __future__ import annotations

import pytest

from eventfeeds import markup


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("**Le 03/11 [Atelier] **", "<strong>Le 03/11 [Atelier]</strong> "),
        ("**\n[Le 03/11] [Jeux] ** *Des jeux*", "\n<strong>[Le 03/11] [Jeux]</strong>  <em>Des jeux</em>"),
        ("mot**gras,**suite", "mot<strong>gras,</strong>suite"),
        ("**gras, **suite", "<strong>gras,</strong> suite"),
        ("mot **« gras »**suite", "mot <strong>« gras »</strong>suite"),
        ("**a **et **b **", "<strong>a</strong> et <strong>b</strong> "),
        ("__a __b", "<strong>a</strong> b"),
        ("***a ***", "<strong>a</strong> "),
        ("**un *deux* trois **", "<strong>un <em>deux</em> trois</strong> "),
        ("**a\\\nb **", "<strong>a<br>\nb</strong> "),
        ("**a&nbsp;**b", "<strong>a&nbsp;</strong>b"),
        ("**Titre :****suite**", "<strong>Titre :</strong><strong>suite</strong>"),
        ("**A** et **b **", "<strong>A</strong> et <strong>b</strong> "),
    ],
)  # fmt: skip
def test_an_obvious_pair_becomes_bold(typed: str, expected: str) -> None:
    assert markup.html(typed) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("gras** suite", "gras suite"),
        ("**gras suite", "gras suite"),
        ("[gras]** suite", "[gras] suite"),
        ("(**gras)", "(gras)"),
        ("__gras suite", "gras suite"),
        ("mot** suite **autre", "mot suite autre"),
        ("**", ""),
        ("**a __b", "a b"),
        ("`a`** b", "<code>a</code> b"),
        ("**Titre*", "<em>Titre</em>"),
        ("**[lien **](https://a.fr/)", '<a href="https://a.fr/">lien </a>'),
    ],
)
def test_a_lone_run_at_a_words_edge_goes(typed: str, expected: str) -> None:
    assert markup.html(typed) == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    "typed",
    [
        "2 ** 3",
        "2 ** 3 et 4 ** 5",
        "a**b",
        "a*b*c**d",
        "snake__case",
        "a__b et c__d",
        "2\xa0** 3",
        "** ** a",
        "nom : ______",
        "** sous réserve",
        "Hôtel ***, bar",
        "5 * 3 = 15 *",
    ],
)
def test_what_is_no_emphasis_stays(typed: str) -> None:
    assert markup.text(markup.html(typed)) == typed.replace("*b*", "b")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (r"\*\*pas gras\*\*", "**pas gras**"),
        (r"\*\* pas \*\*gras", "** pas **gras"),
        (r"\_\_a \_\_", "__a __"),
        ("`**a **`", "**a **"),
        ("```\n**a **\n__b __\n```", "**a **\n__b __"),
        ("<pre>**a ** b</pre>", "**a ** b"),
        ("`**` a ** b", "** a ** b"),
    ],
)
def test_escaped_marks_and_code_stay(typed: str, shown: str) -> None:
    assert markup.text(markup.html(typed)) == shown


def test_a_pair_is_never_sought_beyond_its_paragraph() -> None:
    assert markup.html("**un\n\ndeux **") == "<p>un</p>\n<p>deux **</p>"


def test_bold_never_crosses_another_element() -> None:
    html = markup.html("<div><b><p>x</p>**y</b> z**</div>")

    assert markup.clean(html) == html
    assert "*" not in html


@pytest.mark.parametrize(
    "typed", ["* **[10h] ** *x*\n* **b **", "| **a ** | b |\n|---|---|\n| **c ** | d |", "> **a **"]
)
def test_marks_are_mended_in_every_kind_of_block(typed: str) -> None:
    html = markup.html(typed)

    assert "**" not in html
    assert "<strong>" in html
