"""Texts made to take forever, to fill the memory or to overflow a stack are read, or refused by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eventfeeds import markup
from eventfeeds.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 100_000  # characters: a square would be noticed
BASE = "https://www.exemple.fr/agenda/"


# fmt: off
UNITS = [
    "{", "{{", "{%", "{: ", "{#", "{::", "{{<", "{% a \n\n", "{{ a \n\n", "{# a #}", "{: x}", "<!--", "<!-- -->",
    "`", "` `` ", "```\n", "~~~\n", "``` ", "**", "**a ", "a** ", "a ** b ", "__a ", r"\*", "*a ", "a**b", "~~a ",
    "[", "](", "![", "[a](", "[a](x) ", "[a](<", "[[]()", "![a]", "[a]: x\n", "<http://a.fr/> ", "#", "\n##a",
    "* a ", "1. a\n", "    ", "\t", "\n", "|", "a|b\n-|-\n", "-", "=\n", "\\", "\x07", "\u2028", "&#7;", "é",
    "<", "<a ", '<a href="', "<a b='\" ", "<?", "<![CDATA[", "</div>", "<p>", "<li>", "<br>", "<td>", "<x>",
]
# fmt: on


def outcome(text: str, render: Callable[..., tuple[str, object]] = markup.render) -> str:
    """`read`, or the code of the refusal."""
    try:
        html, _ = render(text, BASE)
    except BadValue as refusal:
        return refusal.remark.code
    return "read" if markup.text(html) == markup.text(markup.clean(html)) else "changed"


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_repetition_is_read_or_refused(unit: str) -> None:
    assert outcome(unit * (SIZE // len(unit))) in ("read", "markup-too-deep", "markup-too-dense")


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_repetition_in_html_is_read_or_refused(unit: str) -> None:
    assert outcome(unit * (SIZE // len(unit)), markup.render_html) in ("read", "markup-too-deep", "markup-too-dense")


@pytest.mark.parametrize(
    "text",
    [
        "> " * 100_000,
        "1. " * 100_000,
        "<div>" * 100_000,
        "<b>" * 100_000,
        "<table><tr><td>" * 50_000,
        "<div><table><tr><td></div></table>" * 50_000,
        "<section>" * 501,
        "".join(f"<i lang='{number}'>" for number in range(400)) + "<p>x" * 20_000,
        f"<a href='https://a.fr/{'x' * 100_000}'>" + "<p>x" * 20_000,
        "\n".join("  " * depth + "* a" for depth in range(600)),
    ],
    ids=["quotes", "lists", "div", "b", "table", "barrier", "section", "formatting", "link", "indents"],
)
def test_what_is_nested_too_deep_is_refused(text: str) -> None:
    with pytest.raises(BadValue) as refusal:
        markup.render(text)

    assert refusal.value.remark.code == "markup-too-deep"
    assert refusal.value.remark.expected == "500"


@pytest.mark.parametrize("text", ["a&b " * 100_001, "\xa0x" * 100_001, "<br>" * 500_001])
def test_what_is_too_dense_for_the_parser_is_refused(text: str) -> None:
    with pytest.raises(BadValue) as refusal:
        markup.render(text)

    assert refusal.value.remark.code == "markup-too-dense"


def test_the_sanitiser_refuses_the_same() -> None:
    with pytest.raises(BadValue, match="markup-too-deep"):
        markup.clean("<div>" * 100_000)


@pytest.mark.parametrize(
    "text",
    [
        "> " * 240 + "a",
        "<p>a" * 5_000,
        "<ul>" + "<li>a" * 5_000 + "</ul>",
        "<table>" + "<tr><td>a<td>b" * 5_000 + "</table>",
        "<dl>" + "<dt>a<dd>b" * 5_000 + "</dl>",
        "<p><b>a</b> <a href='https://a.fr/'>b</a><br>c</p>" * 5_000,
        "* un [lien](https://a.fr/b?c=1&d=2) et **gras**\n" * 5_000,
    ],
    ids=["quotes", "paragraphs", "items", "cells", "terms", "tags", "Markdown"],
)
def test_what_is_only_long_is_read(text: str) -> None:
    assert markup.text(markup.html(text))


def test_plain_text_of_html_never_cleaned_takes_no_square_of_time() -> None:
    soup = "x<a href='https://a.fr/'><p>" * 50_000

    assert markup.text(soup).count("x") == 50_000


def test_many_different_code_marks_take_no_square_of_time() -> None:
    text = "{}" + "".join("`" * length + " " for length in range(1, 600)) + "` " * 20_000 + "{: a}"

    assert "{: a}" not in markup.html(text)
