"""What the simplest rules, and measures from the literature, reach on the same materials.

Boilerplate after Lang & Stice-Lawrence (2015): the share of words in sentences that hold a four-word run common to many documents
(there 30–75 % of them; Chinese summaries share few such runs, so a second row counts runs found in 3 %). Specificity after
Hope, Hu & Lu (2016): named entities (people, dates, times, money, percentages, named rules and bodies) for each word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from checker.language.material import Sentence
from checker.training.statistics import f1, spearman
from checker.training.train import Corpus

if TYPE_CHECKING:
    from checker.training.evaluation import Judged

REFORM_WORDS = re.compile(r"产改|产业工人|技能|等级|津贴|通道|岗位|薪酬")
UNION_WORDS = re.compile(r"慰问|困难职工|会员|建会|送清凉|文体|女职工|帮扶")
ENTITIES = frozenset({"person", "date", "time", "money", "percent", "rule", "document", "quoted"})
RUN = 4
COMMON, UBIQUITOUS, COMMON_HERE = 0.30, 0.75, 0.03

Runs = frozenset[tuple[str, ...]]


def table(corpus: Corpus, judged: Sequence[Judged]) -> Iterator[tuple[str, float]]:
    """Each rule's name and figure."""
    texts = [j.example.labelled.text for j in judged]
    genres = [j.example.labelled.genre for j in judged]
    quality = [float(j.example.labelled.quality) for j in judged]
    pairs = [pair for j in judged for pair in j.example.pairs]
    kinds = [str(labelled.kind) for labelled, _ in pairs]
    degrees = [float(labelled.specificity or 0) for labelled, _ in pairs]
    yield "文种 一律猜多数", f1(genres, [Counter(genres).most_common(1)[0][0]] * len(genres))
    yield "文种 数关键词", f1(genres, [_by_keywords(text) for text in texts])
    yield "得分 按数字密度", spearman(quality, [_digit_share(text) for text in texts])
    yield "得分 按篇幅", spearman(quality, [float(len(text)) for text in texts])
    yield "得分 按实体密度", spearman(quality, [_entity_share(j.example.material.sentences) for j in judged])
    yield "句子类别 一律猜多数", f1(kinds, [Counter(kinds).most_common(1)[0][0]] * len(kinds))
    yield "具体程度 按数字密度", spearman(degrees, [_digit_share(sentence.normal) for _, sentence in pairs])
    yield "具体程度 按句长", spearman(degrees, [float(len(sentence.normal)) for _, sentence in pairs])
    yield "具体程度 Hope 2016", spearman(degrees, [_entity_share([sentence]) for _, sentence in pairs])
    for name, low in (("套话 Lang 2015", COMMON), ("套话 Lang 2015 放宽", COMMON_HERE)):
        runs = _common_runs(corpus, low)
        said = ["boilerplate" if _holds(sentence, runs) else "other" for _, sentence in pairs]
        yield f"{name} F1", f1(kinds, said, only="boilerplate")
        yield f"{name} 与得分", spearman(quality, [-_boilerplate_share(j.example.material.sentences, runs) for j in judged])


def _by_keywords(text: str) -> str:
    return "reform" if len(REFORM_WORDS.findall(text)) >= len(UNION_WORDS.findall(text)) else "union"


def _digit_share(text: str) -> float:
    return sum(character.isdigit() for character in text) / max(1, len(text))


def _entity_share(sentences: Sequence[Sentence]) -> float:
    entities = sum(fact.lexicon in ENTITIES for sentence in sentences for fact in sentence.facts)
    return entities / max(1, sum(len(sentence.words) for sentence in sentences))


def _runs(sentence: Sentence) -> set[tuple[str, ...]]:
    words = [word for word in sentence.words if word.isalnum()]
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def _common_runs(corpus: Corpus, low: float) -> Runs:
    """The four-word runs that stand in at least `low` of the training materials, but not in nearly all."""
    examples = corpus.part("train")
    seen: Counter[tuple[str, ...]] = Counter()
    for example in examples:
        seen.update(set().union(*map(_runs, example.material.sentences)))
    return frozenset(run for run, count in seen.items() if low <= count / len(examples) <= UBIQUITOUS)


def _holds(sentence: Sentence, runs: Runs) -> bool:
    return not _runs(sentence).isdisjoint(runs)


def _boilerplate_share(sentences: Sequence[Sentence], runs: Runs) -> float:
    words = sum(len(sentence.words) for sentence in sentences)
    return sum(len(sentence.words) for sentence in sentences if _holds(sentence, runs)) / max(1, words)
