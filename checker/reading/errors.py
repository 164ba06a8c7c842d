"""The one error that reading a file may end in."""

from __future__ import annotations

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
