"""What the years tell: how a round stood, and one unit from round to round: better or not, late or missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import mean
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from checker import roster
from checker.ledger import tables as t
from checker.ledger.judged import Judged, judged
from checker.ledger.repeats import Repeat, repeats
from checker.ledger.rounds import round_named
from checker.ledger.units import Directory, unit_named
from checker.roster import Attendance, Roster, standings

# A change of quality that a reader notices; against how many rounds before the last is held.
MUCH, ROUNDS_BEFORE = 10.0, 3

Trend = Literal["better", "worse", "steady"]


@dataclass(frozen=True)
class Handed:
    """A file as the roster's rules of lateness see it."""

    unit: roster.Unit | None
    judged: Judged

    @property
    def file(self) -> str:
        """Its name."""
        return self.judged.file

    @property
    def sha256(self) -> str:
        """The digest of its bytes."""
        return self.judged.sha256

    @property
    def handed_in(self) -> date | None:
        """Its own date."""
        return self.judged.handed_in


# How a unit stood in a round.
Stood = Attendance[Handed]


@dataclass(frozen=True)
class Overview:
    """A round in numbers. Verdicts are those that count; None among them are files that could not be read."""

    name: str
    day: date
    written: datetime
    changed: datetime
    notice: str | None
    verdicts: dict[str | None, int]
    corrected: int
    listed: int
    late: int
    missing: int

    @property
    def materials(self) -> int:
        """How many files there are."""
        return sum(self.verdicts.values())


@dataclass(frozen=True)
class Turn:
    """A round from the side of one unit. `state` is None where it was on no list; the last of `files` is the one that counts."""

    round: str
    day: date
    state: roster.standing.State | None
    evidence: str
    note: str
    files: tuple[Judged, ...]
    again: Repeat | None

    @property
    def counted(self) -> Judged | None:
        """The file that counts."""
        return self.files[-1] if self.files else None


@dataclass(frozen=True)
class History:
    """A unit over the years. `trend` is None until two rounds can be compared; `mixed` where versions differ between rounds."""

    unit: str
    aliases: tuple[str, ...]
    turns: tuple[Turn, ...]
    trend: Trend | None
    mixed: bool


def overviews(session: Session) -> list[Overview]:
    """All rounds, the latest first."""
    return [
        _overview(session, round) for round in session.scalars(select(t.Round).order_by(t.Round.day.desc(), t.Round.id.desc()))
    ]


def _overview(session: Session, round: t.Round) -> Overview:
    verdicts: dict[str | None, int] = {}
    own = judged(session, round=round.name)
    for material in own:
        verdicts[material.verdict] = verdicts.get(material.verdict, 0) + 1
    stood = [standing.state for standing in attendance(session, round, own)]
    return Overview(
        name=round.name,
        day=round.day,
        written=round.written,
        changed=round.changed,
        notice=round.notice,
        verdicts=verdicts,
        corrected=sum(material.changed_by is not None for material in own),
        listed=len(stood),
        late=stood.count("late"),
        missing=stood.count("missing"),
    )


def attendance(session: Session, round: t.Round, materials: Sequence[Judged], unit_id: int | None = None) -> tuple[Stood, ...]:
    """How the units on the list of a round stood, or one of them, by the files that it handed in."""
    listed = select(t.Listed).where(t.Listed.round_id == round.id).order_by(t.Listed.position)
    if unit_id is not None:
        listed = listed.where(t.Listed.unit_id == unit_id)
    units = {line.unit_id: _unit(line) for line in session.scalars(listed)}
    handed = [Handed(units.get(id), material) for material in materials for id in material.unit_ids]
    signed = {material.sha256: material.signed for material in materials if material.signed}
    return standings(Roster(list(units.values())), handed, round.due, signed)


def _unit(line: t.Listed) -> roster.Unit:
    return roster.Unit(line.name, (), line.category, line.county, line.due, line.contact, line.phone)


def in_default(session: Session, round: str | None = None) -> list[tuple[str, Stood]]:
    """Who was late or missing, with the name of the round: in one round, or in all of them, the latest first.

    Raises LedgerError where there is no such round.
    """
    rounds = [round_named(session, round)] if round else session.scalars(select(t.Round).order_by(t.Round.day.desc())).all()
    found: list[tuple[str, Stood]] = []
    for one in rounds:
        stood = attendance(session, one, judged(session, round=one.name))
        found += [(one.name, own) for state in ("missing", "late") for own in stood if own.state == state]
    return found


def unit_history(session: Session, name: str) -> History:
    """One unit, by its name or an alias, over all rounds that it was listed in or handed in to. Raises LedgerError."""
    unit = unit_named(session, name)
    own = judged(session, unit_id=unit.id)
    again = {repeat.material_id: repeat for repeat in repeats(session, unit_id=unit.id)}
    listed = select(t.Listed.round_id).where(t.Listed.unit_id == unit.id)
    handed = select(t.Material.round_id).join(t.Sender).where(t.Sender.unit_id == unit.id)
    rounds = select(t.Round).where(t.Round.id.in_(listed) | t.Round.id.in_(handed)).order_by(t.Round.day, t.Round.id)
    turns = tuple(_turn(session, round, unit.id, own, again) for round in session.scalars(rounds))
    told = [turn.counted for turn in turns if turn.counted and turn.counted.quality is not None]
    return History(
        unit=unit.name,
        aliases=tuple(Directory(session).aliases(unit.id)),
        turns=turns,
        trend=trend([material.quality or 0.0 for material in told]),
        mixed=len({material.versions for material in told}) > 1,
    )


def trend(qualities: Sequence[float]) -> Trend | None:
    """The last round against the mean of those before it.

    >>> trend([30, 40, 62])
    'better'
    """
    if len(qualities) < 2:
        return None
    gain = qualities[-1] - mean(qualities[-1 - ROUNDS_BEFORE : -1])
    return "better" if gain >= MUCH else "worse" if gain <= -MUCH else "steady"


def _turn(session: Session, round: t.Round, unit_id: int, own: Iterable[Judged], again: dict[int, Repeat]) -> Turn:
    files = [material for material in own if material.round == round.name]
    stood = next(iter(attendance(session, round, files, unit_id)), None)
    ordered = tuple(handed.judged for handed in stood.files) if stood else tuple(files)
    counted = ordered[-1].id if ordered else None
    return Turn(
        round=round.name,
        day=round.day,
        state=stood.state if stood else None,
        evidence=stood.evidence if stood else "",
        note=stood.note if stood else "",
        files=ordered,
        again=again.get(counted) if counted is not None else None,
    )


def unit_names(session: Session) -> list[tuple[str, int]]:
    """All units, each with how many rounds it handed in to."""
    rounds = func.count(func.distinct(t.Material.round_id))
    counted = (
        select(t.Unit.name, rounds)
        .outerjoin(t.Sender, t.Sender.unit_id == t.Unit.id)
        .outerjoin(t.Material, t.Material.id == t.Sender.material_id)
        .group_by(t.Unit.name)
        .order_by(t.Unit.name)
    )
    return [(name, count) for name, count in session.execute(counted)]
