"""Starting worker processes and speaking with them. A worker gets ready while its main process still reads the command.

A worker is a plain child: what it is told comes through its standard input, what it says leaves by its standard output, pickled,
with the length before it. Nothing heavy is imported here, not even `multiprocessing`, which would take longer than Python itself
takes to start: who starts a worker should not wait for what only the worker needs.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from struct import Struct
from typing import IO, Any, cast

from checker.batch.messages import Terms

_LENGTH = Struct("<Q")
# With this a worker begins: what Python itself may have printed before is none of its words.
_MARK = b"\0ganhuo\0"
# First of all it is deaf to Ctrl+C, which is for the main process alone.
_LIFE = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); sys.path[:] = {path!a}\n"
    "from checker.batch.hiring import live; live()"
)


class Hand:
    """One worker process."""

    def __init__(self) -> None:
        flags: list[str] = getattr(subprocess, "_args_from_interpreter_flags", list)()
        words = [sys.executable, *flags, "-c", _LIFE.format(path=sys.path)]
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - ourselves
        self._ear, self._mouth = cast(IO[bytes], self.process.stdin), cast(IO[bytes], self.process.stdout)

    def work(self, terms: Terms, heard: Callable[[bytes | None], None]) -> None:
        """Begin on these terms; `heard` is called, in a thread, with whatever it says, and with None when it is gone."""
        threading.Thread(target=_listen, args=(self._mouth, heard), daemon=True).start()
        self.tell(terms)

    def tell(self, message: object) -> None:
        """Say something to it."""
        with suppress(OSError):  # whoever waits for an outcome will notice that the process is gone
            _say(self._ear, message)

    def end(self) -> None:
        """Kill the process and wait for it."""
        self.process.kill()
        self.process.wait()
        with suppress(OSError):
            self._ear.close()


_ready: list[Hand] = []


def ahead() -> None:
    """Start a worker for the crew that will be hired next."""
    _ready.append(Hand())


def hand() -> Hand:
    """A worker: the one that was started ahead, or a new one."""
    return _ready.pop() if _ready else Hand()


def understood(said: bytes) -> Any:
    """What was said, from the bytes that were heard. It may take imports, so it is done where these do no harm."""
    return pickle.loads(said)  # noqa: S301 - from ourselves


def live() -> None:
    """The life of a worker, in its own process."""
    gc.disable()
    told, out = _detached()
    out.write(_MARK)
    mail: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_hear, args=(told, mail), daemon=True).start()
    from checker.batch.worker import serve

    serve(lambda: understood(mail.get()), lambda message: _say(out, message))


def _detached() -> tuple[IO[bytes], IO[bytes]]:
    """The streams to and from the main process, kept from whatever else reads or writes the standard ones."""
    told, out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    return told, out


def _hear(told: IO[bytes], mail: SimpleQueue[bytes]) -> None:
    """Take the mail; where there will be no more, the main process is gone, and so should be the worker, whatever it does."""
    while (message := _frame(told)) is not None:
        mail.put(message)
    os._exit(1)


def _listen(said: IO[bytes], heard: Callable[[bytes | None], None]) -> None:
    with said:
        _skip(said)
        while (message := _frame(said)) is not None:
            heard(message)
    heard(None)


def _skip(stream: IO[bytes]) -> None:
    """Read on until a worker's own words begin, or nothing more comes."""
    seen = b""
    while not seen.endswith(_MARK) and (byte := stream.read(1)):
        seen = (seen + byte)[-len(_MARK) :]


def _say(stream: IO[bytes], message: object) -> None:
    raw = pickle.dumps(message)
    stream.write(_LENGTH.pack(len(raw)) + raw)
    stream.flush()


def _frame(stream: IO[bytes]) -> bytes | None:
    """The next message as bytes; None where the other side is gone."""
    with suppress(OSError, ValueError):
        head = stream.read(_LENGTH.size)
        if len(head) == _LENGTH.size:
            (length,) = _LENGTH.unpack(head)
            raw = stream.read(length)
            return raw if len(raw) == length else None
    return None
