"""Every test of the ledger runs on SQLite, and on a real PostgreSQL where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
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
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database in which there is nothing yet."""
    with empty(request, request.param, tmp_path / "台账.db") as one:
        yield one


def empty(request: pytest.FixtureRequest, kind: str, file: Path) -> AbstractContextManager[str]:
    """The address of an empty database of a kind; a SQLite one is `file`."""
    return nullcontext(str(file)) if kind == "sqlite" else request.getfixturevalue("cluster").database()


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    with open_ledger(address, create=True) as opened:
        yield opened
