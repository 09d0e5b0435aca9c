"""Runs one command, and writes what it took: CPU and wall seconds, peak memory. `measured.py RESULT COMMAND...`

It imports next to nothing: Linux counts the memory of the process that starts another as a peak of the other.
"""

import os
import sys
import time

begin = time.perf_counter()
process = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(process, 0)
wall = time.perf_counter() - begin
with open(sys.argv[1], "w", encoding="ascii") as result:  # noqa: PTH123  pathlib would cost memory
    result.write(f"{usage.ru_utime + usage.ru_stime} {wall} {usage.ru_maxrss}")
sys.exit(os.waitstatus_to_exitcode(status))
