"""Bytes to front matter and body: encoding, fences, line ends, control characters."""

from __future__ import annotations

import copy
import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventfeeds.documents import Document, Keys, parse
from eventfeeds.documents.characters import CONTROL, first_control
from eventfeeds.errors import BadValue, Remark
from eventfeeds.model import Tidy, plain


def document(data: bytes | str) -> Document:
    found = parse(data.encode() if isinstance(data, str) else data)
    assert found is not None
    return found


def fault(data: bytes | str) -> Remark:
    with pytest.raises(BadValue) as caught:
        parse(data.encode() if isinstance(data, str) else data)
    return caught.value.remark


@pytest.mark.parametrize(
    "data",
    [
        "---\ntitle: Journée\n---\nTexte\n",
        "---  \ntitle: Journée\n---\t\nTexte\n",
        "---\ntitle: Journée\n...\nTexte\n",
        "---\ntitle: Journée\n... \nTexte\n",
        '+++\ntitle = "Journée"\n+++\nTexte\n',
        '+++ \ntitle = "Journée"\n+++ \nTexte\n',
        '{\n"title": "Journée"\n}\nTexte\n',
        '{"title": "Journée"}  \nTexte\n',
        '{ "title": "Journée"}Texte\n',
        "\ufeff---\ntitle: Journée\n---\nTexte\n",
        "\n \t\n---\ntitle: Journée\n---\nTexte\n",
        "\ufeff\n\n+++\ntitle = 'Journée'\n+++\nTexte\n",
        '\n\n{"title": "Journée"}\nTexte\n',
        "---\r\ntitle: Journée\r\n---\r\nTexte\r\n",
        "---\rtitle: Journée\r---\rTexte\r",
    ],
)
def test_front_matter_and_body_are_told_apart(data: str) -> None:
    found = document(data)
    assert (found.metadata, found.body) == ({"title": "Journée"}, "Texte\n")


@pytest.mark.parametrize(
    "data",
    [
        "",
        "\n\n",
        "Texte\n",
        "# Titre\n---\ntitle: x\n---\n",
        "----\ntitle: x\n----\n",
        "--- title\n---\n",
        " ---\ntitle: x\n---\n",
        "++++\ntitle = 1\n++++\n",
        "{% include agenda.html %}\n",
        "{{ page.title }}\n",
        "{:.intro}\nTexte\n",
        "{page.title}\n",
        '["a"]\n',
        "\u00a0\n---\ntitle: x\n---\n",
    ],
)
def test_a_text_that_begins_with_no_fence_has_no_front_matter(data: str) -> None:
    assert parse(data.encode()) is None


@pytest.mark.parametrize(
    "data",
    ["---\n---\nTexte", "---\n\n# rien\n---\nTexte", "---\n~\n---\nTexte", "+++\n+++\nTexte", "{}\nTexte", "{\n}Texte"],
)
def test_empty_front_matter_is_an_empty_mapping(data: str) -> None:
    found = document(data)
    assert type(found.metadata) is Keys
    assert (found.metadata, found.body) == ({}, "Texte")


@pytest.mark.parametrize(
    "data", ["---\na: b\n---", "---\na: b\n---\n", '+++\na = "b"\n+++', '{"a": "b"}', '{"a": "b"}\n']
)
def test_a_file_may_end_with_its_front_matter(data: str) -> None:
    found = document(data)
    assert (found.metadata, found.body) == ({"a": "b"}, "")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("---\na: b\n---\nTexte", 4),
        ("\ufeff\n\n---\na: b\n\n---\nTexte", 7),
        ("+++\r\na = 1\r\n+++\r\nTexte", 4),
        ("---\ra: b\r---\rTexte", 4),
        ('{\n"a": 1\n}\nTexte', 4),
        ('{\n"a": 1\n}Texte', 3),
    ],
)
def test_body_line_is_where_the_body_stands_in_the_file(data: str, line: int) -> None:
    found = document(data)
    assert (found.body, found.body_line) == ("Texte", line)


def test_fences_after_the_front_matter_belong_to_the_body() -> None:
    assert document("---\na: b\n---\n---\nc: d\n---\n").body == "---\nc: d\n---\n"


def test_every_line_end_of_the_body_becomes_a_line_feed() -> None:
    assert document("---\na: b\n---\nun\r\ndeux\rtrois\n").body == "un\ndeux\ntrois\n"


def test_a_fence_in_column_0_of_a_block_scalar_ends_the_front_matter() -> None:
    found = document("---\na: |\n  x\n--- \n  y\n---\n")
    assert (found.metadata, found.body) == ({"a": "x\n"}, "  y\n---\n")


@pytest.mark.parametrize("inner", ["----", "--- -", "-- -", " ---", "....", "+++"])
def test_what_only_resembles_a_fence_does_not_close(inner: str) -> None:
    found = document(f"---\na: 'x\n\n {inner}'\n---\nTexte")
    assert found.metadata == {"a": f"x\n{inner.strip()}"}


@pytest.mark.parametrize(
    ("data", "fence", "line"),
    [
        ("---\ntitle: x\n", "---", 1),
        ("---", "---", 1),
        ("---\n", "---", 1),
        ("---\ntitle: x\n ---\n", "---", 1),
        ("---\ntitle: x\n----\n", "---", 1),
        ("---\n\nUn filet Markdown, puis du texte.\n", "---", 1),
        ("\n\n---\ntitle: x\n", "---", 3),
        ("\r\n+++\r\ntitle = 1\r\n---\r\n", "+++", 2),
    ],
)
def test_missing_closing_fence_is_an_error_with_the_line_of_the_opening_one(data: str, fence: str, line: int) -> None:
    assert fault(data) == Remark("unclosed-front-matter", expected=fence, line=line)


@pytest.mark.parametrize(("data", "fence", "line"), [("---json\n{}\n---\n", "---json", 1), ("\n;;;\n;;;\n", ";;;", 2)])
def test_a_fence_of_another_dialect_is_an_error(data: str, fence: str, line: int) -> None:
    assert fault(data) == Remark("unknown-fence", expected="---", got=fence, line=line)


@pytest.mark.parametrize(
    ("data", "got", "line"),
    [
        ("---\r\na: b\r\n---\r\nÉté".encode("cp1252"), "0xC9", 4),
        ("---\ra: été\r---\r".encode("latin-1"), "0xE9", 2),
        (b"\xef\xbb\xbf---\na: \xed\xa0\x80\n---\n", "0xED", 2),
        ("\ufeff---\na: b\n---\n".encode("utf-16-le"), "0xFF", 1),
        (b"Texte seul\n\xff", "0xFF", 2),
    ],
)
def test_what_is_not_utf8_is_an_error_with_the_first_bad_byte(data: bytes, got: str, line: int) -> None:
    assert fault(data) == Remark("not-utf8", expected="UTF-8", got=got, line=line)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("---\na: b\nc: d\0\n---\n", 3),
        ("---\0\na: b\n---\n", 1),
        ("+++\na = 1\0\n+++\n", 2),
        ('{\n"a": 1,\n\0"b": 2\n}\n', 3),
        ("---\x07\na: b\n\0---\n---\n", 3),
    ],
)
def test_nul_in_the_front_matter_is_an_error_with_its_line(data: str, line: int) -> None:
    assert fault(data) == Remark("nul-character", line=line)


@pytest.mark.parametrize("character", "\x01\x08\x0b\x0c\x0e\x1f\x7f\x80\x84\x86\x9f\ufffe\uffff")
def test_control_characters_are_stripped_with_a_remark(character: str) -> None:
    found = document(f"---\na: b\nc: d{character}d\n---\nT{character}exte\n")
    assert (found.metadata, found.body) == ({"a": "b", "c": "dd"}, "Texte\n")
    assert found.remarks == (Remark("control-characters", got=f"U+{ord(character):04X}", line=3),)


def test_control_characters_of_the_body_are_stripped_with_one_remark_of_the_first() -> None:
    found = document("---\r\na: b\r\n---\r\nun\r\nde\0ux\x07\r\n\x07")
    assert (found.body, found.remarks) == ("un\ndeux\n", (Remark("control-characters", got="U+0000", line=5),))


def test_nul_on_the_first_line_of_the_body_is_stripped() -> None:
    found = document("---\na: b\n---\n\0Texte")
    assert (found.body, found.remarks) == ("Texte", (Remark("control-characters", got="U+0000", line=4),))


@given(st.text("aé\t\n\x00\x1f\x7f\x80\x85\x9f\xa0\uf8ff\ufb01\ufe0f\ufffd\ufffe\uffff\U0001f600", max_size=8))
def test_bytes_are_searched_for_the_control_characters_of_their_text(text: str) -> None:
    found, expected = first_control(text.encode(), text), re.search(CONTROL, text)
    assert (found and found.span()) == (expected and expected.span())


def test_control_characters_in_and_before_a_fence_do_not_hide_it() -> None:
    assert document("\x0c\n--\x07-\na: b\n---\x1a").metadata == {"a": "b"}


@pytest.mark.parametrize("character", "\t\u00a0\u0085\u2028\u2029\u200b")
def test_other_invisible_characters_of_the_body_stay(character: str) -> None:
    found = document(f"---\na: b\n---\nT{character}\n")
    assert (found.body, found.remarks) == (f"T{character}\n", ())


def test_stripping_leaves_the_lines_of_keys_as_they_are() -> None:
    found = document("---\na: \x0b\x0c1\r\nb: 2\x85\r\nc: 3\n---\n")
    assert found.metadata.lines == {"a": 2, "b": 3, "c": 4}


def test_a_document_survives_pickling_with_its_lines() -> None:
    found = document("---\na:\n- {b: c}\na: [{b: c}]\n---\nTexte")
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert again.metadata.lines == {"a": 4}
    assert again.metadata["a"][0].lines == {"b": 4}


def test_a_mapping_is_copied_with_its_lines() -> None:
    again = copy.deepcopy(document("---\na: {b: c}\n---\n").metadata)
    assert again == {"a": {"b": "c"}}
    assert again.lines == {"a": 2}


def test_a_mapping_compares_as_a_dict_whatever_its_lines() -> None:
    assert Keys({"a": "b"}, {"a": 1}) == Keys({"a": "b"}, {"a": 2}) == {"a": "b"}


def test_a_mapping_made_by_hand_has_the_lines_it_is_given() -> None:
    assert [Keys({"a": "b"}).lines, Keys({"a": "b"}, {"a": 7}).lines] == [{}, {"a": 7}]


def test_a_body_is_known_to_need_no_search_for_control_characters() -> None:
    assert isinstance(document("---\na: b\n---\nUn «\u00a0deux\u00a0»\r\n\x07trois").body, Tidy)


def test_only_what_needs_no_search_is_known_so() -> None:
    for character in map(chr, {*range(0x3000), *range(0xFF00, 0x10010)}):
        body = document(f"---\na: b\n---\nT{character}é\n").body
        assert not isinstance(body, Tidy) or plain(str(body)) == body
