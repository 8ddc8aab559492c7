"""Parse KPI formulas, check that their units work out, and evaluate them.

An expression is arithmetic (``+ - * / **``) over named variables and numbers, with
``sum mean median count min max percentile`` over variables that hold a series.
Nothing else parses, so an expression from an untrusted catalogue cannot reach Python.
"""

from __future__ import annotations

import ast
import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import pint

from kpi_library.models import Formula

MAX_EXPRESSION_LENGTH = 500
MAX_EXPONENT = 10.0

#: Every unit that a KPI or variable may name; compounds join them with ``/`` and ``*``.
UNITS = frozenset(
    "count score ratio percent percentage_point currency "
    "millisecond second minute hour day week month year "
    "microgram milligram gram kilogram tonne gram_co2e kilogram_co2e tonne_co2e "
    "joule gigajoule kilowatt_hour megawatt_hour kilowatt megawatt "
    "litre cubic_meter millimeter meter kilometer square_meter hectare square_kilometer "
    "megabyte gigabyte terabyte megabit degree_celsius_day".split()
)

_SHARES = frozenset({"percent", "percentage_point", "ratio"})

_DEFINITIONS = (
    "count = []",
    "score = []",
    "ratio = []",
    "percentage_point = 0.01",
    "currency = [currency]",
    "square_meter = meter ** 2",
    "square_kilometer = kilometer ** 2",
    "cubic_meter = meter ** 3",
    "tonne_co2e = [emission]",
    "kilogram_co2e = 0.001 * tonne_co2e",
    "gram_co2e = 0.001 * kilogram_co2e",
    "degree_celsius_day = [degree_day]",
)


#: What arithmetic on mistaken operands raises: a series for a number, none for some.
_UNCOMPUTABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class FormulaError(ValueError):
    """An expression does not parse, or its units or numbers do not work out."""


@lru_cache(maxsize=1)
def units() -> pint.UnitRegistry[Any]:
    """The unit registry of formulas and targets: pint's defaults plus ours."""
    registry: pint.UnitRegistry[Any] = pint.UnitRegistry(on_redefinition="ignore")
    for definition in _DEFINITIONS:
        registry.define(definition)
    return registry


def parse_unit(text: str) -> pint.Unit:
    """Read a unit such as ``currency/hour``.

    Raises:
        FormulaError: A part is not one of ``UNITS``.
    """
    parts = [part.strip() for part in text.replace("*", "/").split("/")]
    unknown = [part for part in parts if part not in UNITS and part != "1"]
    if unknown:
        raise FormulaError(f"unknown unit {unknown[0]!r} in {text!r}")
    return units().Unit(text)


def same_kind(first: str, second: str) -> bool:
    """Whether a number in one unit can stand for a number in the other.

    Counts, scores and shares have no dimension and are three kinds all the same: 90 percent is
    no score of 90, and no count.

    Raises:
        FormulaError: A unit is unknown.
    """
    kinds = [_SHARES if unit in _SHARES else frozenset({unit}) for unit in (first, second)]
    one, other = parse_unit(first), parse_unit(second)
    if one.dimensionless or other.dimensionless:
        return kinds[0] == kinds[1]
    return bool(one.is_compatible_with(other))


def parse(expression: str) -> ast.expr:
    """Parse an expression into a checked syntax tree.

    Raises:
        FormulaError: It is too long, does not parse, or holds anything but arithmetic.
    """
    if len(expression) > MAX_EXPRESSION_LENGTH:
        raise FormulaError(f"expression is longer than {MAX_EXPRESSION_LENGTH} characters")
    try:
        tree = ast.parse(expression, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError(f"expression does not parse: {expression!r}") from error
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) not in (int, float):
            raise FormulaError(f"only numbers may stand in an expression, not {node.value!r}")
        if isinstance(node, ast.Call):
            if not isinstance(node.func, ast.Name) or node.func.id not in _SERIES_FUNCTIONS:
                raise FormulaError(f"unknown function in {expression!r}")
            if node.keywords:
                raise FormulaError(f"functions take no named arguments: {expression!r}")
        elif not isinstance(node, _ALLOWED_NODES):
            raise FormulaError(f"{type(node).__name__} may not stand in {expression!r}")
    return tree


def variable_names(expression: str) -> frozenset[str]:
    """Names of the variables that an expression uses."""
    names = {node.id for node in ast.walk(parse(expression)) if isinstance(node, ast.Name)}
    return frozenset(names - _SERIES_FUNCTIONS.keys())


def check_units(formula: Formula, unit: str) -> None:
    """Check that the formula's units work out to ``unit``.

    The example's numbers stand in for the variables, because any other could make a
    denominator zero; what is missing there counts as 1.

    Raises:
        FormulaError: They do not, or a variable is missing.
    """
    numbers = {n: v.value for n, v in formula.variables.items() if v.value is not None}
    ones = dict.fromkeys(formula.variables, 1.0)
    _compute(formula, {**ones, **numbers, **formula.example.inputs}, unit)


def evaluate(formula: Formula, inputs: Mapping[str, float | Sequence[float]], unit: str) -> float:
    """Compute the KPI's value in ``unit`` from numbers in the variables' units.

    Raises:
        FormulaError: An input is missing or not declared, or the units do not work out.
    """
    constants = {n: v.value for n, v in formula.variables.items() if v.value is not None}
    missing = formula.variables.keys() - inputs.keys() - constants.keys()
    unknown = inputs.keys() - formula.variables.keys()
    if missing or unknown:
        raise FormulaError(f"inputs missing: {sorted(missing)}, not declared: {sorted(unknown)}")
    return _compute(formula, {**constants, **inputs}, unit)


def _compute(formula: Formula, numbers: Mapping[str, float | Sequence[float]], unit: str) -> float:
    quantities = {
        name: _quantity(numbers[name], variable.unit)
        for name, variable in formula.variables.items()
    }
    try:
        return _convert(_evaluate(parse(formula.expression), quantities), unit)
    except pint.DimensionalityError as error:
        raise FormulaError(f"units do not agree: {error}") from error
    except FormulaError:
        raise
    except _UNCOMPUTABLE as error:
        raise FormulaError(f"cannot be computed: {error}") from error


def _quantity(value: float | Sequence[float], unit: str) -> Any:
    if isinstance(value, Sequence):
        return [units().Quantity(float(item), parse_unit(unit)) for item in value]
    return units().Quantity(float(value), parse_unit(unit))


def _convert(value: Any, unit: str) -> float:
    if isinstance(value, list):
        raise FormulaError("the expression yields a series; reduce it with sum, mean or the like")
    try:
        magnitude = float(units().Quantity(value).to(parse_unit(unit)).magnitude)
    except pint.DimensionalityError as error:
        raise FormulaError(f"units work out to {error.units1}, not to {unit!r}") from error
    if not math.isfinite(magnitude):
        raise FormulaError("the value is not a finite number")
    return magnitude


def _evaluate(node: ast.expr, values: Mapping[str, Any]) -> Any:
    match node:
        case ast.Constant(value=value):
            return units().Quantity(value)
        case ast.Name(id=name):
            if name not in values:
                raise FormulaError(f"variable {name!r} is not declared")
            return values[name]
        case ast.UnaryOp(operand=operand):
            return -_evaluate(operand, values)
        case ast.BinOp(left=left, op=op, right=right):
            first, second = _evaluate(left, values), _evaluate(right, values)
            if isinstance(first, list) or isinstance(second, list):
                raise FormulaError("reduce a series with sum, mean or the like before arithmetic")
            return _BINARY[type(op)](first, second)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _SERIES_FUNCTIONS[name](*[_evaluate(a, values) for a in arguments])
    raise FormulaError(f"{type(node).__name__} may not stand in an expression")


def _power(base: Any, exponent: Any) -> Any:
    power = float(exponent.to("count").magnitude)
    if not abs(power) <= MAX_EXPONENT:  # not a number is refused too
        raise FormulaError(f"exponents above {MAX_EXPONENT:g} are refused")
    return base**power


def _flat(values: Sequence[Any]) -> list[Any]:
    """Series and single numbers in one list."""
    return [item for value in values for item in (value if isinstance(value, list) else [value])]


def _percentile(series: list[Any], rank: Any) -> Any:
    """Linear interpolation between closest ranks (Hyndman and Fan 1996, type 7)."""
    percent = float(rank.to("count").magnitude)
    if not 0 <= percent <= 100:
        raise FormulaError(f"a percentile lies between 0 and 100, not at {percent:g}")
    ordered = sorted(series)
    position = (len(ordered) - 1) * percent / 100
    low = math.floor(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: _power,
}
_SERIES_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sum": lambda series: sum(series[1:], start=series[0]),
    "mean": lambda series: sum(series[1:], start=series[0]) / len(series),
    "median": lambda series: statistics.median(series),
    "count": lambda series: units().Quantity(len(series)),
    "min": lambda *values: min(_flat(values)),
    "max": lambda *values: max(_flat(values)),
    "percentile": _percentile,
}
_ALLOWED_NODES = (
    ast.BinOp,
    ast.UnaryOp,
    ast.USub,
    ast.Constant,
    ast.Name,
    ast.Load,
    *_BINARY,
)
