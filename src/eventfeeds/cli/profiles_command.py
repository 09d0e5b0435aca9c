"""`eventfeeds profiles`: the built-in profiles, or one of them as TOML ready to copy."""

from __future__ import annotations

import click

from eventfeeds import profiles


@click.command("profiles")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """List the built-in profiles, or show one as TOML ready to copy."""
    if name is not None:
        click.echo(profiles.source(name), nl=False)
        return
    for known in profiles.names():
        click.echo(f"{known}: {profiles.builtin(known).description}")
