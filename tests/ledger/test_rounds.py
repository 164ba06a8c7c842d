"""A round is written whole or not at all, once, however often it is written; what was judged is remembered."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date

import pytest
from sqlalchemy import func, select

from checker.ledger import Facts, Ledger, LedgerError, judged, open_ledger, overviews, remembered, unit_names, write_round
from checker.ledger import tables as t
from checker.roster import Unit
from tests.ledger.papers import FORMULA, MEASURES, VERSIONS, row, unreadable, write
from tests.paths import ROOT

NEWER = {"ganhuo": "0.3.0", "models": "2027-01-01+def"}


def counts(ledger: Ledger) -> dict[str, int]:
    """How many records each table has."""
    with ledger.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in t.Base.metadata.sorted_tables
        }


def test_a_round_is_read_as_it_was_written(ledger: Ledger) -> None:
    day = date(2021, 10, 12)
    mine = row("一/甲.docx", unit="甲公司", by="落款", signed="2021-10-10", quality=72.5, verdict="pass")
    write(ledger, "2021年第三季度", mine, unreadable("乙.pdf"), units=[Unit("甲公司")], handed_in={"一/甲.docx": day})
    with ledger.reading() as session:
        first, second = judged(session, round="2021年第三季度")
        assert (first.file, first.units, first.verdict, first.quality) == ("一/甲.docx", ("甲公司",), "pass", 72.5)
        assert (first.handed_in, first.signed, first.day) == (day, date(2021, 10, 10), date(2021, 9, 30))
        assert (second.file, second.units, second.verdict, second.status, second.error) == (
            "乙.pdf",
            (),
            None,
            "unreadable",
            "damaged",
        )
        assert session.scalars(select(t.Assessment.row).order_by(t.Assessment.id)).all()[0] == mine


def test_writing_it_again_doubles_nothing(ledger: Ledger) -> None:
    rows = [row("甲.docx", unit="甲公司"), row("乙.docx", FORMULA, unit="乙公司"), unreadable("丙.pdf", salt="丙")]
    assert vars(write(ledger, "一季度", *rows)) == {"new": 3, "known": 0}
    before = counts(ledger)
    assert vars(write(ledger, "一季度", *rows)) == {"new": 0, "known": 3}
    assert counts(ledger) == before | {"audit": before["audit"] + 1}


def test_more_files_are_added_and_those_not_there_any_more_stay(ledger: Ledger) -> None:
    write(ledger, "一季度", row("甲.docx"))
    assert vars(write(ledger, "一季度", row("乙.docx", FORMULA))) == {"new": 1, "known": 0}
    with ledger.reading() as session:
        assert [material.file for material in judged(session, round="一季度")] == ["甲.docx", "乙.docx"]


def test_a_file_that_was_moved_is_the_same_file(ledger: Ledger) -> None:
    write(ledger, "一季度", row("甲.docx"))
    assert vars(write(ledger, "一季度", row("县区/甲.docx"))) == {"new": 0, "known": 1}
    with ledger.reading() as session:
        assert [material.file for material in judged(session)] == ["县区/甲.docx"]


def test_equal_files_in_two_folders_are_two(ledger: Ledger) -> None:
    rows = [unreadable("甲县/总结.docx"), unreadable("乙县/总结.docx")]
    assert vars(write(ledger, "一季度", *rows)) == {"new": 2, "known": 0}
    assert vars(write(ledger, "一季度", *rows)) == {"new": 0, "known": 2}


def test_a_file_that_changed_under_its_name_is_another_version(ledger: Ledger) -> None:
    write(ledger, "一季度", row("甲.docx", unit="甲公司"))
    assert vars(write(ledger, "一季度", row("甲.docx", *MEASURES, unit="甲公司"))) == {"new": 1, "known": 0}
    assert counts(ledger)["materials"] == 2


def test_another_version_of_the_program_adds_its_judgement(ledger: Ledger) -> None:
    write(ledger, "一季度", row("甲.docx", quality=60.0))
    write(ledger, "一季度", row("甲.docx", quality=75.0, verdict="pass", versions=NEWER))
    assert (counts(ledger)["materials"], counts(ledger)["assessments"]) == (1, 2)
    with ledger.reading() as session:
        assert [(m.quality, m.verdict) for m in judged(session)] == [(75.0, "pass")]


def test_the_judgement_written_last_counts_also_where_it_was_known(ledger: Ledger) -> None:
    write(ledger, "一季度", row("甲.docx", quality=60.0))
    write(ledger, "一季度", row("甲.docx", quality=75.0), settings="strict")
    write(ledger, "一季度", row("甲.docx", quality=60.0))
    with ledger.reading() as session:
        assert [m.quality for m in judged(session)] == [60.0]


def test_judging_the_same_bytes_under_the_same_versions_is_remembered(ledger: Ledger) -> None:
    mine = row("甲.docx", unit="甲公司")
    write(ledger, "一季度", mine, settings="strict")
    with ledger.reading() as session:
        assert remembered(session, mine["sha256"], VERSIONS, "strict") == mine
        assert remembered(session, mine["sha256"], VERSIONS) is None
        assert remembered(session, mine["sha256"], NEWER, "strict") is None
        assert remembered(session, "0" * 64, VERSIONS, "strict") is None


def test_what_could_not_be_read_is_not_remembered(ledger: Ledger) -> None:
    missing = unreadable("甲.7z", "needs_extra")
    write(ledger, "一季度", missing)
    with ledger.reading() as session:
        assert remembered(session, missing["sha256"], VERSIONS) is None
    write(ledger, "一季度", row("甲.7z") | {"sha256": missing["sha256"]})
    with ledger.reading() as session:
        assert (remembered(session, missing["sha256"], VERSIONS) or {})["status"] == "ok"


def test_units_are_those_of_the_roster_and_without_one_what_papers_call_themselves(ledger: Ledger) -> None:
    write(
        ledger,
        "一季度",
        row("甲.docx", unit="甲公司", by="落款"),
        row("乙.docx", FORMULA, unit="乙公司"),
        units=[Unit("甲公司"), Unit("丙公司")],
    )
    write(ledger, "二季度", row("丁.docx", unit="丁 公司"))
    with ledger.reading() as session:
        assert unit_names(session) == [("丁公司", 1), ("丙公司", 0), ("甲公司", 1)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Unit("山桥重工有限公司", ("山桥重工",)), Unit("山桥重工")),
        (Unit("山桥重工"), Unit("山桥重工有限公司", ("山桥重工",))),
        (Unit("山桥重工有限公司", ("山桥重工",)), Unit("山桥重工股份公司", ("山桥重工", "山桥重工有限公司"))),
    ],
)
def test_a_unit_is_known_again_under_another_name(ledger: Ledger, first: Unit, second: Unit) -> None:
    write(ledger, "2020年", row("一.docx", unit=first.name, by="落款"), units=[first])
    write(ledger, "2021年", row("二.docx", FORMULA, unit=second.name, by="落款"), units=[second])
    with ledger.reading() as session:
        assert unit_names(session) == [(first.name, 2)]


def test_two_lines_of_a_roster_are_two_units_whatever_their_short_forms(ledger: Ledger) -> None:
    write(ledger, "2020年", units=[Unit("港务集团", ("港务",))])
    write(ledger, "2021年", units=[Unit("港务局", ("港务集团",)), Unit("港务集团", ("港务",))])
    write(ledger, "2022年", units=[Unit("港务一公司", ("港务局",)), Unit("港务二公司", ("港务局",))])
    with ledger.reading() as session:
        assert {name for name, _ in unit_names(session)} == {"港务局", "港务集团", "港务二公司"}


def test_an_alias_of_two_units_tells_neither(ledger: Ledger) -> None:
    write(ledger, "2020年", units=[Unit("甲县总工会", ("县总",)), Unit("乙县总工会", ("县总",))])
    write(ledger, "2021年", row("甲.docx", unit="县总"))
    with ledger.reading() as session:
        assert unit_names(session) == [("乙县总工会", 0), ("县总", 1), ("甲县总工会", 0)]


def test_the_list_given_last_is_the_list(ledger: Ledger) -> None:
    write(ledger, "一季度", units=[Unit("甲公司"), Unit("乙公司")])
    write(ledger, "一季度", units=[Unit("乙公司", due=date(2021, 10, 15))])
    write(ledger, "一季度")
    with ledger.reading() as session:
        [overview] = overviews(session)
        assert (overview.listed, overview.missing, overview.day) == (1, 1, date(2021, 10, 15))


@pytest.mark.parametrize("name", ["", " ", "长" * 201])
def test_a_round_needs_a_name(ledger: Ledger, name: str) -> None:
    with pytest.raises(LedgerError, match="批次名称不能空着，也不能超过200个字。"):
        write(ledger, name, row("甲.docx"))


def test_hostile_text_is_kept_as_far_as_a_database_can(ledger: Ledger) -> None:
    odd = "零\0字节，半个\ud83d字符，整个😀字符，“引号”和'; DROP TABLE rounds; --都在里面。"
    mine = row("../a\0b\ud800.docx", odd, unit="甲\0公司", title=odd)
    write(ledger, "一季\0度", mine)
    with ledger.reading() as session:
        [material] = judged(session)
        assert (material.file, material.round, material.units) == ("../a�b�.docx", "一季�度", ("甲�公司",))
        assert session.scalars(select(t.Assessment.row)).one() == mine
        assert session.scalars(select(t.Material.sentences)).one() == [[odd, 0, 0, len(odd), "specific"]]


def test_an_error_in_the_middle_leaves_nothing(ledger: Ledger) -> None:
    broken = row("乙.docx")
    del broken["versions"]
    with pytest.raises(KeyError):
        write(ledger, "一季度", *(row(f"{number}.docx", salt=str(number)) for number in range(150)), broken)
    assert set(counts(ledger).values()) == {0}


WRITER = """
import sys
from checker.ledger import open_ledger, write_round
from tests.ledger.papers import row
name, count, address = sys.argv[1], int(sys.argv[2]), sys.argv[3]
def rows():
    for number in range(count):
        yield row(f"{name}{number}.docx", salt=f"{name}{number}", unit=f"第{number}公司")
    if "wait" in sys.argv:
        print("ready", flush=True)
        sys.stdin.read()
with open_ledger(address, create=True) as ledger, ledger.writing() as session:
    write_round(session, name, rows(), "某人")
"""


def writer(*words: str) -> subprocess.Popen[str]:
    """A process that writes a round."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def test_a_writer_that_is_killed_leaves_no_half_round(ledger: Ledger, address: str) -> None:
    write(ledger, "一季度", row("甲.docx"))
    before = counts(ledger)
    with writer("二季度", "150", address, "wait") as process:
        assert process.stdout and process.stdout.readline() == "ready\n"
        process.kill()
    assert counts(ledger) == before
    assert vars(write(ledger, "二季度", row("乙.docx"))) == {"new": 1, "known": 0}


def test_two_processes_write_at_once_into_a_ledger_that_is_not_there_yet(address: str) -> None:
    processes = [writer(name, "60", address) for name in ("一季度", "二季度")]
    assert [(process.communicate(timeout=120)[1], process.returncode) for process in processes] == [("", 0), ("", 0)]
    with open_ledger(address) as ledger, ledger.reading() as session:
        assert {(one.name, one.materials) for one in overviews(session)} == {("一季度", 60), ("二季度", 60)}
        # Both named the same units.
        assert {count for _, count in unit_names(session)} == {2}


def test_readers_do_not_wait_for_a_writer_and_see_nothing_of_it_yet(ledger: Ledger) -> None:
    with ledger.writing() as session:
        write_round(session, "一季度", [row("甲.docx")], "某人", Facts())
        began = time.monotonic()
        with ledger.reading() as other:
            assert overviews(other) == []
        assert time.monotonic() - began < 5
