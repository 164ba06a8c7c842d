"""Words are jieba's, with the field's own terms."""

from checker.language.segmenting import cut, reference_cutter, terms
from checker.training.corpus import load_all
from tests.paths import CORPORA


def test_the_field_s_terms_are_single_words() -> None:
    assert cut("职业技能等级认定与能级工资挂钩") == ["职业技能等级认定", "与", "能级工资", "挂钩"]


def test_the_port_gives_the_reference_s_words_on_all_corpora() -> None:
    reference = reference_cutter()
    for material in load_all(CORPORA / "materials"):
        assert cut(material.text) == reference(material.text), material.name


def test_terms_are_sorted_unique_and_more_than_one_character() -> None:
    assert list(terms()) == sorted(set(terms()))
    assert all(len(term) > 1 for term in terms())
