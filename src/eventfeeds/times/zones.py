"""The time zones of the IANA database that pytz carries: the same on every machine.

pytz gives the data only; `zoneinfo` does the arithmetic, which stays right after 2037.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from io import BytesIO
from zoneinfo import ZoneInfo

from eventfeeds import packaged
from eventfeeds.errors import BadValue, Remark

_EXAMPLE = "Europe/Paris"
_LONGEST_NAME = 64


class _PackagedZone(ZoneInfo):
    """A zone that is pickled by its name, which `ZoneInfo` refuses for one read from a file."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return zone, (self.key,)


_ZONES: dict[str, ZoneInfo] = {}


def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name, always the same object for the same name.

    Raises BadValue `unknown-zone` for every other text; names are matched to the letter, on every system.
    """
    found = _ZONES.get(name)
    if found is None:
        # datetime takes two objects of one zone for two zones: whichever thread comes first decides.
        found = _ZONES.setdefault(name, _PackagedZone.from_file(BytesIO(tzif(name)), name))
    return found


def own_zone(moment: datetime, default: ZoneInfo) -> ZoneInfo:
    """The zone by whose clocks a time goes: the one it was made with, of `zoneinfo` or pytz, else `default`.

    UTC, an offset and a zone that the database does not have name none.
    """
    name = getattr(moment.tzinfo, "key", None) or getattr(moment.tzinfo, "zone", None)
    return zone(name) if isinstance(name, str) and _is_known(name) and not is_utc(name) else default


@cache
def is_utc(name: str) -> bool:
    """Whether a zone is UTC under any of its names. Raises BadValue `unknown-zone`."""
    return footer(name) == "UTC0"


def footer(name: str) -> str:
    """The rule of a zone for the time after its last listed change, a POSIX TZ text (RFC 9636 section 3.3).

    Raises BadValue `unknown-zone`.
    """
    return tzif(name).rsplit(b"\n", 2)[1].decode("ascii")


def settle(naive: datetime, zone: tzinfo) -> tuple[datetime, Remark | None]:
    """A wall-clock time of a zone as an aware datetime.

    A time that the clocks skip moves forward by as much as they do (`nonexistent-time`);
    of a time that they show twice, the first is taken (`ambiguous-time`).
    """
    first = naive.replace(tzinfo=zone, fold=0)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first, None
    got, before = _shown(naive), _offset(first)
    if before < _offset(second):
        moved = first.astimezone(UTC).astimezone(zone)
        return moved, Remark("nonexistent-time", _shown(moved), got)
    return first, Remark("ambiguous-time", f"{got} {_offset_text(before)}", got)


def is_second(aware: datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks of a zone show the hour of an instant for the second time, as they go back."""
    local = aware.astimezone(zone)
    return local.fold == 1 and _offset(local) != _offset(local.replace(fold=0))


def into(aware: datetime, zone: ZoneInfo) -> tuple[datetime, Remark | None]:
    """The same instant on the clocks of a zone, for the years 2 to 9998.

    When the offset that was written is not the zone's at that time: `offset-of-another-season` if the zone
    has it at another time of the same year, else `offset-differs`. An offset of zero is UTC, and no remark.
    """
    local = aware.astimezone(zone)
    written, right = _offset(aware), _offset(local)
    if not written or written == right:
        return local, None
    new_year = datetime(local.year, 1, 1, tzinfo=zone)
    seasonal = any(_offset(new_year + timedelta(weeks=week)) == written for week in range(53))
    code = "offset-of-another-season" if seasonal else "offset-differs"
    return local, Remark(code, _offset_text(right), _offset_text(written))


def later(aware: datetime, length: timedelta) -> datetime:
    """The time on the same clocks after a length of time has passed, whatever the clocks did meanwhile."""
    return (aware.astimezone(UTC) + length).astimezone(aware.tzinfo)


def to_second(aware: datetime, zone: tzinfo) -> datetime:
    """The same instant on the clocks of a zone, to the second, as it is written."""
    local = aware.astimezone(zone)
    return local.replace(microsecond=0) if local.microsecond else local


def instant(value: date | datetime, zone: ZoneInfo) -> datetime:
    """The instant in UTC, for comparing and ordering.

    A date stands for its first moment in the zone, a naive datetime for the zone's clocks.
    What falls out of the years 1 to 9999 becomes the first or last datetime there is.
    """
    moment = value if isinstance(value, datetime) else datetime.combine(value, time.min)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    try:
        return aware.astimezone(UTC)
    except OverflowError:
        first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
        return first if aware.year == 1 else last


def _packaged(path: str) -> bytes:
    """A file of pytz, whose code takes longer to load than this, and obeys an environment variable."""
    return packaged.data("pytz", f"zoneinfo/{path}")


def tzif(name: str) -> bytes:
    """The file of a zone (RFC 9636). Raises BadValue `unknown-zone`: no path is ever made of another text."""
    if not _is_known(name):
        raise BadValue("unknown-zone", _nearest(name), name[:_LONGEST_NAME])
    return _packaged(name)


@lru_cache
def _is_known(name: str) -> bool:
    """Whether the database has a zone of this name. Sought, not taken apart: that takes a hundredth of a start."""
    if len(name) > _LONGEST_NAME or name.split() != [name]:
        return False
    return f"\nZ {name} " in _index() or re.search(rf"\nL \S+ {re.escape(name)}\n", _index()) is not None


@cache
def _index() -> str:
    """The database's own index, where `Z NAME …` is a zone and `L TARGET NAME` another name of one."""
    return _packaged("tzdata.zi").decode("ascii")


def _names() -> list[str]:
    """The names of all zones."""
    return sorted(re.findall(r"(?m)^(?:Z|L \S+) (\S+)", _index()))


def _nearest(name: str) -> str:
    """The zone that was surely meant, by its whole name or the city's alone; else an example."""
    from difflib import get_close_matches  # noqa: PLC0415  only a slip of the hand is worth it

    if len(name) > _LONGEST_NAME:
        return _EXAMPLE
    names = _names()
    known = {whole.casefold(): whole for whole in names}
    for whole in names:
        if not whole.startswith("Etc/"):  # Etc/GMT+1 is an hour *behind* UTC, and never what GMT+1 means
            known.setdefault(whole.rpartition("/")[2].casefold(), whole)
    near = get_close_matches(name.strip().replace(" ", "_").casefold(), known, n=1, cutoff=0.9)
    return known[near[0]] if near else _EXAMPLE


def _offset(aware: datetime) -> timedelta:
    return aware.utcoffset() or timedelta(0)


def _offset_text(offset: timedelta) -> str:
    return str(timezone(offset)).removeprefix("UTC") or "+00:00"


def _shown(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(" ", "seconds" if moment.second else "minutes")
