"""The events as schema.org says them, in a JSON-LD data block, which no Content-Security-Policy forbids."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from eventfeeds import markup
from eventfeeds.days import iso

if TYPE_CHECKING:
    from eventfeeds.model import Event, Place
    from eventfeeds.page import Page
    from eventfeeds.page.moments import Agenda, Showing

_BRACE = re.compile(r"\{(?!\n)")
_STATUS = {
    "confirmed": "EventScheduled",
    "tentative": "EventScheduled",
    "postponed": "EventPostponed",
    "cancelled": "EventCancelled",
}


def linked_data(page: Page, agenda: Agenda) -> str:
    """The data block of what the page shows, what is to come first; nothing if it shows no event."""
    events = [_event(showing, page.calendar.language) for showing in (*agenda.upcoming, *agenda.past)]
    if not events:
        return ""
    text = json.dumps({"@context": "https://schema.org", "@graph": events}, ensure_ascii=False, indent=1)
    # No text may end the element, nor open a comment in it (HTML, section 4.12.1.3).
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    # Nor be run where a template includes it: with this indent, a line ends after each brace that is none of a text.
    safe = _BRACE.sub(r"\\u007b", safe)
    return f'<script type="application/ld+json">\n{safe}\n</script>'


def _event(showing: Showing, language: str) -> dict[str, object]:
    event = showing.event
    known = {
        "name": event.title,
        "startDate": iso(showing.start),
        "endDate": _end(showing.end),
        "eventStatus": f"https://schema.org/{_STATUS[event.status]}",
        "eventAttendanceMode": _attendance(event),
        "location": _location(event),
        "description": markup.text(markup.clean(event.lead)),
        "image": event.image.url if event.image else None,
        "url": event.url,
        "inLanguage": event.language or language,
        "identifier": event.uid,
    }
    return {"@type": "Event", **{key: value for key, value in known.items() if value}}


def _end(end: date | datetime | None) -> str:
    """Of whole days the last one, since schema.org does not exclude it."""
    if end is None:
        return ""
    return iso(end) if isinstance(end, datetime) else iso(end - timedelta(days=1))


def _attendance(event: Event) -> str:
    """Said only where an address to join on line makes it certain."""
    if not event.virtual_location:
        return ""
    return "https://schema.org/" + ("MixedEventAttendanceMode" if _somewhere(event) else "OnlineEventAttendanceMode")


def _location(event: Event) -> list[dict[str, object]]:
    places: list[dict[str, object]] = []
    if event.location and _somewhere(event):
        places.append(_place(event.location))
    if event.virtual_location:
        places.append({"@type": "VirtualLocation", "url": event.virtual_location})
    return places


def _somewhere(event: Event) -> bool:
    return event.location is not None and bool(str(event.location))


def _place(place: Place) -> dict[str, object]:
    known: dict[str, object] = {"@type": "Place", "name": place.name or place.address}
    if place.address:
        known["address"] = place.address
    if place.latitude is not None:
        known["geo"] = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return known
