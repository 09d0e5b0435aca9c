"""The example sites without their generators: what the layouts include is built, and every event finds its file.

`.ci/sites` makes them with Jekyll, Hugo and Eleventy. What the CI files run is run here, in a copy of the site.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml

from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

EXAMPLES = ROOT / "examples"
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
INSTALL = 'pip install "eventfeeds @ git+https://git.example.org/eventfeeds.git"'
SOLDERING = "content/events/soldering-for-beginners.md"


class Example(NamedTuple):
    """An example: its folders of events and of the build, how a layout includes, and the rule of its snippet.

    `include` matches what includes a file of the build, with its name. The rule makes the slug of the path of an event
    below `root`, without its ending; `other` are the signs that become hyphens.
    """

    events: str
    output: str
    include: str
    root: str
    other: str


SITES = {
    "jekyll-site": Example("_events", "agenda", r"{% include agenda/(.+) %}", "_events", "[^a-z0-9]+"),
    "hugo-site": Example(
        "content/events", "static/agenda", r'{{ readFile "static/agenda/(.+)" \| safeHTML }}', "content", r"[\W_]+"
    ),
    "eleventy-site": Example("content/evenements", "agenda", r'{% agenda "(.+)" %}', "content", r"[\W_]+"),
}
AGENDA = {"agenda.atom", "agenda.ics", "agenda.json", "agenda.rss"}
PAGE = {"eventfeeds.css", "eventfeeds.js", "eventfeeds.svg", "head.html", "subscribe.html"}
LAYOUTS = {".html", ".md", ".njk"}
SCRIPTS = {".js", ".json"}
START = re.compile(r"^(start|start_date|eventDate): ", re.MULTILINE)


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=site", "-c", "user.email=site@example.org"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, encoding="utf-8")
    return done.stdout


def eventfeeds(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as it stands in a file of CI."""
    program, *arguments = shlex.split(command)
    assert program == "eventfeeds"
    command_line = [sys.executable, "-m", "eventfeeds", *arguments]
    return subprocess.run(command_line, cwd=folder, check=False, capture_output=True, encoding="utf-8")


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Copies an example, as the only commit of a repository."""

    def copy(site: str) -> Path:
        folder = tmp_path_factory.mktemp("sites") / site
        shutil.copytree(EXAMPLES / site, folder)
        git(folder, "init", "--quiet")
        git(folder, "add", ".")
        git(folder, "commit", "--quiet", "--message", "A site")
        return folder

    return copy


@pytest.fixture(scope="module", params=SITES)
def site(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def built(site: str, fresh: Callable[[str], Path]) -> Path:
    """The folder that the build of one site made."""
    example, folder = SITES[site], fresh(site)
    done = eventfeeds(f"eventfeeds build {example.events} -o {example.output} --strict", folder)
    assert done.returncode == 0, done.stderr
    return folder / example.output


def included(site: str) -> set[str]:
    """The files of the build that layouts and pages include."""
    texts = [path.read_text(encoding="utf-8") for path in (EXAMPLES / site).rglob("*") if path.suffix in LAYOUTS]
    return {name for text in texts for name in re.findall(SITES[site].include, text)}


def slugs(site: str) -> set[str]:
    """By the rule of the snippet, of each file that has a start."""
    example, folder = SITES[site], EXAMPLES / site
    events = [path for path in (folder / example.events).rglob("*.md") if START.search(path.read_text("utf-8"))]
    stems = [path.relative_to(folder / example.root).with_suffix("").as_posix() for path in events]
    return {re.sub(example.other, "-", stem.removesuffix("/index").lower()).strip("-") for stem in stems}


def test_layouts_include_what_the_build_makes(site: str, built: Path) -> None:
    assert included(site) == {"head.html", "subscribe.html"}
    assert {path.name for path in built.iterdir() if path.is_file()} == AGENDA | PAGE


def test_rule_of_the_snippet_gives_the_file_of_each_event(site: str, built: Path) -> None:
    files = {path.stem for path in (built / "events").iterdir()}
    assert len(files) == 3
    assert slugs(site) == files


def test_fragment_holds_nothing_that_a_template_would_run(built: Path) -> None:
    fragment = (built / "subscribe.html").read_text(encoding="utf-8")
    assert fragment.startswith('<div class="eventfeeds"')
    assert "{" not in fragment


def test_what_is_built_stays_out_of_the_repository(built: Path) -> None:
    assert git(built, "status", "--porcelain") == ""


DOCUMENT = (ROOT / "docs" / "how-to" / "in-your-site.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("snippet", re.findall(r"^```text\n(.*?)```$", DOCUMENT, re.MULTILINE | re.DOTALL))
def test_documented_snippet_stands_in_an_example(snippet: str) -> None:
    paths = [path for site in SITES for path in (EXAMPLES / site).rglob("*") if path.suffix in LAYOUTS | SCRIPTS]
    assert any(snippet.strip() in path.read_text(encoding="utf-8") for path in paths)


# -- CI ---------------------------------------------------------------------------------------------------


def steps(job: dict[str, Any]) -> list[str]:
    return [step["run"] for step in job["steps"] if "run" in step]


@pytest.fixture
def github() -> dict[Any, Any]:
    return dict(yaml.safe_load((EXAMPLES / "ci" / "github-actions.yml").read_bytes()))


@pytest.fixture
def gitlab() -> dict[str, Any]:
    return dict(yaml.safe_load((EXAMPLES / "ci" / "gitlab-ci.yml").read_bytes()))


def test_github_builds_every_day(github: dict[Any, Any]) -> None:
    [schedule] = github[True]["schedule"]  # `on` is a word for true in YAML 1.1
    assert re.fullmatch(r"\d+ \d+ \* \* \*", schedule["cron"])


@pytest.mark.parametrize("job", ["check", "publish"])
def test_github_fetches_the_whole_history(github: dict[Any, Any], job: str) -> None:
    checkout = github["jobs"][job]["steps"][0]
    assert checkout["uses"].startswith("actions/checkout@")
    assert checkout["with"] == {"fetch-depth": 0}


@pytest.mark.parametrize("job", ["check", "publish"])
def test_github_publishes_without_waiting_for_the_check(github: dict[Any, Any], job: str) -> None:
    assert "needs" not in github["jobs"][job]
    assert INSTALL in steps(github["jobs"][job])


def test_gitlab_fetches_the_whole_history_and_is_not_stopped_by_the_check(gitlab: dict[str, Any]) -> None:
    assert gitlab["variables"]["GIT_DEPTH"] == "0"
    assert gitlab["before_script"] == [INSTALL]
    published = [rule["if"] for rule in gitlab["pages"]["rules"]]
    assert [rule["if"] for rule in gitlab["check"]["rules"] if rule.get("allow_failure")] == published


def commands(lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith("eventfeeds ")]


def test_commands_of_github_run(github: dict[Any, Any], fresh: Callable[[str], Path]) -> None:
    folder = fresh("eleventy-site")
    check, build = commands([line for job in github["jobs"].values() for line in steps(job)])
    done = eventfeeds(check, folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "eventfeeds: 3 events\n")
    done = eventfeeds(build, folder)
    assert (done.returncode, done.stderr) == (0, "eventfeeds: 3 events\n")
    assert (folder / "agenda" / "agenda.ics").is_file()


def test_check_of_github_shows_a_mistake_beside_its_line(github: dict[Any, Any], fresh: Callable[[str], Path]) -> None:
    folder = fresh("eleventy-site")
    replaced(folder / "content" / "evenements" / "cartopartie.md", "start: 2026-10-21", "start: 2026-10-32")
    [check] = commands(steps(github["jobs"]["check"]))
    done = eventfeeds(check, folder)
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=content/evenements/cartopartie.md,line=3,")


def test_commands_of_gitlab_run(gitlab: dict[str, Any], fresh: Callable[[str], Path]) -> None:
    folder = fresh("hugo-site")
    check, build = commands(gitlab["check"]["script"] + gitlab["pages"]["script"])
    done = eventfeeds(check, folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "eventfeeds: 3 events\n")
    done = eventfeeds(build, folder)
    assert (done.returncode, done.stderr) == (0, "eventfeeds: 3 events\n")
    assert (folder / "static" / "agenda" / "agenda.ics").is_file()


# -- pre-commit -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("content/events/fair.md", True), ("a.markdown", True), ("a.mdx", True), ("a.html", True), ("a.mdown", False),
     ("md", False), ("hugo.toml", False)],
)  # fmt: skip
def test_hook_takes_event_files(name: str, wanted: bool) -> None:
    [hook] = HOOKS
    assert bool(re.search(hook["files"], name)) == wanted


def test_hook_passes_good_events_and_other_files(fresh: Callable[[str], Path]) -> None:
    [hook] = HOOKS
    assert (hook["id"], hook["language"], hook["require_serial"]) == ("eventfeeds-check", "python", True)
    done = eventfeeds(f"{hook['entry']} hugo.toml content/_index.md {SOLDERING}", fresh("hugo-site"))
    assert (done.returncode, done.stdout) == (0, "")


def test_hook_refuses_a_mistake(fresh: Callable[[str], Path]) -> None:
    [hook] = HOOKS
    folder = fresh("hugo-site")
    replaced(folder / SOLDERING, "eventDate: 2026-10", "eventDate: 2026-13")
    done = eventfeeds(f"{hook['entry']} content/_index.md {SOLDERING}", folder)
    assert done.returncode == 1
    assert done.stdout.startswith(f"{SOLDERING}:4: error: eventDate: ")
