"""Reading a large folder on all processors, or on a Dask cluster: the same bytes as without.

python many_files.py content/ > agenda.ics
python many_files.py content/ tcp://scheduler:8786 > agenda.ics
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain

import eventfeeds

FILES_A_TASK = 200


def read_on_this_machine(content: str) -> eventfeeds.Reading:
    """Read with one process for each processor."""
    with ProcessPoolExecutor() as pool:
        return eventfeeds.read([content], map=partial(in_batches, pool.map))


def read_on_a_cluster(content: str, scheduler: str) -> eventfeeds.Reading:
    """Read with Dask; every worker must see the files under the same path."""
    from dask.distributed import Client  # noqa: PLC0415  an extra that few need

    with Client(scheduler) as client:
        return eventfeeds.read([content], map=partial(in_batches, client.get_executor().map))


def in_batches(spread: Callable, function: Callable, files: Sequence) -> Iterator:
    """Call a function with each file, many of them a task: a file alone takes less time than its way to a worker."""
    tasks = [files[start : start + FILES_A_TASK] for start in range(0, len(files), FILES_A_TASK)]
    return chain.from_iterable(spread(partial(each, function), tasks))


def each(function: Callable, files: Sequence) -> list:
    """Call a function with each file of a task."""
    return [function(file) for file in files]


if __name__ == "__main__":
    content, *scheduler = sys.argv[1:]
    reading = read_on_a_cluster(content, *scheduler) if scheduler else read_on_this_machine(content)
    for problem in reading.problems:
        sys.stderr.write(f"{problem}\n")
    sys.stdout.buffer.write(eventfeeds.export(reading.calendar(), "ics"))
