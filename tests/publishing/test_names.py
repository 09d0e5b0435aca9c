"""Names of files: safe on every system, each event its own, whatever a slug says."""

from __future__ import annotations

from datetime import date

import pytest

from eventfeeds import Event
from eventfeeds.publishing.names import of_events, of_label, safe, same, stem

HOSTILE = {
    "outside": "../../etc/passwd",
    "absolute": "/etc/passwd",
    "windows": "C:\\Windows\\system",
    "device": "CON",
    "device with an ending": "com1.tar",
    "hidden": ".htaccess",
    "dots": "..",
    "nothing": "",
    "only signs": "///",
    "long": "a" * 10_000,
    "long and wide": "日" * 300,
    "accents": "e" + "\u0301" * 5000,
    "controls": "a\0b\nc\x1bd",
    "right to left": "\u202egnp.exe",
    "markup": "<script>alert(1)</script>\"'",
    "percent": "%2e%2e%2f",
    "surrogate": "a\ud800b",
    "trailing": "name. . ",
    "spaces": "a b\u00a0c",
}


def event(uid: str, slug: str = "") -> Event:
    return Event(uid=uid, title="Atelier", start=date(2026, 3, 14), slug=slug)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_event_has_a_safe_name_whatever_its_slug(text: str) -> None:
    (name,) = of_events([event("a@example.org", text)]).values()
    assert safe(f"{name}.ics")
    assert "/" not in name


@pytest.mark.parametrize("text", ["atelier-2026", "journée", "Übung_1", "v1.2", "日本", "a~b", "x" * 200])
def test_good_slug_is_the_name(text: str) -> None:
    assert of_events([event("a@example.org", text)]) == {"a@example.org": text}


def test_composed_and_decomposed_slugs_are_one_name() -> None:
    assert stem("e\u0301te\u0301") == stem("été") == "été"


@pytest.mark.parametrize(
    ("slugs", "names"),
    [
        (("a", "b"), ("a", "b")),
        (("a", "a"), ("a", "a-*")),
        (("Fête", "fête", "FÊTE"), ("Fête", "fête-*", "FÊTE-*")),
        (("a/b", "a-b"), ("a-b-*", "a-b")),
        (("", ""), ("1", "2")),
        (("", "1"), ("1-*", "1")),
    ],
)
def test_each_event_has_a_name_of_its_own(slugs: tuple[str, ...], names: tuple[str, ...]) -> None:
    events = [event(f"{number}@example.org", slug) for number, slug in enumerate(slugs, 1)]
    found = list(of_events(events).values())
    by_uid = [of_events(events)[each.uid] for each in events]
    assert len({same(name) for name in found}) == len(events)
    for name, wanted in zip(by_uid, names, strict=True):
        assert name == wanted or (wanted.endswith("*") and name.startswith(wanted[:-1]) and len(name) > len(wanted) + 8)
    assert of_events(events[::-1]) == of_events(events)


def test_event_without_a_word_to_call_it_by_keeps_its_name_for_ever() -> None:
    assert list(of_events([event("///@example.org")]).values()) == ["4c934ea1d99948f0"]


def test_long_slugs_that_begin_alike_stay_two() -> None:
    names = of_events([event("1@example.org", "a" * 400 + "1"), event("2@example.org", "a" * 400 + "2")])
    assert len(set(names.values())) == 2
    assert all(len(name) < 200 for name in names.values())


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Événements à Paris", "evenements-a-paris"),
        ("L’été !", "l-ete"),
        ("日本", "日本"),
        ("../..", None),
        ("CON", None),
        ("🎉", None),
    ],
)
def test_name_of_a_category(label: str, name: str | None) -> None:
    assert safe(f"{of_label(label)}.ics")
    assert name is None or of_label(label) == name


@pytest.mark.parametrize("name", ["agenda.ics", "index.html", "a.b.c", "~a", "été.ics", "_x"])
def test_ordinary_name_is_safe(name: str) -> None:
    assert safe(name)
