"""What a check hands on: measures, and findings that know offsets only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["high", "medium", "low"]
Options = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Finding:
    """One place and one reason, in Chinese. `start` and `end` count in the document's text."""

    check: str
    severity: Severity
    message: str
    suggestion: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check says of one material: measures by name, findings with the worst first."""

    measures: dict[str, float]
    findings: tuple[Finding, ...]
