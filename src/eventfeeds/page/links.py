"""Links and identifiers of one page: each name stands for one thing, as people who go from link to link need it."""

from __future__ import annotations

import re

from eventfeeds import markup
from eventfeeds.page.escaping import escape, without_braces

_LINK = re.compile(r'<a href="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_IMAGE = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r'\balt="([^"]*)"')
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


class Links:
    """What is taken so far: names of links with their address, and identifiers."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()
        self._ids: set[str] = set()
        self._counts: dict[str, int] = {}

    def link(self, text: str, about: str, address: str, *, attributes: str = "") -> str:
        """A link that shows `text`, named with what it is about too, since many on one page show the same."""
        name = self._unique(f"{text} – {about}" if about else text, address)
        named = f' aria-label="{escape(name)}"' if name != text else ""
        return f'<a href="{escape(address)}"{named}{attributes}>{escape(text, quote=False)}</a>'

    def copy(self, text: str, about: str, done: str) -> str:
        """A button that the script shows, to copy the address beside it."""
        name = self._unique(f"{text} – {about}", "")
        return (
            f'<button type="button" class="eventfeeds-copy" hidden aria-label="{escape(name)}"'
            f' data-done="{escape(done)}">{escape(text, quote=False)}</button>'
        )

    def fragment(self, html: str, about: str) -> str:
        """A safe fragment of another hand, for a page that asks nothing of other servers and names links apart."""
        named = _LINK.sub(lambda found: self._named(found, about), _without_images(markup.clean(html)))
        return without_braces(named)

    def identifier(self, text: str) -> str:
        """An identifier of ASCII letters, digits and hyphens, after a text."""
        wanted = "eventfeeds-event-" + (_NOT_IN_NAMES.sub("-", text.lower()).strip("-") or "x")
        return self._numbered(wanted, self._ids, "{}-{}")

    def _named(self, found: re.Match[str], about: str) -> str:
        address, attributes, inner = found.groups()
        text = markup.text(inner)
        name = (
            self._unique(text, address) if self._is_free(text, address) else self._unique(f"{text} – {about}", address)
        )
        named = f' aria-label="{escape(name)}"' if name != text else ""
        return f'<a href="{address}"{named}{attributes}>{inner}</a>'

    def _is_free(self, name: str, address: str) -> bool:
        return bool(name) and (name not in self._taken or self._names.get((name, address)) == name)

    def _unique(self, name: str, address: str) -> str:
        """The name that leads to this address and no other; to none: that of one button."""
        known = self._names.get((name, address)) if address else None
        if known is None:
            known = self._names[name, address] = self._numbered(name, self._taken, "{} ({})")
        return known

    def _numbered(self, wanted: str, taken: set[str], form: str) -> str:
        """A text that is not taken yet: with a number after it, which is counted on from the last one."""
        found = wanted
        while found in taken:
            self._counts[wanted] = self._counts.get(wanted, 1) + 1
            found = form.format(wanted, self._counts[wanted])
        taken.add(found)
        return found


def _without_images(html: str) -> str:
    """The text that stands for each picture: one of another server would tell it who reads the page."""

    def alt(found: re.Match[str]) -> str:
        text = _ALT.search(found[0])
        return text[1] if text else ""

    return _IMAGE.sub(alt, html)
