"""A real cluster of Dask on loopback: a scheduler and workers as processes of their own, stopped by their own numbers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from tests.paths import ROOT

HERE = "127.0.0.1"
TRAPS = Path(__file__).resolve().parent / "traps"


class Cluster:
    """A scheduler on a port of its own, and so many workers, each with a nanny that starts it again."""

    def __init__(self, home: Path, workers: int, threads: int, failures: int) -> None:
        self.home, self.threads = home, threads
        with socket.socket() as free:
            free.bind((HERE, 0))
            self.port = free.getsockname()[1]
        paths = [str(TRAPS), str(ROOT), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        self._environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(paths),
            "GANHUO_TRAPS": "1",
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(failures),
        }
        self.log = (home / "cluster.log").open("ab")
        self.processes: list[subprocess.Popen[bytes]] = []
        self.start_scheduler()
        for _ in range(workers):
            self.start_worker()

    @property
    def engine(self) -> str:
        return f"dask://{HERE}:{self.port}"

    def start_scheduler(self) -> None:
        self.scheduler = self._start("dask_scheduler", "--host", HERE, "--port", str(self.port), "--no-show", "--no-dashboard")

    def start_worker(self) -> subprocess.Popen[bytes]:
        own = self.home / f"worker{len(self.processes)}"
        return self._start(
            "dask_worker", f"tcp://{HERE}:{self.port}", "--host", HERE, "--nthreads", str(self.threads), "--no-dashboard", "--local-directory", str(own)
        )  # fmt: skip

    def _start(self, module: str, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{module}", *words]
        process = subprocess.Popen(command, env=self._environment, stdout=self.log, stderr=self.log)
        self.processes.append(process)
        return process

    def workers(self) -> list[psutil.Process]:
        """The processes that work, of which nannies take care."""
        found = []
        for process in self.processes:
            with suppress(psutil.Error):
                if process is not self.scheduler and process.poll() is None:
                    found += [
                        child for child in psutil.Process(process.pid).children() if "spawn_main" in " ".join(child.cmdline())
                    ]
        return found

    def stop(self) -> None:
        for process in self.processes:
            with suppress(psutil.Error):
                family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
                for one in family:
                    with suppress(psutil.Error):
                        one.kill()
        for process in self.processes:
            process.wait(20)
        self.log.close()


@contextmanager
def cluster(home: Path, workers: int = 2, threads: int = 1, failures: int = 3) -> Iterator[Cluster]:
    """A cluster, gone at the end."""
    started = Cluster(home, workers, threads, failures)
    try:
        yield started
    finally:
        started.stop()


def wait_for(what: object, seconds: float = 90.0) -> None:
    """Wait until something holds."""
    until = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.05)
