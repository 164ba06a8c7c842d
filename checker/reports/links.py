"""A worksheet that keeps little of what it has written: of a link some bytes, of the height of a row nothing.

The library keeps a kilobyte of each, which in a round of ten thousand is more than all else.
"""

from __future__ import annotations

from array import array

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet


class LinkedSheet(Worksheet):  # type: ignore[misc]
    """To be filled row by row, in a workbook with constant memory. Cells that follow one another share their target."""

    def __init__(self) -> None:
        super().__init__()
        self._links = array("L")

    def link(self, row: int, column: int, url: str) -> None:
        """Let a cell lead to a file beside the workbook."""
        target = url.replace("/", "\\")  # as Excel itself writes it
        if not self.external_hyper_links or self.external_hyper_links[-1][1] != target:
            self.external_hyper_links.append(("/hyperlink", target, "External"))
        self._links.extend((row, column, len(self.external_hyper_links)))

    def written(self, row: int) -> None:
        """Forget the look of a row that is on disk."""
        self.row_info.pop(row, None)
        self.row_sizes.pop(row, None)

    def _write_hyperlinks(self) -> None:
        if not self._links:
            return
        self.rel_count = len(self.external_hyper_links)
        self._xml_start_tag("hyperlinks")
        for at in range(0, len(self._links), 3):
            row, column, number = self._links[at : at + 3]
            self._xml_empty_tag("hyperlink", [("ref", xl_rowcol_to_cell(row, column)), ("r:id", f"rId{number}")])
        self._xml_end_tag("hyperlinks")
