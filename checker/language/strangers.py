"""Other units of the own kind that a paper names, and a title and a signature that name two units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.language import kin, lazily
from checker.language.kin import core, is_kin, is_of_one_house
from checker.language.lexicon import common_words
from checker.language.names import Named, names, stems
from checker.language.segmenting import is_word
from checker.language.selves import BODY_INSIDE, Kind, kind_of, own_place, signing_lines, titled_units
from checker.language.whole import Trace, Whole

# Of one paper no more names than this are looked at, and of a name that nobody listed no more places than the second number.
MOST_NAMES, MOST_PLACES = 60, 12

SHORTEST_BRAND = 2
GOODS = lazily.pattern("烘烤|检修|维修|设备|仪器|工具|材料|用品|配件|制品")
CLAUSE = 24
# What nobody says of another: plans, pride, who sent the speaker.
OWN_AIMS = lazily.pattern(
    "(?:公司|集团|厂)?(?:党委|工会|行政)?(?:将(?:再接再厉|认真|深入|坚持|全面|大力|继续|进一步|持续|不断|始终|以)|打算|准备(?!好)|要(?:继续|进一步)|的明天|上下|产改(?:做法|工作)"
    "|的?(?:产业工人|职工|工人)队伍|还将|原先的?|坐落|位于|地处|始建于|[创组]建于|成立于|现有(?:在[册岗])?(?:职工|员工|从业)|主要(?:从事|生产|经营))"
)
OWN_SAYINGS = tuple(
    (lazily.pattern(first + "$"), lazily.pattern(then))
    for first, then in (
        ("(?:结合|立足|根据)", "(?:公司|集团|厂)?(?:的)?(?:实际|特点)"),
        ("(?:今天|如今|现在|明天)的", "[，,]|[正已将]"),
        ("(?:推动|促进|开创)", "(?:公司|集团|厂)?(?:的)?(?:各项工作|产改|改革发展|高质量发展|发展)"),
        ("(?:具有|独具|富有)", "(?:公司|集团|厂)?的?特色"),
        ("受", "(?:产业|实业|股份|有限)*(?:公司|集团|厂)?(?:党委|董事会|工会|行政)?(?:的)?委托"),
        ("在", "(?:公司|集团|厂)?(?:党委|党总支|党组|行政)[^，。]{0,8}?(?:坚强|正确|统一)?领导下"),
        ("(?:我代表|代表)", "(?:公司|集团|厂)?(?:党委|董事会|工会|全体|[^，。]{0,12}(?:作|述职|汇报|报告))"),
        ("(?:让|为|把)", "(?:公司|集团|厂)?(?:再|重新|早日)?[^，。]{0,4}(?:火起来|强起来|好起来|增光|争光)"),
    )
)
WITH = lazily.pattern("(?:^|[^普参共])[和与同跟](?!时|志|步)[^，。]{0,16}$")
TOGETHER = lazily.pattern("[^，。；]{0,12}?(?:开展|联合|联办|共|合作|联手|互|结对|签|商定|商[谈量]|约定|一起|合办|共建|换)")
TO = lazily.pattern("(?:到|赴|去|往|组织[^，。]{0,8})$")
LEARNING = lazily.pattern("[^，。；]{0,10}?(?:看|学习|考察|参观|观摩|取经|交流|调研|培训|跟班|对标)")
BY = lazily.pattern("(?:联合|会同|携手|联手|邀请?|请|聘请?|组织)$")
DOING = lazily.pattern("[^，。；]{0,16}?(?:开展|举办|组织|共[建享]|办|开|成立|选派|派|来|的|讲|授课|指导|参加)")
# Who comes to look, and one of several that are told of.
VISITING = lazily.pattern(
    "[^，。；]{0,10}?(?:带队|来[看访厂司矿我参学取了交考观调听上讲旁]|前来|一行)|等[一二三四五六七八九十两几\\d]+[家个]|、[^，。]{0,12}两[县市区]"
)
MEETING, THERE = lazily.pattern("[在到]$"), lazily.pattern("[^，。；]{0,14}?(?:会上|现场|参观|学习|交流|露了|表演)")
AT = lazily.pattern("(?:依托|位于|承建|承接|援建|进驻|驻)$")
KEPT = lazily.pattern("存档|展出|陈列|演出|刊登|播出")
FOR = lazily.pattern("(?:为|给|向|替|帮)$")
MADE = lazily.pattern(
    "[^，。；]{0,10}?(?:开发|设计|制作|生产|加工|配套|配送|定制|供[货应]|提供(?!了?[^，。；]{0,8}(?:支撑|保障|动力|力量))|修|安装|代)"
)
TOO = lazily.pattern("(?:还|也)(?:请|专门|特意|主动|无偿|免费|派)|(?:听说|看到)后|(?:工会)?把自家")
FOR_US = lazily.pattern(
    "[^，。；]{0,10}?(?:给|为|向|请|找|帮|教|替|对|和|与)(?:我们|咱们?|我[公厂司])|作为(?:供应|客户|用户|合作)|[^。；]{0,24}?值得学|(?:[来向]?订|采购|下单|供[料货])"
)
# 到甲县人民医院4人; 甲县人民医院的护理部主任1人.
SOME_OF = lazily.pattern("(?:人民|中心|中)?(?:医院|学校)(?:的[^，。；\\d]{1,8})?\\d+[人名位][，。；]")
HOSTING = lazily.pattern("(?:接待|欢迎|迎来)[了好]?$")
FROM, LENT = lazily.pattern("(?:向|从|跟|找|问)$"), lazily.pattern("[^，。；]{0,4}?(?:借|要|买|租|学|请|调|订|拿|转让|出售|供)")
MODEL, ANYTHING = lazily.pattern("(?:借鉴|学习|参照|参考|对标|比照|对照|推广)了?$"), lazily.pattern("")
SITE = lazily.pattern("[^，。；]{0,12}?(?:项目|工地|电站|标段|风电场|施工|分厂|矿区)")
PARTNER_SAYINGS = (
    (WITH, TOGETHER),
    (AT, SITE),
    (TO, LEARNING),
    (BY, DOING),
    (FOR, MADE),
    (MODEL, ANYTHING),
    (ANYTHING, TOO),
    (FROM, LENT),
    (MEETING, THERE),
    (HOSTING, ANYTHING),
    (ANYTHING, FOR_US),
    (ANYTHING, SOME_OF),
)
OUR_PLACE = lazily.pattern(r"(?:^|[^\u4e00-\u9fff]|[在由与和及同到为对从向经被受])[县市区旗镇]$")


def others(whole: Whole, own: tuple[str, ...], known: Iterable[Named]) -> dict[str, list[Named]]:
    """The places that name units of the own kind, by unit: those of the roster, and those known by their shape alone.

    Left out are the unit's own house, what stands over or under it, and who is named in the title or the signature too.
    """
    # A name that says nothing of its kind is a company's: 中铁山桥, 济河制梁场.
    kinds: set[Kind] = {kind_of(name) or "company" for name in own}
    found: dict[str, list[Named]] = {}
    taken: list[Named] = []
    for named in known:
        # 区城市管理局 is the own district's.
        is_ours = OUR_PLACE.search(whole.text, max(0, named.start - 2), named.start)
        if (
            named.unit != named.county
            and not is_ours
            and not _is_plain(whole.text[named.start : named.end])
            and not any(is_of_one_house(named.unit, name) for name in own)
        ):
            taken.append(named)
            if (kind_of(named.unit) or "company") in kinds and not _is_above_or_below(named.unit, own):
                found.setdefault(named.unit, []).append(named._replace(listed=True))
    if len(kinds) == 1:
        found |= _unlisted(whole, own, kinds.pop(), taken)
    return {unit: places for unit, places in found.items() if not any(_heads(whole, place) for place in places)}


def speaks(whole: Whole, named: Named) -> bool:
    """Whether a unit is told of as papers tell of the one that they are of: 将再接再厉, 打算, 受…委托, 结合…实际."""
    before, after = _around(whole, named)
    return bool(OWN_AIMS.match(after) or _says(OWN_SAYINGS, before, after))


def is_partner(whole: Whole, named: Named) -> bool:
    """Whether its clause says that something is done with it, or where something of the unit's lies: 依托甲县风电项目."""
    before, after = _around(whole, named)
    clause = re.split("[，。；：\n]", before)[-1]
    return bool(KEPT.match(after) or VISITING.match(after) or _says(PARTNER_SAYINGS, clause, after))


def _around(whole: Whole, named: Named) -> tuple[str, str]:
    return whole.text[max(0, named.start - CLAUSE) : named.start], whole.text[named.end : named.end + CLAUSE]


def _says(sayings: Iterable[tuple[re.Pattern[str], re.Pattern[str]]], before: str, after: str) -> bool:
    return any(first.search(before) and then.match(after) for first, then in sayings)


def opening(whole: Whole, own: tuple[str, ...], known: Iterable[Named]) -> Iterator[Trace]:
    """Kind ``title_unit``: a line over or under the paper that begins with another unit of the roster, of the own kind."""
    signed = "".join(whole.paragraphs[index] for index in whole.of("signature"))
    mine = any(each in signed for name in own for each in kin.kernels(name))
    for named in known:
        index = whole.paragraph_at(named.start)
        before = whole.text[whole.starts[index] : named.start]
        heads = whole.parts[index] in ("title", "furniture") or (whole.parts[index] == "signature" and not mine)
        if not heads or before.removeprefix("关于").strip(" —-―－（(") or kind_of(named.unit) != kind_of(own[0]):
            continue
        written = whole.paragraphs[index]
        if not any(is_of_one_house(named.unit, name) or any(each in written for each in kin.kernels(name)) for name in own):
            yield Trace(named.start, named.end, "title_unit", named.unit, own_place(whole, own))


def _heads(whole: Whole, named: Named) -> bool:
    return whole.parts[whole.paragraph_at(named.start)] in ("title", "signature")


def _unlisted(whole: Whole, own: tuple[str, ...], kind: Kind, taken: list[Named]) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {}
    for named in names(whole.text, kind == "company"):
        name = named.unit
        if (kind_of(name) or "company") != kind or any(is_alike(name, mine, kind) for mine in own):
            continue
        if any(named.start < other.end and other.start < named.end for other in taken) or _is_above_or_below(name, own):
            continue
        stem = stems(name)[0]
        if stem not in found and len(found) < MOST_NAMES:
            ends = [at.start() for at in re.finditer(re.escape(stem), whole.text)][:MOST_PLACES]
            found[stem] = [named if named.start <= at < named.end else Named(at, _end(whole.text, at, name), name) for at in ends]
    return found


def _end(text: str, start: int, name: str) -> int:
    """Where a name ends that is written in full or shortened: past what is drawn in order from it."""
    rest, end = iter(name), start
    while end < start + len(name) and text[end : end + 1] in rest:
        end += 1
    return max(end, start + 2)


def _is_above_or_below(unit: str, own: tuple[str, ...]) -> bool:
    """Whether a city stands over the own county, or the own city over a county."""
    level, mine = (re.match(r"[\u4e00-\u9fff]{2,7}?(市|县|区|旗)(?!域|[政场])", name) for name in (unit, own[0]))
    return bool(level and mine and kind_of(unit) == "county" and (level[1] == "市") != (mine[1] == "市"))


def is_alike(name: str, mine: str, kind: Kind) -> bool:
    """Whether a name may well be the unit's own in another form."""
    rest = iter(mine)
    if stems(name)[0] in mine or stems(mine)[0] in name:
        return True
    return kind == "company" and all(c in rest for c in re.sub("公司|集团|厂|矿", "", name))


def titled(whole: Whole, own: tuple[str, ...]) -> Iterator[Trace]:
    """Kind ``title_unit``: a unit in the title or the signature, and another one of its kind on the list or in the signature."""
    for name in dict.fromkeys([*titled_units(whole), *_heading_the_title(whole)]):
        start = whole.text.index(name)
        # 甲集团二分厂 in the title, and 二分厂工会 signs.
        title = whole.paragraphs[whole.paragraph_at(start)]
        if _disagree(name, own) and not any(BODY_INSIDE.sub("", mine) in title for mine in own):
            yield Trace(start, start + len(name), "title_unit", name, own_place(whole, own))
    # A shop signs for its works.
    signing = [(name, index) for name, index in signing_lines(whole) if not name.endswith(("车间", "工区", "班组", "科", "室"))]
    # Whose paper it is by the list stands first.
    if signing and all(name != own[0] and _disagree(name, own[:1]) for name, _ in signing):
        name, index = signing[0]
        line, start = whole.paragraphs[index], whole.starts[index]
        at, length = (line.find(name), len(name)) if name in line else (0, len(line))
        yield Trace(start + at, start + at + length, "title_unit", name, own_place(whole, own[:1]))


def _heading_the_title(whole: Whole) -> Iterator[str]:
    """Names of works, known by their shape, that lines of the title begin with: ——漳北排水公司养护工岗位改革的几项规定."""
    for index in whole.of("title"):
        line = whole.paragraphs[index]
        first = len(line) - len(line.lstrip(" —-―－（("))
        yield from (named.unit for named in names(line, works=True) if named.start == first)


def _disagree(name: str, own: tuple[str, ...]) -> bool:
    """Whether a name is of the same kind as all of the own ones, and none of theirs."""
    if {kind_of(mine) for mine in own} != {kind_of(name)} or kin.COMMON.search(core(name)):
        return False
    return not _is_nobodys(name) and not any(is_kin(name, mine) or is_of_one_house(name, mine) for mine in own)


def _is_plain(written: str) -> bool:
    """Whether a short name is what anyone may say: 残疾 of a 残疾人联合会, 烘烤设备."""
    return len(_brand(written)) < SHORTEST_BRAND or written in common_words()


def _is_nobodys(name: str) -> bool:
    """Whether a name only says what the works make: 洗煤厂, 铜冶炼公司, 工业园区铝业公司."""
    own = _brand(name)
    return len(own) < SHORTEST_BRAND or is_word(name) or own in common_words()


def _brand(name: str) -> str:
    return kin.TRADES.sub("", GOODS.sub("", name))
