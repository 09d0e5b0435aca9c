"""`eventfeeds serve`: a preview on this computer, to try a subscription before it is published."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from eventfeeds.cli.build_command import gather_whole, made_of
from eventfeeds.cli.session import NOTHING_DONE, Options, content_options, say, tell, today_of
from eventfeeds.config.settings import find_file
from eventfeeds.errors import SiteError
from eventfeeds.publishing.preview import Preview, Server, Shown
from eventfeeds.reading.files import find
from eventfeeds.times.zones import zone as zone_of
from eventfeeds.wording import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventfeeds.cli.session import Outcome


@click.command("serve")
@content_options
@click.option("--host", default="127.0.0.1", show_default=True, help="Address of this computer to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: a free one.")
def command(host: str, port: int, **given: Any) -> int:
    """Serve what build makes, on this computer alone, until Ctrl-C."""
    options = Options(**given)
    outcome = gather_whole(options)
    tell(outcome)
    if status := outcome.status():
        return status
    try:
        server = Server(host, port)
    except OSError as error:
        say(f"{host}:{port}: {problem('unservable', got=error.strerror or str(error))}")
        return NOTHING_DONE
    with server:
        content = _Content(options, outcome, server.url)
        server.preview, server.verbose = Preview(content.shown, content.stamp), options.verbose
        say(problem("serving", got=server.url))
        if server.reaches_out:
            say(problem("listens-elsewhere"))
        server.serve_forever()
    return 0


class _Content:
    """What is previewed: as it was read first, then read again each time that it is made."""

    def __init__(self, options: Options, outcome: Outcome, url: str) -> None:
        self._options, self._outcome, self._url = options, outcome, url
        self._first = True

    def shown(self) -> Shown:
        """The documents, and the problems of the files. Raises EventFeedsError."""
        if not self._first:
            self._outcome = gather_whole(self._options)
        self._first = False
        if self._outcome.refusal:
            raise SiteError(self._outcome.why)
        made = made_of(self._outcome, self._options, self._url)
        told = (each for each in self._outcome.reading.problems if each.severity != "notice")
        return Shown(made.documents, (*told, *made.problems))

    def stamp(self) -> object:
        """What differs when a file has changed, or the day."""
        site = self._outcome.choice.site
        day = today_of(self._options, site.zone or zone_of("UTC"))
        return day, [(path, _changed(path)) for path in sorted({*self._files(), *self._settings()})]

    def _files(self) -> Iterator[str]:
        try:
            yield from (source.path for source in find(self._options.content, self._outcome.choice.site))
        except SiteError:  # a CONTENT is gone: told when it is read
            return

    def _settings(self) -> Iterator[str]:
        choice = self._outcome.choice
        found = choice.config or find_file(self._options.content)
        yield from [str(found)] if found else []
        yield from (origin.rpartition(":")[0] for origin in choice.origins.values())  # of the generator
        yield from choice.build.templates.values()


def _changed(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
