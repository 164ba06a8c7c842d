"""The figures of a round that papers and tables give: who handed in, what came of it, which faults how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import mean, median

from checker.checks.elements import ASKED
from checker.reports.courtesy import file_problem, kept
from checker.reports.round import Entry, Round, Standing

# Every paper loses some points for its plainest sentences; below so many a check is no fault of the paper as a whole.
LEAST_POINTS = 5.0


@dataclass(frozen=True)
class Fault:
    """One kind of fault: in how many of the materials to be revised, at how many places, and these materials, worst first."""

    check: str
    places: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Figures:
    """The round in numbers. Of a unit's submissions that replaced one another the last counts."""

    round: Round
    counted: tuple[Entry, ...]

    @property
    def read(self) -> list[Entry]:
        """The materials that could be read."""
        return [entry for entry in self.counted if entry.verdict]

    @property
    def unread(self) -> list[Entry]:
        """Those that could not."""
        return [entry for entry in self.counted if not entry.verdict]

    @property
    def again(self) -> int:
        """How many materials were handed in again within the round."""
        return len(self.round.entries) - len(self.counted)

    def verdict(self, name: str) -> int:
        """How many materials have a verdict."""
        return sum(entry.verdict == name for entry in self.counted)

    def standing(self, state: str) -> int:
        """How many units of the roster are on time, late or missing."""
        return sum(standing.state == state for standing in self.round.standings)

    @property
    def dated(self) -> bool:
        """Whether the roster says by when anything was to be handed in."""
        return any(standing.unit.due for standing in self.round.standings)

    def quality(self) -> tuple[float, float]:
        """Mean and median of the quality of what was read."""
        values = [entry.quality or 0.0 for entry in self.read]
        return round(mean(values), 1), round(median(values), 1)

    def faults(self) -> list[Fault]:
        """The faults of the materials to be revised, the commonest first."""
        by_check: dict[str, list[Entry]] = {}
        for entry in self.read:
            if entry.verdict != "pass":
                for check in faults_of(entry):
                    by_check.setdefault(check, []).append(entry)
        faults = [Fault(check, sum(e.counts.get(check, 0) for e in own), tuple(own)) for check, own in by_check.items()]
        return sorted(faults, key=lambda fault: (-len(fault.entries), -fault.places, fault.check))

    def lacking(self) -> list[tuple[str, int]]:
        """Elements that reform papers to be revised do not give, each with how many lack it, the commonest first."""
        papers = [e for e in self.read if e.verdict != "pass" and e.genre in ("reform", "mixed", None)]
        return Counter(name for entry in papers for name in ASKED if name not in entry.elements).most_common()

    def file_problems(self) -> list[tuple[str, int]]:
        """Why files could not be read, the commonest reason first."""
        return Counter(file_problem(entry)[0] for entry in self.unread).most_common()


def figures(round: Round) -> Figures:
    """Count a round."""
    return Figures(round, kept(round))


def faults_of(entry: Entry) -> list[str]:
    """The checks that a material falls short in, the dearest first: those that cost it something or that have remarks."""
    points = {check: lost for check, lost, _ in entry.deductions}
    named = [check for check, lost in points.items() if lost >= LEAST_POINTS]
    named += [check for check, count in entry.counts.items() if count and check not in named]
    return sorted(named, key=lambda check: -points.get(check, 0.0))


def files_of(standing: Standing, counted: Iterable[Entry]) -> Iterator[Entry]:
    """The files of a unit that count, as they stand among the round's entries."""
    keys = {entry.key for entry in counted}
    return (entry for entry in standing.files if entry.key in keys)
