"""Checkable particulars in a text: quantities with units, dates, money, named rules, people with their posts.

Patterns allow blanks inside numbers (``11 月 25 日`` is what conversion makes of them) and numerals in characters
(三百来人). What a quantity counts decides what it is worth: 人次 and 场次 count activity, 份 and 期 count paper.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from checker.language import lexicon
from checker.language.lexicon import Hit, Place, as_hit

# Bounded, because a hostile file may hold nothing but digits.
NUMERALS = "一二三四五六七八九十百千两〇零"
DIGITS = rf"[\d{NUMERALS}](?:(?<=\d)[\d,，]{{0,14}}(?:\.\d{{1,6}})?|(?<=[{NUMERALS}])[{NUMERALS}]{{0,11}})"
NUMBER = rf"{DIGITS}\s?(?:余|多|来|几)?\s?(?:万|亿|千|百)?\s?(?:余|多)?"

# Units by what they count. 一个, 一项, 一批 are articles rather than amounts: see ARTICLE.
UNITS = {
    "money": "(?:万|亿|百万|千万)?(?:元|块钱|块|分钱|毛钱)",
    "percent": "[%％‰]|个百分点|成(?=[的以多、，。])",
    "activity": "人次|场次|批次|场|期|次|课时|学时|遍",
    "paper": "份|册|篇|幅|张|条(?=[横标信])|块(?=展)|面(?=锦)",
    "people": "人(?!次|民|才|士|员|心|性|文)|名|位|户",
    "time": "个月|小时|分钟|天|周年|岁|个工作日|个小时|秒",
    "grade": "级|档|等(?=级|奖)",
    "thing": (
        "台套|平方米|立方米|千瓦时|公里|公斤|毫米|厘米|吨|台|套|辆|座|根|架|艘|米|件|组|"
        "项|个|家|条|处|类|种|支|门|岗|班|道|间|所|本|例|批|轮|对|片|克|度|倍|号(?=线|机|炉)|股|圈|锅|炉|卷|车|亩|千瓦|兆瓦"
    ),
}
ARTICLE = re.compile(
    r"[一两]\s?(?:个|项|批|名|位|次|种|类|支|场|家|件|条|级|处|套|道|间|面|张|份|期|门|班|轮|号|人|对|片|本|度|岗|等|成|天)"
)

RULE_NAMES = "办法|细则|规定|制度|规程|标准|协议|合同|章程|条例|清单|目录|守则|规则|手册|指引|公约"
# 提高到, 降为, 改成 …: a change that names where it ended.
CHANGES = "(?:提高|上升|增加|增长|降低|下降|减少|缩短|提升|升|降|压缩|扩大|变|改|调整|涨|减|增|压)[到至为了成]"
TENURE = r"[一二三四五六七八九十两半\d]+个?[年月次]"
MET = "[^，。；]{0,10}(?:后|的|者)[，,]?"
# Each pattern begins with a set of characters, over whose absence the search runs fastest; what must follow which of them
# is said by looking back. The name of the group is the kind of fact, the whole match its place.
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # 2021年3月起, 11 月 25 日, 100%, 3:2
        r"\d(?:(?P<date>(?<=[12])[90]\s?\d\d\s?年(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?)?(?:初|末|底|以来|起)?"
        r"|\d?\s?月(?:\s?\d{1,2}\s?[日号]|份|底|初|起)?)|(?P<all>(?<=1)00\s?[%％])|(?P<ratio>\d{0,6}(?:\.\d{1,6})?\s?[:：]\s?\d{1,6}))",
        # 三季度, 上半年, 去年五月, 百分之百, 三分之一, 全覆盖
        r"[一二三四五六七八九十上下去今前百全](?:(?P<date>(?<=[一二三四])季度|(?<=[上下])半年"
        r"|(?<=[去今前])年(?:[一二三四五六七八九十\d]{1,3}月)?)|(?P<all>(?<=百)分之百|(?<=百)分百|(?<=全)覆盖)"
        r"|(?P<ratio>分之[一二三四五六七八九十百\d.]{1,8}))",
        # 《技能津贴管理办法》, 〔2021〕9号, “一岗多能”
        rf"[《〔\[（(【“](?:(?P<rule>(?<=《)[^《》\n]{{2,40}}(?:{RULE_NAMES})[^《》\n]{{0,12}}》)|(?P<document>(?<=《)[^《》\n]{{2,60}}》"
        r"|(?<=[〔\[（(【])\s?20\d\d\s?[〕\]）)】]\s?\d+\s?号)|(?P<quoted>(?<=“)[^“”\n]{2,16}”))",
        # 凡考取高级工的，满三年，每人每月，连续两次，合格的，不低于，未达标
        rf"[凡满每连合达通取期出获评考不未](?P<condition>(?<=凡)[^，。；]{{2,30}}(?:的|者)[，,]|(?<=满){TENURE}|(?<=连)续{TENURE}"
        rf"|(?<=每)[人月年日天次户季吨项台件班个]|(?<=合)格{MET}|(?<=达)(?:标{MET}|不到)|(?<=通)过{MET}|(?<=取)[得证]{MET}|(?<=期)满{MET}"
        rf"|(?<=出)师{MET}|(?<=获)奖{MET}|(?<=评)上{MET}|(?<=考)[上过取]{MET}|(?<=不)(?:少于|低于|超过|高于|再|合格)|(?<=未)达)",
        # A rule told in words: 取消压光工岗位，由班里推选，享受中层待遇，按等级发放，将工龄、等级纳入评价
        r"[取撤合由享按将把以](?P<arrangement>(?<=取)消[^，。；]{2,16}|(?<=撤)[销并][^，。；]{2,16}|(?<=合)并[^，。；]{0,12}[成为]"
        r"|(?<=由)[^，。；]{2,14}(?:推选|评定|考评|投票|打分|承担|担任|签字)|(?<=享)受[^，。；]{2,16}(?:待遇|工资|标准|津贴)"
        r"|(?<=按)[^，。；]{2,20}(?:发放|计发|执行|分配|核定|折算|确定|兑现)|(?<=以)[^，。；]{2,10}为(?:依据|准|尺子)"
        r"|(?<=[将把])[^，。；、]{2,12}(?:、[^，。；、]{2,10})+?[^，。；]{0,6}(?:纳入|列入|并入|编入|合并|合成|分成|并成))",
        # 由41%提高到63%, 从车间到科室
        rf"[由从](?P<range>[^，。；]{{1,24}}?{CHANGES}|[^，。；]{{1,16}}[到至][^，。；]{{1,16}})",
    )
)
QUANTITY = re.compile(rf"{NUMBER}(?:{'|'.join(f'(?P<{name}>{unit})' for name, unit in UNITS.items())})")

NAMED = re.compile(
    r"[老师](?:(?<=老)[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋韩冯于董袁曹许](?![\u4e00-\u9fff]?[年旧])"
    r"|(?<=.师)傅(?=[，。、的说带在把是和一]))"
)


def find(text: str) -> list[Hit]:
    """Quantities, dates, rules, documents, conditions and changes in `text`, in order."""
    return [*map(as_hit, places(text))]


def places(text: str) -> list[Place]:
    """As `find`, in plain tuples."""
    found: list[Place] = [(*match.span(), match.lastgroup or "") for pattern in PATTERNS for match in pattern.finditer(text)]
    taken = sorted((start, end) for start, end, kind in found if kind in ("date", "all", "document", "rule"))
    for match in QUANTITY.finditer(text):
        start, end = match.span()
        before = bisect_left(taken, (end,)) - 1
        if (before < 0 or taken[before][1] <= start) and not ARTICLE.fullmatch(text, start, end):
            found.append((start, end, match.lastgroup or ""))
    return sorted([*found, *_named(text)])


def _named(text: str) -> Iterator[Place]:
    """People as their mates call them. What 师傅 is said of stands before it, and may be taken by 老 already."""
    reached = 0
    for match in NAMED.finditer(text):
        start = match.start() - (match[0] == "师傅")
        if start >= reached and (match[0] != "师傅" or "\u4e00" <= text[start] <= "\u9fff"):
            reached = match.end()
            yield start, reached, "person"


@lru_cache(maxsize=1)
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """Surnames, and words that look like a name after a post."""
    lists = lexicon.load("names")
    return frozenset(lists["surnames"]["words"]), frozenset(lists["no_names"]["words"])


def people(words: Sequence[str], posts: tuple[str, ...]) -> list[int]:
    """Indices of the words that are names of people: right after a post, a surname and one or two characters more."""
    surnames, no_names = _names()
    return [
        index
        for index, word in enumerate(words)
        if word[0] in surnames and 2 <= len(word) <= 3 and word not in no_names and index and words[index - 1].endswith(posts)
    ]
