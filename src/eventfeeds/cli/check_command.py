"""`eventfeeds check`: what is wrong in the files, for people and for machines."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from eventfeeds.cli.document import document
from eventfeeds.cli.session import Options, content_options, count, gather, has, more, say, tell_defaults
from eventfeeds.config import UnknownKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from eventfeeds.cli.session import Outcome
    from eventfeeds.errors import Problem

_FAULTY = 1
_NOTHING_READ = 2


@click.command("check")
@content_options
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text", help="How to tell.")
def command(style: str, **given: Any) -> int:
    """Tell what is wrong in the files, on stdout. Status 1 when there are errors (--strict: or warnings)."""
    return _checked(Options(**given), style)


def _checked(options: Options, style: str) -> int:
    try:
        outcome = gather(options)
    except UnknownKind as error:
        folders = _by_folder(options.content) if _all_named(options) else []
        if len(folders) > 1:  # pages of other folders say nothing of those that hold events
            return max(_checked(options.but(content=paths), style) for paths in folders)
        return _of_no_kind(error, options, style)
    return _told(outcome, style)


def _of_no_kind(error: UnknownKind, options: Options, style: str) -> int:
    """Named files of no kind are no events, and no fault, unless they cannot be read at all."""
    for fault in error.problems:
        click.echo(_STYLES[style](fault))
    say(error.message)
    if not _all_named(options):
        return _NOTHING_READ
    return _FAULTY if error.problems else 0


def _told(outcome: Outcome, style: str) -> int:
    options = outcome.options
    if not options.quiet:
        tell_defaults(outcome)
    for name in outcome.choice.site.options:
        document(outcome, outcome.calendar(), name)  # a wrong option is told before any chunk is made
    for found in outcome.reading.problems:
        click.echo(_STYLES[style](found))
    if options.verbose and style == "text":
        for line in more(outcome):
            click.echo(line)
    if not options.quiet:
        say(count(outcome))
    return _status(outcome)


def _status(outcome: Outcome) -> int:
    if has(outcome.reading.problems, "error") or outcome.strict_failure:
        return _FAULTY
    if outcome.refusal == "no-events" and not _all_named(outcome.options):
        say(outcome.why)
        return _NOTHING_READ
    return 0


def _all_named(options: Options) -> bool:
    return all(os.path.isfile(path) for path in options.content)  # noqa: PTH113  no where it may not be asked


def _by_folder(content: Iterable[str]) -> list[tuple[str, ...]]:
    folders: dict[str, list[str]] = {}
    for path in content:
        folders.setdefault(os.path.dirname(path), []).append(path)  # noqa: PTH120
    return [tuple(paths) for paths in folders.values()]


def _json(found: Problem) -> str:
    return json.dumps(asdict(found), ensure_ascii=False)


def _github(found: Problem) -> str:
    """A workflow command, which shows the problem beside the line in a review."""
    place = {"file": found.path, **({"line": str(found.line)} if found.line else {}), "title": found.code}
    properties = ",".join(f"{name}={_escape(value, more=True)}" for name, value in place.items())
    message = f"{found.key}: {found.message}" if found.key else found.message
    return f"::{found.severity} {properties}::{_escape(message)}"


def _escape(text: str, *, more: bool = False) -> str:
    for raw, escaped in (
        ("%", "%25"),
        ("\r", "%0D"),
        ("\n", "%0A"),
        *(((":", "%3A"), (",", "%2C")) if more else ()),
    ):
        text = text.replace(raw, escaped)
    return text


_STYLES: dict[str, Callable[[Problem], str]] = {"text": str, "json": _json, "github": _github}
