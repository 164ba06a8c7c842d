"""The ledger as files to work with elsewhere: a workbook of four sheets, one table in CSV, or all rows as lines of JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import xlsxwriter
from sqlalchemy.orm import Session

from checker.ledger import corrections, in_default, judged, repeats
from checker.ledger.corrections import Corrected
from checker.ledger.errors import LedgerError
from checker.ledger.judged import Judged, rows
from checker.reports import wording
from checker.reports.history import again
from checker.reports.sheet import Cell, Column, Page, clean

MATERIALS = (
    Column("批次", 18), Column("单位", 22), Column("文件", 30), Column("标题", 30), Column("报送日期", 12, "date"),
    Column("落款日期", 12, "date"), Column("结论", 10, "center"), Column("程序的结论", 10, "center"), Column("得分", 8, "score"),
    Column("文种", 16), Column("空洞程度", 9, "center"), Column("套话占比", 8, "share"), Column("具体程度", 8, "share"),
    Column("字数", 8, "integer"), Column("更正人", 10), Column("更正理由", 24), Column("判定版本", 24), Column("文件指纹", 20),
)  # fmt: skip
DEFAULTS = (
    Column("批次", 18), Column("情况", 8, "center"), Column("单位", 22), Column("县区", 10), Column("类别", 10),
    Column("截止日期", 12, "date"), Column("依据", 34), Column("联络员", 10), Column("电话", 16),
)  # fmt: skip
REPEATS = (Column("单位", 22), Column("批次", 18), Column("文件", 30), Column("相同内容", 9, "share"), Column("说明", 50))
CORRECTIONS = (
    Column("批次", 18), Column("单位", 22), Column("文件", 30), Column("改的是", 30), Column("原来", 10), Column("改为", 10),
    Column("更正人", 10), Column("日期", 12, "date"), Column("理由", 30), Column("现在有效", 8, "center"),
)  # fmt: skip
LABELS: dict[str | None, str] = dict([*wording.VERDICTS.items(), *wording.KINDS.items(), (None, wording.UNREADABLE)])
FORMATS = (".xlsx", ".csv", ".jsonl")
# A sheet of Excel holds so many rows, its head among them.
MOST_ROWS = 1_048_575
# Cells that Excel would take for formulas begin so, in CSV too.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def workbook(session: Session, round: str | None = None) -> bytes:
    """The .xlsx file: materials, who was late or missing, what was said again, corrections. Raises LedgerError."""
    own = judged(session, round=round)
    if len(own) > MOST_ROWS:
        raise LedgerError("材料太多，一张 Excel 表放不下；请用 --round 一个批次一个批次地导出，或导出为 .csv。")
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with closing(xlsxwriter.Workbook(out, options)) as book:
        for name, columns, rows in (
            ("材料", MATERIALS, map(_material, own)),
            ("未报迟报", DEFAULTS, _defaults(session, round)),
            ("前后雷同", REPEATS, _repeats(session, round)),
            ("更正", CORRECTIONS, map(_correction, corrections(session, round=round))),
        ):
            Page(book, name, round or "台账").fill(columns, rows, frozen=2)
    return out.getvalue()


def table(session: Session, round: str | None = None) -> bytes:
    """The materials as CSV that Excel opens with a double click: UTF-8 with its mark, nothing in it a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(column.head for column in MATERIALS)
    for material in judged(session, round=round):
        writer.writerow(_harmless(cell) for cell in _material(material))
    return out.getvalue().encode("utf-8-sig", errors="replace")


def lines(session: Session, round: str | None = None) -> Iterator[str]:
    """A material a line: its row as in docs/schema.json as the program gave it, with its round and people's corrections."""
    changes: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for correction in corrections(session, round=round):
        changes.setdefault((correction.round, correction.file), []).append(_plain(correction))
    own_materials = {material.id: material for material in judged(session, round=round)}
    for id, stored in rows(session, round):
        material = own_materials[id]
        told = {"round": material.round, "units": list(material.units), "verdict": material.verdict, "machine": material.machine}
        own = {"corrections": changes.get((material.round, material.file), []), "row": stored}
        yield json.dumps(told | own, ensure_ascii=False)


def _material(material: Judged) -> tuple[Cell, ...]:
    return (
        material.round,
        "、".join(material.units) or material.said,
        material.file,
        material.title,
        material.handed_in,
        material.signed,
        LABELS[material.verdict],
        LABELS[material.machine],
        material.quality,
        wording.GENRES[material.genre] if material.genre else None,
        wording.HOLLOW[material.hollow] if material.hollow is not None else None,
        material.boilerplate,
        material.specificity,
        material.characters,
        material.changed_by,
        material.why,
        material.versions,
        material.sha256,
    )


def _defaults(session: Session, round: str | None) -> Iterator[tuple[Cell, ...]]:
    for name, stood in in_default(session, round):
        unit = stood.unit
        state = wording.STANDINGS[stood.state]
        yield name, state, unit.name, unit.county, unit.category, unit.due, stood.evidence, unit.contact, unit.phone


def _repeats(session: Session, round: str | None) -> Iterator[tuple[Cell, ...]]:
    for repeat in repeats(session, round=round):
        yield repeat.unit, repeat.round, repeat.file, repeat.share, again(repeat)


def _correction(own: Corrected) -> tuple[Cell, ...]:
    return (
        own.round,
        "、".join(own.units),
        own.file,
        own.sentence or "结论",
        LABELS[own.before],
        LABELS[own.after],
        own.who,
        own.at.astimezone().date(),
        own.why,
        "是" if own.counts else "否",
    )


def _plain(own: Corrected) -> dict[str, Any]:
    told = ("sentence", "before", "after", "who", "why", "counts")
    return {**{name: getattr(own, name) for name in told}, "at": own.at.isoformat()}


def _harmless(cell: Cell) -> Any:
    if not isinstance(cell, str):
        return cell
    text = clean(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
