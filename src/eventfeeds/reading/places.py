"""Where an event is: a name and an address on one line each, and coordinates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eventfeeds.errors import Remark
from eventfeeds.model import Place

if TYPE_CHECKING:
    from eventfeeds.profiles.keys import Found
    from eventfeeds.reading.record import Record

OUTLOOK_CUTS_AT = 255
_NUMBER = r"[+-]?[0-9]{1,3}(?:[.][0-9]{1,20})?"
_BOTH = rf"(?:geo:)?({_NUMBER})\s*[;, ]\s*({_NUMBER})"
_MOST = {"latitude": 90, "longitude": 180}


def place(record: Record) -> Place | None:
    """The place of the event, None if nothing is said of it."""
    name, address = _line(record, "place"), _line(record, "address")
    latitude, longitude = _coordinates(record)
    if not name and not address and latitude is None:
        return None
    return Place(name=name, address=address, latitude=latitude, longitude=longitude)


def _line(record: Record, name: str) -> str:
    """A place typed on several lines, on one, parted by commas."""
    at = record.found(name)
    if at is None:
        return ""
    parts = [part.strip().rstrip(",").rstrip() for part in record.said(at).split("\n")]
    line = record.plain(", ".join(filter(None, parts)), at)
    if len(line) > OUTLOOK_CUTS_AT:
        record.tell(Remark("long-line", got=line), at)
    return line


def _coordinates(record: Record) -> tuple[float | None, float | None]:
    """Latitude and longitude in degrees, from one key or from two; both or neither."""
    both = record.found("geo")
    if both is not None:
        match = re.fullmatch(_BOTH, record.text(both).strip())
        pair = (match[1], match[2]) if match else ("", "")
        return _checked(record, (both, pair[0]), (both, pair[1]))
    latitude, longitude = record.found("latitude"), record.found("longitude")
    if latitude is None or longitude is None:
        if one := latitude or longitude:
            record.tell(Remark("coordinates-form", got=record.text(one)), one)
        return None, None
    return _checked(record, (latitude, record.text(latitude)), (longitude, record.text(longitude)))


def _checked(record: Record, *told: tuple[Found, str]) -> tuple[float | None, float | None]:
    found = []
    for (at, text), most in zip(told, _MOST.values(), strict=True):
        degrees = float(text) if re.fullmatch(_NUMBER, text.strip()) else None
        if degrees is None or abs(degrees) > most:
            record.tell(Remark("coordinates-form", got=record.text(at)), at)
            return None, None
        found.append(degrees)
    return found[0], found[1]
