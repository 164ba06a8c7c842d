"""Plain text and Markdown, in the encodings that Chinese desktops write; lines that a conversion broke are joined again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from checker.reading.document import Document, Paragraph, Place
from checker.reading.errors import Unreadable
from checker.reading.options import DEFAULT, Options

FORMAT, NAME = "text", "纯文本"

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Characters that make up most of any Chinese text; a wrong decoding hits few of them.
COMMON = frozenset(
    "的一是在了和有大这主中人上为们地个用工时要动国产以我到他会作来分生对于学下级就年阶义发成部民可出能方进同行面说种过命度革而多子后自社加小机也经力线本电高量长党得实家定深法表着水理化争现所二起政三好十战无农使性前等反体合斗路图把结第里正新开论之物从当两些还天资事队批如应形想制心样干都向变关点育重其思与间内去因件日利相由压员气业代全组数果期导平各基或月毛然问比展那它最及外没看治提五解系林者米群头意只明四道马认次文通但条较克又公孔领军流入接席位情运器并习原油放立题质指建区验活众很教决特此常石强极土少已根共直团统式转别造切九你取西持总料连任志观调七么山程百报更见必真保热委手改管处己将修支识病象几先老光专什六型具示复安带每东增则完风回南广劳轮科北打积车计给节做务被整联步类集号列温装即毫知轴研单色坚据速防史拉世设达尔场织历花受求传口断况采精金界品判参层止边清至万确究书术状厂须离再目海交权且儿青才证低越际八试规斯近注办布门铁需走议县兵固除般引齿千胜细影济白格效置推空配刀叶率述今选养德话查差半敌始片施响收华觉备名红续均药标记难存测士身紧液派准斤角降维板许破述技消底床田势端感往神便贺村构照容非搞亚磨族火段算适讲按值美态黄易彪服早班麦削信排台声该击素张密害侯草何树肥继右属市严径螺检左页抗苏显苦英快称坏移约巴材省黑武培著河帝仅针怎植京助升王眼她抓含苗副杂普谈围食射源例致酸旧却充足短划剂宣环落首尺波承粉践府鱼随考刻靠够满夫失包住促枝局菌杆周护岩师举曲春元超负砂封换太模贫减阳扬江析亩木言球朝医校古呢稻宋听唯输滑站另卫字鼓刚写刘微略范供阿块某功套友限项余倒卷创律雨让骨远帮初皮播优占死毒圈伟季训控激找叫云互跟裂粮粒母练塞钢顶策双留误础吸阻故寸盾晚丝女散焊职"
)

MARKDOWN = re.compile(r"(?:#{1,6}\s+|[-*+]\s+|>\s?)|(\*\*|__|`)")
HEADING_MARK = re.compile(r"(#{1,6})\s+(?=\S)")
NEW_PARAGRAPH = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、.．](?!\d)|[（(]\d{1,2}[)）]|[①-⑳]|第[一二三四五六七八九十]{1,3}[章节条，、]"
    r"|[一二三四五六七八九十]{1,2}是|附件|抄送|抄报|[—\-－]\s?\d+\s?[—\-－])"
)
# Text that is UTF-16 has at least this share of common characters once it is decoded so; anything else has next to none.
UTF16_COMMON = 0.2
PAGE_NUMBER = re.compile(r"[—\-－–]{1,2}\s?\d{1,3}\s?[—\-－–]{1,2}|第\s?\d{1,3}\s?页(?:\s?共\s?\d{1,3}\s?页)?")
# From this many characters outside ASCII on a text must hold a share of common ones, or it was never text.
FEW, READABLE = 30, 0.08
ENDS = tuple("。！？!?：:；;”")
# A body line of official layout has 28 characters; narrower columns than this are lists and tables.
NARROWEST = 14
# A full line may fall short by a mark that must not begin the next line, or by a number or word that was not broken.
SLACK = 2.5
# From this share of full-width lines on a text counts as broken by its layout.
FULL_SHARE = 0.3


def accepts(data: bytes) -> bool:
    """Whether `data` can be text: no NUL bytes, unless they are UTF-16's."""
    head = data[:65536]
    return any(head.startswith(bom) for bom, _ in BOMS) or b"\0" not in head or _utf16(head) is not None


def read(data: bytes, options: Options = DEFAULT) -> Document:
    """Decode `data` and give its paragraphs. Raises Unreadable where no encoding fits."""
    return parse(decode(data))


def parse(text: str) -> Document:
    """The paragraphs of a text that is already decoded."""
    lines = [line.rstrip() for line in re.split(r"\r\n|[\n\r\x0b\x0c\u2028\u2029\x85]", text)]
    width = _broken_at(lines)
    joined = _join(lines, width) if width else [(line.strip(), number) for number, line in enumerate(lines) if line.strip()]
    return Document(tuple(_paragraph(line, number) for line, number in joined if line), FORMAT)


def decode(data: bytes) -> str:
    """Bytes as text: byte order mark, then UTF-16 by its zero bytes, strict UTF-8, GB18030."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    if name := _utf16(data[:65536]):
        return data.decode(name, errors="replace")
    text = _strictly(data) or _leniently(data)
    foreign = [character for character in text if not character.isascii()]
    if len(foreign) >= FEW and (_commonness(foreign) < READABLE or text.count("\ufffd") > len(text) / 20):
        raise Unreadable("damaged", "文字编码无法识别，打开后是乱码；请用 Word 或记事本另存为 UTF-8 文本后再报。")
    return text


def _strictly(data: bytes) -> str | None:
    for name in ("utf-8", "gb18030"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return None


def _leniently(data: bytes) -> str:
    """One broken byte must not lose a whole paper: take the encoding that reads better."""
    return max((data.decode(name, errors="replace") for name in ("utf-8", "gb18030")), key=_commonness)


def _utf16(head: bytes) -> str | None:
    """UTF-16 without a mark: ASCII leaves zero bytes on one side, and common Han appear once decoded."""
    # Han characters hold few zero bytes, but line feeds, digits and blanks each hold one.
    if len(head) < 4 or b"\0" not in head:
        return None
    scores = {name: _commonness(head[: len(head) & ~1].decode(name, errors="replace")) for name in ("utf-16-le", "utf-16-be")}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] > UTF16_COMMON else None


def _commonness(text: Sequence[str]) -> float:
    return sum(character in COMMON for character in text) / max(1, len(text))


def _width(line: str) -> float:
    """Width in Han characters, as a printed page has it."""
    text = line.strip()
    return len(text) - 0.5 * len(text.encode("ascii", errors="ignore"))


def _broken_at(lines: list[str]) -> float | None:
    """The width at which a conversion broke the lines, or None where each line is a paragraph.

    Broken lines are nearly all equally wide, and many of the widest end in the middle of a sentence.
    """
    widths = [(_width(line), line) for line in lines if line.strip()]
    long = Counter(round(width) for width, _ in widths if width >= NARROWEST)
    if len(widths) < 4 or not long:
        return None
    commonest = max(long, key=lambda width: (sum(long[width + d] for d in (-1, 0, 1)), width))
    full = [line for width, line in widths if abs(width - commonest) <= SLACK]
    open_ended = [line for line in full if not line.endswith(ENDS)]
    wider = sum(width > commonest + 2 * SLACK for width, _ in widths)
    if (
        len(full) >= FULL_SHARE * len(widths)
        and len(open_ended) >= 0.5 * len(full)
        and len(full) >= 3
        and wider <= 0.1 * len(widths)
    ):
        return float(commonest)
    return None


def _join(lines: list[str], width: float) -> list[tuple[str, int]]:
    """Lines back to paragraphs, each with the number of its first line; page numbers, which cut sentences, go to the end."""
    indented = sum(line.startswith(("　　", "    ")) for line in lines) >= 3
    paragraphs: list[tuple[str, int]] = []
    numbers: list[tuple[str, int]] = []
    previous = ""
    for number, line in enumerate(lines):
        text = line.strip()
        if not text:
            continue
        if PAGE_NUMBER.fullmatch(text):
            numbers.append((text, number))
            continue
        if paragraphs and _continues(previous, line, width, indented):
            before, first = paragraphs[-1]
            gap = " " if before[-1:].isascii() and before[-1:].isalpha() and text[0].isascii() and text[0].isalpha() else ""
            paragraphs[-1] = (before + gap + text, first)
        else:
            paragraphs.append((text, number))
        previous = line
    return paragraphs + numbers


def _continues(previous: str, line: str, width: float, indented: bool) -> bool:
    if indented and line.startswith(("　　", "    ")):
        return False
    if _width(previous) < width - SLACK:
        # Only a line that ends a sentence, or a heading, is short by itself; numbers and long words break early.
        return False
    return not (NEW_PARAGRAPH.match(line.strip()) and (previous.endswith(ENDS) or _is_heading(previous)))


def _is_heading(line: str) -> bool:
    return bool(NEW_PARAGRAPH.match(line.strip())) and not line.rstrip().endswith(("，", "、"))


def _paragraph(line: str, number: int) -> Paragraph:
    heading = HEADING_MARK.match(line)
    text = MARKDOWN.sub("", line) if heading or "**" in line or line.startswith(("> ", "- ", "* ")) else line
    return Paragraph(text, level=len(heading[1]) if heading else 0, places=(Place(0, len(text), block=str(number + 1)),))
