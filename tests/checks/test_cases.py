"""Sentences that a check must flag, with the very span, and sentences that it must leave alone."""

from pathlib import Path
from typing import Any

import pytest

from checker import toml
from checker.checks import CHECKS
from checker.checks.around import NOTHING
from checker.checks.finding import Finding
from checker.language.material import prepare
from checker.learned.labels import label
from checker.reading.plain import parse

CASES = Path(__file__).parent / "cases"
# The sentence under test stands between two that are facts, as in a real paragraph.
BEFORE = "公司现有一线工人四百一十二人，分在熔炼、造型、清整三个车间。"
AFTER = "造型工王福全去年评上技师，每月津贴六百元。"


def load(sign: str) -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}: {case['label']}")
        for path in sorted(CASES.glob("*.toml"))
        for case in toml.loads(path.read_text(encoding="utf-8"))[sign]
    ]


def findings(check: str, sentence: str) -> tuple[str, list[Finding]]:
    material = prepare(parse(BEFORE + sentence + AFTER))
    outcome = CHECKS[check].check(material, label(material), NOTHING, CHECKS[check].OPTIONS)
    return material.text, list(outcome.findings)


@pytest.mark.parametrize(("check", "case"), load("flag"))
def test_flagged(check: str, case: dict[str, str]) -> None:
    text, found = findings(check, case["text"])
    assert [text[f.start : f.end] for f in found] == [case["text"]]
    assert case.get("message", "没有可核实的内容") in found[0].message
    assert found[0].suggestion.endswith(("？", "。"))


@pytest.mark.parametrize(("check", "case"), load("leave"))
def test_left_alone(check: str, case: dict[str, str]) -> None:
    assert findings(check, case["text"])[1] == []
