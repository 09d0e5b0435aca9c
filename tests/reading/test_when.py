"""From the text of the time keys to an instant: offsets, zones, rival starts, and what has no usable time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pytest

from eventfeeds.documents import Keys
from eventfeeds.errors import BadValue
from eventfeeds.profiles.keys import Found, Lookup
from eventfeeds.profiles.paths import Paths
from eventfeeds.reading.details import HoursAt
from eventfeeds.reading.files import Source
from eventfeeds.reading.moments import revision
from eventfeeds.reading.publication import revisions, sequence
from eventfeeds.reading.record import Record
from eventfeeds.reading.when import when as timing
from eventfeeds.times.hours import Hours

if TYPE_CHECKING:
    from conftest import ReadBy, ReadEvent
    from eventfeeds.reading.interval import Interval
    from eventfeeds.site import Site

JULY, AUGUST = datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 8, 1, tzinfo=UTC)


def record_of(site: Site, **metadata: str) -> Record:
    lines = {key: line for line, key in enumerate(metadata, 2)}
    return Record(Source("a.md", "a.md", "a.md"), site, Lookup(Keys(metadata, lines)))


def when(record: Record, hours: HoursAt | None) -> Interval:
    return timing(record, hours).interval


def told(record: Record) -> list[tuple[str, str, str, int]]:
    return [(problem.severity, problem.code, problem.key, problem.line) for problem in record.problems]


def with_fields(site: Site, **fields: tuple[str, ...]) -> Site:
    profile = site.profile
    return replace(site, profile=profile._replace(fields=Paths({**profile.fields, **fields})))


@pytest.mark.parametrize(
    ("start", "instant", "remark"),
    [
        ("2026-07-24 14:00:00 +02:00", "2026-07-24 12:00", None),
        ("2026-07-24 14:00", "2026-07-24 12:00", None),
        ("2026-01-24 14:00", "2026-01-24 13:00", None),
        ("2026-07-24T12:00:00Z", "2026-07-24 12:00", None),
        ("2026-07-24 12:00 +00:00", "2026-07-24 12:00", None),
        ("2026-07-24 14:00 +01:00", "2026-07-24 13:00", ("warning", "offset-of-another-season")),
        ("2026-01-24 14:00 +0200", "2026-01-24 12:00", ("warning", "offset-of-another-season")),
        ("2026-07-24 14:00 -03", "2026-07-24 17:00", ("notice", "offset-differs")),
        ("2026-03-29 02:30", "2026-03-29 01:30", ("warning", "nonexistent-time")),
        ("2026-10-25 02:30", "2026-10-25 00:30", ("warning", "ambiguous-time")),
    ],
)
def test_time_is_read_on_the_clocks_of_the_site(
    site: Site, start: str, instant: str, remark: tuple[str, str] | None
) -> None:
    record = record_of(site, title="x", event_start_date=start)
    found = when(record, None).start
    assert isinstance(found, datetime)
    assert found.tzinfo is site.zone
    assert found.astimezone(UTC) == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert told(record) == ([(*remark, "event_start_date", 3)] if remark else [])


@pytest.mark.parametrize(
    ("start", "end", "from_", "to"),
    [
        ("2026-03-14 10:00", "2026-03-14 24:00", "2026-03-14 10:00", "2026-03-15 00:00"),
        ("2026-03-14 10:00", "2026-03-16T24:00:00+01:00", "2026-03-14 10:00", "2026-03-17 00:00"),
        ("2026-03-14", "2026-03-14 24:00", "2026-03-14", "2026-03-15"),
        ("2026-03-14 00:00", "2026-03-14 24:00", "2026-03-14", "2026-03-15"),
        ("2026-03-14 00:00", "2026-03-16 24:00", "2026-03-14", "2026-03-17"),
        ("2026-03-14 24:00", "2026-03-15 02:00", "2026-03-15 00:00", "2026-03-15 02:00"),
        ("2026-03-14 24:00", None, "2026-03-15 00:00", None),
    ],
)
def test_24_00_ends_its_day_without_a_doubt(
    site: Site, start: str, end: str | None, from_: str, to: str | None
) -> None:
    """A start at 24:00 is that moment, never the whole day of an hour left at 00:00."""
    record = record_of(site, event_start_date=start, **({"event_end_date": end} if end else {}))
    found = when(record, None)
    shown = [str(moment)[:16] if moment else None for moment in (found.start, found.end)]
    assert (shown, told(record)) == ([from_, to], [])


def test_profile_that_ignores_offsets_keeps_the_wall_clock(site: Site) -> None:
    american = replace(
        site,
        timezone="America/New_York",
        profile=site.profile._replace(times=site.profile.times._replace(trust_offset=False)),
    )
    record = record_of(american, event_start_date="2026-07-24 14:00 -0500")
    assert when(record, None).start.isoformat() == "2026-07-24T14:00:00-04:00"
    assert not record.problems


def test_zone_of_the_event_comes_before_that_of_the_site(site: Site) -> None:
    record = record_of(with_fields(site, timezone=("zone",)), event_start_date="2026-07-24 14:00", zone="America/Lima")
    assert when(record, None).start.isoformat() == "2026-07-24T14:00:00-05:00"


def test_unknown_zone_of_the_event_is_a_warning_and_the_site_s_counts(site: Site) -> None:
    record = record_of(with_fields(site, timezone=("zone",)), event_start_date="2026-07-24 14:00", zone="Lima!")
    assert when(record, None).start.isoformat() == "2026-07-24T14:00:00+02:00"
    assert told(record) == [("warning", "unknown-zone", "zone", 3)]


def test_without_any_zone_an_offset_is_read_in_utc(site: Site) -> None:
    record = record_of(replace(site, timezone=None), event_start_date="2026-07-24 14:00 +02:00")
    assert when(record, None).start.isoformat() == "2026-07-24T12:00:00+00:00"


@pytest.mark.parametrize(
    ("start", "code"),
    [
        ("2026-07-24 14:00", "no-zone"),
        ("24/07/2026", "date-form"),
        ("2026-02-31 14:00 +01:00", "invalid-date"),
        ("0005-01-31 23:09:21 +00:09", "year-out-of-range"),
        ("2026-07-24 14:00 EST", "zone-abbreviation"),
        ("14:30", "date-form"),
        ("+0200", "date-form"),
    ],
)
def test_start_that_cannot_be_used_is_refused_with_its_key_and_line(site: Site, start: str, code: str) -> None:
    record = record_of(replace(site, timezone=None), title="x", event_start_date=start)
    with pytest.raises(BadValue) as caught:
        when(record, None)
    remark = caught.value.remark
    assert (remark.code, remark.key, remark.line) == (code, "event_start_date", 3)


def test_no_start_names_the_keys_that_could_hold_one(site: Site) -> None:
    with pytest.raises(BadValue) as caught:
        when(record_of(site, date="2026-07-24", event_start_date=" "), None)
    assert caught.value.remark.code == "no-start"
    assert caught.value.remark.expected == "event_start_date, event_date, dateEvent"


def test_end_that_cannot_be_used_is_a_warning(site: Site) -> None:
    record = record_of(site, event_start_date="2026-07-24 14:00", event_end_date="2026-07-32")
    assert when(record, None).end is None
    assert told(record) == [("warning", "invalid-date", "event_end_date", 3)]


@pytest.mark.parametrize(
    ("rival", "problem"),
    [
        ("2026-07-24 14:00:00 +02:00", []),
        ("2026-07-24 12:00Z", []),
        ("2026-07-24 14:00", []),
        ("2026-07-25 14:00:00 +02:00", [("warning", "rival-start", "event_date", 3)]),
        ("2026-07-24", [("warning", "rival-start", "event_date", 3)]),
        ("24/07/2026", [("warning", "date-form", "event_date", 3)]),
        ("", []),
    ],
)
def test_second_start_is_told_when_it_names_another_moment(
    site: Site, rival: str, problem: list[tuple[str, str, str, int]]
) -> None:
    record = record_of(site, event_start_date="2026-07-24 14:00:00 +02:00", event_date=rival)
    assert when(record, None).start.isoformat() == "2026-07-24T14:00:00+02:00"
    assert told(record) == problem


def test_weekday_of_another_day_is_told_of_start_and_end(site: Site) -> None:
    record = record_of(site, event_start_date="dimanche 14 mars 2026", event_end_date="mardi 16 mars 2026")
    assert when(record, None).start == date(2026, 3, 14)
    assert told(record) == [
        ("warning", "weekday-differs", "event_start_date", 2),
        ("warning", "weekday-differs", "event_end_date", 3),
    ]


@pytest.mark.parametrize(
    ("times", "prose", "about"),
    [
        ({"event_start_date": "2026-07-24 00:00"}, None, ("notice", "midnight-is-all-day", "event_start_date", 3)),
        (
            {"event_start_date": "2026-07-24 14:00", "event_end_date": "2026-07-24 09:00"},
            None,
            ("warning", "end-before-start", "event_end_date", 4),
        ),
        (
            {"event_start_date": "2026-07-24 14:00"},
            Hours(time(15), None),
            ("warning", "hours-contradict-start", "champs_informations.0", 9),
        ),
    ],
)
def test_remark_on_a_time_is_told_at_its_key(
    site: Site, times: dict[str, str], prose: Hours | None, about: tuple[str, str, str, int]
) -> None:
    record = record_of(site, title="x", **times)
    when(record, HoursAt(prose, Found("", "champs_informations.0", 9)) if prose else None)
    assert told(record) == [about]


def test_hours_in_prose_are_those_of_the_site(site: Site) -> None:
    record = record_of(site, event_start_date="2026-07-24 00:00 +02:00")
    found = when(record, HoursAt(Hours(time(14), time(17)), Found("", "champs_informations.0", 9)))
    assert found.start.isoformat() == "2026-07-24T14:00:00+02:00"


def test_first_start_that_holds_a_value_wins_in_the_order_of_the_profile(site: Site) -> None:
    record = record_of(site, dateEvent="2026-07-24", event_start_date="", event_date="2026-07-24")
    assert when(record, None).start == date(2026, 7, 24)
    assert not record.problems


@pytest.mark.parametrize(
    ("text", "meant", "codes"),
    [
        ("true", True, []),
        ("Yes", True, []),
        ("on", True, []),
        ("false", False, []),
        ("NO", False, []),
        ("off", False, []),
        ("", None, []),
        ("non", None, ["not-a-boolean"]),
        ("1", None, ["not-a-boolean"]),
    ],
)
def test_yes_or_no(site: Site, text: str, meant: bool | None, codes: list[str]) -> None:
    record = record_of(with_fields(site, all_day=("all_day",)), all_day=text)
    assert record.boolean("all_day") is meant
    assert [problem.code for problem in record.problems] == codes


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-07-01", "2026-06-30T22:00:00+00:00"),
        ("2026-07-01 12:30:00 +02:00", "2026-07-01T10:30:00+00:00"),
        ("2026-07-01 12:30", "2026-07-01T10:30:00+00:00"),
        ("2026-07-01 12:30 -03", "2026-07-01T15:30:00+00:00"),
        ("1 July 2026", "2026-06-30T22:00:00+00:00"),
        ("1er juillet 2026 12h30", "2026-07-01T10:30:00+00:00"),
        ("2026-07-01 12:30 ET", "2026-07-01T16:30:00+00:00"),
        ("July 1, 2026, 2:30 pm ET", "2026-07-01T18:30:00+00:00"),
    ],
)
def test_publication_is_an_instant(site: Site, text: str, instant: str) -> None:
    times = site.profile.times._replace(abbreviations={"ET": "America/New_York"})
    american = replace(site, profile=site.profile._replace(times=times))
    found = revision(record_of(american, date=text), "published")
    assert found is not None
    assert found.isoformat() == instant


def test_publication_is_on_the_clocks_of_its_key(site: Site) -> None:
    times = site.profile.times._replace(zones={"date": "America/New_York"})
    american = replace(site, profile=site.profile._replace(times=times))
    found = revision(record_of(american, date="2026-07-01 12:30"), "published")
    assert found == datetime(2026, 7, 1, 16, 30, tzinfo=UTC)


def test_sequence_has_no_more_than_a_client_can_hold(site: Site) -> None:
    long_ago, late = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
    assert sequence(record_of(site), long_ago, late) == 2**31 - 1


def test_publication_that_is_no_date_is_a_warning(site: Site) -> None:
    record = record_of(site, date="hier")
    assert revision(record, "published") is None
    assert told(record) == [("warning", "date-form", "date", 2)]


@pytest.mark.parametrize(
    ("text", "number", "codes"),
    [
        ("7", 7, []),
        ("", 31 * 86_400, []),
        ("-1", 31 * 86_400, ["not-a-number"]),
        ("2147483648", 31 * 86_400, ["not-a-number"]),
        pytest.param("9" * 5000, 31 * 86_400, ["not-a-number"], id="5000 digits"),
        ("deux", 31 * 86_400, ["not-a-number"]),
    ],
)
def test_sequence_is_its_key_or_the_seconds_from_publication_to_change(
    site: Site, text: str, number: int, codes: list[str]
) -> None:
    record = record_of(with_fields(site, sequence=("sequence",)), sequence=text)
    assert sequence(record, JULY, AUGUST) == number
    assert [problem.code for problem in record.problems] == codes


@pytest.mark.parametrize(("first", "last"), [(None, AUGUST), (JULY, None), (AUGUST, JULY), (JULY, JULY)])
def test_sequence_is_zero_where_nothing_tells_a_change(
    site: Site, first: datetime | None, last: datetime | None
) -> None:
    assert sequence(record_of(site), first, last) == 0


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ("", ["no-publication-date"]),
        ("date: 2026-02-01\n", []),
        ("date: hier\n", ["date-form", "no-publication-date"]),
    ],
)
def test_event_of_which_nothing_tells_the_publication_is_a_warning(
    read_event: ReadEvent, more: str, codes: list[str]
) -> None:
    result = read_event(f"title: Atelier\n{more}event_start_date: 2026-03-14\n")
    assert [problem.code for problem in result.problems] == codes
    assert {problem.severity for problem in result.problems} <= {"warning"}


WHOLE = """\
[fields]
title = "title"
start = "when"
end = "until"
duration = "length"
all_day = "all_day"
[times]
"""


@pytest.mark.parametrize(
    ("rules", "lines", "end"),
    [
        ("", "when: 2026-03-14\nlength: 1 day", "2026-03-15"),
        ("", "when: 2026-03-14\nlength: 2 days", "2026-03-16"),
        ("", "when: 2026-03-14 10:00\nall_day: true\nlength: 1 day", "2026-03-15"),
        ("", "when: 2026-03-14 00:00\nall_day: true\nlength: 2 days", "2026-03-16"),
        ("", "when: 2026-03-14 10:00\nall_day: true\nlength: 2h", "2026-03-15"),
        ("", "when: 2026-03-14 10:00\nlength: 1 day", "2026-03-15T10:00:00+01:00"),
        ("", "when: 2026-03-28 12:00\nlength: {days: 1}", "2026-03-29T12:00:00+02:00"),
        ("", "when: 2026-03-28 12:00\nlength: 24h", "2026-03-29T13:00:00+02:00"),
        ("", "when: 2026-10-24 12:00\nlength: P2D", "2026-10-26T12:00:00+01:00"),
        ("", "when: 2026-03-28 10:00 -01:00\nlength: P1D", "2026-03-29T12:00:00+02:00"),
        ("midnight = 'all-day'", "when: 2026-03-14 00:00\nlength: 1 day", "2026-03-15"),
        ("", "when: 2026-03-14\nlength: 24h", "2026-03-15"),
        ("midnight = 'all-day'", "when: 2026-03-14 00:00\nlength: 2h", "2026-03-14T02:00:00+01:00"),
        ("midnight = 'all-day'", "when: 2026-03-14 00:00\nall_day: false\nlength: 1 day", "2026-03-15T00:00:00+01:00"),
        ("end_date = 'exclusive'", "when: 2026-03-14\nuntil: 2026-03-16", "2026-03-16"),
        ("end_date = 'exclusive'", "when: 2026-03-14\nuntil: 2026-03-14", "2026-03-15"),
        ("end_date = 'exclusive'", "when: 2026-03-14 00:00\nuntil: 2026-03-15 00:00", "2026-03-15T00:00:00+01:00"),
        (
            "end_date = 'exclusive'\nmidnight = 'all-day'",
            "when: 2026-03-14 00:00\nuntil: 2026-03-16 00:00",
            "2026-03-16",
        ),
        ("end_date = 'exclusive'", "when: 2026-03-14 00:00\nuntil: 2026-03-16 00:00\nall_day: true", "2026-03-16"),
    ],
)
def test_end_of_whole_days_by_a_length_or_before_a_day(read_by: ReadBy, rules: str, lines: str, end: str) -> None:
    [event] = read_by(f"{WHOLE}{rules}\n", f"title: a\n{lines}", timezone="Europe/Paris").events
    assert event.end is not None
    assert event.end.isoformat() == end


@pytest.mark.parametrize(("day", "last"), [("14", "14"), ("14 00:00", "14 00:00"), ("14 00:00", "14")])
def test_exclusive_end_that_is_the_day_of_the_start_is_one_day_and_nothing_to_tell(
    read_by: ReadBy, day: str, last: str
) -> None:
    lines = f"title: a\nwhen: 2026-03-{day}\nuntil: 2026-03-{last}\nall_day: true"
    reading = read_by(f"{WHOLE}end_date = 'exclusive'\n", lines, timezone="Europe/Paris")
    assert [(event.start, event.end) for event in reading.events] == [(date(2026, 3, 14), date(2026, 3, 15))]
    assert [problem.code for problem in reading.problems] == ["no-publication-date"]


@pytest.mark.parametrize(
    ("published", "updated", "revised"),
    [
        (None, None, AUGUST),
        ("2026-07-01", None, AUGUST),
        ("2026-09-01", None, datetime(2026, 8, 31, 22, tzinfo=UTC)),
        (None, "2026-09-01", datetime(2026, 8, 31, 22, tzinfo=UTC)),
    ],
)
def test_commit_before_the_publication_is_no_revision(
    site: Site, published: str | None, updated: str | None, revised: datetime
) -> None:
    site = with_fields(site, updated=("lastmod",))
    metadata = {key: value for key, value in (("date", published), ("lastmod", updated)) if value}
    record = record_of(site, **metadata)
    record.source = record.source._replace(committed=(JULY, AUGUST))
    assert revisions(record)[1] == revised


def test_length_that_ends_at_an_hour_that_clocks_skip_is_told(read_by: ReadBy) -> None:
    reading = read_by(WHOLE, "title: a\nwhen: 2026-03-28 02:30\nlength: 1 day", timezone="Europe/Paris")
    assert reading.events[0].end == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert ("nonexistent-time", "length") in [(problem.code, problem.key) for problem in reading.problems]
