"""Takes a unit, or a round written by mistake, out of the ledger: texts, judgements, corrections, names.

What stays is a line that says so, with counts and a digest of the name: who knows the name can tell, and nobody else. Backups
made before still hold what was forgotten here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from checker.ledger import tables as t
from checker.ledger.judged import judged
from checker.ledger.opening import Ledger
from checker.ledger.plain import clean, clean_name
from checker.ledger.rounds import round_named
from checker.ledger.units import Directory, unit_named

# What stands in the place of a name that had to go.
SOME_UNIT, GONE = "某单位", "（已抹去）"
AT_ONCE = 100


@dataclass(frozen=True)
class Forgotten:
    """How many materials went, of how many only the text, because other units are in them, and in how many rounds that was."""

    materials: int
    emptied: int
    rounds: int


def forget_unit(ledger: Ledger, name: str, *, who: str, why: str) -> Forgotten:
    """Forget a unit, by its name or an alias, in one transaction. Raises LedgerError."""
    with ledger.writing() as session:
        unit = unit_named(session, name)
        names = {unit.name, *Directory(session).aliases(unit.id)}
        own = judged(session, unit_id=unit.id)
        files = {material.file for material in own}
        alone = [material.id for material in own if material.unit_ids == (unit.id,)]
        shared = [material.id for material in own if material.unit_ids != (unit.id,)]
        unclaimed = _unclaimed(session, names)
        forgotten = Forgotten(len(alone) + len(unclaimed), len(shared), len({material.round for material in own}))
        _empty(session, shared)
        _delete(session, [*alone, *unclaimed])
        _take_out_of_others(session, names, files)
        for table in (t.Sender, t.Listed, t.Alias):
            session.execute(delete(table).where(table.unit_id == unit.id))
        session.execute(delete(t.Unit).where(t.Unit.id == unit.id))
        _note(session, who, "forget unit", why, unit.name, vars(forgotten))
    ledger.settle()
    return forgotten


def forget_round(ledger: Ledger, name: str, *, who: str, why: str) -> Forgotten:
    """Forget a round with all its materials and its list; units that are in no other round go with it. Raises LedgerError."""
    with ledger.writing() as session:
        round = round_named(session, name)
        own = [material.id for material in judged(session, round=round.name)]
        _delete(session, own)
        session.execute(delete(t.Listed).where(t.Listed.round_id == round.id))
        session.execute(delete(t.Round).where(t.Round.id == round.id))
        nowhere = ~exists().where(t.Sender.unit_id == t.Unit.id), ~exists().where(t.Listed.unit_id == t.Unit.id)
        lost = list(session.scalars(select(t.Unit.id).where(*nowhere)))
        for chunk in _chunks(lost):
            session.execute(delete(t.Alias).where(t.Alias.unit_id.in_(chunk)))
            session.execute(delete(t.Unit).where(t.Unit.id.in_(chunk)))
        _note(session, who, "forget round", why, round.name, {"materials": len(own)})
    ledger.settle()
    return Forgotten(len(own), 0, 1)


def _unclaimed(session: Session, names: Collection[str]) -> list[int]:
    """Materials that call themselves by a name of the unit, though a roster without it gave them to nobody."""
    nobodys = select(t.Material.id, t.Material.said).where(
        t.Material.said.is_not(None), ~exists().where(t.Sender.material_id == t.Material.id)
    )
    return [id for id, said in session.execute(nobodys) if clean_name(said or "") in names]


def _delete(session: Session, ids: Sequence[int]) -> None:
    for chunk in _chunks(ids):
        for table in (t.Correction, t.Assessment, t.Sender):
            session.execute(delete(table).where(table.material_id.in_(chunk)))
        session.execute(delete(t.Material).where(t.Material.id.in_(chunk)))


def _empty(session: Session, ids: Sequence[int]) -> None:
    """A compilation stays as something that the other units handed in; what it says goes, for it can't be told whose it is."""
    for chunk in _chunks(ids):
        for material in session.scalars(select(t.Material).where(t.Material.id.in_(chunk))):
            material.file, material.title, material.said, material.text, material.sentences = GONE, None, None, None, []
        for assessment in session.scalars(select(t.Assessment).where(t.Assessment.material_id.in_(chunk))):
            assessment.row, assessment.status = {}, "forgotten"
        session.execute(delete(t.Correction).where(t.Correction.material_id.in_(chunk)))
    session.flush()


def _take_out_of_others(session: Session, names: Collection[str], files: Collection[str]) -> None:
    """Passages of the unit that stand beside another unit's findings go, and its names in what the findings say."""
    stored = select(t.Assessment.id, t.Assessment.row).order_by(t.Assessment.id).execution_options(yield_per=AT_ONCE)
    changed = [(id, row) for id, row in session.execute(stored) if row and _forget_in(row, names, files)]
    for id, row in changed:
        session.get_one(t.Assessment, id).row = row
    session.flush()


def _forget_in(row: dict[str, Any], names: Collection[str], files: Collection[str]) -> bool:
    """Take the unit out of the findings of a row; whether there was anything of it."""
    changed = False
    for finding in row.get("findings") or ():
        related = finding["related"]
        if related and related["file"] != row["file"] and (related["unit"] in names or related["file"] in files):
            finding["related"], changed = None, True
        for key in ("message", "suggestion"):
            told = _without(finding[key], names)
            changed, finding[key] = changed or told != finding[key], told
    for deduction in row.get("deductions") or ():
        told = _without(deduction["reason"], names)
        changed, deduction["reason"] = changed or told != deduction["reason"], told
    return changed


def _without(text: str, names: Collection[str]) -> str:
    """`text` with the names of the unit taken out, the longest first: a short one may stand in a long one."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, SOME_UNIT)
    return text


def _note(session: Session, who: str, action: str, why: str, name: str, counts: dict[str, int]) -> None:
    digest = hashlib.sha256(name.encode()).hexdigest()
    session.add(t.Audit(at=t.now(), who=clean(who), action=action, details={**counts, "why": clean(why), "sha256": digest}))
    session.flush()


def _chunks(ids: Sequence[int]) -> list[Sequence[int]]:
    """A few ids at a time: a statement takes only so many."""
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
