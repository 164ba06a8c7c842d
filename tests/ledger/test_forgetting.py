"""A forgotten unit is gone, from the tables and from the bytes of the file; other units keep what is theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from checker.ledger import (
    Ledger,
    LedgerError,
    correct_kind,
    correct_verdict,
    forget_round,
    forget_unit,
    judged,
    overviews,
    unit_names,
)
from checker.ledger import tables as t
from checker.ledger.moving import dump
from checker.ledger.rounds import remembered
from checker.roster import Unit
from tests.ledger.papers import MEASURES, VERSIONS, row, write

GONE, STAYS = Unit("山桥重工有限公司", ("山桥重工",), contact="赵六", phone="13900000000"), Unit("北港纺织厂")
SECRET, KEPT = "把技师每月津贴从三百元提高到八百元的是山桥。", "北港纺织厂的挡车工每人管十二台车，每台补贴四元。"
TRACES = ("山桥", "赵六", "13900000000", "把技师每月津贴", "山桥产改")


def finding(file: str, unit: str) -> dict[str, Any]:
    """Of the other unit's paper, with a passage of the one that goes beside it."""
    related = {"file": file, "unit": unit, "paragraph": 0, "start": 0, "end": 9, "quote": SECRET}
    return {
        "id": "f1", "check": "reuse", "severity": "low", "message": f"与{unit}的材料有相似段落。", "suggestion": f"与{unit}核对是谁先写的？", "quote": KEPT,
        "place": "〔开头部分〕", "paragraph": 0, "start": 0, "end": 9, "related": related,
    }  # fmt: skip


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    own = row("山桥产改.docx", SECRET, unit=GONE.name, by="落款", text=SECRET)
    other = row("北港.docx", KEPT, unit=STAYS.name, by="落款", findings=[finding("山桥产改.docx", GONE.name)])
    write(ledger, "2021年", own, other, units=[GONE, STAYS])
    both = [{"unit": GONE.name, "by": "标题"}, {"unit": STAYS.name, "by": "标题"}]
    write(ledger, "2022年", row("山桥北港汇编.docx", SECRET, KEPT, unit=GONE.name, units=both), units=[STAYS, GONE])
    write(ledger, "2023年", row("一.docx", SECRET, unit="山桥重工", salt="3"), units=[STAYS])
    with ledger.writing() as session:
        mine = next(m for m in judged(session) if m.file == "山桥产改.docx")
        correct_verdict(session, mine.id, "pass", who="李主任", why="山桥的附件齐全")
        correct_kind(session, mine.id, 0, "neutral", who="李主任", why="看过")
    return ledger


def test_nothing_of_the_unit_is_left_in_any_table(full: Ledger) -> None:
    assert vars(forget_unit(full, "山桥重工", who="李主任", why="单位撤销")) == {"materials": 2, "emptied": 1, "rounds": 2}
    with full.reading() as session:
        left = "\n".join(dump(session))
    assert [trace for trace in TRACES if trace in left] == []


def test_nothing_of_the_unit_is_left_in_the_bytes_of_the_file(full: Ledger) -> None:
    if full.file is None:
        pytest.skip("PostgreSQL tidies up in its own time")
    assert any(trace.encode() in data for trace in TRACES for data in files(full.file))
    forget_unit(full, GONE.name, who="李主任", why="单位撤销")
    assert [trace for trace in TRACES for data in files(full.file) if trace.encode() in data] == []


def files(database: Path) -> list[bytes]:
    return [path.read_bytes() for path in database.parent.glob(f"{database.name}*")]


def test_the_other_unit_keeps_its_own(full: Ledger) -> None:
    forget_unit(full, GONE.name, who="李主任", why="单位撤销")
    with full.reading() as session:
        assert unit_names(session) == [(STAYS.name, 2)]
        told = [(own.file, own.units, own.status) for own in judged(session)]
        assert told == [("北港.docx", (STAYS.name,), "ok"), ("（已抹去）", (STAYS.name,), "forgotten")]
        kept = session.scalars(select(t.Assessment.row).order_by(t.Assessment.id)).all()
        [own] = kept[0]["findings"]
        assert (own["quote"], own["related"], own["message"]) == (KEPT, None, "与某单位的材料有相似段落。")
        assert {one.name: one.missing for one in overviews(session)} == {"2021年": 0, "2022年": 0, "2023年": 1}


def test_what_was_emptied_is_not_remembered(full: Ledger) -> None:
    with full.reading() as session:
        sha256 = next(own.sha256 for own in judged(session) if "汇编" in own.file)
    forget_unit(full, GONE.name, who="李主任", why="单位撤销")
    with full.reading() as session:
        assert remembered(session, sha256, VERSIONS) is None


def test_a_line_says_that_something_was_forgotten_and_not_what(full: Ledger) -> None:
    forget_unit(full, GONE.name, who="李主任", why="单位撤销")
    with full.reading() as session:
        line = session.scalars(select(t.Audit).order_by(t.Audit.id.desc())).first()
        assert line is not None
        assert (line.who, line.action, line.details["why"], line.details["materials"]) == ("李主任", "forget unit", "单位撤销", 2)
        assert set(line.details) == {"materials", "emptied", "rounds", "why", "sha256"}


def test_a_unit_that_is_not_there_is_not_forgotten(full: Ledger) -> None:
    with pytest.raises(LedgerError, match="台账里没有“南港纺织厂”这个单位。"):
        forget_unit(full, "南港纺织厂", who="李主任", why="单位撤销")


def test_a_round_written_by_mistake_goes_with_units_that_are_nowhere_else(ledger: Ledger) -> None:
    write(ledger, "2021年", row("一.docx", unit=STAYS.name))
    write(ledger, "2012年", row("一.docx", unit=STAYS.name), row("二.docx", MEASURES[4], unit="没有别的公司"), units=[])
    write(ledger, "2012年", units=[GONE])
    assert forget_round(ledger, "2012年", who="李主任", why="年份写错").materials == 2
    with ledger.reading() as session:
        assert [one.name for one in overviews(session)] == ["2021年"]
        assert unit_names(session) == [(STAYS.name, 1)]
        left = "\n".join(dump(session))
    assert "没有别的公司" not in left
    assert MEASURES[4] not in left
