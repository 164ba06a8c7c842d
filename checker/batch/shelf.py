"""Entries of a round with what is long on disk: ten thousand weigh little more in memory than one thousand."""

from __future__ import annotations

import os
from dataclasses import fields
from tempfile import TemporaryFile
from threading import Lock
from typing import Any
from weakref import finalize

import msgspec

from checker.reports.round import Entry

# What is asked of all entries again and again, and of `unit` there is one for all papers of it; the rest is fetched.
LIGHT = (
    "key", "file", "unit", "recognised_by", "handed_in", "verdict", "quality", "review_reason", "genre", "disguised", "hollow",
    "elements",
)  # fmt: skip


class Shelf:
    """A file without a name, which is gone with the last entry that it holds."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 it lives as long as the shelf
        finalize(self, self._file.close)
        self._lock = Lock()
        self._last: tuple[int, Entry | None] = (-1, None)

    def put(self, entry: Entry) -> Entry:
        """The same entry, its long parts on the shelf."""
        with self._lock:
            place = self._file.seek(0, os.SEEK_END)
            data = msgspec.msgpack.encode(entry)
            self._file.write(len(data).to_bytes(4, "big") + data)
        return Shelved(entry, self, place)

    def get(self, place: int) -> Entry:
        """The whole entry at a place. Who prints one asks for its parts one by one, so the last is kept at hand."""
        with self._lock:
            at, entry = self._last
            if at != place or entry is None:
                self._file.seek(place)
                entry = msgspec.msgpack.decode(self._file.read(int.from_bytes(self._file.read(4), "big")), type=Entry)
                self._last = place, entry
            return entry


class Shelved(Entry):
    """An entry that fetches from its shelf what it does not hold. Elsewhere, in another process, it is a whole one again."""

    __slots__ = ("_place", "_shelf")

    def __init__(self, entry: Entry, shelf: Shelf, place: int) -> None:
        for name in LIGHT:
            object.__setattr__(self, name, getattr(entry, name))
        object.__setattr__(self, "_shelf", shelf)
        object.__setattr__(self, "_place", place)

    def __getattr__(self, name: str) -> Any:
        """Of the fields that were not set."""
        if name not in Entry.__dataclass_fields__:
            raise AttributeError(name)
        return getattr(self._shelf.get(self._place), name)

    def __reduce__(self) -> tuple[type[Entry], tuple[Any, ...]]:
        return Entry, tuple(getattr(self, field.name) for field in fields(Entry))
