"""A cluster whose workers are killed: `python benchmarks/cluster.py [FILES]`, 20,000 unless told otherwise.

A real scheduler and three workers on loopback judge short generated files, one in twenty of which takes a third of an earlier
one; one worker is killed every 20 seconds, and one file kills whatever worker reads it. One machine judges the same meanwhile.
Afterwards all rows must be there, once each, equal to those of one machine; the killing file has a row that says so. Printed:
times, kills, the memory of the scheduler (least and most of each fifth of the run) and of the one who handed in.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SENTENCES, FOLDER, EVERY = 15, 200, 20.0


def make(folder: Path, count: int, fatal: int) -> None:
    from benchmarks.reuse import paragraphs
    from tests.cluster.traps.sitecustomize import FATAL

    for number, body in enumerate(paragraphs(count, random.Random(7), SENTENCES)):
        lines = [f"第{number}工厂产改工作总结", *body, f"第{number}工厂有限公司"]
        path = folder / f"{number // FOLDER:04}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([f"{FATAL}机器"] * (number == fatal) + lines), encoding="utf-8")


def on_the_cluster(folder: Path, home: Path) -> list[str]:
    """The rows, after a run in which workers were killed."""
    from tests.cluster.dask import cluster

    with cluster(home, workers=3) as dask:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
        began = killed = time.monotonic()
        kills, memory, most = 0, [], 0
        command = [sys.executable, "-m", "checker", "batch", str(folder), "--out", str(home / "集群"), "--engine", dask.engine]
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
        scheduler, client = psutil.Process(dask.scheduler.pid), psutil.Process(run.pid)
        while run.poll() is None:
            with suppress(psutil.Error):
                memory.append(scheduler.memory_info().rss / 2**20)
                most = max(most, client.memory_info().rss)
            if time.monotonic() - killed > EVERY and (workers := dask.workers()):
                with suppress(psutil.Error):
                    random.choice(workers).kill()
                    kills += 1
                killed = time.monotonic()
            time.sleep(0.5)
        lasted = time.monotonic() - began
    fifth = -(-len(memory) // 5)
    parts = [memory[start : start + fifth] for start in range(0, len(memory), fifth)]
    print(
        f"cluster: status {run.returncode}, {lasted:.0f} s, {kills} workers killed besides those that the file killed", flush=True
    )
    print(
        "scheduler: " + ", ".join(f"{min(part):.0f}–{max(part):.0f}" for part in parts) + f" MiB; client {most / 2**20:.0f} MiB"
    )
    return [line for path in sorted((home / "集群" / "results").iterdir()) for line in path.read_text("utf-8").splitlines()]


@contextmanager
def on_one_machine(folder: Path, home: Path) -> Iterator[Callable[[], list[str]]]:
    """The rows of the engine of one machine, which works meanwhile, without the reports of a round."""
    command = [sys.executable, __file__, "--alone", str(folder), str(home / "本机")]
    paths = [str(ROOT / "tests" / "cluster" / "traps"), str(ROOT), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "GANHUO_TRAPS": "alone"}

    def rows() -> list[str]:
        assert run.wait() == 0
        return (home / "本机" / "results.jsonl").read_text("utf-8").splitlines()

    with subprocess.Popen(command, env=environment) as run:
        try:
            yield rows
        finally:
            run.kill()


def alone(folder: Path, out: Path) -> None:
    from checker.assessment import Settings
    from checker.batch import run
    from checker.batch.gathering import Gather, Spool
    from checker.batch.journal import Journal
    from checker.batch.peers import keep
    from tests.cluster.rounds import Rows

    order = run.Order(folder, out, Settings(), workers=os.cpu_count() or 1)
    sources, _ = run._sources(order)
    with Journal(out, {}, resume=False) as journal:
        spool = Spool(out / "read")
        read, _ = run._read(order, Gather(spool), sources, lambda done, total: None)
        keep(out / "peers", (kept for name, sha256 in read if (kept := spool.get(name, sha256))), ())
        run._judge(order, Settings(), Rows(out, spool, out / "peers"), sources, journal, lambda done, total: None)
        journal.finish()


def main(count: int) -> int:
    fatal = count // 3
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        make(home / "报送", count, fatal)
        with on_one_machine(home / "报送", home) as alone_too:
            found = on_the_cluster(home / "报送", home)
            same = found == alone_too()
    rows = [json.loads(line) for line in found]
    aside = [(row["file"], row["error"]["code"], row["error"]["message"]) for row in rows if row["status"] != "ok"]
    reused = sum(bool(row["reuse"]) for row in rows)
    print(f"{len(rows)} rows of {len({row['file'] for row in rows})} files, {reused} share passages; set aside: {aside}")
    print(f"equal to one machine's: {same}")
    return 0 if same and len(rows) == count and len(aside) == 1 else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--alone"]:
        alone(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
