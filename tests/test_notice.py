"""The order that a round answers: its deadline is read, and its wording is excused where a fact follows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checker import Assessment, Checker, Settings
from checker.notice import load

ORDER = """海湾市推进产业工人队伍建设改革协调小组办公室关于报送第三季度产改工作材料的通知
各县区总工会、各试点单位：
各单位要坚持目标导向、问题导向、效果导向，进一步提高政治站位，切实把产改工作抓实抓细抓出成效。
{deadline}
海湾市推进产业工人队伍建设改革协调小组办公室
2021年10月27日
"""
DEMAND = "公司坚持目标导向、问题导向、效果导向，进一步提高政治站位，切实把产改工作抓实抓细抓出成效。"
FACT = "3月起执行《带徒津贴办法》，每带出一名中级工发给师傅1200元，全年发放14.4万元。"


def order(tmp_path: Path, deadline: str) -> Path:
    path = tmp_path / "通知.txt"
    path.write_text(ORDER.format(deadline=deadline), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("deadline", "due"),
    [
        ("请于11月25日前报送。", date(2021, 11, 25)),
        ("请于2021年11月底前报送。", date(2021, 11, 30)),
        ("县区于11月25日前、成员单位于11月30日之前报送。", None),
        ("请抓紧报送。", None),
        ("请于13月40日前报送。", None),
    ],
)
def test_one_deadline_is_that_of_the_round_and_several_are_the_rosters_affair(
    tmp_path: Path, deadline: str, due: date | None
) -> None:
    assert load(order(tmp_path, deadline)).due == due


def judged(text: str, demanded: frozenset[str]) -> list[str]:
    """The quotes of what is called stock wording."""
    body = "\n".join(("炼成车间产改总结", "车间共有工人二百一十人。", text, "截至十月，已有31人评上高级工，月均增资460元。"))
    assessment: Assessment = Checker(Settings(demanded=demanded)).check_text(body * 1)
    return [(assessment.text or "")[f.start : f.end] for _, f in assessment.findings or () if f.check == "boilerplate"]


def test_wording_that_was_demanded_is_excused_where_a_fact_follows(tmp_path: Path) -> None:
    wording = load(order(tmp_path, "")).wording
    assert judged(DEMAND + FACT, frozenset()) == [DEMAND]
    assert judged(DEMAND + FACT, wording) == []
    assert judged(DEMAND, wording) == [DEMAND]
