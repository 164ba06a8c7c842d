"""要素缺失：目标、问题、举措、成效、亮点，正文真正写到的有哪些。

查什么：通知要求总结写清特色亮点、扎实举措、解决的突出问题、取得的实际成效；看正文是不是真的给出了，而不只是小标题里提到。
为什么：有举措没有成效，别人不知道管不管用；有成效没有举措，别人学不走。
局限：目标、问题和亮点最难判断，缺目标不提，缺问题只提醒、不退回，亮点由“典型性不足”来说；计划要做的不算举措，活动次数不算成效。
正例：制定了技能津贴办法（发给谁、发了多少人、有什么变化，全文没有下文）。
反例：津贴发了一年，考上高级工的从二十三人增加到六十一人。
选项：certain 某一要素具备的把握低于多少算缺失（默认 0.5）。
出处：市协调小组办公室通报对总结材料的要求（目标、问题、效果三个导向与四项内容）。
"""

from __future__ import annotations

from checker.checks.around import Around
from checker.checks.finding import Finding, Options, Outcome, Severity
from checker.language.material import Material
from checker.learned.labels import ELEMENTS, Labels

ID = "elements"
NAME = "要素缺失"
OPTIONS: dict[str, float] = {"certain": 0.5}

NAMES = {"goal": "目标", "problem": "问题", "measure": "举措", "result": "成效", "highlight": "亮点"}
ASKED: dict[str, tuple[Severity, str, str]] = {
    "measure": ("high", "没有写出真正落地的举措。", "立了什么规定、开了什么通道、改了谁的待遇？从哪天起执行？"),
    "result": ("high", "没有写出实际成效。", "实行以后什么变了：多少人评上、多少人加薪、比去年怎样？"),
    "problem": ("low", "没有写清要解决的突出问题。", "改之前卡在哪里、影响了哪些工人？"),
    "highlight": ("low", "没有叫得响、学得走的做法。", "哪一条是本单位自己的办法，别的单位照着就能做？"),
}
# A highlight that is missing is what the check of typicality finds, with its place.
FOUND_ELSEWHERE = "highlight"


def check(material: Material, labels: Labels, around: Around, options: Options) -> Outcome:
    """Measures: the probability of each element. Findings: the missing ones, those that a pass needs first."""
    missing = [name for name in ASKED if name != FOUND_ELSEWHERE and labels.elements[name] < options["certain"]]
    measures = {name: labels.elements[name] for name in ELEMENTS}
    return Outcome(measures, tuple(_finding(material, labels, name) for name in missing))


def _finding(material: Material, labels: Labels, name: str) -> Finding:
    severity, message, suggestion = ASKED[name]
    sentence = material.sentences[_anchor(material, labels, name)]
    return Finding(ID, severity, message, suggestion, sentence.start, sentence.end)


def _anchor(material: Material, labels: Labels, name: str) -> int:
    """A missing element stands nowhere: the remark is pinned to the body's first sentence, or to its most concrete one."""
    if name == "problem":
        return next((i for i, s in enumerate(material.sentences) if s.part == "body"), 0)
    concrete = [own.kinds["specific"] if weight else -1.0 for own, weight in zip(labels.sentences, labels.weights, strict=True)]
    return concrete.index(max(concrete))
