from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from kpi_library.models import Kpi
from service.bootstrap import Application


def test_list_is_by_id_and_paged(client: TestClient, served: Application) -> None:
    first = client.get("/v1/kpis?limit=3").json()
    rest = client.get("/v1/kpis?limit=2&offset=1").json()
    assert first["total"] == len(served.library)
    ids = [kpi["id"] for kpi in first["items"]]
    assert ids == sorted(kpi.id for kpi in served.library)[:3]
    assert [kpi["id"] for kpi in rest["items"]] == ids[1:]
    assert first["items"][0]["relevance"] is None


def test_search_is_by_relevance(client: TestClient) -> None:
    found = client.get("/v1/kpis", params={"query": "customer churn rate"}).json()["items"]
    assert found[0]["id"] == "customer-churn-rate"
    relevance = [kpi["relevance"] for kpi in found]
    assert relevance == sorted(relevance, reverse=True)


def test_domain_filters(client: TestClient) -> None:
    for address in ("/v1/kpis?domain=sales", "/v1/kpis?domain=sales&query=revenue"):
        page = client.get(address).json()
        assert page["total"] > 0
        assert {kpi["domain"] for kpi in page["items"]} == {"sales"}


def test_beyond_the_end_is_empty(client: TestClient) -> None:
    page = client.get("/v1/kpis?offset=100000").json()
    assert page["items"] == []
    assert page["total"] > 0


def test_record_is_complete(client: TestClient, served: Application) -> None:
    response = client.get("/v1/kpis/customer-churn-rate")
    assert Kpi.model_validate(response.json()) == served.library["customer-churn-rate"]


@pytest.mark.parametrize(
    ("parameters", "where"),
    [
        ({"domain": "astrology"}, "domain"),
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"offset": "-1"}, "offset"),
        ({"offset": "1e3"}, "offset"),
        ({"query": " "}, "query"),
        ({"query": "x" * 2001}, "query"),
    ],
)
def test_refusals(client: TestClient, parameters: dict[str, str], where: str) -> None:
    response = client.get("/v1/kpis", params=parameters)
    assert response.status_code == 422
    assert response.json()["errors"][0]["where"] == where
