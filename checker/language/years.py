"""Years, plans and occasions that are not a paper's own: last year's lead, a deed after the signature, 迎接 what is past.

There is no today: what is past or to come is so beside the paper's own title and signature. Comparisons, look-backs and
the history of the unit are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker.language.dating import Period, Signed, period, signed
from checker.language.whole import Trace, Whole

YEAR = re.compile(r"(?<![\d年—\-–])(?<![^截]至)(?<!\d[.])(20\d\d)\s?年(?!度?[》版])(?:\s?(?P<month>\d{1,2})\s?月)?")
END = re.compile(r"[。！？\n]")
# No sentence is looked at further than this to either side.
SENTENCE = 200
# From this month on a paper looks back on its year; up to that one it may still speak of the last.
LATE, EARLY, SUMMER, DECEMBER = 11, 3, 7, 12
# A paper of half a year is out of date from this month on; one of a quarter a quarter after its end.
HALF_IS_OVER = 10
CLOSING_SHARE = 0.6
# How far on a year's own figure may follow that of the year before.
NEARBY = 80

HALVES = ("上半年", "一年来", "全年")
ANNOUNCING = re.compile(r"(?:现|特|下面)(?:把|将|就)?[^，。：:\n]{0,6}$")
TOLD_NEXT = re.compile(r"[^。：:\n]{0,60}(?:如下|汇报|总结|报告)")
TOLD = re.compile(r"(?:现|特|下面)(?:把|将|就)?[^。：:\n]{0,60}(?:如下|汇报|总结|报告)")
LED = re.compile(
    r"(?:来|度)?[，,](?:[^。，]{0,20}[，,])?(?:在[^。]{2,60}(?:领导|指导|关心|支持|帮助|部署)下"
    r"|[^。，]{0,24}(?:坚持以|认真贯彻|认真落实|紧紧围绕|深入学习|全面贯彻|以[^。，]{2,30}为(?:指导|主线"
    r"|统领)))"
    r"|是[^。]{0,40}(?:一年|之年|极不平凡|[年])(?:[，。]|，)"
)
COMPARED = re.compile(r"比|较|同期|由|从|增|降|下降|提高|上升|相比|对照|基数|分别|去年|上年|前年|当时|那年|以来|连续|翻")
FULL_YEAR = re.compile(r"1[至—\-]12月|(?:度)?[，,]?(?:全年(?!龄)|一年来|全年度)")
UNTIL = re.compile(r"(?:^|[，,])\s*(?:截[至止]到?|到)$")
# A figure of what there is then: 共考出三级以上1460人.
RESULT = re.compile(
    r"(?:年?[底末]|\d{1,2}日)?[，,]?(?:[^。]{0,40}?(?:增加到|达到?|提高到)|[^。]{0,30}[\d一二三四五六七八九十百千])"
)
BASE = re.compile(r"今年|如今|目前|现在|只|仅|才|还|尚|比")
DATED = re.compile(r"前年|当时|那年|次年|第二年|翌年|之初|启动|起步|原来只|仅")
AT_ITS_END = re.compile(r"(?:年)?(?:底|末|12月)")
SUMMED_UP = re.compile(r"圆满完成|全面完成|各项(?:目标|任务|工作)|取得了?[^。，]{0,8}成[绩效]|年度(?:目标|任务)")
ACTIVITIES = re.compile(r"开展|组织|举办|培训|召开")
# A heading says what its year holds: 2023年取得的成效, 2024年思路.
HEADED = re.compile(
    r"(?:度|主要|重点|产改|工会|取得|的|我们)*(?:工作|改革)?(?:开展|完成|主要|总体|推进|基本)?(?:情况|回顾|[总小]结|成[效绩果]|工作|做法|亮点|做成的)"
)
PLANNED = re.compile(
    r"(?:度|主要|重点|产改|工会|下步|下一步|的)*(?:工作)?(?:计划|打算|安排|思路|设想|目标任务|工作要点|工作重点|任务|展望)"
)
TITLED_PLAN = re.compile(r"(?:度|主要|重点|产改|工会|的)*(?:工作)?(?:计划|打算|安排|思路|设想|要点|重点)")
JOINED = re.compile(r"[和与及暨]\s*$")
# Who looks back on the year of the paper, or on to the next one.
RETELLS = re.compile(r"(?:以上(?:就)?是|回顾|[将刚刚]过去的|总结|走过)(?:了|的|我们|我[公厂局县]司?|公司)*$")
RETOLD = re.compile(r"(?:即将|已经?)过去")
ON_TO = re.compile(r"(?:展望|迎接|走进|迈[入向进]|新的一年[（(，,]?)$")
# What happened in a year that a paper's history tells of.
HISTORY = re.compile(
    r"成立|建[成厂立]|投[产运]|列[为入]|确定|入选|启动|以来|[起来]，|开始|获|被|首|试点|改制|合并|搬迁|[到至]20|走了|离职"
)
GO_ON = "(?:继续|进一步|以|深入|认真|紧紧|持续|着力|坚持|重点|全面|大力|加大|加快|围绕|切实|不断|紧扣|按照|抓好)"
WILL = re.compile(
    rf"(?:[，,](?:[^。，]{{0,16}}[，,]?)?|(?:我们|公司|我[厂局县市区委]|全[厂县]))(?:将{GO_ON}|要{GO_ON}|计划[^。，书]{{1,20}}|打算|力争|拟)"
    rf"|(?:的)?(?:工作)?(?:打算|计划|思路)(?:是|如下|有)"
)
HENCE = re.compile(r"\s*(?:下一?步|今后|接下来|新的一年)")
WITHIN = re.compile(r"(?:计划|打算|力争|争取|将|拟)[^，。了]{0,6}[在于到]?$")
HISTORY_AHEAD = re.compile(r"20\d\d|去年|当时|提出|规定|方案")
NEXT = re.compile(r"下一步|下步|今后|接下来|力争|争取|计划到|将|确保|打算")
QUOTED = re.compile(r"提出|目标|当时|原|方案|规划|曾|《|要求|文件|意见|约定|合同|协议|承诺")
DONE = re.compile(
    r"了|已|完成|荣?获[得评奖]?|评为|达到|实现|召开|出台|印发|兑现|举办|签订|成立|启动"
    r"|开展|组织|发放|修订|增加到|提高到|降[到为至]"
)
# 新厂房2025年投产 is a date that is set.
SCHEDULED = re.compile(r"20\d\d年(?:\d{1,2}月)?[^，。了已]{0,6}(?:投产|建成|投用|上线|开工|竣工|到期|换届|退休)(?!了)")
# What is to come, or what a rule will do.
AHEAD = re.compile(
    r"原[定计]|提前|推迟|将|拟|准备|待|计划|力争|争取|预计|预期|目标(?!任务)|规划|打算|下一步|下步|(?<![主需重])要|须|应(?:当|于"
    r"|在)|[月日年底末]前|[月日年]起|到20\d\d|(?<!截)至20\d\d|有效期|届满|到期|确保|之前|以前|截止|聘期|任期"
    r"|预算|指标|举办权|申办|合同|明年|后年|来年|试行期|为止|实施期|建设期|周期"
)


class Paper(NamedTuple):
    """A paper with the period of its title and the date of its signature."""

    whole: Whole
    period: Period
    signed: Signed | None

    @property
    def year(self) -> int | None:
        """The year that the paper is about: its title's, else that of its signature."""
        planned = max(self.period.years, default=None) if self.period.ahead else None
        return self.period.year or planned or (self.signed.year if self.signed else None)

    @property
    def about(self) -> frozenset[int]:
        """Years that it may report on."""
        if self.period.years or self.signed is None:
            return self.period.years
        early = self.signed.month <= EARLY
        return frozenset({self.signed.year, self.signed.year - 1} if early else {self.signed.year})

    @property
    def sums_up(self) -> bool:
        """Whether the title announces the summary of a year."""
        return self.period.whole or (not self.period.years and "总结" in self.whole.material.normal_title)

    @property
    def is_final(self) -> bool:
        """Whether it looks back on a whole year."""
        if self.period.half or self.period.quarter or self.period.ahead:
            return False
        if self.signed and self.period.year:
            return self.period.whole and (self.signed.year > self.period.year or self.signed.month >= LATE)
        return self.period.whole or bool(self.signed and self.signed.month >= LATE)

    @property
    def latest(self) -> tuple[int, int] | None:
        """Year and month of which it can report at the latest."""
        if self.signed:
            return self.signed.year, self.signed.month
        return (self.period.year + 1, EARLY) if self.period.year else None


def strays(whole: Whole) -> list[Trace]:
    """Kinds ``year``, ``future`` and ``plan``; `detail` is the paper's year."""
    paper = of(whole)
    if paper.year is None or not 2000 <= paper.year <= 2099:
        return []
    dates = list(_dates(paper))
    if paper.period.ahead:
        return sorted(trace for trace in dates if trace.kind == "plan")
    return sorted([*_title(paper), *_halves(paper), *dates])


def of(whole: Whole) -> Paper:
    """A paper and when it was written."""
    return Paper(whole, period(whole.material.normal_title), signed(whole.material))


def _signature(paper: Paper) -> tuple[int, int] | None:
    return (paper.whole.at(paper.signed.start), paper.whole.at(paper.signed.end)) if paper.signed else None


def proof(paper: Paper) -> tuple[int, int] | None:
    """Where the paper says its year: in its title, else in its signature."""
    return _in_title(paper, f"{paper.period.year}年") if paper.period.year else _signature(paper)


def _in_title(paper: Paper, words: str) -> tuple[int, int] | None:
    for index in paper.whole.of("title"):
        at = paper.whole.paragraphs[index].find(words)
        if at >= 0:
            start = paper.whole.starts[index] + at
            return start, start + len(words)
    return None


def _title(paper: Paper) -> Iterator[Trace]:
    """A title of another year than its signature, or of a half year that is long over."""
    less, signature = paper.period, paper.signed
    if signature is None:
        return
    year = less.year or (signature.year if less.half and not less.years else None)
    if year is None:
        return
    over = (year + 1, SUMMER)
    if less.half:
        over = (year, HALF_IS_OVER)
    elif less.quarter:
        over = (year, less.quarter * 3 + 4) if less.quarter < 3 else (year + 1, less.quarter * 3 - 8)
    if signature.year < year or (signature.year, signature.month) >= over:
        place = proof(paper) if less.year else _in_title(paper, "上半年")
        if place:
            yield Trace(*place, "year", f"落款是{signature.year}年{signature.month}月", _signature(paper))


def _halves(paper: Paper) -> Iterator[Trace]:
    """上半年 in the announcement of a paper on a whole year, and the other way round."""
    if not any(word in paper.whole.text for word in HALVES):
        return
    for match in TOLD.finditer(paper.whole.text):
        half = match.group().find("上半年")
        if half >= 0 and paper.is_final and "下半年" not in match.group():
            yield Trace(match.start() + half, match.start() + half + 3, "year", "全文总结的是全年", proof(paper))
        whole = re.search(r"一年来|全年", match.group())
        if whole and (paper.period.half or paper.period.quarter):
            yield Trace(match.start() + whole.start(), match.start() + whole.end(), "year", "标题不是全年", proof(paper))
    if not paper.sums_up or not paper.is_final:
        return
    for index in paper.whole.of("lead")[:1]:
        lead = paper.whole.paragraphs[index]
        opening = re.match(r"\s*(?:今年|20\d\d年)?(上半年)(?:以来)?[，,]", lead)
        if opening and not re.search("下半年|全年|年底|一年来", lead):
            start = paper.whole.starts[index]
            yield Trace(start + opening.start(1), start + opening.end(1), "year", "全文总结的是全年", proof(paper))


def _dates(paper: Paper) -> Iterator[Trace]:
    whole = paper.whole
    skipped = set(whole.of("signature", "furniture", "cell", "addressee"))
    titles = set(whole.of("title"))
    for match in YEAR.finditer(whole.text):
        index = whole.paragraph_at(match.start())
        if index in skipped:
            continue
        year, month = int(match[1]), int(match["month"] or 0)
        start, end = sentence_at(whole.text, match.start(), match.end())
        sentence = whole.text[start:end]
        before, after = whole.text[start : match.start()], whole.text[match.end() : end]
        place = match.span()
        # 2022年工作总结和2022年工作安排: what is planned comes after what is told. A title may go on as a heading.
        is_joined = TITLED_PLAN.match(after) and JOINED.search(whole.text[max(0, match.start() - 4) : match.start()])
        if is_joined and whole.parts[index] in ("title", "heading") and paper.period.year == year:
            yield Trace(*place, "plan", f"材料写的是{paper.year}年", proof(paper))
            continue
        if index in titles:
            continue
        if _in_quotes(before, after):
            continue
        if _is_of_another_year(paper, index, year, month, before, after, (start, end)):
            yield Trace(*place, "year", f"材料写的是{paper.year}年", proof(paper))
        elif _is_past_plan(paper, match.start(), year, before, after, sentence):
            yield Trace(*place, "plan", f"材料写的是{paper.year}年", proof(paper))
        elif not re.search("[向到]$|(?<!截)至$", before) and _is_future(paper, year, month, sentence):
            yield Trace(*place, "future", "落款" if paper.signed else "标题的年份", proof_of_date(paper))


def proof_of_date(paper: Paper) -> tuple[int, int] | None:
    """Where the paper says its date: in its signature, else the year in its title."""
    return _signature(paper) or proof(paper)


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence about `start`…`end`, as offsets, cut where it is very long."""
    reach = max(0, start - SENTENCE)
    first = max(text.rfind(mark, reach, start) for mark in "。！？\n") + 1 or reach
    last = END.search(text, end, end + SENTENCE)
    return first, last.start() if last else min(len(text), end + SENTENCE)


def _in_quotes(before: str, after: str) -> bool:
    return before.rfind("《") > before.rfind("》") or (before.rfind("“") > before.rfind("”") and "”" in after)


def _is_of_another_year(paper: Paper, index: int, year: int, month: int, before: str, after: str, span: tuple[int, int]) -> bool:
    """Whether another year than the paper's is told as the one that it reports on."""
    about, whole = paper.about, paper.whole
    if not about or year in about:
        return False
    if month not in (0, DECEMBER):
        return _is_stale_result(paper, index, year, before, after)
    if ANNOUNCING.search(before) and TOLD_NEXT.match(after):
        return not re.match(r"(?:\d{1,2}月)?以来|[至到—\-–和、]", after)
    own = paper.year
    if own is None:
        return False
    if _is_stale_result(paper, index, year, before, after):
        return True
    # A report given early in a year looks back on the last.
    back = "结" not in whole.material.normal_title
    if whole.parts[index] == "heading":
        # A chronicle has a heading for each year.
        return bool(HEADED.match(after)) and year < own - back and not _is_chronicle(whole)
    if paper.period.half or paper.period.quarter:
        return False
    if paper.is_final and (RETELLS.search(before) or RETOLD.match(after)):
        return year < own - back
    if not paper.sums_up:
        return _sums_up_another(paper, span, before, after)
    first = index in [*whole.of("lead"), *whole.of("body")][:1]
    if first and not before.strip() and str(own) not in whole.paragraphs[index] and year != own + 1:
        told = after.split("。")[0]
        return bool(LED.match(after)) or (bool(re.match("度?[，,]", after)) and not HISTORY.search(told))
    if before.strip("，截至 到") or COMPARED.search(after.split("。")[0]) or year > own or not paper.is_final:
        return False
    nearby = whole.text[span[0] : span[1] + NEARBY].split("\n")[0]
    if str(own) in nearby or "今年" in nearby:
        return False
    summed_up = FULL_YEAR.match(after) or SUMMED_UP.search(after.split("，", 2)[1] if "，" in after else "")
    return bool(summed_up) or ("截" in before and (month == DECEMBER or bool(AT_ITS_END.match(after))))


def _is_stale_result(paper: Paper, index: int, year: int, before: str, after: str) -> bool:
    """Whether 截至2021年10月底 tells the results of a paper on 2023, in a paragraph that knows of no other year."""
    own, paragraph = paper.year, paper.whole.paragraphs[index]
    if own is None or year >= own or not UNTIL.search(before) or not RESULT.match(after) or COMPARED.search(before):
        return False
    # How things stood at the last year's end is where a paper starts from.
    if BASE.search("，".join(after.split("，")[:2])) or (year == own - 1 and AT_ITS_END.match(after)):
        return False
    early = paper.signed and paper.signed.month <= EARLY and year == own - 1
    others = {match[1] for match in YEAR.finditer(paragraph)} - {str(year)}
    return not early and not others and not DATED.search(paragraph)


def _is_chronicle(whole: Whole) -> bool:
    """Whether several headings tell what was done in several years."""
    headings = (YEAR.search(whole.paragraphs[index]) for index in whole.of("heading"))
    return len({match[1] for match in headings if match and HEADED.match(match.string, match.end())}) > 1


def _sums_up_another(paper: Paper, span: tuple[int, int], before: str, after: str) -> bool:
    """Whether a paper of no announced year sums up, in its lead or end, a year that is not that of its signature."""
    if paper.period.years or not paper.is_final or before.strip() or not FULL_YEAR.match(after):
        return False
    following = paper.whole.text[span[0] : span[1] + NEARBY].split("\n")[0]
    if COMPARED.search(after) or str(paper.year) in following or "今年" in following:
        return False
    return bool(SUMMED_UP.search(after) or ACTIVITIES.search(after))


def _is_past_plan(paper: Paper, at: int, year: int, before: str, after: str, sentence: str) -> bool:
    """Whether a plan is for a year that is over by the paper's own account."""
    own = paper.year
    if own is None or year > own:
        return False
    clause = re.split("[，,]", before)[-1].strip()
    if year < own and ((not clause and WILL.match(after)) or (HENCE.match(before) and WITHIN.search(clause))):
        return not QUOTED.search(sentence)
    if year < own and clause in ("展望", "迈入", "迈进", "走进"):
        return True
    if at < CLOSING_SHARE * len(paper.whole.text):
        return False
    if (
        not clause
        and WILL.match(after)
        and paper.is_final
        and year == paper.year
        and (not paper.signed or paper.signed.year == year)
    ):
        return not HISTORY_AHEAD.search(before)
    if ON_TO.search(before) and (year < own or (paper.is_final and year == paper.period.year)):
        return True
    # 七、存在不足与2023年思路
    numbered = re.sub(r"^\s*[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]\s*(?:[^，。\d]{2,10}[和与及、])?", "", before).strip()
    is_over = year < own or (paper.is_final and (paper.period.years <= {year} or year == paper.period.year))
    if not numbered and is_over and PLANNED.fullmatch(after.strip("：: ")):
        return paper.period.year is not None
    return (
        year < own and bool(NEXT.search(before)) and not QUOTED.search(sentence) and not re.search("了|已", after.split("，")[0])
    )


def _is_future(paper: Paper, year: int, month: int, sentence: str) -> bool:
    """Whether a deed is told as done that lies after the signature."""
    if paper.latest is None or (year, month or 1) <= paper.latest or (not month and year <= paper.latest[0]):
        return False
    return (bool(month) or bool(DONE.search(sentence))) and not SCHEDULED.search(sentence) and not AHEAD.search(sentence)
