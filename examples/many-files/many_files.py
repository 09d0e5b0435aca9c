"""Reading a large folder on all processors, or on a Dask cluster: the same bytes as without.

python many_files.py content/ > agenda.ics
python many_files.py content/ tcp://scheduler:8786 > agenda.ics
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor

import eventfeeds


def read_on_this_machine(content: str) -> eventfeeds.Reading:
    """Read with one process for each processor."""
    with ProcessPoolExecutor() as pool:
        return eventfeeds.read([content], map=pool.map)


def read_on_a_cluster(content: str, scheduler: str) -> eventfeeds.Reading:
    """Read with Dask; every worker must see the files under the same path."""
    from dask.distributed import Client  # noqa: PLC0415  an extra that few need

    with Client(scheduler) as client:
        return eventfeeds.read([content], map=client.get_executor().map)


if __name__ == "__main__":
    content, *scheduler = sys.argv[1:]
    reading = read_on_a_cluster(content, *scheduler) if scheduler else read_on_this_machine(content)
    for problem in reading.problems:
        sys.stderr.write(f"{problem}\n")
    sys.stdout.buffer.write(eventfeeds.export(reading.calendar(), "ics"))
