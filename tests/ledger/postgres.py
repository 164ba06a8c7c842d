"""A PostgreSQL of our own: a private cluster on loopback, in a temporary folder, gone when the tests are over."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

# Who runs PostgreSQL where the tests are run by root, which it refuses.
UNPRIVILEGED = "postgres"


class Cluster:
    """Started with the object, ended by `stop`. Trusts whoever comes from loopback; nothing in it is meant to last."""

    def __init__(self, programs: Path) -> None:
        self._numbers = count(1)
        self._free: list[str] = []
        self._other = {"user": UNPRIVILEGED, "group": UNPRIVILEGED, "extra_groups": ()} if _is_root() else {}
        self.home = Path(tempfile.mkdtemp(prefix="ganhuo-postgres-"))
        if self._other:
            shutil.chown(self.home, UNPRIVILEGED, UNPRIVILEGED)
        data = str(self.home / "data")
        how = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run([str(programs / "initdb"), *how], check=True, capture_output=True, cwd=self.home, **self._other)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._programs = programs
        self._start()

    def _start(self) -> None:
        settings = {
            "listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": self.home, "fsync": "off",
        }  # fmt: skip
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.home / "log").open("ab") as log:
            command: list[Any] = [str(self._programs / "postgres"), "-D", str(self.home / "data"), *words]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.home, **self._other)
        self._wait()

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of an empty database; it is emptied and used again, for making one takes far longer."""
        name = self._free.pop() if self._free else self._new()
        yield f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"
        with psycopg.connect(self._address(name), autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        self._free.append(name)

    def _new(self) -> str:
        name = f"ledger{next(self._numbers)}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        return name

    @contextmanager
    def away(self) -> Iterator[None]:
        """The server is down for the time of the block."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        yield
        self._start()

    def stop(self) -> None:
        """End the server without its tidying up, which takes long, and take its folder away."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(60)
        shutil.rmtree(self.home, ignore_errors=True)

    def _address(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def _wait(self) -> None:
        until = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self._address("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > until:
                    raise
                time.sleep(0.1)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
