from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.adapters.exporters.goal_sets.formats import WRITERS, GoalSetFormat
from tests.service.adapters.importers.goal_sets.test_reading import FILES

READ = "/v1/goal-sets/read"
VIVA = (FILES / "viva_goals.csv").read_bytes()
CSV = {"content-type": "text/csv; charset=utf-8"}


def test_a_file_is_read_into_what_can_be_audited(client: TestClient) -> None:
    response = client.post(READ, content=VIVA, params={"name": "plan.csv"})
    assert response.status_code == 200
    reading = response.json()
    assert (reading["source"], reading["objectives"], reading["goals"]) == ("Viva Goals", 1, 2)
    (table,) = reading["tables"]
    assert table["columns"]["parent"] == "Parent IDs"
    assert table["unused"] == ["Status"]
    assert (reading["issues"], reading["refused"], reading["problem"]) == ([], 0, None)
    audited = client.post("/v1/audits?today=2026-11-23", json=reading["document"])
    assert audited.status_code == 200
    assert audited.json()["goals"] == 2


def test_the_content_type_says_what_it_is(client: TestClient) -> None:
    assert client.post(READ, content=VIVA, headers=CSV).json()["source"] == "Viva Goals"
    response = client.post(READ, content=VIVA, headers={"content-type": "image/png"})
    assert response.status_code == 415
    assert "?name=plan.csv" in response.json()["detail"]


def test_options(client: TestClient) -> None:
    content = "Was;Wofür;Bis\nWachsen;;\nVerkaufen;Wachsen;1/2/2027\n".encode()
    params = {"map": ["text=Was", "parent=Wofür", "due=Bis"], "date_order": "mdy"}
    reading = client.post(READ, content=content, headers=CSV, params=params).json()
    assert reading["document"]["goals"][0]["due"] == "2027-01-02"


def test_refused_rows_are_listed_and_left_out(client: TestClient) -> None:
    content = b"id,goal,parent\n1,Grow,\n2,Sell,1\n3,,1\n4,Dig,9\n"
    reading = client.post(READ, content=content, headers=CSV).json()
    assert reading["refused"] == 2
    assert [i["place"] for i in reading["issues"]] == [
        "goal-set.csv, line 4",
        "goal-set.csv, line 5",
    ]
    assert [goal["id"] for goal in reading["document"]["goals"]] == ["2"]


def test_without_objectives_the_columns_are_shown_all_the_same(client: TestClient) -> None:
    reading = client.post(READ, content=b"Goal,Owner\nSell,Ann\n", headers=CSV).json()
    assert reading["document"] is None
    assert "type=COLUMN" in reading["problem"]
    assert reading["tables"][0]["columns"]["text"] == "Goal"


def test_the_strategy_in_a_file_of_its_own(client: TestClient) -> None:
    files = {
        "file": ("plan.csv", b"Was,Farbe\nSell bread,red\n"),
        "strategy": ("strategy.yaml", b"- {id: s, text: Grow the bakery}\n"),
    }
    reading = client.post(READ, files=files, params={"map": "text=Was"}).json()
    assert reading["problem"] is None
    assert reading["document"]["strategy"]["objectives"][0]["id"] == "s"
    assert [goal["text"] for goal in reading["document"]["goals"]] == ["Sell bread"]
    assert reading["tables"][0]["headings"] == ["Was", "Farbe"]
    alone = client.post(READ, files={"file": files["file"]}, params={"map": "text=Was"}).json()
    assert alone["document"] is None
    named = client.post(READ, files={"file": ("x", VIVA)}, params={"name": "plan.csv"})
    assert named.json()["source"] == "Viva Goals"


@pytest.mark.parametrize(
    ("files", "where"),
    [({"strategy": ("s.csv", b"Objective\nGrow\n")}, "file"),
     ({n: (f"{n}.csv", VIVA) for n in ("file", "strategy", "more")}, "")],
)  # fmt: skip
def test_forms_that_cannot_be_read(client: TestClient, files: Any, where: str) -> None:
    response = client.post(READ, files=files)
    assert response.status_code == 422
    assert response.json()["errors"][0]["where"] == where


@pytest.mark.parametrize(
    ("content", "params", "said"),
    [
        (b"a,b\n1,2\n", {"name": "p.csv"}, "no column is the text of a goal"),
        (b"x", {"name": "p.xlsx"}, "no XLSX workbook"),
        (b"<!DOCTYPE a><a/>", {"name": "p.xml"}, "document type"),
        (b"", {"name": "p.csv"}, "no rows"),
        (b"x", {"name": "p.doc"}, "ending"),
        (VIVA, {"name": "p.csv", "map": "text"}, "not of the form"),
        (VIVA, {"name": "p.csv", "sheet": "Q1"}, "no sheet"),
        (VIVA, {"name": "p.csv", "date_order": "ydm"}, "'ymd', 'dmy' or 'mdy'"),
    ],
)
def test_what_cannot_be_read(client: TestClient, content: bytes, params: Any, said: str) -> None:
    response = client.post(READ, content=content, params=params)
    assert response.status_code == 422
    assert said in response.json()["errors"][0]["message"]


@pytest.mark.parametrize("to", GoalSetFormat)
def test_what_is_exported_is_read_again(
    client: TestClient, goal_set: dict[str, Any], to: GoalSetFormat
) -> None:
    response = client.post("/v1/goal-sets/export", params={"to": to}, json=goal_set)
    assert response.status_code == 200
    writer = WRITERS[to]
    assert response.headers["content-type"].startswith(writer.media_type.partition(";")[0])
    assert f"goals{writer.suffix}" in response.headers["content-disposition"]
    name = {"name": f"goals{writer.suffix}"}
    document = client.post(READ, content=response.content, params=name).json()["document"]
    assert {(goal["id"], goal["text"], *goal["parent"]) for goal in document["goals"]} == {
        ("shops", "Increase bread sales in shops by 10%", "grow"),
        ("less", "Decrease bread sales in shops by 5%", "grow"),
        ("paint", "Repaint the canteen"),
    }


def test_a_contradictory_goal_set_is_not_exported(
    client: TestClient, goal_set: dict[str, Any]
) -> None:
    goal_set["goals"][0]["parent"] = "nobody"
    response = client.post("/v1/goal-sets/export", params={"to": "csv"}, json=goal_set)
    assert response.status_code == 422
    assert response.json()["errors"][0]["where"] == "goals[0].parent"
