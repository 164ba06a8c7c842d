"""Practices as cards, and what is said where a paper has none of its own."""

from pathlib import Path
from typing import Any

import pytest

from checker import Checker, toml
from checker.checks import typicality
from checker.checks.around import NOTHING, Around
from checker.checks.finding import Outcome
from checker.language.material import Material, prepare
from checker.learned.labels import label
from checker.peers.background import load_shipped, terms
from checker.reading.plain import parse
from checker.training.corpus import LabelledMaterial, load_all
from checker.training.gaming import REWRITINGS
from tests.paths import CORPORA

PAPERS = toml.loads((Path(__file__).parent / "practices.toml").read_text(encoding="utf-8"))["paper"]
TRAIN = [m for m in load_all(CORPORA / "materials") if m.brief in ("b01", "b03", "b05", "b06", "b07", "b12", "b15")]
GOOD = [m for m in TRAIN if m.genre == "reform" and m.hollow == 0]
EMPTY = [m for m in TRAIN if m.hollow == 3]


def checked(text: str, around: Around = NOTHING) -> tuple[Material, Outcome]:
    material = prepare(parse(text))
    return material, typicality.check(material, label(material), around, typicality.OPTIONS)


def score(text: str) -> float:
    return checked(text)[1].measures["typicality"]


@pytest.mark.parametrize("paper", PAPERS, ids=[paper["label"] for paper in PAPERS])
def test_practices_are_found_field_by_field(paper: dict[str, Any]) -> None:
    material, outcome = checked(paper["text"].strip())

    def said(*spans: tuple[int, int]) -> str:
        return "".join(material.text[slice(*span)] for span in spans)

    found = {said(p.name): p for p in outcome.practices}
    assert set(found) == {practice["name"] for practice in paper["practice"]}
    for practice in paper["practice"]:
        own = found[practice["name"]]
        assert said(own.what).startswith(practice["what"])
        assert said(*([own.whom] if own.whom else [])) == practice["whom"]
        assert said(*own.results) == practice["result"]
        assert own.transferable == practice["transferable"]


def test_a_paper_of_ordinary_activities_is_asked_for_what_is_its_own() -> None:
    text = (
        "北岸公司产改工作总结\n公司组织开展了多种形式的技能培训和岗位练兵，举办劳动竞赛六场，表彰了先进职工。\n"
        "公司组织签订师徒协议，举行拜师仪式，师傅带徒弟学技术。\n公司成立了产改领导小组，印发了实施方案，召开会议八次，宣传产改政策。"
    )
    material, outcome = checked(text)
    finding = outcome.findings[0]
    assert finding.severity == "medium"
    assert "没有一项" in finding.message or "别的单位也常写" in finding.message
    assert material.text[finding.start : finding.end] in text
    assert finding.suggestion.endswith("？")
    assert outcome.measures["typicality"] < typicality.OPTIONS["own"]


def test_a_practice_without_a_result_is_remarked_on_softly_with_its_sentence() -> None:
    rule = "公司把磨工的活分成四级，每季考一次，考过一级每小时加一元五角，连续三个月没有上机的降一级。"
    material, outcome = checked(
        f"海湾轴承产改做法\n一、手艺分级\n{rule}\n二、安排考场\n考场设在磨床边上，考题由工人自己出，谁出题谁署名。"
    )
    low = [f for f in outcome.findings if f.severity == "low"]
    assert [(material.text[f.start : f.end], f.message) for f in low][:1] == [(rule, "这项做法没有写结果。")]


def test_results_without_any_measure_are_remarked_on_softly() -> None:
    result = "到今年六月底，高级工由37人增加到112人，人均月收入由4310元增加到5060元。"
    material, outcome = checked(
        f"海湾轴承产改总结\n一、主要成效\n{result}\n公司上下凝心聚力，改革取得显著成效，队伍面貌焕然一新。"
    )
    low = [(material.text[f.start : f.end], f.message) for f in outcome.findings if f.severity == "low"]
    assert low == [(result, "这处结果没有写是哪项做法带来的。")]


def test_no_good_paper_is_told_that_it_has_nothing_of_its_own_and_every_empty_one_is() -> None:
    said = {m.name: [f.severity for f in checked(m.text)[1].findings] for m in GOOD + EMPTY}
    assert [name for name in (m.name for m in GOOD) if "medium" in said[name]] == []
    assert [name for name in (m.name for m in EMPTY if m.genre == "reform") if "medium" not in said[name]] == []


def test_a_union_summary_has_no_practices_and_no_findings_here() -> None:
    union = next(m for m in TRAIN if m.genre == "union" and m.hollow == 0)
    judged = Checker().check_text(union.text)
    assert judged.practices == ()
    assert not [f for _, f in judged.findings or () if f.check == "typicality"]
    assert (judged.scores or {})["typicality"] < 0.1


def test_no_verdict_hangs_on_typicality_and_little_of_the_quality() -> None:
    for material in GOOD + EMPTY:
        judged = Checker().check_text(material.text)
        lost = [d.points for d in judged.deductions or () if d.check == "typicality"]
        assert sum(lost) <= 3
        assert not [f for _, f in judged.findings or () if f.check == "typicality" and f.severity == "high"]


SHARED = (
    "{unit}把会几道工序和拿多少津贴连在一起，一线工人每学会一道相邻工序，经车间和工会共同考核合格的，从次月起每月加发{pay}元，"
    "连续两个季度没有顶过岗的停发，停发后可以重新报考。实行一年来，有{people}人学会了两道以上工序，顶岗缺人的停机时间由每月{hours}小时降到{less}小时。"
)
UNITS = ("海湾轴承", "清砚纺织", "北岸船厂", "石坪钢管", "河澜电缆")


def a_round() -> list[str]:
    """Thirty papers, of which five tell of one practice in nearly the same words."""
    papers = [m.text.split("\n") for m in GOOD][:30]
    for number, unit in enumerate(UNITS):
        told = SHARED.format(unit=unit, pay=150 + 10 * number, people=40 + number, hours=60 + number, less=20 + number)
        papers[number].insert(len(papers[number]) // 2, told)
    return ["\n".join(lines) for lines in papers]


def test_what_five_of_thirty_papers_share_ranks_below_what_each_has_of_its_own() -> None:
    papers = a_round()
    assert len(papers) == 30
    background = load_shipped()
    for text in papers:
        background.add(terms(prepare(parse(text)).sentences))
    shared, own = [], []
    for text in papers:
        material, outcome = checked(text, Around(background=background))
        for practice in outcome.practices:
            told = material.text[slice(*practice.what)]
            (shared if "连在一起" in told else own).append(practice)
    complete = [practice for practice in own if practice.completeness >= 0.8]
    assert len(shared) == 5
    assert len(complete) > 20
    assert max(p.rarity for p in shared) < min(p.rarity for p in own)
    assert max(p.score for p in shared) < sorted(p.score for p in complete)[len(complete) // 10]
    alone = checked(papers[0])[1].practices
    assert max(alone, key=lambda p: p.score).score > max(p.score for p in shared)


@pytest.mark.parametrize("name", ["撒入数字", "首尾加口号", "附上政策原文"])
def test_numbers_slogans_and_policy_poured_over_an_empty_paper_raise_nothing(name: str) -> None:
    rewriting = next(rewriting for rewriting in REWRITINGS if rewriting.name == name)

    def gain(material: LabelledMaterial) -> float:
        return score(rewriting.rewrite(material.text)) - score(material.text)

    assert len(EMPTY) > 10
    assert max(map(gain, EMPTY)) < 0.05


def test_slogans_around_a_good_paper_raise_nothing() -> None:
    rewriting = next(rewriting for rewriting in REWRITINGS if rewriting.name == "首尾加口号")
    gains = [score(rewriting.rewrite(m.text)) - score(m.text) for m in GOOD]
    assert sorted(gains)[len(gains) // 2] <= 0.0
