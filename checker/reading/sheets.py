"""Spreadsheets (.xlsx, .xlsm, .xls, .et) in which a unit typed its material; registers of short entries are refused.

The cells of every visible sheet are read row by row. A cell with sentences in it is text of the body, a paragraph for each
of its lines; so is a cell that stands alone in its row, which is a title or a heading. Any other cell is an entry of a
table. Hidden sheets, rows and columns are left out and counted.

Positions. `Place.block` is the cell, ``台账!B7``; `Paragraph.cell` of an entry is (sheet, row, column), each counted from 0.
Percentages are read as the numbers that they are (0.95), dates as ``2021/3/5``: calamine knows no more of number formats.
"""

from __future__ import annotations

import datetime
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from checker.reading.counting import characters
from checker.reading.document import Document, Paragraph, Place
from checker.reading.errors import Unreadable, damaged_as
from checker.reading.hidden import UNSEEN_PART, Hoard, properties
from checker.reading.office import is_about, reworded
from checker.reading.options import DEFAULT, Options
from checker.reading.word.ole import MAGIC, Compound
from checker.reading.wording import HIDDEN, hidden_note, only_pictures, unseen
from checker.reading.workbook import Hidden, xls, xlsx

FORMAT, NAME = "sheet", "电子表格"

_DAMAGED = "表格已损坏，无法打开；请用 Excel 或 WPS 重新另存为 .xlsx 后再报。"
_REGISTER = "这是台账式的表格，只有条目，没有成段的文字，不按材料评分；如要报材料，请另附文字稿。"

_MAIN_PART = re.compile(r"xl/workbook\d*\.(?:xml|bin)")
_MAIN_TYPE = re.compile(rb"(?:spreadsheetml|ms-excel)[\w.]*\.main")
_WORKBOOK, _TEXT = ("Workbook".encode("utf-16-le"), "WordDocument".encode("utf-16-le"))

_HAN = re.compile("[\u4e00-\u9fff]")
_SENTENCE_MARK = re.compile("[，。；！？]")
_LINES = re.compile(r"(?:_x000D_)?(?:\r\n|[\r\n\x0b\u2028\u2029])+|_x000D_")
# A sentence with a fact in it has twenty Han; the longest names of units and posts have as many, but no marks.
_PROSE_HAN = 20
# In a material at least this share of what is written stands in sentences: labels and names are a tenth of it. In a register
# the columns of numbers, dates and names outweigh even a column of remarks, and a report of figures its one note.
_PROSE_SHARE = 0.5


class _Cell(NamedTuple):
    """A filled cell; `alone` where it is the only one in its row."""

    sheet: int
    row: int
    column: int
    name: str
    text: str
    alone: bool

    @property
    def is_prose(self) -> bool:
        return len(_HAN.findall(self.text)) >= _PROSE_HAN and _SENTENCE_MARK.search(self.text) is not None

    @property
    def characters(self) -> int:
        return characters(self.text)


def accepts(data: bytes) -> bool:
    """Whether this is a workbook, by its parts or streams; also one that is cut short."""
    if not data.startswith(MAGIC):
        found = is_about(data, _MAIN_PART, _MAIN_TYPE)
        return b"xl/workbook" in data if found is None else found
    try:
        return xls.is_workbook(Compound(data))
    except Exception:
        return _WORKBOOK in data and _TEXT not in data


def read(data: bytes, options: Options = DEFAULT) -> Document:
    """The document in a workbook; raises `Unreadable`."""
    try:
        with damaged_as(_DAMAGED):
            return _read(data)
    except Unreadable as error:
        raise reworded(error, "Excel", ".xlsx") from error.__cause__
    except BaseException as error:
        # A panic of calamine is no Exception, and its class has no name to import.
        if type(error).__name__ == "PanicException":
            raise Unreadable("damaged", _DAMAGED) from error
        raise


def _read(data: bytes) -> Document:
    opened = (xls if data.startswith(MAGIC) else xlsx).opened(data)
    if not opened.hidden:
        raise Unreadable("damaged", _DAMAGED)
    cells: list[_Cell] = []
    # Each with the number of seen cells before it, and how it is hidden.
    unseen_cells: list[tuple[int, str, str]] = []
    out: Counter[str] = Counter()
    with CalamineWorkbook.from_filelike(io.BytesIO(opened.data)) as workbook:
        for number, (sheet, hidden) in enumerate(zip(workbook.sheets_metadata, opened.hidden, strict=True)):
            if sheet.typ is not SheetTypeEnum.WorkSheet:
                continue
            shown: list[_Cell] = []
            for cell in _filled(workbook.get_sheet_by_index(number), number):
                if what := _left_out_as(cell, hidden, sheet.visible is SheetVisibleEnum.Visible):
                    out[what] += cell.characters
                    # A list or a table is put out of the way; sentences are what a reader should see.
                    if what == HIDDEN or cell.is_prose:
                        kind = hidden.cells.get((cell.row, cell.column), UNSEEN_PART)
                        unseen_cells.append((len(cells) + len(shown), kind, cell.text))
                else:
                    shown.append(cell)
            cells += _with_neighbours(shown)
    if not cells and not out.total() and opened.pictures:
        raise only_pictures("表格里")
    if cells and _prose_share(cells) < _PROSE_SHARE:
        raise Unreadable("table", _REGISTER)
    hoard, paragraphs = Hoard(), list[Paragraph]()
    # Where in the text each cell begins.
    starts = [0]
    for cell in cells:
        paragraphs += _paragraphs(cell)
        starts.append(len(paragraphs))
    for before, kind, text in unseen_cells:
        hoard.add([(kind, text)], starts[before] - 1)
    if opened.package is not None:
        properties(hoard, opened.package, "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
    notes = hidden_note(out[HIDDEN])
    return Document(tuple(paragraphs), FORMAT, None, notes, unseen(out), hoard.found(paragraphs))


def _filled(sheet: CalamineSheet, number: int) -> list[_Cell]:
    top, left = sheet.start or (0, 0)
    return [
        _Cell(number, row, column, f"{sheet.name}!{_letters(column)}{row + 1}", text, alone=False)
        for row, values in enumerate(sheet.to_python(), top)
        for column, value in enumerate(values, left)
        if (text := _shown(value).strip())
    ]


def _left_out_as(cell: _Cell, hidden: Hidden, visible: bool) -> str:
    """What of a sheet, itself `visible` or not, a cell is left out with, empty where it is seen."""
    if not visible:
        return "隐藏工作表"
    if cell.row in hidden.rows or cell.column in hidden.columns:
        return "隐藏的行和列"
    return HIDDEN if (cell.row, cell.column) in hidden.cells else ""


def _with_neighbours(cells: list[_Cell]) -> list[_Cell]:
    filled = Counter(cell.row for cell in cells)
    return [cell._replace(alone=filled[cell.row] == 1) for cell in cells]


def _prose_share(cells: list[_Cell]) -> float:
    """The share (0–1) of all characters that stand in cells with sentences."""
    return sum(cell.characters for cell in cells if cell.is_prose) / sum(cell.characters for cell in cells)


def _paragraphs(cell: _Cell) -> Iterator[Paragraph]:
    is_text = cell.alone or cell.is_prose
    for line in _LINES.split(cell.text):
        if text := line.strip():
            yield Paragraph(
                text,
                story="body" if is_text else "table",
                cell=None if is_text else (cell.sheet, cell.row, cell.column),
                places=(Place(0, len(text), cell.name),),
            )


def _shown(value: object) -> str:
    """A value as people see it in its cell, as far as it tells."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        # Excel shows at most 15 digits, which hides that 0.1 + 0.2 is not 0.3.
        return format(value, ".15g")
    if isinstance(value, datetime.datetime):
        return f"{_shown(value.date())} {value:%H:%M}"
    if isinstance(value, datetime.date):
        return f"{value.year}/{value.month}/{value.day}"
    return f"{value:%H:%M}" if isinstance(value, datetime.time) else str(value).replace("\0", " ")


def _letters(column: int) -> str:
    """The name of a column: A, B … Z, AA."""
    name = ""
    while column >= 0:
        name = chr(ord("A") + column % 26) + name
        column = column // 26 - 1
    return name
