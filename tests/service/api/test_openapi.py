"""The API against its own description, with inputs that schemathesis thinks up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.python import asgi
from schemathesis.specs.openapi.checks import positive_data_acceptance

from service.api.app import create_app
from tests.service.api.serving import PATIENCE_S, fake_application

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description of an app that schemathesis runs itself."""
    app = create_app(fake_application(tmp_path_factory.mktemp("described")))
    loaded = schemathesis.openapi.from_asgi("/openapi.json", app)
    with asgi.get_client(cast("Any", app)) as client:
        for _ in range(PATIENCE_S * 20):
            if client.get("/readyz", timeout=PATIENCE_S).status_code == 200:
                break
    yield loaded
    asgi.shutdown_lifespans()


OPERATIONS = (
    ("POST", "/v1/recommendations"),
    ("GET", "/v1/recommendations/{answer_id}"),
    ("POST", "/v1/feedback"),
    ("GET", "/v1/feedback"),
    ("DELETE", "/v1/feedback/{feedback_id}"),
    ("POST", "/v1/audits"),
    ("GET", "/v1/audits"),
    ("GET", "/v1/audits/history"),
    ("GET", "/v1/audits/dismissals"),
    ("GET", "/v1/audits/{answer_id}"),
    ("POST", "/v1/audits/{answer_id}/findings/{finding_id}/dismissal"),
    ("DELETE", "/v1/audits/{answer_id}/findings/{finding_id}/dismissal"),
    ("GET", "/v1/audits/{answer_id}/diff/{other_id}"),
    ("GET", "/v1/audits/{answer_id}/report"),
    ("POST", "/v1/goal-sets/read"),
    ("POST", "/v1/goal-sets/export"),
    ("POST", "/v1/cascades"),
    ("GET", "/v1/cascades/{answer_id}"),
    ("GET", "/v1/kpis"),
    ("GET", "/v1/kpis/{kpi_id}"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
)
#: Those that have inputs to refuse; any text may be an id.
REFUSING = (
    ("POST", "/v1/recommendations"),
    ("POST", "/v1/feedback"),
    ("GET", "/v1/feedback"),
    ("POST", "/v1/audits"),
    ("GET", "/v1/audits"),
    ("GET", "/v1/audits/history"),
    ("GET", "/v1/audits/dismissals"),
    ("POST", "/v1/audits/{answer_id}/findings/{finding_id}/dismissal"),
    ("POST", "/v1/goal-sets/export"),
    ("POST", "/v1/cascades"),
    ("GET", "/v1/kpis"),
)


# Driven by hand: ``schemathesis.pytest.from_fixture`` of 4.32 fails on pytest 9.2.
@pytest.mark.parametrize(
    ("method", "path", "mode"),
    [(*operation, GenerationMode.POSITIVE) for operation in OPERATIONS]
    + [(*operation, GenerationMode.NEGATIVE) for operation in REFUSING],
)
def test_responses_conform(
    described: schemathesis.BaseSchema, method: str, path: str, mode: GenerationMode
) -> None:
    operation = described[path][method]

    @settings(
        max_examples=40,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: schemathesis.Case[Any]) -> None:
        # Ids that must differ and domains that must exist are beyond what a schema can say.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    check()


def test_document_names_every_operation(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert document["info"]["title"] == "Plumbline"
    described = {
        (method.upper(), path) for path, item in document["paths"].items() for method in item
    }
    assert described == set(OPERATIONS)
    assert "HTTPValidationError" not in document["components"]["schemas"]
    refused = document["paths"]["/v1/recommendations"]["post"]["responses"]["422"]
    assert list(refused["content"]) == ["application/problem+json"]
