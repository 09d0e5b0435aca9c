"""Profiles: data that parses, is refused where it is wrong, and stays out of the code."""

from __future__ import annotations

import pickle
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import eventfeeds
from eventfeeds import profiles
from eventfeeds.documents import Keys
from eventfeeds.errors import BadValue, ProfileError
from eventfeeds.profiles import parsing
from eventfeeds.profiles.keys import Lookup, fold
from eventfeeds.site import SETTINGS, Site

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = Path(eventfeeds.__file__).parent
LEAST = '[fields]\nstart = "when"\n'

# Words of the profile that are English, ours or a format's: the code may hold these, and no other.
OURS = frozenset(
    "cancelled categories confirmed date image key mail mailto null permalink postponed published slug status tags "
    "tentative title to type uid".split()
)


@pytest.mark.parametrize("name", profiles.names())
def test_built_in_profile_parses_and_makes_a_site(name: str) -> None:
    profile = profiles.builtin(name)
    site = Site(profile=profile, **profile.site)
    assert (profile.name, site.profile) == (name, profile)
    assert profile.fields["start"]
    assert profile.recognise
    assert profile.event_keys


@pytest.mark.parametrize("name", profiles.names())
def test_built_in_profile_can_be_copied_and_sent_to_another_process(name: str) -> None:
    profile = profiles.builtin(name)
    assert profiles.parse(profiles.source(name).encode(), name) == profile
    assert pickle.loads(pickle.dumps(profile)) == profile


def test_names_are_those_of_the_files() -> None:
    assert profiles.names() == tuple(sorted(path.stem for path in (SOURCES / "profiles").glob("*.toml")))
    assert "numerique-gouv" in profiles.names()


@pytest.mark.parametrize("name", ["zzz", "", "x" * 1_000_000])
def test_unknown_name_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(ProfileError, match=r"^no such profile; expected conference-data, .*numerique-gouv"):
        profiles.source(name)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("numerique", "numerique-gouv"),
        ("../profiles/numerique-gouv", "numerique-gouv"),
        ("numerique-gouv.toml", "numerique-gouv"),
        ("Jekil", "jekyll"),
    ],
)
def test_slip_in_a_name_is_refused_with_the_nearest(name: str, nearest: str) -> None:
    with pytest.raises(ProfileError, match=rf"^no such profile; expected {nearest}, got "):
        profiles.source(name)


@pytest.mark.parametrize(
    ("text", "key", "line", "nearest"),
    [
        (f"{LEAST}strat = 'a'", "fields.strat", 3, "start"),
        (f"event_kyes = ['a']\n{LEAST}", "event_kyes", 1, "event_keys"),
        (f"{LEAST}[site]\ntimezon = 'UTC'", "site.timezon", 4, "timezone"),
        (f"{LEAST}[times]\nmidnihgt = 'all-day'", "times.midnihgt", 4, "midnight"),
        (f"{LEAST}[identity]\nslugifi = 'ascii'", "identity.slugifi", 4, "slugify"),
        (f"{LEAST}[details]\nlabels = ['a']", "details.labels", 4, "label"),
        (f"{LEAST}[access]\nlinks = 'a'", "access.links", 4, "link"),
        (f"{LEAST}[registration]\nword = ['a']", "registration.word", 4, "words"),
        (f"{LEAST}[status]\ncanceled = ['a']", "status.canceled", 4, "cancelled"),
        (f"{LEAST}[title_markers]\ncanceled = ['a']", "title_markers.canceled", 4, "cancelled"),
    ],
)
def test_unknown_key_is_refused_with_its_line_and_the_nearest(text: str, key: str, line: int, nearest: str) -> None:
    with pytest.raises(BadValue) as caught:
        profiles.parse(text.encode(), "own")
    remark = caught.value.remark
    assert (remark.code, remark.key, remark.line) == ("unknown-setting", key, line)
    assert remark.expected == nearest


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("fields = 3", "fields"),
        ("[fields]\nstart = 3", "fields.start"),
        ("[fields]\nstart = [['a']]", "fields.start"),
        (f"recognise = ['a']\n{LEAST}", "recognise"),
        (f"event_keys = 3\n{LEAST}", "event_keys"),
        (f"description = 3\n{LEAST}", "description"),
        (f"{LEAST}[site]\nlanguage = 3", "site.language"),
        (f"{LEAST}[times]\nmidnight = 'noon'", "times.midnight"),
        (f"{LEAST}[times]\noffset = true", "times.offset"),
        (f"{LEAST}[identity]\nslugify = 'upper'", "identity.slugify"),
        (f"{LEAST}[details]\nitems = ['a']", "details.items"),
        (f"{LEAST}[status]\ncancelled = 3", "status.cancelled"),
    ],
)
def test_value_of_a_wrong_form_is_refused_with_its_key(text: str, key: str) -> None:
    with pytest.raises(BadValue) as caught:
        profiles.parse(text.encode(), "own")
    assert (caught.value.remark.code, caught.value.remark.key) == ("wrong-setting", key)


@pytest.mark.parametrize("text", ["", "[fields]\ntitle = 'a'", "[fields]\nstart = []"])
def test_profile_without_a_start_is_refused(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        profiles.parse(text.encode(), "own")
    assert caught.value.remark.code == "profile-without-start"


def test_least_profile_reads_nothing_into_what_it_does_not_say() -> None:
    profile = profiles.parse(LEAST.encode(), "own")
    assert profile.fields == {"start": ("when",), "uid": ("uid",), "slug": ("slug",)}
    assert (profile.times.midnight, profile.times.trust_offset) == (False, True)
    assert profile.is_event(Lookup(Keys({"when": "2026-03-14"})))
    assert not profile.is_event(Lookup(Keys({"title": "Atelier"})))
    assert not profile.recognises(Lookup(Keys({"when": "2026-03-14"})))


@pytest.mark.parametrize(
    ("metadata", "is_event"),
    [
        ({"event_start_date": "a"}, True),
        ({"Event-End-Date": "a"}, True),
        ({"lieu": None}, True),
        ({"acces": []}, True),
        ({"date": "a", "title": "b", "tags": []}, False),
        ({}, False),
    ],
)
def test_any_event_key_makes_an_event(metadata: dict[str, object], is_event: bool) -> None:
    assert profiles.builtin("numerique-gouv").is_event(Lookup(Keys(metadata))) is is_event


def test_site_settings_of_a_profile_are_those_of_a_site() -> None:
    assert {*parsing.SITE_SETTINGS, "refresh", "future", "updated_from"} == SETTINGS


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Événement", "evenement"),
        ("  RÉUNION\u00a0 d’information ", "reunion d'information"),
        ("E\u0301te\u0301", "ete"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("ﬁn", "fin"),
        ("", ""),
    ],
)
def test_words_are_compared_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


METADATA = Keys(
    {
        "Title": "a",
        "event-start": "b",
        "empty": " ",
        "list": [Keys({"nom": "c"}, {"nom": 4}), Keys({"nom": None}), "d", Keys({"nom": "e"})],
        "nested": Keys({"Deep-Key": "f"}, {"Deep-Key": 9}),
    },
    {"event-start": 2, "list": 3, "nested": 8},
)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("title", [("a", "Title", 0)]),
        ("event_start", [("b", "event-start", 2)]),
        ("EVENT-START", [("b", "event-start", 2)]),
        ("empty", []),
        ("missing", []),
        ("title.deeper", []),
        ("list.0.nom", [("c", "list.0.nom", 4)]),
        ("list.*.nom", [("c", "list.0.nom", 4), ("e", "list.3.nom", 0)]),
        ("list.4.nom", []),
        ("list.9.nom", []),
        ("list.2", [("d", "list.2", 3)]),
        ("nested.deep_key", [("f", "nested.Deep-Key", 9)]),
    ],
)
def test_key_path(path: str, found: list[tuple[str, str, int]]) -> None:
    assert [(one.value, one.key, one.line) for one in Lookup(METADATA).all(path)] == found


def texts_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_of(inner)


def foreign(name: str) -> set[str]:
    """Patterns of every word of a profile that is not ours: its key paths, and the words it looks for."""
    data = tomllib.loads(profiles.source(name))
    said = (data[key] for key in data if key not in ("description", "site", "times", "identity"))
    words = {word.casefold() for part in said for text in texts_of(part) for word in re.split(r"[.\s*']+", text)}
    beginnings = set(data["registration"]["words"])
    whole = {word for word in words - beginnings - OURS if len(word) > 1}
    return {rf"(?<![\w-]){re.escape(word)}(?!\w)" for word in whole} | set(map(re.escape, beginnings))


def test_patterns_find_what_must_not_stand_in_the_code() -> None:
    line = '"champs_informations", Lieu, réservation, annulé'
    assert sum(bool(re.search(pattern, line.casefold())) for pattern in foreign("numerique-gouv")) == 4


@pytest.mark.parametrize("path", sorted(SOURCES.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCES)))
def test_no_foreign_word_stands_in_the_code(path: Path) -> None:
    code = path.read_text(encoding="utf-8").casefold()
    assert {pattern for pattern in foreign("numerique-gouv") if re.search(pattern, code)} == set()
    assert re.findall(r"[^\W\d_]*[À-ɏ][^\W\d_]*", code) == []
