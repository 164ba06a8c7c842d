"""Word papers in the layout of GB/T 9704-2012: the page, its styles, Chinese fonts by name, page numbers, tables.

A clerk goes on working in these papers, so all looks sit in named styles: to change one is to change the whole paper.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, cast

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.parfmt import CT_PPr
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from checker.reports.safe import xml_text

# GB/T 9704-2012, 5.1 and 5.2: A4; blank edges above 37, below 35, left 28, right 26 mm; 22 lines of 28 characters of size 三号.
TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26
TEXT_WIDTH, TEXT_HEIGHT = 210 - LEFT - RIGHT, 297 - TOP - BOTTOM
# 7.5: the number's dashes stand 7 mm under the text; the line of the number itself is 5 mm high.
FOOTER = BOTTOM - 7 - 5
SMALL_SONG, FANG, HEI, KAI, SONG = "方正小标宋简体", "仿宋", "黑体", "楷体", "宋体"
# What stands in where a machine lacks the font: 小标宋 comes with WPS and not with Word.
INSTEAD = {SMALL_SONG: "宋体", FANG: "仿宋_GB2312", KAI: "楷体_GB2312", HEI: "SimHei", SONG: "SimSun"}
LATIN = "Times New Roman"
BODY_SIZE, BODY_LEADING = 16.0, 28.0
TITLE_SIZE, TITLE_LEADING = 22.0, 33.0
TABLE_SIZE = 10.5
KEPT_STYLES = {"Default Paragraph Font", "Normal Table", "No List"}
# 7.3.5.5: a signature stands on a page with text. Text, a blank line and the list of annexes go with it.
KEPT_TOGETHER = 3

TITLE, BODY, FIRST, SECOND, SIGN, PLAIN, CELL, FIGURE, NOTE, CAPTION = (
    "公文标题", "公文正文", "公文一级标题", "公文二级标题", "公文落款", "公文顶格", "公文表格", "公文图", "公文说明", "公文图题",
)  # fmt: skip


class Look(NamedTuple):
    """How a style differs from the body's; `indent` in characters, `level` its place in Word's outline, None of no heading."""

    font: str
    size: float | None = None
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent: int = 2
    level: int | None = None
    leading: float | None = None
    keep: bool = False


CENTER, SIDE = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
LOOKS = {
    TITLE: Look(SMALL_SONG, TITLE_SIZE, CENTER, 0, None, TITLE_LEADING),
    FIRST: Look(HEI, level=0, keep=True),
    SECOND: Look(KAI, level=1, keep=True),
    SIGN: Look(FANG, align=SIDE, indent=0),
    PLAIN: Look(FANG, indent=0),
    CELL: Look(FANG, TABLE_SIZE, WD_ALIGN_PARAGRAPH.LEFT, 0, None, 18),
    # A picture in a line of fixed height would be cut off: 0 stands for single spacing.
    FIGURE: Look(FANG, None, CENTER, 0, None, 0, keep=True),
    NOTE: Look(KAI, 14, CENTER, 0, None, 24),
    CAPTION: Look(HEI, 12, CENTER, 0, None, 24),
}


def paper(title: str, size: float = BODY_SIZE, leading: float = BODY_LEADING) -> Paper:
    """An empty paper with its title in place; `size` and `leading` of the body in points."""
    document = Document(io.BytesIO(_blank(size, leading)))
    document.core_properties.title = _one_line(title)
    add(document, title, TITLE)
    return document


@lru_cache(maxsize=16)
def _blank(size: float, leading: float) -> bytes:
    """The paper before anything is written: made once, since laying it out takes longer than filling it."""
    document = Document()
    _strip(document)
    _fonts(document)
    _styles(document, size, leading)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance, section.footer_distance = Mm(15), Mm(FOOTER)
    _number_pages(document, section)
    return save(document)


def add(document: Paper, text: str, style: str = BODY) -> Paragraph:
    """A paragraph; characters that XML forbids are left out."""
    paragraph = document.add_paragraph(xml_text(text))
    # By its id, which is its name: python-docx looks through all styles for a name, a third of the time of a short paper.
    paragraph._p.style = style
    return paragraph


def add_runs(document: Paper, runs: Iterable[tuple[str, str]], style: str = BODY) -> Paragraph:
    """A paragraph of runs, each with the font of its Han characters."""
    paragraph = add(document, "", style)
    for text, font in runs:
        _font(paragraph.add_run(xml_text(text)), font)
    return paragraph


def sign(document: Paper, signed: str, dated: str) -> None:
    """Who signs and when, after a blank line, never alone on a page: the date four characters from the right edge."""
    for paragraph in document.paragraphs[-KEPT_TOGETHER:]:
        paragraph.paragraph_format.keep_with_next = True
    add(document, "", PLAIN).paragraph_format.keep_with_next = True
    # 7.3.5.2: the longer of the two decides; names of offices are longer than dates, so both keep a distance of their own.
    for text, characters in ((signed, 2), (dated, 4)):
        paragraph = add(document, text, SIGN)
        paragraph.paragraph_format.keep_with_next = text is signed
        _indent(paragraph.paragraph_format.element.get_or_add_pPr(), right=characters)


def table(document: Paper, head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float]) -> None:
    """A ruled table whose head is repeated on every page and whose rows are never torn; `widths` in mm."""
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    element = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>'
    )
    style = str(document.styles[CELL].style_id)
    element.append(_row(head, widths, style, is_head=True))
    for row in rows:
        element.append(_row(row, widths, style, is_head=False))
    document.element.body.insert_element_before(element, "w:sectPr")


def save(document: Paper) -> bytes:
    """The paper as a .docx file."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _row(cells: Sequence[str], widths: Sequence[float], style: str, *, is_head: bool) -> BaseOxmlElement:
    # Built by hand: python-docx looks through the whole table for every cell, which takes minutes for 3,000 rows.
    row = _new("w:tr")
    properties = _child(row, "w:trPr")
    _child(properties, "w:cantSplit")
    if is_head:
        _child(properties, "w:tblHeader")
    for text, width in zip(cells, widths, strict=True):
        cell = _child(row, "w:tc")
        about = _child(cell, "w:tcPr")
        _child(about, "w:tcW", w=str(_twips(width)), type="dxa")
        if is_head:
            _child(about, "w:shd", val="clear", color="auto", fill="E7E6E6")
        _child(about, "w:vAlign", val="center")
        paragraph = _child(cell, "w:p")
        _child(_child(paragraph, "w:pPr"), "w:pStyle", val=style)
        run = _child(paragraph, "w:r")
        if is_head:
            _child(_child(run, "w:rPr"), "w:rFonts", eastAsia=HEI)
        _child(run, "w:t").text = xml_text(text)
    return row


def _child(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    child = _new(tag, **attributes)
    parent.append(child)
    return child


def _new(tag: str, **attributes: str) -> BaseOxmlElement:
    return cast(BaseOxmlElement, OxmlElement(tag, attrs={qn(f"w:{name}"): value for name, value in attributes.items()}))


def _twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def _font(target: Run | ParagraphStyle, east: str) -> None:
    """The font of Han characters by name; digits and letters have the one of the body."""
    target.font.name = LATIN
    fonts = target.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if "Theme" in str(name):
            del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), LATIN)
    fonts.set(qn("w:eastAsia"), east)


def _indent(properties: CT_PPr, *, first: int | None = None, right: int | None = None) -> None:
    """Indents in characters, which follow the size of the letters."""
    indent = properties.get_or_add_ind()
    for name, characters in (("firstLine", first), ("right", right)):
        if characters is not None:
            indent.set(qn(f"w:{name}Chars"), str(characters * 100))
            indent.set(qn(f"w:{name}"), str(round(characters * BODY_SIZE * 20)))


def _styles(document: Paper, size: float, leading: float) -> None:
    body = _style(document, BODY, Look(FANG, size, leading=leading))
    for name, look in LOOKS.items():
        _style(document, name, look, body)


def _style(document: Paper, name: str, look: Look, base: ParagraphStyle | None = None) -> ParagraphStyle:
    style = cast(ParagraphStyle, document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    style.base_style = base or document.styles["Normal"]
    style.quick_style = True
    _font(style, look.font)
    layout = style.paragraph_format
    if look.size:
        style.font.size = Pt(look.size)
    if look.leading is not None:
        layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY if look.leading else WD_LINE_SPACING.SINGLE
        layout.line_spacing = Pt(look.leading) if look.leading else 1.0
    layout.space_before = layout.space_after = Pt(0)
    layout.alignment, layout.keep_with_next, layout.widow_control = look.align, look.keep, False
    properties = style.element.get_or_add_pPr()
    _indent(properties, first=look.indent)
    if look.level is not None:
        properties.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{look.level}"/>'))
    return style


def _number_pages(document: Paper, section: Section) -> None:
    """— 1 — at the outer edge: right on odd pages, left on even ones, one character from the edge."""
    document.settings.odd_and_even_pages_header_footer = True
    for footer, alignment, side in ((section.footer, SIDE, "right"), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "left")):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = alignment
        indent = paragraph.paragraph_format.element.get_or_add_pPr().get_or_add_ind()
        indent.set(qn(f"w:{side}Chars"), "100")
        indent.set(qn(f"w:{side}"), "280")
        for text in ("— ", None, " —"):
            run = paragraph.add_run(text or "")
            _font(run, SONG)
            run.font.size = Pt(14)
            if text is None:
                _page_field(run)


def _page_field(run: Run) -> None:
    for kind in ("begin", None, "separate", "1", "end"):
        if kind is None:
            part = _child(run.element, "w:instrText")
            part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            part.text = " PAGE "
        elif kind == "1":
            _child(run.element, "w:t").text = kind
        else:
            _child(run.element, "w:fldChar", fldCharType=kind)


def _strip(document: Paper) -> None:
    """Take python-docx's own traces away: its picture and author, Japanese as the language of Han, an old Word's mode."""
    properties = document.core_properties
    properties.author, properties.comments, properties.last_modified_by = "", "", ""
    package = document.part.package
    for id, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[id]
    for id, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            document.part.drop_rel(id)
    # 150 coloured styles of tables and their like, nine tenths of the file.
    for style in [style for style in document.styles if not style.builtin or style.type != WD_STYLE_TYPE.PARAGRAPH]:
        if style.name not in KEPT_STYLES:
            style.element.getparent().remove(style.element)
    for link in list(document.styles.element.iter(qn("w:link"))):
        link.getparent().remove(link)
    for language in (*document.settings.element.iter(qn("w:themeFontLang")), *document.styles.element.iter(qn("w:lang"))):
        language.set(qn("w:eastAsia"), "zh-CN")
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _one_line(title: str) -> str:
    # Word holds at most 255 characters of a property.
    return "".join(xml_text(title).split("\n"))[:255]


def _fonts(document: Paper) -> None:
    """The table of fonts says what to take where one is missing."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, other in INSTEAD.items()
    )
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            part: Part = relation.target_part
            part._blob = (
                f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()
            )
