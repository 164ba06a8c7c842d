"""Rewritings that must not change the truth: what a clerk might do to a paper to please a program, or what chance does.

Each rewriting takes a labelled material's text and returns another with the same facts. `applies` says to which materials it is
done, so that the labelled verdict stays the right one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from checker.training.corpus import LabelledMaterial

AREAS = (
    "一、强化思想引领，筑牢产改之魂",
    "二、推动建功立业，搭建产改之台",
    "三、抓实素质提升，夯实产改之基",
    "四、促进地位提高，激发产改之力",
    "五、壮大产业工人队伍，厚植产改之源",
)
SLOGANS = (
    "公司上下切实提高政治站位，把产业工人队伍建设改革摆在突出位置，以更高标准、更实举措、更大力度推动改革走深走实、落地见效。",
    "广大产业工人听党话、跟党走，立足岗位、建功立业，积极性、主动性、创造性充分迸发，为高质量发展注入了强劲动力。",
    "下一步，我们将再接再厉、乘势而上，持续深化改革，努力开创产业工人队伍建设改革工作新局面。",
)
POLICY = (
    "产业工人是工人阶级的主体力量，是创造社会财富的中坚力量，推进产业工人队伍建设改革，要坚持党的全面领导，坚持以人民为中心。",
    "要健全技能形成体系，完善职业技能等级制度，贯通职业发展通道，健全技能要素参与分配制度，提高技术工人待遇。",
    "要强化劳动经济权益保障，畅通产业工人向上流动渠道，壮大高技能人才队伍，营造劳动光荣的社会风尚。",
)
SPELLED = str.maketrans("0123456789", "〇一二三四五六七八九")


@dataclass(frozen=True)
class Rewriting:
    """One way to change a text without changing what was done."""

    name: str
    rewrite: Callable[[str], str]
    applies: Callable[[LabelledMaterial], bool]


def _is_foreign(material: LabelledMaterial) -> bool:
    return material.genre in ("union", "other")


def _is_empty(material: LabelledMaterial) -> bool:
    return material.hollow == 3


def _is_good(material: LabelledMaterial) -> bool:
    return material.verdict == "pass"


def _every(text: str, mark: str, step: int, insertion: Sequence[str]) -> str:
    """`text` with an insertion before every `step`-th `mark`, the insertions in turn."""
    pieces = text.split(mark)
    joined = pieces[0]
    for number, piece in enumerate(pieces[1:]):
        added = insertion[number // step % len(insertion)] if number % step == 0 else ""
        joined += added + mark + piece
    return joined


def _with_areas(text: str) -> str:
    """The five areas as headings over the paragraphs, whatever headings there were."""
    title, *rest = text.split("\n")
    body = [line for line in rest if len(line) > 30]
    size = max(1, -(-len(body) // len(AREAS)))
    lines = [title]
    for number, start in enumerate(range(0, len(body), size)):
        lines += [AREAS[number], *body[start : start + size]]
    return "\n".join(lines)


def _padded(text: str) -> str:
    title, *rest = text.split("\n")
    return "\n".join([title, SLOGANS[0], *rest, *SLOGANS[1:]])


def _union_worded(text: str) -> str:
    return re.sub(r"(?<![\u4e00-\u9fff])(?:公司|企业|厂里|集团)(?=[\u4e00-\u9fff])", "公司工会", text).replace("员工", "会员职工")


REWRITINGS = (
    Rewriting(
        "塞入产改字样",
        lambda t: _every(t, "。", 3, ("，以此推动产业工人队伍建设改革", "，为产改试点增添了动力", "，助推产改走深走实")),
        _is_foreign,
    ),
    Rewriting("职工改称产业工人", lambda t: t.replace("职工", "产业工人"), lambda m: True),
    Rewriting("套用五个方面作标题", _with_areas, _is_foreign),
    Rewriting(
        "撒入数字", lambda t: _every(t, "。", 2, ("，参加120余人次", "，完成率98%", "，共计36项", "，覆盖率100%")), _is_empty
    ),
    Rewriting("首尾加口号", _padded, lambda m: _is_foreign(m) or _is_good(m)),
    Rewriting("附上政策原文", lambda t: t + "\n" + "\n".join(POLICY), lambda m: _is_foreign(m) or _is_empty(m)),
    Rewriting("数字改写成汉字", lambda t: t.translate(SPELLED), _is_good),
    Rewriting("换上工会字样", _union_worded, _is_good),
)


def attempts(materials: Sequence[LabelledMaterial]) -> list[tuple[Rewriting, LabelledMaterial, str]]:
    """Every rewriting of every material that it applies to and changes."""
    return [
        (rewriting, material, changed)
        for rewriting in REWRITINGS
        for material in materials
        if rewriting.applies(material) and (changed := rewriting.rewrite(material.text)) != material.text
    ]
