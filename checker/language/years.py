"""Years, plans and occasions that are not a paper's own: last year's lead, a plan for a year that is over, 迎接 what is past.

There is no today: what is past or to come is so beside the paper's own title and signature. Comparisons, look-backs and
the history of the unit are left alone, and so is a year that the paper tells of more than once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.language import lazily
from checker.language.told import (
    CLOSING_SHARE,
    DECEMBER,
    END_SHARE,
    LATE,
    SUMMER,
    YEAR,
    Paper,
    Told,
    in_title,
    proof,
    proof_of_date,
    signing,
    told_in,
)
from checker.language.whole import Trace, Whole

# A year that is told so often is the paper's own; and what is told of one that is not to come.
OFTEN = 3
DEED = lazily.pattern("以来|[，,]|全年|度?(?:以来)?[，,]|底|初")
BY_YEAR = lazily.pattern(r"(?<![^。；\n])(20\d\d)年[：:]")
# So near a year it says that it is one to come.
WHEN_AHEAD = 14
# A paper that was handed in before is not much older.
FEW_YEARS = 4
# What is spoken of only from a year on.
REFORM = "产业工人队伍建设改革"
SINCE = {REFORM: 2017, "二十大": 2022, "二十届三中": 2024, "二十届四中": 2025, "“十四五”": 2021}
# A paper of half a year is out of date from this month on; one of a quarter a quarter after its end.
HALF_IS_OVER = 10
# How far on a year's own figure may follow that of the year before.
NEARBY = 80
ANNOUNCING = lazily.pattern(r"(?:现|特|下面)(?:把|将|就)?[^，。：:\n]{0,6}$")
TOLD_NEXT = lazily.pattern(r"[^。：:\n]{0,60}(?:如下|汇报|总结|报告)")
TOLD = lazily.pattern(r"(?:现|特|下面)(?:把|将|就)?[^。：:\n]{0,60}(?:如下|汇报|总结|报告)")
COMPARED = lazily.pattern(
    r"比|较|同期|由|从|(?<!新)增|降|下降|提高|上升|相比|对照|基数|分别|去年|上年|前年|当时|那年|次年|第二年|翌年|以来|连续|翻|之初|原来|才|至今|到20"
)
# Of another year beside which the own one is told; and what a paper begins with that tells of its year.
BESIDE = lazily.pattern(r"比|较|同期|去年|上年|前年|当时|那年|次年|至今|原来|连续")
LED = lazily.pattern(r"领导|指导|贯彻|坚持|围绕|紧扣|认真|关心|支持|主线|统领")
UNTIL = lazily.pattern(r"(?:^|[，,])\s*(?:截[至止]到?|到)$")
AT_ITS_END = lazily.pattern(r"(?:年)?(?:底|末|12月)")
ALL_MONTHS = lazily.pattern(r"(?<!\d)1[-—–至到~～]{1,2}12月")
OPENS_HALF = lazily.pattern(r"\s*(?:今年|20\d\d年)?(上半年)(?:以来)?[，,]")
WHOLE_YEAR = lazily.pattern("全年(?:共|完成|实现|累计)")
EFFORTS = lazily.pattern(
    "(?:经过|通过|总结|回顾)(?P<effort>上半年)(?:以?来)?(?:的|全[厂县体]|大家|广大|共同|不懈|工作)|完成了?(?P<done>上半年)的?各项"
    "|(?<=，)(?P<work>上半年)的?各项工作(?:任务)?(?:取得|圆满|顺利|全面)"
)
BASE = lazily.pattern(r"今年|如今|目前|现在|只|仅|才|还|尚|比|没有|不")
# A heading says what its year holds: 2023年取得的成效, 2024年思路.
HEADED = lazily.pattern(
    r"(?:度|主要|重点|产改|工会|取得|的|我们)*(?:工作|改革)?(?:开展|完成|主要|总体|推进|基本)?(?:情况|回顾|[总小]结|成[效绩果]|工作|做法|亮点|做成的)"
)
PLANNED = lazily.pattern(
    r"(?:度|主要|重点|产改|工会|下步|下一步|的|总体要求|[和及])*(?:工作)?(?:计划|打算|安排|思路|设想|目标(?:任务)?|工作要点|工作重点|要点|重点|任务|展望)"
)
JOINED = lazily.pattern(r"[和与及暨]\s*$")
# Who looks back on the year of the paper, or on to the next one.
RETELLS = lazily.pattern(r"(?:以上(?:就)?是|回顾|[将刚刚]过去的|总结|走过)(?:了|的|我们|我[公厂局县]司?|公司)*$")
RETOLD = lazily.pattern(r"(?:即将|已经?)过去")
ON_TO = lazily.pattern(r"(?:展望|开创|开启|决胜|迎接|走进|迈[入向进]|到来的|新的一年[（(，,]?)$")
# The title of a plan that is not told of, as in 落实2020年工作计划的通知.
PLAN_TITLE = lazily.pattern(r"(?<!落实)(?<!根据)(20\d\d年)度?[^，。年]{0,20}(?:打算|计划|安排|思路|要点)$")
# What is studied from the year on in which it was said.
MET = {"十九大": 2017, "二十大": 2022, "二十届三中": 2024, "二十届四中": 2025}
STUDIED = lazily.pattern("(?:学习|贯彻|落实|宣传)[^。，；将]{0,12}(?P<met>十九大|二十大|二十届[三四]中)(?:全会)?(?:精神|报告)")
DONE_BY = lazily.pattern("[了已]|目前|现在|今年")
# What happened in a year that a paper's history tells of.
HISTORY = lazily.pattern(
    r"成立|建[成厂立]|投[产运]|列[为入]|确定|入选|启动|[起来]，|开始|获|被|首|列为试点|试行|改制|合并|搬迁|走了|离职|招|退休|入职|进厂|出台|印发|修订|签|办[起成了]|上线|引进|毕业|当选|成为|率先|改[为成]|转为|起步"
)
GO_ON = "(?:再接再厉|继续|进一步|以|深入|认真|紧紧|持续|着力|坚持|重点|全面|大力|加大|加快|围绕|切实|不断|紧扣|按照|抓好)"
WILL = lazily.pattern(
    rf"[^，。\d]{{0,8}}?将{GO_ON}|打算[把在]"
    rf"|(?:[，,](?:[^。，]{{0,16}}[，,]?)?|(?:我们|公司|我[厂局县市区委]|全[厂县]))(?:将{GO_ON}|要{GO_ON}|(?<!非)计划[^。，书]{{1,20}}|打算|力争|拟|准备[^了好。，]{{2}})"
    rf"|(?:的)?(?:工作)?(?:打算|计划|思路)(?:是|如下|有)"
)
# At a paper's very end a year is told of as one to come by less.
WIDE = lazily.pattern(
    r"度?[，,]?(?!\d)[^。，；\d]{0,14}?(?:准备|打算|(?<!非)计划(?!生育|经济)|拟|力争|争取|先把|先在|先(?=[试选从])|将|[^重主必需摘]要(?![求素点闻害])|继续|再(?=[把招办添建评培]))"
)
HENCE = lazily.pattern(r"\s*(?:下一?步|今后|接下来|新的一年)")
LEAD_IN = lazily.pattern(r"^\s*[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]\s*(?:[^，。\d]{2,10}[和与及、])?")
# A goal for a year: 准备从2021年起, 到2020年底，力争; and what a plan says of its goals.
AIMED = lazily.pattern(r"(?:准备|打算|(?<!非)计划|力争|争取|确保|拟)[^，。；了]{0,6}$")
AIMS = lazily.pattern(
    r"(?:[年]?[底末前起]|12月底?)*[，,]?[^，。]{0,8}?(?:力争|争取|确保|拟|要[把使让]|(?<!非)计划|打算|准备|实现零的)"
)
GOALS = lazily.pattern("力争|争取|确保|不少于|不低于|拟(?!定)|达到[^。]{0,12}以上|以上达到|实现零的突破")
BY_THEN = lazily.pattern("[到至]$")
# 自2021年7月开始，至2020年6月结束.
SPAN = lazily.pattern(
    r"[自从](?P<first>20\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?[^。；，\d]{0,8}[，,]?[至到](?P<last>20\d\d)年(?:\d{1,2}月)?(?=[^，。]{0,8}(?:结束|止|完成|期满|到期|[，。；）]))"
)
# 我们定的目标是到2023年7月; what stands now, and shall then be more.
OUR_GOAL = lazily.pattern(r"(?:(?<![时原初])定的?[^，。]{0,4}(?:数|指标|任务)|目标)[是为][，：]?[到至]$")
NOW = lazily.pattern("由?(?:目前|现在|现有)的?")
DEMANDS = lazily.pattern("[^，。]{0,16}(?:总体要求|指导思想|工作思路|总体思路|主要目标)(?:是|为|：)")
RISES = lazily.pattern(r"(?:提高|增加|扩大|上升|添|增|降|下降)到|达到|不低于|不少于|控制在")
STRIVEN = lazily.pattern("努力|打造|造就|培养|力争|目标")
WITHIN = lazily.pattern(r"(?:计划|打算|力争|争取|将|拟)[^，。了]{0,6}[在于到]?$")
NEXT = lazily.pattern(
    r"下一步|下步|今后|接下来|力争|争取|计划到|将(?=[^，。]{0,4}(?:继续|进一步|以|在|于|全面|把))|确保|打算|(?<!模)拟(?!定)"
)
QUOTED = lazily.pattern(r"提出|目标|当时|原|方案|规划|曾|《|要求|文件|意见|约定|合同|协议|承诺")
PLANNED_BELOW = lazily.pattern("打算|计划|安排|下一?步|目标|思路|展望")
# What is to come, or what a rule will do.
AHEAD = lazily.pattern(
    r"原[定计]|提前|推迟|将|拟|准备|待|计划|力争|争取|预计|预期|目标(?!任务)|规划|打算|下一步|下步|(?<![主需重])要|须|应(?:当|于"
    r"|在)|[月日年底末]前|[月日年]起|到20\d\d|(?<!截)至20\d\d|有效期|届满|到期|确保|之前|以前|截止|聘期|任期"
    r"|预算|指标|定在|答应|商定|承诺|筹备|迎接|举办权|申办|合同|明年|后年|来年|试行期|为止|实施期|建设期|周期"
)


def strays(paper: Paper) -> list[Trace]:
    """Kinds ``year`` and ``plan``; `detail` is the paper's year."""
    if paper.year is None:
        return sorted(_undated(paper))
    if not 2000 <= paper.year <= 2099:
        return []
    dates = list(_dates(paper))
    if paper.period.ahead:
        return sorted([*_spans(paper), *_planned(paper), *(trace for trace in dates if trace.kind == "plan")])
    return sorted(
        [
            *_title(paper),
            *_before_its_time(paper),
            *_cited(paper),
            *_signed_early(paper),
            *_halves(paper),
            *_spans(paper),
            *dates,
        ]
    )


def latest_told(text: str) -> int | None:
    """The latest year of a deed: what a paper without a date cannot be older than."""
    years = [int(match[1]) for match in YEAR.finditer(text) if not _is_ahead(text, match)]
    return max(years + [year for words, year in SINCE.items() if words in text], default=None)


def _is_ahead(text: str, match: re.Match[str]) -> bool:
    """Whether a year is told of as one to come; what is reckoned on (2024年预计完成) is this year's."""
    return bool(AHEAD.search(text[max(0, match.start() - WHEN_AHEAD) : match.end() + WHEN_AHEAD].replace("预计", "")))


def _undated(paper: Paper) -> Iterator[Trace]:
    """A plan, at the end of a paper without any date, for a year before the latest of which it tells, or that it reports on."""
    whole = paper.whole
    end = int(END_SHARE * len(whole.text))
    latest = (latest_told(whole.text) if YEAR.search(whole.text, end) else None) or 0
    prose = [*whole.of("lead"), *whole.of("body")][:1]
    reported = any(re.search(rf"(?:^|[。！？])\s*{latest}年度?[，,]", whole.paragraphs[index]) for index in prose)
    for told in told_in(paper) if latest else ():
        stale = latest - FEW_YEARS <= told.year < latest + reported and told.start >= end
        if stale and (_is_aimed_at(told, False) or _is_planned(paper, told)):
            yield Trace(told.start, told.end, "plan", f"材料写到了{latest}年的事")


def _spans(paper: Paper) -> Iterator[Trace]:
    """A time that ends before it begins; goals by the year that go back."""
    last = 0
    for match in BY_YEAR.finditer(paper.whole.text) if paper.period.ahead else ():
        if int(match[1]) < last:
            yield Trace(match.start(1), match.end(1) + 1, "year", f"前面写的是{last}年")
            return
        last = int(match[1])
    for match in SPAN.finditer(paper.whole.text) if "至20" in paper.whole.text or "到20" in paper.whole.text else ():
        if match["last"] < match["first"]:
            place = (match.start("last"), match.end())
            yield Trace(*place, "year", f"前面写的是{match['first']}年开始", match.span("first"))


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
        place = proof(paper) if less.year else in_title(paper, "上半年")
        if place:
            yield Trace(*place, "year", f"落款是{signature.year}年{signature.month}月", signing(paper))


def _planned(paper: Paper) -> Iterator[Trace]:
    """A plan for a year that was over when it was signed, or whose text begins with the demands of the year before."""
    yield from _demanded(paper)
    last = max(paper.period.years, default=0)
    if (
        paper.signed
        and last
        and last < paper.signed.year
        and len(paper.period.years) > 1
        and (place := in_title(paper, f"{last}年"))
    ):
        yield Trace(*place, "year", f"落款是{paper.signed.year}年{paper.signed.month}月", signing(paper))
        return
    match = PLAN_TITLE.search(paper.whole.material.normal_title)
    if match and paper.signed and max(paper.period.years, default=0) < paper.signed.year and (place := in_title(paper, match[1])):
        yield Trace(*place, "year", f"落款是{paper.signed.year}年{paper.signed.month}月", signing(paper))


def _demanded(paper: Paper) -> Iterator[Trace]:
    """2023年产改工作的总体要求是 in a plan of 2024."""
    for told in told_in(paper):
        other = max(paper.period.years, default=told.year) > told.year
        if other and paper.whole.parts[told.paragraph] != "title" and DEMANDS.match(told.after) and not told.before.strip():
            yield Trace(told.start, told.end, "year", f"材料写的是{max(paper.period.years)}年", proof(paper))


def _before_its_time(paper: Paper) -> Iterator[Trace]:
    """The title of a year in which nobody could study what the text says is studied."""
    for match in STUDIED.finditer(paper.whole.text) if paper.period.year and paper.period.year < max(MET.values()) else ():
        year = MET[match["met"]]
        if paper.period.year and paper.period.year < year and (place := in_title(paper, f"{paper.period.year}年")):
            yield Trace(*place, "year", f"正文已在学习{year}年的会议精神", match.span())
            return


def _cited(paper: Paper) -> Iterator[Trace]:
    """A signature that is older than a paper that the text cites by its number."""
    signature = signing(paper)
    if signature and paper.signed and paper.cited and paper.cited[0] > paper.signed.year:
        yield Trace(*signature, "year", f"正文引用了{paper.cited[0]}年的文件", paper.cited[1])


def _signed_early(paper: Paper) -> Iterator[Trace]:
    """A signature that is older than the deeds of a year that the text tells again and again."""
    signature, text = signing(paper), paper.whole.text
    if not signature or not paper.signed:
        return
    told = [match for match in YEAR.finditer(text) if int(match[1]) > paper.signed.year and not _is_ahead(text, match)]
    years = {int(match[1]) for match in told}
    reform = {SINCE[REFORM]} if REFORM in text and paper.signed.year < SINCE[REFORM] else set()
    if reform or (len(told) >= OFTEN and len(years) == 1 and DEED.match(text, told[0].end())):
        yield Trace(*signature, "year", f"正文写到了{max(years | reform)}年的事", told[0].span() if told else None)


def _halves(paper: Paper) -> Iterator[Trace]:
    """上半年 in the announcement of a paper on a whole year, and the other way round."""
    for match in TOLD.finditer(paper.whole.text) if re.search("上半年|一年来|全年", paper.whole.text) else ():
        half = match.group().find("上半年")
        if half >= 0 and paper.is_final and "下半年" not in match.group():
            yield Trace(match.start() + half, match.start() + half + 3, "year", "全文总结的是全年", proof(paper))
        whole = re.search(r"一年来|全年", match.group())
        if whole and (paper.period.half or paper.period.quarter):
            yield Trace(match.start() + whole.start(), match.start() + whole.end(), "year", "标题不是全年", proof(paper))
    for match in EFFORTS.finditer(paper.whole.text) if paper.is_final and "上半年" in paper.whole.text else ():
        yield Trace(*match.span(match.lastgroup or 0), "year", "全文总结的是全年", proof_of_date(paper))
    if paper.period.half and "12月" in paper.whole.text:
        for match in ALL_MONTHS.finditer(paper.whole.text):
            yield Trace(*match.span(), "year", "标题不是全年", in_title(paper, "上半年"))
    first = [*paper.whole.of("lead"), *paper.whole.of("body")][:1]
    for index in first if paper.is_final and _tells_of_all(paper) else ():
        lead = paper.whole.paragraphs[index]
        opening = OPENS_HALF.match(lead)
        # 上半年走了26个工人 may begin a story in a paper that is merely signed late.
        summed = paper.sums_up or WHOLE_YEAR.search(paper.whole.text) or LED.search(lead[:NEARBY])
        if opening and summed and not re.search("下半年|全年(?!目标)|年底|一年来", lead):
            start = paper.whole.starts[index]
            yield Trace(start + opening.start(1), start + opening.end(1), "year", "全文总结的是全年", proof(paper))


def _tells_of_all(paper: Paper) -> bool:
    """Whether a paper that speaks of half a year tells of the whole one."""
    text = paper.whole.text
    if "上半年" not in text:
        return False
    late = paper.signed is not None and paper.signed.month >= LATE
    return paper.sums_up or ("下半年" not in text and (late or WHOLE_YEAR.search(text) is not None))


def _dates(paper: Paper) -> Iterator[Trace]:
    whole, about = paper.whole, f"材料写的是{paper.year}年"
    for told in told_in(paper):
        place = (told.start, told.end)
        part = whole.parts[told.paragraph]
        # 2022年工作总结和2022年工作安排: what is planned comes after what is told. A title may go on as a heading.
        if (
            JOINED.search(told.before)
            and PLANNED.match(told.after)
            and part in ("title", "heading")
            and paper.period.year == told.year
        ):
            yield Trace(*place, "plan", about, proof(paper))
        elif part == "title":
            continue
        elif _is_of_another_year(paper, told):
            yield Trace(*place, "year", about, proof(paper))
        elif _is_past_plan(paper, told):
            yield Trace(*place, "plan", about, proof(paper))


def _is_of_another_year(paper: Paper, told: Told) -> bool:
    """Whether another year than the paper's is told as the one that it reports on."""
    own, whole = paper.year, paper.whole
    # 2023年起改成计件 is when it began.
    if own is None or not paper.about or told.year in paper.about or told.after[:1] in ("起", "春", "夏", "秋", "冬"):
        return False
    if told.month not in (0, DECEMBER):
        return _is_stale(paper, told)
    if ANNOUNCING.search(told.before) and TOLD_NEXT.match(told.after):
        return not re.match(r"(?:\d{1,2}月)?以来|[至到—\-–和、]", told.after)
    # A report given early in a year looks back on the last.
    back = "结" not in whole.material.normal_title
    if whole.parts[told.paragraph] == "heading":
        return bool(HEADED.match(told.after)) and told.year < own - back and not _is_chronicle(whole)
    if paper.period.half or paper.period.quarter:
        # 2024年上半年 in a paper on the first half of 2025.
        halves = paper.period.half and not told.before.strip() and told.after.startswith("上半年")
        return bool(halves) and told.often == 1 and not COMPARED.search(told.after.split("，")[0])
    if paper.is_final and (RETELLS.search(told.before) or RETOLD.match(told.after)):
        return told.year < own - back
    return _is_stale(paper, told)


def _is_stale(paper: Paper, told: Told) -> bool:
    """Whether a paper that knows of this year nowhere else reports on it, with nothing of its own year beside it."""
    own = paper.year
    if own is None or told.year >= own:
        return False
    nearby = paper.whole.text[told.start + 5 : told.end + NEARBY].split("\n")[0]
    paragraph, said = paper.whole.paragraphs[told.paragraph], re.sub("《[^》]*》", "", told.after)
    begins = "，".join(re.split("[，,]", said.lstrip("，,"))[:2])
    if UNTIL.search(told.before):
        # How things stood at the last year's end is where a paper starts from.
        is_start = told.year == own - 1 and bool(AT_ITS_END.match(told.after)) and not paper.sums_up
        alone = told.often == 1 and {match[1] for match in YEAR.finditer(paragraph)} == {str(told.year)}
        return alone and not is_start and not BASE.search(begins) and not COMPARED.search(begins)
    if told.before.strip() or told.month or re.search(f"{own}|今年", nearby):
        return False
    if _is_first(paper, told) and str(own) not in paragraph:
        opens = re.match("度?[，,]", told.after) and not BESIDE.search(begins)
        undated = paper.signed is None and not paper.period.years
        plain = told.often == 1 and (paper.sums_up or undated) and not HISTORY.search(begins)
        led = opens and (LED.search(begins) or plain)
        return (paper.sums_up or paper.is_final or undated) and bool(led or re.match("是[^，。]*年", told.after))
    if told.often > 1 or COMPARED.search(said) or HISTORY.search(said) or BASE.search(said):
        return False
    whole_year = bool(re.match("度?[，,]?全年", said)) or (told.year == own - 1 and paper.sums_up)
    return paper.is_final and whole_year and bool(re.search(r"[\d一二三四五六七八九十百千万]|完成|开展", said))


def _is_first(paper: Paper, told: Told) -> bool:
    """Whether a paper's prose begins with this year."""
    return told.paragraph in [*paper.whole.of("lead"), *paper.whole.of("body")][:1] and not told.before.strip()


def _is_chronicle(whole: Whole) -> bool:
    """Whether several headings tell what was done in several years."""
    headings = (YEAR.search(whole.paragraphs[index]) for index in whole.of("heading"))
    return len({match[1] for match in headings if match and HEADED.match(match.string, match.end())}) > 1


def _is_past_plan(paper: Paper, told: Told) -> bool:
    """Whether a plan is for a year that is over by the paper's own account."""
    own = paper.year
    if own is None or told.year > own:
        return False
    past, closing = told.year < own, told.start >= CLOSING_SHARE * len(paper.whole.text)
    begun = paper.signed.year if paper.signed else min(paper.period.years, default=own)
    if told.year < begun and (_is_aimed_at(told, paper.period.ahead) or _is_goal(paper, told)):
        return True
    ends = paper.is_final and (paper.signed is None or paper.signed.year == told.year or paper.period.year == told.year)
    # 七、存在不足与2023年思路
    if not LEAD_IN.sub("", told.before).strip() and PLANNED.fullmatch(told.after.strip("：: ")):
        return closing and (past or ends) and (paper.period.year is not None or f"{own + 1}年" in paper.whole.text[told.end :])
    # What is already in figures was done.
    later = past and closing and NEXT.search(told.before) and not re.search(r"了|已|^[^，]{0,6}\d", told.after.split("，")[0])
    if not (_is_planned(paper, told) or ((later or ON_TO.search(told.before)) and not QUOTED.search(told.sentence))):
        return False
    return past or (closing and ends)


def _is_planned(paper: Paper, told: Told) -> bool:
    """Whether the sentence says of the year what shall be done in it."""
    will = (not told.clause and WILL.match(told.after)) or (HENCE.match(told.before) and WITHIN.search(told.clause))
    if not will and not told.clause and (wide := WIDE.match(told.after)):
        closing = told.start >= END_SHARE * len(paper.whole.text) or PLANNED_BELOW.search(_heading(paper.whole, told.paragraph))
        will = wide if closing and not DONE_BY.search(told.before + told.after.split("，")[0]) else None
    return bool(will) and not QUOTED.search(told.before + (will.group() if will else ""))


def _is_goal(paper: Paper, told: Told) -> bool:
    """Whether a goal is told of with the year by which it shall be reached: 目标是到2023年7月, 到2023年底由目前的14%提高到35%."""
    if not BY_THEN.search(told.clause) or YEAR.search(told.before):
        return False
    rest, paragraph = re.split("[；。]", told.after)[0], paper.whole.paragraphs[told.paragraph]
    if DONE_BY.search(NOW.sub("", rest)):
        return False
    if OUR_GOAL.search(told.before) or re.match("[^，。]{0,2}的目标[是为]", told.after):
        return True
    ahead = paper.period.ahead and ("目标" in _heading(paper.whole, told.paragraph) or STRIVEN.search(paragraph.split("到20")[0]))
    return bool(RISES.search(rest) and (ahead or NOW.search(rest)))


def _is_aimed_at(told: Told, ahead: bool) -> bool:
    """Whether a goal is set for the year: in a plan any goal, elsewhere one whose clause says so."""
    rest = re.split("[；。]", told.after)[0]
    if DONE_BY.search(rest):
        return False
    if AIMED.search(told.clause):
        return not QUOTED.search(told.before)
    return bool(BY_THEN.search(told.clause) and (AIMS.match(rest) or (ahead and GOALS.search(rest)))) and not QUOTED.search(
        told.sentence
    )


def _heading(whole: Whole, index: int) -> str:
    """The heading that a paragraph stands under, or is."""
    return next((whole.paragraphs[at] for at in range(index, -1, -1) if whole.parts[at] == "heading"), "")
