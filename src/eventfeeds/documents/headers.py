"""Files that begin with `Key: value` lines, up to the first empty one, as Pelican and Python-Markdown have them."""

from __future__ import annotations

import re

from eventfeeds.documents.characters import CONTROL, decode, line_at, spelled
from eventfeeds.documents.front_matter import Document
from eventfeeds.documents.keys import Keys
from eventfeeds.documents.place import Place
from eventfeeds.errors import Remark

_HEADER = re.compile(r"[ ]{0,3}([A-Za-z0-9_-]+):[ \t]*(.*)")
_MORE = re.compile(r"[ ]{4,}(.*)")
_FENCES = ("---", "...")
_BLANK = re.compile(r"\n[ \t]*(?:\n|\Z)")


def parse_headers(data: bytes) -> Document | None:
    """Return the document in a file, None if its first line is no `Key: value`.

    A value goes on in lines that begin with four spaces. Values are text. Raises BadValue `not-utf8`.
    """
    written = decode(data)
    control = CONTROL.search(written)
    text = CONTROL.sub("", written) if control else written
    place, keys, last, end = Place(), Keys(), "", 0
    for number, line in enumerate(_lines(text), 1):
        header, more = _HEADER.fullmatch(line), _MORE.fullmatch(line)
        if header:
            last = header[1]
            if last in keys:
                place.duplicate(last, number)
            keys[last], keys.lines[last] = header[2].strip(), number
        elif more and last:
            keys[last] = f"{keys[last]}\n{more[1].strip()}"
        elif keys or line not in _FENCES:
            break
        end += len(line) + 1
    if not keys:
        return None
    remarks = tuple(place.remarks)
    if control:
        remarks += (Remark("control-characters", got=spelled(control[0]), line=line_at(written, control.start())),)
    body_line = line_at(text, min(end, len(text)))
    return Document(metadata=keys, body=text[end:], body_line=body_line, remarks=remarks)


def _lines(text: str) -> list[str]:
    """The lines of the first paragraph, which ends at the first empty line; more are never looked at."""
    blank = _BLANK.search(text)
    return (text[: blank.start()] if blank else text).split("\n")
