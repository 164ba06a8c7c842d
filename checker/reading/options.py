"""What a user may say about how files are read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """`passwords` are tried in order on archives and PDFs; `converter` allows LibreOffice as a last resort."""

    passwords: tuple[str, ...] = ()
    converter: bool = False


DEFAULT = Options()
