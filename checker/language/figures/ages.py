"""Years since somebody came or something was built: 2011年进厂，干了11年; 建于1996年，今年是建厂27周年."""

from __future__ import annotations

from collections.abc import Iterator

from checker.language import lazily
from checker.language.figures.dates import Date
from checker.language.figures.paper import Conflict, Paper
from checker.language.figures.tense import told_up_to
from checker.language.figures.timeline import year_of
from checker.language.numerals import value

# What is told right behind a year, or right before it.
BEGAN = lazily.pattern(
    r"[^，。；\d]{0,4}(?:进[厂矿站场公]|入[职厂矿行]|来[厂矿到]|参加工作|上班|建[厂矿校站会成的]|成立|投产|始建|创办|出生|当学徒|跟师)"
)
JOINED = lazily.pattern("[^，。；]{0,4}(?:进|入|来|参加|上班|当)")
FOUNDED = lazily.pattern("(?:建|成立|生|创办)于$")
SO_LONG = lazily.pattern(
    r"(?:[干做开守]了|今年才?|派遣了|整整?|已经?|[已至今刚]*满|工龄|(?:建[厂矿校站会]|成立|投产)(?:已|满)?)(?:有|是|了|近|约)*"
    r"(?P<number>\d{1,3}|[一二三四五六七八九十百]{1,5})(?P<more>多|余|来)?个?(?P<unit>周年|年头|岁|年(?![前后内间级度的期]))"
)
# What sets the two apart: another year, another time.
APART = lazily.pattern(r"\d{4}年|[去前]年|当[时年]|那[时年]|以前|退休|离|[第又再]|后来|改制|合并|搬|从[事来]|学|[转调]")
ENDS = lazily.pattern(r"[。；\n]")
# How far a count may be out: the year itself counted or not; how far it stands from the year, behind and before.
OUT, MORE, MOST, BEHIND, BEFORE = 1, 10, 100, 44, 24


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Ages, years of service and anniversaries that do not fit the year of the paper."""
    now, dated = year_of(paper.signature, paper.period), False
    for date in paper.dates:
        if not date.year or date.start >= paper.signed:
            continue
        if BEGAN.match(paper.text, date.end) or FOUNDED.search(paper.text, max(0, date.start - 4), date.start):
            if not now and not dated:
                told, dated = told_up_to(paper), True
                now = told.year if told else None
            if now:
                yield from _since(paper, date, now)


def _since(paper: Paper, date: Date, now: int) -> Iterator[Conflict]:
    # 今年47岁，2008年进厂 tells of two years.
    joined = JOINED.match(paper.text, date.end)
    behind = ENDS.split(paper.text[date.end : date.end + BEHIND])[0]
    before = ENDS.split(paper.text[max(0, date.start - BEFORE) : date.start])[-1]
    for said, start in ((behind, date.end), (before, date.start - len(before))):
        match = SO_LONG.search(said)
        gap = said[: match.start()] if match and start == date.end else said[match.end() :] if match else ""
        told = value(match["number"]) if match else None
        if match is None or not told or told > MOST or APART.search(gap) or (joined and match["unit"] == "岁"):
            continue
        years, more = now - (date.year or 0), MORE if match["more"] else 0
        if years > 0 and not (told - OUT <= years + more and years - OUT - more <= told):
            place = start + match.start("number"), start + match.end("unit")
            yield Conflict(
                *place, date.start, date.end,
                f"从{date.year}年到{now}年是{years}年，这里写的是{paper.text[slice(*place)]}，存疑。",
                "年份和年数，哪一个写错了？",
            )  # fmt: skip
            return
