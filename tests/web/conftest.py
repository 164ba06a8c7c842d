from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from tests.web.served import serving


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server for whoever sits before it, shared by the tests of a module."""
    with serving(tmp_path_factory.mktemp("served"), one_in=1) as own:
        yield own
