"""The same name, another meaning on another site: each has its name here.

The kinds of site are those of the built-in profiles; where a site has keys of its own, a profile of a few lines.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from eventfeeds.config import UnknownKind, recognise
from eventfeeds.model import Detail, Place
from outcomes import WHEN, interval, only, told

if TYPE_CHECKING:
    from conftest import ReadBy, WriteEvent

DAY = date(2026, 3, 14)


def test_date_is_never_a_start_under_auto(write_event: WriteEvent) -> None:
    folder = write_event("title: Post\ndate: 2026-03-14 10:00:00 +01:00\ntags: [a]\n").parent
    with pytest.raises(UnknownKind, match="--profile"):
        recognise([folder])


@pytest.mark.parametrize("profile", ["jekyll", "hugo", "hugo-blox", "galaxy-hub", "date-from-to"])
def test_date_is_the_start_where_the_profile_says_so(read_by: ReadBy, profile: str) -> None:
    assert only(read_by(profile, "title: a\ndate: 2026-03-14")).start == DAY


@pytest.mark.parametrize("profile", ["numerique-gouv", "pelican-events", "eleventy-calendar", "osuny", "schema-org"])
def test_date_is_the_publication_or_nothing_elsewhere(read_by: ReadBy, profile: str) -> None:
    assert read_by(profile, {"event.md": "---\ntitle: a\ndate: 2026-03-14\n---\n"}).events == ()


def test_date_of_a_page_beside_the_start_is_not_its_start(read_by: ReadBy) -> None:
    event = only(read_by("pelican-events", {"a.md": "Title: a\nDate: 2026-02-01\nEvent-start: 2026-03-14\n\n"}))
    assert (event.start, event.published) == (DAY, datetime.fromisoformat("2026-02-01T00:00+00:00"))


def test_date_may_be_the_end(read_by: ReadBy) -> None:
    own = "[fields]\ntitle = 'title'\nstart = 'dateStart'\nend = ['dateEnd', 'date']\n"
    assert interval(read_by(own, "title: a\ndateStart: 2026-03-14\ndate: 2026-03-15")) == ("2026-03-14", "2026-03-16")


def test_date_may_be_words_of_the_generator(read_by: ReadBy) -> None:
    reading = read_by("eleventy-calendar", "title: a\nstart: 2026-03-14\ndate: git Last Modified")
    assert (only(reading).start, told(reading)) == (DAY, [])


@pytest.mark.parametrize(("value", "kept"), [("true", True), ("false", False), ("2026-02-01", True), ("soon", False)])
def test_published_may_be_a_date(read_by: ReadBy, value: str, kept: bool) -> None:
    reading = read_by("jekyll", f"title: a\ndate: 2026-03-14\npublished: {value}")
    assert bool(reading.events) is kept


@pytest.mark.parametrize(
    ("profile", "word", "status", "codes"),
    [
        ("jekyll", "Cancelled", "cancelled", []),
        ("hugo", "canceled", "cancelled", []),
        ("jekyll", "active", "confirmed", []),
        ("jekyll", "inactive", "confirmed", []),
        ("date-from-to", "archive", "confirmed", []),
        ("date-from-to", "future", "confirmed", []),
        ("jekyll", "wobbly", "confirmed", [("unknown-status", "status")]),
    ],
)
def test_status_may_be_of_the_event_or_of_its_listing(
    read_by: ReadBy, profile: str, word: str, status: str, codes: list[tuple[str, str]]
) -> None:
    reading = read_by(profile, f"title: a\ndate: 2026-03-14\nstatus: {word}")
    assert (only(reading).status, told(reading)) == (status, codes)


def test_status_of_the_days_of_osuny_is_not_that_of_the_event(read_by: ReadBy) -> None:
    reading = read_by("osuny", 'title: a\ndates: {status: archive, from: {day: "2026-03-14"}}')
    assert (only(reading).status, told(reading)) == ("confirmed", [])


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("15:00-16:00", "2026-03-14T15:00:00+01:00", "2026-03-14T16:00:00+01:00"),
        ("14:00–15:30", "2026-03-14T14:00:00+01:00", "2026-03-14T15:30:00+01:00"),
        ("1pm - 4pm", "2026-03-14T13:00:00+01:00", "2026-03-14T16:00:00+01:00"),
        ('"18:30"', "2026-03-14T18:30:00+01:00", None),
        ("18h30", "2026-03-14T18:30:00+01:00", None),
    ],
)
def test_time_may_be_a_range(read_by: ReadBy, value: str, start: str, end: str | None) -> None:
    reading = read_by("date-from-to", f"title: a\ndate: 2026-03-14\ntime: {value}", timezone="Europe/Paris")
    assert (interval(reading), told(reading)) == ((start, end), [])


def test_time_may_be_lists_of_starts_and_ends(read_by: ReadBy) -> None:
    own = "sessions = 'time'\n[fields]\ntitle = 'title'\nstart = 'time.start'\nend = 'time.end'\n"
    text = "title: a\ntime:\n- - {start: 2026-03-14 14:00, end: 2026-03-14 15:00}\n  - {start: 2026-03-15 14:00}"
    events = read_by(own, text, timezone="Europe/Paris").events
    assert [(str(event.start), str(event.end)) for event in events] == [
        ("2026-03-14 14:00:00+01:00", "2026-03-14 15:00:00+01:00"),
        ("2026-03-15 14:00:00+01:00", "None"),
    ]


@pytest.mark.parametrize(
    ("value", "code"),
    [("Reoccurring: third Thursday", "date-form"), ("[culture, city]", "date-form"), ("{from: x}", "date-form")],
)
def test_event_date_may_be_prose_or_a_list_of_words_and_is_then_told(read_by: ReadBy, value: str, code: str) -> None:
    own = "[fields]\nstart = 'event_date'\n"
    reading = read_by(own, f"title: a\nevent_date: {json_text(value)}")
    assert (reading.events, told(reading)) == ((), [(code, "event_date")])


def json_text(value: str) -> str:
    return value if value.startswith(("[", "{")) else f'"{value}"'


@pytest.mark.parametrize(
    ("unit", "value", "length"),
    [
        ("minutes", "45", timedelta(minutes=45)),
        ("minutes", "4320", timedelta(days=3)),
        ("hours", "2", timedelta(hours=2)),
        ("", "{hours: 2}", timedelta(hours=2)),
        ("", "2h", timedelta(hours=2)),
        ("", "1h30", timedelta(hours=1, minutes=30)),
        ("", "PT2H", timedelta(hours=2)),
    ],
)
def test_duration_may_be_a_number_a_text_or_a_mapping(
    read_by: ReadBy, unit: str, value: str, length: timedelta
) -> None:
    own = f"{WHEN}duration = 'duration'\n[times]\nduration_unit = '{unit or 'days'}'\n"
    own = own if unit else own.partition("[times]")[0]
    event = only(read_by(own, f"title: a\nwhen: 2026-03-14 10:00\nduration: {value}", timezone="Europe/Paris"))
    assert isinstance(event.start, datetime)
    assert isinstance(event.end, datetime)
    assert event.end - event.start == length


def test_bare_number_of_a_duration_is_refused_where_no_unit_is_said(read_by: ReadBy) -> None:
    reading = read_by(
        f"{WHEN}duration = 'duration'", "title: a\nwhen: 2026-03-14 10:00\nduration: 45", timezone="Europe/Paris"
    )
    assert (only(reading).end, told(reading)) == (None, [("duration-form", "duration")])


@pytest.mark.parametrize(
    ("days", "end", "codes"),
    [
        ("3", date(2026, 3, 17), []),
        ("1", date(2026, 3, 15), []),
        ("0", date(2026, 3, 15), [("not-a-number", "days")]),
        ("-1", date(2026, 3, 15), [("not-a-number", "days")]),
        ("two", date(2026, 3, 15), [("not-a-number", "days")]),
        ("99999", date(2026, 3, 15), [("not-a-number", "days")]),
    ],
)
def test_days_count_the_first_one_too(read_by: ReadBy, days: str, end: date, codes: list[tuple[str, str]]) -> None:
    reading = read_by("galaxy-hub", f"title: a\ndate: 2026-03-14\ndays: {days}")
    assert (only(reading).end, told(reading)) == (end, codes)


def test_pages_of_the_days_of_one_event_are_one_event(read_by: ReadBy) -> None:
    page = '---\ntitle: a\nurl: /{0}/\nsearch: {{about_id: x-1}}\ndates: {{from: {{day: "2026-03-14"}}}}\n---\n'
    reading = read_by("osuny", {"14.html": page.format("a"), "15.html": page.format("b")})
    assert only(reading).url == "https://example.org/a/"
    assert [code for code, _ in told(reading)] == ["no-publication-dates"]
    assert [skipped.reason for skipped in reading.skipped] == ["same-event"]


def test_url_may_be_the_page_or_elsewhere(read_by: ReadBy) -> None:
    """Of Osuny the page; of a list of conferences the site of each, which is no page of ours."""
    osuny = 'title: a\nurl: "/agenda/a/"\ndates: {from: {day: "2026-03-14"}}'
    page = only(read_by("osuny", osuny))
    assert (page.url, page.details) == ("https://example.org/agenda/a/", ())


def test_url_elsewhere_is_a_detail(read_by: ReadBy) -> None:
    text = '[{"name": "a", "startDate": "2026-03-14", "url": "https://conference.example.com/"}]'
    event = only(read_by("conference-data", {"a.json": text}))
    assert event.url is None
    assert event.details == (Detail(label="Website", url="https://conference.example.com/"),)


@pytest.mark.parametrize(("profile", "title", "lead"), [("jekyll", "a", "b"), ("yaml2ics", "b", "")])
def test_summary_may_be_the_title(read_by: ReadBy, profile: str, title: str, lead: str) -> None:
    files = {
        "event.md": "---\ntitle: a\nsummary: b\ndate: 2026-03-14\n---\n",
        "events.yml": "events: [{title: a, summary: b, begin: 2026-03-14}]\n",
    }
    event = only(read_by(profile, files))
    assert (event.title, event.lead) == (title, f"<p>{lead}</p>" if lead else "")


def test_name_may_be_the_title_or_the_series_of_meetings(read_by: ReadBy) -> None:
    own = "[fields]\ntitle = [['name', 'topic']]\nstart = 'start'\n"
    assert only(read_by("jekyll", "name: a\ndate: 2026-03-14")).title == "a"
    assert only(read_by(own, "name: Meetup\ntopic: Types\nstart: 2026-03-14")).title == "Meetup, Types"


def test_event_may_be_the_conference_that_a_talk_belongs_to(read_by: ReadBy) -> None:
    event = only(read_by("hugo-blox", "title: Talk\nevent: Week of Maps\ndate: 2026-03-14"))
    assert (event.title, event.details) == ("Talk", (Detail(label="Event", text="<p>Week of Maps</p>"),))


@pytest.mark.parametrize(
    ("profile", "location", "place"),
    [
        ("jekyll", "Ghent", Place(name="Ghent")),
        ("jekyll", "{name: Hall, city: Ghent, country: BE}", Place(name="Hall", address="Ghent, BE")),
        ("jekyll", "{label: Hall}", Place(name="Hall")),
        (
            "galaxy-hub",
            "{name: Hall, geo: {lat: 51.05, lon: 3.72}}",
            Place(name="Hall", latitude=51.05, longitude=3.72),
        ),
        ("galaxy-hub", "{city: Ghent, country: BE}", Place(address="Ghent, BE")),
    ],
)
def test_location_may_be_a_text_or_parts(read_by: ReadBy, profile: str, location: str, place: Place) -> None:
    reading = read_by(profile, f"title: a\ndate: 2026-03-14\nlocation: {location}")
    assert only(reading).location == place
    assert told(reading) == []


def test_location_may_be_a_city_alone(read_by: ReadBy) -> None:
    text = '[{"name": "a", "startDate": "2026-03-14", "url": "https://a.example/", "city": "Ghent"}]'
    assert only(read_by("conference-data", {"a.json": text})).location == Place(name="Ghent")


@pytest.mark.parametrize("key", ["expires", "expiryDate", "expired"])
def test_expiry_is_the_end_of_the_listing_and_never_of_the_event(read_by: ReadBy, key: str) -> None:
    event = only(read_by("hugo", f"title: a\ndate: 2026-03-14\n{key}: 2026-03-20", timezone="Europe/Paris"))
    assert event.end == date(2026, 3, 15)


def test_key_case_and_dashes_do_not_matter(read_by: ReadBy) -> None:
    text = "TITLE: a\nEvent_Start: 2026-03-14\nevent-END: 2026-03-15\nEVENT_LOCATION: Hall\n\n"
    event = only(read_by("pelican-events", {"a.md": text}))
    assert (event.title, event.start, event.end, event.location) == ("a", DAY, date(2026, 3, 16), Place(name="Hall"))
