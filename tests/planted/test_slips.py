"""Slips planted in papers by people who had not seen the checks are found, and papers that look suspicious are left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.training.corpus import load_all
from tests.paths import CORPORA
from tests.planted.papers import Case, cases, findings, spotless, touches

# What is reached, as floors that may only rise: the share found of slips that were looked at while the checks were made, in lots
# of different writers, and of those that were only scored.
FOUND = {
    ("leftovers", ""): 0.93,
    ("leftovers", "_2"): 0.91,
    ("leftovers", "_3"): 0.88,
    ("leftovers", "_4"): 0.80,
    ("leftovers", "_5"): 0.71,
    ("leftovers", "_6"): 0.86,
    ("leftovers", "_7"): 0.85,
    ("leftovers", "_unseen"): 0.72,
    ("consistency", ""): 0.79,
    ("consistency", "_2"): 0.72,
    ("consistency", "_3"): 0.80,
    ("consistency", "_4"): 0.65,
    ("consistency", "_5"): 0.75,
    ("consistency", "_6"): 0.79,
    ("consistency", "_7"): 0.75,
    ("consistency", "_unseen"): 0.67,
}
# Findings in 110 papers that look suspicious, in ordinary ones, and in ordinary ones that were only scored.
WRONG = {
    ("leftovers", "clean"): 0,
    ("leftovers", "ordinary"): 5,
    ("leftovers", "ordinary_unseen"): 2,
    ("consistency", "clean"): 0,
    ("consistency", "ordinary"): 2,
    ("consistency", "ordinary_unseen"): 2,
}
# Papers of the corpora that do contradict themselves: 路政、运政、海事四支队伍 are three.
SLIPPED = ["b18/16"]


# A wrong year often makes a deed later than the signature, which is told by the check of figures alone, or a title later than it.
ALSO = {("leftovers", "wrong_year"): "consistency", ("leftovers", "year"): "consistency", ("consistency", "date"): "leftovers"}


def missed(check: str, planted: list[Case]) -> list[str]:
    return [case.name for case in planted if not found(check, case) and not found(ALSO.get((check, case.kind)), case)]


def found(check: str | None, case: Case) -> bool:
    if check is None:
        return False
    text, told = findings(check, case.text, case.unit, case.county, case.roster)
    return touches(text, case.words, told)


@pytest.mark.parametrize(("check", "name"), FOUND)
def test_planted_slips_are_found(check: str, name: str) -> None:
    planted = list(cases(check + name))
    left = missed(check, planted)
    assert len(planted) >= 50
    assert 1 - len(left) / len(planted) >= FOUND[check, name], left


@pytest.mark.parametrize(("check", "folder"), WRONG)
def test_papers_without_a_slip_are_left_alone(check: str, folder: str) -> None:
    papers = list(spotless(folder))
    wrong = [(name, f.message) for name, *paper in papers for f in findings(check, *paper)[1]]
    assert len(papers) >= 50
    assert len(wrong) <= WRONG[check, folder], wrong


def test_figures_of_the_corpora_do_not_contradict_themselves() -> None:
    found: Callable[[str], int] = lambda text: len(findings("consistency", text, "", None, ())[1])  # noqa: E731
    assert [material.name for material in load_all(CORPORA / "materials") if found(material.text)] == SLIPPED
