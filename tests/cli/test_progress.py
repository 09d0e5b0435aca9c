"""A bar while work lasts: on a terminal alone, and for many files alone."""

from __future__ import annotations

import io

import pytest

from eventfeeds.cli import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stderr", "count", "quiet", "shown"),
    [
        (Terminal, 3, False, True),
        (Terminal, 2, False, False),
        (Terminal, 3, True, False),
        (io.StringIO, 3, False, False),
    ],
)
def test_bar_is_shown(
    stderr: type[io.StringIO], count: int, quiet: bool, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_PROGRESS_ABOVE", 3)
    monkeypatch.setattr("sys.stderr", stderr())
    items = list(range(count))
    assert list(progress.watched(items, quiet=quiet)) == items
    assert ("100%" in progress.sys.stderr.getvalue()) is shown
