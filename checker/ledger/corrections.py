"""What people see otherwise: a verdict, or the kind of a sentence, with who, when and why.

The program's own judgement stays on record. Of several corrections of one thing the latest counts, and none is deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from checker.ledger import tables as t
from checker.ledger.errors import LedgerError
from checker.ledger.judged import Judged, judged
from checker.ledger.plain import clean

Verdict = Literal["pass", "revise", "reject"]
Kind = Literal["boilerplate", "neutral", "specific"]


@dataclass(frozen=True)
class Corrected:
    """A correction with what it is about; `sentence` is None for a verdict, `counts` is whether no later one took its place."""

    id: int
    round: str
    units: tuple[str, ...]
    file: str
    sentence: str | None
    before: str | None
    after: str
    who: str
    why: str
    at: datetime
    counts: bool


def correct_verdict(session: Session, material_id: int, verdict: Verdict, *, who: str, why: str) -> None:
    """Put a person's verdict in the place of the one that counts now. Raises LedgerError."""
    now = _material(session, material_id).verdict
    _add(session, t.Correction(material_id=material_id, what="verdict", before=now, after=verdict, who=who, why=why))


def correct_kind(session: Session, material_id: int, start: int, kind: Kind, *, who: str, why: str) -> None:
    """Say of which kind the sentence is that begins at `start` of the material's text. Raises LedgerError."""
    _material(session, material_id)
    material = session.get_one(t.Material, material_id)
    found = next((sentence for sentence in material.sentences if sentence[2] == start), None)
    if found is None:
        raise LedgerError("这份材料里没有从这里开始的句子。")
    now = _kinds(session, material_id).get(start, found[4])
    correction = t.Correction(
        material_id=material_id, what="kind", start=start, sentence=clean(found[0]), before=now, after=kind, who=who, why=why
    )
    _add(session, correction)


def _add(session: Session, correction: t.Correction) -> None:
    correction.who, correction.why = clean(correction.who).strip(), clean(correction.why).strip()
    if not correction.who or not correction.why:
        raise LedgerError("更正要写明由谁更正、为什么。")
    if correction.before == correction.after:
        raise LedgerError("现在就是这样，不用更正。")
    correction.at = t.now()
    session.add(correction)
    session.add(t.Audit(at=correction.at, who=correction.who, action="correct", details={"what": correction.what}))
    session.flush()


def corrections(session: Session, *, round: str | None = None, material_id: int | None = None) -> list[Corrected]:
    """Corrections in the order in which they were made."""
    stored = (
        select(t.Correction, t.Material.file, t.Round.name)
        .join(t.Material, t.Material.id == t.Correction.material_id)
        .join(t.Round, t.Round.id == t.Material.round_id)
        .order_by(t.Correction.id)
    )
    if round is not None:
        stored = stored.where(t.Round.name == clean(round))
    if material_id is not None:
        stored = stored.where(t.Correction.material_id == material_id)
    found = session.execute(stored).all()
    latest = {(own.material_id, own.what, own.start): own.id for own, _, _ in found}
    senders: dict[int, list[str]] = {}
    of_these = select(t.Sender.material_id, t.Unit.name).join(t.Unit).order_by(t.Sender.id)
    for id, name in session.execute(of_these.where(t.Sender.material_id.in_(select(t.Correction.material_id)))):
        senders.setdefault(id, []).append(name)
    return [
        Corrected(
            id=own.id,
            round=round_name,
            units=tuple(senders.get(own.material_id, ())),
            file=file,
            sentence=own.sentence,
            before=own.before,
            after=own.after,
            who=own.who,
            why=own.why,
            at=own.at,
            counts=latest[own.material_id, own.what, own.start] == own.id,
        )
        for own, file, round_name in found
    ]


def row(session: Session, material_id: int) -> dict[str, Any]:
    """A material's newest row with people's verdict and kinds in the place of the program's. Raises LedgerError.

    Nothing else is reckoned anew: quality, deductions and findings stay the program's. Empty where the text had to go.
    """
    verdict = _material(session, material_id).verdict
    newest = select(t.Assessment.row).where(t.Assessment.material_id == material_id).order_by(t.Assessment.id.desc()).limit(1)
    stored = session.scalars(newest).one()
    if not stored:
        return {}
    kinds = _kinds(session, material_id)
    sentences = stored["sentences"] and [s | {"kind": kinds.get(s["start"], s["kind"])} for s in stored["sentences"]]
    return {**stored, "verdict": verdict, "sentences": sentences}


def find(session: Session, round: str, file: str) -> Judged:
    """The material of a round by its name, with or without its folders. Raises LedgerError where that is none or several."""
    own = judged(session, round=round)
    wanted = clean(file)
    found = [m for m in own if m.file == wanted] or [m for m in own if m.file.endswith(f"/{wanted}")]
    if len(found) == 1:
        return found[0]
    if not found:
        raise LedgerError(f"“{clean(round)}”里没有“{wanted}”这份材料。")
    raise LedgerError(f"“{clean(round)}”里有{len(found)}份叫“{wanted}”的，请写上文件夹：{'、'.join(m.file for m in found[:5])}。")


def find_sentence(session: Session, material_id: int, words: str) -> int:
    """Where the only sentence begins that holds these words. Raises LedgerError."""
    wanted = "".join(words.split())
    own = session.get_one(t.Material, material_id).sentences
    starts = [sentence[2] for sentence in own if wanted and wanted in "".join(sentence[0].split())]
    if len(starts) == 1:
        return int(starts[0])
    many = f"有{len(starts)}句含有" if starts else "没有哪一句含有"
    raise LedgerError(f"这份材料里{many}“{clean(words)}”，请多写几个字，和原文一样。")


def _material(session: Session, material_id: int) -> Judged:
    found = judged(session, id=material_id)
    if not found:
        raise LedgerError("台账里没有这份材料。")
    return found[0]


def _kinds(session: Session, material_id: int) -> dict[int, str]:
    """The kinds that people gave to sentences, by where these begin; the latest counts."""
    own = select(t.Correction.start, t.Correction.after).where(
        t.Correction.material_id == material_id, t.Correction.what == "kind"
    )
    return {start: after for start, after in session.execute(own.order_by(t.Correction.id)) if start is not None}
