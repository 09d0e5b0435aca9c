"""Two events of one uid: the line that is told cures it, whatever the syntax and the keys of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eventfeeds.documents.lines import line

if TYPE_CHECKING:
    from conftest import ReadBy

HEADERS = "format = 'headers'\n[fields]\ntitle = 'title'\nstart = 'event-start'\nuid = 'event-uid'\n"
YAML = "---\ntitle: a\nwhen: 2026-03-14\n{}---\n"
TOML = "+++\ntitle = 'a'\nwhen = 2026-03-14\n{}+++\n"
JSON = '{{"title": "a", "when": "2026-03-14", {}"n": 1}}\n'


@pytest.mark.parametrize(
    ("profile", "text", "cure"),
    [
        (HEADERS, "Title: a\nEvent-start: 2026-03-14 09:00\n{}\nText\n", "Event-uid: reading-2@example.org"),
        ("[fields]\ntitle = 'title'\nstart = 'when'\n", YAML, "uid: reading-2@example.org"),
        ("[fields]\ntitle = 'title'\nstart = 'when'\nuid = ['id', 'uid']\n", YAML, "id: reading-2@example.org"),
        ("[fields]\ntitle = 'title'\nstart = 'when'\nuid = 'id'\n", TOML, 'id = "reading-2@example.org"'),
        ("[fields]\ntitle = 'title'\nstart = 'when'\nuid = 'id'\n", JSON, '"id": "reading-2@example.org"'),
    ],
    ids=["headers", "yaml", "own-key", "toml", "json"],
)
def test_line_that_is_told_cures_it(read_by: ReadBy, profile: str, text: str, cure: str) -> None:
    zone = {"timezone": "Europe/Paris"}
    reading = read_by(profile, {"a/reading.md": text.format(""), "b/reading.md": text.format("")}, **zone)
    [problem] = [each for each in reading.problems if each.code == "duplicate-uid"]
    assert problem.message.endswith(f"the line: {cure}")
    end = ", " if text is JSON else "\n"
    mended = read_by(profile, {"b/reading.md": text.format(cure + end)}, **zone)
    assert [event.uid for event in mended.events] == ["reading-2@example.org", "reading@example.org"]


@pytest.mark.parametrize(
    ("syntax", "uid", "shown"),
    [
        ("yaml", "42@example.org", "uid: 42@example.org"),
        ("yaml", "https://example.org/a", "uid: https://example.org/a"),
        ("yaml", "a: b", 'uid: "a: b"'),
        ("yaml", "a:", 'uid: "a:"'),
        ("yaml", "@a", 'uid: "@a"'),
        ("yaml", "a #b", 'uid: "a #b"'),
        ("yaml", "a#b", 'uid: "a#b"'),
        ("toml", 'a"b\\', r'uid = "a\"b\\"'),
        ("json", 'a"b', r'"uid": "a\"b"'),
        ("headers", "a: b", "Uid: a: b"),
    ],
)
def test_line_of_a_key(syntax: str, uid: str, shown: str) -> None:
    assert line(syntax, "uid", uid) == shown  # type: ignore[arg-type]
