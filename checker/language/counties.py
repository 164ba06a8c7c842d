"""Another county where only the unit's own can stand: who leads it, what it serves, whose figures are told.

The own county must be known. A good paper tells of other places too - where people come from, where goods and visitors go - so a
place must be in a frame of home (led by it, praised by it, working for it, counted in it), and nothing may show that the paper
knows it for another place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.language.segmenting import is_word
from checker.language.selves import kind_of, own_place
from checker.language.strangers import Named
from checker.language.whole import Trace, Whole

# 区 and 市 end many a word that names no place.
PLACE_NAME = (
    r"(?P<county>(?:(?![了委和及与工总政府各全本我该省级在照据应实彻到以由从对把是为受被按经于])[\u4e00-\u9fff]){2,4}?"
    r"(?:自治县|自治旗|县|(?<![园发社校矿景库林牧新厂片小地辖活城灾])区(?![域间别])|旗(?![帜下舰])|(?<![超城上门股都])市(?![场政民值面容])))"
)
BODIES = r"(?:委(?![员托派])|县委|区委|旗委|政府|人民政府|党委|总工会|工会|产改办|人社局|工信局|协调小组)"
# What the place is to the unit, told by the word before it or by what it counts and plans.
LEADS = re.compile(
    rf"(?:在|是|、|和|由|感谢|受|受到|了|到|得|紧扣|被|经|获|得到|按照|根据|遵照|落实|贯彻|响应|围绕|紧跟|(?<=[\n。！？；，,])|^){PLACE_NAME}(?={BODIES}(?!来|也))"
)
SERVES = re.compile(
    rf"(?:为|推动|促进|助推|助力|加快|贡献|服务|建设|振兴|谱写|打造|擦亮)(?:推动|促进|加快|助力|了)?{PLACE_NAME}"
    r"(?=[^。；，]{0,14}(?:发展|建设|振兴|贡献|力量|样板|答卷|篇章|名片|品牌|转型))"
)
COUNTS = re.compile(
    rf"(?:(?<=[\n。！？；，,：])|^)(?:目前|截至目前|今年以来[，,])?{PLACE_NAME}"
    r"(?=在[册档岗]|共?有|现有|\d|“十|把|将|已|产改|产业工人|的?(?:经济|工业|各级|各?企业(?!家)|产业|职工|规模以上|规上)|全[面县区])"
)
OF_IT = re.compile(
    rf"(?:是|作为|位于|地处|坐落于?|扎根|立足|列为|入选){PLACE_NAME}(?=的?(?:纳税|最|第一|唯一|龙头|骨干|支柱|重点|首|老|规模|境内|工业|，|。))"
)
ITS_AIM = re.compile(rf"(?:紧扣|围绕|聚焦|融入|对接|服务|落实|响应){PLACE_NAME}(?=的?(?:“|战略|发展|部署|规划|目标|产业))")
FRAMES = (LEADS, SERVES, COUNTS, OF_IT, ITS_AIM)
# Named without its kind: 把淮川打造成花炮强县.
BARE = re.compile(
    r"(?:把|将|为|推动|助力|建设|打造|谱写|书写|奏响|贡献)(?P<county>(?!全[县市区]|家乡|我|本|公司|企业|产业|工业|工人|职工|集团|园区)[\u4e00-\u9fff]{2})"
    r"(?=(?:打造成|建设成|建成|打造为|建设为)[^，。；]{0,12}(?:县|市|区|名城|之乡|高地|基地)|产改(?:样板|品牌|名片)|(?:经济|工业|工运|产改|社会|县域)[^，。；“]{0,8}(?:发展|篇章|振兴|贡献|力量)|力量[，。！]|答卷)"
)
PLACE = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,4}?[省市州盟])?([\u4e00-\u9fff]{2,6}?(?:自治县|自治旗|县|(?<![园发社校矿景库林牧新厂片小地])区|旗))"
)
# Where the roster knows a place by its bare name.
AT_HOME = re.compile(
    r"(?:是|为|推动|作为|位于|地处|坐落[于在]?|座落[于在]?|扎根|立足|落户|我们|全体|广大|建设|振兴|谱写|书写|贡献|展现|擦亮|打造)(?:了|于|在)?$"
)
OF_HOME = re.compile(
    r"(?:的)?(?:[一二三四五六七八九十百\d]+[多余]?年|老厂|老企业|龙头|支柱|骨干|第一|唯一|最大|重点|一[家个张]|境内|经济|工业|产业|高质量|发展|人民|力量|答卷|担当|样板|名片|篇章|新篇章|，|。|$)"
)
OF_ITS_PEOPLE = re.compile(r"(?:的)?(?:力量|答卷|样板|名片|篇章|新篇章|产改(?:工作)?新篇章|担当)")
HONOURED = re.compile(r"(?:列为|列入|确定为|荣获|获评|评为|入选|授予)$")
# What shows that the paper knows the other place for another one.
RELATED = re.compile(
    r"[两二三]地|试点经验|[两二三]县|跨[县市区]|互认|来自|老家|户籍|务工|客户|考察|学习|参观|交流|合作|协作|对口|支援|迁|搬|二厂|分厂|分公司|原[来属县]|曾|借[调用]|招[工聘]|嫁|调[来到]|籍|出口|销[往到售]|卖|派|请|邻|先[行试走]|一样|相比|比(?![武赛例重率])|出面|应邀|组织的|举办的|同样|也(?:有|要|把|来|跟|照|派)|经验|做法|兄弟|调研组|来访"
)
REACH = 40
# Of one sort: a city may well be over a county.
SORTS = {"县": "县", "区": "县", "旗": "县", "市": "市"}
# Without the list only the commonest length of a place's name is sure, and none that holds these.
STEM = 2
FUNCTION = re.compile("[了请报归也又再先需去今前后年月天曾即便则亦已将每须可能会找送找帮跟扣抓等两三]")
# A place that is named more often is known to the paper.
FEW = 2


def strays(whole: Whole, own: tuple[str, ...], county: str | None, known: Iterable[Named]) -> Iterator[Trace]:
    """Kinds ``county`` and ``roster_county``: another county in the place of the own one, which is `detail`."""
    mine = county or next((match[1] for name in own if (match := PLACE.match(name))), None)
    if mine is None or mine[-1] not in SORTS or any(kind_of(name) == "zone" and "行业" not in name for name in own):
        return
    places = [named for named in known if named.county and not _is_mine(named.county, mine, own)]
    listed = {str(named.county) for named in places} | {match[1] for named in known if (match := PLACE.match(named.unit))}
    found: dict[int, tuple[int, str]] = {}
    for pattern in FRAMES:
        for match in pattern.finditer(whole.text):
            other = match["county"]
            if SORTS[other[-1]] == SORTS[mine[-1]] or other in listed:
                found[match.start("county")] = match.end("county"), other
    found |= {match.start("county"): (match.end("county"), match["county"]) for match in BARE.finditer(whole.text)}
    for named in places:
        if named.unit == named.county and _is_home(whole, named):
            found[named.start] = named.end, named.unit
    for start, (end, other) in found.items():
        stem = other.rstrip("县区市旗") if len(other) > 2 else other
        if not _is_name(stem, listed) or _is_mine(other, mine, own) or whole.text.count(stem) > FEW or _is_known(whole, stem):
            continue
        before, after = _sentence(whole, start, end)
        if not RELATED.search(before + after) and mine not in before + after:
            yield Trace(start, end, "roster_county" if county and other in listed else "county", mine, own_place(whole, own))


def _is_name(stem: str, listed: set[str]) -> bool:
    """Whether a place may be called so: 湖坪县, but not 联合县(人社局), 又请县 and 赛前县."""
    if any(place.startswith(stem) for place in listed):
        return True
    return len(stem) <= STEM and not FUNCTION.search(stem) and not is_word(stem)


def _is_mine(other: str, mine: str, own: tuple[str, ...]) -> bool:
    """Whether a place is the unit's own, or holds it: the own names may begin with it."""
    return other[:2] in mine or mine[:2] in other or any(other[:2] in name for name in own)


def _is_known(whole: Whole, stem: str) -> bool:
    """Whether the paper relates itself to a place, wherever it names it, or names it in its title."""
    places = [match.span() for match in re.finditer(re.escape(stem), whole.text)]
    if any(whole.parts[whole.paragraph_at(start)] in ("title", "signature", "addressee", "furniture") for start, _ in places):
        return True
    return any(RELATED.search("".join(_sentence(whole, *place))) for place in places)


def _sentence(whole: Whole, start: int, end: int) -> tuple[str, str]:
    """The sentence before a place and after it."""
    index = whole.paragraph_at(start)
    paragraph, base = whole.paragraphs[index], whole.starts[index]
    before = re.split("[。！？；]", paragraph[max(0, start - base - REACH) : start - base])[-1]
    return before, re.split("[。！？；]", paragraph[end - base : end - base + REACH])[0]


def _is_home(whole: Whole, named: Named) -> bool:
    """Whether the unit is told to lie in a place, known by the roster, or to be of it."""
    before, after = _sentence(whole, named.start, named.end)
    if whole.parts[whole.paragraph_at(named.start)] in ("signature", "furniture", "cell", "addressee"):
        return False
    if before.rfind("“") > before.rfind("”"):
        return False
    before = before.rpartition("，")[2]
    return bool(OF_ITS_PEOPLE.match(after) or HONOURED.search(before) or (AT_HOME.search(before) and OF_HOME.match(after)))
