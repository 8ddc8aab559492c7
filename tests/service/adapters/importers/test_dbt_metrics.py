"""dbt metrics in their three forms."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from service.adapters.importers.catalogue import read_catalogue
from service.adapters.importers.dbt_metrics import read_dbt

METRICFLOW = """
semantic_models:
  - name: orders
    measures:
      - {name: order_total, agg: sum, expr: amount}
      - {name: customers, agg: count_distinct, expr: customer_id}
metrics:
  - name: revenue
    label: Revenue
    description: |
      What customers
      paid.
    type: simple
    type_params: {measure: order_total}
    config: {meta: {unit: EUR, owner: Finance, direction: up}}
  - name: revenue_per_customer
    label: Revenue per customer
    type: ratio
    type_params:
      numerator: {name: order_total}
      denominator: customers
  - name: growth
    label: Growth
    type: derived
    type_params: {expr: (now - before) / before, metrics: [{name: revenue, alias: now}]}
  - name: weekly_revenue
    label: Weekly revenue
    type: cumulative
    type_params: {measure: order_total, window: 7 days}
"""
OLDER = """
version: 2
metrics:
  - name: paying_users
    label: Paying users
    model: ref('users')
    description: Users who pay
    calculation_method: count_distinct
    expression: user_id
    meta: {owner: Growth}
"""
UNDER_MODELS = """
models:
  - name: tickets
    metrics:
      - {name: open_tickets, label: Open tickets, type: simple, agg: count, expr: ticket_id}
"""


def formulas(text: str) -> dict[str, str]:
    table = read_dbt(yaml.safe_load(text), "m.yml")
    assert table is not None
    return {row.cells["id"]: row.cells["formula"] for row in table.rows}


def test_metricflow() -> None:
    assert formulas(METRICFLOW) == {
        "revenue": "sum(amount)",
        "revenue_per_customer": "sum(amount) / count_distinct(customer_id)",
        "growth": "(now - before) / before",
        "weekly_revenue": "sum(amount) over 7 days",
    }


def test_older_and_under_models() -> None:
    assert formulas(OLDER) == {"paying_users": "count_distinct(user_id)"}
    assert formulas(UNDER_MODELS) == {"open_tickets": "count(ticket_id)"}


def test_as_a_catalogue(tmp_path: Path) -> None:
    file = tmp_path / "metrics.yml"
    file.write_text(METRICFLOW, "utf-8")
    read = read_catalogue(file)
    revenue = read.kpis[0]
    assert (revenue.id, revenue.name, revenue.definition) == (
        "revenue", "Revenue", "What customers paid."
    )  # fmt: skip
    assert (revenue.unit, revenue.owner, revenue.direction) == ("EUR", "Finance", "higher")
    assert "read as dbt metrics" in read.tables[0].notes


def test_broken_entries_are_row_issues(tmp_path: Path) -> None:
    file = tmp_path / "metrics.yml"
    file.write_text(OLDER + "  - just words\n  - {label: No name}\n", "utf-8")
    read = read_catalogue(file)
    assert [kpi.id for kpi in read.kpis] == ["paying_users", "row-2"]
    assert [issue.place for issue in read.refused] == ["metrics.yml, metrics[1]"]


@pytest.mark.parametrize(
    "content", [None, [], "x", {}, {"metrics": []}, {"metrics": [{"name": "a"}]}]
)
def test_what_is_no_dbt_file(content: object) -> None:
    assert read_dbt(content, "m.yml") is None
