"""A list of units that was handed in: read in a worker like any other file that comes from outside."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from checker.assessment import Settings
from checker.batch import BatchError
from checker.batch.local import Crew
from checker.batch.messages import Key, Source
from checker.checker import Checker
from checker.reading.errors import Unreadable
from checker.roster import RosterError, Unit
from checker.roster.loading import units

NO_ROSTER = "报送名单读不出；请用 Excel 或 WPS 另存为 .xlsx 后再传。"
SUFFIXES = (".xlsx", ".xls", ".et", ".csv")


@dataclass(frozen=True)
class Read:
    """Reads a list of units; what comes back is the units, or why there are none."""

    unpacks: ClassVar[bool] = True

    name: str

    def done(self, checker: Checker, data: bytes, name: str, key: Key) -> tuple[Unit, ...] | str:
        """Read it under a name that says nothing of this machine."""
        suffix = next((suffix for suffix in SUFFIXES if self.name.lower().endswith(suffix)), ".xlsx")
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"roster{suffix}"
            path.write_bytes(data)
            try:
                return tuple(units(path)[0])
            except RosterError as error:
                return str(error).replace(str(path), "名单")

    def refused(self, name: str, data: bytes, key: Key, error: Unreadable) -> str:
        """Say that it cannot be read."""
        return NO_ROSTER


def read_roster(path: Path, name: str) -> tuple[Unit, ...]:
    """The units of a list. Raises BatchError, with a line for people."""
    with Crew(Settings(), 1, Read(name)) as crew:
        outcome = next((found for _, found in crew.judge([Source(name, str(path))])), NO_ROSTER)
    if isinstance(outcome, str):
        raise BatchError(outcome)
    found: tuple[Unit, ...] = outcome
    return found
