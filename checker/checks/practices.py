"""The practices that a material tells of: what was done, for whom, by which rule, with what result; cut from its own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import fmean

import numpy as np

from checker.checks.finding import Practice
from checker.language import deeds, lazily, naming
from checker.language.anatomy import ENUMERATED
from checker.language.deeds import Span
from checker.language.material import Material, Sentence
from checker.learned.features import FULL, stock_share
from checker.learned.labels import HIGHEST_SPECIFICITY, Labels, SentenceLabel
from checker.peers.background import Background, terms

# A sentence is a deed where it is rather specific than not, and one of the reform where the topic is believed this far: the
# reform shares its words with all other work, so that its belief is rarely high. A result is known by its own marks too.
SPECIFIC, REFORM, RESULT = 0.5, 0.35, 0.25
# A section whose heading says so tells results, whatever words its sentences use; or what is no deed at all.
RESULTS = lazily.pattern(r"变化|成效|效果|见效|成果|结果|收获|实效|完成情况|有没有用|有用没有")
ASIDES = lazily.pattern(r"体会|启示|问题|不足|打算|下一?步|背景|困难|缘起|起因|为什么|教训|思考|计划|由来|目标")
# A result told elsewhere belongs to the practice with which it shares this many words that no other practice of the paper
# says; a word of two practices counts half, and one of more than so many nothing.
SHARED, COMMON = 0.7, 8
# Words that stand in any sentence about workers.
ANYWHERE = frozenset({
    "公司", "企业", "集团", "我们", "职工", "工人", "员工", "现在", "如今", "目前", "去年", "今年", "以上", "以下", "已经",
    "没有", "全部", "其中", "一个", "每月", "自己", "当月", "次月",
})  # fmt: skip
# Of two measures told as fully the earlier is the matter of the paragraph: this much a place later.
EARLIER = 0.1
# Of a paragraph of many measures so many are asked for whom they are.
MOST_ASKED = 12
# Rules beside the measure itself, and results, of which so many are shown.
SHOWN = 2
# A sentence of this much strength says a rule of its own.
OWN_RULE = 0.25
# What comes before a condition is shown apart from it from so many characters on.
APART = 18
# A rule that takes up so much of the measure's sentence is that sentence.
NEARLY_ALL = 0.7
# Specificity from a generic action (1) to a rule told in full (guide: 3, of which the model gives 2.5) makes a measure stronger.
TOLD_FROM, TOLD_FULLY = 1.0, 2.5
# A result is told fully from this specificity on.
RESULT_TOLD = 2.0
# A rule is half of what another unit needs, the result that shows that it works a third, those it is for the rest.
RULE, RESULT_SHARE, WHOM = 0.5, 0.35, 0.15
# Words that two in three papers' practices share are ordinary: what counts is how far beyond that a practice is its own.
STEEPNESS = 3
# A practice of few terms is taken for an ordinary one in the measure of so many terms.
ORDINARY, ORDINARY_TERMS = 0.9, 5
# What is told less fully is a deed, but no practice to show.
LEAST_COMPLETE = 0.35


@dataclass
class _Block:
    """The sentences of a paragraph or an enumerated item by what they do; `title` names them. Indices into the sentences."""

    title: int | None
    opening: int | None = None
    measures: list[int] = field(default_factory=list)
    results: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """The practices, the best first; `loose` are results that belong to none, `told` says that there are measures at all."""

    practices: tuple[Practice, ...]
    loose: tuple[Span, ...]
    told: bool


def find(material: Material, labels: Labels, background: Background) -> Found:
    """The practices of a material, against what others say."""
    sentences = material.sentences
    blocks, loose = _blocks(sentences, labels)
    unbound = _bind(sentences, blocks, loose)
    rarities = _rarities([[sentences[i] for i in block.measures] for block in blocks], background)
    practices = [_practice(sentences, labels, block, rarity) for block, rarity in zip(blocks, rarities, strict=True)]
    kept = sorted((p for p in practices if p.completeness >= LEAST_COMPLETE), key=lambda p: (-p.score, p.what))
    return Found(tuple(kept), tuple((sentences[i].start, sentences[i].end) for i in unbound), bool(blocks))


def _blocks(sentences: Sequence[Sentence], labels: Labels) -> tuple[list[_Block], list[int]]:
    """Blocks with a measure, and results that stand in none."""
    blocks: list[_Block] = []
    loose: list[int] = []
    title: int | None = None
    block = _Block(None)
    paragraph = -1
    aside = results = among_results = False
    for index, (sentence, label) in enumerate(zip(sentences, labels.sentences, strict=True)):
        if sentence.part == "heading":
            title, paragraph = index, -1
            aside, results = _kind(sentence)
        if sentence.part != "body":
            continue
        if sentence.paragraph != paragraph or (block.measures and ENUMERATED.match(sentence.normal)):
            block = _Block(title, index if _opens(sentence, label) else None)
            blocks.append(block)
            paragraph = sentence.paragraph
            among_results = results or (block.opening is not None and _kind(sentence)[1])
        role = None if aside else _role(sentence, label, among_results)
        if role == "measure":
            block.measures.append(index)
        elif role == "result":
            (block.results if block.measures else loose).append(index)
    return [block for block in blocks if block.measures], loose


def _kind(heading: Sentence) -> tuple[bool, bool]:
    """Whether what follows is no deed, and whether it is results."""
    results = RESULTS.search(heading.normal) is not None
    return not results and ASIDES.search(heading.normal) is not None, results


def _opens(sentence: Sentence, label: SentenceLabel) -> bool:
    """Whether the first sentence of a paragraph stands for a heading (先立一本等级册。)."""
    return len(sentence.normal) <= naming.SHORT and label.kind != "boilerplate"


def _role(sentence: Sentence, label: SentenceLabel, among_results: bool) -> str | None:
    specific = label.kinds["specific"]
    if label.kind == "boilerplate" or sentence.quotation or specific < RESULT:
        return None
    if deeds.is_result(sentence):
        return "result"
    if specific < SPECIFIC or deeds.is_aside(sentence):
        return None
    if among_results:
        return "result"
    done = not deeds.describes(sentence) and (label.specificity >= FULL or deeds.is_deed(sentence))
    return "measure" if done and label.topics["reform"] >= REFORM else None


def _bind(sentences: Sequence[Sentence], blocks: list[_Block], loose: Sequence[int]) -> list[int]:
    """Give each loose result to the practice whose words it shares, to the only one in any case; return what is left."""
    if len(blocks) == 1:
        blocks[0].results += loose
        return []
    if not loose:
        return []
    by_word: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        for word in {word for i in block.measures for word in _words(sentences[i])}:
            by_word.setdefault(word, []).append(number)
    left = []
    for index in loose:
        shared: dict[int, float] = {}
        for word in sorted(set(_words(sentences[index]))):
            having = by_word.get(word, ())
            if len(having) <= COMMON:
                for number in having:
                    shared[number] = shared.get(number, 0.0) + 1.0 / len(having)
        best = max(shared, key=lambda number: (shared[number], -number), default=None)
        if best is not None and shared[best] >= SHARED:
            blocks[best].results.append(index)
        else:
            left.append(index)
    return left


def _words(sentence: Sentence) -> Iterator[str]:
    return (word for word in sentence.words if len(word) > 1 and not word[0].isdigit() and word not in ANYWHERE)


def _practice(sentences: Sequence[Sentence], labels: Labels, block: _Block, rarity: float) -> Practice:
    ruled = {i: deeds.rule_strength(sentences[i]) for i in block.measures}
    strength = {i: _strength(sentences[i], labels.sentences[i], ruled[i]) for i in block.measures}
    lead = max(enumerate(block.measures), key=lambda pair: strength[pair[1]] - EARLIER * pair[0])[1]
    what, rule = _rule(sentences, lead, strength, ruled)
    own = [sentences[lead], *(sentences[i] for i in block.measures)]
    who = naming.whom(own[: 1 + MOST_ASKED])
    telling = sorted(block.results, key=lambda i: -labels.sentences[i].specificity)[:SHOWN]
    results = tuple((sentences[i].start, sentences[i].end) for i in sorted(telling))
    if not results and (among := next(((s, span) for s in own[1:] if (span := deeds.outcome(s))), None)):
        results = (naming.in_text(*among),)
    told = max((labels.sentences[i].specificity for i in telling), default=0.5 * HIGHEST_SPECIFICITY * bool(results))
    complete = RULE * max(strength.values()) + WHOM * (who is not None) + RESULT_SHARE * min(1.0, told / RESULT_TOLD)
    reform = fmean(labels.sentences[i].topics["reform"] for i in block.measures)
    return Practice(
        name=_name(sentences, labels, block, lead),
        what=what,
        whom=naming.in_text(own[who[0]], who[1]) if who else None,
        rule=rule,
        results=results,
        rarity=rarity,
        completeness=complete,
        score=complete * rarity**STEEPNESS * reform,
    )


def _strength(sentence: Sentence, label: SentenceLabel, ruled: float) -> float:
    """How fully a measure is told, 0–1: by the marks of a rule, and by how far it can be checked, slogans aside."""
    told = min(1.0, max(0.0, (label.specificity - TOLD_FROM) / (TOLD_FULLY - TOLD_FROM)))
    return 0.5 * (ruled + told) * (1.0 - stock_share(sentence))


def _rule(
    sentences: Sequence[Sentence], lead: int, strength: dict[int, float], ruled: dict[int, float]
) -> tuple[Span, tuple[Span, ...]]:
    """What was done, and by which rule: sentences that lay down more, else the conditions of the measure itself."""
    main = sentences[lead]
    what = (main.start, main.end)
    others = sorted((i for i in strength if i != lead), key=lambda i: -strength[i])[:SHOWN]
    if more := sorted(i for i in others if ruled[i] >= OWN_RULE):
        return what, tuple((sentences[i].start, sentences[i].end) for i in more)
    if not (span := naming.conditions(main)):
        return what, ()
    rule = naming.in_text(main, span)
    if rule[1] - rule[0] >= NEARLY_ALL * (main.end - main.start):
        return what, (what,)
    return (main.start, rule[0]) if rule[0] - main.start >= APART else what, (rule,)


def _rarities(told: Sequence[Sequence[Sentence]], background: Background) -> list[float]:
    """How rare the terms of each practice are, on the average."""
    if not told:
        return []
    hashes = [terms(sentences) for sentences in told]
    count = np.array([*map(len, hashes)])
    summed = np.bincount(np.arange(len(told)).repeat(count), background.rarity(np.concatenate(hashes)), len(told))
    return list(((summed + ORDINARY * ORDINARY_TERMS) / (count + ORDINARY_TERMS)).tolist())


def _name(sentences: Sequence[Sentence], labels: Labels, block: _Block, lead: int) -> Span:
    """What the heading, a quotation or the opening of the paragraph calls it; else the clause that says best what was done."""
    title = block.title
    if title is not None and (span := naming.called(sentences[title])):
        return naming.in_text(sentences[title], span)
    if title is not None and labels.sentences[title].kind != "boilerplate" and (span := naming.heading(sentences[title])):
        return naming.in_text(sentences[title], span)
    for index in (lead, *block.measures):
        if span := naming.called(sentences[index]):
            return naming.in_text(sentences[index], span)
    if block.opening is not None and (span := naming.heading(sentences[block.opening])):
        return naming.in_text(sentences[block.opening], span)
    return naming.in_text(sentences[lead], naming.key_clause(sentences[lead]))
