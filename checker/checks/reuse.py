"""雷同：与别的单位、本单位往期材料相似的段落，两处并排给出。

查什么：把单位名、数字、日期遮住以后，找出与同一轮其他单位、往期材料、上级文件、通知相同或只改了少数字词的段落；上级文件和
通知的原话不算，大家都用的套话不算。
为什么：照抄别人的，别人学不到东西；拿去年的换个日期再报，也不是今年的总结。
局限：只说哪里相似，不说谁抄谁；同一集团共用的制度原文、同一件事的两家各自表述也会相似，请对照两份人工判断；没有收进来的
材料查不到，所以单独检查一份时不查这一项。
正例：两个厂的材料里，“焊工考取技师的，从次月起每月增发技能津贴”一段只换了工种和金额。
反例：两份材料开头都写“以习近平新时代中国特色社会主义思想为指导”。
选项：least_alone 一个段落单独算数，至少要有多少个相同的、不是套话的字（默认 30）；least_exact 几乎一字不差、别处又没有的段落，
至少多少字（默认 22）；least_together 与同一份材料的各段合计多少字，就都算数（默认 48）。
出处：文本指纹筛选法（Schleimer 等 2003）和局部比对（Altschul 等 1990）；近年多地通报的公文抄袭、“文抄公”问题。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from checker.checks.around import Around
from checker.checks.finding import Finding, Options, Outcome, Related, Severity
from checker.language.material import Material
from checker.learned.labels import Labels
from checker.peers.passage import Origin, Passage

ID = "reuse"
NAME = "雷同"
OPTIONS: dict[str, float] = {"least_alone": 30, "least_exact": 22, "least_together": 48}

# Between independent papers of the corpora, each writer held against all others with the stock runs counted without it, a
# passage reached 15 such characters, one word for word 12, a pair of papers 15 in all: the options are about twice that.
# What is nearly word for word and stands nowhere else is evidence from fewer on.
EXACT = 0.95
# A passage with so many characters of its own words is no sentence that two people happened to write alike.
LONG = 60


@dataclass(frozen=True, slots=True)
class Source:
    """Another paper that a material shares passages with; `share` (0–1) is how much of the material's text stands in it too."""

    file: str
    unit: str | None
    origin: Origin
    earlier: bool
    share: float
    passages: tuple[Passage, ...]


def check(material: Material, labels: Labels, around: Around, options: Options) -> Outcome:
    """Measures: the share of the text (0–1) that stands in other units' papers, in one of them at the most, in the unit's own."""
    found = sources(material, around.passages or (), options)
    others = [source for source in found if source.origin == "other"]
    measures = {
        "other_share": covered(material, (p for source in others for p in source.passages)),
        "one_share": max((source.share for source in others), default=0.0),
        "earlier_share": max((source.share for source in found if source.earlier), default=0.0),
        "own_share": max((source.share for source in found if source.origin == "own"), default=0.0),
        "upper_share": covered(material, (p for source in found if source.origin == "upper" for p in source.passages)),
    }
    told = [(source, passage) for source in found if source.origin != "upper" for passage in source.passages]
    told.sort(key=lambda pair: (-pair[1].content, pair[1].start, pair[0].file))
    return Outcome(measures, tuple(_finding(source, passage, told) for source, passage in _first_of_each(told)))


def sources(material: Material, passages: Iterable[Passage], options: Options) -> tuple[Source, ...]:
    """The papers that the material shares enough with, those with the largest share first; what is chance or formula is none."""
    by_paper: dict[tuple[str, bool], list[Passage]] = defaultdict(list)
    for passage in passages:
        by_paper[passage.file, passage.earlier].append(passage)
    found = []
    for (file, earlier), shared in by_paper.items():
        together = sum(passage.content for passage in shared) >= options["least_together"]
        counted = tuple(p for p in shared if p.origin == "upper" or together or _counts(p, options))
        if counted:
            first = counted[0]
            found.append(Source(file, first.unit, first.origin, earlier, covered(material, counted), counted))
    return tuple(sorted(found, key=lambda source: (-source.share, source.file)))


def covered(material: Material, passages: Iterable[Passage]) -> float:
    """The share of the sentences' characters that lie in one of the passages."""
    spans = sorted((passage.start, passage.end) for passage in passages)
    if not spans:
        return 0.0
    whole = within = 0
    for sentence in material.sentences:
        whole += sentence.end - sentence.start
        position = sentence.start
        for start, end in spans:
            if end > position and start < sentence.end:
                within += max(0, min(end, sentence.end) - max(start, position))
                position = max(position, min(end, sentence.end))
    return round(within / whole, 4) if whole else 0.0


def _counts(passage: Passage, options: Options) -> bool:
    exact = passage.similarity >= EXACT and passage.rare >= options["least_exact"]
    return exact or passage.content >= options["least_alone"]


def _first_of_each(told: list[tuple[Source, Passage]]) -> list[tuple[Source, Passage]]:
    """Of passages that stand in several papers the one that shows most; the others are counted in its message."""
    kept: list[tuple[Source, Passage]] = []
    for source, passage in told:
        if not any(_is_same(passage, other) for _, other in kept):
            kept.append((source, passage))
    return kept


def _is_same(passage: Passage, other: Passage) -> bool:
    """Whether half of a passage lies in another."""
    return 2 * (min(passage.end, other.end) - max(passage.start, other.start)) > passage.end - passage.start


def _finding(source: Source, passage: Passage, told: list[tuple[Source, Passage]]) -> Finding:
    """Whose the other paper is stands in `related` alone: what goes back to a unit names no other."""
    alike = f"{len(passage.quote)}字，{passage.similarity:.0%}相同"
    related = Related(passage.paragraph, passage.their_start, passage.their_end, passage.quote, source.file, source.unit)
    if source.origin == "own":
        message = f"这一段与本单位往期材料里的一段相似（{alike}）。"
        question = "这一段今年有什么新的做法、新的数字？没有的请删去，有的请写今年的。"
        return Finding(ID, "medium", message, question, passage.start, passage.end, related)
    others = len({other.file for other, theirs in told if other.file != source.file and _is_same(passage, theirs)})
    also = f"，另有{others}份材料也有这一段" if others else ""
    message = f"这一段与另一份{'往期' if source.earlier else ''}材料里的一段相似（{alike}{also}）。"
    question = "两份写的是同一件事、同一个制度，还是同样的话？请对照核实，写本单位自己的做法和数字。"
    severity: Severity = "high" if passage.content >= LONG else "medium"
    return Finding(ID, severity, message, question, passage.start, passage.end, related)
