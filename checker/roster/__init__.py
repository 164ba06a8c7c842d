"""Who was to hand in what by when, and which unit a material is from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from checker.language.dating import signed_on
from checker.language.material import Material
from checker.roster import loading, recognising
from checker.roster.compilations import parts
from checker.roster.forms import plain
from checker.roster.matching import Matcher
from checker.roster.nicknames import Nicknames, nicknamed
from checker.roster.recognising import By, Recognised
from checker.roster.standing import Attendance, Submission, standings
from checker.roster.unit import RosterError, Unit

__all__ = [
    "Attendance",
    "By",
    "Recognised",
    "Roster",
    "RosterError",
    "Submission",
    "Unit",
    "load",
    "signed_on",
    "standings",
]


class Roster:
    """The units of a round, in the order of the list. `notes` are remarks about the list, in Chinese, for the report."""

    def __init__(self, units: Sequence[Unit], notes: Sequence[str] = ()) -> None:
        self.units = tuple(units)
        self._notes = tuple(notes)

    def __repr__(self) -> str:
        return f"Roster({self.units!r}, {self._notes!r})"

    def __reduce__(self) -> tuple[type[Roster], tuple[tuple[Unit, ...], tuple[str, ...]]]:
        # Workers build their own automaton: it cannot be sent.
        return Roster, (self.units, self._notes)

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self.units)

    @cached_property
    def _nicknames(self) -> Nicknames:
        return Nicknames(self.units)

    @property
    def notes(self) -> tuple[str, ...]:
        """What people should know of the list: rows named twice, names that mean two units."""
        return (*self._notes, *self._matcher.notes)

    def recognise(self, material: Material, name: str) -> Recognised | None:
        """The unit that a material is from; `name` is the file's, with its folders. None where nothing tells it for certain."""
        return recognising.recognise(self._matcher, material, name)

    def mentions(self, material: Material) -> tuple[tuple[int, int, Unit], ...]:
        """Where a material names units of the roster, as offsets into its text, in their order.

        With them go looser names, which tell no unit for certain: 西陵厂 for 西陵航天精密机械制造厂, and the counties and
        cities of the list, each as a unit of its own name.
        """
        document = material.document
        matcher = self._matcher.without_namesakes(
            plain(paragraph.text).strip()
            for paragraph, part in zip(document.paragraphs, material.parts, strict=True)
            if part in ("signature", "title")
        )
        found = []
        for start, paragraph, (_, origin) in zip(document.starts, document.paragraphs, material.normals, strict=True):
            text = plain(paragraph.text)
            for first, last, unit in nicknamed(self._nicknames, text, matcher.mentions(text)):
                found.append((start + origin[first], start + origin[last - 1] + 1, unit))
        return tuple(found)

    def recognise_name(self, name: str) -> Recognised | None:
        """The unit that a file is from by its name and folders alone, for a file that cannot be read."""
        return recognising.by_name(self._matcher, name)

    def parts(self, material: Material, name: str = "") -> tuple[Recognised, ...]:
        """The units whose papers a file holds, in their order: several for a compilation, one at most for an ordinary paper."""
        return parts(self._matcher, material, name)


def load(path: Path) -> Roster:
    """The roster in a workbook or a CSV file. Raises RosterError."""
    units, notes = loading.units(path)
    return Roster(units, notes)
