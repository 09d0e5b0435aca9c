"""When the clocks of a zone changed: what its TZif file lists (RFC 9636)."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from eventfeeds.times.zones import tzif

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_CHANGE = -(2**31)  # 1901: some compilers put a marker at the beginning of the universe


class Change(NamedTuple):
    """A change of a zone's clocks: when (UTC), offsets (seconds east of UTC), abbreviation afterwards."""

    at: datetime
    before: int
    after: int
    abbreviation: str


def changes(name: str) -> list[Change]:
    """The changes of offset since 1901 that the zone's file lists, in order (RFC 9636 section 3.2).

    After the last one the footer rules. New names for the same offset are left out.
    Raises BadValue `unknown-zone`.
    """
    data = tzif(name)
    ut, std, leaps, size, kinds, letters = struct.unpack_from(">6I", data, 20)
    start = 44 + size * 5 + kinds * 6 + letters + leaps * 8 + std + ut  # the first block has 32 bits only
    _, _, _, size, kinds, letters = struct.unpack_from(">6I", data, start + 20)
    start += 44
    moments = struct.unpack_from(f">{size}q", data, start)
    kind_of = data[start + 8 * size :]
    types = [struct.unpack_from(">iBB", kind_of, size + 6 * kind) for kind in range(kinds)]
    names = kind_of[size + 6 * kinds :][:letters]

    found = []
    before = types[0][0]
    for moment, kind in zip(moments, kind_of, strict=False):
        after, _, at = types[kind]
        if after != before and moment >= _FIRST_CHANGE:
            abbreviation = names[at : names.index(b"\0", at)].decode("ascii")
            change = Change(
                at=_EPOCH + timedelta(seconds=moment), before=before, after=after, abbreviation=abbreviation
            )
            found.append(change)
        before = after
    return found
