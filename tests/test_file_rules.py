"""Which files of a folder may be events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eventfeeds.profiles.file_rules import DATA, FileRules
from eventfeeds.reading.files import find

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("pattern", "path", "wanted"),
    [
        ("_events/**/*.md", "/site/_events/a.md", True),
        ("_events/**/*.md", "/site/_events/2026/05/a.md", True),
        ("_events/**/*.md", "/site/_posts/a.md", False),
        ("_events/**/*.md", "/site/old_events/a.md", False),
        ("_events/*.md", "/site/_events/2026/a.md", False),
        ("_events/**", "/site/_events/2026/a.txt", True),
        ("./_events/*.md", "/site/_events/a.md", True),
        ("/_events/*.md", "/site/_events/a.md", True),
        ("_index.md", "/site/events/_index.md", True),
        ("_index.md", "/site/events/my_index.md", False),
        ("*.{yml,yaml}", "/site/a.yaml", True),
        ("*.{yml,yaml}", "/site/a.yamlx", False),
        ("202?-*.md", "/site/2026-a.md", True),
        ("202?-*.md", "/site/20/6-a.md", False),
        ("a+b (c).md", "/site/a+b (c).md", True),
        ("a.md", "/site/axmd", False),
        (".github/**/*.md", "/site/.github/x/a.md", True),
    ],
)
def test_pattern_is_of_the_end_of_a_path(pattern: str, path: str, wanted: bool) -> None:
    assert FileRules(include=(pattern,)).wants(path) is wanted


@pytest.mark.parametrize(
    ("pattern", "path", "wanted"),
    [
        ("drafts/**", "/site/drafts/2026/a.md", False),
        ("drafts/**", "/site/a.md", True),
        ("_index.md", "/site/events/a.md", True),
        ("*-old.md", "/site/a-old.md", False),
    ],
)
def test_excluded_file_is_left_out(pattern: str, path: str, wanted: bool) -> None:
    assert FileRules(exclude=(pattern,)).wants(path) is wanted


def test_exclusion_goes_before_inclusion() -> None:
    rules = FileRules(include=("_events/*.md",), exclude=("old-*.md",))
    assert [rules.wants(f"/site/_events/{name}") for name in ("a.md", "old-a.md")] == [True, False]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("a.md", True), ("a.MARKDOWN", True), ("a.mdx", True), ("a.html", True), ("a.htm", False), ("a.txt", False),
        ("a.yml", False), ("_a.md", False), (".a.md", False), (".md", False), ("README.md", False),
        ("Readme.html", False), ("READMEs.md", True), ("md", False),
    ],
)  # fmt: skip
def test_files_without_a_pattern(name: str, wanted: bool) -> None:
    assert FileRules().wants(f"/site/{name}") is wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("a.yml", True), ("a.json", True), ("a.toml", True), ("eventfeeds.toml", False), ("a.md", False)],
)
def test_data_files_without_a_pattern(name: str, wanted: bool) -> None:
    assert FileRules(suffixes=DATA).wants(f"/site/{name}") is wanted


@pytest.mark.parametrize(
    ("include", "folder", "enters"),
    [
        ((), "a", True),
        ((), ".github", False),
        ((), "node_modules", False),
        ((), "_site", False),
        ((".github/**/*.md",), ".github", True),
        ((".github/**/*.md",), ".git", False),
        (("a/_site/*.md",), "_site", True),
    ],
)
def test_hidden_folders_are_entered_only_where_a_pattern_names_them(
    include: tuple[str, ...], folder: str, enters: bool
) -> None:
    assert FileRules(include=include).enters(folder) is enters


@pytest.mark.parametrize("content", ["", "docs", "docs/_events", "docs/_events/2026"])
def test_patterns_mean_the_same_from_whatever_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    wanted = tmp_path / "docs" / "_events" / "2026" / "a.md"
    wanted.parent.mkdir(parents=True)
    for path in (wanted, wanted.parent / "b.txt", tmp_path / "docs" / "a.md"):
        path.touch()
    monkeypatch.chdir(tmp_path / content)
    rules = FileRules(include=("_events/**/*.md",))
    assert [source.path for source in find(["."], rules)] == [str(wanted)]


@pytest.mark.parametrize(
    ("pattern", "path", "wanted"),
    [
        ("**/**/**/z", "/a/b/z", True),
        ("**/**/**/z", "/z", True),
        ("a/**/**/z", "/a/z", True),
        ("a/**/*/**/z", "/a/z", False),
        ("a/**/*/**/z", "/a/b/z", True),
        ("a/**/*/**/*/z", "/a/b/z", False),
        ("a/**/*/**/*/z", "/a/b/c/d/z", True),
        ("**/" * 30 + "z", "/a" * 1000 + "/y", False),
        ("b/" + "**/*/" * 30 + "z", "/b" + "/a" * 1000 + "/y", False),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_any_number_of_folders_said_twice_is_said_once(pattern: str, path: str, wanted: bool) -> None:
    assert FileRules(include=(pattern,)).wants(path) is wanted
