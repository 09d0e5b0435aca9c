"""Look at a site that a generator made, in the folder named: the page, the feeds in every head, links that lead on."""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

FEEDS = {"text/calendar", "application/rss+xml", "application/atom+xml", "application/feed+json"}
PARTS = {"agenda/subscribe.html", "agenda/head.html"}  # what a layout includes: not pages


class Page(HTMLParser):
    """The links of a page, of any kind, and the classes of its elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.own_ics: list[str] = []
        self.feeds: dict[str, str] = {}
        self.classes: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.classes += given.get("class", "").split()
        address = given.get("href") or given.get("src")
        if not address:
            return
        self.links.append(address)
        if tag == "link" and given.get("rel") == "alternate":
            self.feeds[given["type"]] = address
        if tag == "a" and given.get("type") == "text/calendar":
            self.own_ics.append(address)


def pages_of(folder: Path) -> dict[str, Page]:
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.html"))}
    return {name: Page(path.read_text(encoding="utf-8")) for name, path in files.items() if name not in PARTS}


def dead(folder: Path, name: str, page: Page, host: str) -> list[str]:
    """The links of a page to its own site that lead to no file."""
    here = f"https://{host}/{name.removesuffix('index.html')}"
    whole = [urlsplit(urljoin(here, address)) for address in page.links]
    paths = [unquote(each.path) for each in whole if each.netloc == host and each.scheme == "https"]
    return [path for path in paths if not (folder / f".{path}{'index.html' if path.endswith('/') else ''}").is_file()]


def wrong(folder: Path) -> list[str]:
    """What is wrong with a site, in words."""
    pages = pages_of(folder)
    host = urlsplit(pages["index.html"].feeds["text/calendar"]).netloc
    events = {f"/{path.relative_to(folder).as_posix()}" for path in folder.glob("agenda/events/*.ics")}
    agenda = pages["agenda/index.html"]
    offered = {unquote(urlsplit(address).path) for address in agenda.own_ics}
    linked = [unquote(page.own_ics[0]) for name, page in pages.items() if name != "agenda/index.html" and page.own_ics]
    told = [f"{name}: dead link: {path}" for name, page in pages.items() for path in dead(folder, name, page, host)]
    told += [f"{name}: feeds: {page.feeds}" for name, page in pages.items() if page.feeds.keys() != FEEDS]
    if agenda.classes.count("eventfeeds") != 1:
        told.append("agenda: the fragment does not stand there once")
    if not events or not offered <= events | {"/agenda/agenda.ics"}:
        told.append(f"agenda: offers {offered}, there are {events}")
    if sorted(linked) != sorted(events):
        told.append(f"pages of events: link to {linked}, there are {events}")
    return told


if __name__ == "__main__":
    found = wrong(Path(sys.argv[1]))
    print("\n".join(found))
    sys.exit(bool(found))
