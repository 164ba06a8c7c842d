"""A unit on the roster, and the one error that loading a roster may end in."""

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


class RosterError(ValueError):
    """A roster that cannot be used; the message is one Chinese line."""
