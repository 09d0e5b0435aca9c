"""Sessions: a list in one file, of which each item is an event of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import ReadBy
    from eventfeeds.reading import Reading

OWN = """\
sessions = "when"
[fields]
title = "title"
start = "when.start"
end = "when.end"
place = ["when.room", "room"]
uid = ["when.uid", "uid"]
"""
ZONE = {"timezone": "Europe/Berlin"}
FIRST, SECOND = "{start: 2026-03-14T09:00, end: 2026-03-14T10:00, room: Blue}", "{start: 2026-03-21T09:00}"


def of(*sessions: str, more: str = "") -> str:
    return "\n".join(["title: Course", *(more.splitlines()), "room: Hall", "when:", *(f"- {one}" for one in sessions)])


def uids(reading: Reading) -> list[str]:
    return [event.uid for event in reading.events]


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(each.code, each.key) for each in reading.problems if each.code != "no-publication-date"]


def test_each_session_is_an_event_with_what_it_says_and_what_the_file_says(read_by: ReadBy) -> None:
    events = read_by(OWN, of(FIRST, SECOND), **ZONE).events
    assert [(str(event.start), str(event.location), event.title) for event in events] == [
        ("2026-03-14 09:00:00+01:00", "Blue", "Course"),
        ("2026-03-21 09:00:00+01:00", "Hall", "Course"),
    ]


def test_uids_do_not_depend_on_the_order_of_the_list(read_by: ReadBy) -> None:
    expected = ["event-20260314T0900@example.org", "event-20260321T0900@example.org"]
    assert uids(read_by(OWN, of(FIRST, SECOND), **ZONE)) == expected
    assert uids(read_by(OWN, of(SECOND, FIRST), **ZONE)) == expected


def test_uid_of_a_session_does_not_depend_on_how_many_there_are(read_by: ReadBy) -> None:
    assert uids(read_by(OWN, of(FIRST), **ZONE)) == ["event-20260314T0900@example.org"]


def test_uid_of_a_session_does_not_depend_on_the_zone_of_the_site(read_by: ReadBy) -> None:
    assert uids(read_by(OWN, of(FIRST), timezone="Asia/Tokyo")) == ["event-20260314T0900@example.org"]


def test_uid_of_the_file_has_the_start_of_the_session_within(read_by: ReadBy) -> None:
    reading = read_by(OWN, of(FIRST, SECOND, more="uid: c-7@example.net"), **ZONE)
    assert uids(reading) == ["c-7-20260314T0900@example.net", "c-7-20260321T0900@example.net"]


def test_uid_of_a_session_is_its_own(read_by: ReadBy) -> None:
    reading = read_by(OWN, of("{start: 2026-03-14T09:00, uid: one}", SECOND, more="uid: course"), **ZONE)
    assert uids(reading) == ["one", "course-20260321T0900"]


@pytest.mark.parametrize(
    ("bad", "code", "key"),
    [
        ("{start: 2026-02-31}", "invalid-date", "when.start"),
        ("{end: 2026-03-15}", "no-start", "when.start"),
        ("soon", "no-start", "when.start"),
        ("~", "no-start", "when.start"),
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_bad_session_is_told_and_hides_no_other(read_by: ReadBy, bad: str, code: str, key: str, place: int) -> None:
    sessions = [FIRST, SECOND]
    sessions.insert(place, bad)
    reading = read_by(OWN, of(*sessions), **ZONE)
    assert len(reading.events) == 2
    assert told(reading) == [(code, key)]


def test_lists_in_the_list_are_one_list(read_by: ReadBy) -> None:
    nested = f"title: a\nwhen:\n- - {FIRST}\n- - {SECOND}\n  - - {{start: 2026-03-28T09:00}}"
    assert uids(read_by(OWN, nested, **ZONE)) == [
        "event-20260314T0900@example.org",
        "event-20260321T0900@example.org",
        "event-20260328T0900@example.org",
    ]


def test_mapping_in_the_place_of_the_list_is_one_event_of_the_file(read_by: ReadBy) -> None:
    assert uids(read_by(OWN, f"title: a\nwhen: {FIRST}", **ZONE)) == ["event@example.org"]


def test_empty_list_has_no_start_and_is_told(read_by: ReadBy) -> None:
    reading = read_by(OWN, "title: a\nwhen: []", **ZONE)
    assert (reading.events, told(reading)) == ((), [("no-start", "when.start")])


def test_two_sessions_at_one_time_are_told_and_the_first_is_kept(read_by: ReadBy) -> None:
    reading = read_by(OWN, of(FIRST, "{start: 2026-03-14T09:00, room: Red}"), **ZONE)
    assert [str(event.location) for event in reading.events] == ["Blue"]
    assert told(reading) == [("duplicate-session", "when.1")]
    [problem] = [each for each in reading.problems if each.code == "duplicate-session"]
    assert "uid:" not in problem.message  # it would move both


DATES = """\
sessions = "dates"
[fields]
title = "title"
start = "dates"
uid = ["dates.uid", "uid"]
"""


def cures(reading: Reading) -> list[str]:
    """The line that each double is told to write."""
    told = [each.message for each in reading.problems if each.code == "duplicate-uid"]
    return [message.partition("the line: ")[2] for message in told]


def test_two_sessions_at_different_times_with_one_uid_of_their_own_are_told_as_such(read_by: ReadBy) -> None:
    text = "title: a\nwhen:\n- {{start: 2026-05-02, uid: a}}\n- {{start: 2026-06-02, {}}}\n"
    reading = read_by(OWN, text.format("uid: a"))
    assert told(reading) == [("duplicate-uid", "when.1")]
    assert cures(reading) == ["uid: a-2"]
    assert uids(read_by(OWN, text.format(cures(reading)[0]))) == ["a", "a-2"]


def test_session_may_keep_the_uid_that_its_page_had(read_by: ReadBy) -> None:
    text = "title: a\nwhen:\n- {start: 2026-05-02, uid: event@example.org}\n- {start: 2026-06-02}\n"
    first, second = read_by(OWN, text).events
    assert (first.uid, first.parent) == ("event@example.org", "")
    assert second.parent == "event@example.org"


def test_session_at_the_hour_that_clocks_show_twice_has_a_uid_in_each(read_by: ReadBy) -> None:
    both = "title: a\ndates: ['2026-10-25T02:30+02:00', '2026-10-25T02:30+01:00', '2026-10-25T03:30+01:00']\n"
    reading = read_by(DATES, both, **ZONE)
    assert told(reading) == []
    assert [(str(event.start)[11:], event.uid) for event in reading.events] == [
        ("02:30:00+02:00", "event-20261025T0230@example.org"),
        ("02:30:00+01:00", "event-20261025T0130Z@example.org"),
        ("03:30:00+01:00", "event-20261025T0330@example.org"),
    ]


def test_sessions_of_two_files_of_one_uid_are_told_with_the_line_of_the_file(read_by: ReadBy) -> None:
    page = "---\ntitle: a\n{}\ndates: [2026-05-02]\n---\n"
    reading = read_by(DATES, {"a.md": page.format("uid: x"), "b.md": page.format("uid: x")})
    assert cures(reading) == ["uid: x-20260502-2"]
    mended = read_by(DATES, {"a.md": page.format("uid: x"), "b.md": page.format(cures(reading)[0])})
    assert uids(mended) == ["x-20260502", "x-20260502-2-20260502"]


def test_two_records_of_one_uid_are_told_with_their_lines(read_by: ReadBy) -> None:
    own = "format = 'data'\n[fields]\ntitle = 'title'\nstart = 'when'\n"
    item = "- title: a\n  when: 2026-03-14\n"
    reading = read_by(own, {"a.yml": item + item})
    [problem] = [each for each in reading.problems if each.code == "duplicate-uid"]
    assert (problem.key, problem.line) == ("1", 3)
    assert "a.yml:1;" in problem.message
    assert told(read_by(own, {"a.yml": item + item + "  uid: a-a-20260314-2@example.org\n"})) == []


def test_sessions_may_be_days_in_plain_text(read_by: ReadBy) -> None:
    own = "sessions = 'dates'\n[fields]\ntitle = 'title'\nstart = 'dates'\n"
    reading = read_by(own, "title: a\ndates: [2026-03-14, 2026-03-15]")
    assert uids(reading) == ["event-20260314@example.org", "event-20260315@example.org"]


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("my.dates", "my.dates: [2026-03-14, 2026-03-21]"),
        ("my.inner.dates", "my:\n  inner.dates: [2026-03-14, 2026-03-21]"),
    ],
)
def test_key_of_sessions_may_have_a_dot_in_its_name(read_by: ReadBy, path: str, page: str) -> None:
    own = f"sessions = '{path}'\nevent_keys = ['title']\n[fields]\nstart = '{path}'\n"
    assert [str(event.start) for event in read_by(own, f"title: a\n{page}").events] == ["2026-03-14", "2026-03-21"]


def test_sessions_of_a_file_have_its_page_in_common(read_by: ReadBy) -> None:
    events = read_by(OWN, of(FIRST, SECOND), event_url="/agenda/{slug}/", **ZONE).events
    assert {event.url for event in events} == {"https://example.org/agenda/event/"}
    assert len({event.slug for event in events}) == 2


def test_text_of_the_file_is_that_of_each_session_and_is_told_of_once(read_by: ReadBy) -> None:
    text = f"---\n{of(FIRST, SECOND)}\n---\nSee [this](javascript:x).\n"
    reading = read_by(OWN, {"event.md": text}, **ZONE)
    assert {event.description for event in reading.events} == {"<p>See this.</p>"}
    assert [code for code, _ in told(reading)] == ["bad-link"]


def test_thousands_of_sessions_and_keys_take_no_time(read_by: ReadBy) -> None:
    keys = "".join(f"k{number}:\n" for number in range(20_000))
    sessions = "- 1\n" * 5_000
    reading = read_by(OWN, f"{keys}when:\n{sessions}")
    assert (reading.events, told(reading)) == ((), [("no-start", "when.start")])


@pytest.mark.parametrize("uid", ["{a: b}", "[[a]]", "' '"])
def test_uid_that_is_no_text_names_nothing(read_by: ReadBy, uid: str) -> None:
    page = f"---\ntitle: a\nwhen: {{start: 2026-03-14}}\nuid: {uid}\n---\n"
    reading = read_by(OWN, {"a.md": page, "b.md": page})
    assert uids(reading) == ["a@example.org", "b@example.org"]


@pytest.mark.parametrize(("drafts", "count"), [(False, 1), (True, 2)])
def test_session_that_is_not_to_be_published_is_left_out(read_by: ReadBy, drafts: bool, count: int) -> None:
    own = f"{OWN}public = 'when.public'\n"
    sessions = of(FIRST, "{start: 2026-03-21T09:00, public: false}")
    reading = read_by(own, sessions, drafts=drafts, **ZONE)
    assert len(reading.events) == count
    assert [skipped.reason for skipped in reading.skipped] == ([] if drafts else ["draft"])


def test_sessions_of_a_record_of_a_list_are_named_by_its_title(read_by: ReadBy) -> None:
    text = f"- {{title: Course, when: [{FIRST}, {SECOND}]}}\n- {{title: Course, slug: c, when: [{SECOND}]}}\n"
    reading = read_by(f"format = 'data'\n{OWN}slug = 'slug'\n", {"a.yml": text}, **ZONE)
    assert uids(reading) == [
        "a-course-20260314T0900@example.org",
        "a-course-20260321T0900@example.org",
        "c-20260321T0900@example.org",
    ]
