"""Five-year plans, congresses and anniversaries that are not of a paper's time: 围绕“十三五”目标, 喜迎 what is past."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.language import lazily
from checker.language.told import EARLY, SUMMER, Paper, proof, proof_of_date, sentence_at
from checker.language.whole import Trace
from checker.language.years import latest_told

PLAN = lazily.pattern(r"十([二三四五])五")
QUOTES = '“”"'
FIRST = {"二": 2011, "三": 2016, "四": 2021, "五": 2026}
PLAN_YEARS = 5
ITS_FIRST = lazily.pattern(r"[^。，]{0,6}(?:开局|开好局|起步|起好步|第一年|首年|头一年)(?!良好)")
ITS_LAST = lazily.pattern(r"[^。，]{0,8}(?:收官|最后一年|末年|决胜之?年)")
# What is said of a plan that is being carried out; of one that is over only what it left is told.
ITS_AIMS = lazily.pattern(
    r"[^，。“”]{0,10}?(?:规划|(?:宏伟|奋斗)?目标|蓝图|发展|任务|新?起点|征程|篇章|建设|新局面|战略|东风|机遇|部署|要求|实施|思路|大局|重点(?:工程|项目))(?!的?[^，。]{0,8}(?:[了已于]|建成|(?<!如期)(?<!圆满)(?<!全面)完成))"
)
# What tells of an earlier year, and what a paper says of its own though it is done: 圆满收官作出了贡献.
TOLD_THEN = lazily.pattern(r"20\d\d|当[时年]|那[时年]")
OF_THIS_YEAR = lazily.pattern("圆满|良好|全年|一年来|贡献")
FORWARD = lazily.pattern(
    r"将(?!近)|[需须]?要(?!求)|力争|确保|为(?:了|圆满|早日|如期)?实现|而(?:努力|不懈|共同)?奋斗|下一?步|今后|未来|明年|新征程|新起点|东风|信心|再[创立添上接]|正值|站在|[乘踏迈走][着上向进在]|紧扣|围绕|按照|落实|锚定|瞄准|聚焦|对照|谋划|编制"
    r"|服务|助力|助推|推动|贯彻|奋进|谱写|开启|融入|面向|承接|投身|夺取|为“|“[^，。]{0,12}征程"
)
# What is yet to be done, though it speaks of an end: 确保目标如期完成.
SURELY = lazily.pattern(r"确保[^，。]{0,24}(?:完成|实现)")
STRIVES = lazily.pattern("(?:决胜|夺取|冲刺|迎接|投身|奋战|奋进|逐梦|聚力)$")
ITS_TIME = lazily.pattern(r"(?:期间|时期)[^。]{0,20}(?:将(?!近)|力争|计划[^。，]{1,10}(?:建|完|达|实)|要(?:继续|进一步|坚持))")
LOOKS_BACK = lazily.pattern(
    r"回顾|没有|完成|顺利|期间|时期|以来|总结|比|较|时[定的候]|[了已曾]|末|结束|当[时年]|那[时年]|建成|20(?:1\d|20)年"
)
# Congresses by the month in which they met.
CONGRESSES = {"十八大": (2012, 11), "十九大": (2017, 10), "二十大": (2022, 10)}
# Whose spirit papers of today carry out; the latest is always named.
CONGRESS_AFTER = {"十八大": "十九大", "十九大": "二十大"}
SPIRIT = lazily.pattern(r"(?:全面|深入)?(?:贯彻|学习|落实)[^，。]{0,8}党的(?P<congress>十八大|十九大)[^。]{0,24}精神")
OCCASIONS = ("十八大", "十九大", "二十大", "周年")
OCCASION = lazily.pattern(
    r"(?P<congress>十八大|十九大|二十大)(?!精神|报告|以来|代表|提出|部署|会议|擘画|描绘)|(?P<founded>建党"
    r"|(?:中国)?共产党成立|党成立|建国|新中国成立|中华人民共和国成立|(?:中华)?全国总工会(?:成立|建会)|全总成立|五四运动|改革开放|长征胜利|建军)(?P<years>\d{2,3})周年"
)
GREETS = lazily.pattern(
    r"(?:以[^。]{0,36}(?:成绩|行动|姿态|业绩|贡献|面貌|答卷|成果))[^。]{0,8}(?:迎接|喜迎|庆祝|献礼|向)[^。，]{0,8}$"
)
# What is awaited, or given to an occasion; what a past one is told by.
AWAITS = lazily.pattern(r"(?:迎接|喜迎|向|为)(?:党的)?$")
GIFT = lazily.pattern(r"[^。，]{0,6}(?:献礼|胜利召开|到来|华诞)")
AWAITED = lazily.pattern("(?:迎接|喜迎)(?:党的)?$")
GREETED = lazily.pattern("(?:庆祝|纪念|迎接|喜迎|庆贺)(?:中国)?$")
ROUND = 5
LONG_AGO = lazily.pattern(r"20\d\d年|当[时年]|那[时年]|曾|首届|起[，,]|始于")
THEN = lazily.pattern(r"20\d\d|当[时年]|那[时年]|时[，候]|[了曾]")
IS_NOW = lazily.pattern(r"(?:(?P<year>20\d\d)年|(?P<next>明年|来年)|今年)[^。，]{0,6}(?:是|恰逢|正值|适逢|迎来)[^。]{0,24}$")
FOUNDED = {"工会": 1925, "全总": 1925, "党": 1921, "国": 1949, "五四": 1919, "改革开放": 1978, "长征": 1936, "建军": 1927}


# A quick look.
WORDS = "十二五|十三五|十四五|十五五|十八大|十九大|二十大|周年"


def strays(paper: Paper) -> list[Trace]:
    """Kinds ``plan_period`` and ``occasion``; `detail` is what the words mean."""
    return sorted([*_plans(paper), *_occasions(paper)])


def _plans(paper: Paper) -> Iterator[Trace]:
    """A five-year plan of another time."""
    text = paper.whole.text
    if "五" not in text or not (plans := list(PLAN.finditer(text))):
        return
    # A paper without any date is at least as late as the year that it calls the first of a plan.
    own = paper.year or latest_told(text) or 0
    month = paper.signed.month if paper.signed and paper.signed.year == own else SUMMER
    for match in plans:
        at, past = match.span()
        at -= text[at - 1 : at] in tuple(QUOTES)
        past += text[past : past + 1] in tuple(QUOTES)
        start, end = sentence_at(text, at, past)
        before, after, sentence = text[start:at], text[past:end], text[start:end]
        first = FIRST[match[1]]
        last = first + PLAN_YEARS - 1
        if ITS_FIRST.match(after) or ITS_LAST.match(after):
            meant = first if ITS_FIRST.match(after) else last
            now = IS_NOW.search(before)
            told = TOLD_THEN.search(sentence) or ("了" in sentence and not OF_THIS_YEAR.search(sentence))
            is_past = own > meant + 1 and not now and not told
            if is_past or (now and (now["year"] or paper.year) and not _holds(paper, now, meant)):
                yield Trace(at, past, "plan_period", f"{first}—{last}年", proof(paper))
        elif own > last and (
            (paper.period.ahead and before.endswith(("到", "至")) and after.startswith(("末", "期末")))
            or _is_to_come(before, after, long_over=(own, month) >= (last + 1, SUMMER))
        ):
            yield Trace(at, past, "plan_period", f"{first}—{last}年", proof(paper))


def _is_to_come(before: str, after: str, long_over: bool) -> bool:
    """Whether a five-year plan is spoken of as one to carry out, by its clause."""
    clause = f"{re.split('[，；,]', before)[-1]}“{re.split('[，；,]', after)[0]}"
    aimed_at = (
        ITS_TIME.match(after)
        or (long_over and STRIVES.search(before))
        or (long_over and ITS_AIMS.match(after) and FORWARD.search(clause))
    )
    looked = SURELY.sub("", clause) if long_over else before + after
    return bool(aimed_at) and not LOOKS_BACK.search(re.sub("期间|时期", "", looked) if long_over else looked)


def _holds(paper: Paper, now: re.Match[str], meant: int) -> bool:
    """Whether what is said of a year, or of this one, is true of `meant`."""
    if now["year"]:
        return int(now["year"]) == meant
    if now["next"]:
        return paper.signed is None or paper.signed.year + 1 == meant
    years = {paper.year}
    if paper.signed and paper.signed.month <= EARLY:
        years |= {paper.signed.year, paper.signed.year - 1}
    return meant in years


def _is_round(match: re.Match[str], later: int) -> bool:
    """Whether an anniversary is none that people celebrate, and one so many years later is."""
    years = int(match["years"])
    return years % ROUND != 0 and (years + later) % (2 * ROUND) == 0


def _occasions(paper: Paper) -> Iterator[Trace]:
    """A congress or an anniversary that is awaited when it is over, or that is not this year's."""
    text = paper.whole.text
    if not any(word in text for word in OCCASIONS):
        return
    own = paper.year or latest_told(text)
    if own is None:
        return
    for match in SPIRIT.finditer(text):
        held, following = CONGRESSES[match["congress"]], CONGRESS_AFTER.get(match["congress"], "")
        if (
            following
            and following not in text
            and own > CONGRESSES[following][0]
            and paper.whole.parts[paper.whole.paragraph_at(match.start())] != "title"
        ):
            yield Trace(*match.span("congress"), "occasion", f"{held[0]}年", proof_of_date(paper))
            break
    latest = (own, paper.signed.month) if paper.signed and paper.signed.year == own else (own, 1)
    for match in OCCASION.finditer(text):
        before = text[sentence_at(text, match.start(), match.end())[0] : match.start()]
        if match["congress"]:
            when = CONGRESSES[match["congress"]]
        else:
            when = (int(match["years"]) + FOUNDED[next(word for word in FOUNDED if word in match["founded"])], 12)
        now = IS_NOW.search(before)
        is_awaited = GREETS.search(before.removesuffix("党的").removesuffix("中国")) and latest > when
        sentence = text[slice(*sentence_at(text, *match.span()))]
        # 庆祝建党99周年 in the year of the hundredth.
        is_near = (
            GREETED.search(before)
            and match["years"]
            and when[0] != own
            and when[0] in (own - 1, own + 1)
            and _is_round(match, own - when[0])
        )
        awaits = GIFT.match(text, match.end()) or (before.rfind("“") <= before.rfind("”") and AWAITED.search(before))
        is_gift = awaits and AWAITS.search(before) and own > when[0] and not THEN.search(sentence)
        # 以庆祝新中国成立70周年为主线 two years on.
        is_long_past = (
            GREETED.search(before)
            and match["years"]
            and own - when[0] > 1
            and not LONG_AGO.search(sentence.replace(f"{own}年", "").replace(f"{own + 1}年", ""))
            and "以来" not in sentence
        )
        if is_awaited or is_gift or is_near or is_long_past or (match["founded"] and now and not _holds(paper, now, when[0])):
            yield Trace(*match.span(), "occasion", f"{when[0]}年", proof_of_date(paper))
