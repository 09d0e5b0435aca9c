"""The command as people and builds use it: streams, exit status, files."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "numerique"
MISTAKES = ROOT / "examples" / "mistakes"
NOTHING_WRITTEN = 2


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "eventfeeds", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=cwd, check=False)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    shutil.copytree(EXAMPLE / "_evenements", folder)
    return folder


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    folder = tmp_path / "faulty"
    shutil.copytree(MISTAKES / "_evenements", folder)
    return folder


def test_document_goes_to_stdout_and_problems_to_stderr_with_a_count(faulty: Path) -> None:
    done = run("ics", faulty)
    assert done.returncode == 0
    assert done.stdout.startswith("BEGIN:VCALENDAR")
    assert "BEGIN:VCALENDAR" not in done.stderr
    assert done.stderr.splitlines()[-1] == "eventfeeds: 2 events, 1 error, 1 warning"
    assert (
        f"{faulty.as_posix()}/webinaire-preparer-son-budget-numerique.markdown:11: error: event_start_date:"
        in done.stderr
    )


def test_lines_end_in_crlf_on_stdout_and_in_files(content: Path, tmp_path: Path) -> None:
    run("ics", content, "-o", tmp_path / "agenda.ics")
    written = (tmp_path / "agenda.ics").read_bytes()
    assert written.count(b"\n") == written.count(b"\r\n") > 100


def test_settings_taken_from_the_profile_are_told_in_one_line_and_not_when_set(content: Path) -> None:
    told = [line for line in run("ics", content).stderr.splitlines() if "numerique-gouv" in line]
    assert len(told) == 1
    assert all(word in told[0] for word in ("url", "timezone", "language"))
    (content / "eventfeeds.toml").write_text(
        'url = "https://example.org/"\nevent_url = "agenda/{slug}/"\ntimezone = "Europe/Paris"\nlanguage = "fr"\n',
        encoding="utf-8",
    )
    assert "numerique-gouv" not in run("ics", content).stderr


def test_quiet_says_nothing_and_verbose_more(faulty: Path, content: Path) -> None:
    assert run("ics", faulty, "-q").stderr == ""
    assert "notice" not in run("ics", content).stderr
    told = run("ics", content, "-v").stderr
    assert "[status-from-title]" in told
    assert "a-propos.md: left out: none of the keys of an event" in told


def test_unchanged_file_is_left_alone(content: Path, tmp_path: Path) -> None:
    agenda = tmp_path / "agenda.ics"
    assert run("ics", content, "-o", agenda).returncode == 0
    os.utime(agenda, (1, 1))
    assert run("ics", content, "-o", agenda).returncode == 0
    assert agenda.stat().st_mtime == 1
    assert run("ics", content, "-o", agenda, "--title", "Autre").returncode == 0
    assert agenda.stat().st_mtime > 1


@pytest.mark.parametrize("name", ["a-propos.md", "tour-des-prefectures-etape-port-salvy.md", "README.MD"])
@pytest.mark.parametrize("named", ["the folder", "the other files", "all files"])
def test_event_file_is_never_written_over(name: str, named: str, content: Path) -> None:
    path = content / name
    path.touch()
    before = path.read_bytes()
    others = [each for each in sorted(content.glob("*.md")) if each != path]
    done = run(
        "ics", "-o", path, *{"the folder": [content], "the other files": others, "all files": [path, *others]}[named]
    )
    assert (done.returncode, done.stdout) == (NOTHING_WRITTEN, "")
    assert done.stderr == (
        f"eventfeeds: {path}: is an event file, or ends as event files do; nothing was written; "
        "expected another name after -o, such as agenda.ics\n"
    )
    assert path.read_bytes() == before


def test_data_file_is_never_written_over_and_a_feed_beside_it_is(tmp_path: Path) -> None:
    for name in ("one", "two"):
        event = {"title": name, "start": "2026-05-02T10:00:00Z", "end": "2026-05-02T12:00:00Z"}
        (tmp_path / f"{name}.json").write_text(json.dumps(event), encoding="utf-8")
    fields = '{ start = "start", end = "end", title = "title" }'
    settings = f'url = "https://example.org/"\n[profile]\nformat = "data"\nfields = {fields}\n'
    (tmp_path / "eventfeeds.toml").write_text(settings, encoding="utf-8")
    for content in ("one.json", "two.json"):
        done = run("json", "-o", "one.json", content, cwd=tmp_path)
        assert (done.returncode, "another name after -o, such as agenda.json" in done.stderr) == (NOTHING_WRITTEN, True)
    for _ in range(2):
        assert run("json", "-o", "feed.json", "one.json", "two.json", cwd=tmp_path).returncode == 0
        assert run("json", "-o", "feed.json", ".", cwd=tmp_path).returncode == 0


def test_data_file_with_a_fault_is_never_written_over(tmp_path: Path) -> None:
    faulty = '{"title": "a", "start": "2026-02-31"}'
    (tmp_path / "a.json").write_text(faulty, encoding="utf-8")
    (tmp_path / "b.json").write_text('{"title": "b", "start": "2026-05-02"}', encoding="utf-8")
    fields = '{ start = "start", title = "title" }'
    settings = f'url = "https://example.org/"\n[profile]\nformat = "data"\nfields = {fields}\n'
    (tmp_path / "eventfeeds.toml").write_text(settings, encoding="utf-8")
    for content in (["a.json", "b.json"], ["."]):
        assert run("json", "-q", "-o", "a.json", *content, cwd=tmp_path).returncode == NOTHING_WRITTEN
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == faulty


def test_own_document_may_be_named_among_the_content(content: Path) -> None:
    for _ in range(2):
        names = sorted(path.name for path in content.iterdir())
        assert run("ics", "-q", "-o", "agenda.ics", *names, cwd=content).returncode == 0
    assert (content / "agenda.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_refusal_names_a_category_only_where_it_is_the_reason(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("---\ntitle: Un\nevent_start_date: 2026-02-31\n---\n", encoding="utf-8")
    done = run("ics", tmp_path, "-q", "--category", "Webinaire")
    assert "Webinaire" not in done.stderr


def test_limit_of_a_feed_is_refused_by_that_feed_alone(content: Path) -> None:
    (content / "eventfeeds.toml").write_text("[json]\nlimit = 5\n", encoding="utf-8")
    assert run("ics", content, "-q").returncode == 0
    done = run("json", content, "-q")
    assert done.returncode == NOTHING_WRITTEN
    assert "json.limit: a feed has no limit of its own; expected limit under [build]" in done.stderr


def test_folder_that_fails_as_a_whole_leaves_the_old_agenda(content: Path, tmp_path: Path) -> None:
    agenda = tmp_path / "agenda.ics"
    run("ics", content, "-o", agenda)
    before = agenda.read_bytes()
    for path in content.rglob("*.m*"):
        path.write_text(
            path.read_text(encoding="utf-8").replace("ate: 20", "ate: 99").replace("dateEvent: 20", "dateEvent: 99"),
            encoding="utf-8",
        )
    done = run("ics", content, "-o", agenda)
    assert done.returncode == NOTHING_WRITTEN
    assert "no event is left" in done.stderr
    assert agenda.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["agenda.ics"]


def test_folder_of_events_in_another_language_is_refused_and_the_language_told(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("---\ntitle: Fest\nwhen: 2027-02-03\nlang: de\n---\n", encoding="utf-8")
    profile = tmp_path / "own.toml"
    profile.write_text("[fields]\ntitle = 'title'\nstart = 'when'\nlanguage = 'lang'\n", encoding="utf-8")
    done = run("ics", tmp_path, "--profile", profile, "--language", "fr")
    assert (done.returncode, done.stdout) == (NOTHING_WRITTEN, "")
    assert "no event file found in the language of the agenda, fr; expected the setting language" in done.stderr


def test_folder_without_event_files_is_refused_unless_allowed(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("---\ntitle: Une page\n---\n", encoding="utf-8")
    done = run("ics", tmp_path, "--profile", "numerique-gouv")
    assert (done.returncode, done.stdout) == (NOTHING_WRITTEN, "")
    assert "no event file found" in done.stderr
    assert "no file has a key that makes an event; expected one of event_start_date, " in done.stderr
    done = run("ics", tmp_path, "--profile", "numerique-gouv", "--allow-empty")
    assert done.returncode == 0
    assert "BEGIN:VEVENT" not in done.stdout


def test_folder_of_another_kind_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("---\ntitle: Un billet\ndate: 2026-01-05\n---\n", encoding="utf-8")
    done = run("ics", tmp_path)
    assert (done.returncode, done.stdout) == (NOTHING_WRITTEN, "")
    (line,) = done.stderr.splitlines()
    assert "--profile" in line


NOTHING_KEPT = [
    ["--since", "2100-01-01"],
    ["--since", "2026-03-01", "--until", "2025-03-01"],
    ["--category", "Rencontre", "--since", "2100-01-01"],
]


@pytest.mark.parametrize("asked", NOTHING_KEPT, ids=["since", "since after until", "category"])
def test_options_that_keep_nothing_of_a_sound_folder_give_an_empty_agenda(content: Path, asked: list[str]) -> None:
    done = run("ics", content, *asked)
    assert done.returncode == 0
    assert done.stdout.startswith("BEGIN:VCALENDAR")
    assert "BEGIN:VEVENT" not in done.stdout


def test_options_that_keep_nothing_beside_errors_write_nothing_unless_allowed(faulty: Path) -> None:
    done = run("ics", faulty, "--since", "2100-01-01")
    assert (done.returncode, done.stdout) == (NOTHING_WRITTEN, "")
    assert "no event is left, and some files had errors; expected the errors mended, or --allow-empty" in done.stderr
    assert run("ics", faulty, "--since", "2100-01-01", "--allow-empty").returncode == 0


def test_category_is_no_slip_where_no_event_could_be_read(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("---\ntitle: Un\nevent_start_date: 2026-02-31\n---\n", encoding="utf-8")
    done = run("ics", tmp_path, "--category", "Webinaire")
    assert (done.returncode, done.stdout) == (NOTHING_WRITTEN, "")
    assert "no event is left" in done.stderr


def test_site_of_pages_that_are_not_shown_yet_gets_an_empty_agenda(tmp_path: Path) -> None:
    page = "---\ntitle: Un\ndate: 2026-06-01\npublishDate: 2026-05-01\n---\n"
    (tmp_path / "one.md").write_text(page, encoding="utf-8")
    (tmp_path / "eventfeeds.toml").write_text('profile = "hugo"\nfuture = "hide"\n', encoding="utf-8")
    done = run("ics", tmp_path, "--now", "2026-04-01")
    assert done.returncode == 0
    assert "BEGIN:VEVENT" not in done.stdout
    assert "BEGIN:VEVENT" in run("ics", tmp_path, "--now", "2026-05-02").stdout


def test_strict_refuses_an_error_and_writes_nothing(faulty: Path, tmp_path: Path) -> None:
    done = run("ics", faulty, "--strict", "-o", tmp_path / "agenda.ics")
    assert done.returncode == 1
    assert not (tmp_path / "agenda.ics").exists()


def test_acknowledged_problems_change_no_status_and_are_told_with_v(faulty: Path) -> None:
    entries = [
        "webinaire-preparer-son-budget-numerique.markdown: invalid-date",
        "faulty/rencontre-des-correspondants-numeriques.markdown: hours-contradict-start",
    ]
    settings = faulty / "eventfeeds.toml"
    settings.write_text(f"[problems]\nignore = {json.dumps(entries)}\n", encoding="utf-8")
    done = run("check", faulty, "--strict")
    assert (done.returncode, done.stdout) == (0, "")
    assert "invalid-date" in run("check", faulty, "-v").stdout
    settings.write_text(f"[problems]\nignore = {json.dumps([*entries, 'bon.md: no-start'])}\n", encoding="utf-8")
    done = run("check", faulty, "--strict")
    assert done.returncode == 1
    assert "[unused-ignore]" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["ics"], "CONTENT"),
        (["ics", "nowhere/"], "nowhere"),
        (["ics", "content", "--since", "24/07/2019"], "--since"),
        (["ics", "content", "--timezone", "Paris"], "timezone"),
        (["ics", "content", "--profile", "nothing"], "nothing"),
        (["ics", "content", "--profile", "nothing.toml"], "nothing.toml"),
        (["ics", "content", "--config", "nothing.toml"], "nothing.toml"),
        (["ics", "content", "--url", "example.org"], "url"),
        (["ics", "content", "-o", "content"], "content"),
        (["ics", "content", "-o", "missing/agenda.ics"], "missing/agenda.ics"),
        (["pdf", "content"], "pdf"),
        (["ics", "content", "--nothing"], "--nothing"),
    ],
)
def test_wrong_use_is_one_clear_message_and_status_2(
    arguments: list[str], word: str, content: Path, tmp_path: Path
) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (NOTHING_WRITTEN, "")
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_setting_is_told_with_its_line_and_the_nearest(content: Path) -> None:
    (content / "eventfeeds.toml").write_text('title = "Agenda"\ntimezon = "Europe/Paris"\n', encoding="utf-8")
    done = run("ics", content)
    assert done.returncode == NOTHING_WRITTEN
    assert "eventfeeds.toml:2: timezon:" in done.stderr
    assert "timezone" in done.stderr


def test_options_of_the_format_come_from_its_table(content: Path) -> None:
    (content / "eventfeeds.toml").write_text('[ics]\nmethod = "PUBLISH"\n', encoding="utf-8")
    assert "\nMETHOD:PUBLISH\n" in run("ics", content).stdout
    (content / "eventfeeds.toml").write_text("[ics]\nmethode = 1\n", encoding="utf-8")
    done = run("ics", content)
    assert (done.returncode, done.stdout) == (NOTHING_WRITTEN, "")
    assert "methode" in done.stderr


def test_feed_without_an_address_names_options_that_its_command_has(content: Path) -> None:
    (content / "eventfeeds.toml").write_text('url = ""\nevent_url = ""\n', encoding="utf-8")
    done = run("rss", content, "-q")
    assert (done.returncode, done.stdout) == (NOTHING_WRITTEN, "")
    named = re.findall(r"--[a-z-]+", done.stderr)
    assert "--url" in named
    assert all(f"{option} " in run("rss", "--help").stdout for option in named)
    assert run("rss", content, "-q", "--url", "https://example.org/").returncode == 0


def test_check_has_status_1_for_errors_and_0_without(faulty: Path, content: Path) -> None:
    done = run("check", faulty)
    assert done.returncode == 1
    assert [line.rpartition("[")[2] for line in done.stdout.splitlines()] == [
        "hours-contradict-start]",
        "invalid-date]",
    ]
    assert run("check", content).returncode == 0
    assert run("check", content, "--strict").returncode == 0
    (faulty / "webinaire-preparer-son-budget-numerique.markdown").unlink()
    assert run("check", faulty).returncode == 0
    assert run("check", faulty, "--strict").returncode == 1


def test_check_of_named_files_that_are_no_events_is_status_0(content: Path, tmp_path: Path) -> None:
    assert run("check", content / "a-propos.md").returncode == 0
    (tmp_path / "note.txt").write_text("Rien.", encoding="utf-8")
    assert run("check", tmp_path / "note.txt").returncode == 0


UNREADABLE = {
    "syntax": b"---\ntitle: Atelier : suite\nevent_start_date: 2026-03-14\n---\n",
    "not-utf8": b"---\ntitle: Caf\xe9\nevent_start_date: 2026-03-14\n---\n",
    "unclosed-front-matter": b"---\ntitle: Atelier\nevent_start_date: 2026-03-14\n",
}


@pytest.fixture(params=UNREADABLE)
def unreadable(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    path = tmp_path / "alone" / "broken.md"
    path.parent.mkdir()
    path.write_bytes(UNREADABLE[request.param])
    return path, request.param


def test_check_tells_a_named_file_that_cannot_be_read_whatever_its_kind(unreadable: tuple[Path, str]) -> None:
    path, code = unreadable
    done = run("check", path, "--format", "json")
    assert done.returncode == 1
    assert [json.loads(line)["code"] for line in done.stdout.splitlines()] == [code]
    pages = [path.parent / f"page-{number}.md" for number in range(3)]
    for page in pages:
        page.write_text("---\ntitle: Une page\n---\n", encoding="utf-8")
    assert run("check", *pages, "--strict").returncode == 0
    done = run("check", *pages, path)
    assert (done.returncode, f"[{code}]" in done.stdout) == (1, True)
    (path.parent / "eventfeeds.toml").write_text(f'[problems]\nignore = ["broken.md: {code}"]\n', encoding="utf-8")
    assert run("check", path).returncode == 0


def test_folder_of_no_kind_tells_the_files_that_cannot_be_read(unreadable: tuple[Path, str]) -> None:
    path, code = unreadable
    for command in ("check", "ics"):
        done = run(command, path.parent)
        assert done.returncode == NOTHING_WRITTEN
        assert "broken.md:" in done.stdout + done.stderr
        assert f"[{code}]" in done.stdout + done.stderr
        assert "the kind of site cannot be told" in done.stderr


def test_page_of_another_folder_does_not_hide_the_errors_of_events(faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Lisez-moi\n", encoding="utf-8")
    done = run("check", tmp_path / "README.md", *faulty.iterdir())
    assert done.returncode == 1
    assert "[invalid-date]" in done.stdout


def test_check_of_named_files_that_are_no_text_is_status_0(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    (tmp_path / "settings.json").write_bytes(b"{ // with comments\n}")
    assert run("check", tmp_path / "picture.png", tmp_path / "settings.json").returncode == 0


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "locked"
    folder.mkdir()
    (folder / "a.md").write_text("---\ntitle: Un\nevent_start_date: 2026-03-14\n---\n", encoding="utf-8")
    folder.chmod(0)
    if os.access(folder, os.R_OK):
        pytest.skip("root may read anywhere")
    yield folder
    folder.chmod(0o755)


@pytest.mark.parametrize("command", ["check", "ics", "init"])
@pytest.mark.parametrize("name", ["locked", "locked/a.md"])
def test_folder_that_may_not_be_read_is_told_by_its_own_name(command: str, name: str, locked: Path) -> None:
    done = run(command, name, cwd=locked.parent)
    assert (done.returncode, done.stdout) == (NOTHING_WRITTEN, "")
    assert done.stderr == f"eventfeeds: {name}: cannot be read: Permission denied\n"


def test_check_tells_machines_in_json_lines(faulty: Path) -> None:
    rows = [json.loads(line) for line in run("check", faulty, "--format", "json").stdout.splitlines()]
    assert [(row["line"], row["severity"], row["key"], row["code"]) for row in rows] == [
        (14, "warning", "champs_informations.0", "hours-contradict-start"),
        (11, "error", "event_start_date", "invalid-date"),
    ]


def test_check_annotates_lines_on_github(faulty: Path) -> None:
    lines = run("check", faulty.name, "--format", "github", cwd=faulty.parent).stdout.splitlines()
    place = "file=faulty/webinaire-preparer-son-budget-numerique.markdown,line=11,title=invalid-date"
    assert lines[1].startswith(f"::error {place}::event_start_date: ")


def test_list_gives_programs_one_object_a_line(content: Path) -> None:
    rows = [json.loads(line) for line in run("list", content, "--json").stdout.splitlines()]
    assert list(rows[0]) == [
        "source", "uid", "slug", "title", "start", "end", "all_day", "timezone", "location", "url",
        "registration_url", "categories", "status", "published", "updated",
    ]  # fmt: skip
    month = next(row for row in rows if row["slug"] == "mois-de-la-simplification-numerique-2026")
    assert (month["start"], month["end"], month["all_day"]) == ("2026-10-01", "2026-11-01", True)
    assert next(row for row in rows if row["start"].startswith("2026-03-17"))["end"] == "2026-03-17T12:45:00+01:00"


@pytest.mark.parametrize(
    ("option", "value", "slugs"),
    [
        ("--since", "2026-12-09", {"rencontres-des-equipes-produit-2026", "forum-emploi-numerique-2027"}),
        (
            "--until",
            "2025-09-12",
            {"donnees-cartes-recits-ouvrir-sa-commune", "inauguration-espace-numerique-des-trois-etangs"},
        ),
    ],
)
def test_window_is_in_days_of_the_site(option: str, value: str, slugs: set[str], content: Path) -> None:
    rows = [json.loads(line) for line in run("list", content, "--json", option, value).stdout.splitlines()]
    assert {row["slug"] for row in rows} == slugs


def test_age_counts_from_the_first_of_the_month_of_now(content: Path) -> None:
    agendas = {run("ics", content, "--since", "2m", "--now", day).stdout for day in ("2026-12-01", "2026-12-31")}
    assert len(agendas) == 1
    assert "20260919" not in agendas.pop()


def test_drafts_are_read_when_asked_for(content: Path) -> None:
    assert "atelier-cartographier-ses-demarches@" not in run("ics", content).stdout
    assert "atelier-cartographier-ses-demarches@" in run("ics", content, "--drafts").stdout


def test_category_and_limit_choose(content: Path) -> None:
    rows = [json.loads(line) for line in run("list", content, "--json").stdout.splitlines()]
    (name, *_) = next(row["categories"] for row in rows if row["categories"])
    expected = {row["uid"] for row in rows if name in row["categories"]}
    chosen = run("list", content, "--json", "--category", f" {name.upper()} ").stdout.splitlines()
    assert {json.loads(line)["uid"] for line in chosen} == expected
    assert len(run("list", content, "--json", "--limit", "3").stdout.splitlines()) == 3


def test_category_that_no_event_has_is_a_slip_and_writes_nothing(content: Path) -> None:
    done = run("ics", content, "--category", "Formatoin")
    assert (done.returncode, done.stdout) == (NOTHING_WRITTEN, "")
    assert "Formatoin" in done.stderr


def test_new_site_without_events_gets_an_empty_agenda_when_allowed(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    done = run("ics", "content", "--allow-empty", "--url", "https://example.org/", cwd=tmp_path)
    assert done.returncode == 0
    assert "X-WR-CALNAME:Events of example.org" in done.stdout
    assert run("ics", "content", cwd=tmp_path).returncode == NOTHING_WRITTEN


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", ["ics -q", "list -q", "check -q -v", "--help", "--version", "ics --help"])
def test_full_stdout_is_one_clear_line(command: str, content: Path) -> None:
    whole = f"{sys.executable} -m eventfeeds {command} {content} > /dev/full"
    done = subprocess.run(["bash", "-c", whole], capture_output=True, text=True, check=False)
    assert done.returncode == NOTHING_WRITTEN
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_formats_and_profiles_are_listed(content: Path, tmp_path: Path) -> None:
    assert "ics" in run("formats").stdout.split()
    assert "\nnumerique-gouv: " in run("profiles").stdout
    assert not re.search(r"(?m)^(.+): \1: ", run("profiles").stdout)
    copy = tmp_path / "mine.toml"
    copy.write_text(run("profiles", "numerique-gouv").stdout, encoding="utf-8")
    assert run("ics", content, "--profile", copy).stdout == run("ics", content).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no signals of this kind")
def test_closed_pipe_ends_quietly_for_help() -> None:
    command = f"sleep 0.2; {sys.executable} -m eventfeeds --help; echo status $? >&2"
    done = subprocess.run(["bash", "-c", f"({command}) | true"], capture_output=True, text=True, check=True)
    assert done.stderr == "status 0\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no signals of this kind")
def test_closed_pipe_ends_quietly(content: Path) -> None:
    command = f"{sys.executable} -m eventfeeds ics {content}; echo status $? >&2"
    done = subprocess.run(["bash", "-c", f"({command}) | head -n 1"], capture_output=True, text=True, check=True)
    assert done.stdout == "BEGIN:VCALENDAR\n"
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert done.stderr.splitlines()[-1] == "status 0"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_interrupt_is_status_130(content: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    command = [sys.executable, "-m", "eventfeeds", "ics", "-q", str(content), "-o", str(tmp_path / "pipe")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        # It waits for somebody to read the pipe, and there is nobody.
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1.5)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=10)
    assert process.returncode == 130
    assert "Traceback" not in told
