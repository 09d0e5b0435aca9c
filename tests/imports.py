"""What a command or a program imports, seen from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

# Written at the very end, since the command leaves by SystemExit.
_REPORT = """
import atexit, sys
atexit.register(lambda: open({path!r}, "w", encoding="utf-8").write(" ".join(sys.modules)))
"""
_COMMAND = "sys.argv = {arguments!r}\nfrom eventfeeds.cli import main\nmain()\n"


def imported_by(program: str, *, path: str = "") -> set[str]:
    """The names of all modules that a Python program has imported at its end; `path`: a folder of more modules."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "modules.txt"
        command = [sys.executable, "-c", _REPORT.format(path=str(report)) + program]
        paths = os.pathsep.join(filter(None, [path, os.environ.get("PYTHONPATH")]))
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": paths})
        return set(report.read_text(encoding="utf-8").split())


def imported_by_command(*arguments: str | Path, path: str = "") -> set[str]:
    """The same for `eventfeeds` with these arguments."""
    return imported_by(_COMMAND.format(arguments=["eventfeeds", *map(str, arguments)]), path=path)
