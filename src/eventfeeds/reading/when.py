"""The keys that tell the time of an event: from text to what `interval` decides on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from eventfeeds.errors import BadValue, Remark
from eventfeeds.reading.interval import Given, Interval, interval
from eventfeeds.times import values, zones

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from eventfeeds.profiles.keys import Found
    from eventfeeds.reading.details import HoursAt
    from eventfeeds.reading.record import Record

_LAST_SEQUENCE = 2**31 - 1  # RFC 5545 section 3.3.8
_YES = frozenset({"true", "yes", "on"})
_NO = frozenset({"false", "no", "off"})


def when(record: Record, hours: HoursAt | None) -> Interval:
    """When the event is. Raises BadValue, with its key, if it has no usable start."""
    starts = _starts(record)
    zone = _zone(record)
    start = _located(record, starts[0], zone)
    for rival in starts[1:]:
        _compare(record, rival, start, zone)
    end_at = record.found("end")
    end = record.attempt(lambda: _located(record, end_at, zone), end_at) if end_at else None
    given = Given(
        start=start,
        end=end,
        zone=zone or zones.zone("UTC"),
        hours=hours.hours if hours else None,
        all_day=boolean(record, "all_day"),
        midnight=record.site.profile.midnight,
    )
    decided = interval(given)
    places = {"start": starts[0], "end": end_at or starts[0], "hours": hours.at if hours else starts[0]}
    for remark in decided.remarks:
        record.tell(remark, places[remark.key])
    return decided


def _starts(record: Record) -> list[Found]:
    """Every key that holds a start, in the order of the profile."""
    paths = record.site.profile.fields["start"]
    starts = [found for path in paths for found in record.lookup.all(path)]
    if not starts:
        # It has no line of its own: that of the key which makes the file an event is where to look.
        at = record.lookup.line_of(record.site.profile.event_keys)
        raise BadValue("no-start", ", ".join(paths), key=paths[0], line=at)
    return starts


def _zone(record: Record) -> ZoneInfo | None:
    at = record.found("timezone")
    own = record.attempt(lambda: zones.zone(record.text(at)), at) if at else None
    return own or record.site.zone


def _located(record: Record, at: Found, zone: ZoneInfo | None) -> date | datetime:
    """A date as it is, a time in the zone; what is met on the way is told. Raises BadValue, with its key."""
    try:
        moment = values.moment(at.value)
        if not isinstance(moment, datetime):
            return moment
        located, remark = _in_zone(record, moment, zone)
    except BadValue as error:
        bad = error.remark
        raise BadValue(bad.code, bad.expected, bad.got, key=at.key, line=at.line) from error
    if remark is not None:
        record.tell(remark, at)
    return located


def _in_zone(record: Record, moment: datetime, zone: ZoneInfo | None) -> tuple[datetime, Remark | None]:
    if moment.tzinfo is not None and record.site.profile.trust_offset:
        return zones.into(moment, zone or zones.zone("UTC"))
    if zone is None:
        raise BadValue("no-zone", got=moment.isoformat(" "))
    return zones.settle(moment.replace(tzinfo=None), zone)


def _compare(record: Record, rival: Found, start: date | datetime, zone: ZoneInfo | None) -> None:
    """Warn of a second start that names a different moment."""
    other = record.attempt(lambda: values.moment(rival.value), rival)
    if isinstance(other, datetime):
        other = _in_zone(record, other, zone)[0]
    reference = zone or zones.zone("UTC")
    if other is not None and zones.instant(other, reference) != zones.instant(start, reference):
        record.tell(Remark("rival-start", str(start), str(rival.value)), rival)


def published(record: Record, name: str) -> datetime | None:
    """A moment in the life of the text, such as its publication; a date is its local midnight."""
    at = record.found(name)
    if at is None:
        return None
    moment = record.attempt(lambda: values.moment(at.value), at)
    if moment is None:
        return None
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(UTC)
    naive = moment if isinstance(moment, datetime) else datetime.combine(moment, datetime.min.time())
    return zones.settle(naive, record.site.zone or zones.zone("UTC"))[0].astimezone(UTC)


def sequence(record: Record, first: datetime | None, last: datetime | None) -> int:
    """The number of the revision: its key, else the seconds between publication and last change."""
    at = record.found("sequence")
    if at is not None:
        text = record.text(at)
        digits = text.lstrip("0") or "0"
        if (
            text.isascii()
            and text.isdigit()
            and len(digits) <= len(str(_LAST_SEQUENCE))
            and int(digits) <= _LAST_SEQUENCE
        ):
            return int(digits)
        record.tell(Remark("not-a-number", got=text), at)
    if first is None or last is None:
        return 0
    return min(max(0, (last - first) // timedelta(seconds=1)), _LAST_SEQUENCE)


def boolean(record: Record, name: str, unclear: str = "not-a-boolean") -> bool | None:
    """A field that says yes or no; None where it is absent, or says neither (with a warning)."""
    at = record.found(name)
    if at is None:
        return None
    if isinstance(at.value, bool):
        return at.value
    word = record.text(at).strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    record.tell(Remark(unclear, got=word), at)
    return None
