"""A backup taken back is equal to what was there, from either database into either."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from checker.ledger import Ledger, LedgerError, backup, correct_kind, correct_verdict, judged, open_ledger, restore
from checker.ledger import tables as t
from checker.ledger.moving import dump
from checker.roster import Unit
from tests.ledger.conftest import KINDS, empty
from tests.ledger.papers import FORMULA, MEASURES, row, unreadable, write


def contents(ledger: Ledger) -> list[str]:
    """All records but the line that says that the ledger was restored, as lines that are equal where the records are."""
    with ledger.reading() as session:
        lines = [json.dumps(json.loads(line), sort_keys=True) for line in dump(session)]
    return [line for line in lines[:-1] if '"action": "restore"' not in line]


def fill(ledger: Ledger) -> None:
    units = [Unit("甲公司", ("甲",), contact="张三"), Unit("乙公司")]
    write(
        ledger,
        "2021年",
        row("甲.docx", MEASURES[0], FORMULA, unit="甲公司", by="落款", text="全文"),
        unreadable("乙.pdf"),
        units=units,
    )
    write(ledger, "2022年", row("甲.docx", *MEASURES, unit="甲公司"), settings="strict", notice="通知")
    with ledger.writing() as session:
        first = judged(session)[0].id
        correct_verdict(session, first, "pass", who="李主任", why="看漏了")
        correct_kind(session, first, 0, "neutral", who="李主任", why="看过")


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    fill(ledger)
    return ledger


@pytest.fixture(params=KINDS)
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger of either kind."""
    with empty(request, request.param, tmp_path / "另一个.db") as address, open_ledger(address, create=True) as opened:
        yield opened


def test_lines_are_taken_back_by_either_database(full: Ledger, other: Ledger, tmp_path: Path) -> None:
    backup(full, tmp_path / "备份.jsonl")
    assert restore(other, tmp_path / "备份.jsonl", who="李主任") == len(contents(full)) - 1
    assert contents(other) == contents(full)
    # New records get numbers of their own.
    assert vars(write(other, "2023年", row("丙.docx", unit="丙公司"))) == {"new": 1, "known": 0}
    with other.reading() as session:
        actions = list(session.scalars(select(t.Audit.action).order_by(t.Audit.id)))
    assert actions == ["write", "write", "correct", "correct", "restore", "write"]


def test_a_copy_in_sqlite_is_taken_back_by_either_database(other: Ledger, tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "台账.db"), create=True) as full:
        fill(full)
        with full.writing() as session:
            session.add(t.Unit(name="还没有写完"))
            session.flush()
            backup(full, tmp_path / "备份.db")
            session.rollback()
        assert {path.name for path in tmp_path.glob("备份*")} == {"备份.db"}
        restore(other, tmp_path / "备份.db", who="李主任")
        assert contents(other) == contents(full)
    assert {path.name for path in tmp_path.glob("备份*")} == {"备份.db"}


def test_what_is_there_is_replaced_only_when_that_is_said(full: Ledger, tmp_path: Path) -> None:
    backup(full, tmp_path / "备份.jsonl")
    before = contents(full)
    write(full, "2023年", row("丙.docx", unit="丙公司"))
    now = contents(full)
    with pytest.raises(LedgerError, match=r"^台账里已有内容；要用备份把它全部换掉，请加上 --replace。$"):
        restore(full, tmp_path / "备份.jsonl", who="李主任")
    assert contents(full) == now
    restore(full, tmp_path / "备份.jsonl", who="李主任", replace=True)
    assert contents(full) == before


def test_a_backup_overwrites_nothing(full: Ledger, tmp_path: Path) -> None:
    (tmp_path / "备份.jsonl").write_text("别的", encoding="utf-8")
    with pytest.raises(LedgerError, match=r"^已有这个文件，备份请换一个名字："):
        backup(full, tmp_path / "备份.jsonl")
    with pytest.raises(LedgerError, match=r"^备份写不进去"):
        backup(full, tmp_path / "没有" / "备份.jsonl")


def test_a_copy_in_sqlite_is_made_of_a_sqlite_ledger_only(full: Ledger, tmp_path: Path) -> None:
    if full.file:
        backup(full, tmp_path / "备份.db")
        return
    with pytest.raises(LedgerError, match=r"^PostgreSQL 台账的备份，文件名请以 .jsonl 结尾："):
        backup(full, tmp_path / "备份.db")


def spoil_end(lines: list[str]) -> list[str]:
    return lines[:-1]


def spoil_middle(lines: list[str]) -> list[str]:
    return lines[:3] + lines[4:]


def spoil_json(lines: list[str]) -> list[str]:
    return [*lines[:3], lines[3][: len(lines[3]) // 2], *lines[4:]]


def spoil_table(lines: list[str]) -> list[str]:
    return [lines[0], lines[1].replace('"table": "', '"table": "x'), *lines[2:]]


def spoil_column(lines: list[str]) -> list[str]:
    return [lines[0], lines[1].replace('"id": ', '"idx": '), *lines[2:]]


def spoil_head(lines: list[str]) -> list[str]:
    return lines[1:]


def spoil_all(lines: list[str]) -> list[str]:
    return []


@pytest.mark.parametrize("spoil", [spoil_end, spoil_middle, spoil_json, spoil_table, spoil_column, spoil_head, spoil_all])
def test_a_damaged_backup_changes_nothing(full: Ledger, tmp_path: Path, spoil: Callable[[list[str]], list[str]]) -> None:
    backup(full, tmp_path / "备份.jsonl")
    lines = (tmp_path / "备份.jsonl").read_text(encoding="utf-8").splitlines()
    (tmp_path / "坏.jsonl").write_text("".join(f"{line}\n" for line in spoil(lines)), encoding="utf-8")
    before = contents(full)
    with pytest.raises(LedgerError, match=r"^备份不完整，或者已经损坏："):
        restore(full, tmp_path / "坏.jsonl", who="李主任", replace=True)
    assert contents(full) == before


@pytest.mark.parametrize("data", [b"SQLite format 3\0" + b"x" * 4096, b"\xff\xfe\x00", b"PK\x03\x04", b"[]\n", b"1\n"])
def test_a_file_that_is_no_backup_changes_nothing(full: Ledger, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "坏.db").write_bytes(data)
    before = contents(full)
    with pytest.raises(LedgerError, match=r"^备份不完整，或者已经损坏："):
        restore(full, tmp_path / "坏.db", who="李主任", replace=True)
    assert contents(full) == before


def test_a_sqlite_file_of_another_program_is_no_backup(full: Ledger, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "别的.db")
    connection.execute("CREATE TABLE notes (text)")
    connection.close()
    before = contents(full)
    with pytest.raises(LedgerError, match=r"^备份不完整，或者已经损坏："):
        restore(full, tmp_path / "别的.db", who="李主任", replace=True)
    assert contents(full) == before


def test_a_backup_of_a_newer_version_is_said_to_be(full: Ledger, tmp_path: Path) -> None:
    (tmp_path / "新.jsonl").write_text('{"ledger": "9999"}\n{"end": 0}\n', encoding="utf-8")
    with pytest.raises(LedgerError, match=r"^台账是更新版本的干货写的，这一版读不了；请先升级程序。$"):
        restore(full, tmp_path / "新.jsonl", who="李主任", replace=True)


def test_a_backup_that_is_not_there_is_said(full: Ledger, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"^没有这个备份："):
        restore(full, tmp_path / "没有.jsonl", who="李主任")


TEXTS = st.text(st.characters(codec=None), max_size=30)
NAMES = st.sampled_from(["甲公司", "乙公司", "丙", "Ünit 1", "=1+1", "'; --"])
ROWS = st.builds(
    lambda file, sentences, unit, quality, signed, extra: row(
        file or "x",
        *[s for s in sentences if s],
        unit=unit,
        quality=quality,
        signed=signed,
        title=extra,
        text=extra,
        notes=[extra],
    ),
    file=TEXTS,
    sentences=st.lists(TEXTS, max_size=3),
    unit=st.none() | NAMES,
    quality=st.none() | st.floats(0, 100),
    signed=st.none() | st.dates().map(lambda day: day.isoformat()),
    extra=TEXTS,
)
ROUNDS = st.lists(
    st.tuples(NAMES, st.lists(ROWS, max_size=3), st.lists(st.builds(Unit, NAMES, due=st.none() | st.dates()), max_size=3, unique_by=lambda unit: unit.name)),
    min_size=1, max_size=3,
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds=ROUNDS)
def test_whatever_a_ledger_holds_comes_back_equal(
    request: pytest.FixtureRequest, kind: str, rounds: list[tuple[str, list[dict[str, object]], list[Unit]]]
) -> None:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        with (
            empty(request, kind, home / "一.db") as address,
            open_ledger(address, create=True) as one,
            open_ledger(str(home / "二.db"), create=True) as two,
        ):
            for name, rows, units in rounds:
                write(one, name, *rows, units=units)
            backup(one, home / "一.jsonl")
            restore(two, home / "一.jsonl", who="某人")
            assert contents(two) == contents(one)
            backup(two, home / "备份.db")
            restore(one, home / "备份.db", who="某人", replace=True)
            assert contents(one) == contents(two)
