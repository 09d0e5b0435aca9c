"""When files changed, in small real repositories: each commit has its fixed date."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from eventfeeds.config.history import history
from eventfeeds.errors import Remark

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="no git")

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


def day(number: int) -> datetime:
    return DAY + timedelta(days=number)


class Repository:
    """A repository whose commits are dated by a number of days."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, when: datetime = DAY) -> None:
        # Written a year before it was committed.
        written = when - timedelta(days=365)
        seconds = {"GIT_AUTHOR_DATE": written.timestamp(), "GIT_COMMITTER_DATE": when.timestamp()}
        dates = {name: f"@{each:.0f} +0000" for name, each in seconds.items()}
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always")
        command = ["git", *identity, "-C", str(self.root), *arguments]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, **dates})

    def write(self, name: str, text: str) -> str:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return os.path.realpath(path)

    def commit(self, number: int, **files: str) -> None:
        """Write files, whose names have `__` for `.`, and commit all there is."""
        for name, text in files.items():
            self.write(f"content/{name.replace('__', '.')}", text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "x", when=day(number))

    def dates(self, *paths: str) -> dict[str, tuple[datetime, datetime]]:
        """Name below `content` -> its dates."""
        found = history([self.root / path for path in paths or ("content",)])
        assert found.remarks == ()
        content = os.path.realpath(self.root / "content")
        return {os.path.relpath(path, content): dates for path, dates in found.dates.items()}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings of a user who has none."""
    settings = tmp_path / "gitconfig"
    settings.touch()
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return settings


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repo")


@pytest.fixture
def three(repository: Repository) -> Repository:
    """Two files, and two further commits to the first."""
    repository.commit(0, a__md="14:00", b__md="14:00")
    repository.commit(1, a__md="14:00 A")
    repository.commit(2, a__md="15:00 A")
    return repository


def test_commit_moves_the_last_date_of_its_file_alone(three: Repository) -> None:
    assert three.dates() == {"a.md": (day(0), day(2)), "b.md": (day(0), day(0))}


def test_dates_are_in_utc(three: Repository) -> None:
    assert {date.tzinfo for dates in three.dates().values() for date in dates} == {UTC}


def test_commit_of_a_clock_in_the_last_year_there_is_has_the_first_day_of_all(repository: Repository) -> None:
    repository.commit(0, a__md="14:00")
    repository.write("content/a.md", "15:00")
    repository.git("commit", "--quiet", "--all", "--message", "x", when=datetime(9999, 12, 31, 12, tzinfo=UTC))
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    assert repository.dates() == {"a.md": (epoch, epoch)}


def test_change_that_is_not_committed_has_no_date(three: Repository) -> None:
    three.write("content/b.md", "16:00")
    three.write("content/new.md", "16:00")
    assert three.dates() == {"a.md": (day(0), day(2)), "b.md": (day(0), day(0))}


@pytest.mark.parametrize("path", ["content", ".", "content/a.md"])
def test_content_may_be_any_folder_or_file(three: Repository, path: str) -> None:
    assert three.dates(path)["a.md"] == (day(0), day(2))


def test_only_what_is_asked_about_is_dated(three: Repository) -> None:
    assert set(three.dates("content/a.md")) == {"a.md"}


def test_many_files_are_dated_as_well(repository: Repository) -> None:
    names = [f"{number}.md" for number in range(150)]
    repository.commit(0, **{name.replace(".", "__"): "x" for name in names})
    assert set(repository.dates(*(f"content/{name}" for name in names))) == set(names)


def test_content_by_a_symbolic_link_is_dated_by_its_real_path(three: Repository, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(three.root / "content")
    assert os.path.realpath(three.root / "content" / "a.md") in history([tmp_path / "link"]).dates


@pytest.mark.parametrize(
    "name", ["été à 15h.md", "a b.md", "a\nb.md", "\na.md", '"a".md', "[a]*?.md", "--a.md", ":(top)a.md", "a\tb.md"]
)
def test_name_of_any_characters(repository: Repository, name: str) -> None:
    repository.write(f"content/{name}", "x")
    repository.write("content/\t.md", "x")  # the first by its name
    repository.commit(0, a__md="x")
    assert repository.dates() == dict.fromkeys([name, "\t.md", "a.md"], (day(0), day(0)))
    assert repository.dates(f"content/{name}") == {name: (day(0), day(0))}


def test_renamed_file_begins_anew(three: Repository) -> None:
    three.git("mv", "content/b.md", "content/c.md")
    three.commit(3)
    assert three.dates()["c.md"] == (day(3), day(3))


def test_what_a_merge_brings_changed_when_it_was_merged(three: Repository) -> None:
    three.git("switch", "--quiet", "--create", "side")
    three.commit(3, b__md="17:00")
    three.commit(4, c__md="x")
    three.git("switch", "--quiet", "main")
    three.commit(5, a__md="18:00")
    three.git("merge", "--quiet", "--no-ff", "--message", "x", "side", when=day(6))
    assert three.dates() == {
        "a.md": (day(0), day(5)),
        "b.md": (day(0), day(6)),
        "c.md": (day(6), day(6)),
    }


def test_commit_of_a_wrong_clock_does_not_stay_the_last(three: Repository) -> None:
    three.commit(9000, a__md="x")
    three.commit(3, a__md="y")
    three.commit(-9, b__md="y")
    assert three.dates() == {"a.md": (day(0), day(3)), "b.md": (day(-9), day(-9))}


@pytest.mark.parametrize(
    "setting",
    [
        "[log]\nshowSignature = true",
        "[log]\nshowRoot = false",
        "[log]\nfollow = true",
        "[log]\ndecorate = full",
        "[log]\ndiffMerges = off",
        "[log]\ndiffMerges = combined",
        "[diff]\nrelative = true",
        "[diff]\nrenames = copies",
        "[format]\npretty = fuller",
        "[color]\nui = always",
        "[core]\nquotePath = true",
        "[i18n]\nlogOutputEncoding = UTF-16",
        "[notes]\ndisplayRef = refs/notes/*",
    ],
)
def test_settings_of_the_user_change_nothing(three: Repository, home: Path, setting: str) -> None:
    three.git("switch", "--quiet", "--create", "side", "HEAD~2")
    three.git("mv", "content/b.md", "content/c é.md")
    three.commit(4)
    three.git("notes", "add", "--message", "//1")
    three.git("switch", "--quiet", "main")
    three.git("merge", "--quiet", "--no-ff", "--message", "x", "side", when=day(6))
    home.write_text(f"{setting}\n", encoding="utf-8")
    assert three.dates() == {
        "a.md": (day(0), day(2)),
        "b.md": (day(0), day(6)),
        "c é.md": (day(6), day(6)),
    }
    assert three.dates("content/c é.md") == {"c é.md": (day(6), day(6))}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GIT_DIR", "/nowhere"),
        ("GIT_WORK_TREE", "/nowhere"),
        ("GIT_INDEX_FILE", "/nowhere/index"),
        ("GIT_OBJECT_DIRECTORY", "/nowhere"),
        ("GIT_GLOB_PATHSPECS", "1"),
        ("GIT_NAMESPACE", "other"),
        ("GIT_TRACE", "1"),
        ("LC_ALL", "fr_FR.UTF-8"),
    ],
)
def test_environment_changes_nothing(three: Repository, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    assert three.dates() == {"a.md": (day(0), day(2)), "b.md": (day(0), day(0))}


def clone(three: Repository, tmp_path: Path, *options: str) -> Path:
    three.git("clone", "--quiet", *options, three.root.as_uri(), str(tmp_path / "clone"))
    return tmp_path / "clone"


def test_shallow_clone_gives_no_date_and_one_remark(three: Repository, tmp_path: Path) -> None:
    root = clone(three, tmp_path, "--depth", "2")
    found = history([root / "content", root / "content" / "a.md"])
    assert found.dates == {}
    assert found.remarks == (Remark("shallow-repository"),)


def test_complete_clone_gives_the_same_dates(three: Repository, tmp_path: Path) -> None:
    root = clone(three, tmp_path)
    found = history([root]).dates
    assert found[os.path.realpath(root / "content" / "a.md")] == (day(0), day(2))


def test_linked_worktree_gives_the_same_dates(three: Repository, tmp_path: Path) -> None:
    three.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"))
    assert history([tmp_path / "tree"]).dates[os.path.realpath(tmp_path / "tree/content/a.md")] == (day(0), day(2))


@pytest.mark.parametrize("asked", ["content/inner", "content", "."])
def test_submodule_is_dated_by_its_own_commits(three: Repository, tmp_path: Path, asked: str) -> None:
    inner = Repository(tmp_path / "inner")
    inner.commit(7, d__md="x")
    three.git("submodule", "--quiet", "add", inner.root.as_uri(), "content/inner")
    three.commit(8)
    assert three.dates(asked)["inner/content/d.md"] == (day(7), day(7))


def test_submodule_that_was_not_fetched_has_no_dates(three: Repository, tmp_path: Path) -> None:
    inner = Repository(tmp_path / "inner")
    inner.commit(7, d__md="x")
    three.git("submodule", "--quiet", "add", inner.root.as_uri(), "content/inner")
    three.commit(8)
    root = clone(three, tmp_path)
    found = history([root])
    assert found.remarks == ()
    assert os.path.realpath(root / "content/a.md") in found.dates


def test_submodule_whose_repository_is_gone_does_not_go_on_for_ever(three: Repository, tmp_path: Path) -> None:
    inner = Repository(tmp_path / "inner")
    inner.commit(7, d__md="x")
    three.git("submodule", "--quiet", "add", inner.root.as_uri(), "content/inner")
    three.commit(8)
    (three.root / "content/inner/.git").unlink()
    (three.root / "content/inner/.git").mkdir()
    assert history([three.root]).dates[os.path.realpath(three.root / "content/a.md")] == (day(0), day(2))


def test_two_repositories_are_dated_each_by_its_own(three: Repository, tmp_path: Path) -> None:
    other = Repository(tmp_path / "other")
    other.commit(7, d__md="x")
    found = history([three.root, other.root]).dates
    assert found[os.path.realpath(other.root / "content/d.md")] == (day(7), day(7))
    assert found[os.path.realpath(three.root / "content/a.md")] == (day(0), day(2))


def test_folder_outside_of_any_repository_is_told(tmp_path: Path) -> None:
    found = history([tmp_path])
    assert found.dates == {}
    assert found.remarks == (Remark("no-repository", got=str(tmp_path)),)


def test_repository_without_commits_is_told(repository: Repository) -> None:
    (repository.root / "content").mkdir()
    found = history([repository.root / "content"])
    assert found.dates == {}
    assert [(remark.code, "not have any commits" in remark.got) for remark in found.remarks] == [("git-failed", True)]


def test_repository_that_git_refuses_is_told(three: Repository) -> None:
    (three.root / ".git" / "HEAD").write_text("nothing\n", encoding="utf-8")
    found = history([three.root])
    assert found.dates == {}
    assert [(remark.code, remark.got[:20]) for remark in found.remarks] == [("git-failed", "not a git repository")]


def test_damaged_repository_gives_no_date_and_one_remark(three: Repository) -> None:
    for path in (three.root / ".git" / "objects").glob("??/*"):
        path.chmod(0o600)
        path.write_bytes(b"")
    found = history([three.root])
    assert found.dates == {}
    assert [remark.code for remark in found.remarks] == ["git-failed"]


def test_machine_without_git_is_told(three: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = history([three.root])
    assert found.dates == {}
    assert found.remarks == (Remark("no-git"),)
