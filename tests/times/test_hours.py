from __future__ import annotations

import re
from contextlib import suppress
from datetime import time
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventfeeds import wording
from eventfeeds.errors import BadValue, Remark
from eventfeeds.times import hours as prose
from eventfeeds.times.hours import Hours, HourWords, find

FRENCH = HourWords(
    marks=("h", "heures"),
    start=("de", "entre"),
    end=("à", "jusqu'à"),
    joins=("et", "ou"),
    closing=("jusqu'à", "avant", "fin", "pendant"),
    others=("durée", "pause"),
    minutes=("mn", "min"),
    pairs=("entre … et",),
    past=("après",),
    noon=("midi",),
    midnight=("minuit",),
    changes=("et demie", "du soir"),
    counted=(" de ", " d'"),
)
GERMAN = HourWords(marks=("uhr",), start=("von",), end=("bis",))
NONE = HourWords(marks=(), start=(), end=())
PACKAGED = HourWords(**wording.hours())
SPELLINGS = [
    ("16h - 17h", "16:00", "17:00"),
    ("10h - 12h", "10:00", "12:00"),
    ("10h - 11h", "10:00", "11:00"),
    ("13h45 - 14h45", "13:45", "14:45"),
    ("10h00 - 12h30", "10:00", "12:30"),
    ("11h45 - 12h45", "11:45", "12:45"),
    ("14h30 - 17h00", "14:30", "17:00"),
    ("11h45-12h30", "11:45", "12:30"),
    ("18h30-21h30", "18:30", "21:30"),
    ("14h-17h", "14:00", "17:00"),
    ("14h-18h", "14:00", "18:00"),
    ("9h30-17h", "09:30", "17:00"),
    ("8h30-13h", "08:30", "13:00"),
    ("16h - 17h30", "16:00", "17:30"),
    ("10h - 11h30", "10:00", "11:30"),
    ("18h30 – 21h30", "18:30", "21:30"),
    ("14h30 – 16h45 ", "14:30", "16:45"),
    ("de 12h à 13h30", "12:00", "13:30"),
    ("de 10h à 11h45", "10:00", "11:45"),
    ("11h à 12h30", "11:00", "12:30"),
    ("16h à 17h30", "16:00", "17:30"),
    ("16h30-18h", "16:30", "18:00"),
    ("13h30-17h", "13:30", "17:00"),
    ("9h-12h", "09:00", "12:00"),
    ("9h-18h", "09:00", "18:00"),
    ("De 18h30 à 21h30", "18:30", "21:30"),
    ("9h30 - 12h", "09:30", "12:00"),
    ("9:30 - 12h", "09:30", "12:00"),
    ("9h - 18h", "09:00", "18:00"),
    ("9h - 12h30", "09:00", "12:30"),
    ("de 9h00 à 18h00", "09:00", "18:00"),
    ("de 9h30 à 17h30", "09:30", "17:30"),
    ("De 9h à 17h", "09:00", "17:00"),
    ("De 9h à 18h", "09:00", "18:00"),
    ("de 10h à 12h", "10:00", "12:00"),
    ("16h30 à 18h", "16:30", "18:00"),
]


def hours(start: str, end: str | None = None) -> Hours:
    return Hours(time.fromisoformat(start), time.fromisoformat(end) if end else None)


@pytest.mark.parametrize(("text", "start", "end"), SPELLINGS)
def test_a_spelling_of_the_real_agenda_is_read(text: str, start: str, end: str) -> None:
    assert find(text, FRENCH) == hours(start, end)


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "  ", "\n", "\t", "&nbsp;", "<br>"])
def test_every_kind_of_space_is_a_space(space: str) -> None:
    assert find(f"10 h - 12 h 30 {space}".replace(" ", space), FRENCH) == hours("10:00", "12:30")


@pytest.mark.parametrize("dash", ["-", "–", "—", "‐", "‑", "‒", "−", " &ndash; ", " &mdash; "])
def test_every_kind_of_dash_joins_a_range(dash: str) -> None:
    assert find(f"9h{dash}12h", FRENCH) == hours("09:00", "12:00")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9H-12H", "09:00", "12:00"),
        ("DE 9H À 12H", "09:00", "12:00"),
        (normalize("NFD", "De 9h à 12h"), "09:00", "12:00"),
        ("9 heures - 10 Heures 30", "09:00", "10:30"),
        ("09h00 jusqu'à 12h", "09:00", "12:00"),
        ("de 9 à 12h", "09:00", "12:00"),
        ("entre 9-12 h", "09:00", "12:00"),
        ("de 9 h 30 à 11 h", "09:30", "11:00"),
        ("15:00-16:00", "15:00", "16:00"),
        ("0h-1h", "00:00", "01:00"),
        ("22h-2h", "22:00", "02:00"),
        ("de 20h à 24h", "20:00", "00:00"),
        ("20:00 - 24:00", "20:00", "00:00"),
        ("mardi 17 septembre 2024 de 09h00 à 12h30", "09:00", "12:30"),
        ("le 17/09/2024, 9h-12h (salle 3)", "09:00", "12:00"),
        ("<p>9<sup>h</sup>30 - <b>12h</b></p>", "09:30", "12:00"),
        ("9h-12h. Puis les questions.", "09:00", "12:00"),
        ("9h-12h, soit 9h - 12h", "09:00", "12:00"),
        ("9h-18h (pause à 12h)", "09:00", "18:00"),
        ("9h-12h, fin à 12h", "09:00", "12:00"),
        ("22h-2h, bal à 1h", "22:00", "02:00"),
        ('<a href="https://example.org/8h-9h">9h-12h</a>', "09:00", "12:00"),
        ("https://example.org/8h-9h<br>9h-12h", "09:00", "12:00"),
        ("9h jusqu’à 12h", "09:00", "12:00"),
        ("entre 9h et 12h", "09:00", "12:00"),
        ("entre 9h et midi", "09:00", "12:00"),
        ("14h30mn - 16h", "14:30", "16:00"),
        ("14h30 min à 16h", "14:30", "16:00"),
        ("14:30h - 16:00h", "14:30", "16:00"),
        ("14h -- 16h", "14:00", "16:00"),
        ("9h30 → 12h30", "09:30", "12:30"),
        ("14h00&#8211;16h00", "14:00", "16:00"),
        ("de midi à 14h", "12:00", "14:00"),
        ("de 9h à midi", "09:00", "12:00"),
        ("9h – midi", "09:00", "12:00"),
        ("9-midi", "09:00", "12:00"),
        ("minuit - 2h", "00:00", "02:00"),
        ("20h à minuit", "20:00", "00:00"),
        ("midi-minuit", "12:00", "00:00"),
        ("14h-17h (après-midi)", "14:00", "17:00"),
        ("9h-17h, repas de midi offert", "09:00", "17:00"),
    ],
)
def test_a_range_is_read(text: str, start: str, end: str) -> None:
    assert find(text, FRENCH) == hours(start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9-12h", "09:00", "12:00"),
        ("9-12 h", "09:00", "12:00"),
        ("14 - 16h", "14:00", "16:00"),
        ("10-12h30", "10:00", "12:30"),
        ("10 à 12h30", "10:00", "12:30"),
        ("9–12:30", "09:00", "12:30"),
        ("22-2h", "22:00", "02:00"),
        ("Samedi : 9-12h", "09:00", "12:00"),
        ("14 mars 2026, 9-12h", "09:00", "12:00"),
        ("Le matin (9-12h)", "09:00", "12:00"),
        ("entre 9 et 12h", "09:00", "12:00"),
    ],
)
def test_a_number_that_begins_a_range_needs_no_mark(text: str, start: str, end: str) -> None:
    assert find(text, FRENCH) == hours(start, end)


@pytest.mark.parametrize(
    "text",
    [
        "le 9 - 12h",
        "mardi 9 à 14h",
        "samedi 9-12h",
        "Salle 3 - 14h",
        "14 mars 2026 9-12h",
        "2026-03-14 à 9h",
        "9-10-12h",
        "10 ou 12h",
        "9.30 - 12h",
    ],
)
def test_a_number_that_may_be_a_day_or_a_room_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="hours-unclear"):
        find(text, FRENCH)


@pytest.mark.parametrize(
    "text",
    [
        "14.30h - 16h",
        "14h:30 - 16h",
        "14hOO à 16h00",
        "9h5 - 10h",
        "9h/9h30 - 12h",
        "12h30/14h – 18h",
        "9h à 12",
        "9h30-10",
        "14:30 - 16",
        "14h00 /15h00",
        "14h00 à16h00",
        "14h30-16h30CET",
        "9h - 12h/13h",
        "9h/12h",
        "9h00/12h00",
        "14:00 +02:00",
    ],
)
def test_a_range_of_which_not_both_ends_are_read_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="hours-unclear"):
        find(text, FRENCH)


@pytest.mark.parametrize(
    "text", ["18h30 - 12 rue de la Paix", "18h30 - 75012 Paris", "18h30 à 12 personnes", "18h30 - 12/03"]
)
def test_a_number_after_an_hour_may_be_another_thing(text: str) -> None:
    assert find(text, FRENCH) == hours("18:30")


@pytest.mark.parametrize(
    "text", ["2h", "1h30", "atelier de 2h", "2 à 3h", "atelier de 2h à 14h", "toutes les 2h", "4h30 - 8h"]
)
def test_an_hour_in_the_dead_of_night_may_be_a_length(text: str) -> None:
    with pytest.raises(BadValue, match="hours-unclear"):
        find(text, FRENCH)


@pytest.mark.parametrize(
    "text",
    [
        "pause de 12h à 14h",
        "durée : 2h",
        "Durée estimée : 1h30",
        "durée : 2h à 3h",
        "jusqu'à 18h",
        "Jusqu’à 18h",
        "fin à 17h",
        "inscription avant 12h",
        "Fin des inscriptions : 12h",
        "9h, durée : 2h",
    ],
)
def test_an_end_a_deadline_or_a_length_is_no_start(text: str) -> None:
    with pytest.raises(BadValue, match="hours-unclear"):
        find(text, FRENCH)


@pytest.mark.parametrize(
    ("text", "start"),
    [("Fin mars, 14h", "14:00"), ("Afin d'échanger : 14h", "14:00"), ("week-fin 14h", "14:00"), ("14h avant", "14:00")],
)
def test_a_closing_word_counts_in_its_clause_and_whole(text: str, start: str) -> None:
    assert find(text, FRENCH) == hours(start)


@pytest.mark.parametrize("text", ["repas à midi", "midi 30 - 14h", "midi, puis 14h"])
def test_noon_without_another_hour_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="hours-unclear"):
        find(text, FRENCH)


@pytest.mark.parametrize("text", ["2h de conférence", "1h30 d’échanges", "2h de visite, à 14h"])
def test_a_length_of_something_is_no_start(text: str) -> None:
    with pytest.raises(BadValue, match="hours-unclear"):
        find(text, FRENCH)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9h-12h (2h de cours)", "09:00", "12:00"),
        ("9h-12h de mars à juin", "09:00", "12:00"),
        ("14h, 2h de visite", "14:00", None),
        ("14h, rue de Paris", "14:00", None),
        ("Départ à 9h de la gare", "09:00", None),
    ],
)
def test_a_length_beside_hours_leaves_them_as_they_are(text: str, start: str, end: str | None) -> None:
    assert find(text, FRENCH) == hours(start, end)


@pytest.mark.parametrize(
    "text",
    ["10 heures et demie", "de 9h à 10h et demie", "10 heures et demie - 12h", "8h du soir", "de 6h à 8h du soir"],
)
def test_what_makes_another_hour_of_one_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="hours-unclear"):
        find(text, FRENCH)


@pytest.mark.parametrize("text", ["2:00 pm", "9:00 - 5:00 p.m.", "12:30am", "10-11:00 am"])
def test_hours_of_half_a_day_are_refused(text: str) -> None:
    with pytest.raises(BadValue, match="hours-unclear"):
        find(text, FRENCH)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de 9h à midi", hours("09:00", "12:00")),
        ("entre 9-12 h", hours("09:00", "12:00")),
        ("20h à minuit", hours("20:00", "00:00")),
        ("from 9:00 to noon", hours("09:00", "12:00")),
        ("midday - 14:00", hours("12:00", "14:00")),
        ("8-10h, week-end compris", hours("08:00", "10:00")),
        ("Week-end : 10h-18h", hours("10:00", "18:00")),
        ("20:00 until midnight", hours("20:00", "00:00")),
        *((text, None) for text in ("Durée : 2h", "Jusqu’à 18h", "Date limite : 12h", "until 18:00", "Ends at 17:00")),
        *((text, None) for text in ("3h de l’après-midi", "2h of talks", "8:00 in the evening", "11h moins le quart")),
        *((text, None) for text in ("pause de 12h à 14h", "sauf 12h-14h", "au lieu de 9h-12h", "closed 12:00 - 14:00")),
        *((text, None) for text in ("Fermeture à 18h", "au plus tard 18h", "last entry 16:00", "doors close 19:00")),
        *((text, None) for text in ("14h (heure de La Réunion)", "14:00 PST", "14h-15h BST")),
        ("between 9:00 and 12:00", hours("09:00", "12:00")),
        ("14 hrs - 16 hrs", hours("14:00", "16:00")),
        ("Retour d’expérience à 14h", hours("14:00")),
        *((text, None) for text in ("14h GMT", "9:00 – 10:00 (UTC)", "14h (UTC+4)")),
        ("14h (heure de Paris)", hours("14:00")),
        ("14h-16h (heure locale)", hours("14:00", "16:00")),
        ("9h-12h (moins de 20 places)", hours("09:00", "12:00")),
    ],
)
def test_the_packaged_words(text: str, expected: Hours | None) -> None:
    """None: refused."""
    found = None
    with suppress(BadValue):
        found = find(text, PACKAGED) or Hours(time(0), None)
    assert found == expected


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Début : 9h30", "09:30"),
        ("Début:9h30", "09:30"),
        ("9h", "09:00"),
        ("9h 05", "09:05"),
        ("14:00", "14:00"),
        ("le 17/02 à 13h45", "13:45"),
        ("mardi 24 juillet 2019 – 14h", "14:00"),
        ("9h, oui 9h", "09:00"),
        ("mardi 24 - 14h", "14:00"),
        ("le 24.12 - 14h", "14:00"),
    ],
)
def test_a_lone_hour_has_no_end(text: str, start: str) -> None:
    assert find(text, FRENCH) == hours(start)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Métro 6 : Boissière – 2 : Victor-Hugo – 9 : Trocadéro",
        "Inscriptions en ligne du 9/11 au 30/11",
        "du 13 au 20 décembre",
        "de 9 à 12 personnes",
        "700 personnes",
        "75012 PARIS",
        "24h/24 et 7j/7",
        "12h/24",
        "24h",
        "25h",
        "35h - 40h",
        "9h75",
        "12habitants",
        "x9h",
        "109h",
        "3,5h",
        "3.5h",
        "2024-07-24T14:00:00+02:00",
        "14:00:00",
        "16:9",
        "UTC+2h",
        "12h@example.org",
        "https://example.org/12h-13h",
        "voir www.example.org/12h-13h",
        "example.org/12h",
        "<a href='/12h-13h'>ici</a>",
        "９h",
    ],
)
def test_other_numbers_are_no_hours(text: str) -> None:
    assert find(text, FRENCH) is None


@pytest.mark.parametrize(
    "text",
    [
        "9h-12h et 14h-17h",
        "9h ou 10h",
        "9h - 12h - 14h",
        "9h-12h puis 14h",
        "Accueil à 8h30, 9h-12h",
        "22h-2h, bal à 21h",
        "9h-25h",
        "9h-12h75",
        "24h - 2h",
    ],
)
def test_more_than_one_answer_is_refused(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        find(text, FRENCH)
    assert caught.value.remark == Remark("hours-unclear", "14:00 - 16:00", text)


def test_an_unclear_text_is_cut() -> None:
    with pytest.raises(BadValue) as caught:
        find("9h, 10h, " * 100_000, FRENCH)
    assert len(caught.value.remark.got) == 65


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("von 9 bis 12 Uhr", GERMAN, hours("09:00", "12:00")),
        ("9 Uhr 30", GERMAN, hours("09:30")),
        ("9h-12h", GERMAN, None),
        ("9:30 – 12:00", NONE, hours("09:30", "12:00")),
        ("9h-12h", NONE, None),
        ("9 12", NONE, None),
        ("9.12", HourWords(marks=(".",), start=(), end=()), hours("09:12")),
        ("9x12", HourWords(marks=(".",), start=(), end=()), None),
    ],
)
def test_the_words_are_those_of_the_caller(text: str, words: HourWords, expected: Hours | None) -> None:
    assert find(text, words) == expected


@pytest.mark.parametrize(
    "pattern",
    [
        "9",
        "h",
        "9h",
        "9h ",
        "9h-",
        "9h - ",
        "de 9 à ",
        "de ",
        "9 à 9h ",
        "fin ",
        "fin 9h ",
        "midi ",
        "<",
        "<a",
        "://",
        "9:",
        "&nbsp;",
        " ",
        "\u0323\u0301",
    ],
)
def test_a_huge_text_is_read_or_refused(pattern: str) -> None:
    with suppress(BadValue):
        assert isinstance(find(pattern * (1_000_000 // len(pattern)), FRENCH), Hours | None)


@given(st.text("0123456789hH:-–àdefinmt, <>&/\u00a0", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(BadValue):
        assert isinstance(find(text, FRENCH), Hours | None)


TYPED = ["9h", " ", "\xa0", "-", *"‐‑‒–—−", "&", "&nbsp;", "&ndash;", "&mdash;", "<b>", "<", ">", "://", "www.", "é"]


@given(st.lists(st.sampled_from(TYPED), max_size=12).map("".join))
def test_a_text_is_made_plain_only_where_something_in_it_is_not(text: str) -> None:
    expected = re.sub(r"<[^<>]*>|(?:://|www[.])[^\s<>]*", " ", text).replace("&nbsp;", " ")
    expected = re.sub("&[nm]dash;|[‐‑‒–—−]", "-", expected)
    assert prose._plain(text) == " ".join(expected.split())


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Jeudi 12 - 18h-20h", "18:00", "20:00"),
        ("Pendant une journée de 9h à 17h", "09:00", "17:00"),
        ("Fin de journée, avant le repas de 17h à 19h", "17:00", "19:00"),
        ("Samedi : 9-12h", "09:00", "12:00"),
        ("Jeudi après midi, 14h", "14:00", None),
        ("Accueil 9h, déjeuner à midi", "09:00", None),
        ("9h à midi et demi", "09:00", None),
        ("Région Midi-Pyrénées, 14h", "14:00", None),
    ],
)
def test_words_around_whole_hours_leave_them_as_they_are(text: str, start: str, end: str | None) -> None:
    assert find(text, FRENCH) == hours(start, end)


@pytest.mark.parametrize("text", ["Amphi : 3 - 18h", "Salle : 9 - 14h", "durée : 2h à 3h"])
def test_number_after_a_label_and_a_length_are_unclear(text: str) -> None:
    with pytest.raises(BadValue, match="hours-unclear"):
        find(text, FRENCH)
