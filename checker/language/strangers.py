"""Names of others where only the paper's own unit can stand: 乙公司党委高度重视 in the paper of 甲公司, another county's 正确领导.

Partners, customers, owners and visitors are named in good papers, so a name says nothing by itself: it must stand where the
unit speaks of itself, at the head of a sentence with the verbs of a report, or as what one works for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.language.anatomy import Part
from checker.language.selves import Kind, kind_of
from checker.language.whole import Trace, Whole


class Named(NamedTuple):
    """A place of the whole text that names a unit; `county` is the unit's, where known."""

    start: int
    end: int
    unit: str
    county: str | None = None


# What may stand before the subject of a report's sentence.
ADVERBIAL = re.compile(
    r"(?:近年来?|近期|今年来?|一年来|几年来|多年来|长期以来|[今去]年(?:以来)?|20\d\d年(?:以来|来)?|下一步|下步|今后|新的一年|同时|为此|在[^，。]{2,28}[下中后上里]|自[^，。]{2,20}(?:来|后)|[^，。]{2,20}(?:以来|之后|期间)|为[^，。]{2,24}|按照[^，。]{2,24}|根据[^，。]{2,24}|围绕[^，。]{2,24}|面对[^，。]{2,24}|针对[^，。]{2,24})"
)
INNER = r"(?:公司)?(?:党政工团|党政领导|党政|党委|党总支|党支部|党组|工会|行政|领导班子|主要领导|领导|全体干部职工|全体职工|广大职工|广大干部职工|上下)?(?:和工会|、工会|书记、董事长)?"
STANCE = re.compile(
    INNER + r"(?:始终|一直|一贯|历来|都)?(?:"
    r"(?:高度|十分|非常|极为)重视|(?:认真|坚决|深入|全面|积极)?(?:学习贯彻|贯彻落实|贯彻|学习宣传贯彻)|坚持(?:以|把|党|将|从|工学|问题|目标|职工)|坚定不移|紧紧(?:围绕|抓住|扭住)|紧扣|牢固树立|牢牢把握|积极响应|提高(?:政治)?站位|切实(?:加强|把|提高)|"
    r"(?:专门)?成立(?:了)?(?:以|由|产改|产业工人|改革|工作专班|领导小组|推进)|[把将](?:产改|产业工人|改革|这项工作|技能)|聚焦|立足(?:实际|岗位|自身)|多措并举|扎实推进|大力推进|深入推进|全面推进|统一思想)"
)
PROFILE = re.compile(
    INNER + r"(?:是(?:一家|一个|全[国省市县区]|国家|省|市|我[省市县区])|(?:创建|始建|成立|组建|创办|建立)于|位于|坐落|座落|地处|现有(?:在册|在岗)?(?:职工|员工|一线|产业工人|工会会员|会员)|共有(?:职工|员工|一线)|前身[是为]|主要(?:生产|从事|经营)|下设|拥有(?:职工|员工))"
)
WILL = re.compile(
    INNER + r"(?:将|要)(?:继续|进一步|以(?!来)|深入|认真|紧紧|持续|着力|坚持|重点|全面|大力|加大|加快|围绕|切实|不断|紧扣|按照|一如既往|再接再厉|牢记|始终)"
)
ACT = re.compile(
    INNER + r"(?:先后|也|还|又|已|率先|共|每年|每季度|专门|全年|定期|通过)?(?:制定|出台|印发|召开|修订|建立|健全|完善|推行|实行|开展|组织|举办|投入|设立|开设|取消|打通|打造|拿出|评选|评聘|聘任|发放|兑现|规定|明确|搭建|构建|创新|探索|实施|选树|培养|培训|深化|强化|加强|优化|[把将从])"
)
DEVELOPS = re.compile(
    r"(?:的)?(?:高质量|转型|改革|跨越式?|持续|健康|安全|新一轮|事业|产改|生产|科学|绿色|创新|快速|可持续|、|和|稳定){0,4}(?:发展|升级|腾飞|振兴|贡献|新篇章|新局面|明天)"
)
FOR_IT = re.compile(r"(?:为|推动|助推|促进|助力|实现|推进|开创|谱写|书写|支撑)(?:了)?$")
OF_IT = re.compile(
    r"(?:的)?(?:产改|产业工人队伍建设改革|产业工人队伍建设|职工队伍建设)(?:工作)?(?:取得|迈上|开创|再上|呈现|走出|受到|有了|实现)"
)
SPEAKS = re.compile(r"(?:我们|我代表|作为|全体|广大)$")
ITS_PEOPLE = re.compile(r"(?:的)?(?:一员|一名|职工|工人|干部职工|产业工人|全体|人(?=[，、将用在的]))")
ANNOUNCED = re.compile(r"(?:现|特|下面)(?:把|将|就)?[^。，：\n]{0,4}$")
AS_FOLLOWS = re.compile(r"[^。\n]{0,50}(?:如下|汇报|总结|报告|介绍)")
# Whoever stands beside the unit is no leftover.
BESIDE = re.compile(
    r"(?:与|和|同|跟|及|向|到|赴|由|被|给|从|对|联合|结对|邀请|委托|组织|学习|走进|走访|来自|帮助|支持|指导|服务|供应|对标|借鉴|推广|介绍|表彰|支援|驻|在|比|据|经|请|让|使|、|以及|所属|下属|旗下|兄弟(?:单位|企业)?|客户|同行|友邻|合作(?:单位|企业|伙伴)|上游|下游|链上(?:企业)?|配套(?:企业)?|试点(?:企业|单位)?|股东|业主|甲方|总包(?:单位)?|如|例如|比如)$"
)
RELATED = re.compile(
    r"[与和同跟向到给对](?:我们|我[公厂矿集]|本公司|公司)|(?:我们|我[公厂矿]司?|本公司|公司)[^，。]{0,6}[与和同跟向]|来(?:我|公司|厂)|(?:前来|到|赴|来)[^，。]{0,8}(?:参观|学习|考察|取经|交流|观摩|调研|洽谈)|联合|结对|合作|协作|共建|共享|互认|互派|供应商|供货|客户|订单|配套|上游|下游|产业链|供应链|链主|兄弟(?:单位|企业)|同行|联盟|委托|中标|采购|外包|分包|总包|业主|控股|参股|子公司|全资|隶属|所属|下属|旗下|原名|前身|更名|改制|合并|收购|兼并|跳槽|成员单位|等[\d一二三四五六七八九十两多]+家|等企业|等单位|一致认为|评价|反馈|来信|感谢信|锦旗|派(?:来|出|人)|照(?:着|搬)|学(?:来|着)|取(?:来|了)经|经验"
)
OWN = re.compile(r"我们|我公司|我厂|我矿|我司|本公司|咱们?厂?")
COOPERATES = re.compile(r"提供(?!了?[^，。]{0,8}(?:人才|保障|支撑|动力))|配套|供货|供应|服务|生产的")
# A name's own part: without its place, its legal form and the words of its trade.
STRIPPED = re.compile(
    r"^(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|中国)?省?(?:[\u4e00-\u9fff]{2,6}?(?:自治[州县旗]|[市县区旗州]))?"
)
FORMS = re.compile(
    r"有限责任公司|股份有限公司|有限公司|总公司|分公司|子公司|集团公司|公司|集团|控股|股份|总厂|分厂|工厂|工会委员会|总工会|工会|党委|委员会|实业|工贸|贸易|科技|技术|制造|工业|产业|生产|发展|投资|建设|工程|新材料|材料|机械|设备|装备|电子|电气|电器|电机|汽车|零部件|部件|化工|化肥|化纤|钢铁|钢管|钢构|铸造|铸业|重工|轴承|纺织|服饰|服装|印染|食品|粮油|面粉|面业|淀粉|乳业|酒业|啤酒|糖业|水泥|玻璃|玻纤|陶瓷|建材|家具|木业|纸业|包装|印刷|塑料|塑胶|橡胶|轮胎|能源|新能源|电力|供电|发电|热电|热力|燃气|水务|供水|公交|公共交通|物流|港务|港口|船舶|造船|矿业|煤业|煤矿|铝业|铜业|冶炼|焦化|光伏|光电|风电|电缆|线缆|阀门|泵业|仪表|工具|模具|五金|药业|制药|医药|建筑|安装|市政|环卫|客运|货运|[厂矿段局]"
)
ENDED = re.compile(
    r"(?:公司|厂|煤矿)(?=党|工会|行政|领导|全体|广大|上下|始终|一直|一贯|历来|高度|十分|认真|坚|深入|全面|积极|紧|牢|提高|切实|成立|[把将是要]|聚焦|立足|多措|扎实|大力|统一|创建|始建|组建|位于|坐落|座落|地处|现有|共有|前身|主要|下设|拥有|的|高质量|转型)"
)
NAME = re.compile(r"[\u4e00-\u9fffA-Za-z（）()]{2,}$")
# A name is no longer.
NAME_CHARACTERS = 24
TITLED = re.compile(
    r"[\s—\-―]*(?P<name>[\u4e00-\u9fff（）]{2,22}?(?:有限责任公司|股份有限公司|有限公司|集团|公司|总厂|厂|煤矿))(?:(?:关于)?(?:20\d\d年)?[^，。]{0,16}(?:总结|材料|汇报|报告|经验|做法|纪实))"
)
COMMON = re.compile(
    r"^(?:各|全|本|我|该|某|这|那|两|三|几|一|二|四|五|六|子|分|总|母|外|新|老|其|试点|成员|上级|下属|兄弟|集团|公司|省|市|县|区|国有|民营|链|龙头|骨干|中小|大型|多|部分|个别|广大|作为|关于|对|根据|按|由|在|和|与|为|从|通过|有|让|使|把|将|推动|促进|助|当|小|大)"
    r"|年|以来|期间|季度|月份|之后|以后|同时|此外|另外|目前|当前|如今|现在|今后|近期|近来|后来|往后|当时|从此|一直|随后|接着|因此|面对|针对|结合|围绕|经过|由于|虽然|但是|而且|并且|其中|其次|首先|最后|特别|至今|产改|改革|改制|重组|工人|职工|的|了|是|到|向|等|们|个|名|座|里"
)
COUNTY = re.compile(
    r"(?:在|是|、|和)(?P<county>(?:(?![委和及与工总政府各全本我该省级在])[\u4e00-\u9fff]){2,5}?(?:自治县|自治旗|县|(?<![园发社校矿景库林牧新厂片小地])区|旗))(?:委|县委|区委|旗委|政府|人民政府|党委|总工会|工会|产改办|人社局|协调小组|、)[^。，；]{0,24}?(?:领导|指导|部署|带领|统筹)(?:下|和|，)"
)
FOR_COUNTY = re.compile(
    r"为(?:推动|促进|加快)?(?P<county>(?:(?![委和及与工总政府各全本我该省级在])[\u4e00-\u9fff]){2,5}?(?:自治县|自治旗|县|(?<![园发社校矿景库林牧新厂片小地])区|旗))(?:的)?(?:经济社会|经济|社会|工业|高质量|产业|工业经济|县域|区域){0,3}(?:高质量)?(?:发展|建设|振兴)[^。；]{0,16}(?:贡献|力量)"
)
PLACE = re.compile(r"^(?:[\u4e00-\u9fff]{2,4}?[省市州盟])?([\u4e00-\u9fff]{2,6}?(?:自治县|自治旗|县|(?<![园发社校矿景库林牧新厂片小地])区|旗))")


def strangers(whole: Whole, own: tuple[str, ...], known: Iterable[Named]) -> Iterator[Trace]:
    """Kinds ``unit`` (on the roster and in the unit's own place), ``mentioned`` (in a place that is likely its own) and ``name``.

    `own` are the unit's names, `known` the places that name units of the roster. `detail` is the stranger's name.
    """
    kinds = {kind for name in own if (kind := kind_of(name))}
    if not own or not kinds:
        return
    others = [named for named in known if not any(_is_kin(named.unit, name) for name in own)]
    if not kinds & {"bureau", "zone"}:
        yield from _on_roster(whole, own, kinds, others)
    if kinds == {"company"}:
        taken = {(named.start, named.end) for named in others}
        yield from _unlisted(whole, own, taken)


def titled(whole: Whole, own: tuple[str, ...], unit: str | None) -> Iterator[Trace]:
    """Kind ``title_unit``: a company in the title, and another one in the signature, where no roster knows better."""
    signed = [name for name in own if name != unit and kind_of(name) == "company"]
    if unit or not signed or len(signed) < len(own):
        return
    for index in whole.of("title"):
        match = TITLED.match(whole.paragraphs[index])
        if match and not any(_is_kin(match["name"], name) for name in signed) and not COMMON.search(_core(match["name"])):
            start = whole.starts[index] + match.start("name")
            yield Trace(start, start + len(match["name"]), "title_unit", match["name"], _own_name(whole, own))


def _on_roster(whole: Whole, own: tuple[str, ...], kinds: set[Kind], others: list[Named]) -> Iterator[Trace]:
    by_unit: dict[str, list[Named]] = {}
    for named in others:
        # A name that says nothing of its kind is a company's: 中铁山桥.
        if (kind_of(named.unit) or "company") in kinds:
            by_unit.setdefault(named.unit, []).append(named)
    for unit, places in by_unit.items():
        if any(whole.parts[whole.paragraph_at(named.start)] == "signature" for named in places):
            continue
        certain = [named for named in places if _is_own_place(whole, named)]
        likely = [] if any(_is_beside(whole, named) for named in places) else [n for n in places if _is_subject(whole, n)]
        for kind, found in (("unit", certain), ("mentioned", likely)):
            if found:
                yield Trace(found[0].start, found[0].end, kind, unit, _own_name(whole, own))
                break


def _unlisted(whole: Whole, own: tuple[str, ...], taken: set[tuple[int, int]]) -> Iterator[Trace]:
    """Names of companies that nobody listed, in the unit's own place: the first place of each."""
    seen: set[str] = set()
    for named in _proper(whole.text):
        if named.unit in seen or any(first <= named.start < last for first, last in taken):
            continue
        if any(_is_kin(named.unit, mine) for mine in own) or not _is_own_place(whole, named):
            continue
        places = [Named(at.start(), at.end(), named.unit) for at in re.finditer(re.escape(named.unit), whole.text)]
        if whole.parts[whole.paragraph_at(named.start)] != "title" and not any(_is_beside(whole, n) for n in places):
            seen.add(named.unit)
            yield Trace(named.start, named.end, "name", named.unit, _own_name(whole, own))


def _proper(text: str) -> Iterator[Named]:
    """What may be a company's name before a verb: from the head of the clause on, or behind 为, 推动 and 我们 in it."""
    for match in ENDED.finditer(text):
        run = NAME.search(text, max(0, match.end() - NAME_CHARACTERS), match.end())
        if run is None:
            continue
        for start in (run.start(), *(cut.end() for cut in BEFORE_NAME.finditer(text, run.start(), match.start()))):
            if _is_proper(name := text[start : match.end()]):
                yield Named(start, match.end(), name)
                break


BEFORE_NAME = re.compile("为|推动|助推|促进|助力|我们|我代表|现将|作为")


def _is_proper(name: str) -> bool:
    core = _core(name)
    return len(core) >= 2 and not COMMON.search(core) and not COMMON.search(name)


def _core(name: str) -> str:
    bare = re.sub(r"[（(][^（）()]*[）)]", "", name)
    core = FORMS.sub("", STRIPPED.sub("", bare, count=1))
    return core if len(core) >= 2 else FORMS.sub("", bare) or bare


def _is_kin(name: str, own: str) -> bool:
    """Whether two names share their own part, or one is short for the other: sisters and parents are no strangers."""
    core, mine = _core(name), _core(own)
    if any(core[i : i + 2] in own for i in range(len(core) - 1)) or any(mine[i : i + 2] in name for i in range(len(mine) - 1)):
        return True
    rest = iter(own)
    bare = re.sub("公司|集团|厂|矿", "", name)
    return len(bare) >= 2 and all(character in rest for character in bare)


def _clause(whole: Whole, named: Named) -> tuple[str, str]:
    """The sentence before the name, and after it."""
    index = whole.paragraph_at(named.start)
    paragraph, base = whole.paragraphs[index], whole.starts[index]
    before, after = paragraph[: named.start - base], paragraph[named.end - base :]
    return re.split("[。！？；]", before)[-1], re.split("[。！？；]", after)[0]


def _is_quoted(before: str) -> bool:
    return before.rfind("“") > before.rfind("”") or before.rfind("《") > before.rfind("》")


def _opens(before: str) -> bool:
    """Whether the subject of a sentence may stand behind `before`."""
    bare = re.sub(r"^\s*[（(]?[一二三四五六七八九十\d]{1,3}(?:[、.．）)]|是)\s*", "", before)
    *clauses, last = re.split("[，,]", bare)
    return last.strip() in ("", "我们", "我") and all(ADVERBIAL.fullmatch(clause.strip()) for clause in clauses)


def _is_own_place(whole: Whole, named: Named) -> bool:
    """Whether a name stands where only the paper's unit can."""
    before, after = _clause(whole, named)
    if _is_quoted(before):
        return False
    part = whole.parts[whole.paragraph_at(named.start)]
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
        return part == "lead" or whole.paragraph_at(named.start) <= _first_of_body(whole)
    return bool(STANCE.match(after) or WILL.match(after) or OF_IT.match(after))


def _first_of_body(whole: Whole) -> int:
    return next(iter(whole.of("lead", "body")), 0)


def _is_subject(whole: Whole, named: Named) -> bool:
    before, after = _clause(whole, named)
    if _is_quoted(before) or whole.parts[whole.paragraph_at(named.start)] not in ("lead", "body", "closing"):
        return False
    return _opens(before) and bool(ACT.match(after)) and not OWN.search(after) and not RELATED.search(before + after)


def _is_beside(whole: Whole, named: Named) -> bool:
    """Whether the text knows a unit as another one: a partner, a customer, an owner."""
    before, after = _clause(whole, named)
    return bool(BESIDE.search(before) or RELATED.search(after[:30]) or re.match("[、和与及]", after))


def _own_name(whole: Whole, own: tuple[str, ...]) -> tuple[int, int] | None:
    """Where the paper names its own unit: its signature, else its title, else its lead."""
    parts: tuple[Part, ...] = ("signature", "title", "lead")
    for part in parts:
        for index in reversed(whole.of(part)):
            for name in own:
                at = whole.paragraphs[index].find(name)
                if at >= 0:
                    return whole.starts[index] + at, whole.starts[index] + at + len(name)
    return None


def counties(whole: Whole, own: tuple[str, ...], county: str | None, known: Iterable[Named]) -> Iterator[Trace]:
    """Kinds ``county`` and ``roster_county``: another county's lead, or service to another county. `detail` is the own one."""
    mine = county or next((match[1] for name in own if (match := PLACE.match(name))), None)
    if mine is None or not re.search("[县区旗]$", mine) or {kind_of(name) for name in own} & {"zone"}:
        return
    listed = {named.county for named in known if named.county} | {
        match[1] for named in known if (match := PLACE.match(named.unit))
    }
    for pattern in (COUNTY, FOR_COUNTY):
        for match in pattern.finditer(whole.text):
            other = match["county"]
            if other[:2] in mine or mine[:2] in other:
                continue
            kind = "roster_county" if county and other in listed else "county"
            yield Trace(*match.span("county"), kind, mine, _own_name(whole, own))
