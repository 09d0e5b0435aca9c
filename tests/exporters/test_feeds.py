"""RSS, Atom and JSON Feed: machine-readable times, ids, dates of publication, order, addresses."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from calendars import FEW, MOMENTS, PUBLISHED, SITE, calendar, calendars, event
from hypothesis import given
from hypothesis import strategies as st
from reading_back import ATOM, FEEDS, XML_FEEDS, contents, ids, items, json_feed, moment, parsed, published_at, tree

from eventfeeds import Calendar, ExportError, Place, export
from eventfeeds.exporters.entries import entries


def test_machine_form_is_in_the_zone_of_the_calendar() -> None:
    begins = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
    agenda = calendar(event(start=begins, end=begins + timedelta(hours=2)))
    (item,) = json_feed(agenda)["items"]
    assert item["_event"]["start"] == "2026-07-01T10:00:00+02:00"
    assert item["_event"]["timezone"] == "Europe/Paris"
    (entry,) = parsed(export(agenda, "rss")).entries
    assert (entry.ev_startdate, entry.ev_enddate) == ("2026-07-01T10:00:00+02:00", "2026-07-01T12:00:00+02:00")


@pytest.mark.parametrize(
    ("end", "last", "exclusive"),
    [
        (date(2021, 12, 1), "2021-11-30", "2021-12-01"),
        (date(2021, 11, 3), "2021-11-02", "2021-11-03"),
        (None, None, None),
    ],
)
def test_whole_days_end_on_their_last_one_in_xml_and_before_the_next_in_json(
    end: date | None, last: str | None, exclusive: str | None
) -> None:
    agenda = calendar(event(start=date(2021, 11, 2), end=end))
    assert parsed(export(agenda, "atom")).entries[0].get("ev_enddate") == last
    assert json_feed(agenda)["items"][0]["_event"].get("end") == exclusive


@pytest.mark.parametrize("name", FEEDS)
def test_clocks_of_long_ago_are_written_in_utc(name: str) -> None:
    agenda = calendar(event(start=datetime(1905, 7, 1, 12, 0, tzinfo=UTC)))  # 9 minutes and 21 seconds ahead in Paris
    assert b"1905-07-01T12:00:00+00:00" in export(agenda, name)


# -- Identity ---------------------------------------------------------------------------------------------


@FEW
@given(calendars())
def test_ids_are_the_same_in_all_formats_and_unique(calendar: Calendar) -> None:
    of_json = ids(calendar, "json")
    assert ids(calendar, "rss") == ids(calendar, "atom") == of_json
    assert len({*of_json}) == len(calendar.events)


@pytest.mark.parametrize(
    ("uid", "page", "expected", "permalink"),
    [
        ("a@example.org", f"{SITE}agenda/a/", f"{SITE}agenda/a/", "true"),
        ("a@example.org", "https://elsewhere.example.com/a/", "tag:example.org,2000:a@example.org", "false"),
        ("a@example.org", "https://example.org:8080/a/", "tag:example.org,2000:a@example.org", "false"),
        ("a@example.org", None, "tag:example.org,2000:a@example.org", "false"),
        ("a@example.org", SITE, "tag:example.org,2000:a@example.org", "false"),
        ("a", None, "tag:eventfeeds.invalid,2000:a", "false"),
        ("meeting.42", None, "tag:eventfeeds.invalid,2000:meeting.42", "false"),
        ("a@EXAMPLE.org", None, "tag:eventfeeds.invalid,2000:a@EXAMPLE.org", "false"),
        ("a@b c", None, "tag:eventfeeds.invalid,2000:a@b%20c", "false"),
        ('a"<#%>:(b)@x.org', None, "tag:x.org,2000:a%22%3C%23%25%3E:(b)@x.org", "false"),
    ],
)
def test_id_is_the_own_page_or_else_a_tag(uid: str, page: str | None, expected: str, permalink: str) -> None:
    agenda = calendar(event(uid, url=page))
    assert ids(agenda, "json") == [expected]
    (item,) = items(agenda, "rss")
    assert item.find("guid").get("isPermaLink") == permalink


def test_page_of_several_events_names_none_of_them() -> None:
    pair = [event("a@example.org", url=f"{SITE}both/"), event("b@example.org", url=f"{SITE}both/")]
    assert ids(calendar(*pair), "rss") == ["tag:example.org,2000:a@example.org", "tag:example.org,2000:b@example.org"]
    assert ids(calendar(*pair[::-1]), "rss") == ids(calendar(*pair), "rss")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("https://anywhere.example.com/a/", "https://anywhere.example.com/a/"),
    ],
)
def test_without_a_site_every_web_page_is_the_own_one(page: str, expected: str) -> None:
    assert ids(calendar(event("a@example.org", url=page), url=None), "atom") == [expected]


def test_id_does_not_change_with_the_text_the_dates_or_the_other_events() -> None:
    before = event("a@example.org", title="Avant")
    after = event("a@example.org", title="Après", start=date(2027, 1, 1), published=None, status="cancelled")
    assert ids(calendar(before), "atom") == ids(calendar(after), "atom")
    assert ids(calendar(before), "atom")[0] in ids(calendar(event("b@example.org"), after), "atom")


# -- Dates and order --------------------------------------------------------------------------------------


def test_newest_publication_comes_first_undated_last_ties_by_uid() -> None:
    days = {"b@x": 2, "e@x": None, "a@x": 1, "d@x": 2, "c@x": None}
    agenda = [event(uid, published=PUBLISHED + timedelta(days=day) if day else None) for uid, day in days.items()]
    ordered = ["b@x", "d@x", "a@x", "c@x", "e@x"]
    assert [item["_event"]["uid"] for item in json_feed(calendar(*agenda))["items"]] == ordered


def test_order_is_that_of_moments_where_clocks_show_the_same_hour_twice() -> None:
    paris = ZoneInfo("Europe/Paris")
    first = event("a@x", published=datetime(2026, 10, 25, 2, 50, tzinfo=paris, fold=0))
    second = event("b@x", published=datetime(2026, 10, 25, 2, 10, tzinfo=paris, fold=1))
    assert [entry.event.uid for entry in entries(calendar(first, second))] == ["b@x", "a@x"]


NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def test_item_is_dated_by_its_publication_and_not_by_the_event() -> None:
    agenda = calendar(event(start=datetime(2030, 1, 1, 12, 0, tzinfo=UTC), updated=PUBLISHED + timedelta(days=1)))
    (rss,), (atom,) = (parsed(export(agenda, name)).entries for name in XML_FEEDS)
    (item,) = json_feed(agenda)["items"]
    assert rss.published == "Sun, 01 Feb 2026 08:00:00 +0000"
    assert (atom.published, atom.updated[:19]) == ("2026-02-01T08:00:00+00:00", "2026-02-02T08:00:00")
    assert (item["date_published"], item["date_modified"]) == (atom.published, "2026-02-02T08:00:00+00:00")
    assert rss.updated == "2026-02-02T08:00:00+00:00"


@FEW
@given(st.lists(st.tuples(st.none() | MOMENTS, st.none() | MOMENTS), max_size=4))
def test_feed_was_updated_when_its_newest_item_was(dates: list[tuple[datetime | None, datetime | None]]) -> None:
    agenda = calendar(*(event(f"{i}@x", published=one, updated=two) for i, (one, two) in enumerate(dates)))
    known = [day for pair in dates for day in (*filter(None, pair), *([] if any(pair) else [NEVER]))]
    newest = max(known, default=NEVER).astimezone(UTC).replace(microsecond=0)
    assert moment(parsed(export(agenda, "atom")).feed.updated) == newest
    assert parsedate_to_datetime(parsed(export(agenda, "rss")).feed.updated) == newest


@pytest.mark.parametrize("name", FEEDS)
def test_no_document_knows_the_day_on_which_it_is_made(name: str) -> None:
    old = event(start=date(1999, 5, 1), published=datetime(1999, 4, 1, tzinfo=UTC), url=f"{SITE}a/")
    years = {*re.findall("(?:19|20)[0-9]{2}", export(published_at(calendar(old)), name).decode())}
    assert years - {"2003", "2005"} == {"1999"}  # in the namespaces of Geo and Atom


def test_without_any_publication_date_feeds_stay_valid_and_the_same() -> None:
    agenda = published_at(calendar(event("a@x", published=None), event("b@x", published=None)))
    assert [item.find("pubDate") for item in items(agenda, "rss")] == [None, None]
    updated = [entry.updated for entry in parsed(export(agenda, "atom")).entries]
    assert {moment[:19] for moment in updated} == {"2000-01-01T00:00:00"}
    assert len(set(updated)) == len(updated)  # W3C: DuplicateUpdated
    assert [entry.find(f"{ATOM}published") for entry in items(agenda, "atom")] == [None, None]
    assert not {"date_published", "date_modified"} & {key for item in json_feed(agenda)["items"] for key in item}


@pytest.mark.parametrize("name", FEEDS)
def test_feed_without_events_is_a_feed(name: str) -> None:
    agenda = published_at(calendar())
    assert ids(agenda, name) == []
    assert export(agenda, name).endswith(b"\n")


# -- Addresses --------------------------------------------------------------------------------------------


def test_feed_names_itself_and_the_page_it_belongs_to() -> None:
    agenda = published_at(calendar(event(url=f"{SITE}agenda/a/")))
    rss = tree(agenda, "rss").find("channel")
    assert rss.find("link").text == SITE
    assert dict(rss.find(f"{ATOM}link").attrib) == {
        "rel": "self",
        "type": "application/rss+xml",
        "href": f"{SITE}agenda.rss",
    }
    assert [dict(link.attrib) for link in tree(agenda, "atom").findall(f"{ATOM}link")] == [
        {"rel": "self", "type": "application/atom+xml", "href": f"{SITE}agenda.atom"},
        {"rel": "alternate", "type": "text/html", "href": SITE},
    ]
    feed = json_feed(agenda)
    assert (feed["feed_url"], feed["home_page_url"]) == (f"{SITE}agenda.json", SITE)


def test_entry_has_one_alternate_link() -> None:
    agenda = calendar(event(url=f"{SITE}a/", calendar_url=f"{SITE}a.ics"))
    (entry,) = items(agenda, "atom")
    assert [dict(link.attrib) for link in entry.findall(f"{ATOM}link")] == [
        {"rel": "alternate", "type": "text/html", "href": f"{SITE}a/"},
        {"rel": "enclosure", "type": "text/calendar", "href": f"{SITE}a.ics"},
    ]


def test_calendar_of_one_event_is_an_attachment_an_enclosure_or_a_link() -> None:
    agenda = calendar(event(calendar_url=f"{SITE}a.ics?b&c"))
    (attachment,) = json_feed(agenda)["items"][0]["attachments"]
    assert (attachment["url"], attachment["mime_type"]) == (f"{SITE}a.ics?b&c", "text/calendar")
    (entry,) = parsed(export(agenda, "atom")).entries
    assert [(link.href, link.get("length")) for link in entry.enclosures] == [(f"{SITE}a.ics?b&c", None)]
    (item,) = items(agenda, "rss")
    assert item.find("enclosure") is None  # RSS asks for its size, which nobody knows
    assert f'<a href="{SITE}a.ics?b&amp;c">Ajouter à mon agenda' in contents(agenda, "rss")[0]


@pytest.mark.parametrize("name", ["atom", "json"])
def test_feed_without_any_address_is_a_feed(name: str) -> None:
    assert len(ids(calendar(event(), url=None), name)) == 1


def test_rss_without_any_address_is_refused_with_what_to_do() -> None:
    with pytest.raises(ExportError, match=r"^rss: url: .*--url"):
        export(calendar(event(), url=None), "rss")


def test_rss_with_its_own_address_alone_belongs_to_that() -> None:
    agenda = calendar(event(), url=None, feed_urls={"rss": f"{SITE}agenda.rss"})
    assert parsed(export(agenda, "rss")).feed.link == f"{SITE}agenda.rss"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, SITE),
        ({"feed_urls": {"atom": f"{SITE}agenda.atom"}}, f"{SITE}agenda.atom"),
        ({"url": None, "feed_urls": {"atom": f"{SITE}agenda.atom"}}, f"{SITE}agenda.atom"),
        ({"url": None}, "tag:eventfeeds.invalid,2000:Agenda%20%C3%A0%20Lyon:%202026"),
    ],
)
def test_feed_has_a_permanent_id(changes: dict[str, Any], expected: str) -> None:
    assert parsed(export(calendar(title="Agenda à Lyon: 2026", **changes), "atom")).feed.id == expected


def test_id_of_an_event_depends_on_no_other_event() -> None:
    """`--limit`, `--category` or a later file must not rename what readers have seen."""
    shared = f"{SITE}agenda/week/"
    one = event("monday@example.org", slug="monday", url=shared)
    two = event("tuesday@example.org", slug="tuesday", url=shared)
    own = event("week@example.org", slug="week", url=shared)
    alone = [ids(calendar(each), "json")[0] for each in (one, two, own)]
    assert alone == ["tag:example.org,2000:monday@example.org", "tag:example.org,2000:tuesday@example.org", shared]
    assert sorted(ids(calendar(one, two, own), "json")) == sorted(alone)


def test_summary_is_cleaned_at_the_door_too() -> None:
    lead = '<script>alert(1)</script><a href="javascript:alert(1)">ici</a> <img src="x.png">et là'
    (item,) = json_feed(calendar(event(lead=lead)))["items"]
    assert item["summary"].endswith("\n\nici et là")
    assert "<img" not in item["content_html"]


def test_coordinates_stand_in_both_xml_feeds() -> None:
    agenda = calendar(event(location=Place(name="Mairie", latitude=48.85, longitude=2.35)))
    for name in XML_FEEDS:
        (item,) = items(agenda, name)
        geo = "{http://www.w3.org/2003/01/geo/wgs84_pos#}"
        assert (item.findtext(f"{geo}lat"), item.findtext(f"{geo}long")) == ("48.850000", "2.350000")
