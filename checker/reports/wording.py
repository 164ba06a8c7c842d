"""What reports call things: one place for the Chinese names of labels, and for the order and choice of what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from checker.assessment import Assessment
    from checker.checks.finding import Finding

VERDICTS = {"pass": "可转报", "revise": "退回修改", "reject": "不予转报"}
GENRES = {"reform": "产改材料", "union": "工会工作总结", "mixed": "产改与工会日常混写", "other": "其他文种"}
KINDS = {"boilerplate": "套话", "neutral": "一般", "specific": "具体"}
TOPICS = {"reform": "产改", "union": "工会日常", "other": "其他工作", "none": "泛泛而谈"}
STORIES = {
    "body": "正文",
    "table": "表格",
    "textbox": "文本框",
    "footnote": "脚注",
    "picture": "图片",
    "header": "页眉",
    "footer": "页脚",
}
SEVERITIES = {"high": "突出", "medium": "一般", "low": "轻微"}
STANDINGS = {"missing": "未报", "late": "迟报", "on time": "按时"}
ORIGINS = {"other": "其他单位", "own": "本单位往期", "upper": "上级文件、通知（不计）"}
HOLLOW = ("充实", "大体充实", "偏空", "空洞")
UNREADABLE = "读不出"
# Of one kind in one file so many are shown in full, the rest counted.
SHOWN = 3
# A heading is named by so many of its first characters.
LONGEST_PLACE = 16


class Placed(Protocol):
    """What is put in order by its quality."""

    @property
    def file(self) -> str: ...  # noqa: D102
    @property
    def quality(self) -> float | None: ...  # noqa: D102


_Placed = TypeVar("_Placed", bound=Placed)


class Judged(Protocol):
    """What is named of a material, whether it is at hand as an assessment or as an entry of a round."""

    @property
    def verdict(self) -> str | None: ...  # noqa: D102
    @property
    def quality(self) -> float | None: ...  # noqa: D102
    @property
    def characters(self) -> int | None: ...  # noqa: D102
    @property
    def genre(self) -> str | None: ...  # noqa: D102
    @property
    def disguised(self) -> bool | None: ...  # noqa: D102
    @property
    def elements(self) -> tuple[str, ...] | None: ...  # noqa: D102
    @property
    def scores(self) -> Mapping[str, float] | None: ...  # noqa: D102


class Shares(NamedTuple):
    """The body's characters by the kind of their sentences, in whole percent, together 100."""

    specific: int
    neutral: int
    boilerplate: int

    def __str__(self) -> str:
        return "、".join(f"{KINDS[kind]}{share}%" for kind, share in self._asdict().items())


def shares(assessment: Judged) -> Shares | None:
    """What the body is made of; None where nothing was judged."""
    scores = assessment.scores or {}
    if not assessment.characters or "specific_share" not in scores:
        return None
    specific, boilerplate = (round(100 * scores[name]) for name in ("specific_share", "boilerplate"))
    boilerplate = min(boilerplate, 100 - specific)
    return Shares(specific, 100 - specific - boilerplate, boilerplate)


def verdict(assessment: Judged) -> str:
    """The verdict in Chinese."""
    return VERDICTS[assessment.verdict] if assessment.verdict else UNREADABLE


def worst_first(assessments: Iterable[_Placed]) -> list[_Placed]:
    """Unreadable files, then by quality from the lowest; ties by name."""
    return sorted(assessments, key=lambda a: (a.quality if a.quality is not None else -1.0, a.file))


def kind_of_paper(assessment: Judged) -> str:
    """What the paper is, in one phrase."""
    if not assessment.genre:
        return ""
    if assessment.quality == 0 and not assessment.characters:
        return "空白材料"
    return GENRES[assessment.genre] + ("（以产改名义报送）" if assessment.disguised else "")


def elements(assessment: Judged) -> str:
    """The elements that the body gives, as a phrase."""
    from checker.checks.elements import NAMES

    given = "、".join(NAMES[name] for name in assessment.elements or ())
    return f"写到了{given}" if given else "五项要素都没写到"


def check_name(check: str) -> str:
    """A check in Chinese."""
    from checker.checks import CHECKS

    return str(CHECKS[check].NAME)


@dataclass(frozen=True)
class Group:
    """The findings of one check in one file: those shown, and how many there are in all."""

    check: str
    name: str
    shown: tuple[tuple[str, Finding], ...]
    total: int


def groups(assessment: Assessment) -> Iterator[Group]:
    """The findings check by check, the dearest check first."""
    from checker.checks import CHECKS

    points = {deduction.check: deduction.points for deduction in assessment.deductions or ()}
    for check in sorted(CHECKS, key=lambda name: (-points.get(name, 0.0), list(CHECKS).index(name))):
        own = [pair for pair in assessment.findings or () if pair[1].check == check]
        if own:
            yield Group(check, check_name(check), tuple(own[:SHOWN]), len(own))


def quote(assessment: Assessment, finding: Finding, longest: int = 0) -> str:
    """The words that a finding is about; shortened in the middle where `longest` is given."""
    text = " ".join((assessment.text or "")[finding.start : finding.end].split())
    if longest and len(text) > longest:
        return text[: longest * 2 // 3] + "……" + text[-longest // 3 :]
    return text


def other_place(finding: Finding, longest: int) -> str:
    """The other place that a finding speaks of, in one phrase with its words; empty where there is none."""
    there = finding.related
    if there is None:
        return ""
    text = " ".join(there.quote.split())
    if len(text) > longest:
        text = text[: longest * 2 // 3] + "……" + text[-longest // 3 :]
    where = f"另一份（{there.unit + '，' if there.unit else ''}{there.file}）" if there.file else "另一处"
    return f"{where}：“{text}”"


def place(assessment: Assessment, finding: Finding) -> str:
    """Where a finding stands, as a person finds it: under which heading, or at the beginning."""
    above = [s for s in assessment.sentences or () if s.part == "heading" and s.start <= finding.start]
    return f"〔{above[-1].text[:LONGEST_PLACE]}〕" if above else "〔开头部分〕"


def reading(assessment: Assessment) -> str:
    """What of the file was read, from where, and what was not, in one phrase."""
    if assessment.material is None:
        return ""
    document = assessment.material.document
    read = "、".join(f"{STORIES[story]}{count}字" for story, count in document.sources.items())
    left = "、".join(f"{item.what}{'' if item.characters is None else f'{item.characters}字'}" for item in document.left_out)
    share = f"，约占全部文字的{document.share_read:.0%}" if document.share_read < 1 else ""
    return f"读出{read or '0字'}{share}" + (f"；没有读入{left}" if left else "")


def needs_a_word_on_reading(assessment: Assessment) -> bool:
    """Whether something of the file is not in the text, so that a person should know."""
    return assessment.material is not None and bool(assessment.material.document.left_out)
