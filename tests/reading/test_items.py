"""The items of a list, read by the keys that hold their parts: what the walk over every path finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as some

from eventfeeds.documents import Keys
from eventfeeds.model import one_line
from eventfeeds.profiles import Items, builtin, keys
from eventfeeds.profiles.keys import Found, Lookup, fold
from eventfeeds.profiles.paths import Paths
from eventfeeds.reading import details, places
from eventfeeds.reading.files import Source
from eventfeeds.reading.record import Record
from eventfeeds.site import Site

if TYPE_CHECKING:
    import pytest

RULES = Items(
    "list",
    Paths(
        {
            "label": ("title", "Label", "names.*"),
            "text": ("text", "lines.*.name", "lines.*.A-B", "a.b", "names.*./slash", "/slash"),
            "link": ("link", "mail-to"),
            "mail": ("mail to",),
        }
    ),
)
SITE = Site(profile=builtin("numerique-gouv"), title="Agenda")

TEXTS = some.sampled_from(
    [
        "",
        " ",
        "null",
        " N\u00fbll",
        "Accueil : ",
        "https://example.org/a",
        "https://example.org/a b",
        "a@example.org",
        "x",
    ]
)
NAMED = [
    *("title", "TITLE", "label", "names", "text", "lines", "name", "a", "b", "a.b", "/slash", "slash"),
    *("link", "mail_to", "mail to", "other"),
]


def mappings(values: some.SearchStrategy[object]) -> some.SearchStrategy[Keys]:
    return some.dictionaries(some.sampled_from(NAMED), values, min_size=1, max_size=6).map(
        lambda made: Keys(made, {key: line for line, key in enumerate(made, 3) if key not in ("other", "text")})  # type: ignore[arg-type]
    )


SCALARS = TEXTS | some.none() | some.integers(0, 9)
NAMES = some.dictionaries(some.sampled_from(["name", "NAME", "a_b", "A-B"]), SCALARS, max_size=2).map(Keys)
VALUES = TEXTS | SCALARS | some.lists(SCALARS | mappings(SCALARS), max_size=3) | mappings(SCALARS)
LISTS = some.lists(NAMES | SCALARS, max_size=3).map(lambda names: Keys({"lines": names}))  # type: ignore[dict-item]


def record(value: object) -> Record:
    metadata = Keys({"list": value}, {"list": 2})  # type: ignore[dict-item]
    return Record(Source("a.md", "a.md", "a.md"), SITE, Lookup(metadata, frozenset({"null"})))


def walked(record: Record) -> list[tuple[object, ...]]:
    """Label, texts and links of each item, every path walked from the top, and the lines where they stand."""
    found = []
    for at in record.lookup.all("list.*"):
        if not isinstance(at.value, Keys):
            found.append((at.key, at.line, "", (record.text(at),), ()))
            continue
        inner = Lookup(at.value, frozenset({"null"}), at=at.key)

        def texts(paths: tuple[object, ...], inner: Lookup = inner) -> list[str]:
            each = (one for path in paths for one in inner.all(str(path)))
            return [text for one in each if (text := record.text(one).strip())]

        label = next((text for path in RULES.parts["label"] for text in texts((path,))), "")
        said = texts(RULES.parts["text"])
        links = texts(RULES.parts["link"]) + [f"mailto:{mail}" for mail in texts(RULES.parts["mail"])]
        addresses = [text for text in said if text.startswith("http") and " " not in text]
        found.append(
            (
                at.key,
                inner.line or at.line,
                record.plain(label, at).rstrip(" :"),
                tuple(text for text in said if text not in addresses),
                tuple(dict.fromkeys(links + addresses)),
            )
        )
    return [item for item in found if any(item[2:])]


@settings(max_examples=500)
@for_any(some.lists(mappings(VALUES) | mappings(TEXTS) | LISTS | VALUES, min_size=1, max_size=2))
def test_items_are_what_every_path_leads_to(values: list[object]) -> None:
    read, long_way = record(values), record(values)
    found = [(item.key, item.line, item.label, item.texts, item.links) for item in details.items(read, RULES)]
    assert found == walked(long_way)
    assert read.problems == long_way.problems


@for_any(mappings(VALUES), some.sampled_from([*NAMED, "names.*", "a.text", "lines.0.name"]))
def test_a_key_holds_what_its_path_leads_to(metadata: Keys, path: str) -> None:
    lookup = Lookup(metadata, frozenset({"null"}))
    leads = Paths({"it": (path,)}).leading(metadata).get("it", ())
    found = [lookup.under(lead.key) if lead.key is not None else lookup.first(lead.paths) for lead in leads]
    assert next(filter(None, found), None) == lookup.first((path,))
    assert [each for lead in leads for each in lookup.led(lead)] == lookup.all(path)


@for_any(
    some.lists(
        some.sampled_from(["null", "NULL", "\u00f1\u00fbll", "n\u0301ull", "-", " ", "\u00a0", "x"]), max_size=3
    ).map("".join)
)
def test_a_text_says_nothing_when_it_is_such_a_word_folded(text: str) -> None:
    nothing = frozenset({"null", "-"})
    assert Lookup(Keys(), nothing).said(text) == ("" if fold(text) in nothing else text.strip())


def test_only_what_begins_like_a_word_that_means_nothing_is_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[str] = []
    monkeypatch.setattr(keys, "_folded", lambda text: folded.append(text) or text.lower())
    lookup = Lookup(Keys(), frozenset({"null"}))
    assert [lookup.said(text) for text in ("Accueil", "Null", "\u00c9t\u00e9")] == ["Accueil", "", "\u00c9t\u00e9"]
    assert folded == ["Null", "\u00c9t\u00e9"]


def test_plain_texts_under_keys_are_not_walked_to(monkeypatch: pytest.MonkeyPatch) -> None:
    walks: list[str] = []
    below = Lookup.below

    def counted(self: Lookup, at: Found, path: str) -> list[Found]:
        walks.append(path)
        return below(self, at, path)

    monkeypatch.setattr(Lookup, "below", counted)
    plain = Keys({"Title": "Accueil", "text": "x", "link": "https://example.org/a", "a.b": "y"})
    lines = Keys({"title": "Bus", "lines": [Keys({"Name": "12", "a_b": "y"})]})
    nested = Keys({"title": "Bus", "a": Keys({"b": "12"})})
    assert len(list(details.items(record([plain, lines, nested]), RULES))) == 3
    assert [path for path in walks if path != "/slash"] == ["a.b"]


def test_after_the_first_label_no_other_is_looked_at() -> None:
    read = record([Keys({"title": "Bus", "names": [[Keys({"a": "b"})]]})])
    assert [item.label for item in details.items(read, RULES)] == ["Bus"]
    assert read.problems == []


def test_an_item_of_a_list_that_says_nothing_is_none_of_its_values() -> None:
    lookup = Lookup(Keys({"list": [Keys(), "null", Keys({"a": "b"}), [], None, "c"]}), frozenset({"null"}))
    assert [found.key for found in lookup.all("list.*")] == ["list.2", "list.5"]


LINKS = some.sampled_from(["https://example.org/a", "/a", "mailto:a@example.org", "nowhere at all", ""])
WORDS = some.sampled_from(["", "Accueil", "Un *mot*", "<br>", "[a](/b)"])


@for_any(some.lists(WORDS, max_size=2), some.lists(LINKS, max_size=2))
def test_an_item_of_one_text_and_one_address_is_made_as_those_of_several(texts: list[str], links: list[str]) -> None:
    read, long_way = record([]), record([])
    item = details.Item(Found("", "list.0", 2), "", tuple(texts), tuple(links))
    made = details.detail(read, item, "https://example.org/b/", "information")
    assert (made.text, made.url) == details._several(long_way, item, "https://example.org/b/")
    assert read.problems == long_way.problems


@for_any(some.lists(some.sampled_from(["a", ",", " ", "\n", "\t"]), max_size=8).map("".join))
def test_a_place_is_its_lines_parted_by_commas(text: str) -> None:
    parts = [part.strip().rstrip(",").rstrip() for part in text.split("\n")]
    read = Record(Source("a.md", "a.md", "a.md"), SITE, Lookup(Keys({"lieu": text})))
    assert places._line(read, "place") == one_line(", ".join(filter(None, parts)))
