"""What a test asks of a reading: its one event, when that is, and what was found fault with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eventfeeds.model import Event
    from eventfeeds.reading import Reading

WHEN = "[fields]\ntitle = 'title'\nstart = 'when'\nend = 'until'\n"
"""The least of a profile with an end."""


def only(reading: Reading) -> Event:
    [event] = reading.events
    return event


def told(reading: Reading) -> list[tuple[str, str]]:
    """What is found fault with, besides that nothing tells the publication."""
    return [(each.code, each.key) for each in reading.problems if each.code != "no-publication-date"]


def interval(reading: Reading) -> tuple[str, str | None]:
    event = only(reading)
    return event.start.isoformat(), event.end.isoformat() if event.end else None
