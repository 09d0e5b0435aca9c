"""The TOML that comes with the package, also as JSON: a start has no time to parse TOML.

`python tests/write_packaged.py` writes the JSON anew after a change of a profile or of the words.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import eventfeeds
from eventfeeds.documents import Keys
from eventfeeds.documents.typed import load_toml

SOURCES = Path(eventfeeds.__file__).parent


def packaged() -> dict[Path, str]:
    """The text of each file of JSON."""
    words = {path: tomllib.loads(path.read_text(encoding="utf-8")) for path in (SOURCES / "wording").glob("*.toml")}
    texts = {path.with_suffix(".json"): _text(held) for path, held in words.items()}
    profiles = {path.stem: with_lines(load_toml(path.read_bytes())) for path in (SOURCES / "profiles").glob("*.toml")}
    return {**texts, SOURCES / "profiles" / "built-in.json": _text(dict(sorted(profiles.items())))}


def with_lines(value: Any) -> Any:
    """A value with the lines of the keys of each mapping under an empty key."""
    if not isinstance(value, Keys):
        return value
    return {**{key: with_lines(each) for key, each in value.items()}, "": value.lines}


def _text(held: dict[str, Any]) -> str:
    """A line for each key at the top: what changed is read in the TOML."""
    lines = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in held.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    for path, text in packaged().items():
        eventfeeds.write(path, [text.encode()])


if __name__ == "__main__":
    main()
