"""A real server: `ganhuo serve` as its own process."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def server(ledger: Path, *told: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of `ganhuo serve` on a free port, and its process."""
    command = [sys.executable, "-m", "checker", "serve", "--port", "0", "--ledger", str(ledger), *told]
    environment = os.environ | {"PYTHONUTF8": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            found = re.search(r"http://\S+", line)
            assert found, line
            yield found[0].rstrip("/"), process
        finally:
            process.send_signal(signal.SIGTERM if os.name != "nt" else signal.SIGINT)
            process.wait(20)
