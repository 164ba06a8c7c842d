"""Materials as they stand: the newest assessment of each, and the verdict that a person put in the place of the program's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Executable, and_, func, select
from sqlalchemy.orm import Session

from checker.ledger import tables as t
from checker.ledger.plain import clean

# So many rows come from the database at a time.
AT_ONCE = 100


@dataclass(frozen=True)
class Judged:
    """A material of a round. `verdict` is the one that counts, `machine` the program's own; `changed_by` and `why` a person's."""

    id: int
    round: str
    day: date
    file: str
    sha256: str
    units: tuple[str, ...]
    unit_ids: tuple[int, ...]
    said: str | None
    title: str | None
    handed_in: date | None
    signed: date | None
    ganhuo: str
    models: str
    status: str
    error: str | None
    verdict: str | None
    machine: str | None
    changed_by: str | None
    why: str | None
    changed_at: datetime | None
    quality: float | None
    needs_review: bool | None
    genre: str | None
    disguised: bool | None
    hollow: int | None
    boilerplate: float | None
    specificity: float | None
    characters: int | None

    @property
    def versions(self) -> str:
        """What judged it."""
        return f"{self.ganhuo} · {self.models}"


def judged(session: Session, *, round: str | None = None, unit_id: int | None = None, id: int | None = None) -> list[Judged]:
    """Materials in the order of their rounds, within one in the order in which they were handed in."""
    wanted: list[ColumnElement[bool]] = []
    if round is not None:
        wanted.append(t.Round.name == clean(round))
    if id is not None:
        wanted.append(t.Material.id == id)
    if unit_id is not None:
        wanted.append(t.Material.id.in_(select(t.Sender.material_id).where(t.Sender.unit_id == unit_id)))
    senders: dict[int, list[tuple[int, str]]] = {}
    from_whom = (
        select(t.Sender.material_id, t.Unit.id, t.Unit.name)
        .join(t.Unit, t.Unit.id == t.Sender.unit_id)
        .join(t.Material, t.Material.id == t.Sender.material_id)
        .join(t.Round, t.Round.id == t.Material.round_id)
        .where(*wanted)
        .order_by(t.Sender.id)
    )
    for material_id, own_id, name in session.execute(from_whom):
        senders.setdefault(material_id, []).append((own_id, name))
    return [
        _one(material, round, assessment, correction, senders.get(material.id, ()))
        for material, round, assessment, correction in session.execute(_newest(wanted))
    ]


def rows(session: Session, round: str | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
    """The newest row of each material, by the material's id, a few at a time; empty where the text had to go."""
    stored = select(t.Assessment.material_id, t.Assessment.row).where(t.Assessment.id.in_(_LAST_ASSESSMENT))
    if round is not None:
        of_round = select(t.Material.id).join(t.Round, t.Round.id == t.Material.round_id).where(t.Round.name == clean(round))
        stored = stored.where(t.Assessment.material_id.in_(of_round))
    for found in session.execute(stored.order_by(t.Assessment.material_id).execution_options(yield_per=AT_ONCE)):
        yield found.material_id, found.row


_LAST_ASSESSMENT = select(func.max(t.Assessment.id)).group_by(t.Assessment.material_id)
_LAST_VERDICT = select(func.max(t.Correction.id)).where(t.Correction.what == "verdict").group_by(t.Correction.material_id)


def _newest(wanted: Sequence[ColumnElement[bool]]) -> Executable:
    """Each material with its round, its newest assessment and the newest correction of its verdict."""
    return (
        select(t.Material, t.Round, t.Assessment, t.Correction)
        .join(t.Round, t.Round.id == t.Material.round_id)
        .join(t.Assessment, and_(t.Assessment.material_id == t.Material.id, t.Assessment.id.in_(_LAST_ASSESSMENT)))
        .outerjoin(t.Correction, and_(t.Correction.material_id == t.Material.id, t.Correction.id.in_(_LAST_VERDICT)))
        .where(*wanted)
        .order_by(t.Round.day, t.Round.id, func.coalesce(t.Material.handed_in, t.Material.signed).nulls_last(), t.Material.id)
    )


def _one(
    material: t.Material,
    round: t.Round,
    assessment: t.Assessment,
    correction: t.Correction | None,
    senders: Sequence[tuple[int, str]],
) -> Judged:
    told = ("ganhuo", "models", "status", "error", "quality", "needs_review", "genre", "disguised", "hollow", "boilerplate")
    return Judged(
        id=material.id,
        round=round.name,
        day=round.day,
        file=material.file,
        sha256=material.sha256,
        units=tuple(name for _, name in senders),
        unit_ids=tuple(id for id, _ in senders),
        said=material.said,
        title=material.title,
        handed_in=material.handed_in,
        signed=material.signed,
        verdict=correction.after if correction else assessment.verdict,
        machine=assessment.verdict,
        changed_by=correction.who if correction else None,
        why=correction.why if correction else None,
        changed_at=correction.at if correction else None,
        specificity=assessment.specificity,
        characters=assessment.characters,
        **{name: getattr(assessment, name) for name in told},
    )
