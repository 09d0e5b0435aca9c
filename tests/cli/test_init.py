"""`eventfeeds init`: what it proposes for a folder, and that it never replaces what somebody wrote."""

from __future__ import annotations

import shutil
import subprocess
import sys
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
