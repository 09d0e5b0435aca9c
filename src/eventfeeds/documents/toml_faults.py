"""What is wrong in a TOML text, in terms of what was typed there: its parser tells what it lacks."""

from __future__ import annotations

import json
import re

from eventfeeds.errors import BadValue, shown

_SETTING = r"[ \t]*+([A-Za-z0-9_-]++)[ \t]*+=[ \t]*+(.*)"
_NOTHING_AFTER = "Expected newline or end of document after a statement"
_NO_DATE = "Invalid date or datetime"
_OF_VALUE = frozenset({_NOTHING_AFTER, _NO_DATE, "Invalid value", "Illegal character '\\n'"})
_QUOTES = "\"'“”„‘’«»"
_COMMENT = r"(?:^|[ \t])#(?:[ \t]|$)"  # a word right after the sign may be of a text: `Fest #1`, `#fff`
_NUMBER = r"[+-]?\.?\d"
_BOOLEANS = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}
_LONGEST = 60


def fault(text: str, message: str, line: int) -> BadValue:
    """The error that a message of the parser on a line of the text stands for; `syntax` where it says no more."""
    setting = re.match(_SETTING, text.split("\n")[line - 1])
    key, written = (setting[1], _without_comment(setting[2])) if setting else ("", "")
    if key and message == "Cannot overwrite a value":
        return BadValue("toml-twice", key=key, line=line)
    if not written or written[0] in "[{" or message not in _OF_VALUE:
        return BadValue("syntax", got=shown(message), line=line)
    if message == _NO_DATE:
        return BadValue("invalid-date", got=shown(written), key=key, line=line)
    if re.match(_NUMBER, written):
        return BadValue("toml-date", got=shown(written), key=key, line=line)
    return BadValue("toml-quotes", _meant(written), shown(written), key=key, line=line)


def _without_comment(written: str) -> str:
    """A value without the comment that stands after its last quote."""
    after = 1 + max(map(written.rfind, _QUOTES))
    comment = re.search(_COMMENT, written[after:])
    return (written[: after + comment.start()] if comment else written).rstrip()


def _meant(written: str) -> str:
    """What is to be written for a word, or a text of which the quotes are wrong; "" if that cannot be told."""
    if len(written) > _LONGEST:
        return ""
    if boolean := _BOOLEANS.get(written.lower()):
        return boolean
    bare = written.strip(f"{_QUOTES} \t\xa0\u202f")
    return json.dumps(bare, ensure_ascii=False) if bare else ""
