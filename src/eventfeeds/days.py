"""The day of a moment, for all who show, compare or count days."""

from __future__ import annotations

from datetime import date, datetime


def day_of(moment: date | datetime) -> date:
    """The day that a date is, or that the clocks of a time show."""
    return moment.date() if isinstance(moment, datetime) else moment
