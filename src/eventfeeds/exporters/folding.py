"""Content lines of iCalendar in lines of at most 75 octets."""

from __future__ import annotations

_LINE_OCTETS = 75
_ESCAPES = b"\\^"


def folded(line: bytes) -> bytes:
    """A content line in lines of at most 75 octets, with its end (RFC 5545 section 3.1).

    Never inside a character, nor inside an escape: some clients lose the event (collective/icalendar#1501).
    """
    if len(line) <= _LINE_OCTETS:
        return line + b"\r\n"
    parts, start, stop, size = [], 0, _LINE_OCTETS, len(line)
    while stop < size:
        while line[stop] & 0xC0 == 0x80:
            stop -= 1
        if line[stop - 1] in _ESCAPES:
            stop = _before_escape(line, start, stop)
        parts.append(line[start:stop])
        start, stop = stop, stop + _LINE_OCTETS - 1
    parts.append(line[start:])
    return b"\r\n ".join(parts) + b"\r\n"


def _before_escape(line: bytes, start: int, stop: int) -> int:
    """Where to break so that neither `^` nor an odd run of backslashes is parted from what it escapes."""
    whole = stop
    while whole > start and _ends_in_escape(line[start:whole]):
        whole -= 1
    return whole if whole > start else stop  # a line of nothing but such signs has to break somewhere


def _ends_in_escape(part: bytes) -> bool:
    return part.endswith(b"^") or (len(part) - len(part.rstrip(b"\\"))) % 2 == 1
