"""What names an event for ever: slug and uid."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventfeeds import profiles
from eventfeeds.reading import identity, read_file
from eventfeeds.reading.files import Source, find
from eventfeeds.reading.identity import below, given_uid, slugify, stem, uid
from eventfeeds.site import Site

if TYPE_CHECKING:
    from conftest import ReadEvent, WriteEvent

HOST = "numerique.gouv.fr"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("path", "called"),
    [
        ("/content/atelier.md", "atelier"),
        ("/content/atelier.fr.markdown", "atelier.fr"),
        ("/content/atelier", "atelier"),
        ("/content/atelier/index.md", "atelier"),
        ("/content/atelier/INDEX.html", "atelier"),
        ("/content/atelier/_index.md", "atelier"),
        ("/content/indexation.md", "indexation"),
        ("/index.md", "index"),
    ],
)
def test_file_is_called_by_its_name_and_an_index_by_its_folder(path: str, called: str) -> None:
    assert stem(path) == called


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("atelier", "atelier"),
        ("Atelier_du 3 Mars", "atelier-du-3-mars"),
        ("guichet-<<-nuage->>-webinaire", "guichet-nuage-webinaire"),
        ("événement", "v-nement"),
        ("l’été à Paris", "l-t-paris"),
        ("--atelier--", "atelier"),
        ("2026-03-14-atelier", "2026-03-14-atelier"),
        ("ÉÀ", digest("ÉÀ")[:16]),
        ("会議", digest("会議")[:16]),
        ("", digest("")[:16]),
    ],
)
def test_slug(text: str, slug: str) -> None:
    assert slugify(text) == slug


@pytest.mark.parametrize("text", ["événement d'été", "ÉÀ", "Müller"])
def test_decomposed_name_has_the_same_slug(text: str) -> None:
    assert slugify(unicodedata.normalize("NFD", text)) == slugify(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("text", ["a" * 2001, "e" + "\u0301" * 5_000_000], ids=["long", "accents"])
def test_endless_text_has_a_short_slug(text: str) -> None:
    assert slugify(text) == digest(text)[:16]


def test_names_of_nothing_that_a_slug_can_hold_stay_apart() -> None:
    assert slugify("会議") != slugify("会社")


@pytest.mark.parametrize(
    ("slug", "host", "expected"),
    [
        ("atelier", HOST, f"atelier@{HOST}"),
        ("a" * 182, HOST, f"{'a' * 182}@{HOST}"),
        ("a" * 183, HOST, f"{digest('a' * 183)}@{HOST}"),
        pytest.param("a" * 5000, HOST, f"{digest('a' * 5000)}@{HOST}", id="5000"),
    ],
)
def test_uid_is_slug_and_host_within_200_bytes(slug: str, host: str, expected: str) -> None:
    assert uid(slug, host) == expected
    assert len(expected) <= 200


@pytest.mark.parametrize("slug", ["atelier", "a" * 300])
@pytest.mark.parametrize("length", [120, 135, 136, 190, 253])
def test_uid_fits_whatever_the_host_and_names_it_where_it_can(slug: str, length: int) -> None:
    host = (".".join(["a" * 60] * 4) + ".example.org")[-length:]
    found = uid(slug, host)
    assert len(found) <= 200
    assert found.endswith(f"@{host}") == (length <= 135 or len(slug) + 1 + length <= 200)


def test_long_slugs_that_begin_alike_have_two_uids() -> None:
    assert uid("a" * 300 + "b", HOST) != uid("a" * 300 + "c", HOST)


@pytest.mark.parametrize("value", ["42", "atelier@example.org", "a b", "x" * 200, "~!;,:\\", " 42 "])
def test_printable_uid_stays_as_it_is(value: str) -> None:
    assert given_uid(value, HOST) == (value.strip(), True)


@pytest.mark.parametrize("value", ["x" * 201, "événement", "a\nb", "a\tb", "", "\u2028"])
def test_other_uid_becomes_a_hash(value: str) -> None:
    assert given_uid(value, HOST) == (f"{digest(value.strip())}@{HOST}", False)


@pytest.mark.parametrize("host", [HOST, ".".join(["a" * 60] * 4)])
def test_hash_of_a_uid_fits_whatever_the_host(host: str) -> None:
    assert len(given_uid("x" * 201, host)[0]) <= 200


def uid_of(source: Source, site: Site) -> str:
    [event] = read_file(source, site=site).events
    return event.uid


@pytest.mark.parametrize("file", ["content/formation/atelier.md", "content/atelier/index.md"])
def test_uid_does_not_depend_on_how_content_is_named(
    file: str, write_event: WriteEvent, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_event(name=file)
    (path.parent / "inside").mkdir()
    (tmp_path / "link").symlink_to(path.parent)
    monkeypatch.chdir(path.parent)
    named = [".", path.name, f"./{path.name}", f"inside/../{path.name}", f"../{path.parent.name}", "../../content"]
    named += [os.fspath(path), os.fspath(tmp_path), "../../link", f"../../link/{path.name}"]
    assert [uid_of(source, site) for name in named for source in find([name])] == [f"atelier@{HOST}"] * len(named)


def test_index_is_called_by_its_folder_from_a_folder_inside(
    write_event: WriteEvent, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = write_event(name="atelier/index.md").parent / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    assert [uid_of(source, site) for name in ("../index.md", "..") for source in find([name])] == [
        f"atelier@{HOST}",
        f"atelier@{HOST}",
    ]


def test_uid_does_not_depend_on_the_form_of_the_name(write_event: WriteEvent, site: Site) -> None:
    forms = [write_event(name=unicodedata.normalize(form, f"{form}/été.md")) for form in ("NFC", "NFD")]
    assert {uid_of(Source(str(path), "", ""), site) for path in forms} == {f"t@{HOST}"}


@pytest.mark.parametrize(
    "changed",
    [
        "title: Tout autre chose\nevent_start_date: 2031-01-01\n",
        "date: 2020-01-01\npermalink: /ailleurs/\nevent_start_date: 2031-01-01\n",
        "lieu: Lille\nstatus: annulé\nevent_start_date: 2031-01-01\n",
    ],
)
def test_uid_does_not_depend_on_what_the_file_says(read_event: ReadEvent, changed: str) -> None:
    [event] = read_event(changed).events
    assert (event.uid, event.slug) == (f"atelier@{HOST}", "atelier")


@pytest.mark.parametrize(
    ("front_matter", "expected"),
    [
        ("slug: Autre nom\n", "autre-nom@numerique.gouv.fr"),
        ("uid: reunion-42\n", "reunion-42"),
        ("uid: 42\nslug: autre\n", "42"),
    ],
)
def test_file_can_name_its_event(read_event: ReadEvent, front_matter: str, expected: str) -> None:
    result = read_event(f"{front_matter}title: x\ndate: 2026-02-01\nevent_start_date: 2031-01-01\n")
    assert [event.uid for event in result.events] == [expected]
    assert result.problems == ()


def test_uid_that_cannot_be_kept_is_a_warning(read_event: ReadEvent) -> None:
    result = read_event("uid: réunion\ntitle: x\ndate: 2026-02-01\nevent_start_date: 2031-01-01\n")
    [problem] = result.problems
    assert (problem.severity, problem.code, problem.key, problem.line) == ("warning", "uid-form", "uid", 2)
    assert result.events[0].uid in problem.message


@pytest.mark.parametrize(
    ("path", "roots", "root", "content", "folders"),
    [
        ("/x/content/clubs/a.md", ["content"], "", "/x/content/clubs", ("clubs",)),
        ("/x/content/clubs/chess/index.md", ["content"], "", "/x", ("clubs",)),
        ("/x/content/en/content/clubs/a.md", ["content"], "", "/x", ("clubs",)),
        ("/x/clubs/a.md", ["content"], "", "/x/clubs", ()),
        ("/x/clubs/a.md", ["content"], "/x", "/x/clubs", ()),
        ("/content/x/clubs/a.md", ["content"], "/content/x", "/content/x", ()),
        ("/x/content/clubs/a.md", ["content"], "/x/content", "/x/content", ("clubs",)),
        ("/x/_events/clubs/a.md", ["_*"], "", "/x", ("clubs",)),
        ("/x/_events/clubs/a.md", ["_*"], "", "/x/_events", ("clubs",)),
        ("/x/_events/clubs/a.md", ["_*"], "", "/x/_events/clubs", ()),
        ("/x/_events/clubs/a.md", ["_*"], "/x", "/x/_events/clubs", ("clubs",)),
        ("/tmp/_work/clubs/a.md", ["_*"], "", "/tmp/_work/clubs", ()),
        ("/tmp/_work/clubs/a.md", ["_*"], "/tmp/_work", "/tmp/_work", ()),
    ],
)
def test_folders_count_from_the_nearest_that_the_roots_name(
    path: str, roots: list[str], root: str, content: str, folders: tuple[str, ...]
) -> None:
    assert below(path, roots, root=root, content=content) == folders


OF_PATHS = "[fields]\nstart = 'event_start_date'\n[identity]\nslug_from = 'path'\nroots = ['content', '_*']\n"


@pytest.mark.parametrize("named", [".", "clubs", "clubs/atelier.md"])
@pytest.mark.parametrize("checkout", ["repository", "content-1", "_tmp"])
@pytest.mark.parametrize("file", ["", "eventfeeds.toml", ".git"])
def test_slug_never_holds_the_name_of_a_checkout_or_of_content(
    write_event: WriteEvent, monkeypatch: pytest.MonkeyPatch, named: str, checkout: str, file: str
) -> None:
    folder = write_event(name=f"{checkout}/clubs/atelier.md").parent.parent
    if file:
        (folder / file).touch()
    monkeypatch.chdir(folder)
    site = Site(profile=profiles.parse(OF_PATHS.encode(), "own"), url="https://example.org/")
    [source] = find([named])
    expected = "clubs-atelier" if (named, checkout, file) == (".", "_tmp", "") else "atelier"
    assert uid_of(source, site) == f"{expected}@example.org"


@pytest.mark.parametrize("named", [".", "..", "../..", "atelier.md"])
def test_slug_of_a_path_is_the_same_from_above_the_site_and_from_inside_it(
    write_event: WriteEvent, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    folder = write_event(name="content/site/clubs/atelier.md").parent
    (folder.parent / "package.json").touch()
    monkeypatch.chdir(folder)
    site = Site(profile=profiles.parse(OF_PATHS.encode(), "own"), url="https://example.org/")
    [source] = find([named])
    assert uid_of(source, site) == "atelier@example.org"


@given(st.text("a-_A\u00e9", max_size=5))
@example("a--a")
@example("a-_a")
def test_what_is_a_slug_already_stays_as_the_long_way_leaves_it(text: str) -> None:
    found = slugify(text), slugify(text, "lower")
    with patch.object(identity, "_SLUG", re.compile("(?!)")):
        assert found == (slugify(text), slugify(text, "lower"))


def test_a_name_that_is_a_slug_already_is_not_composed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "unicodedata", None)
    assert slugify("2022-03-atelier") == slugify("2022-03-atelier", "lower") == "2022-03-atelier"
