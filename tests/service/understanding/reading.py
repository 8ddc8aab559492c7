"""How the tables of cases are written and compared."""

from __future__ import annotations

from datetime import date

from service.domain.objective import Objective
from service.understanding.objective import read_objective

TODAY = date(2026, 11, 23)  # a Monday


def rows(table: str) -> list[tuple[str, ...]]:
    """The cells of each line: text, direction, baseline, target, deadline."""
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]


def read(text: str) -> Objective:
    return read_objective(text, TODAY)


def written(objective: Objective) -> tuple[str, str, str, str]:
    """The slots as a table writes them."""
    baseline, target = objective.baseline, objective.target
    return (
        objective.direction or "",
        f"{baseline.value:.6g} {baseline.unit}" if baseline else "",
        f"{target.value:.6g} {target.unit} {target.kind}" if target else "",
        str(objective.deadline or ""),
    )


def normal(slots: tuple[str, ...]) -> tuple[str, str, str, str]:
    """A table's slots with their numbers written as ``written`` writes them."""

    def number(cell: str) -> str:
        value, _, rest = cell.partition(" ")
        return f"{float(value):.6g} {rest}" if value else ""

    direction, baseline, target, deadline = slots
    return direction, number(baseline), number(target), deadline
