"""Other tools that make a calendar of a folder of Markdown files, each with a template such as its users write.

The work is not equal: none of them folds lines, knows `Horaires` or the zone of a calendar; all render the body and
the details, and write them as text in DESCRIPTION. yaml2ics gets texts that are made already, in its own format.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import Command

_SITES = Path(__file__).parent / "sites"


@dataclass(frozen=True, slots=True)
class _Tool:
    """`events`: where it looks for the files, below its folder; "" for yaml2ics, which reads one of its own."""

    words: tuple[str, ...]
    events: str


TOOLS = {
    "Hugo": _Tool(("hugo", "--quiet"), "content/agenda"),
    "Eleventy": _Tool(("eleventy", "--quiet"), "agenda"),
    "Jekyll": _Tool(("jekyll", "build", "--quiet", "--disable-disk-cache"), "_evenements"),
    "yaml2ics": _Tool(("yaml2ics", "agenda.yaml"), ""),
}


def prepared(events: Path, scratch: Path) -> dict[str, Command]:
    """Commands of the tools that are installed, each with a site of its own below `scratch`."""
    return {
        name: Command(tool.words, _site(name.lower(), tool, events, scratch))
        for name, tool in TOOLS.items()
        if shutil.which(tool.words[0])
    }


def _site(name: str, tool: _Tool, events: Path, scratch: Path) -> Path:
    site = scratch / name
    if tool.events:
        shutil.copytree(_SITES / name, site)
        shutil.copytree(events, site / tool.events, dirs_exist_ok=True)
        return site
    site.mkdir()
    with (site / tool.words[-1]).open("wb") as file:
        subprocess.run([sys.executable, "-m", "benchmarks.as_yaml", str(events)], stdout=file, check=True)
    return site
