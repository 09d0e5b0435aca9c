"""What makes thousands of files fast, counted, never timed: each file once, and no library where none is needed."""

from __future__ import annotations

import builtins
import os
import re
from collections import Counter
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING
from unittest.mock import Mock, patch

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import eventfeeds
from conftest import WriteEvent
from eventfeeds import documents, markup
from eventfeeds.config import recognition
from eventfeeds.documents import Document, Keys, characters, yaml_composing
from eventfeeds.errors import BadValue
from eventfeeds.exporters import ics
from eventfeeds.markup import safety
from eventfeeds.model import checks
from eventfeeds.profiles import Profile, keys, paths
from eventfeeds.reading import details, fields, files, opening, repetition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CONTENT = Path(__file__).parent.parent / "examples" / "numerique"

FILE = """---
title: Atelier
event_start_date: 2026-03-14 14:00:00 +01:00
chapeau-text: Une séance pour les équipes techniques
champs_informations:
- intitule: Public
  contenu: Équipes techniques
- intitule: Inscription
  contenu: Sur inscription<br>Une confirmation vous sera envoyée
---
Un *programme*.
"""


def test_yaml_is_read_by_the_library_in_c() -> None:
    assert yaml_composing.Loader is yaml.CSafeLoader


@given(st.lists(st.sampled_from(["one", "other", "third", ""]), max_size=130), st.integers(1, 60))
def test_the_kind_of_a_site_is_that_which_all_its_files_would_prove(proved: list[str], enough: int) -> None:
    proving = list(filter(None, proved))[:enough]
    name, most = max(Counter(proving).items(), key=lambda item: item[1], default=("", 0))
    heads = {each: SimpleNamespace(name=each) for each in ("one", "other", "third")}
    found = {each: Mock(proof=lambda head, each=each: ("key",) if head.name == each else ()) for each in {*proved}}
    with (
        patch.object(recognition, "_ENOUGH", enough),
        patch.object(recognition.profiles, "names", lambda: tuple(heads)),
        patch.object(recognition.profiles, "head", heads.get),
        patch.object(recognition, "_Contents", found.get),
    ):
        assert recognition._proved(proved).name == (name if most * 2 > len(proving) else "")


def test_no_more_files_are_looked_at_than_decide_the_kind_of_a_site(
    write_event: WriteEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = {write_event(name=f"{number}.md").parent for number in range(10)}
    count: Counter[str] = Counter()

    def counted(source: files.Source, profile: Profile) -> Document | str:
        count[source.path] += 1
        return opening.document_of(source, profile)

    monkeypatch.setattr(recognition, "document_of", counted)
    eventfeeds.detect(folders)
    assert len(count) == 6


def test_each_file_is_read_and_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    site = eventfeeds.detect([CONTENT])
    read: Counter[str] = Counter()
    split: Counter[bytes] = Counter()
    monkeypatch.setattr(opening, "read_bytes", lambda path: read.update([path]) or files.read_bytes(path))
    monkeypatch.setattr(opening, "split", lambda data: split.update([data]) or documents.split(data))

    found = eventfeeds.read([CONTENT], site)

    assert found.events
    assert set(read.values()) == set(split.values()) == {1}


def test_of_a_file_only_what_may_hold_a_noncharacter_is_searched_for_two_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(characters, "_BEFORE_NONCHARACTER", None)  # of which no bytes can be asked
    assert documents.parse(FILE.encode()) is not None
    with pytest.raises(TypeError):
        documents.parse(f"{FILE}\N{FULLWIDTH DIGIT ONE}".encode())


def test_a_file_is_read_without_a_file_object(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "atelier.md"
    path.write_text(FILE, encoding="utf-8")
    left: list[int] = []
    close = os.close
    monkeypatch.setattr(builtins, "open", Mock(side_effect=AssertionError("file object made")))
    monkeypatch.setattr(os, "close", lambda file: left.append(file) or close(file))
    data = files.read_bytes(str(path))
    monkeypatch.undo()

    assert data == FILE.encode()
    assert len(left) == 1


def test_a_file_that_fails_to_be_read_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "atelier.md"
    path.write_text(FILE, encoding="utf-8")
    left: list[int] = []
    close = os.close
    monkeypatch.setattr(os, "read", Mock(side_effect=OSError))
    monkeypatch.setattr(os, "close", lambda file: left.append(file) or close(file))
    with pytest.raises(BadValue):
        files.read_bytes(str(path))
    monkeypatch.undo()

    assert len(left) == 1


def test_of_an_event_only_what_holds_marks_is_rendered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "atelier.md").write_text(FILE, encoding="utf-8")
    rendered: list[str] = []
    long_way = markup._rendered
    monkeypatch.setattr(
        markup, "_rendered", lambda text, base, **how: rendered.append(text) or long_way(text, base, **how)
    )

    (event,) = eventfeeds.read([tmp_path]).events

    assert rendered == ["Un *programme*.\n"]
    assert event.lead == "<p>Une séance pour les équipes techniques</p>"
    assert len(event.details) == 2


def test_whether_an_item_speaks_of_registration_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "atelier.md").write_text(FILE, encoding="utf-8")
    asked: list[str] = []
    registers = details.registers
    monkeypatch.setattr(
        details, "registers", lambda profile, item: asked.append(item.label) or registers(profile, item)
    )

    (event,) = eventfeeds.read([tmp_path]).events

    assert asked == ["Public", "Inscription"]
    assert [detail.kind for detail in event.details] == ["information", "registration"]


def test_what_only_the_site_decides_is_found_before_a_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "atelier.md").write_text(FILE, encoding="utf-8")
    site = eventfeeds.detect([tmp_path])
    monkeypatch.setattr("eventfeeds.site.urlsplit", Mock(side_effect=AssertionError("address taken apart")))

    (event,) = eventfeeds.read([tmp_path], site).events

    assert event.uid == "atelier@numerique.gouv.fr"


def test_what_no_key_of_a_file_tells_is_not_sought(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "atelier.md").write_text(FILE, encoding="utf-8")
    monkeypatch.setattr(repetition, "_dates", Mock(side_effect=AssertionError("dates sought")))
    monkeypatch.setattr(details.Item, "line", property(Mock(side_effect=AssertionError("line sought"))))
    monkeypatch.setattr(yaml_composing._Composer, "_key", Mock(side_effect=AssertionError("plain key")))

    assert eventfeeds.read([tmp_path]).events


def test_which_keys_a_profile_does_not_name_is_asked_once_for_each_set_of_keys(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number}.md").write_text(FILE.replace("---\n", "---\nheure: 12:30\n", 1), encoding="utf-8")
    paths._unnamed.cache_clear()

    (problem,) = (each for each in eventfeeds.read([tmp_path]).problems if each.code == "unread-dates")

    assert "heure (20)" in problem.message
    assert paths._unnamed.cache_info().misses == 1


@given(st.lists(st.sampled_from(["a", "A", "b-c", "B_C", "d"]) | st.text(max_size=3), max_size=60, unique=True))
def test_keys_that_a_profile_does_not_name_are_those_of_no_spelling_of_its_own(names: list[str]) -> None:
    named = frozenset({"a", "b_c"})
    found = keys.Lookup(Keys(dict.fromkeys(names))).unnamed(named)
    assert found == tuple(name for name in names if paths.one_spelling(name) not in named)


def test_what_is_in_order_is_not_set_again() -> None:
    texts, found = ("Atelier", "Accueil"), (eventfeeds.Detail(label="Public"),)
    event = eventfeeds.Event(
        uid="a", title="A", start=date(2026, 3, 14), details=found, categories=texts, keywords=texts
    )
    assert event.details is found
    assert event.categories is texts
    assert event.keywords is texts


MARK_BY_LEAST = re.compile(
    r"\s*(?:\[([^\]]{1,30})\]|\(([^)]{1,30})\))\s*(?:[-–—:]\s*)?|\s*([^-–—:\[\]()]{1,30}?)\s*[-–—:]\s+"
)


@given(st.text("aé0 \n-–:[]()", max_size=50) | st.integers(25, 35).map(lambda most: "a" * most + "  : b"))
def test_a_mark_is_the_same_whether_sought_from_its_least_or_its_most(title: str) -> None:
    found, least = fields._MARKER.match(title.replace("–", "-").replace("—", "-")), MARK_BY_LEAST.match(title)
    assert (found and said(title, found)) == (least and said(title, least))


def said(title: str, mark: re.Match[str]) -> tuple[object, ...]:
    word = mark.lastindex or 0
    return mark.end(), word, keys.fold(title[mark.start(word) : mark.end(word)])


def test_what_the_body_becomes_is_neither_sanitised_nor_searched_for_control_characters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "atelier.md").write_text(FILE + "\nUn autre programme.\n", encoding="utf-8")
    searched: list[str] = []
    monkeypatch.setattr(checks, "re", Mock(wraps=re, search=lambda _, text: searched.append(text)))
    monkeypatch.setattr(safety, "_CLEANER", Mock(side_effect=AssertionError("sanitised")))

    calendar = eventfeeds.read([tmp_path]).calendar()

    assert eventfeeds.export(calendar, "ics")
    assert eventfeeds.export(calendar, "json")
    assert not [text for text in searched if "programme" in text]


def test_files_are_split_one_after_the_other_then_composed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("un", "deux", "trois"):
        (tmp_path / f"{name}.md").write_text(FILE, encoding="utf-8")
    taken: list[str] = []
    compose = documents.Parts.document
    monkeypatch.setattr(opening, "split", lambda data: taken.append("split") or documents.split(data))
    monkeypatch.setattr(documents.Parts, "document", lambda parts: taken.append("composed") or compose(parts))
    site = eventfeeds.detect([tmp_path])
    taken.clear()

    assert len(eventfeeds.read([tmp_path], site).events) == 3
    assert taken == ["split"] * 3 + ["composed"] * 3


def test_events_are_made_step_by_step_each_for_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("un", "deux", "trois"):
        (tmp_path / f"{name}.md").write_text(FILE, encoding="utf-8")
    taken: list[int] = []

    def counted(number: int, step: Callable[[fields.Making], None]) -> Callable[[fields.Making], None]:
        def take(making: fields.Making) -> None:
            taken.append(number)
            step(making)

        return take

    monkeypatch.setattr(fields, "_STEPS", tuple(counted(*each) for each in enumerate(fields._STEPS)))
    events = eventfeeds.read([tmp_path]).events

    assert len(events) == 3
    assert taken == [number for number in range(len(fields._STEPS)) for _ in events]


def test_a_calendar_is_written_part_by_part_each_for_many_events(monkeypatch: pytest.MonkeyPatch) -> None:
    calendar = eventfeeds.read([CONTENT]).calendar()
    expected = eventfeeds.export(calendar, "ics")
    written: list[int] = []

    def counted(number: int, part: Callable[..., Iterator[bytes]]) -> Callable[..., Iterator[bytes]]:
        def write(*arguments: object) -> Iterator[bytes]:
            written.append(number)
            return part(*arguments)

        return write

    monkeypatch.setattr(ics, "_PARTS", tuple(counted(*each) for each in enumerate(ics._PARTS)))

    assert eventfeeds.export(calendar, "ics") == expected
    assert written == [number for number in range(len(ics._PARTS)) for _ in calendar.events]
