"""Events and calendars to export: a plain one, odd texts that people type, and generated ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from eventfeeds import Calendar, Detail, Event, Image, Place, markup
from eventfeeds.times.zones import zone

START = datetime(2026, 3, 14, 13, 0, tzinfo=UTC)
PUBLISHED = datetime(2026, 2, 1, 8, 0, tzinfo=UTC)
SITE = "https://example.org/"
FEW = settings(deadline=None, max_examples=50)


def event(uid: str = "atelier@example.org", **changes: Any) -> Event:
    """An event with a title, a start and a date of publication, unless told otherwise."""
    return Event(**{"uid": uid, "title": "Atelier", "start": START, "published": PUBLISHED, **changes})


def calendar(*events: Event, **changes: Any) -> Calendar:
    """A French calendar of a site, with these events."""
    plain = {"title": "Agenda", "url": SITE, "language": "fr", "timezone": "Europe/Paris", "events": events}
    return Calendar(**{**plain, **changes})


ODD_TEXTS = {
    "end of CDATA": "a ]]> b",
    "emoji": "👩🏽‍💻 🎉",
    "entity": "a&nbsp;b &amp;lt; &#x1F600; &bogus;",
    "no-break space": "14\xa0h\u202f30",
    "script": "<script>alert('x')</script>",
    "tags": "<b>gras</p><table><td>",
    "comment": "a <!-- b --> c <? d ?> <![CDATA[ e ]]>",
    "javascript": "[clic](javascript:alert(1)) javascript:alert(2)",
    "quotes": 'l\'"été" « à l’aise » `x` \\n',
    "formula": '=HYPERLINK("https://example.org/")',
    "control characters": "a\x00b\x07c\x1bd\x7fe\x85f\u2028g\x0bh",
    "surrogate": "a\ud800b\ufffec",
    "right to left": "ورشة \u202bرقمية\u202c עברית",
    "combining": "e\u0301te\u0301 Z͑͗a̴l̷g̶o",
    "only marks": "\u200b\u2060",
    "lines": "un\r\ndeux\rtrois\n\n\nquatre\tcinq",
    "separators": "a;b,c\\;d:e|f\tg",
    "long": "Très long " * 30 + "titre",
    "one long word": "x" * 300,
}

# No character in U+0080 to U+00BF: feedparser takes some texts made of them for broken UTF-8, and "mends" them.
_LETTERS = st.sampled_from("abcdefghij XYZ  -;,:='\"&<>/\\[]éèüœ’…🎉شع字")
TITLES = st.text(_LETTERS, min_size=1, max_size=40).map(lambda text: text.strip() or "Sans titre")
_LINES = st.one_of(TITLES, st.just("Un <b>titre</b> & deux"), st.just("]]> &nbsp; &amp;"))
_MARKDOWN = st.sampled_from(
    [
        "Un *atelier* pour [tous](https://example.org/a?b=1&c=2).",
        "- un\n- deux\n\n> cité\n\n1. trois",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "![Plan](/plan.png) et [page](../page/)",
        '<div onclick="x()" style="color:red">texte <p>sans fin',
        "<script>alert(1)</script>[clic](javascript:alert(1))",
        "`]]>` &nbsp; 🎉",
        "Une ligne  \nune autre",
    ]
)
FRAGMENTS = st.one_of(
    st.just(""),
    TITLES.map(markup.escape),
    st.lists(_MARKDOWN, min_size=1, max_size=3).map(lambda parts: markup.html("\n\n".join(parts), SITE)),
    st.lists(_MARKDOWN, min_size=1, max_size=2).map("".join),  # of a hand that did not use `markup`
)

_ZONES = st.sampled_from(
    [
        UTC,
        zone("Europe/Paris"),
        zone("America/New_York"),
        zone("Asia/Kathmandu"),
        timezone(timedelta(hours=-9, minutes=-30)),
    ]
)


def _moments(first: date, last: date) -> st.SearchStrategy[datetime]:
    bounds = (datetime.combine(day, time()) for day in (first, last))
    return st.datetimes(*bounds, timezones=_ZONES)


MOMENTS = _moments(date(1990, 1, 2), date(2100, 1, 1))
_DAYS = (date(1902, 1, 2), date(2190, 1, 1))
_STARTS = st.one_of(_moments(*_DAYS), st.dates(*_DAYS))
_LENGTHS = st.one_of(st.none(), st.timedeltas(timedelta(days=1), timedelta(days=40)), st.just(timedelta(hours=2)))
_ADDRESSES = st.sampled_from(
    [
        None,
        "https://example.org/a/?b=1&c='2'",
        "http://elsewhere.example.com/(x);y",
        "mailto:a@example.org",
        "tel:+33123456789",
    ]
)
_PAGES = st.sampled_from(
    [None, SITE, f"{SITE}agenda/un/", f"{SITE}agenda/deux/?a=1&b=2", "https://elsewhere.example.com/x"]
)
_PLACES = st.one_of(
    st.none(),
    st.builds(Place, name=_LINES, address=_LINES),
    st.builds(Place, name=st.just(""), address=_LINES),
    st.builds(Place, name=_LINES, latitude=st.floats(-90, 90), longitude=st.floats(-180, 180)),
)
_DETAILS = st.builds(
    Detail,
    label=_LINES | st.just(""),
    text=FRAGMENTS,
    url=_ADDRESSES,
    kind=st.sampled_from(["information", "registration", "hours", "access"]),
)
_UIDS = st.sampled_from(["{}@example.org", "{}", "{}: a b@x.org", "a/{}?b#c%@Example.org", "{}@eventfeeds.invalid"])


@st.composite
def _repetitions(draw: st.DrawFn, start: date) -> dict[str, Any]:
    """When an event happens again: by a rule, by dates, by both or not at all."""
    rule = draw(st.sampled_from(["", "", "FREQ=WEEKLY;COUNT=4", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=HOURLY;COUNT=3"]))
    if "HOURLY" in rule and not isinstance(start, datetime):
        rule = "FREQ=YEARLY;BYMONTHDAY=-1"
    weeks = draw(st.lists(st.integers(1, 90), max_size=3, unique=True))
    further = [start + timedelta(weeks=number) for number in weeks]
    return {
        "recurrence": rule,
        "additional": further[:2],
        "excluded": further[2:] if rule or further else (),
    }


@st.composite
def events(draw: st.DrawFn, number: int = 0) -> Event:
    """Any event; `number` tells its uid from those of others."""
    start = draw(_STARTS)
    length = draw(_LENGTHS)
    end: date | None = None
    if isinstance(start, datetime) and length:
        end = (start.astimezone(UTC) + length).astimezone(start.tzinfo)
    elif length:
        end = start + timedelta(days=max(1, length.days))
    published = draw(st.none() | MOMENTS)
    return Event(
        uid=draw(_UIDS).format(number),
        title=draw(_LINES),
        start=start,
        end=end,
        lead=draw(FRAGMENTS),
        description=draw(FRAGMENTS),
        location=draw(_PLACES),
        virtual_location=draw(_ADDRESSES),
        url=draw(_PAGES),
        registration_url=draw(_ADDRESSES),
        calendar_url=draw(st.sampled_from([None, f"{SITE}events/un.ics", f"{SITE}events/a.ics?b&c"])),
        details=draw(st.lists(_DETAILS, max_size=3)),
        categories=draw(st.lists(_LINES, max_size=3)),
        keywords=draw(st.lists(_LINES, max_size=3)),
        contact=draw(_LINES | st.just("")),
        image=draw(st.none() | st.builds(Image, url=st.just(f"{SITE}a.png?b&c"), alt=_LINES)),
        **draw(_repetitions(start)),
        parent=draw(st.sampled_from(["", "", "0@example.org", "forum@example.org"])) if number else "",
        status=draw(st.sampled_from(["confirmed", "tentative", "postponed", "cancelled"])),
        published=published,
        updated=draw(st.none() | MOMENTS),
        language=draw(st.sampled_from(["", "fr", "en", "de"])),
    )


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Any calendar with the addresses that its feeds are published at."""
    count = draw(st.integers(0, 4))
    return Calendar(
        title=draw(_LINES | st.just("")),
        url=draw(st.sampled_from([None, SITE, "https://www.example.org"])),
        description=draw(_LINES | st.just("")),
        language=draw(st.sampled_from(["fr", "en", "de"])),
        timezone=draw(st.sampled_from(["Europe/Paris", "UTC", "America/New_York", "Asia/Kathmandu"])),
        feed_urls={name: f"{SITE}agenda.{name}" for name in ("rss", "atom", "json")},
        events=[draw(events(number)) for number in range(count)],
    )
