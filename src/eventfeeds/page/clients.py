"""How to subscribe: for each client the way that works there, and always the address to copy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from eventfeeds.page.escaping import escape
from eventfeeds.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eventfeeds.page import Page
    from eventfeeds.page.links import Links
    from eventfeeds.page.templates import Templates

_SCHEME = re.compile("^https?:", re.IGNORECASE)
_SLASH = re.compile("/(?=[^/])")
_FEEDS = ("rss", "atom", "json")
_OUTLOOK = {"outlook_work": "outlook.office.com", "outlook_personal": "outlook.live.com"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Client:
    """`ways`: the links that open it. `cloud`: its server, not the reader's computer, fetches the calendar."""

    ways: tuple[str, ...] = ()
    cloud: bool = False
    platform: str = ""


# The order is that of the page. What `webcal:` does not open must not be offered it (asap-hub#4998: new Outlook).
_CLIENTS: Mapping[str, _Client] = {
    "outlook-classic": _Client(ways=("webcal",)),
    "outlook-web": _Client(ways=("outlook_work", "outlook_personal"), cloud=True),
    "thunderbird": _Client(ways=("webcal",)),
    "google": _Client(ways=("google",), cloud=True),
    "iphone": _Client(ways=("webcal",), platform="iphone"),
    "android": _Client(platform="android"),
    "mac": _Client(ways=("webcal",), platform="mac"),
    "nextcloud": _Client(),
}


def subscription(page: Page, templates: Templates, links: Links, level: int) -> str:
    """Which client, what to do there, other clients, and parts of the calendar. `level` is that of its headings."""
    return "\n".join(_Subscription(page=page, templates=templates, links=links, level=level).parts())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subscription:
    page: Page
    templates: Templates
    links: Links
    level: int

    def parts(self) -> Iterator[str]:
        agenda = self.page.addresses.get("ics", "")
        blocks = [*(self._clients(agenda) if agenda else ()), *self._feeds()]
        if not blocks:
            yield _paragraph(self._text["no_address"])
            return
        yield _paragraph(self._text["why"], "eventfeeds-why")
        yield self._heading(self._text["which"], "eventfeeds-which")
        yield f'<div class="eventfeeds-clients">\n{chr(10).join(blocks)}\n</div>'
        if agenda:
            excluded = [self._text["clients"][name]["name"] for name in _CLIENTS if not self._offers(name)]
            if excluded:
                yield _paragraph(self._text["intranet"].format(clients=", ".join(excluded)), "eventfeeds-intranet")
            yield _paragraph(self._text["other"], "eventfeeds-other")
            yield self._address(agenda, self.page.calendar.title or self._text["address"])
        yield from self._all_parts()

    @property
    def _text(self) -> Mapping[str, Any]:
        return words(self.page.language, "page")

    @property
    def _intranet(self) -> bool:
        return self.page.audience == "intranet"

    def _offers(self, name: str) -> bool:
        return not (self._intranet and _CLIENTS[name].cloud)

    def _clients(self, agenda: str) -> Iterator[str]:
        for name, client in _CLIENTS.items():
            if self._offers(name):
                told = self._text["clients"][name]
                ways = [self.links.link(told[way], "", self._way(way, agenda)) for way in client.ways]
                steps = [self._told(name, "then"), *([self._text["nothing_happens"]] if ways else [])]
                yield self._block(name, ways, steps, [self._address(agenda, told["name"])])

    def _feeds(self) -> Iterator[str]:
        found = [name for name in _FEEDS if self.page.addresses.get(name)]
        if found:
            formats = self._text["formats"]
            addresses = [self._address(self.page.addresses[name], formats[name], shown=formats[name]) for name in found]
            yield self._block("feeds", [], [self._told("feeds", "then")], addresses)

    def _block(self, client: str, ways: Sequence[str], steps: Sequence[str], addresses: Sequence[str]) -> str:
        told = self._text["clients"][client]
        platform = _CLIENTS[client].platform if client in _CLIENTS else ""
        label = escape(self._text["refresh"]) + words(self.page.language, "labels")["colon"]
        refresh = self._told(client, "refresh").format(span=self._span(self.page.calendar.refresh))
        return self.templates.fill(
            "client.html",
            client=client,
            platform=f' data-platform="{platform}"' if platform else "",
            title=escape(told["name"], quote=False),
            hint=f' <span class="eventfeeds-hint">{escape(told["hint"], quote=False)}</span>' if told["hint"] else "",
            ways=f'<p class="eventfeeds-ways">{" ".join(ways)}</p>' if ways else "",
            steps="\n".join(map(_paragraph, steps)),
            addresses="\n".join(addresses),
            by_hand=_paragraph(told["by_hand"]) if "by_hand" in told else "",
            refresh=label + escape(refresh, quote=False),
        )

    def _told(self, client: str, key: str) -> str:
        """The words of a client, those for an intranet where they differ there."""
        told: Mapping[str, str] = self._text["clients"][client]
        return (self._intranet and told.get(f"intranet_{key}")) or told[key]

    def _way(self, way: str, agenda: str) -> str:
        """The address that opens a client with the calendar."""
        if way == "webcal":
            return _webcal(agenda)
        if way == "google":
            # With https it takes the address for an e-mail address that has no calendar (calagator#556).
            return f"https://calendar.google.com/calendar/r?cid={quote(_webcal(agenda), safe='')}"
        title = quote(self.page.calendar.title, safe="")
        return f"https://{_OUTLOOK[way]}/calendar/0/addfromweb?url={quote(agenda, safe='')}&name={title}"

    def _all_parts(self) -> Iterator[str]:
        groups = [(name, getattr(self.page, name)) for name in ("collections", "categories")]
        offered = ("ics", *_FEEDS)
        parts = [
            (name, [(label, each) for label, each in group if any(map(each.get, offered))]) for name, group in groups
        ]
        if any(group for _, group in parts):
            yield self._heading(self._text["part"], "eventfeeds-part")
            yield _paragraph(self._text["part_how"])
        for name, group in parts:
            if group:
                rows = "\n".join(f"<li>{self._part(label, each)}</li>" for label, each in group)
                yield _paragraph(self._text[name], "eventfeeds-group")
                yield f'<ul class="eventfeeds-parts">\n{rows}\n</ul>'

    def _part(self, label: str, addresses: Mapping[str, str]) -> str:
        lines = [f'<p class="eventfeeds-name"><bdi>{escape(label, quote=False)}</bdi></p>']
        agenda = addresses.get("ics", "")
        ways = [self.links.link(self._text["open_part"], label, _webcal(agenda))] if agenda else []
        formats = self._text["formats"]
        ways += [self.links.link(formats[name], label, addresses[name]) for name in _FEEDS if addresses.get(name)]
        lines.append(f'<p class="eventfeeds-ways">{" ".join(ways)}</p>' if ways else "")
        lines.append(self._address(agenda or next(addresses[name] for name in _FEEDS if addresses.get(name)), label))
        return "\n".join(filter(None, lines))

    def _address(self, address: str, about: str, shown: str = "") -> str:
        """An address to select, with the button to copy it, and where the script says that it did."""
        before = f"{escape(shown)}{words(self.page.language, 'labels')['colon']}" if shown else ""
        button = self.links.copy(self._text["copy"], about, self._text["copied"])
        # Where it may break, it breaks after a slash.
        code = _SLASH.sub("/<wbr>", escape(address))
        return (
            f'<p class="eventfeeds-address">{before}<code translate="no" dir="ltr">{code}</code> {button} '
            f'<span class="eventfeeds-done" role="status"></span></p>'
        )

    def _heading(self, text: str, identifier: str = "") -> str:
        named = f' id="{identifier}"' if identifier else ""
        return f"<h{self.level}{named}>{escape(text, quote=False)}</h{self.level}>"

    def _span(self, span: timedelta) -> str:
        """A length of time in words, in the greatest unit that says it."""
        text: Mapping[str, str] = self._text
        for unit, length in (("day", timedelta(days=1)), ("hour", timedelta(hours=1))):
            if not span % length:
                count = span // length
                return text[unit] if count == 1 else text[f"{unit}s_span"].format(count=count)
        count = round(span / timedelta(minutes=1))
        return text["minute"] if count == 1 else text["minutes_span"].format(count=count)


def _paragraph(text: str, name: str = "") -> str:
    return f'<p class="{name}">{escape(text, quote=False)}</p>' if name else f"<p>{escape(text, quote=False)}</p>"


def _webcal(address: str) -> str:
    return _SCHEME.sub("webcal:", address)
