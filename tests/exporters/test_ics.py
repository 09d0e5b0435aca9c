"""iCalendar, read back with icalendar and line by line."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import icalendar
import pytest
import pytz
import recurring_ical_events
from calendars import FEW, calendars
from hypothesis import example, given
from hypothesis import strategies as st

from eventfeeds import Calendar, Detail, Event, ExportError, Place, export
from eventfeeds.exporters import line as content_line
from eventfeeds.exporters import text as texts
from eventfeeds.exporters.line import folded as fold

NOON = datetime(2019, 7, 24, 12, 0, tzinfo=UTC)
STAMP = datetime(2019, 7, 1, 8, 0, tzinfo=UTC)


def event(**changes: object) -> Event:
    given: dict[str, object] = {"uid": "rencontre@example.org", "title": "Rencontre", "start": NOON, "published": STAMP}
    return Event(**{**given, **changes})  # type: ignore[arg-type]


def feed(*events: Event, **changes: object) -> Calendar:
    given: dict[str, object] = {"title": "Agenda", "timezone": "Europe/Paris", "language": "fr", "events": events}
    return Calendar(**{**given, **changes})  # type: ignore[arg-type]


def lines(calendar: Calendar, **options: object) -> list[str]:
    return export(calendar, "ics", **options).decode().replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize(
    "start",
    [
        NOON,
        datetime(2019, 7, 24, 14, 0, tzinfo=ZoneInfo("Europe/Paris")),
        pytz.timezone("Europe/Paris").localize(datetime(2019, 7, 24, 14, 0)),
        datetime(2019, 7, 24, 14, 0, tzinfo=timezone(timedelta(hours=2))),
        datetime(2019, 7, 24, 8, 0, tzinfo=ZoneInfo("America/New_York")),
    ],
    ids=["UTC", "zoneinfo", "pytz", "offset", "another zone"],
)
def test_any_aware_start_is_written_in_the_zone_of_the_calendar(start: datetime) -> None:
    assert "DTSTART;TZID=Europe/Paris:20190724T140000" in lines(feed(event(start=start)))


def test_naive_start_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="start"):
        event(start=datetime(2019, 7, 24, 14, 0))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2021, 11, 2), date(2021, 12, 1), ["DTSTART;VALUE=DATE:20211102", "DTEND;VALUE=DATE:20211201"]),
        (date(2021, 11, 2), None, ["DTSTART;VALUE=DATE:20211102", "DTEND;VALUE=DATE:20211103"]),
        (NOON, None, ["DTSTART;TZID=Europe/Paris:20190724T140000"]),
        (
            NOON,
            NOON + timedelta(hours=3),
            ["DTSTART;TZID=Europe/Paris:20190724T140000", "DTEND;TZID=Europe/Paris:20190724T170000"],
        ),
        # Before the present rule of the zone: in UTC, which needs none.
        (datetime(1950, 7, 1, 10, tzinfo=UTC), None, ["DTSTART:19500701T100000Z"]),
        (datetime(2050, 7, 1, 10, tzinfo=UTC), None, ["DTSTART;TZID=Europe/Paris:20500701T120000"]),
    ],
)
def test_times_are_written_so(start: date, end: date | None, expected: list[str]) -> None:
    written = lines(feed(event(start=start, end=end)))
    event_lines = written[written.index("BEGIN:VEVENT") :]
    assert [line for line in event_lines if line.startswith(("DTSTART", "DTEND"))] == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("00:30", "00:45", ["DTSTART;TZID=Europe/Paris:20261025T023000", "DTEND;TZID=Europe/Paris:20261025T024500"]),
        ("00:50", "01:10", ["DTSTART;TZID=Europe/Paris:20261025T025000", "DTEND:20261025T011000Z"]),
        ("01:30", "02:30", ["DTSTART:20261025T013000Z", "DTEND;TZID=Europe/Paris:20261025T033000"]),
    ],
)
def test_second_of_two_equal_hours_of_autumn_is_in_utc_since_a_local_time_is_the_first(
    start: str, end: str, expected: list[str]
) -> None:
    moments = [datetime.fromisoformat(f"2026-10-25T{hour}:00+00:00") for hour in (start, end)]
    written = lines(feed(event(start=moments[0], end=moments[1])))
    event_lines = written[written.index("BEGIN:VEVENT") :]
    assert [line for line in event_lines if line.startswith(("DTSTART", "DTEND"))] == expected


@pytest.mark.parametrize("zone", ["UTC", "Africa/Cairo", "Asia/Gaza"])
def test_zone_without_a_yearly_rule_gives_utc_and_no_zone(zone: str) -> None:
    written = lines(feed(event(), timezone=zone))
    assert "DTSTART:20190724T120000Z" in written
    assert "BEGIN:VTIMEZONE" not in written


def test_end_within_the_second_of_the_start_is_not_written() -> None:
    written = lines(feed(event(end=NOON + timedelta(microseconds=1))))
    assert "DTSTART;TZID=Europe/Paris:20190724T140000" in written
    assert not [line for line in written if line.startswith("DTEND")]


def test_text_changed_before_it_was_published_was_revised_when_published() -> None:
    published = STAMP.strftime("%Y%m%dT%H%M%SZ")
    written = lines(feed(event(updated=STAMP - timedelta(days=1))))
    for name in ("CREATED", "DTSTAMP", "LAST-MODIFIED"):
        assert {line for line in written if line.startswith(f"{name}:")} == {f"{name}:{published}"}


def test_every_zone_used_is_declared_once_by_rules_alone() -> None:
    written = lines(feed(event(), event(uid="autre", start=datetime(2026, 1, 5, 9, tzinfo=UTC))))
    assert written.count("TZID:Europe/Paris") == 1
    assert not [line for line in written if line.startswith("RDATE")]
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU" in written


def test_feed_has_a_name_an_interval_and_leaves_people_free() -> None:
    written = lines(feed(event(), url="https://example.org/", feed_urls={"ics": "https://example.org/agenda.ics"}))
    for line in (
        "NAME:Agenda",
        "X-WR-CALNAME:Agenda",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
        "SOURCE;VALUE=URI:https://example.org/agenda.ics",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
    ):
        assert line in written
    assert not [line for line in written if line.startswith(("METHOD", "ORGANIZER", "BEGIN:VALARM"))]


def test_single_event_has_no_name_and_makes_people_busy() -> None:
    written = lines(feed(event(), title=""))
    assert not [line for line in written if line.startswith(("NAME", "X-WR-", "REFRESH", "X-PUBLISHED"))]
    assert "TRANSP:OPAQUE" in written
    assert "X-MICROSOFT-CDO-BUSYSTATUS:BUSY" in written


@pytest.mark.parametrize(
    ("status", "language", "summary", "written_status"),
    [
        ("confirmed", "fr", "Rencontre", "CONFIRMED"),
        ("cancelled", "fr", "Annulé : Rencontre", "CANCELLED"),
        ("postponed", "fr-FR", "Reporté : Rencontre", "TENTATIVE"),
        ("cancelled", "en", "Cancelled: Rencontre", "CANCELLED"),
        ("cancelled", "br", "Cancelled: Rencontre", "CANCELLED"),
    ],
)
def test_status_stands_in_the_title_too(status: str, language: str, summary: str, written_status: str) -> None:
    written = lines(feed(event(status=status), language=language))
    assert f"SUMMARY:{summary}" in written
    assert f"STATUS:{written_status}" in written


def test_description_has_registration_and_page_first_then_the_long_text() -> None:
    full = event(
        lead="<p>Venez.</p>",
        description="<p>" + "Le programme est long. " * 100 + "</p>",
        details=[
            Detail(label="Horaires", text="<p>14h-17h</p>", kind="hours"),
            Detail(label="Modalités", text="<p>Inscription</p>", url="https://example.org/i", kind="registration"),
            Detail(label="Métro", text="<p>Ligne 8</p>", kind="access"),
        ],
        location=Place(name="Mairie", address="1 place du Marché"),
        url="https://example.org/agenda/rencontre/",
        registration_url="https://example.org/i",
        keywords=["design"],
    )
    (written,) = icalendar.Calendar.from_ical(export(feed(full), "ics")).walk("VEVENT")
    text = str(written["DESCRIPTION"])
    assert text.startswith(
        "Venez.\n\n"
        "Modalités : Inscription (https://example.org/i)\nHoraires : 14h-17h\n\n"
        "Lieu : Mairie, 1 place du Marché\nMétro : Ligne 8\n\n"
        "https://example.org/agenda/rencontre/\n\n"
        "Le programme"
    )
    assert text.endswith("Mots-clés : design\n\nhttps://example.org/agenda/rencontre/")


def test_long_lead_does_not_push_registration_and_page_out_of_sight() -> None:
    full = event(
        lead="".join(f"<p>Paragraphe {n}. {'Encore un mot. ' * 20}</p>" for n in range(9)),
        details=[Detail(label=f"Détail {n}", text="<p>" + "mot " * 80 + "</p>") for n in range(9)],
        url="https://example.org/agenda/rencontre/",
        registration_url="https://example.org/inscription",
    )
    (written,) = icalendar.Calendar.from_ical(export(feed(full), "ics")).walk("VEVENT")
    text = str(written["DESCRIPTION"])
    assert "https://example.org/inscription" in text[:1200]
    assert "https://example.org/agenda/rencontre/" in text[:1200]
    assert all(f"Paragraphe {n}." in text and f"Détail {n} : mot" in text for n in range(9))


def test_address_that_begins_another_one_is_not_taken_for_said() -> None:
    detail = Detail(label="Programme", text="<p>voir https://example.org/info</p>", url="https://example.org/i")
    (written,) = icalendar.Calendar.from_ical(export(feed(event(details=[detail])), "ics")).walk("VEVENT")
    assert str(written["DESCRIPTION"]) == "Programme : voir https://example.org/info (https://example.org/i)"


def test_options_change_what_they_name() -> None:
    assert "METHOD:PUBLISH" in lines(feed(event()), method="PUBLISH")
    assert "DTEND;TZID=Europe/Paris:20190724T153000" in lines(feed(event()), default_duration="1h30")
    late = event(start=datetime(2026, 3, 28, 12, tzinfo=ZoneInfo("Europe/Paris")))
    assert "DTEND;TZID=Europe/Paris:20260329T120000" in lines(feed(late), default_duration="1 day")
    assert "DTEND;TZID=Europe/Paris:20260329T130000" in lines(feed(late), default_duration=timedelta(hours=24))
    written = lines(feed(event(lead="<p>Venez, donc.</p>")), html=True)
    (twin,) = [line for line in written if line.startswith("X-ALT-DESC")]
    assert twin.startswith("X-ALT-DESC;FMTTYPE=text/html:<html><body><p>Venez\\, donc.</p>")


@pytest.mark.parametrize(
    "options", [{"methode": "PUBLISH"}, {"method": "REQUEST"}, {"html": "yes"}, {"default_duration": "long"}]
)
def test_wrong_option_is_refused_before_the_first_byte(options: dict[str, object]) -> None:
    from eventfeeds.exporters import chunks

    with pytest.raises(ExportError, match=next(iter(options))):
        chunks(feed(event()), "ics", options)


def test_event_that_nobody_dated_has_a_constant_stamp() -> None:
    assert "DTSTAMP:20000101T000000Z" in lines(feed(event(published=None)))


def test_empty_calendar_is_valid() -> None:
    written = icalendar.Calendar.from_ical(export(feed(), "ics"))
    assert [component.name for component in written.subcomponents] == ["VTIMEZONE"]


def test_events_stand_in_the_order_of_start_then_uid() -> None:
    day = event(uid="jour", start=date(2019, 7, 24))
    calendar = feed(event(uid="b"), event(uid="a"), day, event(uid="before", start=NOON - timedelta(days=9)))
    assert [line[4:] for line in lines(calendar) if line.startswith("UID:")] == ["before", "jour", "a", "b"]


# Everything people type, and what breaks folding: wide characters, backslashes, separators, quotes.
TEXTS = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("\\,;:\"^'\n\r\t é😀👩‍💻\x07\u2028\x85")))


@given(TEXTS, TEXTS, TEXTS, st.lists(TEXTS, max_size=3))
def test_every_text_comes_back_and_no_line_is_too_long(
    title: str, name: str, contact: str, categories: list[str]
) -> None:
    original = event(title="x" + title, location=Place(name=name), contact=contact, categories=categories)
    data = export(feed(original, title="x" + title), "ics")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
        assert b"\n" not in line
        assert b"\r" not in line
    (written,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert str(written["SUMMARY"]) == original.title
    assert str(written.get("LOCATION", "")) == str(original.location)
    assert str(written.get("CONTACT", "")) == original.contact
    assert [str(each) for each in written.categories] == list(original.categories)


MOMENTS = st.datetimes(datetime(1901, 1, 1), datetime(2190, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)
ZONES = st.sampled_from(["Europe/Paris", "America/Miquelon", "Indian/Reunion", "Asia/Gaza", "UTC", "America/New_York"])


@given(MOMENTS, st.timedeltas(timedelta(minutes=1), timedelta(days=40)), ZONES)
def test_every_moment_comes_back_as_the_same_instant(start: datetime, length: timedelta, zone: str) -> None:
    end = (start + length).replace(microsecond=0)
    calendar = feed(event(start=start, end=end), timezone=zone)
    (written,) = icalendar.Calendar.from_ical(export(calendar, "ics")).walk("VEVENT")
    assert written["DTSTART"].dt.astimezone(UTC) == start
    assert written["DTEND"].dt.astimezone(UTC) == end


@given(st.text(st.sampled_from("ab\\^é😀,"), min_size=60, max_size=400).filter(lambda text: "^" * 70 not in text))
def test_folding_loses_nothing_and_breaks_no_character_nor_escape(text: str) -> None:
    line = b"X-A:" + text.encode()
    folded = fold(line)
    assert folded.replace(b"\r\n ", b"") == line + b"\r\n"
    for part in folded[:-2].split(b"\r\n ")[:-1]:
        part.decode()
        assert not part.endswith(b"^")
        assert (len(part) - len(part.rstrip(b"\\"))) % 2 == 0


@pytest.mark.parametrize("sign", ["^", "\\", "é", "😀", ","])
def test_line_of_one_sign_alone_is_folded_all_the_same(sign: str) -> None:
    written = export(feed(event(title=sign * 300, description=f"<p>{sign * 300}</p>")), "ics")
    assert max(map(len, written.split(b"\r\n"))) <= 75
    (read,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert str(read["SUMMARY"]) == sign * 300


@given(st.text("ab.,! (>\n", max_size=20))
@example("a.ba.b")
@example("(a.b, a.b.a)")
def test_an_address_stands_in_a_text_where_it_is_a_whole_word(text: str) -> None:
    words = re.split(r"[\s()<>]+", text)
    assert texts._says(text, "a.b") == any(word.rstrip(".,;:!?") == "a.b" for word in words)


def test_event_that_happens_again_keeps_its_hour_when_clocks_change() -> None:
    start = datetime(2026, 3, 20, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))
    weekly = event(start=start, end=start + timedelta(hours=1), recurrence="FREQ=WEEKLY;COUNT=3")
    written = icalendar.Calendar.from_ical(export(feed(weekly), "ics"))
    found = recurring_ical_events.of(written).between(date(2026, 3, 1), date(2026, 5, 1))
    assert [each["DTSTART"].dt.astimezone(UTC).hour for each in found] == [8, 8, 7]


def test_unfolded_lines_are_those_of_icalendar() -> None:
    """Ours are made of the same typed values, so that what icalendar learns of a type we learn too."""
    full = event(
        title="Un, deux; trois \\ quatre",
        end=NOON + timedelta(hours=1),
        categories=["a, b", "c"],
        location=Place(name="Mairie", latitude=48.853211, longitude=2.349933),
        contact="x@example.org",
        description="<p>Ligne\u00a01</p><p>« Ligne » 2</p>",
        url="https://example.org/a?b=1&c=2",
    )
    data = export(feed(full), "ics")
    assert unfolded(data) == lines_of_icalendar(data)


@FEW
@given(calendars())
def test_unfolded_lines_of_any_event_are_those_of_icalendar(calendar: Calendar) -> None:
    data = export(calendar, "ics")
    assert unfolded(data) == lines_of_icalendar(data)


@given(st.text() | st.text(st.sampled_from("a\\Nn;,\r\n éل🎉")))
def test_text_is_written_as_icalendar_writes_it(text: str) -> None:
    assert content_line.text("SUMMARY", text) == fold(b"SUMMARY:" + icalendar.vText(text).to_ical())


@given(st.datetimes())
def test_time_is_written_as_icalendar_writes_it(moment: datetime) -> None:
    assert content_line.wall_clock(moment) == icalendar.vDatetime(moment).to_ical()


@given(st.dates())
def test_day_is_written_as_icalendar_writes_it(day: date) -> None:
    value = icalendar.vDDDTypes(day)
    assert content_line.day("DTEND", day) == fold(b"DTEND;" + value.params.to_ical() + b":" + value.to_ical())


@pytest.mark.parametrize(
    ("text", "url", "written"),
    [
        ("Écrire à equipe@exemple.fr.", "mailto:equipe@exemple.fr", "Écrire à equipe@exemple.fr."),
        ("Voir https://a.fr/b", "https://a.fr/b", "Voir https://a.fr/b"),
        ("Voir https://a.fr/b", "https://a.fr/", "Voir https://a.fr/b (https://a.fr/)"),
    ],
    ids=["before a full stop", "as it is", "only the beginning of another"],
)
def test_address_that_a_text_says_is_not_said_again(text: str, url: str, written: str) -> None:
    said = event(details=[Detail(text=f"<p>{text}</p>", url=url)])
    assert f"DESCRIPTION:{written}" in lines(feed(said))


MAIL = "mailto:a@b.fr?subject=Inscription%20atelier&body=Bonjour"


@pytest.mark.parametrize(
    ("detail", "written"),
    [
        (Detail(label="Inscription", url=MAIL, kind="registration"), "Inscription : a@b.fr"),
        (
            Detail(label="Inscription", text=f'<a href="{MAIL}">par courriel</a>', kind="registration"),
            "Inscription : par courriel (a@b.fr)",
        ),
        (Detail(label="Lieu", text="<p>ici</p>"), "Inscription : a@b.fr\\nLieu : ici"),
    ],
    ids=["as a link", "in the text", "alone"],
)
def test_registration_by_mail_is_said_once_without_what_the_mail_would_say(detail: Detail, written: str) -> None:
    said = event(language="fr", details=[detail], registration_url=MAIL)
    assert f"DESCRIPTION:{written}" in lines(feed(said))


def test_mail_to_nobody_is_said_as_it_is() -> None:
    said = event(details=[Detail(label="Partage", url="mailto:?subject=Yes")])
    assert "DESCRIPTION:Partage : mailto:?subject=Yes" in lines(feed(said))


def test_detail_that_says_nothing_takes_no_line() -> None:
    ways = [Detail(kind="access", text=f"<p>{text}</p>") for text in ("Bus 1", "", "<br>", "Bus 2")]
    assert "DESCRIPTION:Bus 1\\nBus 2" in lines(feed(event(details=ways)))


SIZED = st.lists(st.integers(0, 600).map("a".__mul__), max_size=3)


@given(SIZED, SIZED, SIZED)
@example(["a" * 300], ["a" * 300], ["a" * 300])
@example(["a" * 300], ["a" * 300], ["a" * 301])
def test_all_stands_in_the_head_where_it_fits(lead: list[str], details: list[str], places: list[str]) -> None:
    head, rest = texts._parted(lead, details, places)
    assert bool(rest) == (sum(map(len, [*lead, *details, *places])) > 900)
    assert "".join([*head, *rest]).count("a") == sum(map(len, [*lead, *details, *places]))


def test_both_hours_of_the_night_in_which_clocks_go_back_are_written() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Paris"))
    again = event(start=first - timedelta(days=5), additional=[first, first.replace(fold=1)])
    dates = [line for line in lines(feed(again)) if line.startswith("RDATE")]
    assert dates == ["RDATE:20261025T003000Z", "RDATE:20261025T013000Z"]


def test_each_moment_of_an_event_is_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[datetime] = []
    write = content_line.wall_clock
    monkeypatch.setattr(content_line, "wall_clock", lambda moment: written.append(moment) or write(moment))
    content_line._utc.cache_clear()
    export(Calendar(title="Agenda", timezone="Europe/Paris", events=[event(end=NOON + timedelta(hours=1))]), "ics")
    assert len(written) == 3  # start, end and stamp, which is that of the calendar, too


def unfolded(data: bytes) -> list[str]:
    """The content lines of all events, as we wrote them."""
    whole = data.decode().replace("\r\n ", "")
    return [line for part in whole.split("BEGIN:VEVENT\r\n")[1:] for line in part.split("END:VEVENT")[0].splitlines()]


def lines_of_icalendar(data: bytes) -> list[str]:
    """The same, as icalendar writes what it read."""
    written = icalendar.Calendar.from_ical(data).walk("VEVENT")
    lines = [line.replace("\r\n ", "") for each in written for line in map(str, each.content_lines(sorted=False))]
    six_digits = (
        re.sub(r"^GEO:(.+);(.+)", lambda geo: f"GEO:{float(geo[1]):.6f};{float(geo[2]):.6f}", x) for x in lines
    )
    return [line for line in six_digits if line not in ("", "BEGIN:VEVENT", "END:VEVENT")]


def test_plain_texts_and_times_of_an_event_need_no_values_of_icalendar(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    line = content_line._line
    monkeypatch.setattr(content_line, "_line", lambda name, value: made.append(name) or line(name, value))
    plain = event(
        title="Atelier, un",
        end=NOON + timedelta(hours=1),
        lead="<p>Un; deux</p>",
        location=Place(name="Salle"),
        url="https://www.exemple.fr/agenda/atelier/",
        contact="L’équipe",
    )

    assert "SUMMARY:Atelier\\, un" in lines(feed(plain))
    assert set(made) <= {"REFRESH-INTERVAL", "X-PUBLISHED-TTL", "SEQUENCE"}
