"""The addresses in rendered HTML: absolute, or gone. The sanitiser, which comes after, has the last word."""

from __future__ import annotations

import re
from html import escape, unescape

from eventfeeds.errors import Remark
from eventfeeds.markup.links import PLAIN, link

# Quotes are skipped whole, without a way back: linear time on anything. Two lines are there for speed alone:
# most tags begin with no such letter, and most links need nothing.
_TAG = re.compile(
    r"<(?=[abceimofsvABCEIMOFSV])"
    rf"(?!a href=\"{PLAIN.pattern}\")"
    r"((?i:a|img|iframe|embed|video|audio|source|object|script|form|svg|math|canvas|button|select|applet"
    r"|marquee))(?=[\s/>])"
    r"((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++))?+")
_EMBEDDED = {"iframe": "src", "embed": "src", "video": "src", "audio": "src", "source": "src", "object": "data"}
_LOST = frozenset("iframe embed object script form svg math canvas".split())
_BARRIERS = frozenset("object button select applet marquee".split())  # behind them a parser lets `<p>` stand in `<p>`


def absolute(html: str, base: str) -> tuple[str, list[Remark]]:
    """HTML -> the same with absolute addresses, and remarks in order.

    A link without a usable address leaves its text, an image its alternative text; what is embedded by its
    address becomes a link. Remarks: those of `link`, and `dropped-html` for what a feed cannot hold.
    """
    remarks: list[Remark] = []

    def rewritten(tag: re.Match[str]) -> str:
        name = tag[1].lower()
        if name == "a":
            return _with_address(tag, "href", "", base, remarks)
        if name == "img":
            alternative = _values(tag[2]).get("alt", "")
            return _with_address(tag, "src", escape(alternative), base, remarks)
        if name in _EMBEDDED and (as_link := _as_link(_values(tag[2]), _EMBEDDED[name], base)):
            return as_link
        if name in _LOST:
            remarks.append(Remark("dropped-html", got=name))
        return "" if name in _BARRIERS else tag[0]

    return _TAG.sub(rewritten, html), remarks


def _with_address(tag: re.Match[str], attribute: str, otherwise: str, base: str, remarks: list[Remark]) -> str:
    for found in _ATTRIBUTE.finditer(tag[0], len(tag[1]) + 1):
        if found[1].lower() == attribute:
            break
    else:
        return otherwise
    value = _unquoted(found[2])
    address, remark = link(value, base)
    if remark:
        remarks.append(remark)
    if address is None:
        return otherwise
    if address == value:
        return tag[0]
    return f'{tag[0][: found.start()]}{attribute}="{escape(address)}"{tag[0][found.end() :]}'


def _as_link(values: dict[str, str], attribute: str, base: str) -> str | None:
    address, _ = link(values.get(attribute, ""), base)
    if address is None:
        return None
    return f'<a href="{escape(address)}">{escape(values.get("title") or address)}</a> '


def _values(attributes: str) -> dict[str, str]:
    """Names in lower case to values; of two with one name the first counts, as in HTML."""
    values: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(attributes):
        values.setdefault(found[1].lower(), _unquoted(found[2]))
    return values


def _unquoted(value: str | None) -> str:
    if value is None:
        return ""
    return unescape(value[1:-1] if value[0] in "\"'" else value)
