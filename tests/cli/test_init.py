"""`eventfeeds init`: what it proposes for a folder, and that it never replaces what somebody wrote."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from eventfeeds.config import choose, read
from eventfeeds.config.proposal import propose
from eventfeeds.config.recognition import NothingFound

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "numerique" / "_evenements"
ODD = """---
heading: Open day {number}
begins: 2026-05-{number:02} 14:00
finishes: 2026-05-{number:02} 16:00
shown-until: 2027-01-01
venue: Town hall
---
Come along.
"""


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "eventfeeds", "init", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=cwd, check=False)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "content"))


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    folder = tmp_path / "odd"
    folder.mkdir()
    for number in range(1, 5):
        (folder / f"{number}.md").write_text(ODD.format(number=number), encoding="utf-8")
    return folder


def test_kind_of_site_that_is_proved_is_written_with_its_uid_host(content: Path, tmp_path: Path) -> None:
    done = run("content", cwd=tmp_path)
    written = (tmp_path / "eventfeeds.toml").read_text(encoding="utf-8")
    assert done.returncode == 0
    assert done.stdout.startswith(written)
    assert 'profile = "numerique-gouv" # proved by the keys event_start_date\n' in written
    assert 'uid_host = "numerique.gouv.fr"' in written
    assert content.is_dir()


def test_three_events_are_shown_as_they_would_be_read(content: Path, tmp_path: Path) -> None:
    shown = [line for line in run(content, cwd=tmp_path).stdout.splitlines() if line.startswith("# 20")]
    assert len(shown) == 3
    assert all("content/" in line for line in shown)


def test_file_that_exists_stays_and_nothing_is_written(content: Path, tmp_path: Path) -> None:
    (tmp_path / "eventfeeds.toml").write_text('title = "Mine"\n', encoding="utf-8")
    done = run(content, cwd=tmp_path)
    assert done.returncode == 2
    assert "eventfeeds.toml exists" in done.stderr
    assert (tmp_path / "eventfeeds.toml").read_text(encoding="utf-8") == 'title = "Mine"\n'


def test_folder_that_may_not_be_written_is_told_as_the_file_that_was_to_stand_there(odd: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir(mode=0o555)
    if os.access(here, os.W_OK):
        pytest.skip("root may write anywhere")
    done = run(odd, cwd=here)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "eventfeeds: eventfeeds.toml: cannot be written: Permission denied"


def test_unknown_kind_gets_a_mapping_of_its_keys_marked_where_a_person_must_decide(odd: Path, tmp_path: Path) -> None:
    done = run(odd, "--timezone", "Europe/Paris", "--url", "https://example.org/", "--language", "en", cwd=tmp_path)
    assert 'start = "begins" # decide: is it the start of the event, or finishes' in done.stdout
    assert "start" in done.stderr
    assert (tmp_path / "eventfeeds.toml").read_text(encoding="utf-8") in done.stdout


def test_what_was_written_reads_the_folder(odd: Path, tmp_path: Path) -> None:
    run(odd, "--timezone", "Europe/Paris", "--url", "https://example.org/", "--language", "en", cwd=tmp_path)
    site = choose([odd], config=tmp_path / "eventfeeds.toml").site
    events = read([odd], site).events
    assert next(event.start.isoformat() for event in events) == "2026-05-01T14:00:00+02:00"
    assert site.uid_host == "example.org"


def test_spellings_of_one_category_are_proposed_with_their_counts(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    for number, category in enumerate(["Événement", "évènement", "Événement", "Atelier"]):
        text = f"---\ntitle: A{number}\nevent_start_date: 2026-05-01\ncategories: [{category}]\n---\n"
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    assert '# "Événement" = ["Événement", "évènement"] # 2, 1\n' in run(folder, cwd=tmp_path).stdout


def test_folder_without_event_files_proposes_nothing(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(NothingFound):
        propose([tmp_path / "content"], {})
    assert run("content", cwd=tmp_path).returncode == 2
    assert not (tmp_path / "eventfeeds.toml").exists()


def proposed(folder: Path, files: dict[str, str]) -> str:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return propose([folder], {"url": "https://example.org/", "timezone": "Europe/Paris", "language": "en"}).text


def titles(folder: Path, text: str) -> list[str]:
    config = folder.parent / "eventfeeds.toml"
    config.write_text(text, encoding="utf-8")
    return [event.title for event in read([folder], choose([folder], config=config).site).events]


@pytest.mark.parametrize(
    ("option", "value"), [("--url", "nonsense"), ("--timezone", "Mars"), ("--language", "in French")]
)
def test_wrong_option_is_told_and_nothing_is_written(odd: Path, tmp_path: Path, option: str, value: str) -> None:
    done = run(odd, option, value, cwd=tmp_path)
    assert (done.returncode, done.stdout, (tmp_path / "eventfeeds.toml").exists()) == (2, "", False)
    assert f"eventfeeds: {option[2:]}: " in done.stderr


@pytest.mark.parametrize("key", ['day\nlanguage = "de" #', "day\r", "day\x7f", 'a"b'])
def test_key_of_a_file_never_becomes_a_setting(tmp_path: Path, key: str) -> None:
    quoted = json.dumps(key)
    other = json.dumps(f"x{key}")
    page = f"---\nbegins: 2026-05-01\n{quoted}: 2026-05-02\n{other}: a\n---\n"
    text = proposed(tmp_path / "odd", {"a.md": page})
    assert tomllib.loads(text)["language"] == "en"
    assert set(tomllib.loads(text)) == {"url", "timezone", "language", "uid_host", "profile"}


def test_format_of_headers_is_written(tmp_path: Path) -> None:
    text = proposed(tmp_path / "odd", {"a.md": "Title: a\nBegins: 2026-05-01 10:00\n\nCome.\n"})
    assert 'format = "headers"' in text
    assert titles(tmp_path / "odd", text) == ["a"]


def test_full_date_under_a_key_of_hours_is_the_end(tmp_path: Path) -> None:
    page = "---\ntitle: a\nbegins: 2026-05-01T10:00\nendtime: '2026-05-01T12:00'\n---\n"
    text = proposed(tmp_path / "odd", {"a.md": page})
    assert 'end = "endtime"' in text
    assert "end_time" not in text
    assert 'start = "begins" # decide: is it the start of the event?' in text


def test_hours_under_a_key_of_hours_stay_hours(tmp_path: Path) -> None:
    text = proposed(tmp_path / "odd", {"a.md": "---\ntitle: a\nbegins: 2026-05-01\nend_time: 12:00\n---\n"})
    assert 'end_time = "end_time"' in text


def test_other_keys_that_are_not_shown_leave_a_mark(tmp_path: Path) -> None:
    more = "".join(f"k{number}: x\n" for number in range(9))
    text = proposed(tmp_path / "odd", {"a.md": f"---\nbegins: 2026-05-01\n{more}---\n"})
    assert "# other keys: k0, k1, k2, k3, k4, …\n" in text


def test_mapping_that_holds_a_field_is_no_other_key(tmp_path: Path) -> None:
    text = proposed(
        tmp_path / "odd", {"a.md": "---\nevent: {from: 2026-05-01 10:00, to: 2026-05-11 12:00}\nx: y\n---\n"}
    )
    assert 'start = "event.from" # decide: is it the start of the event?\nend = "event.to"\n# other keys: x\n' in text


def test_place_for_further_settings_is_marked(odd: Path) -> None:
    assert "# Further settings go above this line.\n[profile]\n" in propose([odd], {}).text


@pytest.mark.parametrize(
    ("data", "records"),
    [
        ("happenings:\n- {heading: a, begins: 2026-05-01}\n", "happenings.*"),
        ("agenda: {happenings: [{heading: a, begins: 2026-05-01}]}\n", "agenda.happenings.*"),
        ("years: [{year: x, happenings: [{heading: a, begins: 2026-05-01}]}]\n", "years.*.happenings.*"),
    ],
)
def test_list_inside_a_data_file_is_found(tmp_path: Path, data: str, records: str) -> None:
    text = proposed(tmp_path / "odd", {"a.yml": data})
    assert f'records = "{records}"' in text
    assert len(titles(tmp_path / "odd", text)) == 1


def test_list_of_dates_inside_a_front_matter_is_one_of_sessions(tmp_path: Path) -> None:
    page = "---\ntitle: a\noccasions:\n- {start: 2026-05-01, end: 2026-05-02}\n- {start: 2026-06-01}\n---\n"
    text = proposed(tmp_path / "odd", {"a.md": page})
    assert 'sessions = "occasions"' in text
    assert 'end = "occasions.end"' in text
    assert titles(tmp_path / "odd", text) == ["a", "a"]


def test_key_of_sessions_with_a_dot_in_its_name_is_one_key(tmp_path: Path) -> None:
    page = '---\ntitle: a\n"my.dates":\n- {start: 2026-05-01}\n- {start: 2026-06-01}\n---\n'
    text = proposed(tmp_path / "odd", {"a.md": page})
    assert 'sessions = "my.dates"' in text


def test_files_with_errors_are_counted(tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    proposed(folder, {"a.md": "---\nbegins: 2026-05-01\n---\n", "b.md": "---\nbegins: [\n---\n"})
    told = run(folder, "--timezone", "Europe/Paris", "--url", "https://example.org/", "--language", "en", cwd=tmp_path)
    assert "files with errors, which are not shown: 1; the first: " in told.stderr
    assert "b.md:" in told.stderr


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        (
            "date: 2026-01-10\nbeginn: 2027-02-03 10:00\nende: 2027-02-03 12:00\n",
            {"start": "beginn", "end": "ende", "published": "date"},
        ),
        (
            "date: 2026-01-10\nevent: {start: 2027-02-03 10:00, end: 2027-02-03 12:00}\n",
            {"start": "event.start", "end": "event.end", "published": "date"},
        ),
        (
            "date: 2026-01-10\nevent: {from: 2027-02-03 10:00, to: 2027-02-03 12:00}\n",
            {"start": "event.from", "end": "event.to", "published": "date"},
        ),
        (
            "date: 2026-01-10\ndu: 2027-02-03 10:00\nau: 2027-02-03 12:00\n",
            {"start": "du", "end": "au", "published": "date"},
        ),
        ("date: 2026-01-10\nstartDate: 2027-02-03 10:00\n", {"start": "startDate", "published": "date"}),
        ("date: 2026-01-10\nkickOff: 2027-02-03 10:00\n", {"start": "kickOff", "published": "date"}),
        (
            "datum: 2027-02-03\nbeginn: '19:00'\nende: '21:00'\n",
            {"start": "datum", "start_time": "beginn", "end_time": "ende"},
        ),
        ("date: 2027-02-03\nbis: 2027-02-04\n", {"start": "date", "end": "bis"}),
    ],
)
def test_date_is_the_start_only_where_no_other_key_may_be(tmp_path: Path, page: str, fields: dict[str, str]) -> None:
    text = proposed(tmp_path / "odd", {"a.md": f"---\ntitle: a\n{page}---\n"})
    assert tomllib.loads(text)["profile"]["fields"] == {"title": "title", **fields}
    assert ("or date?" in text) == ("published" in fields)


def test_date_stays_the_start_where_another_stands_in_few_files(tmp_path: Path) -> None:
    pages = {f"{number}.md": f"---\ntitle: a\ndate: 2027-02-0{number}\n---\n" for number in range(1, 5)}
    pages["4.md"] = "---\ntitle: a\ndate: 2027-02-04\ndeadline: 2027-01-04\n---\n"
    assert 'start = "date" # decide: is it the start of the event, or deadline?' in proposed(tmp_path / "odd", pages)


@pytest.mark.parametrize(
    ("names", "told", "roots"),
    [
        (["de/fair.md", "en/fair.md"], ["folder"], None),
        (["content/de/fair.md", "content/en/fair.md"], ["folder"], ["content"]),
        (["fair/index.de.md", "fair/index.en.md"], ["suffix"], None),
        (["fair.md", "fair.en.md"], ["suffix"], None),
        (["de/fair.md", "club/walk.md", "walk/fair.md"], None, None),
    ],
)
def test_where_files_of_several_languages_tell_theirs_is_proposed(
    tmp_path: Path, names: list[str], told: list[str] | None, roots: list[str] | None
) -> None:
    folder = tmp_path / "odd"
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("---\ntitle: a\nbegins: 2027-02-03\n---\n", encoding="utf-8")
    text = proposed(folder, {})
    profile = tomllib.loads(text)["profile"]
    assert (profile.get("language_from"), profile.get("identity", {}).get("roots")) == (told, roots)
    if told:
        assert len(titles(folder, text)) == 1


def test_key_of_the_language_goes_before_folders(tmp_path: Path) -> None:
    pages = {name: f"---\ntitle: a\nbegins: 2027-02-03\nlang: {name[-5:-3]}\n---\n" for name in ("a.de.md", "a.en.md")}
    assert "language_from" not in proposed(tmp_path / "odd", pages)
