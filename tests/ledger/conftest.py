"""Every test of the ledger runs on SQLite, and on a real PostgreSQL where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.ledger import Ledger, open_ledger
from tests.paths import postgres_programs

KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def cluster() -> Iterator[object]:
    programs = postgres_programs()
    from tests.ledger.postgres import Cluster

    server = Cluster(programs)
    yield server
    server.stop()


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database in which there is nothing yet."""
    if request.param == "sqlite":
        return str(tmp_path / "台账.db")
    return request.getfixturevalue("cluster").database()  # type: ignore[no-any-return]


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with open_ledger(address, create=True) as opened:
        yield opened
