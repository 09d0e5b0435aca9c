"""The command: parse options, call the library, print. Each command is a module, imported when it is called."""

from __future__ import annotations

import gc
import io
import os
import sys
from importlib import import_module

import click

from eventfeeds.errors import EventFeedsError

_COMMANDS = {
    "ics": "an agenda to subscribe to, as iCalendar",
    "rss": "a feed of what was published last, as RSS",
    "atom": "the same as Atom",
    "json": "the same as JSON Feed",
    "build": "a folder of everything a site serves to its subscribers",
    "check": "what is wrong in the files",
    "list": "what was read",
    "init": "a first eventfeeds.toml for a folder",
    "serve": "a preview on this computer",
    "formats": "the formats there are",
    "profiles": "the built-in profiles, or one of them as TOML",
}
_NOTHING_DONE = 2
_INTERRUPTED = 130
# Allocations between two looks for cycles. What is read is kept to the end, so that a look finds next to nothing, and
# goes through more each time: with Python's own 700 a twelfth of the run.
_ALLOCATIONS = 100_000


class _Commands(click.Group):
    """Commands known by name, loaded on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name in _COMMANDS:
            command: click.Command = import_module(f"eventfeeds.cli.{cmd_name}_command").command
            return command
        # Only a name that is not ours is worth the search among what is installed.
        document = import_module("eventfeeds.cli.document")
        added: click.Command | None = document.installed_command(cmd_name)
        return added

    def invoke(self, ctx: click.Context) -> object:
        """Run the command, and end quietly when nobody reads on, as with `| head`."""
        try:
            status: object = super().invoke(ctx)
            if sys.stdout is not None:  # the shell can close it, as with `>&-`
                sys.stdout.flush()
        except BrokenPipeError:
            forget_stdout()
            return 0
        except OSError as error:
            forget_stdout()
            raise click.ClickException(f"{error.filename or 'stdout'}: {error.strerror}") from error
        return status

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="eventfeeds")
def cli() -> None:
    """Turn event files into things people subscribe to.

    eventfeeds ics content/ -o agenda.ics
    """


def forget_stdout() -> None:
    """Drop what stdout still holds and cannot take: it is flushed once more at the end, and would complain."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main() -> None:
    """Run the command, and end with its exit status: 0, 1 (`--strict`, `check`), 2, or 130 for Ctrl-C."""
    gc.set_threshold(_ALLOCATIONS)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # UTF-8 wherever it goes, as the files are; what no encoding holds is written out, never a traceback.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = _NOTHING_DONE
    except EventFeedsError as error:
        click.echo(f"eventfeeds: {error}", err=True)
        status = _NOTHING_DONE
    except (click.Abort, KeyboardInterrupt):
        status = _INTERRUPTED
    gc.freeze()  # the interpreter would go through all that was read once more, to free what ends with the process
    sys.exit(status if isinstance(status, int) else 0)
