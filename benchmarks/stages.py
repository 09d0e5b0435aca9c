"""Where the time goes: `python -m benchmarks.stages [FILES]` prints microseconds a file, of each stage alone.

Best of several goes, in one process. What stands indented is part of what stands above it.
"""

from __future__ import annotations

import gc
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from yaml import CSafeLoader

import eventfeeds
from benchmarks import generate
from eventfeeds import documents, markup
from eventfeeds.documents import characters
from eventfeeds.reading.files import find, read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_GOES = 7
_FORMATS = ("ics", "rss", "atom", "json")


def stages(files: int) -> dict[str, Callable[[], object]]:
    """Each stage as a function over all files, by what it does."""
    folder = generate.folder(files)
    sources = list(find([folder]))
    data = [read_bytes(source.path) for source in sources]
    front_matters = [text.split("\n---\n", 1)[0].removeprefix("---\n") for text in map(characters.decode, data)]
    site = eventfeeds.detect([folder])
    calendar = eventfeeds.read([folder], site).calendar()
    bodies = [document.body for document in map(documents.parse, data) if document]
    base = calendar.events[0].url or ""
    return {
        "read": partial(eventfeeds.read, [folder], site),
        "- bytes of the file": lambda: [read_bytes(source.path) for source in sources],
        "- front matter to mapping": lambda: [documents.parse(each) for each in data],
        "  - of it libyaml and PyYAML, which make its events": lambda: [_events(text) for text in front_matters],
        "- body to HTML": lambda: [markup.render(body, base) for body in bodies],
        **{f"export {name}": partial(eventfeeds.export, calendar, name) for name in _FORMATS},
        "- description to text (ics)": lambda: [markup.text(event.description) for event in calendar.events],
    }


def _events(text: str) -> int:
    event, count = CSafeLoader(text).get_event, 0
    while event() is not None:
        count += 1
    return count


def _best(stage: Callable[[], object]) -> float:
    """CPU seconds of the quickest go."""
    taken = []
    for _ in range(_GOES):
        begin = time.process_time()
        stage()
        taken.append(time.process_time() - begin)
    return min(taken)


def main(arguments: Iterable[str]) -> None:
    """Print the table."""
    files = int(next(iter(arguments), "1000"))
    gc.set_threshold(1_000_000)  # as the command does
    print("| stage | µs a file |\n| --- | --- |")
    for name, stage in stages(files).items():
        print(f"| {name.replace('  ', '&nbsp;&nbsp;')} | {_best(stage) / files * 1e6:.0f} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
