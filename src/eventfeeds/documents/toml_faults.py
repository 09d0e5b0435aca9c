"""What is wrong in a TOML text, in terms of what was typed there: its parser tells what it lacks."""

from __future__ import annotations

import json
import re

from eventfeeds.errors import BadValue, shown

_SETTING = r"[ \t]*+([A-Za-z0-9_-]++)[ \t]*+=[ \t]*+(.*)"
_NOTHING_AFTER = "Expected newline or end of document after a statement"
_NO_DATE = "Invalid date or datetime"
_OF_VALUE = frozenset({_NOTHING_AFTER, _NO_DATE, "Invalid value", "Illegal character '\\n'"})
_QUOTES = "\"'“”„‘’«» \t\xa0\u202f"
_LONGEST = 60


def fault(text: str, message: str, line: int) -> BadValue:
    """The error that a message of the parser on a line of the text stands for; `syntax` where it says no more."""
    setting = re.match(_SETTING, text.split("\n")[line - 1])
    key, written = (setting[1], setting[2].rstrip()) if setting else ("", "")
    if key and message == "Cannot overwrite a value":
        return BadValue("toml-twice", key=key, line=line)
    if not written or written[0] in "[{" or message not in _OF_VALUE:
        return BadValue("syntax", got=shown(message), line=line)
    if message == _NO_DATE:
        return BadValue("invalid-date", got=shown(written), key=key, line=line)
    if written[0].isdecimal():
        return BadValue("toml-date", got=shown(written), key=key, line=line)
    return BadValue("toml-quotes", _meant(written), shown(written), key=key, line=line)


def _meant(written: str) -> str:
    """What is to be written for a word, or a text of which the quotes are wrong."""
    if len(written) > _LONGEST:
        return ""
    bare = written.strip(_QUOTES)
    if bare.lower() in ("true", "false") and bare == written:
        return bare.lower()
    return json.dumps(bare, ensure_ascii=False)
