"""What a generator's own configuration offers: each value is looked at, and taken only where it is certain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from eventfeeds.documents import Keys
from eventfeeds.errors import BadValue, Problem
from eventfeeds.markup import web_address
from eventfeeds.model.checks import language
from eventfeeds.times.zones import zone
from eventfeeds.wording import problem, severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from eventfeeds.documents import Value

_TEMPLATE = re.compile(r"\{\{|\{%|<%|\$\{|\$[A-Z]|^%.*%$")
# What `jekyll new` and `hugo new site` write for the webmaster to replace.
_SKELETON = ("my new hugo site", "my new hugo project", "your awesome title", "write an awesome description for")
_NOBODY = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "::1", "example.com", "example.org", "example.net"})  # noqa: S104
_NOBODY_BELOW = (".localhost", ".test", ".invalid", ".example", ".local")
_FIELD = re.compile(r"\{([^{}]*)\}")
_ONE_EVENT = frozenset({"slug", "name", "stem", "path"})


class Entry(NamedTuple):
    """A value of a configuration, and where it stands; `line` is 0 where it is unknown."""

    value: Value
    key: str
    file: Path
    line: int

    @property
    def text(self) -> str:
        """The text on one line; "" for what is no text."""
        return " ".join(self.value.split()) if isinstance(self.value, str) else ""

    @property
    def yes(self) -> bool:
        """Whether it is a plain yes: YAML's scalars are text."""
        return self.value is True or self.text.lower() == "true"


class Layers:
    """The files of a configuration, the strongest first, seen as one; keys without case where the generator does so."""

    def __init__(self, files: Sequence[tuple[Path, Keys]], *, cased: bool = True) -> None:
        self._files = files
        self._cased = cased

    def get(self, *path: str) -> Entry | None:
        """The strongest value under keys within keys, None where there is none."""
        for file, keys in self._files:
            entry = self._below(file, keys, path)
            if entry is not None and entry.value is not None:
                return entry
        return None

    def first(self, *paths: tuple[str, ...]) -> Entry | None:
        """The first of several keys that holds a text."""
        return next((entry for path in paths if (entry := self.get(*path)) and entry.text), None)

    def text(self, *path: str) -> str:
        """The text under a key, "" where there is none."""
        entry = self.get(*path)
        return entry.text if entry else ""

    def yes(self, *path: str) -> bool:
        """Whether the value under a key is a plain yes."""
        entry = self.get(*path)
        return entry is not None and entry.yes

    def keys(self, *path: str) -> Iterator[str]:
        """The keys of a table, of all files, each once."""
        seen: set[str] = set()
        for file, keys in self._files:
            entry = self._below(file, keys, path) if path else Entry(keys, "", file, 0)
            for key in entry.value if entry and isinstance(entry.value, Keys) else ():
                if self._folded(key) not in seen:
                    seen.add(self._folded(key))
                    yield self._folded(key)

    def _below(self, file: Path, keys: Keys, path: tuple[str, ...]) -> Entry | None:
        entry, table = None, keys
        for part in path:
            key = part if part in table or self._cased else self._spelled(table, part)
            if key not in table:
                return None
            entry = Entry(table[key], key, file, table.lines.get(key, 0))
            table = entry.value if isinstance(entry.value, Keys) else Keys()
        return entry

    def _spelled(self, table: Keys, key: str) -> str:
        return next((each for each in table if self._folded(each) == self._folded(key)), key)

    def _folded(self, key: str) -> str:
        return key if self._cased else key.lower()


class Offered:
    """Settings taken so far, the line of each in the file where it stands, and what is to be said of the others.

    `files_language` is that of files that do not say theirs, "" where it is not certain.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.settings: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        self.problems: dict[str, Problem] = {}
        self.files_language = ""

    def take(self, name: str, entry: Entry | None) -> None:
        """Take a setting where its value is something and can be used; tell one that cannot."""
        text = entry.text if entry else ""
        if entry is None or not text or _TEMPLATE.search(text) or text.lower().startswith(_SKELETON):
            return
        try:
            value = _CHECKS[name](text) if name in _CHECKS else text
        except BadValue as error:
            self.tell(name, entry, "generator-value", error.remark.expected, error.remark.got)
            return
        if value:
            self.settings[name] = value
            if entry.file == self.file and entry.line:
                self.lines[name] = entry.line

    def tell(self, name: str, entry: Entry | None, code: str, expected: str = "", got: str = "") -> None:
        """Say of a setting why it was not taken."""
        sentence = problem(code, expected, got)
        file, line, key = (entry.file, entry.line, entry.key) if entry else (self.file, 0, "")
        self.problems[name] = Problem(str(file), severity(code), code, sentence, line, key)


def translated(pattern: str, token: re.Pattern[str], counterparts: Mapping[str, str]) -> str:
    """A generator's pattern of addresses with our placeholders, from `/` on; "" where one has no counterpart.

    `token` matches a placeholder of the generator, its first group the name.
    """
    parts: list[str] = []
    end = 0
    for found in token.finditer(pattern):
        name = found[1]
        if name not in counterparts and name.endswith("_"):  # Jekyll: `:year_` is `:year` and an underscore
            name, found_end = name[:-1], found.end() - 1
        else:
            found_end = found.end()
        if name not in counterparts:
            return ""
        parts += [quote(pattern[end : found.start()], safe="/%:@!$&'()*+,;=~"), counterparts[name]]
        end = found_end
    parts.append(quote(pattern[end:], safe="/%:@!$&'()*+,;=~"))
    address = re.sub("/{2,}", "/", "/" + "".join(parts))
    return address if _ONE_EVENT & set(_FIELD.findall(address)) else ""


def _url(text: str) -> str:
    """A web address that ends in a slash; "" for what a new site has in its place. Raises BadValue."""
    found = web_address(text)
    if not found:
        raise BadValue("wrong-setting", "an address such as https://www.example.org/", text)
    host = urlsplit(found).hostname or ""
    if host.endswith(_NOBODY_BELOW):
        raise BadValue("wrong-setting", "an address that readers reach, such as https://www.example.org/", text)
    return "" if host in _NOBODY else found.rstrip("/") + "/"


def _language(text: str) -> str:
    try:
        return language(text)
    except ValueError as error:
        raise BadValue("wrong-setting", "a code such as fr or pt-BR", text) from error


def code_of(text: str) -> str:
    """The code of a language; "" for what is none."""
    try:
        return language(text)
    except ValueError:
        return ""


def _timezone(text: str) -> str:
    zone(text)
    return text


_CHECKS = {"url": _url, "language": _language, "timezone": _timezone}
