"""What a build makes: the tree, the addresses in it, and what changes when one thing does."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import feedparser
import icalendar
import pytest

import eventfeeds
from eventfeeds import Build, Calendar, Event, ExportError, SiteError, publish
from eventfeeds.publishing.build import Made, make

if TYPE_CHECKING:
    from collections.abc import Mapping

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "numerique"
TODAY = date(2026, 7, 1)
PUBLIC = "https://www.example.org/agenda/"
START = datetime(2026, 1, 1, 9, tzinfo=UTC)
PAGE = {"index.html", "subscribe.html", "eventfeeds.css", "eventfeeds.js", "eventfeeds.svg"}
AGENDA = {"agenda.ics", "agenda.rss", "agenda.atom", "agenda.json"}


def event(number: int, **changes: Any) -> Event:
    slug = f"atelier-{number}"
    start = START + timedelta(days=number)
    plain = {
        "uid": f"{slug}@example.org",
        "slug": slug,
        "title": f"Atelier {number}",
        "start": start,
        "published": start,
    }
    return Event(**{**plain, **changes})


def calendar(*events: Event, **changes: Any) -> Calendar:
    plain = {"title": "Agenda", "url": "https://www.example.org/", "language": "fr", "timezone": "Europe/Paris"}
    return Calendar(**{**plain, "events": events, **changes})


def made(*events: Event, **options: Any) -> dict[str, bytes]:
    """Path -> content of what is made of these events."""
    options = {"public_url": PUBLIC, **options}
    return contents(make(calendar(*events), Build(**options), today=TODAY))


def contents(made: Made) -> dict[str, bytes]:
    return {path: document.content for path, document in made.documents.items()}


def titles(data: bytes) -> list[str]:
    return [str(component["SUMMARY"]) for component in icalendar.Calendar.from_ical(data).walk("VEVENT")]


@pytest.fixture(scope="module")
def example() -> Calendar:
    return eventfeeds.read([EXAMPLE]).calendar()


# -- The tree ---------------------------------------------------------------------------------------------


def test_tree_of_the_example(example: Calendar) -> None:
    events = {f"events/{event.slug}.ics" for event in example.events}
    assert len(events) == 15
    assert set(make(example, today=TODAY).documents) == {*AGENDA, *events, *PAGE, "head.html"}


@pytest.mark.parametrize(
    ("options", "paths"),
    [
        ({"events": False}, {*AGENDA, *PAGE, "head.html"}),
        ({"page": "none"}, {*AGENDA, "head.html", "events/atelier-1.ics"}),
        ({"page": "fragment"}, {*AGENDA, *PAGE, "head.html", "events/atelier-1.ics"} - {"index.html"}),
        ({"formats": ("ics",)}, {"agenda.ics", *PAGE, "head.html", "events/atelier-1.ics"}),
        ({"formats": ("rss",), "page": "none"}, {"agenda.rss", "head.html", "events/atelier-1.ics"}),
        (
            {"formats": ("ics", "rss"), "page": "none", "names": {"ics": "a/b.ics", "rss": "feed.xml", "events": "e"}},
            {"a/b.ics", "feed.xml", "head.html", "e/atelier-1.ics"},
        ),
        (
            {"formats": ("ics",), "page": "none", "events": False, "categories": {"Été": ()}},
            {"agenda.ics", "head.html", "categories/ete.ics"},
        ),
        (
            {
                "formats": ("ics",),
                "page": "none",
                "events": False,
                "collections": {"Lab": ""},
                "names": {"collections": "c"},
            },
            {"agenda.ics", "head.html", "c/lab.ics"},
        ),
    ],
)
def test_tree_by_its_settings(options: dict[str, Any], paths: set[str]) -> None:
    assert set(made(event(1), **options)) == paths


def test_what_others_link_to_comes_first() -> None:
    paths = list(made(event(1), categories={"Été": ()}))
    assert paths.index("events/atelier-1.ics") < paths.index("categories/ete.ics") < paths.index("agenda.ics")
    assert paths.index("agenda.ics") < paths.index("eventfeeds.css") < paths.index("index.html")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"names": {"rss": "agenda.ics"}}, "build.names: two documents would be agenda.ics"),
        ({"names": {"rss": "Agenda.ICS"}}, "build.names: two documents would be Agenda.ICS"),
        ({"names": {"ics": "index.html"}}, "build.names: two documents would be index.html"),
        ({"names": {"ics": "events"}}, "build.names: two documents would be events"),
        ({"categories": {"Été": (), "b": (), "ETE": ()}}, "build.categories: Été, ETE: two documents would be"),
        ({"collections": {"Été": "", "ETE": ""}}, "collection.name: Été, ETE: two documents would be"),
        (
            {"categories": {"a": ()}, "collections": {"A": ""}, "names": {"collections": "categories"}},
            "build.names: two documents would be categories/a.ics",
        ),
    ],
)
def test_two_documents_of_one_name_are_refused(options: dict[str, Any], told: str) -> None:
    with pytest.raises(SiteError, match=f"^{re.escape(told)}"):
        made(event(1), **options)


@pytest.mark.parametrize("slug", ["../outside", "CON", "a" * 400, "..", "/etc/x", "<script>", "a\0b"])
def test_no_slug_leads_outside(tmp_path: Path, slug: str) -> None:
    publish(calendar(event(1, slug=slug), event(2)), tmp_path / "out", Build(public_url=PUBLIC), today=TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    files = list((tmp_path / "out" / "events").iterdir())
    assert len(files) == 2
    assert sorted(title for file in files for title in titles(file.read_bytes())) == ["Atelier 1", "Atelier 2"]


# -- Each document ----------------------------------------------------------------------------------------


def test_file_of_an_event_is_the_form_to_add(example: Calendar) -> None:
    alone = {path: data for path, data in contents(make(example, today=TODAY)).items() if path.startswith("events/")}
    assert len(alone) == len(example.events) > 0
    for path, data in alone.items():
        whole = icalendar.Calendar.from_ical(data)
        assert len(whole.walk("VEVENT")) == 1, path
        assert not {"NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "SOURCE", "METHOD"} & set(whole), path
        (one,) = whole.walk("VEVENT")
        timed = isinstance(one.decoded("DTSTART"), datetime)
        busy = timed and "nnulé" not in one["SUMMARY"] and "eporté" not in one["SUMMARY"]
        assert one["TRANSP"] == ("OPAQUE" if busy else "TRANSPARENT"), path


def test_agenda_of_one_event_without_a_title_is_a_subscription() -> None:
    data = contents(make(calendar(event(1), title=""), today=TODAY))["agenda.ics"]
    assert b"X-WR-CALNAME:Agenda\r\n" in data
    assert b"TRANSP:TRANSPARENT" in data


def test_feeds_have_the_newest_and_the_agenda_all() -> None:
    documents = made(*(event(number) for number in range(60)))
    assert len(titles(documents["agenda.ics"])) == 60
    for name in ("rss", "atom"):
        found = [entry.title for entry in feedparser.parse(documents[f"agenda.{name}"]).entries]
        assert found == [f"Atelier {number}" for number in range(59, 9, -1)]
    assert len(json.loads(documents["agenda.json"])["items"]) == 50


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        ({"since": "2026-01-04"}, [3, 4, 5]),
        ({"until": "2026-01-04"}, [0, 1, 2, 3]),
        ({"since": "2026-01-03", "until": "2026-01-04"}, [2, 3]),
        ({"since": "1y"}, [0, 1, 2, 3, 4, 5]),
        ({"since": "6m"}, [0, 1, 2, 3, 4, 5]),
        ({"since": "5m"}, []),
    ],
)
def test_window_is_that_of_the_agenda_not_of_the_files_of_events(options: dict[str, str], numbers: list[int]) -> None:
    documents = made(*(event(number) for number in range(6)), **options)
    assert titles(documents["agenda.ics"]) == [f"Atelier {number}" for number in numbers]
    assert sum(path.startswith("events/") for path in documents) == 6


def test_limit_is_that_of_feeds() -> None:
    documents = made(*(event(number) for number in range(6)), limit=2)
    assert len(titles(documents["agenda.ics"])) == 6
    assert len(feedparser.parse(documents["agenda.rss"]).entries) == 2


def test_options_of_formats_reach_every_document() -> None:
    documents = made(event(1, lead="<p>Bonjour</p>"), options={"ics": {"html": True}}, categories={"A": ()})
    assert b"X-ALT-DESC" in documents["agenda.ics"]
    assert b"X-ALT-DESC" in documents["events/atelier-1.ics"]


def test_unknown_option_of_a_format_is_refused() -> None:
    with pytest.raises(ExportError, match="rss"):
        made(event(1), options={"rss": {"colour": "red"}})


# -- Categories and collections ---------------------------------------------------------------------------


def test_category_gathers_its_spellings() -> None:
    events = [
        event(1, categories=["Formation"]),
        event(2, categories=[" FORMATIONS "]),
        event(3, categories=["Stage"]),
        event(4, categories=["Atelier"]),
    ]
    data = made(*events, categories={"Formations": ("formation", "stâge")})["categories/formations.ics"]
    assert titles(data) == ["Atelier 1", "Atelier 2", "Atelier 3"]
    assert "X-WR-CALNAME:Agenda – Formations".encode() in data


def test_listed_category_without_events_stays_empty_and_valid(tmp_path: Path) -> None:
    listed = Build(public_url=PUBLIC, categories={"Formations": ()})
    publish(calendar(event(1, categories=["Formations"])), tmp_path, listed, today=TODAY)
    changes = publish(calendar(event(1, categories=["Stages"])), tmp_path, listed, today=TODAY)
    assert changes.removed == ()
    data = (tmp_path / "categories/formations.ics").read_bytes()
    assert titles(data) == []
    assert [each.name for each in icalendar.Calendar.from_ical(data).subcomponents] == ["VTIMEZONE"]
    assert json.loads((tmp_path / "categories/formations.json").read_bytes())["items"] == []
    for name in ("rss", "atom"):
        found = feedparser.parse((tmp_path / f"categories/formations.{name}").read_bytes())
        assert (found.bozo, found.entries) == (False, [])
    changes = publish(calendar(event(1)), tmp_path, Build(public_url=PUBLIC), today=TODAY)
    assert sorted(changes.removed) == [f"categories/formations.{name}" for name in ("atom", "ics", "json", "rss")]
    assert not (tmp_path / "categories").exists()


def test_collection_has_its_events_and_its_title() -> None:
    events = [event(1, collection="lab"), event(2, collection="formations"), event(3)]
    documents = made(*events, collections={"lab": "Le laboratoire", "formations": ""})
    assert titles(documents["collections/lab.ics"]) == ["Atelier 1"]
    assert b"X-WR-CALNAME:Le laboratoire\r\n" in documents["collections/lab.ics"]
    assert titles(documents["collections/formations.ics"]) == ["Atelier 2"]
    assert "X-WR-CALNAME:Agenda – formations".encode() in documents["collections/formations.ics"]
    assert len(titles(documents["agenda.ics"])) == 3


# -- Addresses --------------------------------------------------------------------------------------------


def test_each_document_says_where_it_is() -> None:
    documents = made(event(1), categories={"Été": ()})
    assert f"SOURCE;VALUE=URI:{PUBLIC}agenda.ics".encode() in documents["agenda.ics"]
    assert f"SOURCE;VALUE=URI:{PUBLIC}categories/ete.ics".encode() in documents["categories/ete.ics"]
    assert json.loads(documents["agenda.json"])["feed_url"] == f"{PUBLIC}agenda.json"
    assert json.loads(documents["agenda.json"])["items"][0]["attachments"][0]["url"] == f"{PUBLIC}events/atelier-1.ics"
    links = {link.rel: link.href for link in feedparser.parse(documents["agenda.atom"]).feed.links}
    assert links["self"] == f"{PUBLIC}agenda.atom"


def test_address_of_a_name_that_is_no_ascii_is_quoted() -> None:
    documents = made(event(1, slug="journée"))
    assert (
        json.loads(documents["agenda.json"])["items"][0]["attachments"][0]["url"] == f"{PUBLIC}events/journ%C3%A9e.ics"
    )
    assert "events/journée.ics" in documents


def test_head_has_a_line_for_each_format() -> None:
    lines = made(event(1), options={}, formats=("ics", "json"))["head.html"].decode().splitlines()
    assert lines == [
        f'<link rel="alternate" type="text/calendar" title="Agenda – calendrier" href="{PUBLIC}agenda.ics">',
        f'<link rel="alternate" type="application/feed+json" title="Agenda – JSON Feed" href="{PUBLIC}agenda.json">',
    ]


def test_title_in_the_head_is_escaped() -> None:
    head = contents(make(calendar(title='"><script>'), Build(public_url=PUBLIC), today=TODAY))["head.html"]
    assert b"<script>" not in head
    assert b"&quot;&gt;&lt;script&gt;" in head


def test_without_a_public_address_what_needs_it_is_left_out_with_one_warning() -> None:
    whole = make(calendar(event(1)), Build(), today=TODAY)
    assert [(each.code, each.severity) for each in whole.problems] == [("no-public-url", "warning")]
    assert b"SOURCE" not in contents(whole)["agenda.ics"]
    assert "attachments" not in json.loads(contents(whole)["agenda.json"])["items"][0]
    assert contents(whole)["head.html"] == b""
    assert make(calendar(event(1)), Build(public_url=PUBLIC), today=TODAY).problems == ()


@pytest.mark.parametrize("public", [PUBLIC, "https://www.example.org/agenda", "https://WWW.example.org/agenda/"])
def test_two_public_addresses_differ_in_those_lines_only(example: Calendar, public: str) -> None:
    # Of the same length, so that lines are folded alike.
    other = "https://staging.example/ag/" + "x" * (len(public.rstrip("/")) - len("https://staging.example/ag/"))
    one = contents(make(example, Build(public_url=public), today=TODAY))
    two = contents(make(example, Build(public_url=other), today=TODAY))
    assert one.keys() == two.keys()
    for path in one:
        restored, wanted = (each[path].replace(b"<wbr>", b"") for each in (two, one))
        for written in (str, partial(quote, safe="")):  # as it is, and in the address of a service
            restored = restored.replace(written(other[8:]).encode(), written(public[8:].rstrip("/")).encode())
        assert restored == wanted, path


def addresses(data: str) -> list[str]:
    return re.findall(r"""(?:href|src|url|xml:base|rdf:about)=["']([^"']*)""", data)


def test_no_published_feed_has_an_address_that_leads_nowhere(example: Calendar) -> None:
    documents = contents(make(example, Build(public_url=PUBLIC, categories={"Ateliers": ()}), today=TODAY))
    feeds = {
        path: data.decode() for path, data in documents.items() if path.endswith((".ics", ".rss", ".atom", ".json"))
    }
    for path, text in feeds.items():
        unfolded = (
            text.replace("\r\n ", "")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", '"')
            .replace('\\"', '"')
        )
        assert not re.search(r"localhost|127\.0\.0\.1|file:|javascript:", unfolded), path
        for address in addresses(unfolded):
            assert address.startswith(("http://", "https://", "mailto:", "tel:")), (path, address)
    assert any(addresses(text.replace("&lt;", "<").replace("&quot;", '"')) for text in feeds.values())


NO_ADDRESSES = ["agenda/", "//www.example.org/", "ftp://example.org/", "file:///srv", "javascript:x", "https://"]
NO_ADDRESSES += ["https://a.org/?b", "https://a.org/#b", "https://a b/", "www.example.org"]


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_public_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(SiteError, match="public_url: cannot be used") as error:
        Build(public_url=address)
    assert error.value.key == "public_url"


def test_template_of_the_site_takes_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    (tmp_path / "theirs.html").write_text("<main>$fragment</main>", encoding="utf-8")
    documents = made(event(1), templates={"index.html": str(tmp_path / "theirs.html")})
    assert documents["index.html"].startswith(b"<main>")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("index.html", b"$nothing", "index.html"),
        ("idnex.html", b"", "idnex.html"),
        ("index.html", b"\xff", "theirs.html: cannot be read: UTF-8"),
        ("index.html", None, "theirs.html: cannot be read: No such file or directory"),
    ],
)
def test_template_that_cannot_be_used_is_refused(tmp_path: Path, name: str, text: bytes | None, told: str) -> None:
    if text is not None:
        (tmp_path / "theirs.html").write_bytes(text)
    with pytest.raises(SiteError, match=rf"^build\.templates: .*{told}") as error:
        made(event(1), templates={name: str(tmp_path / "theirs.html")})
    assert error.value.key == "templates"


# -- Large calendars --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "codes"), [(300, []), (320, ["large-calendar"])])
def test_calendar_that_google_would_not_read_whole_is_one_warning(count: int, codes: list[str]) -> None:
    text = f"<p>{'mot ' * 600}</p>"
    events = [event(number, description=text, categories=["A"]) for number in range(count)]
    options = Build(public_url=PUBLIC, events=False, page="none", formats=("ics",), categories={"A": ()})
    whole = make(calendar(*events), options, today=TODAY)
    assert (len(contents(whole)["agenda.ics"]) > 900_000) is bool(codes)
    assert [each.code for each in whole.problems] == codes
    assert all('since = "1y"' in each.message for each in whole.problems)


def test_of_five_thousand_events_one_change_rewrites_only_what_shows_it(tmp_path: Path) -> None:
    events = [event(number, published=START) for number in range(5000)]
    options = Build(public_url=PUBLIC, limit=10)
    assert len(publish(calendar(*events), tmp_path, options, today=TODAY).written) == 5010
    events[4000] = replace(events[4000], title="Un autre titre")
    before = times(tmp_path)
    changes = publish(calendar(*events), tmp_path, options, today=TODAY)
    assert set(changes.written) - PAGE == {"events/atelier-4000.ics", "agenda.ics"}
    assert changes.removed == ()
    after = times(tmp_path)
    assert {path for path in after if after[path] != before[path]} == set(changes.written)


def times(root: Path) -> Mapping[str, int]:
    files = [path for path in root.rglob("*") if path.is_file() and ".eventfeeds" not in path.parts]
    return {path.relative_to(root).as_posix(): path.stat().st_mtime_ns for path in files}


def test_second_build_of_the_example_touches_nothing(example: Calendar, tmp_path: Path) -> None:
    publish(example, tmp_path, today=TODAY)
    before = times(tmp_path)
    changes = publish(example, tmp_path, today=TODAY)
    assert (changes.written, changes.removed, len(changes.unchanged)) == ((), (), 25)
    assert times(tmp_path) == before


def test_file_of_an_event_that_is_gone_is_removed(tmp_path: Path) -> None:
    publish(calendar(event(1), event(2)), tmp_path, today=TODAY)
    changes = publish(calendar(event(2)), tmp_path, today=TODAY)
    assert changes.removed == ("events/atelier-1.ics",)
    assert [path.name for path in (tmp_path / "events").iterdir()] == ["atelier-2.ics"]


def test_collections_of_the_settings_have_documents(tmp_path: Path) -> None:
    for name in ("ateliers", "formations"):
        (tmp_path / name).mkdir()
        source = EXAMPLE / "_evenements" / "formation" / "ecrire-pour-etre-compris.markdown"
        shutil.copy(source, tmp_path / name / f"{name}.markdown")
        text = (tmp_path / name / f"{name}.markdown").read_text(encoding="utf-8")
        (tmp_path / name / f"{name}.markdown").write_text(re.sub("(?m)^(slug|uid):.*\n", "", text), encoding="utf-8")
    (tmp_path / "eventfeeds.toml").write_text(
        'title = "Agenda"\n[[collection]]\npath = "ateliers"\n'
        '[[collection]]\npath = "formations"\ntitle = "Se former"\n',
        encoding="utf-8",
    )
    choice = eventfeeds.config.choose([tmp_path])
    calendar = eventfeeds.read([tmp_path], choice.site).calendar()
    assert {event.collection for event in calendar.events} == {"ateliers", "formations"}
    documents = contents(make(calendar, choice.build, today=TODAY))
    assert b"UID:ateliers@" in documents["collections/ateliers.ics"]
    assert b"UID:formations@" not in documents["collections/ateliers.ics"]
    assert b"X-WR-CALNAME:Se former\r\n" in documents["collections/formations.ics"]
    only = eventfeeds.config.choose([tmp_path], collection="formations")
    assert list(only.build.collections) == ["formations"]
