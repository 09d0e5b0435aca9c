"""The line of the documentation that checks the files that changed, with the names that files have."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "how-to" / "check-in-ci.md").read_text(encoding="utf-8")
EVENT = "---\ntitle: A\nevent_start_date: {}\ndate: 2026-01-01\n---\n"
GIT = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]


def git(folder: Path, *arguments: str) -> None:
    subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True)


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, shell=True, cwd=folder, capture_output=True, encoding="utf-8", env=os.environ, check=False
    )


@pytest.mark.skipif(shutil.which("git") is None or shutil.which("xargs") is None, reason="no git or xargs here")
def test_changed_files_are_checked_by_their_names(tmp_path: Path) -> None:
    [line] = re.findall(r"^git diff .*$", PAGE, re.MULTILINE)
    content = tmp_path / "content"
    content.mkdir()
    for name in ("gone", "same"):
        (content / f"{name}.md").write_text(EVENT.format("2026-02-31"), encoding="utf-8")
    (tmp_path / "eventfeeds.toml").write_text('profile = "numerique-gouv"\n', encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    git(tmp_path, "update-ref", "refs/remotes/origin/main", "main")
    command = line.replace("eventfeeds", f"{sys.executable} -m eventfeeds")
    assert run(command, tmp_path).returncode == 0  # nothing changed
    (content / "gone.md").unlink()
    (content / "f\u00eate d'\u00e9t\u00e9.md").write_text(EVENT.format("2026-02-30"), encoding="utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "second")
    done = run(command, tmp_path)
    told = [told for told in done.stdout.splitlines() if ": error: " in told]
    assert (done.returncode, len(told)) == (123, 1)
    assert told[0].startswith(
        "content/f\u00eate d'\u00e9t\u00e9.md:3: error: event_start_date: 2026-02-30 does not exist"
    )
