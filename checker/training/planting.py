"""Names of other units and counties written into papers: in the places of their own, and where others are told of."""

from __future__ import annotations

import random
import re
from typing import NamedTuple

from checker.language import kin
from checker.language.material import Material
from checker.language.names import stems
from checker.language.selves import kind_of
from checker.learned.slots import Head

# How often the own unit is praised by another's name.
PROUD, AT_HOME = 0.08, 0.25
# How often a neighbour is told of on.
TOLD_ON = 0.3
# How often a name stands in a second place of the own unit.
AGAIN = 0.12
# The own unit said without its name, by its kind.
GENERIC = {
    "company": r"(?:我|本)?(?:公司|厂|矿|段|集团|项目部|梁场|企业)(?!们|长|房|区|家|级|内|里|务|办|化|业|工)",
    "county": r"(?:我|本)?(?:[县市区旗]总工会|[县市区旗]总(?![工量])|[县市区]产改办)|我[县市区]|全[县市区](?!各)",
    "town": r"(?:我|本)?(?:镇|街道|乡)(?:总工会)?(?!们|域|区|政)|全镇",
    "zone": r"(?:工会)?联合会|园区(?:总?工会)?|开发区(?:总工会)?",
    "bureau": r"[我本全][局委](?!部|员)",
}
CLAUSE = re.compile(r"(?<=[\n。！；，：])|(?<=[为由把对在给让和与将了])")
# What a sentence without a subject begins with, and people that are somebody's.
PREDICATES = (
    "开展|组织|建立|制定|推行|实行|举办|成立|完善|召开|设立|出台|印发|培训|共|累计|发放|投入|坚持|通过|每年|全年|现有|先后|大力|积极|不断|持续|严格"
    "|认真|着力|深化|评选|选树|修订|落实|健全|打造|推动|高级工|技师|一线"
)
BARE = re.compile(
    r"(?<=[\n。；])(?:20\d\d年[，,]?|今年[，,]?|\d+月[，,]?|目前[，,]?|近年来[，,]?|同时[，,]?|[一二三四五]是|[（(][一二三四五六七][）)]|[一二三四五六七]、)?"
    rf"(?=(?:{PREDICATES}))"
)
ACTS = re.compile(PREDICATES)
PEOPLE = re.compile(
    r"(?<=[了为让对把使向])(?=(?:广大|全体|一线)?(?:职工|产业工人|一线工人|班组|技能人才))"
    r"|(?<=[。；，\n])(?=(?:广大|全体)?(?:职工|产业工人|一线工人|技能人才))"
)
SLOGAN = re.compile("(?<=贡献|展现|书写|谱写|彰显|奉献)[\u4e00-\u9fff]{2}(?=力量|答卷|担当|篇章|风采|样板|智慧|速度|名片)")
# 县委, 全县 and 县总工会 without the county's name.
COUNTY = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[在由为是受到经据照和得把将了]))(?:全|我)?[县区市]"
    r"(?=委|政府|总工会|总(?![工量产])|人社局|产改办|工信局|科技局|教育局|法院|税务局|妇联|经济|产业|高质量|工业|发展|产改|职工|[\u4e00-\u9fff]{2}行业)"
    r"|(?<=[，。；\n为])(?:全|我)[县区市]"
)
HOMES = (
    "{0}财政每年安排专项经费八十万元，",
    "{0}聚集同类企业六十多家，",
    "{0}87家企业、四百多个班组报了名，",
    "推动{0}产改取得了实实在在的成效，",
    "进一步激发{0}产业工人的积极性，",
    "{0}坚持把这件事写进党委工作报告，",
    "为{0}振兴贡献力量，",
    "{0}是产煤大县，下井的工人占三成，",
    "在{0}总工会精心指导下，",
    "按照{0}委、政府部署，",
    "受到{0}委的充分肯定，",
    "在{0}委的坚强领导下，",
    "作为{0}的龙头企业，",
    "位于{1}经济开发区，",
    "公司是{1}的老厂，",
    "为推动{0}经济发展作出了贡献，",
    "为{0}产改趟出了路子，",
    "{0}现有一线工人六千多人，",
    "紧扣{0}“工业强县”战略，",
    "被列为{0}产改试点，",
    "为把{1}打造成制造强县，",
    "扎根{1}三十年，",
    "奋力书写{1}答卷，",
    "由{0}总工会律师坐班，",
    "{0}有规上企业八十家，",
    "工会为他申报{0}总工会大病救助，",
    "{0}技能人才总量达到九千人，",
    "这是{0}同行业的第一家，",
    "联合{0}人社局、区法院办班，",
    "从{0}情况看，企业普遍缺人，",
    "{0}共有规模以上企业52家，职工1.3万人，",
    "年初{0}建档立卡困难职工62户，",
    "形成了具有{1}特色的改革路径，",
    "推动产改在{1}落地见效，",
    "为{0}经济发展和社会稳定作出新的贡献，",
    "紧紧围绕{0}发展布局，",
    "{0}是全市有名的加工大县，",
    "{0}辖22个乡镇，有各类企业190家，",
    "{0}把产改列入年度工作要点，",
    "组织{0}广大产业工人参加竞赛，",
    "推荐{0}五一劳动奖章2人，",
    "他被评为{0}劳动模范，",
    "证书由{0}人社局备案，",
    "召开{0}产改工作推进会，",
    "决定在{0}征集一批典型案例，",
    "现将{0}2023年有关情况报上，",
    "走出了具有{0}辨识度的路子，",
    "组织职工参加{0}第十期医疗互助，",
    "按季报{0}产改办备案，",
    "签订了{0}行业性工资协议，",
    "评选“{1}工匠”十五名，",
    "公司管着{0}城区八百公里管道，",
    "助推{0}制造业振兴，",
    "为{0}制造业转型提供支撑，",
    "由{0}委组织部牵头，",
    "{0}委、{0}政府对此十分重视，",
    "参加{0}总工会举办的技能大赛，",
    "承担{0}“三供一业”改造，",
    "在{0}率先推行技能津贴，",
    "列入{0}民生实事，",
    "把{0}的企业跑了一遍，",
    "{0}职教中心送教上门，",
    "{0}职工服务中心随即跟进，",
    "“{1}职工之家”小程序注册四千人，",
    "{1}职工服务热线二十四小时接听，",
    "加快建设健康{1}、平安{1}，",
    "谱写{1}高质量发展新篇章，",
)
# Others that papers name without a proper name, and places that are not theirs.
PARTNERS = {
    "unit": re.compile(
        "(?:[县市区州]里?的?)?(?:职业中专|职校|职教中心|技师学院|技工学校|职业技术学院|职业学院|高校|大学|设计院|研究院|医院|银行|商会|协会)|设备厂家|厂家|同行|供应商|客户"
        "|主机厂|劳务公司|外包公司|外厂|邻厂|外单位|兄弟单位|兄弟企业|甲方|业主|(?<=[与同请到从由])(?:县|市|区)人社局"
    ),
    "place": re.compile(
        "外省|外地|外县|外市|邻县|邻市|省城|南方|沿海|浙江|广东|江苏|山东|四川|上海|河南|省外|县外|市外|乡下|老家"
    ),
}
PRIDES = (
    "奋力书写产改的{}答卷。",
    "我们{}人有信心把这件事办好。",
    "全体{}人拧成一股绳。",
    "为行业发展贡献{}力量！",
    "打造产改的{}样板。",
    "擦亮{}品牌。",
    "讲好{}故事。",
    "展现了{}担当。",
)
# What a paper says of its own unit only.
OWN = (
    "让职工时刻感受到{}大家庭的温暖。",
    "在{}的车间里，老师傅的手艺都装在脑子里。",
    "今年紧紧围绕{}改革发展大局，做了以下工作。",
    "走进{}，处处能感受到关心工人的氛围。",
    "下面由我向{}述职。",
    "我代表{}全体职工作个汇报。",
    "立足{}实际，制定了办法。",
    "为{}高质量发展保驾护航。",
    "我们{}的明天一定会更好。",
    "这些年，{}的工人收入涨了。",
    "春节前为{}9名困难职工发放了救助金。",
    "组织{}96名一线职工疗休养。",
    "{}始建于1998年，现有职工1684人。",
    "{}是集团所属的生产单位，职工人数较多。",
    "这套办法已经写进{}制度汇编。",
    "{}召开职代会，审议通过了办法。",
    "去年6月，{}出台了积分转签办法。",
    "{}始终把设备管理作为第一要务。",
    "{}还利用班前会和宣传栏宣讲。",
    "当时{}党委定下目标，三年见效。",
    "近年来，{}工会在上级工会指导下，做了三件事。",
    "{}领导班子把这件事排进了每月例会。",
    "从{}的体会看，难的不是定办法，是天天照着办。",
    "{}的车间里，等级表贴在开水炉旁边。",
    "{}工会还请律师来坐了两回班。",
    "三年下来，{}一线工人的月工资涨了九百多元。",
    "{}每年拿出二十万元奖给出主意的人。",
    "{}今年列为市里第二批试点。",
    "技高者多得，在{}已经不是一句空话。",
    "{}鼓励工人带着问题上夜校。",
    "针对新工人留不住的问题，{}推行了师徒同奖。",
    "这些办法{}工会都写进了集体合同。",
    "{}还把安全积分和疗休养挂上了钩。",
    "在技能提升上，{}与职校签下了补充约定。",
    "自推行以来，{}把工人当作最要紧的本钱。",
    "{}工会组织她到各班组讲了七场。",
    "抓出{}的特色来。",
    "2021年3月起，{}只核定总人数，怎么排班由班组定。",
    "{}立了规矩，方子是谁的就写谁的名。",
    "{}与三家劳务公司约定，考级不分身份。",
    "{}的产改得到了上级的肯定。",
    "一年下来，{}的流失率降了五个百分点。",
    "{}把工资总额的一成五留给技能。",
    "{}把津贴发到了人，一个月一张条子。",
    "以上是{}的做法。",
    "{}总经理每季到车间听一次意见。",
    "{}车间主任带头带徒弟。",
    "技师在{}拿的津贴比班长高。",
    "今天的{}，人人有等级。",
    "{}工会坚持做好生日慰问和住院探望。",
    "{}工会新吸收入会二百余人，建了两个分会。",
    "结合{}实际，制定本方案。",
    "{}现有注塑、模具两个车间，一线工人居多。",
    "印发《关于成立领导小组的通知》（{}党字〔2021〕9号）。",
    "{}做法先后接待同行观摩八批。",
    "命名“{}先锋”二十名，每人奖励五百元。",
    "首届“{}杯”技能大赛有九十人报名。",
    "近年来，{}把产改当作转型的动力，坚持抓了三年。",
    "现将{}的做法汇报如下。",
    "{}职工食堂的饭菜也换了新样。",
    "{}班组长由工人投票选出。",
)
SENTENCE = re.compile(r"(?<=[\n。])(?=公司|集团|我厂|试点|近年来|今年|20\d\d年)")


class Planted(NamedTuple):
    """A text with another's `name` written at `start`…`end`; `own`: in a place of the paper's own unit."""

    text: str
    start: int
    end: int
    name: str
    own: bool


def short_forms(unit: str) -> list[str]:
    """By what papers call a unit: without its place and legal form, or its brand with 公司 behind it."""
    bare = re.sub(r"[（(][^（）()]*[）)]", "", unit)
    if kind_of(unit) == "zone" and (short := re.match(".+?(?:开发区|经开区|高新区|产业园|园区)(?=.)", bare)):
        return [short.group()]
    if kind_of(unit) not in ("company", None):
        last = re.split(r"(?<=[市县区])(?=[\u4e00-\u9fff]{2,5}(?:镇|街道|区))", bare)[-1]
        return [last] if last != bare else []
    own = next(iter(sorted(kin.kernels(bare), key=bare.find)), "")
    if not own or own not in bare:
        return []
    tail = re.sub(r"(?:集团|股份|有限|责任|公司|工会|党委)+$", "", bare[bare.index(own) :])
    forms = [tail] if 3 <= len(tail) <= 8 else []
    return forms + ([own + "公司"] if bare.endswith(("公司", "集团")) and len(tail) > 2 else [])


def in_own_place(material: Material, unit: str, name: str, chance: random.Random) -> Planted | None:
    """A unit's name where the paper's own unit stands."""
    kind = kind_of(unit) or "company"
    text = material.text
    found: dict[str, list[tuple[int, int]]] = {
        "named": [m.span() for form in dict.fromkeys((unit, *short_forms(unit))) for m in re.finditer(re.escape(form), text)],
        "generic": [m.span() for m in re.finditer(GENERIC.get(kind, "$^"), text) if CLAUSE.match(text, m.start())],
        "bare": [(m.end(), m.end()) for m in BARE.finditer(text)],
        "people": [m.span() for m in PEOPLE.finditer(text)] if kind == "company" else [],
        "slogan": [m.span() for m in SLOGAN.finditer(text)] if kind == "company" else [],
    }
    if (
        kind == "company"
        and chance.random() < PROUD
        and (ends := [s.end for s in material.sentences if s.part in ("closing", "body")])
    ):
        at, pride = chance.choice(ends[-3:]), chance.choice(PRIDES)
        start, written = at + pride.index("{"), stems(name)[0]
        return Planted(text[:at] + pride.format(written) + text[at:], start, start + len(written), name, True)
    ends = [s.end for s in material.sentences if s.part in ("lead", "body") and s.text.endswith("。")]
    if kind == "company" and ends and chance.random() < AT_HOME:
        at, told, written = chance.choice(ends), chance.choice(OWN), chance.choice([name, *short_forms(name)])
        start = at + told.index("{")
        return Planted(text[:at] + told.format(written) + text[at:], start, start + len(written), name, True)
    sorts = [
        sort for sort in ("named", "generic", "generic", "bare", "bare", "people", "slogan") if _inside(material, found[sort])
    ]
    if not sorts:
        return None
    sort = chance.choice(sorts)
    start, end = chance.choice(_inside(material, found[sort]))
    written = name if kind in ("county", "bureau") else chance.choice([name, *short_forms(name)])
    if sort == "slogan":
        written = stems(name)[0]
    elif kind == "county" and text[start:end] in ("我县", "我市", "我区", "全县", "全市", "全区"):
        written = name.split("总工会")[0]
    return Planted(text[:start] + written + text[end:], start, start + len(written), name, True)


def in_own_county(material: Material, mine: str | None, name: str, chance: random.Random) -> Planted | None:
    """A county's name where the paper's own county stands."""
    text = material.text
    spans = [m.span() for m in COUNTY.finditer(text)] + ([m.span() for m in re.finditer(f"(?<!、){mine}", text)] if mine else [])
    if (inside := _inside(material, spans)) and chance.random() < 0.7:
        start, end = chance.choice(inside)
        written = name[:-1] + text[end - 1]
        return Planted(text[:start] + written + text[end:], start, start + len(written), written, True)
    if not (inside := _inside(material, [m.span() for m in SENTENCE.finditer(text)])):
        return None
    at, _ = chance.choice(inside)
    home = chance.choice(HOMES)
    start, written = at + home.index("{"), name if "{0}" in home else name[:-1]
    return Planted(text[:at] + home.format(name, name[:-1]) + text[at:], start, start + len(written), name, True)


def _inside(material: Material, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the spans that lie in prose or headings."""
    document = material.document
    prose = [
        (start, start + len(paragraph.text))
        for start, paragraph, part in zip(document.starts, document.paragraphs, material.parts, strict=True)
        if part in ("lead", "body", "closing", "heading")
    ]
    return [(a, b) for a, b in spans if any(first <= a and b <= last for first, last in prose)]


def in_own(material: Material, unit: str, mine: str | None, name: str, chance: random.Random, head: Head) -> Planted | None:
    """A name where the paper's own unit, or its county, stands."""
    return in_own_county(material, mine, name, chance) if head == "place" else in_own_place(material, unit, name, chance)


def as_a_partner(material: Material, name: str, written: str, chance: random.Random, head: Head) -> Planted | None:
    """A name where the paper speaks of a partner or of another place."""
    spans = _inside(material, [m.span() for m in PARTNERS[head].finditer(material.text)])
    if not spans:
        return None
    start, end = chance.choice(spans)
    return Planted(material.text[:start] + written + material.text[end:], start, start + len(written), name, False)


def as_a_neighbour(material: Material, sentence: str, name: str, written: str, chance: random.Random) -> Planted | None:
    """A sentence that means another, behind one of the paper's."""
    ends = [s.end for s in material.sentences if s.part in ("lead", "body") and s.text.endswith("。")]
    if not ends:
        return None
    at = chance.choice(ends)
    start = at + sentence.index("◎")
    told = sentence.replace("◎", written)
    # Who was introduced may then act like anybody.
    acts = [s.text for s in material.sentences if s.part == "body" and ACTS.match(s.text)]
    if acts and chance.random() < TOLD_ON:
        told += written + chance.choice(acts)
    text = material.text[:at] + told + material.text[at:]
    return Planted(text, start, start + len(written), name, False)
