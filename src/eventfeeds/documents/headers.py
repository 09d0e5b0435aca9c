"""Files that begin with `Key: value` lines, up to the first empty one, as Pelican and Python-Markdown have them."""

from __future__ import annotations

import re

from eventfeeds.documents.characters import line_at, read, refuse_nul
from eventfeeds.documents.front_matter import Document
from eventfeeds.documents.keys import Keys
from eventfeeds.documents.place import Place

_HEADER = re.compile(r"[ ]{0,3}([A-Za-z0-9_-]+):[ \t]*(.*)")
_MORE = re.compile(r"[ ]{4,}(.*)")
_FENCES = ("---", "...")
_BLANK = re.compile(r"\n[ \t]*(?:\n|\Z)")


def parse_headers(data: bytes) -> Document | None:
    """Return the document in a file, None if its first line is no `Key: value`.

    A value goes on in lines that begin with four spaces. Values are text. Raises BadValue `not-utf8`, `nul-character`.
    """
    text, written, remarks = read(data)
    place, keys, values, last, end = Place(), Keys(), dict[str, list[str]](), "", 0
    for number, line in enumerate(_lines(text), 1):
        header, more = _HEADER.fullmatch(line), _MORE.fullmatch(line)
        if header:
            last = header[1]
            if last in values:
                place.duplicate(last, number)
            values[last], keys.lines[last] = [header[2].strip()], number
        elif more and last:
            values[last].append(more[1].strip())
        elif values or line not in _FENCES:
            break
        end += len(line) + 1
    if not values:
        return None
    keys.update((key, "\n".join(lines)) for key, lines in values.items())
    body_line = line_at(text, min(end, len(text)))
    if remarks:
        refuse_nul(written, body_line)
    remarks = (*place.remarks, *remarks)
    return Document(metadata=keys, body=text[end:], body_line=body_line, remarks=remarks, syntax="headers")


def _lines(text: str) -> list[str]:
    """The lines of the first paragraph, which ends at the first empty line; more are never looked at."""
    blank = _BLANK.search(text)
    return (text[: blank.start()] if blank else text).split("\n")
