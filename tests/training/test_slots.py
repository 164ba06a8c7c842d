"""Names planted in papers, and what a model learns from them."""

import json
import random

import pytest

from checker.language.material import Material, prepare
from checker.reading.plain import parse
from checker.training import planting, slots
from checker.training.train import load_corpus
from tests.paths import CORPORA, ROOT

OWN, OTHER = "华砚电缆有限公司", "恒力玻纤有限公司"
TEXT = f"{OWN}产改工作总结\n公司党委高度重视产改工作，把津贴发到人。\n组织职工参加比武，二十六人拿到了上岗证。\n{OWN}"


@pytest.fixture
def material() -> Material:
    return prepare(parse(TEXT))


def test_a_name_is_planted_in_prose_alone_where_the_own_unit_stands(material: Material) -> None:
    for seed in range(20):
        planted = planting.in_own_place(material, OWN, OTHER, random.Random(seed))
        assert planted is not None
        assert planted.own
        assert planted.text[planted.start : planted.end] in {OTHER, "恒力玻纤", "恒力公司", "恒力"}
        assert planted.text.startswith(f"{OWN}产改工作总结\n")
        assert planted.text.endswith(f"\n{OWN}")


def test_a_neighbour_s_sentence_stands_behind_one_of_the_paper_s(material: Material) -> None:
    planted = planting.as_a_neighbour(material, "公司与◎互派师傅。", OTHER, "恒力玻纤", random.Random(1))
    assert planted is not None
    assert not planted.own
    assert "。公司与恒力玻纤互派师傅。" in planted.text


def test_the_sentences_that_mean_others_name_each_of_them_once_or_more() -> None:
    told = slots.read(CORPORA / "neighbours.txt")
    assert set(told) == {"c", "u", "b", "p"}
    assert all("◎" in sentence for own in told.values() for sentence in own)
    assert len({sentence for own in told.values() for sentence in own}) == sum(map(len, told.values()))


def test_the_shipped_model_was_trained_on_these_papers_and_sentences_and_knows_its_figures() -> None:
    data = json.loads((ROOT / "models" / "slots.json").read_text(encoding="utf-8"))
    card = data["card"]
    assert card["corpus"] == load_corpus(CORPORA).digest
    assert card["sentences"] == slots.digest(slots.read(CORPORA / "neighbours.txt"))
    assert card["parts"] == ["train", "development"]
    assert set(data["heads"]) == set(slots.HEADS)
    for head in data["heads"].values():
        assert [len(row) for row in head["weights"]] == [len(data["features"])]
