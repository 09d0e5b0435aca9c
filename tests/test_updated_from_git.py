"""When texts were last changed, as git tells it: a change reaches the clients of that one event alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

import eventfeeds

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

SETTINGS = 'profile = "numerique-gouv"\nupdated_from = "git"\n'
EVENT = "---\ntitle: {title}\ndate: {date}\nevent_start_date: 2026-03-14 {hour} +01:00\n---\n"
PUBLISHED = "2026-02-01 09:00:00 +01:00"


def git(folder: Path, *arguments: str, day: int = 1) -> None:
    when = f"2026-03-{day:02}T12:00:00Z"
    names = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org"}
    names |= {"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org"}
    environment = {**os.environ, **names, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True, env=environment)


def write(folder: Path, title: str, hour: str, date: str = PUBLISHED) -> None:
    (folder / "content" / f"{title}.md").write_text(EVENT.format(title=title, hour=hour, date=date), encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of two events in two commits."""
    folder = tmp_path / "site"
    (folder / "content").mkdir(parents=True)
    (folder / "eventfeeds.toml").write_text(SETTINGS, encoding="utf-8")
    git(folder, "init", "-q")
    for day, title in enumerate(["atelier", "forum"], 1):
        write(folder, title, "14:00:00")
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", title, day=day)
    return folder


def read(folder: Path) -> eventfeeds.Reading:
    return eventfeeds.read([folder / "content"], eventfeeds.load_site(folder / "eventfeeds.toml"))


def revisions(folder: Path) -> dict[str, tuple[object, int]]:
    return {event.slug: (event.updated, event.sequence) for event in read(folder).events}


def vevents(folder: Path) -> dict[str, str]:
    text = eventfeeds.export(read(folder).calendar(), "ics").decode()
    return {re.search("UID:(.*?)@", part)[1]: part for part in text.split("BEGIN:VEVENT")[1:]}  # type: ignore[index]


def test_hour_moved_in_the_third_commit_raises_the_revision_of_that_event_alone(site: Path) -> None:
    before, seen = revisions(site), vevents(site)
    write(site, "forum", "15:00:00")
    git(site, "commit", "-q", "-a", "-m", "later", day=9)
    after, shown = revisions(site), vevents(site)
    assert after["atelier"] == before["atelier"]
    assert shown["atelier"] == seen["atelier"]
    assert str(after["forum"][0]) == "2026-03-09 12:00:00+00:00"
    assert after["forum"][1] - before["forum"][1] == 7 * 24 * 3600
    assert "LAST-MODIFIED:20260309T120000Z" in shown["forum"]
    assert "DTSTAMP:20260309T120000Z" in shown["forum"]


def test_revision_counts_from_the_first_commit_where_no_key_tells_the_publication(site: Path) -> None:
    write(site, "annonce", "14:00:00", date="")
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "new", day=3)
    assert revisions(site)["annonce"][1] == 0
    write(site, "annonce", "16:00:00", date="")
    git(site, "commit", "-q", "-a", "-m", "later", day=4)
    assert revisions(site)["annonce"][1] == 24 * 3600


def test_shallow_clone_gives_the_bytes_of_no_git_at_all_and_one_warning(site: Path, tmp_path: Path) -> None:
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", site.resolve().as_uri(), str(tmp_path / "shallow")], check=True
    )
    shutil.copytree(site, tmp_path / "none", ignore=shutil.ignore_patterns(".git"))
    shallow, none = read(tmp_path / "shallow"), read(tmp_path / "none")
    assert eventfeeds.export(shallow.calendar(), "ics") == eventfeeds.export(none.calendar(), "ics")
    assert [problem.code for problem in shallow.problems] == ["shallow-repository"]
    assert "fetch-depth: 0" in str(shallow.problems[0])


def test_history_is_not_looked_at_unless_the_site_wants_it(site: Path) -> None:
    (site / "eventfeeds.toml").write_text('profile = "numerique-gouv"\n', encoding="utf-8")
    assert {updated for updated, _ in revisions(site).values()} == {None}
