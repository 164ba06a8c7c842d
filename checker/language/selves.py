"""Who speaks in a paper, by its unit's name, and where it calls itself something else: 我局 in a factory's paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from checker.language import lazily
from checker.language.anatomy import DATE_LINE, Part
from checker.language.whole import Trace, Whole

Kind = Literal["company", "bureau", "school", "hospital", "town", "county", "zone"]

BODY_INSIDE = lazily.pattern(
    r"(?<=.{3})(?<!总)(?:工会委员会|联合工会|工会联合会|工会|党委|党总支|党支部|党工委|办公室|委员会"
    r"|人力资源部|安全环保部|综合部|产改办|人力资源处|党群工作部|工会办公室)$"
)
SUFFIXES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "zone",
        re.compile(
            r"工会联合会$|(?:开发区|经开区|园区|高新区|集聚区|发展区|产业园|工业园|加工园|物流园|示范区|保税区|行业)(?:.{0,10}(?:工会|工委|管委会|管理委员会"
            r"|专班|小组|工作站|办公室|联合会))?$"
        ),
    ),
    ("town", re.compile(r"(?:镇|乡|街道)(?:总工会|人民政府|党委|党工委|办事处|工会|工会委员会|政府)?$")),
    (
        "county",
        re.compile(
            r"(?:县|区|市|旗|州|盟)(?:总工会|人民政府|政府|委|推进.*|.*(?:小组|专班|产改办)(?:办公室)?)$|总工会$|^中共.*委$"
        ),
    ),
    ("school", re.compile(r"(?:学校|中学|小学|一中|二中|学院|大学|幼儿园|(?:教育|职教|电教|党校|培训)中心|[党职技]校)$")),
    ("hospital", re.compile(r"(?:医院|卫生院|保健院)$")),
    ("company", re.compile(r"(?:公司|集团|厂|矿|车间|项目部|合作社|酒店|段|机场|港|码头|油田|林场|农场|分公司|银行|电站)$")),
    ("bureau", re.compile(r"(?:局|委|委员会|厅|中心|处|办|所|[织传战]部)$")),
)
# A company that its title announces: 甲公司产改经验材料.
TITLED = lazily.pattern(
    r"[\s—\-―]*(?P<name>[\u4e00-\u9fff（）]{2,22}?(?:有限责任公司|股份有限公司|有限公司|集团|公司|总厂|厂"
    r"|煤矿))(?:(?:关于)?(?:20\d\d年)?[^，。]{0,16}(?:总结|材料|汇报|报告|经验|做法|纪实))"
)
# A unit of any kind that a line of the title begins with.
IN_TITLE = lazily.pattern(
    r"[\s—\-―（(]*(?:记|关于)?(?P<name>[\u4e00-\u9fff]{2,24}?(?:公司|集团|厂|煤?矿|[工车机电]务段|供电段|管理局|总工会|联合会|街道|[镇县](?![域级])"
    r"|经开区|高新区|开发区|产业园|项目部|制梁场|机场|医院|学院|公司工会|产改办))"
    r"(?=深化|推进|推行|关于|产改|产业工人|20\d\d|工作|经验|[“”）)]|新型?学徒|技能|职工|以|的?(?:做法|探索|实践))"
)
# Enterprises that are called bureaus, and call themselves so.
BUREAUS_AT_WORK = lazily.pattern(
    r"(?:工程|管理|勘探|矿务|铁路|供电|电力|森工|林业|经营|农垦|航道|水电.{0,2}|中[铁建交电冶核].{0,3})局"
)
OWN_SCHOOLS = lazily.pattern(
    r"(?:公司|集团|厂)(?:党校|技校|职工学校|技工学校|职工大学)|工匠学院|(?:公司|集团|厂)[^，。]{0,6}(?:设计院"
    r"|研究院|技术院|医院)|设计院|研究院"
)
# Others whose 校工会 it may be.
SCHOOLS = lazily.pattern("学校|学院|大学|中学|中专|技校|职教|医院|卫生院|设计院|研究院")
# What follows the subject of a report's sentence, or is the unit's.
SPEAKING = "有关|连续|自|党|工会|职工|员工|全体|各|开展|组织|坚持|牵头|设|把|将|现有|共|制定|认真|高度|始终|积极|干警|企业|合作社"
SELF = lazily.pattern(
    r"[我本](?<![自忘小].)(?:(?<=我)(?P<we>公司|厂(?!房)|县|区(?!别|分|域|队)|旗|市(?!场))"
    r"|(?P<this>局(?!部|面|限|势|中)|校(?![正对准验区园友])|院(?![子里落墙])|镇(?![静定痛]|青年|籍|居民|[的]?人)|乡(?!村|亲|下|青年|籍|[的]?人)"
    rf"|街道|行(?=柜员|网点|{SPEAKING})|[委办](?={SPEAKING}|[成将要牵负建高])|(?P<rare>矿|[支分]行|村|社区|园区|开发区|中心|馆|站|段|所|林场|农场)(?={SPEAKING})))"
    r"|(?<![安健齐完保顾])全(?P<all>校(?=师生|教职工|上下)|院(?=医护|师生|上下|职工|干部)|局(?=上下|干部|职工|各))"
    r"|(?<![\u4e00-\u9fff])(?P<bare>[校院])(?=工会|党委(?!会)|领导班子)"
)
# What begins so may be one of them.
WORDS = (
    "|".join(f"{who}{what}" for who in "我本" for what in "公厂县区旗市局校院镇乡街行矿委办支分村社园开中馆站段所林农")
    + "|全校|全院|全局|校工会|校党委|校领导|院工会|院党委|院领导"
)
DATE = lazily.pattern(rf"{DATE_LINE.pattern}|[（(][^（）()]{{0,12}}(?:[)）]|$)")
# A line that names a unit is no longer.
LINE_CHARACTERS = 40
# A title or a sentence may end like a unit: 助推矿 井安全高效发展, 在南埔市有两个厂.
TITLE = lazily.pattern(
    r"改革(?!.*(?:小组|办公室|专班|产改办))|[，。：“”！]|总结|材料|[把将]|激发|有两|听取|会同|^(?:在|为|其中|下面|会议|我|市里|各|以|公司|园区|街道|县)"
)
# Who signs without its name says nothing.
NAMELESS = lazily.pattern(
    "(?:本|我|集团)?(?:公司|集团|厂|矿|段|项目部|机关|车间|局|县|市|区|镇|街道)?(?:党委|党总支|党支部|总?工会|办公室|委员会|产改办)?"
)
# Words that are no part of a name: 三家试点企业, 全县.
ANYONE = lazily.pattern(
    r"^(?:走进|走访|兄弟|全|各|我|本|以|在|为|让|把|向|从|给|跨|[一二三四五六七八九十百两几]|公司|集团|街道|乡镇|工厂|企业)|的|推动|助力|激发|打造|助推|[和与及]|^(?:水产|农产品|食品|粮油|木材)?加工厂$"
)
COMPANY = frozenset({"公司", "厂", "矿"})
# What nobody of this kind is called. 县, 区 and 市 are where a company is, and may be named by it.
TOWN = frozenset({"镇", "乡", "街道"})
FOREIGN: dict[Kind, frozenset[str]] = {
    "company": TOWN | {"局", "校", "院", "行", "委"},
    "bureau": COMPANY | TOWN | {"矿", "校", "院", "行"},
    "school": COMPANY | TOWN | {"局", "行"},
    "hospital": COMPANY | TOWN | {"局", "行", "校"},
    "town": COMPANY | {"局", "校", "院", "行"},
    "county": COMPANY | TOWN | {"局", "校", "院", "行"},
    "zone": COMPANY | {"局", "校", "院", "行"},
}
PLACES = frozenset({"县", "区", "旗"})
# A company without a name is known by how it begins its sentences.
AS_COMPANY = lazily.pattern(r"(?:^|[\n。；！])\s*(?:[一二三四五六七八九十]+是)?(?:我|本|全)?(?:公司|集团|厂里|矿里|厂)(?!家)")
AS_PLACE = lazily.pattern(r"[我全][县区市旗]|辖区")
LEVEL = lazily.pattern(r"[\u4e00-\u9fff]{2,6}?(县|旗|(?<![园社新地城])区(?!域)|市(?!场|政))")
# 自治区 is 我区 to all in it.
REGIONS = lazily.pattern(r"自治区|广西|内蒙古|宁夏|西藏|新疆")


# A word that stands more often is one for the unit's own parts: 换流站, 检修段.
FEW = 2
SAYS = lazily.pattern("(?:说|讲|表示|问|答|提出|介绍|告诉[^，。]{1,6})[，：:]")
# A quotation is rarely longer.
QUOTATION = 200


@lru_cache(maxsize=4096)
def kind_of(name: str) -> Kind | None:
    """The kind of a unit by its name; of a company's union, the company's."""
    bare = name.strip(" 　（）()")
    for candidate in (BODY_INSIDE.sub("", bare), bare):
        for kind, suffix in SUFFIXES:
            if suffix.search(candidate):
                return kind
        if candidate != bare and bare.endswith(("工会", "工会委员会")) and not candidate.endswith("基层"):
            # 涂山玻璃工会委员会: the union of works that are named in short.
            return "company"
    return None


def is_public(own: tuple[str, ...]) -> bool:
    """Whether a paper is of a body of administration or of a union of many works."""
    return any(kind_of(name) in ("county", "town", "bureau", "zone") for name in own)


def own_names(whole: Whole, unit: str | None) -> tuple[str, ...]:
    """The names of a paper's unit: `unit`, where the roster knows it, and who signs; else the one that the paper tells."""
    names = [unit] if unit else []
    names += signing_units(whole)
    if not names and whole.material.unit and not TITLE.search(whole.material.unit):
        names.append(whole.material.unit)
    if not names:
        names += titled_units(whole)
    return tuple(dict.fromkeys(names))


def signing_units(whole: Whole) -> list[str]:
    """The units that lines of the signature name."""
    return [name for name, _ in signing_lines(whole)]


def signing_lines(whole: Whole) -> list[tuple[str, int]]:
    """The units that lines of the signature name, with the paragraph: a date may stand inside the name."""
    lines = [(DATE.sub("", whole.paragraphs[index]).strip(" 　（）()"), index) for index in whole.of("signature")]
    named = (each for each in lines if len(each[0]) <= LINE_CHARACTERS and kind_of(each[0]) and not NAMELESS.fullmatch(each[0]))
    return [each for each in named if not TITLE.search(each[0])]


def titled_units(whole: Whole) -> list[str]:
    """The units that lines of the title begin with."""
    lines = [whole.paragraphs[index] for index in whole.of("title")]
    return [
        match["name"]
        for line in lines
        if (match := TITLED.match(line) or IN_TITLE.match(line)) and not ANYONE.search(match["name"])
    ]


def misspoken(whole: Whole, own: tuple[str, ...], places: Sequence[tuple[int, int]]) -> Iterator[Trace]:
    """Kind ``self``: words by which a paper calls itself what its unit is not, the first of each; `detail` is the unit.

    `places` are those of WORDS.
    """
    said = (SELF.match(whole.text, start) for start, _ in places)
    found = [match for match in said if match and not _is_spoken_by_another(whole, match)]
    if not found:
        return
    kinds = {kind for name in own if (kind := kind_of(name))} or _guessed(whole)
    if not kinds:
        return
    foreign = frozenset.intersection(*(FOREIGN[kind] for kind in kinds)) - _excused(whole, own, kinds)
    if own and all(re.search("[织传战]部$", name) for name in own):
        foreign |= {"局", "委"}
    seen: set[str] = set()
    for match in found:
        word = match["we"] or match["this"] or match["all"] or match["bare"]
        if match["bare"] and SCHOOLS.search(whole.text):
            continue
        is_rare = bool(match["rare"]) and not any(word in name for name in own) and whole.text.count(word) <= FEW
        if word not in seen and (is_rare or word in foreign or _is_another_place(word, own, kinds, whole)):
            seen.add(word)
            yield Trace(match.start(), match.end(), "self", own[0] if own else "企业")


def _guessed(whole: Whole) -> set[Kind]:
    text = whole.text
    return {"company"} if len(AS_COMPANY.findall(text)) > len(AS_PLACE.findall(text)) else set()


def _excused(whole: Whole, own: tuple[str, ...], kinds: set[Kind]) -> frozenset[str]:
    """Words that an enterprise may well use of itself or of its own school."""
    excused: set[str] = set()
    if any("局" in name for name in own) or BUREAUS_AT_WORK.search(whole.text):
        at_work = any(BUREAUS_AT_WORK.search(name) for name in own) or not own
        excused |= {"局"} | (COMPANY if "bureau" in kinds and at_work else set())
    if any("院" in name or "校" in name for name in own) or OWN_SCHOOLS.search(whole.text):
        excused |= {"校", "院"}
    return frozenset(excused)


def _is_another_place(word: str, own: tuple[str, ...], kinds: set[Kind], whole: Whole) -> bool:
    """Whether a county calls itself a district, or a city a county. A county may well speak of its city."""
    if not kinds <= {"county", "bureau"} or word not in PLACES or (word == "区" and REGIONS.search(whole.text)):
        return False
    levels = {level[-1] for name in own for level in LEVEL.findall(name.removeprefix("中共"))[-1:]}
    return len(levels) == 1 and word not in levels


def _is_spoken_by_another(whole: Whole, match: re.Match[str]) -> bool:
    """Whether a word stands in quotation marks, in the name of a paper, or behind 教育局的同志说."""
    index = whole.paragraph_at(match.start())
    at = match.start() - whole.starts[index]
    before = whole.paragraphs[index][max(0, at - QUOTATION) : at]
    quoted = any(before.rfind(left) > before.rfind(right) for left, right in ("“”", "《》", "「」"))
    # 丁家镇总工会把本镇的先进编成快板
    sentence = re.split("[。！？；]", before)[-1]
    return quoted or bool(SAYS.search(sentence)) or (match["this"] in TOWN and match["this"] in sentence)


def own_place(whole: Whole, own: tuple[str, ...]) -> tuple[int, int] | None:
    """Where the paper names its own unit: its signature, else its title, else its lead."""
    parts: tuple[Part, ...] = ("signature", "title", "lead")
    for part in parts:
        for index in reversed(whole.of(part)):
            for name in own:
                at = whole.paragraphs[index].find(name)
                if at >= 0:
                    return whole.starts[index] + at, whole.starts[index] + at + len(name)
    return None
