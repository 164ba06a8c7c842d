"""Explanations for `ganhuo explain`: a check's page from its docstring, and why each sentence got its label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.assessment import Assessment
from checker.checks import CHECKS
from checker.language.lexicon import families
from checker.language.material import Material, Sentence
from checker.learned.labels import explain_kinds, label
from checker.learned.linear import Contribution
from checker.reports import wording

# So many reasons are named for and against.
REASONS = 4
# A contribution smaller than this moves nothing.
LEAST = 0.08

PARTS = {"heading": "小标题", "lead": "开头段", "closing": "结尾段", "body": "正文", "引述": "引述"}
SIGNALS = {
    "mechanism": "规则用语",
    "before_after": "前后对比",
    "paper_trail": "留痕用语",
    "vague": "模糊数量",
    "plan": "打算、要求",
    "problem": "问题用语",
    "post": "岗位、工种",
    "inner_place": "车间、班组",
    "named_act": "有据可查的决定",
    "event": "活动",
    "money": "金额",
    "percent": "百分比",
    "activity": "场次、人次",
    "paper": "份数、期数",
    "people": "人数",
    "time": "时长",
    "grade": "级别",
    "thing": "件数",
    "date": "日期",
    "all": "百分之百、全覆盖",
    "ratio": "比例",
    "rule": "制度名称",
    "document": "文件名、文号",
    "quoted": "引号里的名称",
    "condition": "条件",
    "arrangement": "规则句式",
    "range": "从多少到多少",
    "person": "人名",
    "reform": "产改用语",
    "union": "工会日常用语",
    "other": "其他工作用语",
}
# Features that are signs rather than words. Shares and densities are left out of explanations: that a share is low or high can
# only be said beside its usual value.
SIGNS = {"〈数〉": "数字", "套话占比": "套语占的字数", "生词数": "行业词"}
UNSAID = frozenset({"生词占比", "少见词占比", "常词均值", "四字句占比", "等长句占比", "分句数", "顿号数"})
LENGTHS = ("很短", "短", "不长", "较长", "长", "很长")


def overview() -> str:
    """All checks, a line each."""
    lines = [
        f"{check:<12} {module.NAME}：{(module.__doc__ or '').splitlines()[0].partition('：')[2]}"
        for check, module in CHECKS.items()
    ]
    return "\n".join(
        [*lines, "", "看一项的说明：ganhuo explain boilerplate", "看一个文件逐句为什么这样判：ganhuo explain 材料.docx"]
    )


def page(check: str) -> str:
    """The page of one check."""
    return (CHECKS[check].__doc__ or "").strip()


def sentences(material: Material) -> str:
    """Every sentence of a material with its label and the reasons."""
    if not material.sentences:
        return "没有可判断的句子。"
    return "\n".join(_sentences(material))


def _sentences(material: Material) -> Iterator[str]:
    labels = label(material).sentences
    why = _why(material.sentences, [own.kind for own in labels])
    for sentence, own, because in zip(material.sentences, labels, why, strict=True):
        said = f"{wording.KINDS[own.kind]} {own.kinds[own.kind]:.0%}｜具体程度{own.specificity:.1f}｜{wording.TOPICS[own.topic]}"
        yield f"〔{said}〕{sentence.text}"
        yield f"    {because}"


def reasons(assessment: Assessment) -> list[str]:
    """Why each sentence got its label; nothing for those of a blank paper, which were not judged."""
    prepared, judged = assessment.material.sentences if assessment.material else (), assessment.sentences or ()
    if all(own.label.kinds for own in judged):
        return [*_why(prepared, [own.label.kind for own in judged])]
    return [""] * len(judged)


def _why(sentences: Sequence[Sentence], kinds: Sequence[str]) -> Iterator[str]:
    """What speaks for and against each sentence's being of the kind given for it, in one line."""
    for explained in explain_kinds(sentences, kinds, LEAST):
        told = [reason for reason in explained if len(reason.feature) > 1 and reason.feature not in UNSAID]
        against = _said([reason for reason in told if reason.amount < 0])
        yield f"因为：{_said([reason for reason in told if reason.amount > 0]) or '用字'}" + (
            f"；不过：{against}" if against else ""
        )


def _said(reasons: list[Contribution]) -> str:
    """The strongest reasons in words. Single characters weigh too, but tell a reader nothing, and are left out before."""
    return "、".join(list(dict.fromkeys(name(reason.feature) for reason in reasons))[:REASONS])


def name(feature: str) -> str:
    """A feature in words that a clerk understands."""
    group, _, value = feature.partition(":")
    if not value:
        return SIGNS.get(feature, f"“{feature}”")
    if group in ("首", "尾"):
        return f"{'开头' if group == '首' else '结尾'}的{SIGNS.get(value, f'“{value}”')}"
    if group == "套":
        return f"{families()[value].name}套语"
    if group == "类" and "." in value:
        return f"{value.partition('.')[2]}用语"
    if group in ("类", "题"):
        return SIGNALS[value]
    if group == "位":
        return PARTS.get(value, value)
    if group == "长":
        return f"句子{LENGTHS[int(value)]}"
    return value
