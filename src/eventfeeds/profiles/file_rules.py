"""Which files of a folder may be events, by their path."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

TEXT = frozenset({".md", ".markdown", ".mdx", ".html"})
DATA = frozenset({".yml", ".yaml", ".json", ".toml"})
_SKIPPED_FOLDERS = frozenset({"node_modules", "_site"})
_SETTINGS = frozenset({"eventfeeds.toml"})
_GLOB = r"(\*\*/)|(\*\*)|(\*)|(\?)|\{([^{}]*)\}"
_FOLDERS = r"(?<![^/])(?:\*{1,2}/)+"


class FileRules(NamedTuple):
    """Which files may be events.

    Attributes:
        suffixes: Endings, lower case, with their dot.
        include: Patterns (`_events/**/*.md`) of which a file must match one, whatever its name; none: all files
            of these endings but `README.*`, and those whose name begins with `_` or that hold settings of ours.
        exclude: Patterns of files that are left out.

    A pattern is of the end of a path: it does not matter from which folder on the path is told. `**` is any number
    of folders, `*` and `?` stay within a name, `{a,b}` is one of several.
    """

    suffixes: frozenset[str] = TEXT
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def wants(self, path: str) -> bool:
        """Whether a file may be an event; `path` is absolute, with `/`."""
        if self.exclude and _any_of(self.exclude).search(path):
            return False
        if self.include:
            return _any_of(self.include).search(path) is not None
        name = path.rpartition("/")[2]
        stem, dot, ending = name.rpartition(".")
        if f"{dot}{ending}".lower() not in self.suffixes or not stem:
            return False
        return not (stem.startswith(("_", ".")) or stem.upper() == "README" or name in _SETTINGS)

    def enters(self, folder: str) -> bool:
        """Whether to look into a folder, by its name: hidden ones only if a pattern names them."""
        if not folder.startswith(".") and folder not in _SKIPPED_FOLDERS:
            return True
        return any(folder in pattern.split("/") for pattern in self.include)


TEXT_FILES = FileRules()
ALL_FILES = FileRules(suffixes=TEXT | DATA)


@cache
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:^|/)(?:{'|'.join(map(_regular, patterns))})$")


def _regular(pattern: str) -> str:
    """A pattern as a regular expression."""
    parts, end = [], 0
    # A pattern begins on any folder of a path as it is.
    pattern = re.sub(_FOLDERS, _fewest, pattern.removeprefix("./").lstrip("/")).removeprefix("**/")
    for match in re.finditer(_GLOB, pattern):
        parts.append(re.escape(pattern[end : match.start()]))
        folders, anything, within, _, several = match.groups()
        if several is not None:
            parts.append(f"(?:{'|'.join(map(re.escape, several.split(',')))})")
        else:
            parts.append("(?:[^/]+/)*" if folders else ".*" if anything else "[^/]*" if within else "[^/]")
        end = match.end()
    return "".join([*parts, re.escape(pattern[end:])])


def _fewest(match: re.Match[str]) -> str:
    """Folders of any name, with at most one `**` among them: twice any number is any number, yet ever longer to try."""
    folders = match[0].split("/")
    return "*/" * folders.count("*") + ("**/" if "**" in folders else "")
