"""Data files: whole files of YAML, JSON or TOML, and where a problem in one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eventfeeds.documents.data import parse_data
from eventfeeds.errors import BadValue

if TYPE_CHECKING:
    from conftest import ReadBy
    from eventfeeds.reading import Reading

OWN = "format = 'data'\nrecords = {records}\n[fields]\ntitle = 'name'\nstart = 'when'\n"
LIST = OWN.replace("records = {records}\n", "")


def titles(reading: Reading) -> list[str]:
    return [event.title for event in reading.events]


def told(reading: Reading) -> list[tuple[str, str, int]]:
    return [(each.code, each.key, each.line) for each in reading.problems if each.code != "no-publication-date"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yml", "- name: a\n  when: 2026-03-14\n- name: b\n  when: 2026-03-15\n"),
        ("a.YAML", "---\n- {name: a, when: 2026-03-14}\n- {name: b, when: 2026-03-15}\n"),
        ("a.json", '[{"name": "a", "when": "2026-03-14"}, {"name": "b", "when": "2026-03-15"}]'),
    ],
)
def test_list_of_events(read_by: ReadBy, name: str, text: str) -> None:
    assert titles(read_by(LIST, {name: text})) == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yml", "name: a\nwhen: 2026-03-14\n"),
        ("a.json", '{"name": "a", "when": "2026-03-14"}'),
        ("a.toml", 'name = "a"\nwhen = 2026-03-14\n'),
    ],
)
def test_mapping_is_one_event_named_by_its_file(read_by: ReadBy, name: str, text: str) -> None:
    [event] = read_by(LIST, {name: text}).events
    assert (event.title, event.uid) == ("a", "a@example.org")


A, B = "{name: a, when: 2026-03-14}", "{name: b, when: 2026-03-15}"


@pytest.mark.parametrize(
    ("records", "name", "text", "expected"),
    [
        ("'events.*'", "a.yml", f"events: [{A}, {B}]", ["a", "b"]),
        ("['past.*', 'next.*']", "a.yml", f"past: [{A}]\nnext: [{B}]", ["a", "b"]),
        ("['past.*', 'next.*']", "a.yml", f"other: [{A}]\nnext: [{B}]", ["b"]),
        ("'past.*'", "a.toml", "[[past]]\nname = 'a'\nwhen = 2026-03-14\n", ["a"]),
        ("'*.events.*'", "a.yml", f"- events: [{A}]\n- events: [{B}]\n", ["a", "b"]),
        ("'a.b.*'", "a.yml", f"a: {{b: {A}}}", ["a"]),
        ("'a.b'", "a.yml", f"a: {{b: [{A}]}}", []),
    ],
)
def test_records_stand_where_the_profile_says(
    read_by: ReadBy, records: str, name: str, text: str, expected: list[str]
) -> None:
    assert titles(read_by(OWN.format(records=records), {name: text})) == expected


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.yml", "- {name: a, when: 2026-03-14}\n- name: b\n  when: soon\n", ("date-form", "1.when", 3)),
        ("a.json", '[{"when": "2026-03-14", "name": "a"},\n{"when": "soon"}]', ("date-form", "1.when", 0)),
        ("a.yml", "- {name: a, when: 2026-03-14}\n- {name: b, when: }\n", ("no-start", "1.when", 2)),
        (
            "a.yml",
            "- {name: a, when: 2026-03-14}\n- name: b\n  when: 2026-03-15\n  when: 2026-03-16\n",
            ("doubled-key", "1.when", 4),
        ),
    ],
)
def test_problem_names_the_record_the_key_and_the_line_and_hides_no_other(
    read_by: ReadBy, name: str, text: str, problem: tuple[str, str, int]
) -> None:
    reading = read_by(LIST, {name: text})
    assert (titles(reading), told(reading)) == (["a"], [problem])
    assert str(next(each for each in reading.problems if each.severity == "error")).startswith(
        f"{reading.problems[0].path}{f':{problem[2]}' if problem[2] else ''}: error: {problem[1]}: "
    )


@pytest.mark.parametrize(
    ("name", "text", "code", "line"),
    [
        ("a.yml", "- name: a\n  when: [\n", "syntax", 3),
        ("a.json", '[\n{"name": }]', "syntax", 2),
        ("a.toml", "a = \n", "syntax", 1),
        ("a.json", "", "", 0),
    ],
)
def test_file_that_cannot_be_understood_is_told_with_its_line(
    read_by: ReadBy, name: str, text: str, code: str, line: int
) -> None:
    assert told(read_by(LIST, {name: text})) == ([(code, "", line)] if code else [])


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("just words", [("not-a-mapping", "", 1)]),
        ("3", [("not-a-mapping", "", 1)]),
        ("- a\n- b\n", []),
        ("[]", []),
        ("{}", []),
        ("# nothing yet\n", []),
    ],
)
def test_data_without_a_mapping_holds_no_event(
    read_by: ReadBy, text: str, problems: list[tuple[str, str, int]]
) -> None:
    reading = read_by(LIST, {"a.yml": text})
    assert (reading.events, told(reading)) == ((), problems)


def test_scalars_of_yaml_are_never_resolved() -> None:
    assert parse_data(b"- NO\n- 17:00\n- 2024-02-31\n- ~\n", "a.yml").data == ["NO", "17:00", "2024-02-31", None]


def test_nul_is_refused_with_its_line() -> None:
    with pytest.raises(BadValue) as caught:
        parse_data(b"a: 1\nb: \0\n", "a.yml")
    assert (caught.value.remark.code, caught.value.remark.line) == ("nul-character", 2)


def test_path_from_the_root_leads_out_of_the_record(read_by: ReadBy) -> None:
    own = "format = 'data'\nrecords = 'events.*'\n[fields]\ntitle = 'name'\nstart = 'when'\nplace = ['room', '/room']\n"
    text = "room: Hall\nevents:\n- {name: a, when: 2026-03-14, room: Blue}\n- {name: b, when: 2026-03-15}\n"
    assert [str(event.location) for event in read_by(own, {"a.yml": text}).events] == ["Blue", "Hall"]


def test_path_from_the_root_is_a_plain_one_in_a_front_matter(read_by: ReadBy) -> None:
    [event] = read_by("[fields]\nstart = 'when'\nplace = '/room'\n", "when: 2026-03-14\nroom: Hall").events
    assert str(event.location) == "Hall"


def test_events_of_a_list_are_named_by_title_and_day_whatever_their_order(read_by: ReadBy) -> None:
    one, other = "- {name: Fête, when: 2026-03-14}\n", "- {name: Fête, when: 2026-03-15 10:00}\n"
    expected = ["a-f-te-20260314@example.org", "a-f-te-20260315t1000@example.org"]
    assert [event.uid for event in read_by(LIST, {"a.yml": one + other}, timezone="UTC").events] == expected
    assert [event.uid for event in read_by(LIST, {"a.yml": other + one}, timezone="UTC").events] == expected


def test_slug_of_a_record_is_its_own(read_by: ReadBy) -> None:
    own = LIST + "slug = 'slug'\n"
    [event] = read_by(own, {"a.yml": "- {name: a, when: 2026-03-14, slug: Our Fair}\n"}).events
    assert (event.slug, event.uid) == ("our-fair", "our-fair@example.org")
