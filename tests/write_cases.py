"""Golden cases: folders of events, and the expected bytes of every output.

`python tests/write_cases.py NAME...` writes what is expected anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import eventfeeds

ROOT = Path(__file__).parent.parent
CASES = {
    "numerique": ROOT / "examples" / "numerique",
    "mistakes": ROOT / "examples" / "mistakes",
    **{folder.name: folder for folder in sorted((ROOT / "tests" / "cases").glob("*/"))},
}


def outputs(folder: Path) -> dict[str, bytes]:
    """What is expected of a case, by file name."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        reading = eventfeeds.read(["."], drafts=(folder / "with-drafts").exists())
    finally:
        os.chdir(before)
    calendar = reading.calendar()
    problems = "".join(f"{problem}\n" for problem in reading.problems)
    return {"agenda.ics": eventfeeds.export(calendar, "ics"), "problems.txt": problems.encode()}


def main() -> None:
    for name in sys.argv[1:] or CASES:
        for file, data in outputs(CASES[name]).items():
            eventfeeds.write(CASES[name] / file, [data])


if __name__ == "__main__":
    main()
