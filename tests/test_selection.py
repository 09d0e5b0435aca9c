"""Choosing among events by day, category and publication."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from eventfeeds.errors import BadValue
from eventfeeds.model import Event
from eventfeeds.selection import day, in_category, newest, since, until
from eventfeeds.times.zones import zone

PARIS, TOKYO, LOS_ANGELES = zone("Europe/Paris"), zone("Asia/Tokyo"), zone("America/Los_Angeles")
DAY = date(2026, 7, 24)


def moment(text: str | None) -> Any:
    """`2026-07-24`, or `2026-07-24 14:00` in Paris."""
    if text is None:
        return None
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text).replace(tzinfo=PARIS)


def event(start: str, end: str | None = None, **given: Any) -> Event:
    return Event(**{"uid": "42", "title": "Atelier", "start": moment(start), "end": moment(end), **given})


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        ("2026-07-24 00:00", None, True),
        ("2026-07-23 23:59", None, False),
        ("2026-07-23 00:00", None, False),
        ("2026-07-23 22:00", "2026-07-24 00:00", False),
        ("2026-07-23 22:00", "2026-07-24 00:01", True),
        ("2026-07-01 09:00", "2026-08-01 18:00", True),
        ("2026-07-24", None, True),
        ("2026-07-23", None, False),
        ("2026-07-23", "2026-07-24", False),
        ("2026-07-23", "2026-07-25", True),
        ("2026-07-24", "2026-07-25", True),
    ],
)
def test_since_keeps_what_is_not_over_before_the_day(start: str, end: str | None, kept: bool) -> None:
    assert bool(since([event(start, end)], DAY, PARIS)) is kept


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        ("2026-07-24 00:00", None, True),
        ("2026-07-24 23:59", None, True),
        ("2026-07-25 00:00", None, False),
        ("2026-07-24 23:59", "2026-08-30 12:00", True),
        ("2026-07-24", None, True),
        ("2026-07-24", "2026-08-01", True),
        ("2026-07-25", None, False),
    ],
)
def test_until_keeps_what_starts_on_the_day_or_earlier(start: str, end: str | None, kept: bool) -> None:
    assert bool(until([event(start, end)], DAY, PARIS)) is kept


def test_until_the_last_day_there_is_keeps_all() -> None:
    assert len(until([event("2026-07-24")], date.max, PARIS)) == 1


@pytest.mark.parametrize(
    ("start", "zone_name", "in_since", "in_until"),
    [
        # 24 July 20:00 in Paris is 25 July 03:00 in Tokyo, 24 July 11:00 in Los Angeles.
        ("2026-07-24 20:00", "Asia/Tokyo", True, False),
        ("2026-07-24 20:00", "America/Los_Angeles", True, True),
        # 24 July 02:00 in Paris is 23 July 17:00 in Los Angeles.
        ("2026-07-24 02:00", "Asia/Tokyo", True, True),
        ("2026-07-24 02:00", "America/Los_Angeles", False, True),
        # Whole days are those of the calendar, wherever they are looked at.
        ("2026-07-24", "Asia/Tokyo", True, True),
        ("2026-07-24", "America/Los_Angeles", True, True),
    ],
)
def test_a_day_is_that_of_the_zone(start: str, zone_name: str, in_since: bool, in_until: bool) -> None:
    there = zone(zone_name)
    assert bool(since([event(start)], DAY, there)) is in_since
    assert bool(until([event(start)], DAY, there)) is in_until


@pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25"])
def test_the_day_clocks_change_is_a_whole_day(change: str) -> None:
    changing = date.fromisoformat(change)
    before, after = changing - timedelta(days=1), changing + timedelta(days=1)
    events = [
        event(f"{on} {clock}", uid=f"{on}-{clock}") for on in (before, changing, after) for clock in ("00:00", "23:59")
    ]
    assert [found.uid for found in until(since(events, changing, PARIS), changing, PARIS)] == [
        f"{change}-00:00",
        f"{change}-23:59",
    ]


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (("Événement",), ["a"]),
        (("evenement",), ["a"]),
        ((" ÉVÉNEMENT ",), ["a"]),
        (("Atelier",), ["a", "b"]),
        (("Événement", "Formation"), ["a", "c"]),
        (("Even",), []),
        (("",), []),
        ((), []),
    ],
)
def test_category_is_compared_without_case_accents_and_edge_spaces(names: tuple[str, ...], kept: list[str]) -> None:
    events = [
        event("2026-07-24", uid="a", categories=["Événement", "Atelier"]),
        event("2026-07-24", uid="b", categories=["atelier"]),
        event("2026-07-24", uid="c", categories=["Formation"]),
        event("2026-07-24", uid="d"),
    ]
    assert [found.uid for found in in_category(events, *names)] == kept


@pytest.mark.parametrize(("count", "kept"), [(0, "edbca"), (1, "e"), (3, "edb"), (99, "edbca")])
def test_newest_are_those_published_last_then_by_uid(count: int, kept: str) -> None:
    published = {"a": None, "b": 1, "c": 1, "d": 2, "e": 3}
    events = [
        event("2026-07-24", uid=uid, published=on and datetime(2026, 1, on, tzinfo=UTC))
        for uid, on in published.items()
    ]
    random.Random(7).shuffle(events)
    assert "".join(found.uid for found in newest(events, count)) == kept


def test_newest_of_less_than_none_is_refused() -> None:
    with pytest.raises(ValueError, match="count: expected 0 or more, got -1"):
        newest([], -1)


def test_newest_compares_instants() -> None:
    morning = datetime(2026, 7, 24, 9, 0, tzinfo=TOKYO)
    evening = datetime(2026, 7, 23, 20, 0, tzinfo=LOS_ANGELES)
    events = [
        event("2026-07-24", uid="tokyo", published=morning),
        event("2026-07-24", uid="los-angeles", published=evening),
    ]
    assert [found.uid for found in newest(events, 1)] == ["los-angeles"]


def test_order_of_what_is_given_is_kept() -> None:
    events = [event(f"2026-07-{on}", uid=str(on), categories=["A"]) for on in (29, 24, 27)]
    for chosen in (since(events, DAY, PARIS), until(events, date(2026, 8, 1), PARIS), in_category(events, "a")):
        assert chosen == tuple(events)


@pytest.mark.parametrize(
    "choose",
    [
        lambda events: since(events, DAY, PARIS),
        lambda events: until(events, DAY, PARIS),
        lambda events: in_category(events, "a"),
        lambda events: newest(events, 5),
    ],
)
def test_any_iterable_will_do(choose: Any) -> None:
    given = event("2026-07-24", categories=["A"])
    assert choose(iter([given])) == (given,)
    assert choose([]) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024-07-24", "2024-07-24"),
        (" 2024-07-24 ", "2024-07-24"),
        ("2024-7-4", "2024-07-04"),
        ("0m", "2026-03-01"),
        ("1m", "2026-02-01"),
        ("2m", "2026-01-01"),
        ("3m", "2025-12-01"),
        ("18m", "2024-09-01"),
        ("1y", "2025-03-01"),
        ("12m", "2025-03-01"),
        ("2025y", "0001-03-01"),
    ],
)
def test_day_or_age(text: str, found: str) -> None:
    assert day(text, date(2026, 3, 31)).isoformat() == found


@pytest.mark.parametrize("today", [date(2026, 3, 1), date(2026, 3, 15), date(2026, 3, 31)])
def test_age_is_the_same_on_every_day_of_a_month(today: date) -> None:
    assert day("1m", today) == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "date-form"),
        ("hier", "date-form"),
        ("18", "date-form"),
        ("1w", "date-form"),
        ("-1m", "date-form"),
        ("24/07/2024", "date-form"),
        ("2024-02-30", "invalid-date"),
        ("2024-07-24 10:00", "date-form"),
        ("2026y", "date-form"),
        ("9999y", "date-form"),
        ("99999m", "date-form"),
    ],
)
def test_what_is_neither_day_nor_age_is_refused(text: str, code: str) -> None:
    with pytest.raises(BadValue) as caught:
        day(text, date(2026, 3, 31))
    assert caught.value.remark.code == code


@pytest.mark.parametrize(
    ("changes", "last"),
    [
        ({"recurrence": "FREQ=WEEKLY;COUNT=3"}, date(2026, 4, 3)),
        ({"recurrence": "FREQ=WEEKLY;UNTIL=20260403T070000Z"}, date(2026, 4, 3)),
        ({"additional": [datetime(2026, 7, 1, 10, tzinfo=PARIS)]}, date(2026, 7, 1)),
        (
            {"recurrence": "FREQ=WEEKLY;COUNT=3", "additional": [datetime(2026, 3, 21, 9, tzinfo=PARIS)]},
            date(2026, 4, 3),
        ),
        ({"recurrence": "FREQ=WEEKLY"}, date(2190, 1, 1)),
    ],
)
def test_event_that_happens_again_is_over_after_its_last_time(changes: dict[str, Any], last: date) -> None:
    again = Event(uid="a", title="a", start=datetime(2026, 3, 20, 9, tzinfo=PARIS), **changes)
    assert since([again], last, PARIS) == (again,)
    assert since([again], last + timedelta(days=1), PARIS) == ((again,) if last.year == 2190 else ())
