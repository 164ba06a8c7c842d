"""What is in a file and not seen is not read, and told with its kind and place; what is seen is never told, whatever its colour."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from checker.reading import docx, html, odt, ofd, pdf, read, rtf, sheets, slides
from checker.reading.document import Document

from . import odt_files as o
from . import ofd_files as f
from .ole_files import IN_TABLE, binary, edges, size, sprm
from .pdf_files import fill, image, lines, show
from .pdf_files import pdf as pdf_file
from .test_slides import NAMESPACES, deck
from .test_slides import relations as slide_relations
from .word_files import document as word_document
from .word_files import p, r, relations, table, word, zipped

BEFORE = "公司现有一线工人四百一十二人。"
AFTER = "造型工王福全去年评上技师。"
WORDS = "全年培训三千人，高级工占到四成。"

# How text is hidden, as users read it.
OFF, WHITE, SAME, CLEAR = "设为隐藏", "白色", "与底色相同", "透明"
TINY, FLAT, OUTSIDE, COVERED = "字号极小", "宽或高为零", "在页面之外", "被图片或色块盖住"


# Files that hold the words in the middle, in some way, for each format.


def in_word(form: str = "", *, whole: str = "", **parts: str) -> Document:
    """The words are a run of this form between two paragraphs, or the XML `whole` holds them."""
    return docx.read(word(p(BEFORE) + (whole or p(r(WORDS, form))) + p(AFTER), **parts))


def cell(inner: str, form: str = "") -> str:
    return f"<w:tcPr>{form}</w:tcPr>{inner}"


def shaded(fill: str, kind: str = "clear", colour: str = "auto") -> str:
    return f'<w:shd w:val="{kind}" w:color="{colour}" w:fill="{fill}"/>'


def text_box(fill: str, form: str, anchor: str = "") -> str:
    """A paragraph with a text box with the words in it."""
    wp = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    return (
        f"<w:p><w:r><w:drawing><wp:anchor {wp}>{anchor}<wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx><w:txbxContent>"
        f"{p(r(WORDS, form))}</w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing></w:r></w:p>"
    )


def anchored(x: int = 0, y: int = 0, width: int = 3_000_000, height: int = 900_000, more: str = "") -> str:
    return (
        f"<wp:positionH><wp:posOffset>{x}</wp:posOffset></wp:positionH><wp:positionV><wp:posOffset>{y}</wp:posOffset>"
        f'</wp:positionV><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="1" name="框" {more}/>'
    )


W_WHITE = '<w:color w:val="FFFFFF"/>'
BEHIND = (
    '<w:p><w:r><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'behindDoc="1"><wp:extent cx="9" cy="9"/></wp:anchor></w:drawing></w:r></w:p>'
)
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'

HIDDEN_IN_WORD: dict[str, tuple[str, Document]] = {
    "switched off": (OFF, in_word("<w:vanish/>")),
    "white": (WHITE, in_word(W_WHITE)),
    "nearly white": (WHITE, in_word('<w:color w:val="F2F2F2"/>')),
    "white by a style": (
        WHITE,
        in_word('<w:rStyle w:val="s"/>', styles=f'<w:style w:type="character" w:styleId="s"><w:rPr>{W_WHITE}</w:rPr></w:style>'),
    ),
    "white by a style of paragraphs": (
        WHITE,
        in_word(
            whole=p(WORDS, form='<w:pStyle w:val="s"/>'),
            styles=f'<w:style w:type="paragraph" w:styleId="s"><w:rPr>{W_WHITE}</w:rPr></w:style>',
        ),
    ),
    "white on white shading": (WHITE, in_word(W_WHITE + shaded("FFFFFF"))),
    "white on a white highlight": (WHITE, in_word(W_WHITE + '<w:highlight w:val="white"/>')),
    "of the colour of its shading": (SAME, in_word('<w:color w:val="1F3864"/>' + shaded("1F3864"))),
    "white in a cell without shading": (WHITE, in_word(whole=table([cell(p(r(WORDS, W_WHITE)))]))),
    "white in a white cell of a dark table": (
        WHITE,
        in_word(
            whole=table([cell(p(r(WORDS, W_WHITE)), shaded("FFFFFF"))]).replace(
                "<w:tbl>", f"<w:tbl><w:tblPr>{shaded('000000')}</w:tblPr>"
            )
        ),
    ),
    "dark in a cell as dark": (SAME, in_word(whole=table([cell(p(r(WORDS, '<w:color w:val="203864"/>')), shaded("203864"))]))),
    "white in a white text box": (
        WHITE,
        in_word(whole=text_box('<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>', W_WHITE, anchored())),
    ),
    "white in a text box that is not filled": (WHITE, in_word(whole=text_box("<a:noFill/>", W_WHITE, anchored()))),
    "white in the newer way": (
        WHITE,
        in_word(f'<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>'),
    ),
    "clear in the newer way": (CLEAR, in_word(f"<w14:textFill {W14}><w14:noFill/></w14:textFill>")),
    "one point": (TINY, in_word('<w:sz w:val="2"/>')),
    "half a point": (TINY, in_word('<w:sz w:val="1"/>')),
    "one per cent wide": (FLAT, in_word('<w:w w:val="1"/>')),
    "in a line one point high": (FLAT, in_word(whole=p(WORDS, form='<w:spacing w:line="20" w:lineRule="exact"/>'))),
    "in a row one point high": (
        FLAT,
        in_word(whole=table([p(WORDS)]).replace("<w:tr>", '<w:tr><w:trPr><w:trHeight w:val="20" w:hRule="exact"/></w:trPr>')),
    ),
    "indented beyond the page": (OUTSIDE, in_word(whole=p(WORDS, form='<w:ind w:left="30000"/>'))),
    "in a frame beside the page": (OUTSIDE, in_word(whole=p(WORDS, form='<w:framePr w:hAnchor="page" w:x="-20000"/>'))),
    "in a box beside the page": (OUTSIDE, in_word(whole=text_box("", "", anchored(x=-9_000_000)))),
    "in a box of no size": (FLAT, in_word(whole=text_box("", "", anchored(width=0, height=0)))),
    "in a box that is switched off": (OFF, in_word(whole=text_box("", "", anchored(more='hidden="1"')))),
}

SEEN_IN_WORD: dict[str, Document] = {
    "black": in_word('<w:color w:val="000000"/>'),
    "of no colour": in_word('<w:color w:val="auto"/>'),
    "light grey": in_word('<w:color w:val="BFBFBF"/>'),
    "yellow": in_word('<w:color w:val="FFFF00"/>'),
    "white on dark shading": in_word(W_WHITE + shaded("1F3864")),
    "white on a pattern": in_word(W_WHITE + shaded("FFFFFF", "pct50", "000000")),
    "white on solid shading": in_word(W_WHITE + shaded("auto", "solid", "000000")),
    "white on a dark highlight": in_word(W_WHITE + '<w:highlight w:val="darkBlue"/>'),
    "white in a dark paragraph": in_word(whole=p(r(WORDS, W_WHITE), form=shaded("C00000"))),
    "white in a paragraph dark by its style": in_word(
        whole=p(r(WORDS, W_WHITE), form='<w:pStyle w:val="s"/>'),
        styles=f'<w:style w:type="paragraph" w:styleId="s"><w:pPr>{shaded("C00000")}</w:pPr></w:style>',
    ),
    "white in a dark cell": in_word(whole=table([cell(p(r(WORDS, W_WHITE)), shaded("4472C4"))])),
    "white in a table in a dark cell": in_word(
        whole=table([cell(table([cell(p(r(WORDS, W_WHITE)))]) + p(""), shaded("4472C4"))])
    ),
    "white in a dark table": in_word(
        whole=table([p(r(WORDS, W_WHITE))]).replace("<w:tbl>", f"<w:tbl><w:tblPr>{shaded('4472C4')}</w:tblPr>")
    ),
    "white in a table whose style has a dark band": in_word(
        whole=table([p(r(WORDS, W_WHITE))]).replace("<w:tbl>", '<w:tbl><w:tblPr><w:tblStyle w:val="t"/></w:tblPr>'),
        styles=(
            '<w:style w:type="table" w:styleId="t"><w:tblStylePr w:type="firstRow"><w:tcPr>'
            f"{shaded('4472C4')}</w:tcPr></w:tblStylePr></w:style>"
        ),
    ),
    "white in a dark box": in_word(whole=text_box('<a:solidFill><a:srgbClr val="C00000"/></a:solidFill>', W_WHITE, anchored())),
    "white in a box of a theme's colour": in_word(
        whole=text_box('<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>', W_WHITE, anchored())
    ),
    "white on a picture behind the text": in_word(whole=BEHIND + p(r(WORDS, W_WHITE))),
    "white with an outline": in_word(W_WHITE + "<w:outline/>"),
    "black, said in both ways": in_word(
        W_WHITE + f'<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="000000"/></w14:solidFill></w14:textFill>'
    ),
    "five points": in_word('<w:sz w:val="10"/>'),
    "narrow": in_word('<w:w w:val="66"/>'),
    "with only the mark switched off": in_word(whole=p(WORDS, form="<w:rPr><w:vanish/></w:rPr>")),
    "in an exact line": in_word(whole=p(WORDS, form='<w:spacing w:line="560" w:lineRule="exact"/>')),
    "indented": in_word(whole=p(WORDS, form='<w:ind w:left="640"/>')),
    "in a box on the page": in_word(whole=text_box("", "", anchored(x=5_000_000))),
    "on a dark page": docx.read(
        zipped(
            {
                "_rels/.rels": relations(("officeDocument", "word/document.xml")),
                "word/document.xml": word_document(p(BEFORE) + p(r(WORDS, W_WHITE)) + p(AFTER)).replace(
                    "<w:body>", '<w:background w:color="000000"/><w:body>'
                ),
            }
        )
    ),
}


def in_odt(text: str = "", *, paragraph: str = "", body: str = "", automatic: str = "") -> Document:
    styles = o.style("S", text, paragraph) + automatic
    return odt.read(o.odt(o.p(BEFORE) + (body or o.p(WORDS, "S")) + o.p(AFTER), styles))


O_WHITE = "fo:color='#ffffff'"
DARK_CELL = "<style:style style:name='C' style:family='table-cell'><style:table-cell-properties fo:background-color='#4472c4'/></style:style>"
FILLED = (
    "<style:style style:name='G' style:family='graphic'><style:graphic-properties draw:fill='solid' "
    "draw:fill-color='#{}'/></style:style>"
)


def o_box(attributes: str = "draw:style-name='G'") -> str:
    return o.p(f"<draw:frame {attributes}><draw:text-box>{o.p(WORDS, 'S')}</draw:text-box></draw:frame>")


HIDDEN_IN_ODT: dict[str, tuple[str, Document]] = {
    "switched off": (OFF, in_odt("text:display='none'")),
    "white": (WHITE, in_odt(O_WHITE)),
    "nearly white": (WHITE, in_odt("fo:color='#fdfdfd'")),
    "of the colour of its ground": (SAME, in_odt("fo:color='#1f3864' fo:background-color='#1f3864'")),
    "one point": (TINY, in_odt("fo:font-size='1pt' style:font-size-asian='1pt'")),
    "one per cent wide": (FLAT, in_odt("style:text-scale='1%'")),
    "white in a cell": (WHITE, in_odt(O_WHITE, body=o.table(o.cell(o.p(WORDS, "S"))))),
    "white in a white box": (WHITE, in_odt(O_WHITE, body=o_box(), automatic=FILLED.format("ffffff"))),
    "in a box beside the page": (OUTSIDE, in_odt(body=o_box("svg:x='-80cm' svg:width='5cm'"))),
    "in a box of no size": (FLAT, in_odt(body=o_box("svg:width='0.01cm' svg:height='0.01cm'"))),
    "in a hidden section": (OFF, in_odt(body=f"<text:section text:display='none'>{o.p(WORDS)}</text:section>")),
}
SEEN_IN_ODT: dict[str, Document] = {
    "white on a dark ground": in_odt(O_WHITE + " fo:background-color='#000080'"),
    "white in a dark paragraph": in_odt(O_WHITE, paragraph="fo:background-color='#000080'"),
    "white in a dark cell": in_odt(O_WHITE, body=o.table(o.cell(o.p(WORDS, "S"), "table:style-name='C'")), automatic=DARK_CELL),
    "white in a dark box": in_odt(O_WHITE, body=o_box(), automatic=FILLED.format("c00000")),
    "white with a shadow": in_odt(O_WHITE + " fo:text-shadow='1pt 1pt'"),
    "of the window's colour": in_odt(O_WHITE + " style:use-window-font-color='true'"),
    "grey": in_odt("fo:color='#bfbfbf'"),
    "six points": in_odt("fo:font-size='6pt' style:font-size-asian='6pt'"),
    "in a box on the page": in_odt(body=o_box("svg:x='2cm' svg:width='5cm' svg:height='2cm'")),
}

COLOURS = r"{\colortbl;\red255\green255\blue255;\red31\green56\blue100;\red0\green0\blue0;}"


def in_rtf(form: str, paragraph: str = r"\pard") -> Document:
    body = rf"\pard {BEFORE}\par {paragraph} {{{form} {WORDS}}}\par\pard {AFTER}\par"
    safe = "".join(character if character.isascii() else rf"\u{ord(character)}?" for character in body)
    return rtf.read(rf"{{\rtf1\ansi\ansicpg936\deff0{{\fonttbl{{\f0 SimSun;}}}}{COLOURS}{safe}}}".encode())


HIDDEN_IN_RTF: dict[str, tuple[str, Document]] = {
    "switched off": (OFF, in_rtf(r"\v")),
    "white": (WHITE, in_rtf(r"\cf1")),
    "of the colour of its ground": (SAME, in_rtf(r"\cf2\chcbpat2")),
    "of the colour of its paragraph": (SAME, in_rtf(r"\cf2", r"\pard\cbpat2")),
    "one point": (TINY, in_rtf(r"\fs2")),
    "one per cent wide": (FLAT, in_rtf(r"\charscalex1")),
    "in a line one point high": (FLAT, in_rtf("", r"\pard\sl-20\slmult0")),
    "indented beyond the page": (OUTSIDE, in_rtf("", r"\pard\li30000")),
    "white in a cell": (WHITE, in_rtf(r"\cf1", r"\trowd\cellx4000\pard\intbl")),
}
SEEN_IN_RTF: dict[str, Document] = {
    "white on a dark ground": in_rtf(r"\cf1\chcbpat2"),
    "white on a dark highlight": in_rtf(r"\cf1\highlight2"),
    "white in a dark paragraph": in_rtf(r"\cf1", r"\pard\cbpat2"),
    "white in a dark cell": in_rtf(r"\cf1", r"\trowd\clcbpat2\cellx4000\pard\intbl"),
    "white with a shadow": in_rtf(r"\cf1\shad"),
    "dark": in_rtf(r"\cf2"),
    "in an exact line": in_rtf("", r"\pard\sl-560\slmult0"),
    "with hidden text ended": in_rtf(r"\v\v0"),
}


def in_html(element: str, head: str = "") -> Document:
    page = (
        f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body><p>{BEFORE}</p>{element}<p>{AFTER}</p></body></html>"
    )
    return html.read(page.encode())


def styled(style: str, head: str = "") -> Document:
    return in_html(f'<p style="{style}">{WORDS}</p>', head)


HIDDEN_IN_HTML: dict[str, tuple[str, Document]] = {
    "switched off": (OFF, styled("display: none")),
    "invisible": (OFF, styled("visibility:hidden")),
    "hidden": (OFF, in_html(f"<p hidden>{WORDS}</p>")),
    "white": (WHITE, styled("color:#fff")),
    "white by name": (WHITE, styled("Color : White")),
    "white by parts": (WHITE, styled("color: rgb(255, 255, 255)")),
    "nearly white": (WHITE, styled("color:#fefefe")),
    "white in an old way": (WHITE, in_html(f'<p><font color="white">{WORDS}</font></p>')),
    "dark on as dark": (SAME, styled("color:#000080;background-color:#000080")),
    "white in a cell": (WHITE, in_html(f'<table><tr><td style="color:#fff">{WORDS}</td></tr></table>')),
    "clear": (CLEAR, styled("color:transparent")),
    "clear by parts": (CLEAR, styled("color:rgba(0,0,0,0)")),
    "of no density": (CLEAR, styled("opacity:0")),
    "of no size": (TINY, styled("font-size:0")),
    "one pixel": (TINY, styled("font-size:1px")),
    "a hundredth": (TINY, styled("font-size:1%")),
    "far left": (OUTSIDE, styled("position:absolute; left:-9999px")),
    "indented far left": (OUTSIDE, styled("text-indent:-9999px")),
    "of no height": (FLAT, styled("height:0;overflow:hidden")),
    "cut off": (FLAT, styled("position:absolute;clip:rect(0 0 0 0)")),
    "white by a rule": (WHITE, in_html(f'<p class="a">{WORDS}</p>', "<style>.a { color: #ffffff }</style>")),
    "off by a rule": (OFF, in_html(f'<p id="a">{WORDS}</p>', "<style>/* x */ #a, h6 { display:none; }</style>")),
    "white by a rule for an element": (WHITE, in_html(f"<p><i>{WORDS}</i></p>", "<style>i{color:white}</style>")),
}
SEEN_IN_HTML: dict[str, Document] = {
    "white on a dark ground": styled("color:#fff;background:#123456"),
    "white on a picture": styled("color:#fff;background:url(a.png)"),
    "white on a gradient": styled("color:#fff;background-image:linear-gradient(#000,#333)"),
    "white in a dark cell": in_html(
        f'<table><tr bgcolor="#000080"><td>甲</td><td><font color=white>{WORDS}</font></td></tr></table>'
    ),
    "white in a dark block": in_html(f'<div style="background-color:navy"><p style="color:white">{WORDS}</p></div>'),
    "white on a ground by a rule": in_html(
        f'<div class="b"><p style="color:#fff">{WORDS}</p></div>', "<style>.b{background:#000}</style>"
    ),
    "white on a ground by a rule in depth": in_html(
        f'<div class="b"><p style="color:#fff">{WORDS}</p></div>', "<style>body .a > .b { background: #000 }</style>"
    ),
    "white beside a sheet in another file": styled("color:#fff", '<link rel="stylesheet" href="a.css">'),
    "white with a shadow": styled("color:#fff;text-shadow:0 0 2px #000"),
    "dark inside white": in_html(f'<div style="color:#fff"><p style="color:#333">{WORDS}</p></div>'),
    "of a size inside none": in_html(f'<div style="font-size:0"><p style="font-size:14px">{WORDS}</p></div>'),
    "half dense": styled("opacity:0.5"),
    "with an indent": styled("text-indent:2em;margin-left:-20px"),
    "cut where it is too long": styled("height:100px;overflow:hidden"),
}


def in_pdf(operators: str) -> Document:
    return pdf.read(pdf_file(lines(BEFORE) + operators + show(AFTER, y=500)))


HIDDEN_IN_PDF: dict[str, tuple[str, Document]] = {
    "white": (WHITE, in_pdf(show(WORDS, before="1 1 1 rg"))),
    "nearly white": (WHITE, in_pdf(show(WORDS, before="0.97 0.97 0.96 rg"))),
    "white in grey and in inks": (WHITE, in_pdf(show(WORDS, before="1 g 0 0 0 0 k"))),
    "white on a white box": (WHITE, in_pdf(fill("1 1 1", 80, 690, 450, 30) + show(WORDS, before="1 1 1 rg"))),
    "of the colour of the box below": (SAME, in_pdf(fill("0 0 .5", 80, 690, 450, 30) + show(WORDS, before="0 0 .5 rg"))),
    "not painted": (CLEAR, in_pdf(show(WORDS, before="3 Tr"))),
    "of no density": (CLEAR, in_pdf(show(WORDS, before="/Clear gs"))),
    "one point": (TINY, in_pdf(show(WORDS, size=1))),
    "one per cent wide": (FLAT, in_pdf(show(WORDS, before="1 Tz"))),
    "above the page": (OUTSIDE, in_pdf(show(WORDS, y=1200))),
    "left of the page": (OUTSIDE, in_pdf(show(WORDS, x=-900))),
    "under a picture": (COVERED, in_pdf(show(WORDS) + image(80, 690, 450, 40))),
    "under a white box": (COVERED, in_pdf(show(WORDS) + fill("1 1 1", 80, 690, 450, 30))),
}
SEEN_IN_PDF: dict[str, Document] = {
    "black": in_pdf(show(WORDS)),
    "red": in_pdf(show(WORDS, before="1 0 0 rg")),
    "half dense": in_pdf(show(WORDS, before="/Half gs")),
    "white on a dark box": in_pdf(fill("0 0 .5", 80, 690, 450, 30) + show(WORDS, before="1 1 1 rg")),
    "white on a picture": in_pdf(image(80, 690, 450, 40) + show(WORDS, before="1 1 1 rg")),
    "under a seal that is cut out": in_pdf(show(WORDS) + image(80, 690, 450, 40, "I2")),
    "under half of a picture": in_pdf(show(WORDS) + image(80, 690, 60, 40)),
    "above a white box": in_pdf(fill("1 1 1", 80, 690, 450, 30) + show(WORDS)),
    "outlined in black": in_pdf(show(WORDS, before="1 1 1 rg 0 0 0 RG 2 Tr")),
    "six points": in_pdf(show(WORDS, size=6)),
}


def in_slides(shape: str, more: str = "", background: str = "", **parts: str) -> Document:
    def sp(inner: str, y: int) -> str:
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="a"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="900000" y="{y}"/>'
            f'<a:ext cx="6000000" cy="600000"/></a:xfrm></p:spPr><p:txBody><a:p><a:r><a:t>{inner}</a:t></a:r></a:p></p:txBody></p:sp>'
        )

    tree = f"{sp(BEFORE, 100000)}{shape}{sp(AFTER, 5000000)}"
    slide = f"<p:sld {NAMESPACES}><p:cSld>{background}<p:spTree>{tree}</p:spTree></p:cSld>{more}</p:sld>"
    presentation = (
        f'<p:presentation {NAMESPACES}><p:sldIdLst><p:sldId id="256" r:id="rId0"/></p:sldIdLst>'
        '<p:sldSz cx="9144000" cy="6858000"/></p:presentation>'
    )
    return slides.read(deck(slide, **{"presentation.xml": presentation, **parts}))


def shape(form: str = "", filling: str = "", x: int = 900_000, y: int = 2_000_000, named: str = "") -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="b" {named}/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
        f'<a:ext cx="6000000" cy="600000"/></a:xfrm>{filling}</p:spPr><p:txBody><a:p><a:r><a:rPr {form if "=" in form[:6] else ""}>'
        f"{'' if '=' in form[:6] else form}</a:rPr><a:t>{WORDS}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def solid(colour: str, inner: str = "") -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}">{inner}</a:srgbClr></a:solidFill>'


A_BOX = (
    '<p:sp><p:nvSpPr><p:cNvPr id="3" name="c"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="800000" y="1900000"/>'
    '<a:ext cx="6400000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/>{}</p:spPr></p:sp>'
)
WHITE_LETTERS = solid("FFFFFF")
SCHEME = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
BELOW = {
    "slides/_rels/slide0.xml.rels": slide_relations(("slideLayout", "../layout.xml")),
    "layout.xml": f"<p:sldLayout {NAMESPACES}><p:cSld><p:spTree/></p:cSld></p:sldLayout>",
    "_rels/layout.xml.rels": slide_relations(("slideMaster", "master.xml")),
    "master.xml": (
        f'<p:sldMaster {NAMESPACES}><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg><p:spTree/></p:cSld>'
        '<p:clrMap bg1="{}"/></p:sldMaster>'
    ),
    "_rels/master.xml.rels": slide_relations(("theme", "theme.xml")),
    "theme.xml": (
        f'<a:theme {NAMESPACES}><a:themeElements><a:clrScheme><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
        '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1></a:clrScheme></a:themeElements></a:theme>'
    ),
}


def below(ground: str) -> dict[str, str]:
    return {name: part.replace('bg1="{}"', f'bg1="{ground}"') for name, part in BELOW.items()}


HIDDEN_IN_SLIDES: dict[str, tuple[str, Document]] = {
    "white": (WHITE, in_slides(shape(WHITE_LETTERS))),
    "white in a white shape": (WHITE, in_slides(shape(WHITE_LETTERS, solid("FFFFFF")))),
    "of the colour of its shape": (SAME, in_slides(shape(solid("1F3864"), solid("1F3864")))),
    "of the colour of the paper in the theme": (WHITE, in_slides(shape(SCHEME), **below("lt1"))),
    "clear": (CLEAR, in_slides(shape(solid("000000", '<a:alpha val="0"/>')))),
    "one point": (TINY, in_slides(shape('sz="100"'))),
    "beside the slide": (OUTSIDE, in_slides(shape(x=-8_000_000))),
    "above the slide": (OUTSIDE, in_slides(shape(y=-1_000_000))),
    "switched off": (OFF, in_slides(shape(named='hidden="1"'))),
    "under a white box": (COVERED, in_slides(shape() + A_BOX.format(solid("FFFFFF")))),
}
SEEN_IN_SLIDES: dict[str, Document] = {
    "black": in_slides(shape(solid("000000"))),
    "white in a dark shape": in_slides(shape(WHITE_LETTERS, solid("C00000"))),
    "white in a shape of the theme's colour": in_slides(
        shape(WHITE_LETTERS, '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>')
    ),
    "white on a box below": in_slides(A_BOX.format(solid("C00000")) + shape(WHITE_LETTERS)),
    "white on a dark slide": in_slides(shape(WHITE_LETTERS), background=f"<p:bg><p:bgPr>{solid('000000')}</p:bgPr></p:bg>"),
    "white on a slide with a picture": in_slides(shape(WHITE_LETTERS), background="<p:bg><p:bgPr><a:blipFill/></p:bgPr></p:bg>"),
    "white where the theme's paper is dark": in_slides(shape(WHITE_LETTERS), **below("dk1")),
    "with an outline": in_slides(shape("<a:ln/>" + WHITE_LETTERS)),
    "half dense": in_slides(shape(solid("000000", '<a:alpha val="50000"/>'))),
    "partly beside the slide": in_slides(shape(x=-900_000)),
    "under a box that goes away": in_slides(shape() + A_BOX.format(solid("FFFFFF")), "<p:timing/>"),
    "beside the slide, from where it moves": in_slides(shape(x=-8_000_000), "<p:timing><p:animMotion/></p:timing>"),
    "under a box that is not filled": in_slides(shape() + A_BOX.format("<a:noFill/>")),
}


def in_ofd(objects: str) -> Document:
    return ofd.read(f.ofd(f.page(f.text(BEFORE) + objects + f.text(AFTER, y=120))))


def o_text(form: str = "", attributes: str = "", **more: float) -> str:
    return f.text(WORDS, y=80, attributes=attributes, **more).replace("</ofd:TextCode>", f"</ofd:TextCode>{form}")


def o_path(colour: str, attributes: str = 'Fill="true"') -> str:
    return (
        f'<ofd:PathObject ID="9" Boundary="20 70 180 20" {attributes}><ofd:FillColor Value="{colour}"/>'
        "<ofd:AbbreviatedData>M 0 0 L 180 0 L 180 20 L 0 20 C</ofd:AbbreviatedData></ofd:PathObject>"
    )


F_WHITE = '<ofd:FillColor Value="255 255 255"/>'
HIDDEN_IN_OFD: dict[str, tuple[str, Document]] = {
    "switched off": (OFF, in_ofd(o_text(attributes='Visible="false"'))),
    "white": (WHITE, in_ofd(o_text(F_WHITE))),
    "white in grey": (WHITE, in_ofd(o_text('<ofd:FillColor Value="255"/>'))),
    "white in inks": (WHITE, in_ofd(o_text('<ofd:FillColor Value="0 0 0 0"/>'))),
    "of the colour of the box below": (SAME, in_ofd(o_path("0 0 128") + o_text('<ofd:FillColor Value="0 0 128"/>'))),
    "clear": (CLEAR, in_ofd(o_text('<ofd:FillColor Value="0 0 0" Alpha="0"/>'))),
    "clear as a whole": (CLEAR, in_ofd(o_text(attributes='Alpha="0"'))),
    "not painted": (CLEAR, in_ofd(o_text(attributes='Fill="false"'))),
    "one point": (TINY, in_ofd(o_text(size=0.35))),
    "under a box": (COVERED, in_ofd(o_text() + o_path("255 255 255"))),
    "beside the page": (OUTSIDE, in_ofd(f.text(WORDS, x=-300, y=80))),
}
SEEN_IN_OFD: dict[str, Document] = {
    "red": in_ofd(o_text('<ofd:FillColor Value="255 0 0"/>')),
    "white on a dark box": in_ofd(o_path("0 0 128") + o_text(F_WHITE)),
    "above a white box": in_ofd(o_path("255 255 255") + o_text()),
    "in an outline": in_ofd(o_text(attributes='Fill="false" Stroke="true"')),
    "half dense": in_ofd(o_text(attributes='Alpha="128"')),
    "under a box that is not filled": in_ofd(o_text() + o_path("255 255 255", "")),
}


def in_sheet(change: Callable[[openpyxl.Workbook], None]) -> Document:
    book = openpyxl.Workbook()
    for number, text in enumerate((BEFORE, WORDS, AFTER), 1):
        # Longer than an entry of a register.
        book.active.cell(number, 1, text + "现在开大行车的、修电炉的、管配料的都按同一张表排班，工资差距不过两成。")
    change(book)
    out = io.BytesIO()
    book.save(out)
    return sheets.read(out.getvalue())


def cell_form(
    font: Font | None = None, filling: PatternFill | None = None, form: str = ""
) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        cell = book.active["A2"]
        for name, value in (("font", font), ("fill", filling), ("number_format", form)):
            if value:
                setattr(cell, name, value)

    return change


DARK = PatternFill("solid", fgColor="FF1F3864")
HIDDEN_IN_SHEETS: dict[str, tuple[str, Document]] = {
    "white": (WHITE, in_sheet(cell_form(Font(color="FFFFFFFF")))),
    "white on white": (WHITE, in_sheet(cell_form(Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FFFFFFFF")))),
    "as dark as its cell": (SAME, in_sheet(cell_form(Font(color="FF1F3864"), DARK))),
    "one point": (TINY, in_sheet(cell_form(Font(size=1)))),
    "of a format that shows nothing": (OFF, in_sheet(cell_form(form=";;;"))),
}
SEEN_IN_SHEETS: dict[str, Document] = {
    "white on a dark cell": in_sheet(cell_form(Font(color="FFFFFFFF"), DARK)),
    "white on a pattern": in_sheet(cell_form(Font(color="FFFFFFFF"), PatternFill("darkGray"))),
    "red": in_sheet(cell_form(Font(color="FFC00000"))),
}


def in_doc(form: bytes, *, cell: bytes | None = None) -> Document:
    text = f"{BEFORE}\r{WORDS}\r{AFTER}\r" if cell is None else f"{BEFORE}\r{WORDS}\a\a{AFTER}\r"
    forms = {} if cell is None else {1: IN_TABLE, 2: edges(0, 4000) + cell}
    return read(binary(text, runs=((WORDS, form),), forms=forms))


D_WHITE = sprm(0x6870, 0x00FFFFFF)


def d_shading(ground: int, front: int = 0xFF000000, pattern: int = 0) -> bytes:
    return front.to_bytes(4, "little") + ground.to_bytes(4, "little") + pattern.to_bytes(2, "little")


def d_long(code: int, operand: bytes) -> bytes:
    return sprm(code, bytes([len(operand)]) + operand)


HIDDEN_IN_DOC: dict[str, tuple[str, Document]] = {
    "switched off": (OFF, in_doc(sprm(0x083C, 1))),
    "white": (WHITE, in_doc(D_WHITE)),
    "white by number": (WHITE, in_doc(sprm(0x2A42, 8))),
    "of the colour of its ground": (SAME, in_doc(sprm(0x6870, 0x00643820) + d_long(0xCA71, d_shading(0x00643820)))),
    "one point": (TINY, in_doc(size(1))),
    "one per cent wide": (FLAT, in_doc(sprm(0x4852, 1))),
    "white in a cell": (WHITE, in_doc(D_WHITE, cell=b"")),
}
SEEN_IN_DOC: dict[str, Document] = {
    "red": in_doc(sprm(0x2A42, 6)),
    "white on a dark ground": in_doc(D_WHITE + d_long(0xCA71, d_shading(0x00643820))),
    "white on a dark highlight": in_doc(D_WHITE + sprm(0x2A0C, 9)),
    "white in a dark cell": in_doc(D_WHITE, cell=d_long(0xD612, d_shading(0x00643820))),
    "white in a dark cell, in an older way": in_doc(D_WHITE, cell=d_long(0xD609, b"\x22\x00")),
    "white with a shadow": in_doc(D_WHITE + sprm(0x0839, 1)),
}

HIDDEN = {
    f"{format}: {name}": case
    for format, cases in {
        "docx": HIDDEN_IN_WORD,
        "doc": HIDDEN_IN_DOC,
        "odt": HIDDEN_IN_ODT,
        "rtf": HIDDEN_IN_RTF,
        "html": HIDDEN_IN_HTML,
        "pdf": HIDDEN_IN_PDF,
        "pptx": HIDDEN_IN_SLIDES,
        "ofd": HIDDEN_IN_OFD,
        "xlsx": HIDDEN_IN_SHEETS,
    }.items()
    for name, case in cases.items()
}
SEEN = {
    f"{format}: {name}": case
    for format, cases in {
        "docx": SEEN_IN_WORD,
        "doc": SEEN_IN_DOC,
        "odt": SEEN_IN_ODT,
        "rtf": SEEN_IN_RTF,
        "html": SEEN_IN_HTML,
        "pdf": SEEN_IN_PDF,
        "pptx": SEEN_IN_SLIDES,
        "ofd": SEEN_IN_OFD,
        "xlsx": SEEN_IN_SHEETS,
    }.items()
    for name, case in cases.items()
}


@pytest.mark.parametrize(("kind", "document"), HIDDEN.values(), ids=HIDDEN)
def test_what_is_not_seen_is_told_and_not_read(kind: str, document: Document) -> None:
    (found,) = document.hidden
    assert (found.kind, found.text[: len(WORDS)]) == (kind, WORDS)
    assert WORDS not in document.text
    beside = document.paragraphs[found.paragraph].text
    assert BEFORE in beside
    left_out = {left.what: left.characters for left in document.left_out if not left.seen}
    assert left_out == {"页面之外的文字" if document.format == "ofd" and kind == OUTSIDE else "隐藏文字": found.characters}


@pytest.mark.parametrize("document", SEEN.values(), ids=SEEN)
def test_what_is_seen_is_read_and_not_told(document: Document) -> None:
    assert document.hidden == ()
    assert [words in document.text for words in (BEFORE, WORDS, AFTER)] == [True, True, True]
    assert [left for left in document.left_out if left.what == "隐藏文字"] == []
