"""The ledger as the server has it: opened when it is needed, opened anew when its file was replaced, said to be gone when it is.

A database whose file was deleted would go on taking writes that nobody ever sees again; so the file is looked at before each use.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from checker.ledger import Ledger, LedgerError, open_ledger
from checker.web.errors import unavailable

# A person waits for other writers so long, in seconds.
PATIENCE = 5


class Ledgers:
    """The ledger at an address. `known` says whether there was one before: then a new, empty one would hide that it is gone."""

    def __init__(self, address: str | None, known: bool) -> None:
        self._address, self._known = address, known
        self._lock = threading.Lock()
        self._opened: Ledger | None = None
        self._identity: tuple[int, int] | None = None

    def get(self) -> Ledger:
        """The open ledger. Raises WebError where it cannot be had."""
        with self._lock:
            if self._opened and self._identity == _identity(self._opened.file):
                return self._opened
            self._close()
            try:
                opened = open_ledger(self._address, create=not self._known, patience=PATIENCE)
            except LedgerError as error:
                raise unavailable(error) from error
            self._opened, self._identity, self._known = opened, _identity(opened.file), True
            return opened

    def close(self) -> None:
        """Let go of it."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._opened:
            self._opened.__exit__(None, None, None)
        self._opened = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that reads. Raises WebError and LedgerError."""
        with self.get().reading() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that writes, or changes nothing. Raises WebError and LedgerError."""
        with self.get().writing() as session:
            yield session


def _identity(file: Path | None) -> tuple[int, int] | None:
    """What a file is, whatever it is called; None where there is no file to look at."""
    try:
        state = file.stat() if file else None
    except OSError:
        return (0, 0)
    return (state.st_dev, state.st_ino) if state else None
