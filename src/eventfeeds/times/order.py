"""The order of events in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventfeeds.times.zones import instant, zone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eventfeeds.model import Event


def chronological(events: Iterable[Event], timezone: str) -> tuple[Event, ...]:
    """Events by (start in UTC, uid); a whole day starts at its midnight in the zone."""
    local = zone(timezone)
    return tuple(sorted(events, key=lambda event: (instant(event.start, local), event.uid)))
