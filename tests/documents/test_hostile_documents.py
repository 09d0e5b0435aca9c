"""Hostile and damaged files: every bound is a named error, nothing else than BadValue is ever raised."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventfeeds.documents import parse
from eventfeeds.documents.typed import load_toml
from eventfeeds.errors import BadValue, Remark

_YAML = b"""---
title: "Journ\xc3\xa9e \\u00e9"
date: 2024-07-24 14:00:00 +02:00
champs: &c
- {intitule: 'Lieu', contenu: [a, ~]}
autre:
  <<: {x: 'y'}
  encore: *c
texte: |
  ligne
...
Corps\r
"""
_TOML = b"+++\na.b = '1'\n[t]\nd = 2024-07-24\nl = [1, {x = \"\\u00e9\"}]\n+++\nCorps\n"
_JSON = b'{\n"a": "\\u00e9", "b": [1.5, {"c": null}],\n"d": {"e": true}}\nCorps\n'
_PIECES = st.sampled_from(
    [b"---\n", b"\n...\n", b"\n", b"\r", b"\0", b"\xc2\x85", b"\xe2\x80\xa8", b"\xff", b"\x07"]
    + [b"&c ", b"*c", b"<<: *c\n", b"!!int ", b"!t ", b"%TAG ! x\n", b"? ", b"- ", b": ", b"\\ud800", b'"""']
    + [b"[" * 200, b"{a: " * 200, b"a." * 50]
    + [bytes([byte]) for byte in b"\"'[]{}|>#,=@\\~\t "]
)
_EDITS = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 9), st.binary(max_size=3) | _PIECES), max_size=6)


def fault(data: bytes | str) -> Remark:
    with pytest.raises(BadValue) as caught:
        parse(data.encode() if isinstance(data, str) else data)
    return caught.value.remark


def edited(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for place, length, piece in edits:
        data = data[:place] + piece + data[place + length :]
    return data


def lines_told(data: bytes) -> list[int]:
    """Parse, and return every line that was told."""
    try:
        found = parse(data)
    except BadValue as error:
        return [error.remark.line]
    return [] if found is None else [found.body_line, *(remark.line for remark in found.remarks)]


def toml_lines_told(data: bytes) -> list[int]:
    """Load, and return every line that was told."""
    try:
        return list(load_toml(data).lines.values())
    except BadValue as error:
        return [error.remark.line]


@given(data=st.sampled_from([_YAML, _TOML, _JSON]), edits=_EDITS)
@example(data=_YAML, edits=[])
def test_a_damaged_file_raises_nothing_but_bad_value_and_tells_lines_of_the_file(
    data: bytes, edits: list[tuple[int, int, bytes]]
) -> None:
    damaged = edited(data, edits)
    last = len(damaged.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))
    assert [line for line in lines_told(damaged) if not 1 <= line <= last] == []


@given(start=st.sampled_from([b"", b"---\n", b"+++\n", b'{"']), data=st.binary(max_size=200))
def test_any_bytes_raise_nothing_but_bad_value(start: bytes, data: bytes) -> None:
    assert 0 not in lines_told(start + data + b"\n---\n")


@given(edits=_EDITS)
def test_a_damaged_toml_file_raises_nothing_but_bad_value(edits: list[tuple[int, int, bytes]]) -> None:
    assert 0 not in toml_lines_told(edited(_TOML[4:-10], edits))


@pytest.mark.parametrize(
    "data",
    [
        "---\na: " + "[" * 99 + "]" * 99 + "\n---\n",
        "---\n" + "\n".join(" " * level + "a:" for level in range(100)) + "\n---\n",
        "+++\na = " + "[" * 99 + "]" * 99 + "\n+++\n",
        '{"a": ' + "[" * 99 + "]" * 99 + "}\n",
        "+++\n" + ".".join("a" * 20) + " = 1\n+++\n",
    ],
)
def test_nesting_up_to_the_bound_is_read(data: str) -> None:
    found = parse(data.encode())
    assert found is not None
    assert list(found.metadata) == ["a"]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("---\na: " + "[" * 100 + "]" * 100 + "\n---\n", 2),
        ("---\na:\n  " + "[" * 60_000 + "\n---\n", 3),
        ("---\n" + "{a: " * 15_000 + "\n---\n", 2),
        ("---\nb: c\na: " + "{a: " * 15_000 + "\n---\n", 3),
        ("---\nb:\n" + "- " * 30_000 + "a\n---\n", 3),
        ("---\n" + "\n".join(" " * level + "a:" for level in range(3_000)) + "\n---\n", 102),
        ("+++\nb = 1\na = " + "[" * 100 + "]" * 100 + "\n+++\n", 3),
        ("+++\na = " + "[" * 60_000 + "\n+++\n", 2),
        ("+++\na = " + "{a = " * 15_000 + "\n+++\n", 2),
        ('{"b": 1,\n"a": ' + "[" * 100 + "]" * 100 + "}\n", 2),
        ('{"a": ' + "[" * 60_000 + "\n", 1),
        ('\n{"a": ' * 15_000, 2),
    ],
)
def test_nesting_beyond_the_bound_is_an_error(data: str, line: int) -> None:
    assert fault(data) == Remark("nesting-too-deep", expected="100", line=line)


def test_a_list_of_nothing_but_brackets_is_refused_before_it_is_composed() -> None:
    assert fault("---\n" + "[" * 60_000 + "\n---\n") == Remark("not-a-mapping", got="list", line=2)


@pytest.mark.parametrize(
    "key", [".".join("a" * 21), "b = 1\n[x." + ".".join("a" * 20), 'b = {"\\"".' + ".".join("a" * 20)]
)
def test_a_long_dotted_toml_key_is_an_error(key: str) -> None:
    assert fault(f"+++\n{key}") == Remark("unclosed-front-matter", expected="+++", line=1)
    remark = fault(f"+++\n{key}\n+++\n")
    assert remark == Remark("nesting-too-deep", expected="20", line=2 + key.count("\n"))


def test_toml_beyond_a_mebibyte_is_an_error() -> None:
    assert fault("\n+++\n" + "#" * 2**20 + "\n+++\n") == Remark(
        "toml-too-long", expected="1048576", got=str(2**20 + 3), line=3
    )


def test_aliases_that_multiply_are_an_error() -> None:
    levels = [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 9)]
    remark = fault("\n".join(["---", "a0: &a0 [lol]", *levels, "---", ""]))
    assert remark == Remark("too-many-aliases", expected="10000", line=6)


def test_merge_keys_that_multiply_are_an_error() -> None:
    big = ", ".join(f"k{number}: v" for number in range(999))
    merges = "\n".join(f"m{number}: {{<<: *b}}" for number in range(11))
    assert fault(f"---\nb: &b {{{big}}}\n{merges}\n---\n") == Remark("too-many-aliases", expected="10000", line=13)


def test_ten_thousand_aliased_nodes_are_read() -> None:
    found = parse(("---\na: &a x\nb: [" + "*a, " * 10_000 + "]\n---\n").encode())
    assert found is not None
    assert found.metadata["b"] == ["x"] * 10_000


@pytest.mark.parametrize("around", [39, 38])
def test_nesting_through_an_alias_is_read_up_to_the_bound(around: int) -> None:
    assert lines_told(aliased(60, around).encode()) == [5]


@pytest.mark.parametrize("around", [40, 60])
def test_nesting_through_an_alias_is_bounded_too(around: int) -> None:
    assert fault(aliased(60, around)) == Remark("nesting-too-deep", expected="100", line=3)


def aliased(inner: int, around: int) -> str:
    return f"---\na: &a {'[' * inner}{']' * inner}\nb: {'[' * around}*a{']' * around}\n---\n"


def test_a_hundred_remarks_are_told_and_one_more_is_an_error() -> None:
    found = parse(("---\n" + "a: 1\n" * 101 + "---\n").encode())
    assert found is not None
    assert len(found.remarks) == 100
    assert fault("---\n" + "a: 1\n" * 102 + "---\n") == Remark("too-many-remarks", expected="100", line=103)


def test_a_long_duplicate_key_is_told_shortened() -> None:
    found = parse(("---\n" + f"? {'k' * 5_000}\n: v\n" * 2 + "---\n").encode())
    assert found is not None
    shown = "k" * 99 + "…"
    assert found.remarks == (Remark("duplicate-key", key=shown, got=shown, line=4),)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("---\n" + "".join(f"%TAG !e{number}! tag:x\n" for number in range(150_000)) + "--- # x\n---\n", "syntax"),
        ("+++\n" + "a." * 2_500_000 + "\n+++\n", "toml-too-long"),
        ("+++\n" + "a." * 500_000 + "\n+++\n", "nesting-too-deep"),
        ('{"a": "' + '"b": ' * 1_000_000, "syntax"),
        ("\n" * 5_000_000 + "---\n", "unclosed-front-matter"),
        ("---\n" + "--- " * 1_250_000, "unclosed-front-matter"),
    ],
)
def test_megabytes_that_cost_a_square_of_their_length_elsewhere_are_refused_at_once(data: str, code: str) -> None:
    assert fault(data).code == code
