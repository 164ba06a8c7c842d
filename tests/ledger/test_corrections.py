"""People see a verdict or a sentence otherwise: theirs counts, the program's stays, nothing is lost."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from checker.ledger import Ledger, LedgerError, correct_kind, correct_verdict, corrections, judged, remembered
from checker.ledger import tables as t
from checker.ledger.corrections import find, find_sentence
from checker.ledger.corrections import row as corrected_row
from tests.ledger.papers import FORMULA, MEASURES, VERSIONS, row, write

MINE = row("甲县/总结.docx", MEASURES[0], FORMULA, unit="甲公司")


@pytest.fixture
def material(ledger: Ledger) -> int:
    write(ledger, "一季度", MINE, row("乙县/总结.docx", MEASURES[1], unit="乙公司"))
    with ledger.reading() as session:
        return find(session, "一季度", "甲县/总结.docx").id


def test_a_verdict_is_changed_and_the_programs_own_stays_on_record(ledger: Ledger, material: int) -> None:
    with ledger.writing() as session:
        correct_verdict(session, material, "pass", who="李主任", why="附件里有办法原文")
    with ledger.reading() as session:
        [own] = judged(session, id=material)
        assert (own.verdict, own.machine, own.changed_by, own.why) == ("pass", "revise", "李主任", "附件里有办法原文")
        assert own.changed_at is not None
        assert session.scalars(select(t.Assessment.row).where(t.Assessment.material_id == material)).one() == MINE
        assert remembered(session, MINE["sha256"], VERSIONS) == MINE
        assert corrected_row(session, material) == MINE | {"verdict": "pass"}


def test_the_later_correction_counts_and_the_earlier_is_kept(ledger: Ledger, material: int) -> None:
    for verdict, why in (("pass", "看漏了"), ("reject", "查实是旧材料"), ("revise", "再议")):
        with ledger.writing() as session:
            correct_verdict(session, material, verdict, who="李主任", why=why)  # type: ignore[arg-type]
    with ledger.reading() as session:
        told = [(own.before, own.after, own.why, own.counts) for own in corrections(session)]
        assert told == [
            ("revise", "pass", "看漏了", False),
            ("pass", "reject", "查实是旧材料", False),
            ("reject", "revise", "再议", True),
        ]
        assert judged(session, id=material)[0].verdict == "revise"


def test_a_sentence_is_of_another_kind(ledger: Ledger, material: int) -> None:
    with ledger.writing() as session:
        start = find_sentence(session, material, "提高政治站位")
        correct_kind(session, material, start, "neutral", who="李主任", why="这里是引述")
    with ledger.reading() as session:
        [own] = corrections(session, material_id=material)
        assert (own.sentence, own.before, own.after, own.units, own.file) == (
            FORMULA,
            "boilerplate",
            "neutral",
            ("甲公司",),
            "甲县/总结.docx",
        )
        assert [s["kind"] for s in corrected_row(session, material)["sentences"]] == ["specific", "neutral"]
        assert judged(session, id=material)[0].changed_by is None


def test_a_correction_outlives_a_new_judgement(ledger: Ledger, material: int) -> None:
    with ledger.writing() as session:
        correct_verdict(session, material, "pass", who="李主任", why="看漏了")
    write(ledger, "一季度", MINE | {"verdict": "reject", "versions": {"ganhuo": "0.3.0", "models": "new"}})
    with ledger.reading() as session:
        [own] = judged(session, id=material)
        assert (own.verdict, own.machine, own.ganhuo) == ("pass", "reject", "0.3.0")


@pytest.mark.parametrize(
    ("verdict", "who", "why", "line"),
    [
        ("pass", "李主任", " ", "更正要写明由谁更正、为什么。"),
        ("pass", "", "看漏了", "更正要写明由谁更正、为什么。"),
        ("revise", "李主任", "看漏了", "现在就是这样，不用更正。"),
    ],
)
def test_a_correction_says_who_and_why_and_changes_something(
    ledger: Ledger, material: int, verdict: str, who: str, why: str, line: str
) -> None:
    with pytest.raises(LedgerError) as caught, ledger.writing() as session:
        correct_verdict(session, material, verdict, who=who, why=why)  # type: ignore[arg-type]
    assert str(caught.value) == line
    with ledger.reading() as session:
        assert corrections(session) == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("没有.docx", "“一季度”里没有“没有.docx”这份材料。"),
        ("总结.docx", "“一季度”里有2份叫“总结.docx”的，请写上文件夹：甲县/总结.docx、乙县/总结.docx。"),
    ],
)
def test_a_material_that_cannot_be_told_is_not_guessed(ledger: Ledger, material: int, file: str, line: str) -> None:
    with pytest.raises(LedgerError) as caught, ledger.reading() as session:
        find(session, "一季度", file)
    assert str(caught.value) == line


@pytest.mark.parametrize(("words", "many"), [("没有这句", "没有哪一句含有"), ("。", "有2句含有"), (" ", "没有哪一句含有")])
def test_a_sentence_that_cannot_be_told_is_not_guessed(ledger: Ledger, material: int, words: str, many: str) -> None:
    with pytest.raises(LedgerError) as caught, ledger.reading() as session:
        find_sentence(session, material, words)
    assert str(caught.value) == f"这份材料里{many}“{words}”，请多写几个字，和原文一样。"


def test_what_is_not_there_cannot_be_corrected(ledger: Ledger, material: int) -> None:
    with pytest.raises(LedgerError, match="没有从这里开始的句子"), ledger.writing() as session:
        correct_kind(session, material, 3, "specific", who="李主任", why="看漏了")
    with pytest.raises(LedgerError, match="台账里没有这份材料"), ledger.writing() as session:
        correct_verdict(session, material + 99, "pass", who="李主任", why="看漏了")


def test_the_record_says_who_did_what(ledger: Ledger, material: int) -> None:
    with ledger.writing() as session:
        correct_verdict(session, material, "pass", who="李主任", why="看漏了")
    with ledger.reading() as session:
        told = [(line.who, line.action, line.details) for line in session.scalars(select(t.Audit).order_by(t.Audit.id))]
        assert told == [
            ("王科员", "write", {"round": "一季度", "new": 2, "known": 0}),
            ("李主任", "correct", {"what": "verdict"}),
        ]
