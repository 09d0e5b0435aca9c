"""Bytes to mapping: front matter in YAML, TOML or JSON, and whole files of each, with the line of their keys.

The only door of frontmatter, yaml and tomllib.
"""

from __future__ import annotations

from eventfeeds.documents.front_matter import Document, parse
from eventfeeds.documents.keys import Keys, Value
from eventfeeds.documents.typed import load_json, load_toml
from eventfeeds.documents.yaml_composing import load_yaml

__all__ = ["Document", "Keys", "Value", "load_json", "load_toml", "load_yaml", "parse"]
