"""空白材料：空白、只有标题、没填写的模板，或者字数太少。

查什么：有没有正文；正文有多少字；留着多少没填的空（XX、____、此处填写）。
为什么：空白件、半成品要退回重报，不能当作写得差的材料来评分；读不出的文件另算，不在这里。
局限：短不等于空，三四百字也能写清一件事，所以字数少只提醒，极短才判为空白材料。
正例：2021年产改工作总结（全文只有这一行）。
反例：五百字写清一条带徒津贴的来龙去脉。
选项：least_characters 正文少于这个字数算空白材料（默认 80）；short_characters 少于这个字数提醒内容过少（默认 300）。
出处：公文常识；经验材料通常 1500–3500 字，县区来件中 500 字以下的多为半成品。
"""

from __future__ import annotations

from checker.checks.around import Around
from checker.checks.finding import Finding, Options, Outcome
from checker.language.gaps import TEMPLATE, blanks
from checker.language.material import Material
from checker.learned.labels import Labels

ID = "emptiness"
NAME = "空白材料"
OPTIONS: dict[str, float] = {"least_characters": 80, "short_characters": 300}


def check(material: Material, labels: Labels | None, around: Around, options: Options) -> Outcome:
    """Measures: characters, gaps, state (0 filled, 1 short, 2 empty). `labels` is None where there is no sentence."""
    gaps = blanks(material.text)
    characters = material.characters
    measures = {"characters": float(characters), "gaps": float(len(gaps)), "state": 0.0}
    if characters < options["least_characters"]:
        measures["state"] = 2.0
        return Outcome(
            measures,
            (
                _finding(
                    "high",
                    _blank_message(material),
                    "请报送有正文的材料；如果正文在图片或附件里，请改报文字版。",
                    0,
                    len(material.text),
                ),
            ),
        )
    findings = []
    if len(gaps) >= TEMPLATE:
        first = gaps[0]
        findings.append(
            _finding(
                "high",
                f"有{len(gaps)}处没有填写（如“{first.group()}”），像是没填完的模板。",
                "把空处填上真实内容，或者删去没有做的部分。",
                first.start(),
                first.end(),
            )
        )
    if characters < options["short_characters"]:
        measures["state"] = 1.0
        findings.append(
            _finding(
                "medium",
                f"正文只有{characters}字，内容过少。",
                "把一件事写完整：原来什么问题、立了什么规定、谁受益、结果怎样？",
                0,
                min(len(material.text), 40),
            )
        )
    return Outcome(measures, tuple(findings))


def _blank_message(material: Material) -> str:
    if not material.text.strip():
        return "文件打得开，但没有文字，是空白材料。"
    if not material.sentences:
        return "只有标题、落款或表格，没有正文。"
    return f"正文只有{material.characters}字，够不上一份材料。"


def _finding(severity: str, message: str, suggestion: str, start: int, end: int) -> Finding:
    return Finding(ID, "high" if severity == "high" else "medium", message, suggestion, start, end)
