"""Slips planted in papers by people who had not seen the checks are found, and papers that look suspicious are left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.training.corpus import load_all
from tests.paths import CORPORA
from tests.planted.papers import Case, cases, clean, exists, findings, touches

# What is reached, as floors that may only rise: the share found of slips that were looked at while the checks were made, and
# of those that were not.
FOUND = {"leftovers": (0.92, 0.90), "consistency": (0.74, 0.50)}
# Findings in the clean papers (half of which were looked at), each of them wrong.
WRONG = {"leftovers": 0, "consistency": 0}
# Papers of the corpora that do contradict themselves: 路政、运政、海事四支队伍 are three.
SLIPPED = ["b18/16"]


def missed(check: str, planted: list[Case]) -> list[str]:
    found = {case.name: findings(check, case.text, case.unit, case.county, case.roster) for case in planted}
    return [case.name for case in planted if not touches(found[case.name][0], case.words, found[case.name][1])]


@pytest.mark.parametrize("check", FOUND)
@pytest.mark.parametrize(("name", "number"), [("{}", 0), ("{}_unseen", 1)])
def test_planted_slips_are_found(check: str, name: str, number: int) -> None:
    if not exists(name.format(check)):
        pytest.skip("no set is unseen at present")
    planted = list(cases(name.format(check)))
    left = missed(check, planted)
    assert len(planted) >= 50
    assert 1 - len(left) / len(planted) >= FOUND[check][number], left


@pytest.mark.parametrize("check", FOUND)
def test_papers_that_only_look_so_are_left_alone(check: str) -> None:
    papers = list(clean())
    wrong = [(name, f.message) for name, *paper in papers for f in findings(check, *paper)[1]]
    assert len(papers) >= 110
    assert len(wrong) <= WRONG[check], wrong


def test_figures_of_the_corpora_do_not_contradict_themselves() -> None:
    found: Callable[[str], int] = lambda text: len(findings("consistency", text, "", None, ())[1])  # noqa: E731
    assert [material.name for material in load_all(CORPORA / "materials") if found(material.text)] == SLIPPED
