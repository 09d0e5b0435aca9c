"""TOML and JSON to mapping: languages whose parsers bring types but no lines."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from eventfeeds.documents.characters import decode, line_at
from eventfeeds.documents.keys import Keys, Value
from eventfeeds.documents.place import MAX_DEPTH, MOST_BITS, Place
from eventfeeds.errors import BadValue, Remark

if TYPE_CHECKING:
    from collections.abc import Iterable

_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_DOT_PART = rf"[ \t]*+\.[ \t]*+{_PART}"
_BEFORE = r"(?:^[ \t]*+(?:\[\[?[ \t]*+)?|[{,][ \t]*+)"
_MOST_PARTS = 20
# Compiled on use, like what parses TOML: most runs meet none.
_TOML_KEY = rf"{_BEFORE}({_PART}(?:{_DOT_PART})*+)[ \t]*+[=\]]"
_TOML_LONG_KEY = rf"{_BEFORE}{_PART}(?:{_DOT_PART}){{{_MOST_PARTS}}}"
_TOML_POSITION = r" \(at (?:line (\d+), column \d+|end of document)\)$"
_JSON_KEY = re.compile(r'("[^"\\\n]*+")\s*+:')
_LONGEST_TOML = 2**20  # characters


def load_toml(data: bytes) -> Keys:
    """Return the mapping of a TOML file: a configuration, a profile.

    `lines` has a key, at any level, where exactly one line of the file looks as if it set that key. Raises
    BadValue: `syntax`, `not-utf8`, `nesting-too-deep`, `toml-too-long`, `control-escape`, `too-many-remarks`.
    """
    keys, remarks = compose_toml(decode(data))
    if remarks:
        fault = remarks[0]
        raise BadValue(fault.code, got=fault.got, key=fault.key, line=fault.line)
    return keys


def compose_toml(text: str) -> tuple[Keys, list[Remark]]:
    """Return the mapping of a TOML text, and the remarks on it. Raises BadValue."""
    import tomllib  # noqa: PLC0415

    if len(text) > _LONGEST_TOML:  # tomllib takes hundreds of bytes for a byte of `[a.b.c]`
        raise BadValue("toml-too-long", expected=str(_LONGEST_TOML), got=str(len(text)), line=_first_line(text))
    long_key = re.search(_TOML_LONG_KEY, text, re.MULTILINE)
    if long_key:  # tomllib takes the square of their length
        raise _too_deep(line_at(text, long_key.end()), _MOST_PARTS)
    try:
        table = tomllib.loads(text)
    except ValueError as error:
        raise _toml_fault(text, str(error)) from None
    except RecursionError:
        raise _too_deep(_first_line(text)) from None
    return _compose(table, text, re.compile(_TOML_KEY, re.MULTILINE))


def compose_json(text: str) -> tuple[Keys, list[Remark]]:
    """Return the mapping of a JSON object, and the remarks on it. Raises BadValue."""
    pairs, _ = _decode_json(json.JSONDecoder(object_pairs_hook=_Pairs), text, len(text) - len(text.lstrip()))
    return _compose(pairs, text, _JSON_KEY)


def compose_json_value(text: str) -> tuple[Value, list[Remark]]:
    """Return the mapping or the list that a JSON text is, and the remarks on it. Raises BadValue."""
    start = len(text) - len(text.lstrip())
    decoded, end = _decode_json(json.JSONDecoder(object_pairs_hook=_Pairs), text, start)
    if text[end:].strip():
        raise BadValue("syntax", got="found another value", line=line_at(text, end))
    if not isinstance(decoded, list | _Pairs):
        raise BadValue("not-a-mapping", got="text", line=line_at(text, start))
    return _compose_value(decoded, text, _JSON_KEY)


def json_end(text: str, start: int) -> int:
    """Return the index after the JSON object that begins at `start`. Raises BadValue."""
    return _decode_json(json.JSONDecoder(), text, start)[1]


def _decode_json(decoder: json.JSONDecoder, text: str, start: int) -> tuple[Any, int]:
    try:
        return decoder.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise BadValue("syntax", got=error.msg, line=error.lineno) from None
    except ValueError as error:  # a number of thousands of digits
        raise BadValue("syntax", got=str(error).partition(":")[0], line=line_at(text, start)) from None
    except RecursionError:
        raise _too_deep(line_at(text, start)) from None


def _toml_fault(text: str, message: str) -> BadValue:
    position = re.search(_TOML_POSITION, message)
    if position is None:  # a number of thousands of digits
        return BadValue("syntax", got=message.partition(":")[0], line=_first_line(text))
    line = int(position[1]) if position[1] else text.rstrip("\n").count("\n") + 1
    from eventfeeds.documents.toml_faults import fault  # noqa: PLC0415  only what is wrong needs it

    return fault(text, message[: position.start()], line)


def _too_deep(line: int, levels: int = MAX_DEPTH) -> BadValue:
    return BadValue("nesting-too-deep", expected=str(levels), line=line)


def _first_line(text: str) -> int:
    return len(text) - len(text.lstrip("\n")) + 1


def _compose(decoded: Any, text: str, pattern: re.Pattern[str]) -> tuple[Keys, list[Remark]]:
    composer = _Composer(_key_lines(text, pattern))
    return composer.mapping(decoded, _first_line(text)), composer.place.remarks


def _compose_value(decoded: Any, text: str, pattern: re.Pattern[str]) -> tuple[Value, list[Remark]]:
    if not isinstance(decoded, list):
        return _compose(decoded, text, pattern)
    composer = _Composer(_key_lines(text, pattern))
    return [
        composer.value(item, str(index), _first_line(text)) for index, item in enumerate(decoded)
    ], composer.place.remarks


def _key_lines(text: str, pattern: re.Pattern[str]) -> dict[str, list[int]]:
    """Return the lines on which each key seems to be set."""
    lines: dict[str, list[int]] = {}
    line, end = 1, 0
    for match in pattern.finditer(text):
        line += text.count("\n", end, match.start(1))
        end = match.start(1)
        for part in match[1].split("."):
            known = lines.setdefault(part.strip(" \t\"'"), [])
            if line not in known[-1:]:
                known.append(line)
    return lines


class _Pairs(tuple[tuple[str, Any], ...]):
    """The keys of an object with their values, as often as they stand there."""

    __slots__ = ()


class _Composer:
    """Makes Keys of decoded mappings: a dict, or a tuple of pairs where keys may come twice."""

    def __init__(self, lines: dict[str, list[int]]) -> None:
        self._lines = lines
        self.place = Place()

    def mapping(self, decoded: Any, around: int) -> Keys:
        """Return the mapping; `around` is the line to tell where no better one is known."""
        keys = Keys()
        pairs: Iterable[tuple[str, Any]] = decoded.items() if isinstance(decoded, dict) else decoded
        for written, value in pairs:
            lines = self._lines.get(written, [])
            key = self.place.clean(written, written, around)
            if key in keys:
                self.place.duplicate(key, lines[1] if len(lines) == 2 else around)
            keys[key] = self.value(value, key, lines[0] if len(lines) == 1 else around)
            if len(lines) == 1:
                keys.lines[key] = lines[0]
        return keys

    def value(self, decoded: Any, part: str, line: int) -> Value:
        """Return a value; `line` is the one to tell where no better one is known."""
        if isinstance(decoded, str):
            return self.place.clean(decoded, part, line)
        if not isinstance(decoded, dict | list | tuple):
            if isinstance(decoded, int) and decoded.bit_length() > MOST_BITS:
                raise BadValue("syntax", got="a number of thousands of digits", key=part, line=line)
            value: Value = decoded
            return value
        self.place.enter(part, line)
        if isinstance(decoded, list):
            value = [self.value(item, str(index), line) for index, item in enumerate(decoded)]
        else:
            value = self.mapping(decoded, line)
        self.place.leave()
        return value
