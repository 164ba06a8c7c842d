"""Another county's lead, or service to it, in the paper of a unit whose own county is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.language.selves import kind_of, own_place
from checker.language.strangers import Named
from checker.language.whole import Trace, Whole

PLACE_NAME = (
    r"(?P<county>(?:(?![委和及与工总政府各全本我该省级在照据应实彻到以由从对把])[\u4e00-\u9fff]){2,5}?"
    r"(?:自治县|自治旗|县|(?<![园发社校矿景库林牧新厂片小地])区|旗|市))"
)
# Who leads or orders: the committee, the government, the union of a place.
LEADERS = "(?:委|县委|区委|旗委|政府|人民政府|党委|总工会|工会|产改办|人社局|协调小组|、)"
LED = re.compile(
    rf"(?:在|是|、|和|按照|根据|遵照|落实|贯彻|响应){PLACE_NAME}(?={LEADERS}[^。，；]{{0,24}}?"
    r"(?:(?:领导|指导|部署|带领|统筹|关心|支持|帮助|推动)(?:下|和|，|、)|部署|安排|要求|号召|统一))"
)
SERVED = re.compile(
    rf"为(?:推动|促进|加快|助力)?{PLACE_NAME}(?=(?:的)?(?:经济社会|经济|社会|工业|高质量|产业|工业经济|县域|区域){{0,3}}(?:高质量)?"
    r"(?:发展|建设|振兴)[^。；]{0,16}(?:贡献|力量))"
)
PLACE = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,4}?[省市州盟])?([\u4e00-\u9fff]{2,6}?(?:自治县|自治旗|县|(?<![园发社校矿景库林牧新厂片小地])区|旗))"
)
# Where a unit lies, what it works for, whose people it is of: the place behind or before these is its own.
AT_HOME = re.compile(
    r"(?:是|为|推动|作为|位于|地处|坐落[于在]?|座落[于在]?|扎根|立足|落户|我们|全体|广大|建设|振兴|谱写|书写|贡献|展现|擦亮|打造)(?:了|于|在)?$"
)
OF_HOME = re.compile(
    r"(?:的)?(?:[一二三四五六七八九十百\d]+[多余]?年|老厂|老企业|龙头|支柱|骨干|第一|唯一|最大|重点|一[家个张]|境内|经济|工业|产业|高质量|发展|人民|力量|答卷|担当|样板|名片|篇章|新篇章|，|。|$)"
)
# 郓南答卷; 郓南县委高度重视, 郓南县产改 at the head of a sentence; what a place lists and honours is of it.
OF_ITS_PEOPLE = re.compile(r"(?:的)?(?:力量|答卷|样板|名片|篇章|新篇章|产改(?:工作)?新篇章|担当)")
HEADS = re.compile(
    r"(?:县|区|市|旗)?(?:委(?:、|和|高度|十分|非常|对|把|出台|印发)|总工会(?:高度|十分|非常|始终|坚持)|产改|产业工人队伍建设|现有|是(?:全[国省市]|一个))"
)
HONOURED = re.compile(r"(?:列为|列入|确定为|荣获|获评|评为|入选|授予)$")
# What shows that the paper knows the other place for another one.
RELATED = re.compile(
    r"[两二三]地|试点经验|[两二三]县|跨[县市区]|互认|来自|老家|务工|客户|考察|学习|参观|交流|合作|协作|对口|支援|迁|搬|二厂|分厂|分公司|原|曾|借"
)
REACH = 30
# Of one sort: a city may well be over a county.
SORTS = {"县": "县", "区": "县", "旗": "县", "市": "市"}
# A place that is named more often is known to the paper.
FEW = 2


def strays(whole: Whole, own: tuple[str, ...], county: str | None, known: Iterable[Named]) -> Iterator[Trace]:
    """Kinds ``county`` and ``roster_county``: another county's lead, or service to another county. `detail` is the own one."""
    mine = county or next((match[1] for name in own if (match := PLACE.match(name))), None)
    if mine is None or mine[-1] not in SORTS or {kind_of(name) for name in own} & {"zone"}:
        return
    places = [named for named in known if named.county and not _is_mine(named.county, mine, own)]
    listed = {named.county for named in places} | {match[1] for named in known if (match := PLACE.match(named.unit))}
    found = [(*match.span("county"), match["county"]) for pattern in (LED, SERVED) for match in pattern.finditer(whole.text)]
    found = [
        each
        for each in found
        if not _is_mine(each[2], mine, own) and (SORTS[each[2][-1]] == SORTS[mine[-1]] or each[2] in listed)
    ]
    for named in places:
        if named.unit == named.county and _is_home(whole, named) and whole.text.count(whole.text[named.start : named.end]) <= FEW:
            found.append((named.start, named.end, named.unit))
    for start, end, other in found:
        yield Trace(start, end, "roster_county" if county and other in listed else "county", mine, own_place(whole, own))


def _is_mine(other: str, mine: str, own: tuple[str, ...]) -> bool:
    """Whether a place is the unit's own, or holds it: the own names may begin with it."""
    return other[:2] in mine or mine[:2] in other or any(other[:-1] in name for name in own)


def _is_home(whole: Whole, named: Named) -> bool:
    """Whether the unit is told to lie in a place or to be of it, and nothing relates the two."""
    index = whole.paragraph_at(named.start)
    paragraph, base = whole.paragraphs[index], whole.starts[index]
    before = re.split("[。！？；，]", paragraph[max(0, named.start - base - REACH) : named.start - base])[-1]
    after = re.split("[。！？；]", paragraph[named.end - base : named.end - base + REACH])[0]
    if whole.parts[index] in ("signature", "furniture", "cell", "addressee") or before.rfind("“") > before.rfind("”"):
        return False
    if RELATED.search(before + after):
        return False
    heads = not before.strip() and HEADS.match(after)
    return bool(
        heads or OF_ITS_PEOPLE.match(after) or HONOURED.search(before) or (AT_HOME.search(before) and OF_HOME.match(after))
    )
