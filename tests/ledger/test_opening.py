"""Where a ledger is, and what is said where it can't be used: one clear Chinese line, with what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from checker.ledger import Ledger, LedgerError, errors, migrating, open_ledger, opening, overviews
from tests.ledger.papers import row, write


def test_a_plain_path_is_a_sqlite_file(tmp_path: Path) -> None:
    url = opening.resolve(str(tmp_path / "台账.db"))
    assert (url.get_backend_name(), url.database) == ("sqlite", str(tmp_path / "台账.db"))


def test_without_an_address_the_environment_names_it_else_it_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GANHUO_LEDGER", "/somewhere/x.db")
    assert opening.resolve().database == str(Path("/somewhere/x.db"))
    assert opening.resolve("y.db").database == "y.db"
    monkeypatch.delenv("GANHUO_LEDGER")
    assert opening.resolve().database == str(opening.default_path())
    assert opening.default_path().parts[-2:] == ("ganhuo", "台账.db")


@pytest.mark.parametrize("address", ["postgresql://u:geheim@host/db", "postgresql+psycopg2://u:geheim@host/db"])
def test_postgresql_is_spoken_to_by_one_driver(address: str) -> None:
    assert opening.resolve(address).drivername == "postgresql+psycopg"


@pytest.mark.parametrize(
    "address", ["mysql://u:geheim@host/db", "postgresql://u:geheim@host:port/db", "postgresql://u:geheim@host", "://"]
)
def test_an_address_that_is_none_is_said_without_its_password(address: str) -> None:
    with pytest.raises(LedgerError, match=r"^台账的地址写得不对，应是一个文件") as caught:
        open_ledger(address, create=True)
    assert "geheim" not in str(caught.value)


def test_a_users_own_ledger_is_made_with_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "新" / "台账.db"
    monkeypatch.delenv("GANHUO_LEDGER")
    monkeypatch.setattr(opening, "default_path", lambda: own)
    with pytest.raises(LedgerError, match=r"^还没有台账："):
        open_ledger()
    with open_ledger(create=True) as ledger, ledger.reading() as session:
        assert overviews(session) == []
    assert own.is_file()


def test_there_is_nothing_to_read_where_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"^还没有台账：.*没有.db；用 ganhuo batch 办一轮并写上 --round，就会建立。"):
        open_ledger(str(tmp_path / "没有.db"))
    assert list(tmp_path.iterdir()) == []


def test_no_folder_is_made_for_an_address_that_was_mistyped(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"^打不开台账；请检查文件夹在不在、有没有权限："):
        open_ledger(str(tmp_path / "没有" / "台账.db"), create=True)


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "材料.db"
    path.write_text("产改工作总结" * 500, encoding="utf-8")
    with pytest.raises(LedgerError, match=r"^这个文件不是台账，或者已经损坏"):
        open_ledger(str(path), create=True)
    assert path.read_text(encoding="utf-8") == "产改工作总结" * 500


def test_another_programs_tables_are_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "别的.db") as connection:
        connection.execute("CREATE TABLE units (code TEXT)")
    connection.close()
    with pytest.raises(LedgerError, match=r"^这个数据库里已有别的程序的数据表，不能当台账用"):
        open_ledger(str(tmp_path / "别的.db"), create=True)


def test_a_ledger_of_a_newer_version_is_not_touched(ledger: Ledger, address: str) -> None:
    with ledger.changing() as connection:
        connection.execute(text(f"UPDATE {migrating.VERSIONS} SET version_num = '9999'"))
    with pytest.raises(LedgerError, match=r"^台账是更新版本的干货写的，这一版读不了；请先升级程序。$"):
        open_ledger(address)


def put(ledger: Ledger, *statements: str) -> None:
    """Run statements as a writer."""
    with ledger.changing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_locked_ledger_is_said_after_a_while(ledger: Ledger, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "BUSY_SECONDS", 1)
    line = r"^台账正被别的程序占用，等了1秒还写不进去；请稍后再试，或关掉正在用它的程序："
    with open_ledger(address) as other, ledger.changing(), pytest.raises(LedgerError, match=line):
        write(other, "一季度", row("甲.docx"))
    write(ledger, "一季度", row("甲.docx"))


def test_a_ledger_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    line = r"^台账是只读的，写不进去；请检查文件和文件夹的权限："
    with open_ledger(str(tmp_path / "台账.db"), create=True) as ledger, pytest.raises(LedgerError, match=line):
        put(ledger, "PRAGMA query_only=ON", "DELETE FROM audit")


def test_a_full_disk_is_said_and_what_was_there_stays(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "台账.db"), create=True) as ledger:
        write(ledger, "一季度", row("甲.docx"))
        with pytest.raises(LedgerError, match=r"^磁盘满了，台账写不进去，原有内容不受影响："):
            put(ledger, "PRAGMA max_page_count=1", "INSERT INTO units (name) VALUES (hex(zeroblob(900000)))")
        with ledger.reading() as session:
            assert [one.materials for one in overviews(session)] == [1]


def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(LedgerError, match=r"^连不上台账所在的数据库；请检查地址和网络：") as caught:
        open_ledger("postgresql+psycopg://clerk:geheim@127.0.0.1:9/ledger?connect_timeout=2")
    assert "geheim" not in str(caught.value)


def test_the_extra_for_postgresql_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "find_spec", lambda name: None)
    with pytest.raises(LedgerError, match=r'请先安装：pip install "ganhuo\[postgres\]"$'):
        open_ledger("postgresql+psycopg://host/ledger")


def test_sqlite_lets_readers_in_beside_a_writer_and_holds_references(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "台账.db"), create=True) as ledger, ledger.reading() as session:
        told = {
            name: session.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "foreign_keys", "secure_delete")
        }
        assert told == {"journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1}
