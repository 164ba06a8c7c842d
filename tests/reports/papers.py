"""Rounds, and the Word papers made of them, as the tests of papers look at them."""

import io
from datetime import date
from pathlib import Path

import pypdfium2
from docx import Document
from docx.oxml.ns import qn

from checker.reports.cards import Card
from checker.reports.round import Entry, Remark
from checker.roster import Unit
from tests.libreoffice import convert

SLOGAN = Remark(
    "boilerplate",
    "high",
    "连续3句（137字）换到别的单位、别的年份也成立，没有可核实的内容：认识提高“充分认识”；组织领导“统一领导”。",
    "认识提高以后，哪项规定、哪个岗位因此变了？",
    "公司党委充分认识到产业工人队伍建设改革的重大意义，凝心聚力、同向而行。",
    "〔一、提高站位〕",
)
VAGUE = Remark(
    "specificity",
    "high",
    "这一段3句，没有一处可核实的内容。",
    "补上一个实例：谁、在哪个车间或岗位、按什么规定、多少人、结果怎样？",
    "坚持把素质提升作为改革的重要抓手，健全培训体系，优化培训内容。",
    "〔三、强化赋能〕",
)
NO_RESULT = Remark("elements", "high", "没有写出实际成效。", "实行以后什么变了？", "坚持把素质提升作为抓手。", "〔三、强化赋能〕")
ROUTINE = Remark(
    "genre",
    "medium",
    "讲的是工会日常工作，不是产改。",
    "这项工作之后，哪条规定变了？",
    "春节期间走访困难职工73户，发放慰问金14.6万元。",
    "〔开头部分〕",
)


CARD = Card(
    "手艺分成四级",
    "公司把磨工的活分成四级，每季考一次",
    "磨工",
    "考过一级每小时加一元五角，连续三个月没有上机的降一级。",
    "能独立换模的磨工由7人增加到52人。",
    0.8,
)


def entry(number: int = 0, **changes: object) -> Entry:
    """A reform paper to be revised, with what is changed."""
    usual: dict[str, object] = {
        "file": f"round/{number}.docx",
        "title": "三通道激活一线",
        "unit": Unit("海湾县山石轴承有限公司", ("山石轴承",), county="海湾县", due=date(2025, 11, 25)),
        "handed_in": date(2025, 11, 5),
        "verdict": "revise",
        "quality": 45.0,
        "genre": "reform",
        "elements": ("goal", "problem", "measure", "highlight"),
        "deductions": (("boilerplate", 30.0, "官话套话占正文60%"), ("specificity", 20.0, ""), ("elements", 5.0, "缺少成效")),
        "remarks": (SLOGAN, VAGUE, NO_RESULT),
        "counts": {"boilerplate": 4, "specificity": 1, "elements": 1},
    }
    return Entry(key=(number,), sha256="", **(usual | changes))  # type: ignore[arg-type]


def lines(data: bytes) -> list[str]:
    """All paragraphs of a paper outside tables."""
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def rows(data: bytes) -> list[list[list[str]]]:
    """All tables of a paper."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(io.BytesIO(data)).tables]


def body(data: bytes) -> str:
    """All text, in tables and charts too, before the annex: what stays when the annex is taken off."""
    document = Document(io.BytesIO(data))
    pieces: list[str] = []
    for block in document.element.body:
        pieces += [document.core_properties.title, "".join(e.text or "" for e in block.iter(qn("w:t")))]
        pieces += [e.get("descr") for e in block.iter(qn("wp:docPr"))]
        if block.find(".//" + qn("w:sectPr")) is not None:
            break
    charts = [part.blob.decode() for part in document.part.package.iter_parts() if "/charts/" in part.partname]
    return "\n".join(pieces + charts)


def printed(folder: Path, papers: dict[str, bytes]) -> dict[str, list[str]]:
    """The text of each page as LibreOffice prints it."""
    for name, data in papers.items():
        (folder / f"{name}.docx").write_bytes(data)
    convert("pdf", folder, *(folder / f"{name}.docx" for name in papers))
    return {name: _pages(folder / f"{name}.pdf") for name in papers}


def _pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]
