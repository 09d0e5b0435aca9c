"""`eventfeeds init`: a first `eventfeeds.toml` for a folder it has looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eventfeeds.cli.list_command import row
from eventfeeds.cli.session import NOTHING_DONE, say
from eventfeeds.config import choose, read
from eventfeeds.config.proposal import propose, with_categories
from eventfeeds.config.settings import FILE_NAME, parse
from eventfeeds.errors import SiteError
from eventfeeds.profiles import NO_EVENTS
from eventfeeds.publishing import write
from eventfeeds.site import Site
from eventfeeds.times.zones import zone as zone_of
from eventfeeds.wording import problem

if TYPE_CHECKING:
    from eventfeeds.model import Event

_SHOWN = 3


@click.command("init")
@click.argument("content", nargs=-1, required=True)
@click.option("--title", help="Name of the agenda.")
@click.option("--url", help="Address of the site.")
@click.option("--timezone", metavar="ZONE", help="Zone of times without an offset, such as Europe/Paris.")
@click.option("--language", metavar="CODE", help="Language of the texts, such as fr.")
def command(content: tuple[str, ...], **given: str | None) -> int:
    """Propose an eventfeeds.toml for CONTENT, and write it here if there is none."""
    settings: dict[str, Any] = {name: value for name, value in given.items() if value}
    Site(profile=NO_EVENTS, **settings)  # a wrong option is told before anything is written
    proposal = propose(content, settings)
    try:
        site = choose(content, config=parse(proposal.text.encode(), Path(FILE_NAME))).site
    except SiteError as error:
        say(str(error))
        events: tuple[Event, ...] = ()
        zone = zone_of("UTC")
    else:
        reading = read(content, site)
        events = reading.events
        zone = site.zone or zone_of("UTC")
        errors = [each for each in reading.problems if each.severity == "error"]
        if errors:
            say(problem("files-with-errors", str(errors[0]), str(len({each.path for each in errors}))))
    proposal = with_categories(proposal, events)
    click.echo(proposal.text, nl=False)
    for event in events[:_SHOWN]:
        click.echo(f"# {row(event, zone)}")
    if Path(FILE_NAME).exists():
        say(problem("settings-exist", got=FILE_NAME))
        return NOTHING_DONE
    try:
        write(FILE_NAME, proposal.text.encode())
    except OSError as error:
        say(f"{FILE_NAME}: {problem('unwritable', got=error.strerror or str(error))}")
        return NOTHING_DONE
    say(problem("settings-written", ", ".join(proposal.undecided), FILE_NAME))
    return 0
