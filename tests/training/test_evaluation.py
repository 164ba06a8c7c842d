"""The figures of the evaluation, on cases where the right answer is known."""

from dataclasses import replace

import pytest

from checker import Assessment
from checker.training import evaluation
from checker.training.evaluation import Judged, Pair
from checker.training.statistics import clopper_pearson
from checker.training.train import example, load_corpus
from tests.paths import CORPORA


@pytest.fixture(scope="module")
def perfect() -> list[Judged]:
    """Materials judged exactly as they are labelled."""
    found = []
    for e in load_corpus(CORPORA).part("development"):
        m = e.labelled
        said = Assessment(
            file=m.name, sha256="", verdict=m.verdict, quality=float(m.quality), genre=m.genre, disguised=m.disguised,
            hollow=m.hollow, hollow_score=m.hollow / 3, elements=tuple(m.elements), certainty=1.0,
        )  # fmt: skip
        pairs = tuple(
            Pair(str(s.kind), str(s.kind), float(s.specificity or 0), float(s.specificity or 0), len(s.text)) for s, _ in e.pairs
        )
        found.append(Judged(e, said, pairs))
    return found


def test_a_perfect_judge_gets_perfect_figures(perfect: list[Judged]) -> None:
    values = {figure.name: figure.value for figure in evaluation.figures(perfect)}
    worst = {"以产改名义报送 误报率", "结论 Brier", "好材料被不予转报"}
    assert values == {name: pytest.approx(0.0 if name in worst else 1.0) for name in values}


def test_a_judge_who_always_says_reform_gets_a_quarter(perfect: list[Judged]) -> None:
    careless = [replace(j, assessment=replace(j.assessment, genre="reform")) for j in perfect]
    assert evaluation.genre_f1(careless) < 0.25


def test_the_interval_of_no_wrong_accusation_shrinks_with_the_number_of_cases() -> None:
    assert clopper_pearson(0, 90) == (0.0, pytest.approx(0.0402, abs=0.001))
    assert clopper_pearson(0, 9)[1] > 0.3


def test_every_labelled_sentence_is_met_again_in_the_prepared_text() -> None:
    corpus = load_corpus(CORPORA)
    labelled = sum(len(e.labelled.labelled) for e in corpus.examples)
    assert sum(len(e.pairs) for e in corpus.examples) / labelled > 0.995


def test_an_example_joins_labels_and_sentences_at_the_same_place() -> None:
    for labelled, sentence in example(load_corpus(CORPORA).examples[0].labelled).pairs:
        assert labelled.text == sentence.text
