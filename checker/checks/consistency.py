"""数据存疑：材料里的数字自己和自己对不上。

查什么：分项比总数还多、加起来不等于总数；百分比与两头的人数、金额对不上；说提高、数却降了；占比、合格率超过百分之百；
每人每月的标准乘人数、月数不等于总额；同一个数（职工总数、技师人数、累计投入……）前后两个说法；日期不存在、结束早于开始、
落款以后才发生的事写成已经办完。
为什么：数字是材料里最容易核实的东西，一处对不上，整篇的可信度都要打折扣；转报之前请报送单位自己核对，比让上级发现好。
局限：只说存疑，不说谁错；约、近、余、多和四舍五入都留了余地；党员、女工、高级工可以是同一个人，这样的分项不相加；年份、范围、单位不同的数
不比；表格里的数不查。两种读法有一种说得通的，不提。
正例：现有职工120人，其中一车间50人、二车间45人、三车间33人（相加是128人）。
反例：现有职工120人，其中党员40人、女工60人、高级工35人（可以是同一个人，不相加）。
选项：most_findings 一份材料最多列出几处（默认 12）。
出处：统计工作“分项之和等于总数”的平衡关系与四舍五入规则（GB/T 8170）；公文校对中“数字前后一致”的要求。
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from checker.checks.around import Around
from checker.checks.finding import Finding, Options, Outcome, Related, Severity
from checker.language.figures import among, changes, dates, elsewhere, money, named, partition, parts, rates, shares, transposed
from checker.language.figures.named import Mention
from checker.language.figures.passage import Conflict, Passage
from checker.language.material import Material, Sentence
from checker.language.normalising import normalise
from checker.learned.labels import Labels

ID = "consistency"
NAME = "数据存疑"
OPTIONS: dict[str, float] = {"most_findings": 12}

RULES = (
    parts.conflicts,
    partition.conflicts,
    partition.totals,
    among.conflicts,
    changes.conflicts,
    shares.conflicts,
    rates.conflicts,
    money.conflicts,
    dates.conflicts,
)
# Of a whole paper.
PAPER_RULES = (among.votes, elsewhere.conflicts, transposed.conflicts)
# Findings against which later ones are held, so that a hostile paper costs time in proportion.
COMPARED = 60
ORDER: dict[Severity, int] = {"high": 0, "medium": 1, "low": 2}


class _Paragraph:
    """The sentences of one paragraph as a passage, with the way back to the material's text."""

    def __init__(self, sentences: list[Sentence]) -> None:
        self.sentences = sentences
        self.starts = [0]
        self.origins: dict[int, Sequence[int]] = {}
        for sentence in sentences:
            self.starts.append(self.starts[-1] + len(sentence.normal))
        self.passage = Passage("".join(sentence.normal for sentence in sentences))

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the material's text of characters `start`…`end` of the passage."""
        return self._offset(start), self._offset(end - 1) + 1

    def _offset(self, at: int) -> int:
        index = min(bisect_right(self.starts, at), len(self.sentences)) - 1
        sentence, inside = self.sentences[index], at - self.starts[index]
        if index not in self.origins:
            normal, origin = normalise(sentence.text)
            # A sentence by itself may be matched in other characters than in its paragraph, but not in another length.
            self.origins[index] = origin if len(normal) == len(sentence.normal) else range(len(sentence.text))
        return sentence.start + self.origins[index][min(inside, len(self.origins[index]) - 1)]


class _Paper:
    """The paragraphs of a paper as one passage, for what is told in two places far apart."""

    def __init__(self, paragraphs: list[_Paragraph]) -> None:
        self.paragraphs = paragraphs
        self.passage = Passage.joined([paragraph.passage for paragraph in paragraphs])
        self.starts = [0]
        for paragraph in paragraphs:
            self.starts.append(self.starts[-1] + len(paragraph.passage.text) + 1)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """As that of a paragraph; a stretch lies in one."""
        index = bisect_right(self.starts, start) - 1
        base = self.starts[index]
        return self.paragraphs[index].place(start - base, min(end - base, len(self.paragraphs[index].passage.text)))


def check(material: Material, labels: Labels, around: Around, options: Options) -> Outcome:
    """Measures: conflicts (how many). Findings: contradictions (medium), then two values of one name (low)."""
    findings: list[Finding] = []
    paragraphs: list[_Paragraph] = []
    told: list[tuple[_Paragraph, Mention]] = []
    signature = _signature(material)
    heading, own = "", (material.unit or "")
    for _, group in groupby(material.sentences, key=lambda sentence: sentence.paragraph):
        sentences = list(group)
        if sentences[0].part == "heading":
            heading = sentences[0].normal
        if not any(sentence.facts for sentence in sentences):
            continue
        paragraph = _Paragraph(sentences)
        paragraphs.append(paragraph)
        for rule in RULES:
            findings += (_finding(material, paragraph, conflict) for conflict in rule(paragraph.passage))
        told += ((paragraph, mention) for mention in named.mentions(paragraph.passage, heading, own))
        told += ((paragraph, mention) for mention in named.changes(paragraph.passage))
        if signature:
            findings += _after_signature(material, paragraph, *signature)
    findings += _two_values(material, told)
    paper = _Paper(paragraphs)
    for paper_rule in PAPER_RULES:
        findings += (_finding(material, paper, conflict) for conflict in paper_rule(paper.passage))
    findings += _impossible_signature(material)
    distinct = _distinct(findings)
    measures = {"conflicts": float(len(distinct))}
    return Outcome(measures, tuple(sorted(distinct, key=lambda f: (ORDER[f.severity], f.start))[: int(options["most_findings"])]))


def _finding(material: Material, paragraph: _Paragraph | _Paper, conflict: Conflict) -> Finding:
    start, end = paragraph.place(conflict.start, conflict.end)
    related = None
    if (conflict.start, conflict.end) != (conflict.other_start, conflict.other_end):
        related = _related(material, *paragraph.place(conflict.other_start, conflict.other_end))
    return Finding(ID, "medium", conflict.message, conflict.suggestion, start, end, related)


def _related(material: Material, start: int, end: int) -> Related:
    return Related(material.document.paragraph_at(start), start, end, material.text[start:end])


def _two_values(material: Material, told: list[tuple[_Paragraph, Mention]]) -> Iterator[Finding]:
    """Each telling that differs from the first of its name."""
    first: dict[tuple[str, ...], tuple[_Paragraph, Mention]] = {}
    for paragraph, mention in told:
        known = first.setdefault(mention.key, (paragraph, mention))
        if named.differ(known[1], mention):
            start, end = paragraph.place(mention.start, mention.end)
            other = known[0].place(known[1].start, known[1].end)
            yield Finding(
                ID,
                "low",
                f"{mention.name}前面写的是{_said(known)}，这里写的是{_said((paragraph, mention))}，存疑。",
                "哪一个数是对的？如果时间或范围不同，请写明。",
                start,
                end,
                _related(material, *other),
            )


def _said(told: tuple[_Paragraph, Mention]) -> str:
    return told[0].passage.said(told[1].amount)


def _signature(material: Material) -> tuple[dates.Date, int, int] | None:
    """The date under the paper and where it stands."""
    indices = [index for index, part in enumerate(material.parts) if part == "signature"]
    normals = [normalise(material.document.paragraphs[index].text) for index in indices]
    found = dates.signed([normal for normal, _ in normals])
    if found is None:
        return None
    line, date = found
    base, origin = material.document.starts[indices[line]], normals[line][1]
    return date, base + origin[date.start], base + origin[date.end - 1] + 1


def _impossible_signature(material: Material) -> Iterator[Finding]:
    """Days under the paper that no calendar has."""
    for index, part in enumerate(material.parts):
        text = material.document.paragraphs[index].text if part == "signature" else ""
        if "月" in text and len(text) <= dates.LONGEST_SIGNATURE:
            normal, origin = normalise(text)
            for conflict in dates.impossible(Passage(normal)):
                base = material.document.starts[index]
                start, end = base + origin[conflict.start], base + origin[conflict.end - 1] + 1
                yield Finding(ID, "medium", conflict.message, conflict.suggestion, start, end)


def _after_signature(
    material: Material, paragraph: _Paragraph, signature: dates.Date, begin: int, finish: int
) -> Iterator[Finding]:
    for date in dates.after(paragraph.passage, signature):
        start, end = paragraph.place(date.start, date.end)
        yield Finding(
            ID,
            "medium",
            f"落款是{material.text[begin:finish]}，这里却写了{material.text[start:end]}已经发生的事，存疑。",
            "是日期写错了，还是还没有做的事？",
            start,
            end,
            _related(material, begin, finish),
        )


def _distinct(findings: list[Finding]) -> list[Finding]:
    """One finding for one contradiction: where several rules speak of the same places, the first."""
    kept: list[Finding] = []
    for finding in findings:
        # Beyond what is ever shown the first of a place is not looked for.
        if not any(_overlap(finding, other) for other in kept[:COMPARED]):
            kept.append(finding)
    return kept


def _overlap(one: Finding, other: Finding) -> bool:
    """Whether both places of two findings, in either order, touch."""
    first, second = ([(f.start, f.end)] + ([(f.related.start, f.related.end)] if f.related else []) for f in (one, other))
    return all(any(a < d and c < b for c, d in second) for a, b in first)
