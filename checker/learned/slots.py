"""Whose place a name stands in: the features of a place that names another unit or county, and the model's answer.

A good paper names many others. What tells a leftover is where the name stands (at the head of a sentence, before 党委 or 职工),
and that nothing in its sentence, nor wherever else the paper names it, relates it to the paper's own unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from checker.language.names import Named, stems
from checker.language.segmenting import cut
from checker.language.whole import Whole
from checker.learned.linear import Linear, load
from checker.resources import shipped

FILE = "slots.json"
Row = dict[str, float]
# What is asked of the model: about a unit, or a county.
Head = Literal["unit", "place"]

# What may stand before the subject of a sentence: numbers, and when, where and how it was.
NUMBERED = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}(?:[、.．）)]|是)|第[一二三四五六七八九十]{1,2}[，、])\s*")
WHEN = re.compile(
    r"(?:20\d\d年(?:度|以来|来|底|初)?|\d{1,2}月份?(?:\d{1,2}日)?[底初]?|今年(?:以来)?|去年|近年来?|[一两三几]年来|目前|如今|现在|同时|今后|下一?步|期间|此外|其中|为此|截至?止?|从|自|到|在)*"
)
ADVERBIAL = re.compile(
    r"(?:在|自|从|通过|随着|经过?|为|按照?|根据|围绕|面对|针对|截至|截止|以|站在|立足|对照|结合|依托|当|由于|坚持).*"
    r"|.{0,20}(?:[来年月天日底天初末前后时中下里间上今此外]|同时|季度|阶段|下一?步|特别是|因此|总之|未来|新征程)"
)
# How a paper calls its own unit, where that is no part of a name; 公司 and the like, which may be anybody's, only as words.
BEHIND = "是为与和同给到由把让对从被进在向替帮归定请托来回及跟离照按了着过"
OURS: dict[Head, re.Pattern[str]] = {
    "unit": re.compile("我们|咱们?|我[公厂矿司局委院校会段县市区旗镇]|本[公厂局县区镇]|厂里|矿里|段里|这[里边]"),
    "place": re.compile("我们|咱们?|我[公厂矿县市区旗镇会]|本[厂县区]|厂里|这[里边]|县里"),
}
ANYONES = re.compile(
    rf"全[厂矿段县市区镇]|(?:(?<![\u4e00-\u9fff])|(?<=[{BEHIND}]))"
    "(?:公司|集团(?!公司)|企业|项目部|县总(?!工)|联合会|街道|[县区镇]总工会)"
)
# Words of a paper that speaks of several units of its own.
GROUPED = (
    "子公司",
    "分公司",
    "所属企业",
    "所属公司",
    "所属单位",
    "下属企业",
    "下属公司",
    "下属单位",
    "旗下",
    "各公司",
    "成员企业",
)
# What a sentence tells of two units, by the kind of tie.
TIES = {
    "合作": "联系(?!点|实际|群众|职工|电话|人)|联手"
    "|合作|协作|共建|共享|共用|联合|联办|会同|签订|签了|互认|互派|互换|(?<!户一策)结对(?!帮扶)|结成|牵线|联盟|三方|双方|两[家地县边]"
    "|换岗|通用|约定|对接|支援|援建|协查|出面|帮[着我他]|代[培管办]|替[我它他]",
    "学习": "学习(?!贯彻|宣传|领会|习近平|党|型|强国|教育|培训|氛围|上级|身边|了|积分)|参观|考察|取经|观摩|借鉴|启发"
    "|经验|介绍|讲课|来讲|讲了|请来|邀请|现场会|跟班|照着|学[来着]|来访|看过|看了|推荐|推广|同志|调研",
    "供需": "客户|订单|供应|供货|供料|采购|销|加工|配套|链主|总包|外包|分包|承接|承包|承建|中标|业主|验收"
    "|退货|反馈|货款|租|委托|用的是|设备|运到|引进",
    "人员": "来自|原[来先]?在|曾在|先在|上班|跳槽|挖|走了|去了|调[来到入]|借调|招[来工]|过来|投奔|回来|派|退休"
    "|老家|嫁|出高?价|务工|打工|籍|人，|熟练工",
    "渊源": "前身|原名|改制|合并|并入|收购|兼并|更名|母公司|股东|隶属|上级|同属|搬|区划|曾|原[来属]|停产|倒闭|老厂|分厂",
    "相比": "相比|比起|比(?=我)|同样|率先|首先|先行|先走|先试|早[一两]|排在|分别|各自|同行|隔壁|邻|几家|其他|另外|兄弟"
    "|成员单位|先后|等[一二三四五六七八九十两几\\d]+家",
    "赛会": "选手|比武|竞赛|裁判|代表队|大赛|参加会议|现场|会上|牵头",
    "他称": "他们|她们|对方|人家|那边|该[公厂单县]|主动|听说|◎[^，：]{0,4}也|也[^，：]{0,4}◎",
}
_TIES = {name: re.compile(words) for name, words in TIES.items()}
LISTING = re.compile(r"[、和与及]$")
LISTED = re.compile(r"(?:党委|工会|公司)?(?:[、和与及]|等(?![级]))")
# What a unit calls its own: 恒力答卷, 恒力人.
PRIDE = re.compile(
    "人(?![才员数均民家力事社])|的?(?:力量|答卷|样板|智慧|担当|贡献|故事|篇章|新篇章|精神|风采|速度|名片|图景|样本|之路|底色|品牌|方案)(?=[、，。！；]|$)"
)
FIGURE = re.compile("^(?:[\\d二三四五六七八九十两几百千万]+|一(?=[名人家个户台]))")
POST = re.compile(
    r"的?[\u4e00-\u9fff]{0,5}?(?:(?<![员职民])工(?!会|人|程|作|业)|班长|师傅|技师(?!学|工作|[、和以])|主任|厂长|书记|经理|主席|组长|队长|代表|同志|董事)"
)
# Where a clause ends.
CLAUSE = re.compile("[，：:]")
FORM = re.compile("有限|公司$|集团$|厂$|[矿段部场]$|总工会$|[县市区旗镇会局委]$")
MOST_ECHOES = 8
# A place of more counts says no more.
MOST = 3


def rows(whole: Whole, groups: Mapping[str, Sequence[Named]], head: Head, public: bool) -> list[tuple[Named, Row]]:
    """Every place of every name with its features; `groups` are the places by the unit that they name.

    `public`: the paper is of a body of administration or a union, which counts what its county has.
    """
    found: list[tuple[Named, Row]] = []
    grouped = bool(groups) and any(word in whole.text for word in GROUPED)
    for unit, places in groups.items():
        around = [_around(whole, named) for named in (*places, *_echoes(whole.text, unit, places))]
        ties = [_ties(before, after, head) for before, after in around]
        related = [any(not tie.startswith("泛称") for tie in own) for own in ties]
        for index, named in enumerate(places):
            row = _place(whole, named, *around[index]) | dict.fromkeys(ties[index], 1.0)
            elsewhere = dict.fromkeys(f"别处{tie}" for i, own in enumerate(ties) if i != index for tie in own)
            row |= dict.fromkeys(elsewhere, 1.0)
            row[f"次数:{min(len(around), MOST)}"] = row[f"另有:{min(len(groups) - 1, MOST)}"] = 1.0
            if public and "处:句首" in row:
                row["机关句首"] = 1.0
            if grouped:
                row["有下属"] = 1.0
            where = "句首" if "处:句首" in row else "句中"
            if not related[index]:
                row["无往来"] = row["无往来" + where] = 1.0
            if not any(tie[0] in "近自" for tie in ties[index]):
                row["近无往来"] = row["近无往来" + where] = 1.0
            if not any(related):
                row["全无往来"] = 1.0
            found.append((named, row))
    return found


def _echoes(text: str, unit: str, places: Sequence[Named]) -> list[Named]:
    """Where else the unit's brand or place is named: 丙丁镇 beside 丙丁镇总工会."""
    taken = [(place.start, place.end) for place in places]
    found = [at.span() for stem in stems(unit) for at in re.finditer(re.escape(stem), text)]
    return [Named(start, end, unit) for start, end in found[:MOST_ECHOES] if not any(a < end and start < b for a, b in taken)]


def _around(whole: Whole, named: Named) -> tuple[str, str]:
    """The sentence before the name, and after it."""
    index = whole.paragraph_at(named.start)
    paragraph, base = whole.paragraphs[index], whole.starts[index]
    before, after = paragraph[: named.start - base], paragraph[named.end - base :]
    return re.split("[。！？；]", before)[-1], re.split("[。！？；]", after, maxsplit=1)[0]


def _ties(before: str, after: str, head: Head) -> list[str]:
    """What the sentence tells of the two, and what its clause does."""
    said, near = f"{before}◎{after}", f"{CLAUSE.split(before)[-1]}◎{CLAUSE.split(after, maxsplit=1)[0]}"
    ties = [f"说:{name}" for name, words in _TIES.items() if words.search(said)]
    ties += [f"近:{name}" for name, words in _TIES.items() if words.search(near)]
    for name, words in (("自称", OURS[head]), ("泛称", ANYONES)):
        parts = (("在前", before), ("在后", after), ("近后", near.partition("◎")[2]))
        ties += [f"{name}{where}" for where, part in parts if words.search(part)]
    return ties


def _place(whole: Whole, named: Named, before: str, after: str) -> Row:
    """What stands just before and after the name, and where in the paper it is."""
    row: Row = {"在标题": 1.0} if whole.parts[whole.paragraph_at(named.start)] == "heading" else {}
    *clauses, last = re.split("[，,：:]", NUMBERED.sub("", before, count=1) if NUMBERED.match(before) else before)
    if before.rfind("“") > before.rfind("”") or before.rfind("《") > before.rfind("》"):
        row["引号里"] = 1.0
    bare = last.strip(" —")
    if WHEN.fullmatch(bare):
        opens = all(ADVERBIAL.fullmatch(clause.strip()) for clause in clauses)
        row["处:句首" if opens else "处:分句首"] = 1.0
        if bare:
            row["处:时间后"] = 1.0
    if last:
        row[f"前:{cut(last[-6:])[-1]}"] = row[f"前:{last[-1]}"] = 1.0
    if after:
        first, second, *_ = [*cut(FIGURE.sub("0", after[:8], count=1)), ""]
        row[f"后:{first}"] = row[f"后:{first}{second}"] = row[f"后:{first[0]}"] = 1.0
    if PRIDE.match(after):
        row["后:自夸"] = 1.0
    if LISTING.search(before) or LISTED.match(after):
        row["列举"] = 1.0
    if POST.match(after):
        row["后:职务"] = 1.0
    row["名单上" if named.listed else "名单外"] = 1.0
    written = whole.text[named.start : named.end]
    row[f"形:{form[0]}" if (form := FORM.search(written)) else "形:简称"] = 1.0
    return row


@lru_cache(maxsize=1)
def model() -> Linear:
    """The shipped model of slots: one head for units, one for places."""
    return load(shipped("models") / FILE)


def beliefs(whole: Whole, groups: Mapping[str, Sequence[Named]], head: Head, public: bool) -> Iterator[tuple[Named, float]]:
    """Every place of every name, and how far it is the paper's own unit's (or county's), 0–1."""
    if found := rows(whole, groups, head, public):
        own = model()
        scores = own.scores([row for _, row in found])
        yield from zip((named for named, _ in found), own.probabilities(scores, head)[:, 0].tolist(), strict=True)
