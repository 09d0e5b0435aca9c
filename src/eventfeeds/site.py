"""A site: one publication, with all that must be known of it before a file is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote, urljoin, urlsplit

from eventfeeds.documents.tables import is_bounded
from eventfeeds.errors import BadValue, SiteError
from eventfeeds.markup import link, web_address
from eventfeeds.model.checks import SHORTEST_REFRESH, language
from eventfeeds.times.zones import zone
from eventfeeds.wording import problem, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from zoneinfo import ZoneInfo

    from eventfeeds.profiles import Profile

_HOST = r"(?ia)[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?"
_PATTERN = "https://www.example.org/agenda/{slug}/"
_NAMES_IN_PATTERN = "{slug} {name} {stem} {path} {year} {month} {day} {lang} {meta.key}"
_WORDS = {"future": ("show", "hide"), "updated_from": ("", "git")}
NO_HOST = "eventfeeds.invalid"
_PLACE = re.compile(r"\{([a-z]+(?:\.[^{}/]+)?)\}")
_PLACES = frozenset({"slug", "name", "path", "stem", "year", "month", "day", "lang"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One publication.

    Attributes:
        profile: How its files are read.
        title: Name of the agenda; by default made of the host of `url`.
        url: The page of the agenda, or of the site; relative addresses in texts are made absolute against it.
        event_url: Pattern of the address of an event's page: absolute, below `url` (beside it where that names a file
            such as `agenda.html`), or with `/` before it below the host of `url`. In it stand names in braces:
            slug (without folders), stem (of the file), name (as Jekyll's `:title`), path (folders below the
            collection, and stem), year, month, day (of the page, else of the start), lang, and `meta.` with the path
            of a key.
        uid_host: What stands after the `@` of uids; by default the host of `url` without `www.`.
        language: BCP 47. "": that in which most files are, by their own account; else English.
        files_language: That of files that do not say theirs; "": it is not known, and they are taken.
        timezone: IANA name; None: every time in the files brings its own offset.
        refresh: How often a client should look for changes.
        future: `hide`: what the site itself does not show yet, or no longer, is left out; reading needs the day.
        updated_from: `git`: a text was last changed with its last commit, where no key says when.
        collections: Folders (real paths, with `/`) whose files are read as those of another site; the first counts.
        transform: Called with the front matter and the path of each file, returns the front matter to read.
        ignore: Problems acknowledged: `path: code`.
        options: Exporter name -> its own options.
        source: Path of the file of settings, "" if there is none.
        name: Of a collection: what it is called; its events tell it.
        host: What stands after the `@` of uids, found from these.

    Raises:
        SiteError: naming the setting.
    """

    profile: Profile
    title: str = ""
    url: str = ""
    event_url: str = ""
    uid_host: str = ""
    description: str = ""
    language: str = ""
    files_language: str = ""
    timezone: str | None = None
    refresh: timedelta = timedelta(hours=4)
    future: Literal["show", "hide"] = "show"
    updated_from: Literal["", "git"] = ""
    collections: tuple[tuple[str, Site], ...] = ()
    transform: Callable[[dict[str, Any], str], Mapping[str, Any]] | None = None
    ignore: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    source: str = ""
    name: str = ""
    host: str = field(init=False, repr=False, compare=False)
    _titled: bool = field(default=False, repr=False, compare=False)  # by us

    def __post_init__(self) -> None:
        if isinstance(self.profile, str):  # a name, where what it names is meant
            raise _wrong("profile", f"eventfeeds.profiles.builtin({self.profile!r}), or load_site", self.profile)
        url = web_address(self.url)
        if self.url and not url:
            raise _wrong("url", "an address such as https://www.example.org/", self.url)
        object.__setattr__(self, "url", url)
        if self.event_url:
            object.__setattr__(self, "event_url", _pattern(url, self.event_url))
            if not web_address(_PLACE.sub("a", self.event_url)):
                raise _wrong("event_url", f"a pattern such as {_PATTERN}, or url set too", self.event_url)
        object.__setattr__(self, "language", _language(self.language))
        object.__setattr__(self, "files_language", _language(self.files_language))
        if self.uid_host and not re.fullmatch(_HOST, self.uid_host):
            raise _wrong("uid_host", "a host such as example.org", self.uid_host)
        if self.refresh < SHORTEST_REFRESH:
            raise _wrong("refresh", "at least one minute, such as 4h", str(self.refresh))
        for name, known in _WORDS.items():
            _check_word(name, known, getattr(self, name))
        if not self.title:
            object.__setattr__(self, "title", self._made_title)
            object.__setattr__(self, "_titled", True)
        object.__setattr__(self, "host", self.uid_host.lower() or self._web_host or NO_HOST)
        try:
            _ = self.zone
        except BadValue as error:
            raise _wrong("timezone", f"a name such as {error.remark.expected}", error.remark.got) from error

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone of times without an offset."""
        return zone(self.timezone) if self.timezone else None

    def speaking(self, language: str) -> Site:
        """The same site in another language; the title, where nobody gave one, is made anew."""
        made = self._titled and self.title == self._made_title
        return replace(self, language=language, title="" if made else self.title)

    @property
    def _made_title(self) -> str:
        labels, host = words(self.language, "labels"), self._web_host
        title: str = labels["agenda"].format(host=host) if host else labels["untitled"]
        return title

    @property
    def _web_host(self) -> str:
        host = urlsplit(self.url or _PLACE.sub("a", self.event_url)).hostname or ""
        return host.removeprefix("www.")

    def page(self, value: Callable[[str], str]) -> str | None:
        """The address of an event's page, None where the site has no pattern; `value` gives what a name stands for."""
        if not self.event_url:
            return None
        return link(_PLACE.sub(lambda place: quote(value(place[1])), self.event_url))[0]

    def at(self, path: str) -> Site:
        """The site as which a file is read, by its absolute path: that of its collection, else this one."""
        if self.collections:
            path = PurePath(path).as_posix()
        for folder, site in self.collections:
            if f"{path}/".startswith(f"{folder.rstrip('/')}/"):
                return site
        return self

    def wants(self, path: str) -> bool:
        """Whether a file, by its absolute path with `/`, may be an event."""
        return self.at(path).profile.files.wants(path)

    def enters(self, folder: str) -> bool:
        """Whether to look into a folder, by its name."""
        sites = (self, *(site for _, site in self.collections))
        return any(site.profile.files.enters(folder) for site in sites)


SETTINGS = frozenset("title url event_url uid_host description language timezone refresh future updated_from".split())
"""Names of the settings that a profile's defaults, a configuration and options may give."""


def _pattern(url: str, given: str) -> str:
    """The pattern of addresses below the site's own, with at least one name of what differs between events."""
    places = set(_PLACE.findall(given))
    plain = _PLACE.sub("", given)
    known = all(place in _PLACES or (place.startswith("meta.") and is_bounded(place)) for place in places)
    if not known:
        raise _wrong("event_url", f"a pattern such as {_PATTERN} with some of {_NAMES_IN_PATTERN}", given)
    if "{" in plain or "}" in plain or not (places - {"lang"}):
        raise _wrong("event_url", f"a pattern such as {_PATTERN}", given)
    try:
        return urljoin(url if given.startswith(("?", "#")) else _folder(url), given)
    except ValueError as error:
        raise _wrong("event_url", f"a pattern such as {_PATTERN}", given) from error


def _folder(url: str) -> str:
    """The folder that pages below an address stand in: itself, with `/` or without; of a file, that beside it."""
    parts = urlsplit(url)
    name = parts.path.rpartition("/")[2]
    return parts._replace(path=f"{parts.path}/").geturl() if name and "." not in name else url


def _language(code: str) -> str:
    try:
        return language(code) if code else ""
    except ValueError as error:
        raise _wrong("language", "a code such as fr or pt-BR", code) from error


def _check_word(name: str, known: tuple[str, ...], word: str) -> None:
    if word not in known:
        raise _wrong(name, " or ".join(filter(None, known)), word)


def _wrong(name: str, expected: str, got: str) -> SiteError:
    return SiteError(f"{name}: {problem('wrong-setting', expected, got)}", key=name)
