"""The benchmark's data and baseline: a comparison of unequal work would say nothing. Nothing here is about time."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar
from lxml import etree

import eventfeeds
from benchmarks import generate, naive
from benchmarks.figures import Figure, figures_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANY = 120
# Figures in docs/performance.md are of these words: whoever changes them measures anew.
FIRST_FIFTY = "07990f96aee9d3a1e073798f44e45768655f2de1f775f5ea6ba6f6f130481431"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("generated") / "_evenements"
    folder.mkdir()
    generate.write(folder, MANY)
    return folder


@pytest.fixture(scope="module")
def plain(folder: Path) -> list[naive.Event]:
    return naive.read(folder)


@pytest.fixture(scope="module")
def reading(folder: Path) -> eventfeeds.Reading:
    return eventfeeds.read([folder])


def test_generated_files_are_the_same_on_every_machine() -> None:
    written = "".join(text for number in range(50) for text in generate.event(number))
    assert hashlib.sha256(written.encode()).hexdigest() == FIRST_FIFTY


def test_generated_files_have_the_size_of_real_ones(folder: Path) -> None:
    sizes = [path.stat().st_size for path in folder.iterdir()]
    assert len(sizes) == MANY
    assert generate.SMALLEST <= min(sizes) <= max(sizes) <= generate.LARGEST


def test_folder_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    first = generate.folder(3)
    kept = sorted(first.iterdir())
    kept[0].write_text("as it was", encoding="utf-8")
    assert generate.folder(3) == first
    assert sorted(first.iterdir()) == kept
    assert kept[0].read_text(encoding="utf-8") == "as it was"


def test_generated_events_are_of_every_kind(reading: eventfeeds.Reading) -> None:
    kinds = Counter(
        (event.all_day, event.end is not None and event.all_day and (event.end - event.start).days > 1)
        for event in reading.events
    )
    assert min(kinds[False, False], kinds[True, False], kinds[True, True]) > 5
    assert Counter(skipped.reason for skipped in reading.skipped)["draft"] >= 5
    assert all(event.registration_url and event.details and event.description for event in reading.events)


def test_nothing_is_wrong_with_generated_events(reading: eventfeeds.Reading) -> None:
    assert [str(problem) for problem in reading.problems if problem.severity != "notice"] == []


def test_naive_calendar_has_the_same_events(plain: list[naive.Event], reading: eventfeeds.Reading) -> None:
    theirs, ours = naive.ics(plain), eventfeeds.export(reading.calendar(), "ics")
    assert [_shown(event) for event in _events(theirs)] == [_shown(event) for event in _events(ours)]


def test_naive_descriptions_say_the_same(plain: list[naive.Event], reading: eventfeeds.Reading) -> None:
    theirs, ours = naive.ics(plain), eventfeeds.export(reading.calendar(), "ics")
    assert [_words(event) for event in _events(theirs)] == [_words(event) for event in _events(ours)]


@pytest.mark.parametrize("name", ["rss", "atom", "json"])
def test_naive_feeds_have_the_same_items(name: str, plain: list[naive.Event], reading: eventfeeds.Reading) -> None:
    theirs, ours = naive.document(name, plain), eventfeeds.export(reading.calendar(), name)
    items = _items(name, ours)
    assert len(items) == len(reading.events)
    assert _items(name, theirs) == items


@pytest.mark.parametrize(
    ("values", "more_is_better", "verdict"),
    [
        ((9.0, 11.0, 12.0), True, "aim"),
        ((5.0, 7.0, 12.0), True, "holds"),
        ((3.0, 5.0, 12.0), True, "**no**"),
        ((3.0, 5.0, 12.0), False, "holds"),
        ((7.0, 7.0, 7.0), False, "**no**"),
        ((), True, "n/a"),
    ],
)
def test_verdict_is_that_of_the_median(values: tuple[float, ...], more_is_better: bool, verdict: str) -> None:
    aim = 10 if more_is_better else 4
    figure = Figure(name="a / b", values=values, must=6, aim=aim, more_is_better=more_is_better)
    assert figure.verdict() == verdict
    table = figures_table([figure]).splitlines()
    assert [line.count("|") for line in table] == [7, 7, 7]
    assert table[-1].endswith(f"| {verdict} |")


def _events(document: bytes) -> list[Any]:
    return Calendar.from_ical(document).walk("VEVENT")


def _shown(event: Any) -> tuple[object, ...]:
    times = [event[name].dt if name in event else None for name in ("DTSTART", "DTEND")]
    return (str(event["UID"]), *times, *map(type, times), str(event["SUMMARY"]), str(event["LOCATION"]))


def _words(event: Any) -> Counter[str]:
    return Counter(re.findall(r"[^\s()-]+", event["DESCRIPTION"]))


def _items(name: str, document: bytes) -> list[tuple[object, ...]]:
    """Id, title, tags, and the words of the content but the first paragraph, where each says hours in its own way."""
    found = _json_items(document) if name == "json" else _xml_items(etree.fromstring(document))
    return [(identifier, title, tags, _text_words(content)) for identifier, title, tags, content in found]


def _json_items(document: bytes) -> Iterator[tuple[str, str, list[str], str]]:
    for item in json.loads(document)["items"]:
        assert item["summary"]
        yield item["id"], item["title"], item["tags"], item["content_html"]


def _xml_items(feed: Any) -> Iterator[tuple[str, str, list[str], str]]:
    for item in feed.iterfind(".//{*}item") if feed.tag == "rss" else feed.iterfind("{*}entry"):
        assert item.findtext("{*}description") or item.findtext("{*}summary")
        tags = [tag.get("term") or tag.text for tag in item.iterfind("{*}category")]
        content = item.findtext("{*}encoded") or item.findtext("{*}content")
        yield item.findtext("{*}guid") or item.findtext("{*}id"), item.findtext("{*}title"), tags, content


def _text_words(content: str) -> Counter[str]:
    _, _, rest = content.partition("</p>")
    return Counter(unescape(re.sub("<[^>]*>", " ", rest)).split())
