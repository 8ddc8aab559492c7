from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from kpi_library.models import Kpi
from service.bootstrap import Application
from service.domain.own_kpi import OwnKpi
from tests.service.api.serving import fake_application, serving


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


@pytest.fixture(scope="module")
def own_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server whose organisation has brought two KPIs."""
    application = fake_application(tmp_path_factory.mktemp("own"))
    application.store.keep_own_kpis(
        [
            OwnKpi("K/1", "Whale sightings", "Whales seen a trip", unit="#", owner="Tours"),
            OwnKpi("K2", "Logo loss", formula="lost / all", same_as="customer-churn-rate"),
        ],
        "own.csv",
    )
    with serving(application) as opened:
        yield opened


def test_own_kpis_are_listed_and_found_with_their_source(own_client: TestClient) -> None:
    listed = own_client.get("/v1/kpis?limit=100", params={"query": "whale sightings"}).json()
    assert listed["items"][0]["id"] == "own:K/1"
    assert listed["items"][0]["source"] == "organisation"
    ids = {kpi["id"] for kpi in own_client.get("/v1/kpis?limit=100&offset=0").json()["items"]}
    assert "customer-churn-rate" not in ids


def test_an_own_kpi_in_full(own_client: TestClient) -> None:
    found = own_client.get("/v1/kpis/own:K%2F1").json()
    assert (found["id"], found["name"], found["owner"]) == ("own:K/1", "Whale sightings", "Tours")
    assert found["source"] == "organisation"
    assert own_client.get("/v1/kpis/own:K2").json()["same_as"] == "customer-churn-rate"
    assert own_client.get("/v1/kpis/own:K3").status_code == 404


def test_own_kpis_are_recommended_and_shown_on_the_page(own_client: TestClient) -> None:
    body = {"objective": "More whale sightings", "k": 1}
    answer = own_client.post("/v1/recommendations", json=body).json()
    (kpi,) = answer["recommendations"]
    assert (kpi["id"], kpi["source"], kpi["owner"]) == ("own:K/1", "organisation", "Tours")
    page = own_client.get("/", params={"objective": "More whale sightings"}).text
    assert "From your own catalogue" in page
    assert "/v1/kpis/own%3AK/1" in page
