"""What a check hands on: measures, and findings that know offsets only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from checker.language.deeds import Span

Severity = Literal["high", "medium", "low"]
Options = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Related:
    """The other place that a finding speaks of: the passage reused, the number contradicted.

    `file` is None where it is a place of the same material; `unit` is whose that file is, where known. Offsets count in
    the text of that file.
    """

    paragraph: int
    start: int
    end: int
    quote: str
    file: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One place and one reason, in Chinese. `start` and `end` count in the document's text."""

    check: str
    severity: Severity
    message: str
    suggestion: str
    start: int
    end: int
    related: Related | None = None


@dataclass(frozen=True, slots=True)
class Practice:
    """One practice that the material tells of, cut from its own words: all places are offsets in its text.

    `whom` are those it is for; `rule` and `results` are empty where none is told. `rarity` (0–1) is how far nobody else says
    so, `completeness` (0–1) how far another unit could act on it, `score` (0–1) both together, and how far it is the reform.
    """

    name: Span
    what: Span
    whom: Span | None
    rule: tuple[Span, ...]
    results: tuple[Span, ...]
    rarity: float
    completeness: float
    score: float

    @property
    def transferable(self) -> bool:
        """Whether another unit finds what it needs to do the same: the rule, those it is for and what came of it."""
        return bool(self.whom and self.rule and self.results)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check says of one material: measures by name, findings with the worst first, practices with the best first."""

    measures: dict[str, float]
    findings: tuple[Finding, ...]
    practices: tuple[Practice, ...] = ()
