"""Learning from corrections: what a careful office teaches, what careless ones may not, on models that never saw their units.

`benchmarks/learning.py` does the same with five offices and some two hundred corrections each.
"""

from collections import Counter
from dataclasses import replace

import pytest

from checker import toml
from checker.learned import store
from checker.learned.labels import of_set
from checker.training.evidence import COPIED, SEEN_FOR_EACH_CHANGE, TO_REVISE, UNCLEAR, of_sentences, of_verdicts
from checker.training.learning import Data, Floors, Outcome, TooFew, as_models, compare, learn, refit
from checker.training.reviewed import Reviewed, Said, digest, held_back
from checker.training.train import Corpus, Example, load_corpus
from tests.paths import CORPORA
from tests.training import clerks

OFFICE = ("b02", "b09", "b13")
BASE = ("b01", "b03", "b06", "b07", "b12")


@pytest.fixture(scope="module")
def everything() -> Corpus:
    return load_corpus(CORPORA)


@pytest.fixture(scope="module")
def corpus(everything: Corpus) -> Corpus:
    """What little the base models learn from; the test part whole."""
    return replace(everything, parts=everything.parts | {"train": BASE, "development": ()})


@pytest.fixture(scope="module")
def materials(everything: Corpus) -> list[Example]:
    return [e for e in everything.examples if e.labelled.brief in OFFICE]


@pytest.fixture(scope="module")
def base(corpus: Corpus) -> Data:
    return clerks.base_models(corpus)


@pytest.fixture(scope="module")
def floors(corpus: Corpus, base: Data) -> Floors:
    gate = toml.loads((CORPORA / "floors.toml").read_text(encoding="utf-8"))
    return clerks.lowered(Floors(gate["floors"], gate["ceilings"]), corpus, of_set(""), base)


@pytest.fixture(scope="module")
def careful(corpus: Corpus, base: Data, floors: Floors, materials: list[Example]) -> Outcome:
    return learn(corpus, base, as_models(base), clerks.corrected(materials, base), floors)


def values(outcome: Outcome) -> dict[str, tuple[float, float]]:
    return {row.name.rstrip("0123456789处份"): (row.before, row.after) for row in outcome.on_held_back}


def test_a_careful_office_is_learned_from(careful: Outcome) -> None:
    assert careful.against == ()
    assert sum(careful.taught) + sum(careful.held_back) > 150
    found = values(careful)
    assert found["句子类别 更正过的"][1] > found["句子类别 更正过的"][0] + 0.1
    assert found["句子类别 平均误差"][1] < found["句子类别 平均误差"][0]


def test_what_is_kept_stands_on_every_floor(careful: Outcome, floors: Floors) -> None:
    assert {row.name for row in careful.on_test} == set(floors.floors) | set(floors.ceilings)
    assert all(row.holds for row in careful.on_test)


def test_changes_at_random_are_refused(corpus: Corpus, base: Data, floors: Floors, materials: list[Example]) -> None:
    outcome = learn(corpus, base, as_models(base), clerks.flipped(materials, base, 200), floors)
    assert any(why.startswith("留出的更正上，句子类别改对") for why in outcome.against)


def test_an_office_that_calls_nothing_a_slogan_is_refused_by_the_floors(
    corpus: Corpus, base: Data, floors: Floors, materials: list[Example]
) -> None:
    outcome = learn(corpus, base, as_models(base), clerks.lenient(materials, base), floors)
    assert any(why.startswith("固定测试材料上“套话 F1”") for why in outcome.against)


def test_the_same_corrections_give_the_same_bytes_in_any_order(
    careful: Outcome, corpus: Corpus, base: Data, floors: Floors, materials: list[Example]
) -> None:
    again = learn(corpus, base, as_models(base), clerks.corrected(materials, base), floors)
    assert {name: store.as_bytes(model) for name, model in again.models.items()} == {
        name: store.as_bytes(model) for name, model in careful.models.items()
    }
    reviewed = clerks.corrected(materials, base)
    assert digest(reviewed) == digest(reviewed[::-1])


def test_the_card_says_what_was_learned_from_and_how_good_it_is(careful: Outcome, base: Data, floors: Floors) -> None:
    card = careful.models["sentence"]["card"]
    learned = card["learned"]
    assert {key: card[key] for key in base["sentence"]["card"]} == base["sentence"]["card"]
    assert (learned["date"], tuple(learned["taught"]), tuple(learned["held back"])) == (
        clerks.DAY,
        careful.taught,
        careful.held_back,
    )
    assert learned["on test"] == {row.name: [round(row.before, 6), round(row.after, 6)] for row in careful.on_test}


def test_nothing_of_the_corrected_texts_is_in_the_models(careful: Outcome, base: Data) -> None:
    for name, model in careful.models.items():
        assert model["features"] == base[name]["features"]


def test_without_corrections_the_models_stay_what_they_are(corpus: Corpus, base: Data) -> None:
    assert refit(corpus, base, []) == (base, 0, Counter())


def test_a_sentence_of_the_corpus_said_again_changes_next_to_nothing(
    corpus: Corpus, base: Data, materials: list[Example]
) -> None:
    """Refitting gives the very weights of training where the corrections weigh nothing."""
    said = tuple(Said(sentence, "neutral", changed=False) for _, sentence in materials[0].pairs)
    nothing = Reviewed("某厂", materials[0].material, said, "pass", "pass", changed=False, reused=0.0, day=clerks.DAY)
    assert set(of_sentences([nothing])[2]) == {0.0}
    assert refit(corpus, base, [nothing])[0] == base


def test_too_few_corrections_are_no_use(corpus: Corpus, base: Data, floors: Floors, materials: list[Example]) -> None:
    with pytest.raises(TooFew, match=r"更正还太少：可用的共\d+处，其中留作检验的\d处"):
        learn(corpus, base, as_models(base), clerks.corrected(materials[:6], base), floors)


def test_a_unit_is_held_back_by_its_name_alone_and_three_in_ten_are(materials: list[Example]) -> None:
    names = [f"第{number}机械厂" for number in range(2000)]
    assert 0.27 < sum(map(held_back, names)) / len(names) < 0.33
    assert [held_back(name) for name in ("山桥重工有限公司", "河澜恒丰化纤有限公司")] == [True, False]


def test_models_that_only_differ_are_not_better(base: Data, materials: list[Example]) -> None:
    reviewed = clerks.corrected(materials[:10], base)
    rows, against = compare(reviewed, as_models(base), as_models(base))
    assert against == ("留出的更正上没有变好",)
    assert all(row.before == row.after for row in rows)


def test_what_was_left_alone_is_believed_the_less_the_less_was_changed(materials: list[Example]) -> None:
    pairs = [sentence for e in materials[:4] for _, sentence in e.pairs][:41]
    said = tuple(Said(sentence, "neutral", number == 0) for number, sentence in enumerate(pairs))
    one = Reviewed("某厂", materials[0].material, said, "pass", "pass", changed=False, reused=0.0, day=clerks.DAY)
    assert of_sentences([one])[2] == [1.0] + [SEEN_FOR_EACH_CHANGE / 40] * 40


def changed(example: Example, before: str, after: str, reused: float = 0.0) -> Reviewed:
    return Reviewed("某厂", example.material, (), after, before, changed=True, reused=reused, day=clerks.DAY)


def one_of(everything: Corpus, **labels: object) -> Example:
    return next(e for e in everything.part("train") if all(getattr(e.labelled, key) == value for key, value in labels.items()))


def told(everything: Corpus, before: str, after: str, reused: float = 0.0, **labels: object) -> dict[str, float] | str:
    """What a changed verdict says: answers with their weights, or why it says nothing."""
    found, used, left_out = of_verdicts([changed(one_of(everything, **labels), before, after, reused)], of_set(""))
    if not used:
        return next(iter(left_out))
    return {f"{evidence.question}={evidence.answer}": round(evidence.weight, 2) for evidence in found}


def test_a_verdict_teaches_only_what_it_leaves_no_choice_about(everything: Corpus) -> None:
    good, union = {"verdict": "pass"}, {"genre": "union", "hollow": 0}
    slogans = {"genre": "reform", "hollow": 3}
    assert told(everything, "reject", "pass", **good) == {
        "genre=reform": 1.0, "2=False": 1.0, "3=False": 1.0, "measure=True": 1.0, "result=True": 1.0,
    }  # fmt: skip
    assert told(everything, "reject", "revise", **good) == {"genre=reform": 0.99, "genre=mixed": 0.01, "3=False": 1.0}
    assert told(everything, "pass", "reject", **slogans) == {"1=True": 1.0, "2=True": 1.0, "3=True": 1.0}
    assert told(everything, "revise", "reject", **union) == {"genre=union": 1.0, "genre=other": 0.0}


def test_a_verdict_with_several_possible_reasons_teaches_nothing(everything: Corpus) -> None:
    assert told(everything, "pass", "revise", verdict="pass") == TO_REVISE
    assert told(everything, "pass", "reject", reused=0.5, verdict="pass") == COPIED
    assert told(everything, "pass", "reject", verdict="revise", genre="mixed") == UNCLEAR
