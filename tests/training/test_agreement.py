"""The second, blind labels belong to the corpus and agree with the first as the datasheet says."""

from checker.training.agreement import agreement
from tests.paths import CORPORA


def test_a_fifth_of_the_materials_was_labelled_twice_and_the_labels_agree() -> None:
    figures = agreement(CORPORA)
    assert figures["share of all materials"] >= 0.2
    assert figures["kind κ"] >= 0.8
    assert figures["genre κ"] >= 0.9
    datasheet = (CORPORA / "README.md").read_text(encoding="utf-8")
    for name in ("genre κ", "hollow κ (quadratic)", "kind κ", "topic κ", "specificity Spearman", "elements micro-F1"):
        assert f"| {name} | {figures[name]:.2f} |" in datasheet
