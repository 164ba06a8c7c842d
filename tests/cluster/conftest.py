"""Everything here wants the extra `cluster`."""

import pytest

from tests.paths import cluster as wanted


@pytest.fixture(autouse=True)
def _extra() -> None:
    wanted()
