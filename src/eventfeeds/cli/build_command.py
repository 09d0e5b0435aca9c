"""`eventfeeds build`: a folder of everything that a site serves to its subscribers."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from eventfeeds.cli.progress import watched
from eventfeeds.cli.session import (
    NOTHING_DONE,
    STRICT,
    Options,
    content_options,
    gather,
    has,
    output_option,
    say,
    tell,
    today_of,
)
from eventfeeds.errors import ExportError, SiteError
from eventfeeds.publishing.build import make, put
from eventfeeds.times.zones import zone as zone_of
from eventfeeds.wording import problem

if TYPE_CHECKING:
    from eventfeeds.cli.session import Outcome
    from eventfeeds.config.building import Build
    from eventfeeds.publishing.build import Made
    from eventfeeds.publishing.folder import Changes


@click.command("build")
@content_options
@output_option(metavar="DIR", required=True, help="The folder; made if there is none.")
@click.option("--public-url", metavar="URL", help="Address of the folder, once it is published.")
def command(output: str, public_url: str | None, **given: Any) -> int:
    """Make a folder of everything that subscribers need: feeds, a file for each event, a page."""
    options = Options(**given)
    outcome = gather_whole(options)
    tell(outcome)
    if status := outcome.status():
        return status
    made = made_of(outcome, options, public_url)
    tell_made(made, options)
    if outcome.events and not made.listed:
        if refusal := outcome.refusal_of_none:
            from eventfeeds.cli.refusals import sentence  # noqa: PLC0415  most builds are not refused

            say(sentence(outcome, refusal, _build(outcome.choice.build, options, public_url)))
            return NOTHING_DONE
        if not options.quiet:
            say(problem("empty-agenda", got=str(len(outcome.events))))
    if options.strict and made.problems:
        say(problem("refused-by-strict"))
        return STRICT
    # What a slip of the hand takes out of the agenda is still linked to: its file stays until it is mended.
    keep = has(outcome.reading.problems, "error")
    changes = put(made, output, keep=keep, watch=partial(watched, quiet=options.quiet))
    if not options.quiet:
        click.echo(f"{output}: {_counted(changes)}")
    return 0


def gather_whole(options: Options) -> Outcome:
    """What was read; of the options that choose among events, those of the build choose later, for its feeds alone."""
    return gather(options.but(since=None, until=None, limit=0))


def made_of(outcome: Outcome, options: Options, public_url: str | None) -> Made:
    """The documents of a build. Raises SiteError and ExportError, with the file of settings."""
    site, config = outcome.choice.site, outcome.choice.config
    build = _build(outcome.choice.build, options, public_url)
    day = today_of(options, site.zone or zone_of("UTC"))
    try:
        return make(outcome.calendar(), build, today=day, watch=partial(watched, quiet=options.quiet))
    except (ExportError, SiteError) as error:
        if config is None:
            raise
        raise type(error)(f"{config}: {error}") from error


def tell_made(made: Made, options: Options) -> None:
    """What there is to tell of the documents, on stderr."""
    if not options.quiet:
        for each in made.problems:
            click.echo(str(each), err=True)


def _build(build: Build, options: Options, public_url: str | None) -> Build:
    """The settings, with the options that win over them."""
    given: dict[str, Any] = {"since": options.since, "until": options.until, "limit": options.limit}
    given["public_url"] = public_url
    try:
        return replace(build, **{name: value for name, value in given.items() if value is not None})
    except SiteError as error:
        message = str(error).removeprefix(f"build.{error.key}: ")
        raise click.BadParameter(message, param_hint="--" + error.key.replace("_", "-")) from error


def _counted(changes: Changes) -> str:
    counts = {"written": changes.written, "unchanged": changes.unchanged, "removed": changes.removed}
    return ", ".join(f"{len(paths)} {what}" for what, paths in counts.items())
