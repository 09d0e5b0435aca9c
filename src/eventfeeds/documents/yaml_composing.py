"""YAML to mapping, in one pass over the parser's events, every scalar left as the text that was written.

PyYAML's loaders resolve scalars (`14:30` becomes 870, `NO` False), drop duplicate keys in silence and know no
lines, and its C composer overruns the stack on deep nesting; the events have none of these faults.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from eventfeeds.documents.characters import line_at
from eventfeeds.documents.keys import Keys, Value
from eventfeeds.documents.place import Place, refuse_depth
from eventfeeds.errors import BadValue, Remark, shown

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: the same events, many times slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MAX_ALIASED = 10_000

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_MERGE = "<<"
_STANDARD = "tag:yaml.org,2002:"
_TAGS = {
    ScalarEvent: ("!", _STANDARD + "str"),
    SequenceStartEvent: ("!", _STANDARD + "seq"),
    MappingStartEvent: ("!", _STANDARD + "map"),
}
_TAG_DIRECTIVE = "(?m)^%TAG"
_LINE_SEPARATORS = "\x85\u2028\u2029"
_LEFT_OPEN = frozenset(
    {
        "while scanning a quoted scalar",
        "while scanning a simple key",
        "while parsing a flow sequence",
        "while parsing a flow mapping",
    }
)
"""Contexts whose fault is told where they begin: the parser notices it only after what was left open."""


def compose(text: str) -> tuple[Keys, list[Remark]]:
    """Return the mapping that a YAML text is, and the remarks on it; an empty text is an empty mapping.

    A value is text, list, Keys or None (a plain nothing, `~` or `null`); keys are text as written. Lines count
    from 1 as an editor does. Merge keys, anchors and aliases are honoured; the last of duplicate keys wins.
    Raises BadValue.
    """
    value, remarks = _composed(text, lists=False)
    return value if isinstance(value, Keys) else Keys(), remarks


def compose_value(text: str) -> tuple[Value, list[Remark]]:
    """Return the mapping or the list that a YAML text is, and the remarks on it, as `compose` does."""
    return _composed(text, lists=True)


def _composed(text: str, *, lists: bool) -> tuple[Value, list[Remark]]:
    for separator in _LINE_SEPARATORS:  # they end lines in YAML 1.1, but in no editor
        text = text.replace(separator, " ")
    if "%TAG" in text and (directive := re.search(_TAG_DIRECTIVE, text)):  # libyaml takes the square of their number
        raise BadValue("syntax", got="found a %TAG directive", line=line_at(text, directive.start()))
    composer = _Composer(text, lists=lists)
    try:
        return composer.document(), composer.place.remarks
    except yaml.MarkedYAMLError as error:
        mark = error.context_mark if error.context in _LEFT_OPEN else error.problem_mark
        raise BadValue("syntax", got=error.problem or "", line=mark.line + 1 if mark else 0) from None


class _Composer:
    """Composes one document. Events are `Any`: their published types doubt that they bear marks."""

    def __init__(self, text: str, *, lists: bool) -> None:
        self._lists = lists
        self._next: Any = Loader(text).get_event
        self._anchors: dict[str, Value] = {}
        self._aliased = 0
        self.place = Place()

    def document(self) -> Value:
        """Return what the only document of the stream is."""
        self._next()  # the start of the stream
        if type(self._next()) is StreamEndEvent:
            return Keys()
        keys = self._root(self._next())
        self._next()  # the end of the document
        event = self._next()
        if type(event) is not StreamEndEvent:
            raise BadValue("syntax", got="found another document", line=_line(event))
        return keys

    def _root(self, event: Any) -> Value:
        if type(event) is MappingStartEvent:
            return self._mapping(event)
        if type(event) is ScalarEvent and self._scalar(event, "") is None:
            return Keys()
        if type(event) is SequenceStartEvent and self._lists:
            return self._list(event)
        got = "list" if type(event) is SequenceStartEvent else "text"
        raise BadValue("not-a-mapping", got=got, line=_line(event))

    def _value(self, event: Any, part: str) -> Value:
        kind = type(event)
        if kind is ScalarEvent:
            value: Value = event.value
            if event.style or value in _NULLS or event.tag is not None or event.anchor is not None:
                return self._scalar(event, part)
            return value  # as most are
        if kind is AliasEvent:
            return self._alias(event)
        self.place.enter(part, _line(event))
        value = self._mapping(event) if kind is MappingStartEvent else self._list(event)
        self.place.leave()
        return value

    def _mapping(self, start: Any) -> Keys:
        if start.tag is not None or start.anchor is not None:
            self._begin(start)
        keys = Keys()
        lines, next_event = keys.lines, self._next
        merged: list[Keys] = []
        while type(event := next_event()) is not MappingEndEvent:
            if type(event) is ScalarEvent and event.style != '"' and event.tag is None and event.anchor is None:
                key = event.value  # as most are
            else:
                key = self._key(event)
            value = self._value(next_event(), key)
            line = event.start_mark.line + 1
            if key == _MERGE and _is_plain(event):
                merged += _sources(value, line)
                continue
            if key in keys:
                self.place.duplicate(key, line)
            keys[key] = value
            lines[key] = line
        if merged:
            keys = _merge([*merged, keys])
        if start.anchor is not None:
            self._anchors[start.anchor] = keys
        return keys

    def _list(self, start: Any) -> list[Value]:
        if start.tag is not None or start.anchor is not None:
            self._begin(start)
        values: list[Value] = []
        next_event = self._next
        while type(event := next_event()) is not SequenceEndEvent:
            values.append(self._value(event, str(len(values))))
        if start.anchor is not None:
            self._anchors[start.anchor] = values
        return values

    def _begin(self, start: Any) -> None:
        """Check the tag of a collection, and forget an older one of its name: it cannot contain itself."""
        if start.tag is not None:
            _check_tag(start)
        if start.anchor is not None:
            self._anchors.pop(start.anchor, None)

    def _key(self, event: Any) -> str:
        if type(event) is ScalarEvent:
            key: str = event.value
            value = self._scalar(event, key)
            return key if value is None else value
        if type(event) is AliasEvent and isinstance(repeated := self._alias(event), str):
            return repeated
        raise BadValue("complex-key", line=_line(event))

    def _scalar(self, event: Any, part: str) -> str | None:
        value: str | None = event.value
        style = event.style
        if style == '"':
            value = self.place.clean(event.value, part, _line(event))
        elif not style and value in _NULLS and event.tag is None:
            value = None
        if event.tag is not None:
            _check_tag(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = value
        return value

    def _alias(self, event: Any) -> Value:
        line = _line(event)
        if event.anchor not in self._anchors:
            raise BadValue("unknown-alias", got=shown(event.anchor), line=line)
        value = self._anchors[event.anchor]
        self._reach(value, self.place.depth + 1, line)
        return value

    def _reach(self, value: Value, around: int, line: int) -> None:
        """Count the nodes that an alias repeats, and bound their depth where they now stand."""
        self._aliased += 1
        if self._aliased > MAX_ALIASED:
            raise BadValue("too-many-aliases", expected=str(MAX_ALIASED), line=line)
        if isinstance(value, list | Keys):
            refuse_depth(around, line)
            for child in value.values() if isinstance(value, Keys) else value:
                self._reach(child, around + 1, line)


def _line(event: Any) -> int:
    line: int = event.start_mark.line + 1
    return line


def _is_plain(event: Any) -> bool:
    return type(event) is ScalarEvent and not event.style and event.tag is None


def _check_tag(event: Any) -> None:
    if event.tag not in _TAGS[type(event)]:
        raise BadValue("unknown-tag", got=shown(event.tag.replace(_STANDARD, "!!")), line=_line(event))


def _sources(value: Value, line: int) -> list[Keys]:
    """Return the mappings that a merge key names, the weakest first."""
    named = value if isinstance(value, list) else [value]
    sources = [source for source in named if isinstance(source, Keys)]
    if len(sources) < len(named):
        raise BadValue("bad-merge", line=line)
    return sources[::-1]


def _merge(sources: list[Keys]) -> Keys:
    """Return the keys of all the mappings with their lines; of one key the last mapping's wins."""
    keys = Keys()
    for source in sources:
        keys.update(source)
        keys.lines.update(source.lines)
    return keys
