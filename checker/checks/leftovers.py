"""套改残留：从别的材料、模板、网页或去年稿子里带过来，没有改干净的地方。

查什么：别的单位、别的县区的名字站在本单位的位置上（落款甲公司，正文“乙公司党委高度重视”；报送名单上的企业没来由地当了主语，简称也算）；企业材料里的“我局”“我校”；
年份、半年、五年规划和时间节点对不上标题或落款；批量替换留下的伤痕（产业工人代会、本产业工人作）；没有填的空（XX、____、【】、20xx年、某某公司）；
网页和聊天工具留下的话（点击查看、来源：、篇一：、以下是根据您的要求）；序号跳号、重号；叠字叠词。
为什么：这些地方一看就知道不是为这份材料写的，转报出去，审读的人和报送的单位都难堪。
局限：名字站的是不是本单位的位置，由线性模型按它的前后文判断（models/slots.json）：合作单位、客户、上级、来访单位、改制前的厂名都不提，看得出与本单位有来往的也不提；名单以外的名字要像单位名，别的县区名要知道本单位在哪个县区；
“今年”以标题和落款的年份为准，不看今天是哪天，标题和落款都没有年份的，五年规划以正文里最晚的年月为准；打了XX的姓名、电话不算；数字写成XX的，也可能是有意隐去；空着六处以上的按没填完的模板，由“空白材料”来说；任意两个词互相替换留下的伤痕，一多半认不出来；没见过的写法里，每二十份左右仍可能有一处是错怪。
正例：三月召开产业工人代会，五十一名代表听了行政工作报告。
反例：公司与恒力玻纤签订师徒互派协议，八名挡车工轮流去学。
选项：chapters 查不查序号，0 为不查（默认 1）。
出处：公文抄袭、套改问题的通报与报道所举的情形（乡镇材料里留着水务部门作主语）；市协调小组办公室审读来件的做法；范文网站和写作助手的通行格式。
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from checker.checks.around import Around
from checker.checks.finding import Finding, Options, Outcome, Related, Severity
from checker.language import brands, chapters, chat, counties, gaps, plans, replaced, residue, selves, strangers, told, years
from checker.language.gate import Rooms
from checker.language.material import Material
from checker.language.names import Named
from checker.language.segmenting import is_word
from checker.language.whole import Trace, Whole
from checker.learned import slots
from checker.learned.labels import Labels

ID = "leftovers"
NAME = "套改残留"
OPTIONS: dict[str, float] = {"chapters": 1}


class _Said(NamedTuple):
    """What is said of a kind of trace: {quote} is the place, {detail} what the trace tells, {other} the second place."""

    severity: Severity
    message: str
    suggestion: str


# High is what cannot be otherwise; medium is likely; low is a slip that anyone may make.
SAID = {
    "unit": _Said(
        "high",
        "“{quote}”（{detail}）站在了本单位的位置上，像是别的单位的材料没有改干净。",
        "这一处写的是本单位的事吗？请核对单位名称，前后几段也请一并核对。",
    ),
    "mentioned": _Said(
        "medium",
        "这一句说的是“{quote}”（{detail}），看不出与本单位的关系，像是套用时留下的。",
        "这是别的单位的做法，还是本单位的？如果是对方的，请写明与本单位的关系。",
    ),
    "name": _Said(
        "medium",
        "“{quote}”站在了本单位的位置上，与落款或标题的单位不一致。",
        "这是本单位的曾用名或上级，还是套用时没有改的名称？",
    ),
    "title_unit": _Said(
        "medium", "标题里的“{quote}”与落款的“{other}”不是同一个单位。", "这份材料是哪个单位的？请核对标题和落款。"
    ),
    "self": _Said(
        "medium", "材料是{detail}的，这里自称“{quote}”，像是套用时留下的。", "这里说的是哪个单位？请改成本单位的称呼。"
    ),
    "county": _Said(
        "medium",
        "本单位在{detail}，这里写的是“{quote}”，像是别的县区的材料没有改干净。",
        "是不是套用了别的县区的材料？请核对地名。",
    ),
    "scar": _Said("high", "“{quote}”像是批量替换词语留下的。", "原来是什么词？请恢复原词，再查一查全文还有没有。"),
    "name_scar": _Said(
        "medium", "“{quote}”像是把“职工”一律换成“产业工人”留下的，规定的名称里是“职工”。", "原来是什么名称？请按规定的名称写。"
    ),
    "doubled": _Said("low", "“{quote}”重复了。", "请删去多余的字。"),
    "remark": _Said("medium", "“{quote}”像是看稿的人写下的意见，没有删去。", "请照意见改好，删去这句话。"),
    "gap": _Said("high", "“{quote}”没有填写。", "这里应当是什么？请填上真实内容，没有的删去。"),
    "figure": _Said("medium", "“{quote}”的数字没有填写，或者有意隐去了。", "实际是多少？请填上数字；不便写明的，换一种说法。"),
    "undated": _Said("medium", "“{quote}”没有填写。", "请填上日期。"),
    "web": _Said(
        "high", "“{quote}”像是从网页上带过来的。", "这一段是从网上复制的吗？请删去网页文字，并核对这一段是不是本单位的事。"
    ),
    "piece": _Said(
        "medium",
        "“{quote}”像是范文合集的小标题。",
        "这里是不是从别处复制的？请核对前后内容是不是本单位的事。",
    ),
    "address": _Said("low", "“{quote}”是网址，像是从网页上带过来的。", "这个网址需要写在材料里吗？不需要的请删去。"),
    "source": _Said("medium", "“{quote}”像是转载文章的来源说明。", "这一段是转载的吗？请核对是不是本单位的事。"),
    "chat": _Said("high", "“{quote}”像是写作助手回答时说的话。", "请删去这句话，并核对全文写的是不是本单位真实的事。"),
    "markup": _Said("high", "“{quote}”带着写作助手的排版符号。", "请删去符号，并核对这一段写的是不是本单位真实的事。"),
    "markdown": _Said(
        "medium",
        "“{quote}”在文件里带着 # 或 ** 这样的排版符号，像是从写作助手的回答里复制的。",
        "请删去符号，并核对这一段写的是不是本单位真实的事。",
    ),
    "year": _Said(
        "medium", "这里写的是“{quote}”，{detail}，像是别的时期的材料没有改。", "这一段写的是哪一年的事？请核对年份和数字。"
    ),
    "plan": _Said("medium", "“{quote}”写成了以后的打算，而{detail}，像是往年的稿子没有改。", "打算哪一年做？请核对年份。"),
    "plan_period": _Said(
        "medium", "“{quote}”是{detail}，与材料的年份对不上，像是往年的稿子没有改。", "写的是哪个五年规划？请核对。"
    ),
    "occasion": _Said(
        "medium", "“{quote}”是{detail}的事，与材料的年份对不上，像是往年的稿子没有改。", "请核对这一句是不是往年写的。"
    ),
    "skipped": _Said("low", "序号跳了：“{other}”之后是“{quote}”，中间没有“{detail}”。", "是漏了一部分，还是序号写错了？"),
    "mixed": _Said("low", "“{other}”之后的序号写成了“{quote}”，按前后应为“{detail}”。", "请统一序号，并核对有没有拼进别的材料。"),
    "headless": _Said("low", "序号从“{quote}”开始，前面没有“{detail}”。", "是漏了一部分，还是序号写错了？"),
    "repeated": _Said("low", "序号重了：“{other}”之后又是“{quote}”，应为“{detail}”。", "请改正序号，并核对有没有拼进别的材料。"),
}
# A word that seems broken may be one that nobody listed.
SAID["broken"] = SAID["scar"]._replace(severity="medium")
SAID["roster_county"] = SAID["county"]._replace(severity="high")
# A file that holds more is no paper, and nobody reads on.
MOST = 100
# How far a name must be believed to stand in the own unit's place: one of the roster; one told of as papers tell of their own;
# one known by its shape alone; a county or town; its office, for a paper deals with its own county's; and one that is certain.
# Set in sight of the planted cases and of the clean papers that may be looked at.
LISTED, SPEAKING, UNLISTED, PLACE, OFFICE, CERTAIN = 0.7, 0.2, 0.8, 0.6, 0.03, 0.95
# From so many strangers on a paper tells of others; of one the first places are shown.
MANY, MOST_PLACES = 3, 3
ORDER = {"high": 0, "medium": 1, "low": 2}


def check(material: Material, labels: Labels, around: Around, options: Options) -> Outcome:
    """Measures: count. Findings: every trace once, the worst first."""
    whole = Whole(material)
    found = _traces(whole, around, numbered=bool(options["chapters"]))
    traces = sorted(found, key=lambda trace: (trace.start, -trace.end))
    findings = sorted(
        (_finding(whole, trace) for trace in _apart(traces)), key=lambda found: (ORDER[found.severity], found.start)
    )
    return Outcome({"count": float(len(findings))}, tuple(findings[:MOST]))


@lru_cache(maxsize=1)
def _rooms() -> Rooms:
    return Rooms(
        {
            "gap": gaps.WORDS,
            "scar": residue.SCARRED,
            "broken": replaced.forms(),
            "twice": residue.twice(),
            "web": residue.SCRAPS,
            "chat": chat.WORDS,
            "plan": plans.WORDS,
            "self": selves.WORDS,
            "brand": brands.WORDS,
        }
    )


def _traces(whole: Whole, around: Around, numbered: bool) -> Iterator[Trace]:
    rooms = _rooms().open(whole.text)
    # A template is said once, by the check on blank papers.
    marks = rooms.get("gap", [])
    if len(marks) < gaps.TEMPLATE or len(gaps.blanks(whole.material.text)) < gaps.TEMPLATE:
        yield from gaps.left(whole, marks)
        yield from gaps.spaces(whole)
    yield from residue.scars(whole, rooms.get("scar", ()))
    yield from residue.scraps(whole, rooms.get("web", ()))
    yield from residue.doubles(whole, rooms.get("twice", ()))
    yield from residue.marks(whole)
    yield from chat.answers(whole, rooms.get("chat", ()))
    paper = told.of(whole)
    yield from years.strays(paper)
    if "plan" in rooms:
        yield from plans.strays(paper)
    if numbered:
        yield from chapters.slips(whole)
    own = selves.own_names(whole, around.unit)
    yield from replaced.scars(whole, rooms.get("broken", ()), "".join(own) + (around.county or ""))
    known = [Named(whole.at(m.start), whole.at(m.end), m.unit, m.county, listed=True) for m in around.mentions]
    yield from selves.misspoken(whole, own, rooms.get("self", ()))
    units = strangers.others(whole, own, known) if own else {}
    if own:
        yield from strangers.titled(whole, own)
        yield from brands.strays(whole, (*own, around.county or ""), rooms.get("brand", ()))
        yield from strangers.opening(whole, own, known)
        yield from _in_own_place(whole, units, "unit", own)
    if mine := counties.own_county(own, around.county):
        yield from counties.addressed(whole, own, mine)
        yield from counties.moved(whole, own, mine)
        yield from counties.titled(whole, own, mine)
        judged = [place for places in units.values() for place in places if place.listed]
        for trace in _in_own_place(
            whole, counties.others(whole, own, mine, known, judged, sure=bool(around.county)), "place", own
        ):
            kind = "roster_county" if around.county and trace.kind != "name" else "county"
            yield trace._replace(kind=kind, detail=mine)
    if town := counties.own_town(own):
        for trace in _in_own_place(whole, counties.others(whole, own, town, ()), "place", own):
            yield trace._replace(kind="county", detail=town)


def _in_own_place(whole: Whole, groups: dict[str, list[Named]], head: slots.Head, own: tuple[str, ...]) -> Iterator[Trace]:
    """Names that stand where only the paper's own unit, or its county, can: kinds ``unit``, ``mentioned`` and ``name``."""
    found: dict[str, list[Trace]] = {}
    proof = selves.own_place(whole, own) if groups else None
    for named, belief in slots.beliefs(whole, groups, head, selves.is_public(own)):
        if belief >= _least(whole, named, head) and not strangers.is_partner(whole, named):
            kind = ("unit" if belief >= CERTAIN else "mentioned") if named.listed else "name"
            found.setdefault(named.unit, []).append(Trace(named.start, named.end, kind, named.unit, proof))
    # A paper that tells of so many others is a survey.
    if len(found) < MANY:
        for traces in found.values():
            yield from traces[:MOST_PLACES]


def _least(whole: Whole, named: Named, head: slots.Head) -> float:
    """How far a name must be believed to stand in the own unit's or county's place."""
    if head == "place":
        office = counties.OFFICE.match(whole.text, named.end) and not is_word(named.unit[:-1])
        return OFFICE if office else SPEAKING if counties.speaks(whole, named) else PLACE
    if named.listed:
        return SPEAKING if strangers.speaks(whole, named) else LISTED
    return UNLISTED


def _apart(traces: list[Trace]) -> Iterator[Trace]:
    """Traces that do not overlap: of two the worse one, then the longer."""
    end = -1
    kept: list[Trace] = []
    for trace in traces:
        if kept and trace.start < end:
            if ORDER[SAID[trace.kind].severity] < ORDER[SAID[kept[-1].kind].severity]:
                kept[-1] = trace
        else:
            kept.append(trace)
        end = max(end, kept[-1].end)
    return iter(kept)


def _finding(whole: Whole, trace: Trace) -> Finding:
    said = SAID[trace.kind]
    start, end = whole.place(trace.start, trace.end)
    related, other = None, ""
    if trace.other:
        document, (first, last) = whole.material.document, whole.place(*trace.other)
        other = document.text[first:last]
        related = Related(document.paragraph_at(first), first, last, other)
    quote = whole.material.text[start:end]
    message = said.message.format(quote=_short(quote), detail=trace.detail, other=_short(other))
    return Finding(ID, said.severity, message, said.suggestion, start, end, related)


# More of a quotation than this makes no message clearer.
QUOTED = 24


def _short(quote: str) -> str:
    return quote if len(quote) <= QUOTED else quote[:QUOTED] + "……"
