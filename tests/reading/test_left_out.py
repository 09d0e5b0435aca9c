"""What a site does not show on a day, and what its own function makes of a front matter."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from eventfeeds.errors import SiteError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conftest import ReadBy

OWN = """\
[fields]
title = "title"
start = "when"
public = "published"
visible_from = "publishDate"
visible_until = "expiryDate"
place = "where.room"
[times.abbreviations]
ET = "America/New_York"
"""
DAY = date(2026, 3, 14)
LIST = "format = 'data'\n[fields]\ntitle = 'title'\nstart = 'when'\n"


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ("", True),
        ("publishDate: 2026-03-13", True),
        ("publishDate: 2026-03-14", True),
        ("publishDate: 2026-03-14 23:00", True),
        ("publishDate: 2026-03-15", False),
        ("expiryDate: 2026-03-13", False),
        ("expiryDate: 2026-03-14", False),
        ("expiryDate: 2026-03-15", True),
        ("published: 2026-03-14", True),
        ("published: 2026-03-15", False),
        ("published: true", True),
        ("publishDate: 15 March 2026", False),
        ("publishDate: 14 March 2026", True),
        ("expiryDate: 14 mars 2026", False),
        ("published: March 14, 2026", True),
        ("published: March 15, 2026", False),
        ("publishDate: soon", True),
    ],
)
def test_future_hides_what_the_site_does_not_show_on_that_day(read_by: ReadBy, lines: str, shown: bool) -> None:
    text = f"title: a\nwhen: 2026-05-01\n{lines}"
    hiding = read_by(OWN, text, future="hide", day=DAY)
    assert bool(hiding.events) is shown
    assert [skipped.reason for skipped in hiding.skipped] == ([] if shown else ["hidden"])


@pytest.mark.parametrize(
    ("zone", "lines", "shown"),
    [
        ("Europe/Paris", "publishDate: 2026-03-14T23:30:00Z", False),
        ("America/New_York", "publishDate: 2026-03-15T00:30:00Z", True),
        ("Europe/Paris", "expiryDate: 2026-03-14T23:30:00Z", True),
        ("America/New_York", "expiryDate: 2026-03-15T00:30:00Z", False),
        (None, "publishDate: 2026-03-15T00:30:00+02:00", True),
        ("Europe/Paris", "publishDate: 2026-03-14 23:30", True),
        ("Europe/Paris", "publishDate: 2026-03-14 23:30 ET", False),
        ("Europe/Paris", "published: 2026-03-14 23:30 ET", False),
        ("Europe/Paris", "expiryDate: 2026-03-14 23:30 ET", True),
    ],
)
def test_day_of_what_is_hidden_is_that_of_the_site(read_by: ReadBy, zone: str | None, lines: str, shown: bool) -> None:
    text = f"title: a\nwhen: 2026-05-01\n{lines}"
    assert bool(read_by(OWN, text, future="hide", day=DAY, timezone=zone).events) is shown


@pytest.mark.parametrize("lines", ["publishDate: 2026-03-15", "expiryDate: 2026-03-13", "published: 2026-03-15"])
def test_nothing_is_hidden_unless_the_site_says_so(read_by: ReadBy, lines: str) -> None:
    text = f"title: a\nwhen: 2026-05-01\n{lines}"
    assert len(read_by(OWN, text).events) == 1
    assert len(read_by(OWN, text, day=DAY).events) == 1


def test_hiding_needs_the_day(read_by: ReadBy) -> None:
    with pytest.raises(SiteError, match="future"):
        read_by(OWN, "title: a\nwhen: 2026-05-01", future="hide")


def renamed(metadata: dict[str, Any], path: str) -> Mapping[str, Any]:
    return {**metadata, "when": metadata["day"], "title": path.rpartition("/")[2]}


def nested(metadata: dict[str, Any], path: str) -> Mapping[str, Any]:
    return {**metadata, "where": {"room": metadata.pop("room")}}


def nothing(metadata: dict[str, Any], path: str) -> Any:
    return None


def failing(metadata: dict[str, Any], path: str) -> Mapping[str, Any]:
    if "bad" in metadata:
        raise KeyError("bad")
    return metadata


def test_transform_may_give_keys_and_sees_the_path(read_by: ReadBy) -> None:
    [event] = read_by(OWN, {"a.md": "---\nday: 2026-03-14\n---\n"}, transform=renamed).events
    assert (event.title, event.start) == ("a.md", DAY)


def test_transform_may_give_mappings(read_by: ReadBy) -> None:
    [event] = read_by(OWN, "title: a\nwhen: 2026-03-14\nroom: Blue", transform=nested).events
    assert str(event.location) == "Blue"


def numbered(metadata: dict[str, Any], path: str) -> Any:
    return {**metadata, 1: "one", "inner": {2: "two"}}


def endless(metadata: dict[str, Any], path: str) -> Any:
    metadata["self"] = metadata
    return metadata


def many(metadata: dict[str, Any], path: str) -> Any:
    value: Any = "x"
    for _ in range(90):
        value = [value, value]
    return {**metadata, "value": value}


def leaving(metadata: dict[str, Any], path: str) -> Any:
    sys.exit("no key")


def unordered(metadata: dict[str, Any], path: str) -> Any:
    return {**metadata, "title": {"b", "a"}}


def enormous(metadata: dict[str, Any], path: str) -> Any:
    return {**metadata, "title": 10**9000}


def test_transform_may_give_keys_that_are_no_texts(read_by: ReadBy) -> None:
    profile = "[fields]\nstart = 'when'\ntitle = [['1', 'inner.2']]\n"
    assert read_by(profile, "when: 2026-03-14", transform=numbered).events[0].title == "one, two"


@pytest.mark.parametrize(
    ("transform", "word"),
    [
        (endless, "ValueError: more than"),
        (many, "ValueError: more than"),
        (unordered, "TypeError: set"),
        (enormous, "ValueError: a number"),
    ],
)
def test_transform_that_gives_what_no_document_holds_is_told(read_by: ReadBy, transform: Any, word: str) -> None:
    [problem] = read_by(OWN, "title: a\nwhen: 2026-03-14", transform=transform).problems
    assert (problem.code, problem.severity) == ("transform-failed", "error")
    assert word in problem.message


@pytest.mark.parametrize(
    ("transform", "word"), [(failing, "KeyError: 'bad'"), (nothing, "it returned None; expected the keys")]
)
def test_transform_that_fails_costs_one_file_and_is_told(read_by: ReadBy, transform: Any, word: str) -> None:
    page = "---\ntitle: {0}\nwhen: 2026-03-14\n{1}\n---\n"
    reading = read_by(OWN, {"a.md": page.format("a", "bad: 1"), "b.md": page.format("b", "")}, transform=transform)
    assert [event.title for event in reading.events] == ([] if transform is nothing else ["b"])
    problem = next(each for each in reading.problems if each.code == "transform-failed")
    assert (problem.severity, problem.path[-4:]) == ("error", "a.md")
    assert word in problem.message


def test_transform_that_ends_the_program_costs_one_file_and_is_told(read_by: ReadBy) -> None:
    [problem] = read_by(OWN, "title: a\nwhen: 2026-03-14", transform=leaving).problems
    assert (problem.code, problem.severity) == ("transform-failed", "error")
    assert "SystemExit: no key" in problem.message


def test_transform_that_fails_costs_one_record_of_a_list(read_by: ReadBy) -> None:
    text = "- {title: a, when: 2026-03-14}\n- {title: b, when: 2026-03-14, bad: 1}\n- {title: c, when: 2026-03-14}\n"
    reading = read_by(LIST, {"a.yml": text}, transform=failing)
    assert [event.title for event in reading.events] == ["a", "c"]
    assert [each.key for each in reading.problems if each.code == "transform-failed"] == ["1"]


@pytest.mark.parametrize(
    ("items", "told"),
    [
        ("- soon\n- {title: a, when: 2026-03-14}\n", ("item-no-mapping", "0", "soon")),
        ("- [a, b]\n- {title: a, when: 2026-03-14}\n", ("item-no-mapping", "0", "a list")),
        ("- {title: a, when: 2026-03-14}\n- {title: no day}\n", ("no-start", "1", "when")),
    ],
)
def test_item_beside_events_that_is_none_is_an_error(read_by: ReadBy, items: str, told: tuple[str, str, str]) -> None:
    reading = read_by(LIST, {"a.yml": items})
    assert [event.title for event in reading.events] == ["a"]
    [problem] = [each for each in reading.problems if each.severity == "error"]
    assert (problem.code, problem.key) == told[:2]
    assert told[2] in problem.message


def test_item_without_a_day_beside_events_is_told_with_its_line(read_by: ReadBy) -> None:
    reading = read_by(LIST, {"a.yml": "- title: a\n  when: 2026-03-14\n- title: b\n"})
    assert [each.line for each in reading.problems if each.code == "no-start"] == [3]


@pytest.mark.parametrize("items", ["- soon\n- later\n", "- {title: a}\n- {title: b}\n", "- soon\n- {title: a}\n"])
def test_list_without_any_event_is_no_list_of_events(read_by: ReadBy, items: str) -> None:
    reading = read_by(LIST, {"a.yml": items})
    assert (reading.events, [each for each in reading.problems if each.severity == "error"]) == ((), [])
    assert reading.skipped


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("finishes: 2026-03-15", "finishes (1)"),
        ("closing: 17:00", "closing (1)"),
        ("note: soon", ""),
        ("note: 2026-03-15 is the day on which everything will be told to everybody", ""),
        ("When-Else: 2026-03-15", ""),
    ],
)
def test_dates_that_the_profile_does_not_read_are_told_once(read_by: ReadBy, more: str, told: str) -> None:
    profile = "[fields]\ntitle = 'title'\nstart = ['when', 'when_else.day']\n"
    reading = read_by(profile, f"title: a\nwhen: 2026-03-14\n{more}")
    notices = [each for each in reading.problems if each.code == "unread-dates"]
    assert [(each.severity, each.message.rpartition(": ")[2]) for each in notices] == (
        [("notice", told)] if told else []
    )


def test_dates_of_what_is_left_out_are_not_told_and_files_are_counted(read_by: ReadBy) -> None:
    page = "---\ntitle: a\nwhen: 2026-03-14\n{0}: 2026-03-15\n{1}\n---\n"
    pages = {"a.md": page.format("finishes", ""), "b.md": page.format("finishes", ""), "c.md": page.format("other", "")}
    pages["c.md"] = "---\ntitle: about\nother: 2026-03-15\n---\n"
    [notice] = [each for each in read_by(OWN, pages).problems if each.code == "unread-dates"]
    assert notice.message.endswith(": finishes (2)")


@pytest.mark.parametrize(
    ("more", "starts"),
    [
        ("startDate: 2027-02-03", "startDate (1)"),
        ("event: {start: 2027-02-03}", "event.start (1)"),
        ("finishes: 2027-02-03", ""),
        ("startDate: 10:00", ""),
    ],
)
def test_unread_key_that_says_start_is_warned_of_where_the_start_is_read_under_date(
    read_by: ReadBy, more: str, starts: str
) -> None:
    reading = read_by("[fields]\ntitle = 'title'\nstart = 'date'\n", f"title: a\ndate: 2026-03-14\n{more}")
    told = [(each.severity, each.message) for each in reading.problems if each.code == "unread-starts"]
    assert [(severity, starts in message) for severity, message in told] == ([("warning", True)] if starts else [])
    assert not starts or "unread-dates" not in {each.code for each in reading.problems}


@pytest.mark.parametrize(
    "fields", ["start = 'date'\npublished = 'startDate'", "start = 'begin'", "start = ['begin', 'date']"]
)
def test_key_that_is_named_or_beside_one_that_says_start_is_no_other_start(read_by: ReadBy, fields: str) -> None:
    begin = "" if "published" in fields else "begin: 2026-03-14\n"
    text = f"title: a\ndate: 2026-03-14\nstartDate: 2027-02-03\n{begin}"
    reading = read_by(f"[fields]\ntitle = 'title'\n{fields}\n", text)
    assert "unread-starts" not in {each.code for each in reading.problems}
