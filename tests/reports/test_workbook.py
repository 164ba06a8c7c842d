"""The round as a workbook: what stands where, and that nothing of a material is more than text."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime, time
from itertools import pairwise
from time import process_time
from urllib.parse import unquote

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from checker.reports import workbook as made
from checker.reports.cards import Card
from checker.reports.round import Change, Entry, Remark, Round, Similar
from checker.reports.sheet import LONGEST_CELL, clean
from checker.reports.workbook import workbook
from checker.roster import Attendance, Unit
from tests.reports.papers import CARD, NO_RESULT, SLOGAN, entry

# openpyxl says so of bars in cells and of marks that a number is text, which it does not keep.
pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported")

EAST = Unit("海湾县山石轴承有限公司", (), "试点企业", "海湾县", date(2021, 11, 20), "联络员甲", "0335-3000001")
WEST = Unit("清砚县第二纺织厂", (), "试点企业", "清砚县", date(2021, 11, 20), None, "3000002")
GOOD = entry(
    1, file="好/甲 #1.docx", unit=WEST, verdict="pass", quality=92.5, hollow=0, characters=1500, recognised_by="落款", counts={}, remarks=(),
    deductions=(("specificity", 7.5, "能核实的具体内容占正文90%"),), scores={"boilerplate": 0.05, "specificity": 0.8},
    page="材料/0002.html", marked="标注/0002 甲.docx", practices=(CARD, replace(CARD, name="师傅带徒有账", result="", score=0.6)),
)  # fmt: skip
POOR = entry(
    2, file="乙.pdf", unit=EAST, quality=45.0, hollow=2, characters=900, review_reason="空洞程度接近分界线，请人工复核。",
    remarks=(SLOGAN, NO_RESULT), marked="标注/0003 乙.pdf",
)  # fmt: skip
UNION = entry(
    3, file="丙.docx", unit=None, said="丙厂", verdict="reject", quality=19.0, genre="union", disguised=True, elements=(),
    deductions=(("genre", 77.7, "正文是工会工作总结"), ("specificity", 3.3, "")), remarks=(), counts={},
)  # fmt: skip
BROKEN = Entry(key=(0,), file="坏.docx", sha256="", error=("damaged", "文件损坏，请另存后再报。"), unit=EAST)
ROUND = Round(
    "2021年第三季度 A&B", (BROKEN, UNION, POOR, GOOD), versions={"ganhuo": "1", "models": "2"},
    standings=(Attendance(EAST, "late", (BROKEN, POOR), "落款日期2021年11月26日"), Attendance(WEST, "missing")), unmatched=(UNION,),
)  # fmt: skip
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x","y")',
    "<r><t>x</t></r>",
    "<b>&amp;",
    "00123",
    "_x0041_",
)


def sheet(data: bytes, name: str) -> Worksheet:
    return load_workbook(io.BytesIO(data))[name]


def rows(data: bytes, name: str) -> list[list[object]]:
    return [list(row) for row in sheet(data, name).iter_rows(values_only=True)]


def column(data: bytes, name: str, head: str) -> list[object]:
    heads, *lines = rows(data, name)
    return [line[heads.index(head)] for line in lines]


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def data() -> bytes:
    return workbook(ROUND)


def test_the_workbook_has_these_six_sheets(data) -> None:
    assert load_workbook(io.BytesIO(data)).sheetnames == ["总表", "问题清单", "特色做法", "雷同", "未报迟报", "统计"]


def test_the_main_sheet_tells_all_of_each_material_in_the_order_of_the_round(data) -> None:
    heads, *lines = rows(data, "总表")
    assert heads == [
        "序号", "单位", "县区", "类别", "文件", "标题", "结论", "得分", "文种", "空洞程度", "套话占比", "具体程度", "具备要素", "主要问题",
        "需人工复核", "字数", "识别依据", "备注",
    ]  # fmt: skip
    assert [line[4] for line in lines] == ["坏.docx", "丙.docx", "乙.pdf", "好/甲 #1.docx"]
    assert lines[0] == [
        1, EAST.name, "海湾县", "试点企业", "坏.docx", None, "读不出", None, None, None, None, None, None, "文件损坏，请另存后再报。",
        None, None, None, None,
    ]  # fmt: skip
    assert lines[1][6:9] == ["不予转报", 19, "工会工作总结（以产改名义报送）"]
    assert lines[1][13] == "文种混淆（扣77.7分）：正文是工会工作总结"
    assert lines[2][13] == "官话套话（扣30分）：官话套话占正文60%；内容空洞（扣20分）："
    assert lines[2][14] == "空洞程度接近分界线，请人工复核。"
    assert lines[3] == [
        4, WEST.name, "清砚县", "试点企业", "好/甲 #1.docx", "三通道激活一线", "可转报", 92.5, "产改材料", "充实", 0.05, 0.8,
        "目标、问题、举措、亮点", None, None, 1500, "落款", None,
    ]  # fmt: skip


def test_files_lead_to_their_page_or_marked_copy_by_a_relative_link(data) -> None:
    # Excel itself writes such links with \\, and every program reads them.
    links = {cell.value: cell.hyperlink.target.replace("\\", "/") for (cell,) in sheet(data, "总表")["E2:E5"] if cell.hyperlink}
    assert {name: unquote(target) for name, target in links.items()} == {
        "好/甲 #1.docx": "材料/0002.html",
        "乙.pdf": "标注/0003 乙.pdf",
    }
    assert links["乙.pdf"].isascii()
    assert " " not in links["乙.pdf"]


def test_rows_of_one_file_lead_to_the_same_place(data) -> None:
    links = [cell.hyperlink.target for (cell,) in sheet(data, "问题清单")["B2:B3"]]
    assert [unquote(link).replace("\\", "/") for link in links] == ["标注/0003 乙.pdf"] * 2


@pytest.mark.parametrize("path", ["/etc/passwd", "../../x.html", "材料/../../x.html", "\\\\host\\x", "//host/x"])
def test_a_path_that_leads_elsewhere_is_no_link(path) -> None:
    cell = sheet(workbook(replace(ROUND, entries=(replace(GOOD, page=path, marked=None),))), "总表")["E2"]
    assert (cell.value, cell.hyperlink) == (GOOD.file, None)


def test_a_verdict_is_coloured_by_what_the_cell_says_and_each_colour_has_its_own_lightness(data) -> None:
    fills = {}
    for range_, rules in sheet(data, "总表").conditional_formatting._cf_rules.items():
        for rule in rules:
            if rule.type == "cellIs":
                assert str(range_.sqref) == "G2:G5"
                fills[rule.formula[0].strip('"')] = rule.dxf.fill.bgColor.rgb[2:]
    assert set(fills) == {"可转报", "退回修改", "不予转报", "读不出"}
    greys = sorted(0.3 * int(f[:2], 16) + 0.59 * int(f[2:4], 16) + 0.11 * int(f[4:], 16) for f in fills.values())
    assert all(b - a > 25 for a, b in pairwise(greys))


def test_tables_can_be_filtered_and_their_heads_and_first_columns_stay(data) -> None:
    filters = {name: (sheet(data, name).freeze_panes, sheet(data, name).auto_filter.ref) for name in made.SHEETS[:5]}
    assert filters == {
        "总表": ("C2", "A1:R5"), "问题清单": ("C2", "A1:J3"), "特色做法": ("E2", "A1:K3"), "雷同": ("C2", "A1:I1"),
        "未报迟报": ("C2", "A1:J4"),
    }  # fmt: skip


@pytest.mark.parametrize("name", made.SHEETS)
def test_every_sheet_prints_on_a4_one_page_wide_with_its_head_and_page_numbers(data, name) -> None:
    own = sheet(data, name)
    assert (own.page_setup.orientation, int(own.page_setup.paperSize), own.page_setup.fitToHeight) == ("landscape", 9, 0)
    assert own.sheet_properties.pageSetUpPr.fitToPage
    assert own.print_title_rows == ("$1:$1" if name != "统计" else None)
    xml = members(data)[f"xl/worksheets/sheet{made.SHEETS.index(name) + 1}.xml"].decode()
    assert f"<oddHeader>&amp;L 2021年第三季度 A&amp;&amp;B&amp;R{name}</oddHeader>" in xml
    assert "第 &amp;P 页，共 &amp;N 页" in xml


def test_each_remark_is_a_row(data) -> None:
    heads, *lines = rows(data, "问题清单")
    assert heads == ["单位", "文件", "检查项", "严重程度", "位置", "问题", "原句", "另一处", "建议", "同类共几处"]
    assert lines == [
        [EAST.name, "乙.pdf", "官话套话", "突出", SLOGAN.place, SLOGAN.message, SLOGAN.quote, None, SLOGAN.suggestion, 4],
        [
            EAST.name,
            "乙.pdf",
            "要素缺失",
            "突出",
            NO_RESULT.place,
            NO_RESULT.message,
            NO_RESULT.quote,
            None,
            NO_RESULT.suggestion,
            1,
        ],
    ]


def test_practices_that_others_might_copy_are_told_with_all_their_fields_the_most_distinctive_first(data) -> None:
    heads, *lines = rows(data, "特色做法")
    assert heads == [
        "序号", "单位", "县区", "做法名称", "做什么", "对谁", "按什么规定", "结果如何", "能不能照着做", "结论", "文件",
    ]  # fmt: skip
    fields = [CARD.what, CARD.whom, CARD.rule]
    assert lines == [
        [1, WEST.name, "清砚县", CARD.name, *fields, CARD.result, "对谁、规定、结果都写了，可以照着做", "可转报", GOOD.file],
        [2, WEST.name, "清砚县", "师傅带徒有账", *fields, None, "还要问清：结果", "可转报", GOOD.file],
    ]
    link = sheet(data, "特色做法")["K2"].hyperlink.target.replace("\\", "/")
    assert unquote(link) == "材料/0002.html"


def test_where_no_practice_is_told_a_line_says_so() -> None:
    assert "没有找到" in str(rows(workbook(Round(None, (UNION,))), "特色做法")[1][0])


def test_practices_are_of_passes_two_a_unit_and_twenty_in_all_unless_these_are_few() -> None:
    passes = [replace(GOOD, key=(n,), unit=replace(WEST, name=f"单位{n}"), practices=(CARD,) * 3) for n in range(15)]
    revise = replace(POOR, practices=(replace(CARD, name="退回的", score=0.99),))
    reject = replace(UNION, practices=(replace(CARD, name="不转的", score=1.0),))

    def told(*entries: Entry) -> list[object]:
        return column(workbook(Round(None, entries)), "特色做法", "单位")

    assert len(told(*passes, revise, reject)) == 20
    assert told(*passes[:2], revise, reject) == ["单位0", "单位0", "单位1", "单位1", EAST.name]
    assert told(*passes[:3], revise, reject) == [name for n in range(3) for name in [f"单位{n}"] * 2]


def test_where_nothing_is_similar_a_line_says_so(data) -> None:
    assert [line[0] for line in rows(data, "雷同")] == ["单位", "本轮没有查对相似段落。"]
    searched = workbook(Round(None, (replace(GOOD, similar=()),)))
    assert rows(searched, "雷同")[1][0].startswith("没有发现相似段落")


def test_similar_passages_stand_side_by_side_a_pair_once_from_the_side_that_shares_more() -> None:
    there = Similar("乙.docx", "乙厂", "other", False, 0.25, 2, "考取技师的每月增发四百元", "考取高级工的每月增发三百元")
    back = replace(there, file="甲.docx", unit="甲厂", share=0.75, quote=there.theirs, theirs=there.quote)
    last_year = Similar("去年.docx", "甲厂", "own", True, 0.5, 1, "大岗位制", "大岗位制")
    one = replace(GOOD, file="甲.docx", unit=None, said="甲厂", key=(1,), similar=(there, last_year))
    other = replace(POOR, file="乙.docx", unit=None, said="乙厂", key=(2,), similar=(back,))
    lines = [line[:9] for line in rows(workbook(Round(None, (one, other))), "雷同")[1:]]
    assert lines == [
        ["乙厂", "乙.docx", "甲厂", "甲.docx", "其他单位", 0.75, 2, back.quote, back.theirs],
        ["甲厂", "甲.docx", "甲厂", "去年.docx", "本单位往期", 0.5, 1, "大岗位制", "大岗位制"],
    ]


def test_who_is_missing_late_twice_or_unknown_is_listed_with_whom_to_ask(data) -> None:
    _, *lines = rows(data, "未报迟报")
    due = sheet(data, "未报迟报")["E2"].value
    assert lines == [
        ["未报", WEST.name, "清砚县", "试点企业", due, None, None, None, None, "3000002"],
        [
            "迟报，共报2份",
            EAST.name,
            "海湾县",
            "试点企业",
            due,
            date_of(POOR),
            "坏.docx；乙.pdf",
            "落款日期2021年11月26日",
            "联络员甲",
            "0335-3000001",
        ],
        ["未认出单位", "丙厂", None, None, None, date_of(UNION), "丙.docx", None, None, None],
    ]
    assert due.date() == date(2021, 11, 20)


def date_of(material: Entry) -> datetime | None:
    return datetime.combine(material.handed_in, time()) if material.handed_in else None


def test_without_a_roster_and_without_trouble_the_sheet_says_that() -> None:
    assert "没有提供报送名单" in str(rows(workbook(Round(None, (GOOD,))), "未报迟报")[1][0])
    on_time = Round(None, (GOOD,), standings=(Attendance(WEST, "on time", (GOOD,)),))
    assert "都按时报送" in str(rows(workbook(on_time), "未报迟报")[1][0])


def test_the_figures_add_up_and_are_drawn(data) -> None:
    lines = rows(data, "统计")
    cells = [line[:7] for line in lines]
    assert [line[:3] for line in lines if line[0] in ("可转报", "退回修改", "不予转报", "读不出", "其中需人工复核")] == [
        ["可转报", 1, 0.25], ["退回修改", 1, 0.25], ["不予转报", 1, 0.25], ["读不出", 1, 0.25], ["其中需人工复核", 1, 0.25],
    ]  # fmt: skip
    assert ["海湾县", 2, 0, 1, 0, 1, 45] in cells
    assert ["未注明", 1, 0, 0, 1, 0, 19] in cells
    assert cells.count(["合计", 4, 1, 1, 1, 1, 45]) == 2
    bands = [line[:2] for line in cells if "～" in str(line[0])]
    assert bands == [["0～19", 1], ["20～39", 0], ["40～59", 1], ["60～79", 0], ["80～100", 1]]
    faults = cells[next(i for i, line in enumerate(cells) if line[0] == "检查项") + 1 :]
    assert [line[:2] for line in faults[:4]] == [["官话套话", 1], ["要素缺失", 1], ["内容空洞", 1], ["文种混淆", 1]]
    drawn = [
        etree.fromstring(body).xpath("//*[local-name()='f']/text()")
        for name, body in members(data).items()
        if "/charts/chart" in name
    ]
    for categories, values in drawn:
        first, last = (int(row) for row in re.findall(r"\$A\$(\d+)", categories))
        assert values == f"统计!$B${first}:$B${last}"
    assert sorted(lines[int(re.findall(r"\$A\$(\d+)", own[0])[0]) - 1][0] for own in drawn) == ["0～19", "官话套话"]


def test_a_material_that_was_handed_in_again_counts_once() -> None:
    again = replace(ROUND, revised=(Change(POOR, GOOD, "明显改进"),))
    assert ["退回修改", 0, 0] in [line[:3] for line in rows(workbook(again), "统计")]
    assert len(rows(workbook(again), "总表")) == 5


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_material_says_is_text_in_every_column(text) -> None:
    unit = Unit(text, (), text, text, None, text, text)
    remark = Remark("genre", "low", text, text, text, text, text)
    similar = Similar(text, text, "own", True, 0.5, 1, text, text)
    hostile = entry(
        0, file=text, title=text, unit=unit, recognised_by=text, review_reason=text, note=text, remarks=(remark,),
        deductions=(("genre", 50.0, text),), page="材料/0001.html", practices=(Card(text, text, text, text, text, 0.5),),
        similar=(similar,),
    )  # fmt: skip
    round = Round(text, (hostile,), (Attendance(unit, "late", (hostile,), text),), (replace(hostile, unit=None, said=text),))
    parts = members(workbook(round))
    said = clean(text).replace("_x0041_", "_x005F_x0041_")
    for number, name in enumerate(made.SHEETS, 1):
        tree = etree.fromstring(parts[f"xl/worksheets/sheet{number}.xml"])
        cells = {cell.get("r"): cell for cell in tree.iterfind(".//{*}c")}
        assert not tree.findall(".//{*}c/{*}f"), name
        wanted = {
            "总表": "B2 C2 D2 E2 F2 O2 Q2 R2",
            "问题清单": "A2 B2 E2 F2 G2 H2 I2",
            "雷同": "A2 B2 C2 D2 H2 I2",
            "特色做法": "B2 C2 D2 E2 F2 G2 H2 K2",
            "未报迟报": "B2 C2 D2 G2 H2 I2 J2 B3 G3 H3",
        }
        for place in wanted.get(name, "").split():
            assert cells[place].get("t") == "inlineStr", place
            assert "".join(cells[place].itertext()) == said, place
    targets = [
        rel.get("Target")
        for part, body in parts.items()
        if "sheets/_rels" in part
        for rel in etree.fromstring(body)
        if rel.get("TargetMode")
    ]
    assert {unquote(target) for target in targets} == {"材料\\0001.html"}


def test_a_cell_holds_no_more_than_the_format_allows_and_nothing_that_breaks_it() -> None:
    long = replace(GOOD, title="长" * 40_000, note="\x00\x0b甲\ud800\uffff乙\r\n丙", file="𠮷" * 20_000, page="材料/1.html")
    _, line = rows(workbook(Round(None, (long,))), "总表")
    assert line[5] == "长" * LONGEST_CELL
    assert line[4] == "𠮷" * (LONGEST_CELL // 2)
    assert line[17] == "甲乙\n丙"


@pytest.mark.parametrize("name", ["&P&D", "长" * 300, "甲\n乙", "&\x07", ""])
def test_any_name_of_a_round_makes_a_header(name) -> None:
    xml = members(workbook(Round(name, ())))["xl/worksheets/sheet1.xml"]
    header = etree.fromstring(xml).findtext(".//{*}oddHeader") or ""
    assert len(header) <= 255
    assert re.fullmatch(r"&L [^&]*(?:&&[^&]*)*&R总表", header)


def test_three_thousand_materials_take_seconds() -> None:
    remarks = tuple(replace(SLOGAN, place=f"〔第{n}部分〕") for n in range(3))
    many = Round("大", tuple(replace(POOR, key=(n,), file=f"{n}.docx", remarks=remarks) for n in range(3000)))
    before = process_time()
    data = workbook(many)
    assert process_time() - before < 5
    assert len(re.findall(rb"<row ", members(data)["xl/worksheets/sheet2.xml"])) == 9_001
