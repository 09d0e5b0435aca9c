"""Content lines of iCalendar in lines of at most 75 octets."""

from __future__ import annotations

_LINE_OCTETS = 75


def folded(line: bytes) -> bytes:
    """A content line in lines of at most 75 octets, with its end (RFC 5545 section 3.1).

    Never inside a character, nor inside an escape: some clients lose the event (collective/icalendar#1501).
    """
    if len(line) <= _LINE_OCTETS:
        return line + b"\r\n"
    parts, start, room = [], 0, _LINE_OCTETS
    while len(line) - start > room:
        stop = start + room
        while line[stop] & 0xC0 == 0x80:
            stop -= 1
        whole = stop
        while whole > start and _splits_escape(line, start, whole):
            whole -= 1
        stop = whole if whole > start else stop  # a line of nothing but such signs has to break somewhere
        parts.append(line[start:stop])
        start, room = stop, _LINE_OCTETS - 1
    parts.append(line[start:])
    return b"\r\n ".join(parts) + b"\r\n"


def _splits_escape(line: bytes, start: int, stop: int) -> bool:
    """Whether a break here parts `^` or an odd run of backslashes from what it escapes."""
    if line[stop - 1] not in b"\\^":
        return False
    run = line[start:stop]
    return run.endswith(b"^") or (len(run) - len(run.rstrip(b"\\"))) % 2 == 1
