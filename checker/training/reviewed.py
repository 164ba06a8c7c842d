"""Materials that staff went over, as the ledger keeps them: what they changed, and what they saw and left alone.

Only the text stays in the ledger, without the file's own styles, so a sentence may be read as another part of the paper than
it was; a sentence that is not found again at its place teaches nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from checker.language.material import Material, Sentence, prepare
from checker.ledger import tables as t
from checker.reading.document import Document, Paragraph

# Of each hundred units so many are held back: enough to judge by, few enough to leave something to learn from.
HELD_BACK = 30

NO_TEXT = "原文已从台账抹去，或者没有存下"
NO_UNIT = "认不出是哪个单位的，分不清该学还是该留"
SEVERAL = "几家合写的，一家要学、一家要留"
NOT_FOUND = "句子在存下的原文里对不上"


class Said(NamedTuple):
    """A sentence of a material that a person went over, its kind in the end, and whether the person had to change it."""

    sentence: Sentence
    kind: str
    changed: bool


@dataclass(frozen=True)
class Reviewed:
    """A material that a person went over.

    `said` is empty where no sentence was changed: then nobody knows whether the sentences were looked at. `verdict` is the one
    that counts in the end, `machine` the program's, `changed` whether a person touched it. `reused` is the share that was
    found elsewhere, `day` that of the last change.
    """

    unit: str
    material: Material
    said: tuple[Said, ...]
    verdict: str
    machine: str
    changed: bool
    reused: float
    day: str

    @property
    def held_back(self) -> bool:
        """Whether this is kept for judging by; a unit is on one side for good."""
        return held_back(self.unit)

    @property
    def corrections(self) -> int:
        """How many corrections it carries."""
        return sum(said.changed for said in self.said) + self.changed


def held_back(unit: str) -> bool:
    """Whether the corrections of a unit are held back, by its name alone: the same in every run and on every machine."""
    return int.from_bytes(hashlib.sha256(unit.encode()).digest()[:4], "big") % 100 < HELD_BACK


def digest(reviewed: Sequence[Reviewed]) -> str:
    """What tells these corrections from others."""
    told = sorted(
        (r.unit, r.material.text, r.verdict, r.changed, [(s.sentence.start, s.kind, s.changed) for s in r.said]) for r in reviewed
    )
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()


def from_ledger(session: Session) -> tuple[list[Reviewed], Counter[str]]:
    """The materials with corrections, and how many corrections are not used, by the reason. The latest of one thing counts."""
    stored = session.scalars(select(t.Correction).order_by(t.Correction.id)).all()
    by_material: dict[int, dict[tuple[str, int | None], t.Correction]] = {}
    for own in stored:
        by_material.setdefault(own.material_id, {})[own.what, own.start] = own
    found: list[Reviewed] = []
    left_out: Counter[str] = Counter()
    for id, corrections in by_material.items():
        row = _row_seen(session, id, max(own.at for own in corrections.values()))
        units = _units(session, id)
        if not row or not row["sentences"]:
            left_out[NO_TEXT] += len(corrections)
        elif not units:
            left_out[NO_UNIT] += len(corrections)
        elif len({held_back(unit) for unit in units}) > 1:
            left_out[SEVERAL] += len(corrections)
        else:
            reviewed = _reviewed(units[0], session.get_one(t.Material, id), row, corrections)
            if lost := len(corrections) - reviewed.corrections:
                left_out[NOT_FOUND] += lost
            if reviewed.corrections and reviewed.material.sentences:
                found.append(reviewed)
    return found, left_out


def _row_seen(session: Session, id: int, when: datetime) -> dict[str, Any] | None:
    """What the program had said when the last correction was made: what the person left alone was that."""
    told = select(t.Assessment.row).where(t.Assessment.material_id == id).order_by(t.Assessment.id.desc()).limit(1)
    return session.scalars(told.where(t.Assessment.written <= when)).first() or session.scalars(told).first()


def _units(session: Session, id: int) -> list[str]:
    own = select(t.Unit.name).join(t.Sender, t.Sender.unit_id == t.Unit.id).where(t.Sender.material_id == id)
    return list(session.scalars(own.order_by(t.Sender.id)))


def _reviewed(
    unit: str, stored: t.Material, row: dict[str, Any], corrections: dict[tuple[str, int | None], t.Correction]
) -> Reviewed:
    material = prepare(_document(stored.text, stored.title, row["sentences"]))
    shown = {s["start"]: s for s in row["sentences"]}
    changed = {start: own.after for (what, start), own in corrections.items() if what == "kind"}
    said = tuple(
        Said(sentence, changed.get(sentence.start, shown[sentence.start]["kind"]), sentence.start in changed)
        for sentence in material.sentences
        if sentence.start in shown and shown[sentence.start]["text"] == sentence.text
    )
    verdict = corrections.get(("verdict", None))
    return Reviewed(
        unit=unit,
        material=material,
        said=said if any(own.changed for own in said) else (),
        verdict=verdict.after if verdict else row["verdict"],
        machine=row["verdict"],
        changed=verdict is not None,
        reused=float((row["scores"] or {}).get("reuse") or 0.0),
        day=max(own.at for own in corrections.values()).date().isoformat(),
    )


def _document(text: str | None, title: str | None, sentences: Sequence[dict[str, Any]]) -> Document:
    """The document again from its text; where only the sentences were kept, from these and the title, at their old places."""
    if text is None:
        gaps = ["\n"] * sentences[-1]["end"]
        for before, sentence in zip((None, *sentences), sentences, strict=False):
            if before and before["paragraph"] == sentence["paragraph"]:
                gaps[before["end"] : sentence["start"]] = " " * (sentence["start"] - before["end"])
            gaps[sentence["start"] : sentence["end"]] = sentence["text"]
        if title and len(title) < sentences[0]["start"]:
            gaps[: len(title)] = title
        text = "".join(gaps)
    return Document(tuple(Paragraph(line) for line in text.split("\n")), "text")
