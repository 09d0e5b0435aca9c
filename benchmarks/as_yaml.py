"""The events as the one file that yaml2ics reads. `python -m benchmarks.as_yaml FOLDER`"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import yaml

from benchmarks import naive


def _entry(event: naive.Event) -> dict[str, object]:
    known = {
        "summary": event.title,
        "begin": event.start,
        "uid": event.uid,
        "location": event.place,
        "description": naive.description(event),
        "url": event.url,
        "categories": event.categories,
    }
    # Whole days are those without an end; yaml2ics knows no event of unknown length.
    return known | ({"end": event.end or event.start} if isinstance(event.start, datetime) else {})


if __name__ == "__main__":
    entries = [_entry(event) for event in naive.read(Path(sys.argv[1]))]
    sys.stdout.write(yaml.dump({"events": entries}, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False))
