"""What the check of figures does with odd and hostile papers."""

import random
import re
import time

import pytest

from checker.checks import consistency
from checker.checks.around import NOTHING
from checker.checks.finding import Outcome
from checker.language.figures.paper import Paper
from checker.language.material import prepare
from checker.learned.labels import label
from checker.reading.plain import parse
from checker.training.corpus import load_all
from tests.paths import CORPORA


def checked(text: str) -> tuple[str, Outcome]:
    material = prepare(parse(text))
    return material.text, consistency.check(material, label(material), NOTHING, consistency.OPTIONS)


def test_findings_come_worst_first_and_are_never_high() -> None:
    text = "公司现有职工520人。\n师傅按月领津贴。\n公司现有职工560人。\n合格率由63%提高到41%，参加复评的共120人，其中男工80人、女工60人。"
    _, outcome = checked(text)
    assert [finding.severity for finding in outcome.findings] == ["medium", "medium", "low"]
    assert outcome.measures == {"conflicts": 3.0}


def test_both_places_are_shown_in_the_text_as_written() -> None:
    text, outcome = checked(
        "定级办法\n公司的焊工分成四级。\n目前持证 工人 ８６ 人，其中技师 ２１ 人、高级工 ４０ 人、中级工 ３８ 人，另有徒工。\n每级都有津贴。"
    )
    (finding,) = outcome.findings
    assert text[finding.start : finding.end] == "２１ 人、高级工 ４０ 人、中级工 ３８ 人"
    assert finding.related is not None
    assert (text[finding.related.start : finding.related.end], finding.related.paragraph, finding.related.file) == (
        "８６ 人",
        2,
        None,
    )


def test_only_the_worst_are_listed_and_all_are_counted() -> None:
    _, outcome = checked("\n".join(f"第{n}车间合格率由{60 + n}%提高到{20 + n}%。" for n in range(10, 30)))
    assert (len(outcome.findings), outcome.measures["conflicts"]) == (12, 20.0)


NOTHING_TO_DIVIDE_BY = (
    "全年办结12件，是去年3件的0倍。",
    "每月月均增加0元，一年下来多拿2800元。",
    "全年产值418万元，比上年增加0万元、增长12.5%。",
    "今年60万元，其中3万元、8万元，比上年的0万元增加8万元、增长20%。",
    "目标0份，实际12份，完成率125%。",
    "拉丝0人、镀锌0人、酸洗20人，其中9人，占25%。",
    "给12人每人发放300元，共发放0元。",
    "2021年1至15月到2022年1月，历时三个月。",
)


@pytest.mark.parametrize("sentence", NOTHING_TO_DIVIDE_BY)
def test_nought_ends_no_check(sentence: str) -> None:
    _, outcome = checked(f"公司的焊工分成四级。\n{sentence}\n合格率由63%提高到41%。")
    assert "说的是提高，可是从63%到41%是下降了，存疑。" in [finding.message for finding in outcome.findings]


def test_whatever_the_numbers_are_the_check_ends() -> None:
    chance = random.Random(7)
    odd = ("0", "0.0", "零", "13", "99", "1至15", "2月30", "", "9999999999")
    for material in load_all(CORPORA / "materials"):
        text = re.sub(r"\d+(?:\.\d+)?", lambda told: chance.choice(odd) if chance.random() < 0.3 else told.group(), material.text)
        paper = Paper(text, text.find("\n") + 1)
        for rule in (*consistency.SURE, *consistency.DOUBTFUL):
            assert all(0 <= found.start < found.end <= len(text) for found in rule(paper)), material.name


HOSTILE = {
    "digits": "1" * 300_000,
    "shares": "占9%" * 25_000,
    "wholes": "其中" * 100_000,
    "wholes with parts": "共9人，其中8人，" * 7_000,
    "totals": "男1人、女1人，共计9人、" * 7_000,
    "changes": "由9%提高到1%，" * 10_000,
    "dates": "2021年5月至2021年3月，" * 7_000,
    "rules": "2021年5月出台《定级办法》，办法3月施行，办法实行三年，" * 4_000 + "\n河湾机械有限公司\n2021年6月1日",
    "sessions": "2021年5月五届四次职代会，\n" * 9_000 + "2021年6月1日",
    "to come": "2022年5月，公司印发办法，" * 7_000 + "\n河湾机械有限公司\n2021年6月1日",
    "another year": "2022年花了1140元。今年压到390元，比2022年少花850元。" * 4_000,
    "foundings": "2021年5月，联合会成立。2020年3月，联合会开会。" * 4_000,
    "money": "每人9元，共9元，9人，" * 7_000,
    "names": "现有职工9人，其中党员8人，" * 4_000,
    "brackets": "（" * 100_000 + "9人" + "）" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_paper_costs_time_in_proportion(name: str) -> None:
    labels = label(prepare(parse("公司的焊工分成四级，每级写明会焊什么。")))

    def seconds(text: str) -> float:
        material = prepare(parse(text))
        begun = time.process_time()
        consistency.check(material, labels, NOTHING, consistency.OPTIONS)
        return time.process_time() - begun

    text = HOSTILE[name]
    assert seconds(text) < 20 * seconds(text[: len(text) // 10]) + 1
