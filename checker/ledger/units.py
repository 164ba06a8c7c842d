"""Units by any of their names: one roster says 山桥集团, another the full name, and it is one unit over the years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from checker import roster
from checker.ledger import tables as t
from checker.ledger.errors import LedgerError
from checker.ledger.plain import clean, clean_name

# So many like names are offered where one is not known.
OFFERED = 5


class Directory:
    """The units of a ledger. A name is a unit's own first; an alias tells a unit where no other has it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.names: dict[int, str] = {}
        self._ids: dict[str, int] = {}
        self._aliases: dict[str, set[int]] = {}
        for id, name in session.execute(select(t.Unit.id, t.Unit.name)):
            self.names[id], self._ids[name] = name, id
        for id, name in session.execute(select(t.Alias.unit_id, t.Alias.name)):
            self._aliases.setdefault(name, set()).add(id)

    def find(self, name: str) -> int | None:
        """The unit of this name, or the only one with this alias."""
        name = clean_name(name)
        if name in self._ids:
            return self._ids[name]
        known = self._aliases.get(name, set())
        return next(iter(known)) if len(known) == 1 else None

    def found_or_added(self, name: str) -> int:
        """The unit of this name or alias; a new one where there is none."""
        found = self.find(name)
        return self._add(clean_name(name)) if found is None else found

    def aliases(self, id: int) -> list[str]:
        """The other names of a unit."""
        return sorted(name for name, ids in self._aliases.items() if id in ids)

    def like(self, name: str) -> list[str]:
        """Names of units that hold this one or are held by it, a few."""
        wanted = clean_name(name)
        return [other for other in sorted(self._ids) if wanted and (wanted in other or other in wanted)][:OFFERED]

    def enter(self, units: Sequence[roster.Unit]) -> list[int]:
        """The units of a roster, each as one of ours, with its short forms as aliases.

        A unit is known again by its name, by an alias that no other unit has, or by a short form that is the name of one unit
        in the ledger; but two lines of a roster are always two units.
        """
        named = {clean_name(unit.name) for unit in units}
        entered: list[int] = []
        for unit in units:
            name = clean_name(unit.name)
            id = self._ids.get(name)
            if id is None:
                known = [self.find(name)] + [self._ids.get(clean_name(short)) for short in unit.short]
                free = {other for other in known if other and self.names[other] not in named and other not in entered}
                id = free.pop() if len(free) == 1 else self._add(name)
            entered.append(id)
            for other in (name, *map(clean_name, unit.short)):
                self._alias(id, other)
        return entered

    def _add(self, name: str) -> int:
        unit = t.Unit(name=name)
        self._session.add(unit)
        self._session.flush()
        self.names[unit.id], self._ids[name] = name, unit.id
        return unit.id

    def _alias(self, id: int, name: str) -> None:
        known = self._aliases.setdefault(name, set())
        if name and name != self.names[id] and id not in known:
            known.add(id)
            self._session.add(t.Alias(unit_id=id, name=name))


def unit_named(session: Session, name: str) -> t.Unit:
    """The unit of a name or alias. Raises LedgerError, which offers like names."""
    directory = Directory(session)
    id = directory.find(name)
    if id is None:
        like = directory.like(name)
        raise LedgerError(f"台账里没有“{clean(name)}”这个单位" + (f"；相近的有：{'、'.join(like)}。" if like else "。"))
    return session.get_one(t.Unit, id)


def known_as(session: Session, names: Iterable[str]) -> dict[str, str]:
    """What the ledger calls units that a roster calls by these names; those that it does not know keep theirs."""
    directory = Directory(session)
    found = {name: directory.find(name) for name in names}
    return {name: name if id is None else directory.names[id] for name, id in found.items()}
