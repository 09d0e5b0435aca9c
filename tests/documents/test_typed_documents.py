"""TOML and JSON: their types, the lines that can be known, and faults."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from eventfeeds.documents import Document, Keys, parse
from eventfeeds.documents.typed import load_toml
from eventfeeds.errors import BadValue, Remark


def document(text: str) -> Document:
    found = parse(text.encode())
    assert found is not None
    return found


def fault(text: str) -> Remark:
    with pytest.raises(BadValue) as caught:
        parse(text.encode())
    return caught.value.remark


def toml_fault(data: bytes) -> Remark:
    with pytest.raises(BadValue) as caught:
        load_toml(data)
    return caught.value.remark


def test_toml_brings_its_types() -> None:
    found = document(
        "+++\n"
        "text = 'a'\nnumber = 5\nreal = 1.5\nyes = true\nday = 2024-07-24\nhour = 14:30:00\n"
        "moment = 2024-07-24T14:30:00Z\nlist = [1, {a = 'b'}]\n[table]\nkey = 'v'\n[[rows]]\nn = 1\n"
        "+++\n"
    )
    assert found.metadata == {
        "text": "a",
        "number": 5,
        "real": 1.5,
        "yes": True,
        "day": date(2024, 7, 24),
        "hour": time(14, 30),
        "moment": datetime(2024, 7, 24, 14, 30, tzinfo=UTC),
        "list": [1, {"a": "b"}],
        "table": {"key": "v"},
        "rows": [{"n": 1}],
    }


def test_json_brings_its_types() -> None:
    found = document('{"text": "a", "number": 5, "real": 1.5, "yes": true, "none": null, "list": [1, {"a": []}]}')
    assert found.metadata == {"text": "a", "number": 5, "real": 1.5, "yes": True, "none": None, "list": [1, {"a": []}]}


@pytest.mark.parametrize("text", ["+++\na = {b = [{c = 1}]}\n+++\n", '{"a": {"b": [{"c": 1}]}}\n'])
def test_every_mapping_is_one_with_lines(text: str) -> None:
    outer = document(text).metadata
    inner = outer["a"]
    assert isinstance(inner, Keys)
    rows = inner["b"]
    assert isinstance(rows, list)
    assert [type(mapping) for mapping in (outer, rows[0])] == [Keys, Keys]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("\n+++\na = 1\n\nb.c = 2\n'd e' = 3\n[f]\n+++\n", {"a": 3, "b": 5, "d e": 6, "f": 7}),
        ("+++\na = 1\n[b]\na = 2\n+++\n", {"b": 3}),
        ("+++\n[[a]]\n[[a]]\n[b . c]\n+++\n", {"b": 4}),
        ("+++\na = '''\nb = 1\n'''\nb = 2\n+++\n", {"a": 2}),
        ("+++\na = { b = 1, c = 2 }\nc = 3\n+++\n", {"a": 2}),
        ('\n{\n"a": 1,\n"b" :\n{"c": 2}}\n', {"a": 3, "b": 4}),
        ('{\n"a": 1,\n"b": {"a": 2}}\n', {"b": 3}),
        ('{"a": "\\"a\\": x", "b": ["b"]}\n"a": 2\n', {"a": 1, "b": 1}),
        ('{\n"\\u0061": 1,\n"b": 2}\n', {"b": 3}),
    ],
)
def test_a_key_has_a_line_where_exactly_one_line_sets_it(text: str, lines: dict[str, int]) -> None:
    assert document(text).metadata.lines == lines


def test_a_toml_file_has_lines_at_every_level() -> None:
    settings = load_toml(b'title = "x"\r\n\r\n[site]\r\nurl = "y"\r\n[site.fields]\r\nstart = ["a"]\r\n')
    site = settings["site"]
    assert isinstance(site, Keys)
    fields = site["fields"]
    assert isinstance(fields, Keys)
    # `site` stands on two lines, so its own is not certain.
    assert [settings.lines, site.lines, fields.lines] == [{"title": 1}, {"url": 4, "fields": 5}, {"start": 6}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{\n"a": 1,\n"a": 2\n}\n', Remark("duplicate-key", key="a", got="a", line=3)),
        ('{\n"a": {"b": [\n{"c": 1,\n"c": 2}]}\n}\n', Remark("duplicate-key", key="a.b.0.c", got="c", line=4)),
        ('{"a": {"c": []},\n"b": {"x": 1, "x": 2}}\n', Remark("duplicate-key", key="b.x", got="x", line=2)),
        ('{"a": 1, "a": 2}\n', Remark("duplicate-key", key="a", got="a", line=1)),
        ('{\n"b":\n{"a": 1, "a": 2},\n"a": 3}\n', Remark("duplicate-key", key="b.a", got="a", line=4)),
    ],
)
def test_duplicate_json_keys_are_told(text: str, expected: Remark) -> None:
    assert document(text).remarks == (expected,)


def test_the_last_of_duplicate_json_keys_wins() -> None:
    assert document('{"a": 1, "b": 2, "a": 3}').metadata == {"a": 3, "b": 2}


@pytest.mark.parametrize(
    ("text", "got", "line"),
    [
        ("+++\na = 1\nb =\n+++\n", "Invalid value", 3),
        ("\n+++\na = 1\n[a]\nb = 2\n+++\n", "Cannot overwrite a value", 4),
        ("+++\na = [2024-02-31]\n+++\n", "Invalid date or datetime", 2),
        ("+++\na = [b]\n+++\n", "Invalid value", 2),
        ("+++\na: 1\n+++\n", "Expected '=' after a key in a key/value pair", 2),
        ("+++\na = 1\nb = '''\nc\n\n+++\n", "Expected \"'''\"", 4),
        (
            "+++\na = 1\nb = " + "9" * 5000 + "\n+++\n",
            "Exceeds the limit (4300 digits) for integer string conversion",
            2,
        ),
        ('\n{\n"a": 1\n"b": 2\n}\n', "Expecting ',' delimiter", 4),
        ('{\n"a": 1,\n}\n', "Expecting property name enclosed in double quotes", 3),
        ('{\n"a": "b\n', "Invalid control character at", 2),
        ("{", "Expecting property name enclosed in double quotes", 1),
        ('\n{"a":\n' + "9" * 5000 + "}", "Exceeds the limit (4300 digits) for integer string conversion", 2),
    ],
)
def test_a_syntax_error_says_why_and_where(text: str, got: str, line: int) -> None:
    assert fault(text) == Remark("syntax", got=got, line=line)


def test_the_place_in_a_toml_message_is_told_by_the_line_alone() -> None:
    assert toml_fault(b"a = 1\r\nb =\r\n") == Remark("syntax", got="Invalid value", line=2)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("05.09.2027", Remark("toml-date", got="05.09.2027")),
        ("2027-9-5", Remark("toml-date", got="2027-9-5")),
        ("2027-09-05T9:00", Remark("toml-date", got="2027-09-05T9:00")),
        ("2027-09-05 14h  ", Remark("toml-date", got="2027-09-05 14h")),
        ("2027-02-30", Remark("invalid-date", got="2027-02-30")),
        ("'Nik's Fest'", Remark("toml-quotes", '"Nik\'s Fest"', "'Nik's Fest'")),
        ('"Fest', Remark("toml-quotes", '"Fest"', '"Fest')),
        ("\u201cFest\u201d", Remark("toml-quotes", '"Fest"', "\u201cFest\u201d")),
        (
            "\u00ab\u00a0F\u00eate\u00a0\u00bb",
            Remark("toml-quotes", '"F\u00eate"', "\u00ab\u00a0F\u00eate\u00a0\u00bb"),
        ),
        ("numerique-gouv", Remark("toml-quotes", '"numerique-gouv"', "numerique-gouv")),
        ("False", Remark("toml-quotes", "false", "False")),
        ("yes", Remark("toml-quotes", "true", "yes")),
        ("Off", Remark("toml-quotes", "false", "Off")),
        ("True # all", Remark("toml-quotes", "true", "True")),
        ("'Nik's Fest' # all", Remark("toml-quotes", '"Nik\'s Fest"', "'Nik's Fest'")),
        ("\u201cFest # 1\u201d", Remark("toml-quotes", '"Fest # 1"', "\u201cFest # 1\u201d")),
        ("Fest #1", Remark("toml-quotes", '"Fest #1"', "Fest #1")),
        ("2026-02-31 # foo", Remark("invalid-date", got="2026-02-31")),
        ("05.09.2027 # foo", Remark("toml-date", got="05.09.2027")),
        (".5", Remark("toml-date", got=".5")),
        ("-.5", Remark("toml-date", got="-.5")),
        ("-foo", Remark("toml-quotes", '"-foo"', "-foo")),
        ("\u201d", Remark("toml-quotes", "", "\u201d")),
        ("x" * 100, Remark("toml-quotes", "", "x" * 100)),
    ],
)
def test_value_that_toml_has_not_is_told_with_its_key_and_what_to_write(written: str, expected: Remark) -> None:
    data = f"a = 1\nkey = {written}\nb = 2\n".encode()
    assert toml_fault(data) == expected._replace(key="key", line=2)


def test_comment_in_the_place_of_a_toml_value_is_no_text() -> None:
    assert toml_fault(b"a = 1\nkey = # foo\n") == Remark("syntax", got="Invalid value", line=2)


def test_key_that_stands_twice_in_toml_is_told() -> None:
    assert toml_fault(b"a = 1\nb = 2\na = 3\n") == Remark("toml-twice", key="a", line=3)


def test_a_long_toml_message_is_cut() -> None:
    assert len(toml_fault(b"[" + b"a" * 5000 + b"]\n[" + b"a" * 5000 + b"]\n").got) == 100


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('+++\nk = ["x\\u0007y"]\n+++\n', Remark("control-escape", key="k.0", got="U+0007", line=2)),
        ('{\n"k": ["x\\u0007y"]}\n', Remark("control-escape", key="k.0", got="U+0007", line=2)),
        ('{\n"k": ["x\\ud800y"]}\n', Remark("control-escape", key="k.0", got="U+D800", line=2)),
    ],
)
def test_an_escaped_control_character_or_surrogate_is_stripped_with_a_remark(text: str, expected: Remark) -> None:
    found = document(text)
    assert (found.metadata, found.remarks) == ({"k": ["xy"]}, (expected,))


def test_an_escaped_control_character_in_a_json_key_is_stripped() -> None:
    assert document('{"k\\u0007": 1}').metadata == {"k": 1}


def test_an_escaped_control_character_in_a_toml_file_is_an_error() -> None:
    assert toml_fault(b'a = 1\nk = "\\u0007"\n') == Remark("control-escape", key="k", got="U+0007", line=2)


@pytest.mark.parametrize(
    ("data", "code", "line"), [(b"a = 1\nb = '\xe9'\n", "not-utf8", 2), (b"a = 1\nb = '\0'\n", "syntax", 2)]
)
def test_a_toml_file_of_wrong_characters_is_an_error(data: bytes, code: str, line: int) -> None:
    remark = toml_fault(data)
    assert (remark.code, remark.line) == (code, line)


def test_a_toml_file_may_begin_with_a_bom() -> None:
    assert load_toml(b"\xef\xbb\xbfa = 1\n") == {"a": 1}


@pytest.mark.parametrize("value", [f"0x{'f' * 5000}", f"[0o{'7' * 9000}]", f"{{a = 0b{'1' * 20000}}}"])
def test_number_of_thousands_of_digits_is_refused_as_in_decimals(value: str) -> None:
    with pytest.raises(BadValue) as told:
        load_toml(f"a = 1\nuntil = {value}\n".encode())
    assert (told.value.remark.code, told.value.remark.line) == ("syntax", 2)
