"""Files that begin with `Key: value` lines."""

from __future__ import annotations

import pytest

from eventfeeds.documents.headers import parse_headers
from eventfeeds.errors import BadValue


@pytest.mark.parametrize(
    ("text", "keys", "body"),
    [
        ("Title: a\nDate: 2026-03-14\n\nText\n", {"Title": "a", "Date": "2026-03-14"}, "\nText\n"),
        ("Title: a: b:c\n\n", {"Title": "a: b:c"}, "\n"),
        ("Title:   a  \nTags:\n\n", {"Title": "a", "Tags": ""}, "\n"),
        ("Summary: one\n    two\n      three\nTitle: a\n\n", {"Summary": "one\ntwo\nthree", "Title": "a"}, "\n"),
        ("Title: a\r\nDate: b\r\n\r\nText\r\n", {"Title": "a", "Date": "b"}, "\nText\n"),
        ("\ufeffTitle: a\n\nText", {"Title": "a"}, "\nText"),
        ("Title: a", {"Title": "a"}, ""),
        ("---\nTitle: a\n---\nText\n", {"Title": "a"}, "---\nText\n"),
        ("Title: a\nText without a colon\n", {"Title": "a"}, "Text without a colon\n"),
        ("  Title: a\n\n", {"Title": "a"}, "\n"),
        ("event-start: 2026-03-14 18:00\n \nText", {"event-start": "2026-03-14 18:00"}, " \nText"),
    ],
)
def test_headers(text: str, keys: dict[str, str], body: str) -> None:
    document = parse_headers(text.encode())
    assert document is not None
    assert document.metadata == keys
    assert document.body.lstrip("-\n ") == body.lstrip("-\n ")


@pytest.mark.parametrize("text", ["Text\n", "\nTitle: a\n", "# Title\n\nKey: value\n", "Two words: a\n", ": a\n", "a"])
def test_file_without_a_header_is_no_document(text: str) -> None:
    assert parse_headers(text.encode()) is None


def test_lines_of_keys_and_of_the_body_are_those_of_the_file() -> None:
    document = parse_headers(b"Title: a\nSummary: b\n    c\nDate: d\n\nText\n")
    assert document is not None
    assert document.metadata.lines == {"Title": 1, "Summary": 2, "Date": 4}
    assert document.body.startswith("\nText") == (document.body_line == 5)


def test_key_that_stands_twice_is_remarked_and_the_last_counts() -> None:
    document = parse_headers(b"Title: a\nTitle: b\n\n")
    assert document is not None
    assert document.metadata == {"Title": "b"}
    assert [(remark.code, remark.key, remark.line) for remark in document.remarks] == [("duplicate-key", "Title", 2)]


def test_control_characters_are_left_out_with_a_remark() -> None:
    document = parse_headers(b"Title: a\x07b\n\n")
    assert document is not None
    assert document.metadata == {"Title": "ab"}
    assert [(remark.code, remark.line) for remark in document.remarks] == [("control-characters", 1)]


def test_other_bytes_than_utf8_are_refused() -> None:
    with pytest.raises(BadValue) as caught:
        parse_headers(b"Title: \xff\n\n")
    assert caught.value.remark.code == "not-utf8"


def test_megabytes_of_lines_without_a_header_take_no_time() -> None:
    assert parse_headers(b"a\n" * 2_000_000) is None
    assert parse_headers(b"    a\n" * 800_000) is None


def test_value_of_a_hundred_thousand_lines_is_whole() -> None:
    document = parse_headers(b"title: a\n" + b"    b\n" * 100_000)
    assert document is not None
    assert document.metadata == {"title": "a" + "\nb" * 100_000}


def test_nul_among_the_headers_is_refused_with_its_line_and_in_the_body_it_is_left_out() -> None:
    with pytest.raises(BadValue) as caught:
        parse_headers(b"title: a\ndate: 2026\0\n\nbody")
    assert (caught.value.remark.code, caught.value.remark.line) == ("nul-character", 2)
    document = parse_headers(b"title: a\n\nbo\0dy")
    assert document is not None
    assert document.body.strip() == "body"
