"""One address as people type it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventfeeds import markup
from eventfeeds.errors import Remark

BASE = "https://www.exemple.fr/agenda/atelier/"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.exemple.fr/a/b?c=d&e=%C3%A9#f",
        "http://exemple.fr",
        "http://localhost:4000/",
        "https://[2001:db8::1]:8443/x",
        "https://exemple.fr/a_(b)!",
        "https://jean@exemple.fr/prive",
        "mailto:contact@exemple.fr",
        "mailto:a@exemple.fr,b@exemple.fr?subject=Oui",
        "mailto:?subject=Oui",
        "tel:+33123456789",
        "tel:01-23-45-67-89",
    ],
)
def test_a_good_address_comes_back_as_it_is(address: str) -> None:
    assert markup.link(address) == (address, None)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("https://exemple.fr/été", "https://exemple.fr/%C3%A9t%C3%A9"),
        ("https://exemple.fr/50%", "https://exemple.fr/50%25"),
        ("https://exemple.fr/a%20b%C3%A9", "https://exemple.fr/a%20b%C3%A9"),
        ("https://exemple.fr/?q={a}|b", "https://exemple.fr/?q=%7Ba%7D%7Cb"),
        ("https://café.fr/thé", "https://xn--caf-dma.fr/th%C3%A9"),
        ("HTTPS://exemple.fr/A", "https://exemple.fr/A"),
        ("//exemple.fr/a", "https://exemple.fr/a"),
        ("mailto:andré@café.fr", "mailto:andr%C3%A9@xn--caf-dma.fr"),
    ],
)
def test_an_address_is_put_into_ascii_without_a_remark(typed: str, expected: str) -> None:
    assert markup.link(typed) == (expected, None)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/plan", "https://www.exemple.fr/plan"),
        ("../bilan/", "https://www.exemple.fr/agenda/bilan/"),
        ("programme.pdf", "https://www.exemple.fr/agenda/atelier/programme.pdf"),
        ("lisez-moi.md", "https://www.exemple.fr/agenda/atelier/lisez-moi.md"),
        ("agenda.ics", "https://www.exemple.fr/agenda/atelier/agenda.ics"),
        ("inscription", "https://www.exemple.fr/agenda/atelier/inscription"),
        ("?page=2", "https://www.exemple.fr/agenda/atelier/?page=2"),
        ("#haut", "https://www.exemple.fr/agenda/atelier/#haut"),
        ("/éte", "https://www.exemple.fr/%C3%A9te"),
    ],
)
def test_a_relative_address_is_resolved(typed: str, expected: str) -> None:
    assert markup.link(typed, BASE) == (expected, None)


@pytest.mark.parametrize("typed", ["inscription", "(inscription)", "inscription\u200b", "a=b", "%20a"])
@pytest.mark.parametrize("base", ["", BASE])
def test_a_word_is_no_address_where_it_may_be_none(typed: str, base: str) -> None:
    assert markup.link(typed, base, word=False) == (None, Remark("bad-link", got=typed))


@pytest.mark.parametrize("typed", ["/plan", "programme.pdf", "a/b", "?page=2", "#haut", "a@exemple.fr"])
def test_what_has_a_sign_of_an_address_is_one_in_either_way(typed: str) -> None:
    assert markup.link(typed, BASE, word=False) == markup.link(typed, BASE)


@pytest.mark.parametrize("base", ["", "agenda/", "mailto:a@b.fr", "file:///tmp/"])
def test_a_relative_address_needs_a_web_address_as_base(base: str) -> None:
    assert markup.link("/plan", base) == (None, Remark("relative-link", got="/plan"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (" https://exemple.fr/a", "https://exemple.fr/a"),
        ("https://exemple.fr/a \n", "https://exemple.fr/a"),
        ("https://exemple.fr/a\xa0", "https://exemple.fr/a"),
        ("\u200bhttps://exemple.fr/a", "https://exemple.fr/a"),
        ("https://exemple.fr/a\u200b", "https://exemple.fr/a"),
        ("(https://exemple.fr/a)", "https://exemple.fr/a"),
        ("<https://exemple.fr/a>", "https://exemple.fr/a"),
        ("« https://exemple.fr/a »", "https://exemple.fr/a"),
        ("( <https://exemple.fr/a> )", "https://exemple.fr/a"),
        ("https:// www.exemple.fr", "https://www.exemple.fr"),
        ("https:/exemple.fr", "https://exemple.fr"),
        ("https//exemple.fr", "https://exemple.fr"),
        ("https:///exemple.fr", "https://exemple.fr"),
        (r"https:\\exemple.fr", "https://exemple.fr"),
        ("https://https://exemple.fr", "https://exemple.fr"),
        ("http://https://exemple.fr", "https://exemple.fr"),
        ("https://exemple.fr/mon plan.pdf", "https://exemple.fr/mon%20plan.pdf"),
        ("www.exemple.fr", "https://www.exemple.fr"),
        ("www.exemple.photos/a", "https://www.exemple.photos/a"),
        ("edite-sip.eventbrite.com", "https://edite-sip.eventbrite.com"),
        ("exemple.fr:8443/a?b", "https://exemple.fr:8443/a?b"),
        ("café.fr", "https://xn--caf-dma.fr"),
        ("mailto:a@exemple.fr ", "mailto:a@exemple.fr"),
        ("mailto: a@exemple.fr", "mailto:a@exemple.fr"),
        ("mailto://a@exemple.fr", "mailto:a@exemple.fr"),
        ("http://mailto:a@exemple.fr", "mailto:a@exemple.fr"),
        ("https://a@exemple.fr", "mailto:a@exemple.fr"),
        ("a@exemple.fr", "mailto:a@exemple.fr"),
        ("(a@exemple.fr)", "mailto:a@exemple.fr"),
        ("tel:01 23 45 67 89", "tel:0123456789"),
    ],
)
def test_what_can_mean_only_one_thing_is_mended_and_told(typed: str, expected: str) -> None:
    assert markup.link(typed) == (expected, Remark("mended-link", expected=expected, got=typed))


def test_a_relative_address_with_a_space_is_mended_and_told() -> None:
    expected = "https://www.exemple.fr/a/mon%20plan.pdf"

    assert markup.link("/a/mon plan.pdf", BASE) == (
        expected,
        Remark("mended-link", expected=expected, got="/a/mon plan.pdf"),
    )


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://exemple.fr/a",
        "webcal://exemple.fr/a.ics",
        "C:\\plan.pdf",
        "https://",
        "https://.fr",
        "https://exemple..fr",
        "https://exem ple.fr/",
        "https://a.fr et https://b.fr",
        "https://a.fr/b https://c.fr/d",
        "//",
        "mailto:",
        "mailto:personne",
        "mailto:a@b@c.fr",
        "tel:",
        "tel:appelez-nous",
        "contact@exemple",
        "Inscription en ligne",
        "à venir",
        f"https://{'é' * 300}.fr/",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    assert markup.link(typed, BASE) == (None, Remark("bad-link", got=typed[:200] + "…" * (len(typed) > 200)))


def test_a_remark_never_repeats_an_embedded_image() -> None:
    _, remark = markup.link("data:image/png;base64," + "A" * 100_000)

    assert remark is not None
    assert remark.got == "data:image/png;base64," + "A" * 178 + "…"


# fmt: off
_PIECES = st.sampled_from([
    "https:", "http:", "//", "/", "www.", "exemple", ".fr", "@", "mailto:", "tel:", "é", "%", "%20", " ", "?", "#",
    "(", ")", "<", ">", "javascript:", ":", "\u200b", "\x00", "[", "]", "&", '"', "'", "1", "+", "\\", "\ud800",
])
# fmt: on


@settings(derandomize=True, deadline=None, max_examples=400)
@given(st.lists(_PIECES, max_size=8).map("".join) | st.text(max_size=20))
def test_whatever_is_typed_the_result_is_safe_and_stable(typed: str) -> None:
    address, remark = markup.link(typed, BASE)

    if address is None:
        assert remark is not None
    else:
        assert address.startswith(("http://", "https://", "mailto:", "tel:"))
        assert address.isascii()
        assert not set(address) & set(' "<>\\`{}|\n\t\x00')
        assert markup.link(address) == (address, None)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://exemple.fr/a", "https://exemple.fr/a"),
        ("HTTP://exemple.fr/é", "http://exemple.fr/%C3%A9"),
        (" https://exemple.fr/a", ""),
        ("www.exemple.fr", ""),
        ("//exemple.fr/a", ""),
        ("mailto:a@exemple.fr", ""),
        ("/agenda/", ""),
        ("", ""),
    ],
)
def test_complete_web_address_needs_no_mending(text: str, address: str) -> None:
    assert markup.web_address(text) == address
