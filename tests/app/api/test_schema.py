"""The OpenAPI document against the server: no 5xx, nothing that it doesn't say. More of it, with a server at hand:

schemathesis run http://127.0.0.1:8000/openapi.json --checks all -n 200
"""

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

from app.api.application import application
from app.api.limits import ServerLimits
from app.keys import KeyFile
from tests.app.api.served import filled, service

HEADERS = {"Host": "127.0.0.1"}
EXAMPLES = 5
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def documented(tmp_path_factory: pytest.TempPathFactory) -> schemathesis.BaseSchema:
    # Each run of ingest is a thread of its own, with uploads on disk: none here.
    made = service(filled(tmp_path_factory.mktemp("schema")), limits=ServerLimits(jobs=0))
    app = application(made, KeyFile(made.settings.keys_file), exposed=False)
    return schemathesis.openapi.from_asgi("/openapi.json", app, headers=HEADERS)


@pytest.mark.slow
def test_nothing_is_answered_that_is_not_documented(documented: schemathesis.BaseSchema) -> None:
    tried = set()
    for each in documented.get_all_operations():
        operation = each.ok()
        tried.add(operation.label)
        valid = operation.as_strategy()
        invalid = operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)

        @given(case=valid | invalid)
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        def answered(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS, headers=HEADERS)

        answered()
    assert len(tried) > 25


def test_every_address_has_a_sentence_and_its_errors(documented: schemathesis.BaseSchema) -> None:
    paths = documented.raw_schema["paths"]
    assert len(paths) > 20
    for path, operations in paths.items():
        for method, operation in operations.items():
            assert operation["description"], (method, path)
            assert {"400", "413", "503"} <= set(operation["responses"]), (method, path)
            assert "422" not in operation["responses"]
