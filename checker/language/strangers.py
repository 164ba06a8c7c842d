"""Names of others where only the paper's own unit can stand: 乙公司党委高度重视 in the paper of 甲公司.

Partners, customers, owners and visitors are named in good papers, so a name says nothing by itself. It is a leftover where it is
of the own unit's kind, is the subject of a clause, and nothing in that sentence, nor wherever else the paper names it, relates
it to the unit. What the name does there says nothing: no list of verbs would ever be whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from checker.language import kin
from checker.language.gaps import surnames
from checker.language.kin import core, is_kin, is_of_one_house, is_proper, kernels
from checker.language.segmenting import is_word
from checker.language.selves import Kind, kind_of, own_place, signing_units, titled_units
from checker.language.whole import Trace, Whole


class Named(NamedTuple):
    """A place of the whole text that names a unit; `county` is the unit's, where known."""

    start: int
    end: int
    unit: str
    county: str | None = None


# What a unit calls its own: 贡献闽岬力量, 渭阳答卷.
BRAND = re.compile(
    r"(?:的)?(?:力量|答卷|样板|方案(?=$|[，。！])|智慧|担当|贡献|故事|篇章|新篇章|精神|风采|速度|名片|图景|样本|模式(?=$|[，。！])|之路|底色|品牌(?=$|[，。！]))"
)
# What may stand, with a comma, before the subject of a sentence: when, where and how; and who speaks to the reader.
ADVERBIAL = re.compile(
    r"(?:在|自|从|通过|随着|经过?|为|按照?|根据|围绕|面对|针对|截至|截止|到|以|站在|立足|对照|结合|依托|当|由于|坚持|我们(?:坚?信|相信|深知|认为)).*"
    r"|.{0,20}(?:[来年月日天底初末前后时中下里间上今此外]|同时|季度|阶段|下一?步|特别是|因此|总之|未来|新征程)"
)
NUMBERED = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}(?:[、.．）)]|是)|第[一二三四五六七八九十]{1,2}[，、])\s*")
# What is said of the time before the subject without a comma.
WHEN = re.compile(
    r"(?:(?:20\d\d年(?:度|以来|来)?|今年(?:以来)?|去年|近年来?|目前|如今|现在|我们|我|同时|今后|下一?步|一年来|现阶段|期间)\s*)*+"
)
# A name that is followed so is no subject of a predicate: 甲公司、乙公司; 甲公司的标准; 甲公司是客户.
NO_PREDICATE = re.compile(
    r"\s*(?:$|[，、；：。！？”》）—（(\n]|[和与及或等]|是|[一两几][名位个]|一样|那样|以[及外]|也|只|虽|的(?!(?:一线|广大|全体|青年|[高中]级工|技师|职工|员工|工人|产业工人|明天|未来"
    r"|高质量|发展|产改|党|工会|队伍|干部)))"
)
PROFILE = re.compile(r"(?:是(?:一家|一个|全[国省市县区]|国家|省|市|我[省市县区]|[^，。]{0,8}企业)|创建于|始建于|位于|坐落|地处)")
LED_BY = re.compile(
    r"(?:党委|党组|行政|工会|[和、]){0,4}的?(?:正确|坚强|有力|统一|精心|具体|大力|和|关心|支持){0,6}(?:领导|带领|部署)下"
)
FOR_IT = re.compile(r"(?:为|推动|助推|促进|助力|实现|推进|开创|谱写|书写|支撑)(?:了)?$")
DEVELOPS = re.compile(
    r"(?:的)?(?:高质量|转型|改革|跨越式?|持续|健康|安全|新一轮|事业|产改|生产|科学|绿色|创新|快速|可持续|、|和"
    r"|稳定){0,4}(?:发展|升级|腾飞|振兴|贡献|新篇章|新局面|明天)"
)
SPEAKS = re.compile(r"(?:我们|我代表|作为)$")
EVERYBODY = re.compile(r"(?:全体|广大)$")
# What no outsider sees: a body or the people of the unit, as in 激发恒力玻纤广大职工的热情.
INNER = re.compile(r"(?:公司)?(?:党政|党委|党总支|党支部|党组|党工委|工会(?!法))")
OWNED = re.compile(r"(?:公司|厂)?的?(?:广大|全体|青年)(?:干部)?(?:职工|员工|产业工人)")
ANNOUNCED = re.compile(r"(?:现|特|下面)(?:把|将|就)?[^。，：\n]{0,4}$")
AS_FOLLOWS = re.compile(r"[^。\n]{0,50}(?:如下|汇报|总结|报告|介绍)")
# Whoever stands beside the unit is no leftover.
BESIDE = re.compile(
    r"(?:与|和|同|跟|及|向|到|去|赴|由|被|给|从|对|联合|结对|邀请|委托|组织|学习|走进|走访|来自|帮助|支持|指导|旁边的?"
    r"|服务|供应|对标|借鉴|推广|介绍|表彰|支援|驻|在|比|据|经|请|让|使|叫|替|问|找|靠|、|以及|所属|下属|旗下|兄弟(?:单位"
    r"|企业)?|客户|同行|友邻|合作(?:单位|企业|伙伴)|上游|下游|链上(?:企业)?|配套(?:企业)?|试点(?:企业|单位)?|邻近的?|隔壁的?|附近的?"
    r"|股东|业主|甲方|总包(?:单位)?|如|例如|比如|是|叫做|成立了?|收购|兼并|原|原来的)$"
)
# Words of partnership, supply, visits, teaching, parents, awards, comparison: they show why another is named.
RELATED = re.compile(
    r"[托替请帮教找比让叫]公司|^的(?:技师|师傅|考评员|专家|首席|劳模|选手|厂长|经理|老师|班长)(?!队伍|[由共达])|是[县市镇区](?:里|上)|受聘|常驻|上门|保养|验收|验货|退货|退[回了]|订货|发货|[买卖](?:给|来|走|了)"
    r"|[与和同跟向到给对](?:我们|我[公厂矿集]|本公司|公司)|(?:我们|我[公厂矿]司?|本公司"
    r"|公司)[^，。]{0,6}[与和同跟向]|来(?:我|公司|厂|渠?[^，。]{0,6}交流)|(?:前来|到|赴|来)[^，。]{0,8}(?:参观|学习|考察|取经|交流"
    r"|观摩|调研|洽谈)|联合|劳务|派遣|结对|(?<!校企)合作|协作|共建|共享|互认|互派|供应商|供货|客户|订单|配套|上游|下游|产业链"
    r"|供应链|链主|兄弟(?:单位|企业)|同行|联盟|委托|中标|采购|外包|分包|总包|业主|控股|参股|子公司|全资|隶属"
    r"|所属|下属|旗下|原名|前身|更名|改制|合并|收购|兼并|跳槽|成员单位|等[\d一二三四五六七八九十两多]+家"
    r"|等企业|等单位|一致认为|评价|反馈|来信|感谢信|锦旗|派(?:来|出|人|了)|送来|寄|照(?:着|搬)|学(?:来|着)|取(?:来|了)经"
    r"|经验|倒闭|破产|停产|关停|听说|得知|相比|同样|同期|第一家|最先|首家|出资|租|借|[县市区]里|标杆|排在|名列|教训|股东|拖欠|接收|承[建接包]|表扬信|发来|[来去]了?[一两三几\d]+[次趟回]"
)
# An old name of the unit, or a works that it took over.
RENAMED = re.compile(r"更名|改名|改制|改组|合并|并入|并进|并到|兼并|重组|划归|托管|接管|收购|前身|老厂名|拆分|以下简称|曾用名")
# Who is looked at from outside, or has done it first.
THEY = re.compile(
    r"来(?:电|信|函|人|找|催)|催|来[看问要挖学]"
    r"|[看问]过|带[走回]|挖[人走]|抢人|出高?价|他们|人家|那边|对方|该[公厂矿单]|也(?:有|要|把|来|跟|照|派)|先(?:行|后?试|走|做|评)|早[一两几就]|隔壁|邻[县厂]"
    r"|(?:公司|厂里|咱|本厂|我)(?![^，。]{0,2}党)|这里|当地"
)
CONFIDENT = re.compile("^我们(?:坚信|相信|深知|认为)[，,]")
OWN = re.compile(r"我们|我公司|我厂|我矿|我司|本公司|咱们?厂?")
COOPERATES = re.compile(r"提供(?!了?[^，。]{0,8}(?:人才|保障|支撑|动力))|配套|供货|供应|服务|生产的")
# Names that nobody listed, by the kind of unit: from the head of the clause, or behind 为, to what such names end in.
HEADS = re.compile(r"[\n。！？；，,：—为在]|推动|促进|助力|助推|作为|代表")
ENDINGS: dict[Kind, str] = {
    "company": (
        r"[\u4e00-\u9fffA-Za-z（）()]{2,20}?(?:公司|集团|厂(?![房区长里内务报龄规])|煤矿|[工车机电]务段|供电段|项目部|制梁场)(?!公司|集团|有限|股份)"
        rf"|(?!{kin.NO_TRADE})[\u4e00-\u9fff]{{2,4}}(?:{kin.SHORT_TRADES})"
        r"(?!公司|集团|有限|股份|企业|行业|产业|园|工人|工业|技术|专业|类|厂|局|人才|领域|产品)"
    ),
    "county": r"[\u4e00-\u9fff]{2,4}(?:自治县|县|区|旗|市)(?:总工会|产改办|委(?![员托派])|人民政府)",
    "bureau": r"[\u4e00-\u9fff]{2,4}(?:自治县|县|区|旗|市|州)(?:[\u4e00-\u9fff]{1,12}?(?:局|委(?![员托派])))",
    "zone": r"[\u4e00-\u9fff]{2,14}?(?:[园区业道]工会联合会"
    r"|(?:开发区|高新区|产业园|工业园|园区|经开区)(?:总工会|工会|管委会|党工委))",
    "town": r"[\u4e00-\u9fff]{2,5}?(?:镇|乡|街道)(?:总工会|工会|党委|党工委|办事处|政府)",
    "school": r"[\u4e00-\u9fff]{2,14}?(?:学校|学院|中学|大学)",
    "hospital": r"[\u4e00-\u9fff]{2,14}?医院",
}
UNLISTED = {kind: re.compile(rf"(?:{NUMBERED.pattern[1:]})?{WHEN.pattern}(?P<name>{names})") for kind, names in ENDINGS.items()}
# A quick look for where such names end.
ENDS: dict[Kind, re.Pattern[str]] = {
    "company": re.compile(rf"公司|集团|厂|煤矿|务段|供电段|项目部|制梁场|{kin.SHORT_TRADES}"),
    "county": re.compile("总工会|产改办|委|政府"),
    "bureau": re.compile("局|委"),
    "zone": re.compile("工会|管委会|工委"),
    "town": re.compile("工会|[党工]委|办事处|政府"),
    "school": re.compile("校|学院|中学|大学"),
    "hospital": re.compile("医院"),
}
# What else no name of a unit begins with, or holds.
ANYONE = re.compile(
    r"^(?:[请他她它你谁]|各|全|本|我|该|某|外|邻|兄弟|其他|上级|所在|原|一[家个些]|[两三几]家?|中国|全国|中华|省|自治区|公司|集团|总|分|子|母)|分公司|分厂|子公司|[的把将被给让向在由与和及对从]|车间|以来|企业|单位"
)
# No sentence is looked at further than this to either side; and of one paper no more names than this.
REACH, MOST_NAMES = 160, 200
# A name, with what is said before it of the time, is no longer.
NAME_CHARACTERS = 32
# A name that stands in more places is said no more often; one that nobody listed is then known to the paper.
MOST_PLACES = 3
# From so many strangers on that act, a paper tells of others: a survey, a report on pilots.
MANY = 3


def strangers(whole: Whole, own: tuple[str, ...], known: Iterable[Named]) -> Iterator[Trace]:
    """Kinds ``unit`` (on the roster and in the unit's own place), ``mentioned`` (in a place that is likely its own) and ``name``.

    `own` are the unit's names, `known` the places that name units of the roster. `detail` is the stranger's name.
    """
    if not own:
        return
    # A name that says nothing of its kind is a company's: 中铁山桥, 济河制梁场.
    kinds: set[Kind] = {kind_of(name) or "company" for name in own}
    others = [
        named for named in known if named.unit != named.county and not any(is_of_one_house(named.unit, name) for name in own)
    ]
    yield from _on_roster(whole, own, kinds, others)
    if len(kinds) == 1:
        taken = {(named.start, named.end) for named in others}
        yield from _unlisted(whole, own, kinds.pop(), taken)


def titled(whole: Whole, own: tuple[str, ...]) -> Iterator[Trace]:
    """Kind ``title_unit``: a unit in the title or the signature, and another one of its kind on the list or in the signature."""
    for name in titled_units(whole):
        if _disagree(name, own):
            start = whole.text.index(name)
            yield Trace(start, start + len(name), "title_unit", name, own_place(whole, own))
    signing = signing_units(whole)
    # Whose paper it is by the list stands first.
    if signing and own[0] not in signing and all(_disagree(name, own[:1]) for name in signing):
        start = whole.text.rindex(signing[0])
        yield Trace(start, start + len(signing[0]), "title_unit", signing[0], own_place(whole, own[:1]))


def _disagree(name: str, own: tuple[str, ...]) -> bool:
    """Whether a name is of the same kind as all of the own ones, and none of theirs."""
    if {kind_of(mine) for mine in own} != {kind_of(name)} or kin.COMMON.search(core(name)):
        return False
    return not any(is_kin(name, mine) or is_of_one_house(name, mine) for mine in own)


def _on_roster(whole: Whole, own: tuple[str, ...], kinds: set[Kind], others: list[Named]) -> Iterator[Trace]:
    by_unit: dict[str, list[Named]] = {}
    for named in others:
        if (kind_of(named.unit) or "company") in kinds and not _is_above_or_below(named.unit, own):
            by_unit.setdefault(named.unit, []).append(named)
    likely: list[tuple[str, list[Named]]] = []
    for unit, places in by_unit.items():
        if any(whole.parts[whole.paragraph_at(named.start)] == "signature" for named in places):
            continue
        certain = [named for named in places if _is_own_place(whole, named, own)]
        if certain:
            for named in certain[:MOST_PLACES]:
                yield Trace(named.start, named.end, "unit", unit, own_place(whole, own))
        elif not any(_is_beside(whole, named, own) for named in places if not _is_led_by(whole, named)):
            acting = [named for named in places if _is_led_by(whole, named) or _is_subject(whole, named, own)]
            likely += [(unit, acting)] if acting else []
    if len(likely) < MANY:
        for unit, acting in likely:
            for named in acting[:MOST_PLACES]:
                yield Trace(named.start, named.end, "mentioned", unit, own_place(whole, own))


def _is_above_or_below(unit: str, own: tuple[str, ...]) -> bool:
    """Whether a city stands over the own county, or the own city over a county."""
    level, mine = (re.match(r"[\u4e00-\u9fff]{2,7}?(市|县|区|旗)(?!域|[政场])", name) for name in (unit, own[0]))
    return bool(level and mine and kind_of(unit) == "county" and (level[1] == "市") != (mine[1] == "市"))


def _unlisted(whole: Whole, own: tuple[str, ...], kind: Kind, taken: set[tuple[int, int]]) -> Iterator[Trace]:
    """Names of units of the own kind that nobody listed, as subjects: the first place of each."""
    found: dict[str, Named] = {}
    seen: set[str] = set()
    grouped = any(A_GROUP.search(name) for name in own) or bool(GROUPED.search(whole.text))
    for match in islice(_proper(whole.text, kind), MOST_NAMES):
        start, end, name = *match.span("name"), match["name"]
        if name in seen or any(first < end and start < last for first, last in taken) or not _is_name(name, kind):
            continue
        if any(_is_alike(name, mine, kind) for mine in own):
            continue
        if _is_above_or_below(name, own) or (grouped and kind == "company" and not name.endswith("集团")):
            continue
        seen.add(name)
        named = Named(start, end, name)
        own_part = _own_part(name) if kind == "company" else _stem(name)
        places = [Named(at.start(), at.start() + len(own_part), name) for at in re.finditer(re.escape(own_part), whole.text)]
        if len(places) > MOST_PLACES:
            continue
        titles = any(whole.parts[whole.paragraph_at(place.start)] in ("title", "signature") for place in places)
        ends = [Named(place.start, _end(whole, place, name), name) for place in places]
        known = any(_is_beside(whole, place, own) for place in ends if not _is_led_by(whole, place))
        if titles or known:
            continue
        if _is_led_by(whole, named) or _is_own_place(whole, named, own) or _is_subject(whole, named, own):
            found[name] = named
    if len(found) < MANY:
        for name, named in found.items():
            yield Trace(named.start, named.end, "name", name, own_place(whole, own))


def _proper(text: str, kind: Kind) -> Iterator[re.Match[str]]:
    """What may be a name at the head of a clause, once."""
    last = -1
    for end in ENDS[kind].finditer(text):
        low = max(0, end.start() - NAME_CHARACTERS)
        heads = [head.end() for head in HEADS.finditer(text, low, end.start())] or ([0] if low == 0 else [])
        for head in reversed(heads[-2:]):
            if head > last and (match := UNLISTED[kind].match(text, head)):
                last = head
                yield match
                break


A_GROUP = re.compile(r"集团(?:股份)?(?:有限)?(?:责任)?(?:公司)?(?:党委|工会|总部)?$")
GROUPED = re.compile(r"子公司|所属(?:各)?(?:企业|公司)|下属(?:各)?(?:企业|公司)|旗下|各公司|成员企业|分公司")


def _is_name(name: str, kind: Kind) -> bool:
    if ANYONE.search(name):
        return False
    if kind != "company":
        return not kin.COMMON.match(name) and not is_word(_stem(name))
    # 坚持厂务公开, 供电服务公司: what begins with a word of the language names nobody, unless in full.
    if not is_proper(name) or (name.endswith("厂") and not kin.TRADED.search(name, 2)):
        return False
    bare = re.sub("公司$|集团$|集团公司$", "", name)
    if len(bare) > BARE and not kin.TRADED.search(name) and not ENDS_OF_WORKS.search(name):
        return False
    own = _own_part(name)
    if not FORMAL.search(name):
        return not is_word(own) or bool(kin.SURE.search(name))
    return "有限" in name or not is_word(own) or bool(kin.TRADED.match(name.split(own, 1)[-1]))


FORMAL = re.compile("公司$|集团$|厂$|段$|部$|场$|矿$")
# A name without its trade is no longer: 扫二维码关注公司.
BARE = 4
ENDS_OF_WORKS = re.compile(r"有限|务段|供电段|项目部|制梁场|煤矿")


def _stem(name: str) -> str:
    """The place that a body of administration or a school is of, else its name's first two characters."""
    places = kin.PLACE.findall(name)
    return kin.KIND_OF_PLACE.sub("", places[-1]) if places else name[:2]


def _is_alike(name: str, mine: str, kind: Kind) -> bool:
    if kind == "company":
        rest = iter(mine)
        return (
            _own_part(name) in mine
            or _own_part(mine) in name
            or all(character in rest for character in re.sub("公司|集团|厂|矿", "", name))
        )
    return _stem(name) in mine or _stem(mine) in name


def _own_part(name: str) -> str:
    """What any short form of a name holds."""
    return next((name[at : at + 2] for at in range(len(name)) if name[at : at + 2] in kernels(name)), name[:2])


def _end(whole: Whole, place: Named, name: str) -> int:
    """Where a name ends that is written in full or shortened: past what is drawn in order from it."""
    rest, end = iter(name), place.start
    while end < place.start + len(name) and whole.text[end : end + 1] in rest:
        end += 1
    return max(end, place.end)


def _clause(whole: Whole, named: Named) -> tuple[str, str]:
    """The sentence before the name, and after it."""
    index = whole.paragraph_at(named.start)
    paragraph, base = whole.paragraphs[index], whole.starts[index]
    start, end = named.start - base, named.end - base
    before, after = paragraph[max(0, start - REACH) : start], paragraph[end : end + REACH]
    return re.split("[。！？；：]", before)[-1], re.split("[。！？；：]", after)[0]


def _is_quoted(before: str) -> bool:
    return before.rfind("“") > before.rfind("”") or before.rfind("《") > before.rfind("》")


def _opens(before: str) -> bool:
    """Whether the subject of a sentence may stand behind `before`."""
    *clauses, last = re.split("[，,]", NUMBERED.sub("", before))
    return bool(WHEN.fullmatch(last.strip(" —"))) and all(ADVERBIAL.fullmatch(clause.strip()) for clause in clauses)


def _is_own_place(whole: Whole, named: Named, own: tuple[str, ...]) -> bool:
    """Whether a name stands where only the paper's unit can, whatever the sentence is about."""
    before, after = _clause(whole, named)
    if _is_quoted(before):
        return False
    part = whole.parts[whole.paragraph_at(named.start)]
    if BRAND.match(after) and not BESIDE.search(before):
        return True
    if part == "title":
        return not BESIDE.search(before) and before.strip(" —-―") == ""
    if part in ("signature", "furniture", "cell", "addressee"):
        return False
    if ANNOUNCED.search(before) and AS_FOLLOWS.match(after):
        return True
    if FOR_IT.search(before) and DEVELOPS.match(after):
        return not COOPERATES.search(after)
    if SPEAKS.search(before) or (EVERYBODY.search(before) and re.match("人(?![才员数均民家力])", after)):
        return True
    if OWN.search(after) or _relates(before, after, own):
        return False
    # The inner life of a unit at the head of a sentence is the paper's own.
    return _opens(before) and bool(OF_UNIT.match(after)) and not THEY.search(after)


OF_UNIT = re.compile(
    r"(?:公司)?(?:党政工团|党政|党委|党总支|党支部|党组|工会|行政|领导班子|全体|广大|上下|职工|产业工人|产改)?(?:始终|一直|一贯|历来|都|将|要)?"
    r"(?:高度重视|十分重视|非常重视|认真贯彻|认真学习|坚持(?:以|把|党|将|从)|紧紧|紧扣|牢牢|切实|聚焦|立足|继续|进一步|深入|以(?!来)|不断|一如既往|持续|坚定)"
)


def _is_subject(whole: Whole, named: Named, own: tuple[str, ...]) -> bool:
    """Whether a unit is the subject of a sentence that knows nothing of the paper's own."""
    before, after = _clause(whole, named)
    index = whole.paragraph_at(named.start)
    if _is_quoted(before) or whole.parts[index] not in ("lead", "body", "closing", "heading"):
        return False
    if whole.parts[index] != "heading" and not re.search("[。；！]", whole.paragraphs[index]):
        return False
    inner = INNER.match(after) and not re.split("[，,]", before)[-1].strip()
    if not (inner or _opens(before)) and (BESIDE.search(before) or not OWNED.match(after)):
        return False
    is_profile = PROFILE.match(after) and index <= next(iter(whole.of("lead", "body")), 0)
    if _names_a_person(after) or (NO_PREDICATE.match(after) and not is_profile):
        return False
    return not (
        OWN.search(CONFIDENT.sub("", before).removesuffix("我们") + after) or THEY.search(after) or _relates(before, after, own)
    )


def _names_a_person(after: str) -> bool:
    """Whether somebody of the unit is the subject: 轴承厂磨工周德顺凭手艺评上技师."""
    post = POST.match(after)
    return bool(post) and after[post.end() : post.end() + 1] in surnames() if post else False


def _relates(before: str, after: str, own: tuple[str, ...]) -> bool:
    """Whether the sentence tells of a relation, in what goes before the name and the two clauses after, or names the own unit."""
    said = before + "，".join(re.split("[，,]", after)[:2])
    mine = {kernel for name in own for kernel in kernels(name)}
    return bool(RELATED.search(said)) or any(
        kernel in said and not BRAND.match(said, said.index(kernel) + len(kernel)) for kernel in mine
    )


POST = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:(?<![员职民])工(?!会)|班长|师傅|技师|主任|工程师|厂长|书记|经理|主席|组长|队长)")


def _is_led_by(whole: Whole, named: Named) -> bool:
    """Whether the unit is under the lead of the one named."""
    before, after = _clause(whole, named)
    return bool(LED_BY.match(after)) and before.split("，")[-1].strip() == "在"


def _is_beside(whole: Whole, named: Named, own: tuple[str, ...]) -> bool:
    """Whether the text knows a unit as another one: a partner, a customer, an owner."""
    before, after = _clause(whole, named)
    before = NUMBERED.sub("", before)
    if BESIDE.search(before) or _relates(before, after, own) or re.match("[、和与及]", after):
        return True
    return bool(RENAMED.search(whole.text, max(0, named.start - REACH), named.end + REACH))
