"""The one error that reading a file may end in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

Code = Literal[
    "missing",  # no such file
    "denied",  # locked by another program, or no right to read it
    "empty_file",  # 0 bytes
    "too_large",  # over one of the limits
    "unsupported",  # a format that is not read
    "damaged",  # its own format's rules are broken
    "encrypted",  # wants a password
    "scanned",  # pictures of text, and nothing at hand to recognise them
    "needs_extra",  # an optional component is not installed
    "table",  # rows of entries, no sentences
    "timeout",  # took longer than a file may
    "memory",  # wanted more memory than a file may
    "crashed",  # the worker died over it
]


class Unreadable(Exception):
    """A file that cannot be read: `code` for programs, `message` for people, one Chinese sentence on what to do."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code: Code = code
        self.message = message


@contextmanager
def damaged_as(message: str) -> Iterator[None]:
    """A reader's door: whatever a hostile file breaks inside is `Unreadable`, only a want of memory is told as it is."""
    try:
        yield
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        raise Unreadable("damaged", message) from error
