"""A line that says a key, as a file of some syntax has it: what a person is told to write."""

from __future__ import annotations

import json
import re
from typing import Literal, TypeAlias

Syntax: TypeAlias = Literal["yaml", "toml", "json", "headers"]

_PLAIN = r"(?a:\w(?:[\w.@+/-]|:(?=\S))*)"  # text that YAML takes as it stands


def line(syntax: Syntax, key: str, value: str) -> str:
    """The line in which a key, or the path of one, has a value of printable ASCII."""
    match syntax:
        case "toml":
            return f"{key} = {json.dumps(value)}"
        case "json":
            return f"{json.dumps(key)}: {json.dumps(value)}"
        case "headers":
            return f"{key.capitalize()}: {value}"
    return f"{key}: {value if re.fullmatch(_PLAIN, value) else json.dumps(value)}"
