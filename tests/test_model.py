"""The model: what its constructors refuse, what they put in order, and that its objects are plain values."""

from __future__ import annotations

import copy
import pickle
import re
from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytz
from hypothesis import given
from hypothesis import strategies as st

from eventfeeds.model import Calendar, Detail, Event, Image, Place, checks
from eventfeeds.times.zones import zone

PARIS = zone("Europe/Paris")
SECOND_HOUR = datetime(2026, 10, 25, 2, 15, fold=1, tzinfo=PARIS)  # after 2:45 by summer time
NOON = datetime(2026, 7, 24, 12, 0, tzinfo=UTC)
NAIVE = datetime(2026, 7, 24, 12, 0)
CONTROLS = "a\x00\x07\x1b\x7f\x85\u2028\ud800\ufffeb"


def event(**given: Any) -> Event:
    return Event(**{"uid": "42@example.org", "title": "Atelier", "start": NOON, **given})


FULL = event(
    end=NOON + timedelta(hours=2),
    location=Place(name="Salle 3", address="Lille", latitude=50.6, longitude=3.1),
    details=[Detail(label="Horaires", text="<p>14h</p>", url="https://example.org/a", kind="hours")],
    categories=["Atelier", "Données"],
    image=Image(url="https://example.org/a.png", alt="une salle"),
    published=NOON,
)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("uid", ""),
        ("uid", "a" * 201),
        ("uid", "réunion"),
        ("uid", "a\nb"),
        ("uid", " a"),
        ("uid", "a "),
        ("start", NAIVE),
        ("start", "2026-07-24"),
        ("start", None),
        ("end", NAIVE),
        ("end", "2026-07-24"),
        ("end", date(2026, 7, 25)),
        ("end", NOON),
        ("end", NOON - timedelta(seconds=1)),
        ("published", NAIVE),
        ("published", date(2026, 7, 24)),
        ("updated", NAIVE),
        ("updated", date(2026, 7, 24)),
        ("categories", "Atelier"),
        ("keywords", "données"),
        ("status", "annulé"),
        ("status", ""),
        ("sequence", -1),
        ("sequence", 2**31),
        ("url", "/agenda/a/"),
        ("url", "www.example.org"),
        ("url", "https://example.org/été"),
        ("url", "https://example.org/a b"),
        ("url", ""),
        ("registration_url", "accueil@example.org"),
        ("virtual_location", "salle 3"),
        ("virtual_location", 3),
        ("url", 3),
        ("image", "https://example.org/a.png"),
        ("location", "Lille"),
        ("title", None),
        ("lead", None),
        ("description", 3),
        ("contact", None),
        ("slug", None),
        ("source", None),
        ("collection", None),
        ("language", None),
        ("recurrence", None),
    ],
)
def test_fault_of_an_event_names_its_field(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=rf"^{field}: expected "):
        event(**{field: value})


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 7, 24), NOON),
        (date(2026, 7, 24), date(2026, 7, 24)),
        (date(2026, 7, 24), date(2026, 7, 23)),
    ],
)
def test_end_of_whole_days_is_a_later_date(start: date, end: date) -> None:
    with pytest.raises(ValueError, match=r"^end: expected "):
        event(start=start, end=end)


@pytest.mark.parametrize(
    ("model", "given", "field"),
    [
        (Place, {"latitude": 50.6}, "latitude"),
        (Place, {"longitude": 3.1}, "longitude"),
        (Place, {"latitude": 90.1, "longitude": 0}, "latitude"),
        (Place, {"latitude": float("nan"), "longitude": 0}, "latitude"),
        (Place, {"latitude": 0, "longitude": -180.1}, "longitude"),
        (Detail, {"url": "example.org"}, "url"),
        (Detail, {"kind": "horaires"}, "kind"),
        (Image, {"url": "a.png"}, "url"),
        (Calendar, {"url": "example.org"}, "url"),
        (Calendar, {"feed_urls": {"ics": "agenda.ics"}}, r"feed_urls\['ics'\]"),
        (Calendar, {"refresh": timedelta(seconds=59)}, "refresh"),
        (Calendar, {"events": [event(), event(title="Autre")]}, "events"),
        (Place, {"name": None}, "name"),
        (Place, {"address": 3}, "address"),
        (Detail, {"label": None}, "label"),
        (Detail, {"text": None}, "text"),
        (Detail, {"url": 3}, "url"),
        (Image, {"url": None}, "url"),
        (Image, {"url": "https://example.org/a.png", "alt": None}, "alt"),
        (Calendar, {"title": None}, "title"),
        (Calendar, {"description": None}, "description"),
        (Calendar, {"language": None}, "language"),
        (Calendar, {"timezone": None}, "timezone"),
        (Calendar, {"url": 3}, "url"),
        (Calendar, {"feed_urls": None}, "feed_urls"),
        (Calendar, {"feed_urls": {"ics": 3}}, r"feed_urls\['ics'\]"),
    ],
)
def test_fault_of_the_other_classes_names_its_field(model: type, given: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueError, match=rf"{field}.*: "):
        model(**given)


def test_two_events_of_one_uid_are_named() -> None:
    with pytest.raises(ValueError, match=re.escape("events: two have the uid '42@example.org'")):
        Calendar(events=[event(), event(start=NOON + timedelta(days=1))])


def test_fault_of_a_naive_time_shows_it() -> None:
    with pytest.raises(ValueError, match="naive 2026-07-24T12:00:00"):
        event(start=NAIVE)


@pytest.mark.parametrize(
    "start",
    [
        NOON,
        NOON.astimezone(PARIS),
        NOON.astimezone(ZoneInfo("Europe/Paris")),
        NOON.astimezone(pytz.timezone("Europe/Paris")),
        NOON.astimezone(timezone(timedelta(hours=-3))),
    ],
)
def test_any_aware_time_is_taken_as_it_is(start: datetime) -> None:
    assert event(start=start).start is start


class TestNightClocksChange:
    """Two times of one zone compare in Python as they show; the model compares the moments."""

    first = datetime(2026, 10, 25, 2, 45, tzinfo=PARIS)
    second = datetime(2026, 10, 25, 2, 15, tzinfo=PARIS, fold=1)

    def test_end_that_only_shows_before_the_start_is_kept(self) -> None:
        assert event(start=self.first, end=self.second).end is self.second

    def test_end_that_only_shows_after_the_start_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"^end: expected after start"):
            event(start=self.second, end=self.first)


def test_least_of_an_event_and_of_a_calendar() -> None:
    assert (event().end, event().sequence, event().status, event().location) == (None, 0, "confirmed", None)
    assert (Calendar().timezone, Calendar().refresh, Calendar().events) == ("UTC", timedelta(hours=4), ())


def test_bounds_are_within() -> None:
    assert Place(latitude=90, longitude=-180).longitude == -180
    assert Calendar(refresh=timedelta(minutes=1)).refresh == timedelta(minutes=1)
    assert event(uid="a" * 200, sequence=2**31 - 1).sequence == 2**31 - 1


@pytest.mark.parametrize(
    ("start", "whole"), [(NOON, False), (date(2026, 7, 24), True), (datetime(2026, 7, 24, tzinfo=PARIS), False)]
)
def test_all_day_is_a_date(start: date, whole: bool) -> None:
    assert event(start=start).all_day is whole


@pytest.mark.parametrize(
    ("published", "updated", "revised"),
    [
        (None, None, None),
        (NOON, None, NOON),
        (None, NOON, NOON),
        (NOON, NOON + timedelta(1), NOON + timedelta(1)),
        (NOON + timedelta(1), NOON, NOON + timedelta(1)),
        (SECOND_HOUR, SECOND_HOUR.replace(minute=45, fold=0), SECOND_HOUR.astimezone(UTC)),
    ],
)
def test_revised_is_the_last_that_is_known(
    published: datetime | None, updated: datetime | None, revised: datetime | None
) -> None:
    assert event(published=published, updated=updated).revised == revised


@pytest.mark.parametrize(
    ("made", "line"),
    [
        (event(title=CONTROLS).title, "a b"),
        (event(title="a\x07b").title, "ab"),
        (event(title=" Atelier\r\n  du\tsoir ").title, "Atelier du soir"),
        (event(contact="Ada\u2029Byron").contact, "Ada Byron"),
        (Place(name="Salle\n3").name, "Salle 3"),
        (Place(address="1 rue\r\nBasse").address, "1 rue Basse"),
        (Detail(label="Horaires\n").label, "Horaires"),
        (Image(url="https://example.org/a.png", alt="une\nsalle").alt, "une salle"),
        (Calendar(title="Notre\nagenda").title, "Notre agenda"),
        (Calendar(description="Tout\nici").description, "Tout ici"),
        (event(categories=["Atelier\n1"]).categories[0], "Atelier 1"),
    ],
)
def test_short_texts_are_one_clean_line(made: str, line: str) -> None:
    assert made == line


@pytest.mark.parametrize(
    "made", [event(lead=CONTROLS).lead, event(description=CONTROLS).description, Detail(text=CONTROLS).text]
)
def test_long_texts_keep_their_lines_without_control_characters(made: str) -> None:
    assert made == "a\n\nb"


def test_title_keeps_no_break_spaces_and_what_lies_beyond_the_first_plane() -> None:
    assert event(title="14\u202fh\u00a030 🏛").title == "14\u202fh\u00a030 🏛"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["B", "A", "B"], ("B", "A")),
        (["A", "A ", " A"], ("A",)),
        (["", " ", "A"], ("A",)),
        (("A",), ("A",)),
        ([], ()),
    ],
)
def test_categories_are_distinct_and_in_the_order_given(given: Any, kept: tuple[str, ...]) -> None:
    assert event(categories=given).categories == kept
    assert event(keywords=given).keywords == kept


def test_lists_and_what_can_be_read_once_become_tuples() -> None:
    detail = Detail(label="A")
    assert event(details=iter([detail])).details == (detail,)
    assert event(categories=iter("AB")).categories == ("A", "B")
    assert Calendar(events=iter([FULL])).events == (FULL,)


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place(name="Salle 3", address="1 rue Basse"), "Salle 3, 1 rue Basse"),
        (Place(name="Lyon"), "Lyon"),
        (Place(address="1 rue Basse"), "1 rue Basse"),
        (Place(), ""),
    ],
)
def test_place_reads_as_a_person_would_say_it(place: Place, shown: str) -> None:
    assert str(place) == shown


VALUES = [FULL, FULL.details[0], FULL.location, FULL.image, Calendar(title="Notre agenda", events=[FULL])]
VALUE_NAMES = [type(value).__name__ for value in VALUES]


@pytest.mark.parametrize("value", VALUES, ids=VALUE_NAMES)
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_values_can_be_pickled_and_copied(value: object, protocol: int) -> None:
    assert pickle.loads(pickle.dumps(value, protocol)) == copy.deepcopy(value) == value


def test_zone_of_a_pickled_event_is_the_same_object() -> None:
    made = event(start=NOON.astimezone(PARIS))
    assert pickle.loads(pickle.dumps(made)).start.tzinfo is PARIS


@pytest.mark.parametrize("value", VALUES, ids=VALUE_NAMES)
def test_values_cannot_be_changed(value: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(value, fields(value)[0].name, "x")


def test_values_take_no_unknown_attribute() -> None:
    assert not hasattr(FULL, "__dict__")


@pytest.mark.parametrize("value", VALUES[:4], ids=VALUE_NAMES[:4])
def test_values_of_an_event_can_stand_in_a_set(value: Any) -> None:
    assert {value, replace(value)} == {value}


@pytest.mark.parametrize("given", [{"title": "Autre"}, {"status": "cancelled"}, {"start": NOON + timedelta(hours=1)}])
def test_events_that_differ_are_unequal(given: dict[str, Any]) -> None:
    assert event(**given) != event()


def test_events_at_the_same_moment_are_equal_whatever_the_zone() -> None:
    here = event(start=NOON.astimezone(PARIS))
    assert here == event()
    assert hash(here) == hash(event())


@pytest.mark.parametrize("model", [Place, Detail, Image, Event, Calendar])
def test_fields_are_named(model: type) -> None:
    with pytest.raises(TypeError, match="positional argument"):
        model("a")


@pytest.mark.parametrize("name", ["url", "calendar_url"])
@pytest.mark.parametrize("address", ["mailto:a@example.org", "tel:+33100000000", "javascript:alert(1)"])
def test_page_is_a_web_address(name: str, address: str) -> None:
    with pytest.raises(ValueError, match=name):
        event(**{name: address})


@pytest.mark.parametrize(("given", "kept"), [("fr", "fr"), ("fr_FR", "fr-FR"), ("pt-BR", "pt-BR")])
def test_language_is_a_code(given: str, kept: str) -> None:
    assert event(language=given).language == kept
    assert Calendar(language=given).language == kept


@pytest.mark.parametrize("given", ["", "français", "f", "fr FR"])
def test_calendar_needs_a_language(given: str) -> None:
    with pytest.raises(ValueError, match="language"):
        Calendar(language=given)


@pytest.mark.parametrize(
    "rule",
    [
        "weekly",
        "FREQ=OFTEN",
        "FREQ=DAILY\r\nX:1",
        "COUNT=4",
        "FREQ=DAILY;UNTIL=20261231",
        "FREQ=DAILY;UNTIL=20261231T000000",
        "FREQ=DAILY;UNTIL=20261331T000000Z",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=٣",
        "FREQ=DAILY;BYDAY=MON",
        "FREQ=DAILY;BYMONTH=MAY",
        "FREQ=DAILY;COUNT=3;COUNT=4",
        "FREQ=DAILY;COUNT=3;UNTIL=20261231T000000Z",
    ],
)
def test_rule_that_calendars_cannot_read_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="recurrence"):
        event(recurrence=rule)


@pytest.mark.parametrize(
    ("rule", "start"),
    [
        ("FREQ=WEEKLY;COUNT=4", NOON),
        ("FREQ=DAILY;UNTIL=20261231T225959Z", NOON),
        ("FREQ=DAILY;UNTIL=20261231", date(2026, 3, 14)),
        ("FREQ=MONTHLY;BYDAY=-1FR;INTERVAL=2", NOON),
    ],
)
def test_rule_is_kept_as_it_is(rule: str, start: date) -> None:
    assert event(start=start, end=None, recurrence=rule).recurrence == rule


DAY = date(2026, 3, 14)
LATER = NOON + timedelta(weeks=1)


def test_dates_are_kept_in_order_of_time() -> None:
    early = LATER.astimezone(timezone(timedelta(hours=9)))
    kept = event(recurrence="FREQ=DAILY", excluded=[LATER + timedelta(hours=1), early], additional=[LATER, NOON])
    assert kept.excluded == (early, LATER + timedelta(hours=1))
    assert kept.additional == (NOON, LATER)


def test_further_dates_need_no_rule_but_dates_left_out_need_something_to_be_left_out_of() -> None:
    assert event(additional=[LATER], excluded=[NOON]).excluded == (NOON,)
    with pytest.raises(ValueError, match="excluded"):
        event(excluded=[NOON])


@pytest.mark.parametrize("name", ["excluded", "additional"])
@pytest.mark.parametrize(
    ("start", "dates"),
    [
        (NOON, [DAY]),
        (DAY, [NOON]),
        (NOON, [NOON.replace(tzinfo=None)]),
        (NOON, ["2026-03-21"]),
        (NOON, "2026-03-21"),
        (NOON, [LATER, LATER.astimezone(timezone(timedelta(hours=9)))]),
        (DAY, [DAY, DAY]),
        (DAY, [date(9999, 1, 1)]),
        (NOON, None),
    ],
)
def test_date_of_another_type_or_given_twice_is_refused(name: str, start: date, dates: object) -> None:
    with pytest.raises(ValueError, match=name):
        event(start=start, end=None, recurrence="FREQ=DAILY", **{name: dates})


@pytest.mark.parametrize("parent", ["événement", "a" * 201, " a", event().uid, None])
def test_parent_is_the_uid_of_another_event(parent: object) -> None:
    with pytest.raises(ValueError, match="parent"):
        event(parent=parent)
    assert event(parent="forum@example.org").parent == "forum@example.org"


@given(st.lists(st.sampled_from(f"\xa0\u202f\n\r\t {CONTROLS}"), max_size=3).map("".join))
def test_text_put_in_order_at_sight_is_what_a_search_makes_of_it(text: str) -> None:
    lines = re.sub(checks._LINE_BREAKS, "\n", text) if re.search(checks._UNTIDY, text) else text
    assert checks.plain(text) == re.sub(checks._UNTIDY, "", lines)
