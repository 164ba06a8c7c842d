"""Where the paragraphs of a Word binary file stand in tables, which are written as rows of marks only."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from checker.reading import limits
from checker.reading.word.binary_forms import Standing

Cell = tuple[int, int, int]
# Edges of cells that are one to the eye differ by some twentieths of a point from row to row.
_ONE_EDGE = 60


@dataclass(slots=True)
class _Table:
    number: int
    row: int = 0
    cell: int = 0
    edges: dict[int, tuple[int, ...]] = field(default_factory=dict)
    columns: list[int] | None = None

    def column(self, row: int, cell: int) -> int:
        """The column of the table's grid in which a cell begins: a merged cell takes several."""
        if self.columns is None:
            self.columns = list(_merged(sorted({edge for edges in self.edges.values() for edge in edges})))
        edges = self.edges.get(row, ())
        column = bisect_right(self.columns, edges[cell]) - 1 if cell < len(edges) else cell
        return min(max(column, 0), limits.TABLE_COLUMNS)


def _merged(edges: Iterable[int]) -> Iterator[int]:
    last = None
    for edge in edges:
        if last is None or edge - last >= _ONE_EDGE:
            yield edge
            last = edge


def cells(standings: Iterable[Standing], numbers: Iterator[int]) -> list[Cell | None]:
    """The (table, row, column) of each paragraph of a story, None outside; a table takes its number from `numbers`."""
    placed: list[tuple[_Table, int, int] | None] = []
    open_tables: list[_Table] = []
    for standing in standings:
        del open_tables[standing.depth :]
        while len(open_tables) < standing.depth:
            open_tables.append(_Table(next(numbers)))
        if not open_tables:
            placed.append(None)
            continue
        table = open_tables[-1]
        placed.append((table, table.row, table.cell))
        if standing.row_end:
            table.edges[table.row] = standing.edges
            table.row, table.cell = table.row + 1, 0
        elif standing.cell_end:
            table.cell += 1
    return [None if at is None else (at[0].number, at[1], at[0].column(at[1], at[2])) for at in placed]
