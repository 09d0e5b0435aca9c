"""A row of `eventfeeds list`: what it marks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from eventfeeds.cli.list_command import row
from eventfeeds.model import Event
from eventfeeds.times.zones import zone


@pytest.mark.parametrize(
    ("more", "mark"),
    [
        ({}, "Fair  ["),
        ({"status": "cancelled"}, "Fair (cancelled)  ["),
        ({"recurrence": "FREQ=WEEKLY;COUNT=4"}, "Fair (repeats)  ["),
        ({"additional": (date(2026, 6, 1),), "status": "postponed"}, "Fair (postponed, repeats)  ["),
    ],
)
def test_row_marks_what_does_not_happen_and_what_repeats(more: dict[str, Any], mark: str) -> None:
    event = Event(uid="a@example.org", title="Fair", start=date(2026, 5, 1), source="a.md", **more)
    assert mark in row(event, zone("UTC"))
