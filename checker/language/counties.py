"""Counties, districts and cities that a paper names beside its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from checker.language import lazily
from checker.language.kin import TRADED, kernels
from checker.language.lexicon import common_words
from checker.language.names import PROVINCE, Named
from checker.language.segmenting import cut, is_name, is_word
from checker.language.selves import is_public, kind_of
from checker.language.whole import Trace, Whole

# Where the name of a place may end; 区 and 市 end many a word that names none.
END = lazily.pattern(
    r"[县旗区市](?<![全我本各该省某邻跨外两三几一二四五六七八九十多每此这那].)(?:(?<=县)(?![域级城长志道])|(?<=旗)(?<![锦红彩党国军队授团会战].)(?![帜下舰袍手号])"
    r"|(?<=区)(?<![聚园发社校矿景库林牧新厂片小地辖活城灾郊山生施作罐灌工采盐站港].)(?![域间别段块位])|(?<=市)(?<![超城上门股都集夜早].)(?![场政民值面容价域区]))"
)
PLACE = lazily.pattern(
    r"^(?:[\u4e00-\u9fff]{2,4}?[省市州盟])?([\u4e00-\u9fff]{2,6}?(?:自治县|自治旗|县|(?<![聚园发社校矿景库林牧新厂片小地])区|旗))"
)
# A town's name where a clause begins or behind a word that ends one, in the paper of a town; of a list it is a peer's.
TOWN = lazily.pattern(
    r"(?:(?<![\u4e00-\u9fff、])|(?<=[在为由把对从给向])|(?<=围绕|组织|推动|立足|结合|走进|扎根|依托))[\u4e00-\u9fff](?<![全我本各该省某邻跨外两三几一])[\u4e00-\u9fff]"
    r"(?<![域乡城小重古集市个家下回老])(?:镇(?![静定痛压长域党级])|街道(?!上|两|边|党)|乡(?![村镇亲下情土]))"
)
# An office or a body of a county: 县人社局, 县劳动监察中队.
OFFICE = lazily.pattern("(?:委(?![员托派])|政府|[\u4e00-\u9fff]{1,6}?(?:局|中心|法院|医院|学校|[大中]队|服务站))")
# A unit that bears its name: whether that is one's own is asked of units.
UNIT_OF_IT = lazily.pattern("[\u4e00-\u9fff]{2,8}?(?:公司|集团|[^工药]厂(?!家)|(?:园区|开发区|街道|镇)总?工会)")
ALL_OF_IT = lazily.pattern(
    "(?:社会各界|在[档册]|现有|直(?:各|机关)|各(?:企业|级|试点|基层)|广大|上下|产改|的部署|制造业|工业经济|产业工人|总工会坚持|总工会按|总工会紧)"
)
IN_IT = lazily.pattern("(?:正在|按照|立足|打造|紧扣|围绕|服务|助推|助力|建设(?:美丽|幸福|富强|平安)?)$")
FOR_IT = lazily.pattern("[^，。；]{0,8}?(?:振兴|高质量发展|[作做]出|贡献|增光|添彩)")
NEIGHBOUR = lazily.pattern(
    "[东南西北]边?[^，。；]{0,6}(?:邻|接|连|靠|隔|是|临)[^，。；]{0,4}$|邻[县市区旗]的?$|相邻的[^，。]{0,6}$|[外兄][县弟][县市区旗]?的?$"
)
# Titles that tell of a visit; what a title says of one's own county.
VISIT = lazily.pattern("[赴到去援]|考察|学习|调研|交流|对口|协作|两[县市区]|兄弟|邻")
OF_IT = lazily.pattern("(?:20[0-9]{2}年)?[^，。]{0,8}?(?:产改|产业工人|工会|总工会|改革|推进)")
TOWNS = "镇乡道"
SEVERAL = lazily.pattern("(?:等|[两三四五六几])(?:个)?[地县市区]")
# What a third character of a name may be.
LANDSCAPE = "河口江湖海山岭桥川水沟坡滩台"
OF_COUNTIES = lazily.pattern(
    r"各县|县（市|县（区|县[、]?区(?![域级内])|各区县|(?:[\u4e00-\u9fff]{2,3}[县区]\d+[\u4e00-\u9fff]{1,2}[、，]){2}"
)
# Of one sort: a city may well be over a county.
SORTS = {"县": "县", "区": "县", "旗": "县", "市": "市"}
OWN_TOWN = lazily.pattern(
    r"(?:^|[县市区旗])([\u4e00-\u9fff]{2,3}(?:镇|乡|街道))(?=总工会|工会|党委|人民政府|党工委|办事处|联合|$)"
)
# What no name of a place begins with or holds.
NO_PLACE = lazily.pattern(
    "^用|[开办建管用]好|[旅业态技商工农科教]兴$|[的靠借了请报归也又再先需去今前后年月天曾便则亦已将每须会找送帮跟扣抓等在由与和及同到为对从把是被让我各其这那的全省市县区外新老按当以向强红实员时业介经费返入旬授赴认盼着得选占属病染于]|承办|主办|举办|协办|输出|协助|移交|借用|[立活强富美进获给过]$|[拉带叫喊]上$|利用|使用|配合|会同|依靠|依托|大$|位中|地级|县级|隔壁"
)
BEHIND = frozenset("在由与和及同到为对从把是被让向给请离按受经据有将发报于送、")
# A name ends within so many characters of where its clause is looked at.
REACH = 8
# A place that is named more often is known to the paper.
FEW = 2
# What is left of a unit's name without its place is surely its own from so many characters on.
LEAST_NAME = 4
# A line of a unit's name alone is not longer than the name by so much.
LONGEST_PLACE = 16
# Whether it is told beside is seen in so many characters before it.
NEAR = 8
# A name is of two characters or three.
STEMS = (2, 3)


def own_county(own: tuple[str, ...], county: str | None) -> str | None:
    """The county of a paper's unit: the roster's, else the one that its name begins with; a zone may lie in several."""
    if county:
        return county if county[-1] in "县区旗市" else None
    mine = next((match[1] for name in own if (match := PLACE.match(name))), None)
    return None if any(kind_of(name) == "zone" and "行业" not in name for name in own) else mine


def own_town(own: tuple[str, ...]) -> str | None:
    """The town whose paper it is."""
    return next((match[1] for name in own if (match := OWN_TOWN.search(name))), None)


def others(
    whole: Whole,
    own: tuple[str, ...],
    mine: str,
    known: Sequence[Named],
    judged: Sequence[Named] = (),
    sure: bool = False,
) -> dict[str, list[Named]]:
    """The places named that are not the unit's own, by name: of its sort, and any that the roster knows.

    Left out are those in the names of units of the roster, which are `judged` as such. A city may have counties, but none
    where it is one itself, which is `sure` where the roster says so.
    """
    found: dict[str, list[Named]] = {}
    # A city with counties tells of them all.
    if mine[-1] == "市" and OF_COUNTIES.search(whole.text):
        return found
    listed = {named.county for named in known if named.county} | {m[1] for named in known if (m := PLACE.match(named.unit))}
    for named in sorted({*_listed(known), *_named(whole.text, mine, listed, sure)}):
        # A county lies in a city.
        above = named.unit[-1] == "市" and mine[-1] != "市"
        # An office of a city tells of its counties.
        above = above or (mine[-1] == "市" and named.unit[-1] != "市" and is_public(own))
        if above or _is_one_of(whole.text, named) or any(unit.start <= named.start < unit.end for unit in judged):
            continue
        if not _is_own(named, own, mine):
            places = found.setdefault(named.unit, [])
            if not places or places[-1].end <= named.start:
                places.append(named)
    return {
        place: at
        for place, at in found.items()
        if whole.text.count(place[:2]) <= (1 if mine[-1] in TOWNS else FEW)
        and not any(_heads(whole, named) for named in at)
        and not any(UNIT_OF_IT.match(whole.text, named.end) or _is_a_works(whole.text, named) for named in at)
        and not NEIGHBOUR.search(whole.text[max(0, at[0].start - NEAR) : at[0].start])
        and f"邻{place[-1]}{place[:2]}" not in whole.text
    }


def _is_own(named: Named, own: tuple[str, ...], mine: str) -> bool:
    """Whether a place is the unit's own county, or one that its name holds."""
    return named.unit[:2] in mine or mine[:2] in named.unit or any(named.unit[:2] in name for name in own)


def _is_one_of(text: str, named: Named) -> bool:
    """Whether a place is one of several: 在甲塘、乙屏、丙渡三个服务点, 甲湾市、乙岭县两地."""
    return bool(SEVERAL.match(text, named.end)) or (
        text[named.end - 1] not in SORTS and "、" in (text[named.start - 1 : named.start], text[named.end : named.end + 1])
    )


def _is_a_works(text: str, named: Named) -> bool:
    """Whether a place named without its kind is part of the name of works: 看柳台|电缆."""
    return text[named.end - 1] not in SORTS and TRADED.match(text, named.end) is not None


def speaks(whole: Whole, named: Named) -> bool:
    """Whether a county is told of as papers tell of the one that they are of: 正在甲县茁壮成长, 甲县在档困难职工."""
    given = whole.text[named.start - 1 : named.start] == "为" and FOR_IT.match(whole.text, named.end)
    return bool(
        given or ALL_OF_IT.match(whole.text, named.end) or IN_IT.search(whole.text, max(0, named.start - NEAR), named.start)
    )


def addressed(whole: Whole, own: tuple[str, ...], mine: str) -> Iterator[Trace]:
    """Kind ``county``: a paper of one county that is sent to the union or office of another."""
    for index in whole.of("addressee"):
        place = PLACE.match(whole.paragraphs[index])
        same = place and place[1][-1] in SORTS and SORTS[place[1][-1]] == SORTS.get(mine[-1])
        # A city's union may have the name of a place of the city.
        if (
            place
            and same
            and _may_be(place[1][:-1])
            and place[1][:2] not in mine
            and not any(place[1][:2] in name for name in own)
        ):
            yield Trace(whole.starts[index] + place.start(1), whole.starts[index] + place.end(1), "county", mine)


def moved(whole: Whole, own: tuple[str, ...], mine: str) -> Iterator[Trace]:
    """Kind ``county``: the unit's own name behind another county's (乙县鸿锦织造 in a paper of 甲县鸿锦织造)."""
    for name in own:
        place = PLACE.match(name)
        bare = (name[place.end() :] if place else name).removesuffix("工会")
        # Every county has a 供电有限公司.
        if len(bare) < LEAST_NAME or (kind_of(name) == "company" and not any(each in bare for each in kernels(name))):
            continue
        for at in re.finditer(re.escape(bare), whole.text):
            # A county beside may have an office or a union of the trade of the same name, but not over or under this paper.
            index = whole.paragraph_at(at.start())
            alone = len(whole.paragraphs[index]) < len(bare) + LONGEST_PLACE
            if kind_of(name) != "company" and not (alone or whole.parts[index] in ("title", "signature")):
                continue
            stem = _stem(whole.text, at.start() - 1, whole.text[at.start() - 1]) if END.match(whole.text, at.start() - 1) else ""
            if stem and stem not in name and stem not in mine and mine[:2] not in stem:
                yield Trace(at.start() - 1 - len(stem), at.start(), "county", mine)


def titled(whole: Whole, own: tuple[str, ...], mine: str) -> Iterator[Trace]:
    """Kind ``county``: a title that speaks of the reform or the union of another county, and not of the own one."""
    for index in whole.of("title"):
        line = whole.paragraphs[index]
        if mine[:2] in line or any(name[:2] in line for name in own) or VISIT.search(line):
            continue
        for named in _named(line, mine, set(), False):
            if not _is_own(named, own, mine) and OF_IT.match(line, named.end):
                start = whole.starts[index]
                yield Trace(start + named.start, start + named.end, "county", mine)


def _heads(whole: Whole, named: Named) -> bool:
    return whole.parts[whole.paragraph_at(named.start)] in ("title", "signature", "addressee", "furniture")


def _listed(known: Iterable[Named]) -> Iterator[Named]:
    return (Named(named.start, named.end, named.unit, named.unit, True) for named in known if named.unit == named.county)


def _named(text: str, mine: str, listed: set[str], sure: bool) -> Iterator[Named]:
    if mine[-1] in TOWNS:
        for match in filter(lambda match: _may_be(match.group()[:2]), TOWN.finditer(text)):
            yield Named(*match.span(), match.group(), match.group())
        return
    for match in END.finditer(text):
        if (stem := _stem(text, match.start(), match.group())) and (
            SORTS[match.group()] == SORTS[mine[-1]] or (sure and mine[-1] == "市") or stem + match.group() in listed
        ):
            name = stem + match.group()
            yield Named(match.start() - len(stem), match.end(), name, name, name in listed)


def _stem(text: str, end: int, kind: str) -> str:
    """The name before 县 or 市, empty where none is: a known place, or words that official prose does not hold."""
    left = re.split("[^\u4e00-\u9fff]", text[max(0, end - REACH) : end])[-1]
    for length in STEMS:
        if len(left) >= length and is_word(left[-length:] + kind) and _may_be(left[-length:]):
            return left[-length:]
    if not _may_be(left[-2:]):
        return ""
    if len(left) == STEMS[0] or left[-3] in BEHIND:
        return "" if _is_made_of_words(left[-2:]) else left[-2:]
    stem = ""
    for word in reversed(cut(left)):
        if len(stem) >= STEMS[0]:
            break
        stem = word + stem
    stem = stem if len(stem) in STEMS else left[-2:]
    return stem if _may_be(stem) and not _is_made_of_words(stem) else ""


def _is_made_of_words(stem: str) -> bool:
    """窒息区, 准备借县: what is no place stands before 区 and 县 too."""
    if len(stem) == STEMS[0]:
        return is_word(stem) and not (is_name(stem) or any(is_word(stem + each) for each in "县市区旗州"))
    return any(is_word(pair) and not (is_name(pair) and stem[-1] in LANDSCAPE) for pair in (stem[:2], stem[1:]))


def _may_be(stem: str) -> bool:
    return (
        len(stem) in STEMS
        and "的" not in stem
        and not NO_PLACE.search(stem)
        and not PROVINCE.match(stem)
        and stem not in common_words()
    )
