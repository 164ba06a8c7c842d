"""Linear models: arithmetic on toy models, and the very answers of scikit-learn on real ones."""

import json

import numpy as np
import pytest

from checker.learned import weighing
from checker.learned.features import KINDS, TOPICS, sentence_features
from checker.learned.labels import GENRES, label, of_set
from checker.learned.linear import Linear
from checker.training.train import KIND_C, Example, fit_sentences, load_corpus, vectorise
from tests.paths import CORPORA, ROOT

TOY = {
    "card": {},
    "features": ["甲", "乙"],
    "heads": {
        "kind": {"labels": ["a", "b"], "temperature": 2.0, "intercept": [1.0, 0.0], "weights": [[1.0, 0.0], [0.0, 2.0]]},
        "flags": {"labels": ["x"], "temperature": 1.0, "intercept": [-1.0], "weights": [[1.0, 1.0]], "independent": True},
        "degree": {"labels": ["degree"], "temperature": 1.0, "intercept": [0.5], "weights": [[0.25, 0.0]]},
    },
}


def test_scores_are_intercepts_plus_weights_times_values() -> None:
    scores = Linear(TOY).scores([{"甲": 1.0, "乙": 3.0, "丙": 9.0}, {}])
    assert scores.tolist() == [[2.0, 6.0, 3.0, 0.75], [1.0, 0.0, -1.0, 0.5]]


def test_probabilities_divide_by_the_temperature_and_sum_to_one() -> None:
    model = Linear(TOY)
    scores = model.scores([{"甲": 1.0, "乙": 3.0}])
    kinds = model.probabilities(scores, "kind")
    assert kinds[0] == pytest.approx([1 / (1 + np.exp(2)), 1 / (1 + np.exp(-2))])
    assert model.probabilities(scores, "flags")[0] == pytest.approx([1 / (1 + np.exp(-3))])
    assert model.values(scores, "degree").tolist() == [0.75]


def test_no_rows_give_no_scores() -> None:
    assert Linear(TOY).scores([]).shape == (0, 4)


def test_an_explanation_can_be_added_up_to_the_margin() -> None:
    model, row = Linear(TOY), {"甲": 1.0, "乙": 3.0, "丙": 9.0}
    scores = model.scores([row])[0]
    explained = model.explain(row, "kind", "b")
    assert [(c.feature, c.amount) for c in explained] == [("乙", 6.0), ("甲", -1.0)]
    assert sum(c.amount for c in explained) + (0.0 - 1.0) == pytest.approx(scores[1] - scores[0])


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return load_corpus(CORPORA).part("development")


def test_the_exported_model_answers_as_scikit_learn_does(examples: list[Example]) -> None:
    from sklearn.linear_model import LogisticRegression

    rows = [sentence_features(sentence) for e in examples for _, sentence in e.pairs]
    truth = [KINDS.index(str(labelled.kind)) for e in examples for labelled, _ in e.pairs]
    names, matrix = vectorise(rows, least=3)
    reference = LogisticRegression(C=KIND_C, solver="newton-cg", tol=1e-8).fit(matrix, truth)
    ours = Linear({"card": {}} | fit_sentences(examples))
    assert list(ours.vocabulary) == names
    scores = ours.scores(rows)
    assert np.abs(ours.probabilities(scores, "kind") - reference.predict_proba(matrix)).max() < 1e-4


def test_the_shipped_models_are_plain_data_with_a_card() -> None:
    for name in ("sentence", "material"):
        data = json.loads((ROOT / "models" / f"{name}.json").read_text(encoding="utf-8"))
        assert {"features", "corpus", "date", "parts", "materials", "sentences", "figures"} <= set(data["card"])
        assert data["card"]["parts"] == ["train", "development"]
        for head in data["heads"].values():
            assert len(head["weights"]) == len(head["labels"]) == len(head["intercept"])
            assert all(len(row) == len(data["features"]) for row in head["weights"])


def test_the_shipped_models_were_trained_on_this_corpus_and_these_features() -> None:
    from checker.learned.features import VERSION

    assert of_set("").sentence.card["corpus"] == load_corpus(CORPORA).digest
    assert of_set("").sentence.card["features"] == VERSION


def test_labels_carry_probabilities_in_the_guide_s_order(examples: list[Example]) -> None:
    labels = label(examples[0].material)
    assert tuple(labels.genres) == GENRES
    assert all(tuple(s.kinds) == KINDS and tuple(s.topics) == TOPICS and 0 <= s.specificity <= 3 for s in labels.sentences)
    assert labels.hollow_steps[0] >= labels.hollow_steps[1] >= labels.hollow_steps[2]
    assert sum(labels.weights) == pytest.approx(1)


def test_all_sentences_at_once_are_weighed_as_each_by_its_named_features(examples: list[Example]) -> None:
    model = of_set("").sentence
    for e in examples:
        named = model.scores([sentence_features(sentence) for sentence in e.material.sentences])
        assert weighing.scores(e.material.sentences, model) == pytest.approx(named, abs=1e-9)
    assert weighing.scores([], model).shape == (0, model.table.shape[1])
