"""A KPI as a language model proposes it, and the record that it makes."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from kpi_library.formula import FormulaError, evaluate, parse
from kpi_library.models import (
    Direction,
    Example,
    Formula,
    Level,
    Perspective,
    Stage,
    Timing,
    Variable,
)
from service.domain.indicator import Indicator
from service.llm.generated_kpi import GeneratedKpi, id_of

#: Numbers for the example of a formula, ours, as the library's are: they say nothing of what is
#: usual. None is the difference, the sum or the quotient of others, so no denominator is 0.
_EXAMPLE_NUMBERS = (12.0, 40.0, 7.0, 90.0, 23.0, 130.0, 3.0, 310.0)
_SERIES = frozenset({"sum", "mean", "median", "count", "percentile"})


def _one_of(words: type[StrEnum]) -> Any:
    """A text of which the form says what it may be. Another one makes this KPI faulty, and not
    the whole reply unreadable."""
    return Field(json_schema_extra={"enum": [word.value for word in words]})


class _Proposed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ProposedVariable(_Proposed):
    """An input of a formula."""

    name: str
    meaning: str
    unit: str


class ProposedKpi(_Proposed):
    """A KPI as the model puts it."""

    name: str
    definition: str
    expression: str
    variables: list[ProposedVariable]
    unit: str
    direction: Annotated[str, _one_of(Direction)]
    direction_limits: str
    timing: Annotated[str, _one_of(Timing)]
    stage: Annotated[str, _one_of(Stage)]
    perspective: Annotated[str, _one_of(Perspective)]
    levels: list[Annotated[str, _one_of(Level)]]
    data_sources: list[str]
    gaming: str
    counter_metric: str


def record_of(proposed: ProposedKpi, known: Sequence[Indicator]) -> GeneratedKpi:
    """The proposal as a record.

    Raises:
        ValidationError: It is none.
    """
    formula = _formula(proposed)
    name, definition = _folded(proposed.name), _folded(proposed.definition)
    guards, guard = _guard(_folded(proposed.counter_metric), known)
    return GeneratedKpi.model_validate(
        {
            "id": id_of(name, definition, formula),
            "name": name,
            "definition": definition,
            "formula": formula,
            "unit": proposed.unit.strip(),
            "direction": proposed.direction,
            "direction_limits": _folded(proposed.direction_limits) or None,
            "timing": proposed.timing,
            "stage": proposed.stage,
            "perspective": proposed.perspective,
            "levels": tuple(dict.fromkeys(proposed.levels)),
            "data_sources": [_folded(source) for source in proposed.data_sources],
            "gaming": _folded(proposed.gaming),
            "counter_metrics": guards,
            "guard": guard,
        }
    )


def _formula(proposed: ProposedKpi) -> Formula:
    """The formula with an example of our own making, so that the model need not compute."""
    expression, unit = proposed.expression.strip(), proposed.unit.strip()
    series = _series(expression)
    inputs: dict[str, float | tuple[float, ...]] = {}
    for at, variable in enumerate(proposed.variables):
        number = _EXAMPLE_NUMBERS[at % len(_EXAMPLE_NUMBERS)]
        inputs[variable.name] = (number, number + 5) if variable.name in series else number
    formula = Formula(
        expression=expression,
        variables={
            one.name: Variable(meaning=_folded(one.meaning), unit=one.unit.strip())
            for one in proposed.variables
        },
        example=Example(inputs=inputs, value=0.0),
    )
    with suppress(FormulaError):  # the rules say what is wrong
        value = evaluate(formula, inputs, unit)
        return formula.model_copy(update={"example": Example(inputs=inputs, value=value)})
    return formula


def _series(expression: str) -> frozenset[str]:
    """Names of the variables that functions take as a series."""
    try:
        calls = [node for node in ast.walk(parse(expression)) if isinstance(node, ast.Call)]
    except FormulaError:
        return frozenset()
    return frozenset(
        argument.id
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in _SERIES
        for argument in call.args[:1]
        if isinstance(argument, ast.Name)
    )


def _guard(named: str, known: Sequence[Indicator]) -> tuple[tuple[str, ...], str | None]:
    """The counter-metric as an id of the library, or else as a name."""
    offered = {f"k{at}": one for at, one in enumerate(known, start=1)}
    by_name = {name.casefold(): one for one in known for name in one.names}
    found = offered.get(named.casefold()) or by_name.get(named.casefold())
    if found is None:
        return (), named or None
    return ((found.record.id,), None) if found.record else ((), found.name)


def _folded(text: str) -> str:
    return " ".join(text.split())
