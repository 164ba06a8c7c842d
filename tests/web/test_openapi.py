"""The door for programs keeps to what it says of itself, whatever is sent."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.web.process import server

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
PATHS = ["/healthz", "/api/check", "/api/uploads", "/api/uploads/{id}", "/api/results/{id}"]
EXAMPLES = 25


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    with server(tmp_path_factory.mktemp("served") / "台账.db") as (address, _):
        yield schemathesis.openapi.from_url(f"{address}/openapi.json")


def test_no_path_is_left_out(described: schemathesis.BaseSchema) -> None:
    assert {found.ok().path for found in described.get_all_operations()} == set(PATHS)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_described(described: schemathesis.BaseSchema, path: str) -> None:
    for found in described.get_all_operations():
        operation = found.ok()
        if operation.path == path:

            @given(case=operation.as_strategy())
            @settings(
                max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
            )
            def holds(case: schemathesis.Case) -> None:
                case.call_and_validate(checks=CHECKS)

            holds()
