from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from struct import pack

import pytest

from checker.reading import doc, docx, limits
from checker.reading import read as read_any
from checker.reading.document import Document, LeftOut, Place
from checker.reading.errors import Unreadable
from checker.reading.word import binary_text
from tests.reading.ole_files import (
    BOLD,
    DELETED,
    HIDDEN,
    IN_TABLE,
    ROW_END,
    TEXT_AT,
    binary,
    edges,
    level,
    listed,
    lists,
    old_binary,
    ole,
    plc,
    size,
    sprm,
    style_sheet,
)

FIXTURES = Path(__file__).parent.parent / "fixtures"
SAMPLES = sorted((FIXTURES / "formats").glob("*.txt"))
FEATURES = (FIXTURES / "doc" / "features.doc").read_bytes()
PARAGRAPH, CHARACTER = 1, 2


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in doc.read(data).paragraphs]


def refusal(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        doc.read(data)
    return caught.value


def outcome(data: bytes) -> str:
    try:
        doc.read(data)
    except Unreadable as error:
        return error.code
    return "read"


def stories(file: Document) -> list[tuple[str, str, str | None]]:
    return [(item.text, item.story, item.places[0].block) for item in file.paragraphs]


# Files of a real program


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_has_the_paragraphs_of_its_text_and_the_forms_of_its_docx(sample: Path) -> None:
    file = doc.read((FIXTURES / "doc" / f"{sample.stem}.doc").read_bytes())
    assert [item.text for item in file.paragraphs] == sample.read_text(encoding="utf-8").splitlines()
    twin = docx.read(sample.with_suffix(".docx").read_bytes())
    assert [replace(item, places=()) for item in file.paragraphs] == [replace(item, places=()) for item in twin.paragraphs]
    assert (file.format, file.notes, file.left_out) == ("doc", (), ())


def test_everything_in_a_file_of_a_program_is_read_in_order_with_its_form() -> None:
    file = doc.read(FEATURES)
    assert [(item.text, item.story, item.cell, item.label_length) for item in file.paragraphs] == [
        ("青山泵业焊工班", "body", None, 0),
        ("三条通道的做法", "body", None, 0),
        ("青山县总工会文件", "textbox", None, 0),
        ("第三期", "textbox", None, 0),
        ("红头锚点段", "body", None, 0),
        ("一、建立通道", "body", None, 2),
        ("（一）考评", "body", None, 3),
        ("1. 按季", "body", None, 3),
        ("2. 逐月", "body", None, 3),
        ("二、兑现津贴", "body", None, 2),
        ("（一）公布", "body", None, 3),
        ("全年评定三十六人次，名单公开。", "body", None, 0),
        ("前半段，后半段。", "body", None, 0),
        ("见第3页，要紧", "body", None, 0),
        ("另起一行", "body", None, 0),
        ("班组", "table", (0, 0, 0), 0),
        ("人数和津贴", "table", (0, 0, 1), 0),
        ("焊工班", "table", (0, 1, 0), 0),
        ("12人", "table", (0, 1, 1), 0),
        ("每月300元", "table", (0, 1, 2), 0),
        ("按季评定", "table", (0, 1, 2), 0),
        ("8人", "table", (0, 2, 1), 0),
        ("生僻字𠮷\t制表", "body", None, 0),
        ("青山泵业工会", "body", None, 0),
        ("含劳务派遣工。", "footnote", None, 0),
        ("见公开栏。", "footnote", None, 0),
        ("内部资料", "header", None, 0),
        ("第1页", "footer", None, 0),
    ]
    heading, title, body, signature = (file.paragraphs[index] for index in (0, 1, 4, 23))
    assert (heading.level, heading.centred, heading.bold, heading.size) == (1, True, True, 18.0)
    assert (title.level, title.centred, title.bold, title.size) == (0, True, True, 22.0)
    assert (body.level, body.centred, body.right_aligned, body.bold, body.size) == (0, False, False, False, 16.0)
    assert (signature.centred, signature.right_aligned) == (False, True)
    assert file.notes == ("存在隐藏文字5字，未计入。",)
    assert file.left_out == (LeftOut("隐藏文字", 5), LeftOut("修订中删除的文字", 2), LeftOut("批注", 5))


# What is read, and in which order


def test_runs_that_are_deleted_or_hidden_are_left_out_and_counted() -> None:
    file = doc.read(
        binary("留下删 去看不见也不露出\r", runs=(("删 去", DELETED), ("看不见也不", HIDDEN), ("露出", sprm(0x083C, 0))))
    )
    assert file.text == "留下露出"
    assert file.left_out == (LeftOut("隐藏文字", 5), LeftOut("修订中删除的文字", 2))
    assert file.notes == ("存在隐藏文字5字，未计入。",)


def test_a_paragraph_whose_mark_was_deleted_runs_on_into_the_next() -> None:
    file = doc.read(binary("前半句，\r后半句。\r另一段。\r", runs=(("\r", DELETED),), forms={1: sprm(0x2403, 1)}))
    assert [item.text for item in file.paragraphs] == ["前半句，后半句。", "另一段。"]
    assert file.paragraphs[0].centred
    assert file.paragraphs[0].places == (Place(0, 4, "body0"), Place(4, 8, "body5"))


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("见第\x13 PAGEREF \x13 代码 \x14内层\x15\x143\x15页", ["见第3页"]),
        ("没有结果\x13 XE 索引 \x15的域", ["没有结果的域"]),
        ("残缺\x13代码\r下一段", ["残缺", "下一段"]),
        ("\x15多余的\x14标记\x15", ["多余的标记"]),
    ],
)
def test_field_results_are_read_and_field_codes_are_not(stored: str, shown: list[str]) -> None:
    assert texts(binary(stored + "\r")) == shown


def test_control_characters_become_what_they_show() -> None:
    assert texts(binary("甲\t乙\x1e丙\x1f丁\x05\x02戊\x00己\n庚\r")) == ["甲\t乙-丙丁戊己 庚"]
    assert texts(binary("勾选(是)\r", runs=(("(", sprm(0x6A09, 0x00FE0003)),))) == ["勾选□是)"]


def test_breaks_cut_a_paragraph_and_each_line_knows_where_it_begins() -> None:
    file = doc.read(binary("\v三车间\v 技能津贴\f办法\x0e附件\r另一段\r"))
    assert [(item.text, item.places) for item in file.paragraphs] == [
        ("三车间", (Place(0, 3, "body1"),)),
        (" 技能津贴", (Place(0, 5, "body5"),)),
        ("办法", (Place(0, 2, "body11"),)),
        ("附件", (Place(0, 2, "body14"),)),
        ("另一段", (Place(0, 3, "body17"),)),
    ]


def test_a_section_break_ends_a_paragraph() -> None:
    file = doc.read(binary("封面\f正文\r", forms={0: sprm(0x2403, 1)}))
    assert [(item.text, item.centred) for item in file.paragraphs] == [("封面", True), ("正文", False)]


def test_characters_beyond_the_sixteen_bit_ones_keep_the_count_of_places() -> None:
    file = doc.read(binary("𠮷𠮷庆\r下一段\r"))
    assert [(item.text, item.places) for item in file.paragraphs] == [
        ("𠮷𠮷庆", (Place(0, 3, "body0"),)),
        ("下一段", (Place(0, 3, "body6"),)),
    ]


def test_notes_follow_the_body_and_each_distinct_header_and_footer_follows_the_notes() -> None:
    parts = ["分隔线\r", *["\r"] * 5]
    for section in (("双页", "单页", "页脚甲", "页脚甲", "首页", ""), ("双页", "", "页脚乙", "", "", "")):
        parts += [f"{text}\r\r" if text else "" for text in section]
    starts = [len("".join(parts[:index])) for index in range(len(parts) + 1)]
    file = doc.read(
        binary(
            "正文\x02\r",
            stories={"footnote": "\x02脚注\r", "header": "".join(parts), "endnote": "\x02尾注\r", "comment": "\x05这句 要改\r"},
            parts={11: plc([*starts, starts[-1] + 1], [])},
        )
    )
    assert stories(file) == [
        ("正文", "body", "body0"),
        ("脚注", "footnote", "footnote0"),
        ("尾注", "footnote", "endnote0"),
        ("双页", "header", "header9"),
        ("单页", "header", "header13"),
        ("首页", "header", "header27"),
        ("页脚甲", "footer", "header17"),
        ("页脚乙", "footer", "header35"),
    ]
    assert file.left_out == (LeftOut("批注", 4),)


# Tables


def test_cells_know_the_column_of_the_grid_also_beside_merged_ones() -> None:
    file = doc.read(
        binary(
            "表头\a备注\a\a班组\a甲\v乙\a丙\r丁\a\a表后\r另表\a\a",
            forms={0: IN_TABLE, 1: IN_TABLE, 2: edges(0, 4000, 6000)}
            | dict.fromkeys((3, 4, 5, 6), IN_TABLE)
            | {7: edges(-20, 2010, 4010, 6000), 9: IN_TABLE, 10: edges(0, 900)},
        )
    )
    assert [(item.text, item.story, item.cell) for item in file.paragraphs] == [
        ("表头", "table", (0, 0, 0)),
        ("备注", "table", (0, 0, 2)),
        ("班组", "table", (0, 1, 0)),
        ("甲", "table", (0, 1, 1)),
        ("乙", "table", (0, 1, 1)),
        ("丙", "table", (0, 1, 2)),
        ("丁", "table", (0, 1, 2)),
        ("表后", "body", None),
        ("另表", "table", (1, 0, 0)),
    ]


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner = IN_TABLE + sprm(0x6649, 2)
    file = doc.read(
        binary(
            "外一\r内一\r内二\r\r外二\a外三\a\a",
            forms={
                0: IN_TABLE,
                1: inner + sprm(0x244B, 1),
                2: inner + sprm(0x244B, 1),
                3: inner + sprm(0x244B, 1) + sprm(0x244C, 1),
                4: IN_TABLE,
                5: IN_TABLE,
                6: ROW_END,
            },
        )
    )
    assert [(item.text, item.cell) for item in file.paragraphs] == [
        ("外一", (0, 0, 0)),
        ("内一", (1, 0, 0)),
        ("内二", (1, 0, 1)),
        ("外二", (0, 0, 0)),
        ("外三", (0, 0, 1)),
    ]


def test_a_cell_mark_makes_a_cell_where_the_forms_are_lost() -> None:
    file = doc.read(binary("甲\a乙\a正文\r", parts={13: b""}))
    assert [(item.text, item.story, item.cell) for item in file.paragraphs] == [
        ("甲", "table", (0, 0, 0)),
        ("乙", "table", (0, 0, 1)),
        ("正文", "body", None),
    ]


# Text boxes, WordArt, pictures


def shape(number: int, *properties: tuple[int, int], long: bytes = b"") -> bytes:
    listed_properties = b"".join(pack("<HL", code, value) for code, value in properties) + long
    inner = record(0xF00A, pack("<LL", number, 0)) + record(0xF00B, listed_properties, len(properties))
    return record(0xF004, inner)


def record(kind: int, content: bytes, count: int = 0) -> bytes:
    return pack("<HHL", count << 4, kind, len(content)) + content


def drawings(*shapes: bytes) -> bytes:
    patriarch = record(0xF003, shape(1024) + b"".join(shapes))
    return record(0xF000, b"") + b"\0" + record(0xF002, patriarch)


def anchors(*places: tuple[int, int], end: int) -> bytes:
    return plc([place for place, _ in places] + [end], [pack("<L22x", number) for _, number in places])


def boxes(*starts: tuple[int, int], end: int) -> bytes:
    return plc([start for start, _ in starts] + [end], [pack("<8xH4xL4x", 0, number) for _, number in starts])


def test_text_boxes_stand_before_the_paragraph_with_their_anchor_and_lost_ones_after_the_body() -> None:
    group = record(0xF003, shape(1027) + shape(1028) + record(0xF003, shape(1029) + shape(1030)))
    file = doc.read(
        binary(
            "首段\r锚\b点\b段\r末段\r",
            stories={"textbox": "红头\r文号\r组合甲\r组合乙\r失锚\r\r"},
            parts={
                40: anchors((4, 1025), (6, 1027), end=13),
                50: drawings(shape(1025), group),
                56: boxes((0, 1025), (6, 1028), (10, 1030), (14, 1099), end=18),
            },
        )
    )
    assert stories(file) == [
        ("首段", "body", "body0"),
        ("红头", "textbox", "textbox0"),
        ("文号", "textbox", "textbox3"),
        ("组合甲", "textbox", "textbox6"),
        ("组合乙", "textbox", "textbox10"),
        ("锚点段", "body", "body3"),
        ("末段", "body", "body9"),
        ("失锚", "textbox", "textbox14"),
    ]


def test_boxes_at_hidden_and_deleted_anchors_are_counted_and_not_read() -> None:
    file = doc.read(
        binary(
            "甲\b乙\b丙\r",
            stories={"textbox": "藏起来\r删去 了\r\r"},
            runs=(("\b", HIDDEN), ("\b丙", DELETED)),
            parts={40: anchors((1, 1025), (3, 1026), end=6), 56: boxes((0, 1025), (4, 1026), end=9)},
        )
    )
    assert file.text == "甲乙"
    assert file.left_out == (LeftOut("隐藏文字", 3), LeftOut("修订中删除的文字", 4))


def test_boxes_are_read_after_the_body_where_it_is_not_told_how_they_are_cut() -> None:
    assert stories(doc.read(binary("正文\r", stories={"textbox": "框一\r框二\r"}))) == [
        ("正文", "body", "body0"),
        ("框一", "textbox", "textbox0"),
        ("框二", "textbox", "textbox3"),
    ]


def test_word_art_is_read_where_it_is_anchored() -> None:
    text = "青山县总工会文件".encode("utf-16-le") + b"\0\0"
    art = shape(1025, (0x8190, 4), (0xC0C0, len(text)), (0x00FF, 0), long=b"\xff" * 4 + text)
    file = doc.read(binary("首段\r\b正文\r", parts={40: anchors((3, 1025), end=7), 50: drawings(art)}))
    assert stories(file) == [
        ("首段", "body", "body0"),
        ("青山县总工会文件", "textbox", "body3"),
        ("正文", "body", "body3"),
    ]


def test_what_hangs_in_a_header_belongs_to_the_header() -> None:
    text = "内部资料".encode("utf-16-le")
    parts = {
        11: plc([0] * 8 + [3] * 6, []),
        41: anchors((0, 1025), end=3),
        50: drawings(shape(1025, (0xC0C0, len(text)), long=text)),
        58: boxes((0, 1025), end=4),
    }
    file = doc.read(binary("正文\r", stories={"header": "\b\r\r", "headerbox": "页眉框\r"}, parts=parts))
    assert stories(file) == [
        ("正文", "body", "body0"),
        ("内部资料", "header", "header0"),
        ("页眉框", "header", "headerbox0"),
    ]


def test_a_file_of_pictures_is_unread_and_not_blank() -> None:
    assert refusal(binary("\x01\r")).code == "scanned"
    floating = {40: anchors((0, 1025), end=3), 50: drawings(shape(1025, (0x4104, 1)))}
    assert refusal(binary("\b\r", parts=floating)).code == "scanned"
    assert doc.read(binary("正文\x01\x01\r")).left_out == (LeftOut("图片2张", None, seen=True),)
    assert doc.read(binary("\b正文\r", parts=floating)).left_out == (LeftOut("图片1张", None, seen=True),)
    assert doc.read(binary("\x13 FORMTEXT \x01\x14填写\x15\r")).left_out == ()


def test_a_blank_file_is_an_empty_document() -> None:
    assert doc.read(binary(" 　\r\r")) == Document((), "doc")


# Form


def test_forms_follow_the_chain_of_styles_and_direct_form_comes_last() -> None:
    sheet = style_sheet(
        (PARAGRAPH, 0xFFF, 0, b"", size(16)),
        (PARAGRAPH, 0, 1, sprm(0x2461, 1), BOLD),
        (PARAGRAPH, 1, 99, b"", size(18)),
        (PARAGRAPH, 2, 99, sprm(0x2640, 9), sprm(0x0835, 0x81)),
        (PARAGRAPH, 5, 99, b"", b""),
        (PARAGRAPH, 4, 99, b"", b""),
        (CHARACTER, 0xFFF, 99, b"", BOLD + size(12)),
    )
    file = doc.read(
        binary(
            "正文\r标题\r小标题\r目录\r循环\r要紧\r没有\r",
            styles={1: 1, 2: 2, 3: 3, 4: 4, 6: 1000},
            forms={2: sprm(0x2461, 2), 5: sprm(0x2640, 2)},
            runs=(("小标题", sprm(0x0835, 0x80)), ("要紧", sprm(0x4A30, 6))),
            parts={1: sheet},
        )
    )
    assert [(p.text, p.level, p.centred, p.right_aligned, p.bold, p.size) for p in file.paragraphs] == [
        ("正文", 0, False, False, False, 16.0),
        ("标题", 1, True, False, True, 16.0),
        ("小标题", 1, False, True, True, 18.0),
        ("目录", 0, True, False, False, 18.0),
        ("循环", 0, False, False, False, 10.0),
        ("要紧", 3, False, False, True, 12.0),
        ("没有", 0, False, False, False, 10.0),
    ]


def test_size_is_that_of_most_characters_and_bold_needs_all_of_them() -> None:
    file = doc.read(binary("正文大号的字很多\r", runs=(("大号的字很多", size(16) + BOLD),)))
    assert (file.paragraphs[0].size, file.paragraphs[0].bold) == (16.0, False)
    assert doc.read(binary("甲\r", runs=(("甲", sprm(0x4A43, 0xFFFF)),))).paragraphs[0].size is None


def test_a_long_list_of_modifiers_is_read_from_the_data_stream() -> None:
    more = sprm(0x2461, 1) + sprm(0x2640, 1)
    data = {"Data": b"\0" * 8 + pack("<H", len(more)) + more}
    first, second = doc.read(binary("甲\r乙\r", forms={0: sprm(0x6646, 8), 1: sprm(0x6646, 2**31)}, streams=data)).paragraphs
    assert (first.centred, first.level, second.centred, second.level) == (True, 2, False, 0)


def test_pieces_saved_in_a_hurry_bring_their_own_form_and_narrow_letters() -> None:
    text = "甲乙Caf\xe9 \x93x\x94\r"
    narrow = 0x4000_0000
    pieces = [
        pack("<HLH", 0, TEXT_AT, 0x5C << 1 | 0x100),
        pack("<HLH", 0, TEXT_AT + 2, 1),
        pack("<HLH", 0, narrow | TEXT_AT * 2 + 16, 0),
    ]
    table = plc([0, 1, 2, len(text)], pieces)
    prc = b"\1" + pack("<H", len(BOLD)) + BOLD
    # The narrow letters stand where the four places of a second body would be.
    file = doc.read(
        binary(
            text.encode("utf-16-le").decode("utf-16-le")[:2]
            + "字字"
            + text[2:].encode("latin-1").ljust(10).decode("utf-16-le")
            + "\r",
            parts={33: prc + b"\2" + pack("<L", len(table)) + table},
        )
    )
    assert [(item.text, item.bold) for item in file.paragraphs] == [("乙Caf\xe9 “x”", False)]
    assert file.left_out == (LeftOut("隐藏文字", 1),)


# Automatic numbers


def test_numbers_of_three_levels_count_and_start_afresh() -> None:
    parts = lists(level(39, "\0、", follows=2), level(39, "（\1）", follows=2), level(0, "\2."), level(18, "\3"))
    levels = (0, 1, 1, 2, 0, 1, 2, 2, 3)
    file = doc.read(binary("条\r" * 9, forms={n: listed(1, at) for n, at in enumerate(levels)}, parts=parts))
    labels = ["一、条", "（一）条", "（二）条", "1. 条", "二、条", "（一）条", "1. 条", "2. 条", "①条"]
    assert [item.text for item in file.paragraphs] == labels
    assert (file.paragraphs[1].label_length, file.paragraphs[1].places) == (3, (Place(3, 4, "body2"),))


def test_lists_with_one_definition_go_on_counting_unless_told_to_start_over() -> None:
    starts = pack("<LL", 5, 0x10)
    own = pack("<LL", 0, 0x30) + level(2, "\0)", start=4)
    parts = lists(level(0, "\0、"), uses=(b"", b"", starts, own))
    forms = {number: listed(use) for number, use in enumerate((1, 2, 3, 3, 1, 4))}
    assert texts(binary("条\r" * 6, forms=forms, parts=parts)) == ["1、条", "2、条", "5、条", "6、条", "7、条", "iv) 条"]


def test_bullets_removed_numbers_and_unknown_lists_give_no_label() -> None:
    parts = lists(level(23, "\uf0b7"))
    forms = {number: listed(use) for number, use in enumerate((1, 0, 9, -1))}
    assert texts(binary("甲\r乙\r丙\r丁\r", forms=forms, parts=parts)) == ["甲", "乙", "丙", "丁"]


def test_a_style_brings_its_list() -> None:
    sheet = style_sheet((PARAGRAPH, 0xFFF, 0, b"", b""), (PARAGRAPH, 0, 99, listed(1, 1), b""))
    parts = {1: sheet, **lists(level(37, "\0、"), level(37, "（\1）"))}
    assert texts(binary("甲\r乙\r丙\r", styles={0: 1, 2: 1}, forms={2: listed(0)}, parts=parts)) == ["（一）甲", "乙", "丙"]


# Files as they come


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (old_binary("产改“试点”A\r第二段\r".encode("gb18030")), "产改“试点”A\n第二段"),
        (old_binary("\u7522\u6539\r".encode("cp950"), language=0x0404), "產改"),
        (old_binary("l\u2019\xe9t\xe9\r".encode("mac_roman"), language=0x040C, letters=256), "l\u2019\xe9t\xe9"),
        (old_binary("Отчёт\r".encode("cp1251"), language=0x0419), "Отчёт"),
        (old_binary("产改\r".encode("utf-16-le"), flags=0x1000), "产改"),
    ],
)
def test_files_of_word_95_are_read_in_the_code_page_of_their_language(data: bytes, text: str) -> None:
    assert doc.read(data).text == text


def test_places_in_files_of_word_95_count_bytes() -> None:
    file = doc.read(old_binary("产改\r表格\a正文\r".encode("gb18030")))
    assert [(item.text, item.story, item.cell, item.places) for item in file.paragraphs] == [
        ("产改", "body", None, (Place(0, 2, "body0"),)),
        ("表格", "table", None, (Place(0, 2, "body5"),)),
        ("正文", "body", None, (Place(0, 2, "body10"),)),
    ]


def properties(*items: tuple[int, int, int]) -> bytes:
    """A stream of properties (number, type, value)."""
    first = 8 + 8 * len(items)
    head = b"".join(pack("<LL", number, first + 8 * index) for index, (number, _, _) in enumerate(items))
    section = pack("<LL", 0, len(items)) + head + b"".join(pack("<LL", kind, value) for _, kind, value in items)
    return bytes(44) + pack("<L", 48) + section


def test_pages_come_from_the_properties_and_broken_ones_are_no_matter() -> None:
    def pages(stream: bytes) -> int | None:
        return doc.read(binary("甲\r", streams={"\x05SummaryInformation": stream})).pages

    assert pages(properties((2, 30, 1), (14, 3, 7))) == 7
    assert pages(properties((14, 3, 0))) is None
    assert pages(properties((14, 0x101E, 0xFFFFFFFF))) is None
    assert pages(b"\xff" * 60) is None
    assert doc.read(binary("甲\r")).pages is None


def test_names_of_streams_are_compared_without_case() -> None:
    whole = binary("甲\r")
    names = ("WordDocument", "1Table")
    for name in names:
        whole = whole.replace(name.encode("utf-16-le"), name.upper().encode("utf-16-le"))
    assert doc.accepts(whole) and texts(whole) == ["甲"]


@pytest.mark.parametrize("part", [1, 11, 12, 13, 40, 41, 50, 56, 58, 73, 74])
@pytest.mark.parametrize("content", [b"", b"\xff" * 400, bytes(400), b"\1" * 400])
def test_a_broken_structure_does_not_cost_the_text(part: int, content: bytes) -> None:
    data = binary(
        "\b甲\r乙\a\r", stories={"header": "丙\r\r"}, forms={0: listed(1)}, parts={**lists(level(0, "\0、")), part: content}
    )
    assert (
        "".join(item.text[item.label_length :] for item in doc.read(data).paragraphs if item.story in ("body", "table")) == "甲乙"
    )


def test_what_breaks_in_an_unforeseen_way_is_read_as_plain_text_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    make = binary_text.numbering

    def broken(file: binary_text.Binary) -> object:
        return file.text[len(file.text)] if file.table else make(file)

    monkeypatch.setattr(binary_text, "numbering", broken)
    file = doc.read(FEATURES)
    assert {"建立通道", "青山县总工会文件"} <= {item.text for item in file.paragraphs}
    assert file.notes == ("文件的格式信息已损坏，只读取了文字，自动编号和修订、隐藏的标记未能识别。",)


# Files that are refused


def test_older_word_files_are_accepted_and_other_files_are_not() -> None:
    assert doc.accepts(FEATURES) and doc.accepts(FEATURES[:9_000])
    sheets = ole({"Workbook": b"\x09\x08", "Ctls": b""})
    assert not doc.accepts(sheets) and not doc.accepts(sheets[:-600])
    assert not doc.accepts(ole({"PowerPoint Document": b""}))
    assert not doc.accepts(ole({"CONTENTS": b"something else"}))
    assert not doc.accepts(b"") and not doc.accepts(FEATURES[:8]) and not doc.accepts("材料".encode())
    assert not doc.accepts((FIXTURES / "formats" / "b02-02.docx").read_bytes())


@pytest.mark.parametrize(
    "data",
    [
        binary("甲\r", flags=0x0100),
        ole({"EncryptionInfo": b"", "EncryptedPackage": b""}),
        ole({"ENCRYPTEDPACKAGE": b"", "WordDocument": b""}),
        binary("受保护的文件\r", streams={"\tDRMContent": b""}),
    ],
)
def test_files_with_a_password_are_refused_as_such(data: bytes) -> None:
    assert doc.accepts(data)
    assert (refusal(data).code, refusal(data).message) == ("encrypted", "文件设有密码，无法打开；请取消密码后再报。")


@pytest.mark.parametrize("streams", [{"MN0": b"", "MatOST": b""}, {"CONTENTS": b"CHNKWKS "}, {"CONTENTS": b"CHNKINK "}])
def test_files_of_works_are_refused_by_name(streams: dict[str, bytes]) -> None:
    assert doc.accepts(ole(streams))
    error = refusal(ole(streams))
    assert error.code == "unsupported" and "微软 Works" in error.message


@pytest.mark.parametrize(
    "data",
    [
        ole({"WordDocument": b""}),
        ole({"WordDocument": pack("<HH", 0xA5DB, 0x2D)}),
        ole({"WordDocument": pack("<HH", 0xA5EC, 0xC1)}),
        binary("甲\r", parts={33: b"\1\xff\xff"}),
        binary("甲\r", parts={33: b"\2\xff\xff\xff\xff" + plc([0, 2_000_000], [pack("<HLH", 0, TEXT_AT, 0)])}),
        binary("甲\r", parts={33: b"\2\xff\xff\xff\xff" + plc([0, 2, 1], [pack("<HLH", 0, TEXT_AT, 0)] * 2)}),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2_000,
    ],
)
def test_damaged_files_are_refused_in_plain_words(data: bytes) -> None:
    error = refusal(data)
    assert error.code == "damaged"
    assert error.message == "文件已损坏，无法打开；请用 Word 或 WPS 重新另存为 .docx 后再报。"


def test_a_file_cut_anywhere_ends_in_the_one_error() -> None:
    whole = binary("甲乙丙\r" * 200)
    codes = {refusal(whole[:end]).code for end in range(8, len(whole) - 512, 101)}
    assert codes == {"damaged"}


def test_texts_as_long_as_a_book_are_refused() -> None:
    assert refusal(binary(("字" * 999 + "\r") * (limits.CHARACTERS // 999 + 1))).code == "too_large"
    assert refusal(old_binary(b"x\r" * (limits.CHARACTERS + 1))).code == "too_large"


def test_tables_of_sectors_that_loop_or_claim_to_be_huge_end_in_the_one_error() -> None:
    whole = bytearray(binary("甲\r" * 3_000))
    table = 512 * (1 + int.from_bytes(whole[0x4C:0x50], "little"))
    looped = whole.copy()
    for at in range(table, table + 60, 4):
        looped[at : at + 4] = bytes(4)
    claims = [whole.copy() for _ in range(4)]
    for claim, (at, value) in zip(claims, ((0x2C, 2**31), (0x40, 2**31), (0x1E, 30), (0x48, 2**31)), strict=True):
        claim[at : at + 4] = (value).to_bytes(4, "little")
    started = time.perf_counter()
    assert [outcome(bytes(claim)) for claim in claims] == ["damaged"] * 4
    assert outcome(bytes(looped)) in ("read", "damaged")
    assert time.perf_counter() - started < 2


def test_structures_that_claim_the_same_text_again_and_again_cost_nothing() -> None:
    header = "眉" * 2_000 + "\r"
    places = [at % 2 * len(header) for at in range(20_000)]
    repeated = {11: plc(places, []), 58: boxes(*((0, number) for number in range(10_000)), end=len(header))}
    started = time.perf_counter()
    file = doc.read(binary("正文\r", stories={"header": header, "headerbox": header}, parts=repeated))
    assert len(file.text) < 3 * len(header)
    assert time.perf_counter() - started < 2


def test_a_long_file_takes_time_in_proportion() -> None:
    for data in (
        binary("技能津贴按月发放，评定结果公开。\r" * 10_000),
        binary("\r" * 50_000),
        binary("字\v" * 50_000 + "\r"),
        binary("格\a" * 20_000),
        binary("\x13" * 200_000 + "\r"),
    ):
        started = time.perf_counter()
        doc.read(data)
        assert time.perf_counter() - started < 5


def test_the_door_reads_wps_and_dot_files_without_a_remark() -> None:
    for name in ("材料.doc", "材料.dot", "材料.wps"):
        assert read_any(FEATURES, name) == doc.read(FEATURES)
