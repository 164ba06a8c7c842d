"""Writes a round into the ledger, and remembers what was judged before.

A round grows: what is written under its name again adds to it. A file is known again by its bytes and its name (without
folders, so that a folder may be moved); the same versions judge it once. What is not in the folder any more stays, for it
was handed in; the list of units is the one given last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from checker import roster
from checker.ledger import tables as t
from checker.ledger.dating import held_on
from checker.ledger.errors import LedgerError
from checker.ledger.plain import LONGEST_NAME, clean
from checker.ledger.units import Directory

Row = dict[str, Any]
# So many materials are held in memory before they go to the database.
AT_ONCE = 100


@dataclass(frozen=True)
class Facts:
    """What is known of a round besides its rows. `handed_in` is by the name of a file; `settings` as in `Assessment`."""

    units: Sequence[roster.Unit] = ()
    handed_in: Mapping[str, date] | None = None
    due: date | None = None
    notice: str | None = None
    settings: str = ""


@dataclass(frozen=True)
class Written:
    """How many materials of a round are new to the ledger, and how many it had already."""

    new: int
    known: int


def write_round(session: Session, name: str, rows: Iterable[Row], who: str, facts: Facts | None = None) -> Written:
    """Add rows of results.jsonl to a round. All of it is kept when the session's transaction is, or nothing.

    Raises LedgerError for a name that is none.
    """
    facts = facts or Facts()
    directory = Directory(session)
    round = _round(session, name, facts)
    listed = _list(session, round.id, facts.units, directory)
    deadlines = session.scalars(select(t.Listed.due).where(t.Listed.round_id == round.id))
    round.day = held_on(round.name, [round.due, *deadlines], round.written.date())
    written = _write(_Writer(session, round.id, facts, directory, listed), rows)
    note_writing(session, name, who, written)
    return written


def add_rows(session: Session, name: str, rows: Iterable[Row], facts: Facts) -> Written:
    """Add some rows to a round that is there, whose other rows others may add: only a file of the same name is the same.

    Raises LedgerError.
    """
    round = round_named(session, name)
    stored = select(t.Listed.name, t.Listed.unit_id).where(t.Listed.round_id == round.id)
    listed: dict[str, int] = dict(session.execute(stored).tuples().all())
    return _write(_Writer(session, round.id, facts, Directory(session), listed, moved=False), rows)


def note_writing(session: Session, name: str, who: str, written: Written) -> None:
    """Say who wrote how many materials."""
    session.add(t.Audit(at=t.now(), who=clean(who), action="write", details={"round": clean(name), **vars(written)}))
    session.flush()


def _write(writer: _Writer, rows: Iterable[Row]) -> Written:
    rows = iter(rows)
    while chunk := list(islice(rows, AT_ONCE)):
        writer.write(chunk)
    return Written(writer.new, writer.known)


def remembered(session: Session, sha256: str, versions: Mapping[str, str], settings: str = "") -> Row | None:
    """The row of a file with these bytes, judged by these versions under these settings; None where there was none.

    Its `file`, `units` and `signed` are those of then. What could not be read is not remembered: it is tried again.
    """
    judged = (
        select(t.Assessment.row)
        .join(t.Material, t.Material.id == t.Assessment.material_id)
        .where(
            t.Material.sha256 == sha256,
            t.Assessment.ganhuo == versions["ganhuo"],
            t.Assessment.models == versions["models"],
            t.Assessment.settings == settings,
            t.Assessment.status == "ok",
        )
    )
    return session.scalars(judged.order_by(t.Assessment.id.desc()).limit(1)).first()


def round_named(session: Session, name: str) -> t.Round:
    """The round of a name. Raises LedgerError, which lists the latest ones."""
    found = session.scalars(select(t.Round).where(t.Round.name == clean(name))).first()
    if found is None:
        latest = session.scalars(select(t.Round.name).order_by(t.Round.day.desc()).limit(5)).all()
        raise LedgerError(f"台账里没有“{clean(name)}”这一批次" + (f"；最近的有：{'、'.join(latest)}。" if latest else "。"))
    return found


def _round(session: Session, name: str, facts: Facts) -> t.Round:
    name = clean(name)
    if not name.strip() or len(name) > LONGEST_NAME:
        raise LedgerError(f"批次名称不能空着，也不能超过{LONGEST_NAME}个字。")
    moment = t.now()
    round = session.scalars(select(t.Round).where(t.Round.name == name)).first()
    if round is None:
        round = t.Round(name=name, written=moment, day=moment.date())
        session.add(round)
    round.changed = moment
    round.due = facts.due or round.due
    round.notice = clean(facts.notice) if facts.notice else round.notice
    session.flush()
    return round


def _list(session: Session, round_id: int, units: Sequence[roster.Unit], directory: Directory) -> dict[str, int]:
    """Put down the list of a round in the place of the one before; gives the units by what the list calls them."""
    if not units:
        return {}
    session.execute(delete(t.Listed).where(t.Listed.round_id == round_id))
    ids = directory.enter(units)
    for position, (unit, id) in enumerate(zip(units, ids, strict=True)):
        told = {key: clean(value) if value else None for key, value in _told(unit).items()}
        session.add(t.Listed(round_id=round_id, unit_id=id, position=position, name=clean(unit.name), due=unit.due, **told))
    session.flush()
    return {unit.name: id for unit, id in zip(units, ids, strict=True)}


def _told(unit: roster.Unit) -> dict[str, str | None]:
    return {"category": unit.category, "county": unit.county, "contact": unit.contact, "phone": unit.phone}


@dataclass
class _Known:
    """A material that the round has: `seen` once a row of this writing was found to be it."""

    id: int
    file: str
    seen: bool = False


class _Writer:
    """Writes the rows of a round. `moved` says that a file of the same bytes may have come from another folder."""

    def __init__(
        self,
        session: Session,
        round_id: int,
        facts: Facts,
        directory: Directory,
        listed: Mapping[str, int],
        moved: bool = True,
    ) -> None:
        self.new = self.known = 0
        self._session, self._round_id, self._facts = session, round_id, facts
        self._directory, self._listed, self._moved = directory, listed, moved
        self._known: dict[str, list[_Known]] = {}

    def write(self, rows: Sequence[Row]) -> None:
        """Write some materials, their senders and their assessments."""
        self._look_up({row["sha256"] for row in rows} - self._known.keys())
        # Each kind goes to the database in one statement: units first, then what refers to them.
        senders = [list(self._senders(row)) for row in rows]
        materials = [self._material(row) for row in rows]
        self._session.flush()
        for material, row, units in zip(materials, rows, senders, strict=True):
            self._session.add_all(t.Sender(material_id=material.id, unit_id=id, by=by) for id, by in units)
            self._judge(material.id, row)
        self._session.flush()
        self._session.expunge_all()

    def _look_up(self, hashes: set[str]) -> None:
        """Which of these files the round has already."""
        self._known |= {sha256: [] for sha256 in hashes}
        stored = select(t.Material.id, t.Material.file, t.Material.sha256).where(
            t.Material.round_id == self._round_id, t.Material.sha256.in_(hashes)
        )
        for id, file, sha256 in self._session.execute(stored.order_by(t.Material.id)):
            self._known[sha256].append(_Known(id, file))

    def _material(self, row: Row) -> t.Material:
        """The material of a row: a new one, or one that is known, without what was said of it before."""
        material = self._found(row)
        if material is None:
            self.new += 1
            material = t.Material(round_id=self._round_id, sha256=row["sha256"], written=t.now(), sentences=[])
            self._describe(material, row)
            self._session.add(material)
        else:
            self.known += 1
            self._describe(material, row)
            self._session.execute(delete(t.Sender).where(t.Sender.material_id == material.id))
            self._session.execute(delete(t.Assessment).filter_by(material_id=material.id, **self._versions(row)))
        return material

    def _found(self, row: Row) -> t.Material | None:
        """The material that the round has for a row already."""
        file = clean(row["file"])
        free = [other for other in self._known[row["sha256"]] if not other.seen]
        same = [other for other in free if other.file == file]
        if self._moved and not same:
            same = [other for other in free if _stem(other.file) == _stem(file)]
        if not same:
            return None
        same[0].seen = True
        return self._session.get_one(t.Material, same[0].id)

    def _describe(self, material: t.Material, row: Row) -> None:
        material.file = clean(row["file"])
        material.said = clean(row["unit"]) if row["unit"] else None
        material.title = clean(row["title"]) if row["title"] else None
        material.handed_in = (self._facts.handed_in or {}).get(row["file"]) or material.handed_in
        material.signed = date.fromisoformat(row["signed"]) if row.get("signed") else material.signed
        material.text = clean(row["text"]) if row.get("text") else material.text
        material.sentences = [
            [s["text"], s["paragraph"], s["start"], s["end"], s["kind"]] for s in row["sentences"] or ()
        ] or material.sentences

    def _senders(self, row: Row) -> Iterator[tuple[int, str | None]]:
        """The units that a material is from: those that the roster recognised, without a roster the one it names itself."""
        found: dict[int, str | None] = {}
        for unit in row.get("units") or ():
            id = self._listed.get(unit["unit"]) or self._directory.found_or_added(unit["unit"])
            found.setdefault(id, unit["by"])
        said = row["unit"] or ""
        if not found and not self._listed and said.strip() and len(said) <= LONGEST_NAME:
            found[self._directory.found_or_added(said)] = None
        yield from found.items()

    def _versions(self, row: Row) -> dict[str, str]:
        """What judged a row."""
        return {"ganhuo": row["versions"]["ganhuo"], "models": row["versions"]["models"], "settings": self._facts.settings}

    def _judge(self, material_id: int, row: Row) -> None:
        """The newest row of a material is the last one written, also where its versions had judged it before."""
        scores, error = row["scores"] or {}, row["error"]
        asked = (
            "status",
            "verdict",
            "certainty",
            "needs_review",
            "quality",
            "genre",
            "disguised",
            "hollow",
            "characters",
            "period",
        )
        self._session.add(
            t.Assessment(
                material_id=material_id,
                **self._versions(row),
                **{name: row[name] for name in asked},
                error=error["code"] if error else None,
                boilerplate=scores.get("boilerplate"),
                specificity=scores.get("specificity"),
                row=row,
                written=t.now(),
            )
        )


def _stem(file: str) -> str:
    """The name of a file without its folders and archives."""
    return PurePosixPath(file.replace("\\", "/")).name
