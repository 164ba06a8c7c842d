"""Sentences that a check must flag, with the very span, and sentences that it must leave alone."""

from pathlib import Path
from typing import Any

import pytest

from checker import toml
from checker.checks import CHECKS
from checker.checks.around import Around, Mention
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


def findings(check: str, case: dict[str, Any]) -> tuple[str, list[Finding]]:
    """The text, and what is found in the case's sentence under its title and over its signature, where it has them."""
    lines = [case.get("title", ""), BEFORE + case["text"] + AFTER, case.get("signature", "")]
    material = prepare(parse("\n".join(filter(None, lines))))
    outcome = CHECKS[check].check(material, label(material), around(case, material.text), CHECKS[check].OPTIONS)
    return material.text, list(outcome.findings)


def around(case: dict[str, Any], text: str) -> Around:
    """What a roster knows of the case: its `unit` and `county`, and where the text uses a name of `roster` for a unit."""
    mentions = [
        Mention(at, at + len(name), unit, None)
        for name, unit in case.get("roster", {}).items()
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    return Around(case.get("unit"), case.get("county"), tuple(mentions))


@pytest.mark.parametrize(("check", "case"), load("flag"))
def test_flagged(check: str, case: dict[str, Any]) -> None:
    text, found = findings(check, case)
    assert [text[f.start : f.end] for f in found] == case.get("quote", [case["text"]])
    assert case.get("message", "没有可核实的内容") in found[0].message
    assert found[0].suggestion.endswith(("？", "。"))


@pytest.mark.parametrize(("check", "case"), load("leave"))
def test_left_alone(check: str, case: dict[str, Any]) -> None:
    assert findings(check, case)[1] == []
