"""The blind second look: which materials are offered, and how far people and the program agree.

A material is chosen by its own digest, so that nobody chooses. One that a person corrected is no blind one any more, and who
handed a material in, and so saw its verdict, is offered others' first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from checker.ledger import judged
from checker.ledger.judged import Judged
from checker.reports import wording
from checker.web.store import Store, moment

# Of fewer looks an agreement says nothing.
FEWEST = 10


@dataclass(frozen=True)
class Look:
    """What a person said of a material, and what the program had said."""

    material: int
    sha256: str
    who: str
    verdict: str
    machine: str


@dataclass(frozen=True)
class Agreement:
    """How often both said the same, and Cohen's κ (1960): the agreement beyond chance. None of fewer than `FEWEST` looks."""

    count: int
    same: int
    kappa: float | None
    table: dict[tuple[str, str], int]


def looks(store: Store) -> list[Look]:
    """All looks so far."""
    return [Look(*row) for row in store.ask("SELECT material, sha256, who, verdict, machine FROM looks ORDER BY id")]


def offered(session: Session, store: Store, who: str, one_in: int, looks: Sequence[Look], skip: str = "") -> Judged | None:
    """The next material for a person, the latest first; after the one with the number `skip`, where that is open."""
    open = [material for material in reversed(judged(session)) if open_to(material, one_in, looks)]
    skipped = next((place for place, material in enumerate(open) if str(material.id) == skip), -1)
    open = open[skipped + 1 :]
    handed_in = store.of_materials([material.id for material in open[:500]])
    uploads = {id: store.upload(result.upload) for id, result in handed_in.items()}
    others = [m for m in open if (upload := uploads.get(m.id)) is None or upload.who != who]
    # Where one person does everything, better a look at what they handed in themselves than none.
    return next(iter(others or open), None)


def open_to(material: Judged, one_in: int, looks: Sequence[Look]) -> bool:
    """Whether a material is among the chosen, has something to read, and was neither looked at nor corrected yet."""
    chosen = int(material.sha256[:8], 16) % max(1, one_in) == 0
    seen = any(look.material == material.id and look.sha256 == material.sha256 for look in looks)
    return chosen and not seen and bool(material.characters) and material.machine is not None and material.changed_by is None


def put_down(store: Store, material: Judged, who: str, verdict: str) -> None:
    """Keep what a person said."""
    with store.writing() as db:
        db.execute(
            "INSERT INTO looks (material, sha256, who, verdict, machine, at) VALUES (?, ?, ?, ?, ?, ?)",
            (material.id, material.sha256, who, verdict, material.machine, moment()),
        )


def agreement(looks: Sequence[Look]) -> Agreement:
    """How far people and the program agree.

    >>> agreement([Look(n, "", "", v, v) for n, v in enumerate(["pass", "revise"] * 5)]).kappa
    1.0
    """
    count = len(looks)
    table = Counter((look.machine, look.verdict) for look in looks)
    same = sum(table[verdict, verdict] for verdict in wording.VERDICTS)
    people, machine = Counter(look.verdict for look in looks), Counter(look.machine for look in looks)
    by_chance = sum(people[verdict] * machine[verdict] for verdict in wording.VERDICTS)
    if count < FEWEST:
        return Agreement(count, same, None, dict(table))
    chance = by_chance / count**2
    kappa = 1.0 if chance == 1 else (same / count - chance) / (1 - chance)
    return Agreement(count, same, kappa, dict(table))
