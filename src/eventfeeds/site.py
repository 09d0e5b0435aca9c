"""A site: one publication, with all that must be known of it before a file is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from datetime import timedelta
from string import Formatter
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from eventfeeds.errors import BadValue, SiteError
from eventfeeds.times.zones import zone
from eventfeeds.wording import problem, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from eventfeeds.profiles import Profile

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?", re.IGNORECASE)
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

    def __post_init__(self) -> None:
        if self.url and not _is_web_address(self.url):
            raise _wrong("url", "https://www.example.org/", self.url)
        _check_pattern(self.event_url)
        if self.event_url and self.url:
            object.__setattr__(self, "event_url", urljoin(self.url, self.event_url))
        if self.event_url and not _is_web_address(self.event_url):
            raise _wrong(
                "event_url", "https://www.example.org/agenda/{slug}/, or url set too", self.event_url
            )
        if not _LANGUAGE.fullmatch(self.language):
            raise _wrong("language", "fr", self.language)
        if self.uid_host and not _HOST.fullmatch(self.uid_host):
            raise _wrong("uid_host", "example.org", self.uid_host)
        if not self.title and self.host != NO_HOST:
            object.__setattr__(
                self, "title", words(self.language, "labels")["agenda"].format(host=self._web_host)
            )
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
        host = urlsplit(self.url or self.event_url).hostname or ""
        return host.encode("idna").decode("ascii").removeprefix("www.")

    def page(self, slug: str) -> str | None:
        """The address of an event's page, None where the site has no pattern."""
        return self.event_url.format(slug=quote(slug)) if self.event_url else None


SETTINGS = frozenset(item.name for item in fields(Site)) - {"profile", "options", "ignore"}
"""Names of the settings that a profile's defaults, a configuration and options may give."""


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _check_pattern(pattern: str) -> None:
    try:
        names = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
    except ValueError as error:
        raise _wrong("event_url", "https://www.example.org/agenda/{slug}/", pattern) from error
    if names - {"slug"} or (pattern and "slug" not in names):
        raise _wrong("event_url", "https://www.example.org/agenda/{slug}/", pattern)


def _wrong(name: str, expected: str, got: str) -> SiteError:
    return SiteError(f"{name}: {problem('wrong-setting', expected, got)}")
