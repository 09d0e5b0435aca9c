"""The JSON that comes with the package says what its TOML says."""

from __future__ import annotations

from typing import Any

import pytest

from eventfeeds import profiles, wording
from eventfeeds.documents import Keys
from eventfeeds.documents.typed import load_toml
from eventfeeds.packaged import data
from write_packaged import packaged


def test_json_is_written_anew_after_a_change_of_toml() -> None:
    written = {path: path.read_text(encoding="utf-8") for path in packaged()}
    assert written == packaged(), "run python tests/write_packaged.py"


def lines(value: Any) -> Any:
    """The lines of all mappings."""
    return {"": value.lines, **{key: lines(each) for key, each in value.items()}} if isinstance(value, Keys) else None


@pytest.mark.parametrize("name", profiles.names())
def test_built_in_profile_is_that_of_its_toml(name: str) -> None:
    whole = load_toml(profiles.source(name).encode())
    assert (profiles.packaged(name), lines(profiles.packaged(name))) == (whole, lines(whole))
    assert profiles.builtin(name) == profiles.parse(profiles.source(name).encode(), name)


@pytest.mark.parametrize("name", profiles.names())
def test_head_of_a_profile_says_what_the_whole_says(name: str) -> None:
    head, whole = profiles.head(name), profiles.builtin(name)
    for field in ("recognise", "files", "format", "records", "nothing"):
        assert getattr(head, field) == getattr(whole, field)


def test_words_are_found_by_the_names_of_their_tables() -> None:
    assert wording._section("en", "page.formats") == wording._section("en", "page")["formats"]
    assert wording._section("en", "problems.no-title")["severity"]
    assert wording._section("en", "nothing.of.it") == {}


def test_data_of_a_package_that_is_not_there_is_told_by_its_name() -> None:
    with pytest.raises(ModuleNotFoundError, match="eventfeeds_none"):
        data("eventfeeds_none", "data.json")
