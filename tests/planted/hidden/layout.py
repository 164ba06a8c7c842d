"""OFD by hand: a page of text objects, with the objects of a plan in a gap after the second paragraph (measures in millimetres)."""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import escape

from .cases import BEFORE, WHOLE, Case, Plan, Report, make, page_picture, photo, png, zipped

ROOT = 'xmlns:ofd="http://www.ofdspec.org/2016"'
WIDTH, SIZE, STEP, LEFT = 31, 5, 8.5, 25
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def line(text: str, x: float, y: float, looks: str = "", size: float = SIZE, children: str = "") -> str:
    """A text object whose letters stand on y + size; `children` come before its text."""
    moves = f' DeltaX="g {len(text) - 1} {size:g}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="0" Boundary="{x:g} {y:g} {max(len(text), 1) * size:g} {size * 1.2:g}" Font="3" Size="{size:g}" {looks}>{children}'
        f'<ofd:TextCode X="0" Y="{size:g}"{moves}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def ink(value: str, more: str = "") -> str:
    return f'<ofd:FillColor Value="{value}"{more}/>'


def strip(y: float, value: str, height: float = 9) -> str:
    return (
        f'<ofd:PathObject ID="0" Boundary="23 {y:g} 160 {height:g}" Stroke="false" Fill="true">{ink(value)}'
        f"<ofd:AbbreviatedData>M 0 0 L 160 0 L 160 {height:g} L 0 {height:g} C</ofd:AbbreviatedData></ofd:PathObject>"
    )


def image(x: float, y: float, width: float, height: float) -> str:
    return f'<ofd:ImageObject ID="0" CTM="{width} 0 0 {height} 0 0" Boundary="{x} {y:g} {width} {height}" ResourceID="21"/>'


def cut(text: str, width: int = WIDTH) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


def build(plan: Plan, report: Report, words: str) -> bytes:
    """The template gives the objects of the gap for its height on the page and the lines of the words."""
    lines = [report.title, *(part for text in report.paragraphs[:BEFORE] for part in cut("　　" + text))]
    gap = 20 + STEP * len(lines)
    rest = [part for text in report.paragraphs[BEFORE:] for part in cut("　　" + text)]
    looks = plan.extra.get("looks", "")
    objects = [line(text, LEFT, 20 + STEP * n, looks) for n, text in enumerate(lines)]
    objects += [line(text, LEFT, gap + 3 * STEP + STEP * n, looks) for n, text in enumerate(rest)]
    drawn = plan.template(gap, cut(words, 30))
    content = "".join([image(0, 0, 210, 297), *objects] if plan.extra.get("scan") else [*objects, drawn])
    content = "".join(part if n == 0 else f'ID="{100 + n}"' + part for n, part in enumerate(content.split('ID="0"')))
    picture = page_picture([*lines, "", *rest]) if plan.extra.get("scan") else photo()
    area = "<ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>"
    parts = {
        "OFD.xml": f'<ofd:OFD {ROOT} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
        "Doc_0/Document.xml": f"<ofd:Document {ROOT}><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        '<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages><ofd:Page ID="10" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/PublicRes.xml": f'<ofd:Res {ROOT} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="宋体" FamilyName="宋体"/></ofd:Fonts>'
        '<ofd:MultiMedias><ofd:MultiMedia ID="21" Type="Image"><ofd:MediaFile>image.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>',
        "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page {ROOT}>{area}<ofd:Content><ofd:Layer ID="9" Type="Body">{content}</ofd:Layer></ofd:Content></ofd:Page>',
    }
    return zipped({name: DECLARATION + part for name, part in parts.items()} | {"Doc_0/Res/image.png": png(picture)})


def lines_at(
    x: float = LEFT, looks: str = "", size: float = SIZE, children: str = "", under: str = "", over: str = ""
) -> Callable[[float, list[str]], str]:
    """A template: the words a line below the other, what lies under them and what over them."""

    def drawn(gap: float, lines: list[str]) -> str:
        words = "".join(line(text, x, gap + 6 * n, looks, size, children) for n, text in enumerate(lines))
        return (
            (strip(gap - 1, under, 20) if under else "")
            + words
            + ({"image": image(22, gap - 1, 165, 20), "strip": strip(gap - 1, "255 255 255", 20)}.get(over, ""))
        )

    return drawn


WHITE = ink("255 255 255")
PLANTED = (
    Plan("white", "white", lines_at(children=WHITE), "white fill colour"),
    Plan("near-white", "near_white", lines_at(children=ink("253 253 253")), "253 253 253"),
    Plan("alpha", "transparent", lines_at(looks='Alpha="0"'), "opacity 0"),
    Plan("invisible", "vanish", lines_at(looks='Visible="false"'), "object that is not visible"),
    Plan("no-fill", "invisible_mode", lines_at(looks='Fill="false" Stroke="false"'), "neither filled nor stroked"),
    Plan("tiny", "tiny", lines_at(size=0.3), "0.3 mm, less than a point"),
    Plan("off-page", "off_page", lines_at(x=400), "right of the page"),
    Plan("under-image", "under_picture", lines_at(over="image"), "opaque picture over them"),
    Plan("under-strip", "under_picture", lines_at(over="strip"), "white strip over them"),
)  # fmt: skip
CLEAN = (
    Plan("red-strip", "", lines_at(children=WHITE, under="192 0 0"), "white on a red strip"),
    Plan("grey", "", lines_at(children=ink("166 166 166")), "light grey note"),
    Plan("watermark", "", lines_at(size=14, children=ink("128 128 128", ' Alpha="60"')), "pale large letters"),
    Plan("small", "", lines_at(size=2.2), "note of six points"),
    Plan("scan", "", lines_at(), "searchable scan: picture with letters that are not painted", {"scan": True, "looks": 'Fill="false" Stroke="false"'}, words=WHOLE),
)  # fmt: skip


def cases() -> list[Case]:
    return make("ofd", PLANTED + CLEAN, build)
