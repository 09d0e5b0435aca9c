"""One front matter being read: its values by field, and what is found fault with, by line and key."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from eventfeeds import markup
from eventfeeds.documents import Keys
from eventfeeds.errors import MOST_BITS_SHOWN, BadValue, Problem, Remark
from eventfeeds.markup.line import plain_line
from eventfeeds.profiles.keys import Found, Lookup, is_nothing
from eventfeeds.profiles.paths import one_spelling
from eventfeeds.reading import identity, language
from eventfeeds.wording import problem, severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from eventfeeds.documents import Value
    from eventfeeds.documents.lines import Syntax
    from eventfeeds.errors import Severity
    from eventfeeds.profiles.paths import Lead
    from eventfeeds.reading.files import Source
    from eventfeeds.site import Site

T = TypeVar("T")

NO = frozenset({"false", "no", "off"})
"""What says no, as YAML has it; in lower case."""
_YES = frozenset({"true", "yes", "on"})


class Place(NamedTuple):
    """Where in a file an event stands: the path of its record or of its session, and a line; "" and 0 for all of it.

    `own_uid`: the session, not its file, gives the uid. `syntax`: in which a line there is written.
    """

    key: str = ""
    line: int = 0
    session: bool = False
    own_uid: bool = False
    syntax: Syntax = "yaml"


WHOLE = Place()


class At(Protocol):
    """What stands somewhere in a file."""

    @property
    def key(self) -> str:
        """The path of its key."""

    @property
    def line(self) -> int:
        """Its line; 0: not known."""


@dataclass(slots=True, eq=False, repr=False)
class Record:
    """A front matter, the site that it belongs to, and the problems met so far.

    `listed`: it is one of a list in a data file. `session`: the key of the list of which it is one, "" if of none;
    `siblings`: there are others; `place`: where it stands.
    `made`: the texts rendered so far, which all sessions of a file have in common. `leading`: the paths of the profile
    that may lead anywhere here, by field.
    """

    source: Source
    site: Site
    lookup: Lookup
    listed: bool = False
    session: str = ""
    siblings: bool = False
    place: Place = WHOLE
    language: str = ""
    problems: list[Problem] = field(default_factory=list)
    made: dict[tuple[str, str, str] | None, str] = field(default_factory=dict)
    leading: Mapping[str, tuple[Lead, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self.leading = self.site.profile.fields.leading(self.lookup.metadata)

    def tell(self, remark: Remark, at: At | None = None, grade: Severity | None = None) -> None:
        """Add a problem; place and severity are those of the remark where `at` and `grade` do not say."""
        self.problems.append(
            Problem(
                path=self.source.shown,
                severity=grade or severity(remark.code),
                code=remark.code,
                message=problem(remark.code, remark.expected, remark.got),
                line=at.line if at else remark.line,
                key=at.key if at else remark.key,
            )
        )

    @property
    def stem(self) -> str:
        """What the file is called, without the language at the end of its name."""
        return identity.stem(self.named(self.source.path))

    @property
    def folders(self) -> str:
        """The folders between the collection and the file."""
        source = self.source
        return "/".join(
            identity.below(self.named(source.path), self.site.profile.roots, root=source.root, content=source.content)
        )

    def named(self, path: str) -> str:
        """A path without the language at the end of its name."""
        told = language.suffix(path) if "suffix" in self.site.profile.language_from else ""
        if not told:
            return path
        name, _, ending = path.rpartition(".")
        return f"{name[: -len(told) - 1]}.{ending}"

    def found(self, name: str) -> Found | None:
        """The value of a field, by the profile."""
        leads = self.leading.get(name)
        if leads is None:
            return None
        mapping = None
        for lead in leads:
            if lead.joined:
                found = self._joined(lead.paths)
            else:
                found = self.lookup.first(lead.paths) if lead.key is None else self.lookup.under(lead.key)
            if found is not None:
                if not isinstance(found.value, Keys):
                    return found
                mapping = mapping or found  # where a text is meant, another key may have one
        return None if mapping and self._read_inside(mapping) else mapping

    def held(self, name: str) -> tuple[str, list[Found]]:
        """The first path of a field that holds a value, and all that it holds; "" and nothing if there is none."""
        for lead in self.leading.get(name, ()):
            if lead.path and (found := self.lookup.led(lead)):
                return lead.path, found
        return "", []

    def _read_inside(self, mapping: Found) -> bool:
        """Whether a mapping where a text is meant is one of which the fields read the parts."""
        inside = f"{one_spelling(mapping.key)}."
        each = (path for paths in self.site.profile.fields.values() for path in paths)
        paths = (one for path in each for one in ((path,) if isinstance(path, str) else path))
        return any(self.lookup.all(path) for path in paths if one_spelling(path).startswith(inside))

    def _joined(self, paths: tuple[str, ...]) -> Found | None:
        """The values of several keys, or of every item of a list, as one text with commas."""
        found = [each for one in paths for each in self.lookup.all(one)]
        texts = dict.fromkeys(text for each in found if (text := self.said(each).strip()))
        return Found(", ".join(texts), found[0].key, found[0].line) if texts else None

    def attempt(self, read: Callable[[], T], at: At) -> T | None:
        """A value that the event can do without: None, and a warning, if it cannot be used."""
        try:
            return read()
        except BadValue as error:
            self.tell(error.remark, at, "warning")
            return None

    def text(self, at: Found | None) -> str:
        """A value as text. A list is joined by commas, with a warning; what is no text at all is dropped with one.

        True and false are what they are in YAML, where they are no more than words: see `said`.
        """
        if at is None:
            return ""
        value = at.value
        if isinstance(value, str):
            return value
        if isinstance(value, list):
            plain = (item for item in value if not is_nothing(item) and not isinstance(item, list | dict))
            texts = [self.text(replace(at, value=item)) for item in plain]
            self.tell(Remark("list-for-text", got=", ".join(texts)), at)
            return ", ".join(texts)
        if isinstance(value, dict):
            self.tell(Remark("mapping-for-text"), at)
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        return self._number(value, at) if isinstance(value, int) else str(value)

    def said(self, at: Found | None) -> str:
        """A value as text for people: nothing where `false` says that there is none. `no` may be Norway, or a title."""
        return "" if at is None or _is_false(at.value) else self.text(at)

    def _number(self, value: int, at: Found) -> str:
        if value.bit_length() <= MOST_BITS_SHOWN:
            return str(value)
        self.tell(Remark("number-too-large"), at)  # beyond some thousand digits it cannot even be written out
        return ""

    def boolean(self, name: str, unclear: str = "not-a-boolean") -> bool | None:
        """A field that says yes or no; None where it is absent, or says neither (with a warning)."""
        at = self.found(name)
        if at is None:
            return None
        if isinstance(at.value, bool):
            return at.value
        word = self.text(at).strip().lower()
        if word in _YES or word in NO:
            return word in _YES
        self.tell(Remark(unclear, got=word), at)
        return None

    def line(self, name: str) -> str:
        """A field as one line of plain text, without markup."""
        at = self.found(name)
        return self.plain(self.said(at), at) if at else ""

    def plain(self, text: str, at: At | None) -> str:
        """One line of plain text, without markup. Raises BadValue, with its place."""
        try:
            return plain_line(text)
        except BadValue as error:
            raise placed(error, at) from error

    def texts(self, name: str) -> tuple[str, ...]:
        """A field that is a list of short texts; one text is a list of one."""
        split = name in self.site.profile.split
        texts = []
        for at in self.held(name)[1]:
            for item in _listed(at.value, split=split):
                if not is_nothing(item) and not _is_false(item):
                    text = item if isinstance(item, str) else self.text(replace(at, value=item))
                    texts.append(self.plain(text, at))
        return tuple(texts)

    def rendered(
        self, text: str, base: str, at: At | None, lines: Callable[[str], int] | None = None, *, html: bool = False
    ) -> str:
        """Markdown, or HTML, as a safe fragment. `lines` finds the line of what a remark quotes, where there is no key.

        Raises BadValue, with its place, for what no renderer survives.
        """
        name = (text, base, at.key if at else "") if self.session else None
        if name in self.made:
            return self.made[name]
        try:
            render = markup.render_html if html else markup.render
            fragment, remarks = render(text, base, comments=self.site.profile.templating != "none")
        except BadValue as error:
            raise placed(error, at) from error
        for remark in remarks:
            self.tell(remark._replace(line=lines(remark.got)) if lines else remark, at)
        if name is not None:
            self.made[name] = fragment
        return fragment

    def link(self, at: Found | None, base: str, *, word: bool = False) -> str | None:
        """A field that is an address, made absolute."""
        return self.address(self.text(at), base, at, word=word) if at else None

    def address(self, text: str, base: str, at: At, *, word: bool = False) -> str | None:
        """An address that was typed, made absolute. `no` says that there is none; with `word`, another word is one."""
        if not text or text.strip().lower() in NO:
            return None
        address, remark = markup.link(text, base, word=word)
        if remark is not None:
            self.tell(remark, at)
        return address

    def web_link(self, name: str, base: str, *, word: bool = False) -> str | None:
        """A field that is the address of a page or a picture: http or https."""
        at = self.found(name)
        address = self.link(at, base, word=word)
        if address and not address.startswith("http"):
            self.tell(Remark("bad-link", got=address), at)
            return None
        return address


def _is_false(value: Value) -> bool:
    return value is False or (isinstance(value, str) and value.lower() == "false")


def _listed(value: Value, *, split: bool) -> list[Value]:
    if split and isinstance(value, str):
        return [item.strip() for item in value.split(",")]
    return value if isinstance(value, list) else [value]


def placed(error: BadValue, at: At | None) -> BadValue:
    """The same verdict, with the key and the line of the value."""
    if at is None:
        return error
    remark = error.remark
    return BadValue(remark.code, remark.expected, remark.got, key=at.key, line=at.line)
