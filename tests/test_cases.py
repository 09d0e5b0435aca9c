"""Each folder of events gives the bytes that stand beside it."""

from __future__ import annotations

import pytest

from write_cases import CASES, outputs


@pytest.mark.parametrize("name", CASES)
def test_case_gives_the_expected_bytes(name: str) -> None:
    folder = CASES[name]
    given = outputs(folder)
    assert given == {file: (folder / file).read_bytes() for file in given}
