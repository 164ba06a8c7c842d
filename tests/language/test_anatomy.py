"""The parts of a paper."""

from checker.language.material import prepare
from checker.reading.plain import parse

PAPER = """海州恒铸机械有限公司文件
海铸发〔2021〕12号
把师傅的手艺写进工资条
——海州恒铸机械有限公司产改试点经验材料
（2021年11月）
市总工会：
近年来，公司党委高度重视产改工作，现将有关情况汇报如下：
一、技能级别与工资挂钩
2020年3月起，公司把焊工分成四级，每级差三百元。
（二）师徒同奖
师傅带出一名高级工，奖八百元。
谢谢大家！
海州恒铸机械有限公司工会
2021年11月20日
抄送：区总工会
— 2 —"""


def test_a_paper_is_told_apart_into_its_parts() -> None:
    material = prepare(parse(PAPER))
    assert list(zip(material.parts, PAPER.splitlines(), strict=True)) == list(
        zip(
            [
                "furniture", "furniture", "title", "title", "signature", "addressee", "lead", "heading", "body",
                "heading", "body", "formula", "signature", "signature", "furniture", "furniture",
            ],
            PAPER.splitlines(),
            strict=True,
        )
    )  # fmt: skip
    assert material.title == "把师傅的手艺写进工资条——海州恒铸机械有限公司产改试点经验材料"
    assert material.unit == "海州恒铸机械有限公司"
    assert material.period == "2021年11月"


def test_title_formula_and_furniture_are_no_sentences() -> None:
    assert [sentence.text for sentence in prepare(parse(PAPER)).sentences] == [
        "近年来，公司党委高度重视产改工作，现将有关情况汇报如下：",
        "一、技能级别与工资挂钩",
        "2020年3月起，公司把焊工分成四级，每级差三百元。",
        "（二）师徒同奖",
        "师傅带出一名高级工，奖八百元。",
    ]


def test_a_leader_s_words_are_a_quotation() -> None:
    material = prepare(parse("习近平总书记强调：“劳动光荣、创造伟大。”\n公司把四个工种的津贴定为每月三百元，逐月发放。"))
    assert [sentence.quotation for sentence in material.sentences] == [True, False]


def test_a_paper_without_title_has_none() -> None:
    assert prepare(parse("公司把焊工分成四级，每级差三百元。\n师傅带出一名高级工，奖八百元。")).title is None


def test_offsets_lead_to_the_text_as_written() -> None:
    material = prepare(parse("题目\n公司有 12 名焊⼯评上２级。每级三百元。"))
    assert [(s.text, material.text[s.start : s.end]) for s in material.sentences] == [
        ("公司有 12 名焊⼯评上２级。", "公司有 12 名焊⼯评上２级。"),
        ("每级三百元。", "每级三百元。"),
    ]
    assert material.sentences[0].normal == "公司有12名焊工评上2级。"
