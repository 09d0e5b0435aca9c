"""What makes feeds fast: nothing is put together twice, and short ways give what the long ones do."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from html import escape

import pytest
from calendars import FEW, calendar, calendars, event
from feedgen.entry import FeedEntry
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from eventfeeds import Calendar, Place, batches, export
from eventfeeds.days import iso
from eventfeeds.exporters import _feedgen, jsonfeed, text
from eventfeeds.exporters import entries as feed_entries
from eventfeeds.exporters.xml_feeds import with_event

FEEDS = ("rss", "atom", "json")
_MINUTE = timedelta(minutes=1)
_OFFSETS = st.integers(-86_399, 86_399).map(lambda seconds: timezone(timedelta(seconds=seconds)))


@pytest.mark.parametrize("name", FEEDS)
def test_place_of_an_entry_is_put_together_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    count: Counter[str] = Counter()
    place = text.place
    monkeypatch.setattr(text, "place", lambda event: count.update([event.uid]) or place(event))
    export(calendar(*(event(f"{i}@example.org", location=Place(name="Salle A")) for i in range(3))), name)
    assert set(count.values()) == {1}


def test_entries_are_made_some_at_once_and_never_all(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    entry = feed_entries._entry
    monkeypatch.setattr(batches, "_AT_ONCE", 3)
    monkeypatch.setattr(feed_entries, "_entry", lambda *given: made.append(given[0].uid) or entry(*given))
    seen = [(each.event.uid, len(made)) for each in feed_entries.entries(calendar(*map(event, "abcdefgh")))]
    assert seen == list(zip("abcdefgh", [3, 3, 3, 6, 6, 6, 8, 8], strict=True))


@pytest.mark.parametrize("name", ["rss", "atom"])
def test_elements_are_made_once_for_entries_that_have_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[FeedEntry] = []
    monkeypatch.setattr(_feedgen, "FeedEntry", lambda: made.append(FeedEntry()) or made[-1])
    _feedgen._form.cache_clear()
    alike = [event(f"{number}@example.org", categories=[f"Atelier {number}"]) for number in range(20)]
    written = export(calendar(*alike, event("other@example.org")), name)
    assert all(f"Atelier {number}<".encode() in written.replace(b'"/', b"<") for number in range(20))
    assert len(made) == 2


def test_form_of_items_is_made_once_for_those_that_have_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    encode = jsonfeed._json
    monkeypatch.setattr(jsonfeed, "_json", lambda value: made.append(value) or encode(value))
    jsonfeed._form.cache_clear()
    alike = [event(f"{number}@example.org", categories=[f"Atelier {number}"]) for number in range(20)]
    export(calendar(*alike, event("other@example.org")), "json")
    assert len([item for item in made if isinstance(item, dict) and "_event" in item]) == 2


@FEW
@given(calendars())
def test_texts_in_a_form_are_what_the_libraries_write(calendar: Calendar) -> None:
    for entry, modules in with_event(calendar):
        for texts_of, make in (
            (_feedgen._atom_texts, _feedgen._atom_entry),
            (_feedgen._rss_texts, _feedgen._rss_item),
        ):
            texts = texts_of(entry, modules)
            root = etree.Element("root", nsmap=_feedgen._NAMESPACES)
            whole = {name: text.replace(_feedgen._QUOTE.decode(), '"') for name, text in texts.items()}
            root.append(make({**whole, "content_html": entry.content}))
            written = etree.tostring(root, encoding="UTF-8").partition(b">")[2].removesuffix(b"</root>")
            assert _feedgen._written(make, texts, entry.content) == written


@given(
    st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1), timezones=_OFFSETS)
    | st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1), timezones=st.timezones())
)
def test_time_is_in_utc_where_its_offset_has_seconds(moment: datetime) -> None:
    offset = moment.utcoffset()
    assert offset is not None
    assert iso(moment) == (moment.astimezone(UTC) if offset % _MINUTE else moment).isoformat()


@given(st.sampled_from(["", "mailto:", "tel:", "https://"]), st.text("a:/&<>\"'", min_size=1, max_size=20))
def test_address_is_shown_without_the_scheme_of_mail_and_telephone(scheme: str, rest: str) -> None:
    address = scheme + rest
    shown = rest if scheme in ("mailto:", "tel:") else address
    assert text._link(address) == f'<a href="{escape(address)}">{escape(shown)}</a>'


def test_address_of_mail_is_shown_without_what_the_mail_would_say_and_kept_whole() -> None:
    assert text._link("mailto:a@b.fr?subject=a&body=b") == '<a href="mailto:a@b.fr?subject=a&amp;body=b">a@b.fr</a>'


@given(st.lists(st.sampled_from(["<p>", "</p>", "p>", "a", "<p", "/p>"]), max_size=5).map("".join))
def test_single_paragraph_stands_in_an_item_without_being_one(html: str) -> None:
    single = html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1
    assert text._row("", "", html) == f"<li>{html[3:-4] if single else html}</li>"
