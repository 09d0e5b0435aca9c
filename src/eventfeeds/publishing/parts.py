"""The calendars that a build makes documents of: the agenda, its collections and categories, each event alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from eventfeeds import selection
from eventfeeds.errors import BadValue, SiteError
from eventfeeds.exporters import exporter, local_zone
from eventfeeds.publishing import names
from eventfeeds.times.order import chronological
from eventfeeds.wording import setting, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from eventfeeds.config.building import Build
    from eventfeeds.model import Calendar, Event

_STEM = "agenda"


@dataclass(frozen=True, slots=True)
class Part:
    """A calendar to subscribe to. `label` tells it from the others; `paths`: format -> file below the folder."""

    label: str
    calendar: Calendar
    paths: Mapping[str, str]

    @property
    def addresses(self) -> dict[str, str]:
        """Format -> public address, "" where none is known."""
        return {name: self.calendar.feed_urls.get(name, "") for name in self.paths}


class Parts(NamedTuple):
    """All of them. `alone`: the path of the file of each event, and the calendar in it."""

    agenda: Part
    collections: tuple[Part, ...]
    categories: tuple[Part, ...]
    alone: Mapping[str, Calendar]
    paths: Mapping[str, str]


def parts(calendar: Calendar, options: Build, day: date) -> Parts:
    """What to make of a calendar; from `day` ages are counted. Raises ExportError, SiteError."""
    local = local_zone(calendar)
    events = chronological(calendar.events, calendar.timezone)
    paths = _paths(events, options) if options.events else {}
    if options.public_url and paths:
        events = tuple(replace(event, calendar_url=_address(options, paths[event.uid])) for event in events)
    title = calendar.title or words(calendar.language, "labels")["untitled"]
    whole = replace(calendar, title=title, events=events)
    since = selection.day(options.since, day) if options.since else None
    until = selection.day(options.until, day) if options.until else None
    try:
        events = selection.between(events, since, until, local)
    except BadValue as error:
        raise SiteError(f"build.until: {setting(error)}", "until") from error
    shown = replace(whole, events=events)
    return Parts(
        agenda=_part(title, shown, options, _STEM),
        collections=tuple(_collection(name, shown, options) for name in options.collections),
        categories=tuple(_category(name, shown, options) for name in options.categories),
        alone={paths[event.uid]: _alone(event, whole) for event in whole.events if paths},
        paths=paths,
    )


def _paths(events: tuple[Event, ...], options: Build) -> dict[str, str]:
    folder = options.names.get("events", "events")
    ending = exporter("ics").file_extension
    return {uid: f"{folder}/{name}{ending}" for uid, name in names.of_events(events).items()}


def _alone(event: Event, calendar: Calendar) -> Calendar:
    """One event in the form to add to one's own calendar: a name would open a new one in Outlook."""
    return replace(calendar, title="", description="", feed_urls={}, events=(event,))


def _collection(name: str, calendar: Calendar, options: Build) -> Part:
    events = tuple(event for event in calendar.events if event.collection == name)
    title = options.collections[name]
    own = replace(calendar, title=title or f"{calendar.title} – {name}", events=events)
    return _part(
        title or name, own, options, f"{options.names.get('collections', 'collections')}/{names.of_label(name)}"
    )


def _category(name: str, calendar: Calendar, options: Build) -> Part:
    events = selection.in_category(calendar.events, name, *options.categories[name])
    own = replace(calendar, title=f"{calendar.title} – {name}", events=events)
    return _part(name, own, options, f"{options.names.get('categories', 'categories')}/{names.of_label(name)}")


def _part(label: str, calendar: Calendar, options: Build, stem: str) -> Part:
    """A part whose documents are called `stem` with the ending of each format."""
    paths = {name: f"{stem}{exporter(name).file_extension}" for name in options.formats}
    if stem == _STEM:
        paths.update((name, path) for name, path in options.names.items() if name in paths)
    urls = {name: _address(options, path) for name, path in paths.items()} if options.public_url else {}
    return Part(label, replace(calendar, feed_urls=urls), paths)


def _address(options: Build, path: str) -> str:
    return options.public_url + quote(path)
