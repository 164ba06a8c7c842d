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
# What is said of a sentence where its case does not say.
DEFAULT_MESSAGES = {"boilerplate": "没有可核实的内容", "consistency": "存疑"}
AFTER = "造型工王福全去年评上技师，每月津贴六百元。"


def load(sign: str) -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}: {case['label']}")
        for path in sorted(CASES.glob("*.toml"))
        for case in toml.loads(path.read_text(encoding="utf-8"))[sign]
    ]


def findings(check: str, case: dict[str, Any]) -> tuple[str, list[Finding]]:
    """A case says its text, whether it is a paper by itself (`alone`), and what is expected of its one finding: `quote`
    (the whole text where it does not say), `related`, `severity`, words of the `message`."""
    material = prepare(parse(case["text"] if case.get("alone") else BEFORE + case["text"] + AFTER))
    outcome = CHECKS[check].check(material, label(material), NOTHING, CHECKS[check].OPTIONS)
    return material.text, list(outcome.findings)


@pytest.mark.parametrize(("check", "case"), load("flag"))
def test_flagged(check: str, case: dict[str, Any]) -> None:
    text, found = findings(check, case)
    assert [text[f.start : f.end] for f in found] == [case.get("quote", case["text"])]
    assert case.get("message", DEFAULT_MESSAGES.get(check, "")) in found[0].message
    assert found[0].severity == case.get("severity", found[0].severity)
    related = found[0].related
    assert (related.quote if related else None) == case.get("related")
    assert related is None or text[related.start : related.end] == related.quote
    assert found[0].suggestion.endswith(("？", "。"))


@pytest.mark.parametrize(("check", "case"), load("leave"))
def test_left_alone(check: str, case: dict[str, Any]) -> None:
    assert findings(check, case)[1] == []
