"""The commands by their names: each is a module, imported when it is called; those of a document are one."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from eventfeeds.cli import forget_stdout

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
