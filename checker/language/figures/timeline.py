"""When a paper's deeds were: its dates with the years that they leave out, and the words that stand around them."""

from __future__ import annotations

from checker.language import lazily
from checker.language.dating import Period
from checker.language.figures.dates import MONTHS_IN_YEAR, Date

# How many years a word leads away from the paper's year, and how many from that of the date before.
SHIFT = {"本": 0, "今": 0, "去": -1, "上": -1, "前": -2, "明": 1}
FOLLOWING = {"同": 0, "当": 0, "次": 1, "翌": 1}
RECURRING = ("每", "往", "历")
# A month without a year is taken for one of the paper's year only where it stands at most so many months from the signature, and
# not in a paper of the first months, which looks back at the year before.
NEAR, EARLY_IN_YEAR = 3, 4
# A year stands for what follows where a clause begins with it; elsewhere something is compared with it.
OPENS = lazily.pattern(r"(?:^|[。；，,：:、（(\n])\s*(?:自|从|在|于|截[至止]到?|到|早在)?$")
YEAR = lazily.pattern(r"20\d\d(?=年)")
ENDS = lazily.pattern(r"[。；！？\n]")
# 3月底前, 7月以前, but not 前期 nor the 前提 of something.
BY = "[之以]?前(?!期|后|提(?![出交供]))"
CLAUSE_ENDS = lazily.pattern(r"[，,：:（(]")
# As far as a sentence is looked at on either side of a date; how far above it its heading may stand, and how long headings are.
FAR, CHAPTER, LONGEST_HEADING, STORY = 60, 800, 24, 400
# A range or a rule of one year may reach into the next where it would else go back by so many months: 2020年11月至3月.
OVER_THE_TURN = 6
# Words of deeds that begin something, and of those that end it.
STARTED = "开班|开课|开赛|开幕|进场|启动|开工|立项|动工|筹建|开始|着手"
FINISHED = "结业|闭幕|毕业|结束|完成|竣工|建成|投产|验收|完工|收官|交付"


def placed(text: str, dates: list[Date], signature: Date | None, period: Period) -> list[Date]:
    """The dates with their years, which stay None where nobody can tell: said, told before in the line, else the paper's."""
    paper_year = year_of(signature, period)
    found: list[Date] = []
    told, line = None, -1
    for date in dates:
        begin = text.rfind("\n", 0, date.start)
        if begin != line:
            told, line = None, begin
        last = found[-1] if found else date
        if date.word in SHIFT:
            date = date._replace(year=None if paper_year is None else paper_year + SHIFT[date.word])
        elif date.word in FOLLOWING:
            date = date._replace(year=None if last.year is None else last.year + FOLLOWING[date.word], assumed=last.assumed)
        elif date.year is None and not date.word:
            # 每年11月 says nothing of the next sentence.
            if told and told.word in RECURRING and ENDS.search(text, told.end, date.start):
                told = None
            # 采暖季至2025年3月 in a paper of 2024: what it reports on is not of that year.
            ahead = told and told.month and told.year and signature and signature.year and told.year > signature.year
            date = date._replace(year=told.year) if told and not ahead else _assumed(text, date, paper_year, signature, found)
            found.append(date)
            continue
        found.append(date)
        if (
            date.month
            or date.word in RECURRING
            or (date.word not in FOLLOWING and OPENS.search(text, max(0, date.start - 6), date.start))
        ):
            told = date
    return found


def year_of(signature: Date | None, period: Period) -> int | None:
    """The year that 今年 is: the signature's, but for a paper on an earlier year, or one of the first months that says none."""
    early = signature is None or (signature.month or 0) < EARLY_IN_YEAR
    told = period.year or (max(period.years, default=None) if early and signature else None)
    if signature is None or signature.year is None or early:
        return told
    return min(told or signature.year, signature.year)


def _assumed(text: str, date: Date, year: int | None, signature: Date | None, told: list[Date]) -> Date:
    """A date whose paragraph tells no year, nor a story of another year shortly before."""
    if signature is None or year != signature.year or (signature.month or 0) < EARLY_IN_YEAR:
        return date
    near = abs((date.until or date.month or MONTHS_IN_YEAR) - (signature.month or 0)) <= NEAR
    last = told[-1] if told and date.start - told[-1].end < STORY else None
    if last and last.year is not None and last.month and not last.word and last.year != year:
        return date
    other = YEAR.search(heading(text, date.start))
    return date._replace(year=year, assumed=True) if near and not (other and other.group() != str(year)) else date


def sentence_before(text: str, start: int) -> str:
    """What stands before a date in its sentence, as far as it is looked at."""
    return ENDS.split(text[max(0, start - FAR) : start])[-1]


def sentence_after(text: str, end: int) -> str:
    """What stands after a date in its sentence."""
    return ENDS.split(text[end : end + FAR], 1)[0]


def own_clause(after: str) -> str:
    """The clause after a date, whether a comma stands between them or not."""
    return CLAUSE_ENDS.split(after.lstrip("，,"), 1)[0]


def heading(text: str, position: int, begin: int = 0) -> str:
    """The last line above a position, and behind `begin`, that is as short as headings are."""
    lines = text[max(begin, position - CHAPTER) : position].split("\n")[:-1]
    return next((line for line in reversed(lines) if 0 < len(line) <= LONGEST_HEADING and not line.endswith("。")), "")
