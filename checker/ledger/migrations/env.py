"""What Alembic runs: the steps, on the connection that it is given, inside that connection's transaction."""

from __future__ import annotations

from alembic import context

from checker.ledger.migrating import VERSIONS
from checker.ledger.tables import Base

# SQLite can undo changes of tables as well, once transactions are begun by us and not by the driver.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=VERSIONS,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
