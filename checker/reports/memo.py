"""退改意见: one page to a unit on what its material lacks, with its own sentences and the questions that they leave open.

What goes to the unit is only this: no points, no other unit, nothing that is meant for the office (doubts about a verdict).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from checker.checks.elements import ASKED
from checker.checks.elements import NAMES as ELEMENT_NAMES
from checker.reports import official
from checker.reports.courtesy import asked, file_problem, flat, revision_of, shortened
from checker.reports.official import BODY, FANG, FIRST, KAI, PLAIN
from checker.reports.round import Change, Entry, Remark, Round
from checker.reports.safe import xml_text

SIGNED, DATED = "（印发单位）", "　　　　年　　月　　日"
# A title in the title: two lines of 小标宋, no more.
LONGEST_TITLE = 26
# Characters of 小标宋 in a line.
A_LINE = 19
LONGEST_NAME = 50
# What is wrong stands in one line, what to answer in two; the second figure is for papers that have no room.
LONGEST_MESSAGE, BRIEF_MESSAGE = 32, 24
LONGEST_QUESTION, BRIEF_QUESTION = 60, 40
MOST_HOLLOW = 3
# Elements without which a paper cannot pass.
DEAREST = ("measure", "result")
# A revised material's remarks that were met are named, not shown.
MET_SHOWN, MET_LETTERS = 3, 14


class Layout(NamedTuple):
    """How much is said and how big: size and leading in points, points, quotations a point and letters a quotation.

    `brief` leaves out where a quotation stands, cuts what is wrong and what to answer, and asks for the dearest elements only.
    """

    size: float
    leading: float
    points: int
    quotes: int
    letters: int
    brief: bool = False


# From the standard's own layout down; what comes first fits first. Below 四号 nothing is printed: points go instead.
LAYOUTS = (
    Layout(16, 28, 5, 2, 60),
    Layout(16, 28, 5, 1, 44),
    Layout(16, 28, 5, 1, 28),
    Layout(15, 25, 5, 2, 44),
    Layout(15, 25, 5, 1, 36),
    Layout(14, 24, 5, 2, 44),
    Layout(14, 24, 5, 1, 40),
    Layout(14, 22, 5, 1, 40),
    Layout(14, 22, 5, 1, 26),
    Layout(14, 21, 5, 1, 26, brief=True),
    Layout(14, 20, 5, 1, 18, brief=True),
    Layout(14, 20, 4, 1, 18, brief=True),
    Layout(14, 20, 3, 1, 18, brief=True),
    Layout(14, 20, 2, 1, 16, brief=True),
)
# 1 point = 1/72 inch.
POINTS_A_MM = 72 / 25.4
# Letters that begin or end no line push others over; so much of a line (in characters) may stay empty.
RAGGED = 1.0


class Line(NamedTuple):
    """A paragraph before it is set: runs of text, each with its font."""

    style: str
    runs: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """All its text."""
        return "".join(text for text, _ in self.runs)


class Point(NamedTuple):
    """What is wrong, where, and what to answer: remarks that say the same are one point."""

    message: str
    suggestion: str
    quotes: tuple[tuple[str, str], ...]


def memo(entry: Entry, round: Round) -> bytes:
    """The memo on one material as a .docx of one page; who signs and the day are left to be filled in."""
    title = _title(entry)
    layout, lines = next(
        ((layout, lines) for layout in LAYOUTS if _fits(title, lines := list(_lines(entry, round, layout)), layout)),
        (LAYOUTS[-1], list(_lines(entry, round, LAYOUTS[-1]))),
    )
    document = official.paper(title, layout.size, layout.leading)
    for line in lines:
        official.add_runs(document, line.runs, line.style)
    official.sign(document, SIGNED, DATED)
    return official.save(document)


def _title(entry: Entry) -> str:
    """The memo's title; one too long for a line is broken where it reads on."""
    name = flat(xml_text(entry.title or "")) or flat(xml_text(entry.file.replace("\\", "/").rpartition("/")[2].partition(".")[0]))
    name = name.strip("《》").translate(str.maketrans("《》", "〈〉")) or "所报材料"
    main = name.partition("——")[0]
    about = f"关于《{shortened(main if len(name) > LONGEST_TITLE and len(main) >= 6 else name, LONGEST_TITLE)}》"
    return about + ("\n" if A_LINE - 5 < _width(about) <= A_LINE else "") + "的修改意见"


def _lines(entry: Entry, round: Round, layout: Layout) -> Iterator[Line]:
    name = entry.unit.name if entry.unit else entry.said
    yield _line("", PLAIN)
    yield _line(f"{shortened(flat(xml_text(name or '')), LONGEST_NAME) or '报送单位'}：", PLAIN)
    yield _line(f"你单位报送的材料收悉。{_result(entry)}")
    sections = [section for section in _sections(entry, revision_of(entry, round), layout) if section[1]]
    for number, (heading, lines) in zip("一二三四", sections, strict=False):
        yield Line(FIRST, ((f"{number}、{heading}", official.HEI),))
        yield from lines
    if entry.verdict != "pass":
        yield _line(_resubmit(entry))


def _sections(entry: Entry, change: Change | None, layout: Layout) -> Iterator[tuple[str, list[Line]]]:
    unmet = _points(change.unmet) if change else []
    again = {_opening(quote) for point in unmet for quote, _ in point.quotes}
    points = {check: lost for check, lost, _ in entry.deductions}
    dearest = sorted(entry.remarks, key=lambda remark: -points.get(remark.check, 0.0))
    fresh = _points(remark for remark in dearest if not _repeats(remark, again))
    unmet = unmet[: layout.points]
    fresh = fresh[: layout.points - len(unmet)]
    if change:
        yield "上次意见的落实情况", list(_revised(change, len(unmet)))
        yield "仍需修改的地方", list(_numbered(unmet, layout))
    yield "其他修改意见" if change and unmet else "修改意见", list(_numbered(fresh, layout))
    foreign = entry.genre in ("union", "other")
    yield "报送要求" if foreign else "需要补充的内容", [_line(text) for text in _missing(entry, layout)]


def _repeats(remark: Remark, openings: set[str]) -> bool:
    """Whether a remark is about a sentence that has already been named."""
    return bool(remark.quote) and _opening(remark.quote) in openings


def _opening(quote: str) -> str:
    return flat(quote)[:12]


def _points(remarks: Iterable[Remark]) -> list[Point]:
    """Remarks as points: those that say the same together, a sentence once, missing elements apart."""
    points: dict[tuple[str, str], list[tuple[str, str]]] = {}
    seen: set[str] = set()
    for remark in remarks:
        if remark.check == "elements" or _repeats(remark, seen):
            continue
        seen.add(_opening(remark.quote))
        quotes = points.setdefault((_message(remark.message, LONGEST_MESSAGE), flat(xml_text(remark.suggestion))), [])
        if quote := flat(xml_text(remark.quote)).rstrip("。；，"):
            quotes.append((quote, flat(xml_text(remark.place)).strip("〔〕")))
        if other := flat(xml_text(remark.other)).rstrip("。；，"):
            quotes.append((other, ""))
    return [Point(message, suggestion, tuple(quotes)) for (message, suggestion), quotes in points.items()]


def _message(message: str, longest: int) -> str:
    """What is wrong in one line: as many clauses as it holds."""
    text = flat(xml_text(message)).rstrip("。")
    if len(text) > longest and (clauses := re.match(rf"(.{{8,{longest}}})[，；：]", text)):
        text = clauses.group(1)
    return shortened(text, longest) + "。"


def _numbered(points: list[Point], layout: Layout) -> Iterator[Line]:
    for number, point in enumerate(points, 1):
        quotes = "；".join(_quoted(quote, place, layout) for quote, place in point.quotes[: layout.quotes])
        said = f"如：{quotes}。" if quotes else ""
        message = _message(point.message, BRIEF_MESSAGE if layout.brief else LONGEST_MESSAGE)
        question = shortened(asked(point.suggestion), BRIEF_QUESTION if layout.brief else LONGEST_QUESTION)
        yield Line(BODY, ((f"{number}．{message}", KAI), (said + question, FANG)))


def _quoted(quote: str, place: str, layout: Layout) -> str:
    where = f"（“{place}”部分）" if place and place != "开头部分" and not layout.brief else ""
    return f"“{shortened(quote, layout.letters)}”{where}"


def _result(entry: Entry) -> str:
    if entry.error or entry.verdict is None:
        what, ask = file_problem(entry)
        return f"经查看，{what}，暂时无法审读，{ask}。"
    if entry.verdict == "pass":
        return "经审读，材料符合要求，可以转报。以下意见供进一步完善时参考。"
    if entry.verdict == "revise":
        mixed = "产改内容与工会日常工作写在了一起，请突出产改内容" if entry.genre == "mixed" else "部分内容还需补充完善"
        return f"经审读，材料有一定基础，但{mixed}。现退回，请修改后重新报送。"
    if not entry.quality:
        return "经审读，材料正文尚未填写完整，本次暂不转报，请补齐后重新报送。"
    if entry.genre == "union":
        return "经审读，材料以工会日常工作为主，与产改工作情况的要求不一致，本次暂不转报，请另行报送。"
    if entry.genre == "other":
        return "经审读，材料写的不是本单位已经开展的产改工作，与产改工作情况的要求不一致，本次暂不转报，请另行报送。"
    if entry.hollow != MOST_HOLLOW:
        return "经审读，材料大部分文字与往期材料相同，本次暂不转报，请按本期工作重新撰写后报送。"
    return "经审读，材料中可以核实的具体内容较少，本次暂不转报，请补充实例后重新报送。"


def _revised(change: Change, shown: int) -> Iterator[Line]:
    kinds = {"明显改进": "与上一稿相比有明显改进。", "只是变长": "与上一稿相比，篇幅有所增加，具体内容增加不多。"}
    kinds |= {"同一文件": "与上一稿是同一份文件。"}
    kind = kinds.get(change.kind, f"与上一稿相比，{flat(xml_text(change.kind))}。" if change.kind else "")
    met, left = len(change.met), len(change.unmet)
    below = "见下" if shown >= left else "主要的见下"
    text = f"{kind}已改：{_met(change.met)}。" if met else f"{kind}上次提出的意见还没有看到修改。" if left else kind
    yield Line(BODY, ((text + (f"仍未改：{left}处，{below}。" if met and left else ""), FANG),))


def _met(met: tuple[Remark, ...]) -> str:
    named = "；".join(
        f"“{shortened(flat(xml_text(remark.quote)).rstrip('。；，'), MET_LETTERS)}”"
        if remark.quote
        else _message(remark.message, MET_LETTERS).rstrip("。")
        for remark in met[:MET_SHOWN]
    )
    return f"{named}等{len(met)}处" if len(met) > MET_SHOWN else f"{named}，共{len(met)}处" if len(met) > 1 else f"{named}一处"


def _missing(entry: Entry, layout: Layout) -> Iterator[str]:
    """What the material lacks as a whole, with the questions to answer."""
    if entry.error or entry.verdict is None or entry.verdict == "pass":
        return
    if entry.genre in ("union", "other"):
        elements = "、".join(ELEMENT_NAMES.values())
        yield f"产改材料请写清{elements}，重点回答：哪条关于培训、评级、工资、晋升的规定变了，对谁变了，变了以后怎样？"
        return
    lacking = [name for name in ASKED if name not in entry.elements]
    if lacking:
        questions = "".join(ASKED[name][2] for name in lacking if not layout.brief or name in DEAREST)
        questions = questions or ASKED[lacking[0]][2]
        yield f"没有读到{'、'.join(ELEMENT_NAMES[name] for name in lacking)}，请写明：{questions}"


def _resubmit(entry: Entry) -> str:
    unread, foreign = entry.error or entry.verdict is None, entry.genre in ("union", "other")
    draft = "文件" if unread else "产改工作材料" if foreign else "修改稿"
    return f"请于　　月　　日前将{draft}（Word 文档，文件名写明单位名称）重新报送。如有疑问，请与我们联系。"


def _line(text: str, style: str = BODY) -> Line:
    return Line(style, ((text, FANG),))


def _fits(title: str, lines: list[Line], layout: Layout) -> bool:
    """Whether all stands on one page; the letters of the widest usual fonts are reckoned with."""
    width = official.TEXT_WIDTH * POINTS_A_MM
    height = sum(_rows(part, width / official.TITLE_SIZE) for part in title.split("\n")) * official.TITLE_LEADING
    for line in lines:
        height += _rows(line.text, width / layout.size, 0 if line.style == PLAIN else 2) * layout.leading
    # The signature: a blank line and two more.
    return height + 3 * layout.leading <= official.TEXT_HEIGHT * POINTS_A_MM


def _rows(text: str, width: float, indent: int = 0) -> int:
    return max(1, math.ceil((_width(text) + indent) / (width - RAGGED)))


def _width(text: str) -> float:
    """The width of a text in characters: Word puts a quarter between Han and digits."""
    wide = [unicodedata.east_asian_width(letter) in "WFA" for letter in text]
    return sum(1.0 if own else 0.65 for own in wide) + sum(0.25 for left, right in pairwise(wide) if left != right)
