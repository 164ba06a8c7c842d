"""Starting worker processes. A worker gets ready while its main process still reads the command and imports the reports.

Nothing heavy is imported here: who starts a worker should not wait for what only the worker needs.
"""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext

from checker.batch.messages import Terms


class Hand:
    """One worker process and the pipe to it."""

    def __init__(self) -> None:
        context = SpawnContext()
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_live, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()

    def agree(self, terms: Terms) -> None:
        """Say on what terms it works: the first thing that it waits for."""
        with suppress(OSError):  # whoever waits for an outcome will notice that the process is gone
            self.pipe.send(terms)

    def end(self) -> None:
        """Kill the process and wait for it."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


_ready: list[Hand] = []


def ahead() -> None:
    """Start a worker for the crew that will be hired next."""
    _ready.append(Hand())


def hand() -> Hand:
    """A worker: the one that was started ahead, or a new one."""
    return _ready.pop() if _ready else Hand()


def _live(pipe: Connection) -> None:
    """The life of a worker, in its own process."""
    _detach()
    from checker.batch.worker import serve

    serve(pipe)


def _detach() -> None:
    """Keep a worker from speaking on our standard output, from taking our interrupts, and from outliving us."""
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silence, stream)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
