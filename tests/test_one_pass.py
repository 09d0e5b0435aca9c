"""What makes thousands of files fast, counted, never timed: each file once, and no library where none is needed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from unittest.mock import Mock

import pytest
import yaml

import eventfeeds
from eventfeeds import markup
from eventfeeds.documents import yaml_composing
from eventfeeds.markup import safety
from eventfeeds.model import checks
from eventfeeds.reading import details, files, reader

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


def test_each_file_is_read_and_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    site = eventfeeds.detect([CONTENT])
    read: Counter[str] = Counter()
    parsed: Counter[bytes] = Counter()
    monkeypatch.setattr(reader, "read_bytes", lambda path: read.update([path]) or files.read_bytes(path))
    parse = reader.parse
    monkeypatch.setattr(reader, "parse", lambda data: parsed.update([data]) or parse(data))

    found = eventfeeds.read([CONTENT], site)

    assert found.events
    assert set(read.values()) == set(parsed.values()) == {1}


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


def test_what_the_body_becomes_is_neither_sanitised_nor_searched_for_control_characters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "atelier.md").write_text(FILE + "\nUn autre programme.\n", encoding="utf-8")
    searched: list[str] = []
    monkeypatch.setattr(checks, "_UNTIDY", Mock(search=searched.append))
    monkeypatch.setattr(safety, "_CLEANER", Mock(side_effect=AssertionError("sanitised")))

    calendar = eventfeeds.read([tmp_path]).calendar()

    assert eventfeeds.export(calendar, "ics")
    assert eventfeeds.export(calendar, "json")
    assert not [text for text in searched if "programme" in text]
