"""`eventfeeds formats`: the formats there are."""

from __future__ import annotations

import click

from eventfeeds import exporters


@click.command("formats")
def command() -> None:
    """List the formats there are."""
    for name in exporters.names():
        click.echo(name)
    for sentence in exporters.refused():
        click.echo(f"eventfeeds: {sentence}", err=True)
