"""汇总.xlsx: the round as a workbook of six sheets to sort, filter, print and work on."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import Any

import xlsxwriter

from checker.checks.elements import NAMES as ELEMENT_NAMES
from checker.reports import tally, wording
from checker.reports.figures import figures
from checker.reports.round import Entry, Round
from checker.reports.safe import relative_url
from checker.reports.sheet import FONT, Cell, Column, Link, Page, clean
from checker.reports.workbook_figures import fill as fill_figures

SHEETS = ("总表", "问题清单", "特色做法", "雷同", "未报迟报", "统计")
# Fills stay apart in grey print: each is of another lightness.
VERDICT_LOOKS: dict[str | None, dict[str, Any]] = {
    "reject": {"bg_color": "#B3261E", "font_color": "#FFFFFF", "bold": True},
    "revise": {"bg_color": "#FFD666", "font_color": "#5C3D00", "bold": True},
    "pass": {"bg_color": "#EDF8EF", "font_color": "#14532D"},
    None: {"bg_color": "#B7A3D9", "font_color": "#2E1065", "bold": True, "italic": True},
}
MAIN = (
    Column("序号", 6, "integer"), Column("单位", 18), Column("县区", 9), Column("类别", 9), Column("文件", 24),
    Column("标题", 24), Column("结论", 10, "center"), Column("得分", 8, "score"), Column("文种", 13),
    Column("空洞程度", 9, "center"), Column("套话占比", 8, "share"), Column("具体程度", 8, "share"), Column("具备要素", 12),
    Column("主要问题", 42), Column("需人工复核", 20), Column("字数", 8, "integer"),
    Column("识别依据", 8, "center"), Column("备注", 16),
)  # fmt: skip
REMARKS = (
    Column("单位", 18), Column("文件", 24), Column("检查项", 10, "center"), Column("严重程度", 9, "center"), Column("位置", 20),
    Column("问题", 34), Column("原句", 50), Column("另一处", 30), Column("建议", 34), Column("同类共几处", 9, "integer"),
)  # fmt: skip
PRACTICES = (
    Column("序号", 6, "integer"), Column("单位", 18), Column("县区", 9), Column("做法名称", 22), Column("做什么", 44),
    Column("对谁", 14), Column("按什么规定", 44), Column("结果如何", 40), Column("能不能照着做", 18),
    Column("结论", 10, "center"), Column("文件", 24),
)  # fmt: skip
SIMILAR = (
    Column("单位", 18), Column("文件", 24), Column("另一份的单位", 18), Column("另一份文件", 24), Column("性质", 11, "center"),
    Column("占本份正文", 9, "share"), Column("相似几段", 8, "integer"), Column("本份段落", 50),
    Column("另一份段落", 50),
)  # fmt: skip
NOTICES = (
    Column("情况", 13, "center"), Column("单位", 22), Column("县区", 10), Column("类别", 10), Column("截止日期", 12, "date"),
    Column("报送日期", 12, "date"), Column("文件", 34), Column("依据", 34), Column("联络员", 10), Column("电话", 16),
)  # fmt: skip
NOTHING_SIMILAR = "没有发现相似段落：各份材料之间、与往期材料之间都已查对，共用的套话和上级文件的原话不算。"
NOT_SEARCHED = "本轮没有查对相似段落。"
NO_PRACTICES = "本轮可转报和退回修改的材料里，没有找到写得清、学得走的做法。"
NO_ROSTER = "本轮没有提供报送名单，未报、迟报情况没有核对；提供报送名单后重新汇总即可列出。"
ALL_ON_TIME = "名单上的单位都按时报送，没有重复报送，也没有认不出单位的文件。"


def workbook(round: Round) -> bytes:
    """The .xlsx file. Whatever stands in a material is text in it: never a formula, a link of its own or markup."""
    out = io.BytesIO()
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False,
    }  # fmt: skip
    with closing(xlsxwriter.Workbook(out, options)) as book:
        book.set_properties({"title": clean(f"{round.name or ''}材料汇总"), "comments": "结论供人参考，由人决定。"})
        pages = {name: Page(book, name, round.name) for name in SHEETS}
        _main(pages["总表"], round.entries)
        pages["问题清单"].fill(REMARKS, (row for entry in round.entries for row in _remarks(entry)), frozen=2)
        _or_a_word(pages["特色做法"], PRACTICES, _practices(round), NO_PRACTICES, frozen=4)
        searched = any(entry.similar is not None for entry in round.entries)
        _or_a_word(pages["雷同"], SIMILAR, _similar(round), NOTHING_SIMILAR if searched else NOT_SEARCHED)
        _or_a_word(pages["未报迟报"], NOTICES, map(_notice, tally.notices(round)), ALL_ON_TIME if round.standings else NO_ROSTER)
        fill_figures(pages["统计"], round)
    return out.getvalue()


def _main(page: Page, entries: Sequence[Entry]) -> None:
    heads = [column.head for column in MAIN]
    verdict, score = heads.index("结论"), heads.index("得分")
    last = page.fill(MAIN, (_row(number, entry) for number, entry in enumerate(entries, 1)), frozen=2)
    if last:
        _colour_verdicts(page, verdict, last)
        bar = {"type": "data_bar", "bar_color": "#8FB4DC", "bar_solid": True, "bar_border_color": "#5B86B5", "min_type": "num"}
        page.sheet.conditional_format(1, score, last, score, {**bar, "min_value": 0, "max_type": "num", "max_value": 100})


def _colour_verdicts(page: Page, column: int, last: int) -> None:
    """By rule, so that a verdict that staff change by hand changes its colour too."""
    for verdict in tally.VERDICTS:
        name = wording.VERDICTS[verdict] if verdict else wording.UNREADABLE
        rule = {"type": "cell", "criteria": "==", "value": f'"{name}"', "format": page.book.add_format(VERDICT_LOOKS[verdict])}
        page.sheet.conditional_format(1, column, last, column, rule)


def _row(number: int, entry: Entry) -> tuple[Cell, ...]:
    judged = entry.quality is not None
    scores = entry.scores if judged else {}
    return (
        number,
        entry.name,
        entry.unit.county if entry.unit else None,
        entry.unit.category if entry.unit else None,
        _file(entry),
        entry.title,
        wording.verdict(entry),
        entry.quality,
        wording.kind_of_paper(entry),
        wording.HOLLOW[entry.hollow] if entry.hollow is not None else None,
        scores.get("boilerplate"),
        scores.get("specificity"),
        "、".join(ELEMENT_NAMES[name] for name in entry.elements),
        tally.main_faults(entry),
        entry.review_reason,
        entry.characters,
        entry.recognised_by,
        entry.note,
    )


def _file(entry: Entry) -> Link:
    return Link(entry.file, relative_url(entry.page) or relative_url(entry.marked))


def _remarks(entry: Entry) -> Iterable[tuple[Cell, ...]]:
    for remark in entry.remarks:
        yield (
            entry.name,
            _file(entry),
            wording.check_name(remark.check),
            wording.SEVERITIES[remark.severity],
            remark.place,
            remark.message,
            remark.quote,
            remark.other,
            remark.suggestion,
            entry.counts.get(remark.check),
        )


def _similar(round: Round) -> Iterable[tuple[Cell, ...]]:
    for pair in tally.pairs(round):
        entry, other, similar = pair.entry, pair.other, pair.similar
        yield (
            entry.name,
            _file(entry),
            other.name if other else similar.unit,
            _file(other) if other else similar.file,
            wording.ORIGINS[similar.origin],
            similar.share,
            similar.passages,
            similar.quote,
            similar.theirs,
        )


def _practices(round: Round) -> Iterable[tuple[Cell, ...]]:
    for number, (card, entry) in enumerate(tally.distinctive(figures(round).counted), 1):
        county = entry.unit.county if entry.unit else None
        told = (card.name, card.what, card.whom, card.rule, card.result, card.transferable)
        yield (number, entry.name, county, *told, wording.verdict(entry), _file(entry))


def _notice(notice: tally.Notice) -> tuple[Cell, ...]:
    unit = notice.unit
    days = [entry.handed_in for entry in notice.files if entry.handed_in]
    return (
        notice.state,
        notice.name,
        unit.county if unit else None,
        unit.category if unit else None,
        unit.due if unit else None,
        days[0] if days else None,
        _file(notice.files[0]) if len(notice.files) == 1 else "；".join(entry.file for entry in notice.files),
        notice.evidence,
        unit.contact if unit else None,
        unit.phone if unit else None,
    )


def _or_a_word(page: Page, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], word: str, frozen: int = 2) -> None:
    """A table, or a line that says why there is none."""
    if last := page.fill(columns, rows, frozen):
        page.sheet.ignore_errors({"number_stored_as_text": f"A1:Z{last + 1}"})
    else:
        page.sheet.write_string(1, 0, word, page.book.add_format({**FONT, "font_color": "#59636E"}))
