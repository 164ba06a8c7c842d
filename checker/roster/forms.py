"""The forms in which papers write a unit's name: in full, the short forms that the roster gives, and what follows from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.language.normalising import normalise
from checker.roster.unit import Unit

FULL, GIVEN, DERIVED = 0, 1, 2
# A derived form that is shorter says too little: 县总, 一中.
SHORTEST_DERIVED = 3

PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
    "|内蒙古|广西|西藏|宁夏|新疆"
)
# 青山市, 海湾区, 苏木河旗; but neither 冀安市政 nor 经济开发区 nor 工业园区.
PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}?(?:省|自治区|自治州|地区|盟)|[\u4e00-\u9fff]{2,6}?市(?![政场民直委])|[\u4e00-\u9fff]{2,6}?县(?![域级委])"
    r"|[\u4e00-\u9fff]{2,6}?(?<![聚园发社校矿景库林牧新厂片小])区(?![域委])|[\u4e00-\u9fff]{2,8}?旗(?![舰委])|[\u4e00-\u9fff]{2,5}?(?:街道|镇|乡))"
)
# 霞屿港 is no 霞屿 with a 港 after it.
LANDSCAPE = "省市县区旗州盟镇乡街港湾河江湖海山岭岛坡沟桥城滩"
KIND = re.compile("(?:自治[区州县]|地区|街道|[省市县区旗州盟镇乡])$")
LEGAL = re.compile(r"(?:集团)?(?:有限责任公司|股份有限公司|股份公司|有限公司|控股公司)$")
GROUP = re.compile(r"集团(?:公司)?$")
BRACKETS = re.compile(r"（[^（）]*）")
# A company with the body inside it that signs for it; 总工会 and 联合会 stand for themselves.
BODY_INSIDE = re.compile(
    r"(?P<whole>.{3,}(?:公司|集团|厂|矿|段|场|医院|学院|学校|局))(?:工会委员会|工会|党委|党总支|党支部|党工委|人力资源部|安全环保部|办公室)$"
)
# 晋岭煤业集团沙坡沟矿 is called 沙坡沟矿 at home.
PARENT = re.compile(
    r".{2,}(?:集团有限公司|集团公司|有限责任公司|股份有限公司|有限公司|集团|工程局|矿业公司|矿务局)(?=.{3,}$)(?!.*(?<!项目)[部处科室]$)(?!.*(?:党委|工会|中心)$)"
)
# Long and short terms for one thing.
TERMS = (
    ("推进产业工人队伍建设改革协调小组办公室", "产改办"),
    ("产业工人队伍建设改革协调小组办公室", "产改办"),
    ("推进产业工人队伍建设改革", "产改"),
    ("产业工人队伍建设改革", "产改"),
    ("人力资源和社会保障局", "人社局"),
    ("工业和信息化", "工信"),
    ("住房和城乡建设局", "住建局"),
    ("人民政府国有资产监督管理委员会", "国资委"),
    ("国有资产监督管理委员会", "国资委"),
    ("卫生健康局", "卫健局"),
    ("科学技术局", "科技局"),
    ("教育体育局", "教体局"),
    ("妇女联合会", "妇联"),
    ("农业农村局", "农业局"),
    ("发展和改革委员会", "发改委"),
    ("工商业联合会", "工商联"),
    ("高新技术产业开发区", "高新区"),
    ("高新技术产业园区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
    ("管理委员会", "管委会"),
    ("工会工作委员会", "工会工委"),
    ("工会工委", "工会"),
    ("工会委员会", "工会"),
)
# What many units of many places are called: a name that is nothing else says nothing without its place.
GENERIC = re.compile(
    r"第?[一二三四五六七八九十\d]+|[\u4e00-\u9fff]{2,4}行业|有限责任公司|股份有限公司|有限公司|总公司|分公司|公司|集团|控股|股份|总工会|联合会|联合|工会|工作|委员会|党委"
    r"|人民|政府|协调|领导|推进|小组|办公室|产业工人|产改办|产改|队伍|建设|改革|管理|管委会|经济|技术|高新|工业|产业|开发|经开|园区|园|区|新城|街道|工委|行政|审批|服务"
    r"|教育|体育|科学|卫生|健康|人力|资源|社会|保障|信息化|工信|人社|住房|城乡|住建|生态|环境|农业|农村|农牧|交通|运输|水利|林业|财政|民政|应急|文化|旅游|广电|市场|监督|国有"
    r"|国资委|资产|公共|公交|客运|货运|热力|供热|供水|自来水|排水|污水|处理|水务|燃气|天然气|供电|电力|热电|发电|公用|事业|市政|环卫|建筑|安装|工程|建材|投资|发展|城市|物流|港务|港口"
    r"|矿业|煤业|煤炭|煤矿|化工|机械|制造|设备|汽车|零部件|电子|纺织|食品|粮油|水泥|钢铁|冶炼|炼铁|炼钢|轧钢|铸造|铸钢|锻造|总装|焊装|涂装|造型|机修|发动机|变速器|动力|车间|项目|工厂|分厂"
    r"|实业|工贸|贸易|商贸|烟草|电信|医药|房地产|园林|绿化|轨道|地铁|铁路|机场|印刷|包装|快递|外卖|配送|中学|小学|学院|学校|医院|卫生院|中心|协会|科技|智能|新材料|材料|能源|新能源"
    r"|玻璃|制品|纸业|造纸|啤酒|酒业|乳业|药业|制药|糖业|制糖|茶业|面粉|淀粉|肉类|水产|饲料|泵业|水泵|阀门|电缆|电气|电器|电机|变压器|仪表|锅炉|轴承|机床|工具|模具"
    r"|五金|紧固件|管件|钢管|铸管|焊管|线材|钢构|铝业|铜业|矿山|船舶|造船|重工|重型|橡胶|轮胎|塑料|陶瓷|瓷业|家具|木业|服装|服饰|印染|化肥|化纤|光伏|酿酒|加工|散货|集装箱|码头|汽配"
    r"|[局委办厂矿段站院所部处科场社会队]"
)


class Form(NamedTuple):
    """One way to write a unit's name, as matched. `rank` is FULL, GIVEN or DERIVED."""

    text: str
    rank: int


def plain(text: str) -> str:
    """Text as names are compared in: normalised, with full-width brackets and capital letters."""
    return normalise(text)[0].translate(_ALIKE)


_ALIKE = str.maketrans("()[]abcdefghijklmnopqrstuvwxyz", "（）〔〕ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def place_stems(units: Iterable[Unit]) -> frozenset[str]:
    """The places of a roster without their kind, as companies put them before their names: 青山 of 青山县."""
    named = {place for unit in units for place in (*places(plain(unit.name)), plain(unit.county or ""))}
    return frozenset(stem for place in named if len(stem := KIND.sub("", place)) >= 2)


def forms(unit: Unit, stems: frozenset[str] = frozenset()) -> Iterator[Form]:
    """All forms of a unit's name; a form may come twice. `stems` are places that may stand before a company's name."""
    name = plain(unit.name)
    yield Form(name, FULL)
    for short in unit.short:
        yield Form(plain(short), GIVEN)
        if short.endswith("集团"):
            yield Form(plain(short) + "有限公司", DERIVED)
    for text in _derived(name, stems):
        if len(text) >= SHORTEST_DERIVED and is_distinctive(text):
            yield Form(text, DERIVED)


def is_distinctive(text: str) -> bool:
    """Whether a name holds more than what many units are called."""
    return len(GENERIC.sub("", text)) >= 2


def places(text: str) -> list[str]:
    """The places that a name begins with, from the widest."""
    found = []
    while match := PLACE.match(text):
        found.append(match.group())
        text = text[match.end() :]
    return found


def _derived(name: str, stems: frozenset[str]) -> Iterator[str]:
    whole = [name, *_without_body(name)]
    whole += [
        text[length:]
        for text in whole
        if LEGAL.search(text)
        for length in (2, 3)
        if text[:length] in stems and text[length] not in LANDSCAPE
    ]
    bases = dict.fromkeys(base for text in whole for base in _bases(text))
    for base in bases:
        yield base
        yield from _stems(base)
        if base.endswith("总工会"):
            yield base[:-2]
        yield from _in_short_terms(base)


def _without_body(name: str) -> Iterator[str]:
    if match := BODY_INSIDE.fullmatch(name):
        yield match["whole"]


def _bases(name: str) -> Iterator[str]:
    """The name, without its bracket, its place, its province and its parent."""
    yield name
    bare = BRACKETS.sub("", name.removeprefix("中共"))
    yield bare
    rest = bare
    for place in places(bare):
        rest = rest[len(place) :]
        yield rest
    if match := re.match(f"(?:{PROVINCES})省?", bare):
        yield bare[match.end() :]
    if (match := PARENT.match(bare)) and not LEGAL.match(bare[match.end() :]):
        yield bare[match.end() :]


def _stems(name: str) -> Iterator[str]:
    """A company without its legal form, and with the short words for it."""
    stem = LEGAL.sub("", name)
    if stem == name and (stem := GROUP.sub("", name)) == name:
        return
    yield stem
    yield stem + "公司"
    if "集团" in name[len(stem) :]:
        yield stem + "集团"
        yield stem + "集团公司"
        yield stem + "集团有限公司"


def _in_short_terms(name: str) -> Iterator[str]:
    short = name
    for long, term in TERMS:
        if long in short:
            short = short.replace(long, term)
            yield short
