"""Numerals in digits and characters, the vague words around them and their units -> what amount is meant, as an interval.

``三百来人`` is 270–330 人, ``两千余`` 2,000–3,000, ``1.2万`` 12,000 to the nearest thousand, ``近四成`` 34–40 %. The interval
holds every amount that a reader could take the words for, so that a contradiction is one under all readings.

>>> [(q.unit, q.low, q.high) for q in find("现有职工1200余人，其中一线七百二十人，占六成")]
[('人', 1200.0, 1300.0), ('人', 720.0, 720.0), ('%', 60.0, 60.0)]
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NamedTuple

from checker.language.numerals import DIGITS, LARGE, PLAIN, SCALES, SMALL, value, whole

# Bounded, because a hostile file may hold nothing but digits. A comma of either width parts thousands only.
ARABIC = r"\d{1,3}(?:[,， ]\d{3}){1,3}(?![\d,])|\d{1,12}(?:[.．]\d{1,6})?"
CHINESE = r"[〇零一二三四五六七八九十百千万亿两]{1,15}(?:点[〇零一二三四五六七八九]{1,4})?"
# 数十, 上百, 几千, 百余: no digit is given, only the size. 够上百分之九十 is a share.
SIZE = r"[数几上成][十百千万](?:万)?(?!分之)"

# What counts what. The same thing in another size has a factor: 1小时 is 60 分钟.
UNITS: dict[str, tuple[str, float]] = {
    **dict.fromkeys(("人", "名", "位", "席"), ("人", 1.0)),
    **dict.fromkeys(("元", "块钱", "块"), ("元", 1.0)),
    **{
        "%": ("%", 1.0),
        "％": ("%", 1.0),
        "‰": ("%", 0.1),
        "个百分点": ("百分点", 1.0),
        "百分点": ("百分点", 1.0),
        "个点": ("百分点", 1.0),
    },
    **{
        "秒": ("分钟", 1 / 60),
        "分钟": ("分钟", 1.0),
        "小时": ("分钟", 60.0),
        "个小时": ("分钟", 60.0),
        "钟头": ("分钟", 60.0),
        "个钟头": ("分钟", 60.0),
    },
    **{
        "天": ("天", 1.0),
        "个工作日": ("工作日", 1.0),
        "个月": ("月", 1.0),
        "年": ("月", 12.0),
        "周年": ("月", 12.0),
    },
    **dict.fromkeys(("台（套）", "套（台）"), ("台套", 1.0)),
    **dict.fromkeys(("人（次）", "人/次"), ("人次", 1.0)),
    **{"吨": ("公斤", 1000.0), "公斤": ("公斤", 1.0), "千克": ("公斤", 1.0), "公里": ("米", 1000.0), "米": ("米", 1.0)},
}
OTHER_UNITS = (
    "人次|场次|批次|台套|平方米|立方米|千瓦时|毫米|厘米|课时|学时|倍|户|家|项|个|件|台|套|辆|座|根|架|组|条|处|类|种|支|门|岗|班|"
    "间|所|本|例|批|对|片|度|周|岁|场|期|次|份|篇|张|面|款|级|档|成|番|起|票|册|艘|亩|箱|栋|宗|笔|桩|枚|盏|分|道|榀|棵|只|盒|瓶|袋|趟"
)
# 人 is no unit in 人民, 人才 …; 年 none in 年度; 成 is ten per cent where no noun begins with it.
NO_UNIT = {
    "人": "次民才士员均力文性心类工", "只": "有是能要剩够用为差讲论占管收说",
    "年": "度级代检", "名": "单次额称", "位": "置", "成": "立为本员绩效就功品长熟型套果",
    "个": "性", "班": "组长", "场": "地所", "期": "间望", "起": "来点步草重到", "面": "向积", "票": "据面价证",
    "道": "路理德具歉",
    "分": "钟之别公开为配布成管工局厂队校店支类级期享担析红歧子摊解厅会包离散列组段到给得管设两三四五六七八九",
}  # fmt: skip
UNIT = "|".join(
    f"{unit}(?![{NO_UNIT[unit]}])" if unit in NO_UNIT else unit
    for unit in sorted({*UNITS, *OTHER_UNITS.split("|")}, key=lambda unit: (-len(unit), unit))
)
VAGUE_BEFORE = (
    "不低于", "不少于", "不超过", "不到", "不足", "将近", "接近", "大约", "约莫", "大概", "差不多", "超过", "突破", "至少",
    "最多", "至多", "近", "约", "超", "逾",
)  # fmt: skip
VAGUE_AFTER = r"左右|上下|以上|以下|以内|出头|多(?![种个项样了拿挣得领节跑少是为在数半由\d一二三四五六七八九十两几百千出])|余"
# Where an amount can begin: a numeral with a unit or a range not far behind, which is no year and no part of a longer one,
# nor the number of a thing (第三, A12). A quick look that spares most characters the slow one.
NUMERALS = "0-9〇零一二三四五六七八九十百千万亿两"
FIRST_OF_UNITS = "".join(sorted({unit[0] for unit in (*UNITS, *OTHER_UNITS.split("|"))}))
START = re.compile(
    rf"[{NUMERALS}几数上过半](?:(?<![{NUMERALS}.．第A-Za-z〔\[《“/].)(?<![单统唯同逐]一)(?<![{NUMERALS}]点.)"
    rf"(?:(?<![数上过半])|(?<=[数上])(?=[十百千万])|(?<=过)(?=半)|(?<=半)(?=数))"
    rf"(?!(?<=[12])[09]\d\d[年.\-/])"
    rf"(?=[{NUMERALS},， .．点余多来几]{{0,16}}(?:[{FIRST_OF_UNITS}半数到至—–\-~～]|分之))|(?<=[由从的]\d)"
    rf"|(?<=[由从到至为了拿挣进出][{NUMERALS}])(?=[{NUMERALS}点.]))"
)
# Of a bare number only the ends of a change and what it was are amounts: 由30提高到45人, 由六万二涨到九万四，多了三万二.
BARE_AFTER = frozenset("由从的到至为了拿挣进出")
NUMBER = rf"(?:{SIZE}|{ARABIC}|{CHINESE})"
AMOUNT = re.compile(
    rf"(?:百分之(?P<hundredths>[〇零一二三四五六七八九十百点两]{{1,8}}|\d{{1,3}}(?:\.\d{{1,4}})?)"
    rf"|(?P<below>[二三四五六七八九十])分之(?P<above>[一二三四五六七八九])|(?P<half>过半(?:数)?|一半|半数)"
    rf"|(?P<tenths>[一二三四五六七八九两\d])成(?P<and_half>[一二三四五六七八九半])?(?![{NO_UNIT['成']}])"
    rf"|(?:(?P<first>{NUMBER})(?P<first_unit>[%％])?(?P<to>[到至—–\-~～]{{1,2}}))?(?P<number>{NUMBER})(?P<vague>[余多来几])?"
    rf"(?P<scale>十万|百万|千万|万|亿|千(?![克瓦米])|百)?(?P<vaguer>[余多来](?!源))?(?:个(?P<more>[半多])(?P<half_unit>小时|钟头|月|百分点|点)|(?P<unit>{UNIT}))?)(?P<after>{VAGUE_AFTER})?"
)
# 三四十人, 两三个: two numerals in a row are a range.
NEIGHBOURS = re.compile("[一二三四五六七八九两]{2}")
YEAR = re.compile(r"(?:19|20)\d\d")

# How far vague words reach, as shares of the amount. Wide on purpose: a clerk's 近 may be generous.
NEAR, ABOUT, OVER = 0.15, 0.12, 0.25


FIRM = frozenset(("节约", "签约"))
LAST_OF_VAGUE = frozenset(word[-1] for word in VAGUE_BEFORE)
# Units whose whole numbers are rounded ones: 62% is anything from 61.5 to 62.5.
ROUNDED = ("%", "百分点")


class Quantity(NamedTuple):
    """An amount at `start`…`end` of the text: `low`…`high` of `unit` ('' where none stands there).

    `number` is where the numeral itself begins, vague words left out. `step` is what the last digit given stands for (0 where an
    amount is counted out to the end): the real amount may differ by half of it. `vague` says that words make it so.
    """

    start: int
    number: int
    end: int
    value: float
    low: float
    high: float
    step: float
    unit: str
    vague: bool

    @property
    def least(self) -> float:
        """The smallest amount that rounds to what is written."""
        return self.low - self.step / 2

    @property
    def most(self) -> float:
        """The largest amount that rounds to what is written."""
        return self.high + self.step / 2


class Reading(NamedTuple):
    """What an amount as written means by itself: before words in front of it, and where it is no date.

    `bare` is a number without a unit, `ranged` one with two ends, `after` the vague word behind it.
    """

    value: float
    low: float
    high: float
    step: float
    unit: str
    bare: bool
    ranged: bool
    after: str


def find(text: str) -> list[Quantity]:
    """The amounts in a text, in order. Years, dates and ordinals (第三) are none; 由41%到63% are two."""
    found: list[Quantity] = []
    position = 0
    while start := START.search(text, position):
        begin = start.start()
        if "." in text[begin + 1 : begin + 3] and (numbered := NUMBERED.match(text, begin)):
            begin = numbered.end()
        match = AMOUNT.match(text, begin)
        if match is None or (text[begin - 1 : begin] in ":：" and _is_ratio(text, begin)):
            position = begin + 1
            continue
        position = match.end()
        reading = _read(match.group())
        if reading is None:
            continue
        if reading.ranged and FROM.search(text, max(0, begin - 16), begin):
            second = AMOUNT.match(text, match.start("number"))
            if second is not None and second["number"]:
                found += filter(None, [_change_start(match), _told(text, second.start(), second.end(), _read(second.group()))])
                position = second.end()
                continue
        quantity = _told(text, begin, position, reading)
        if quantity is not None and found and _goes_on(found[-1], quantity):
            # 6分20秒 is one time.
            minutes = found.pop()
            value = minutes.value + quantity.value
            quantity = quantity._replace(start=minutes.start, number=minutes.number, value=value, low=value, high=value)
        if quantity is not None:
            found.append(quantity)
    return found


def _goes_on(one: Quantity, other: Quantity) -> bool:
    return one.unit == "分" and one.end == other.start and other.unit == "分钟" and other.value < 1


# 2.5家乡镇工会里 at the beginning of a line is the second of a list; nobody counts half a household.
NUMBERED = re.compile(r"(?<![^\n。；])\d{1,2}\.(?=\d{1,4}(?:[家户人名位项]|个(?![百月小点工])|(?<=[12]\d\d\d)年))")
FROM = re.compile(r"[由从][^，。；、]{0,14}$")
# What stands behind a number that is a day, or the number of a thing.
DATED = frozenset("月日号:：")


def _is_ratio(text: str, start: int) -> bool:
    return start >= 2 and text[start - 2].isdigit()


def _change_start(match: re.Match[str]) -> Quantity | None:
    """The first end of 由41%到63% or 从12到20人, in the unit of the second."""
    unit, factor = UNITS.get(match["unit"] or ("%" if match["first_unit"] else ""), (match["unit"] or "", 1.0))
    span = _plain(match["first"], "")
    if span is None:
        return None
    low, high, step = (part * factor for part in span)
    step = step or (factor if unit in ROUNDED else 0.0)
    end = match.end("first_unit" if match["first_unit"] else "first")
    return Quantity(match.start(), match.start(), end, low, low, high, step, unit, low != high)


def _told(text: str, start: int, end: int, reading: Reading | None) -> Quantity | None:
    """An amount where it stands: none where it is a date, wider where words before it are vague."""
    if reading is None:
        return None
    value, low, high, step, unit, bare, _, after = reading
    before = text[start - 1 : start]
    if unit == "月" and before in "上前头" and before:
        # 上一年, 头一年
        return None
    if bare:
        following = text[end : end + 1]
        if before not in BARE_AFTER or not before or following in DATED:
            return None
    elif not unit and text[end : end + 1] in DATED:
        return None
    if before in LAST_OF_VAGUE and before:
        head = text[max(0, start - 3) : start]
        word = next((word for word in VAGUE_BEFORE if head.endswith(word)), "")
        # 节约26万元 is exact.
        if word and head[-2:] not in FIRM:
            low, high = _widened(word, after, low, high)
            return Quantity(start - len(word), start, end, value, low, high, min(step, 2.0) if unit == "%" else step, unit, True)
    if after:
        low, high = _widened("", after, low, high) if step != 10 or after not in ("多", "余") else (low, high + 10)
        # 四成左右 is told more closely than 四成.
        return Quantity(start, start, end, value, low, high, min(step, 2.0) if unit == "%" else step, unit, True)
    return Quantity(start, start, end, value, low, high, step, unit, low != high)


@lru_cache(maxsize=8192)
def _read(written: str) -> Reading | None:
    """What an amount means by itself: clerks write the same ones again and again."""
    match = AMOUNT.fullmatch(written)
    if match is None:
        return None
    share = None if match["number"] else _share(match)
    after = match["after"] or ""
    if share is not None:
        low, high, step = share
        return Reading((low + high) / 2, low, high, step, "%", False, False, after)
    amount = None if _is_year(match) else _amount(match)
    if amount is None:
        return None
    unit = match["unit"] or ("%" if match["first_unit"] else "")
    if match["half_unit"]:
        # 三个半小时, 两个多月
        unit = "个" + match["half_unit"]
        least, most = (0.5, 0.5) if match["more"] == "半" else (0.0, 1.0)
        amount = amount[0] + least, amount[1] + least, amount[2] + most, amount[3]
    bare = not unit
    unit, factor = UNITS.get(unit, (unit, 1.0))
    middle, low, high, step = (part * factor for part in amount)
    step = step or (factor if unit in ROUNDED else 0.0)
    return Reading(middle, low, high, step, unit, bare, match["to"] in ("到", "至"), after)


def _share(match: re.Match[str]) -> tuple[float, float, float] | None:
    """Per cent of 百分之三十五, 三分之一, 过半, 四成半, as (low, high, step)."""
    if match["hundredths"]:
        number = value(match["hundredths"])
        return None if number is None else (number, number, _step(match["hundredths"]) or 1.0)
    if match["below"]:
        share = 100.0 * DIGITS[match["above"]] / (10 if match["below"] == "十" else DIGITS[match["below"]])
        return share, share, 6.0
    if match["half"]:
        return (50.0, 100.0, 0.0) if "过" in match["half"] else (50.0, 50.0, 6.0)
    if match["tenths"]:
        half = match["and_half"]
        more = 0 if not half else 5 if half == "半" else DIGITS[half]
        tenths = float(match["tenths"]) if match["tenths"].isdigit() and match["tenths"].isascii() else DIGITS[match["tenths"]]
        return 10.0 * tenths + more, 10.0 * tenths + more, 2.0 if half else 10.0
    return None


def _is_year(match: re.Match[str]) -> bool:
    """2021年, 二〇二一年, 2021-2023 are dates."""
    number = match["number"]
    return (
        match["unit"] == "年"
        and len(number) == 4
        and not match["scale"]
        and (bool(YEAR.fullmatch(number)) or number[0] in "二一")
    )


def _is_size(number: str) -> bool:
    """百名, 千人: about so many."""
    return number in ("百", "千")


def _amount(match: re.Match[str]) -> tuple[float, float, float, float] | None:
    """Value, low, high and step of a number with its scale and what makes it vague."""
    if _is_size(match["number"]) and not match["scale"]:
        size = float(SMALL[match["number"]])
        return size, size, 1.5 * size, 0.0
    if match.end() - match.start() == len(match["number"]) + len(match["unit"] or "") and match["number"].isdigit():
        amount = float(match["number"])
        return amount, amount, amount, 0.0
    scale = float(SCALES[match["scale"] or ""])
    span = _plain(match["number"], match["scale"] or "")
    if span is None:
        return None
    low, high, step = span
    if match["first"]:
        begin = _plain(match["first"], "")
        if begin is None:
            return None
        if begin[0] * scale > low or begin[0] == 0:
            begin = (begin[0] / scale, begin[1], begin[2])
        if begin[0] * scale <= high:
            low = begin[0] * scale if begin[0] * scale >= high / 1000 else begin[0]
    vague, told = match["vague"] or match["vaguer"], low
    if vague and low == high:
        about = min(_place(low), low * ABOUT)
        low, high = (low - about, high + about) if vague == "来" else (low, high + _place(low))
        step = 0.0
    return (low + high) / 2 if low != high and match["first"] else told, low, high, step


def _plain(number: str, scale: str) -> tuple[float, float, float] | None:
    """Low, high and step of a bare numeral times its scale."""
    factor = float(SCALES[scale])
    if number[0] in "数几上成" and len(number) > 1:
        size = 1.0
        for character in number[1:]:
            size *= SCALES[character]
        return (
            (size * 0.9 * factor, size * 3 * factor, 0.0) if number[0] in "上成" else (2 * size * factor, 10 * size * factor, 0.0)
        )
    if NEIGHBOURS.match(number) and whole(number[1:]) is not None and DIGITS[number[1]] == DIGITS[number[0]] + 1:
        low, high = whole(number[0] + number[2:]), whole(number[1:])
        return None if low is None or high is None else (low * factor, high * factor, 0.0)
    amount = value(number)
    if amount is None or not math.isfinite(amount):
        return None
    step = _step(number) * factor
    if not step and factor >= LARGE["万"]:
        step = factor
    return amount * factor, amount * factor, step


def _step(number: str) -> float:
    """What the last decimal stands for; for 三万 and 三万二 the size of the last numeral; 0 for a number counted to the end."""
    decimals = number.translate(PLAIN).replace("点", ".").partition(".")[2]
    if decimals:
        return float(10.0 ** -len(decimals))
    if not number.isascii() and number[-1] in LARGE:
        return float(LARGE[number[-1]])
    return 0.0


def _place(amount: float) -> float:
    """The place of the last digit that is not 0: 余 adds less than one of it."""
    place = 1.0
    while amount and place < amount and amount % (place * 10) == 0:
        place *= 10
    return max(place, 1.0)


def _widened(before: str, after: str, low: float, high: float) -> tuple[float, float]:
    if before in ("近", "将近", "接近", "差不多"):
        low *= 1 - NEAR
    if before in ("不到", "不足", "不超过", "最多", "至多") or after in ("以下", "以内"):
        low = 0.0
    if before in ("超", "逾", "超过", "突破") or after in ("多", "余", "出头"):
        high *= 1 + OVER
    if before in ("不低于", "不少于", "至少") or after == "以上":
        high = math.inf
    if before in ("约", "大约", "约莫", "大概", "差不多") or after in ("左右", "上下"):
        low, high = low * (1 - ABOUT), high * (1 + ABOUT)
    return low, high


def say(amount: float, unit: str) -> str:
    """An amount for a message: 128人, 4.32万元, 2.5个百分点."""
    if unit == "元" and abs(amount) >= LARGE["万"]:
        return f"{round(amount / LARGE['万'], 2):g}万元"
    if unit == "百分点":
        return f"{round(amount, 2):g}个百分点"
    return f"{round(amount, 1):.0f}{unit}" if amount == int(amount) else f"{round(amount, 2):g}{unit}"
