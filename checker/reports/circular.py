"""通报.docx: a draft circular of the round. Its body counts and names nobody; units stand in an annex that can be taken off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from docx.document import Document as Paper
from docx.enum.section import WD_SECTION

from checker.checks.elements import NAMES as ELEMENT_NAMES
from checker.reports import official, wording
from checker.reports.chart import add_bars
from checker.reports.courtesy import ELEMENTS, asked, file_problem, flat, shortened
from checker.reports.figures import Fault, Figures, faults_of, figures, files_of
from checker.reports.masking import Mask
from checker.reports.official import BODY, FIRST, HEI, KAI, NOTE, PLAIN, SECOND, TITLE
from checker.reports.round import Entry, Round
from checker.reports.safe import xml_text

SIGNED, DATED = "（印发单位）", "　　　　年　　月　　日"
ANNEX = "各单位报送情况表"
HEAD, WIDTHS = ("县区", "单位", "是否按时", "结论", "主要问题"), (24.0, 52.0, 20.0, 22.0, 38.0)
# So many rows of the annex are a book of fifty pages; in memory each is large.
MOST_ROWS = 1_000
# In the annex each material is told so many of its faults.
FAULTS_SHOWN = 2
# An example is one or two sentences: shorter ones show nothing, longer ones are cut.
SHORT_QUOTE, LONG_QUOTE = 12, 70
# An example is looked for among so many remarks of a kind; a masked name makes it worth less than one without.
CANDIDATES = 200
# These findings point at a sentence for want of a better place, so that the sentence is no example of anything.
NO_EXAMPLE = {"elements", "emptiness"}
# A mean says nothing of two papers.
ENOUGH_FOR_A_MEAN = 3
GOOD_SHARE = 0.8
# What is said where all materials came to the same.
ALIKE = {
    "pass": "达到转报要求，内容比较充实，总体质量较好。",
    "revise": "有一定基础，还需修改后重新报送。",
    "reject": "未达到转报要求，需要补充实例或另行撰写后重新报送。",
}


def circular(round: Round) -> bytes:
    """The draft as a .docx; who signs and the day are left to be filled in."""
    name = flat(xml_text(round.name or "")) or "本次"
    numbers = figures(round)
    document = official.paper(f"关于{name}产改工作材料\n报送情况的通报（草稿）")
    official.add(document, _note(numbers), NOTE)
    official.add(document, "", PLAIN)
    official.add(document, "各报送单位：", PLAIN)
    official.add(document, f"现将{name}产改工作材料报送和审读情况通报如下。")
    _overview(document, numbers)
    _faults(document, numbers, Mask(round))
    _next(document, numbers)
    if round.notice:
        _against_the_notice(document, numbers, round.notice)
    rows = _by_county(list(_rows(numbers)))
    if rows:
        official.add(document, "", PLAIN)
        official.add(document, f"附件：{ANNEX}")
    official.sign(document, SIGNED, DATED)
    if rows:
        _annex(document, rows)
    return official.save(document)


def _note(numbers: Figures) -> str:
    doubtful = sum(entry.review_reason is not None for entry in numbers.counted)
    asked = f"，其中{doubtful}份的结论需人工复核" if doubtful else ""
    return f"（本稿由审读结果汇总而成，印发前请核定{asked}）"


def _section(document: Paper, heading: str, paragraphs: Iterable[str]) -> None:
    official.add(document, heading, FIRST)
    for text in paragraphs:
        official.add(document, text)


def _overview(document: Paper, numbers: Figures) -> None:
    official.add(document, "一、总体情况", FIRST)
    official.add(document, _handed_in(numbers))
    for text in _judged(numbers):
        official.add(document, text)
    bars = [(label, numbers.verdict(name)) for name, label in wording.VERDICTS.items()]
    bars = [(label, count) for label, count in [*bars, (wording.UNREADABLE, len(numbers.unread))] if count]
    if len(bars) > 1:
        add_bars(document, "图1　审读结论（单位：份）", bars)


def _handed_in(numbers: Figures) -> str:
    on_time, late, missing = (numbers.standing(state) for state in ("on time", "late", "missing"))
    due, total = on_time + late + missing, len(numbers.counted)
    again = f"其中{numbers.again}份为修改后重新报送，以最后一稿为准。" if numbers.again else ""
    if not due:
        return f"本次共收到材料{total}份。{again}" if total else "本次尚未收到材料。"
    if missing == due:
        units = f"本次应报送材料的单位{due}家，目前{_all(due)}未收到材料。"
    elif missing:
        units = f"本次应报送材料的单位{due}家，已报送{on_time + late}家，尚未报送{missing}家。"
    else:
        units = f"本次应报送材料的单位{due}家，{'已按时全部报送' if numbers.dated and not late else '已全部报送'}。"
    if late:
        units += f"已报送的单位中，按时{on_time}家，迟报{late}家。" if on_time else f"已报送的{late}家{_all(late)}晚于规定时间。"
    elif missing and on_time and numbers.dated:
        units += f"已报送的单位{_all(on_time)}在规定时间内报送。"
    others = f"其中{len(numbers.round.unmatched)}份尚未对应到报送名单。" if numbers.round.unmatched else ""
    return units + (f"共收到材料{total}份。" if total else "") + again + others


def _judged(numbers: Figures) -> Iterator[str]:
    read, unread = len(numbers.read), len(numbers.unread)
    if unread:
        files = f"有{unread}份文件未能读出" if read else f"收到的{unread}份文件{_all(unread)}未能读出"
        problems = numbers.file_problems()
        named = _counted(problems) if len(problems) > 1 else problems[0][0]
        yield f"{files}（{named}）{'，未列入质量统计' if read else ''}。"
    if not read:
        return
    found = [(name, numbers.verdict(name)) for name in wording.VERDICTS if numbers.verdict(name)]
    if len(found) == 1:
        yield f"读出的{read}份材料{_all(read)}{ALIKE[found[0][0]]}"
    else:
        parts = "，".join(f"{wording.VERDICTS[name]}{count}份（占{count / read:.0%}）" for name, count in found)
        yield f"读出的{read}份材料中，{parts}。{_praise(numbers.verdict('pass') / read)}"
    if read >= ENOUGH_FOR_A_MEAN:
        average, middle = numbers.quality()
        yield f"材料质量平均分{average:g}分，中位数{middle:g}分（满分100分）。"


def _all(count: int) -> str:
    return "均" if count > 1 else ""


def _praise(share: float) -> str:
    if share >= GOOD_SHARE:
        return "多数材料有举措、有成效，总体质量较好。"
    return "部分材料写得比较扎实。" if share else ""


def _counted(pairs: Iterable[tuple[str, int]], unit: str = "份") -> str:
    return "、".join(f"{name}{count}{unit}" for name, count in pairs)


def _faults(document: Paper, numbers: Figures, mask: Mask) -> None:
    faults = numbers.faults()
    late, missing = numbers.standing("late"), numbers.standing("missing")
    if not faults and not late and not missing:
        if numbers.read:
            _section(
                document, "二、需要留意的地方", ["从审读情况看，没有发现带有普遍性的问题，个别语句的修改建议已在标注稿中注明。"]
            )
        else:
            _section(document, "二、需要留意的地方", ["目前没有可供分析的材料。"])
        return
    official.add(document, "二、主要问题", FIRST)
    if faults:
        checks = [(wording.check_name(fault.check), len(fault.entries)) for fault in faults]
        official.add(
            document, f"以下只统计退回修改和不予转报的材料，占比以读出的{len(numbers.read)}份材料为底，同一份材料可能有几项。"
        )
        if len(checks) > 1:
            add_bars(document, f"图{2 if _has_first_chart(numbers) else 1}　主要问题（单位：份）", checks)
    used: set[str] = set()
    texts = [(wording.check_name(fault.check), _told(fault, numbers, mask, used)) for fault in faults]
    if late or missing:
        texts.append(("报送不够及时", "，".join(_states(late, missing)) + "，影响了材料的汇总和转报。"))
    for number, (name, text) in enumerate(texts, 1):
        official.add(document, f"（{_chinese(number)}）{name}", SECOND)
        official.add(document, text)


def _has_first_chart(numbers: Figures) -> bool:
    return len({entry.verdict for entry in numbers.counted}) > 1


def _states(late: int, missing: int) -> Iterator[str]:
    if late:
        yield f"迟报{late}家"
    if missing:
        yield f"截至目前尚未报送{missing}家"


def _told(fault: Fault, numbers: Figures, mask: Mask, used: set[str]) -> str:
    count = len(fault.entries)
    places = f"，共指出{fault.places}处" if fault.places > count else ""
    text = f"有{count}份，占{count / len(numbers.read):.0%}{places}。"
    if fault.check == "elements":
        lacking = _counted((ELEMENT_NAMES[name], number) for name, number in numbers.lacking())
        text += f"其中没有读到的要素：{lacking}。" if lacking else ""
    if fault.check == "genre":
        claimed = sum(bool(entry.disguised) for entry in fault.entries)
        text += f"其中{claimed}份标题写的是产改，正文主要是其他工作。" if claimed else ""
    example = None if fault.check in NO_EXAMPLE else _example(fault, mask, used)
    if example:
        quote, question = example
        text += f"如某单位写道：“{quote}”。" + (asked(question))
    return text


def _example(fault: Fault, mask: Mask, used: set[str]) -> tuple[str, str] | None:
    """A sentence that shows the fault, and the question to it, without names; the one that needs the fewest hidden."""
    remarks = islice((remark for entry in fault.entries for remark in entry.remarks if remark.check == fault.check), CANDIDATES)
    best: tuple[tuple[bool, int, bool], str, str] | None = None
    for remark in remarks:
        quote, question = mask(remark.quote), mask(remark.suggestion)
        if not quote or question is None or quote in used:
            continue
        cost = (len(quote) < SHORT_QUOTE, quote.count("某"), len(quote) > LONG_QUOTE)
        if best is None or cost < best[0]:
            best = (cost, quote, question)
    if best is None:
        return None
    used.add(best[1])
    # Cut only now: a name cut in two would not be known again.
    return shortened(flat(best[1]), LONG_QUOTE).rstrip("。；，"), flat(best[2])


def _next(document: Paper, numbers: Figures) -> None:
    official.add(document, "三、下一步要求", FIRST)
    tasks = "".join(_tasks(numbers))
    kept_up = "请继续按规定时间报送，保持有举措、有成效、能核实的好做法。" if numbers.read else "请按规定时间报送材料。"
    sections = [("及时补报和修改", tasks) if tasks else ("做好材料报送", kept_up)]
    sections.append(("写清五项要素", "撰写材料时，请围绕目标、问题、举措、成效、亮点，用本单位的人和事说话："))
    sections.append(
        (
            "严格审核把关",
            "转报前请逐份审读，看是否写清谁做的、按什么规定、多少人受益、结果怎样；工会日常工作请另行总结，不列入产改工作材料。",
        )
    )
    for number, (name, text) in enumerate(sections, 1):
        official.add(document, f"（{_chinese(number)}）{name}", SECOND)
        official.add(document, text)
        if name == "写清五项要素":
            for element, question, example in ELEMENTS.values():
                official.add_runs(document, [(f"{element}：", KAI), (f"{question}。如：“{example}。”", official.FANG)], BODY)


def _tasks(numbers: Figures) -> Iterator[str]:
    revise, reject, unread = numbers.verdict("revise"), numbers.verdict("reject"), len(numbers.unread)
    if revise:
        yield f"退回修改的{revise}份材料，请对照退改意见逐条修改后重新报送。"
    if reject:
        yield f"不予转报的{reject}份材料，请按要求另行撰写或补充实例后重新报送。"
    if unread:
        yield f"未能读出的{unread}份文件，请检查后重新报送 Word 文档。"
    if missing := numbers.standing("missing"):
        yield f"尚未报送的{missing}家单位，请于　　月　　日前补报。"


def _against_the_notice(document: Paper, numbers: Figures, notice: str) -> None:
    """What the notice asks for beside what came: its elements where it lists some, else all five."""
    official.add(document, "四、对照通知要求", FIRST)
    read = numbers.read
    if not read:
        official.add(document, "目前没有读出的材料，待重新报送后再对照通知要求审读。")
        return
    words = {"goal": "目标", "problem": "问题", "measure": "举措", "result": "成效", "highlight": "亮点"}
    named = [name for name, word in words.items() if word in notice]
    # One word is the title's way of speaking, two or more are a list of what is wanted.
    wanted = named if len(named) > 1 else list(words)
    given = {name: sum(name in entry.elements for entry in read) for name in wanted}
    official.add(document, f"对照通知提出的要求，读出的{len(read)}份材料情况如下。")
    rows = [(words[name], ELEMENTS[name][1], f"{given[name]}份", f"{given[name] / len(read):.0%}") for name in wanted]
    official.table(document, ("通知要求", "要回答什么", "写到的份数", "占比"), rows, (26.0, 72.0, 30.0, 24.0))
    least = min(wanted, key=lambda name: given[name])
    if given[least] < len(read):
        official.add(document, f"写得最少的是{words[least]}，请在修改时重点补充。")
    else:
        official.add(document, "通知要求的内容，各份材料都写到了。")


def _annex(document: Paper, rows: list[tuple[str, ...]]) -> None:
    """On pages of its own behind a section break, so that it comes off in one piece."""
    document.add_section(WD_SECTION.NEW_PAGE)
    official.add_runs(document, [("附件", HEI)], PLAIN)
    official.add(document, ANNEX, TITLE)
    official.add(document, "", PLAIN)
    with_county = any(row[0] for row in rows)
    head, widths = (HEAD, WIDTHS) if with_county else (HEAD[1:], (WIDTHS[0] + WIDTHS[1], *WIDTHS[2:]))
    official.table(document, head, (row if with_county else row[1:] for row in rows[:MOST_ROWS]), widths)
    if len(rows) > MOST_ROWS:
        official.add(document, f"另有{len(rows) - MOST_ROWS}行没有列出，见汇总表。")
    # Word wants a paper to end in a paragraph.
    official.add(document, "", official.CELL)


def _by_county(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """County by county in the roster's order, which is the one that everybody knows; those of none last."""
    order = {county: place for place, county in enumerate(dict.fromkeys(row[0] for row in rows))}
    return sorted(rows, key=lambda row: (row[0] == "", order[row[0]]))


def _rows(numbers: Figures) -> Iterator[tuple[str, ...]]:
    matched: set[tuple[int, ...]] = set()
    for standing in numbers.round.standings:
        state = wording.STANDINGS[standing.state] if numbers.dated or standing.state == "missing" else "已报"
        files = list(files_of(standing, numbers.counted))
        matched |= {entry.key for entry in files}
        for entry in files:
            yield standing.unit.county or "", standing.unit.name, state, *_outcome(entry)
        if not files:
            yield standing.unit.county or "", standing.unit.name, state, "—", "—"
    for entry in sorted(numbers.counted, key=lambda entry: (entry.name, entry.key)):
        if entry.key not in matched:
            yield (entry.unit.county or "") if entry.unit else "", entry.name, "—", *_outcome(entry)


def _outcome(entry: Entry) -> tuple[str, str]:
    if not entry.verdict:
        return wording.UNREADABLE, file_problem(entry)[0]
    faults = [] if entry.verdict == "pass" else faults_of(entry)[:FAULTS_SHOWN]
    return wording.VERDICTS[entry.verdict], "、".join(map(wording.check_name, faults)) or "—"


def _chinese(number: int) -> str:
    """Numbers of headings, up to 19."""
    digits = "一二三四五六七八九"
    return digits[number - 1] if number < 10 else "十" + (digits[number - 11] if number > 10 else "")
