"""One bad file never takes the agenda down, and never goes unnoticed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import eventfeeds

GOOD = b"""---
title: Un atelier
date: 2026-01-05 09:00:00 +01:00
event_start_date: 2026-03-10 14:00:00 +01:00
lieu: Mairie
---
Venez nombreux.
"""


def event(start: str = "2026-05-12 10:00:00 +02:00", more: str = "", body: str = "Bonjour.") -> str:
    return f"---\ntitle: L'autre\ndate: 2026-01-06 09:00:00 +01:00\nevent_start_date: {start}\n{more}---\n{body}\n"


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join(['*' + before] * 10)}]\n" for before, after in zip("abcdef", "bcdefg", strict=True)
)

SLIP = b"---\ntitle: Une rencontre\nevent_startdate: 2026-05-12\n---\nx\n"

# name -> bytes, the problems told (severity, line, code), whether the event is exported all the same
FILES: dict[str, tuple[bytes, list[tuple[str, int, str]], bool]] = {
    "empty": (b"", [], False),
    "blank": (b"\n  \n", [], False),
    "no front matter": (b"Juste du texte.\n", [], False),
    "front matter of no event": (b"---\ntitle: A propos\nlayout: page\n---\n", [], False),
    "invalid UTF-8": (event().encode().replace(b"Bonjour", b"d\xe9j\xe0"), [("error", 6, "not-utf8")], False),
    "byte order mark": (b"\xef\xbb\xbf" + event().encode(), [], True),
    "blank lines before the fence": (b"\n\n" + event().encode(), [], True),
    "CRLF": (event().replace("\n", "\r\n").encode(), [], True),
    "no closing fence": (
        event().encode().replace(b"---\nBonjour", b"Bonjour"),
        [("error", 1, "unclosed-front-matter")],
        False,
    ),
    "list as front matter": (b"---\n- event_start_date\n- lieu\n---\n", [("error", 2, "not-a-mapping")], False),
    "scalar as front matter": (b"---\nevent_start_date\n---\n", [("error", 2, "not-a-mapping")], False),
    "broken YAML": (event(more="lieu: [Mairie\n").encode(), [("error", 5, "syntax")], False),
    "tag that runs code": (
        event(more="lieu: !!python/object:os.system x\n").encode(),
        [("error", 5, "unknown-tag")],
        False,
    ),
    "start twice": (event(more="event_start_date: 2026-05-13\n").encode(), [("error", 5, "doubled-key")], False),
    "title twice": (event(more="title: Le bon\n").encode(), [("warning", 5, "duplicate-key")], True),
    "31 February": (event("2026-02-31 10:00:00 +01:00").encode(), [("error", 4, "invalid-date")], False),
    "hour alone": (event("14:30").encode(), [("error", 4, "date-form")], False),
    "offset without colon": (event("2026-05-12 10:00:00 +0200").encode(), [], True),
    "hour without seconds": (event("2026-05-12 10:00").encode(), [], True),
    "French date": (event("24/07/2026").encode(), [("error", 4, "date-form")], False),
    "year 5": (event("0005-01-31 23:09:21 +00:09").encode(), [("error", 4, "year-out-of-range")], False),
    "no start": (b"---\ntitle: T\ndate: 2026-01-06\nlieu: Mairie\n---\n", [("error", 4, "no-start")], False),
    "end that does not exist": (
        event(more="event_end_date: 2026-02-30 10:00:00 +01:00\n").encode(),
        [("warning", 5, "invalid-date")],
        True,
    ),
    "control characters": (event(body="Bon\x07jour").encode(), [("warning", 6, "control-characters")], True),
    "NUL in the front matter": (event(more="lieu: Mai\x00rie\n").encode(), [("error", 5, "nul-character")], False),
    "key named content": (event(more="content: secret\nhandler: secret\n").encode(), [], True),
    "bomb of aliases": (event(more=BOMB).encode(), [("error", 8, "too-many-aliases")], False),
    "nested brackets": (event(more="lieu: " + "[" * 60_000 + "\n").encode(), [("error", 5, "nesting-too-deep")], False),
    "nested mappings": (
        event(more="lieu: " + "{a: " * 15_000 + "\n").encode(),
        [("error", 5, "nesting-too-deep")],
        False,
    ),
    "published: non": (event(more="published: non\n").encode(), [("warning", 5, "unclear-publication")], False),
    "published: false": (event(more="published: false\n").encode(), [], False),
    "too large": (event(body="x" * 5 * 2**20).encode(), [("error", 0, "file-too-large")], False),
    "list for a text": (event(more="lieu: [Mairie, Paris]\n").encode(), [("warning", 5, "list-for-text")], True),
    "key with a slip": (SLIP, [("warning", 3, "mistyped-key")], False),
    "key with a slip in a draft": (SLIP.replace(b"---\nx", b"published: false\n---\nx"), [], False),
    "fence of four": (b"-" + event().encode(), [("warning", 4, "key-without-front-matter")], False),
    "fence of a dash": (
        event().replace("---", "\u2014--", 1).encode(),
        [("warning", 4, "key-without-front-matter")],
        False,
    ),
    "heading before the fence": (
        b"# Bonjour\n\n" + event().encode(),
        [("warning", 6, "key-without-front-matter")],
        False,
    ),
    "no opening fence": (
        event().removeprefix("---\n").encode(),
        [("warning", 3, "key-without-front-matter")],
        False,
    ),
    "front matter as an example": (b"Write:\n\n```yaml\n" + event().encode() + b"```\n", [], False),
    "key far down in a text": (b"Du texte.\n" * 400 + b"lieu: Mairie\n", [], False),
    "key within a text": (b"Voici. lieu: Mairie\n", [], False),
    "no title": (event().encode().replace(b"title: L'autre\n", b""), [("warning", 0, "no-title")], True),
}


@pytest.mark.parametrize("name", FILES)
def test_bad_file_is_told_and_the_others_are_exported(name: str, tmp_path: Path) -> None:
    data, expected, exported = FILES[name]
    (tmp_path / "bon.md").write_bytes(GOOD)
    (tmp_path / "autre.md").write_bytes(data)
    reading = eventfeeds.read([tmp_path])
    told = [(problem.severity, problem.line, problem.code) for problem in reading.problems]
    assert [row for row in told if row[0] != "notice"] == expected
    assert all(problem.path.endswith("/autre.md") for problem in reading.problems)
    agenda = eventfeeds.export(reading.calendar(), "ics")
    assert agenda.count(b"UID:bon@numerique.gouv.fr\r\n") == 1
    assert (b"UID:autre@numerique.gouv.fr\r\n" in agenda) is exported
    assert b"secret" not in agenda


def test_two_files_of_one_uid_give_the_first_by_path_and_an_error_that_names_both(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "rencontre.md").write_text(event(), encoding="utf-8")
    reading = eventfeeds.read([tmp_path])
    (problem,) = reading.problems
    assert [event.source for event in reading.events] == [f"{tmp_path.as_posix()}/a/rencontre.md"]
    assert (problem.severity, problem.code) == ("error", "duplicate-uid")
    assert problem.path.endswith("b/rencontre.md")
    assert "a/rencontre.md" in problem.message
    assert "uid: rencontre" in problem.message


def test_folder_named_like_a_file_is_only_a_folder(tmp_path: Path) -> None:
    (tmp_path / "dossier.md").mkdir()
    (tmp_path / "dossier.md" / "bon.md").write_bytes(GOOD)
    assert [event.title for event in eventfeeds.read([tmp_path]).events] == ["Un atelier"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "bon.md").write_bytes(GOOD)
    os.mkfifo(tmp_path / "tube.md")
    assert len(eventfeeds.read([tmp_path]).events) == 1
    reading = eventfeeds.read([tmp_path / "tube.md"], eventfeeds.detect([tmp_path]))
    assert [problem.code for problem in reading.problems] == ["not-a-file"]


def test_links_are_followed_to_files_within_the_folder_only(tmp_path: Path) -> None:
    content, outside = tmp_path / "content", tmp_path / "outside"
    content.mkdir()
    outside.mkdir()
    (content / "bon.md").write_bytes(GOOD)
    (outside / "secret.md").write_text(event(), encoding="utf-8")
    (content / "ailleurs.md").symlink_to(outside / "secret.md")
    (content / "dossier").symlink_to(outside, target_is_directory=True)
    (content / "boucle").symlink_to(content, target_is_directory=True)
    (content / "meme.md").symlink_to(content / "bon.md")
    reading = eventfeeds.read([content])
    assert [event.source.rpartition("/")[2] for event in reading.events] == ["bon.md"]
    assert reading.problems == ()
    (tmp_path / "vers-content").symlink_to(content, target_is_directory=True)
    assert len(eventfeeds.read([tmp_path / "vers-content"]).events) == 1


@pytest.mark.parametrize("target", ["nulle-part.md", "boucle.md"])
def test_link_that_leads_nowhere_is_told(target: str, tmp_path: Path) -> None:
    (tmp_path / "bon.md").write_bytes(GOOD)
    (tmp_path / "boucle.md").symlink_to(tmp_path / target)
    reading = eventfeeds.read([tmp_path])
    assert [(problem.severity, problem.code) for problem in reading.problems] == [("error", "unreadable")]
    assert len(reading.events) == 1


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission_is_told(tmp_path: Path) -> None:
    (tmp_path / "bon.md").write_bytes(GOOD)
    (tmp_path / "ferme.md").write_bytes(GOOD)
    (tmp_path / "ferme.md").chmod(0)
    reading = eventfeeds.read([tmp_path])
    assert [(problem.severity, problem.code) for problem in reading.problems] == [("error", "unreadable")]
    assert len(reading.events) == 1


def test_time_without_a_zone_is_an_error_that_names_the_option(tmp_path: Path) -> None:
    profile = b'[fields]\nstart = "debut"\ntitle = "title"\n'
    (tmp_path / "profile.toml").write_bytes(b'event_keys = ["debut"]\n' + profile)
    (tmp_path / "eventfeeds.toml").write_text('profile = "profile.toml"\nuid_host = "example.org"\n', encoding="utf-8")
    (tmp_path / "naif.md").write_text("---\ntitle: A\ndebut: 2026-05-12 10:00\n---\n", encoding="utf-8")
    (tmp_path / "bon.md").write_text("---\ntitle: B\ndebut: 2026-05-12 10:00 +02:00\n---\n", encoding="utf-8")
    reading = eventfeeds.read([tmp_path])
    (error,) = [problem for problem in reading.problems if problem.severity == "error"]
    assert (error.code, error.line, error.key) == ("no-zone", 3, "debut")
    assert "--timezone" in str(error)
    assert b"DTSTART:20260512T080000Z" in eventfeeds.export(reading.calendar(), "ics")


CANARY = "canari"


@pytest.mark.parametrize(
    ("more", "body"),
    [
        (f"inconnu: {CANARY}\n", ""),
        (f"# {CANARY}\n", ""),
        ("", f"<!-- {CANARY} -->"),
        ("", f"<!-- un\n{CANARY}\n-->\n\nsuite"),
        ("", f"{{% comment %}}{CANARY}{{% endcomment %}}"),
        ("", f"{{# {CANARY} #}}"),
        ("", f"{{::comment}}\n{CANARY}\n{{:/comment}}"),
        ("", f"{{/* {CANARY} */}}"),
        ("", f"{{{{ site.{CANARY} }}}} {{% include {CANARY} %}}"),
        ("", f"<script>{CANARY}</script><style>{CANARY}</style>"),
        (f"chapeau-text: 'vu <!-- {CANARY} --> vu'\n", ""),
        (f"title: vu <!-- {CANARY} --> vu\n", ""),
        (f"champs_informations:\n- intitule: A\n  contenu: b\n  autre: {CANARY}\n", ""),
    ],
)
def test_what_is_hidden_in_the_source_leaks_into_no_output(more: str, body: str, tmp_path: Path) -> None:
    (tmp_path / "autre.md").write_text(event(more=more, body=body), encoding="utf-8")
    reading = eventfeeds.read([tmp_path])
    assert len(reading.events) == 1
    for options in ({}, {"html": True}):
        assert CANARY.encode() not in eventfeeds.export(reading.calendar(), "ics", **options).replace(b"\r\n ", b"")
