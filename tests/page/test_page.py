"""What the page says: when, of what, in which words, and how to subscribe."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pages import (
    ADDRESSES,
    BASE,
    EXPECTED,
    LANGUAGES,
    ROOT,
    event,
    example,
    fragment,
    graph,
    headings,
    index,
    links,
    page,
    parsed,
    titles,
)

from eventfeeds import Detail, Image, Place
from eventfeeds.errors import BadValue
from eventfeeds.page import TEMPLATES, Page, render
from eventfeeds.times.zones import zone

PARIS = zone("Europe/Paris")


@pytest.mark.parametrize("language", LANGUAGES)
def test_example_gives_the_expected_fragment(language: str) -> None:
    assert fragment(example(language)) == (EXPECTED / f"subscribe.{language}.html").read_text(encoding="utf-8")


def test_page_has_its_files() -> None:
    files = render(page())
    assert set(files) == {"subscribe.html", "index.html", "eventfeeds.css", "eventfeeds.js", "eventfeeds.svg"}
    assert all(files.values())


# -- When ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "today", "part"),
    [
        (date(2026, 4, 30), None, date(2026, 5, 1), "past"),
        (date(2026, 5, 1), None, date(2026, 5, 1), "upcoming"),
        (date(2026, 4, 1), date(2026, 5, 1), date(2026, 5, 1), "past"),
        (date(2026, 4, 1), date(2026, 5, 2), date(2026, 5, 1), "upcoming"),
        (datetime(2026, 4, 30, 9, tzinfo=PARIS), None, date(2026, 4, 30), "upcoming"),
        (datetime(2026, 4, 30, 9, tzinfo=PARIS), None, date(2026, 5, 1), "past"),
        (datetime(2026, 4, 30, 22, 30, tzinfo=UTC), None, date(2026, 5, 1), "upcoming"),
        (datetime(2026, 4, 30, 9, tzinfo=PARIS), datetime(2026, 5, 1, 0, tzinfo=PARIS), date(2026, 5, 1), "past"),
        (datetime(2026, 4, 30, 9, tzinfo=PARIS), datetime(2026, 5, 1, 1, tzinfo=PARIS), date(2026, 5, 1), "upcoming"),
    ],
)
def test_what_is_over_before_the_day_begins_is_past(start: date, end: date | None, today: date, part: str) -> None:
    html = fragment(page(event(start=start, end=end), today=today))
    assert [len(titles(html, each)) for each in ("upcoming", "past")] == [part == "upcoming", part == "past"]


@pytest.mark.parametrize(
    ("start", "end", "over"),
    [
        (date(2026, 5, 20), None, "2026-05-20T22:00:00Z"),
        (date(2026, 12, 20), date(2026, 12, 22), "2026-12-21T23:00:00Z"),
        (datetime(2026, 5, 20, 9, tzinfo=PARIS), None, "2026-05-20T22:00:00Z"),
        (datetime(2026, 5, 20, 9, tzinfo=PARIS), datetime(2026, 5, 20, 10, tzinfo=PARIS), "2026-05-20T08:00:00Z"),
    ],
)
def test_article_says_when_it_will_be_over(start: date, end: date | None, over: str) -> None:
    assert parsed(fragment(page(event(start=start, end=end)))).xpath("//article/@data-over") == [over]


def test_events_stand_in_order_below_their_month_and_those_begun_below_the_present_one() -> None:
    days = {"c": date(2026, 7, 2), "b": date(2026, 5, 30), "a": date(2026, 4, 2), "past": date(2026, 2, 1)}
    events = [event(uid, title=uid, start=day, end=day + timedelta(days=40)) for uid, day in days.items()]
    assert [text for level, text in headings(fragment(page(*events))) if level > 2][1:] == [
        "Mai 2026",
        "a – Du 2 avril au 11 mai 2026",
        "b – Du 30 mai au 8 juillet 2026",
        "Juillet 2026",
        "c – Du 2 juillet au 10 août 2026",
        "Février 2026",
        "past – Du 1er février au 12 mars 2026",
    ]


def test_events_of_one_time_stand_in_the_order_of_their_uids() -> None:
    html = fragment(page(event("b", title="B"), event("a", title="A")))
    assert [title[0] for title in titles(html, "upcoming")] == ["A", "B"]


def test_time_of_when_offsets_had_seconds_is_written_in_utc() -> None:
    html = fragment(page(event(start=datetime(1905, 7, 14, 10, tzinfo=PARIS))))
    assert parsed(html).xpath("//time/@datetime") == ["1905-07-14T09:50:39+00:00"]


def test_past_events_stand_with_the_newest_first_and_no_more_than_a_hundred() -> None:
    events = [event(f"e{day}", title=f"n{day}", start=date(2026, 1, 1) + timedelta(days=day)) for day in range(105)]
    html = fragment(page(*events))
    shown = titles(html, "past")
    assert (len(shown), shown[0], shown[-1][:3]) == (100, "n104 – Mercredi 15 avril 2026", "n5 ")
    assert "Afficher ce qui est passé (105)" in html
    assert "Les 100 derniers sont affichés." in html


def test_page_says_the_day_it_was_made() -> None:
    assert "Liste établie le vendredi 1er mai 2026." in fragment(page())


def test_nothing_to_come_is_said() -> None:
    hidden = "//p[@class='eventfeeds-nothing']/@hidden"
    assert parsed(fragment(page())).xpath(hidden) == []
    assert len(parsed(fragment(page(event()))).xpath(hidden)) == 1


# -- Recurrence ---------------------------------------------------------------------------------------------


def recurring(rule: str, **changes: object) -> list[str]:
    start = datetime(2026, 3, 10, 9, tzinfo=PARIS)
    return titles(
        fragment(page(event(start=start, end=start + timedelta(hours=1), recurrence=rule, **changes))), "upcoming"
    )


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        (
            "FREQ=MONTHLY;COUNT=4",
            ["Atelier – Dimanche 10 mai 2026, 9 h – 10 h", "Atelier – Mercredi 10 juin 2026, 9 h – 10 h"],
        ),
        ("FREQ=WEEKLY;UNTIL=20260506T120000Z", ["Atelier – Mardi 5 mai 2026, 9 h – 10 h"]),
        ("FREQ=DAILY;COUNT=3", []),
        ("FREQ=HOURLY", []),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", []),
    ],
)
def test_recurring_event_stands_at_each_of_its_next_times(rule: str, shown: list[str]) -> None:
    assert [each.replace("\xa0", " ") for each in recurring(rule)] == shown


@pytest.mark.parametrize(("rule", "count"), [("FREQ=WEEKLY", 52), ("FREQ=MONTHLY", 12), ("FREQ=DAILY", 52)])
def test_recurring_event_without_end_is_shown_for_a_year_at_most(rule: str, count: int) -> None:
    assert len(recurring(rule)) == count


def test_recurring_event_says_all_at_each_time_and_that_it_goes_on() -> None:
    html = fragment(page(event(start=date(2026, 3, 10), recurrence="FREQ=MONTHLY", lead="<p>Bienvenue</p>")))
    assert html.count("Bienvenue") == len(titles(html, "upcoming"))
    assert html.count("jusqu’au samedi 10 avril 2027") == len(titles(html, "upcoming"))


@pytest.mark.parametrize(("count", "said"), [(2, 0), (3, 0), (4, 2), (5, 3)])
def test_recurring_event_says_so_while_it_does(count: int, said: int) -> None:
    html = fragment(page(event(start=date(2026, 3, 10), recurrence=f"FREQ=MONTHLY;COUNT={count}")))
    assert html.count("chaque date est à son mois.") == said


def test_first_time_of_a_recurring_event_stands_once() -> None:
    html = fragment(page(event(start=date(2026, 5, 20), end=date(2026, 5, 22), recurrence="FREQ=WEEKLY;COUNT=2")))
    assert titles(html, "upcoming") == ["Atelier – Du 20 au 21 mai 2026", "Atelier – Du 27 au 28 mai 2026"]


def test_recurring_event_that_is_over_stands_once_at_its_last_time() -> None:
    html = fragment(page(event(start=date(2026, 3, 10), recurrence="FREQ=DAILY;COUNT=3")))
    assert titles(html, "past") == ["Atelier – Jeudi 12 mars 2026"]


def shown_days(part: str = "upcoming", **changes: object) -> list[str]:
    """What stands after the title of an event of 20 May 2026 in each heading of a part of the page."""
    return [each.removeprefix("Atelier – ") for each in titles(fragment(page(event(**changes))), part)]


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        (
            {"recurrence": "FREQ=WEEKLY;COUNT=3", "excluded": [date(2026, 5, 27)]},
            ["Mercredi 20 mai 2026", "Mercredi 3 juin 2026"],
        ),
        (
            {"recurrence": "FREQ=WEEKLY;COUNT=2", "excluded": [date(2026, 5, 20)]},
            ["Mercredi 27 mai 2026"],
        ),
        (
            {"recurrence": "FREQ=WEEKLY;COUNT=2", "additional": [date(2026, 5, 22), date(2026, 5, 27)]},
            ["Mercredi 20 mai 2026", "Vendredi 22 mai 2026", "Mercredi 27 mai 2026"],
        ),
        (
            {"additional": [date(2026, 5, 22), date(2026, 6, 2)], "excluded": [date(2026, 5, 22)]},
            ["Mercredi 20 mai 2026", "Mardi 2 juin 2026"],
        ),
        ({"additional": [date(2026, 5, 12)]}, ["Mardi 12 mai 2026", "Mercredi 20 mai 2026"]),
        ({"additional": [date(2026, 5, 22)], "excluded": [date(2026, 5, 20), date(2026, 5, 22)]}, []),
    ],
)
def test_further_dates_stand_in_their_order_and_those_left_out_do_not(changes: dict, shown: list[str]) -> None:
    assert shown_days(**changes) == shown
    assert shown_days("past", **changes) == []


def test_further_date_to_come_keeps_an_event_among_those_to_come() -> None:
    changes = {"start": date(2026, 3, 10), "additional": [date(2026, 6, 2)]}
    assert (shown_days(**changes), shown_days("past", **changes)) == (["Mardi 2 juin 2026"], [])


def test_date_left_out_is_known_by_its_moment_in_any_zone() -> None:
    start = datetime(2026, 5, 20, 9, tzinfo=PARIS)
    left_out = [datetime(2026, 5, 27, 7, tzinfo=UTC)]
    shown = shown_days(start=start, recurrence="FREQ=WEEKLY;COUNT=2", excluded=left_out)
    assert [each.replace("\xa0", " ") for each in shown] == ["Mercredi 20 mai 2026, 9 h"]


def test_event_repeats_by_the_clocks_of_its_own_zone() -> None:
    """Between the two, New York has changed its clocks and Paris has not."""
    start = datetime(2026, 10, 26, 9, tzinfo=zone("America/New_York"))
    shown = shown_days(start=start, recurrence="FREQ=WEEKLY;COUNT=2")
    assert [each.replace("\xa0", " ") for each in shown] == [
        "Lundi 26 octobre 2026, 14 h",
        "Lundi 2 novembre 2026, 15 h",
    ]


# -- What an event says -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "heading"),
    [
        ("confirmed", "Atelier – Mercredi 20 mai 2026"),
        ("tentative", "À confirmer : Atelier – Mercredi 20 mai 2026"),
        ("postponed", "Reporté : Atelier – Mercredi 20 mai 2026"),
        ("cancelled", "Annulé : Atelier – Mercredi 20 mai 2026"),
    ],
)
def test_heading_alone_says_status_title_and_date(status: str, heading: str) -> None:
    assert titles(fragment(page(event(status=status))), "upcoming") == [heading]


MORE, REGISTER, ADD = (
    "En savoir plus",
    "S’inscrire",
    "Ajouter à mon agenda (une copie, qui ne suivra pas les changements)",
)


@pytest.mark.parametrize(
    ("status", "start", "actions"),
    [
        ("confirmed", date(2026, 5, 20), [MORE, REGISTER, ADD]),
        ("tentative", date(2026, 5, 20), [MORE, REGISTER, ADD]),
        ("postponed", date(2026, 5, 20), [MORE, REGISTER]),
        ("cancelled", date(2026, 5, 20), [MORE]),
        ("confirmed", date(2026, 4, 20), [MORE]),
    ],
)
def test_actions_are_those_that_make_sense(status: str, start: date, actions: list[str]) -> None:
    one = event(status=status, start=start, registration_url="https://example.org/inscription")
    html = fragment(page(one, event_files={one.uid: "events/a.ics"}))
    found = parsed(html).xpath("//article//ul//a")
    assert [each.text_content() for each in found] == actions
    assert all(each.get("aria-label").startswith(f"{each.text_content()} – Atelier, ") for each in found)


def test_article_says_place_hours_and_where_to_join() -> None:
    one = event(
        location=Place(name="Salle 1", address="2 rue Haute"),
        virtual_location="https://visio.example.org/a",
        details=[
            Detail(label="Horaires", text="<p>9 h – 18 h</p>", kind="hours"),
            Detail(label="Accès", text="<p>Métro</p>", kind="access"),
        ],
    )
    lines = [each.text_content() for each in parsed(fragment(page(one))).xpath("//article/p")]
    assert lines == ["Lieu : Salle 1, 2 rue Haute", "En ligne : Rejoindre en ligne", "Horaires : 9 h – 18 h"]


def test_hours_that_the_heading_says_are_not_said_twice() -> None:
    start = datetime(2026, 5, 20, 9, tzinfo=PARIS)
    hours = [Detail(label="Horaires", text="<p>de 9 à 18</p>", kind="hours")]
    assert "Horaires" not in fragment(page(event(start=start, end=start + timedelta(hours=9), details=hours)))
    assert "Horaires" in fragment(page(event(start=start, details=hours)))


@pytest.mark.parametrize("url", [None, "https://example.org/a/"])
def test_description_stands_only_where_no_page_has_it(url: str | None) -> None:
    html = fragment(page(event(url=url, lead="<p>Bref</p>", description="<p>Long</p>")))
    assert "Bref" in html
    assert ("Long" in html) == (url is None)


def test_text_is_made_safe_again_and_asks_for_no_picture() -> None:
    lead = '<p onclick="a()">Voir <img src="https://example.org/x.png" alt="le &lt;plan&gt;"><script>b()</script></p>'
    html = fragment(page(event(lead=lead)))
    assert "<p>Voir le &lt;plan&gt;</p>" in html


def test_same_words_of_two_links_are_told_apart_by_their_event() -> None:
    leads = [f'<p>Voir <a href="https://example.org/{name}">ici</a></p>' for name in "aab"]
    events = [event(f"e{number}", title=f"T{number}", lead=lead) for number, lead in enumerate(leads)]
    found = [text for text, address in links(fragment(page(*events))) if "ici" in text]
    assert found == ["ici", "ici", "ici – T2, Mercredi 20 mai 2026"]


@pytest.mark.parametrize(
    ("calendar_url", "path", "in_fragment", "in_index"),
    [
        (None, "events/a b%.ics", "events/a%20b%25.ics", "events/a%20b%25.ics"),
        (f"{BASE}a.ics", "events/a.ics", f"{BASE}a.ics", "events/a.ics"),
        (f"{BASE}a.ics", None, f"{BASE}a.ics", f"{BASE}a.ics"),
    ],
)
def test_file_of_an_event_is_found_from_where_each_form_stands(
    calendar_url: str | None, path: str | None, in_fragment: str, in_index: str
) -> None:
    one = event(calendar_url=calendar_url)
    made = page(one, event_files={one.uid: path} if path else {})
    for html, address in ((fragment(made), in_fragment), (index(made), in_index)):
        assert [each for text, each in links(html) if text.startswith(ADD)] == [address]


# -- How to subscribe ---------------------------------------------------------------------------------------


CLIENTS = ["outlook-classic", "outlook-web", "thunderbird", "google", "iphone", "android", "mac", "nextcloud", "feeds"]
WEBCAL = "webcal://agenda.example.org/agenda/agenda.ics"
ENCODED = "https%3A%2F%2Fagenda.example.org%2Fagenda%2Fagenda.ics"


def ways(html: str) -> dict[str, list[str]]:
    """The addresses that each client's block opens."""
    return {
        each.get("id").removeprefix("eventfeeds-"): each.xpath(".//a/@href")
        for each in parsed(html).xpath("//details[@id]")
    }


def test_each_client_is_opened_as_it_can_be() -> None:
    assert ways(fragment(page())) == {
        "outlook-classic": [WEBCAL],
        "outlook-web": [
            f"https://outlook.office.com/calendar/0/addfromweb?url={ENCODED}&name=Agenda",
            f"https://outlook.live.com/calendar/0/addfromweb?url={ENCODED}&name=Agenda",
        ],
        "thunderbird": [WEBCAL],
        "google": [
            "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fagenda.example.org%2Fagenda%2Fagenda.ics"
        ],
        "iphone": [WEBCAL],
        "android": [],
        "mac": [WEBCAL],
        "nextcloud": [],
        "feeds": [],
    }


@pytest.mark.parametrize("client", CLIENTS)
def test_each_client_has_the_address_to_copy_and_says_how_often_it_looks(client: str) -> None:
    (block,) = parsed(fragment(page())).xpath(f"//details[@id='eventfeeds-{client}']")
    shown = [each.text_content() for each in block.xpath(".//code")]
    assert shown == ([ADDRESSES[name] for name in ("rss", "atom", "json")] if client == "feeds" else [ADDRESSES["ics"]])
    assert len(block.xpath(".//code/following-sibling::button")) == len(shown)
    (refresh,) = block.xpath(".//p[@class='eventfeeds-refresh']")
    assert refresh.text_content().startswith("Mise à jour : ")


@pytest.mark.parametrize(
    ("refresh", "words"),
    [
        (timedelta(hours=1), "1 heure"),
        (timedelta(hours=4), "4 heures"),
        (timedelta(minutes=90), "90 minutes"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(days=1), "1 jour"),
        (timedelta(days=7), "7 jours"),
    ],
)
def test_interval_of_the_calendar_is_told(refresh: timedelta, words: str) -> None:
    made = page()
    html = fragment(replace(made, calendar=replace(made.calendar, refresh=refresh)))
    assert f"à l’intervalle que l’agenda conseille ({words})." in html


def test_intranet_has_a_sentence_instead_of_clients_that_fetch_from_the_cloud() -> None:
    address = "http://intranet/agenda/agenda.ics"
    html = fragment(page(addresses={"ics": address}, audience="intranet"))
    assert set(ways(html)) == set(CLIENTS) - {"outlook-web", "google", "feeds"}
    assert ways(html)["thunderbird"] == ["webcal://intranet/agenda/agenda.ics"]
    (sentence,) = parsed(html).xpath("//p[@class='eventfeeds-intranet']")
    assert sentence.text_content().endswith("\u202f: Nouvel Outlook, Outlook sur le web, Google Agenda.")
    assert "avec Google" not in html


def test_public_calendar_has_no_such_sentence() -> None:
    assert "eventfeeds-intranet" not in fragment(page())


@pytest.mark.parametrize("addresses", [{}, {"ics": ""}])
def test_without_an_address_the_page_says_so_and_shows_events_all_the_same(addresses: dict[str, str]) -> None:
    html = fragment(page(event(), addresses=addresses))
    assert "quand l’agenda aura une adresse publique" in html
    assert "<details" not in html
    assert titles(html, "upcoming") == ["Atelier – Mercredi 20 mai 2026"]


def test_parts_have_an_address_to_copy() -> None:
    parts = [("Atelier", {"ics": f"{BASE}a.ics", "rss": f"{BASE}a.rss"}), ("Vide", {"ics": "", "csv": f"{BASE}a.csv"})]
    (row,) = parsed(fragment(page(categories=parts))).xpath("//ul[@class='eventfeeds-parts']/li")
    assert [each.text_content() for each in row.xpath(".//code")] == [f"{BASE}a.ics"]
    assert [(each.get("aria-label"), each.get("href")) for each in row.xpath(".//a")] == [
        ("Ouvrir dans mon logiciel de calendrier – Atelier", "webcal://agenda.example.org/agenda/a.ics"),
        ("RSS – Atelier", f"{BASE}a.rss"),
    ]


def test_part_without_a_calendar_has_the_address_of_a_feed_to_copy() -> None:
    parts = [("Lettre", {"json": f"{BASE}a.json", "atom": f"{BASE}a.atom"})]
    (row,) = parsed(fragment(page(collections=parts))).xpath("//ul[@class='eventfeeds-parts']/li")
    assert [each.text_content() for each in row.xpath(".//code")] == [f"{BASE}a.atom"]


# -- What machines read -------------------------------------------------------------------------------------


def test_each_event_is_said_to_machines() -> None:
    start = datetime(2026, 5, 20, 9, tzinfo=UTC)
    one = event(
        start=start,
        end=start + timedelta(hours=1),
        lead="<p>Bref <em>texte</em></p>",
        location=Place(name="Salle", address="2 rue Haute", latitude=48.85, longitude=2.35),
        virtual_location="https://visio.example.org/a",
        image=Image(url="https://example.org/a.png"),
    )
    assert graph(index(page(one))) == [
        {
            "@type": "Event",
            "name": "Atelier",
            "startDate": "2026-05-20T11:00:00+02:00",
            "endDate": "2026-05-20T12:00:00+02:00",
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
            "location": [
                {
                    "@type": "Place",
                    "name": "Salle",
                    "address": "2 rue Haute",
                    "geo": {"@type": "GeoCoordinates", "latitude": 48.85, "longitude": 2.35},
                },
                {"@type": "VirtualLocation", "url": "https://visio.example.org/a"},
            ],
            "description": "Bref texte",
            "image": "https://example.org/a.png",
            "url": "https://example.org/atelier@example.org/",
            "inLanguage": "fr",
            "identifier": "atelier@example.org",
        }
    ]


@pytest.mark.parametrize(
    ("changes", "key", "value"),
    [
        ({"status": "cancelled"}, "eventStatus", "https://schema.org/EventCancelled"),
        ({"status": "postponed"}, "eventStatus", "https://schema.org/EventPostponed"),
        ({"status": "tentative"}, "eventStatus", "https://schema.org/EventScheduled"),
        ({"end": date(2026, 5, 22)}, "endDate", "2026-05-21"),
        ({"end": date(2026, 5, 22)}, "startDate", "2026-05-20"),
        ({"start": date(2026, 4, 20)}, "startDate", "2026-04-20"),
        (
            {"virtual_location": "https://visio.example.org/"},
            "eventAttendanceMode",
            "https://schema.org/OnlineEventAttendanceMode",
        ),
        ({"language": "de"}, "inLanguage", "de"),
    ],
)
def test_machines_are_told(changes: dict[str, object], key: str, value: str) -> None:
    (said,) = graph(index(page(event(**changes))))
    assert said[key] == value


def test_example_is_said_to_machines_with_what_schema_org_requires() -> None:
    made = example("fr")
    said = graph(index(made))
    assert len(said) == len(made.calendar.events)
    assert all({"@type", "name", "startDate", "eventStatus", "url"} <= set(each) for each in said)


# -- Templates and attributes -------------------------------------------------------------------------------


def test_template_of_the_site_takes_the_place_of_ours() -> None:
    files = render(page(event(), templates={"event.html": "<article>$title: $when costs 5 $$</article>\n$lang\n"}))
    assert b"<article>Atelier: Mercredi 20 mai 2026 costs 5 $</article>\n</section>" in files["subscribe.html"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_pieces_of_a_template_are_those_that_are_documented(name: str) -> None:
    with pytest.raises(BadValue) as raised:
        render(page(event(), templates={name: "$nothing"}))
    documented = (ROOT / "docs" / "how-to" / "subscribe-page.md").read_text(encoding="utf-8")
    (item,) = re.findall(rf"^- `{name}`[^$]*(.*?)\.$", documented, re.MULTILINE | re.DOTALL)
    assert re.findall(r"\$\w+", item) == raised.value.remark.expected.split(", ")


@pytest.mark.parametrize(
    ("templates", "code", "got"),
    [
        ({"event.html": "$titel"}, "page-template", "event.html: $titel"),
        ({"index.html": "5 $ "}, "page-template", "index.html"),
        ({"events.html": ""}, "page-template-name", "events.html"),
    ],
)
def test_template_that_cannot_be_filled_is_told(templates: dict[str, str], code: str, got: str) -> None:
    with pytest.raises(BadValue) as raised:
        render(page(event(), templates=templates))
    assert (raised.value.remark.code, raised.value.remark.got) == (code, got)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"calendar": None}, "calendar"),
        ({"today": "2026-03-14"}, "today"),
        ({"today": datetime(2026, 3, 14, tzinfo=UTC)}, "today"),
        ({"addresses": {"ics": 1}}, "addresses"),
        ({"heading_level": 0}, "heading_level"),
        ({"heading_level": 5}, "heading_level"),
        ({"audience": "all"}, "audience"),
        ({"addresses": {"ics": "agenda.ics"}}, "addresses"),
        ({"addresses": {"ics": "javascript:alert(1)"}}, "addresses"),
        ({"addresses": {"ics": "https://example.org/a b"}}, "addresses"),
        ({"categories": [("a", {"ics": "file:///a.ics"})]}, "addresses"),
        ({"page_url": "/agenda/"}, "addresses"),
        ({"event_files": {"a": "//example.org/a.ics"}}, "event_files"),
    ],
)
def test_attribute_that_no_page_can_have_is_refused(changes: dict[str, object], name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name}: expected "):
        page(**changes)


def test_same_page_gives_the_same_bytes() -> None:
    first = example("fr")
    turned = replace(first.calendar, events=first.calendar.events[::-1])
    assert render(replace(first, calendar=turned)) == render(first)
    assert isinstance(first, Page)
