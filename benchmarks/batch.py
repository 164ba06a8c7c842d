"""A batch of 300 and of 3,000 files: memory must stay flat and time grow in proportion: `python benchmarks/batch.py [FILES...]`.

The files are rounds of 120 as tests/batch/round_files.py makes them (Word, text, PDF, archives, broken ones); with `short` as the
first word they are short texts as benchmarks/cluster.py makes them. Printed: the seconds a file by the clock and of processors,
their time used as a share of the cores, the most memory of the main process and of one worker, and how these grow.
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


def measure(files: int, short: bool) -> tuple[float, int]:
    """Processor seconds a file, the most memory of the main process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        more = _short(folder, files) if short else _round(folder, files)
        began = time.monotonic()
        command = ["batch", str(folder / "报送"), "--out", str(folder / "out"), *more]
        run = subprocess.Popen(
            [sys.executable, "-m", "checker", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
        )
        main, worker, used = weigh(run)
        lasted = time.monotonic() - began
        rows = len((folder / "out" / "results.jsonl").read_bytes().splitlines())
        busy = used / lasted / (os.cpu_count() or 1)
        print(
            f"{rows:>6} files {lasted:>7.1f} s {1000 * lasted / rows:>7.1f} ms a file, {1000 * used / rows:.1f} of processors, "
            f"cores {busy:.0%} busy, main {main / 2**20:.0f} MiB, a worker {worker / 2**20:.0f} MiB",
            flush=True,
        )
        return used / rows, main


def _round(folder: Path, files: int) -> list[str]:
    from tests.batch.round_files import make

    make(folder, files // PART)
    return ["--roster", str(folder / "名单.csv")]


def _short(folder: Path, files: int) -> list[str]:
    from benchmarks.cluster import make

    make(folder / "报送", files, -1)
    return []


if __name__ == "__main__":
    short = sys.argv[1:2] == ["short"]
    sizes = [int(word) for word in sys.argv[1 + short :]] or [360, 3000]
    found = [measure(size, short) for size in sizes]
    for size, (seconds, memory) in zip(sizes[1:], found[1:], strict=True):
        print(f"{size} ÷ {sizes[0]}: a file's time {seconds / found[0][0]:.2f}, memory of main {memory / found[0][1]:.2f}")
