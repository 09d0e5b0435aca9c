"""What is wrong with a configuration is told in one line: file, line, key, what is allowed; and nothing is written."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest

from eventfeeds import SiteError, detect
from eventfeeds.cli import main

if TYPE_CHECKING:
    from pathlib import Path

EVENT = "---\ntitle: a\ndate: 2026-03-14\nend_date: 2026-03-15\n---\n"
PROFILE = "[fields]\ntitle = 'title'\nstart = 'date'\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "_events").mkdir()
    (tmp_path / "_events" / "a.md").write_text(EVENT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["eventfeeds", "ics", "_events", "-o", "agenda.ics"])
    return tmp_path


def outcome(capsys: pytest.CaptureFixture[str]) -> tuple[object, str, list[str]]:
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    return ended.value.code, told.out, told.err.splitlines()


def test_right_settings_write_the_agenda(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "eventfeeds.toml").write_text("profile = 'jekyll'\nurl = 'https://example.org/'\n", encoding="utf-8")
    assert outcome(capsys)[:2] == (0, "")
    assert (folder / "agenda.ics").exists()


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("profil = 'jekyll'", "eventfeeds.toml:1: profil: ", ["expected profile"]),
        ("\nprofile = 3", "eventfeeds.toml:2: profile: ", ["a text", "3"]),
        ("profile = 'jekil'", "eventfeeds.toml:1: profile: ", ["jekyll", "jekil"]),
        (
            "[[collection]]\npath = '_events'\nprofile = 'jekil'",
            "eventfeeds.toml:3: collection.0.profile: ",
            ["jekyll", "jekil"],
        ),
        ("[profile]\nextends = 'jekil'", "eventfeeds.toml:2: profile.extends: ", ["jekyll", "jekil"]),
        ("[[collection]]\npath = 'a'\n[[collection]]\npath = './a'\nname = 'b'", "collection.1.path: ", ["./a"]),
        ("[[collection]]\npath = 'a/b'\n[[collection]]\npath = 'b'", "collection.1.name: ", ["b"]),
        ("profile = 'own.toml'\n", "own.toml", []),
        (
            "profile = 'jekyll'\nurl = 'example'",
            "eventfeeds.toml:2: url: ",
            ["an address such as https://www.example.org/", "example"],
        ),
        (
            "profile = 'jekyll'\ntimezone = 'Paris'",
            "eventfeeds.toml:2: timezone: ",
            ["a name such as Europe/Paris", "Paris"],
        ),
        ("profile = 'jekyll'\nlanguage = 'french language'", "eventfeeds.toml:2: language: ", ["a code such as fr"]),
        ("profile = 'jekyll'\nrefresh = '1s'", "eventfeeds.toml:2: refresh: ", ["4h", "1s"]),
        ("[site]\nurl = 'https://example.org/'", "eventfeeds.toml:1: site: ", ["profile.site"]),
        ("event_keys = ['start']", "eventfeeds.toml:1: event_keys: ", ["is said in a profile", "profile.event_keys"]),
        ("profile = 'jekyll'\nfuture = 'hid'", "eventfeeds.toml:2: future: ", ["show or hide", "hid"]),
        ("profile = 'jekyll'\nupdated_from = 'svn'", "eventfeeds.toml:2: updated_from: ", ["git", "svn"]),
        ("profile = 'jekyll'\nevent_url = '/agenda/'", "eventfeeds.toml:2: event_url: ", ["{slug}"]),
        ("profile = 'jekyll'\n[problems]\nignor = []", "eventfeeds.toml:3: problems.ignor: ", ["expected ignore"]),
        ("profile = 'jekyll'\n[ics]\nmethood = 'PUBLISH'", "", ["methood", "method"]),
        ("profile =", "eventfeeds.toml:1: ", []),
        ("future = 'hide'\nprofile = 'jekyll'", "future: ", ["--now"]),
        ("title = 2026-01-01", "eventfeeds.toml:1: title: ", ["got 2026-01-01"]),
        ("title = true", "eventfeeds.toml:1: title: ", ["got true"]),
        ("title = ['a', 1, 2.5, 'b']", "eventfeeds.toml:1: title: ", ["got ['a', 1, 2.5, ...]"]),
        ("title = {a = 1}", "eventfeeds.toml:1: title: ", ["got {a: 1}"]),
        (f"title = 0x{'f' * 200}", "eventfeeds.toml:1: title: ", ["a number of many digits"]),
        pytest.param(f"title = 0x{'f' * 5000}", "eventfeeds.toml:1: title: ", ["digits"], id="endless number"),
        pytest.param(f"refresh = {{hours = 0x{'f' * 5000}}}", "eventfeeds.toml", ["digits"], id="endless hours"),
        pytest.param(f"[profile]\nextends = 0x{'f' * 5000}", "eventfeeds.toml:2: ", ["digits"], id="endless extends"),
    ],
)
def test_wrong_setting(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, place: str, words: list[str]
) -> None:
    (folder / "eventfeeds.toml").write_text(text, encoding="utf-8")
    status, out, err = outcome(capsys)
    said = [line for line in err if line.startswith("eventfeeds: ")]
    assert (status, out, (folder / "agenda.ics").exists()) == (2, "", False)
    assert "Traceback" not in "".join(err)
    assert any(place in line and all(word in line for word in words) for line in said), err


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (f"{PROFILE}[times]\nmidnigt = 'time'", "own.toml:5: times.midnigt: ", ["expected midnight"]),
        (f"{PROFILE}[times]\nmidnight = 'noon'", "own.toml:5: times.midnight: ", ["one of time, all-day", "noon"]),
        ("extends = 'jekil'", "own.toml:1: extends: ", ["jekyll", "jekil"]),
        ("title = 'a'", "own.toml", ["start"]),
        (f"{PROFILE}[site]\ntimezone = 'Paris'", "own.toml:5: site.timezone: ", ["Paris"]),
        (f"{PROFILE}[site]\nlanguage = 'in French'", "own.toml:5: language: ", ["French"]),
        (f"{PROFILE}[times]\nzones = {{dat = 'UTC'}}", "own.toml:5: times.zones.dat: ", ["expected date"]),
        (f"{PROFILE}[recurrence]\nexcept_on = 'EXDAET'", "own.toml:5: recurrence.except_on: ", ["expected EXDATE"]),
        ("[fields\n", "own.toml:1: ", []),
    ],
)
def test_wrong_profile(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, place: str, words: list[str]
) -> None:
    (folder / "eventfeeds.toml").write_text("profile = 'own.toml'\n", encoding="utf-8")
    (folder / "own.toml").write_text(text, encoding="utf-8")
    status, out, err = outcome(capsys)
    assert (status, out, (folder / "agenda.ics").exists()) == (2, "", False)
    assert len(err) == 1
    assert place in err[0]
    assert all(word in err[0] for word in words), err


def test_what_was_written_before_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "eventfeeds.toml").write_text("profil = 'jekyll'", encoding="utf-8")
    (folder / "agenda.ics").write_bytes(b"before")
    assert outcome(capsys)[0] == 2
    assert (folder / "agenda.ics").read_bytes() == b"before"


@pytest.mark.parametrize(
    ("place", "content", "told"),
    [
        (".", "site/_events", "site/eventfeeds.toml"),
        ("site", "_events", "eventfeeds.toml"),
        ("site/_events", ".", "../eventfeeds.toml"),
        ("other", "../site/_events", "../site/eventfeeds.toml"),
        ("other", "{root}/site/_events", "{root}/site/eventfeeds.toml"),
        ("site", "{root}/site/_events", "eventfeeds.toml"),
    ],
)
def test_settings_that_were_found_are_told_by_a_path_like_that_of_the_content(
    folder: Path, monkeypatch: pytest.MonkeyPatch, place: str, content: str, told: str
) -> None:
    (folder / "other").mkdir()
    (folder / "site").mkdir()
    (folder / "_events").rename(folder / "site" / "_events")
    (folder / "site" / "eventfeeds.toml").write_text("titel = 'a'\n", encoding="utf-8")
    monkeypatch.chdir(folder / place)
    with pytest.raises(SiteError, match=f"^{re.escape(told.format(root=folder))}:1: titel: "):
        detect([content.format(root=folder)])


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"eventfeeds.toml": "profile = 'own.toml'"}, "eventfeeds: own.toml: cannot be read"),
        ({"eventfeeds.toml": "profile = 'own.toml'", "own.toml": "[fields"}, "eventfeeds: own.toml:1: "),
        ({"eventfeeds.toml": "profile = 'jekyll'\n[rss]\nx = 1"}, "eventfeeds: eventfeeds.toml: "),
        ({"eventfeeds.toml": "[[collection]]\npath = '_events'", "_events/a.md": "---\nx: y\n---\n"},
         "eventfeeds: _events: "),
        ({"eventfeeds.toml": "profile = 'jekyll'", "_config.yml": "title: ["}, "eventfeeds: _config.yml:2: warning: "),
        ({"eventfeeds.toml": "profile = 'jekyll'", "_config.yml": "timezone: Paris"},
         "eventfeeds: _config.yml:1: warning: timezone: "),
        ({"eventfeeds.toml": "profile = 'jekyll'\n[build.templates]\n'index.html' = 'none.html'"},
         "eventfeeds: eventfeeds.toml: build.templates: none.html: "),
    ],
)  # fmt: skip
def test_no_message_has_a_path_that_nobody_gave(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    files: dict[str, str],
    told: str,
) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    public = "--public-url=https://example.org/"
    monkeypatch.setattr(sys, "argv", ["eventfeeds", "build", "_events", "-o", "out", "--url=https://a.org/", public])
    lines = outcome(capsys)[2]
    assert [line for line in lines if line.startswith(told)], lines
    assert str(folder) not in "".join(lines)


def test_folder_without_a_repository_is_told_by_the_path_as_given(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / ".git").rmdir()
    (folder / "eventfeeds.toml").write_text("profile = 'jekyll'\nupdated_from = 'git'\n", encoding="utf-8")
    assert "eventfeeds.toml: warning: _events is in no git repository" in "\n".join(outcome(capsys)[2])
