"""The one error that reading a file may end in."""

from __future__ import annotations

from typing import Literal

Code = Literal["missing", "empty_file", "too_large", "unsupported", "damaged", "encrypted", "scanned", "denied"]


class Unreadable(Exception):
    """A file that cannot be read: `code` for programs, `message` for people, one Chinese sentence on what to do."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code: Code = code
        self.message = message
