"""The labelled materials as data: legal, split by writer, and with no shortcut to their labels."""

import re
from collections import Counter

import numpy as np
import pytest

from checker import toml
from checker.training.corpus import LabelledMaterial, cut_otherwise, load_all
from tests.paths import CORPORA

MATERIALS = load_all(CORPORA / "materials")
SPLITS = toml.loads((CORPORA / "splits.toml").read_text(encoding="utf-8"))
PARTS = ("train", "development", "test")


def part_of(material: LabelledMaterial) -> str:
    return next(part for part in PARTS if material.brief in SPLITS[part])


def test_there_is_enough_to_learn_from_and_to_test_on() -> None:
    assert len(MATERIALS) >= 320
    assert sum(len(material.labelled) for material in MATERIALS) >= 6000
    assert sum(part_of(material) == "test" for material in MATERIALS) >= 80


def test_every_brief_belongs_to_one_part() -> None:
    listed = [brief for part in PARTS for brief in SPLITS[part]]
    assert sorted(listed) == sorted({material.brief for material in MATERIALS})


def test_no_unit_crosses_parts() -> None:
    parts: dict[str, set[str]] = {}
    for material in MATERIALS:
        parts.setdefault(material.unit, set()).add(part_of(material))
    assert not {unit: where for unit, where in parts.items() if len(where) > 1}


@pytest.mark.parametrize("material", MATERIALS, ids=lambda material: material.name)
def test_the_sentence_rule_cuts_as_the_labeller_did(material: LabelledMaterial) -> None:
    assert list(cut_otherwise(material)) == []


def test_labels_agree_with_each_other() -> None:
    for material in MATERIALS:
        if material.verdict == "pass":
            assert material.genre == "reform" and material.hollow <= 1, material.name
            assert {"measure", "result"} <= material.elements, material.name
        if material.disguised:
            assert material.genre in ("union", "other"), material.name
        if material.hollow == 3 or material.genre in ("union", "other"):
            assert material.verdict == "reject", material.name
        for sentence in material.labelled:
            assert (sentence.kind == "boilerplate") <= (sentence.specificity == 0), (material.name, sentence.text)
            assert (sentence.kind == "specific") <= ((sentence.specificity or 0) >= 1), (material.name, sentence.text)


def test_a_twin_has_its_original_in_the_same_brief() -> None:
    names = {material.name: material for material in MATERIALS}
    for material in MATERIALS:
        if material.twin:
            assert names[material.twin].quality > material.quality


def test_no_sentence_stands_in_two_parts() -> None:
    parts: dict[str, set[str]] = {}
    for material in MATERIALS:
        for sentence in material.labelled:
            if len(sentence.text) >= 20:
                parts.setdefault(re.sub(r"\d+", "0", sentence.text), set()).add(part_of(material))
    assert [text for text, where in parts.items() if len(where) > 1] == []


SURFACES = {
    "length": lambda m: len(m.text),
    "digit share": lambda m: sum(c.isdigit() for c in m.text) / len(m.text),
    "sentences": lambda m: len(m.labelled),
    "headings": lambda m: sum(s.heading for s in m.labelled),
    "claim words in the title": lambda m: len(re.findall("产改|产业工人|改革", title(m))),
    "length of the title": lambda m: len(title(m)),
    "claim words in headings": lambda m: sum(
        bool(re.search("产改|产业工人|引领|建功|素质|地位|壮大", s.text)) for s in m.labelled if s.heading
    ),
    "mean sentence length": lambda m: float(np.mean([len(s.text) for s in m.labelled])),
}


def title(material: LabelledMaterial) -> str:
    return "".join(s.text for paragraph in material.paragraphs for s in paragraph if s.title)


def auc(values: list[float], positive: list[bool]) -> float:
    yes = [v for v, p in zip(values, positive, strict=True) if p]
    no = [v for v, p in zip(values, positive, strict=True) if not p]
    return float(np.mean([(a > b) + 0.5 * (a == b) for a in yes for b in no]))


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("question", ["reform", "hollow"])
def test_no_single_surface_feature_gives_the_label_away(surface: str, question: str) -> None:
    """An AUC of 0.5 is chance; beyond 0.75 either way one number would nearly do. Honest titles do tell something."""
    positive = [m.genre == "reform" if question == "reform" else m.hollow == 3 for m in MATERIALS]
    bound = 0.80 if surface == "claim words in the title" else 0.75
    assert 1 - bound <= auc([float(SURFACES[surface](m)) for m in MATERIALS], positive) <= bound


@pytest.mark.parametrize("question", ["genre", "hollow"])
def test_the_brief_does_not_give_the_label_away(question: str) -> None:
    """Knowing the writer helps a guess by no more than a tenth over guessing the commonest label."""
    commonest = Counter(getattr(m, question) for m in MATERIALS).most_common(1)[0][1]
    by_brief = {m.brief: Counter[object]() for m in MATERIALS}
    for material in MATERIALS:
        by_brief[material.brief][getattr(material, question)] += 1
    knowing = sum(counter.most_common(1)[0][1] for counter in by_brief.values())
    assert (knowing - commonest) / len(MATERIALS) <= 0.10
