"""The day of a moment, for all who show, compare or count days; and its form for programs."""

from __future__ import annotations

from datetime import UTC, date, datetime


def day_of(moment: date | datetime) -> date:
    """The day that a date is, or that the clocks of a time show."""
    return moment.date() if isinstance(moment, datetime) else moment


def iso(moment: date) -> str:
    """A date, or a time with an offset of whole minutes (RFC 3339): in UTC where clocks did not have one, long ago."""
    written = moment.isoformat()
    if isinstance(moment, datetime) and written[-len("+00:00")] not in "+-":  # no sign: seconds follow
        return moment.astimezone(UTC).isoformat()
    return written
