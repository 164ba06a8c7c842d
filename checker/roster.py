"""Who was to hand in what by when, and which unit a material is from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit on the roster. `short` are its short forms and aliases."""

    name: str
    short: tuple[str, ...] = ()
    category: str | None = None
    county: str | None = None
    due: date | None = None
    contact: str | None = None
    phone: str | None = None
