"""PDFs by hand: a page of lines in 14 points, with a gap after the second paragraph that a plan draws into.

A template is a content stream whose origin is the left end of the gap's middle line; it stands after the letters of the report, or
before them where `first` is set. ``WORDS`` is the words as strings with `Tj`, a line at a time; /F1 is 宋体, /Im a dark picture,
/Seal a stamp with a soft mask, /Sh a shading, /Band a form with a blue strip.
"""

from __future__ import annotations

import zlib

from PIL import Image

from .cases import ALIKE, BEFORE, MARK, WHOLE, Case, Plan, Report, make, page_picture, photo, seal

LEFT, TOP, LEADING, SIZE, WIDTH = 72, 770, 24, 14, 31
LINE = 28  # letters in a line of the gap
RESOURCES = (
    "/Font <</F1 3 0 R>> /XObject <</Im 6 0 R /Seal 7 0 R /Band 9 0 R /White 10 0 R /Page 14 0 R>> /Shading <</Sh 11 0 R>> "
    "/ExtGState <</Clear <</ca 0 /CA 0>> /Marker <</ca .4 /BM /Multiply>> /Faint <</ca .15>>>> "
    "/ColorSpace <</Ink [/Separation /Black /DeviceGray 12 0 R]>> /Properties <</Off 13 0 R /On 15 0 R>>"
)


def shown(text: str, width: int = LINE) -> str:
    lines = [text[start : start + width] for start in range(0, len(text), width)]
    return " T* ".join(f"<{line.encode('utf-16-be').hex()}> Tj" for line in lines)


def lines_of(report: Report) -> tuple[list[str], list[str]]:
    """The lines before and after the gap."""
    before, after = [report.title], list[str]()
    for number, text in enumerate(report.paragraphs):
        whole = "　　" + text
        (before if number < BEFORE else after).extend(whole[start : start + WIDTH] for start in range(0, len(whole), WIDTH))
    return before, after


def block(lines: list[str], top: float, ink: str = "0 g") -> str:
    strings = " T* ".join(f"<{line.encode('utf-16-be').hex()}> Tj" for line in lines)
    return f"q {ink} BT /F1 {SIZE} Tf {LEADING} TL {LEFT} {top} Td {strings} ET Q\n"


def image(picture: Image.Image, mask: str = "") -> bytes:
    space = {"L": "DeviceGray", "RGB": "DeviceRGB"}[picture.mode]
    about = f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} /ColorSpace /{space} /BitsPerComponent 8 {mask}"
    return stream(picture.tobytes(), about)


def stream(data: bytes, about: str = "") -> bytes:
    packed = zlib.compress(data, 9)
    return f"<<{about} /Filter /FlateDecode /Length {len(packed)}>>\nstream\n".encode() + packed + b"\nendstream"


def form(content: str) -> bytes:
    return stream(content.encode(), "/Type /XObject /Subtype /Form /BBox [-700 -900 700 900] /Resources <</Font <</F1 3 0 R>>>>")


def written(objects: list[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n%\xe4\xb8\xad\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer <</Size {len(objects) + 1} /Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return bytes(out) + tail.encode()


def build(plan: Plan, report: Report, words: str) -> bytes:
    before, after = lines_of(report)
    gap = TOP - LEADING * len(before) - 30
    drawn = f"q 1 0 0 1 {LEFT} {gap} cm 16 TL\n{plan.template.replace(MARK, shown(words))}\nQ\n"
    ink = plan.extra.get("ink", "0 g")
    text = "" if plan.extra.get("scan") else block(before, TOP, ink) + block(after, gap - 50, ink)
    content = (
        plan.extra.get("shift", "") + plan.extra.get("ground", "") + (drawn + text if plan.extra.get("first") else text + drawn)
    )
    page = f"<</Type /Page /Parent 2 0 R /Resources <<{RESOURCES}>> /Contents 5 0 R {plan.extra.get('boxes', '/MediaBox [0 0 595 842]')}{plan.extra.get('page', '')}>>"
    stamp, pixels = seal(), plan.extra.get("scan", lambda *_: Image.new("L", (8, 8), 255))(before, after, words)
    layers = "/OCProperties <</OCGs [13 0 R 15 0 R] /D <</OFF [13 0 R] /Order [13 0 R 15 0 R]>>>>"
    return written([
        f"<</Type /Catalog /Pages 2 0 R {layers}>>".encode(),
        b"<</Type /Pages /Kids [4 0 R] /Count 1>>",
        b"<</Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<</Type /Font /Subtype /CIDFontType0 "
        b"/BaseFont /STSong-Light /CIDSystemInfo <</Registry (Adobe) /Ordering (GB1) /Supplement 2>> /DW 1000 /FontDescriptor "
        b"<</Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 "
        b"/CapHeight 880 /StemV 93>>>>]>>",
        page.encode(),
        stream(content.encode()),
        image(photo()),
        image(stamp.convert("RGB"), "/SMask 8 0 R"),
        image(stamp.getchannel("A")),
        form(".12 .3 .55 rg -10 -12 440 34 re f"),
        form(f"BT /F1 14 Tf 16 TL {shown(words)} ET"),
        b"<</ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 440 0] /Extend [true true] /Function <</FunctionType 2 /Domain [0 1] /C0 [.4 0 0] /C1 [.75 0 0] /N 1>>>>",
        b"<</FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0] /N 1>>",
        b"<</Type /OCG /Name (draft)>>",
        image(pixels),
        b"<</Type /OCG /Name (text)>>",
    ])  # fmt: skip


def letters(state: str, size: float = 14, at: str = "") -> str:
    """The words with a state set before them."""
    return f"{state} BT /F1 {size} Tf {at} WORDS ET"


def scanned(before: list[str], after: list[str], words: str) -> Image.Image:
    return page_picture([*before, "", *after])


def layer(before: list[str], after: list[str]) -> str:
    return block(before, TOP, "3 Tr 0 g") + block(after, TOP - LEADING * (len(before) + 1), "3 Tr 0 g")


def scan(plan: Plan, report: Report, words: str) -> bytes:
    """A picture of the page under an invisible layer of the same letters, as scanning programs write it."""
    under = "q 595 0 0 842 0 0 cm /Page Do Q\n" + layer(*lines_of(report))
    return build(Plan(plan.name, plan.kind, plan.template, extra={"scan": scanned, "ground": under}), report, words)


COVER = "-6 -36 440 54 re f"
PLANTED = (
    Plan("invisible-mode", "invisible_mode", letters("3 Tr"), "text mode 3"),
    Plan("invisible-mode-clip", "invisible_mode", letters("7 Tr"), "text mode 7, nothing painted into the clip"),
    Plan("white-rgb", "white", letters("1 1 1 rg"), "rg 1 1 1"),
    Plan("white-grey", "white", letters("1 g"), "g 1"),
    Plan("white-cmyk", "white", letters("0 0 0 0 k"), "k 0 0 0 0"),
    Plan("white-separation", "white", letters("/Ink cs 0 scn"), "no ink of a separation"),
    Plan("white-form", "white", "1 g /White Do", "form that inherits the white of its page"),
    Plan("white-stroke", "white", letters("1 G 0 g 1 Tr"), "only strokes, and they are white"),
    Plan("near-white", "near_white", letters(".99 .99 .99 rg"), "rg .99"),
    Plan("near-white-cmyk", "near_white", letters("0 0 .02 .01 k"), "k 0 0 .02 .01"),
    Plan("same-as-band", "same_as_background", ".12 .3 .55 rg -6 -36 440 54 re f " + letters(".12 .3 .55 rg"), "blue letters on a strip of the same blue"),
    Plan("tiny-half", "tiny", letters("0 g", 0.5), "half a point"),
    Plan("tiny-one", "tiny", letters("0 g", 1), "one point"),
    Plan("tiny-matrix", "tiny", letters("0 g", 14, ".05 0 0 .05 0 0 Tm"), "14 points, made a twentieth of it by the text matrix"),
    Plan("off-media-box", "off_page", letters("0 g", 14, "900 0 Td"), "right of the media box"),
    Plan("off-media-box-below", "off_page", letters("0 g", 14, "0 -1500 Td"), "below the media box"),
    Plan("off-crop-box", "off_page", letters("0 g", 14, "0 -1000 Td"), "inside the media box, below the crop box", {"boxes": "/MediaBox [0 -700 595 842] /CropBox [0 0 595 842]"}),
    Plan("under-image", "under_picture", letters("0 g") + " q 440 0 0 54 -6 -36 cm /Im Do Q", "opaque picture painted over them"),
    Plan("under-rectangle", "under_picture", letters("0 g") + " 1 g " + COVER, "white rectangle painted over them"),
    Plan("layer-off", "vanish", "/OC /Off BDC " + letters("0 g") + " EMC", "optional content that is switched off"),
    Plan("clipped", "clipped", "2000 2000 10 10 re W n " + letters("0 g"), "clip that leaves nothing of them"),
    Plan("transparent", "transparent", "/Clear gs " + letters("0 g"), "opacity 0"),
    Plan("look-alike", "look_alike", letters("0 g"), "Kangxi radicals and Cyrillic letters", words=ALIKE, spelling="alike"),
)  # fmt: skip
SCAN_PLANTED = (
    Plan(
        "scan-layer",
        "invisible_mode",
        letters("3 Tr", 14),
        "invisible layer of a scan, with words that are not in the picture",
        doubt="only a recognition of the picture can tell",
    ),
)
MARKS = "/MediaBox [0 0 695 942] /CropBox [50 50 645 892] /TrimBox [50 50 645 892]"
BESIDE = (
    "q 0 g BT /F1 7 Tf 1 0 0 1 60 {} Tm " + shown("成品尺寸 210×297 青 品 黄 黑 产改汇编.indd 3 2021-11-20 10:32") + " ET Q\n"
)
CLEAN = (
    Plan("red-band", "", ".75 0 0 rg -10 -12 440 34 re f " + letters("1 g", 18), "white letters on a drawn strip"),
    Plan("form-band", "", "/Band Do " + letters("0 0 0 0 k", 18), "white letters on a strip in a form"),
    Plan("shading-band", "", "q -10 -12 440 34 re W n /Sh sh Q " + letters("1 1 1 rg", 18), "white letters on a shading"),
    Plan("picture-band", "", "q 440 0 0 40 -10 -14 cm /Im Do Q " + letters("1 g", 18), "white letters on a dark picture"),
    Plan("line-band", "", ".75 0 0 RG 34 w -10 5 m 430 5 l S " + letters("1 g", 18), "white letters on one broad stroke"),
    Plan("dark-page", "", letters("1 g", 18), "a white text on a dark picture of the whole page", {"ground": "q 595 0 0 842 0 0 cm /Im Do Q\n", "ink": "1 g"}),
    Plan("light-grey", "", letters(".65 g", 10), "light grey note"),
    Plan("watermark", "", letters(".85 g", 60, ".7 .7 -.7 .7 10 -330 Tm"), "pale watermark at 45 degrees", {"first": True}),
    Plan("watermark-opacity", "", "/Faint gs " + letters("0 g", 60, ".7 .7 -.7 .7 10 -330 Tm"), "watermark of little opacity"),
    Plan("fill-stroke", "", letters("2 Tr 1 0 0 RG 1 g .7 w", 24), "white letters with a red outline"),
    Plan("stroke", "", letters("1 Tr 0 G 1 g .5 w", 24), "hollow letters"),
    Plan("bold-stroke", "", letters("2 Tr 0 G 0 g .4 w", 14), "bold by a stroke"),
    Plan("clip-effect", "", "q " + letters("7 Tr", 24) + " /Sh sh Q", "letters as the clip of a shading"),
    Plan("halo", "", letters("2 Tr 1 g 1 G 3 w", 14) + " " + letters("0 Tr 0 g", 14), "white halo under the same letters in black"),
    Plan("shadow", "", letters("1 g", 14, "1 -1 Td") + " " + letters("0 g", 14), "white shadow under the same letters in black"),
    Plan("footnote", "", letters("0 g", 6), "note of six points"),
    Plan("unit-font", "", letters("0 g", 1, "14 0 0 14 0 0 Tm"), "size 1, made 14 points by the text matrix"),
    Plan("unit-page", "", "q 14 0 0 14 0 0 cm " + letters("0 g", 1) + " Q", "size 1, made 14 points by the page matrix"),
    Plan("black-separation", "", letters("/Ink cs 1 scn"), "full ink of a separation, whose value is 1"),
    Plan("black-cmyk", "", letters("0 0 0 1 k"), "k 0 0 0 1"),
    Plan("white-ground", "", letters("0 g"), "white rectangle under the whole page", {"ground": "1 g 0 0 595 842 re f\n"}),
    Plan("marker", "", letters("0 g") + " /Marker gs 1 1 0 rg " + COVER, "yellow marker over the words, see-through"),
    Plan("seal", "", letters("0 g") + " q 110 0 0 110 30 -50 cm /Seal Do Q", "stamp with a clear ground over the words"),
    Plan("caption", "", "q 300 0 0 60 60 -20 cm /Im Do Q " + letters(".95 .5 0 rg", 12, "330 4 Td"), "caption that begins on a picture and ends beside it"),
    Plan("layer-on", "", "/OC /On BDC " + letters("0 g") + " EMC", "optional content that is switched on"),
    Plan("printers-marks", "", letters("0 g"), "printer's marks between crop box and media box", {"boxes": MARKS, "ground": BESIDE.format(20) + BESIDE.format(915)}),
    Plan("shifted-page", "", letters("0 g"), "page whose media box does not begin at 0", {"boxes": "/MediaBox [-400 900 195 1742]", "shift": "1 0 0 1 -400 900 cm "}),
    Plan("turned-page", "", letters("0 g"), "page turned by a quarter", {"page": " /Rotate 90"}),
    Plan("condensed", "", letters("0 g 60 Tz"), "letters at 60 % of their width"),
    Plan("half-clipped", "", "-10 -10 600 60 re W n " + letters("0 g"), "clip that leaves all of them"),
    Plan("white-spaces", "", letters("0 g") + " " + letters("1 g", 14).replace(MARK, shown("　　  ")), "white spaces"),
    Plan("radicals", "", letters("0 g"), "Kangxi radicals throughout, as some fonts give", spelling="radicals"),
)  # fmt: skip
SCAN_CLEAN = (Plan("scan", "", "", "searchable scan: picture with an invisible layer of the same letters", words=WHOLE),)


def cases() -> list[Case]:
    return make("pdf", PLANTED + CLEAN, build) + make("pdf", SCAN_PLANTED + SCAN_CLEAN, scan)
