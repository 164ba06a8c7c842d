"""A roster from a file: .xlsx, .xls, .et or .csv with the columns 单位, 简称, 类别, 县区, 截止日期, 联络员, 电话.

Only 单位 is required, and other columns are ignored. A title may stand above the line of column names. Short forms are
several in one cell, split by ； or 、; a date is an Excel date or a text with its year.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from checker import reading
from checker.reading.errors import Unreadable
from checker.reading.word.ole import MAGIC
from checker.reading.workbook import xls, xlsx
from checker.roster.unit import RosterError, Unit

COLUMNS = ("单位", "简称", "类别", "县区", "截止日期", "联络员", "电话")
# Titles, dates and remarks that clerks put above the line of column names.
LINES_ABOVE = 10
# 单位（必填）, 单 位, *单位: what stands about the name of a column.
ABOUT = re.compile(r"[（(\[【].*?[）)\]】]|[\s*＊:：]")
SPLIT = re.compile(r"[;；、\n]")
DATE = re.compile(r"(\d{4})\s*(?:[-/.．－／]|年)\s*(\d{1,2})\s*(?:[-/.．－／]|月)\s*(\d{1,2})\s*[日号]?(?:\s+00:00(?::00)?)?")
YEARLESS = re.compile(r"\d{1,2}\s*(?:[-/.]|月)\s*\d{1,2}\s*[日号]?")


class Row(NamedTuple):
    """A line of the table: the number that a person sees beside it, and its cells."""

    number: int
    cells: Sequence[object]


def units(path: Path) -> tuple[list[Unit], list[str]]:
    """The units of a roster, and remarks about it in Chinese. Raises RosterError."""
    try:
        data = reading.load(path)
    except Unreadable as error:
        reason = "找不到" if error.code == "missing" else "打不开"
        raise RosterError(f"{reason}报送名单：{path}；{_advice(error)}") from error
    tables = list(_sheets(data, path)) if data.startswith((b"PK", MAGIC)) else [_csv(data, path)]
    for rows in tables:
        if header := _header(rows):
            return _units(rows, *header)
    raise RosterError(f"报送名单里没有“单位”这一列：{path}；请在第一行写上列名，例如：{'、'.join(COLUMNS)}。")


def _advice(error: Unreadable) -> str:
    return {
        "missing": "请检查路径。",
        "denied": "请关闭正在使用它的程序后重试。",
        "empty_file": "文件是空的，请重新保存。",
        "too_large": "文件太大，请只留名单本身。",
        "encrypted": "请去掉密码后再用。",
    }.get(error.code, "请用 Excel 或 WPS 另存为 .xlsx 后再用。")


def _csv(data: bytes, path: Path) -> list[Row]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        first = text.lstrip().partition("\n")[0]
        try:
            lines = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in first and "," not in first else ",")
            return [Row(lines.line_num, cells) for cells in lines]
        except csv.Error as error:
            raise RosterError(f"报送名单不是正确的 CSV 表格：{path}；请用 Excel 或 WPS 另存为 .xlsx 后再用。") from error
    raise RosterError(f"报送名单的文字编码无法识别：{path}；请用 Excel 或 WPS 另存为 .xlsx 后再用。")


def _sheets(data: bytes, path: Path) -> Iterator[list[Row]]:
    """The visible sheets of a workbook."""
    try:
        opened = (xls if data.startswith(MAGIC) else xlsx).opened(data)
        with CalamineWorkbook.from_filelike(io.BytesIO(opened.data)) as workbook:
            for number, sheet in enumerate(workbook.sheets_metadata):
                if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible:
                    table = workbook.get_sheet_by_index(number)
                    top = (table.start or (0, 0))[0] + 1
                    yield [Row(line, cells) for line, cells in enumerate(table.to_python(), top)]
    except Unreadable as error:
        raise RosterError(f"报送名单打不开：{path}；{_advice(error)}") from error
    except BaseException as error:
        # A panic of calamine is no Exception, and its class has no name to import.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise RosterError(f"报送名单已损坏，打不开：{path}；请用 Excel 或 WPS 另存为 .xlsx 后再用。") from error
        raise


def _header(rows: Sequence[Row]) -> tuple[int, dict[str, int]] | None:
    """Where the line of column names is, and which column is which; the first of two columns of one name counts."""
    filled = [index for index, row in enumerate(rows) if any(_text(cell) for cell in row.cells)]
    for index in filled[:LINES_ABOVE]:
        names = [ABOUT.sub("", _text(cell)) for cell in rows[index].cells]
        if "单位" in names:
            return index, {name: names.index(name) for name in COLUMNS if name in names}
    return None


def _units(rows: Sequence[Row], header: int, columns: dict[str, int]) -> tuple[list[Unit], list[str]]:
    found: dict[str, Unit] = {}
    first_row: dict[str, int] = {}
    notes: list[str] = []
    for row in rows[header + 1 :]:
        cells = {name: row.cells[column] for name, column in columns.items() if column < len(row.cells)}
        if not any(_text(cell) for cell in cells.values()):
            continue
        unit = _unit(row.number, cells)
        if unit.name in found:
            notes.append(f"报送名单第{row.number}行与第{first_row[unit.name]}行是同一个单位“{unit.name}”，只用前一行。")
            continue
        found[unit.name], first_row[unit.name] = unit, row.number
    if not found:
        raise RosterError("报送名单里一个单位也没有；请在“单位”一列逐行填写单位名称。")
    return list(found.values()), notes


def _unit(number: int, cells: dict[str, object]) -> Unit:
    texts = {name: _text(cell) for name, cell in cells.items()}
    name = "".join(texts["单位"].split())
    if not name:
        raise RosterError(f"报送名单第{number}行没有写单位名称；请补上，或删去这一行。")
    short = dict.fromkeys("".join(part.split()) for part in SPLIT.split(texts.get("简称", "")))
    return Unit(
        name=name,
        short=tuple(part for part in short if part and part != name),
        category=texts.get("类别") or None,
        county=texts.get("县区") or None,
        due=_due(number, cells.get("截止日期")),
        contact=texts.get("联络员") or None,
        phone=texts.get("电话") or None,
    )


def _due(number: int, cell: object) -> datetime.date | None:
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    text = _text(cell)
    if not text:
        return None
    if match := DATE.fullmatch(text):
        try:
            return datetime.date(*(int(part) for part in match.groups()))
        except ValueError as error:
            raise RosterError(f"报送名单第{number}行的截止日期“{text}”不是实有的日子；请改正，例如 2021-10-15。") from error
    if YEARLESS.fullmatch(text):
        raise RosterError(f"报送名单第{number}行的截止日期“{text}”没有写年份；请写全，例如 2021年10月15日。")
    raise RosterError(f"报送名单第{number}行的截止日期“{text[:20]}”看不懂；请写成 2021-10-15 这样的日期。")


def _text(cell: object) -> str:
    """A cell as people see it: a telephone number is no 13800000000.0."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\u3000", " ").replace("\r\n", "\n").strip()
