"""The domain is plain: frozen values and nothing from the outside."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import pkgutil
from pathlib import Path
from types import ModuleType
from typing import Protocol

import pytest

from service import domain
from service.domain.goal_set import Goal, GoalSet, StrategicObjective

MODULES = [
    importlib.import_module(f"{domain.__name__}.{module.name}")
    for module in pkgutil.iter_modules(domain.__path__)
]


def own_classes(module: ModuleType) -> list[type]:
    found = inspect.getmembers(module, inspect.isclass)
    return [kind for _, kind in found if kind.__module__ == module.__name__]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_dataclass_is_frozen(module: ModuleType) -> None:
    classes = own_classes(module)
    assert classes
    for kind in classes:
        if dataclasses.is_dataclass(kind):
            assert kind.__dataclass_params__.frozen, kind  # type: ignore[attr-defined]
        else:
            assert Protocol in kind.__bases__ or hasattr(kind, "__members__"), kind


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_the_domain_imports_nothing_that_does_io(module: ModuleType) -> None:
    assert module.__file__
    allowed = {
        "__future__",
        "collections",
        "dataclasses",
        "datetime",
        "enum",
        "functools",
        "typing",
    }
    allowed |= {"numpy", "pydantic", "kpi_library", "service"}
    for node in ast.walk(ast.parse(Path(module.__file__).read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            assert name.split(".")[0] in allowed, name
            assert not name.startswith("service.") or name.startswith("service.domain"), name


def test_entries_are_all_goals_then_all_objectives() -> None:
    goals = Goal("a", "A"), Goal("b", "B", ("a",), "Sales")
    objectives = (StrategicObjective("o", "O"),)
    assert GoalSet("Bakery", objectives, goals).entries == (*goals, *objectives)
