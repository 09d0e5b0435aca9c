"""The page from which people subscribe: data in, bytes out.

`subscribe.html` is a fragment for the site's own layout; `index.html` frames it, with `eventfeeds.css`, the icon
`eventfeeds.svg` and `eventfeeds.js`, which only enhances.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, get_args

from eventfeeds.model import Calendar
from eventfeeds.page.clients import subscription
from eventfeeds.page.escaping import escape
from eventfeeds.page.events import Articles
from eventfeeds.page.head import alternates, index
from eventfeeds.page.links import Links
from eventfeeds.page.moments import agenda
from eventfeeds.page.templates import TEMPLATES, Templates
from eventfeeds.wording import knows, words
from eventfeeds.wording.dates import day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eventfeeds.page.moments import Agenda

__all__ = ["TEMPLATES", "Audience", "Page", "alternates", "render"]

Audience = Literal["public", "intranet"]
_DEEPEST_LEVEL = 4  # months and events stand below it, and there are six
_WEB = re.compile(r"(?i:https?)://[\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]+")
_ASSETS = ("eventfeeds.css", "eventfeeds.js", "eventfeeds.svg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that the page depends on.

    Attributes:
        calendar: Whose events are shown, in the zone and, where there are words of it, the language of the calendar.
        today: The day on which the page is made: what is over before it begins in the calendar's zone is past.
        addresses: Where each document is published: `ics`, `rss`, `atom`, `json` -> absolute address; missing or "":
            nowhere public. Formats of other names are not shown.
        event_files: uid -> path of the event's own .ics, relative to the page, with `/`.
        collections, categories: Parts of the calendar that one can follow: label -> addresses, as above.
        heading_level: Of the fragment's main headings, 1 to 4; months and events stand one and two levels below.
        audience: `intranet`: services that fetch from the Internet cannot subscribe, and are not offered.
        page_url: Where the page is published, "" if nowhere public.
        templates: The site's own, by the names in `TEMPLATES`, instead of the built-in ones.

    Raises:
        ValueError: naming the attribute.
    """

    calendar: Calendar
    today: date
    addresses: Mapping[str, str] = field(default_factory=dict)
    event_files: Mapping[str, str] = field(default_factory=dict)
    collections: Sequence[tuple[str, Mapping[str, str]]] = ()
    categories: Sequence[tuple[str, Mapping[str, str]]] = ()
    heading_level: int = 2
    audience: Audience = "public"
    page_url: str = ""
    templates: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not isinstance(self.calendar, Calendar):
            raise ValueError(f"calendar: expected a Calendar, got {self.calendar!r}")  # noqa: TRY004  as in the model
        if not isinstance(self.today, date) or isinstance(self.today, datetime):
            raise ValueError(f"today: expected a date, got {self.today!r}")  # noqa: TRY004
        if self.heading_level not in range(1, _DEEPEST_LEVEL + 1):
            raise ValueError(f"heading_level: expected 1 to {_DEEPEST_LEVEL}, got {self.heading_level!r}")
        if self.audience not in get_args(Audience):
            raise ValueError(f"audience: expected one of {', '.join(get_args(Audience))}, got {self.audience!r}")
        given = [self.addresses, *(part for _, part in (*self.collections, *self.categories))]
        for address in (self.page_url, *(address for part in given for address in part.values())):
            if address and not (isinstance(address, str) and _WEB.fullmatch(address)):
                raise ValueError(f"addresses: expected an http or https address in ASCII, got {address!r}")
        for path in self.event_files.values():
            if path.startswith("/"):
                raise ValueError(f"event_files: expected a path relative to the page, got {path!r}")

    @property
    def language(self) -> str:
        """The language of the page's own words, which may not be that of its events."""
        return self.calendar.language if knows(self.calendar.language) else "en"


def render(page: Page) -> dict[str, bytes]:
    """The files of the page by name: `subscribe.html`, `index.html`, `eventfeeds.css`, `.js` and `.svg`.

    Raises BadValue `page-template` for a template of the site that cannot be filled.
    """
    templates = Templates(page.templates)
    shown = agenda(page.calendar, page.today)
    fragment = _fragment(page, shown, templates, page.heading_level, portable=True)
    whole = index(page, shown, templates, _fragment(page, shown, templates, 2, portable=False))
    return {
        "subscribe.html": f"{fragment}\n".encode(),
        "index.html": f"{whole}\n".encode(),
        **{name: (files(__name__) / "files" / name).read_bytes() for name in _ASSETS},
    }


def _fragment(page: Page, shown: Agenda, templates: Templates, level: int, *, portable: bool) -> str:
    """`portable`: to stand on any page of the site, so that addresses are absolute where they can be."""
    text = words(page.language, "page")
    links = Links()
    articles = Articles(page=page, templates=templates, links=links, level=level + 1, portable=portable)
    return templates.fill(
        "subscribe.html",
        language=page.language,
        level=str(level),
        follow=escape(text["follow"]),
        subscription=subscription(page, templates, links, level + 1),
        upcoming_title=escape(text["upcoming"]),
        zone=escape(text["zone"].format(zone=page.calendar.timezone)),
        upcoming=articles.upcoming(shown),
        past=articles.past(shown, level),
        made=escape(text["made"].format(date=day(page.today, page.language))),
    )
