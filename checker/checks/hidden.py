"""暗藏文字：文件里藏着读者看不见、只给检查程序看的文字，或者用形近的字符冒充。

查什么：白色或与底色相同的字、设为隐藏的字、小到看不见的字、页面以外和宽度为零的字、压在图片下面的字、PDF 里透明的字；
图片替代文字、提示文字、文件属性、域代码、网页注释里的成段文字，或对检查程序说的话；夹在字与字之间的零宽字符；冒充拉丁字母的西里尔、希腊、数学字母，
冒充汉字的部首和假名。
为什么：藏起来的字读者看不到，不能替材料说话；这些字一律不读入正文、不计入评分，写在这里是请报送单位删掉。
局限：看不看得见拿不准的，一律当作看得见：深色底上的白字、图片上的白字、可搜索扫描件的文字层都不算；只有几个字的不提；
从 PDF 转换来的部首字通篇都是的不算。修订中删除的和批注另有说明，不在这里。
正例：正文之间有一段白色的“改革成效显著，培训一线职工三千人，高级工占比提高到百分之四十”。
反例：表格第一行深蓝底上的白字；正文里为排版留的一号字空行。
选项：substantial 藏着的汉字达到多少算成段文字、要退回修改（默认 20）；few 少于多少个汉字不提（默认 4）。
出处：Unicode 技术标准 UTS 39（形近字符）；各格式规范中关于隐藏、颜色、底纹和文字渲染方式的规定。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.checks.around import Around
from checker.checks.finding import Finding, Options, Outcome, Severity
from checker.language import bidding, lazily, lookalikes
from checker.language.lookalikes import Spot
from checker.language.material import Material
from checker.language.normalising import normalise
from checker.learned.labels import Labels
from checker.reading.document import HiddenText
from checker.reading.hidden import (
    ALTERNATIVE,
    ASIDES,
    CLEAR,
    COVERED,
    FIELD,
    FLAT,
    OUTSIDE,
    REMARK,
    SUMMARY,
    SWITCHED_OFF,
    TIP,
    UNSEEN_PART,
)

ID = "hidden"
NAME = "暗藏文字"
OPTIONS: dict[str, float] = {"substantial": 20, "few": 4}

# So much of a hidden text is quoted, and so many are told one by one: who hid twenty words in twenty places did one thing.
QUOTED, MOST_FINDINGS = 30, 5
# In a foreign language so many words are a message; electronic seals leave single words in white.
FOREIGN_WORDS = 6
# Asides are told from this many Han on, in clauses: a caption or a title has fewer. Claims in figures are told from the second
# number on.
ASIDE_HAN, CLAIM_HAN, CAPTION_HAN = 40, 24, 100
# Marks that show nothing come along from the web: so many inside of words are told, so many more are a method.
STRAY, SYSTEMATIC = 3, 8
# A false letter or two may be a slip of the keyboard or of the recognition.
FALSE_LETTERS, FALSE_HAN, MANY_FALSE_HAN = 2, 2, 5
# Radicals that stand for nearly all of their characters come from the fonts of a PDF; some among many were put there.
ARTEFACT_SHARE, FEW_RADICALS, MANY_RADICALS = 0.8, 3, 8
FEW_PRIVATE, MANY_PRIVATE = 5, 10

_HAN = bidding.HAN
_WORD = lazily.pattern("[A-Za-z]{2,}")
# What programs hide by themselves: forms of web pages, marks of bookmarks and references, places for electronic seals.
_OF_PROGRAMS = lazily.pattern(
    r"[\s#{}\[\]_\-—：:（）()]*(?:窗体[顶底]端|(?:Top|Bottom) of Form|_?(?:Toc|Ref|GoBack|Hlk)\w*|错误！?未(?:找到|定义)\S{0,12}"
    r"|\S{0,8}(?:签章|签字|签名|盖章|骑缝章)\S{0,6})[\s\d#{}\[\]_\-—：:（）()。！!]*"
)
_CAPTION = lazily.pattern(
    r"\s*(?:附?图|照片|截图|图片|图表|表|说明|描述|流程图|示意|组织架构|IMG|image|picture|\S{0,4}图[:：])", re.IGNORECASE
)
# What pictures of work and meetings show, and charts.
_SCENE = lazily.pattern(r"图[为示中是]|照片|现场|合影|正在|[左右]侧|画面|场景|一角|[横纵]轴|曲线|柱状|饼|箭头|摄")
# Fields that hold addresses, formulas, entries of registers or what a program keeps for itself.
_CODES = lazily.pattern(
    r"\s*(?:ADDIN|MACROBUTTON|EQ|HYPERLINK|TOC|PAGEREF|REF|INCLUDE\w*|LINK|EMBED|DDE\w*|FORM\w+|MERGE\w*|SEQ|STYLEREF)\b",
    re.IGNORECASE,
)
_AUTOMATIC = lazily.pattern(r"自动生成|低可信度|AI 生成|图片包含|可能包含")
# What printers set beside the cut page.
_OF_PRESS = lazily.pattern(r"\.(?:indd|cdr|qxd|ai)\b|成品尺寸|裁切|出血线|色标|套准", re.IGNORECASE)
# Where letters lie on each other or beside the page, the same words may be there twice for the looks of it.
_DRAWN = frozenset({"pdf", "ofd", "pptx"})
# In a page of the web much waits for a click.
_WAITING = frozenset({SWITCHED_OFF, FLAT, OUTSIDE, CLEAR})
# What stands beside a picture or a control, and what stands in the head of a page for those who search.
SHOWN, SUMMARIES = frozenset({ALTERNATIVE, TIP}), frozenset({SUMMARY})
_RANK: dict[Severity, int] = {"high": 0, "medium": 1, "low": 2}


def check(material: Material, labels: Labels, around: Around, options: Options) -> Outcome:
    """Measures: characters that are hidden. Findings: each hidden text, each kind of false or invisible characters."""
    found = [*_hidden(material, options), *_false(material)]
    characters = sum(text.characters for text in material.document.hidden if text.kind not in ASIDES)
    found.sort(key=lambda finding: _RANK[finding.severity])
    return Outcome({"characters": float(characters)}, tuple(found))


def _hidden(material: Material, options: Options) -> Iterator[Finding]:
    document = material.document
    if not document.hidden:
        return
    seen = _squashed(material.text)
    told = [text for text in document.hidden if _is_told(text, document.format, seen, options["few"])]
    told.sort(key=lambda text: (text.kind in ASIDES, -_han(text)))
    for text in told[:MOST_FINDINGS]:
        where = "文件里藏着" if text.kind in ASIDES else "这里藏着"
        yield Finding(
            ID,
            _severity(text, document.format, options["substantial"]),
            f"{where}读者看不见的文字（{text.kind}，{text.characters}字）：“{_quote(text.text)}”，没有计入评分。",
            "要给人看的，请改成正常的字号和颜色写进正文；不是给人看的，请删去。",
            *_beside(material, text.paragraph),
        )


def _is_told(text: HiddenText, format: str, seen: str, few: float) -> bool:
    words = text.text.strip()
    if _OF_PROGRAMS.fullmatch(words):
        return False
    if text.kind == OUTSIDE and _OF_PRESS.search(words) and not bidding.clauses(words):
        return False
    if text.kind in ASIDES:
        return _is_message(text) and _squashed(words) not in seen
    if _han(text) < few and len(_WORD.findall(words)) < FOREIGN_WORDS:
        return False
    if format in _DRAWN and _squashed(words) in seen:
        return False
    return not (format == "html" and text.kind in _WAITING) or _is_prose(words)


def _is_message(text: HiddenText) -> bool:
    """Whether an aside says more than what it is for."""
    words, han = text.text, _han(text)
    if bidding.bids(words) and not _SCENE.search(words):
        return True
    if text.kind not in SUMMARIES and bidding.heaped(words):
        return True
    if text.kind in SHOWN and (_AUTOMATIC.search(words) or (_CAPTION.match(words) and han < CAPTION_HAN)):
        return False
    if text.kind in SUMMARIES or (text.kind == FIELD and _CODES.match(words)):
        return han >= ASIDE_HAN and bidding.stuffed(words)
    if text.kind == FIELD:
        return han >= CLAIM_HAN
    if text.kind in SHOWN and han >= CLAIM_HAN and bidding.claims(words) and not _SCENE.search(words):
        return True
    return han >= ASIDE_HAN and (bidding.clauses(words) >= bidding.CLAUSES or bidding.stuffed(words))


def _is_prose(words: str) -> bool:
    """Whether words that are out of sight in a page of the web are none of what waits there for a click."""
    if bidding.bids(words):
        return True
    if len(_HAN.findall(words)) < OPTIONS["substantial"]:
        return False
    told = (bidding.clauses(words) >= bidding.CLAUSES or "。" in words) and not bidding.serves_page(words)
    return told or bidding.heaped(words) or bidding.stuffed(words) or bidding.claims(words) or bidding.of_the_reform(words)


def _han(text: HiddenText) -> int:
    """How many Han a hidden text has, of which only the beginning is kept."""
    kept = len("".join(text.text.split())) or 1
    return (
        len(_HAN.findall(text.text)) * max(1, text.characters) // kept if text.characters > kept else len(_HAN.findall(text.text))
    )


def _severity(text: HiddenText, format: str, substantial: float) -> Severity:
    if text.kind in (REMARK, UNSEEN_PART) or (text.kind in ASIDES and _han(text) < ASIDE_HAN):
        return "low"
    if text.kind in ASIDES or (format == "html" and text.kind in _WAITING) or (format in _DRAWN and text.kind == COVERED):
        return "medium"
    if _han(text) >= substantial:
        return "high"
    return "medium" if _han(text) >= substantial / 2 or len(_WORD.findall(text.text)) >= FOREIGN_WORDS else "low"


def _quote(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= QUOTED else words[:QUOTED] + "……"


def _squashed(text: str) -> str:
    return "".join(normalise(text)[0].split())


def _beside(material: Material, paragraph: int) -> tuple[int, int]:
    """The last sentence of the paragraph that a hidden text stands in or after, else the paragraph."""
    sentences = [sentence for sentence in material.sentences if sentence.paragraph == paragraph]
    if sentences:
        return sentences[-1].start, sentences[-1].end
    if not material.document.paragraphs:
        return 0, 0
    start = material.document.starts[paragraph]
    return start, start + len(material.document.paragraphs[paragraph].text)


def _false(material: Material) -> Iterator[Finding]:
    """What in the text itself looks like something else, or like nothing."""
    text = material.text
    if not lookalikes.ANY.search(text):
        return
    # What was recognised from a picture is full of such slips, and fonts of fixed pages have their own codes.
    recognised = material.document.confidence is not None
    converted = recognised or material.document.format in ("pdf", "ofd")
    yield from _invisible(text)
    if words := [*lookalikes.tagged(text), *lookalikes.coded(text)]:
        said = "".join(word.plain for word in words)
        yield _finding(
            words, text, "medium", f"这里藏着读者看不见的标签字符：“{_quote(said)}”，没有计入评分。", "请删去这些字符。"
        )
    if not converted and (words := lookalikes.turned(text)):
        message = f"有{len(words)}处文字用看不见的字符倒着显示，文件里的字序是“{_quote(words[0].plain)}”。"
        yield _finding(words, text, "medium", message, "请删去这些字符，按顺序重新输入。")
    if not recognised:
        yield from _letters(text)
        yield from _false_han(text)
    if not converted:
        yield from _radicals(material)
        yield from _private(text)


def _invisible(text: str) -> Iterator[Finding]:
    spots = lookalikes.invisible_between(text)
    rows = lookalikes.bits(text)
    if len(spots) >= STRAY or rows:
        spots = spots or rows
        severity: Severity = "medium" if len(spots) >= SYSTEMATIC or rows else "low"
        message = f"字与字之间夹着{len(spots)}处看不见的字符（零宽字符一类），如“{_around(text, spots[0])}”，已按没有它们来读。"
        yield _finding(spots, text, severity, message, "请删去这些字符；从网页复制来的，可先粘贴成纯文本再用。")


def _letters(text: str) -> Iterator[Finding]:
    spots = lookalikes.false_letters(text)
    if len(spots) >= FALSE_LETTERS:
        examples = "、".join(f"“{text[spot.start : spot.end]}”（读作{spot.plain}）" for spot in spots[:2])
        message = f"有{len(spots)}处字母或数字用了形近的外文、公式字符，如{examples}，已按形近的普通字符来读。"
        yield _finding(spots, text, "medium", message, "请用键盘重新输入这些字母和数字。")


def _false_han(text: str) -> Iterator[Finding]:
    spots = [spot for line in _lines(text) for spot in _shifted(lookalikes.false_han(line[1]), line[0])]
    if len(spots) >= FALSE_HAN:
        examples = "、".join(f"“{_around(text, spot)}”（应为{spot.plain}）" for spot in spots[:2])
        severity: Severity = "medium" if len(spots) >= MANY_FALSE_HAN else "low"
        message = f"有{len(spots)}处汉字用了形近的假名或笔画代替，如{examples}，已按汉字来读。"
        yield _finding(spots, text, severity, message, "请改成汉字；如果是文字识别认错的，请对照原件核对。")


def _radicals(material: Material) -> Iterator[Finding]:
    text = material.text
    if not lookalikes.ANY_RADICAL.search(text):
        return
    spots: list[Spot] = []
    plain = 0
    for start, line in _lines(text):
        own = [
            Spot(start + match.start(), start + match.end(), normalise(match[0])[0])
            for match in lookalikes.ANY_RADICAL.finditer(line)
        ]
        spots += own
        plain += sum(line.count(character) for character in {spot.plain for spot in own})
    if len(spots) < FEW_RADICALS or len(spots) >= ARTEFACT_SHARE * (len(spots) + plain):
        return
    severity: Severity = "medium" if len(spots) >= MANY_RADICALS else "low"
    examples = "、".join(f"“{_around(text, spot)}”（应为{spot.plain}）" for spot in spots[:2])
    message = f"有{len(spots)}处汉字用了形近的部首符号代替，同一个字别处又是正常的，如{examples}，已按汉字来读。"
    yield _finding(spots, text, severity, message, "请改成汉字；从PDF复制来的，请重新输入这些字。")


def _private(text: str) -> Iterator[Finding]:
    spots = lookalikes.private(text)
    if len(spots) >= FEW_PRIVATE:
        severity: Severity = "medium" if len(spots) >= MANY_PRIVATE else "low"
        message = f"汉字之间有{len(spots)}处自造字符，换一台电脑就显示不出来，没有计入评分。"
        yield _finding(spots, text, severity, message, "请改成标准汉字；确有生僻字的，请注明读音或写法。")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _shifted(spots: Sequence[Spot], by: int) -> list[Spot]:
    return [Spot(spot.start + by, spot.end + by, spot.plain) for spot in spots]


def _around(text: str, spot: Spot) -> str:
    """A spot with a letter or two on both sides, as it is read."""
    start, end = max(0, spot.start - 2), min(len(text), spot.end + 2)
    return "".join(text[start:end].split()) if spot.plain else "".join((text[start : spot.start] + text[spot.end : end]).split())


def _finding(spots: Sequence[Spot], text: str, severity: Severity, message: str, suggestion: str) -> Finding:
    """A finding at the first spot and the letters beside it: what is invisible cannot be marked."""
    first = spots[0]
    line_start, line_end = text.rfind("\n", 0, first.start) + 1, text.find("\n", first.end)
    start = max(line_start, first.start - 1)
    end = min(first.end + 1, line_end if line_end >= 0 else len(text))
    return Finding(ID, severity, message, suggestion, start, end)
