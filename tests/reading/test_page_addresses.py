"""The address of an event's page: its own key, or the pattern of the site."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from eventfeeds import profiles
from eventfeeds.errors import SiteError
from eventfeeds.reading import read
from eventfeeds.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import ReadBy

OWN = """\
[fields]
title = "title"
start = "when"
url = "page"
slug = "slug"
language = "lang"
[identity]
roots = ["content"]
"""
DATED = f'{OWN}[times.abbreviations]\nET = "America/New_York"\n'.replace("[identity]", 'page_date = "date"\n[identity]')
LONG, DEEP = f"/{{meta.x.{'9' * 5000}}}/", f"/{{meta.{'x.' * 3000}x}}/"
TEXT = "---\ntitle: a\nwhen: 2026-03-05\n{0}\n---\n"


@pytest.mark.parametrize(
    ("pattern", "name", "more", "url"),
    [
        ("/agenda/{slug}/", "My Fair.md", "", "https://example.org/agenda/my-fair/"),
        ("/agenda/{slug}/", "a.md", "slug: Our Fair", "https://example.org/agenda/our-fair/"),
        ("/agenda/{stem}.html", "My Fair.md", "slug: b", "https://example.org/agenda/My%20Fair.html"),
        ("/{path}/", "2026/spring/fair.md", "", "https://example.org/2026/spring/fair/"),
        ("/{path}/", "2026/fair/index.md", "", "https://example.org/2026/fair/"),
        ("/{year}/{month}/{day}/{slug}/", "a.md", "", "https://example.org/2026/03/05/a/"),
        ("/{lang}/{slug}/", "a.md", "lang: fr", "https://example.org/fr/a/"),
        ("/{meta.track.room}/{slug}/", "a.md", "track: {room: Blue Hall}", "https://example.org/Blue%20Hall/a/"),
        ("/{meta.ID}/", "a.md", "id: 0042", "https://example.org/0042/"),
        ("https://other.example/{slug}", "a.md", "", "https://other.example/a"),
        ("/agenda/{slug}/", "a.md", "page: /p/1/", "https://example.org/p/1/"),
        ("/{slug}/", "été.md", "", "https://example.org/t/"),
    ],
)
def test_address_of_a_page(read_by: ReadBy, pattern: str, name: str, more: str, url: str) -> None:
    [event] = read_by(OWN, {name: TEXT.format(more)}, event_url=pattern, language="fr").events
    assert event.url == url


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-04-06", "2026/04/06"),
        ("6 April 2026", "2026/04/06"),
        ("6 avril 2026 14:00", "2026/04/06"),
        ("April 6, 2026 11:30 pm ET", "2026/04/06"),
    ],
)
def test_day_of_the_page_is_as_it_stands_there(read_by: ReadBy, written: str, day: str) -> None:
    text = TEXT.format(f"date: {written}")
    reading = read_by(DATED, {"2026-03-01-a.md": text}, event_url="/{year}/{month}/{day}/")
    assert reading.events[0].url == f"https://example.org/{day}/"
    assert {problem.code for problem in reading.problems} <= {"no-publication-date"}


def test_without_a_pattern_there_is_no_page(read_by: ReadBy) -> None:
    [event] = read_by(OWN, {"a.md": TEXT.format("")}).events
    assert event.url is None


@pytest.mark.parametrize("more", ["", "track: ''", "track: [a]", "track: {room: a}"])
def test_page_whose_address_needs_what_the_file_has_not_is_left_out_and_told(read_by: ReadBy, more: str) -> None:
    reading = read_by(OWN, {"a.md": TEXT.format(more)}, event_url="/{meta.track}/{slug}/")
    assert reading.events[0].url is None
    [problem] = [each for each in reading.problems if each.code == "no-page-address"]
    assert problem.severity == "warning"
    assert "meta.track" in problem.message


@pytest.mark.parametrize(
    "pattern", ["/agenda/", "/{lang}/", "/{slugs}/", "/{meta}/", "/{slug/", "/slug}/", "/{}/", LONG, DEEP]
)
def test_pattern_that_names_no_event_is_refused(pattern: str) -> None:
    with pytest.raises(SiteError, match="event_url"):
        Site(profile=profiles.builtin("jekyll"), url="https://example.org/", event_url=pattern)


@pytest.mark.parametrize("content", ["site/content", "site/content/events", "site"])
def test_path_and_uid_do_not_depend_on_the_folder_that_was_named(
    tmp_path_factory: pytest.TempPathFactory, content: str
) -> None:
    root = tmp_path_factory.mktemp("any")
    file = root / "site" / "content" / "events" / "2026" / "a.md"
    file.parent.mkdir(parents=True)
    file.write_text(TEXT.format(""), encoding="utf-8")
    (root / "site" / "hugo.toml").touch()  # by which the root of a site is known
    profile = profiles.parse(f"{OWN}slug_from = 'path'\n".encode(), "own")
    site = Site(profile=profile, url="https://example.org/", event_url="/{path}/")
    [event] = read([root / content], site).events
    assert (event.uid, event.url) == ("events-2026-a@example.org", "https://example.org/events/2026/a/")


def test_name_of_a_file_that_is_no_utf8_gives_no_page(tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"caf\xe9.md")
    try:
        file.write_text(TEXT.format(""), encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this system has UTF-8 names alone")
    site = Site(profile=profiles.parse(OWN.encode(), "own"), url="https://example.org/", event_url="/{stem}/")
    reading = read([tmp_path], site)
    assert [event.url for event in reading.events] == [None]
    assert "no-page-address" in [problem.code for problem in reading.problems]
