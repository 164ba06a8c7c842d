"""The program as a library: one Checker, judged files in, assessments out."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from checker.assessment import Assessment, Settings, assess
from checker.checks.around import NOTHING, Around
from checker.language.material import Material, prepare
from checker.reading import load, plain, read
from checker.reading.document import Document
from checker.reading.errors import Unreadable


class Checker:
    """Judges materials under one set of settings."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    def check(self, path: str | os.PathLike[str]) -> Assessment:
        """Judge one file. A file that cannot be read gives an assessment with status ``unreadable``, never an exception."""
        try:
            data = load(Path(path))
        except Unreadable as error:
            return refused(os.fspath(path), b"", error)
        return self.check_bytes(data, os.fspath(path))

    def check_bytes(self, data: bytes, name: str = "-") -> Assessment:
        """Judge what a file holds, like `check`; `name` is what the assessment calls it."""
        try:
            document = read(data, name, self.settings.reading)
        except Unreadable as error:
            return refused(name, data, error)
        return self.judge(self.prepare(document), NOTHING, name, _digest(data))

    def check_text(self, text: str, name: str = "-") -> Assessment:
        """Judge a text."""
        return self.judge(self.prepare(plain.parse(text)), NOTHING, name, _digest(text.encode()))

    def prepare(self, document: Document) -> Material:
        """A document as the checks see it."""
        return prepare(document, self.settings.demanded)

    def judge(self, material: Material, around: Around, name: str, sha256: str) -> Assessment:
        """Judge a prepared material with what is known around it; `name` and `sha256` are those of its file."""
        return assess(material, self.settings, around, name, sha256)


def refused(name: str, data: bytes, error: Unreadable) -> Assessment:
    """The assessment of a file that cannot be read."""
    return Assessment(file=name, sha256=_digest(data), status="unreadable", error=(error.code, error.message))


def check(path: str | os.PathLike[str]) -> Assessment:
    """Judge one file under the default settings."""
    return Checker().check(path)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
