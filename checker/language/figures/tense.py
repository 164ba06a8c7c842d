"""Whether what stands at a date is told as done, or is planned, demanded, a rule to come, a thing of that time."""

from __future__ import annotations

from checker.language import lazily
from checker.language.figures.dates import Date
from checker.language.figures.paper import Paper
from checker.language.figures.timeline import (
    BY,
    CHAPTER,
    CLAUSE_ENDS,
    FOLLOWING,
    LONGEST_HEADING,
    own_clause,
    sentence_after,
    sentence_before,
)

# What tells that a deed is over. A paper tells its plans in the same words but these: 2025年第二季度举办比赛.
OVER = lazily.pattern(
    r"(?<![为除])了(?![解结却])|已(?![^，。；]{1,8}的)|(?<![通超经不度渡])过(?![来去程年渡剩硬后万千百半\d])|获(?![^，。；]{1,8}的)|刚(?![性好需才])"
)
# What nobody can know before: 查出11人漏发, 追回工资4912万元, 186人参加, 会上当选.
NOT_ROUND = r"[^，。；的]{0,12}?(?:[\d,.]*[1-9](?![\d,.万%])|[一二三四五六七八九两]+[起人件名次])"
OUTCOME = lazily.pattern(
    rf"(?:追回|查[出处获]|发现|发生|收[到回]|征集|受理|答复|得分|移送|调解){NOT_ROUND}|\d*[1-9]人次?(?:参加|到会|出席|[领拿]到)|当选(?![后的者人])|签下(?![后的])|(?<![议交])通过《[^》]*》(?!后)|票决通过(?![后的])"
    r"|比[^，。；]{0,10}(?:提前|推迟)了?\d|同比|此后|〔20\d\d〕\d+号"
)
# 8月的场地已落实, 名额已报满: what is ready beforehand.
READY = lazily.pattern(
    r"报名|名单|名额|请柬|邀请|通知|(?<![修签制])[排订定约租备凑齐印选买谈说商]好?[了满妥]|[准预]备|落实|定稿|[已经]\W?(?:确定|敲定|商定|分)|[备凑定]齐"
)
IF = lazily.pattern(
    r"了[^，。；]{0,2}(?:[再就才便还]|[之以]?后)|(?:如果|要是|一旦|等[到着])|了[^，。；]{0,6}[，,][^，。；]{0,6}(?:(?<!工)会(?![议场务上员同])|更|可以|就能)"
)
# What is to come, or what a rule will do. 将 before what is changed is no plan, nor is a plan that is spoken of.
PLANNED = lazily.pattern(
    r"将(?![^，。；]{1,16}(?:改[为成]|纳入|写[进入]|列[入为]|提高到|提到|调[整到]|归入|并入))|拟(?!定了)"
    r"|(?<![度工作进产培年按])计划(?!提前|生育|经济|内|外|任务|指标|书|的)|预[计期]|力争|争取|目标(?!任务)|打算|准备(?!了|好)|确保"
    r"|下一?步|下阶段|接下来|今后|规划|有效期|届时|期满|届满|到期|(?<!不)再(?=[招办建评开选添签培组派把])|[定安放][在于]|安排|待|最迟|答应|商定|约定|承诺|筹备|迎接|赶在|申办|举办权"
    r"|原[定计]|提前|推迟|预算|指标|聘期|任期|合同期|试行期|实施期|建设期|周期|[明后来]年|应(?=[当于在该由按予以])|(?<!必)须|(?<![主重需必只摘纲想])要(?![求素点闻害约])|为止|提出[，,：:]|限(?=[\d一二三四五六七八九十今明本于期时])|建议"
)
# What comes after a date that is a deadline or a beginning to come.
BOUND = lazily.pattern(rf"的|{BY}|下班前|止|为止|[^，。；]{{0,4}}(?:有效|到期|届满|期满|换届|退休)|—|-|至|到|为(?!了|期)")
BY_THEN = lazily.pattern(rf"{BY}(?:就|全部|已)?[\u4e00-\u9fff]{{1,4}}了")
# 12月8日开赛 may be set, 6月投产后 too; 三季度考评的名单已报 tells of no deed of that time.
SET = lazily.pattern(
    r"(?:在[^，。；]{1,10}|正式|全面|全部)?(?:召开|举行|举办|开[班课赛幕工馆考]|投[产用运]|上线|动工|竣工|建成|投入使用|毕业|结业|出师|到位|揭牌|挂牌|启动|交付|验收|落成|试运行|兑现|发放)"
    r"(?:[后时]|$)|[^，。；了已]{1,12}的[^，。；]{1,10}已"
)
AFTER_IT = lazily.pattern(r"[^，。；了已]{1,12}[后时]$")
IN_FORCE = lazily.pattern(r"(?:起|开始|正式)*(?:执行|施行|实行|实施|试行|生效|发放)")
EACH = lazily.pattern(r"各|[逐每按]|分[别次批]")
# 今年十一月的协调会，二十一个单位来了十四个; 由2020年的12.9%降到2024年上半年的4.1%.
HELD = lazily.pattern(r"的[^，。；了已]{1,8}(?:[会赛班]|[中上里])，[^。；]{0,24}(?:了|获|夺|评为)")
REACHED = lazily.pattern(r"[由从][^，。；]{2,24}[降升减增提高少加]+[到至为]$")
AMOUNT = lazily.pattern(r"的[\d一二三四五六七八九十]")
# 2024年度集体合同已签订: a year is that of a thing, unless a clause begins with it.
# 2024年建的4处果蔬库至今闲置
BUILT = lazily.pattern(r"(?:新?建|建成|投产|招|成立|入职)的[^，。；]{1,16}(?:至今|已|现在)")
OF_ITS_YEAR = lazily.pattern(r"[，,]|起(?![草飞重])|[被获荣]|完成|建成|成立|评为|全年")
# What may stand before a date that opens its clause: 合同签到2025年6月，双方已… tells of no deed of that time.
LEADS = lazily.pattern(
    r"\W*(?:[一二三四五六七八九十\d]{1,2}[、.是])?(?:截[至止]到?|到|至|于|在|自|从|早在|后于|而|就|并|其中|直到)?"
)
UP_TO = lazily.pattern(r"(?:截[至止]到?|[到至])$")
AS_OF = lazily.pattern(r"截[至止]到?$")
FUTURE = lazily.pattern("将|拟|计划|预计|力争|目标|控制|均可|[每逐按各分]月|排[定了出]|课表")
# A state that holds: 一线1512人中有1203人持证, 销号33项; a goal is told in round numbers, or of all and of who will be entitled.
STATE = lazily.pattern(
    r"[，,]?[^，。；\n]{0,20}?(?:已|累计|了|过(?![来去程年渡剩硬后半]))"
    r"|[，,]?(?![^，。；\n]{0,20}(?:[满剩余]|全[部面]|达到|现[在有]的|目前的))[^，。；\n]{0,20}?(?:\d*[1-46-9]|[一二三四五六七八九十百千两]+[一二三四六七八九])[余多]?[人名项家个件户对份条台辆座间次册吨元岁张本起场期](?!以[上下])"
    r"|[，,]?[^，。；\n]{0,20}?\d\.\d*[1-46-9]%"
)
# 截至11月底收到提案1246件: what was counted.
FIGURE = lazily.pattern(r"[\d一二三四五六七八九十百千万]")
# 已于10月20日经职代会通过; but 班期定了11月.
ALREADY, SETTLED = lazily.pattern(r"(?:已|刚刚?)经?(?:于|在)?$"), lazily.pattern("定[了下]?$")
# Where a paper speaks of its plans: in a heading, earlier in a paragraph, at the beginning of one.
PLANS = lazily.pattern(r"下一?步|后续|打算|计划|目标|(?:整改|改进)(?:措施|办法)|下阶段|今后|思路|规划|展望|安排|要求|力争|明年")
AHEAD = lazily.pattern(
    r"下一?步|后续|打算|下阶段|今后|接下来|明年|展望|[写载]明[：:，,]|下半年[要，,：:]|20\d\d年[^。]{0,16}(?:将|拟|计划|要|准备|力争)"
)
CHAPTER_BEGINS = lazily.pattern(r"\s*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,2}[部章])")
PLANS_BEGIN = lazily.pattern(r"\n[^，。；\n]{0,20}(?:下一?步|后续|打算|今后|下阶段|接下来|展望|明年|思路)")
# What leaves it open whether a deed without 了 is over.
MEANT = lazily.pattern(
    r"力争|争取|打算|准备|拟|预计|届时|第[二三四五六]批|下一?[批届期轮]|[余剩]下|经研究|决定|规定|分[两二三四][次步期批]|各(?:组织|办|开|考)|按照|按[^，。；]{0,8}(?:规定|要求|计划|安排|方案|惯例|约定)[，,]"
)
# What is counted when it is over: 27人到兄弟单位学习, 评出优胜选手45名; and what is set, or will be, with numbers too.
COUNTED = lazily.pattern(
    r"(?<![\d.第每])(?:\d*[1-9]|[一二三四五六七八九十百]*[一二三四五六七八九])(?:余|多)?(?:人次?|名|位|户|家|床|支|件|条|项|场|份|对|篇|本|批|次|个)"
)
NOT_YET = lazily.pattern(
    r"限|期限|前|将|会[在有把]|名额|报名|招|规定|要求|任务|标准|方案|计划|安排|[每逐各]|至少|不少于|以上|左右|预|拟|准备|目标|续|开展|活动|[是为]期|下[步半一]|明|继续|进一步"
)
# A year that a date says itself.
SAID = lazily.pattern(r"(?:19|20)\d\d年")
ENDS_RANGE = lazily.pattern(r"[年月日][至到]$")
LONGEST_NAME, HEADING = 12, 18


def is_done(paper: Paper, date: Date) -> bool:
    """Whether what stands at a date is told as done."""
    before, after = sentence_before(paper.text, date.start), sentence_after(paper.text, date.end)
    return not _is_name(before, after) and _is_told(paper, date, before, after) and not looks_ahead(paper, date)


def _is_told(paper: Paper, date: Date, before: str, after: str) -> bool:
    """Whether a sentence tells of a date as of one that is over."""
    head, clause = CLAUSE_ENDS.split(before)[-1], own_clause(after)
    opens = bool(LEADS.fullmatch(head))
    if date.word == "明" or PLANNED.search(before + clause):
        return False
    if date.so_far or (opens and AS_OF.search(head)):
        # 截至12月底在册的会员均可参加 says who is meant.
        return bool(FIGURE.search(after)) and after[:1] != "的" and not FUTURE.search(before[-30:] + after[:24])
    if date.month is None and date.year and BUILT.match(after):
        return True
    if (opens and HELD.match(after)) or (REACHED.search(head) and AMOUNT.match(after)):
        return True
    if not opens and after[:1] in ("，", ","):
        return False
    if UP_TO.search(before) and not ENDS_RANGE.search(before):
        state = opens and (date.month or (date.part and not date.word)) and STATE.match(after)
        if state or date.word or date.month is None or SAID.match(paper.text, date.start):
            # 到2025年6月底，1512人中有1203人持证: as it stood then.
            return bool(state)
    # 12月评选，次年1月兑现; 3月、6月、9月、12月各考一次; 11月至次年3月冬训 goes on.
    in_range = bool(ENDS_RANGE.search(before))
    recurs = date.assumed and ((date.word in FOLLOWING and not in_range) or (before.endswith("、") and EACH.match(after)))
    if recurs or (in_range and not date.day) or SETTLED.search(head) or IF.search(after):
        return False
    # 12月28日前完成了七个分会的换届
    if date.month and BY_THEN.match(after) and OVER.search(clause) and not READY.search(clause):
        return True
    if BOUND.match(after) or SET.match(after[: len(clause)]):
        return False
    if ALREADY.search(head) or (OVER.search(clause) and not READY.search(clause)):
        return not IN_FORCE.match(after) if date.month else bool(OF_ITS_YEAR.match(after))
    if date.month is None or (AFTER_IT.search(clause) and not OVER.search(after)) or MEANT.search(before + after):
        return False
    return bool(OUTCOME.search(after))


def is_name(paper: Paper, date: Date) -> bool:
    """Whether a date stands in the name of a paper, or begins that of something."""
    return _is_name(sentence_before(paper.text, date.start), sentence_after(paper.text, date.end))


def is_planned(paper: Paper, date: Date) -> bool:
    """Whether a word says that what stands at a date is to come."""
    before, after = sentence_before(paper.text, date.start), sentence_after(paper.text, date.end)
    # 2024年5月起，每季度兑现一次 is a rule to come.
    begins = after[:1] == "起" and not OVER.search(own_clause(after))
    said = begins or date.word in ("明", *FOLLOWING) or PLANNED.search(before + own_clause(after)) or ENDS_RANGE.search(before)
    return bool(said) or looks_ahead(paper, date)


def is_reported(paper: Paper, date: Date) -> bool:
    """Whether what stands at a date is told with what came of it, as nobody tells of a plan."""
    before, after = sentence_before(paper.text, date.start), sentence_after(paper.text, date.end)
    head = CLAUSE_ENDS.split(before)[-1]
    if (
        not date.month
        or date.word
        or date.until
        or date.part in ("底", "末")
        or not (LEADS.fullmatch(head.rpartition("、")[2]) or head.endswith(("于", "在")))
    ):
        return False
    if BOUND.match(after) or PLANNED.search(before + after) or MEANT.search(before + after) or IF.search(after):
        return False
    return (
        bool(COUNTED.search(after))
        and not NOT_YET.search(before + after)
        and not looks_ahead(paper, date)
        and not _is_name(before, after)
    )


def _is_name(before: str, after: str) -> bool:
    """Whether a date stands in the name of a paper, or begins that of something: 《2025年工作方案》, “12月党日”."""
    return before.rfind("《") > before.rfind("》") or (before.endswith("“") and "”" in after[:LONGEST_NAME])


def looks_ahead(paper: Paper, date: Date) -> bool:
    """Whether a date stands in what the paper says of its plans."""
    if paper.period.ahead:
        return True
    above = paper.text[max(paper.body, date.start - CHAPTER) : date.start]
    paragraph = above.rpartition("\n")[2]
    # 七、下半年安排。7月起…: a heading with its text in one line.
    inline = paragraph.partition("。")[0]
    if len(inline) <= HEADING and PLANS.search(inline):
        return True
    return _is_under_plans(above) or bool(AHEAD.search(paragraph) or PLANS_BEGIN.search(above))


def _is_under_plans(above: str) -> bool:
    """Whether the last heading, or one above it up to that of the chapter, is that of plans."""
    for line in reversed(above.split("\n")[:-1]):
        if 0 < len(line) <= LONGEST_HEADING and not line.endswith(("。", "；")):
            if PLANS.search(line):
                return True
            if CHAPTER_BEGINS.match(line):
                return False
    return False


def told_up_to(paper: Paper) -> Date | None:
    """The last month up to which a paper tells what was done: 到2025年9月，线损率降到2.87%."""
    told = (
        date
        for date in paper.timeline
        if date.year and date.month and not date.assumed and UP_TO.search(paper.text, max(0, date.start - 3), date.start)
    )
    return max((date for date in told if is_done(paper, date)), key=lambda date: date.last, default=None)
