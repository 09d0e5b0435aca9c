"""Reading through another engine's `map`: a pool of processes, Dask; the same bytes as without."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import eventfeeds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from eventfeeds import Reading

ROOT = Path(__file__).parent.parent
CONTENT = [ROOT / "examples" / "numerique" / "_evenements", ROOT / "examples" / "mistakes" / "_evenements"]


def documents(reading: Reading) -> list[object]:
    calendar = reading.calendar()
    formats = ("ics", "rss", "atom", "json")
    return [*(eventfeeds.export(calendar, name) for name in formats), reading.problems, reading.skipped]


@pytest.fixture(scope="module")
def expected() -> list[object]:
    return documents(eventfeeds.read(CONTENT))


@pytest.fixture(autouse=True)
def _small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few files are to be several tasks."""
    monkeypatch.setattr("eventfeeds.batches._AT_ONCE", 4)


@pytest.mark.parametrize("chunk", [1, 3])
def test_processes_give_the_same_bytes_and_problems(expected: list[object], chunk: int) -> None:
    with ProcessPoolExecutor(2) as pool:
        assert documents(eventfeeds.read(CONTENT, map=partial(pool.map, chunksize=chunk))) == expected


def test_each_task_is_of_many_files_and_their_number_is_known(expected: list[object]) -> None:
    tasks: list[int] = []

    def spread(function: Callable[..., object], files: Sequence[Sequence[object]]) -> Iterator[object]:
        tasks.extend(map(len, files))
        return map(function, files)

    assert documents(eventfeeds.read(CONTENT, map=spread)) == expected
    assert tasks[:-1] == [4] * (len(tasks) - 1)
    assert len(tasks) > 1


def test_dask_gives_the_same_bytes_and_problems(expected: list[object]) -> None:
    distributed = pytest.importorskip("distributed")
    options = {"n_workers": 2, "threads_per_worker": 1, "host": "127.0.0.1", "dashboard_address": None}
    with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster) as client:
        assert documents(eventfeeds.read(CONTENT, map=client.get_executor().map)) == expected


def test_example_writes_what_the_library_exports(tmp_path: Path) -> None:
    script = ROOT / "examples" / "many-files" / "many_files.py"
    done = subprocess.run([sys.executable, script, CONTENT[0]], capture_output=True, cwd=tmp_path, check=True)
    assert done.stdout == eventfeeds.export(eventfeeds.read(CONTENT[:1]).calendar(), "ics")
