"""Puts what was judged for a round into the ledger; what cannot be put there now is kept and tried again until it can."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from checker.batch.recording import digest
from checker.ledger import Facts, LedgerError, write_round
from checker.ledger import tables as t
from checker.ledger.plain import clean
from checker.ledger.units import Directory
from checker.web.errors import WebError
from checker.web.judging import Row, unpack
from checker.web.opened import Ledgers
from checker.web.store import Result, Store

log = logging.getLogger("ganhuo")

# So many results are written at a time.
AT_ONCE = 50
# What could not be written is tried again after so many seconds.
PATIENCE = 5.0
REFUSED = "记不进台账；请把文件改名另存后再传。"


class Recorder:
    """One thread, so that the ledger has one writer of ours."""

    def __init__(self, store: Store, ledgers: Ledgers, settings: str) -> None:
        self._store, self._ledgers, self._settings = store, ledgers, settings
        self._news = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin with what was left."""
        self._news.set()
        self._thread.start()

    def stop(self) -> None:
        """End after what is at hand."""
        self._stopping = True
        self._news.set()
        self._thread.join(PATIENCE)

    def wake(self) -> None:
        """There may be something to write."""
        self._news.set()

    def _run(self) -> None:
        while not self._stopping:
            self._news.wait(PATIENCE)
            self._news.clear()
            try:
                while not self._stopping and (waiting := self._store.unrecorded(AT_ONCE)):
                    self._write(_together(waiting))
            except (LedgerError, WebError):
                pass  # said where it is found; tried again after a while
            except Exception:
                log.exception("recording")

    def _write(self, results: Sequence[Result]) -> None:
        """Write results of one round. One that the ledger cannot take must not hold up the others."""
        try:
            self._write_all(results)
        except (LedgerError, WebError):
            raise
        except Exception:
            log.exception("recording")
            if len(results) > 1:
                for result in results:
                    self._write([result])
            else:
                with self._store.writing() as db:
                    db.execute("UPDATE results SET trouble = ? WHERE id = ?", (REFUSED, results[0].id))

    def _write_all(self, results: Sequence[Result]) -> None:
        round = results[0].round or ""
        who = self._store.upload(results[0].upload)
        rows = [unpack(self._store.row(result.id)) for result in results]
        with self._ledgers.writing() as session:
            listed = _listed(session, round)
            told = [_named(row, listed, session) for row in rows]
            write_round(session, round, told, who.who if who else "", Facts(settings=self._settings))
            materials = [_material(session, round, row) for row in rows]
        with self._store.writing() as db:
            for result, material in zip(results, materials, strict=True):
                db.execute("UPDATE results SET material = ? WHERE id = ?", (material, result.id))


def settings_digest(settings: object) -> str:
    """What judgement hangs on, as the ledger keeps it."""
    from checker.assessment import Settings

    return digest(settings) if isinstance(settings, Settings) else ""


def _together(waiting: Sequence[Result]) -> list[Result]:
    """Results of the first one's round; of the same file only one at a time, for the ledger knows it again the next time."""
    found: dict[tuple[str, str], Result] = {}
    for result in waiting:
        if result.round == waiting[0].round:
            found.setdefault((result.sha256, result.name), result)
    return list(found.values())


def _listed(session: Session, round: str) -> dict[int, str]:
    """The units on the list of a round, by what the list calls them."""
    stored = select(t.Listed.unit_id, t.Listed.name).join(t.Round).where(t.Round.name == clean(round))
    return {line.unit_id: line.name for line in session.execute(stored)}


def _named(row: Row, listed: dict[int, str], session: Session) -> Row:
    """The row with the unit of the list that the material names itself as, exactly: nothing is guessed."""
    told = {key: value for key, value in row.items() if key != "page"}
    if listed and row["unit"] and not row["units"]:
        found = Directory(session).find(row["unit"])
        if found in listed:
            told["units"] = [{"unit": listed[found], "by": None}]
    return told


def _material(session: Session, round: str, row: Row) -> int:
    """The number of the material that a row was written to."""
    own = select(t.Material.id).join(t.Round).where(t.Round.name == clean(round), t.Material.sha256 == row["sha256"])
    return int(session.scalars(own.order_by(t.Material.file != clean(row["file"]), t.Material.id)).first() or 0)
