"""What a check hands on: measures, and findings that know offsets only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

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
class Outcome:
    """What one check says of one material: measures by name, findings with the worst first."""

    measures: dict[str, float]
    findings: tuple[Finding, ...]
