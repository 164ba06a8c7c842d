"""The parts of a paper: title, addressee, lead, headings, body, closing, signature block and furniture.

Recognised once, before any check, by the habits of Chinese official papers (GB/T 9704-2012 and the manuals for
clerks). What is formula or furniture is no sentence and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from checker.language import lazily
from checker.reading.document import Paragraph

Part = Literal["title", "addressee", "lead", "heading", "body", "closing", "signature", "formula", "furniture", "cell"]

NUMERAL = "[一二三四五六七八九十百]"
# A heading's number: 一、 （一） 1. (1) ① 第一章 第一，
NUMBERED = lazily.pattern(
    rf"\s*(?:{NUMERAL}{{1,3}}\s?[、.．]|[（(]\s?{NUMERAL}{{1,3}}\s?[)）]|\d{{1,2}}\s?[、.．](?!\d)|[（(]\s?\d{{1,2}}\s?[)）]"
    rf"|[①-⑳⑴-⒇㈠-㈩]|第{NUMERAL}{{1,3}}[章节条部]|[做经]法{NUMERAL}|问[：:]|答[：:])"
)
ENUMERATED = lazily.pattern(rf"\s*(?:{NUMERAL}{{1,2}}是|首先|其次|再次)")
END_OF_SENTENCE = tuple("。！？!?；;：:，,…）)")
# Columns of a table that was turned to lines.
COLUMNS = lazily.pattern(r"\S(?:[ \u3000]{2,}|\u3000|\t)\S")
STOP = tuple("。！？!?；;：:，,")

DATE_LINE = lazily.pattern(
    r"[（(]?\s*(?:19|20|二[〇○零O0])[\d〇○零一二三四五六七八九十]{2}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?\s*[)）]?|20\d\d[.\-/．]\d{1,2}(?:[.\-/．]\d{1,2})?"
)
ORGANISATION = lazily.pattern(
    r".{2,40}(?:公司|集团|厂|局|委员会|工会|总工会|联合会|办公室|小组|委|院|站|段|中心|协会|矿|处|部|街道|镇|乡|开发区|园区|党委|党工委|党总支|总支|支部|学校|医院|社|项目部|联社|商会|分会|车间|机关|政府|产改办|专班|工委)(?:[（(].{1,12}[)）])?"
)
FURNITURE = lazily.pattern(
    r"[—－\-–―]*\s*\d{1,3}\s*[—－\-–―]+|第\s*\d+\s*页.{0,12}|\d{1,3}\s*/\s*\d{1,3}|\d{1,3}"
    r"|.{2,40}[〔\[（(【]\s?20\d\d\s?[〕\]）)】]\s*\d+\s*号(?:\s*签发人.{0,8})?|签发人[：:].{0,10}|.{2,40}文\s?件|(?:绝密|机密|秘密|特急|加急|内部资料|急件)[★☆].{0,8}|(?:特急|加急|内部资料|内部材料)"
    r"|抄送[：:].*|抄报[：:].*|主题词[：:].*|共印\s?\d+\s?份|.{2,30}\s+20\d\d年\d+月\d+日印发|[—_＿\-=*]{3,}|此件.{0,8}公开.{0,4}"
    r"|（?[\(（]?(?:联系人|联系电话|联络员|电话|邮箱|填报人|撰稿|审核|责任编辑|供稿|报送单位|填报单位|报送人|联系方式)[：:].{0,60}"
    r"|[（(][^（）()。]{2,30}[）)]|附件?\s?\d{0,2}\s?[：:].{0,60}|附件\s?\d{0,2}|（?此页无正文）?"
)
TOLD = "总结|汇报|报告|介绍|交流|通报|说明|简述|分述|概括|述职|纪要|解答|倡议|通知"
FORMULA = lazily.pattern(
    # 现将有关情况汇报如下，请予审议。
    rf"(?:(?:下面|现|现在|这里|为此)[^。]{{0,30}}?|[^，。]{{0,12}}?)(?:{TOLD})(?:和汇报)?如下[^。：:]{{0,10}}[：:。.]?"
    # 下面，我把厂里的做法给大家汇报一下。
    rf"|(?:下面|接下来|现在)[，,]?我?[^。]{{0,40}}(?:{TOLD}|说|讲|谈)(?:一下|几点|[一二三四五]点)?(?:意见|体会|情况|做法)?(?:，[^。]{{0,12}})?[。：:]"
    r"|我代表[^。]{2,40}(?:报告|述职)[^。]{0,12}[。：:]|会议议定[^。]{0,10}[：:]|(?:现|特)将[^。]{0,12}刊发[^。]{0,12}。"
    # 主要做了以下工作：
    r"|(?:[^，。]{0,16}[，,]){0,2}[^，。]{0,6}(?:主要|重点|着重)?(?:从|做了|抓了|做好了|开展了)(?:以下|下面|如下|这样)?[几一二三四五六七]?"
    r"[个项件条方面]*(?:做了一些)?(?:工作|探索|事|方面)?[。：:]"
    r"|(?:主要|具体|有关|基本)?(?:做法|情况|经验|工作|体会|内容|措施|成效)(?:和.{2,4})?(?:主要)?(?:如下|有以下.{0,6}|是)[：:。]"
    r"|特此(?:报告|通知|函告|总结|汇报|说明|通报)[。.]?|以上(?:汇报|报告|总结|材料|发言|情况|述职)?.{0,20}(?:指正|审阅|审示|批示|批评|评议)[。！.]?"
    r"|(?:我的)?(?:汇报|发言|介绍|报告|述职)(?:到此)?(?:完毕|结束|完了)[，。,！]?(?:请[^。]{0,12}。)?(?:谢谢.{0,6}[。！!]?)?"
    r"|谢谢(?:大家|各位.{0,6})?[。！!]?|此致[，。]?(?:敬礼[！!]?)?|敬礼[！!]?|妥否[，,]请.{2,6}[。.]|编者按[：:]"
    r"|(?:尊敬的)?(?:各位)?(?:领导|同志|代表|同事|来宾|朋友|评委|老师|工友|兄弟|姐妹)[^。]{0,24}[：:！!]|.{0,12}(?:大家好|你们好|您好)[！!。：:]"
    r"|[（(]?(?:正文|以下|全文)(?:完|略|空白)[)）]?[。]?|(?:此处|后附|见附|详见附|略)[^。]{0,10}[。]?"
)
# The longest courtesy; and a quick look that spares longer sentences the slow one. Each of its words begins with a character, so
# that the search runs over all others.
FORMULA_CHARACTERS, SHORT = 80, 12
# The longest line of page furniture, a list of copies aside.
FURNITURE_CHARACTERS = 100
COURTEOUS = lazily.pattern(
    rf"{TOLD}|谢谢|敬礼|此致|特此|指正|审阅|审示|批示|妥否|编者|各位|领导|同志|好[！!。：:]|：$|:$|20\d\d|抄[送报]|附件|页|号|印发|联系|电话"
    r"|公开|略|完|说|讲|谈|刊发|工作[。：]$|方面[。：]$|探索[。：]$|事[。：]$|供稿|报送|填报"
)
# Furniture has a figure or one of these, prose often none.
OF_FURNITURE = lazily.pattern(r"[\d—－\-–―_＿=*号件发：:密急部页开（(]")
QUOTED_LEADER = lazily.pattern(
    r"(?:总书记|习近平|毛泽东|邓小平|党中央|国务院|中共中央|省委|市委|《[^》]{4,40}》|全会|大会|会议|报告)[^“”。；]{0,30}(?:指出|强调|提出|要求|明确|指示|讲|说)[^“”。；]{0,12}[：:，,]?\s?“"
)

# A title is rarely longer, nor a heading.
TITLE_CHARACTERS = 60
HEADING_CHARACTERS = 45
# A line without a number must be this short to be a heading.
BARE_HEADING_CHARACTERS = 30
# The title stands among the first paragraphs, after at most this many lines of red head.
TITLE_LINES = 5


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The part that each paragraph is, by its index, and the title as one line."""

    parts: tuple[Part, ...]
    title: str | None


def dissect(paragraphs: Sequence[Paragraph], texts: Sequence[str]) -> Anatomy:
    """The parts of a paper. `texts` are the paragraphs' texts as matched (normalised)."""
    parts: list[Part] = [_by_itself(paragraph, text) for paragraph, text in zip(paragraphs, texts, strict=True)]
    prose = [i for i, part in enumerate(parts) if part not in ("furniture", "cell")]
    title = _title(paragraphs, texts, parts, prose)
    _signature(texts, parts, prose)
    _head(texts, parts, prose)
    _headings(paragraphs, texts, parts, prose)
    _lead_and_closing(texts, parts, prose)
    return Anatomy(tuple(parts), title)


def is_formula(sentence: str) -> bool:
    """Whether a sentence is mere courtesy or announcement (现总结如下), which gets no label."""
    if len(sentence) > FORMULA_CHARACTERS:
        return False
    if len(sentence) > SHORT and sentence[0] not in "（(" and not COURTEOUS.search(sentence):
        return False
    if FORMULA.fullmatch(sentence) or DATE_LINE.fullmatch(sentence):
        return True
    return OF_FURNITURE.search(sentence) is not None and FURNITURE.fullmatch(sentence) is not None


def _is_courtesy(text: str) -> bool:
    return len(text) <= FORMULA_CHARACTERS and FORMULA.fullmatch(text) is not None


def is_quotation(sentence: str) -> bool:
    """Whether a sentence quotes a leader or an upper-level paper: 引述."""
    return "“" in sentence and QUOTED_LEADER.search(sentence) is not None


def _by_itself(paragraph: Paragraph, text: str) -> Part:
    story = paragraph.story
    if story in ("header", "footer"):
        return "furniture"
    if (len(text) <= FURNITURE_CHARACTERS or text.startswith(("抄送", "抄报"))) and _is_furniture(text.strip()):
        return "furniture"
    if story == "table" and not ("。" in text and len(text) >= 30):
        return "cell"
    return "body" if text and not text.isspace() else "furniture"


def _is_furniture(line: str) -> bool:
    if not line or not OF_FURNITURE.search(line):
        return not line
    return FURNITURE.fullmatch(line) is not None and not DATE_LINE.fullmatch(line.strip("（）() "))


def _title(paragraphs: Sequence[Paragraph], texts: Sequence[str], parts: list[Part], prose: list[int]) -> str | None:
    """Mark the lines of the title, which are the first short lines without a stop."""
    lines: list[int] = []
    for i in prose[: TITLE_LINES + 1]:
        text = texts[i].strip()
        if (
            len(text) > TITLE_CHARACTERS
            or text.endswith(STOP)
            or "。" in text
            or (lines and NUMBERED.match(text) and not paragraphs[i].centred)
        ):
            break
        if DATE_LINE.fullmatch(text.strip("（）() ")):
            parts[i] = "signature"
            continue
        if not lines and (NUMBERED.match(text) or not text):
            break
        if lines and not _goes_on(texts[lines[-1]].strip(), text, paragraphs[lines[-1]], paragraphs[i]):
            if _signs(text.strip("（）() ")):
                parts[i] = "signature"
            break
        lines.append(i)
    for i in lines:
        parts[i] = "title"
    return "".join(" ".join(paragraphs[i].text.split()) for i in lines) or None


def _goes_on(before: str, line: str, above: Paragraph, below: Paragraph) -> bool:
    """Whether `line` belongs to the title that `before` began."""
    if line.startswith(("——", "—", "--", "－", "―")):
        return True
    if (above.centred and below.centred and not below.right_aligned) or (
        above.size and above.size == below.size and above.centred
    ):
        return not ORGANISATION.fullmatch(line.strip("（）() ")) or not _ends_a_title(before)
    if FORM_END.fullmatch(line) and not NUMBERED.match(line):
        return True
    return not _ends_a_title(before) and not ORGANISATION.fullmatch(line.strip("（）() ")) and len(line) <= HEADING_CHARACTERS


TITLE_END = lazily.pattern(
    r".*(?:总结|材料|汇报|报告|通报|通知|方案|计划|意见|办法|纪实|讲话|发言|发言稿|要点|情况|经验|做法|体会|打算|安排|信|启示|侧记|故事|问答|简报|倡议书|提纲|之路|工作|台账|函|简介|实践|探索|案例|纪要|述职)(?:[（(].{1,12}[）)])?[”》]?"
)


# A line that names the form of the paper ends its title, whatever the line before it looked like.
FORM_END = lazily.pattern(r".{2,30}(?:总结|材料|汇报|报告|通报|通知|方案|意见|讲话|发言|简报|纪要|倡议书)")


def _ends_a_title(line: str) -> bool:
    return bool(TITLE_END.fullmatch(line))


def _signature(texts: Sequence[str], parts: list[Part], prose: list[int]) -> None:
    """Mark the unit and date at the end, and at the beginning under the title."""
    for i in reversed(prose):
        if parts[i] != "body":
            break
        text = texts[i].strip().strip("（）()")
        if _signs(text):
            parts[i] = "signature"
        elif not _is_courtesy(text) and not _half_of_unit(text, texts, parts, i):
            break


# A leader's name under his post, as speeches have it: 县总工会主席 韩志民.
SPEAKER = lazily.pattern(
    r"[^，。；：]{0,30}(?:主席|书记|主任|经理|董事长|局长|厂长|段长|院长|部长|县长|区长|会长|矿长|站长|科长|委员|代表|总监|班长|校长|处长)\s*[\u4e00-\u9fff]\s?[\u4e00-\u9fff]{1,2}"
)
DATED = lazily.pattern(rf"(?P<unit>.*?)\s*(?P<date>{DATE_LINE.pattern})")


def _signs(text: str) -> bool:
    """Whether a line is a unit, a date, both, or a speaker with his post: none of them ends with a stop."""
    if text.endswith(STOP):
        return False
    if dated := DATED.fullmatch(text):
        return not dated["unit"] or _is_unit(dated["unit"])
    return _is_unit(text) or bool(SPEAKER.fullmatch(text))


def _is_unit(text: str) -> bool:
    return "，" not in text and ORGANISATION.fullmatch(text) is not None


def _half_of_unit(text: str, texts: Sequence[str], parts: list[Part], i: int) -> bool:
    """A long unit name is set on two lines: the upper one ends nowhere."""
    if len(text) > 24 or "，" in text or text.endswith(STOP) or i + 1 >= len(texts) or parts[i + 1] != "signature":
        return False
    if not ORGANISATION.fullmatch(texts[i + 1].strip()) or NUMBERED.match(text):
        return False
    parts[i] = "signature"
    return True


def _head(texts: Sequence[str], parts: list[Part], prose: list[int]) -> None:
    """Mark addressee, and unit and date lines, between the title and the first paragraph of prose."""
    for i in prose:
        if parts[i] in ("title", "signature"):
            continue
        text = texts[i].strip()
        bare = text.strip("（）() ")
        if _signs(bare):
            parts[i] = "signature"
        elif (
            text.endswith(("：", ":"))
            and "。" not in text
            and len(text) <= 120
            and not NUMBERED.match(text)
            and not _is_courtesy(text)
            and _addresses(text)
        ):
            parts[i] = "addressee"
        elif not _is_courtesy(text):
            break


ADDRESSED = lazily.pattern(
    r".*(?:公司|工会|局|委|办|办公室|单位|机构|小组|政府|部门|部|厅|院|会|室|企业|工友们?|兄弟姐妹们?|师傅们?|领导|同志们?|代表们?|们|街道|镇|乡|区|科室|车间|同志|师傅|主席|科|处|段|厂|矿)\s?[：:]"
)


def _addresses(text: str) -> bool:
    return bool(ADDRESSED.fullmatch(text)) and not ENUMERATED.match(text)


def _headings(paragraphs: Sequence[Paragraph], texts: Sequence[str], parts: list[Part], prose: list[int]) -> None:
    body = [i for i in prose if parts[i] == "body"]
    for position, i in enumerate(body):
        text = texts[i].strip()
        if _is_courtesy(text):
            parts[i] = "formula"
        elif _is_heading(paragraphs[i], text, last=position == len(body) - 1):
            parts[i] = "heading"


def _is_heading(paragraph: Paragraph, text: str, last: bool) -> bool:
    if len(text) > HEADING_CHARACTERS or last:
        return False
    if paragraph.level and "。" not in text[:-1]:
        return True
    stops = text.count("。") + text.count("；") + text.count("！")
    if NUMBERED.match(text):
        return (stops == 0 and not text.endswith(("：", ":"))) or (
            stops == 1 and text.endswith("。") and len(text) <= BARE_HEADING_CHARACTERS
        )
    if COLUMNS.search(paragraph.text):
        return False
    return len(text) <= BARE_HEADING_CHARACTERS and not text.endswith(END_OF_SENTENCE) and stops == 0


CLOSING = lazily.pattern(
    r"下一步|下步|今后|新征程|新篇章|我们将|公司将|让我们|再接再厉|(?:新的|更大|应有的?|积极)贡献|努力奋斗|优异成绩|而奋斗|新局面|新台阶|力量[。！]"
)


def _lead_and_closing(texts: Sequence[str], parts: list[Part], prose: list[int]) -> None:
    """The lead is what stands before the first heading (or the first paragraph); the closing is a short last paragraph."""
    body = [i for i in prose if parts[i] == "body"]
    if len(body) < 2:
        return
    first_heading = next((i for i in prose if parts[i] == "heading"), None)
    if first_heading is None:
        if len(texts[body[0]]) <= 400 and len(body) > 2:
            parts[body[0]] = "lead"
    else:
        leads = [i for i in body if i < first_heading]
        if sum(len(texts[i]) for i in leads) <= 600:
            for i in leads:
                parts[i] = "lead"
    if parts[body[-1]] == "body" and len(texts[body[-1]]) <= 160 and len(body) > 2 and CLOSING.search(texts[body[-1]]):
        parts[body[-1]] = "closing"
