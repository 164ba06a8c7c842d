"""Whose place a name stands in: its features, and what the shipped model says of plain cases."""

import pytest

from checker.language import strangers
from checker.language.material import prepare
from checker.language.names import names
from checker.language.whole import Whole
from checker.learned import slots
from checker.reading.plain import parse

OWN = "华砚电缆有限公司"
ABOUT = "公司现有一线工人四百一十二人，分在拉丝、绞线、包装三个车间，干的都是又热又重的活。"


def beliefs(*sentences: str) -> list[float]:
    """How far each place of a stranger's name in these sentences is believed to be the own unit's, to one decimal."""
    whole = Whole(prepare(parse("\n".join([f"{OWN}产改工作总结", ABOUT, *sentences, ABOUT, OWN]))))
    groups = strangers.others(whole, (OWN,), ())
    return [round(belief, 1) for _, belief in slots.beliefs(whole, groups, "unit", public=False)]


@pytest.mark.parametrize(
    "sentence",
    [
        "永泽重工党委高度重视产改工作。",
        "永泽重工职工的等级由车间考。",
        "改革激发了永泽重工广大职工的热情。",
        "下一步，永泽重工将扩大津贴范围。",
    ],
)
def test_what_only_the_own_unit_does_in_another_s_name_is_believed_to_be_its_own(sentence: str) -> None:
    assert [belief > 0.8 for belief in beliefs(sentence)] == [True]


@pytest.mark.parametrize(
    "sentence",
    ["公司与永泽重工互派师傅。", "公司派六名班长到永泽重工学习。", "永泽重工是公司最大的客户。", "永泽重工派人来我们这里参观。"],
)
def test_what_relates_two_units_is_another_s_place(sentence: str) -> None:
    assert [belief < 0.4 for belief in beliefs(sentence)] == [True]


def test_a_paper_that_names_nobody_else_has_no_places() -> None:
    assert beliefs() == []


@pytest.mark.parametrize(
    ("text", "works", "found"),
    [
        ("改革激发了永泽重工广大职工的热情。", True, ["永泽重工"]),
        ("今年，汝川高速八标项目部出师六人。", True, ["汝川高速八标项目部"]),
        ("为把江苏永泽重工机械有限公司办好。", True, ["江苏永泽重工机械有限公司"]),
        ("企业、公司、我厂和试点企业都来了。", True, []),
        ("同郓南县总工会签了协议。", False, ["郓南县总工会"]),
        ("县总工会和街道总工会都来了。", False, []),
    ],
)
def test_names_are_known_by_their_shape(text: str, works: bool, found: list[str]) -> None:
    assert [named.unit for named in names(text, works)] == found
