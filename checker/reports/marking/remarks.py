"""What a marked copy is, and what is said in it: the same words whatever the format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.assessment import Assessment
from checker.checks.finding import Finding, Severity
from checker.reports import wording
from checker.reports.safe import xml_text

AUTHOR, INITIALS = "干货", "干"
_WORST_FIRST: tuple[Severity, ...] = ("high", "medium", "low")
# A quotation in a remark that stands elsewhere: enough to find the words by.
LONGEST_QUOTE = 40


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked copy. `suffix` is the file's (``.docx``, ``.pdf``); `placed` findings are marked at their very words.

    `elsewhere` are the ids of those that are told at another place: their words stand where no mark can be.
    """

    suffix: str
    data: bytes
    placed: int
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of one run of the text: all findings about the very same words. `severity` is the worst of theirs."""

    start: int
    end: int
    severity: Severity
    ids: tuple[str, ...]
    text: str


def notes(assessment: Assessment) -> list[Note]:
    """The findings to be marked, in the order of the text: those that every report shows, and all that weigh most."""
    together: dict[tuple[int, int], list[tuple[str, Finding]]] = {}
    for id, finding in _chosen(assessment):
        together.setdefault((finding.start, finding.end), []).append((id, finding))
    return [
        Note(
            start,
            end,
            min((finding.severity for _, finding in pairs), key=_WORST_FIRST.index),
            tuple(id for id, _ in pairs),
            xml_text("\n".join(_told(finding) for _, finding in pairs)),
        )
        for (start, end), pairs in sorted(together.items())
    ]


def overall(assessment: Assessment, *more: str) -> str:
    """The verdict, the sum that leads to it, and `more` lines: the one remark about the whole paper."""
    a = assessment
    lines = [f"【总评】结论：{wording.verdict(a)}"]
    points = "".join(f" − {deduction.points:g}" for deduction in a.deductions or ())
    lines.append(f"得分：100{points} ＝ {a.quality:g}" if points else f"得分：{a.quality:g}")
    lines += [f"−{d.points:g}　{wording.check_name(d.check)}：{d.reason}" for d in a.deductions or ()]
    if a.review_reason:
        lines.append(f"需人工复核：{a.review_reason}")
    total, shown = len(a.findings or ()), len(_chosen(a))
    if total > shown:
        lines.append(f"问题共{total}处，标出最重的{shown}处。")
    return xml_text("\n".join([*lines, *more, "结论供人参考，由人决定。"]))


def moved(assessment: Assessment, note: Note) -> str:
    """The text of a note that cannot stand at its words: where they are, and how they begin."""
    quote = " ".join((assessment.text or "")[note.start : note.end].split())
    if not quote or assessment.material is None:
        return note.text
    document = assessment.material.document
    what = wording.STORIES[document.paragraphs[document.paragraph_at(note.start)].story]
    shortened = quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE] + "……"
    return xml_text(f"（说的是{what}里的“{shortened}”，那里不能加批注。）\n{note.text}")


def title(assessment: Assessment) -> tuple[int, int] | None:
    """Where in the text the first paragraph of the title stands; None where there is no title."""
    material = assessment.material
    if material is None or "title" not in material.parts:
        return None
    index = material.parts.index("title")
    start = material.document.starts[index]
    return start, start + len(material.document.paragraphs[index].text)


def result(suffix: str, data: bytes, noted: Sequence[Note], elsewhere: Sequence[str]) -> Marked:
    """The marked copy in which all of `noted` is told, `elsewhere` not at its words."""
    return Marked(suffix, data, sum(len(note.ids) for note in noted) - len(elsewhere), tuple(elsewhere))


def _chosen(assessment: Assessment) -> list[tuple[str, Finding]]:
    shown = {id for group in wording.groups(assessment) for id, _ in group.shown}
    return [(id, finding) for id, finding in assessment.findings or () if id in shown or finding.severity == "high"]


def _told(finding: Finding) -> str:
    # A copy goes back to its unit: what stands in another unit's paper is not shown in it.
    other = wording.other_place(finding, LONGEST_QUOTE) if finding.related and finding.related.file is None else ""
    return (
        f"【{wording.check_name(finding.check)}】{finding.message}\n{other}{chr(10) if other else ''}建议：{finding.suggestion}"
    )
