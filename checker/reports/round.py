"""What the reports of a whole round stand on: one light entry a material, and how the units on the roster stand.

A round may hold thousands of materials, so an entry keeps what is printed and nothing more: no text, no sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

from checker.reports.cards import Card
from checker.roster import Attendance, Unit


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding as people are told it. `place` is the heading that it stands under, `other` the other place in the same file."""

    check: str
    severity: str
    message: str
    suggestion: str
    quote: str
    place: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Similar:
    """Another paper that a material shares passages with: whose, how much of the material, and the longest passage in both.

    `origin` is ``own`` or ``other``, as in docs/schema.json; `earlier` says that it is of an earlier round.
    """

    file: str
    unit: str | None
    origin: str
    earlier: bool
    share: float
    passages: int
    quote: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One material of the round. Judgement fields are None for an unreadable file, as in docs/schema.json.

    `unit` is the roster's unit where one was recognised, `recognised_by` says by what (``落款``, ``标题``, ``正文``, ``文件名``),
    `said` is what the material calls itself. `remarks` are those shown, worst first, at most three a check; `counts` how
    many there are of each check. `practices` are its most distinctive ones, two at most, shortened. `similar` are the papers
    that it shares most with, None where nobody searched. `page` and `marked` are paths inside the output folder.
    """

    key: tuple[int, ...]
    file: str
    sha256: str
    error: tuple[str, str] | None = None
    title: str | None = None
    said: str | None = None
    unit: Unit | None = None
    recognised_by: str | None = None
    handed_in: date | None = None
    characters: int | None = None
    verdict: str | None = None
    quality: float | None = None
    certainty: float | None = None
    review_reason: str | None = None
    genre: str | None = None
    disguised: bool | None = None
    hollow: int | None = None
    elements: tuple[str, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    deductions: tuple[tuple[str, float, str], ...] = ()
    remarks: tuple[Remark, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    similar: tuple[Similar, ...] | None = None
    practices: tuple[Card, ...] = ()
    page: str | None = None
    marked: str | None = None
    note: str | None = None

    @property
    def name(self) -> str:
        """What to call the one who handed it in: the roster's name, else the material's own, else the file's."""
        return self.unit.name if self.unit else self.said or PurePath(self.file).stem


# How a unit of the roster stands: its files in the order of handing in, late only with its evidence.
Standing = Attendance[Entry]


@dataclass(frozen=True, slots=True)
class Change:
    """A material against an earlier one of the same unit: `kind` in one Chinese phrase (``明显改进``, ``只是变长``)."""

    before: Entry
    after: Entry
    kind: str
    met: tuple[Remark, ...] = ()
    unmet: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """A round: `entries` worst first, `standings` in the roster's order (none without one), `unmatched` of no unit on it.

    `revised` compares second submissions with first ones inside the round, `since` the round with an earlier one.
    """

    name: str | None
    entries: tuple[Entry, ...]
    standings: tuple[Standing, ...] = ()
    unmatched: tuple[Entry, ...] = ()
    revised: tuple[Change, ...] = ()
    since: tuple[Change, ...] = ()
    notice: str | None = None
    versions: Mapping[str, Any] = field(default_factory=dict)
