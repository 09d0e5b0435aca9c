"""Bytes to mapping: front matter in YAML, TOML or JSON, headers, and data files, with the line of their keys.

The only door of frontmatter, yaml and tomllib.
"""

from __future__ import annotations

from eventfeeds.documents.data import parse_data
from eventfeeds.documents.front_matter import Document, parse
from eventfeeds.documents.headers import parse_headers
from eventfeeds.documents.keys import Keys, Value
from eventfeeds.documents.typed import load_toml

__all__ = ["Document", "Keys", "Value", "load_toml", "parse", "parse_data", "parse_headers"]
