"""数据存疑：材料里的数字自己和自己对不上。

查什么：分项比总数还多、加起来不等于总数，其余、结余、还剩、增减以后的数对不上，部分比全体还多；列出的名称和说的个数不一样；百分比与两头的人数、金额对不上；
说提高、数却降了，增减的数与前后两头、与文中别处写的那一年的数对不上；占比、合格率超过百分之百；每人每月的标准乘人数、月数不等于总额，人均与总额对不上；同一个数
（职工总数、任务项数、累计投入、“五个突出”……）前后两个说法；工龄、周年与年份对不上；日期不存在、结束早于开始、时长对不上，先执行后通过一类的先后颠倒，落款以后才发生的事写成已经办完（没有“了”“已”的，由线性模型按前后文判断，models/tenses.json），印发的时间与文号的年份、成立以前做的事，通知、方案
要求的期限比落款还早。
为什么：数字是材料里最容易核实的东西，一处对不上，整篇的可信度都要打折扣；转报之前请报送单位自己核对，比让上级发现好。
局限：只说存疑，不说谁错；约、近、余、多和四舍五入都留了余地；党员、女工、高级工可以是同一个人，这样的分项不相加；年份、范围、单位不同的数
不比；表格里的数不查。附近的数不论怎么配，有一种说得通的，不提；没见过的写法里，每三十份左右仍可能有一处是错怪；差得太远的，当作说的是别的事，也不提；凭上下文推断的和同一个数的两个说法只作轻微提示；同一个数的两个说法，只在两数只差一个
数字或相邻两个数字颠倒（个位数不限）、后一处说的是前面提过的、用词又很接近时才提，换了说法的会漏掉。宁可漏掉，不错怪：实际的错处大约找得出三分之二，同一个数的两个说法和日期先后只找得出一半。
正例：现有职工120人，其中一车间50人、二车间45人、三车间33人（相加是128人）。
反例：现有职工120人，其中党员40人、女工60人、高级工35人（可以是同一个人，不相加）。
选项：most_findings 一份材料最多列出几处（默认 12）。
出处：统计工作“分项之和等于总数”的平衡关系与四舍五入规则（GB/T 8170）；公文校对中“数字前后一致”的要求。
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.checks.around import Around
from checker.checks.finding import Finding, Options, Outcome, Related, Severity
from checker.language import lazily
from checker.language.anatomy import Part
from checker.language.figures import (
    accounts,
    ages,
    among,
    changes,
    differences,
    listed,
    order,
    parts,
    products,
    runs,
    shares,
    since,
    steps,
    sums,
    terms,
    values,
)
from checker.language.figures.paper import Conflict, Paper
from checker.language.material import Material
from checker.language.normalising import in_chinese_marks, normalise
from checker.learned import tenses
from checker.learned.labels import Labels

ID = "consistency"
NAME = "数据存疑"
OPTIONS: dict[str, float] = {"most_findings": 12}

# Contradictions; then what is likely one: told in hardly any words of its own, or one thing with two numbers.
SURE = (
    parts.conflicts,
    sums.conflicts,
    among.conflicts,
    changes.conflicts,
    since.conflicts,
    shares.conflicts,
    products.conflicts,
    terms.conflicts,
    order.conflicts,
    steps.conflicts,
    listed.conflicts,
)
DOUBTFUL = (runs.conflicts, accounts.conflicts, differences.conflicts, ages.conflicts, values.conflicts)
# Findings against which later ones are held, so that a hostile paper costs time in proportion.
COMPARED = 60
# From this belief on a date is taken for one of a deed; set in sight of clean papers that may be looked at.
SURELY_PAST = 0.92
# A line with so many bars is a row of a table.
COLUMNS = 2
DATED = lazily.pattern(r"\s*[（(][^（()）]*\d年\d{1,2}月[^（()）]*[)）]")
ORDER: dict[Severity, int] = {"high": 0, "medium": 1, "low": 2}


class _Piece(NamedTuple):
    """A sentence, or a line of the title or under the paper: as matched, as written, and where it begins in the material."""

    normal: str
    text: str
    start: int
    paragraph: int


class _Text:
    """What is checked of a material, as one paper, with the way back."""

    def __init__(self, material: Material) -> None:
        title = list(_lines(material, "title"))
        self.pieces = [*title, *_sentences(material)]
        signature = list(_lines(material, "signature")) or list(_dated(material))
        self.starts: list[int] = []
        self.origins: dict[int, Sequence[int]] = {}
        text: list[str] = []
        length, paragraph = 0, None
        signed = None
        for piece in [*self.pieces, *signature]:
            if paragraph not in (None, piece.paragraph):
                text.append("\n")
                length += 1
            if signature and piece is signature[0]:
                signed = length
            paragraph = piece.paragraph
            self.starts.append(length)
            text.append(in_chinese_marks(piece.normal))
            length += len(piece.normal)
        self.pieces += signature
        self.paper = Paper("".join(text), sum(len(line.normal) + 1 for line in title), signed)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the material's text of characters `start`…`end` of the paper."""
        return self._offset(start), self._offset(end - 1) + 1

    def _offset(self, at: int) -> int:
        index = bisect_right(self.starts, at) - 1
        piece, inside = self.pieces[index], at - self.starts[index]
        if index not in self.origins:
            normal, origin = normalise(piece.text)
            # A sentence by itself may be matched in other characters than in its paragraph, but not in another length.
            self.origins[index] = origin if len(normal) == len(piece.normal) else range(len(piece.text))
        return piece.start + self.origins[index][min(inside, len(self.origins[index]) - 1)]


def _lines(material: Material, part: Part) -> Iterator[_Piece]:
    for index, own in enumerate(material.parts):
        if own == part:
            text = material.document.paragraphs[index].text
            yield _Piece(material.normals[index][0], text, material.document.starts[index], index)


def _dated(material: Material) -> Iterator[_Piece]:
    """What gives the date of a paper without a signature: （2023年5月6日，根据录音整理）; a date right behind the last stop."""
    yield from (line for line in _lines(material, "furniture") if DATED.match(line.normal))
    if material.sentences:
        last = material.sentences[-1]
        end = material.document.starts[last.paragraph] + len(material.document.paragraphs[last.paragraph].text)
        text = material.text[last.end : end]
        if text and not text.isspace():
            yield _Piece(normalise(text)[0], text, last.end, last.paragraph)


def _sentences(material: Material) -> Iterator[_Piece]:
    return (_Piece(s.normal, s.text, s.start, s.paragraph) for s in material.sentences if s.normal.count("|") < COLUMNS)


def paper_of(material: Material) -> Paper:
    """What is checked of a material, as one paper."""
    return _Text(material).paper


def _told_as_done(paper: Paper) -> Iterator[Conflict]:
    """Deeds after the paper's own date that all the words around them tell as done."""
    for date, horizon in order.unsaid(paper):
        if tenses.past(paper, date) > SURELY_PAST:
            yield order.too_late(paper, date, horizon)


def check(material: Material, labels: Labels, around: Around, options: Options) -> Outcome:
    """Measures: conflicts (how many). Findings: contradictions (medium), then what is likely one (low)."""
    text = _Text(material)
    findings = [_finding(material, text, "medium", conflict) for rule in (*SURE, _told_as_done) for conflict in rule(text.paper)]
    findings += (_finding(material, text, "low", conflict) for rule in DOUBTFUL for conflict in rule(text.paper))
    distinct = _distinct(findings)
    measures = {"conflicts": float(len(distinct))}
    return Outcome(measures, tuple(sorted(distinct, key=lambda f: (ORDER[f.severity], f.start))[: int(options["most_findings"])]))


def _finding(material: Material, text: _Text, severity: Severity, conflict: Conflict) -> Finding:
    start, end = text.place(conflict.start, conflict.end)
    related = None
    if (conflict.start, conflict.end) != (conflict.other_start, conflict.other_end):
        first, last = text.place(conflict.other_start, conflict.other_end)
        related = Related(material.document.paragraph_at(first), first, last, material.text[first:last])
    return Finding(ID, severity, conflict.message, conflict.suggestion, start, end, related)


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
