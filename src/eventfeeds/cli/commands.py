"""The commands by their names: each is a module, imported when it is called; those of a document are one."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

import click

from eventfeeds.cli import forget_stdout

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_DOCUMENTS = frozenset({"ics", "rss", "atom", "json"})


@contextmanager
def _to_stdout() -> Iterator[None]:
    """End quietly when nobody reads on, as with `| head`, and with one line when stdout takes no more."""
    try:
        yield
        if sys.stdout is not None:  # the shell can close it, as with `>&-`
            sys.stdout.flush()
    except BrokenPipeError:
        forget_stdout()
        raise click.exceptions.Exit(0) from None
    except OSError as error:
        forget_stdout()
        raise click.ClickException(f"{error.filename or 'stdout'}: {error.strerror}") from error


class _Commands(click.Group):
    """Commands known by name, loaded on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        command: click.Command | None
        if cmd_name in _COMMANDS and cmd_name not in _DOCUMENTS:
            command = import_module(f"eventfeeds.cli.{cmd_name}_command").command
        else:
            command = import_module("eventfeeds.cli.document").document_command(cmd_name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is asked for; `--help` and `--version` are answered at once."""
        with _to_stdout():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        with _to_stdout():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="eventfeeds")
def cli() -> None:
    """Turn event files into things people subscribe to.

    eventfeeds ics content/ -o agenda.ics
    """
