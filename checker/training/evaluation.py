"""How good the shipped models are: figures on materials that they never saw, with intervals, beside trivial baselines.

Every figure is a function of judged examples; its 95 % interval comes from resampling whole materials (300 draws, fixed
seed), the wrong-accusation rate's from Clopper and Pearson. `docs/evaluation.md` keeps the dated tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from checker.assessment import Assessment, Settings, assess
from checker.checker import Checker
from checker.language.material import Sentence
from checker.learned.labels import decide_kind, label_sentences, models
from checker.learned.linear import Linear
from checker.training import gaming, peers
from checker.training.corpus import LabelledSentence
from checker.training.statistics import clopper_pearson, f1, spearman
from checker.training.train import Corpus, Example, fit_sentences, load_corpus

DRAWS = 300
SEED = 20211027
CERTAINTY_STEPS = (0.0, 0.5, 0.7, 0.85, 0.95, 1.001)


class Pair(NamedTuple):
    """One sentence as it is labelled and as the program has it, and its length in characters."""

    kind: str
    said_kind: str
    degree: float
    said_degree: float
    length: float


@dataclass(frozen=True)
class Judged:
    """An example and what the program says of it."""

    example: Example
    assessment: Assessment
    sentences: tuple[Pair, ...]


@dataclass(frozen=True)
class Figure:
    """One figure with its 95 % interval; None where it cannot be computed from these materials."""

    name: str
    value: float | None
    interval: tuple[float, float] | None
    count: int


def judge(example: Example, settings: Settings) -> Judged:
    """Judge one labelled material as a user would."""
    assessment = assess(example.material, settings)
    said = {id(s): own.label for s, own in zip(example.material.sentences, assessment.sentences or (), strict=True)}
    return Judged(
        example, assessment, tuple(_pair(*both, said[id(both[1])].kind, said[id(both[1])].specificity) for both in example.pairs)
    )


def _pair(labelled: LabelledSentence, sentence: Sentence, kind: str, degree: float) -> Pair:
    return Pair(str(labelled.kind), kind, float(labelled.specificity or 0), degree, float(len(sentence.normal)))


def evaluate(corpora: Path, part: str) -> str:
    """The table of figures on one part of the corpora, as text."""
    corpus = load_corpus(corpora)
    card = models().material.card
    examples = corpus.part(part)
    judged = [judge(example, Settings()) for example in examples]
    seen = part in card["parts"]
    lines = [
        f"语料 {corpus.digest[:12]}，{part} 部分：{len(examples)}份材料，{sum(len(j.sentences) for j in judged)}个句子。",
        f"模型 {models().version}，由 {'、'.join(card['parts'])} 部分训练"
        + ("（包含本部分，数字偏高）。" if seen else "（不含本部分）。"),
        "",
        f"{'项目':<26}{'数值':>8}  {'95%区间':<16}{'样本':>5}",
    ]
    lines += [_line(figure) for figure in figures(judged)]
    lines += [
        "",
        "最简单的对照和同类方法（同样的材料）",
        *(_line(Figure(*row, None, len(judged))) for row in peers.table(corpus, judged)),
    ]
    lines += ["", "把握与正确率", *_reliability(judged)]
    lines += ["", "改写而不改事实，结论变错的", *_rewritten(judged)]
    lines += ["", "学习曲线（训练用的写手数 → 句子类别 macro-F1，具体程度 Spearman）", *_curve(corpus, judged)]
    return "\n".join(lines)


def _reliability(judged: Sequence[Judged]) -> Iterator[str]:
    """Certainty in steps: how often the verdict is right where the program says it is so certain."""
    for low, high in pairwise(CERTAINTY_STEPS):
        inside = [j for j in judged if low <= (j.assessment.certainty or 0.0) < high]
        if inside:
            mean = np.mean([j.assessment.certainty or 0.0 for j in inside])
            band = f"{low:.2f}–{min(high, 1.0):.2f}"
            yield f"  {band}  {len(inside):>4}份  平均把握 {mean:.2f}  结论正确 {verdict_accuracy(inside):.2f}"


def _rewritten(judged: Sequence[Judged]) -> Iterator[str]:
    """For each rewriting, how many verdicts that were right turn wrong."""
    checker = Checker()
    before = {j.example.labelled.name: j.assessment.verdict for j in judged}
    tried: Counter[str] = Counter()
    turned: Counter[str] = Counter()
    for rewriting, material, text in gaming.attempts([j.example.labelled for j in judged]):
        tried[rewriting.name] += 1
        right = before[material.name] == material.verdict
        turned[rewriting.name] += right and checker.check_text(text).verdict != material.verdict
    for name, count in tried.items():
        yield f"  {name}：{turned[name]} / {count}"
    yield f"  合计：{turned.total()} / {tried.total()}（{turned.total() / tried.total():.1%}）"


def _curve(corpus: Corpus, judged: Sequence[Judged]) -> Iterator[str]:
    """Sentence figures of models trained on ever more writers of the training part."""
    examples = corpus.part("train")
    briefs = sorted({e.labelled.brief for e in examples})
    for count in sorted({2, 4, len(briefs) // 2, len(briefs)}):
        model = Linear({"card": {}} | fit_sentences([e for e in examples if e.labelled.brief in briefs[:count]]))
        again = [replace(j, sentences=tuple(_by_model(j.example, model))) for j in judged]
        yield f"  {count:>2}人 → {kind_f1(again):.3f}，{specificity_rho(again):.3f}"


def _by_model(example: Example, model: Linear) -> Iterator[Pair]:
    kinds, _, degrees = label_sentences([sentence for _, sentence in example.pairs], model)
    for both, kind, degree in zip(example.pairs, kinds.tolist(), degrees.tolist(), strict=True):
        yield _pair(*both, decide_kind(kind), degree)


def _line(figure: Figure) -> str:
    value = "—" if figure.value is None else f"{figure.value:.3f}"
    interval = f"{figure.interval[0]:.3f}–{figure.interval[1]:.3f}" if figure.interval else ""
    wide = sum(ord(character) > 0x2E80 for character in figure.name)
    return f"{figure.name:<{28 - wide}}{value:>8}  {interval:<16}{figure.count:>5}"


def figures(judged: Sequence[Judged], intervals: bool = True) -> list[Figure]:
    """Every figure of the product's targets; resampling for the intervals takes most of the time."""
    measured: list[tuple[str, Callable[[Sequence[Judged]], float | None], Sequence[Judged]]] = [
        ("文种 macro-F1", genre_f1, judged),
        ("以产改名义报送 查出率", called_disguised, [j for j in judged if j.example.labelled.disguised]),
        ("以产改名义报送 误报率", called_disguised, [j for j in judged if not j.example.labelled.disguised]),
        ("好材料与空洞材料 AUC", good_hollow_auc, judged),
        ("得分 Spearman", quality_rho, judged),
        ("空洞程度 Spearman", hollow_rho, judged),
        ("掏空的孪生件得分更低", twins, judged),
        ("句子类别 macro-F1", kind_f1, judged),
        ("套话 F1", boilerplate_f1, judged),
        ("具体程度 Spearman", specificity_rho, judged),
        ("具体程度 控制句长", specificity_partial, judged),
        ("要素 micro-F1", elements_f1, judged),
        ("结论 正确率", verdict_accuracy, judged),
        ("结论 Brier", brier, judged),
    ]
    found = [
        Figure(name, compute(subset), _bootstrap(compute, subset) if intervals else None, len(subset))
        for name, compute, subset in measured
    ]
    good = [j for j in judged if j.example.labelled.verdict == "pass"]
    wrong = sum(j.assessment.verdict == "reject" for j in good)
    found.append(
        Figure(
            "好材料被不予转报",
            wrong / len(good) if good else None,
            clopper_pearson(wrong, len(good)) if good else None,
            len(good),
        )
    )
    return found


def _bootstrap(compute: Callable[[Sequence[Judged]], float | None], judged: Sequence[Judged]) -> tuple[float, float] | None:
    if len(judged) < 5:
        return None
    generator = np.random.default_rng(SEED)
    drawn = [compute([judged[i] for i in generator.integers(0, len(judged), len(judged))]) for _ in range(DRAWS)]
    values = [value for value in drawn if value is not None and not np.isnan(value)]
    return (float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))) if values else None


def genre_f1(judged: Sequence[Judged]) -> float:
    """Macro-F1 of the four genres."""
    return f1([j.example.labelled.genre for j in judged], [str(j.assessment.genre) for j in judged])


def called_disguised(judged: Sequence[Judged]) -> float | None:
    """Share that is called disguised: recall over the disguised ones, false alarms over the honest ones."""
    return float(np.mean([bool(j.assessment.disguised) for j in judged])) if judged else None


def good_hollow_auc(judged: Sequence[Judged]) -> float | None:
    """How often a good reform material (hollow 0) scores above an empty one (hollow 3)."""
    good = [
        j.assessment.quality or 0.0 for j in judged if j.example.labelled.genre == "reform" and j.example.labelled.hollow == 0
    ]
    empty = [j.assessment.quality or 0.0 for j in judged if j.example.labelled.hollow == 3]
    if not good or not empty:
        return None
    return float(np.mean([(g > e) + 0.5 * (g == e) for g in good for e in empty]))


def quality_rho(judged: Sequence[Judged]) -> float:
    """Rank correlation of quality with the labelled one."""
    return spearman([j.example.labelled.quality for j in judged], [j.assessment.quality or 0.0 for j in judged])


def hollow_rho(judged: Sequence[Judged]) -> float:
    """Rank correlation of the hollow score with the labelled step."""
    return spearman([j.example.labelled.hollow for j in judged], [j.assessment.hollow_score or 0.0 for j in judged])


def twins(judged: Sequence[Judged]) -> float | None:
    """Share of hollowed twins that score below their original."""
    by_name = {j.example.labelled.name: j for j in judged}
    pairs = [(by_name[j.example.labelled.twin], j) for j in judged if j.example.labelled.twin in by_name]
    return float(np.mean([(a.assessment.quality or 0) > (b.assessment.quality or 0) for a, b in pairs])) if pairs else None


def _pairs(judged: Sequence[Judged]) -> list[Pair]:
    return [pair for j in judged for pair in j.sentences]


def kind_f1(judged: Sequence[Judged]) -> float:
    """Macro-F1 of the sentence kinds."""
    pairs = _pairs(judged)
    return f1([p.kind for p in pairs], [p.said_kind for p in pairs])


def boilerplate_f1(judged: Sequence[Judged]) -> float:
    """F1 of boilerplate sentences."""
    pairs = _pairs(judged)
    return f1([p.kind for p in pairs], [p.said_kind for p in pairs], only="boilerplate")


def specificity_rho(judged: Sequence[Judged]) -> float:
    """Rank correlation of specificity with the labelled degree."""
    pairs = _pairs(judged)
    return spearman([p.degree for p in pairs], [p.said_degree for p in pairs])


def specificity_partial(judged: Sequence[Judged]) -> float:
    """The same with sentence length held constant: partial rank correlation."""
    pairs = _pairs(judged)
    length = [p.length for p in pairs]
    ab = specificity_rho(judged)
    ac, bc = spearman([p.degree for p in pairs], length), spearman([p.said_degree for p in pairs], length)
    return (ab - ac * bc) / float(np.sqrt((1 - ac**2) * (1 - bc**2)))


def elements_f1(judged: Sequence[Judged]) -> float:
    """Micro-F1 of the five elements."""
    both = sum(len(j.example.labelled.elements & set(j.assessment.elements or ())) for j in judged)
    truth = sum(len(j.example.labelled.elements) for j in judged)
    said = sum(len(j.assessment.elements or ()) for j in judged)
    return 2 * both / (truth + said) if truth + said else float("nan")


def verdict_accuracy(judged: Sequence[Judged]) -> float:
    """Share of right verdicts."""
    return float(np.mean([j.assessment.verdict == j.example.labelled.verdict for j in judged]))


def brier(judged: Sequence[Judged]) -> float:
    """Mean squared distance of the certainty from being right (1) or wrong (0); 0 is best."""
    return float(
        np.mean([((j.assessment.certainty or 0.0) - (j.assessment.verdict == j.example.labelled.verdict)) ** 2 for j in judged])
    )
