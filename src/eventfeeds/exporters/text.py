"""The texts that exporters compose of several fields: the title with its status, the place, the whole in plain text."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from eventfeeds import markup
from eventfeeds.wording import words
from eventfeeds.wording.dates import when

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from zoneinfo import ZoneInfo

    from eventfeeds.model import Detail, Event

# The head of a text is what people see before they scroll; what does not fit stands after it, nothing is left out.
_HEAD = 900
_WORD_BEGINS = re.compile(r"(?<![^\s()<>])")
_WORD_ENDS = re.compile(r"[.,;:!?]*+(?![^\s()<>])")


def title(event: Event, language: str) -> str:
    """The title with its status before it, since most clients show no other sign of it."""
    prefix: str = words(event.language or language, "status").get(event.status, "")
    return prefix + event.title


def place(event: Event) -> str:
    """Where it is, on one line: name and address, else where to join on line."""
    return str(event.location or "") or event.virtual_location or ""


def plain_text(event: Event, language: str, dates: Sequence[str] = ()) -> str:
    """All that is known of the event besides title and time, as plain text; `dates` are lines that stand with it.

    In this order: lead; details, registration first; place and access; the page's address; description; and, where
    something stands between, the page's address again. What is too long for the head goes on after the first address,
    so that registration and page are found within the first 1,200 characters.
    """
    labels = words(event.language or language, "labels")
    details, places = _lines(event, labels)
    head, rest = _parted(_lead(event), [*details, *dates], places)
    rest += filter(None, (markup.text(event.description), _keywords(event, labels)))
    address = [event.url] if event.url else []
    return "\n\n".join([*head, *address, *rest, *(address if rest else [])])


def html_text(event: Event, language: str, dates: Sequence[str] = ()) -> str:
    """The same as a safe HTML fragment, sanitised here whoever made its parts."""
    labels = words(event.language or language, "labels")
    parts = [
        markup.clean(event.lead),
        _list(event, labels, dates),
        _paragraph(_link(event.url)) if event.url else "",
        markup.clean(event.description),
        _paragraph(escape(_keywords(event, labels), quote=False)) if event.keywords else "",
    ]
    return "\n".join(filter(None, parts))


def further_dates(event: Event, language: str, local: ZoneInfo) -> list[str]:
    """A line with the further dates, in words and in a zone, if there are any: Outlook shows none of them."""
    return _dates("also", event.additional, event.language or language, local)


def repetition(event: Event, language: str, local: ZoneInfo) -> list[str]:
    """What feeds cannot express: lines with the rule, as RFC 5545 writes it, and with the dates left out, in words."""
    except_on = _dates("except", event.excluded, event.language or language, local)
    if not event.recurrence:
        return except_on
    labels = words(event.language or language, "labels")
    return [labels["recurrence"] + labels["colon"] + event.recurrence, *except_on]


def _dates(label: str, starts: Sequence[date | datetime], language: str, local: ZoneInfo) -> list[str]:
    if not starts:
        return []
    shown = (start.astimezone(local) if isinstance(start, datetime) else start for start in starts)
    labels = words(language, "labels")
    return [labels[label] + labels["colon"] + "; ".join(when(start, None, language) for start in shown)]


def _list(event: Event, labels: Mapping[str, str], dates: Sequence[str]) -> str:
    rest: list[Detail] = []
    ways: list[Detail] = []
    for detail in event.details:
        (ways if detail.kind == "access" else rest).append(detail)
    colon = labels["colon"]
    rows = [_row(detail.label, colon, markup.clean(detail.text), detail.url) for detail in rest]
    if event.registration_url and not _is_linked(event.registration_url, rest):
        rows.insert(0, _row(labels["registration"], colon, "", event.registration_url))
    if event.contact:
        rows.append(_row(labels["contact"], colon, escape(event.contact, quote=False)))
    rows += [_row("", colon, escape(line, quote=False)) for line in dates]
    if location := str(event.location or ""):
        rows.append(_row(labels["place"], colon, escape(location, quote=False)))
    if event.virtual_location:
        rows.append(_row(labels["online"], colon, "", event.virtual_location))
    rows += [_row(detail.label, colon, markup.clean(detail.text), detail.url) for detail in ways]
    return "<ul>\n" + "\n".join(rows) + "\n</ul>" if rows else ""


def _is_linked(address: str, details: Sequence[Detail]) -> bool:
    if address in [detail.url for detail in details]:
        return True
    link = f'"{escape(address)}"'
    return any(link in detail.text for detail in details)


def _row(label: str, colon: str, text: str, address: str | None = None) -> str:
    """An item `label : text address`; a single paragraph stands in it without being one."""
    if text.rfind("<p>") == 0 and text.endswith("</p>"):
        text = text[3:-4]
    if address:
        text = f"{text} {_link(address)}" if text else _link(address)
    return f"<li>{_strong(label, colon) if label else ''}{text}</li>"


@lru_cache
def _strong(label: str, colon: str) -> str:
    """The label of an item: those of a site are few."""
    return f"<strong>{escape(label, quote=False)}</strong>{colon}"


def _link(address: str) -> str:
    escaped = escape(address)
    return f'<a href="{escaped}">{_bare(escaped)}</a>'


def _paragraph(text: str) -> str:
    return f"<p>{text}</p>"


def _parted(lead: list[str], details: list[str], places: list[str]) -> tuple[list[str], list[str]]:
    """What fits into the head, and what goes on after it: place first, then registration, lead, other details."""
    whole = [*lead, "\n".join(details), "\n".join(places)]
    if sum(map(len, whole)) <= _HEAD:
        return list(filter(None, whole)), []
    kept_places, room = _fitting(places, _HEAD)
    first, room = _fitting(details[:1], room)
    kept_lead, room = _fitting(lead, room)
    others, room = _fitting(details[1:], room) if first or not details else ([], 0)
    kept = [*first, *others]
    head = [*kept_lead, "\n".join(kept), "\n".join(kept_places)]
    rest = [*lead[len(kept_lead) :], "\n".join(details[len(kept) :]), "\n".join(places[len(kept_places) :])]
    return list(filter(None, head)), list(filter(None, rest))


def _fitting(paragraphs: list[str], room: int) -> tuple[list[str], int]:
    """The paragraphs that fit, one after the other, and the room that is left."""
    for count, paragraph in enumerate(paragraphs):
        if len(paragraph) > room:
            return paragraphs[:count], room
        room -= len(paragraph)
    return paragraphs, room


def _lead(event: Event) -> list[str]:
    text = markup.text(event.lead)
    return text.split("\n\n") if text else []


def _lines(event: Event, labels: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """A line for each detail, registration first, and a line for the place and each way to get there."""
    colon = labels["colon"]
    registration: list[str] = []
    others: list[str] = []
    places: list[str] = []
    if location := str(event.location or ""):
        places.append(labels["place"] + colon + location)
    if event.virtual_location:
        places.append(labels["online"] + colon + event.virtual_location)
    lists = {"registration": registration, "access": places}
    for detail in event.details:
        if line := _line(detail, colon):
            lists.get(detail.kind, others).append(line)
    details = registration + others
    if event.registration_url and not _first_says(details, _bare(event.registration_url)):
        details.insert(0, labels["registration"] + colon + _bare(event.registration_url))
    if event.contact:
        details.append(labels["contact"] + colon + event.contact)
    return details, places


def _first_says(lines: list[str], address: str) -> bool:
    """Whether the line that stands first, and is short enough to stand in the head, holds the address as a whole."""
    return bool(lines) and len(lines[0]) <= _HEAD // 2 and _says(lines[0], address)


def _says(text: str, address: str) -> bool:
    """Whether a text holds an address as a whole, not only as the beginning of a longer one."""
    begin = text.find(address)
    while begin >= 0:
        if _WORD_BEGINS.match(text, begin) and _WORD_ENDS.match(text, begin + len(address)):
            return True
        begin = text.find(address, begin + 1)
    return False


def _line(detail: Detail, colon: str) -> str:
    """`Label : text (address)`, of which any part may be missing, and none stands twice."""
    text = markup.text(detail.text).replace("\n\n", "\n")
    address = _bare(detail.url) if detail.url else ""
    if address and text.rstrip("/") in (address, address.partition("://")[2].rstrip("/")):
        text = ""
    if address and not _says(text, address):
        text = f"{text} ({address})" if text else address
    return colon.join(filter(None, (detail.label, text)))


def _keywords(event: Event, labels: Mapping[str, str]) -> str:
    return labels["keywords"] + labels["colon"] + ", ".join(event.keywords) if event.keywords else ""


def _bare(address: str) -> str:
    return markup.in_words(address) or address
