"""Bytes to mapping: front matter in YAML, TOML or JSON, and TOML files, with the line of their keys.

The only door of frontmatter, yaml and tomllib.
"""

from __future__ import annotations

from eventfeeds.documents.front_matter import Document, parse
from eventfeeds.documents.keys import Keys, Value
from eventfeeds.documents.typed import load_toml

__all__ = ["Document", "Keys", "Value", "load_toml", "parse"]
