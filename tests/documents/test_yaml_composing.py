"""YAML front matter: text as written, null, anchors and merge keys, lines, and every fault with its line."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from eventfeeds.documents import Keys, parse
from eventfeeds.documents.yaml_composing import compose
from eventfeeds.errors import BadValue, Remark

_CHARACTERS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff")
_TEXTS = st.text(_CHARACTERS | st.sampled_from("\n\t :#-'\"[]{},&*!|>%@`~"), max_size=30)
_TREES = st.recursive(
    _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=12,
)


def composed(text: str) -> Keys:
    """Compose the lines of a front matter that begins on line 2 of its file."""
    found = parse(f"---\n{text}\n---\n".encode())
    assert found is not None
    assert found.remarks == ()
    return found.metadata


def remarks(text: str) -> tuple[Remark, ...]:
    found = parse(f"---\n{text}\n---\n".encode())
    assert found is not None
    return found.remarks


def fault(text: str) -> Remark:
    with pytest.raises(BadValue) as caught:
        parse(f"---\n{text}\n---\n".encode())
    return caught.value.remark


@given(
    tree=st.dictionaries(_TEXTS, _TREES, max_size=5),
    flow=st.sampled_from([None, True, False]),
    style=st.sampled_from([None, '"', "'", "|", ">"]),
    width=st.integers(10, 100),
    indent=st.integers(2, 6),
    unicode=st.booleans(),
)
def test_any_text_dumped_in_any_style_comes_back(
    *, tree: dict[str, Any], flow: bool | None, style: str | None, width: int, indent: int, unicode: bool
) -> None:
    text = yaml.dump(
        tree, default_flow_style=flow, default_style=style, width=width, indent=indent, allow_unicode=unicode
    )
    # The emitter does not bring every text back in every style, so the loader is the measure, not the tree.
    assert compose(text) == (yaml.load(text, Loader=yaml.CBaseLoader), [])


@pytest.mark.parametrize(
    "scalar",
    [
        "plain",
        "14:30",
        "NO",
        "2024",
        "+0200",
        "2024-02-31",
        "2024-07-24 14:00:00 +02:00",
        "0x1F",
        "1_000",
        ".inf",
        "true",
        "=",
        "a # comment",
        "a#b",
        "one\n  two\n\n  three",
        "'it''s'",
        "'one\n\n  two'",
        '"tab\\t quote\\" \\u00e9 \\x41 \\\n  continued"',
        '""',
        "''",
        "|\n  one\n    two\n\n",
        "|-\n  one\n  two\n",
        "|+\n  one\n\n",
        "|2\n   one\n",
        ">\n  one\n  two\n\n  three\n",
        ">-\n  one\n   more\n  two\n",
        ">+\n  one\n\n",
        "[a, 'b', \"c\", [d], {e: f}, g: h]",
        "{a: b, 'c': \"d\", e, f: }",
        "\n- a\n-\n  - b\n- c: d\n  e: f\n",
        "\n  a: b\n  ? c\n  : d\n",
    ],
)
def test_every_scalar_style_gives_the_text_that_pyyaml_reads(scalar: str) -> None:
    text = f"key: {scalar}\nlast: z"
    expected = yaml.load(text.replace(", e, f: }", ", e: ~, f: ~}"), Loader=yaml.CBaseLoader)
    assert composed(text) == _with_nulls(expected)


def _with_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_nulls(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_with_nulls(child) for child in value]
    return None if value == "~" else value


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL", "# comment"])
def test_a_plain_null_is_none(written: str) -> None:
    assert composed(f"a: {written}\nb:\n- {written}") == {"a": None, "b": [None]}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("'null'", "null"),
        ('"~"', "~"),
        ('""', ""),
        ("''", ""),
        ("nULL", "nULL"),
        ("!!str null", "null"),
        ("!!str", ""),
        ("! null", "null"),
        ("|-\n  null", "null"),
    ],
)
def test_a_null_that_is_quoted_or_tagged_stays_text(written: str, text: str) -> None:
    assert composed(f"a: {written}") == {"a": text}


@pytest.mark.parametrize(
    ("written", "key"),
    [("1", "1"), ("true", "true"), ("null", "null"), ("~", "~"), ("?", ""), ("'null'", "null"), ('"a b"', "a b")],
)
def test_keys_are_text_as_written(written: str, key: str) -> None:
    assert composed(f"{written}\n: x" if written == "?" else f"{written}: x") == {key: "x"}


@pytest.mark.parametrize(
    "text",
    [
        "a: &x {k: v}\nb: *x",
        "a: &x [p, q]\nb: [*x, *x]",
        "a: &x p\nb: *x\nc: {*x : *x}",
        "&x a: b\nc: {*x : d}\ne: *x",
        "a: &x {k: &y v}\nb: *y\nc: *x",
        "a: &x {k: v}\nb: {<<: *x}",
        "a: &x {k: v, l: w}\nb: {k: own, <<: *x}",
        "a: &x {k: v, l: w}\nb: {<<: *x, k: own}",
        "a: &x {k: v}\nb: &y {k: w, l: w}\nc: {<<: [*x, *y]}\nd: {<<: [*y, *x]}",
        "a: &x {k: v}\nb: &y {k: w, l: w}\nc: {<<: *x, <<: *y}\nd: {<<: *y, <<: *x}",
        "a: &x {k: v}\nb: &y {<<: *x, l: w}\nc: {<<: *y, m: u}",
        "a: {<<: {k: v}, l: w}",
        "a: {<<: []}",
        "<<: {k: v}\nl: w",
        "a: &x {k: {m: n}}\nb: {<<: *x}\nc: {<<: *x, k: {o: p}}",
        "a: &x {k: v}\nb:\n- <<: *x\n  l: w\n- <<: *x\n",
        "a: {'<<': {k: v}}",
        'a: {"<<": text}',
    ],
)
def test_anchors_and_merge_keys_give_what_pyyaml_gives(text: str) -> None:
    assert composed(text) == yaml.load(text, Loader=yaml.CSafeLoader)


def test_an_anchor_may_be_set_again() -> None:
    # PyYAML refuses it; YAML 1.2.2, section 3.2.2.2, lets an alias mean the most recent node.
    assert composed("a: &x p\nb: *x\nc: &x q\nd: *x") == {"a": "p", "b": "p", "c": "q", "d": "q"}


def test_an_alias_may_stand_where_a_text_of_two_left_angles_was_anchored() -> None:
    assert composed("a: &x <<\nb: {*x : c}") == {"a": "<<", "b": {"<<": "c"}}


def test_every_mapping_knows_the_lines_of_its_keys() -> None:
    metadata = composed(
        "title: Atelier\n"  # line 2 of the file
        "chapeau: >\n"
        "  une ligne\n"
        "\n"
        "  une autre\n"
        "champs:\n"
        "- intitule: Horaires\n"
        "  contenu: 11h\n"
        "# note\n"
        "- {intitule: Lieu,\n"
        "   contenu: Paris}\n"
        "? long\n"
        ": x"
    )
    assert metadata.lines == {"title": 2, "chapeau": 3, "champs": 7, "long": 13}
    items = metadata["champs"]
    assert isinstance(items, list)
    assert [item.lines for item in items if isinstance(item, Keys)] == [
        {"intitule": 8, "contenu": 9},
        {"intitule": 11, "contenu": 12},
    ]


def test_a_merged_key_has_the_line_on_which_it_was_written() -> None:
    inner = composed("a: &x\n  k: v\n  l: w\nb:\n  <<: *x\n  l: own")["b"]
    assert isinstance(inner, Keys)
    assert inner.lines == {"k": 3, "l": 7}


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_line_separators_that_no_editor_counts_become_spaces(separator: str) -> None:
    metadata = composed(f"a: un{separator}deux\nb: 'un{separator}deux'\nc: |\n  un{separator}deux\nd: x")
    assert metadata == {"a": "un deux", "b": "un deux", "c": "un deux\n", "d": "x"}
    assert metadata.lines == {"a": 2, "b": 3, "c": 4, "d": 6}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\na: 2", [Remark("duplicate-key", key="a", got="a", line=3)]),
        ("a: 1\n'a': 2", [Remark("duplicate-key", key="a", got="a", line=3)]),
        ("a: {b: 1, b: 2}", [Remark("duplicate-key", key="a.b", got="b", line=2)]),
        (
            "champs:\n- contenu: 1\n  contenu: 2\n- {x: [{y: 1,\n  y: 2}]}",
            [
                Remark("duplicate-key", key="champs.0.contenu", got="contenu", line=4),
                Remark("duplicate-key", key="champs.1.x.0.y", got="y", line=6),
            ],
        ),
        (
            "a: 1\na: 2\na: 3",
            [Remark("duplicate-key", key="a", got="a", line=3), Remark("duplicate-key", key="a", got="a", line=4)],
        ),
    ],
)
def test_each_duplicate_key_is_told_with_its_path_and_line(text: str, expected: list[Remark]) -> None:
    assert list(remarks(text)) == expected


def test_the_last_of_duplicate_keys_wins_with_its_line() -> None:
    metadata, _ = compose("a: 1\nb: 2\na: 3")
    assert (metadata, metadata.lines) == ({"a": "3", "b": "2"}, {"a": 3, "b": 2})


def test_a_key_that_overrides_a_merged_one_is_no_duplicate() -> None:
    assert remarks("a: &x {k: v}\nb: {<<: *x, k: own, <<: {k: w}}") == ()


def test_an_escaped_control_character_is_stripped_with_a_remark() -> None:
    metadata, told = compose('a:\n- "x\\0y\\e"\n"k\\x07": v')
    assert metadata == {"a": ["xy"], "k": "v"}
    assert told == [
        Remark("control-escape", key="a.0", got="U+0000", line=2),
        Remark("control-escape", key="k\x07", got="U+0007", line=3),
    ]


@pytest.mark.parametrize(
    ("text", "got", "line"),
    [
        ("a: b\nc: d: e", "mapping values are not allowed in this context", 3),
        ("a: b\n  c: d", "mapping values are not allowed in this context", 3),
        ("a: b\n\tc: d", "found a tab character that violates indentation", 3),
        ("a: b\nc: @d", "found character that cannot start any token", 3),
        ("a: 'l'atelier'\nb: c", "did not find expected key", 2),
        ("a: b\n- c", "did not find expected key", 3),
        ("a: b\n\nc: [d\ne: f", "did not find expected ',' or ']'", 4),
        ("a: b\n\nc: {d: e\nf: g", "did not find expected ',' or '}'", 4),
        ('a: b\nc: "d\ne: f\n', "found unexpected end of stream", 3),
        ("a: b\nlieu\n\nc: d", "could not find expected ':'", 3),
        ('a: "\n  \\d"', "found unknown escape character", 3),
        ("a: !e!x b", "found undefined tag handle", 2),
        ("a: b\n--- # c\nd: e", "found another document", 3),
        ("a: b\n... # c\n--- d", "found another document", 4),
        ("# x\n%TAG !e! tag:x\n--- # y\na: b", "found a %TAG directive", 3),
    ],
)
def test_a_syntax_error_says_why_and_on_which_line_it_began(text: str, got: str, line: int) -> None:
    assert fault(text) == Remark("syntax", got=got, line=line)


def test_a_syntax_error_counts_the_lines_above_the_fence() -> None:
    with pytest.raises(BadValue) as caught:
        parse(b"\xef\xbb\xbf\r\n\r\n---\r\na: b: c\r\n---\r\n")
    assert caught.value.remark.line == 4


@pytest.mark.parametrize(
    ("text", "got", "line"),
    [
        ("- a\n- b", "list", 2),
        ("# x\n[a, b]", "list", 3),
        ("Un texte\nsans clé", "text", 2),
        ("\n'a: b'", "text", 3),
        ("''", "text", 2),
        ("42", "text", 2),
    ],
)
def test_front_matter_that_is_no_mapping_is_an_error(text: str, got: str, line: int) -> None:
    assert fault(text) == Remark("not-a-mapping", got=got, line=line)


@pytest.mark.parametrize(
    ("text", "tag", "line"),
    [
        ("a: b\nc: !!timestamp 2024-01-01", "!!timestamp", 3),
        ("a: !!int 5", "!!int", 2),
        ("a: !perso x", "!perso", 2),
        ("a: !!python/object:os.system x", "!!python/object:os.system", 2),
        ("a: !!set {b}", "!!set", 2),
        ("a:\n- !!omap [b: c]", "!!omap", 3),
        ("!!binary a: b", "!!binary", 2),
        ("a: !!map b", "!!map", 2),
        ("a: !!str [b]", "!!str", 2),
        ("a: !!seq {b: c}", "!!seq", 2),
        ("!!set\na: b", "!!set", 2),
        ("a: !" + "x" * 500 + " b", "!" + "x" * 98 + "…", 2),
    ],
)
def test_a_tag_of_another_kind_is_an_error(text: str, tag: str, line: int) -> None:
    assert fault(text) == Remark("unknown-tag", got=tag, line=line)


def test_the_tags_of_text_list_and_mapping_are_allowed() -> None:
    assert composed("!!map\na: !!str 5\nb: !!seq [c]\nd: !!map {e: ! f}\n!!str g: ! [h]") == {
        "a": "5",
        "b": ["c"],
        "d": {"e": "f"},
        "g": ["h"],
    }


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b\n[c, d]: e", 3),
        ("a: {{ site.title }}", 2),
        ("? - a\n: b", 2),
        ("a: &x [b]\nc:\n  *x : d", 4),
    ],
)
def test_a_key_that_is_no_text_is_an_error(text: str, line: int) -> None:
    assert fault(text) == Remark("complex-key", line=line)


@pytest.mark.parametrize("value", ["text", "", "[{a: b}, c]", "[[{a: b}]]"])
def test_a_merge_key_without_mappings_is_an_error(value: str) -> None:
    assert fault(f"a: b\nc:\n  <<: {value}") == Remark("bad-merge", line=4)


@pytest.mark.parametrize(
    ("text", "got", "line"),
    [
        ("a: *b", "b", 2),
        ("a: b\nc: *Important", "Important", 3),
        ("a: &x [b, *x]", "x", 2),
        ("a: &x\n  b: *x", "x", 3),
        ("a: &x p\nb: &x {c: [*x]}", "x", 3),
        ("a: &x {<<: *x}", "x", 2),
    ],
)
def test_an_alias_to_nothing_or_to_what_is_unfinished_is_an_error(text: str, got: str, line: int) -> None:
    assert fault(text) == Remark("unknown-alias", got=got, line=line)
