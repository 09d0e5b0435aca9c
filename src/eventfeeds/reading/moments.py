"""One key of time to one moment, by the rules of the profile: words for months, abbreviations, offsets, zones."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds.errors import BadValue, Remark
from eventfeeds.profiles.paths import one_spelling
from eventfeeds.reading.record import placed
from eventfeeds.times import values, zones
from eventfeeds.wording import day_words

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from eventfeeds.documents import Value
    from eventfeeds.profiles.keys import Found
    from eventfeeds.reading.record import Record

_ABBREVIATED = r"(?i)(.*[0-9](?: ?[ap][.]?m[.]?)?) ?\b([A-Za-z]{1,5})"  # which few profiles know
_LONGEST_ABBREVIATED = 64


class Moment(NamedTuple):
    """A day, a wall clock or an instant as a file has it, and the zone of its key if that has one of its own."""

    value: date | datetime
    zone: ZoneInfo | None


class Clock(NamedTuple):
    """A time of day, aware where an offset was written, and the zone of its key if that has one of its own.

    `closing`: it is the midnight that ends the day, 24:00.
    """

    time: time
    zone: ZoneInfo | None
    closing: bool = False

    @property
    def elsewhere(self) -> bool:
        """Whether it is the time of other clocks than those of the event."""
        return self.zone is not None or self.time.tzinfo is not None


def first(record: Record, name: str, pair: int | None = None) -> tuple[str, Found] | None:
    """The first path of a field that holds a value, and that value; of the paths only that at `pair`, if given."""
    if name not in record.leading:
        return None
    if pair is None:
        path, found = record.held(name)
    else:
        path = next(iter(record.site.profile.fields.plain.get(name, ())[pair : pair + 1]), "")
        found = record.lookup.all(path) if path else []
    return (path, found[0]) if found else None


def read(record: Record, path: str, at: Found) -> Moment:
    """The moment under a key. Raises BadValue, with its key."""
    value, zone = _without_abbreviation(record, at.value)
    try:
        return Moment(values.moment(value, day_words), zone or zone_of(record, path))
    except BadValue as error:
        raise placed(error, at) from error


def tell_of_weekday(record: Record, at: Found) -> None:
    """Tell of a day whose weekday is another's, as of one that was copied from last year."""
    if day := values.weekday_slip(at.value, day_words):
        record.tell(Remark("weekday-differs", day, str(at.value)), at)


def moment(record: Record, at: Found) -> date | datetime:
    """What stands under a key that is none of start and end: where it names a zone, aware. Raises BadValue."""
    value, zone = read(record, at.key, at)
    if zone is None or not isinstance(value, datetime) or value.tzinfo is not None:
        return value
    return zones.settle(value, zone)[0]


def is_moment(record: Record, at: Found) -> bool:
    """Whether `moment` reads it."""
    if isinstance(at.value, str) and at.value.isalpha():  # `true`, without asking for the names of months
        return False
    with suppress(BadValue):
        return moment(record, at) is not None
    return False


def clocks(record: Record, path: str, at: Found, *, last: bool = False) -> tuple[Clock, Clock | None]:
    """The time of day under a key, the `last` one or not, or both of a range such as `15:00-16:00`. Raises BadValue."""
    value, zone = _without_abbreviation(record, at.value)
    zone = zone or zone_of(record, path)
    both, closing = values.clock_range(value), values.ends_its_day(value)
    if both is None:
        return Clock(values.clock(value, last=last), zone, closing), None
    return Clock(both[0], zone), Clock(both[1], zone, closing)


def zone_of(record: Record, path: str) -> ZoneInfo | None:
    """The zone that the profile gives to a key."""
    given = record.site.profile.times.zones
    if not given:
        return None
    name = next((zone for key, zone in given.items() if one_spelling(key) == one_spelling(path)), None)
    return zones.zone(name) if name else None


def zone_called(record: Record, name: str) -> ZoneInfo:
    """A zone by its IANA name, or by an abbreviation of the profile. Raises BadValue."""
    return zones.zone(record.site.profile.times.abbreviations.get(name.strip(), name))


def located(record: Record, moment: Moment, at: Found, zone: ZoneInfo | None) -> date | datetime:
    """A date as it is, a time in the zone of the event; what is met on the way is told. Raises BadValue."""
    try:
        value, remark = settled(record, moment, zone)
    except BadValue as error:
        raise placed(error, at) from error
    if remark is not None:
        record.tell(remark, at)
    return value


def settled(record: Record, moment: Moment, zone: ZoneInfo | None) -> tuple[date | datetime, Remark | None]:
    """A date as it is, a time in the zone of the event, and what is to be said of it."""
    value = moment.value
    if not isinstance(value, datetime):
        return value, None
    if value.tzinfo is not None and record.site.profile.times.trust_offset:
        return zones.into(value, zone) if zone else (value.astimezone(zones.zone("UTC")), None)
    if moment.zone is not None:
        there, remark = zones.settle(value.replace(tzinfo=None), moment.zone)
        return (there.astimezone(zone) if zone else there), remark
    if zone is None:
        raise BadValue("no-zone", got=value.isoformat(" "))
    return zones.settle(value.replace(tzinfo=None), zone)


def revision(record: Record, name: str) -> datetime | None:
    """A moment in the life of the text, such as its publication, in UTC; a date is its local midnight."""
    at = record.found(name)
    if at is None:
        return None
    told = record.attempt(lambda: moment(record, at), at)
    if told is None:
        return None
    if isinstance(told, datetime) and told.tzinfo is not None:
        return told.astimezone(UTC)
    naive = told if isinstance(told, datetime) else datetime.combine(told, time(0))
    return zones.settle(naive, record.site.zone or zones.zone("UTC"))[0].astimezone(UTC)


def _without_abbreviation(record: Record, value: Value) -> tuple[Value, ZoneInfo | None]:
    """A text without the abbreviation after it, and the zone that the profile says it means."""
    known = record.site.profile.times.abbreviations
    if not known or not isinstance(value, str) or len(value) > _LONGEST_ABBREVIATED:
        return value, None
    match = re.fullmatch(_ABBREVIATED, value.strip())
    if match is None or match[2] not in known:
        return value, None
    return match[1], zones.zone(known[match[2]])
