"""Sentences that a check must flag, with the very span, and sentences that it must leave alone.

A case says its `text` and, where it matters, the paper's `title` and `signature`, whether it is a paper by itself (`alone`), and
what a roster knows (`unit`, `county`, `roster`). Of the findings it says the words: `quote`, one or several (the whole text where
it does not say), `related` for the other place, `severity`, words of the `message`.
"""

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
# What a finding says where the case does not.
MESSAGES = {"boilerplate": "没有可核实的内容", "consistency": "存疑"}


def load(sign: str) -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}: {case['label']}")
        for path in sorted(CASES.glob("*.toml"))
        for case in toml.loads(path.read_text(encoding="utf-8"))[sign]
    ]


def findings(check: str, case: dict[str, Any]) -> tuple[str, list[Finding]]:
    """The text as read, and what the check finds in it."""
    body = case["text"] if case.get("alone") else BEFORE + case["text"] + AFTER
    material = prepare(parse("\n".join(filter(None, [case.get("title"), body, case.get("signature")]))))
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
    quotes = case.get("quote", case["text"])
    assert [text[f.start : f.end] for f in found] == ([quotes] if isinstance(quotes, str) else quotes)
    assert case.get("message", MESSAGES.get(check, "")) in found[0].message
    assert found[0].severity == case.get("severity", found[0].severity)
    related = found[0].related
    assert related is None or text[related.start : related.end] == related.quote
    if "related" in case or check == "consistency":
        assert (related.quote if related else None) == case.get("related")
    assert found[0].suggestion.endswith(("？", "。"))


@pytest.mark.parametrize(("check", "case"), load("leave"))
def test_left_alone(check: str, case: dict[str, Any]) -> None:
    assert findings(check, case)[1] == []
