"""The frame of the page, and what its head tells machines: feeds, a title to share, events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventfeeds.page.escaping import escape
from eventfeeds.page.linked_data import linked_data
from eventfeeds.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eventfeeds.page import Page
    from eventfeeds.page.moments import Agenda
    from eventfeeds.page.templates import Templates

_TYPES = {
    "ics": "text/calendar",
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


def alternates(
    title: str, language: str, addresses: Mapping[str, str], parts: Sequence[tuple[str, Mapping[str, str]]] = ()
) -> list[str]:
    """The `<link rel="alternate">` lines of feeds that have a public address, each with a title of its own.

    Args:
        title: That of the calendar.
        language: BCP 47, of the words.
        addresses: Format name -> absolute address; what is no feed that readers discover is left out.
        parts: Label -> addresses, of the feeds of collections and categories.
    """
    text = words(language, "page")
    found = []
    for label, each in [("", addresses), *parts]:
        for name, media_type in _TYPES.items():
            if address := each.get(name):
                form = text["part_feed" if label else "feed"]
                told = form.format(title=title, part=label, format=text["formats"][name])
                found.append(
                    f'<link rel="alternate" type="{media_type}" title="{escape(told)}" href="{escape(address)}">'
                )
    return found


def index(page: Page, agenda: Agenda, templates: Templates, fragment: str) -> str:
    """`index.html`: the fragment in a whole document."""
    text = words(page.language, "page")
    title = page.calendar.title or words(page.language, "labels")["untitled"]
    description = page.calendar.description or text["description"]
    return templates.fill(
        "index.html",
        language=page.language,
        title=escape(title),
        head="\n".join(_head(page, title, description)),
        linked_data=linked_data(page, agenda),
        heading=f"<bdi>{escape(title, quote=False)}</bdi>",
        description=escape(description, quote=False),
        contents=escape(text["contents"]),
        contents_links="".join(_contents(page, agenda)),
        fragment=fragment,
    )


def _head(page: Page, title: str, description: str) -> Iterator[str]:
    yield f'<meta name="description" content="{escape(description)}">'
    if page.page_url:
        yield f'<link rel="canonical" href="{escape(page.page_url)}">'
    yield f'<meta property="og:title" content="{escape(title)}">'
    yield '<meta property="og:type" content="website">'
    yield f'<meta property="og:description" content="{escape(description)}">'
    if page.page_url:
        yield f'<meta property="og:url" content="{escape(page.page_url)}">'
    yield from alternates(title, page.language, page.addresses, [*page.collections, *page.categories])


def _contents(page: Page, agenda: Agenda) -> Iterator[str]:
    """Links to the parts that there are."""
    text = words(page.language, "page")
    for name in ("follow", "upcoming", *(["past"] if agenda.past else [])):
        yield f'<li><a href="#eventfeeds-{name}">{escape(text[name], quote=False)}</a></li>'
