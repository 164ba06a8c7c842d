"""Particulars that can be checked."""

import pytest

from checker.language.facts import find, people

CASES = [
    ("每人每月300元", "money", ["300元"]),
    ("奖励一千二百块钱", "money", ["一千二百块钱"]),
    ("共有 612 人参加", "people", ["612 人"]),
    ("三百来人", "people", ["三百来人"]),
    ("培训1200人次", "activity", ["1200人次"]),
    ("召开会议12次", "activity", ["12次"]),
    ("印发简报36期，文件8份", "paper", ["8份"]),
    ("改造拉丝机10台", "thing", ["10台"]),
    ("由41%提高到63%", "percent", ["41%", "63%"]),
    ("2021年3月起执行", "date", ["2021年3月起"]),
    ("11 月 25 日前", "date", ["11 月 25 日"]),
    ("《技能津贴管理办法》规定", "rule", ["《技能津贴管理办法》"]),
    ("秦产改办字〔2021〕9号", "document", ["〔2021〕9号"]),
    ("由一人一机改为一人三机", "range", ["由一人一机改为"]),
    ("知晓率100%", "all", ["100%"]),
    ("取消压光工等七个岗位", "arrangement", ["取消压光工等七个岗位"]),
    ("班长由全班推选", "arrangement", ["由全班推选"]),
    ("将工龄、等级、绩效等要素纳入评价", "arrangement", ["将工龄、等级、绩效等要素纳入"]),
    ("以岗位价值为依据定薪", "arrangement", ["以岗位价值为依据"]),
    ("凡考取高级工的，次月发放", "condition", ["凡考取高级工的，"]),
]


@pytest.mark.parametrize(("text", "kind", "found"), CASES)
def test_facts_are_found(text: str, kind: str, found: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in find(text) if hit.lexicon == kind] == found


@pytest.mark.parametrize("text", ["一个重要抓手", "一项政治任务", "一批骨干", "十分重要", "五一节", "三八红旗手"])
def test_articles_and_set_phrases_are_no_amounts(text: str) -> None:
    amounts = {"money", "people", "thing", "activity", "paper", "time", "percent"}
    assert not [hit for hit in find(text) if hit.lexicon in amounts]


def test_names_are_recognised_after_a_post_only() -> None:
    posts = ("焊工", "班长", "技师")
    assert people(["焊工", "李国富", "和", "班长", "高度", "重视", "王强"], posts) == [1]


def test_a_text_of_nothing_but_digits_takes_no_more_than_its_length() -> None:
    """A hundred thousand digits: with patterns of unbounded reach this would take minutes."""
    assert find("1" * 100_000 + "元" + "一" * 100_000 + "人")
