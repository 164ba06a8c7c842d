"""Opens a ledger by its address: a SQLite file in the user's data folder unless told otherwise, or PostgreSQL.

Whoever writes waits for who writes already, and a writer's transaction is there wholly or not at all, even if its process is
killed. Readers wait for nobody and see one state of the ledger throughout.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any

from platformdirs import user_data_path
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session

from checker.ledger import errors, migrating
from checker.ledger.errors import LedgerError
from checker.ledger.plain import as_json

ENVIRONMENT = "GANHUO_LEDGER"
FILE = "台账.db"
# PostgreSQL locks a number; writers of a ledger agree on this one.
LOCK = 2021_1027
CONNECT_SECONDS = 10

ADDRESS = "台账的地址写得不对，应是一个文件（如 D:\\台账.db），或 postgresql+psycopg://用户:密码@主机/库名。"
EXTRA = '连接 PostgreSQL 要用的组件没有装，请先安装：pip install "ganhuo[postgres]"'


class Ledger:
    """An open ledger; `place` is where it is, as it may be shown to people. A context, closed at the end."""

    def __init__(self, engine: Engine, place: str, patience: int = errors.BUSY_SECONDS) -> None:
        self.place = place
        self._patience = patience
        self.file = Path(engine.url.database or "") if engine.dialect.name == "sqlite" else None
        self._engine = engine
        self._writers = engine.execution_options(writing=True)
        # A reader's many questions are answered from one state; SQLite does so by itself.
        snapshot: dict[str, Any] = {} if self.file else {"isolation_level": "REPEATABLE READ"}
        self._readers = engine.execution_options(**snapshot)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that reads. Raises LedgerError."""
        with _in_chinese(self.place), Session(self._readers) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that writes: kept when the block ends well, else nothing of it is. Raises LedgerError."""
        with self.changing() as connection, Session(connection) as session:
            yield session
            session.commit()

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """The connection of one writer, in its transaction. Raises LedgerError."""
        with _in_chinese(self.place), self._writers.begin() as connection:
            if self.file is None:
                connection.execute(text(f"SET LOCAL lock_timeout = '{self._patience}s'"))
                connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            yield connection

    def settle(self) -> None:
        """Leave nothing of what was deleted in SQLite's log beside the file. PostgreSQL tidies up by itself, in its own time."""
        if self.file:
            with _in_chinese(self.place), closing(self._engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def bring_up_to_date(self) -> None:
        """Make the tables, or bring those of an older version forward. Raises LedgerError."""
        with _in_chinese(self.place), self._readers.connect() as connection:
            if migrating.check(connection):
                return
        with self.changing() as connection:
            if not migrating.check(connection):
                migrating.upgrade(connection)


def open_ledger(address: str | None = None, *, create: bool = False, patience: int = errors.BUSY_SECONDS) -> Ledger:
    """The ledger at an address (see `resolve`); where there is none, `create` makes one. Raises LedgerError.

    Who writes waits so many seconds for others who do.
    """
    url = resolve(address)
    if url.get_backend_name() == "sqlite":
        ledger = Ledger(_sqlite(url, create, patience), str(url.database), patience)
    else:
        ledger = Ledger(_postgres(url), url.render_as_string(hide_password=True), patience)
    try:
        ledger.bring_up_to_date()
    except BaseException:
        ledger.__exit__(None, None, None)
        raise
    return ledger


def resolve(address: str | None = None) -> URL:
    """An address as given (a SQLAlchemy URL, or a plain path), else GANHUO_LEDGER, else the user's own. Raises LedgerError."""
    given = address or os.environ.get(ENVIRONMENT) or str(default_path())
    if "://" not in given:
        return URL.create("sqlite", database=str(Path(given).expanduser()))
    try:
        url = make_url(given)
    except (ArgumentError, ValueError) as error:
        raise LedgerError(ADDRESS) from error
    backend = url.get_backend_name()
    if backend not in ("sqlite", "postgresql") or not url.database:
        raise LedgerError(ADDRESS)
    return url if backend == "sqlite" else url.set(drivername="postgresql+psycopg")


def default_path() -> Path:
    """Where a user's own ledger lies."""
    return user_data_path("ganhuo", appauthor=False) / FILE


def _sqlite(url: URL, create: bool, patience: int) -> Engine:
    file = Path(url.database or "")
    if not create and not file.is_file():
        raise LedgerError(f"还没有台账：{file}；用 ganhuo batch 办一轮并写上 --round，就会建立。")
    if create and file == default_path():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LedgerError(f"台账所在的文件夹建不了（{error.strerror}）：{file.parent}") from error
    engine = create_engine(url, json_serializer=as_json, connect_args={"timeout": patience})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _postgres(url: URL) -> Engine:
    if find_spec("psycopg") is None:
        raise LedgerError(EXTRA)
    # Ours to set, unless the address says otherwise.
    patience = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_SECONDS}
    try:
        return create_engine(url, json_serializer=as_json, connect_args=patience, pool_pre_ping=True)
    except ImportError as error:
        raise LedgerError(EXTRA) from error


def _set_up(connection: Any, record: Any) -> None:
    """Of each connection to SQLite: readers beside a writer, references held, what is deleted overwritten."""
    # The driver would begin transactions late, and end them early, by itself.
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode=WAL")


def _begin(connection: Connection) -> None:
    """A writer takes its place in the line at once: one that read first could find itself overtaken."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")


@contextmanager
def _in_chinese(place: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise errors.meaning(error, place) from error
