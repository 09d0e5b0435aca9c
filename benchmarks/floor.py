"""The floor: read the bytes, let libyaml parse the front matter, write as many bytes out. No event is made.

`python -m benchmarks.floor FOLDER`
"""

from __future__ import annotations

import sys
from pathlib import Path

from yaml import CSafeLoader


def main(folder: Path) -> None:
    """Go through every file once."""
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        CSafeLoader(data[4 : data.index(b"\n---\n", 4)]).raw_parse()
        sys.stdout.buffer.write(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
