"""What all commands that read content share: their options, and the way from them to a reading."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import click

# First, lest they be imported from deeper down: beyond some ten imports in one another Python asks the system for a
# piece of stack, and gives it back, at call after call.
import eventfeeds.documents
import eventfeeds.markup  # noqa: F401
from eventfeeds.times.zones import zone as zone_of

# isort: split
from eventfeeds import config, selection
from eventfeeds.cli.progress import watched
from eventfeeds.errors import BadValue
from eventfeeds.reading import read
from eventfeeds.reading.files import find
from eventfeeds.selection import in_category
from eventfeeds.wording import knows, problem, setting, skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from zoneinfo import ZoneInfo

    from eventfeeds.config import Choice
    from eventfeeds.errors import Problem
    from eventfeeds.model import Calendar, Event
    from eventfeeds.reading import Reading
    from eventfeeds.reading.files import Source

_UNSHOWN = frozenset({"draft", "hidden"})  # events, which are not to be published yet
STRICT = 1
NOTHING_DONE = 2

_CONTENT = [
    click.argument("content", nargs=-1, required=True),
    click.option("--config", metavar="FILE", help="Settings; by default eventfeeds.toml above CONTENT."),
    click.option("--profile", metavar="NAME|FILE", help="How the files are read; by default found out."),
    click.option("--collection", metavar="NAME", help="Only one [[collection]] of the settings."),
    click.option("--title", help="Name of the agenda."),
    click.option("--url", help="Address of the site."),
    click.option("--timezone", metavar="ZONE", help="Zone of times without an offset, such as Europe/Paris."),
    click.option("--language", metavar="CODE", help="Language of the texts, such as fr."),
    click.option("--since", metavar="DAY|AGE", help="Keep what is not over before: 2024-07-24, 18m, 1y."),
    click.option("--until", metavar="DAY|AGE", help="Keep what starts on that day or earlier."),
    click.option("--now", metavar="DAY", help="The day from which an age is counted; by default today."),
    click.option("--category", "categories", multiple=True, help="Keep these categories; can be repeated."),
    click.option("--limit", type=click.IntRange(min=0), help="Keep the newest by publication; 0: all. Feeds: 50."),
    click.option("--drafts", is_flag=True, help="Also what is not to be published yet."),
    click.option("--strict", is_flag=True, help="Refuse when there is any error or warning (status 1)."),
    click.option("--allow-empty", is_flag=True, help="Accept that there is no event."),
    click.option("-q", "--quiet", is_flag=True, help="Say nothing of the content."),
    click.option("-v", "--verbose", is_flag=True, help="Also tell notices and skipped files."),
]


def content_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The argument CONTENT and the options of every command that reads it."""
    for option in reversed(_CONTENT):
        command = option(command)
    return command


def output_option(**given: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option that names what is written."""
    return click.option("-o", "--output", callback=_not_empty, **given)


def _not_empty(_context: click.Context, _option: click.Parameter, output: str | None) -> str | None:
    """What is given, unless it is nothing, as of a variable that is not set: that would be the working folder."""
    if output is not None and not output.strip():
        raise click.BadParameter(problem("empty-output"))
    return output


class Options:
    """The options of `content_options`, as given."""

    content: tuple[str, ...]
    config: str | None
    profile: str | None
    collection: str | None
    title: str | None
    url: str | None
    timezone: str | None
    language: str | None
    since: str | None
    until: str | None
    now: str | None
    categories: tuple[str, ...]
    limit: int | None
    drafts: bool
    strict: bool
    allow_empty: bool
    quiet: bool
    verbose: bool

    def __init__(self, **given: Any) -> None:
        vars(self).update(given)

    def but(self, **given: Any) -> Options:
        """The same options, some of them given otherwise."""
        return Options(**{**vars(self), **given})


class Outcome(NamedTuple):
    """What was read of the content, the events chosen from it, and the files that were looked at."""

    options: Options
    choice: Choice
    reading: Reading
    events: tuple[Event, ...]
    sources: Sequence[Source]

    def calendar(self) -> Calendar:
        """The chosen events as exporters want them."""
        return replace(self.reading.calendar(), events=self.events)

    @property
    def strict_failure(self) -> bool:
        """Whether `--strict` refuses."""
        return self.options.strict and has(self.reading.problems, "error", "warning")

    @property
    def refusal(self) -> str | None:
        """Why nothing may be written, as a code of `wording`: no event file, or no event left beside errors."""
        return None if self.events else self.refusal_of_none

    @property
    def refusal_of_none(self) -> str | None:
        """The same for a document without events."""
        if self.options.allow_empty:
            return None
        if self.reading.events and self.unknown_category:
            return "no-such-category"
        if has(self.reading.problems, "error"):
            return "nothing-chosen" if self.reading.events else "nothing-left"
        unshown = any(skipped.reason in _UNSHOWN for skipped in self.reading.skipped)
        return None if unshown or self.reading.events else "no-events"

    @property
    def why(self) -> str:
        """The refusal in words; "" if there is none."""
        if not self.refusal:
            return ""
        from eventfeeds.cli.refusals import sentence  # noqa: PLC0415  most runs are not refused

        return sentence(self, self.refusal)

    @property
    def unknown_category(self) -> str:
        """A category asked for that no event has, surely a slip of the hand."""
        return next((name for name in self.options.categories if not in_category(self.reading.events, name)), "")

    def status(self) -> int:
        """0, or the exit status of a refusal, after saying why."""
        if self.strict_failure:
            say(problem("refused-by-strict"))
            return STRICT
        if self.refusal:
            say(self.why)
            return NOTHING_DONE
        return 0


def gather(options: Options, limit: int = 0) -> Outcome:
    """Choose the site, read the content, select among its events; `limit` is that of the command (0: none)."""
    options = options.but(limit=limit if options.limit is None else options.limit)
    settings = {name: getattr(options, name) for name in ("title", "url", "timezone", "language")}
    choice = config.choose(
        options.content,
        config=options.config,
        profile=options.profile,
        collection=options.collection,
        settings=settings,
        allow_empty=options.allow_empty,
    )
    paths, problems = config.found(options.content, choice.site)
    sources = list(find(paths, choice.site))
    day = _day("--now", options.now, None) if options.now else None
    watch = watched(sources, quiet=options.quiet)
    reading = read(watch, choice.site, drafts=options.drafts, day=day, problems=problems)
    return Outcome(options, choice, reading, _selected(reading, options), sources)


def tell(outcome: Outcome) -> None:
    """Problems, one a line, with a closing count, on stderr."""
    if outcome.options.quiet:
        return
    tell_defaults(outcome)
    for line in lines(outcome):
        click.echo(line, err=True)
    say(count(outcome))


def tell_defaults(outcome: Outcome) -> None:
    """Settings that nobody made, and that decide where links lead and when events are."""
    if outcome.choice.from_profile:
        site = outcome.choice.site
        known = ", ".join(f"{name} = {getattr(site, name)}" for name in outcome.choice.from_profile)
        say(problem("from-profile", known, site.profile.name))
    unproved = sum(each.reason == "unproved" for each in outcome.reading.skipped)
    if unproved:
        say(problem("unproved-files", f"--profile {outcome.choice.site.profile.name}", str(unproved)))
    for note in outcome.choice.notes:
        say(note)
    language = outcome.reading.site.language
    if not knows(language) and not outcome.options.verbose:
        say(problem("no-words", got=language))


def lines(outcome: Outcome) -> Iterator[str]:
    """The problems to tell; with `-v` also notices, what the settings acknowledge, and the files left out."""
    reading, verbose = outcome.reading, outcome.options.verbose
    yield from (str(each) for each in reading.problems if verbose or each.severity != "notice")
    if verbose:
        yield from more(outcome)


def more(outcome: Outcome) -> Iterator[str]:
    """What `-v` adds: the file of settings, what it acknowledges, and the files left out."""
    if outcome.choice.config:
        yield problem("settings-file", got=str(outcome.choice.config))
    site, proof = outcome.choice.site, outcome.choice.proof
    if site.profile.fields:
        yield problem("profile-proved" if proof else "profile-chosen", proof, site.profile.name)
    for name, origin in outcome.choice.origins.items():
        yield problem("setting-from", origin, f"{name} = {getattr(site, name)}")
    yield from (f"{each} ({problem('acknowledged')})" for each in outcome.reading.ignored)
    yield from (f"{each.path}: {skipped(each.reason)}" for each in outcome.reading.skipped)


def count(outcome: Outcome) -> str:
    """What was read, in one line."""
    reading = outcome.reading
    left_out = Counter("draft" if skipped.reason == "draft" else "other file" for skipped in reading.skipped)
    severities = Counter(problem.severity for problem in reading.problems)
    parts = [_number(len(outcome.events), "event")]
    if len(outcome.events) != len(reading.events):
        parts[0] += f" of {len(reading.events)}"
    parts += [_number(left_out[name], name) + " left out" for name in ("draft", "other file") if left_out[name]]
    parts += [_number(severities[name], name) for name in ("error", "warning") if severities[name]]
    return ", ".join(parts)


def has(problems: Iterable[Problem], *severities: str) -> bool:
    """Whether any problem is of one of these severities."""
    return any(problem.severity in severities for problem in problems)


def say(sentence: str) -> None:
    """A line of the command itself, on stderr."""
    click.echo(f"eventfeeds: {sentence}", err=True)


def _number(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def _selected(reading: Reading, options: Options) -> tuple[Event, ...]:
    zone = reading.site.zone or zone_of("UTC")
    events, today = reading.events, today_of(options, zone)
    since = _day("--since", options.since, today) if options.since else None
    until = _day("--until", options.until, today) if options.until else None
    try:
        events = selection.between(events, since, until, zone)
    except BadValue as error:
        raise click.BadParameter(setting(error), param_hint="--until") from error
    if options.categories:
        events = selection.in_category(events, *options.categories)
    if options.limit:
        kept = {event.uid for event in selection.newest(events, options.limit)}
        events = tuple(event for event in events if event.uid in kept)
    return events


def today_of(options: Options, zone: ZoneInfo) -> date:
    """The day from which ages are counted; the only clock of commands that write a document."""
    return _day("--now", options.now, None) if options.now else datetime.now(zone).date()


def _day(option: str, text: str, today: date | None) -> date:
    try:
        return selection.day(text, today)
    except BadValue as error:
        remark = error.remark
        forms = "2024-07-24" if option == "--now" else "2024-07-24, 18m or 1y"
        message = problem(remark.code, forms, remark.got or text)
        raise click.BadParameter(message, param_hint=option) from error
