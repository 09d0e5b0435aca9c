"""`eventfeeds list`: what was read, as a table for people or as JSON Lines for programs."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from eventfeeds.cli.session import Options, content_options, gather, tell
from eventfeeds.times.zones import zone as zone_of

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from eventfeeds.model import Event


@click.command("list")
@content_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(as_json: bool, **given: Any) -> int:
    """Show what was read."""
    outcome = gather(Options(**given))
    tell(outcome)
    if status := outcome.status():
        return status
    zone = outcome.choice.site.zone or zone_of("UTC")
    for event in outcome.events:
        click.echo(_json(event, zone) if as_json else row(event, zone))
    return 0


def row(event: Event, zone: ZoneInfo) -> str:
    """An event in one line."""
    marks: list[str] = [event.status] if event.status != "confirmed" else []
    marks += ["repeats"] if event.recurrence or event.additional else []
    told = f" ({', '.join(marks)})" if marks else ""
    return f"{_when(event, zone):<36}  {event.title}{told}  [{event.source}]"


def _when(event: Event, zone: ZoneInfo) -> str:
    """Start and end for people: the last day of whole days, no end where none is known."""
    start, end = _local(event.start, zone), _local(event.end, zone) if event.end else None
    if not isinstance(start, datetime):
        last = (end or start + timedelta(days=1)) - timedelta(days=1)
        return str(start) if last == start else f"{start} \u2013 {last}"
    shown = f"{start:%Y-%m-%d %H:%M}"
    if not isinstance(end, datetime):
        return shown
    return f"{shown}\u2013{end:%H:%M}" if end.date() == start.date() else f"{shown} \u2013 {end:%Y-%m-%d %H:%M}"


def _json(event: Event, zone: ZoneInfo) -> str:
    return json.dumps(
        {
            "source": event.source,
            "uid": event.uid,
            "slug": event.slug,
            "title": event.title,
            "start": _iso(event.start, zone),
            "end": _iso(event.end, zone),
            "all_day": event.all_day,
            "timezone": zone.key,
            "location": str(event.location or "") or None,
            "url": event.url,
            "registration_url": event.registration_url,
            "categories": event.categories,
            "status": event.status,
            "published": _iso(event.published, zone),
            "updated": _iso(event.updated, zone),
        },
        ensure_ascii=False,
    )


def _iso(value: date | datetime | None, zone: ZoneInfo) -> str | None:
    return _local(value, zone).isoformat() if value is not None else None


def _local(value: date | datetime, zone: ZoneInfo) -> date | datetime:
    return value.astimezone(zone) if isinstance(value, datetime) else value
