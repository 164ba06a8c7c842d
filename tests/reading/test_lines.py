"""Lines with geometry become paragraphs. Letters are ten high, the text runs from 100 to 400: thirty letters a line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.reading.document import Paragraph
from checker.reading.layout.lines import Sheet, to_paragraphs
from checker.reading.layout.rows import Line, assemble, blank_between

LEFT, SIZE, FULL, PITCH = 100.0, 10.0, 30, 18.0


def line(text: str, row: float, indent: float = 0, page: int = 1, size: float = SIZE, width: float | None = None) -> Line:
    x0, top = LEFT + indent * SIZE, 120 + row * PITCH
    return Line(text, page, x0, top, x0 + (len(text) * size if width is None else width), top + size, size)


def full(text: str, row: float, indent: float = 0, page: int = 1) -> Line:
    """A line that reaches the right edge, whatever stands in it."""
    return line(text, row, indent, page, width=(FULL - indent) * SIZE)


def sheet(*lines: Line | tuple[Paragraph, ...], number: int = 1) -> Sheet:
    return Sheet(number, 500, 800, lines)


def texts(*sheets: Sheet, story: str = "body") -> list[str]:
    return [paragraph.text for paragraph in to_paragraphs(sheets) if paragraph.story == story]


def indented_paragraph(row: float, page: int = 1) -> tuple[Line, ...]:
    return (
        full("我厂去年办了三件事，", row, 2, page),
        full("件件都有人管，", row + 1, page=page),
        line("也都有结果。", row + 2, page=page),
    )


WHOLE = "我厂去年办了三件事，件件都有人管，也都有结果。"


def test_wrapped_lines_are_joined_and_indents_part_paragraphs() -> None:
    assert texts(sheet(*indented_paragraph(0), *indented_paragraph(3))) == [WHOLE, WHOLE]


def test_a_full_last_line_before_an_indent_ends_its_paragraph() -> None:
    lines = [full("前一段刚好写满一行。", 0, 2), *indented_paragraph(1), *indented_paragraph(4)]
    assert texts(sheet(*lines)) == ["前一段刚好写满一行。", WHOLE, WHOLE]


def test_a_paragraph_goes_on_over_the_page() -> None:
    first, second, third = indented_paragraph(3)
    pages = sheet(*indented_paragraph(0), first, second), sheet(line(third.text, 0, page=2), *indented_paragraph(1, 2), number=2)
    assert texts(*pages) == [WHOLE, WHOLE, WHOLE]


def test_without_indents_a_short_line_ends_the_paragraph() -> None:
    lines = [full("来函收悉，", 0), line("我们研究过了。", 1), full("场地可以借，", 2), line("不收费。", 3)]
    assert texts(sheet(*lines)) == ["来函收悉，我们研究过了。", "场地可以借，不收费。"]


@pytest.mark.parametrize("label", ["一、", "（二）", "3.", "第四条", "①", "附件："])
def test_without_indents_a_heading_begins_a_paragraph(label: str) -> None:
    lines = [full("场地可以借，也不收费。", 0), full(label + "借用的办法", 1), line("要先登记。", 2)]
    assert texts(sheet(*lines)) == ["场地可以借，也不收费。", label + "借用的办法要先登记。"]


def test_a_label_in_the_middle_of_an_indented_paragraph_is_no_heading() -> None:
    lines = [*indented_paragraph(0), full("按照协议第五条第", 3, 2), full("（二）项的规定，", 4), line("由厂里出钱。", 5)]
    assert texts(sheet(*lines)) == [WHOLE, "按照协议第五条第（二）项的规定，由厂里出钱。"]


def test_the_lines_of_an_item_may_hang_under_its_first_word() -> None:
    lines = [full("1.先登记，", 0), full("再领钥匙，", 1, 1), line("用完归还。", 2, 1), full("2.每次", 3), line("两小时。", 4, 1)]
    assert texts(sheet(*lines)) == ["1.先登记，再领钥匙，用完归还。", "2.每次两小时。"]


def test_a_block_indented_as_a_whole_goes_on_at_its_own_edge() -> None:
    lines = [
        full("场地可以借，也不收费。", 0),
        line("只有两条：", 1),
        full("来之前先打电话，", 2, 3),
        line("走之前关灯。", 3, 3),
        line("以上。", 4),
        line("又及。", 5),
    ]
    assert texts(sheet(*lines)) == ["场地可以借，也不收费。只有两条：", "来之前先打电话，走之前关灯。", "以上。", "又及。"]


def test_the_lines_of_a_table_of_contents_stay_apart() -> None:
    lines = [full("一、做法........1", 0), full("二、成效........5", 1), full("三、体会........9", 2)]
    assert texts(sheet(*lines)) == ["一、做法........1", "二、成效........5", "三、体会........9"]


def test_letters_without_a_height_do_no_harm() -> None:
    assert texts(sheet(line("看不见", 0, size=0.001))) == ["看不见"]


def test_a_wide_gap_parts_paragraphs() -> None:
    lines = [full("场地可以借，也不收费。", 0), full("设备另外商量，", 2), line("周末除外。", 3), line("以上。", 4)]
    assert texts(sheet(*lines)) == ["场地可以借，也不收费。", "设备另外商量，周末除外。", "以上。"]


def test_the_lines_of_a_wrapped_title_are_one_and_its_subtitle_another() -> None:
    title = [Line("把课堂搬到机床边上", 1, 170, 100, 330, 118, 18), Line("让手艺有价", 1, 205, 128, 295, 146, 18)]
    subtitle = Line("——一家老厂的两年", 1, 170, 156, 330, 174, 18)
    paragraphs = to_paragraphs([sheet(*title, subtitle, *indented_paragraph(5), *indented_paragraph(8))])
    expected = [("把课堂搬到机床边上让手艺有价", True), ("——一家老厂的两年", True), (WHOLE, False), (WHOLE, False)]
    assert [(paragraph.text, paragraph.centred) for paragraph in paragraphs] == expected


def test_a_signature_is_right_aligned_and_never_joined() -> None:
    lines = [*indented_paragraph(0), *indented_paragraph(3), line("某某机械厂", 6, 23), line("2023年1月12日", 7, 20, width=80)]
    paragraphs = to_paragraphs([sheet(*lines)])
    expected = [(WHOLE, False), (WHOLE, False), ("某某机械厂", True), ("2023年1月12日", True)]
    assert [(paragraph.text, paragraph.right_aligned) for paragraph in paragraphs] == expected


def test_a_table_parts_the_flow() -> None:
    cell = Paragraph("表内", "table", cell=(0, 0, 0))
    first, second, third = indented_paragraph(3)
    paragraphs = to_paragraphs([sheet(*indented_paragraph(0), first, (cell,), second, third)])
    assert [p.text for p in paragraphs] == [WHOLE, first.text, "表内", second.text + third.text]


@pytest.mark.parametrize("number", ["3", "-3-", "— 3 —", "第3页", "第3页 共8页", "3/8", "Page 3 of 8", "·3·"])
def test_page_numbers_leave_the_flow(number: str) -> None:
    foot = Line(number, 1, 230, 760, 270, 770, 10)
    assert texts(sheet(*indented_paragraph(0), foot)) == [WHOLE]
    assert texts(sheet(*indented_paragraph(0), foot), story="footer") == [number]


def test_a_year_at_the_foot_of_the_text_is_no_page_number() -> None:
    foot = Line("2023年1月", 1, 230, 760, 270, 770, 10)
    assert texts(sheet(*indented_paragraph(0), foot))[-1] == "2023年1月"


def test_a_head_on_most_pages_is_a_running_head() -> None:
    def page(number: int) -> Sheet:
        head = Line(f"某厂材料之{number}", number, 100, 50, 180, 60, 10)
        return sheet(*([head] if number > 1 else []), *indented_paragraph(0, number), number=number)

    sheets = [page(number) for number in (1, 2, 3, 4)]
    assert texts(*sheets) == [WHOLE] * 4
    assert texts(*sheets, story="header") == ["某厂材料之2"]


def test_footnotes_stand_after_the_text_and_do_not_part_a_sentence() -> None:
    first, second, third = indented_paragraph(3)
    note = Line("①按在册人数计算。", 1, 100, 640, 170, 648, 8)
    pages = sheet(*indented_paragraph(0), first, second, note), sheet(line(third.text, 0, page=2), number=2)
    assert texts(*pages) == [WHOLE, WHOLE]
    assert texts(*pages, story="footnote") == ["①按在册人数计算。"]


def test_words_divided_by_a_line_break_keep_their_blank_and_numbers_get_none() -> None:
    lines = [full("学的是CNC", 0), full("programming，一共学了20", 1), line("21次。", 2)]
    assert texts(sheet(*lines)) == ["学的是CNC programming，一共学了2021次。"]


@pytest.mark.parametrize(
    ("left", "right", "gap", "typed", "blank"),
    [
        ("月", "2", 0.3, " ", ""),
        ("2", "家", 0.3, " ", ""),
        ("n", "D", 0.3, " ", " "),
        ("n", "D", 0.1, "", ""),
        ("梯", "接", 0.3, " ", " "),
        ("厂", "2", 2.0, " ", " "),
        ("厂", "刘", 1.0, "\u3000", "\u3000"),
    ],
)
def test_a_blank_is_kept_where_an_author_meant_it(left: str, right: str, gap: float, typed: str, blank: str) -> None:
    assert blank_between(left, right, gap, typed) == blank


def test_parts_of_a_line_are_put_together_from_left_to_right() -> None:
    parts = [line("再说结果", 0, 8), line("先说做法", 0), line("2021", 0, 4, width=20), line("下一行", 1)]
    assert [found.text for found in assemble(parts, 500)] == ["先说做法2021 再说结果", "下一行"]


def test_how_sure_a_paragraph_is_counts_its_letters() -> None:
    parts = [
        replace(line("十个字的一段话在左边", 0), confidence=0.9),
        replace(line("五个字在右", 0, 20), confidence=0.6),
        replace(line("又及。", 1, 2), confidence=1.0),
    ]
    first, second = to_paragraphs([sheet(*assemble(parts, 500))])
    assert (first.confidence, second.confidence) == (pytest.approx(0.8), 1.0)
    assert to_paragraphs([sheet(line("这是打字打的。", 0))])[0].confidence is None


def test_a_line_spaced_out_by_its_designer_is_closed_up() -> None:
    parts = [line("情 况 汇 报 材 料", 0), line("张 三", 1), line("目 录", 2)]
    assert [found.text for found in assemble(parts, 500)] == ["情况汇报材料", "张 三", "目 录"]


def test_two_columns_stay_apart_under_a_common_head() -> None:
    head = line("两栏上面有一个共同的标题横跨过中间", 0, 6)
    left = [line("左栏的一行文字有十个字", row, 0, width=120) for row in range(1, 7)]
    right = [line("右栏的一行文字有十个字", row, 18, width=120) for row in range(1, 7)]
    mixed = [part for pair in zip(left, right, strict=True) for part in pair]
    ordered = assemble([*mixed, head], 500)
    assert [found.text[0] for found in ordered] == ["两", *"左" * 6, *"右" * 6]
    assert [found.column for found in ordered] == [0, *[1] * 6, *[2] * 6]
