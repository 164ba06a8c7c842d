"""What holds for all tests: none of them may write into the ledger of who runs them."""

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def _own_ledger(tmp_path_factory: pytest.TempPathFactory) -> None:
    os.environ["GANHUO_LEDGER"] = str(tmp_path_factory.mktemp("ledger") / "台账.db")
