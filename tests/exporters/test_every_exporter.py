"""What every exporter keeps, the built-in ones and that of the example."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from calendars import FEW, ODD_TEXTS, SITE, START, calendar, calendars, event
from hypothesis import given
from plug_ins import EXAMPLE, example

from eventfeeds import Calendar, Detail, Event, ExportError, Place, markup
from eventfeeds.exporters import BUILT_IN, Exporter, exporter
from eventfeeds.times.order import chronological

ALL: dict[str, Exporter] = {**{name: exporter(name) for name in BUILT_IN}, "csv": example()}
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

each = pytest.mark.parametrize("name", ALL)


def document(name: str, calendar: Calendar, **options: object) -> bytes:
    """A document, as `eventfeeds.export` makes it: with the events in order."""
    ordered = replace(calendar, events=chronological(calendar.events, calendar.timezone))
    chunks = list(ALL[name].export(ordered, options))
    assert {type(chunk) for chunk in chunks} <= {bytes}
    return b"".join(chunks)


def one(**changes: object) -> Calendar:
    """A calendar of one event with something in every field."""
    full: dict[str, object] = {
        "end": START + timedelta(hours=2),
        "lead": "<p>Venez.</p>",
        "description": "<p>Un <b>texte</b>.</p>",
        "location": Place(name="Mairie", address="1 place de l'Exemple", latitude=48.85, longitude=2.35),
        "url": f"{SITE}agenda/atelier/",
        "registration_url": f"{SITE}inscription/",
        "details": [Detail(label="Train", text="Gare", kind="access")],
        "categories": ["Atelier"],
        "keywords": ["numérique"],
        "contact": "Service des évènements",
        "updated": datetime(2026, 2, 2, tzinfo=UTC),
    }
    return calendar(event(**{**full, **changes}))


@each
def test_media_type_and_extension_have_their_form(name: str) -> None:
    assert re.fullmatch("[a-z]+/[a-z+]+(; charset=utf-8)?", ALL[name].media_type)
    assert re.fullmatch("[.][a-z]+", ALL[name].file_extension)


@each
def test_calendar_without_events_is_a_document(name: str) -> None:
    assert document(name, calendar())


@each
def test_one_event_is_told(name: str) -> None:
    written = document(name, one())
    assert b"Atelier" in written
    assert f"{SITE}agenda/atelier/".encode() in written.replace(b"\r\n ", b"")


@each
def test_hundreds_of_events_are_all_told(name: str) -> None:
    many = (event(f"{i}@example.org", title=f"Atelier n{i}.", start=START + timedelta(days=i)) for i in range(300))
    assert {*re.findall(rb"Atelier n([0-9]+)\.", document(name, calendar(*many)))} == {b"%d" % i for i in range(300)}


@each
def test_same_calendar_gives_the_same_bytes(name: str) -> None:
    assert document(name, one()) == document(name, copy.deepcopy(one()))


@each
def test_same_moment_in_another_zone_gives_the_same_bytes(name: str) -> None:
    abroad = START.astimezone(ZoneInfo("America/New_York"))
    assert document(name, one(start=abroad)) == document(name, one())


@each
@pytest.mark.parametrize(
    "changes",
    [
        {"start": START - timedelta(hours=1)},
        {"end": START + timedelta(hours=3)},
        {"end": None},
        {"start": date(2026, 3, 14), "end": None},
        {"start": date(2026, 3, 14), "end": date(2026, 3, 20)},
        {"status": "cancelled"},
        {"status": "postponed"},
        {"status": "tentative"},
        {"title": "Autre"},
        {"location": Place(name="Autre")},
        {"url": f"{SITE}autre/"},
        {"categories": ["Autre"]},
    ],
    ids=str,
)
def test_what_changes_in_an_event_changes_the_document(name: str, changes: dict[str, object]) -> None:
    assert document(name, one(**changes)) != document(name, one())


@each
def test_title_tells_that_an_event_is_cancelled(name: str) -> None:
    assert "Annulé : Atelier" in document(name, one(status="cancelled")).decode()


@each
def test_language_without_words_gets_the_english_ones(name: str) -> None:
    german = replace(one(status="cancelled"), language="de")
    assert "Cancelled: Atelier" in document(name, german).decode()


@each
@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_any_character_is_written_or_left_out(name: str, text: str) -> None:
    odd = event(
        title=f"{text} Fin.",
        location=Place(name=text, address=text),
        lead=markup.html(text, SITE),
        description=markup.escape(text) + text,
        details=[Detail(label=text, text=markup.escape(text))],
        categories=[text],
        keywords=[text],
        contact=text,
    )
    written = document(name, calendar(odd, title=text, description=text)).decode()
    assert not FORBIDDEN.search(written)
    assert "Fin." in written.replace("\r\n ", "")


@each
@FEW
@given(calendars())
def test_any_calendar_is_written_as_utf_8_without_control_characters(name: str, calendar: Calendar) -> None:
    assert not FORBIDDEN.search(document(name, calendar).decode())


@each
@FEW
@given(calendars())
def test_calendar_is_left_as_it_was(name: str, calendar: Calendar) -> None:
    before = copy.deepcopy(calendar)
    document(name, calendar)
    assert calendar == before


@each
def test_options_are_left_as_they_were(name: str) -> None:
    options: dict[str, object] = {}
    b"".join(ALL[name].export(one(), options))
    assert options == {}


@each
def test_unknown_option_is_refused_by_name_before_the_first_chunk(name: str) -> None:
    with pytest.raises(ExportError, match="colour"):
        ALL[name].export(one(), {"colour": "red"})


# -- Whatever the machine ---------------------------------------------------------------------------------

ENVIRONMENTS = {
    "hash seed": {"PYTHONHASHSEED": "7"},
    "zone": {"TZ": "Pacific/Auckland"},
    "locale": {"LC_ALL": "fr_FR.UTF-8", "LANG": "fr_FR.UTF-8"},
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0"},
}
DIGESTS = """
import hashlib, json, sys
sys.path.insert(0, sys.argv[1])
from test_every_exporter import ALL, document, one, several
print(json.dumps({name: hashlib.sha256(document(name, several())).hexdigest() for name in ALL}))
"""


def several() -> Calendar:
    """Calendars of the kinds that meet a machine's zone, locale or order."""
    (full,) = one().events
    others: list[Event] = [
        event("a@example.org", start=date(2026, 3, 29), end=date(2026, 4, 5), categories=["b", "a", "c"]),
        event("b@example.org", start=datetime(2026, 7, 1, 12, tzinfo=UTC), published=None),
        event("c@example.org", keywords=[f"k{i}" for i in range(20)], published=datetime(2026, 8, 1, tzinfo=UTC)),
    ]
    feed_urls = {name: f"{SITE}agenda.{name}" for name in ALL}
    return calendar(full, *others, feed_urls=feed_urls)


@pytest.fixture(scope="module")
def digests() -> dict[str, dict[str, str]]:
    """The digest of each document in each environment."""
    command = [sys.executable, "-c", DIGESTS, str(Path(__file__).parent)]
    return {
        key: json.loads(subprocess.run(command, capture_output=True, check=True, env={**os.environ, **changes}).stdout)
        for key, changes in ENVIRONMENTS.items()
    }


@each
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_environment_changes_no_byte(name: str, environment: str, digests: dict[str, dict[str, str]]) -> None:
    assert digests[environment][name] == hashlib.sha256(document(name, several())).hexdigest()


@each
def test_threads_give_the_same_bytes(name: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: document(name, several()), range(16))) == {document(name, several())}


def test_example_is_a_package_of_one_small_module() -> None:
    assert {path.name for path in EXAMPLE.iterdir()} - {"__pycache__"} == {
        "README.md",
        "pyproject.toml",
        "eventfeeds_csv.py",
    }
