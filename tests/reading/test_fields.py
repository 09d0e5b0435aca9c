"""From the keys of a file to the fields of its event, besides times, identity, status and details."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from eventfeeds import markup, profiles
from eventfeeds.model import Detail, Image, Place
from eventfeeds.reading import read, read_file
from eventfeeds.reading.files import Source
from eventfeeds.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import ReadBy, ReadEvent, WriteEvent
    from eventfeeds.model import Event
    from eventfeeds.reading import FileReading


JEKYLL = "title: a\ndate: 2026-03-14\nend_date: 2026-03-15\nlast_modified_at: 2026-02-01\n"
HEAD = "title: Atelier\ndate: 2026-02-01\nevent_start_date: 2026-03-14 14:00\n"
PAGE = "https://www.numerique.gouv.fr/agenda/atelier/"


def one_event(result: FileReading) -> Event:
    [event] = result.events
    return event


def told(result: FileReading) -> list[tuple[str, str, str, int]]:
    return [(problem.severity, problem.code, problem.key, problem.line) for problem in result.problems]


@pytest.mark.parametrize(
    ("lines", "place", "problems"),
    [
        ("lieu: Lille\nadresse: 1 rue Basse", Place(name="Lille", address="1 rue Basse"), []),
        ("lieu: ' Lille '", Place(name="Lille"), []),
        ("adresse: 1 rue Basse", Place(address="1 rue Basse"), []),
        ("lieu:\nadresse: ''", None, []),
        ("adresse: |\n  1 rue Basse\n  59000 Lille\n", Place(address="1 rue Basse, 59000 Lille"), []),
        ("adresse: |\n  1 rue Basse,\n\n  59000 Lille", Place(address="1 rue Basse, 59000 Lille"), []),
        ("lieu: 'Salle <b>3</b> &amp; cour'", Place(name="Salle 3 & cour"), []),
        ("lieu: 'Salle <B12>'", Place(name="Salle <B12>"), []),
        ("lieu: En visio <https://exemple.fr/a>", Place(name="En visio https://exemple.fr/a"), []),
        ("lieu: '*'", Place(name="*"), []),
        ("lieu: [Lille, Lyon]", Place(name="Lille, Lyon"), [("warning", "list-for-text", "lieu", 5)]),
        ("lieu: {nom: Lille}", None, [("warning", "mapping-for-text", "lieu", 5)]),
        (f"lieu: {'a' * 255}", Place(name="a" * 255), []),
        (f"lieu: {'a' * 256}", Place(name="a" * 256), [("notice", "long-line", "lieu", 5)]),
    ],
)
def test_place(
    read_event: ReadEvent, lines: str, place: Place | None, problems: list[tuple[str, str, str, int]]
) -> None:
    result = read_event(f"{HEAD}{lines}\n")
    assert one_event(result).location == place
    assert told(result) == problems


@pytest.mark.parametrize(
    ("templating", "name", "shown"),
    [("mdx", "a.md", "Hello"), ("tags", "a.mdx", "Hello"), ("tags", "a.md", "import Map from './map' Hello")],
)
def test_imports_are_no_text_where_the_profile_says_that_files_are_mdx(
    read_by: ReadBy, templating: str, name: str, shown: str
) -> None:
    own = f"templating = '{templating}'\n[fields]\ntitle = 'title'\nstart = 'start'\n"
    page = "---\ntitle: a\nstart: 2026-03-14\n---\nimport Map from './map'\n\nHello\n"
    [event] = read_by(own, {name: page}).events
    assert " ".join(markup.text(event.description).split()) == shown


@pytest.mark.parametrize(
    ("lines", "categories", "keywords"),
    [
        ("categories: [Atelier, Données]\ntags: [a]", ("Atelier", "Données"), ("a",)),
        ("categories: Atelier", ("Atelier",), ()),
        ("categories: Atelier, débat", ("Atelier, débat",), ()),
        ("categorie: 'Atelier '", ("Atelier",), ()),
        ("categories: []\ncategorie: Atelier", ("Atelier",), ()),
        ("categories: [Atelier]\ncategorie: Débat", ("Atelier",), ()),
        ("categories: [Atelier, Atelier, '', null]", ("Atelier",), ()),
        ("tags:\n- 3\n- a", (), ("3", "a")),
    ],
)
def test_categories_and_keywords(
    read_event: ReadEvent, lines: str, categories: tuple[str, ...], keywords: tuple[str, ...]
) -> None:
    result = read_event(f"{HEAD}{lines}\n")
    assert (one_event(result).categories, one_event(result).keywords) == (categories, keywords)
    assert told(result) == []


@pytest.mark.parametrize(
    ("lines", "url", "problems"),
    [
        ("", PAGE, []),
        ("slug: autre", "https://www.numerique.gouv.fr/agenda/autre/", []),
        ("permalink: /ailleurs/", "https://www.numerique.gouv.fr/ailleurs/", []),
        ("permalink: https://example.org/a", "https://example.org/a", []),
        ("permalink: {uid: abc}", PAGE, [("warning", "mapping-for-text", "permalink", 5)]),
        ("permalink: 'javascript:alert(1)'", PAGE, [("warning", "bad-link", "permalink", 5)]),
    ],
)
def test_page_of_the_event(
    read_event: ReadEvent, lines: str, url: str, problems: list[tuple[str, str, str, int]]
) -> None:
    result = read_event(f"{HEAD}{lines}\n")
    assert one_event(result).url == url
    assert told(result) == problems


def test_site_without_addresses_has_no_pages(read_event: ReadEvent, site: Site) -> None:
    bare = replace(site, url="", event_url="", title="")
    assert one_event(read_event(HEAD, site=bare)).url is None


@pytest.mark.parametrize(
    ("lines", "image"),
    [
        (
            "- image: /a%20b.png\n  alternative-textuelle: une salle",
            ("https://www.numerique.gouv.fr/a%20b.png", "une salle"),
        ),
        ("- image: a.png\n  alternative-textuelle: null", (f"{PAGE}a.png", "")),
        ("- image: https://example.org/a.png\n- image: /b.png", ("https://example.org/a.png", "")),
        ("- image: ''\n  alternative-textuelle: une salle", None),
        ("- alternative-textuelle: une salle", None),
    ],
)
def test_image(read_event: ReadEvent, lines: str, image: tuple[str, str] | None) -> None:
    event = one_event(read_event(f"{HEAD}une-ou-diaporama:\n{lines}\n"))
    assert event.image == (Image(url=image[0], alt=image[1]) if image else None)


def test_lead_is_rendered_with_absolute_links(read_event: ReadEvent) -> None:
    event = one_event(read_event(f'{HEAD}chapeau-text: Un **bon** [plan](/plan){{:target="_blank"}}\n'))
    assert event.lead.startswith("<p>Un <strong>bon</strong> <a ")
    assert 'href="https://www.numerique.gouv.fr/plan"' in event.lead


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("[a](foo:bar)\n", 6),
        ("un\n\n[a](foo:bar)\n", 8),
        ("[a](foo:bar)\n\n[b](foo:bar)\n", 0),
    ],
)
def test_problem_in_the_body_has_its_line_where_that_is_certain(
    write_event: WriteEvent, site: Site, body: str, line: int
) -> None:
    path = write_event(HEAD, body=body)
    [problem] = read_file(Source(str(path), "a.md", "a.md"), site=site).problems
    assert (problem.code, problem.key, problem.line) == ("bad-link", "", line)


def test_problem_in_the_lead_has_the_line_of_its_key(read_event: ReadEvent) -> None:
    assert told(read_event(f"{HEAD}chapeau-text: '[a](foo:bar)'\n")) == [("warning", "bad-link", "chapeau-text", 5)]


@pytest.mark.parametrize(
    ("lines", "kept", "problems"),
    [
        ("", True, []),
        ("published: true\n", True, []),
        ("published:\n", True, []),
        ("published: false\n", False, []),
        ("published: no\n", False, []),
        ("published: non\n", False, [("warning", "unclear-publication", "published", 5)]),
        ("published: 2026-01-01\n", True, []),
    ],
)
def test_what_is_not_to_be_published_is_a_draft(
    read_event: ReadEvent, lines: str, kept: bool, problems: list[tuple[str, str, str, int]]
) -> None:
    result = read_event(HEAD + lines)
    assert bool(result.events) is kept
    assert [skipped.reason for skipped in result.skipped] == ([] if kept else ["draft"])
    assert told(result) == problems


@pytest.mark.parametrize(
    ("name", "kept"), [("_drafts/a.md", False), ("a/_drafts/b/c.md", False), ("drafts/a.md", True)]
)
def test_what_lies_among_drafts_is_one(
    write_event: WriteEvent, site: Site, tmp_path: Path, name: str, kept: bool
) -> None:
    write_event(name=name)
    assert bool(read([tmp_path], site).events) is kept
    assert len(read([tmp_path], site, drafts=True).events) == 1


@pytest.mark.parametrize(
    "lines", ["published: false\nevent_end_date: 2026-02-31\n", "published: no\nstatus: archivé\nlieu: [a, b]\n"]
)
def test_draft_reports_nothing_unless_it_is_read(write_event: WriteEvent, site: Site, lines: str) -> None:
    path = write_event(HEAD + lines)
    assert read([path], site).problems == ()
    assert len(read([path], site, drafts=True).problems) >= 1


@pytest.mark.parametrize(
    ("key", "exported"),
    [
        ("event_start_date: 2026-03-15", False),
        ("event-start-date: 2026-03-15", False),
        ("Event_Start_Date: 2026-03-15", False),
        ("title: Autre", True),
        ("lieu: Lille", True),
    ],
)
def test_key_that_stands_twice_is_an_error_where_it_decides_time_or_identity(
    read_event: ReadEvent, key: str, exported: bool
) -> None:
    result = read_event(f"{key}\n{key}\ntitle: Atelier\ndate: 2026-02-01\nevent_date: 2026-03-15\n")
    assert bool(result.events) is exported
    [problem] = [problem for problem in result.problems if problem.line == 3]
    assert (problem.code, problem.key) == ("duplicate-key" if exported else "doubled-key", key.partition(":")[0])
    assert problem.severity == ("warning" if exported else "error")


@pytest.mark.parametrize(
    ("earlier", "later", "problem"),
    [
        (
            "event_start_date: 2026-03-15",
            "Event-Start-Date: 2026-04-15",
            ("error", "doubled-key", "Event-Start-Date", 3),
        ),
        ("lieu: Lille", "Lieu: Lyon", ("warning", "duplicate-key", "Lieu", 3)),
    ],
)
def test_key_in_two_spellings_stands_twice(
    read_event: ReadEvent, earlier: str, later: str, problem: tuple[str, str, str, int]
) -> None:
    result = read_event(f"{earlier}\n{later}\ntitle: Atelier\ndate: 2026-02-01\nevent_date: 2026-03-15\n")
    assert told(result) == [problem]
    assert bool(result.events) is (problem[0] == "warning")


def test_hour_that_whole_days_cannot_show_is_a_detail(read_event: ReadEvent) -> None:
    event = one_event(read_event(f"{HEAD}event_end_date: 2026-03-16\n"))
    assert event.all_day
    assert event.details == (Detail(label="Début le premier jour", text="14:00", kind="hours"),)


@pytest.mark.parametrize("drafts", [True, False])
def test_order_of_events_is_that_of_time_then_uid(
    write_event: WriteEvent, site: Site, tmp_path: Path, drafts: bool
) -> None:
    for name, start in {"c": "2026-03-14", "b": "2026-03-14 00:30", "a": "2026-03-14", "d": "2025-01-01"}.items():
        write_event(f"title: x\nevent_start_date: {start}\n", name=f"{name}.md")
    assert [event.slug for event in read([tmp_path], site, drafts=drafts).events] == ["d", "a", "c", "b"]


OWN = """\
[fields]
title = "title"
start = "when"
place = ["where.label", "where"]
address = [["where.street", "where.town"]]
"""


@pytest.mark.parametrize(
    ("where", "place", "codes"),
    [
        ("{label: Hall, town: Lille}", Place(name="Hall", address="Lille"), []),
        ("{street: 1 rue Basse, town: Lille}", Place(address="1 rue Basse, Lille"), []),
        ("{room: Blue}", None, ["mapping-for-text"]),
        ("Hall", Place(name="Hall"), []),
    ],
)
def test_mapping_is_told_as_left_out_only_where_none_of_its_parts_is_read(
    read_event: ReadEvent, where: str, place: Place | None, codes: list[str]
) -> None:
    site = Site(profile=profiles.parse(OWN.encode(), "own"), url="https://example.org/")
    result = read_event(f"title: a\nwhen: 2026-03-14\nwhere: {where}\n", site=site)
    assert one_event(result).location == place
    assert [problem.code for problem in result.problems if problem.code != "no-publication-date"] == codes


NO_ADDRESS = {
    "required": ["bad-link"],
    "true": ["bad-link"],
    "Zoom": ["bad-link"],
    "« Zoom »": ["bad-link"],
    "sur place": ["bad-link"],
    "false": [],
    "No": [],
}
AN_ADDRESS = {
    "/inscription": "https://example.org/inscription",
    "inscription/": "https://example.org/event/inscription/",
    "inscription.html": "https://example.org/event/inscription.html",
    "#inscription": "https://example.org/event/#inscription",
    "example.com/a": "https://example.com/a",
}


@pytest.mark.parametrize("key", ["registration", "video_link"])
@pytest.mark.parametrize(("typed", "codes"), NO_ADDRESS.items())
def test_word_is_no_address_of_registration_or_meeting(read_by: ReadBy, key: str, typed: str, codes: list[str]) -> None:
    reading = read_by("jekyll", f"{JEKYLL}{key}: {typed}", event_url="/{slug}/")
    [event] = reading.events
    assert (event.registration_url, event.virtual_location) == (None, None)
    assert [(problem.code, problem.key) for problem in reading.problems] == [(code, key) for code in codes]


@pytest.mark.parametrize(("typed", "address"), AN_ADDRESS.items())
def test_relative_address_of_registration_and_meeting_is_one(read_by: ReadBy, typed: str, address: str) -> None:
    [event] = read_by("jekyll", f"{JEKYLL}registration: '{typed}'\nvideo_link: '{typed}'", event_url="/{slug}/").events
    assert (event.registration_url, event.virtual_location) == (address, address)


def test_page_may_have_a_name_of_one_word_unless_it_says_no(read_by: ReadBy) -> None:
    assert read_by("jekyll", f"{JEKYLL}permalink: fete").events[0].url == "https://example.org/fete"
    reading = read_by("jekyll", f"{JEKYLL}permalink: false", event_url="/{slug}/")
    assert (reading.events[0].url, reading.problems) == ("https://example.org/event/", ())


@pytest.mark.parametrize(("image", "codes"), [("true", ["bad-link"]), ("false", [])])
def test_word_is_no_address_of_a_picture(read_by: ReadBy, image: str, codes: list[str]) -> None:
    reading = read_by("jekyll", f"{JEKYLL}image: {image}")
    assert reading.events[0].image is None
    assert [problem.code for problem in reading.problems] == codes


FALSE = ("title", "location", "description", "tags", "registration")
SAYS_FALSE = {
    "yaml": "---\ndate: 2026-03-14\n" + "".join(f"{key}: false\n" for key in FALSE) + "---\n",
    "toml": "+++\ndate = 2026-03-14\n" + "".join(f"{key} = false\n" for key in FALSE) + "+++\n",
    "json": json.dumps({"date": "2026-03-14", **dict.fromkeys(FALSE, False)}, indent=1) + "\n",
}


@pytest.mark.parametrize("file", SAYS_FALSE.values(), ids=SAYS_FALSE)
def test_false_says_nothing_where_a_text_or_an_address_is_meant(read_by: ReadBy, file: str) -> None:
    reading = read_by("hugo", {"event.md": file}, timezone="Europe/Paris")
    [event] = reading.events
    assert (event.title, event.location, event.lead, event.keywords) == ("Event", None, "", ())
    assert event.registration_url is None
    assert [problem.code for problem in reading.problems] == ["no-title", "no-publication-date"]


def test_words_that_mean_no_elsewhere_are_texts(read_by: ReadBy) -> None:
    [event] = read_by("hugo", "title: No\ndate: 2026-03-14\nlocation: NO\ntags: [off]", timezone="UTC").events
    assert (event.title, event.location, event.keywords) == ("No", Place(name="NO"), ("off",))


def test_true_is_spelled_as_in_yaml_whatever_the_language(read_by: ReadBy) -> None:
    reading = read_by("hugo", {"event.md": "+++\ntitle = true\ndate = 2026-03-14\nregistration = true\n+++\n"})
    [event] = reading.events
    assert (event.title, event.registration_url) == ("true", None)
    assert "bad-link" in [problem.code for problem in reading.problems]


@pytest.mark.parametrize(("name", "text"), [("a.html", "un *deux*"), ("a.HTM", "un *deux*"), ("a.md", "un deux")])
def test_body_of_an_html_file_is_no_markdown(write_event: WriteEvent, site: Site, name: str, text: str) -> None:
    path = write_event(HEAD, name=name, body="<p>un <!-- vite --></p>\n\n*deux*\n")
    [event] = read_file(Source(str(path), name, name), site=site).events
    assert markup.text(event.description).split() == text.split()


def test_problem_in_the_body_of_an_html_file_has_its_line(write_event: WriteEvent, site: Site) -> None:
    path = write_event(HEAD, name="a.html", body='<p>un</p>\n\n<a href="foo:bar">a</a>\n')
    [problem] = read_file(Source(str(path), "a.html", "a.html"), site=site).problems
    assert (problem.code, problem.line) == ("bad-link", 8)
