"""Each built-in profile reads a small site of its kind: what comes out stands beside it.

`python tests/test_site_profiles.py NAME...` writes what is expected anew; read the difference before you commit it.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from eventfeeds import profiles
from eventfeeds.cli.list_command import _json
from eventfeeds.config import choose, read, recognise
from eventfeeds.times.zones import zone

if TYPE_CHECKING:
    from eventfeeds.model import Event

SITES = Path(__file__).parent / "sites"
# What tells this kind of site from others is that of examples/numerique.
ELSEWHERE = {"numerique-gouv": SITES.parent.parent / "examples" / "numerique"}
NAMES = sorted(folder.name for folder in SITES.iterdir() if folder.is_dir())


def content(folder: Path) -> list[str]:
    """The folders of a site that hold its files, in the order of their names."""
    return sorted(entry.name for entry in folder.iterdir() if entry.is_dir())


def outcome(folder: Path) -> dict[str, Any]:
    """What is read of a site: the events as `list --json` tells them and the rest of each, problems, files left out."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        reading = read(content(folder), choose(content(folder)).site)
    finally:
        os.chdir(before)
    shown = reading.site.zone or zone("UTC")
    return {
        "events": [{**json.loads(_json(event, shown)), **rest(event)} for event in reading.events],
        "problems": [str(problem) for problem in reading.problems],
        "skipped": [f"{skipped.path}: {skipped.reason}" for skipped in reading.skipped],
    }


def rest(event: Event) -> dict[str, Any]:
    """What `list --json` does not tell, where there is any."""
    place = event.location
    told = {
        "lead": event.lead,
        "description": event.description,
        "contact": event.contact,
        "keywords": list(event.keywords),
        "image": event.image.url if event.image else None,
        "virtual_location": event.virtual_location,
        "coordinates": [place.latitude, place.longitude] if place and place.latitude is not None else None,
        "details": [f"{detail.label}: {detail.text or detail.url}" for detail in event.details],
        "language": event.language,
    }
    return {name: value for name, value in told.items() if value}


def test_every_built_in_profile_has_a_site() -> None:
    assert sorted([*NAMES, *ELSEWHERE]) == list(profiles.names())


@pytest.mark.parametrize("name", NAMES)
def test_site_of_a_profile(name: str) -> None:
    expected = json.loads((SITES / name / "expected.json").read_text(encoding="utf-8"))
    assert outcome(SITES / name) == expected


@pytest.mark.parametrize("name", profiles.names())
def test_auto_tells_the_profile_of_each_site(name: str) -> None:
    folder = ELSEWHERE.get(name, SITES / name)
    assert recognise([folder / part for part in content(folder)]).profile.name == name


def main() -> None:
    for name in sys.argv[1:] or NAMES:
        text = json.dumps(outcome(SITES / name), ensure_ascii=False, indent=2)
        (SITES / name / "expected.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
