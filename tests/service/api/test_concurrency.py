from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from fastapi.testclient import TestClient

from service.bootstrap import Application
from tests.service.api.serving import kept_answers

OBJECTIVES = (
    "Reduce customer churn by a third by Q4 2027",
    "Increase revenue by 10%",
    "Shorten delivery time to 2 days",
    "Raise employee engagement",
)
THREADS = 8


def test_threads_do_not_disturb_each_other(client: TestClient, served: Application) -> None:
    def ask(objective: str) -> Any:
        response = client.post("/v1/recommendations", json={"objective": objective})
        assert response.status_code == 200
        answer = response.json()
        return answer["id"], [(kpi["id"], kpi["relevance"]) for kpi in answer["recommendations"]]

    alone = {objective: ask(objective)[1] for objective in OBJECTIVES}
    before = kept_answers(served)
    work = OBJECTIVES * THREADS
    with ThreadPoolExecutor(THREADS) as pool:
        together = list(pool.map(ask, work))
    assert [found for _, found in together] == [alone[objective] for objective in work]
    assert len({answer_id for answer_id, _ in together}) == len(work)
    assert kept_answers(served) == before + len(work)
