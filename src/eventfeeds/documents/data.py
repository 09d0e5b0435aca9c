"""Data files: YAML, JSON or TOML from the first byte to the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventfeeds.documents import typed, yaml_composing
from eventfeeds.documents.characters import read, refuse_nul
from eventfeeds.documents.front_matter import Document
from eventfeeds.documents.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from eventfeeds.documents.keys import Value
    from eventfeeds.documents.lines import Syntax
    from eventfeeds.errors import Remark

_TYPED: dict[str, tuple[Syntax, Callable[[str], tuple[Value, list[Remark]]]]] = {
    ".json": ("json", typed.compose_json_value),
    ".toml": ("toml", typed.compose_toml),
}


def parse_data(data: bytes, path: str) -> Document:
    """Return what a data file holds: a mapping or a list. Its language is told by its ending; by default YAML.

    Raises BadValue with its line.
    """
    text, written, of_text = read(data)
    if of_text:
        refuse_nul(written)
    suffix = f".{path.rpartition('.')[2].lower()}"
    syntax, compose = _TYPED.get(suffix, ("yaml", yaml_composing.compose_value))
    value, remarks = compose(text)
    remarks = [*of_text, *remarks]
    return Document(metadata=Keys(), body="", body_line=0, remarks=tuple(remarks), data=value, syntax=syntax)
