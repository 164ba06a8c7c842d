"""Word files: a template of python-docx with the paragraphs, styles and parts of a plan."""

from __future__ import annotations

import io
import re
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from .cases import ALIKE, BEFORE, MARK, Case, Plan, Report, filled, make, photo, png, rezipped

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
OPENING = " ".join(f"xmlns:{prefix}='{uri}'" for prefix, uri in SPACES.items()) + " mc:Ignorable='w14'"
OFFICE = SPACES["r"]
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# Parts by the mark that stands for their relation: name, kind, content type.
PARTS = {
    "header": ("/word/header9.xml", f"{OFFICE}/header", f"{WORDML}.header+xml"),
    "footer": ("/word/footer9.xml", f"{OFFICE}/footer", f"{WORDML}.footer+xml"),
    "footnotes": ("/word/footnotes.xml", f"{OFFICE}/footnotes", f"{WORDML}.footnotes+xml"),
    "comments": ("/word/comments.xml", f"{OFFICE}/comments", f"{WORDML}.comments+xml"),
    "picture": ("/word/media/image9.png", f"{OFFICE}/image", "image/png"),
}
ROOTS = {"header": "hdr", "footer": "ftr"}


def r(text: str, looks: str = "") -> str:
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def p(content: str, form: str = "") -> str:
    return f"<w:p><w:pPr>{form}</w:pPr>{content}</w:p>"


def colour(value: str, more: str = "") -> str:
    return f"<w:color w:val='{value}'{more}/>"


def size(half_points: int) -> str:
    return f"<w:sz w:val='{half_points}'/><w:szCs w:val='{half_points}'/>"


def shade(fill: str, pattern: str = "clear", ink: str = "auto", more: str = "") -> str:
    return f"<w:shd w:val='{pattern}' w:color='{ink}' w:fill='{fill}'{more}/>"


def style(kind: str, name: str, content: str, based: str = "") -> str:
    basis = f"<w:basedOn w:val='{based}'/>" if based else ""
    return f"<w:style w:type='{kind}' w:customStyle='1' w:styleId='{name}'><w:name w:val='{name}'/>{basis}{content}</w:style>"


def looks(content: str) -> str:
    return f"<w:rPr>{content}</w:rPr>"


def table(*rows: tuple[str, ...], form: str = "", cell: str = "", row: str = "") -> str:
    """Rows of cells, each the XML of its paragraphs; `form`, `row` and `cell` are properties."""
    width = max(map(len, rows))
    cells = ["".join(f"<w:tc><w:tcPr>{cell}</w:tcPr>{content}</w:tc>" for content in line) for line in rows]
    lines = "".join(f"<w:tr><w:trPr>{row}</w:trPr>{line}</w:tr>" for line in cells)
    grid = "<w:gridCol w:w='4000'/>" * width
    return f"<w:tbl><w:tblPr>{form}<w:tblW w:w='8000' w:type='dxa'/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def drawing(
    graphic: str,
    x: int = 0,
    y: int = 0,
    name: str = "图片 1",
    about: str = "",
    behind: int = 0,
    cx: int = 5000000,
    cy: int = 900000,
) -> str:
    """A floating shape or picture; measures in EMU from the column and the paragraph."""
    return (
        f"<w:r><w:drawing><wp:anchor distT='0' distB='0' distL='0' distR='0' simplePos='0' relativeHeight='9' behindDoc='{behind}' "
        "locked='0' layoutInCell='1' allowOverlap='1'><wp:simplePos x='0' y='0'/>"
        f"<wp:positionH relativeFrom='column'><wp:posOffset>{x}</wp:posOffset></wp:positionH>"
        f"<wp:positionV relativeFrom='paragraph'><wp:posOffset>{y}</wp:posOffset></wp:positionV><wp:extent cx='{cx}' cy='{cy}'/>"
        f"<wp:wrapNone/><wp:docPr id='7' name='{name}' descr='{about}'/><a:graphic>{graphic}</a:graphic></wp:anchor></w:drawing></w:r>"
    )


def inline(about: str, title: str = "") -> str:
    """A picture in the line, with what its alternative text says."""
    return (
        f"<w:r><w:drawing><wp:inline><wp:extent cx='2400000' cy='900000'/><wp:docPr id='8' name='图片 8' descr='{about}' title='{title}'/>"
        f"<a:graphic>{picture()}</a:graphic></wp:inline></w:drawing></w:r>"
    )


def picture(cx: int = 5000000, cy: int = 900000) -> str:
    return (
        f"<a:graphicData uri='{SPACES['pic']}'><pic:pic><pic:nvPicPr><pic:cNvPr id='1' name='image9.png'/><pic:cNvPicPr/></pic:nvPicPr>"
        "<pic:blipFill><a:blip r:embed='@picture'/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x='0' y='0'/>"
        f"<a:ext cx='{cx}' cy='{cy}'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>"
    )


def box(content: str, fill: str = "<a:noFill/>") -> str:
    return (
        f"<a:graphicData uri='{SPACES['wps']}'><wps:wsp><wps:cNvSpPr txBox='1'/><wps:spPr><a:xfrm><a:off x='0' y='0'/>"
        f"<a:ext cx='5000000' cy='900000'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/></a:prstGeom>{fill}</wps:spPr>"
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
    )


def solid(value: str) -> str:
    return f"<a:solidFill><a:srgbClr val='{value}'/></a:solidFill>"


def modern(drawn: str, fallback: str) -> str:
    """As Word writes a shape: for new programs and, once more, for old ones."""
    return f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{drawn[5:-6]}</mc:Choice><mc:Fallback>{fallback[5:-6]}</mc:Fallback></mc:AlternateContent></w:r>"


def vml(content: str, attributes: str = "", place: str = "margin-left:0;margin-top:0") -> str:
    return (
        f"<w:r><w:pict><v:rect id='s1' style='position:absolute;{place};width:380pt;height:60pt' {attributes}>"
        f"<v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
    )


def field(code: str, result: str, extra: str = "") -> str:
    marks = [
        f"<w:r><w:fldChar w:fldCharType='{kind}'>{extra if kind == 'begin' else ''}</w:fldChar></w:r>"
        for kind in ("begin", "separate", "end")
    ]
    return f"{marks[0]}<w:r><w:instrText xml:space='preserve'> {code} </w:instrText></w:r>{marks[1]}{result}{marks[2]}"


def footnotes(note: str) -> str:
    return f"<w:footnote w:id='2'>{note}</w:footnote>"


def build(plan: Plan, report: Report, words: str) -> bytes:
    """A template that begins with a run goes to the end of the paragraph before the gap, any other stands between paragraphs."""
    document = docx.Document()
    ground = plan.extra.get("ground", "")
    title = p(r(escape(report.title), "<w:b/>" + size(36) + ground), "<w:jc w:val='center'/>")
    texts = [r(escape(text), size(28) + ground) for text in report.paragraphs]
    template = filled(plan.template, words)
    inside = template.startswith("<w:r>")
    paragraphs = [
        p(text + (template if inside and n == BEFORE - 1 else ""), "<w:ind w:firstLine='560'/>") for n, text in enumerate(texts)
    ]
    if not inside:
        paragraphs.insert(BEFORE, template)
    relations = _parts(document, plan, words)
    body = re.sub("@([a-z]+)", lambda mark: relations.get(mark[1], mark[0]), "".join((title, *paragraphs)) + _section(relations))
    whole = parse_xml(f"<w:document {OPENING}>{plan.extra.get('background', '')}<w:body>{body}</w:body></w:document>")
    document.part._element = document._element = whole
    for element in parse_xml(f"<w:styles {OPENING}>{plan.extra.get('styles', '')}</w:styles>"):
        document.styles.element.append(element)
    if "background" in plan.extra:
        document.settings.element.insert(0, parse_xml(f"<w:displayBackgroundShape {OPENING}/>"))
    buffer = io.BytesIO()
    document.save(buffer)
    return rezipped(buffer.getvalue())


def _parts(document: Any, plan: Plan, words: str) -> dict[str, str]:
    relations = {}
    contents = {name: plan.extra[name] for name in PARTS if name in plan.extra}
    if "@picture" in plan.template:
        contents["picture"] = png(photo())
    for name, content in contents.items():
        where, kind, type_ = PARTS[name]
        root = ROOTS.get(name, name)
        data = content if isinstance(content, bytes) else f"<w:{root} {OPENING}>{filled(content, words)}</w:{root}>".encode()
        relations[name] = document.part.relate_to(Part(PackURI(where), type_, data, document.part.package), kind)
    return relations


def _section(relations: dict[str, str]) -> str:
    references = "".join(
        f"<w:{name}Reference w:type='default' r:id='{relations[name]}'/>" for name in ("header", "footer") if name in relations
    )
    return f"<w:sectPr>{references}<w:pgSz w:w='11906' w:h='16838'/><w:pgMar w:top='1440' w:right='1700' w:bottom='1440' w:left='1700' w:header='800' w:footer='900'/></w:sectPr>"


HIDDEN, WHITE, BODY = "<w:vanish/>", colour("FFFFFF"), size(28)
NOTE = "<w:r><w:footnoteReference w:id='2'/></w:r>"
THEMED = " w:themeColor='background1'"
FILL_14 = "<w14:textFill><w14:solidFill><w14:schemeClr w14:val='bg1'>{}</w14:schemeClr></w14:solidFill></w14:textFill>"


def own(looks_of_run: str, form: str = "") -> str:
    """The words in a paragraph of their own."""
    return p(r(MARK, looks_of_run), form)


def said(text: str) -> str:
    """The words as seen, in a paragraph of their own, after `text` in plain ink."""
    return p(r(text, BODY) + r(MARK, BODY))


PLANTED = (
    Plan("white-run", "white", r(MARK, BODY + WHITE), "run colour FFFFFF at the end of a paragraph"),
    Plan("white-paragraph", "white", own(BODY + WHITE), "run colour FFFFFF in a paragraph of its own"),
    Plan("white-character-style", "white", r(MARK, "<w:rStyle w:val='Quiet'/>" + BODY), "character style", {"styles": style("character", "Quiet", looks(WHITE))}),
    Plan("white-theme", "white", r(MARK, BODY + colour("FFFFFF", THEMED)), "theme colour background1"),
    Plan("white-theme-only", "white", r(MARK, BODY + colour("auto", THEMED)), "theme colour background1, whose stored value is auto", doubt="LibreOffice paints it black; Word paints the theme colour"),
    Plan("white-text-fill", "white", r(MARK, BODY + colour("000000") + FILL_14.format("")), "w14:textFill bg1 over a black w:color", doubt="LibreOffice paints the w:color; Word 2010 and later paint the fill"),
    Plan("white-style-chain", "white", p(r(MARK), "<w:pStyle w:val='Leaf'/>"), "paragraph style based on a style based on a white one",
         {"styles": style("paragraph", "Root", looks(WHITE + BODY), "Normal") + style("paragraph", "Stem", "", "Root") + style("paragraph", "Leaf", looks("<w:i/>"), "Stem")}),
    Plan("white-cell", "white", table((p(r("等级")), p(r("每月津贴"))), (p(r("六级")), p(r("320元") + r(MARK, WHITE)))), "table cell"),
    Plan("white-table-style", "white", table((own(""),), (p(r("每月津贴320元")),), form="<w:tblStyle w:val='Plainly'/>") , "first row of a table style, white without a ground",
         {"styles": style("table", "Plainly", f"<w:tblStylePr w:type='firstRow'>{looks(WHITE)}</w:tblStylePr>")}),
    Plan("white-header", "white", "", "page header", {"header": own(WHITE)}),
    Plan("white-footnote", "white", NOTE, "footnote", {"footnotes": footnotes(p(r("指厂内技能等级。") + r(MARK, WHITE)))}),
    Plan("white-text-box", "white", p(drawing(box(own(WHITE)))), "text box without a fill"),
    Plan("white-vml-box", "white", p(vml(own(WHITE), "filled='f' stroked='f'")), "old text box without a fill"),
    Plan("white-on-white-cell", "white", table((own(BODY + WHITE),), cell=shade("FFFFFF")), "cell with a white ground"),
    Plan("near-white-run", "near_white", r(MARK, BODY + colour("FDFDFD")), "run colour FDFDFD"),
    Plan("near-white-yellowish", "near_white", own(BODY + colour("FFFFF5")), "run colour FFFFF5"),
    Plan("near-white-shade", "near_white", own(BODY + colour("F2F2F2", THEMED + " w:themeShade='F2'")), "theme colour background1, 5 % darker", doubt="F2F2F2 on white can just be made out"),
    Plan("same-as-cell", "same_as_background", table((own(BODY + colour("C00000")),), cell=shade("C00000")), "red on a red cell"),
    Plan("same-as-run-ground", "same_as_background", r(MARK, BODY + colour("D9E2F3") + shade("D9E2F3")), "pale blue on a pale blue run ground"),
    Plan("vanish-run", "vanish", r(MARK, BODY + HIDDEN), "w:vanish"),
    Plan("vanish-character-style", "vanish", r(MARK, "<w:rStyle w:val='Gone'/>" + BODY), "w:vanish by a character style", {"styles": style("character", "Gone", looks(HIDDEN))}),
    Plan("vanish-style-chain", "vanish", p(r(MARK), "<w:pStyle w:val='Leaf'/>"), "w:vanish by the style that the paragraph style is based on",
         {"styles": style("paragraph", "Root", looks(HIDDEN), "Normal") + style("paragraph", "Leaf", looks(BODY), "Root")}),
    Plan("vanish-footer", "vanish", "", "w:vanish in the footer", {"footer": p(r("第一页") + r(MARK, HIDDEN))}),
    Plan("vanish-table", "vanish", table((own(HIDDEN),), (p(r("每月津贴320元")),)), "w:vanish in a table cell"),
    Plan("tiny-half-point", "tiny", r(MARK, size(1)), "half a point"),
    Plan("tiny-one-point", "tiny", own(size(2)), "one point"),
    Plan("tiny-style", "tiny", p(r(MARK), "<w:pStyle w:val='Mite'/>"), "one point by the paragraph style", {"styles": style("paragraph", "Mite", looks(size(2)), "Normal")}),
    Plan("tiny-row", "tiny", table((own(BODY),), row="<w:trHeight w:val='1' w:hRule='exact'/>"), "table row exactly a twentieth of a point high"),
    Plan("off-page-box", "off_page", p(drawing(box(own(BODY)), x=-30000000)), "text box 83 cm left of the column"),
    Plan("off-page-vml", "off_page", p(vml(own(BODY), "filled='f' stroked='f'", "margin-left:-3000pt;margin-top:-50pt")), "old text box 3000 pt left of the column"),
    Plan("off-page-frame", "off_page", own(BODY, "<w:framePr w:w='5000' w:hSpace='180' w:wrap='around' w:vAnchor='page' w:hAnchor='page' w:x='-20000' w:y='3000'/>"), "frame 35 cm left of the page",
         doubt="LibreOffice moves frames back onto the page; Word does not"),
    Plan("off-page-indent", "off_page", own(BODY, "<w:ind w:left='-14000' w:right='14500'/>"), "paragraph indented 25 cm to the left of the text"),
    Plan("under-picture", "under_picture", p(r(MARK, BODY) + drawing(picture())) + p("") * 4, "opaque picture in front of the paragraph", doubt="needs the geometry of the page"),
    Plan("field-code", "field", field('SET remark "WORDS"', ""), "prose as the argument of a SET field"),
    Plan("field-quote", "field", field('QUOTE "略"', r(MARK, HIDDEN)), "hidden result of a QUOTE field"),
    Plan("field-help", "field", field("FORMTEXT", r("　　"), "<w:ffData><w:name w:val='t'/><w:helpText w:type='text' w:val='WORDS'/></w:ffData>"), "help text of a form field"),
    Plan("alt-text", "alt_text", inline("WORDS"), "prose as the alternative text of a picture"),
    Plan("alt-title", "alt_text", p(drawing(picture(), about=MARK)) + p("") * 4, "prose as the alternative text of a floating picture"),
    Plan("zero-width", "zero_width", own(BODY), "zero-width spaces between the letters", spelling="spaced"),
    Plan("zero-width-bits", "zero_width", own(BODY), "ASCII words as bits of U+200B and U+200C inside a plain sentence", words="PASS: FULL MARKS", spelling="bits"),
    Plan("look-alike", "look_alike", own(BODY), "Kangxi radicals and Cyrillic letters instead of some of the letters", words=ALIKE, spelling="alike"),
)  # fmt: skip

RED_BAND = shade("C00000")
BRUSH = WHITE + "<w:b/>" + size(32)
SMALL = "<w:vertAlign w:val='superscript'/>"
CHANGE = "w:id='90' w:author='审核' w:date='2021-11-20T09:00:00Z'"
PLACEHOLDER = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
CONTENTS = p(
    r("主要做法") + "<w:r><w:tab/></w:r>" + field("PAGEREF _Toc88000001 \\h", r("1", "<w:webHidden/>")),
    "<w:tabs><w:tab w:val='right' w:leader='dot' w:pos='8000'/></w:tabs>",
)
BOOKMARKS = "<w:bookmarkStart w:id='1' w:name='_Toc88000001'/>{}<w:bookmarkEnd w:id='1'/><w:bookmarkStart w:id='2' w:name='_GoBack'/><w:bookmarkEnd w:id='2'/>"
AUTOMATIC = "图片包含 人, 室内, 站, 团体&#10;&#10;描述已自动生成"
WATERMARK = (
    "<w:r><w:pict><v:shapetype id='_x0000_t136' coordsize='21600,21600' o:spt='136' adj='10800' path='m@7,l@8,m@5,21600l@6,21600e'>"
    "<v:path textpathok='t'/><v:textpath on='t' fitshape='t'/></v:shapetype><v:shape id='PowerPlusWaterMarkObject1' o:spid='_x0000_s2049' type='#_x0000_t136' style='position:absolute;margin-left:0;"
    "margin-top:250pt;width:400pt;height:100pt;rotation:315;z-index:-251' fillcolor='silver' stroked='f'><v:fill opacity='.5'/>"
    "<v:textpath style='font-family:&quot;宋体&quot;;font-size:1pt' string='WORDS'/></v:shape></w:pict></w:r>"
)
GRADIENT = "<a:gradFill><a:gsLst><a:gs pos='0'><a:srgbClr val='7F0000'/></a:gs><a:gs pos='100000'><a:srgbClr val='C00000'/></a:gs></a:gsLst><a:lin ang='0'/></a:gradFill>"
GROUNDED = style(
    "table",
    "Headed",
    f"<w:tblStylePr w:type='firstRow'>{looks('<w:b/>' + WHITE)}<w:tcPr>{shade('4472C4')}</w:tcPr></w:tblStylePr>",
)
LOOK = "<w:tblStyle w:val='Headed'/><w:tblLook w:val='04A0' w:firstRow='1'/>"
DARK = "<w:background w:color='1F3864'/>"
OUTLINED = "<w14:textOutline w14:w='12700'><w14:solidFill><w14:srgbClr w14:val='000000'/></w14:solidFill></w14:textOutline>"
RUBY = "<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val='center'/><w:hps w:val='8'/></w:rubyPr><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"

CLEAN = (
    Plan("paragraph-ground", "", own(BRUSH, RED_BAND), "white letters on a red paragraph"),
    Plan("run-ground", "", own(BRUSH + shade("1F4E79")), "white letters on a blue run ground"),
    Plan("highlight", "", own(BRUSH + "<w:highlight w:val='darkRed'/>"), "white letters on a highlight"),
    Plan("solid-pattern", "", own(BRUSH, shade("auto", "solid", "C00000")), "white letters on a solid pattern, whose fill is auto"),
    Plan("half-pattern", "", own(BRUSH, shade("FFFFFF", "pct75", "C00000")), "white letters on a pattern of 75 % red over white"),
    Plan("cell-ground", "", table((own(BRUSH), own(BRUSH)), (p(r("六级")), p(r("320元"))), cell=shade("2E74B5")), "white letters in blue cells"),
    Plan("theme-cell-ground", "", table((own(colour("FFFFFF", THEMED)),), cell=shade("4F81BD", more=" w:themeFill='accent1'")), "theme white on a theme fill"),
    Plan("table-style", "", table((own(""),), (p(r("320元")),), form=LOOK), "first row of a table style, white on blue", {"styles": GROUNDED}),
    Plan("row-style-cell", "", table((own(BRUSH),), (p(r("320元")),), form=LOOK), "white run on the ground of a table style", {"styles": GROUNDED}),
    Plan("outer-cell-ground", "", table((table((own(BRUSH),)) + p(""),), cell=shade("C00000")), "white letters in a table inside a red cell"),
    Plan("style-ground", "", p(r(MARK), "<w:pStyle w:val='Leaf'/>"), "white by a style, red by the style it is based on",
         {"styles": style("paragraph", "Root", f"<w:pPr>{RED_BAND}</w:pPr>", "Normal") + style("paragraph", "Leaf", looks(BRUSH), "Root")}),
    Plan("white-style-overruled", "", p(r(MARK, colour("000000")), "<w:pStyle w:val='Pale'/>"), "white style, black run", {"styles": style("paragraph", "Pale", looks(BRUSH), "Normal")}),
    Plan("vanish-overruled", "", p(r(MARK, "<w:vanish w:val='0'/>"), "<w:pStyle w:val='Gone'/>"), "w:vanish of the style switched off", {"styles": style("paragraph", "Gone", looks(HIDDEN + BODY), "Normal")}),
    Plan("vanish-toggled", "", p(r(MARK, "<w:rStyle w:val='Twice'/>"), "<w:pStyle w:val='Gone'/>"), "w:vanish in a paragraph style and in a character style: it toggles off",
         {"styles": style("paragraph", "Gone", looks(HIDDEN + BODY), "Normal") + style("character", "Twice", looks(HIDDEN))}, doubt="toggle rule of ISO 29500 17.7.3"),
    Plan("filled-box", "", p(drawing(box(own(BRUSH), solid("C00000")))) + p("") * 4, "white letters in a red text box"),
    Plan("themed-box", "", p(drawing(box(own(BRUSH), "<a:solidFill><a:schemeClr val='accent1'/></a:solidFill>"))) + p("") * 4, "white letters in a box of a theme colour"),
    Plan("gradient-box", "", p(drawing(box(own(BRUSH), GRADIENT))) + p("") * 4, "white letters in a box of running colours"),
    Plan("vml-filled-box", "", p(vml(own(BRUSH), "fillcolor='#c00000'")) + p("") * 4, "white letters in an old red box"),
    Plan("box-twice", "", p(modern(drawing(box(own(BRUSH), solid("C00000"))), vml(own(BRUSH), "fillcolor='#c00000'"))) + p("") * 4, "red box written for new and for old programs"),
    Plan("box-on-picture", "", p(drawing(picture(), behind=1) + drawing(box(own(BRUSH)))) + p("") * 4, "white letters in a clear box over a dark picture"),
    Plan("letters-on-picture", "", p(drawing(picture(), behind=1) + r(MARK, BRUSH)) + p("") * 4, "white letters of the text over a dark picture behind it"),
    Plan("dark-page", "", own(BODY + WHITE), "white letters on a dark page", {"background": DARK, "ground": WHITE}),
    Plan("header-band", "", p(""), "white letters on a red header", {"header": table((own(BRUSH),), cell=RED_BAND)}),
    Plan("outlined", "", own(BRUSH + OUTLINED), "white letters with a black outline (w14:textOutline)", doubt="LibreOffice does not draw the outline; Word does"),
    Plan("grey-808080", "", own(BODY + colour("808080")), "grey note"),
    Plan("grey-a6a6a6", "", own(BODY + colour("A6A6A6")), "light grey note"),
    Plan("placeholder", "", PLACEHOLDER.format(own(BODY + colour("808080"))), "grey words of an unfilled content control"),
    Plan("footnotes", "", NOTE, "footnote of six and a half points", {"footnotes": footnotes(p(r("1", SMALL + size(13)) + r(MARK, size(13))))}),
    Plan("small-note", "", own(size(12)), "note of six points"),
    Plan("spacers", "", p("", looks(size(2))) + p(r(" ", size(2)), looks(size(2))) + said("见下。"), "empty paragraphs of one point"),
    Plan("white-spaces", "", p(r("　　", BODY + WHITE) + r(MARK, BODY) + r("\u00a0 ", BODY + WHITE)), "white spaces that align a line"),
    Plan("hidden-marks", "", p(r(MARK, BODY), looks(HIDDEN)) + p("", looks(HIDDEN)), "only paragraph marks are hidden"),
    Plan("contents", "", CONTENTS + p(BOOKMARKS.format(r(MARK, BODY))), "table of contents with webHidden page numbers, hidden bookmarks"),
    Plan("fields", "", p(field("HYPERLINK \"http://example.org/a\" \\o \"打开网页\"", r(MARK, BODY)) + field("DATE \\@ \"yyyy年M月d日\"", r("2021年11月20日", BODY))), "link, date and page fields",
         {"footer": p(r("— ") + field("PAGE", r("1")) + r(" / ") + field("NUMPAGES", r("1")) + r(" —"))}),
    Plan("revisions", "", p(f"<w:ins {CHANGE}>{r(MARK, BODY)}</w:ins><w:del {CHANGE}><w:r><w:delText>原来的说法不准确</w:delText></w:r></w:del><w:commentRangeStart w:id='5'/>{r('，已核对', BODY)}<w:commentRangeEnd w:id='5'/><w:r><w:commentReference w:id='5'/></w:r>"),
         "tracked changes and a comment", {"comments": f"<w:comment {CHANGE.replace('90', '5')} w:initials='审'>{p(r('这个数请核一下台账。'))}</w:comment>"}),
    Plan("automatic-alt", "", p(inline(AUTOMATIC)) + said("图："), "alternative text written by the program"),
    Plan("file-name-alt", "", p(inline("C:\\Users\\gonghui\\Desktop\\产改照片\\微信图片_20211120101532.jpg", "微信图片_20211120101532")) + said("图："), "path of the picture as its alternative text"),
    Plan("short-alt", "", p(inline("焊工班在三号工位练习铝镁合金立焊")) + said("图："), "honest alternative text"),
    Plan("watermark", "", p(""), "pale watermark of the header", {"header": p(WATERMARK)}),
    Plan("web-copy", "", p(r("公司开展技能竞赛，\u200b前三名直接认定高级工，\u200b" + MARK + "。\u200b本刊\u00adedi\u00adtor整理。", BODY)), "a few zero-width spaces and soft hyphens from a web page"),
    Plan("radicals", "", own(BODY), "Kangxi radicals throughout, as some fonts give", words="工厂工人自己的话", spelling="radicals"),
    Plan("greek", "", said("ＡＢＣ－２０型α相钢板，电阻≤3Ω，β系数0.8，γ射线探伤，型号ЗИЛ－130、НКМЗ轧机，"), "Greek, Cyrillic and full-width letters used as they should be"),
    Plan("sequences", "", said("工人👨‍👩‍👧家属开放日，报名者葛\U000e0100某某，"), "emoji and name variants with joiners and selectors"),
    Plan("ruby", "", p(RUBY.format(r("yūn", size(8)), r("氲", BODY)) + r(MARK, BODY)), "letters of four points above a rare character"),
    Plan("condensed", "", own(size(24) + "<w:spacing w:val='-10'/><w:w w:val='80'/>"), "letters set a little closer"),
    Plan("white-dot", "", p(r("一", BODY + WHITE) + r(MARK, BODY)), "one white letter that aligns a line", doubt="nobody sees it, but it says nothing: to report it is petty"),
)  # fmt: skip


def cases() -> list[Case]:
    return make("docx", PLANTED + CLEAN, build)
