"""The steps make the tables that the program knows, on both databases, forward and back."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from checker.ledger import Ledger, migrating, open_ledger, overviews
from checker.ledger.tables import Base
from tests.ledger.papers import row, write


def names(ledger: Ledger) -> set[str]:
    with ledger.changing() as connection:
        return set(inspect(connection).get_table_names())


def test_the_steps_and_the_tables_agree(ledger: Ledger) -> None:
    with ledger.changing() as connection:
        options = {"version_table": migrating.VERSIONS, "compare_type": True, "compare_server_default": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []
        assert migrating.revision(connection) == migrating.head()


def test_back_to_nothing_and_forward_again(ledger: Ledger) -> None:
    write(ledger, "一季度", row("甲.docx", unit="甲公司"))
    with ledger.changing() as connection:
        migrating.downgrade(connection, "base")
    assert names(ledger) == {migrating.VERSIONS}
    ledger.bring_up_to_date()
    assert names(ledger) == {*Base.metadata.tables, migrating.VERSIONS}
    with ledger.reading() as session:
        assert overviews(session) == []


def test_a_step_that_fails_leaves_the_ledger_as_it_was(ledger: Ledger) -> None:
    write(ledger, "一季度", row("甲.docx"))
    try:
        with ledger.changing() as connection:
            migrating.downgrade(connection, "base")
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    with ledger.reading() as session:
        assert [one.name for one in overviews(session)] == ["一季度"]


def test_an_empty_database_is_brought_forward_when_it_is_opened(address: str) -> None:
    with open_ledger(address, create=True) as ledger:
        assert names(ledger) == {*Base.metadata.tables, migrating.VERSIONS}
    with open_ledger(address) as ledger:
        assert names(ledger) == {*Base.metadata.tables, migrating.VERSIONS}
