"""Workbooks: a material typed into cells, one paragraph a row, with a small table below."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter

from .cases import ALIKE, BEFORE, MARK, Case, Plan, Report, make

WIDE = {"text_wrap": True, "valign": "top"}


def build(plan: Plan, report: Report, words: str) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime(2021, 11, 20)})
    sheet = book.add_worksheet("材料")
    sheet.set_column(0, 0, 90)
    plain = book.add_format(WIDE)
    sheet.write_string(0, 0, report.title, book.add_format(WIDE | {"bold": True, "font_size": 16}))
    lines = list(report.paragraphs)
    lines.insert(BEFORE, plan.template.replace(MARK, words))
    for row, line in enumerate(lines, 1):
        own = row == BEFORE + 1
        sheet.write_string(row, 0, line, book.add_format(WIDE | plan.extra.get("looks", {})) if own else plain)
    if "more" in plan.extra:
        plan.extra["more"](book, sheet, words)
    book.close()
    return buffer.getvalue()


def hidden_list(book: xlsxwriter.Workbook, sheet: object, words: str) -> None:
    """The entries of a drop-down list, on a sheet that is hidden, as forms have it."""
    names = book.add_worksheet("选项")
    names.write_column(0, 0, ["初级工", "中级工", "高级工", "技师"])
    names.hide()


def table(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, words: str) -> None:
    """A table in the style that programs offer first: white letters on a blue head."""
    sheet.add_table(
        12,
        0,
        14,
        1,
        {
            "columns": [{"header": "等级"}, {"header": "津贴"}],
            "data": [["六级", 320], ["五级", 260]],
            "style": "Table Style Medium 2",
        },
    )


PLANTED = (
    Plan("white", "white", MARK, "white font without a fill", {"looks": {"font_color": "#FFFFFF"}}),
    Plan("near-white", "near_white", MARK, "font FEFEFE", {"looks": {"font_color": "#FEFEFE"}}),
    Plan("same-as-fill", "same_as_background", MARK, "blue font on the same blue", {"looks": {"font_color": "#2E74B5", "bg_color": "#2E74B5"}}),
    Plan("format", "vanish", MARK, "number format ;;;", {"looks": {"num_format": ";;;"}}),
    Plan("tiny", "tiny", MARK, "one point", {"looks": {"font_size": 1}}),
    Plan("zero-width", "zero_width", MARK, "U+200B between the letters", spelling="spaced"),
    Plan("look-alike", "look_alike", MARK, "Kangxi radicals and Cyrillic letters", words=ALIKE, spelling="alike"),
)  # fmt: skip
CLEAN = (
    Plan("coloured-head", "", MARK, "white font on a blue cell", {"looks": {"font_color": "#FFFFFF", "bg_color": "#2E74B5", "bold": True}}),
    Plan("pattern-head", "", MARK, "white font on a pattern of red and dark red", {"looks": {"font_color": "#FFFFFF", "pattern": 4, "fg_color": "#C00000", "bg_color": "#7F0000"}}),
    Plan("table-head", "", MARK, "table style with a white head", {"more": table}),
    Plan("grey", "", MARK, "light grey note", {"looks": {"font_color": "#A6A6A6", "font_size": 8}}),
    Plan("zero-format", "", MARK, "number format that hides zeros alone", {"looks": {"num_format": "0;-0;;@"}}),
    Plan("hidden-list", "", MARK, "hidden sheet with the entries of a list", {"more": hidden_list}, doubt="a hidden sheet of a few terms: nobody sees it, but it accuses nobody"),
)  # fmt: skip


def cases() -> list[Case]:
    return make("xlsx", PLANTED + CLEAN, build)
