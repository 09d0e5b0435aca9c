"""compare.py NODE_MODULES: the rules of tests/exporters/recurrences.py, read by the calendars of others."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent / "tests" / "exporters"))
from recurrences import CASES, MOST, YEARS, expected, written  # noqa: E402

READERS = {
    "ical.js": ["node", str(HERE / "ical_js.mjs"), sys.argv[1]],
    "libical": ["/usr/bin/python3", str(HERE / "libical.py")],
}
MORE = 1000  # of dates before the years that are compared


def found(reader: str, file: Path) -> list[str]:
    command = [*READERS[reader], str(file), str(MORE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    starts = [line for line in done.stdout.split() if YEARS[0].isoformat() <= line < YEARS[1].isoformat()]
    return starts[:MOST] or [done.stderr[-300:] or "nothing"]


with TemporaryDirectory() as folder:
    wrong = 0
    for name in CASES:
        file = Path(folder) / "agenda.ics"
        file.write_bytes(written(name))
        for reader in READERS:
            if (got := found(reader, file)) != expected(name):
                wrong += 1
                print(f"{name}, {reader}: {got}, not {expected(name)}")
print(f"{len(CASES)} rules, {len(READERS)} readers, {wrong} differ")
sys.exit(wrong > 0)
