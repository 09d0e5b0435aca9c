"""The event files of some forty real sites: each is read by a built-in profile, or by one of at most six lines.

`sites-of-others/truth.tsv` says when each of their events is, as people found it by reading the files. The files
themselves are not ours to hand on: where they are absent, what needs them is skipped. `python tests/test_corpus.py`
writes the table of docs/sites.md anew.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import eventfeeds
from eventfeeds import profiles
from eventfeeds.config import UnknownKind, read, recognise
from eventfeeds.site import Site

if TYPE_CHECKING:
    from eventfeeds.model import Calendar, Event
    from eventfeeds.profiles import Profile
    from eventfeeds.reading import Reading

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "sites"
OTHERS = Path(__file__).parent / "sites-of-others"
DOCUMENT = ROOT / "docs" / "sites.md"

CONTROLS = (
    "apache+comdev-events-site",
    "betagouv+beta.gouv.fr",
    "coderefinery+coderefinery.org",
    "openSUSE+news-o-o",
)
# What was decided otherwise than whoever read the files had it; not in truth.tsv.
DECIDED_OTHERWISE = {
    # A draft of which the end is the start: nothing is known of the end, where the truth has no length.
    "badgeteam+website.old/content/event/202005_dinges03/index.md",
    "badgeteam+website.old/content/event/202108_mch/index.md",
    # The German translation of another file: one event, and one language for one calendar.
    "Finkregh+hugo-theme-component-ical/.github/exampleSite/content/events/event_7_every_monday.de.md",
    # Pages of videos of events that stand in events.toml, with their hours.
    "cph-community+cph-rust-website/content/events/meetup-37.md",
    "cph-community+cph-rust-website/content/events/meetup-39.md",
    "cph-community+cph-rust-website/content/events/meetup-40.md",
}
_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
_TEMPLATING = ("{{", "{%")

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the files of other people's sites are not here")


def table(name: str) -> list[dict[str, str]]:
    with (OTHERS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


SITES = {row["site"]: row for row in table("sites.tsv")}
TRUTH = table("truth.tsv")


def profile_of(name: str) -> Profile:
    built_in = SITES[name]["profile"]
    return profiles.builtin(built_in) if built_in else profiles.parse((OTHERS / f"{name}.toml").read_bytes(), name)


def reading_of(name: str) -> Reading:
    profile = profile_of(name)
    settings = {"url": "https://example.org/", "timezone": SITES[name]["timezone"] or None, **profile.site}
    return read([CORPUS / name], Site(profile=profile, **settings), drafts=True)


def moment(text: str) -> date | datetime | None:
    """A moment of the table: a day, or an instant in UTC; None where the end is not known."""
    if not text:
        return None
    return datetime.fromisoformat(text).astimezone(UTC) if "T" in text else date.fromisoformat(text)


def utc(value: date | datetime | None) -> date | datetime | None:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def file_of(event: Event) -> str:
    return Path(event.source).relative_to(CORPUS).as_posix()


@needs_corpus
@pytest.mark.parametrize("name", SITES)
def test_every_event_of_a_site_starts_and_ends_when_it_does(name: str) -> None:
    events = [event for event in reading_of(name).events if file_of(event) not in DECIDED_OTHERWISE]
    read_ = Counter((file_of(event), utc(event.start), utc(event.end)) for event in events)
    true = Counter(
        (f"{name}/{row['file']}", moment(row["start"]), moment(row["end"])) for row in TRUTH if row["site"] == name
    )
    assert (read_ - true, true - read_) == (Counter(), Counter())


@needs_corpus
@pytest.mark.parametrize("name", CONTROLS)
def test_site_without_events_has_none_under_auto(name: str) -> None:
    with pytest.raises(UnknownKind):
        recognise([CORPUS / name])


@needs_corpus
def test_every_site_that_was_kept_is_here() -> None:
    # One site is its own template: every key of time holds FIXME.
    assert {*SITES, *CONTROLS, "carpentries+workshop-template"} == {entry.name for entry in CORPUS.iterdir()}


def without_code(calendar: Calendar) -> Calendar:
    """A calendar without what its texts show as code."""

    def plain(event: Event) -> Event:
        details = tuple(replace(detail, text=_CODE.sub("", detail.text)) for detail in event.details)
        return replace(
            event,
            lead=_CODE.sub("", event.lead),
            description=_CODE.sub("", event.description),
            details=details,
        )

    return replace(calendar, events=tuple(map(plain, calendar.events)))


@needs_corpus
@pytest.mark.parametrize("name", SITES)
def test_no_tag_of_a_template_reaches_an_output_outside_code(name: str) -> None:
    calendar = without_code(reading_of(name).calendar())
    written = {format_: eventfeeds.export(calendar, format_).decode() for format_ in ("ics", "rss", "atom", "json")}
    unfolded = {format_: text.replace("\r\n ", "") for format_, text in written.items()}
    assert {(each, tag) for each, text in unfolded.items() for tag in _TEMPLATING if tag in text} == set()


@pytest.mark.parametrize("name", [name for name, row in SITES.items() if not row["profile"]])
def test_own_profile_has_six_lines_at_most(name: str) -> None:
    lines = [line for line in (OTHERS / f"{name}.toml").read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) <= 6


def test_no_profile_is_left_of_a_site_that_is_gone() -> None:
    assert {path.stem for path in OTHERS.glob("*.toml")} == {name for name, row in SITES.items() if not row["profile"]}
    assert {row["site"] for row in TRUTH} == SITES.keys()


def rows() -> str:
    """The table for people: what reads each site, and how many of its events the truth has."""
    counts = Counter(row["site"] for row in TRUTH)
    return "".join(
        f"| {name.replace('+', '/', 1)} | {_shown(name)} | {row['timezone'] or ''} | {counts[name]} |\n"
        for name, row in SITES.items()
    )


def _shown(name: str) -> str:
    built_in = SITES[name]["profile"]
    if built_in:
        return built_in
    lines = (OTHERS / f"{name}.toml").read_text(encoding="utf-8").splitlines()
    return "<br>".join(f"`{line}`" for line in lines if line.strip())


def _parted(text: str) -> tuple[str, str, str]:
    """The document before the rows of its table, the rows, and what comes after them."""
    head, ruler, rest = text.partition("|---|---|---|---|\n")
    lines = rest.splitlines(keepends=True)
    count = next((index for index, line in enumerate(lines) if not line.startswith("|")), len(lines))
    return head + ruler, "".join(lines[:count]), "".join(lines[count:])


def test_table_for_people_says_what_the_tests_use() -> None:
    assert _parted(DOCUMENT.read_text(encoding="utf-8"))[1] == rows()


def main() -> None:
    head, _, rest = _parted(DOCUMENT.read_text(encoding="utf-8"))
    DOCUMENT.write_text(head + rows() + rest, encoding="utf-8")


if __name__ == "__main__":
    main()
