"""The files of examples/servers/ are those that the documentation shows, and what stands in them is right in itself.

That servers do with them what the documentation says is for .ci/servers, which runs them.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from eventfeeds.exporters import exporter

SERVERS = ROOT / "examples" / "servers"
DOCUMENT = (ROOT / "docs" / "how-to" / "serve.md").read_text(encoding="utf-8")
FILES = sorted(path.name for path in SERVERS.iterdir())
SCRIPTS = ["deploy-by-rename", "deploy-in-place"]
WITH_TYPES = ["Caddyfile", "apache.conf", "nginx.conf"]
GITHUB, GITLAB = "github-pages.yml", ".gitlab-ci.yml"


@pytest.mark.parametrize("name", FILES)
def test_file_stands_in_the_document(name: str) -> None:
    text = (SERVERS / name).read_text(encoding="utf-8")
    assert f" examples/servers/{name}\n{text}```\n" in DOCUMENT


@pytest.mark.parametrize("name", WITH_TYPES)
@pytest.mark.parametrize("format_", ["ics", "rss", "atom", "json"])
def test_types_are_those_of_the_formats(name: str, format_: str) -> None:
    text = (SERVERS / name).read_text(encoding="utf-8")
    assert exporter(format_).media_type.partition(";")[0] in text


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_is_executable_and_parses(name: str) -> None:
    assert os.name == "nt" or os.access(SERVERS / name, os.X_OK)
    if shutil.which("sh"):
        subprocess.run(["sh", "-n", SERVERS / name], check=True)


def test_caddy_accepts_its_file() -> None:
    if not (caddy := shutil.which("caddy")):
        pytest.skip("no caddy")
    command = [caddy, "adapt", "--adapter", "caddyfile", "--config", SERVERS / "Caddyfile", "--validate"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


# -- Deployments ------------------------------------------------------------------------------------------

needs_rsync = pytest.mark.skipif(shutil.which("rsync") is None or sys.platform != "linux", reason="no rsync")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "built"
    for name in ("agenda.ics", "events/1.ics", ".eventfeeds/manifest.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("BEGIN:VCALENDAR 09:30")
    folder.chmod(0o700)
    return folder


def deploy(script: str, built: Path, tmp_path: Path) -> Path:
    """The folder that is served."""
    agenda = tmp_path / "site" / "agenda"
    agenda.parent.mkdir(exist_ok=True)
    subprocess.run([SERVERS / script, built, agenda if script == "deploy-in-place" else agenda.parent], check=True)
    return agenda


def long_ago(agenda: Path) -> None:
    for path in agenda.rglob("*.ics"):
        os.utime(path, (1, 1))


@needs_rsync
@pytest.mark.parametrize("script", SCRIPTS)
def test_deployment_touches_only_what_changed(script: str, built: Path, tmp_path: Path) -> None:
    long_ago(deploy(script, built, tmp_path))
    (built / "agenda.ics").write_text("BEGIN:VCALENDAR 08:30")
    (built / "events" / "1.ics").touch()
    agenda = deploy(script, built, tmp_path)
    times = {path.name: path.stat().st_mtime for path in agenda.resolve().rglob("*.ics")}
    assert times["1.ics"] == 1
    assert times["agenda.ics"] > 1
    assert (agenda / "agenda.ics").read_text() == "BEGIN:VCALENDAR 08:30"


@needs_rsync
@pytest.mark.parametrize("script", SCRIPTS)
def test_deployment_removes_what_is_gone(script: str, built: Path, tmp_path: Path) -> None:
    deploy(script, built, tmp_path)
    (built / "events" / "1.ics").unlink()
    agenda = deploy(script, built, tmp_path)
    assert [path.name for path in agenda.resolve().rglob("*") if path.is_file()] == ["agenda.ics"]


@needs_rsync
@pytest.mark.parametrize("script", SCRIPTS)
def test_deployment_can_be_read_by_a_server(script: str, built: Path, tmp_path: Path) -> None:
    agenda = deploy(script, built, tmp_path)
    assert {oct(path.stat().st_mode & 0o777) for path in (agenda.resolve(), agenda / "events")} == {"0o755"}
    assert (agenda / "agenda.ics").stat().st_mode & 0o777 == 0o644


@needs_rsync
def test_releases_do_not_pile_up(built: Path, tmp_path: Path) -> None:
    served = [deploy("deploy-by-rename", built, tmp_path).resolve() for _ in range(7)]
    assert len({*served}) == 7
    assert sum(path.exists() for path in served) == 5


# -- Pages ------------------------------------------------------------------------------------------------


def steps(name: str) -> list[str]:
    """The commands of a file, without the installation of eventfeeds."""
    jobs = yaml.safe_load((SERVERS / name).read_text(encoding="utf-8"))
    github = [step.get("run", "") for step in jobs["jobs"]["build"]["steps"]] if name == GITHUB else []
    commands = github or jobs["pages"]["script"]
    return [command for command in commands if not command.startswith("pip install ")]


@pytest.fixture(params=[GITHUB, GITLAB])
def public(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Path]:
    if sys.platform != "linux" or shutil.which("bash") is None:
        pytest.skip("written for the Linux of GitHub and GitLab")
    shutil.copytree(ROOT / "examples" / "numerique", tmp_path / "content")
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    subprocess.run(["bash", "-euo", "pipefail", "-c", "\n".join(steps(request.param))], cwd=tmp_path, check=True)
    return request.param, tmp_path / "public"


def test_pages_get_what_is_built(public: tuple[str, Path]) -> None:
    name, folder = public
    assert (folder / "agenda" / "agenda.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert not (folder / "agenda" / ".eventfeeds").exists()
    packed = {path.name.removesuffix(".gz"): gzip.decompress(path.read_bytes()) for path in folder.rglob("*.gz")}
    files = {path.name: path.read_bytes() for path in (folder / "agenda").rglob("*.*") if path.suffix != ".gz"}
    assert packed == (files if name == GITLAB else {})
    assert (folder / "_redirects").exists() == (name == GITLAB)


@pytest.mark.parametrize("name", [GITHUB, GITLAB])
def test_pages_are_built_with_the_whole_history(name: str) -> None:
    jobs = yaml.safe_load((SERVERS / name).read_text(encoding="utf-8"))
    depth = jobs["pages"]["variables"]["GIT_DEPTH"] if name == GITLAB else jobs["jobs"]["build"]["steps"][0]["with"]
    assert depth in ("0", {"fetch-depth": 0})
