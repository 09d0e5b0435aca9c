"""The rules of feed validators, for any event."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from calendars import FEW, calendar, calendars, event
from hypothesis import given
from hypothesis import strategies as st
from reading_back import ATOM, FEEDS, XML_FEEDS, ids, items, tree

from eventfeeds import Calendar, export
from eventfeeds.exporters import _feedgen, chunks
from eventfeeds.times.zones import zone

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?(Z|[+-]\d\d:\d\d)")
RFC_822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d\d[03]0")


@FEW
@given(calendars())
def test_every_date_has_the_form_of_its_standard(calendar: Calendar) -> None:
    of_rss = [element.text for element in tree(calendar, "rss").iter("pubDate", "lastBuildDate")]
    assert all(RFC_822.fullmatch(text) for text in of_rss)
    of_atom = [element.text for element in tree(calendar, "atom").iter(f"{ATOM}updated", f"{ATOM}published")]
    assert all(RFC_3339.fullmatch(text) for text in of_atom)
    assert len(of_atom) > len(calendar.events)


@pytest.mark.parametrize("name", XML_FEEDS)
@FEW
@given(calendars())
def test_prefixes_are_declared_at_the_root_alone_and_all_used_ones_are(name: str, calendar: Calendar) -> None:
    _, _, below = export(calendar, name).partition(b"?>")[2].partition(b">")
    assert b"xmlns" not in below
    assert tree(calendar, name) is not None  # which fails for a prefix that is not declared


@pytest.mark.parametrize("name", FEEDS)
def test_no_chunk_holds_more_than_one_event(name: str) -> None:
    agenda = calendar(*(event(f"{i}@x", title=f"Atelier n° {i}.") for i in range(20)))
    parts = [part.decode() for part in chunks(agenda, name, {})]
    assert [len(re.findall("n° [0-9]+[.]", part)) for part in parts if "n°" in part] == [1] * 20
    assert ids(agenda, name) == [f"tag:x,2000:{uid}" for uid in sorted(f"{i}@x" for i in range(20))]


REPEATED = {"category", f"{ATOM}category", f"{ATOM}link"}


@pytest.mark.parametrize("name", XML_FEEDS)
@FEW
@given(calendars())
def test_nothing_is_said_twice_and_nothing_is_empty(name: str, calendar: Calendar) -> None:
    root = tree(calendar, name)
    parents = [root if name == "atom" else root.find("channel"), *items(calendar, name)]
    once = [
        [child.tag for child in parent if child.tag not in {*REPEATED, "item", f"{ATOM}entry"}] for parent in parents
    ]
    assert [tag for each in once for tag in set(each) if each.count(tag) > 1] == []
    assert [each.tag for each in root.iter() if not (each.text or len(each) or each.attrib)] == []
    relations = [[link.get("rel") for link in parent.findall(f"{ATOM}link")] for parent in parents]
    assert all(len({*each}) == len(each) for each in relations)


@given(
    st.datetimes(
        min_value=datetime(2, 1, 1),
        max_value=datetime(9998, 1, 1),
        timezones=st.sampled_from([UTC, zone("Europe/Paris"), zone("America/St_Johns")]),
    )
)
def test_rss_writes_times_in_utc_as_the_library_for_mails_does(moment: datetime) -> None:
    assert _feedgen._mail_date(moment) == format_datetime(moment.astimezone(UTC))
