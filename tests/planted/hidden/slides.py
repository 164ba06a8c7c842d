"""Presentations by hand: one slide with a title, the paragraphs in one box, and the shapes of a plan."""

from __future__ import annotations

from xml.sax.saxutils import escape

from .cases import Case, Plan, Report, filled, make, photo, png, zipped

SPACES = (
    "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main' "
    "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument"
MAP = "<p:clrMap bg1='lt1' tx1='dk1' bg2='lt2' tx2='dk2' accent1='accent1' accent2='accent2' accent3='accent3' accent4='accent4' accent5='accent5' accent6='accent6' hlink='hlink' folHlink='folHlink'/>"
COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "1F3864",
    "lt2": "E7E6E6",
    "accent1": "4472C4",
    "accent2": "C00000",
    "accent3": "A5A5A5",
    "accent4": "FFC000",
    "accent5": "5B9BD5",
    "accent6": "70AD47",
    "hlink": "0563C1",
    "folHlink": "954F72",
}
TREE = "<p:nvGrpSpPr><p:cNvPr id='1' name=''/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>"


def rgb(value: str, more: str = "") -> str:
    return f"<a:solidFill><a:srgbClr val='{value}'>{more}</a:srgbClr></a:solidFill>"


def theme_colour(name: str, more: str = "") -> str:
    return f"<a:solidFill><a:schemeClr val='{name}'>{more}</a:schemeClr></a:solidFill>"


def text(words: str, looks: str = "", size: int = 1400) -> str:
    return f"<a:p><a:r><a:rPr lang='zh-CN' sz='{size}'>{looks}</a:rPr><a:t>{words}</a:t></a:r></a:p>"


def shape(
    content: str,
    fill: str = "<a:noFill/>",
    x: int = 600000,
    y: int = 5700000,
    cx: int = 8000000,
    cy: int = 700000,
    about: str = "",
    style: str = "",
) -> str:
    return (
        f"<p:sp><p:nvSpPr><p:cNvPr id='9' name='文本框 9' {about}/><p:cNvSpPr txBox='1'/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x='{x}' y='{y}'/><a:ext cx='{cx}' cy='{cy}'/></a:xfrm>"
        f"<a:prstGeom prst='rect'><a:avLst/></a:prstGeom>{fill}</p:spPr>{style}<p:txBody><a:bodyPr wrap='square'/><a:lstStyle/>{content}</p:txBody></p:sp>"
    )


def picture(about: str = "", y: int = 5600000) -> str:
    return (
        f"<p:pic><p:nvPicPr><p:cNvPr id='8' name='图片 8' descr='{about}'/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed='rId2'/><a:stretch><a:fillRect/></a:stretch></p:blipFill>"
        f"<p:spPr><a:xfrm><a:off x='500000' y='{y}'/><a:ext cx='8300000' cy='1000000'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/></a:prstGeom></p:spPr></p:pic>"
    )


def ground(fill: str) -> str:
    return f"<p:bg><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>"


def relations(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f"<Relationship Id='rId{n}' Type='{OFFICE}/{kind}' Target='{target}'/>" for n, (kind, target) in enumerate(targets, 1)
    )
    return f"<Relationships xmlns='{RELATIONS}'>{rows}</Relationships>"


def sheet(kind: str, content: str, ground: str = "", tail: str = "") -> str:
    return f"<p:{kind} {SPACES}><p:cSld>{ground}<p:spTree>{TREE}{content}</p:spTree></p:cSld>{tail}</p:{kind}>"


def theme() -> str:
    colours = "".join(f"<a:{name}><a:srgbClr val='{value}'/></a:{name}>" for name, value in COLOURS.items())
    fonts = "".join(
        f"<a:{kind}Font><a:latin typeface='Arial'/><a:ea typeface=''/><a:cs typeface=''/></a:{kind}Font>"
        for kind in ("major", "minor")
    )
    fill, line = theme_colour("phClr"), f"<a:ln>{theme_colour('phClr')}</a:ln>"
    formats = f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
    return f"<a:theme {SPACES} name='t'><a:themeElements><a:clrScheme name='c'>{colours}</a:clrScheme><a:fontScheme name='f'>{fonts}</a:fontScheme><a:fmtScheme name='m'>{formats}</a:fmtScheme></a:themeElements></a:theme>"


def build(plan: Plan, report: Report, words: str) -> bytes:
    ink = plan.extra.get("ink", "")
    body = shape(text(escape(report.title), ink, 2400), y=300000) + shape(
        "".join(text(escape(t), ink) for t in report.paragraphs), y=1100000, cy=4300000
    )
    inherit = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
    kinds = {
        "presentation": "presentation.main",
        "slides/slide1": "slide",
        "slideLayouts/slideLayout1": "slideLayout",
        "slideMasters/slideMaster1": "slideMaster",
    }
    overrides = "".join(
        f"<Override PartName='/ppt/{name}.xml' ContentType='{TYPES}.presentationml.{kind}+xml'/>" for name, kind in kinds.items()
    )
    overrides += f"<Override PartName='/ppt/theme/theme1.xml' ContentType='{TYPES}.theme+xml'/>"
    defaults = "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Default Extension='xml' ContentType='application/xml'/><Default Extension='png' ContentType='image/png'/>"
    layout = plan.extra.get("layout", "")
    return zipped({
        "[Content_Types].xml": f"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>{defaults}{overrides}</Types>",
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {SPACES}><p:sldMasterIdLst><p:sldMasterId id='2147483648' r:id='rId1'/></p:sldMasterIdLst><p:sldIdLst><p:sldId id='256' r:id='rId2'/></p:sldIdLst><p:sldSz cx='9144000' cy='6858000'/><p:notesSz cx='6858000' cy='9144000'/></p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(("slideMaster", "slideMasters/slideMaster1.xml"), ("slide", "slides/slide1.xml")),
        "ppt/slides/slide1.xml": sheet("sld", plan.extra.get("under", "") + body + filled(plan.template, words), plan.extra.get("ground", ""), inherit),
        "ppt/slides/_rels/slide1.xml.rels": relations(("slideLayout", "../slideLayouts/slideLayout1.xml"), ("image", "../media/image1.png")),
        "ppt/slideLayouts/slideLayout1.xml": sheet("sldLayout", layout, plan.extra.get("layout_ground", ""), inherit),
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relations(("slideMaster", "../slideMasters/slideMaster1.xml")),
        "ppt/slideMasters/slideMaster1.xml": sheet("sldMaster", "", plan.extra.get("master_ground", ground(theme_colour("bg1"))), plan.extra.get("map", MAP) + "<p:sldLayoutIdLst><p:sldLayoutId id='2147483649' r:id='rId1'/></p:sldLayoutIdLst>"),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(("slideLayout", "../slideLayouts/slideLayout1.xml"), ("theme", "../theme/theme1.xml")),
        "ppt/theme/theme1.xml": theme(),
        "ppt/media/image1.png": png(photo(830, 100)),
    })  # fmt: skip


WHITE = rgb("FFFFFF")
NIGHT = ground(rgb("1F3864"))
SHAPED = "<p:style><a:lnRef idx='0'><a:schemeClr val='accent1'/></a:lnRef><a:fillRef idx='1'><a:schemeClr val='accent1'/></a:fillRef><a:effectRef idx='0'><a:schemeClr val='accent1'/></a:effectRef><a:fontRef idx='minor'><a:schemeClr val='lt1'/></a:fontRef></p:style>"
HOLDER = "<p:sp><p:nvSpPr><p:cNvPr id='5' name='标题 5'/><p:cNvSpPr/><p:nvPr><p:ph type='ctrTitle'/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>单击此处编辑母版标题样式</a:t></a:r></a:p></p:txBody></p:sp>"
SWAPPED = MAP.replace("bg1='lt1' tx1='dk1'", "bg1='dk1' tx1='lt1'")
PLANTED = (
    Plan("white", "white", shape(text("WORDS", WHITE)), "white on a white slide"),
    Plan("white-theme", "white", shape(text("WORDS", theme_colour("bg1"))), "theme colour bg1"),
    Plan("near-white", "near_white", shape(text("WORDS", theme_colour("bg1", "<a:lumMod val='99000'/>"))), "bg1 with lumMod 99 %"),
    Plan("same-as-fill", "same_as_background", shape(text("WORDS", rgb("C00000")), rgb("C00000")), "red in a red box"),
    Plan("transparent", "transparent", shape(text("WORDS", rgb("000000", "<a:alpha val='0'/>"))), "alpha 0"),
    Plan("off-slide", "off_page", shape(text("WORDS"), x=12000000), "box right of the slide"),
    Plan("hidden-shape", "vanish", shape(text("WORDS"), about="hidden='1'"), "hidden in the selection pane"),
    Plan("tiny", "tiny", shape(text("WORDS", size=100)), "one point"),
    Plan("under-picture", "under_picture", shape(text("WORDS")) + picture(), "opaque picture over the box"),
    Plan("description", "alt_text", picture("WORDS"), "prose as the description of a picture"),
)  # fmt: skip
CLEAN = (
    Plan("dark-slide", "", shape(text("WORDS", WHITE)), "white on a dark slide", {"ground": NIGHT, "ink": WHITE}),
    Plan("dark-layout", "", shape(text("WORDS", WHITE)), "white on a dark layout", {"layout_ground": NIGHT, "ink": WHITE}),
    Plan("dark-master", "", shape(text("WORDS", WHITE)), "white on a dark master", {"master_ground": NIGHT, "ink": WHITE}),
    Plan("swapped-map", "", shape(text("WORDS", theme_colour("tx1"))), "dark theme: the map makes bg1 black and tx1 white", {"map": SWAPPED, "ink": theme_colour("tx1")}),
    Plan("picture-slide", "", shape(text("WORDS", WHITE)), "white on a picture as ground", {"ground": ground("<a:blipFill><a:blip r:embed='rId2'/><a:stretch><a:fillRect/></a:stretch></a:blipFill>"), "ink": WHITE}),
    Plan("filled-shape", "", shape(text("WORDS", WHITE), rgb("C00000")), "white in a red box"),
    Plan("styled-shape", "", shape(text("WORDS"), "", style=SHAPED), "white and blue by the style of the shape"),
    Plan("gradient-shape", "", shape(text("WORDS", WHITE), "<a:gradFill><a:gsLst><a:gs pos='0'><a:srgbClr val='7F0000'/></a:gs><a:gs pos='100000'><a:srgbClr val='C00000'/></a:gs></a:gsLst><a:lin ang='0'/></a:gradFill>"), "white in a box of running colours"),
    Plan("over-picture", "", picture() + shape(text("WORDS", WHITE)), "white in a clear box over a picture"),
    Plan("over-shape", "", shape("<a:p/>", rgb("C00000")) + shape(text("WORDS", WHITE)), "white in a clear box over an empty red box"),
    Plan("half-off", "", shape(text("WORDS"), x=-80000, cx=6000000), "box that hangs over the edge, its letters do not", doubt="the first letter is at the very edge"),
    Plan("placeholder", "", shape(text("WORDS")), "prompt of the layout", {"layout": HOLDER}),
    Plan("short-description", "", picture("图片包含 人, 室内&#10;&#10;描述已自动生成", 6900000 - 1000000) + shape(text("WORDS"), y=5200000), "description written by the program"),
    Plan("small", "", shape(text("WORDS", theme_colour("bg1", "<a:lumMod val='65000'/>"), 700)), "grey note of seven points: bg1 with lumMod 65 %"),
)  # fmt: skip


def cases() -> list[Case]:
    return make("pptx", PLANTED + CLEAN, build)
