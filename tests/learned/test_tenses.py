"""Whether a date is told as done or planned: what the shipped model says of plain sentences."""

import pytest

from checker.checks.consistency import SURELY_PAST, paper_of
from checker.language.material import prepare
from checker.learned import tenses
from checker.reading.plain import parse


def belief(sentence: str) -> float:
    """How far the only date of a paper's sentence is told as done."""
    text = f"华砚电缆有限公司产改工作总结\n公司的焊工分成四级，每级写明会焊什么。\n{sentence}\n华砚电缆有限公司"
    paper = paper_of(prepare(parse(text)))
    (date,) = paper.timeline
    return tenses.past(paper, date)


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年3月，公司召开职代会，47名代表投票通过了津贴办法，当月兑现到人。",
        "2023年9月首批46名徒弟出师考核，41人过关，工资涨到5200元。",
        "2023年11月取得自主认定备案后，认定了两个工种，共有126人取得中级工。",
    ],
)
def test_what_came_of_it_tells_of_a_deed(sentence: str) -> None:
    assert belief(sentence) > SURELY_PAST


@pytest.mark.parametrize(
    "sentence", ["力争2023年9月底前把办法推到全厂，覆盖率达到80%以上。", "计划2023年12月底前完成换届，届时再定名额。"]
)
def test_words_of_what_is_to_come_tell_of_a_plan(sentence: str) -> None:
    assert belief(sentence) < 1 - SURELY_PAST


def test_a_number_that_may_be_planned_is_told_from_one_that_was_counted() -> None:
    assert tenses.row("", "，共40人参加", ()) == tenses.row("", "，共35人参加", ())
    assert tenses.row("", "，共40人参加", ()) != tenses.row("", "，共37人参加", ())
