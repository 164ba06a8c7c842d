"""What a sentence does in the telling of a reform: it lays down a rule, names those it is for, or says what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.language.lazily import each, led, pattern
from checker.language.lexicon import Hit
from checker.language.material import Sentence

# Where something stands: from one offset to the next.
Span = tuple[int, int]
# What a sentence does is said in so many characters; a hostile one may be as long as a book.
FAR = 600

# From this strength on a sentence is a rule rather than what came of one.
RULED = 0.6
# What a rule gives or grades by.
WORTH = frozenset({"money", "grade", "percent", "ratio", "quoted", "range"})
# Conditions that the facts do not know: 考过一级每月加, 不合格的降, 没有考过的, 超过两台的.
IF = pattern(
    each("的|者", r"(?:[，,]|(?=[按由可不先享降停退给发补取])|[^，。；]{0,6}(?:不得|不能|可以|才能|方可))")
    + "|"
    + each("考过|考上|评上|升|晋|合格|达到|出徒|带出|学会", r"[^，。；]{0,14}(?:加|补|发|涨|奖|得|领|拿|转|定为|享)")
    + "|不得|不准|一律|必须|须经|方能|方可|才准|才能|不予|照发|照算|为准|免考|免试"
)

# A plan is no result, and neither is a rule in the future.
PLAN = pattern(
    r"下一?步|下一阶段|今后|接下来|将(?:继续|进一步|于|在|持续|从)|计划[于在到用]|拟[将于在把再用从]|打算|力争|争取|目标是|预计|有望|准备"
)
# Changes with an end: 由31个降到9个, 比上年少了一半, 同比增长, 多出一千一百元.
CHANGED = pattern(
    led(
        "提上增降下减缩升压扩涨平落跌少多高低短快长拉翻同环比较",
        r"(?:(?:提高|上升|增加|增长|增|降低|下降|减少|缩短|提升|升|降|压缩|扩大|涨|减|压|提|平|落|跌|少|多|高|低|短|快|长|拉开|翻)(?:[到至为成]|了|出|下来|一番|一倍|近?[一二三四五六七八九\d]{1,6}[成倍%％])"
        r"|同比|环比|[比较](?:上[一]?[年个季月]|去年|前[一两]?年|同期|改[革之]?前|原来|以前|往年|过去|上届|推行前|试点前|实行前))",
    )
)
AMOUNTS = frozenset({"range", "people", "percent", "money", "ratio", "thing", "time"})
# People whom it reached: 有63人升了级, 11人评上高级工, 转正的已有三十七名.
REACHED = pattern(
    r"评上|考上|考取|考过|升|晋|取得|拿到|获|聘|转|通过|领到|认定|当选|当上|当了|走上|进入|入选|多拿|留[住下在了]|离职|流失|走了|走的|没有?走|返岗|回来|持[有证]"
    r"|受益|达到|兑现|出徒|出师|调到|补进|改签|享受|编入|降[了级]|退回|合格|达标"
)
# Since when it is so: 到6月底, 实行一年来, 如今, 头一批; and what stopped: 没有谁被退回, 不用等人.
SINCE = pattern(
    "如今|现在|目前|至今|眼下|头一?[批回个名次位]|首一?[批回个名次位]|第一[批次]|从此|不再|没有?再|不用|没有一个|没有谁|已有|已经|累计|先后有|变化"
)
# What says so only in the first clause.
SINCE_THEN = pattern(
    r"[^，。；]{0,16}(?:[月年]底|目前|至今|为止|以来|[年月]来|下来|如今|现在|眼下|今年|去年|前年|当年|季度|上半年|以后|之后)"
    r"|(?:到|截至|截止)[^，。；]{1,12}，"
)
BENEFIT = pattern(
    each("收入|工资|年薪|奖金|津贴|分红", "[^，。；]{0,10}(?:多|涨|增|高|比|超过|拿|达)")
    + "|当上|当选|当了|成了|成为|成长为|升为|升任|转为|聘为|评为|评上|考上|考到|晋升|提拔|选进|拿到|领到|挑起|顶班"
    "|回岗|改签|抢着|自己|稳定|留了?下|过关|超过|有了|撤[了掉]|退回|平了|坐满|不再|没有再|不用|补进|搁下"
)
# How it was before: the other half of a change, or a problem.
BEFORE = pattern(
    r"(?:过去|以前|以往|原来|原先|从前|早先|此前|长期以来|多年来|往年|[^，。；]{0,12}(?:之前|以前)[，,三]|改革前|改之前)"
)
WRONG = pattern(
    r"留不住|断档|断层|吃大锅饭|大锅饭|没有凭据|症结|短板|难题是|问题是|不愿|走掉|上手慢|拿不到|访谈|以前(?:不能|没有|只)|没人(?:愿|肯)|普遍反映|反映(?:最|较)"
)
MARKS = pattern("[“《（”》），,。；;：！？\n]")
# Verbs of setting up and changing.
DOES = pattern(
    r"把|将|实行|推行|建立|设立|设|改|分成|分为|拆成|定为|纳入|打破|取消|合并|归并|推出|开通|打通|制定|规定|挂钩|下放|试行|增设|拿出|换成|变成|写进|允许|可以"
)
# What the unit is: its size, its trade.
ABOUT = pattern(
    r"[^，。；]{0,16}?(?:现有|在册|在岗|共有|下辖|下设|是一?家|成立于|始建于|地处|位于|主营|管着|有[^，。；]{1,20}(?:个车间|名?职工|工人))[^，。；]{0,30}[，。]"
)
# What was learnt, what failed, what was said: no deed of the reform.
TALK = pattern(
    r"实践证明|体会|意见最?大|起初|刚开始|一开始|我们[觉认]|充分说明|启示|不足|没有?做[好成通]|还没有|尚未|没想到|没解决|毛病|短处|遗憾|教训|需要继续"
)


# That it is so already: 当年有9个聘上, 首批88对中79对合格, 到11月出师38个.
OUT = pattern(
    led(
        "中里已等经当去今首头先下到兑共出考过",
        r"(?:[中里]有|已有?|等\s?[\d一二三四五六七八九十]{1,3}[人名]|经评审|当年|去年|今年|[首头]一?批|先后|下来|到\s?\d{1,2}\s?月|到[^，。；]{0,6}底"
        r"|兑现|共[有计]?\s?\d|[出考过]了)",
    )
)


def is_result(sentence: Sentence) -> bool:
    """Whether a sentence says what became different, for whom, by how much; plans, rules and counts of activities do not."""
    text = sentence.normal
    facts = {fact[2] for fact in sentence.facts}
    since = SINCE.search(text) is not None or SINCE_THEN.match(text) is not None
    return _changed(text, facts, since) and not _is_other(sentence, facts, since)


def _changed(text: str, facts: set[str], since: bool) -> bool:
    if (since or "range" in facts) and facts & AMOUNTS and CHANGED.search(text):
        return True
    if "people" in facts and (since or "condition" not in facts) and REACHED.search(text):
        return True
    return since and not IF.search(text) and BENEFIT.search(text) is not None


def _is_other(sentence: Sentence, facts: set[str], since: bool) -> bool:
    """Whether a sentence with a change is a plan, a lesson, a problem, how it was before, or a rule."""
    text = sentence.normal
    if text[0] == "凡" or PLAN.search(text) or TALK.search(text) or WRONG.search(text):
        return True
    if BEFORE.match(text) and not (since and ("今年" in text or "如今" in text or "现在" in text or "去冬" in text)):
        return True
    return not (since and facts & {"range", "person"}) and rule_strength(sentence) >= RULED


def outcome(sentence: Sentence) -> Span | None:
    """The part of a measure's sentence that tells what came of it already (首批考了四十人，过了十一人); a span of `normal`."""
    text = sentence.normal[:FAR]
    amounts = [fact for fact in sentence.facts if fact.lexicon in AMOUNTS and fact.end <= FAR]
    if not amounts or not OUT.search(text):
        return None
    told = [place for place in clauses(text) if _came_of_it(text, place, amounts)]
    return (told[0][0], told[-1][1]) if told else None


def _came_of_it(text: str, place: Span, amounts: list[Hit]) -> bool:
    start, end = place
    if not any(start <= fact.start < end for fact in amounts) or IF.search(text, start, end) or not OUT.search(text, start, end):
        return False
    return REACHED.search(text, start, end) is not None or CHANGED.search(text, start, end) is not None


def clauses(text: str) -> Iterator[Span]:
    """Clauses between commas and stops; those inside quotes belong to their clause."""
    start = depth = 0
    for match in MARKS.finditer(text):
        mark, at = match[0], match.start()
        if mark in "“《（":
            depth += 1
        elif mark in "”》）":
            depth = max(0, depth - 1)
        elif not depth:
            if at > start:
                yield start, at
            start = at + 1
    if start < len(text):
        yield start, len(text)


def describes(sentence: Sentence) -> bool:
    """Whether a sentence says what the unit is rather than what was done."""
    return ABOUT.match(sentence.normal) is not None


def is_deed(sentence: Sentence) -> bool:
    """Whether a sentence has the words of setting up or changing something."""
    return DOES.search(sentence.normal) is not None or rule_strength(sentence) > 0


def is_aside(sentence: Sentence) -> bool:
    """Whether a sentence tells how it was before, what was wrong, what is planned or what was learnt: no deed."""
    text = sentence.normal
    return bool(WRONG.search(text) or PLAN.search(text) or TALK.search(text) or BEFORE.match(text))


def rule_strength(sentence: Sentence) -> float:
    """How fully a sentence lays down a rule, 0–1: what is arranged, on which condition, who gets what."""
    facts = [fact[2] for fact in sentence.facts]
    mechanism = [hit[2] for hit in sentence.hits].count("mechanism")
    condition = min(2, facts.count("condition") + len(IF.findall(sentence.normal)))
    arranged = min(2, facts.count("arrangement") + facts.count("rule"))
    worth = not WORTH.isdisjoint(facts)
    return min(1.0, 0.2 * min(3, mechanism) + 0.25 * condition + 0.2 * arranged + 0.15 * worth)
