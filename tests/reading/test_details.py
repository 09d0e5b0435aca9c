"""Labelled extra information: labels and keys as people misspell them, links, registration, access."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import ReadEvent
    from eventfeeds.model import Detail, Event
    from eventfeeds.reading import FileReading

HEAD = "title: Atelier\ndate: 2026-02-01 09:00:00 +01:00\nevent_start_date: 2026-03-14 14:00:00 +01:00\n"


def item(text: str, key: str = "champs_informations") -> str:
    """An event file whose list holds one item of these lines."""
    return f"{HEAD}{key}:\n- {indent(text, '  ')[2:]}\n"


def one_event(result: FileReading) -> Event:
    [event] = result.events
    return event


def one_detail(result: FileReading) -> Detail:
    [detail] = one_event(result).details
    return detail


def codes(result: FileReading) -> list[str]:
    return [problem.code for problem in result.problems]


@pytest.mark.parametrize(
    ("lines", "label", "text"),
    [
        ("intitule: Accueil\ncontenu: dès 9h", "Accueil", "dès 9h"),
        ("intitule: 'Accueil : '\ncontenu: ' dès 9h '", "Accueil", "dès 9h"),
        ("Intitulé: Accueil\ncontenu: dès 9h", "Accueil", "dès 9h"),
        ("title: Accueil\ncontenu: dès 9h", "Accueil", "dès 9h"),
        ("Intitule: Accueil\nContenu: dès 9h", "Accueil", "dès 9h"),
        ("intitule:\nIntitulé: Accueil\ncontenu: dès 9h", "Accueil", "dès 9h"),
        ("intitule: 'null'\nIntitulé: Accueil\ncontenu: dès 9h", "Accueil", "dès 9h"),
        ("intitule: Accueil\nKey: dès 9h", "Accueil", "dès 9h"),
        ("intitule: Accueil\nOsmose: dès 9h", "Accueil", "dès 9h"),
        ("intitule: null\ncontenu: dès 9h", "", "dès 9h"),
        ("intitule: 'Null'\ncontenu: dès 9h", "", "dès 9h"),
        ("intitule: Accueil", "Accueil", ""),
        ("intitule: Accueil\ncontenu: 'null'", "Accueil", ""),
        ("intitule: Accueil\nKey: '  '", "Accueil", ""),
        ("intitule: '**Accueil** &amp; café'\ncontenu: dès 9h", "Accueil & café", "dès 9h"),
        ("intitule: Ligne\ncontenu: 42", "Ligne", "42"),
        ("dès 9h", "", "dès 9h"),
    ],
)
def test_label_and_text_whatever_their_keys(read_event: ReadEvent, lines: str, label: str, text: str) -> None:
    detail = one_detail(read_event(item(lines)))
    assert (detail.label, detail.text) == (label, f"<p>{text}</p>" if text else "")
    assert (detail.url, detail.kind) == (None, "information")


def test_swapped_label_and_value_lose_nothing(read_event: ReadEvent) -> None:
    swapped = (
        "contenu: Modalités\nIntitulé: 'Inscription obligatoire '\nmailto: accueil@example.org\nKey: Avec un badge"
    )
    result = read_event(item(swapped))
    detail = one_detail(result)
    assert (detail.label, detail.kind) == ("Inscription obligatoire", "registration")
    assert detail.text == "<p>Modalités</p>\n<p>Avec un badge</p>"
    assert one_event(result).registration_url == detail.url == "mailto:accueil@example.org"


@pytest.mark.parametrize(
    "lines",
    [
        "intitule:\ncontenu:",
        "intitule: 'null'\ncontenu: 'null'",
        "intitule: ' '\ncontenu: ''\nlien: ",
        "{}",
        "afficher: true",
        "null",
        "''",
    ],
)
def test_item_that_says_nothing_is_no_detail(read_event: ReadEvent, lines: str) -> None:
    result = read_event(item(lines))
    assert one_event(result).details == ()
    assert codes(result) == []


@pytest.mark.parametrize(
    ("lines", "url", "problems"),
    [
        ("lien: https://example.org/a", "https://example.org/a", []),
        ("lien: 'https://example.org/a '", "https://example.org/a", []),
        ("lien: example.org/a", "https://example.org/a", ["mended-link"]),
        ("lien: '(https://example.org/a)'", "https://example.org/a", ["mended-link"]),
        ("lien: accueil@example.org", "mailto:accueil@example.org", ["mended-link"]),
        ("lien: /agenda/", "https://www.numerique.gouv.fr/agenda/", []),
        ("lien: javascript:alert(1)", None, ["bad-link"]),
        ("lien: obligatoire", None, ["bad-link"]),
        ("lien: programme.pdf", "https://www.numerique.gouv.fr/agenda/atelier/programme.pdf", []),
        ("lien: false", None, []),
        ("lien: no", None, []),
        ("mailto: accueil@example.org", "mailto:accueil@example.org", []),
        ("mail to: accueil@example.org", "mailto:accueil@example.org", []),
        ("mailto: mailto:accueil@example.org", "mailto:accueil@example.org", []),
        ("contenu: https://example.org/a", "https://example.org/a", []),
        ("Key: https://example.org/a", "https://example.org/a", []),
        ("lien: null", None, []),
    ],
)
def test_address_whatever_its_key(read_event: ReadEvent, lines: str, url: str | None, problems: list[str]) -> None:
    result = read_event(item(f"intitule: Plus d'infos\n{lines}"))
    assert one_detail(result).url == url
    assert codes(result) == problems


def test_dropped_link_is_told_with_its_line(read_event: ReadEvent) -> None:
    [problem] = read_event(item("intitule: Plus d'infos\nlien: 'javascript:alert(1)'")).problems
    assert (problem.severity, problem.code) == ("warning", "bad-link")
    assert (problem.key, problem.line) == ("champs_informations.0", 6)


def test_address_typed_in_the_text_stays_there(read_event: ReadEvent) -> None:
    detail = one_detail(read_event(item("intitule: Infos\ncontenu: voir https://example.org/a et plus")))
    assert detail.url is None
    assert "voir https://example.org/a et plus" in detail.text


def test_second_address_stands_in_the_text(read_event: ReadEvent) -> None:
    lines = "intitule: Infos\ncontenu: ici\nlien: https://example.org/a\nmailto: a@example.org"
    detail = one_detail(read_event(item(lines)))
    assert detail.url == "https://example.org/a"
    assert 'href="mailto:a@example.org"' in detail.text


def test_same_address_twice_is_one(read_event: ReadEvent) -> None:
    lines = "intitule: Infos\nlien: https://example.org/a\nKey: https://example.org/a"
    detail = one_detail(read_event(item(lines)))
    assert (detail.url, detail.text) == ("https://example.org/a", "")


@pytest.mark.parametrize(
    ("label", "text", "registers"),
    [
        ("Inscription", "en ligne", True),
        ("INSCRIPTIONS ", "en ligne", True),
        ("Modalités", "sur inscription", True),
        ("Modalités", "s’inscrire avant le 3 mars", True),
        ("Modalités", "Pré-inscription par courriel", True),
        ("Réservation", "en ligne", True),
        ("Modalités", "il faut réserver", True),
        ("Billetterie", "en ligne", True),
        ("Plus d'informations", "le programme", False),
        ("Modalités", "entrée libre", False),
        ("Modalités", "une réinscription n'est pas utile", False),
        ("Modalités", "entrée libre, sans inscription", False),
        ("Inscription", "Pas d’inscription", False),
        ("Inscriptions", "Inscriptions closes", False),
        ("Modalités", "aucune inscription n'est demandée", False),
        ("Réservation", "sans réservation", False),
    ],
)
def test_registration_is_told_by_label_or_text(read_event: ReadEvent, label: str, text: str, registers: bool) -> None:
    lines = f'intitule: "{label}"\ncontenu: "{text}"\nlien: https://example.org/a'
    event = one_event(read_event(item(lines)))
    assert event.registration_url == ("https://example.org/a" if registers else None)
    assert event.details[0].kind == ("registration" if registers else "information")


def test_registration_link_is_found_in_the_text(read_event: ReadEvent) -> None:
    lines = "intitule: Inscription\ncontenu: '[en ligne](https://example.org/a?b=1&c=2)'"
    assert one_event(read_event(item(lines))).registration_url == "https://example.org/a?b=1&c=2"


def test_first_registration_that_has_a_link_counts(read_event: ReadEvent) -> None:
    more = "- intitule: Inscription\n  contenu: obligatoire\n- intitule: Billets\n  lien: https://example.org/b\n"
    front_matter = item("intitule: Programme\nlien: https://example.org/a") + more
    assert one_event(read_event(front_matter)).registration_url == "https://example.org/b"


@pytest.mark.parametrize(
    ("label", "text", "end", "problems"),
    [
        ("Horaires", "14h-17h", "17:00", []),
        ("horaire ", "de 14h à 17h30", "17:30", []),
        ("HORAIRES :", "14:00 – 17:00", "17:00", []),
        ("Date", "samedi 14 mars 2026 de 14h00 à 16h30", "16:30", []),
        ("Date", "samedi 14 mars 2026 à 14h", None, []),
        ("Accès", "14h-17h", None, []),
        ("Métro", "Métro 6 : Boissière – 9 : Trocadéro", None, []),
        ("Horaires", "14h-15h puis 16h-17h", None, ["hours-unclear"]),
        ("Horaires", "toute la journée", None, []),
        ("Horaires", "14h30-17h", None, ["hours-contradict-start"]),
    ],
)
def test_hours_in_prose_give_the_end(
    read_event: ReadEvent, label: str, text: str, end: str | None, problems: list[str]
) -> None:
    result = read_event(item(f'intitule: "{label}"\ncontenu: "{text}"'))
    event = one_event(result)
    assert event.details[0].kind == ("hours" if label.lower().startswith("horaire") else "information")
    assert event.start.isoformat() == "2026-03-14T14:00:00+01:00"
    assert (event.end.isoformat()[11:16] if event.end else None) == end
    assert codes(result) == problems


@pytest.mark.parametrize(("label", "start"), [("Horaires", "2026-03-14T09:30:00+01:00"), ("Date", "2026-03-14")])
def test_one_hour_is_a_start_only_where_hours_are_told(read_event: ReadEvent, label: str, start: str) -> None:
    lines = item(f"intitule: {label}\ncontenu: samedi 14 mars à 9h30").replace(" 14:00:00", " 00:00:00")
    assert one_event(read_event(lines)).start.isoformat() == start


def test_two_different_hours_give_no_end_and_a_notice(read_event: ReadEvent) -> None:
    more = "- intitule: Horaire\n  contenu: 14h-18h\n"
    result = read_event(item("intitule: Horaires\ncontenu: 14h-17h") + more)
    assert one_event(result).end is None
    [problem] = result.problems
    assert (problem.severity, problem.code, problem.line) == ("notice", "hours-unclear", 8)
    assert "14:00–17:00 / 14:00–18:00" in problem.message


@pytest.mark.parametrize(
    ("lines", "label", "text", "url"),
    [
        ("type: Bus\nlignes:\n- nom: 22", "Bus", "<p>22</p>", None),
        ("type: Métro\nlignes:\n- nom: Ségur\n- nom: 10", "Métro", "<p>Ségur, 10</p>", None),
        ("type: Métro\nlignes:\n- nom: null\n- nom: Ségur", "Métro", "<p>Ségur</p>", None),
        ("type: Parking", "", "<p>Parking</p>", None),
        ("lien: https://example.org/plan", "", "", "https://example.org/plan"),
    ],
)
def test_access(read_event: ReadEvent, lines: str, label: str, text: str, url: str | None) -> None:
    detail = one_detail(read_event(item(lines, "acces")))
    assert (detail.label, detail.text, detail.url, detail.kind) == (label, text, url, "access")


@pytest.mark.parametrize(
    "value", ["champs_informations: bientôt\n", "champs_informations:\n  a: b\n", "acces:\n- - a\n"]
)
def test_list_of_another_form_stops_nothing(read_event: ReadEvent, value: str) -> None:
    assert one_event(read_event(HEAD + value)).title == "Atelier"
