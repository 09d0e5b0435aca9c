"""The `[build]` table: what it may say, and how each fault is told with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eventfeeds import Build, SiteError
from eventfeeds.config.settings import load, parse

WHOLE = """\
title = "Agenda"
[build]
public_url = "https://www.example.org/agenda"
formats = ["ics", "rss"]
names = { ics = "evenements.ics", events = "un" }
events = false
page = "fragment"
heading_level = 3
audience = "intranet"
since = "1y"
until = "2027-01-01"
limit = 20
[build.categories]
Formations = ["formation", "stage"]
"Journées portes ouvertes" = []
"""


def test_every_setting_is_read() -> None:
    assert parse(WHOLE.encode(), Path("eventfeeds.toml")).build == Build(
        public_url="https://www.example.org/agenda/",
        formats=("ics", "rss"),
        names={"ics": "evenements.ics", "events": "un"},
        events=False,
        page="fragment",
        heading_level=3,
        audience="intranet",
        since="1y",
        until="2027-01-01",
        limit=20,
        categories={"Formations": ("formation", "stage"), "Journées portes ouvertes": ()},
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "3"),
        ("heading_level", "2"),
        ("categories", ["A"]),
        ("names", "agenda.ics"),
        ("collections", ["a"]),
        ("templates", None),
        ("options", []),
        ("since", None),
        ("until", 2026),
        ("public_url", None),
    ],
)
def test_value_of_another_type_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(SiteError, match=rf"^build\.{name}: cannot be used; expected a "):
        Build(**{name: value})


def test_without_a_table_all_is_made() -> None:
    build = parse(b"", Path("eventfeeds.toml")).build
    assert build == Build()
    assert (build.formats, build.events, build.page, build.limit) == (("ics", "rss", "atom", "json"), True, "whole", 50)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('public_url = "agenda/"', "build.public_url: cannot be used"),
        ('public_url = ["https://example.org/"]', "build.public_url: cannot be used; expected a text"),
        ('names = { csv = "a.csv" }', "build.names: cannot be used; expected ics, rss, atom, json, events"),
        ('names = { ics = "../a.ics" }', "build.names: cannot be used; expected a name such as agenda.ics"),
        ('names = { ics = "/a.ics" }', "build.names: cannot be used"),
        ('names = { ics = "" }', "build.names: cannot be used"),
        ("names = { ics = 1 }", "build.names.ics: cannot be used; expected a text"),
        ('events = "no"', "build.events: cannot be used; expected true or false"),
        ("page = false", "build.page: cannot be used; expected one of whole, fragment, none"),
        ("heading_level = 5", "build.heading_level: cannot be used; expected 1 to 4, got 5"),
        ("heading_level = 0", "build.heading_level: cannot be used"),
        ("heading_level = true", "build.heading_level: cannot be used; expected a whole number"),
        ('audience = "all"', "build.audience: cannot be used; expected one of public, intranet"),
        ('since = "last year"', "build.since: cannot be used; expected 2024-07-24, 18m or 1y, got last year"),
        ('until = "2024-02-30"', "build.until: cannot be used"),
        ("limit = -1", "build.limit: cannot be used; expected 0 or more"),
        ('limit = "50"', "build.limit: cannot be used; expected a whole number"),
        ("categories = 1", "build.categories: cannot be used; expected a table"),
        ("categories = { A = 1 }", "build.categories.A: cannot be used; expected a text or a list"),
        ("catgories = {}", "build.catgories: there is no such setting; expected categories"),
        ('formats = ["pdf"]', "build.formats: cannot be used; expected ics, rss, atom, json"),
        ("formats = []", "build.formats: cannot be used"),
        ('formats = ["ics", "ics"]', "build.formats: cannot be used"),
    ],
)
def test_fault_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "eventfeeds.toml"
    path.write_text(f'title = "Agenda"\n[build]\n{line}\n', encoding="utf-8")
    with pytest.raises(SiteError) as error:
        load(path)
    assert str(error.value).startswith(f"{path}:3: {told}")


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"public_url": "x"}, "public_url"),
        ({"limit": -1}, "limit"),
        ({"since": "x"}, "since"),
        ({"page": "maybe"}, "page"),
        ({"audience": "maybe"}, "audience"),
        ({"formats": ("pdf",)}, "formats"),
        ({"formats": "ics"}, "formats"),
        ({"names": {"ics": "a/../../b"}}, "names"),
    ],
)
def test_fault_of_a_build_made_by_hand_names_the_setting(given: dict[str, object], key: str) -> None:
    with pytest.raises(SiteError) as error:
        Build(**given)
    assert error.value.key == key


def test_templates_of_the_site_stand_beside_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "eventfeeds.toml"
    path.write_text('[build.templates]\n"index.html" = "theirs/index.html"\n', encoding="utf-8")
    assert load(path).build.templates == {"index.html": str(tmp_path / "theirs" / "index.html")}


def test_formats_and_spellings_of_a_category_may_be_lists() -> None:
    build = Build(formats=["ics"], categories={"Atelier": ["Ateliers"]})
    assert (list(build.formats), dict(build.categories)) == (["ics"], {"Atelier": ["Ateliers"]})
