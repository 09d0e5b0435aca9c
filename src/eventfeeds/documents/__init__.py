"""Bytes to mapping: front matter in YAML, TOML or JSON, headers, and data files, with the line of their keys.

The only door of frontmatter, yaml and tomllib. `data`, `headers` and `typed` are imported where such a file is met.
"""

from __future__ import annotations

from eventfeeds.documents.front_matter import Document, Parts, parse, split
from eventfeeds.documents.keys import Keys, Value

__all__ = ["Document", "Keys", "Parts", "Value", "parse", "split"]
