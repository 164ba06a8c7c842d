"""The same text again: how much of a material stands word for word in an earlier round's material of the same unit.

Formula counts for nothing here, neither do headings and other short lines; a year that was brought up to date makes no new
sentence. Other units' texts are the business of the reuse check, which gets all earlier texts from `earlier_texts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from checker.language.normalising import normalise
from checker.ledger import tables as t
from checker.ledger.dating import named
from checker.ledger.plain import clean

# Below so many characters a sentence is a heading or says too little to be known again; below so many in all there is no paper.
SHORTEST_SENTENCE, SHORTEST_PAPER = 12, 100
# A paper is the same again when at least half of what it says was said before.
LEAST = 0.5
YEAR = re.compile(r"(?:19|20)\d{2}年?")
BLANKS = re.compile(r"\s+")
# So many materials come from the database at a time.
AT_ONCE = 100


@dataclass(frozen=True)
class Repeat:
    """A material that says again what an earlier one of the unit said; `share` is of its own characters, 1 for the same file."""

    material_id: int
    unit: str
    round: str
    file: str
    share: float
    same_file: bool
    earlier_round: str
    earlier_file: str


@dataclass(frozen=True)
class EarlierSentence:
    """A sentence of an earlier text, with its offsets in that text."""

    text: str
    paragraph: int
    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class EarlierText:
    """A material of an earlier round. `units` are called as the ledger calls them: several in a compilation, perhaps none."""

    units: tuple[str, ...]
    round: str
    file: str
    sha256: str
    text: str | None
    sentences: tuple[EarlierSentence, ...]


def earlier_texts(session: Session, before: str | None = None) -> Iterator[EarlierText]:
    """The texts of all units from rounds earlier than `before`, the latest first, a few at a time in memory.

    A round that is not in the ledger yet is dated by its name; without a date, and without `before`, all rounds are earlier.
    """
    stored = (
        select(t.Material, t.Round.name, t.Material.text, t.Material.sentences)
        .join(t.Round, t.Round.id == t.Material.round_id)
        .order_by(t.Round.day.desc(), t.Material.id)
    )
    if before is not None:
        stored = stored.where(t.Round.name != clean(before))
        own = session.scalars(select(t.Round.day).where(t.Round.name == clean(before))).first()
        if day := own or named(before):
            stored = stored.where(t.Round.day < day)
    senders: dict[int, list[str]] = {}
    for id, name in session.execute(select(t.Sender.material_id, t.Unit.name).join(t.Unit).order_by(t.Sender.id)):
        senders.setdefault(id, []).append(name)
    for material, round, text, sentences in session.execute(stored.execution_options(yield_per=AT_ONCE)):
        told = tuple(EarlierSentence(*sentence) for sentence in sentences)
        yield EarlierText(tuple(senders.get(material.id, ())), round, material.file, material.sha256, text, told)


def repeats(session: Session, *, unit_id: int | None = None, round: str | None = None, least: float = LEAST) -> list[Repeat]:
    """What units said again, in one round or in all, the largest share first."""
    stored = (
        select(t.Unit.name, t.Round.name, t.Round.day, t.Material.id, t.Material.file, t.Material.sha256, t.Material.sentences)
        .select_from(t.Sender)
        .join(t.Unit, t.Unit.id == t.Sender.unit_id)
        .join(t.Material, t.Material.id == t.Sender.material_id)
        .join(t.Round, t.Round.id == t.Material.round_id)
        .where(*_only(unit_id))
        .order_by(t.Unit.name, t.Round.day, t.Round.id, t.Material.id)
    )
    lines = (_Paper(*row) for row in session.execute(stored.execution_options(yield_per=AT_ONCE)))
    found = [repeat for unit, own in groupby(lines, lambda paper: paper.unit) for repeat in _of_unit(own)]
    wanted = [repeat for repeat in found if repeat.share >= least and round in (None, repeat.round)]
    return sorted(wanted, key=lambda repeat: (-repeat.share, repeat.unit, repeat.round))


def _only(unit_id: int | None) -> Sequence[ColumnElement[bool]]:
    return () if unit_id is None else (t.Sender.unit_id == unit_id,)


@dataclass(frozen=True)
class _Paper:
    unit: str
    round: str
    day: date
    id: int
    file: str
    sha256: str
    sentences: list[Any]

    def said(self) -> dict[str, int]:
        """What it says, as it is compared, with the number of characters."""
        told = (_key(text) for text, _, _, _, kind in self.sentences if kind != "boilerplate")
        return {key: len(key) for key in told if len(key) >= SHORTEST_SENTENCE}


def _of_unit(papers: Iterable[_Paper]) -> Iterator[Repeat]:
    """Each paper against those of earlier rounds: a sentence is looked up, papers are not compared in pairs."""
    before: dict[str, list[int]] = {}
    earlier: list[_Paper] = []
    for _, group in groupby(papers, lambda paper: paper.round):
        now = [(paper, paper.said()) for paper in group]
        for paper, said in now:
            if (repeat := _same_file(paper, earlier) or _same_text(paper, said, before, earlier)) is not None:
                yield repeat
        for paper, said in now:
            for key in said:
                before.setdefault(key, []).append(len(earlier))
            earlier.append(paper)


def _same_file(paper: _Paper, earlier: Sequence[_Paper]) -> Repeat | None:
    other = next((other for other in reversed(earlier) if other.sha256 == paper.sha256), None)
    # A file that could not be read, an empty one for instance, says nothing twice.
    return _repeat(paper, other, 1.0) if other and paper.sentences else None


def _same_text(paper: _Paper, said: dict[str, int], before: dict[str, list[int]], earlier: Sequence[_Paper]) -> Repeat | None:
    total = sum(said.values())
    shared: dict[int, int] = {}
    for key, length in said.items():
        for index in before.get(key, ()):
            shared[index] = shared.get(index, 0) + length
    if total < SHORTEST_PAPER or not shared:
        return None
    # Of equal ones the latest: that is what people remember.
    index, most = max(shared.items(), key=lambda pair: (pair[1], pair[0]))
    return _repeat(paper, earlier[index], most / total)


def _repeat(paper: _Paper, other: _Paper, share: float) -> Repeat:
    same = paper.sha256 == other.sha256
    return Repeat(paper.id, paper.unit, paper.round, paper.file, round(share, 4), same, other.round, other.file)


def _key(text: str) -> str:
    return YEAR.sub("年", BLANKS.sub("", normalise(text)[0]))
