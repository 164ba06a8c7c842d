"""内容空洞：可核实的具体内容太少，或者有数字、没内容。

查什么：逐句打 0–3 分（口号、一般做法、有一个具体之处、能完整核实），看正文的平均分；整段没有一处具体内容的段落，
以及只数会议、文件、横幅的“留痕数字”、没有基数的百分比、“覆盖率100%”，都单独指出。
为什么：典型经验要让别人学得走，就得写清谁、在哪里、按什么规定、多少人、结果怎样。
局限：数字不等于具体，没有数字也可以很具体（四大工厂维修人员互通互用）；扫描件识别错的数字会影响判断。
正例：全年召开推进会12次，印发简报36期，知晓率达到100%。
反例：焊工考上技师的，从次月起每月多发四百元，去年有十一人拿到。
选项：least_sentences 一段至少有几句、且一处具体内容也没有，才算空段（默认 3）。
出处：句子具体程度的研究（Li & Nenkova 2015；Ko 等 2019）与标注指南的四级尺度；半月谈对“痕迹主义”的报道。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from checker.checks.around import Around
from checker.checks.finding import Finding, Options, Outcome
from checker.language import lazily
from checker.language.material import Material, Sentence
from checker.learned.features import FULL
from checker.learned.labels import HIGHEST_SPECIFICITY, Labels, SentenceLabel

ID = "specificity"
NAME = "内容空洞"
OPTIONS: dict[str, float] = {"least_sentences": 3}

# Below this probability of being specific no sentence of a paragraph counts as a fact.
DOUBTFUL = 0.35
# A paper count is named only where the sentence holds this many, or the count stands beside a paper word.
ALL = lazily.pattern(
    r"(?:覆盖|知晓|参与|参训|签订|建制|完成|满意|合格|达标|入会|建会|上墙)[率面]?[^，。；]{0,6}(?:100\s?[%％]|百分之百|百分百)"
)


def check(material: Material, labels: Labels, around: Around, options: Options) -> Outcome:
    """Measures: mean (0–1), specific_share (0–1, by characters). Findings: empty paragraphs, paper counts, baseless figures."""
    measures = {"mean": labels.specificity / HIGHEST_SPECIFICITY, "specific_share": labels.share("specific")}
    judged = labels.body(material.sentences)
    findings = [*_empty_paragraphs(judged, int(options["least_sentences"])), *_pseudo(judged)]
    order = {"high": 0, "medium": 1, "low": 2}
    return Outcome(measures, tuple(sorted(findings, key=lambda finding: (order[finding.severity], finding.start - finding.end))))


def _empty_paragraphs(judged: list[tuple[Sentence, SentenceLabel]], least: int) -> Iterator[Finding]:
    for _, group in groupby(judged, key=lambda pair: pair[0].paragraph):
        pairs = list(group)
        if len(pairs) < least or any(label.kinds["specific"] >= DOUBTFUL for _, label in pairs):
            continue
        yield Finding(
            ID,
            "high",
            f"这一段{len(pairs)}句，没有一处可核实的内容。",
            "补上一个实例：谁、在哪个车间或岗位、按什么规定、多少人、结果怎样？",
            pairs[0][0].start,
            pairs[-1][0].end,
        )


def _pseudo(judged: list[tuple[Sentence, SentenceLabel]]) -> Iterator[Finding]:
    """Figures that look like facts: a sentence that is specific in full is left alone."""
    for sentence, label in judged:
        if label.kind == "specific" and label.specificity >= FULL:
            continue
        if whole := ALL.search(sentence.normal):
            yield _figure(sentence, f"“{whole.group()}”没有分母，也不说明效果。", "一共多少人、其中多少人？做到之后什么变了？")
            continue
        facts = {fact[2] for fact in sentence.facts}
        if label.kind == "specific" or not facts:
            continue
        trail = [sentence.normal[start:end] for start, end, lexicon in sentence.hits if lexicon == "paper_trail"]
        if trail and facts & {"activity", "paper", "all"}:
            yield _figure(
                sentence,
                f"只数了{'、'.join(dict.fromkeys(trail[:3]))}，是留痕数字，不是改革成效。",
                "这些会和文件定了什么规定？工人因此得到什么？",
            )
        elif facts & {"percent", "ratio"} and not facts & {"range", "date", "people"}:
            yield _figure(sentence, "百分比没有基数，也没说跟什么时候比。", "从多少到多少？统计的是哪些人、哪段时间？")


def _figure(sentence: Sentence, message: str, suggestion: str) -> Finding:
    return Finding(ID, "medium", message, suggestion, sentence.start, sentence.end)
