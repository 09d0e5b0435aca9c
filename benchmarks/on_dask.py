"""A program on a Dask cluster of this machine: `python -m benchmarks.on_dask SCRIPT ARGUMENT...`.

The script gets the address of the scheduler as its last argument.
"""

from __future__ import annotations

import subprocess
import sys

from distributed import LocalCluster


def main() -> None:
    """Start a scheduler and two workers on the loopback interface, run the script, stop them."""
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        subprocess.run([sys.executable, *sys.argv[1:], cluster.scheduler_address], check=True)


if __name__ == "__main__":
    main()
