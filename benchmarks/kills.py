"""A batch killed at random moments, the main process or a worker, and gone on with: `python benchmarks/kills.py [TIMES]`.

After each kill the run is resumed, and everything it leaves must equal what an unbroken run leaves. Prints one line a kill.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def command(folder: Path, out: Path, *more: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "checker",
        "batch",
        str(folder / "报送"),
        "--out",
        str(out),
        "--roster",
        str(folder / "名单.csv"),
        *more,
    ]


def left_in(out: Path) -> dict[str, str]:
    """The rows exactly, and which other files there are; these hold the time of their making, so they are not compared."""
    names = {str(path.relative_to(out)): "" for path in out.rglob("*") if path.is_file()}
    return names | {"results.jsonl": hashlib.sha256((out / "results.jsonl").read_bytes()).hexdigest()}


def kill(run: subprocess.Popen[bytes], worker: bool) -> bool:
    """Kill the main process, or one of its workers; whether there was one to kill."""
    if not worker:
        run.kill()
        return True
    with suppress(psutil.Error):
        workers = [child for child in psutil.Process(run.pid).children() if "checker.batch.hiring" in " ".join(child.cmdline())]
        if workers:
            os.kill(random.choice(workers).pid, signal.SIGKILL)
            return True
    return False


def main(times: int) -> int:
    from tests.batch.round_files import make

    random.seed(times)
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder)
        began = time.monotonic()
        subprocess.run(command(folder, folder / "whole"), capture_output=True, check=False)
        lasts = time.monotonic() - began
        whole = left_in(folder / "whole")
        for number in range(times):
            out = folder / f"broken{number}"
            worker, after = number % 2 == 1, random.uniform(0.2, 0.95) * lasts
            run = subprocess.Popen(command(folder, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(after)
            killed = kill(run, worker)
            run.wait()
            done = len((out / "results.jsonl").read_bytes().splitlines()) if (out / "results.jsonl").exists() else 0
            again = subprocess.run(command(folder, out, "--resume"), capture_output=True, check=False)
            same = left_in(out) == whole
            wrong += not same
            who = f"{'a worker' if worker else 'the main process'} killed after {after:.1f} s ({killed})"
            print(f"{who}; rows by then {done}, status after going on {again.returncode}, equal: {same}", flush=True)
            shutil.rmtree(out)
    print(f"{times} kills, {wrong} runs not equal to the unbroken one")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
