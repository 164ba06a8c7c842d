"""Processes that may die, on a machine of the cluster: a crew of one for each thread of a worker, kept from chunk to chunk.

What a file does to its process costs the file alone, as it does in the engine of one machine.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from checker.assessment import Settings
from checker.batch.local import Crew
from checker.batch.messages import Task


@dataclass
class Hand:
    """A crew of one, what it was hired for, and a folder for its work."""

    what: str
    crew: Crew
    home: TemporaryDirectory[str]

    @property
    def folder(self) -> Path:
        """The folder."""
        return Path(self.home.name)

    def end(self) -> None:
        """Dismiss it."""
        self.crew.__exit__(None, None, None)
        self.home.cleanup()


_hands: dict[int, Hand] = {}


@contextmanager
def at_work(what: str, settings: Settings, task: Callable[[Path], Task], home: str | None) -> Iterator[Hand]:
    """The crew of this thread for some kind of work; `task` makes it of the folder, once. `home` is where folders may be."""
    own = threading.get_ident()
    hand = _hands.get(own)
    if hand is None or hand.what != what:
        dismiss(own)
        hand = _hands[own] = _hire(what, settings, task, home)
    try:
        yield hand
    except BaseException:
        # It may be in the middle of something.
        dismiss(own)
        raise


def dismiss(thread: int) -> None:
    """End the crew of a thread."""
    if hand := _hands.pop(thread, None):
        hand.end()


def dismiss_all() -> None:
    """End all crews of this process."""
    for thread in list(_hands):
        with suppress(OSError):
            dismiss(thread)


def _hire(what: str, settings: Settings, task: Callable[[Path], Task], home: str | None) -> Hand:
    folder = TemporaryDirectory(prefix="ganhuo-", dir=home, ignore_cleanup_errors=True)
    return Hand(what, Crew(settings, 1, task(Path(folder.name))), folder)
