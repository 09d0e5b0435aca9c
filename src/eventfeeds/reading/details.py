"""Labelled extra information: what each item of a list says, and what it is about."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds import wording
from eventfeeds.documents import Keys
from eventfeeds.errors import BadValue, Remark
from eventfeeds.model import Detail
from eventfeeds.profiles.keys import fold
from eventfeeds.times import hours as prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eventfeeds.model import DetailKind
    from eventfeeds.profiles import Items, Profile
    from eventfeeds.profiles.keys import Found
    from eventfeeds.profiles.paths import Lead
    from eventfeeds.reading.record import At, Record
    from eventfeeds.times.hours import Hours

_ADDRESS = r"https?://\S+"
_ANY_ADDRESS = r"https?://[^\s)>\"]*"
_HREF = r'<a [^>]*?href="([^"]+)"'
_SHORT = 100  # characters of what many files say in the same words
_LABEL_END = " \t\n:\u00a0\u202f"


@dataclass(slots=True, eq=False, repr=False)
class Item:
    """One item of a list, and where it stands; as text: nothing rendered yet."""

    at: Found
    label: str
    texts: tuple[str, ...]
    links: tuple[str, ...]

    @property
    def key(self) -> str:
        """The path of the item."""
        return self.at.key

    @property
    def line(self) -> int:
        """The first line of the item, sought only for what is told."""
        keys = self.at.value
        return (min(keys.lines.values(), default=0) if isinstance(keys, Keys) else 0) or self.at.line


class HoursAt(NamedTuple):
    """Hours found in prose, and where."""

    hours: Hours
    at: At


def items(record: Record, rules: Items) -> Iterator[Item]:
    """The items of one of the profile's lists that say anything."""
    for at in record.lookup.all(f"{rules.items}.*") if rules.items else ():
        item = _item(record, rules, at)
        if item.label or item.texts or item.links:
            yield item


def _item(record: Record, rules: Items, at: Found) -> Item:
    keys = at.value
    if not isinstance(keys, Keys):
        return Item(at, "", (record.text(at),), ())
    leads = rules.parts.leading(keys)
    label = ""
    for lead in leads.get("label", ()):
        if found := _texts(record, at, keys, (lead,)):
            label = found[0]
            break  # and no other is looked at
    said = _texts(record, at, keys, leads.get("text", ()))
    links = _texts(record, at, keys, leads.get("link", ()))
    for mail in _texts(record, at, keys, leads.get("mail", ())):
        links.append(f"mailto:{mail.removeprefix('mailto:').strip()}")
    texts: list[str] = []
    for text in said:
        (links if text.startswith("http") and re.fullmatch(_ADDRESS, text) else texts).append(text)
    return Item(
        at,
        record.plain(label, at).rstrip(_LABEL_END) if label else "",
        tuple(texts),
        tuple(dict.fromkeys(links)) if links else (),
    )


def _texts(record: Record, at: Found, keys: Keys, leads: Iterable[Lead]) -> list[str]:
    """The texts to which paths lead from an item, without their edges."""
    texts: list[str] = []
    for lead in leads:
        value = None if lead.key is None else keys[lead.key]
        if not isinstance(value, str):
            texts += _walked(record, at, keys, lead)
        elif text := record.lookup.said(value):
            texts.append(text)
    return texts


def _walked(record: Record, at: Found, keys: Keys, lead: Lead) -> list[str]:
    """The same, where no text stands under a key of the item itself."""
    lookup = record.lookup
    if lead.each and (texts := lookup.in_each(keys[lead.each[0]], lead.each[1])) is not None:
        return texts
    walked = (record.text(each).strip() for path in lead.paths for each in lookup.below(at, path))
    return [*filter(None, walked)]


def detail(record: Record, item: Item, base: str, kind: DetailKind) -> Detail:
    """An item as the model has it: texts rendered, the first address its own, others in its text."""
    if len(item.texts) > 1 or len(item.links) > 1:
        text, url = _several(record, item, base)
    else:
        text = record.rendered(item.texts[0], base, item) if item.texts else ""
        url = record.address(item.links[0], base, item) if item.links else None
    return Detail(label=item.label, text=text, url=url, kind=kind)


def _several(record: Record, item: Item, base: str) -> tuple[str, str | None]:
    """Several texts as one, and the first of several addresses."""
    parts = [record.rendered(text, base, item) for text in item.texts]
    url = None
    for link in item.links:
        address = record.address(link, base, item)
        if url and address:
            parts.append(f'<p><a href="{html.escape(address)}">{html.escape(address)}</a></p>')
        url = url or address
    return parts[0] if len(parts) == 1 else "\n".join(filter(None, parts)), url


def labelled(record: Record, base: str) -> Iterator[Detail]:
    """Keys that the profile gives a label of their own."""
    for label, path in record.site.profile.labelled.items():
        found = record.lookup.all(path)
        if not found:
            continue
        texts = tuple(text for at in found if (text := record.text(at).strip()))
        addresses = tuple(text for text in texts if re.fullmatch(_ADDRESS, text))
        said = tuple(text for text in texts if text not in addresses)
        at = found[0]
        item = Item(at, label, (", ".join(said),) if said else (), addresses[:1])
        yield detail(record, item, base, "information")
        for address in addresses[1:]:
            yield detail(record, Item(at, label, (), (address,)), base, "information")


def access(record: Record, base: str) -> tuple[Detail, ...]:
    """How to get there."""
    found = []
    for item in items(record, record.site.profile.access):
        whole = item
        if not item.texts and not item.links:  # an item that has but a label says all there
            whole = Item(item.at, "", (item.label,), ())
        elif len(item.texts) > 1:
            whole = Item(item.at, item.label, (", ".join(item.texts),), item.links)
        found.append(detail(record, whole, base, "access"))
    return tuple(found)


def details_of(record: Record, found: Iterable[Item], base: str) -> tuple[list[Detail], str | None]:
    """Details, each of its kind by the words of the profile, and the first address for registering among them."""
    profile = record.site.profile
    details: list[Detail] = []
    registration = None
    for item in found:
        registering = registers(profile, item)
        kind: DetailKind = "registration" if registering else "information"
        details.append(detail(record, item, base, "hours" if fold(item.label) in profile.hours else kind))
        if registering and not registration:
            registration = registration_link(details[-1])
    return details, registration


def registers(profile: Profile, item: Item) -> bool:
    """Whether an item speaks of registration, and does not deny it."""
    said = " ".join((item.label, *item.texts))
    speaks = _speaks if len(said) <= _SHORT else _speaks.__wrapped__
    return bool(profile.registration) and speaks(said, profile.registration, profile.no_registration)


@lru_cache(maxsize=4096)
def _speaks(said: str, words: tuple[str, ...], denials: tuple[str, ...]) -> bool:
    if "://" in said:
        said = re.sub(_ANY_ADDRESS, "", said)  # an address says what it likes
    said = fold(said)
    return _beginnings(words).search(said) is not None and not any(phrase in said for phrase in denials)


@cache
def _beginnings(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these words, at the beginning of a word."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})")


def registration_link(detail: Detail) -> str | None:
    """The address of a detail about registration: its own, else the first one in its text."""
    if detail.url:
        return detail.url
    link = re.search(_HREF, detail.text)
    return html.unescape(link[1]) if link else None


def hours_of(record: Record, found: Iterable[Item]) -> HoursAt | None:
    """The hours that labelled texts tell. None, with a notice, when they are several."""
    profile = record.site.profile
    told: list[HoursAt] = []
    for item in found:
        label = fold(item.label)
        if label not in profile.hours and label not in profile.hours_range:
            continue
        hours = _hours(record, item)
        if hours is not None and (hours.end is not None or label in profile.hours):
            told.append(HoursAt(hours, item))
    if len({at.hours for at in told}) > 1:
        record.tell(Remark("hours-unclear", got=" / ".join(str(at.hours) for at in told)), told[1].at)
        return None
    return told[0] if told else None


def _hours(record: Record, item: Item) -> Hours | None:
    try:
        return prose.find(" ".join(item.texts), _hour_words())
    except BadValue as error:
        record.tell(error.remark, item, "notice")
        return None


@cache
def _hour_words() -> prose.HourWords:
    return prose.HourWords(**wording.hours())
