"""Starting worker processes. A worker gets ready while its main process still reads the command and imports the reports.

Nothing heavy is imported here: who starts a worker should not wait for what only the worker needs.
"""

from __future__ import annotations

from contextlib import suppress
from multiprocessing.connection import Connection
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
    from checker.batch.worker import serve

    serve(pipe)
