"""Moves a whole ledger: into a backup and back, from one kind of database to the other.

A backup is a SQLite file, taken while others read and write, or a text with one line a record that either database takes back.
Both are brought forward where an older version of the program made them. Restoring is one transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Date, DateTime, MetaData, Table, create_engine, delete, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from checker.ledger import migrating
from checker.ledger import tables as t
from checker.ledger.errors import LedgerError
from checker.ledger.opening import Ledger, open_ledger
from checker.ledger.plain import as_json, clean

LINES = ".jsonl"
MAGIC = b"SQLite format 3\0"
AT_ONCE = 200
DAMAGED = "备份不完整，或者已经损坏：{path}"


def backup(ledger: Ledger, path: Path) -> None:
    """Write all of a ledger into a new file: lines for a name in .jsonl, else a copy in SQLite. Raises LedgerError."""
    if path.exists():
        raise LedgerError(f"已有这个文件，备份请换一个名字：{path}")
    if path.suffix != LINES and ledger.file is None:
        raise LedgerError(f"PostgreSQL 台账的备份，文件名请以 {LINES} 结尾：{path}")
    part = path.with_name(f".{path.name}.part")
    try:
        if path.suffix == LINES:
            with part.open("w", encoding="utf-8", newline="\n") as file, ledger.reading() as session:
                file.writelines(f"{line}\n" for line in dump(session))
        else:
            part.unlink(missing_ok=True)
            _copy_file(ledger.file or path, part)
        part.replace(path)
    except OSError as error:
        raise LedgerError(f"备份写不进去（{error.strerror}）：{path}") from error


def dump(session: Session) -> Iterator[str]:
    """A ledger as lines: a head with the form of the tables, a line a record, an end with their number."""
    yield as_json({"ledger": migrating.revision(session.connection())})
    count = 0
    for table in t.Base.metadata.sorted_tables:
        for record in session.execute(select(table).order_by(table.c.id).execution_options(yield_per=AT_ONCE)).mappings():
            yield as_json({"table": table.name, "record": {key: _plain(value) for key, value in record.items()}})
            count += 1
    yield as_json({"end": count})


def restore(ledger: Ledger, path: Path, *, who: str, replace: bool = False) -> int:
    """Take a backup back; gives the number of records. What the ledger holds goes, if `replace` allows. Raises LedgerError."""
    if not path.is_file():
        raise LedgerError(f"没有这个备份：{path}")
    with TemporaryDirectory(prefix=".ganhuo-ledger-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "backup.db"
        _unpack(path, copy)
        with open_ledger(str(copy)) as old, old.reading() as session, ledger.changing() as connection:
            if not replace and connection.scalar(select(func.count()).select_from(t.Audit)):
                raise LedgerError("台账里已有内容；要用备份把它全部换掉，请加上 --replace。")
            count = _take(session, connection)
            note = {"records": count}
            connection.execute(insert(t.Audit).values(at=t.now(), who=clean(who), action="restore", details=note))
    ledger.settle()
    return count


def _unpack(path: Path, copy: Path) -> None:
    """A backup as a SQLite ledger in the form in which it was made."""
    with path.open("rb") as file:
        is_sqlite = file.read(len(MAGIC)) == MAGIC
    try:
        if is_sqlite:
            _copy_file(path, copy)
            with closing(sqlite3.connect(copy)) as connection:
                connection.execute(f"SELECT version_num FROM {migrating.VERSIONS}")  # noqa: S608
        else:
            _rebuild(path, copy)
    except (sqlite3.Error, SQLAlchemyError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise LedgerError(DAMAGED.format(path=path)) from error


def _copy_file(source: Path, target: Path) -> None:
    """Copy a SQLite database while others use it; the copy is one file that needs no other beside it."""
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as here,
        closing(sqlite3.connect(target)) as there,
    ):
        here.backup(there)
        there.execute("PRAGMA journal_mode=DELETE")


def _rebuild(path: Path, copy: Path) -> None:
    """Fill tables of the form that the lines were written in. Raises ValueError and others for lines that are none."""
    with path.open(encoding="utf-8") as file:
        lines: Iterator[dict[str, Any]] = map(json.loads, file)
        form = next(lines, {})["ledger"]
        engine = create_engine(f"sqlite:///{copy}", json_serializer=as_json)
        try:
            with engine.begin() as connection:
                migrating.known(form)
                migrating.upgrade(connection, form)
                tables = MetaData()
                tables.reflect(connection)
                _fill(connection, tables, lines)
        finally:
            engine.dispose()


def _fill(connection: Connection, tables: MetaData, lines: Iterator[dict[str, Any]]) -> None:
    for count, line in enumerate(lines):
        if "end" in line:
            if line["end"] != count:
                raise ValueError("records are missing")
            return
        table = tables.tables[line["table"]]
        connection.execute(insert(table), {key: _typed(table, key, value) for key, value in line["record"].items()})
    raise ValueError("the end is missing")


def _take(session: Session, connection: Connection) -> int:
    """Put the records of one ledger into the place of another's."""
    tables = t.Base.metadata.sorted_tables
    for table in reversed(tables):
        connection.execute(delete(table))
    count = 0
    for table in tables:
        records = session.execute(select(table).order_by(table.c.id).execution_options(yield_per=AT_ONCE)).mappings()
        for chunk in records.partitions(AT_ONCE):
            connection.execute(insert(table), [dict(record) for record in chunk])
            count += len(chunk)
        if connection.dialect.name == "postgresql":
            # Numbers were given with the records, so that PostgreSQL does not know which are taken.
            last = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM {table.name}))"  # noqa: S608
            connection.execute(text(last))
    return count


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _typed(table: Table, key: str, value: Any) -> Any:
    kind = table.c[key].type
    if value is not None and isinstance(kind, DateTime):
        return datetime.fromisoformat(value).astimezone(timezone.utc).replace(tzinfo=None)
    return date.fromisoformat(value) if value is not None and isinstance(kind, Date) else value
