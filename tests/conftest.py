"""What holds for all tests: none of them may write into the ledger of who runs them, or judge by what they had learned."""

import os

import pytest


@pytest.fixture(scope="module", autouse=True)
def _nothing_of_one_s_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    os.environ["GANHUO_LEDGER"] = str(tmp_path_factory.mktemp("ledger") / "台账.db")
    os.environ["GANHUO_MODELS"] = str(tmp_path_factory.mktemp("models"))
