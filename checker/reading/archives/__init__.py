"""The door for containers: an archive or a mail -> the files in it, archives inside archives included.

Nothing is unpacked to disk and no name from an archive becomes a path; sizes are counted while inflating. Each
container format is one module with `accepts` and `files`, like the readers of documents.
"""

from __future__ import annotations

from typing import NamedTuple

from checker.reading.errors import Unreadable


class Member(NamedTuple):
    """A file to judge. `name` is the path inside the archive, repaired (``一季度/甲厂.docx``, ``内层.zip!/乙厂.docx``)."""

    name: str
    data: bytes


class Refused(NamedTuple):
    """A file of the archive, or the whole of it (`name` empty), that cannot be had, and why."""

    name: str
    error: Unreadable


class PassedOver(NamedTuple):
    """A file that is none to judge: a shortcut, a lock, a thumbnail, a program, a link."""

    name: str


Unpacked = Member | Refused | PassedOver
