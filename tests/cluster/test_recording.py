"""Rows of a cluster go into a shared database: each once, whoever is away meanwhile, however often the run is begun again."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.ledger import judged, open_ledger
from tests.cluster.dask import cluster
from tests.cluster.rounds import complaints, hand_in, rows
from tests.ledger.postgres import Cluster as Postgres
from tests.paths import postgres_programs
from tests.test_cli import ganhuo


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    server = Postgres(postgres_programs())
    yield server
    server.stop()


def files(address: str) -> list[str]:
    with open_ledger(address) as ledger, ledger.reading() as session:
        return sorted(material.file for material in judged(session, round="2025年第三季度"))


def test_a_database_that_is_away_for_a_while_gets_every_row_once(tmp_path: Path, postgres: Postgres) -> None:
    folder = hand_in(tmp_path / "报送", 40)
    with cluster(tmp_path) as dask, postgres.database() as address:
        words = ["batch", str(folder), "--out", str(tmp_path / "结果"), "--engine", dask.engine, "--ledger", address]
        away = threading.Thread(target=_goes_away, args=(postgres, tmp_path / "结果" / "results"))
        away.start()
        done = ganhuo(*words, "--round", "2025年第三季度")
        away.join()
        assert (done.returncode, complaints(done.stderr)) == (1, "")
        assert "已记入台账“2025年第三季度”：新增40份。" in done.stdout
        assert files(address) == [row["file"] for row in rows(tmp_path / "结果")]
        again = ganhuo(*words, "--round", "2025年第三季度", "--resume")
        assert "新增0份，原有40份" in again.stdout
        assert files(address) == [row["file"] for row in rows(tmp_path / "结果")]


def _goes_away(postgres: Postgres, results: Path) -> None:
    """For some seconds from the first row on."""
    until = time.monotonic() + 60
    while not (results.is_dir() and any(results.iterdir())) and time.monotonic() < until:
        time.sleep(0.02)
    with postgres.away():
        time.sleep(6)
