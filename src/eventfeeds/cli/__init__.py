"""The command: parse options, call the library, print."""

from __future__ import annotations

import gc
import io
import os
import sys

_NOTHING_DONE = 2
_INTERRUPTED = 130
# Allocations between two looks for cycles. What is read is kept to the end, so that a look finds next to nothing, and
# goes through more each time: with Python's own 700 a twelfth of the run.
_ALLOCATIONS = 1_000_000


def forget_stdout() -> None:
    """Drop what stdout still holds and cannot take: it is flushed once more at the end, and would complain."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Run the command, and end with its exit status: 0, 1 (`--strict`, `check`), 2, or 130 for Ctrl-C."""
    gc.set_threshold(_ALLOCATIONS)
    try:
        status = _status()
    except KeyboardInterrupt:  # while modules are loaded
        status = _INTERRUPTED
    gc.freeze()  # the interpreter would go through all that was read once more, to free what ends with the process
    sys.exit(status)


def _status() -> int:
    # Only now: importing it makes much that Python would look through.
    import click  # noqa: PLC0415

    from eventfeeds.cli.commands import cli  # noqa: PLC0415
    from eventfeeds.errors import EventFeedsError  # noqa: PLC0415

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # UTF-8 wherever it goes, as the files are; what no encoding holds is written out, never a traceback.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return _NOTHING_DONE
    except EventFeedsError as error:
        for line in str(error).splitlines():
            click.echo(f"eventfeeds: {line}", err=True)
        return _NOTHING_DONE
    except click.Abort:
        return _INTERRUPTED
    return status if isinstance(status, int) else 0
