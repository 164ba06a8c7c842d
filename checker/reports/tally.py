"""What the tables of a round are made of: materials by county and kind of unit, the spread of quality, who is to be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from statistics import median
from typing import NamedTuple

from checker.reports import wording
from checker.reports.cards import Card
from checker.reports.round import Entry, Round, Similar, Standing
from checker.roster import Unit

# In the order in which figures are read out; None stands for a file that could not be read.
VERDICTS: tuple[str | None, ...] = ("pass", "revise", "reject", None)
# Quality in bands of so many points, the last one with 100.
BAND = 20
# A deduction is named among the main faults from so many points on; where a material did not pass, its dearest in any case.
DEAR = 10.0
MOST_FAULTS = 3
UNKNOWN = "未注明"
# A circular has room for so many practices, of one unit for so many; below so many, materials to be revised are asked too.
MOST_PRACTICES, MOST_OF_A_UNIT, FEW_PRACTICES = 20, 2, 5


class Group(NamedTuple):
    """Some of the round's materials. `qualities` are those of the readable ones, from the lowest."""

    name: str
    entries: tuple[Entry, ...]
    qualities: tuple[float, ...]

    def of(self, verdict: str | None) -> int:
        """How many have this verdict."""
        return sum(entry.verdict == verdict for entry in self.entries)

    @property
    def median(self) -> float | None:
        """The quality in the middle."""
        return median(self.qualities) if self.qualities else None


def group(name: str, entries: Iterable[Entry]) -> Group:
    """Materials under one name."""
    own = tuple(entries)
    return Group(name, own, tuple(sorted(entry.quality for entry in own if entry.quality is not None)))


def groups(entries: Iterable[Entry], name: Callable[[Entry], str]) -> list[Group]:
    """Materials by `name` in the order of names, what has none at the end."""
    sorted_out: dict[str, list[Entry]] = {}
    for entry in entries:
        sorted_out.setdefault(name(entry), []).append(entry)
    return [group(key, sorted_out[key]) for key in sorted(sorted_out, key=lambda key: (key == UNKNOWN, key))]


def county(entry: Entry) -> str:
    """The county by the roster."""
    return (entry.unit.county if entry.unit else None) or UNKNOWN


def category(entry: Entry) -> str:
    """The kind of unit by the roster."""
    return (entry.unit.category if entry.unit else None) or UNKNOWN


def bands(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    """How many readable materials lie in each band of quality, from the lowest band."""
    counts = [0] * (100 // BAND)
    for entry in entries:
        if entry.quality is not None:
            counts[min(int(entry.quality // BAND), len(counts) - 1)] += 1
    names = [f"{low}～{low + BAND - 1}" for low in range(0, 100 - BAND, BAND)] + [f"{100 - BAND}～100"]
    return list(zip(names, counts, strict=True))


def main_faults(entry: Entry) -> str:
    """Why the material lost most of its points, or why it could not be read, in one line."""
    if entry.error:
        return entry.error[1]
    dearest = sorted(entry.deductions, key=lambda deduction: -deduction[1])
    said = [deduction for deduction in dearest if deduction[1] >= DEAR][:MOST_FAULTS]
    if not said and entry.verdict != "pass":
        said = dearest[:1]
    return "；".join(f"{wording.check_name(check)}（扣{points:g}分）：{reason}" for check, points, reason in said)


class Pair(NamedTuple):
    """A material and one that it shares passages with; `other` is that one's entry, None for a paper of an earlier round.

    It only says which of the material's `similar` that is: what these quote may be on disk.
    """

    entry: Entry
    place: int
    other: Entry | None

    @property
    def similar(self) -> Similar:
        """What they share."""
        return (self.entry.similar or ())[self.place]


def pairs(round: Round) -> list[Pair]:
    """Who shares passages with whom, the largest share first; two materials of the round once, from the side that shares more."""
    by_file = {entry.file: entry for entry in round.entries}
    found = [
        (-similar.share, entry.key, place, entry, similar.file, similar.earlier)
        for entry in round.entries
        for place, similar in enumerate(entry.similar or ())
    ]
    found.sort(key=lambda one: one[:3])
    seen: set[frozenset[str]] = set()
    kept = []
    for _, _, place, entry, file, is_earlier in found:
        both = frozenset((entry.file, f"{'往期 ' if is_earlier else ''}{file}"))
        if both not in seen:
            seen.add(both)
            kept.append(Pair(entry, place, None if is_earlier else by_file.get(file)))
    return kept


class Distinctive(NamedTuple):
    """A practice of the round that others might copy, with the material that tells of it."""

    card: Card
    entry: Entry


def distinctive(entries: Iterable[Entry]) -> list[Distinctive]:
    """The round's most distinctive practices, at most so many and so many a unit, of materials that may be passed on.

    Where these tell of few, those of materials that are still to be revised follow.
    """
    found: list[Distinctive] = []
    told: Counter[str] = Counter()
    own = list(entries)
    for verdict in ("pass", "revise"):
        if verdict == "revise" and len(found) >= FEW_PRACTICES:
            break
        pairs = [Distinctive(card, entry) for entry in own if entry.verdict == verdict for card in entry.practices]
        for pair in sorted(pairs, key=lambda pair: (-pair.card.score, pair.entry.key, pair.card.what)):
            if told[pair.entry.name] < MOST_OF_A_UNIT and len(found) < MOST_PRACTICES:
                told[pair.entry.name] += 1
                found.append(pair)
    return found


class Notice(NamedTuple):
    """A line of the list of who did not hand in in time, handed in more than once, or could not be recognised."""

    state: str
    name: str
    unit: Unit | None
    files: tuple[Entry, ...]
    evidence: str


def notices(round: Round) -> Iterator[Notice]:
    """Who is missing, was late, handed in more than once, each in the order of the roster; then files of no unit on it."""
    for state in ("missing", "late", "on time"):
        for standing in round.standings:
            if standing.state == state and (state != "on time" or _again(standing)):
                evidence = "；".join(part for part in (standing.evidence, standing.note) if part)
                yield Notice(_state(standing), standing.unit.name, standing.unit, standing.files, evidence)
    for entry in round.unmatched:
        yield Notice("未认出单位", entry.said or "", None, (entry,), entry.note or "")


def _again(standing: Standing) -> str:
    """How often the unit handed in, where that was more than once: other files, or one file several times."""
    if len(standing.files) > 1:
        return f"共报{len(standing.files)}份"
    return "重复报送" if standing.note else ""


def _state(standing: Standing) -> str:
    return "，".join(part for part in (wording.STANDINGS[standing.state], _again(standing)) if part)
