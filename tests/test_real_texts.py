"""Real official texts, measured and not shipped: what the program says of papers that nobody here wrote."""

import json

import pytest

from checker import Checker
from tests.paths import shared

CHECKER = Checker()


def test_the_notice_that_started_it_all_is_another_kind_of_paper() -> None:
    a = CHECKER.check(shared("seed-notice.txt"))
    assert (a.genre, a.verdict) == ("other", "reject")


def test_the_notice_s_broken_lines_are_whole_sentences_again() -> None:
    a = CHECKER.check(shared("seed-notice.txt"))
    texts = [s.text for s in a.sentences or ()]
    whole = [
        "打破单位界限，统筹规划人力资源，四大工厂的技术人员、维修人员互通互用。",
        "2021 年完成技术革新项目拉丝机改造 10 台，电力线路改造 4 项，大大提升了企业生产效率。",
        "三是个别单位报送的典型经验材料不具备典型性，总结汇报内容空洞，官话套话多，存在用工会工作总结汇报替代产改工作汇报的现象。",
    ]
    assert [text for text in whole if text not in texts] == []
    assert all(text.endswith(("。", "：")) for text in texts if not text.startswith(("一、", "二、", "三、")))


def test_the_notice_s_rules_on_posts_and_pay_are_specific() -> None:
    kinds = {s.text: s.label.kind for s in CHECKER.check(shared("seed-notice.txt")).sentences or ()}
    rules = ["互通互用。", "纳入评价范畴", "享受车间班长岗位工资标准。"]
    assert [next(kind for text, kind in kinds.items() if rule in text) for rule in rules] == ["specific"] * 3


def test_most_of_the_notice_s_demands_are_not_specific() -> None:
    sentences = CHECKER.check(shared("seed-notice.txt")).sentences or ()
    demands = sentences[next(i for i, s in enumerate(sentences) if s.text.startswith("三、下一步")) + 1 :]
    assert sum(s.label.kind == "specific" for s in demands) < len(demands) / 2


@pytest.fixture(scope="module")
def reports() -> list[dict[str, str]]:
    return [json.loads(line) for line in shared("official_texts.jsonl").read_text(encoding="utf-8").splitlines()]


def test_state_and_party_reports_are_never_reform_materials(reports: list[dict[str, str]]) -> None:
    recent = [r for r in reports if r["year"] is None or int(r["year"]) >= 2018]
    assert len(recent) >= 12
    assert {r["title"]: CHECKER.check_text(r["text"]).genre for r in recent} == {r["title"]: "other" for r in recent}
