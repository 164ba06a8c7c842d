"""A bar chart inside a Word paper: Word's own kind, with its little workbook, so that a clerk can mend a number."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache

import xlsxwriter
from docx.document import Document as Paper
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from jinja2 import Environment, PackageLoader, Template, select_autoescape

from checker.reports import official
from checker.reports.safe import xml_text

# Room for a bar and for the chart's edges, in mm: bars are as thick in a chart of two as in one of ten.
BAR, EDGES = 9, 10
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


@lru_cache(maxsize=1)
def _template() -> Template:
    return Environment(loader=PackageLoader("checker.reports"), autoescape=select_autoescape(["xml"])).get_template("chart.xml")


def add_bars(document: Paper, caption: str, bars: Sequence[tuple[str, int]], unit: str = "份") -> None:
    """A chart of named numbers, the first on top, with its caption below and all its numbers as the text for who can't see it."""
    package = document.part.package
    number = 1 + sum("/word/charts/" in part.partname for part in package.iter_parts())
    bars = [(xml_text(name), value) for name, value in bars]
    xml = _template().render(bars=bars, series=unit, font=official.FANG, latin=official.LATIN)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, xml.encode(), package)
    book = PackURI(f"/word/embeddings/chart{number}.xlsx")
    part.rels.add_relationship(
        RELATIONSHIP_TYPE.PACKAGE, Part(book, CONTENT_TYPE.SML_SHEET, _workbook(bars, unit), package), "rId1"
    )
    id = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    width, height = Mm(official.TEXT_WIDTH - 20), Mm(EDGES + BAR * len(bars))
    drawing = parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{900 + number}" name="chart{number}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" r:id="{id}"/></a:graphicData></a:graphic>'
        f"</wp:inline></w:drawing>"
    )
    said = "，".join(f"{name}{value}{unit}" for name, value in bars)
    next(drawing.iter("{*}docPr")).set("descr", f"{caption}：{said}")
    official.add(document, "", official.FIGURE).add_run().element.append(drawing)
    official.add(document, caption, official.CAPTION)


def _workbook(bars: Sequence[tuple[str, int]], unit: str) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Sheet1")
        for row, (name, value) in enumerate([("", unit), *bars]):
            sheet.write(row, 0, name or None)
            sheet.write(row, 1, value)
    return out.getvalue()
