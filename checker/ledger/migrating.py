"""Brings the tables of a ledger to the form that this version of the program knows, and says where that cannot be done."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from checker.ledger.errors import LedgerError
from checker.ledger.tables import Base

# Not Alembic's own name: a database may be shared with others who use it.
VERSIONS = "ganhuo_version"

NEWER = "台账是更新版本的干货写的，这一版读不了；请先升级程序。"
FOREIGN = "这个数据库里已有别的程序的数据表，不能当台账用；请换一个文件或数据库。"


def head() -> str:
    """The newest form of the tables that this version knows."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def revision(connection: Connection) -> str | None:
    """The form of the tables in a database, None where there are none yet."""
    return MigrationContext.configure(connection, opts={"version_table": VERSIONS}).get_current_revision()


def check(connection: Connection) -> bool:
    """Whether the tables are up to date. Raises LedgerError where they can't be brought there."""
    found = revision(connection)
    if found is None and set(inspect(connection).get_table_names()) & set(Base.metadata.tables):
        raise LedgerError(FOREIGN)
    if found:
        known(found)
    return found == head()


def known(form: str) -> None:
    """Raises LedgerError for a form of the tables that this version does not know."""
    if form not in {step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()}:
        raise LedgerError(NEWER)


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the tables forward, inside the connection's transaction."""
    command.upgrade(_config(connection), to)


def downgrade(connection: Connection, to: str) -> None:
    """Bring the tables back to an older form; ``base`` is an empty database."""
    command.downgrade(_config(connection), to)


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", "checker.ledger:migrations")
    config.attributes["connection"] = connection
    return config
