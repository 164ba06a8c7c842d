"""What a spreadsheet is made safe by before calamine opens it; calamine trusts the sizes and places that a file claims."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from checker.reading import limits
from checker.reading.errors import Unreadable
from checker.reading.packages import Package

TOO_LARGE = "表格太大，不像一份材料；请删去用不到的工作表和行列后再报。"


@dataclass(slots=True)
class Hidden:
    """What is hidden in one sheet, counted from 0; of `cells` (row, column) it is said how."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    cells: dict[tuple[int, int], str] = field(default_factory=dict)


class Opened(NamedTuple):
    """A file that calamine may see, what is hidden in each of its sheets, in their order, and whether it holds pictures.

    `package` is the file as it came, where it is one of parts.
    """

    data: bytes
    hidden: tuple[Hidden, ...]
    pictures: bool
    package: Package | None = None


class Extent:
    """Counts filled cells and their letters over all sheets, and the rectangle that the cells span in each."""

    def __init__(self) -> None:
        self._cells = self._area = self._letters = 0
        self._corners: list[int] | None = None

    def sheet(self) -> None:
        """The next cells are those of another sheet."""
        self._area += self._span()
        self._corners = None

    def add(self, row: int, column: int, last_column: int | None = None) -> None:
        """Count the filled cells of a row from `column` on; raises `Unreadable` where there are too many or too far apart."""
        last = column if last_column is None else max(column, last_column)
        self._cells += last - column + 1
        top, left, bottom, right = self._corners or (row, column, row, last)
        self._corners = [min(top, row), min(left, column), max(bottom, row), max(right, last)]
        if self._cells > limits.SHEET_CELLS or self._area + self._span() > limits.SHEET_AREA:
            raise Unreadable("too_large", TOO_LARGE)

    def write(self, letters: int) -> None:
        """Count letters; a text that many cells share is copied for each of them."""
        self._letters += letters
        if self._letters > limits.SHEET_CHARACTERS:
            raise Unreadable("too_large", TOO_LARGE)

    def _span(self) -> int:
        if self._corners is None:
            return 0
        top, left, bottom, right = self._corners
        return (bottom - top + 1) * (right - left + 1)
