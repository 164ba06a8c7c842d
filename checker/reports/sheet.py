"""A sheet of a workbook as it is filled: columns, looks of cells, print set-up; and text that a cell may hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format

from checker.reports.links import LinkedSheet
from checker.reports.safe import xml_text

# A row is as high as its longest cell needs at so many points a line, but no higher than this many lines.
LINE_POINTS, MOST_LINES, LONGEST_LINE = 14.5, 9, 1000
# Limits of the format: UTF-16 units in a cell, links on a sheet, characters of a link, of a page's header.
LONGEST_CELL, MOST_LINKS, LONGEST_LINK, LONGEST_HEADER = 32_767, 65_530, 2_079, 255
FONT = {"font_name": "微软雅黑", "font_size": 10, "valign": "top"}
BORDER = {"border": 1, "border_color": "#C9CED6"}
LOOKS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True},
    "center": {"align": "center", "text_wrap": True},
    "integer": {"num_format": "#,##0"},
    "score": {"num_format": "0.0"},
    "share": {"num_format": "0%"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "link": {"font_color": "#0A58CA", "underline": 1, "text_wrap": True},
    "head": {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#DCE6F1"},
}  # fmt: skip


class Link(NamedTuple):
    """A cell's text that leads to a file of the report."""

    text: str
    url: str | None


Cell = str | float | date | Link | None


class Column(NamedTuple):
    """A column's head, its width in Latin characters (a Han one takes two), how its cells look."""

    head: str
    width: float
    look: str = "text"


def clean(text: str) -> str:
    """A text that any cell may hold as text."""
    text = xml_text(text).replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-16-le")[: 2 * LONGEST_CELL].decode("utf-16-le", errors="ignore")
    # The library takes such a text for marked-up runs and writes it as it stands.
    return text.replace("<r>", "＜r＞", 1) if text.startswith("<r>") and text.endswith("</r>") else text


class Page:
    """A sheet that is filled row by row from the top, set up for printing."""

    def __init__(self, book: xlsxwriter.Workbook, name: str, round_name: str | None) -> None:
        self.book, self.links = book, 0
        self.sheet = sheet = book.add_worksheet(name, LinkedSheet)
        self._formats: dict[tuple[str, str], Format] = {}
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        # In a header & begins a code, && is the character; a blank keeps a number from being read as a size of letters.
        title = " ".join(clean(round_name or "材料汇总").split())[: LONGEST_HEADER // 4].replace("&", "&&")
        sheet.set_header(f"&L {title}&R{name}")
        sheet.set_footer("&L结论供人参考，由人决定&R第 &P 页，共 &N 页")

    def look(self, name: str, more: dict[str, Any] | None = None) -> Format:
        """The format of a look, with more to it."""
        key = name, repr(more)
        if key not in self._formats:
            self._formats[key] = self.book.add_format({**FONT, **BORDER, **LOOKS[name], **(more or {})})
        return self._formats[key]

    def columns(self, columns: Sequence[Column], row: int = 0) -> None:
        """The heads of a table."""
        for number, column in enumerate(columns):
            self.put(row, number, column.head, self.look("head"))

    def fill(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], frozen: int) -> int:
        """A whole sheet of one table with a filter, its head and the first columns frozen; gives the number of rows."""
        for number, column in enumerate(columns):
            self.sheet.set_column(number, number, column.width)
        self.sheet.set_row(0, 32)
        self.columns(columns)
        self.sheet.freeze_panes(1, frozen)
        self.sheet.repeat_rows(0)
        looks = [self.look(column.look) for column in columns]
        count = 0
        for count, row in enumerate(rows, 1):
            # Not every program fits the height to wrapped text by itself.
            self.sheet.set_row(count, LINE_POINTS * min(MOST_LINES, _lines(row, columns)))
            for number, cell in enumerate(row):
                self.put(count, number, cell, looks[number])
            self.sheet.written(count - 1)
        self.sheet.autofilter(0, 0, count, len(columns) - 1)
        return count

    def put(self, row: int, column: int, cell: Cell, look: Format) -> None:
        """One cell."""
        if cell is None or cell == "":
            self.sheet.write_blank(row, column, None, look)
        elif isinstance(cell, str):
            self.sheet.write_string(row, column, clean(cell), look)
        elif isinstance(cell, Link):
            self._link(row, column, cell, look)
        elif isinstance(cell, date):
            self.sheet.write_datetime(row, column, cell, look)
        else:
            self.sheet.write_number(row, column, cell, look)

    def _link(self, row: int, column: int, link: Link, look: Format) -> None:
        text = clean(link.text)
        if link.url and text and len(link.url) < LONGEST_LINK and self.links < MOST_LINKS:
            self.links += 1
            self.sheet.write_string(row, column, text, self.look("link"))
            self.sheet.link(row, column, link.url)
        else:
            self.put(row, column, text, look)


def _lines(row: Sequence[Cell], columns: Sequence[Column]) -> int:
    """How many lines the cells of a row take when wrapped."""
    return max(
        _wrapped(cell.text if isinstance(cell, Link) else cell, column.width) for cell, column in zip(row, columns, strict=True)
    )


def _wrapped(cell: Cell | str, width: float) -> int:
    if not isinstance(cell, str):
        return 1
    # In this encoding a Han character takes two bytes, as it takes two columns on the sheet.
    lines = cell[:LONGEST_LINE].encode("gb18030", errors="ignore").split(b"\n")
    # Words and marks that may not begin a line leave some of each line empty: a twentieth more.
    return sum(max(1, -(-(len(line) + len(line) // 20) // _room(width))) for line in lines)


def _room(width: float) -> int:
    """What a line of a column holds: edges take something, and a Han character is not cut in two."""
    return 2 * max(1, int((width - 0.6) / 2))
