"""A profile laid over a built-in one; keys that are joined; what is refused, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eventfeeds import profiles
from eventfeeds.errors import BadValue

if TYPE_CHECKING:
    from conftest import ReadBy
    from eventfeeds.errors import Remark
    from eventfeeds.profiles import Profile


def of(text: str) -> Profile:
    return profiles.parse(text.encode(), "own")


def refused(text: str) -> Remark:
    with pytest.raises(BadValue) as caught:
        of(text)
    return caught.value.remark


def test_what_is_not_said_is_that_of_the_other() -> None:
    own, other = of("extends = 'jekyll'"), profiles.builtin("jekyll")
    assert (own.fields, own.times, own.statuses, own.files, own.roots) == (
        other.fields,
        other.times,
        other.statuses,
        other.files,
        other.roots,
    )
    assert (own.name, own.recognise) == ("own", ())


def test_what_is_said_goes_before_key_by_key() -> None:
    own = of("extends = 'jekyll'\nformat = 'data'\n[fields]\nplace = 'room'\n[times]\noffset = 'ignore'\n")
    other = profiles.builtin("jekyll")
    assert own.fields == {**other.fields, "place": ("room",)}
    assert (own.times.trust_offset, own.format) == (False, "data")


def test_another_start_drops_what_belonged_to_the_first() -> None:
    own = of("extends = 'date-from-to'\n[fields]\nstart = 'when'\n")
    assert own.fields["start"] == ("when",)
    assert not {"start_time", "end", "end_time", "duration", "days"} & own.fields.keys()
    assert own.event_keys == ("when",)
    assert own.fields["title"] == ("title", "name")


def test_another_start_with_an_end_of_its_own() -> None:
    own = of("extends = 'date-from-to'\n[fields]\nstart = 'when'\nend_time = 'to'\n")
    assert (own.fields["end_time"], own.fields.get("start_time")) == (("to",), None)


def test_another_start_drops_the_keys_that_made_an_event_and_the_pairing() -> None:
    own = of("extends = 'osuny'\n[fields]\nstart = 'when'\nend = ['until', 'till']\n")
    assert (own.event_keys, own.telling, own.times.paired, own.times.midnight) == (("when",), False, False, True)


def test_another_end_leaves_the_start() -> None:
    own = of("extends = 'jekyll'\n[fields]\nend = 'until'\n")
    assert (own.fields["start"], own.fields["end"]) == (("start_date", "date"), ("until",))


@pytest.mark.parametrize("name", ["jekil", "own.toml", "", "extends"])
def test_unknown_profile_to_extend_is_refused_with_the_nearest_or_all(name: str) -> None:
    remark = refused(f"\nextends = '{name}'\n")
    assert (remark.code, remark.key, remark.line, remark.got) == ("wrong-setting", "extends", 2, repr(name))
    assert remark.expected == "jekyll" if name == "jekil" else "hugo-blox, " in remark.expected


@pytest.mark.parametrize(
    ("text", "code", "key", "line"),
    [
        ("extends = 3", "wrong-setting", "extends", 1),
        ("extends = 'jekyll'\n[fields]\nstrat = 'a'", "unknown-setting", "fields.strat", 3),
        ("extends = 'jekyll'\n[fields]\nend = 3", "wrong-setting", "fields.end", 3),
        ("extends = 'jekyll'\nfields = 'a'", "wrong-setting", "fields", 2),
        ("extends = 'jekyll'\n[fields]\nstart = []", "profile-without-start", "fields.start", 0),
        ("format = 'xml'\n[fields]\nstart = 'a'", "wrong-setting", "format", 1),
        ("[fields]\nstart = 'a'\n[times]\nduration_unit = 'weeks'", "wrong-setting", "times.duration_unit", 4),
        ("[fields]\nstart = 'a'\n[times]\npaired = true", "wrong-setting", "times.paired", 4),
        ("[fields]\nstart = 'a'\n[times]\npaired = 'yes'", "wrong-setting", "times.paired", 4),
        (
            "[fields]\nstart = 'a'\n[times.abbreviations]\nEDT = 'America/Nowhere'",
            "wrong-setting",
            "times.abbreviations.EDT",
            4,
        ),
        ("[fields]\nstart = 'a'\n[times.zones]\na = 'EDT'", "wrong-setting", "times.zones.a", 4),
        ("split = ['title']\n[fields]\nstart = 'a'", "wrong-setting", "split", 1),
        ("language_from = ['name']\n[fields]\nstart = 'a'", "wrong-setting", "language_from", 1),
        ("templating = 'php'\n[fields]\nstart = 'a'", "wrong-setting", "templating", 1),
        ("sessions = 'a.*.b'\n[fields]\nstart = 'a'", "wrong-setting", "sessions", 1),
        ("sessions = '/a'\n[fields]\nstart = 'a'", "wrong-setting", "sessions", 1),
        ("[fields]\nstart = 'a'\n[identity]\nslug_from = 'title'", "wrong-setting", "identity.slug_from", 4),
        ("[fields]\nstart = 'a'\n[identity]\nsame_uid = 'merge'", "wrong-setting", "identity.same_uid", 4),
        ("[fields]\nstart = 'a'\n[labelled]\nWebsite = 3", "wrong-setting", "labelled.Website", 4),
    ],
)
def test_fault_is_told_with_its_key_and_line(text: str, code: str, key: str, line: int) -> None:
    remark = refused(text)
    assert (remark.code, remark.key, remark.line) == (code, key, line)
    assert remark.expected or code == "profile-without-start"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("name: Meetup\ntopic: Types", "Meetup, Types"),
        ("name: Meetup", "Meetup"),
        ("topic: ' Types '", "Types"),
        ("name: Types\ntopic: Types", "Types"),
        ("label: a", "a"),
        ("name: ''\ntopic: ~\nlabel: a", "a"),
    ],
)
def test_several_keys_are_joined_by_commas(read_by: ReadBy, lines: str, title: str) -> None:
    own = "[fields]\ntitle = [['name', 'topic'], 'label']\nstart = 'when'\n"
    assert read_by(own, f"when: 2026-03-14\n{lines}").events[0].title == title


def test_every_item_of_a_list_is_joined_by_commas(read_by: ReadBy) -> None:
    own = "[fields]\nstart = 'when'\ncontact = 'hosts.*.name'\n"
    assert read_by(own, "when: 2026-03-14\nhosts: [{name: Ana}, {x: y}, {name: Ida}]").events[0].contact == "Ana, Ida"


@pytest.mark.parametrize("field", ["start", "end", "url", "uid", "categories"])
def test_only_fields_that_are_texts_are_joined(field: str) -> None:
    start = "" if field == "start" else "start = 'when'\n"
    assert refused(f"[fields]\n{start}{field} = [['a', 'b']]").key == f"fields.{field}"


LONG = "place." + "*." * 3000 + "x"
DEEP = "/" * 3000 + "x"
DIGITS = "a." + "9" * 5000


@pytest.mark.parametrize("path", [LONG, DEEP, DIGITS], ids=["long", "deep", "digits"])
@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[fields]\nstart = '{0}'", "fields.start"),
        ("[fields]\nstart = 'a'\ntitle = [['b', '{0}']]", "fields.title"),
        ("sessions = '{0}'\n[fields]\nstart = 'a'", "sessions"),
        ("records = '{0}'\n[fields]\nstart = 'a'", "records"),
        ("event_keys = ['{0}']\n[fields]\nstart = 'a'", "event_keys"),
        ("recognise = [['{0}']]\n[fields]\nstart = 'a'", "recognise"),
        ("[fields]\nstart = 'a'\n[labelled]\nx = '{0}'", "labelled.x"),
        ("[fields]\nstart = 'a'\n[details]\nitems = '{0}'", "details.items"),
    ],
)
def test_path_that_no_file_can_hold_is_refused(text: str, key: str, path: str) -> None:
    remark = refused(text.format(path))
    assert (remark.code, remark.key) == ("wrong-setting", key)
    assert "levels" in remark.expected


@pytest.mark.parametrize("key", ["day", "DAY", "venue.opens", "opens-at"])
def test_zone_of_any_key_that_a_field_names_is_accepted(key: str) -> None:
    own = f"[fields]\nstart = ['day', 'venue.opens', 'opens_at']\n[times.zones]\n'{key}' = 'UTC'\n"
    assert profiles.parse(own.encode(), "own").times.zones == {key: "UTC"}
