"""Several collections of one site, each read in its own way, and one agenda of all."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

import pytest

from eventfeeds.cli import main
from eventfeeds.config import choose, read
from eventfeeds.config.settings import NOTHING
from eventfeeds.errors import EventFeedsError, SiteError
from eventfeeds.profiles import builtin
from eventfeeds.site import Site

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from eventfeeds.reading import Reading

SETTINGS = """\
url = "https://www.example.org/"
language = "en"
timezone = "Europe/Paris"

[[collection]]
path = "_events"
profile = "jekyll"
url = "/events/{slug}/"

[[collection]]
name = "courses"
path = "_courses"
profile = "courses.toml"
url = "/training/{slug}/"
title = "Courses"
"""
COURSES = "[fields]\ntitle = 'name'\nstart = 'first_day'\n"
EVENT = "---\ntitle: Design fair\ndate: 2026-03-14\nend_date: 2026-03-15\n---\n"
COURSE = "---\nname: Design course\nfirst_day: 2026-04-14 09:00\n---\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of two collections with a `design.md` each, being the working folder."""
    root = tmp_path / "site"
    for name, text in {
        "eventfeeds.toml": SETTINGS,
        "courses.toml": COURSES,
        "_events/design.md": EVENT,
        "_courses/design.md": COURSE,
        "about.md": "---\ntitle: About\ndate: 2026-01-01\nend_date: 2026-01-02\n---\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def reading(collection: str | None = None) -> Reading:
    return read(["."], choose(["."], collection=collection).site)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["eventfeeds", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_one_uid_in_two_collections_is_told_with_the_line_that_cures_it(site: Path) -> None:
    told = reading()
    assert [event.title for event in told.events] == ["Design course"]
    [problem] = [each for each in told.problems if each.severity == "error"]
    assert (problem.code, problem.path) == ("duplicate-uid", "_events/design.md")
    cure = re.search(r"uid: design-2@example\.org$", problem.message)
    assert cure, problem.message
    (site / "_events" / "design.md").write_text(EVENT.replace("---\n", f"---\n{cure[0]}\n", 1), encoding="utf-8")
    assert len(reading().events) == 2


def test_each_collection_has_pages_of_its_own_in_one_agenda(site: Path) -> None:
    (site / "_events" / "design.md").rename(site / "_events" / "fair.md")
    told = reading()
    assert [(event.title, event.url, str(event.start)) for event in told.events] == [
        ("Design fair", "https://www.example.org/events/fair/", "2026-03-14"),
        ("Design course", "https://www.example.org/training/design/", "2026-04-14 09:00:00+02:00"),
    ]
    assert told.calendar().title == "Events of example.org"


def test_folder_of_a_collection_holds_a_path_as_windows_writes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    events = Site(profile=builtin("hugo"), name="events")
    whole = Site(profile=builtin("hugo"), collections=(("C:/site/_events", events),))
    monkeypatch.setattr("eventfeeds.site.PurePath", PureWindowsPath)
    assert whole.at(r"C:\site\_events\deep\a.md") is events
    assert whole.at(r"C:\site\_events2\a.md") is whole


def test_file_outside_the_collections_is_no_event(site: Path) -> None:
    assert ("about.md", "no-collection") in {(each.path, each.reason) for each in reading().skipped}


@pytest.mark.parametrize(("name", "title"), [("events", "Design fair"), ("courses", "Design course")])
def test_one_collection_alone(site: Path, name: str, title: str) -> None:
    told = reading(name)
    assert [event.title for event in told.events] == [title]
    assert [each for each in told.problems if each.severity == "error"] == []
    assert told.calendar().title == ("Courses" if name == "courses" else "Events of example.org")


def test_one_collection_alone_has_the_zone_and_the_address_that_its_profile_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tables = '[[collection]]\npath = "a"\nprofile = "hugo"\n[[collection]]\npath = "b"\nprofile = "numerique-gouv"\n'
    (tmp_path / "eventfeeds.toml").write_text(tables)
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    (tmp_path / "b" / "atelier.md").write_text(
        "---\ntitle: Atelier\nevent_start_date: 2026-03-14 14:00\ndate: 2026-02-01\n---\n"
    )
    told = reading("b")
    calendar = told.calendar()
    alone = read(["b"], choose(["b"], profile="numerique-gouv", config=NOTHING).site).calendar()
    assert (calendar.timezone, calendar.url) == ("Europe/Paris", "https://www.numerique.gouv.fr/")
    assert calendar == replace(alone, events=calendar.events)
    assert [problem.code for problem in told.problems] == []


def test_agenda_of_collections_has_a_title_made_of_the_address_that_their_profile_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "eventfeeds.toml").write_text('[[collection]]\npath = "b"\nprofile = "numerique-gouv"\n')
    (tmp_path / "b").mkdir()
    assert choose(["."]).site.title == "Agenda de numerique.gouv.fr"


def test_rest_of_the_site_is_read_by_its_own_profile_but_not_with_one_collection_alone(site: Path) -> None:
    (site / "eventfeeds.toml").write_text(f'profile = "jekyll"\n{SETTINGS}', encoding="utf-8")
    assert "About" in [event.title for event in reading().events]
    assert [event.title for event in reading("courses").events] == ["Design course"]


def test_folder_whose_name_begins_alike_is_no_part_of_a_collection(site: Path) -> None:
    (site / "_courses_old").mkdir()
    (site / "_courses_old" / "b.md").write_text(COURSE, encoding="utf-8")
    assert "_courses_old/b.md" in [skipped.path for skipped in reading().skipped]


def test_unknown_collection_is_refused_with_those_there_are(site: Path) -> None:
    with pytest.raises(SiteError, match=r"events, courses.*workshops"):
        choose(["."], collection="workshops")


def test_collection_where_there_is_none_is_told_as_such(site: Path) -> None:
    (site / "eventfeeds.toml").write_text("url = 'https://www.example.org/'\n", encoding="utf-8")
    with pytest.raises(SiteError, match=r"expected a \[\[collection\]\] of this name"):
        choose(["_events"], collection="events")


def test_file_of_another_collection_is_told_as_such(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "ics", "--collection", "courses", "_events/design.md") == 2
    assert "in none of the collections asked for; expected files of courses" in capsys.readouterr().err


def test_option_names_the_collection(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "list", ".", "--collection", "courses") == 0
    assert capsys.readouterr().out == "2026-04-14 09:00                      Design course  [_courses/design.md]\n"
    assert run(monkeypatch, "list", ".", "--collection", "workshops") == 2


def test_collection_without_a_profile_is_told_by_its_own_files(site: Path) -> None:
    text = SETTINGS.replace('profile = "jekyll"\n', "")
    (site / "eventfeeds.toml").write_text(text, encoding="utf-8")
    assert choose(["."]).site.at(str(site / "_events" / "design.md")).profile.name == "jekyll"


def test_deeper_collection_goes_before_the_one_around_it(site: Path) -> None:
    (site / "_events" / "courses").mkdir()
    (site / "_events" / "courses" / "b.md").write_text(COURSE, encoding="utf-8")
    (site / "eventfeeds.toml").write_text(SETTINGS.replace('"_courses"', '"_events/courses"'), encoding="utf-8")
    assert [event.title for event in reading().events] == ["Design fair", "Design course"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('path = "_events"', 'path = "_evnts"', r"eventfeeds\.toml: collection\.path: no such .*_evnts"),
        ('path = "_events"', 'paht = "_events"', r"eventfeeds\.toml.*collection\.0"),
        ('title = "Courses"', 'titel = "Courses"', r"eventfeeds\.toml:15: collection\.1\.titel: .*expected title"),
        ('url = "/training/{slug}/"', 'url = "/training/"', r"eventfeeds\.toml: event_url: .*/training/"),
        ('profile = "jekyll"', 'profile = "jekil"', "expected jekyll"),
        ("[[collection]]\nname", "[collection]\nname", r"eventfeeds\.toml"),
    ],
)
def test_fault_of_a_collection_is_told_with_its_place(site: Path, old: str, new: str, said: str) -> None:
    (site / "eventfeeds.toml").write_text(SETTINGS.replace(old, new), encoding="utf-8")
    with pytest.raises(EventFeedsError) as caught:
        choose(["."])
    assert re.search(said, str(caught.value)), str(caught.value)


def test_function_of_the_site_is_called_for_the_files_of_its_collections(site: Path) -> None:
    def shouted(metadata: dict[str, Any], path: str) -> dict[str, Any]:
        return {key: f"{value}!" if key in {"title", "name"} else value for key, value in metadata.items()}

    chosen = replace(choose([site]).site, transform=shouted)
    assert {event.title for event in read([site], chosen).events} == {"Design course!"}


@pytest.mark.parametrize("content", [["a.md", "b.md"], ["b.md", "a.md"]])
def test_first_by_path_of_one_uid_is_kept_whatever_the_order_of_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in content:
        (tmp_path / name).write_text(f"---\ntitle: {name}\ndate: 2026-03-14\nuid: one\nend_date: 2026-03-14\n---\n")
    told = read(content, choose(content, profile="jekyll").site)
    assert [event.title for event in told.events] == ["a.md"]
    assert [problem.path for problem in told.problems if problem.code == "duplicate-uid"] == ["b.md"]
