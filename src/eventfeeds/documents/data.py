"""Data files: YAML, JSON or TOML from the first byte to the last."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eventfeeds.documents import typed, yaml_composing
from eventfeeds.documents.characters import CONTROL, decode, first_control, line_at, spelled
from eventfeeds.documents.front_matter import Document
from eventfeeds.documents.keys import Keys
from eventfeeds.errors import BadValue, Remark

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventfeeds.documents.keys import Value
    from eventfeeds.documents.lines import Syntax

_TYPED: dict[str, tuple[Syntax, Callable[[str], tuple[Value, list[Remark]]]]] = {
    ".json": ("json", typed.compose_json_value),
    ".toml": ("toml", typed.compose_toml),
}


def parse_data(data: bytes, path: str) -> Document:
    """Return what a data file holds: a mapping or a list. Its language is told by its ending; by default YAML.

    Raises BadValue with its line.
    """
    written = decode(data)
    control = first_control(data, written)
    if control and "\0" in written:
        raise BadValue("nul-character", line=line_at(written, written.index("\0")))
    text = re.sub(CONTROL, "", written) if control else written
    suffix = f".{path.rpartition('.')[2].lower()}"
    syntax, compose = _TYPED.get(suffix, ("yaml", yaml_composing.compose_value))
    value, remarks = compose(text)
    if control:
        line = line_at(written, control.start())
        remarks = [Remark("control-characters", got=spelled(control[0]), line=line), *remarks]
    return Document(metadata=Keys(), body="", body_line=0, remarks=tuple(remarks), data=value, syntax=syntax)
