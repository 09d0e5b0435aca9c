"""A site: one publication, with all that must be known of it before a file is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from datetime import timedelta
from string import Formatter
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from eventfeeds.errors import BadValue, SiteError
from eventfeeds.markup import link
from eventfeeds.times.zones import zone
from eventfeeds.wording import problem, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from eventfeeds.profiles import Profile

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?", re.IGNORECASE | re.ASCII)
_PATTERN = "https://www.example.org/agenda/{slug}/"
_SHORTEST_REFRESH = timedelta(minutes=1)
NO_HOST = "eventfeeds.invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One publication.

    Attributes:
        profile: How its files are read.
        title: Name of the agenda; by default made of the host of `url`.
        url: The page of the agenda, or of the site; relative addresses in texts are made absolute against it.
        event_url: Pattern of the address of an event's page, with `{slug}`; absolute, or below `url`.
        uid_host: What stands after the `@` of uids; by default the host of `url` without `www.`.
        language: BCP 47.
        timezone: IANA name; None: every time in the files brings its own offset.
        refresh: How often a client should look for changes.
        ignore: Problems acknowledged: `path: code`.
        options: Exporter name -> its own options.
        source: Path of the file of settings, "" if there is none.

    Raises:
        SiteError: naming the setting.
    """

    profile: Profile
    title: str = ""
    url: str = ""
    event_url: str = ""
    uid_host: str = ""
    description: str = ""
    language: str = "en"
    timezone: str | None = None
    refresh: timedelta = timedelta(hours=4)
    ignore: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    source: str = ""

    def __post_init__(self) -> None:
        url = _web_address(self.url)
        if self.url and not url:
            raise _wrong("url", "https://www.example.org/", self.url)
        object.__setattr__(self, "url", url)
        if self.event_url:
            object.__setattr__(self, "event_url", _pattern(url, self.event_url))
            if not _web_address(self.event_url.format(slug="a")):
                raise _wrong("event_url", f"{_PATTERN}, or url set too", self.event_url)
        object.__setattr__(self, "language", self.language.replace("_", "-"))  # as locales spell it
        if not _LANGUAGE.fullmatch(self.language):
            raise _wrong("language", "fr", self.language)
        if self.uid_host and not _HOST.fullmatch(self.uid_host):
            raise _wrong("uid_host", "example.org", self.uid_host)
        if self.refresh < _SHORTEST_REFRESH:
            raise _wrong("refresh", "4h", str(self.refresh))
        if not self.title:
            labels, host = words(self.language, "labels"), self._web_host
            object.__setattr__(self, "title", labels["agenda"].format(host=host) if host else labels["untitled"])
        try:
            _ = self.zone
        except BadValue as error:
            raise _wrong("timezone", error.remark.expected, error.remark.got) from error

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone of times without an offset."""
        return zone(self.timezone) if self.timezone else None

    @property
    def host(self) -> str:
        """What stands after the `@` of uids."""
        return self.uid_host.lower() or self._web_host or NO_HOST

    @property
    def _web_host(self) -> str:
        host = urlsplit(self.url or self.page("a") or "").hostname or ""
        return host.removeprefix("www.")

    def page(self, slug: str) -> str | None:
        """The address of an event's page, None where the site has no pattern."""
        return link(self.event_url.format(slug=quote(slug)))[0] if self.event_url else None


SETTINGS = frozenset(item.name for item in fields(Site)) - {"profile", "options", "ignore", "source"}
"""Names of the settings that a profile's defaults, a configuration and options may give."""


def _web_address(address: str) -> str:
    """A complete web address with the characters of RFC 3986 alone; "" for what is none."""
    found, mended = link(address)
    complete = mended is None and address.lower().startswith(("http://", "https://"))
    return found if found and complete else ""


def _pattern(url: str, given: str) -> str:
    """The pattern of addresses below the site's own, with `{slug}` and no other field."""
    try:
        places = {place[1:] for place in Formatter().parse(given) if place[1] is not None}
        joined = urljoin(url, given)
    except ValueError as error:
        raise _wrong("event_url", _PATTERN, given) from error
    if places != {("slug", "", None)}:
        raise _wrong("event_url", _PATTERN, given)
    return joined


def _wrong(name: str, expected: str, got: str) -> SiteError:
    return SiteError(f"{name}: {problem('wrong-setting', expected, got)}", key=name)
