from __future__ import annotations

import datetime
import pickle
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from checker.language.material import Material, prepare
from checker.reading import plain
from checker.reading.document import Document, Paragraph
from checker.roster import Recognised, Roster, RosterError, Unit, load, signed_on, standings
from checker.training import corpus

from .paths import CORPORA

FILLER = [
    "过去师傅带徒弟全凭自愿，带与不带一个样，年轻人想学手艺也找不到门路，班组里会修主机的只剩下四个人，停机等人的事一个月要有三五回。",
    "一、怎么定规矩",
    "带徒协议写明期限和考核办法，徒弟每升一级，师傅当月加发津贴二百元，连续带出三名的可以参评首席技师，名单在车间门口张榜公示一周。",
    "考核由设备、质量和工会三家派人，题目从本车间前一年的故障单里抽，考不过的延期半年，师傅的津贴同时停发，两年来退回重考的有七人。",
    "二、定了以后怎么样",
    "两年下来结对四十一对，出徒二十九人，会修主机的从四个人变成十三个人，停机等人的时间每月少了十一个小时，夜班再没有半路叫人的事。",
]

UNITS = [
    Unit("青山市总工会"),
    Unit("青山市青山县总工会", ("青山县工会",)),
    Unit("青山市青山县经济开发区总工会"),
    Unit("青山市白石县总工会"),
    Unit("青山市长白石县总工会"),
    Unit("青山市临河区柳树街道总工会"),
    Unit("青山市第一中学", ("一中",)),
    Unit("青山市第十一中学"),
    Unit("青山泵业有限责任公司", ("青泵", "青山泵业集团"), county="青山县"),
    Unit("云岭玻璃集团有限公司", ("云玻",)),
    Unit("云岭玻璃集团贸易有限公司"),
    Unit("青山市恒信纺织股份有限公司", county="临河区"),
    Unit("乌兰市恒信纺织有限公司"),
    Unit("云岭矿业集团东沟煤矿"),
    Unit("青山市公共交通总公司"),
    Unit("晶光新材料（青山）有限公司"),
    Unit("青山市人力资源和社会保障局", ("市人社局",)),
    Unit("青山市推进产业工人队伍建设改革协调小组办公室"),
    Unit("北坡机械厂工会"),
    Unit("湖北云台专用汽车制造有限公司"),
    Unit("玉带河县总工会"),
    Unit("第一建筑公司", ("一建", "建安公司")),
    Unit("第二建筑公司", ("二建", "建安公司")),
    Unit("TCK智能装备有限公司"),
]
ROSTER = Roster(UNITS)


def material(*lines: str, title: str = "带徒弟这件事怎么立规矩", lead: str = "", signature: tuple[str, ...] = ()) -> Material:
    heading = [title] if title else []
    opening = [lead] if lead else []
    return prepare(plain.parse("\n".join([*heading, *lines, *opening, *FILLER, *signature])))


def told(recognised: Recognised | None) -> tuple[str, str] | None:
    return (recognised.unit.name, recognised.by) if recognised else None


COUNTY, DISTRICT, ZONE, CITY = "青山市青山县总工会", "青山市白石县总工会", "青山市青山县经济开发区总工会", "青山市总工会"
PUMPS, GLASS, TRADE = "青山泵业有限责任公司", "云岭玻璃集团有限公司", "云岭玻璃集团贸易有限公司"

SIGNATURES = [
    (("青山市青山县总工会",), COUNTY),
    (("青山县总工会",), COUNTY),
    (("青山县总",), COUNTY),
    (("青山县工会",), COUNTY),
    (("青山县总工会办公室",), COUNTY),
    (("河北省青山市青山县总工会",), COUNTY),
    (("青山县　总　工　会",), COUNTY),
    (("青山縣總工會",), COUNTY),
    (("青山县经济开发区总工会",), ZONE),
    (("青山县经开区总工会",), ZONE),
    (("青山县高新区总工会",), None),
    (("长白石县总工会",), "青山市长白石县总工会"),
    (("小白石县总工会",), None),
    (("乌兰市青山县总工会",), None),
    (("柳树街道总工会",), "青山市临河区柳树街道总工会"),
    (("海湾区柳树街道总工会",), None),
    (("第一中学",), None),
    (("青山市第一中学",), "青山市第一中学"),
    (("青山市第十一中学",), "青山市第十一中学"),
    (("乌兰市一中",), None),
    (("青山一中",), "青山市第一中学"),
    (("十一中",), None),
    (("青山泵业有限责任公司工会委员会",), PUMPS),
    (("中共青山泵业有限责任公司委员会",), PUMPS),
    (("青山泵业公司人力资源部",), PUMPS),
    (("青山泵业",), PUMPS),
    (("青泵工会",), PUMPS),
    (("青山泵业", "有限责任公司"), PUMPS),
    (("新青山泵业有限责任公司",), None),
    (("青山泵业有限责任公司第二分公司",), None),
    (("青山泵业职工医院",), None),
    (("云岭玻璃集团",), GLASS),
    (("云岭玻璃集团贸易有限公司",), TRADE),
    (("云岭玻璃集团包装有限公司",), None),
    (("青山泵业集团有限公司",), PUMPS),
    (("恒信纺织股份有限公司",), "青山市恒信纺织股份有限公司"),
    (("恒信纺织有限公司",), "乌兰市恒信纺织有限公司"),
    (("恒信纺织公司",), None),
    (("东沟煤矿",), "云岭矿业集团东沟煤矿"),
    (("海湾矿业集团东沟煤矿",), None),
    (("公共交通总公司",), None),
    (("青山市公共交通总公司",), "青山市公共交通总公司"),
    (("晶光新材料有限公司",), "晶光新材料（青山）有限公司"),
    (("晶光新材料(青山)有限公司",), "晶光新材料（青山）有限公司"),
    (("青山市人社局",), "青山市人力资源和社会保障局"),
    (("青山市产改办",), "青山市推进产业工人队伍建设改革协调小组办公室"),
    (("北坡机械厂",), "北坡机械厂工会"),
    (("云台专用汽车制造有限公司",), "湖北云台专用汽车制造有限公司"),
    (("建安公司",), None),
    (("ｔｃｋ智能装备有限公司",), "TCK智能装备有限公司"),
    (("青山县总工会", "白石县总工会"), None),
]


@pytest.mark.parametrize(("lines", "expected"), SIGNATURES)
def test_a_signature_block_tells_the_unit(lines: tuple[str, ...], expected: str | None) -> None:
    found = ROSTER.recognise(material(signature=(*lines, "2021年11月20日")), "")
    assert told(found) == (expected and (expected, "落款"))


TITLES = [
    ("青山县总工会2021年产改工作总结", COUNTY),
    ("把手艺写进工资条——青山泵业有限责任公司产改经验材料", PUMPS),
    ("青山县总工会关于转报青山泵业有限责任公司经验材料的报告", COUNTY),
    ("青山泵业有限责任公司赴云岭玻璃集团学习考察报告", PUMPS),
    ("青山县总工会、白石县总工会联合推进产改工作总结", None),
    ("青山县总产值再创新高情况汇报", None),
    ("给青山市总工会的一封信", None),
    ("在青山市总工会召开的推进会上的发言", None),
    ("在青山泵业有限责任公司三届五次职代会上的工作报告", PUMPS),
    ("关于青山泵业有限责任公司产改情况的调研报告", None),
    ("向青山泵业有限责任公司学习的体会", None),
    ("青山县经济开发区总工会产改工作总结", ZONE),
    ("青山市第十一中学工作总结", "青山市第十一中学"),
    ("第一中学工作总结", None),
    ("长白石县总工会工作总结", "青山市长白石县总工会"),
    ("阜白石县总工会工作总结", None),
    ("云岭玻璃集团贸易公司产改工作总结", TRADE),
    ("青山泵业推进技能工资改革的做法", PUMPS),
]


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_a_title_tells_the_unit(title: str, expected: str | None) -> None:
    assert told(ROSTER.recognise(material(title=title), "")) == (expected and (expected, "标题"))


LEADS = [
    ("青山泵业有限责任公司现有职工一千二百人，一线产业工人占七成，主要生产矿用水泵。", PUMPS),
    ("近年来，青山县总工会把产改作为头号任务，先后在六家企业开展试点，摸索出一套办法。", COUNTY),
    ("在青山市总工会的精心指导下，青山泵业有限责任公司从带徒弟入手，立起了一套规矩。", PUMPS),
    ("在青山市总工会的精心指导下，公司从带徒弟入手，立起了一套规矩，收到了成效。", None),
    ("按照青山市总工会的要求，公司从带徒弟入手，立起了一套规矩，收到了成效。", None),
    ("青山市总工会印发通知以后，我公司从带徒弟入手，立起了一套规矩，收到了成效。", None),
    ("青山县总工会、白石县总工会联合在六家企业开展试点，摸索出一套办法，成效明显。", None),
    ("青山泵业有限责任公司是我县的龙头企业，自试点以来县里一直跟着它走，看它怎么立规矩。", None),
    ("青山县总工会把试点放在青山泵业有限责任公司，从带徒弟入手立起了一套规矩。", COUNTY),
    ("公司与云岭玻璃集团结成对子，从带徒弟入手，立起了一套规矩，收到了明显成效。", None),
    ("我们青山泵业是个老厂，从带徒弟入手，立起了一套规矩，收到了明显成效。", PUMPS),
]


@pytest.mark.parametrize(("lead", "expected"), LEADS)
def test_of_the_lead_the_subject_at_the_beginning_speaks(lead: str, expected: str | None) -> None:
    assert told(ROSTER.recognise(material(lead=lead), "")) == (expected and (expected, "正文"))


NAMES = [
    ("07-青山县总(修改稿).docx", COUNTY),
    ("青山县总工会产改总结（终稿）.doc", COUNTY),
    ("骨干材料.zip!/青山县总工会/总结.docx", COUNTY),
    ("bundle.zip!/玉带河县/总结.docx", "玉带河县总工会"),
    ("bundle.zip!/青山县/总结.docx", None),
    ("玉带河县教育局总结.docx", None),
    ("20211124青山泵业.pdf", PUMPS),
    ("青山泵业--经验材料.pdf", PUMPS),
    ("青山泵业 推进产改工作经验材料.pdf", PUMPS),
    ("报市总/附件1：云岭玻璃集团经验材料.docx", GLASS),
    ("关于报送青山市总工会的经验材料.docx", None),
    ("青山泵业和云岭玻璃集团.docx", None),
    ("青山县总工会/青山泵业和云岭玻璃集团.docx", COUNTY),
    ("新建 Microsoft Word 文档.docx", None),
    ("云岭玻璃集团贸易公司.docx", TRADE),
    ("一建.docx", "第一建筑公司"),
    ("十一建.docx", None),
    ("建安公司总结.docx", None),
    ("微信图片_20211124\\青泵.jpg", PUMPS),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_the_name_of_the_file_speaks_last(name: str, expected: str | None) -> None:
    assert told(ROSTER.recognise(material(), name)) == (expected and (expected, "文件名"))
    assert told(ROSTER.recognise_name(name)) == (expected and (expected, "文件名"))


def test_signature_comes_before_title_and_title_before_lead_and_file() -> None:
    title, lead = "青山泵业有限责任公司产改经验材料", "云岭玻璃集团有限公司现有职工三千人，一线产业工人占七成，生产日用玻璃。"
    signed = material(title=title, lead=lead, signature=("青山县总工会", "2021年11月20日"))
    assert told(ROSTER.recognise(signed, "白石县总工会.docx")) == (COUNTY, "落款")
    assert told(ROSTER.recognise(material(title=title, lead=lead), "白石县总工会.docx")) == (PUMPS, "标题")
    assert told(ROSTER.recognise(material(lead=lead), "白石县总工会.docx")) == (GLASS, "正文")
    assert told(ROSTER.recognise(material(), "白石县总工会.docx")) == (DISTRICT, "文件名")


def test_a_place_of_the_roster_before_a_company_may_be_left_out() -> None:
    roster = Roster([Unit("河谷清泉水务设备有限公司"), Unit("河谷玻璃制品有限公司"), Unit("河谷市石桥区总工会")])
    assert told(roster.recognise_name("清泉水务设备产改总结.docx")) == ("河谷清泉水务设备有限公司", "文件名")
    assert roster.recognise_name("玻璃制品有限公司总结.docx") is None


def test_a_name_ends_where_a_word_ends() -> None:
    roster = Roster([Unit("桂岭铝有限公司"), Unit("河谷煤矿")])
    assert roster.recognise_name("桂岭铝业经验材料.docx") is None
    assert told(roster.recognise_name("桂岭铝经验材料.docx")) == ("桂岭铝有限公司", "文件名")
    assert told(roster.recognise_name("河谷煤矿工会总结.docx")) == ("河谷煤矿", "文件名")


def test_a_signature_of_two_units_leaves_it_to_the_title() -> None:
    both = material(title="青山泵业有限责任公司产改经验材料", signature=("青山县总工会", "白石县总工会", "2021年11月20日"))
    assert told(ROSTER.recognise(both, "")) == (PUMPS, "标题")


def test_addressees_copies_and_mentions_in_the_body_tell_nothing() -> None:
    paper = material(
        "青山市总工会：", lead="今年以来，公司从带徒弟入手立起了一套规矩。", signature=("抄送：青山市总工会，青山县总工会。",)
    )
    assert ROSTER.recognise(paper, "") is None
    mentioned = prepare(
        plain.parse("\n".join(["带徒弟这件事", *FILLER, "云岭玻璃集团有限公司派人来看过三次，回去照着做了。", *FILLER[2:]]))
    )
    assert ROSTER.recognise(mentioned, "") is None


def test_the_red_head_and_a_line_in_brackets_under_the_title_tell() -> None:
    assert told(ROSTER.recognise(prepare(plain.parse("\n".join(["青山县总工会文件", "带徒弟这件事的做法", *FILLER]))), "")) == (
        COUNTY,
        "正文",
    )
    assert told(ROSTER.recognise(material("（青山泵业有限责任公司 2021年10月）"), "")) == (PUMPS, "落款")
    assert told(ROSTER.recognise(material("报送单位：青山泵业有限责任公司"), "")) == (PUMPS, "落款")


def test_the_header_of_the_pages_tells() -> None:
    paragraphs = [Paragraph(text) for text in ("带徒弟这件事的做法", *FILLER)]
    headed = Document((*paragraphs, Paragraph("云岭玻璃集团有限公司", story="header")), "docx")
    assert told(ROSTER.recognise(prepare(headed), "")) == (GLASS, "正文")
    footed = Document((*paragraphs, Paragraph("第1页 云岭玻璃集团有限公司", story="footer")), "docx")
    assert ROSTER.recognise(prepare(footed), "") is None


# Several papers in one file

PAPER = [FILLER[0], FILLER[2], FILLER[3]]


def papers(*lines: str) -> list[tuple[str, str] | None]:
    return [told(found) for found in ROSTER.parts(prepare(plain.parse("\n".join(lines))))]


def test_the_papers_of_a_compilation_are_told_apart_by_titles() -> None:
    assert papers(
        "青山县产改经验材料汇编",
        "青山泵业有限责任公司产改经验材料",
        *PAPER,
        "云岭玻璃集团产改经验材料",
        *PAPER,
        "青山县总工会",
        "2021年11月20日",
    ) == [(PUMPS, "标题"), (GLASS, "标题")]


def test_the_papers_of_a_compilation_are_told_apart_by_signatures() -> None:
    assert papers(
        "带徒弟这件事", *PAPER, "青山泵业有限责任公司", "2021年11月20日", "并岗位这件事", *PAPER, "云岭玻璃集团", "2021年11月21日"
    ) == [(PUMPS, "落款"), (GLASS, "落款")]


def test_a_list_of_units_and_chapters_about_units_are_no_compilation() -> None:
    listed = ["青山泵业有限责任公司", "云岭玻璃集团有限公司", "青山市第一中学"]
    ordinary = ["青山县总工会产改工作总结", *PAPER, "青山县总工会", "2021年11月20日", "附件：试点单位名单", *listed]
    assert papers(*ordinary) == [(COUNTY, "标题")]
    chapters = ["一、青山泵业有限责任公司的做法", *PAPER, "二、云岭玻璃集团的做法", *PAPER]
    assert papers("青山县总工会产改工作总结", *PAPER, *chapters) == [(COUNTY, "标题")]
    assert papers("带徒弟这件事", *PAPER) == []


def test_an_ordinary_paper_has_the_unit_that_is_recognised() -> None:
    assert [told(found) for found in ROSTER.parts(material(), "青山泵业.docx")] == [(PUMPS, "文件名")]


def test_a_roster_can_be_sent_to_a_worker() -> None:
    assert told(ROSTER.recognise_name("青泵.docx")) == (PUMPS, "文件名")
    sent = pickle.loads(pickle.dumps(ROSTER))
    assert told(sent.recognise_name("青泵.docx")) == (PUMPS, "文件名")
    assert (sent.units, sent.notes, repr(sent)) == (ROSTER.units, ROSTER.notes, repr(ROSTER))


# Loading


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_workbook_is_read_with_title_line_excel_dates_and_telephone_numbers(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["青山市2021年产改材料报送名单"],
        [],
        ["序号", "单位（必填）", "简称", "类别", "县 区", "截止日期", "联络员", "电话", "备注"],
        [
            1,
            "青山县总工会",
            "青山县总；县总、青县工会",
            "县区工会",
            "青山县",
            datetime.datetime(2021, 11, 25),
            "韩明",
            13800000001,
            "x",
        ],
        [None] * 9,
        [2, "青山泵业有限责任公司", None, "试点企业", None, "2021年11月20日", None, "0335-8000000", None],
        [3, "云岭玻璃集团有限公司", None, None, None, None, None, None, None],
    ]
    roster = load(workbook(tmp_path / "名单.xlsx", rows))
    assert roster.units == (
        Unit("青山县总工会", ("青山县总", "县总", "青县工会"), "县区工会", "青山县", date(2021, 11, 25), "韩明", "13800000001"),
        Unit("青山泵业有限责任公司", (), "试点企业", None, date(2021, 11, 20), None, "0335-8000000"),
        Unit("云岭玻璃集团有限公司"),
    )
    assert roster.notes == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_the_encodings_of_chinese_desktops(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_text('单位,简称,电话\n青山县总工会,"青山县总;县总",013800000001\n\n,,\n', encoding=encoding)
    assert load(path).units == (Unit("青山县总工会", ("青山县总", "县总"), phone="013800000001"),)


@pytest.mark.parametrize(
    "text", ["2021-10-15", "2021/10/15", "2021.10.15", "2021年10月15日", "2021-10-15 00:00:00", "2021 年 10 月 15 日"]
)
def test_dates_are_read_as_people_write_them(tmp_path: Path, text: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(f"单位,截止日期\n青山县总工会,{text}\n", encoding="utf-8")
    assert load(path).units[0].due == date(2021, 10, 15)


WRONG = [
    ("单位,截止日期\n甲,10月15日\n", "报送名单第2行的截止日期“10月15日”没有写年份；请写全，例如 2021年10月15日。"),
    (
        "单位,截止日期\n甲,2021-10-15\n乙,2021-02-30\n",
        "报送名单第3行的截止日期“2021-02-30”不是实有的日子；请改正，例如 2021-10-15。",
    ),
    ("单位,截止日期\n甲,月底前\n", "报送名单第2行的截止日期“月底前”看不懂；请写成 2021-10-15 这样的日期。"),
    ("单位,电话\n甲,1\n,2\n", "报送名单第3行没有写单位名称；请补上，或删去这一行。"),
    ("单位\n", "报送名单里一个单位也没有；请在“单位”一列逐行填写单位名称。"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_what_is_wrong_in_a_roster_is_one_line_with_the_row(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RosterError) as caught:
        load(path)
    assert str(caught.value) == message


def test_a_file_that_is_no_roster_is_refused_in_one_line(tmp_path: Path) -> None:
    files = {
        "无列.csv": "名称,电话\n甲,1\n".encode(),
        "图.csv": b"\x89PNG\0\0\xff\xfe",
        "坏.xlsx": b"PK\x03\x04" + b"\0" * 40,
        "空.csv": b"",
    }
    said = {}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(RosterError) as caught:
            load(tmp_path / name)
        said[name] = str(caught.value).replace(f"{tmp_path}", "")
    with pytest.raises(RosterError, match=r"找不到报送名单：.*没有\.xlsx；请检查路径。"):
        load(tmp_path / "没有.xlsx")
    assert said == {
        "无列.csv": "报送名单里没有“单位”这一列：/无列.csv；请在第一行写上列名，例如：单位、简称、类别、县区、截止日期、联络员、电话。",
        "图.csv": "报送名单的文字编码无法识别：/图.csv；请用 Excel 或 WPS 另存为 .xlsx 后再用。",
        "坏.xlsx": "报送名单打不开：/坏.xlsx；请用 Excel 或 WPS 另存为 .xlsx 后再用。",
        "空.csv": "打不开报送名单：/空.csv；文件是空的，请重新保存。",
    }


def test_units_named_twice_and_shared_names_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("单位,简称\n第一建筑公司,建安\n第二建筑公司,建安；第一建筑公司\n第一建筑公司,\n", encoding="utf-8")
    roster = load(path)
    assert [unit.name for unit in roster.units] == ["第一建筑公司", "第二建筑公司"]
    assert roster.notes == (
        "报送名单第4行与第2行是同一个单位“第一建筑公司”，只用前一行。",
        "名单里“第一建筑公司”同时指第一建筑公司、第二建筑公司，算作第一建筑公司；请改用能分清的简称。",
        "名单里“建安”同时指第一建筑公司、第二建筑公司，不据此认单位；请改用能分清的简称。",
    )


# Standings

DUE = date(2021, 10, 15)
A, B, C, D = (
    Unit(name, due=due) for name, due in (("甲县总工会", DUE), ("乙公司", DUE), ("丙公司", date(2021, 11, 30)), ("丁公司", None))
)


@dataclass(frozen=True)
class Handed:
    unit: Unit | None
    file: str
    sha256: str
    handed_in: date | None = None


def stand(
    *entries: Handed, due: date | None = None, signed: dict[str, date] | None = None
) -> list[tuple[str, list[str], str, str]]:
    found = standings(Roster([A, B, C, D]), entries, due, signed)
    assert [one.unit for one in found] == [A, B, C, D]
    return [(one.state, [entry.file for entry in one.files], one.evidence, one.note) for one in found]


MISSING: tuple[str, list[str], str, str] = ("missing", [], "", "")


def test_each_unit_is_held_to_its_own_due_date_by_evidence_alone() -> None:
    late, twelfth = date(2021, 10, 18), date(2021, 10, 15)
    assert stand(
        Handed(A, "甲", "1", late), Handed(B, "乙", "2", twelfth), Handed(C, "丙", "3", late), Handed(D, "丁", "4", late)
    ) == [
        ("late", ["甲"], "文件时间2021年10月18日，晚于截止日期10月15日3天", ""),
        ("on time", ["乙"], "", ""),
        ("on time", ["丙"], "", ""),
        ("on time", ["丁"], "", ""),
    ]


def test_a_default_due_date_holds_where_a_unit_has_none() -> None:
    *_, last = stand(Handed(D, "丁", "4", date(2022, 1, 2)), due=date(2021, 12, 31))
    assert last == ("late", ["丁"], "文件时间2022年1月2日，晚于截止日期2021年12月31日2天", "")


def test_the_date_of_the_signature_counts_where_the_file_has_none() -> None:
    signed = {"1": date(2021, 10, 20), "2": date(2021, 10, 20)}
    first, second, *_ = stand(Handed(A, "甲", "1"), Handed(B, "乙", "2", DUE), signed=signed)
    assert first == ("late", ["甲"], "落款日期2021年10月20日，晚于截止日期10月15日5天", "")
    assert second == ("on time", ["乙"], "", "")
    assert stand(Handed(A, "甲", "1"))[0] == ("on time", ["甲"], "", "")


def test_two_versions_are_kept_in_order_and_a_late_second_one_is_not_late() -> None:
    first, *rest = stand(
        Handed(A, "二稿", "2", date(2021, 10, 20)), Handed(None, "谁的", "9"), Handed(A, "一稿", "1", date(2021, 10, 10))
    )
    assert first == ("on time", ["一稿", "二稿"], "", "报送了2份不同的文件")
    assert rest == [MISSING] * 3


def test_the_same_bytes_twice_count_once_and_are_noted() -> None:
    first, *_ = stand(Handed(A, "总结.docx", "1", DUE), Handed(A, "总结(1).docx", "1", date(2021, 10, 19)))
    assert first == ("on time", ["总结.docx"], "", "同一份文件报送了2次，按1份计：总结.docx、总结(1).docx")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2021年11月20日", date(2021, 11, 20)),
        ("二〇二一年十一月二十日", date(2021, 11, 20)),
        ("二○二一年十月三十一日", date(2021, 10, 31)),
        ("2021.12.3", date(2021, 12, 3)),
        ("2021 年 12 月 25 日", date(2021, 12, 25)),
        ("２０２１年１２月８日", date(2021, 12, 8)),
        ("2021年11月", None),
        ("2021年13月40日", None),
    ],
)
def test_the_day_of_a_signature_is_read_in_digits_and_characters(line: str, day: date | None) -> None:
    assert signed_on(material(signature=("青山县总工会", line))) == day


# All labelled materials


def namesakes(name: str) -> list[str]:
    """Units that do not exist, with names like that of one that does."""
    if name.endswith("县总工会"):
        return [name.replace("县总工会", "县经济开发区总工会"), "东" + name]
    if name.endswith("有限公司"):
        return ["新" + name, name.removesuffix("有限公司") + "贸易有限公司", name[:4] + "集团有限公司"]
    return ["北" + name] if name.endswith("厂") else []


def test_over_the_labelled_materials_hardly_any_is_given_to_a_wrong_unit() -> None:
    labelled = corpus.load_all(CORPORA / "materials")[::4]
    names = dict.fromkeys(one.unit for one in labelled)
    roster = Roster([Unit(name) for name in dict.fromkeys((*names, *(other for name in names for other in namesakes(name))))])
    found = [(one.unit, roster.recognise(prepare(plain.parse(one.text)), "")) for one in labelled]
    named = [(unit, recognised.unit.name) for unit, recognised in found if recognised]
    right = sum(unit == other for unit, other in named)
    assert right / len(named) >= 0.99
    assert right / len(found) >= 0.8


def test_of_units_that_are_not_on_the_roster_hardly_any_is_taken_for_its_namesake() -> None:
    labelled = corpus.load_all(CORPORA / "materials")[1::4]
    names = dict.fromkeys(one.unit for one in labelled)
    roster = Roster([Unit(other) for name in names for other in namesakes(name) if other not in names])
    wrong = [one.unit for one in labelled if roster.recognise(prepare(plain.parse(one.text)), "")]
    # Those left say nothing but the short form that both have.
    assert len(wrong) <= 0.04 * len(labelled)
