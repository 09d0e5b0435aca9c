"""What is printable needs no search for what is not."""

from __future__ import annotations

import re
import sys

import pytest

from eventfeeds.markup import links
from eventfeeds.reading import files, naming

EVERY_CHARACTER = "".join(map(chr, range(sys.maxunicode + 1)))


@pytest.mark.parametrize("pattern", [links._INVISIBLE, files._UNTELLABLE, naming._NO_UTF8])
def test_nothing_printable_is_found(pattern: str) -> None:
    found = re.findall(pattern, EVERY_CHARACTER)
    assert found
    assert not any(map(str.isprintable, found))
