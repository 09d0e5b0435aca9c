"""Labelled extra information: what each item of a list says, and what it is about."""

from __future__ import annotations

import html
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from eventfeeds import wording
from eventfeeds.documents import Keys
from eventfeeds.errors import BadValue, Remark
from eventfeeds.model import Detail
from eventfeeds.profiles.keys import Found, Lookup, fold
from eventfeeds.times import hours as prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from eventfeeds.model import DetailKind
    from eventfeeds.profiles import Items, Profile
    from eventfeeds.reading.record import Record
    from eventfeeds.times.hours import Hours

_ADDRESS = re.compile(r"https?://\S+")
_ANY_ADDRESS = re.compile(r"https?://[^\s)>\"]*")
_HREF = re.compile(r'<a [^>]*?href="([^"]+)"')
_SHORT = 100  # characters of what many files say in the same words
_LABEL_END = " \t\n:\u00a0\u202f"


class Item(NamedTuple):
    """One item of a list, as text: nothing rendered yet."""

    at: Found
    label: str
    texts: tuple[str, ...]
    links: tuple[str, ...]


class HoursAt(NamedTuple):
    """Hours found in prose, and where."""

    hours: Hours
    at: Found


def items(record: Record, rules: Items) -> Iterator[Item]:
    """The items of one of the profile's lists that say anything."""
    for at in record.lookup.all(f"{rules.items}.*") if rules.items else ():
        item = _item(record, rules, at)
        if item.label or item.texts or item.links:
            yield item


def _item(record: Record, rules: Items, at: Found) -> Item:
    if not isinstance(at.value, Keys):
        return Item(at, "", (record.text(at),), ())
    lookup = Lookup(at.value, record.site.profile.nothing, at=at.key)
    leading: Mapping[str, tuple[Any, ...]] = rules.parts.leading(at.value)  # none of them joined
    label = next((text for path in leading.get("label", ()) for text in _texts(record, lookup, (path,))), "")
    texts = _texts(record, lookup, leading.get("text", ()))
    links = _texts(record, lookup, leading.get("link", ()))
    mails = _texts(record, lookup, leading.get("mail", ()))
    if addresses := [text for text in texts if text.startswith("http") and _ADDRESS.fullmatch(text)]:
        texts = [text for text in texts if text not in addresses]
    links += [f"mailto:{mail.removeprefix('mailto:').strip()}" for mail in mails]
    return Item(
        Found(at.value, at.key, lookup.line or at.line),
        record.plain(label, at).rstrip(_LABEL_END),
        tuple(texts),
        tuple(dict.fromkeys((*links, *addresses))),
    )


def _texts(record: Record, lookup: Lookup, paths: Iterable[str]) -> list[str]:
    """The texts to which paths lead."""
    texts = []
    for path in paths:
        text = lookup.text(path)
        texts += [text] if text is not None else [record.text(found).strip() for found in lookup.all(path)]
    return [text for text in texts if text]


def detail(record: Record, item: Item, base: str, kind: DetailKind) -> Detail:
    """An item as the model has it: texts rendered, the first address its own, others in its text."""
    parts = [record.rendered(text, base, item.at) for text in item.texts]
    addresses = [address for link in item.links if (address := record.address(link, base, item.at))]
    parts += [f'<p><a href="{html.escape(more)}">{html.escape(more)}</a></p>' for more in addresses[1:]]
    return Detail(
        label=item.label,
        text=parts[0] if len(parts) == 1 else "\n".join(filter(None, parts)),
        url=addresses[0] if addresses else None,
        kind=kind,
    )


def labelled(record: Record, base: str) -> Iterator[Detail]:
    """Keys that the profile gives a label of their own."""
    for label, path in record.site.profile.labelled.items():
        found = record.lookup.all(path)
        if not found:
            continue
        texts = tuple(text for at in found if (text := record.text(at).strip()))
        addresses = tuple(text for text in texts if _ADDRESS.fullmatch(text))
        said = tuple(text for text in texts if text not in addresses)
        item = Item(found[0], label, (", ".join(said),) if said else (), addresses[:1])
        yield detail(record, item, base, "information")
        for address in addresses[1:]:
            yield detail(record, Item(found[0], label, (), (address,)), base, "information")


def access(record: Record, base: str) -> tuple[Detail, ...]:
    """How to get there."""
    found = []
    for at, label, texts, links in items(record, record.site.profile.access):
        # An item that has but a label says all there.
        whole = Item(at, label, (", ".join(texts),) if texts else (), links)
        found.append(detail(record, whole if texts or links else Item(at, "", (label,), ()), base, "access"))
    return tuple(found)


def kind_of(profile: Profile, item: Item) -> DetailKind:
    """What an item is about, by the words of the profile."""
    if fold(item.label) in profile.hours:
        return "hours"
    return "registration" if registers(profile, item) else "information"


def registers(profile: Profile, item: Item) -> bool:
    """Whether an item speaks of registration, and does not deny it."""
    said = " ".join((item.label, *item.texts))
    speaks = _speaks if len(said) <= _SHORT else _speaks.__wrapped__
    return bool(profile.registration) and speaks(said, profile.registration, profile.no_registration)


@lru_cache(maxsize=4096)
def _speaks(said: str, words: tuple[str, ...], denials: tuple[str, ...]) -> bool:
    if "://" in said:
        said = _ANY_ADDRESS.sub("", said)  # an address says what it likes
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
    link = _HREF.search(detail.text)
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
            told.append(HoursAt(hours, item.at))
    if len({at.hours for at in told}) > 1:
        record.tell(Remark("hours-unclear", got=" / ".join(str(at.hours) for at in told)), told[1].at)
        return None
    return told[0] if told else None


def _hours(record: Record, item: Item) -> Hours | None:
    try:
        return prose.find(" ".join(item.texts), _hour_words())
    except BadValue as error:
        record.tell(error.remark, item.at, "notice")
        return None


@cache
def _hour_words() -> prose.HourWords:
    return prose.HourWords(**wording.hours())
