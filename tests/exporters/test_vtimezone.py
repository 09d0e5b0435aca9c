from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pytest
from dateutil.tz import tzical

from eventfeeds.errors import BadValue
from eventfeeds.exporters import vtimezone
from eventfeeds.exporters.vtimezone import zone_rule
from eventfeeds.times.changes import Change, changes
from eventfeeds.times.zones import settle, zone

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

FRENCH = [
    "America/Cayenne",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Miquelon",
    "Europe/Paris",
    "Indian/Mayotte",
    "Indian/Reunion",
    "Pacific/Gambier",
    "Pacific/Marquesas",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Wallis",
]
OTHERS = [
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Kolkata",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Europe/Dublin",
    "Europe/Istanbul",
    "Europe/Lisbon",
    "Europe/London",
    "Pacific/Chatham",
]
WITHOUT_RULE = [
    "Africa/Cairo",  # summer ends at 24:00
    "America/Nuuk",  # summer begins an hour before Sunday
    "America/Santiago",
    "Asia/Gaza",
    "Asia/Jerusalem",
]
PARIS = """\
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
"""
DUBLIN = """\
BEGIN:VTIMEZONE
TZID:Europe/Dublin
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:IST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
END:STANDARD
END:VTIMEZONE
"""
MARQUESAS = """\
BEGIN:VTIMEZONE
TZID:Pacific/Marquesas
BEGIN:STANDARD
DTSTART:19900101T000000
TZOFFSETFROM:-0930
TZOFFSETTO:-0930
TZNAME:-0930
END:STANDARD
END:VTIMEZONE
"""


UNSETTLED = ["Africa/Casablanca", "Africa/El_Aaiun"]  # by release of the database, with a rule or without
LAST_YEAR = 2068  # every calendar there is lies between it and 2040


class Block(NamedTuple):
    kind: str
    start: str
    rule: str
    before: str
    after: str
    name: str


class Onset(NamedTuple):
    """A change of offset, as local clocks see it."""

    local: datetime  # on the clocks before the change
    before: timedelta
    after: timedelta
    name: str

    def key(self) -> tuple[object, ...]:
        at = self.local
        return at.month, at.weekday(), at.time(), self.before, self.after, self.name

    def ordinals(self) -> set[int]:
        """Which such weekday of the month it is, and -1 if it is the last."""
        last = (self.local + timedelta(weeks=1)).month != self.local.month
        return {(self.local.day + 6) // 7} | ({-1} if last else set())

    def block(self, ordinals: set[int]) -> Block:
        ordinal = -1 if -1 in ordinals else max(ordinals)
        weekday = "MO TU WE TH FR SA SU".split()[self.local.weekday()]
        return Block(
            "DAYLIGHT" if self.after > self.before else "STANDARD",
            f"{self.local:%Y%m%dT%H%M%S}",
            f"FREQ=YEARLY;BYMONTH={self.local.month};BYDAY={ordinal}{weekday}",
            offset(self.before),
            offset(self.after),
            self.name,
        )


def offset(value: timedelta) -> str:
    sign, minutes = ("-", -value) if value < timedelta(0) else ("+", value)
    return sign + str(minutes).removesuffix(":00").zfill(5).replace(":", "")


def walk(zone: ZoneInfo, year: int) -> list[Onset]:
    """The changes of a year, found by looking at the clocks every day, then ever closer."""
    start = datetime(year, 1, 1, tzinfo=UTC)
    days = (start.replace(year=year + 1) - start).days
    midnights = pairwise(start + timedelta(days=day) for day in range(days + 1))
    return [
        onset(zone, early, late)
        for early, late in midnights
        if early.astimezone(zone).utcoffset() != late.astimezone(zone).utcoffset()
    ]


def onset(zone: ZoneInfo, early: datetime, late: datetime) -> Onset:
    before = early.astimezone(zone).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early).total_seconds() // 2)
        same = middle.astimezone(zone).utcoffset() == before
        early, late = (middle, late) if same else (early, middle)
    after = late.astimezone(zone)
    return Onset((late + before).replace(tzinfo=None), before, after.utcoffset(), after.tzname())


def oracle(name: str) -> tuple[set[Block], datetime] | None:
    """The rule that a walk back through the years finds, without a look at the footer."""
    reference = walk(zone(name), LAST_YEAR)
    first, onsets, ordinals = LAST_YEAR, reference, [onset.ordinals() for onset in reference]
    while first > 1990:
        earlier = walk(zone(name), first - 1)
        possible = [before & onset.ordinals() for before, onset in zip(ordinals, earlier, strict=False)]
        if [onset.key() for onset in earlier] != [onset.key() for onset in reference] or not all(possible):
            break
        first, onsets, ordinals = first - 1, earlier, possible
    if first > 2040 or len(onsets) not in (0, 2):
        return None
    january = datetime(first, 1, 1, tzinfo=zone(name))
    if onsets:
        blocks = {onset.block(which) for onset, which in zip(onsets, ordinals, strict=True)}
        return blocks, january.replace(year=first + 1).astimezone(UTC)
    now = datetime(LAST_YEAR, 1, 1, tzinfo=zone(name))
    always = offset(now.utcoffset())
    return {Block("STANDARD", f"{first}0101T000000", "", always, always, now.tzname())}, january.astimezone(UTC)


def parse(lines: tuple[str, ...], name: str) -> set[Block]:
    """The blocks of a VTIMEZONE that has nothing but what each of them needs."""
    assert (*lines[:2], lines[-1]) == ("BEGIN:VTIMEZONE", f"TZID:{name}", "END:VTIMEZONE")
    blocks = set()
    for text in "\n".join(lines[2:-1]).removeprefix("BEGIN:").split("\nBEGIN:"):
        kind, *middle, end = text.split("\n")
        values = dict(line.split(":", 1) for line in middle)
        assert end == f"END:{kind}"
        assert list(values) == [
            "DTSTART",
            *(["RRULE"] if "RRULE" in values else []),
            "TZOFFSETFROM",
            "TZOFFSETTO",
            "TZNAME",
        ]
        assert len(values) == len(middle)
        blocks.add(Block(kind, values["DTSTART"], values.get("RRULE", ""), *list(values.values())[-3:]))
    return blocks


@pytest.mark.parametrize(
    ("name", "text"), [("Europe/Paris", PARIS), ("Europe/Dublin", DUBLIN), ("Pacific/Marquesas", MARQUESAS)]
)
def test_the_block_is_written_to_the_letter(name: str, text: str) -> None:
    assert zone_rule(name).lines == tuple(text.splitlines())


@pytest.mark.parametrize("name", FRENCH + OTHERS + WITHOUT_RULE + UNSETTLED)
def test_the_rule_is_the_one_that_a_walk_through_the_years_finds(name: str) -> None:
    rule = zone_rule(name)
    assert (rule and (parse(rule.lines, name), rule.since)) == oracle(name)


@pytest.mark.parametrize("name", WITHOUT_RULE)
def test_a_zone_without_a_plain_rule_has_none(name: str) -> None:
    assert zone_rule(name) is None


@pytest.mark.parametrize("name", ["UTC", "Etc/UTC", "Zulu"])
def test_utc_needs_no_rule(name: str) -> None:
    assert zone_rule(name) is None


@pytest.mark.parametrize(
    ("name", "since"),
    [
        ("Europe/Paris", "1996-12-31T23:00:00+00:00"),
        ("America/New_York", "2008-01-01T05:00:00+00:00"),
        ("Australia/Sydney", "2008-12-31T13:00:00+00:00"),
        ("Europe/Istanbul", "2016-12-31T21:00:00+00:00"),
        ("Indian/Reunion", "1989-12-31T20:00:00+00:00"),
    ],
)
def test_the_rule_is_right_from_its_first_full_year(name: str, since: str) -> None:
    rule = zone_rule(name)
    assert rule.since.isoformat() == since
    assert rule.since.tzinfo is UTC


@pytest.mark.parametrize(("year", "found"), [(2037, True), (2039, True), (2040, False), (2087, False)])
def test_a_rule_that_begins_after_2040_is_none(year: int, found: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    last = Change(at=datetime(year, 6, 1, tzinfo=UTC), before=3600, after=0, abbreviation="GMT")
    monkeypatch.setattr(vtimezone, "changes", lambda name: [last])
    assert (zone_rule.__wrapped__("Africa/Abidjan") is not None) == found


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(BadValue, match="unknown-zone"):
        zone_rule("Europe/Lutetia")


@pytest.mark.parametrize(
    "footer",
    [
        "",
        "LMT-0:09:21",
        "EST5EDT",
        "EST5EDT,J60,J300",
        "EST5EDT,59,299",
        "CET-1CEST,M3.5.0/-1,M10.5.0",
        "CET-1CEST,M3.5.0,M10.5.0/24",
        "CET-1CEST,M3.5.0/2:00:30,M10.5.0",
        "CET-1CEST-1:30:30,M3.5.0,M10.5.0",
    ],
)
def test_a_footer_that_no_yearly_rule_can_express_is_not_used(footer: str) -> None:
    assert vtimezone._parse(footer) is None


@pytest.mark.parametrize("name", FRENCH + OTHERS)
def test_another_reader_of_the_block_finds_the_same_instants(name: str) -> None:
    rule = zone_rule(name)
    reader = tzical(StringIO("\r\n".join(rule.lines))).get(name)
    dice = random.Random(name)
    last = datetime(2060, 1, 1, tzinfo=UTC)
    instants = [rule.since + (last - rule.since) * dice.random() for _ in range(400)]
    instants += [
        change.at + timedelta(seconds=seconds)
        for change in changes(name)
        for seconds in (-3601, -1, 0, 3600)
        if change.at > rule.since
    ]
    local = {instant.astimezone(zone(name)).replace(tzinfo=None, fold=0, microsecond=0) for instant in instants}
    certain = [moment for moment, remark in (settle(naive, zone(name)) for naive in local) if remark is None]
    wrong = [moment for moment in certain if moment != moment.replace(tzinfo=reader).astimezone(UTC)]
    assert len(certain) >= 395
    assert wrong == []
