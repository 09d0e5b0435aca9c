"""What feedgen does wrong and `_feedgen.py` works around: each test fails when upstream has mended it.

Then the way round it can go, and the test with it.
"""

from __future__ import annotations

import locale
from datetime import datetime, tzinfo
from typing import Any

import pytest
from calendars import calendar, event
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from eventfeeds import export

PAGE = "https://example.org/a/"


def feed() -> Any:
    """A feed with nothing but what both formats require."""
    made = FeedGenerator()
    made.id("https://example.org/")
    made.title("Agenda")
    made.description("Agenda")
    made.link(href="https://example.org/", rel="alternate")
    return made


def entry() -> Any:
    made = FeedEntry()
    made.id(PAGE)
    made.title("Atelier")
    made.content("<p>Venez.</p>", type="html")
    return made


class Clock(datetime):
    """A clock that stopped."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Clock:
        return cls(1999, 12, 31, tzinfo=tz)


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedgen.entry.datetime", Clock)
    monkeypatch.setattr("feedgen.feed.datetime", Clock)


def test_link_of_an_entry_loses_its_relation_and_type() -> None:
    """lkiesow/python-feedgen#135, #143."""
    made = entry()
    made.link(href=f"{PAGE}a.ics", rel="enclosure", type="text/calendar")
    (link,) = made.atom_entry().findall("link")
    assert dict(link.attrib) == {"href": f"{PAGE}a.ics"}


def test_entry_that_nobody_dated_was_updated_now(stopped: None) -> None:
    assert entry().atom_entry().findtext("updated") == "1999-12-31T00:00:00+00:00"


def test_feed_that_nobody_dated_was_updated_and_built_now(stopped: None) -> None:
    assert b"<updated>1999-12-31T00:00:00+00:00</updated>" in feed().atom_str()
    assert b"<lastBuildDate>Fri, 31 Dec 1999 00:00:00 +0000</lastBuildDate>" in feed().rss_str()


def test_entries_are_put_before_those_that_are_there() -> None:
    made = feed()
    for title in ("first", "second"):
        made.add_entry().title(title)
    assert [each.title() for each in made.entry()] == ["second", "first"]


def test_last_link_of_a_feed_is_that_of_the_channel_even_if_it_is_the_feed_itself() -> None:
    made = feed()
    made.link(href="https://example.org/agenda.rss", rel="self")
    assert etree.fromstring(made.rss_str()).find("channel/link").text == "https://example.org/agenda.rss"


def test_date_of_rss_switches_the_locale_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Since lkiesow/python-feedgen#26."""
    switched: list[object] = []
    monkeypatch.setattr(locale, "setlocale", lambda category, name=None: switched.append(name))
    feed().rss_str()
    assert "C" in switched


# -- What is worked around --------------------------------------------------------------------------------


def test_locale_is_switched_once_a_feed_and_not_for_each_item(monkeypatch: pytest.MonkeyPatch) -> None:
    switched: list[object] = []
    real = locale.setlocale

    def counted(category: int, name: Any = None) -> str:
        if name == "C":
            switched.append(name)
        return real(category, name)

    monkeypatch.setattr(locale, "setlocale", counted)
    export(calendar(*(event(f"{i}@example.org") for i in range(20))), "rss")
    assert len(switched) == 1


@pytest.mark.parametrize("name", ["atom", "json"])
def test_other_formats_leave_the_locale_alone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "setlocale", lambda *given: pytest.fail("the locale was switched"))
    assert export(calendar(event()), name)
