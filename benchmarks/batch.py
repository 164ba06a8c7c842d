"""A batch of 300 and of 3,000 files: memory must stay flat and time grow in proportion: `python benchmarks/batch.py [FILES...]`.

The files are rounds of 120 as tests/batch/round_files.py makes them (Word, text, PDF, archives, broken ones). Printed:
the seconds a file, the processor time used as a share of the cores, and the most memory of the main process and of one worker.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PART = 120


def weigh(run: subprocess.Popen[bytes]) -> tuple[int, int, float]:
    """The most memory of the main process and of one worker until the run ends, and the processor seconds of all."""
    main = worker = 0
    used: dict[int, float] = {}
    process = psutil.Process(run.pid)
    while run.poll() is None:
        with suppress(psutil.Error):
            main = max(main, process.memory_info().rss)
            for one in (process, *process.children()):
                used[one.pid] = sum(one.cpu_times()[:2])
                if one is not process:
                    worker = max(worker, one.memory_info().rss)
        time.sleep(0.1)
    return main, worker, sum(used.values())


def measure(files: int) -> None:
    from tests.batch.round_files import make

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, files // PART)
        began = time.monotonic()
        command = ["batch", str(folder / "报送"), "--out", str(folder / "out"), "--roster", str(folder / "名单.csv")]
        run = subprocess.Popen(
            [sys.executable, "-m", "checker", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
        )
        main, worker, used = weigh(run)
        lasted = time.monotonic() - began
        rows = len((folder / "out" / "results.jsonl").read_bytes().splitlines())
        busy = used / lasted / (os.cpu_count() or 1)
        print(
            f"{rows:>6} files {lasted:>7.1f} s {1000 * lasted / rows:>7.1f} ms a file, cores {busy:.0%} busy, "
            f"main {main / 2**20:.0f} MiB, a worker {worker / 2**20:.0f} MiB",
            flush=True,
        )


if __name__ == "__main__":
    for size in [int(word) for word in sys.argv[1:]] or [360, 3000]:
        measure(size)
