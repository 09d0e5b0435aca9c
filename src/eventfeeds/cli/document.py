"""The commands that write one document: one a format."""

from __future__ import annotations

import errno
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eventfeeds.cli import forget_stdout
from eventfeeds.cli.session import (
    NOTHING_DONE,
    Options,
    Outcome,
    content_options,
    gather,
    has,
    output_option,
    say,
    tell,
)
from eventfeeds.errors import ExportError
from eventfeeds.exporters import FEEDS, NEWEST, chunks, exporter, installed
from eventfeeds.reading import read
from eventfeeds.wording import problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eventfeeds.model import Calendar

_SUMMARIES = {
    "ics": "Write an agenda to subscribe to, as iCalendar.",
    "rss": "Write the events published last as an RSS feed.",
    "atom": "Write the events published last as an Atom feed.",
    "json": "Write the events published last as a JSON Feed.",
}


def document_command(name: str) -> click.Command | None:
    """The command that writes one format, ours or one that another package adds; None where there is no such."""
    # Only a name that is not ours is worth the search among what is installed.
    known = name in _SUMMARIES or name in installed()
    return _command(name, _SUMMARIES.get(name, name)) if known else None


def _command(format: str, summary: str) -> click.Command:  # noqa: A002
    @click.command(format, help=summary)
    @content_options
    @output_option(metavar="FILE", help="Write this file, and only if it changes; else stdout.")
    @click.option("--feed-url", metavar="URL", help="Address at which the document will be published.")
    def command(output: str | None, feed_url: str | None, **given: Any) -> int:
        outcome = gather(Options(**given), NEWEST if format in FEEDS else 0)
        if output not in (None, "-") and _is_content(output, format, outcome):
            ending = exporter(format).file_extension
            say(f"{output}: {problem('output-is-content', f'agenda{ending}')}")
            return NOTHING_DONE
        tell(outcome)
        if status := outcome.status():
            return status
        return _write(_document(outcome, format, feed_url), output)

    return command


def _is_content(output: str, format: str, outcome: Outcome) -> bool:  # noqa: A002
    """Whether a file that is there is surely no document of ours: where its name is forgotten, `-o *.md` gives one.

    It is named as CONTENT, too, or ends as the files that were read; where documents of the format end so themselves,
    it holds an event, or what was to be one.
    """
    if not os.path.isfile(output):  # noqa: PTH113  no where it may not be asked
        return False
    real, ending = os.path.realpath(output), Path(output).suffix.lower()
    named = any(os.path.realpath(source.path) == real for source in outcome.sources if source.named)
    alike = bool(ending) and any(source.path.lower().endswith(ending) for source in outcome.sources)
    if not (named or alike) or ending != exporter(format).file_extension:
        return named or alike
    found = read([output], replace(outcome.choice.site, future="show"), drafts=True)
    return bool(found.events) or has(found.problems, "error")


def _document(outcome: Outcome, format: str, feed_url: str | None) -> Iterable[bytes]:  # noqa: A002
    calendar = outcome.calendar()
    if feed_url:
        try:
            calendar = replace(calendar, feed_urls={format: feed_url})
        except ValueError as error:
            message = problem("wrong-setting", f"an address such as https://www.example.org/agenda.{format}", feed_url)
            raise click.BadParameter(message, param_hint="--feed-url") from error
    return document(outcome, calendar, format)


def document(outcome: Outcome, calendar: Calendar, format: str) -> Iterable[bytes]:  # noqa: A002
    """A document with the options of its table. Raises ExportError, with the file of settings."""
    table = outcome.choice.site.options.get(format, {})
    try:
        return chunks(calendar, format, table)
    except ExportError as error:
        if not table or outcome.choice.config is None:
            raise
        raise ExportError(f"{outcome.choice.config}: {error}") from error


def _write(content: Iterable[bytes], output: str | None) -> int:
    try:
        if output is not None and output != "-":
            from eventfeeds import publishing  # noqa: PLC0415  stdout does without

            publishing.write(output, content)
        elif sys.stdout is not None:
            sys.stdout.buffer.writelines(content)
        else:  # the shell can close it, as with `>&-`
            return _unwritable("stdout", os.strerror(errno.EBADF))
    except BrokenPipeError:
        raise
    except OSError as error:
        if output in (None, "-"):
            forget_stdout()
        return _unwritable(output or "stdout", error.strerror or str(error))
    return 0


def _unwritable(output: str, reason: str) -> int:
    say(f"{output}: {problem('unwritable', got=reason)}")
    return NOTHING_DONE
