"""Names of others where only the paper's own unit can stand: 乙公司党委高度重视 in the paper of 甲公司.

Partners, customers, owners and visitors are named in good papers, so a name says nothing by itself: it must stand where the
unit speaks of itself, at the head of a sentence with the verbs of a report, or as what one works for. A company of the list
that acts or owns in a company's paper needs a reason to be there: where the paper shows no relation to it, it is a leftover.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from checker.language.kin import COMMON, core, is_kin, is_of_one_house, is_proper
from checker.language.selves import Kind, kind_of, own_place, titled_units
from checker.language.whole import Trace, Whole


class Named(NamedTuple):
    """A place of the whole text that names a unit; `county` is the unit's, where known."""

    start: int
    end: int
    unit: str
    county: str | None = None


# What a unit calls its own: 贡献闽岬力量, 渭阳答卷; and who belongs to it.
BRAND = re.compile(
    r"(?:的)?(?:力量|答卷|样板|方案(?=$|[，。！])|智慧|担当|贡献|故事|篇章|新篇章|精神|风采|速度|名片|图景|样本|模式(?=$|[，。！])|之路|底色|品牌(?=$|[，。！]))"
)
OWNED = re.compile(
    r"(?:公司|厂)?(?:的)?(?:广大|全体|一线|青年|所有)*(?:干部职工|职工|员工|产业工人|工人|技能人才|职工队伍|高质量|改革发展|党委|党总支|党支部|工会|产改)"
)
# What may stand before the subject of a report's sentence.
ADVERBIAL = re.compile(
    r"(?:近年来?|近期|今年来?|一年来|几年来|多年来|长期以来|[今去]年(?:以来)?|20\d\d年(?:以来|来)?|下一步|下步"
    r"|今后|新的一年|同时|为此|在[^，。]{2,28}[下中后上里]|自[^，。]{2,20}(?:来|后)|[^，。]{2,20}(?:以来|之后"
    r"|期间)|通过[^，。]{2,24}|随着[^，。]{2,24}|经过[^，。]{2,24}|为[^，。]{2,24}|按照[^，。]{2,24}"
    r"|根据[^，。]{2,24}|围绕[^，。]{2,24}|面对[^，。]{2,24}|针对[^，。]{2,24}"
    r"|[^，。]{0,12}(?:[年月]来|如今|目前|眼下|现在|其间|期间|至此|由此|通过改革|站在[^，。]{2,20})|截至[^，。]{2,16}|到[^，。]{2,12}|与此同时|此外|特别是)"
)
INNER = (
    r"(?:公司)?(?:党政工团|党政领导|党政|党委|党总支|党支部|党组|工会|行政|领导班子|主要领导|领导|全体干部职工"
    r"|全体职工|广大职工|广大干部职工|上下)?(?:和工会|、工会|书记、董事长)?"
)
STANCE = re.compile(
    INNER + r"(?:始终|一直|一贯|历来|都)?(?:"
    r"(?:高度|十分|非常|极为)重视|(?:认真|坚决|深入|全面|积极)?(?:学习贯彻|贯彻落实|贯彻|学习宣传贯彻)"
    r"|坚持(?:以|把|党|将|从|工学|问题|目标|职工)|坚定不移|紧紧(?:围绕|抓住|扭住)|紧扣|牢固树立|牢牢把握"
    r"|积极响应|提高(?:政治)?站位|切实(?:加强|把|提高)|"
    r"(?:多次|先后|定期|及时|专题|每季度|每月)+(?:召开|研究|听取|部署)|(?:专门)?成立(?:了)?(?:以|由|产改"
    r"|产业工人|改革|工作专班|领导小组|推进)|[把将](?:产改|产业工人|改革|这项工作|技能)|聚焦|立足(?:实际|岗位"
    r"|自身)|多措并举|扎实推进|大力推进|深入推进|全面推进|统一思想)"
)
PROFILE = re.compile(
    INNER + r"(?:是(?:一家|一个|全[国省市县区]|国家|省|市|我[省市县区])|(?:创建|始建|成立|组建|创办|建立)于|位于|坐落"
    r"|座落|地处|现有(?:在册|在岗)?(?:职工|员工|一线|产业工人|工会会员|会员)|共有(?:职工|员工|一线)|前身[是为]"
    r"|主要(?:生产|从事|经营)|下设|拥有(?:职工|员工))"
)
WILL = re.compile(
    INNER + r"(?:将|要)(?:继续|进一步|以(?!来)|深入|认真|紧紧|持续|着力|坚持|重点|全面|大力|加大|加快|围绕|切实|不断"
    r"|紧扣|按照|一如既往|再接再厉|牢记|始终)"
)
ACT = re.compile(
    INNER + r"(?:先后|也|还|又|已|率先|共|每年|每季度|专门|全年|定期|通过)?(?:制定|出台|印发|召开|修订|建立|健全|完善"
    r"|推行|实行|开展|组织|举办|投入|设立|开设|取消|打通|打造|拿出|评选|评聘|聘任|发放|兑现|规定|明确|搭建"
    r"|构建|创新|探索|实施|选树|培养|培训|深化|强化|加强|优化|[把将从])"
)
DEVELOPS = re.compile(
    r"(?:的)?(?:高质量|转型|改革|跨越式?|持续|健康|安全|新一轮|事业|产改|生产|科学|绿色|创新|快速|可持续|、|和"
    r"|稳定){0,4}(?:发展|升级|腾飞|振兴|贡献|新篇章|新局面|明天)"
)
LED_BY = re.compile(INNER + r"的?(?:正确|坚强|有力|统一|精心|具体|大力|和|关心|支持){0,6}(?:领导|带领|部署)下")
FOR_IT = re.compile(r"(?:为|推动|助推|促进|助力|实现|推进|开创|谱写|书写|支撑)(?:了)?$")
OF_IT = re.compile(
    r"(?:的)?(?:产改|产业工人队伍建设改革|产业工人队伍建设|职工队伍建设)(?:工作)?(?:取得|迈上|开创|再上|呈现|走出|受到|有了|实现)"
)
# What was reached: 技师由41人增到78人.
REACHED = re.compile(
    r"[^，。]{0,14}由[^，。]{1,12}(?:增|提|升|降|减|下降|上升|扩)|[^，。]{0,12}(?:队伍|结构|素质|地位)[^，。]{0,8}(?:优化|提升|提高|壮大|增强)"
)
SPEAKS = re.compile(r"(?:我们|我代表|作为|全体|广大)$")
ITS_PEOPLE = re.compile(r"(?:的)?(?:一员|一名|职工|工人|干部职工|产业工人|全体|人(?![才员数均民家力]))")
ANNOUNCED = re.compile(r"(?:现|特|下面)(?:把|将|就)?[^。，：\n]{0,4}$")
AS_FOLLOWS = re.compile(r"[^。\n]{0,50}(?:如下|汇报|总结|报告|介绍)")
# Whoever stands beside the unit is no leftover.
BESIDE = re.compile(
    r"(?:与|和|同|跟|及|向|到|赴|由|被|给|从|对|联合|结对|邀请|委托|组织|学习|走进|走访|来自|帮助|支持|指导"
    r"|服务|供应|对标|借鉴|推广|介绍|表彰|支援|驻|在|比|据|经|请|让|使|、|以及|所属|下属|旗下|兄弟(?:单位"
    r"|企业)?|客户|同行|友邻|合作(?:单位|企业|伙伴)|上游|下游|链上(?:企业)?|配套(?:企业)?|试点(?:企业|单位)?"
    r"|股东|业主|甲方|总包(?:单位)?|如|例如|比如)$"
)
RELATED = re.compile(
    r"[托替请帮教找比让叫]公司|^的(?:技师|师傅|考评员|专家|首席|劳模|选手|厂长|经理|老师|班长)(?!队伍|[由共达])|是[县市镇区](?:里|上)|受聘|"
    r"[与和同跟向到给对](?:我们|我[公厂矿集]|本公司|公司)|(?:我们|我[公厂矿]司?|本公司"
    r"|公司)[^，。]{0,6}[与和同跟向]|来(?:我|公司|厂)|(?:前来|到|赴|来)[^，。]{0,8}(?:参观|学习|考察|取经|交流"
    r"|观摩|调研|洽谈)|联合|劳务|派遣|结对|合作|协作|共建|共享|互认|互派|供应商|供货|客户|订单|配套|上游|下游|产业链"
    r"|供应链|链主|兄弟(?:单位|企业)|同行|联盟|委托|中标|采购|外包|分包|总包|业主|控股|参股|子公司|全资|隶属"
    r"|所属|下属|旗下|原名|前身|更名|改制|合并|收购|兼并|跳槽|成员单位|等[\d一二三四五六七八九十两多]+家"
    r"|等企业|等单位|一致认为|评价|反馈|来信|感谢信|锦旗|派(?:来|出|人)|照(?:着|搬)|学(?:来|着)|取(?:来|了)经"
    r"|经验"
)
# An old name of the unit, or a works that it took over.
RENAMED = re.compile(r"更名|改名|改制|改组|合并|并入|并进|并到|兼并|重组|划归|托管|接管|收购|前身|老厂名|拆分")
NUMBERED = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}(?:[、.．）)]|是)|第[一二三四五六七八九十]{1,2})\s*")
# Who is looked at from outside, or has done it first.
THEY = re.compile(
    r"来[看问要挖学]|[看问]过|带[走回]|挖[人走]|抢人|出价|他们|人家|那边|对方|该[公厂矿单]|也(?:有|要|把|来|跟|照)|先(?:行|后?试|走|做|评)|早[一两几就]|隔壁|邻[县厂]|(?:公司|厂里|咱|本厂|我)(?![^，。]{0,2}党)"
)
OWN = re.compile(r"我们|我公司|我厂|我矿|我司|本公司|咱们?厂?")
COOPERATES = re.compile(r"提供(?!了?[^，。]{0,8}(?:人才|保障|支撑|动力))|配套|供货|供应|服务|生产的")
ENDED = re.compile(
    r"(?:公司|厂|煤矿|[工车机电]务段|供电段|项目部|集团|矿|管理局|总工会)(?=将|技师|高级工|中级工|一线|职工|员工|青年|工人|人均|累计|职代会|先后|产改|队伍|技能|党|工会|行政|领导|全体|广大|上下|始终|一直|一贯|历来|高度|十分|认真|坚|深入|全面|积极"
    r"|紧|牢|提高|切实|成立|[把将是要]|聚焦|立足|多措|扎实|大力|统一|创建|始建|组建|位于|坐落|座落|地处|现有"
    r"|共有|前身|主要|下设|拥有|的|高质量|转型|产改|产业工人|20\d\d年)"
)
NAME = re.compile(r"[\u4e00-\u9fffA-Za-z（）()]{2,}$")
# A name is no longer.
NAME_CHARACTERS = 24
# No sentence is looked at further than this to either side; and of one paper no more names than this.
REACH, MOST_NAMES = 160, 200
# A name that stands in more places is said no more often.
MOST_PLACES = 3


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
    if kinds == {"company"}:
        taken = {(named.start, named.end) for named in others}
        yield from _unlisted(whole, own, taken)


def titled(whole: Whole, own: tuple[str, ...]) -> Iterator[Trace]:
    """Kind ``title_unit``: a unit in the title, and another one of its kind in the signature or on the list."""
    kinds = {kind_of(name) for name in own}
    for name in titled_units(whole):
        named_alike = any(is_kin(name, mine) or is_of_one_house(name, mine) for mine in own)
        if kinds != {kind_of(name)} or named_alike or COMMON.search(core(name)):
            continue
        start = whole.text.index(name)
        yield Trace(start, start + len(name), "title_unit", name, own_place(whole, own))


def _on_roster(whole: Whole, own: tuple[str, ...], kinds: set[Kind], others: list[Named]) -> Iterator[Trace]:
    by_unit: dict[str, list[Named]] = {}
    for named in others:
        if (kind_of(named.unit) or "company") in kinds:
            by_unit.setdefault(named.unit, []).append(named)
    for unit, places in by_unit.items():
        if any(whole.parts[whole.paragraph_at(named.start)] == "signature" for named in places):
            continue
        certain = [named for named in places if _is_own_place(whole, named)]
        likely: list[Named] = []
        if not any(_is_beside(whole, named) for named in places if not _is_led_by(whole, named)):
            # A county tells of many units, a company of few.
            stands = _stands_alone if kinds == {"company"} else _is_subject
            likely = [named for named in places if stands(whole, named)]
        for kind, found in (("unit", certain), ("mentioned", likely)):
            for named in found[:MOST_PLACES]:
                yield Trace(named.start, named.end, kind, unit, own_place(whole, own))
            if found:
                break


def _unlisted(whole: Whole, own: tuple[str, ...], taken: set[tuple[int, int]]) -> Iterator[Trace]:
    """Names of companies that nobody listed, in the unit's own place: the first place of each."""
    seen: set[str] = set()
    for named in islice(_proper(whole.text), MOST_NAMES):
        if named.unit in seen or any(first <= named.start < last for first, last in taken):
            continue
        if any(is_kin(named.unit, mine) for mine in own) or not (_is_own_place(whole, named) or _is_described(whole, named)):
            continue
        places = [Named(at.start(), at.end(), named.unit) for at in re.finditer(re.escape(named.unit), whole.text)]
        if whole.parts[whole.paragraph_at(named.start)] != "title" and not any(_is_beside(whole, n) for n in places):
            seen.add(named.unit)
            yield Trace(named.start, named.end, "name", named.unit, own_place(whole, own))


def _proper(text: str) -> Iterator[Named]:
    """What may be a company's name before a verb: from the head of the clause on, or behind 为, 推动 and 我们 in it."""
    for match in ENDED.finditer(text):
        run = NAME.search(text, max(0, match.end() - NAME_CHARACTERS), match.end())
        if run is None:
            continue
        for start in (run.start(), *(cut.end() for cut in BEFORE_NAME.finditer(text, run.start(), match.start()))):
            if is_proper(name := text[start : match.end()]):
                yield Named(start, match.end(), name)
                break


BEFORE_NAME = re.compile("为|推动|助推|促进|助力|我们|我代表|现将|作为")


def _clause(whole: Whole, named: Named) -> tuple[str, str]:
    """The sentence before the name, and after it."""
    index = whole.paragraph_at(named.start)
    paragraph, base = whole.paragraphs[index], whole.starts[index]
    start, end = named.start - base, named.end - base
    before, after = paragraph[max(0, start - REACH) : start], paragraph[end : end + REACH]
    return re.split("[。！？；]", before)[-1], re.split("[。！？；：]", after)[0]


def _is_quoted(before: str) -> bool:
    return before.rfind("“") > before.rfind("”") or before.rfind("《") > before.rfind("》")


def _opens(before: str) -> bool:
    """Whether the subject of a sentence may stand behind `before`."""
    *clauses, last = re.split("[，,]", NUMBERED.sub("", before))
    return last.strip() in ("", "我们", "我") and all(ADVERBIAL.fullmatch(clause.strip()) for clause in clauses)


def _is_own_place(whole: Whole, named: Named) -> bool:
    """Whether a name stands where only the paper's unit can."""
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
    if SPEAKS.search(before) and (ITS_PEOPLE.match(after) or before.endswith(("我们", "我代表"))):
        return before.endswith(("我们", "我代表", "作为")) or not RELATED.search(after)
    if not _opens(before) or OWN.search(after) or RELATED.search(before + after):
        return False
    if PROFILE.match(after):
        return whole.paragraph_at(named.start) <= _first_of_body(whole)
    return any(pattern.match(after) for pattern in (STANCE, WILL, OF_IT, REACHED))


def _is_described(whole: Whole, named: Named) -> bool:
    """Whether a sentence says what a unit is and how many work there."""
    before, after = _clause(whole, named)
    prose = whole.parts[whole.paragraph_at(named.start)] in ("lead", "body", "closing")
    return (
        prose and _opens(before) and bool(PROFILE.match(after)) and not OWN.search(after) and not RELATED.search(before + after)
    )


def _first_of_body(whole: Whole) -> int:
    return next(iter(whole.of("lead", "body")), 0)


def _is_subject(whole: Whole, named: Named) -> bool:
    before, after = _clause(whole, named)
    if _is_quoted(before) or whole.parts[whole.paragraph_at(named.start)] not in ("lead", "body", "closing"):
        return False
    if _is_led_by(whole, named):
        return True
    acts = ACT.match(after) or PROFILE.match(after)
    return _opens(before) and bool(acts) and not OWN.search(after) and not RELATED.search(before + after)


def _stands_alone(whole: Whole, named: Named) -> bool:
    """Whether a unit acts, or has people or an aim of its own, in a sentence that knows nothing of the paper's unit."""
    before, after = _clause(whole, named)
    if _is_quoted(before) or whole.parts[whole.paragraph_at(named.start)] not in ("lead", "body", "closing", "heading"):
        return False
    if _is_led_by(whole, named):
        return True
    if (
        RELATED.search(before + after)
        or RELATED.match(after)
        or OWN.search(before + after)
        or THEY.search(after)
        or BESIDE.search(before)
    ):
        return False
    head = NUMBERED.sub("", re.split("[，,：]", before)[-1]).strip()
    acts = (head in ("", "我们", "我") or bool(ADVERBIAL.fullmatch(head))) and not re.match("[，。、；！]|$", after)
    return acts or bool(OWNED.match(after))


def _is_led_by(whole: Whole, named: Named) -> bool:
    """Whether the unit is under the lead of the one named."""
    before, after = _clause(whole, named)
    return bool(LED_BY.match(after)) and before.split("，")[-1].strip() == "在"


def _is_beside(whole: Whole, named: Named) -> bool:
    """Whether the text knows a unit as another one: a partner, a customer, an owner."""
    before, after = _clause(whole, named)
    if BESIDE.search(before) or RELATED.search(before + after) or re.match("[、和与及]", after):
        return True
    return bool(RENAMED.search(whole.text, max(0, named.start - REACH), named.end + REACH))
