"""Material typed into cells comes back as text, registers are refused. The files are built by tests/fixtures/sheets/make.py."""

from __future__ import annotations

import io
import random
import struct
import time
import tracemalloc
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest

from checker.reading import docx, limits, sheets
from checker.reading.document import Document, LeftOut, Place
from checker.reading.errors import Unreadable
from checker.reading.workbook import xls

from .word_files import p, relations, word, zipped

FIXTURES = Path(__file__).parents[1] / "fixtures"
SAMPLE = (FIXTURES / "formats" / "b02-02.txt").read_text("utf-8").splitlines()
SENTENCES = "焊工班二十六名职工都考过了中级，其中十一人转签了公司合同，工资跳了一档。"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def data(name: str) -> bytes:
    return (FIXTURES / "sheets" / name).read_bytes()


def refusal(content: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        sheets.read(content)
    return caught.value


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in sheets.read(content).paragraphs]


def row(number: int, *cells: str, form: str = "") -> str:
    """A row; a cell that is not XML becomes a text in it."""
    inner = "".join(
        cell if cell.startswith("<") else f'<c r="{chr(65 + i)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for i, cell in enumerate(cells)
    )
    return f'<row r="{number}" {form}>{inner}</row>'


def book(*sheet_data: str, states: str = "", strings: str = "", main: str = "xl/workbook.xml", **more: str | bytes) -> bytes:
    """A workbook whose sheets have this inner XML."""
    folder, _, base = main.rpartition("/")
    listed = "".join(
        f'<sheet name="表{i}" sheetId="{i}" r:id="rId{i - 1}" {states if i > 1 else ""}/>' for i in range(1, len(sheet_data) + 1)
    )
    targets = [("worksheet", f"sheets/{i}.xml") for i in range(1, len(sheet_data) + 1)] + [("sharedStrings", "strings.xml")]
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(("officeDocument", main)),
        main: f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        f"{folder}/_rels/{base}.rels": relations(*targets),
        f"{folder}/strings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
    }
    for i, inner in enumerate(sheet_data, 1):
        inner = inner if inner.startswith("<cols") else f"<sheetData>{inner}</sheetData>"
        parts[f"{folder}/sheets/{i}.xml"] = f'<worksheet xmlns="{MAIN}">{inner}</worksheet>'
    return zipped({**parts, **more})


def record(kind: int, *content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(b"".join(content))) + b"".join(content)


def old_book(*records: bytes, before: bytes = b"") -> bytes:
    """A workbook of the old kind, whose one sheet has these records."""
    begin, end = record(0x809, struct.pack("<HHHH8x", 0x600, 5, 0, 0)), record(0x0A)
    begin_sheet = record(0x809, struct.pack("<HHHH8x", 0x600, 0x10, 0, 0))
    at = len(begin) + len(before) + 4 + 8 + 2 + len(end)
    sheet = record(0x85, struct.pack("<IBBBB", at, 0, 0, 1, 1), "表".encode("utf-16-le"))
    return xls._compound(begin + before + sheet + end + begin_sheet + b"".join(records) + end)


def label(row: int, column: int, text: str) -> bytes:
    return record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1), text.encode("utf-16-le"))


# Whole files


@pytest.mark.parametrize("name", ["material.xlsx", "material.xls"])
def test_a_material_typed_into_cells_is_read_row_by_row(name: str) -> None:
    document = sheets.read(data(name))
    background, first, second, third, result = SAMPLE[2:]
    assert [(item.text, item.story, item.cell, item.places[0].block) for item in document.paragraphs] == [
        (SAMPLE[0], "body", None, "材料!A1"),
        (SAMPLE[1], "body", None, "材料!A2"),
        ("项目", "table", (0, 2, 0), "材料!A3"),
        ("内容", "table", (0, 2, 1), "材料!B3"),
        ("完成时间", "table", (0, 2, 2), "材料!C3"),
        ("比例", "table", (0, 2, 3), "材料!D3"),
        ("背景", "table", (0, 3, 0), "材料!A4"),
        (background, "body", None, "材料!B4"),
        ("2021/3/5", "table", (0, 3, 2), "材料!C4"),
        ("0.95", "table", (0, 3, 3), "材料!D4"),
        ("做法", "table", (0, 4, 0), "材料!A5"),
        (first, "body", None, "材料!B5"),
        (second, "body", None, "材料!B5"),
        (third, "body", None, "材料!B5"),
        ("2021/11/20 14:30", "table", (0, 4, 2), "材料!C5"),
        ("12", "table", (0, 4, 3), "材料!D5"),
        ("成效", "table", (0, 6, 0), "材料!A7"),
        (result, "body", None, "材料!B7"),
    ]
    assert (document.format, document.notes) == ("sheet", ())
    assert document.left_out == (LeftOut("隐藏的行和列", 10), LeftOut("隐藏工作表", 6))


@pytest.mark.parametrize("name", ["register.xlsx", "register.xls"])
def test_a_register_is_refused_as_a_table(name: str) -> None:
    error = refusal(data(name))
    assert (error.code, error.message) == (
        "table",
        "这是台账式的表格，只有条目，没有成段的文字，不按材料评分；如要报材料，请另附文字稿。",
    )


def test_workbooks_are_accepted_by_their_content_and_texts_are_not() -> None:
    text = (FIXTURES / "formats" / "b02-02.docx").read_bytes()
    assert all(sheets.accepts(data(name)) for name in ("material.xlsx", "material.xls"))
    assert sheets.accepts(data("material.xlsx")[:-100])
    assert sheets.accepts(data("material.xls")[:-512])
    assert not any(
        map(sheets.accepts, (text, word(p("正文")), zipped({"a.txt": "xl"}), "一份表格".encode(), b"\xd0\xcf\x11\xe0"))
    )
    assert not docx.accepts(data("material.xlsx"))


# What counts as text

HEADINGS = ("单位", "做法", "成效")
ENTRY = "青石机械厂第二炼胶车间丁班焊工老周等二十六名职工获评技术能手"
SHARES = {
    "columns of sentences": (row(1, *HEADINGS) + row(2, "青石机械厂", SENTENCES, SENTENCES), True),
    "a line in each row": (row(1, "焊工班的三条通道") + row(2, "一、主要做法") + row(3, SENTENCES), True),
    "long entries without a mark": (row(1, *HEADINGS) + row(2, "青石机械厂", ENTRY, ENTRY), False),
    "headings alone": (row(1, *HEADINGS), False),
    "one remark among figures": (row(1, SENTENCES) + "".join(row(i, "合计", "13524.5", "2021年") for i in range(2, 12)), False),
}


@pytest.mark.parametrize(("inner", "is_text"), SHARES.values(), ids=SHARES.keys())
def test_text_is_where_most_characters_stand_in_sentences(inner: str, is_text: bool) -> None:
    if is_text:
        assert SENTENCES in [item.text for item in sheets.read(book(inner)).paragraphs if item.story == "body"]
    else:
        assert refusal(book(inner)).code == "table"


def test_an_empty_workbook_is_an_empty_text() -> None:
    empty = sheets.read(book(""))
    assert (empty, empty.text) == (Document((), "sheet"), "")
    assert sheets.read(old_book()).paragraphs == ()


def test_lines_of_a_cell_are_paragraphs_of_their_own() -> None:
    document = sheets.read(book(row(1, f"一是评级。_x000D_\n\n 二是带徒。\n{SENTENCES}")))
    assert [(item.text, item.places) for item in document.paragraphs] == [
        ("一是评级。", (Place(0, 5, "表1!A1"),)),
        ("二是带徒。", (Place(0, 5, "表1!A1"),)),
        (SENTENCES, (Place(0, len(SENTENCES), "表1!A1"),)),
    ]


def test_values_are_shown_as_in_their_cells() -> None:
    numbers = '<c r="B1"><v>0.30000000000000004</v></c><c r="C1"><v>1200</v></c><c r="D1" t="b"><v>1</v></c><c r="AB1" t="s"><v>0</v></c>'
    document = sheets.read(book(row(1, SENTENCES, numbers), strings="<si><r><t>共</t></r><r><t>享</t></r></si>"))
    assert [(item.text, item.cell) for item in document.paragraphs[1:]] == [
        ("0.3", (0, 0, 1)),
        ("1200", (0, 0, 2)),
        ("TRUE", (0, 0, 3)),
        ("共享", (0, 0, 27)),
    ]
    assert document.paragraphs[-1].places[0].block == "表1!AB1"


def test_parts_are_found_by_their_relations_and_sheets_keep_their_order() -> None:
    content = book(row(1, SENTENCES), row(1, "第二张"), main="other/book1.xml")
    assert texts(content) == [SENTENCES, "第二张"]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_rows_and_columns_are_left_out_and_counted(state: str) -> None:
    columns = '<cols><col min="2" max="16384" hidden="1"/></cols>'
    rows = row(1, SENTENCES, "藏起") + row(2, "看不见", form='hidden="1"')
    first = f"{columns}<sheetData>{rows}</sheetData>"
    document = sheets.read(book(first, row(1, "另 一张"), states=f'state="{state}"'))
    assert (document.text, document.left_out) == (SENTENCES, (LeftOut("隐藏的行和列", 5), LeftOut("隐藏工作表", 3)))


def test_columns_hidden_from_nowhere_and_a_thousand_times_are_hidden_once() -> None:
    columns = '<col min="-999999999999" max="1" hidden="1"/>' + '<col min="3" max="16384" hidden="1"/>' * 20_000
    rows = row(1, "藏", SENTENCES, "藏起")
    begun = time.process_time()
    document = sheets.read(book(f"<cols>{columns}</cols><sheetData>{rows}</sheetData>"))
    assert (document.text, document.left_out) == (SENTENCES, (LeftOut("隐藏的行和列", 3),))
    assert time.process_time() - begun < 5


def test_old_files_hide_rows_and_columns_as_well() -> None:
    hidden_row = record(0x208, struct.pack("<HHHH4xHH", 1, 0, 1, 0, 0x20, 0))
    hidden_column = record(0x7D, struct.pack("<HHHHHH", 1, 1, 0, 0, 1, 0))
    document = sheets.read(
        old_book(hidden_column, hidden_row, label(0, 0, SENTENCES), label(0, 1, "藏起"), label(1, 0, "看不见"))
    )
    assert (document.text, document.left_out) == (SENTENCES, (LeftOut("隐藏的行和列", 5),))
    assert document.paragraphs[0].places[0].block == "表!A1"


# What cannot be read


def test_pictures_without_text_are_no_empty_paper() -> None:
    assert refusal(book("", **{"xl/media/image1.png": b"\x89PNG"})).code == "scanned"
    assert refusal(old_book(before=record(0xEB, b"\0" * 2_000))).code == "scanned"


def test_a_password_is_named_as_the_reason() -> None:
    assert refusal(old_book(before=record(0x2F, b"\1\0\1\0"))).code == "encrypted"


def test_binary_workbooks_are_refused_with_what_to_do() -> None:
    content = zipped({"_rels/.rels": relations(("officeDocument", "xl/workbook.bin")), "xl/workbook.bin": b"\x83"})
    assert sheets.accepts(content)
    assert (refusal(content).code, "另存为 .xlsx" in refusal(content).message) == ("unsupported", True)


ENTITY = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]>'
BROKEN = {
    "a zip cut short": data("material.xlsx")[:-100],
    "an old file cut short": data("material.xls")[:6000],
    "a sheet that is no XML": book(row(1, "<c>")),
    "a cell in no column": book('<row><c r="1A"><v>1</v></c></row>'),
    "no workbook": zipped({"_rels/.rels": relations(("officeDocument", "xl/workbook.xml")), "xl/workbook2.xml": "<a/>"}),
    "no sheets": book(),
    "a string of its own for each": book(row(1, "甲"), **{"xl/strings.xml": f'{ENTITY}<sst xmlns="{MAIN}"/>'}),
    "records longer than the stream": xls._compound(record(0x809, b"\0" * 16) + b"\x04\x02\xff\xff" + b"\1" * 8000),
    "a sheet beyond the stream": old_book(before=record(0x85, struct.pack("<IBBBB", 2**31, 0, 0, 1, 1), b"a\0")),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_called_damaged_in_words_of_spreadsheets(content: bytes) -> None:
    error = refusal(content)
    assert error.code == "damaged"
    assert "Excel 或 WPS" in error.message and ".docx" not in error.message


LONG = "长" * 30_000
FAR = '<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>'
SHARED = record(0xFC, struct.pack("<II", 1, 1), struct.pack("<HB", 8_000, 0), b"a" * 4_000) + record(0x3C, b"\1", b"a\0" * 4_000)
BOMBS = {
    "a stray cell in the last corner": book(f"<row>{FAR}</row>"),
    "a stray row": book(f'<row r="1">{"<c><v>1</v></c>" * 64}</row><row r="1048576"><c><v>1</v></c></row>'),
    "too many cells": book(f"<row>{'<c><v>1</v></c>' * (limits.SHEET_CELLS + 1)}</row>"),
    "a long string in every cell": book("<row>" + '<c t="s"><v>0</v></c>' * 5_000 + "</row>", strings=f"<si><t>{LONG}</t></si>"),
    "an old stray cell": old_book(label(0, 0, "甲"), label(65535, 255, "乙")),
    "a long string in every old cell": old_book(
        *[record(0xFD, struct.pack("<HHHI", i, 0, 0, 0)) for i in range(1_000)], before=SHARED
    ),
    "many old sheets in one place": old_book(
        *[label(i, 0, "甲") for i in range(2_000)], before=record(0x85, struct.pack("<IBBBB", 20, 0, 0, 1, 0), b"a") * 2_000
    ),
}


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS.keys())
def test_bombs_are_refused_before_they_cost_time_or_memory(content: bytes) -> None:
    # Processor time, which other work on the machine does not touch; counting memory takes several times as long.
    begun = time.process_time()
    assert refusal(content).code in ("too_large", "damaged")
    assert time.process_time() - begun < 3
    tracemalloc.start()
    try:
        assert refusal(content).code in ("too_large", "damaged")
        assert tracemalloc.get_traced_memory()[1] < 16 * 2**20
    finally:
        tracemalloc.stop()


def test_claims_of_size_are_not_believed() -> None:
    claims = {"xl/strings.xml": f'<sst xmlns="{MAIN}" uniqueCount="99999999999"/>'}
    assert refusal(book(row(1, SENTENCES), **claims)).code == "damaged"
    dimensions = record(0x200, struct.pack("<IIHHH", 0, 2**32 - 1, 0, 255, 0))
    assert texts(old_book(dimensions, label(0, 0, SENTENCES))) == [SENTENCES]


def test_a_panic_of_the_library_is_a_damaged_file() -> None:
    merged = record(0xE5, struct.pack("<H", 9))
    assert refusal(old_book(label(0, 0, "甲"), merged)).code == "damaged"


def test_noise_in_a_file_ends_in_nothing_but_unreadable() -> None:
    chance = random.Random(7)
    original = data("material.xls")
    for _ in range(150):
        noisy = bytearray(original)
        for _ in range(30):
            noisy[chance.randrange(512, len(noisy))] = chance.randrange(256)
        with suppress(Unreadable):
            sheets.read(bytes(noisy))


def test_zero_bytes_in_a_cell_are_blanks() -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    # How Excel writes a character that XML cannot hold.
    book.active["A1"] = "车间把带徒津贴写进工资条例，_x0000_每人每月二百元，由工会监督发放，到账为准。"
    book.save(out)
    assert sheets.read(out.getvalue()).text == "车间把带徒津贴写进工资条例， 每人每月二百元，由工会监督发放，到账为准。"
