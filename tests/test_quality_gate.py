"""The quality gate: the shipped models on the frozen test part, against floors that may only rise."""

import pytest

from checker import Settings, toml
from checker.training.evaluation import figures, judge
from checker.training.train import load_corpus
from tests.paths import CORPORA

GATE = toml.loads((CORPORA / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reached() -> dict[str, float]:
    judged = [judge(example, Settings()) for example in load_corpus(CORPORA).part("test")]
    return {figure.name: figure.value for figure in figures(judged, intervals=False) if figure.value is not None}


def test_the_floors_belong_to_this_corpus() -> None:
    assert load_corpus(CORPORA).digest.startswith(GATE["corpus"])


@pytest.mark.parametrize("name", GATE["floors"])
def test_a_figure_stands_on_its_floor(name: str, reached: dict[str, float]) -> None:
    assert reached[name] >= GATE["floors"][name]


@pytest.mark.parametrize("name", GATE["ceilings"])
def test_an_error_stays_under_its_ceiling(name: str, reached: dict[str, float]) -> None:
    assert reached[name] <= GATE["ceilings"][name]


def test_every_figure_of_the_evaluation_is_gated(reached: dict[str, float]) -> None:
    assert set(reached) == set(GATE["floors"]) | set(GATE["ceilings"])
