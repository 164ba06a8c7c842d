"""Years since somebody came or something was built: 2011年进厂，干了11年; 建于1996年，今年是建厂27周年."""

from __future__ import annotations

from collections.abc import Iterator

from checker.language import lazily
from checker.language.figures.paper import Conflict, Paper
from checker.language.figures.timeline import year_of
from checker.language.numerals import value

YEAR = r"(?:(?:19|20)\d\d|[一二][九〇○零][〇○零一二三四五六七八九]{2})"
DEED = "进[厂矿站场公]|入[职厂矿行]|来[厂矿到]|参加工作|上班|建[厂矿校站会成的]|成立|投产|始建|创办|出生|当学徒|跟师"
BEGAN = (
    rf"(?:(?:[始创]?建|成立|[出]?生|创办)于(?P<after>{YEAR})年|(?P<before>{YEAR})年(?:\d{{1,2}}月)?[^，。；\d]{{0,4}}(?:{DEED}))"
)
SO_LONG = (
    r"(?:干了|做了|派遣了|开了|守了|整整?|已经?|[已至今刚]*满|工龄|(?:建[厂矿校站会]|成立|投产)(?:已|满)?)(?:有|是|了|近|约)*"
    r"(?P<number>\d{1,3}|[一二三四五六七八九十百]{1,5})(?P<more>多|余|来)?个?(?P<unit>周年|年头|年|岁)(?![前后内间级度的期])"
)
SINCE = lazily.pattern(rf"{BEGAN}(?P<gap>[^。；\n]{{0,30}}?){SO_LONG}")
BACK = lazily.pattern(rf"{SO_LONG}(?P<gap>[^。；\n]{{0,16}}?)(?P<before>{YEAR})年(?P<after>)(?:{DEED})")
# What sets the two apart: another year, another time.
APART = lazily.pattern(rf"{YEAR}年|[去前]年|当[时年]|那[时年]|以前|退休|离|[第又再]|后来|改制|合并|搬|从[事来]|学|[转调]")
# How far a count may be out: the year itself counted or not; 年头 counts both ends.
OUT, MOST = 1, 100


def conflicts(paper: Paper) -> Iterator[Conflict]:
    """Ages, years of service and anniversaries that do not fit the year of the paper."""
    now = year_of(paper.signature, paper.period)
    if now is None:
        return
    for pattern in (SINCE, BACK):
        for match in pattern.finditer(paper.text, 0, paper.signed):
            written = match["after"] or match["before"]
            year, told = value(written), value(match["number"])
            if not year or not told or told > MOST or APART.search(match["gap"]):
                continue
            years = now - year
            fits = told - OUT <= years + (10 if match["more"] else 0) and years - OUT - (10 if match["more"] else 0) <= told
            if years > 0 and not fits:
                start = match.start("number")
                place = match.start("after") if match["after"] else match.start("before")
                yield Conflict(
                    start, match.end("unit"), place, place + len(written) + 1,
                    f"从{written}年到{now}年是{years:g}年，这里写的是{paper.text[start : match.end('unit')]}，存疑。",
                    "年份和年数，哪一个写错了？",
                )  # fmt: skip
