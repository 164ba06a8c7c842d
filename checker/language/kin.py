"""Names of companies: which are one another's kin, and what is a name at all."""

from __future__ import annotations

import re
from functools import lru_cache

from checker.language import lazily

PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西"
    "|西藏|宁夏|新疆"
)
# A name's own part: without its place, its legal form and the words of its trade.
STRIPPED = lazily.pattern(rf"^(?:{PROVINCES}|中国)?省?(?:[\u4e00-\u9fff]{{2,6}}?(?:自治[州县旗]|[市县区旗州]))?")
FORMS = lazily.pattern(
    r"有限责任公司|股份有限公司|有限公司|总公司|分公司|子公司|集团公司|公司|集团|控股|股份|总厂|分厂|工厂"
    r"|工会委员会|总工会|工会|党委|委员会|实业|工贸|贸易|科技|技术|制造|工业|产业|生产|发展|投资|建设|工程"
    r"|新材料|材料|机械|设备|装备|电子|电气|电器|电机|汽车|零部件|部件|化工|化肥|化纤|钢铁|钢管|钢构|铸造|铸业"
    r"|重工|轴承|纺织|服饰|服装|印染|食品|粮油|面粉|面业|淀粉|乳业|酒业|啤酒|糖业|水泥|玻璃|玻纤|陶瓷|建材"
    r"|家具|木业|纸业|包装|印刷|塑料|塑胶|橡胶|轮胎|能源|新能源|电力|供电|发电|热电|热力|燃气|水务|供水|公交"
    r"|公共交通|物流|港务|港口|船舶|造船|矿业|煤业|煤矿|铝业|铜业|冶炼|焦化|光伏|光电|风电|电缆|线缆|阀门|泵业"
    r"|仪表|工具|模具|五金|药业|制药|医药|建筑|安装|市政|环卫|客运|货运|街道|[厂矿段局]"
)
# Trades that a short name ends in: 鸿远重工.
SHORT_TRADES = (
    "制品|铸锻|变速器|标准件|紧固件|织造|家纺|运维|薄板|器材|底盘|焊管|备件|配件|元件|器件|电路|管件|林机|轻机|纺机|油机|桥梁|板材|型材|管材|线材|地产|农化|种业|机械|设备|材料|制衣|服饰|服装|纺织|针织|丝绸|印染|化纤|玻纤|缝纫|食品|粮油|面粉|淀粉|番茄|烟花|花炮|烟草|卷烟|啤酒|制糖|水产|冷链|化工|化肥|焦化|石化|盐化|磷化|炼化|制药|医药|生物|日化"
    "|油脂|涂料|橡胶|轮胎|塑胶|塑料|水泥|玻璃|陶瓷|建材|家具|家居|门窗|造纸|印刷|印务|包装|钢铁|钢构|钢管|铸造|铸管|锻压|冶炼|轧辊|机电|机床|机车|农机|港机|矿机|重机|重工|电机|电器|电气|电缆|线缆"
    "|光缆|光电|光伏|光纤|电子|电梯|电池|锂电|风电|核电|水电|煤电|火电|热电|电力|供电|发电|热力|燃气|水务|供水|排水|环保|环卫|能源|新材|复材|半导体|显示|轴承|齿轮|阀门|泵阀|液压|传动|刀具|模具|五金|工具|仪表|锅炉|座椅"
    "|线束|车桥|客车|汽车|汽配|汽运|公交|地铁|轨道|船舶|造船|航运|航空|航天|港务|港口|码头|物流|快递|速递|配送|货运|客运|劳务|物业|建工|建设|建筑|路桥|铁工|核建|实业|股份|控股|科技|智能|精密|装备|旅游|文旅|商贸|超市|置业"
)
# A trade inside a longer name.
TRADED = lazily.pattern(
    r"机械|设备|电子|电气|电器|电机|汽车|零部件|化工|化肥|化纤|钢铁|钢管|铸造|重工|轴承|纺织|服装|印染|食品|面粉|乳业|酒业|糖业|水泥|玻璃|玻纤|陶瓷|建材|家具|木业|纸业"
    r"|造纸|印刷|塑料|橡胶|轮胎|能源|电缆|阀门|泵业|仪表|工具|模具|五金|制药|药业|科技|锅炉|机床|配件|砖瓦|农机|冶炼|铝业|铜业|矿业|煤业|船舶|港务|旅游|动力|精密|制糖|烟花"
)
# 恒力玻纤: trades that are no plain words beside another word.
SURE = lazily.pattern("(?:重工|钢铁|船业|股份|实业|[铝铜锂乳酒药纸木矿煤糖面瓷]业|制药|化纤|港务|建工|玻纤|重机|矿机|钢构)$")
# Of what companies make their names, though it be a word of the dictionary: 宏达, 远大, 金泰.
LUCKY = lazily.pattern(
    "[恒泰金鑫华远振宏达鼎盛永兴昌隆裕丰瑞祥顺诚源润康嘉佳利海天龙凤宇星亚万福吉庆德仁富荣腾飞跃众联友邦元亨亿兆银宝玉珠江川茂旺博裕凯威鹏翔旭晨曦宁聚汇泽沣铭锦]{2}"
)
# What a company is called by people who do not name it, and words that are no part of a name.
COMMON = lazily.pattern(
    r"年|以来|期间|季度|月份|同时|此外|另外|目前|当前|如今|现在|今后|近来|后来|一直|其中|首先|最后|特别|产改|改革|改制|重组|工人|职工|的|了|是|到|向|等|们|个|名|座|里"
    r"|^(?:各|全|本|我|该|某|这|那|其|试点|成员|上级|下属|兄弟|作为|关于|对|根据|按|由|在|和|与|为|从|通过|有|让|使|把|将|推动|促进|两|三|几|一|二|四|五|六|子|分|总|母|外|新|老"
    r"|集团|公司|省|市|县|区|国有|民营|链|龙头|骨干|中小|大型|多|部分|个别|广大|当|小|大)"
)


def core(name: str) -> str:
    """A name's own part; the name without its legal form where nothing else is left."""
    bare = re.sub(r"[（(][^（）()]*[）)]", "", name)
    own = FORMS.sub("", STRIPPED.sub("", bare, count=1))
    return own if len(own) >= 2 else FORMS.sub("", bare) or bare


def is_kin(name: str, other: str) -> bool:
    """Whether two names share their own part, or one is short for the other: sisters and parents are no strangers."""
    if _shares(core(name), other) or _shares(core(other), name):
        return True
    rest = iter(other)
    bare = re.sub("公司|集团|厂|矿", "", name)
    return len(bare) >= 2 and all(character in rest for character in bare)


# What stands before the name of a part: its place, and the group or bureau that it is of.
ABOVE = lazily.pattern(
    rf"(?:(?:[\u4e00-\u9fff]{{2,6}}?(?:省|自治[区州]|盟|市(?!域|政|场)|县|区(?!域)|旗|街道|镇|乡)){{1,3}}|(?:{PROVINCES})"
    r"|.{2,}?(?:集团有限公司|集团公司|集团|工程局|矿业公司|矿务局|有限公司|铁路局))(?=.{3,}$)(?!有限|股份|责任|公司)"
)
TRADES = lazily.pattern(
    r"推进|产业工人队伍建设改革|发动机|变速器|人力资源|安全环保|综合|党群|首席技师|联谊会|商会|协会|井下|作业|木材|加工|食用|车间|后勤|服务|物业"
    r"|医院|学校|中学|学院|教育|体育|卫生|健康|运输|交通|农业|农村|国有资产|监督|管理|生态|环境|社会保障|住房|城乡|公用|事业|林业|森林|经营|运营|运维|开发|[部处科室]|特种|制品|街道|项目部|市域|高铁|铁路|高速|[一二三四五六七八九十\d]+标|[车机工电]务|供电|航天|航空|核动力|动力|精密|重型|复合|港?务|散货"
    r"|集装箱|码头|制梁|快递|外卖|配送|行业|联合会|总工会|人民政府|办事处|协调小组|办公室|产改|工作|领导小组|物流园|国际|第[一二三四五六七八九十\d]+"
    rf"|{FORMS.pattern}"
)
KIND_OF_PLACE = lazily.pattern(r"(?:自治[区州县]|街道|[省市县区旗州盟镇乡])$")


SHORT = lazily.pattern(rf"(?<=..)(?:{SHORT_TRADES}|.业)$")


@lru_cache(maxsize=4096)
def kernels(name: str) -> tuple[str, ...]:
    """The two characters by which people know a unit, or two pairs where nothing tells which: 西陵, 岭澳 and 惠屿."""
    bare = re.sub(r"[（(][^（）()]*[）)]", "", name.removeprefix("中共"))
    parts = [bare]
    while above := ABOVE.match(parts[-1]):
        parts.append(parts[-1][above.end() :])
    places = PLACE.findall(bare)
    if places and not TRADES.sub("", parts[-1]) and "公司" not in bare:
        own = KIND_OF_PLACE.sub("", places[-1])
    else:
        own = next((own for part in reversed(parts) if len(own := TRADES.sub("", part)) >= 2), "")
    own = SHORT.sub("", own)
    return tuple(dict.fromkeys(own[at : at + 2] for at in (0, 2) if len(own) >= at + 2))


PLACE = lazily.pattern(r"[\u4e00-\u9fff]{2,5}?(?:省|自治[区州]|盟|市(?!域|政|场)|县|区(?!域)|旗|街道|镇|乡)")


def is_of_one_house(name: str, other: str) -> bool:
    """Whether two names of a list are one house's: the same name, a unit and what it belongs to, but not two of one group."""
    if any(kernel in other for kernel in kernels(name)) or any(kernel in name for kernel in kernels(other)):
        return True
    stems = [re.sub(r"(?:有限责任公司|股份有限公司|有限公司|公司|总工会|工会)$", "", each) for each in (name, other)]
    return stems[0] in other or stems[1] in name


def _shares(own: str, name: str) -> bool:
    return any(own[i : i + 2] in name for i in range(len(own) - 1))
