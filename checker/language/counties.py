"""Another county's lead, or service to it, in the paper of a unit whose own county is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.language.selves import kind_of, own_place
from checker.language.strangers import Named
from checker.language.whole import Trace, Whole

COUNTY = re.compile(
    r"(?:在|是|、|和)(?P<county>(?:(?![委和及与工总政府各全本我该省级在])[\u4e00-\u9fff]){2,5}?(?:自治县"
    r"|自治旗|县|(?<![园发社校矿景库林牧新厂片小地])区|旗))(?:委|县委|区委|旗委|政府|人民政府|党委|总工会|工会"
    r"|产改办|人社局|协调小组|、)[^。，；]{0,24}?(?:领导|指导|部署|带领|统筹)(?:下|和|，)"
)
FOR_COUNTY = re.compile(
    r"为(?:推动|促进|加快)?(?P<county>(?:(?![委和及与工总政府各全本我该省级在])[\u4e00-\u9fff]){2,5}?(?:自治县"
    r"|自治旗|县|(?<![园发社校矿景库林牧新厂片小地])区|旗))(?:的)?(?:经济社会|经济|社会|工业|高质量|产业"
    r"|工业经济|县域|区域){0,3}(?:高质量)?(?:发展|建设|振兴)[^。；]{0,16}(?:贡献|力量)"
)
PLACE = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,4}?[省市州盟])?([\u4e00-\u9fff]{2,6}?(?:自治县|自治旗|县|(?<![园发社校矿景库林牧新厂片小地])区|旗))"
)


def strays(whole: Whole, own: tuple[str, ...], county: str | None, known: Iterable[Named]) -> Iterator[Trace]:
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
            yield Trace(*match.span("county"), kind, mine, own_place(whole, own))
