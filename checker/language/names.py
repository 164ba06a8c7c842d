"""Names of organisations in running text, known by their shape: what they end in, and a brand or place that is no word.

甲乙钢构, 丙丁县总工会, 戊己高速八标项目部: those that nobody listed. Names that somebody listed are found by the roster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import ahocorasick_rs

from checker.language import kin, lazily
from checker.language.lexicon import common_words
from checker.language.segmenting import cut, is_word
from checker.language.selves import kind_of


class Named(NamedTuple):
    """A place of the whole text that names a unit; `county` is the unit's, where known; `listed`: it is on the roster."""

    start: int
    end: int
    unit: str
    county: str | None = None
    listed: bool = False


# What the names of works, of bodies, and the short names of companies end in.
WORKS = "公司|集团|厂|煤矿|矿|工务段|机务段|车务段|电务段|供电段|车辆段|机械段|项目部|梁场|农场|林场|机场|酒店|合作社"
BODIES = "总工会|联合会|街道|产改办|管委会|经开区|高新区|开发区|园区|产业园|工业园|局|委|中学|学校|学院|大学|医院"
# What never follows the end of a name: the word goes on, or the ending is an ordinary word.
GOES_ON = lazily.pattern(
    r"(?<=公司)(?:有限|股份|级)|(?<=厂)[房区长里内务报龄规家商矿门办]|(?<=矿)[山井石区工长物产难业泉]|(?<=局)[部面限势长]|(?<=委)[员托派屈任]"
    r"|(?<=[^厂矿局委])(?:公司|集团|有限|股份|企业|行业|产业(?!工人)|园|工业|技术|专业|类|厂|局|人才|领域|产品|工程|学校|职业|中等职|技工学|技师学|高级技工|系统|设备|用品|制品)"
)
# Where a name may begin: behind a mark, a particle, a preposition, or a verb of which units are the object.
_BEFORE = (
    r"[^\u4e00-\u9fffA-Za-z（）()]|和(?!信息|国有|社会保障|城乡|改革|信局|计划)|[与同跟及向到赴由被给从对在为把将请让了的等是于使帮替叫比去来至据因并或致经受靠问找驻就]"
    r"|持|走进|走访|协助|配合|报请|提请|邀请|联合|委托|组织|推动|促进|助力|助推|参观|考察|学习|帮助|支持|指导|服务|成立|收购|依托|代表|作为|激发|贡献|打造|加入|离开|借鉴|对标|通过|按照|根据|获评|聘请|选派"
    r"|要求|建议|希望|以及|包括|例如|比如|还有|其中|目前|同时|现在|如今|今年|近年|去年|我们|特别|先后|分别|[年月日后前时起]|其他|兄弟|凭着|提升|展现|彰显|围绕|结合|面对|全体|广大"
)
PROVINCE = lazily.pattern(f"^(?:{kin.PROVINCES}|中国)省?")
LAST_BEFORE = lazily.pattern(rf".*(?:{_BEFORE})", re.DOTALL)
# Just before the ending they make it an ordinary word, or the end of one: 的公司, 企业, 布局.
NO_NAME_BEFORE = frozenset(
    "，。、；：！？“”（）《》\n 　…—·,.;:!?()的我本各全该在是和与为由对把将让给到了等"
    "精原某其这那有从被向进出入离企产工行就创作毕事职专农商副失停开营休守敬修授布格结当党纪团常政编组两几小"
)
# No name is longer, short of its ending, nor shorter.
LONGEST, SHORTEST = 22, 2
LONGEST_TRADE = 5
# Words that are no part of a name.
NO_PART = lazily.pattern(
    r"^原|^人补|^下一?步|^(?:各|全|本|我|该|某|外|邻|这|那|其|两|三|几|一|二|四|五|六|十|多|大|小|老|子|母|总|分|省|市|县|区|镇|省级|国有|民营|链|龙头|骨干|试点|成员|上级|下属|所属|基层|直属|有关|相关|集团|公司|中国|全国|中华|每|个)"
    r"|^[开办建管用]好|^[员咱而先他她会讲少补学厂份送转说报现局院段带装封凭按借供题限笔照着自以只就很再又若但因则得过未]|[家个名位人本我各全该咱们他她说着得过这那些了分出进离换归上回返入跳逐跨按借须]$"
)
NO_WORD = lazily.pattern(
    r"企业|单位|车间|职工|工人|班组|产改|改革|试点|部门|不|没|都|也|已|要|有(?!限)|会议|方案|制度|以来|授予|[一两三几]届"
    r"|[（(][一二三四五六七八九十]+[）)]"
)
# Before 业 they make an ordinary word: 企业, 就业.
ORDINARY = frozenset("企产工行就创作毕事职专农商副失停开营休物守敬修授")
ZONES = ("经开区", "高新区", "开发区", "园区", "产业园", "工业园")
SCHOOLS = ("中学", "学校", "学院", "大学", "医院")
# What is bought and used as well is no sign of a company by itself: 变桨系统备件, 实训设备.
GOODS = frozenset(["制品", "设备", "备件", "配件", "元件", "器件", "材料", "工具", "仪表", "显示", "管件", "五金", "家具"])
TRADES = "|".join(trade for trade in kin.SHORT_TRADES.split("|") if trade not in GOODS)
_WORKS, _BODIES = (
    ahocorasick_rs.AhoCorasick(
        endings.split("|"), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, implementation=ahocorasick_rs.Implementation.DFA
    )
    for endings in (f"{WORKS}|{TRADES}|业", BODIES)
)
_TRADE = lazily.pattern(f"(?:{TRADES}|业)$")
_BODY = lazily.pattern(f"(?:{BODIES})$")
PLACE = lazily.pattern(r"[\u4e00-\u9fff]{2,5}?(?:自治[县州旗]|街道|[省市县区旗州盟镇乡])")


def names(text: str, works: bool) -> Iterator[Named]:
    """The names of works, or of bodies, in a text by their shape, in order, the longest at a place."""
    held: Named | None = None
    for _, first, end in (_WORKS if works else _BODIES).find_matches_as_indexes(text):
        if first < SHORTEST or text[first - 1] in NO_NAME_BEFORE or GOES_ON.match(text, end):
            continue
        found = _ending_at(text, first, end)
        if found is None:
            continue
        if held and found.start > held.start and found.start >= held.end:
            yield held
        held = found
    if held:
        yield held


def _ending_at(text: str, first: int, end: int) -> Named | None:
    low = max(0, first - LONGEST)
    before = LAST_BEFORE.match(text, low, first)
    start = before.end() if before else low
    if text.find("）", start, end) < 0:
        start = max(start, text.rfind("（", start, end) + 1)
    if first - start >= SHORTEST and _is_name(text[start:end], text[first:end], first - start):
        return Named(start, end, text[start:end])
    # Where nothing tells that a name begins it may be two characters before a trade: 这些办法|润田淀粉.
    begin = first - SHORTEST
    known = begin <= start or is_word(text[begin:first]) or is_word(text[begin - 1 : begin + 1])
    if known or not _TRADE.search(text, first, end):
        return None
    return Named(begin, end, text[begin:end]) if _is_name(text[begin:end], text[first:end], SHORTEST) else None


def _is_name(name: str, ending: str, length: int) -> bool:
    """Whether what stands before the ending is a brand or a place, and no plain word."""
    stem = PROVINCE.sub("", name[:length])
    if not stem:
        return False
    if "有限" in stem:
        return not NO_WORD.search(stem)
    if NO_PART.search(stem) or NO_WORD.search(stem) or stem[:2] in common_words():
        return False
    if _BODY.search(ending):
        place = None if ending in ZONES else PLACE.match(name)
        return (
            (place is not None and place.group()[-1] != stem[1:2]) or not is_word(stem[:2]) or (ending in SCHOOLS and length >= 4)
        )
    if _TRADE.search(ending):
        brand, trade = (stem[:-1], stem[-1] + ending) if ending == "业" else (stem, ending)
        known = is_word(brand[:2]) and not (kin.SURE.search(brand + trade) or kin.LUCKY.match(brand))
        sure = len(brand) == SHORTEST + 1 and kin.SURE.search(brand + trade)
        return bool(len(brand) == SHORTEST or sure or _goes_on(brand)) and not (
            known or is_word(brand[-1] + trade) or trade[0] in ORDINARY
        )
    if ending in ("公司", "集团", "厂") and is_word(stem[:2]) and not (kin.TRADED.search(name, 2) or kin.LUCKY.match(stem)):
        return False
    return len(kin.core(name)) >= 2 and not is_word(name)


def _goes_on(brand: str) -> bool:
    """Whether a brand goes on before its trade: by words of a trade, or by a third character. 定川矿山机械, 乌溪江化工."""
    rest = brand[SHORTEST:]
    if is_word(brand[1:3]) or len(rest) > LONGEST_TRADE:
        return False
    return len(rest) == 1 or (len(rest) > 1 and all(len(word) > 1 and word[0] not in NO_NAME_BEFORE for word in cut(rest)))


def stems(name: str) -> tuple[str, ...]:
    """What any form of a unit's name holds: a company's brand, the place that a body of administration is of."""
    if kind_of(name) in ("company", None):
        return tuple(sorted(kin.kernels(name), key=name.find)) or (name[:2],)
    if kind_of(name) == "zone":
        return (PROVINCE.sub("", name)[:SHORTEST],)
    places = kin.PLACE.findall(name)
    return (kin.KIND_OF_PLACE.sub("", places[-1]) if places else name[:2],)
