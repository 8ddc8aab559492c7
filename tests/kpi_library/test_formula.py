"""The formula language: what it computes, what it refuses, how units work out."""

from __future__ import annotations

import ast
import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpi_library.formula import (
    MAX_EXPRESSION_LENGTH,
    UNITS,
    FormulaError,
    check_units,
    evaluate,
    parse,
    parse_unit,
    units,
    variable_names,
)
from kpi_library.models import Formula
from tests.kpi_library.kpis import formula

SERIES = (4.0, 1.0, 3.0, 2.0)


def value_of(
    expression: str, unit: str = "count", **variables: tuple[float | tuple[float, ...], str]
) -> float:
    """The expression's value on its own example, after its units are checked too."""
    every: dict[str, Any] = variables
    checked = Formula.model_validate(formula(expression, **every))
    check_units(checked, unit)
    return evaluate(checked, checked.example.inputs, unit)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("a + b", 10.0),
        ("a - b", 4.0),
        ("a * b", 21.0),
        ("a / b", 7 / 3),
        ("a ** 2", 49.0),
        ("-a", -7.0),
        ("a - b - b", 1.0),
        ("a - (b - b)", 7.0),
        ("a + b * 2", 13.0),
        ("-a ** 2", -49.0),
        ("sum(s)", 10.0),
        ("mean(s)", 2.5),
        ("median(s)", 2.5),
        ("count(s)", 4.0),
        ("min(s)", 1.0),
        ("max(s)", 4.0),
        ("min(a, b)", 3.0),
        ("max(a, b, 9)", 9.0),
        ("max(s, a)", 7.0),
        ("min(b, s)", 1.0),
        ("percentile(s, 0)", 1.0),
        ("percentile(s, 50)", 2.5),
        ("percentile(s, 90)", 3.7),
        ("percentile(s, 100)", 4.0),
        ("a / (a - b)", 1.75),
    ],
)
def test_computes(expression: str, expected: float) -> None:
    every = {"a": (7.0, "count"), "b": (3.0, "count"), "s": (SERIES, "count")}
    used: dict[str, Any] = {name: every[name] for name in variable_names(expression)}
    assert value_of(expression, **used) == pytest.approx(expected)


@pytest.mark.parametrize(
    "expression",
    [
        "a.real",
        "a.__class__.__mro__",
        "lambda: a",
        "(lambda: a)()",
        "'text'",
        "a + 'text'",
        "b'bytes'",
        "f'{a}'",
        "[x for x in a]",
        "[a, a]",
        "(a, a)",
        "{a: a}",
        "{a}",
        "a[0]",
        "a[0:1]",
        "open(a)",
        "abs(a)",
        "__import__('os')",
        "sum(a, start=1)",
        "sum(*a)",
        "sum(**a)",
        "sum.real(a)",
        "sum(a)(a)",
        "a if a else a",
        "a and a",
        "not a",
        "a < a",
        "a == a",
        "a // a",
        "a % a",
        "a @ a",
        "a << a",
        "a | a",
        "~a",
        "+a",
        "True",
        "None",
        "...",
        "1j",
        "(a := 1)",
        "await a",
        "(yield a)",
        "a = 1",
        "import os",
        "a; a",
        "a\na",
        "a\0",
        "\ud800",
        "",
        "   ",
        "a +",
        "a (",
        "1 2",
    ],
)
def test_refuses_to_parse(expression: str) -> None:
    with pytest.raises(FormulaError):
        parse(expression)


def test_refuses_a_long_expression_and_takes_one_at_the_limit() -> None:
    at_limit = "a" * MAX_EXPRESSION_LENGTH
    assert variable_names(at_limit) == {at_limit}
    with pytest.raises(FormulaError, match="longer than 500 characters"):
        parse(at_limit + "a")


@pytest.mark.parametrize(
    "expression",
    ["(" * 249 + "a" + ")" * 249, "-" * 490 + "a", "a" + "+1" * 240, "a" + "**1" * 160],
)
def test_deep_nesting_is_computed_or_refused(expression: str) -> None:
    try:
        value = value_of(expression, a=(1.0, "count"))
    except FormulaError:
        return
    assert value == pytest.approx(eval(expression, {"a": 1.0}))


@pytest.mark.parametrize(
    ("expression", "variables"),
    [
        ("a / b", {"a": (1.0, "count"), "b": (0.0, "count")}),
        ("a ** 11", {"a": (2.0, "count")}),
        ("a ** 99999999999", {"a": (2.0, "count")}),
        ("a ** -11", {"a": (2.0, "count")}),
        ("a ** 1e999", {"a": (1.0, "count")}),
        ("a ** (1e999 - 1e999)", {"a": (1.0, "count")}),
        ("9 ** 9 ** 9 * a", {"a": (1.0, "count")}),
        ("(0 - a) ** 0.5", {"a": (1.0, "count")}),
        ("a ** s", {"a": (2.0, "count"), "s": (SERIES, "count")}),
        ("a * 1e300 * 1e300", {"a": (1.0, "count")}),
        ("a * " + "9" * 400, {"a": (1.0, "count")}),
        ("a * 1e999", {"a": (1.0, "count")}),
        ("s", {"s": (SERIES, "count")}),
        ("-s", {"s": (SERIES, "count")}),
        ("sum(s + s)", {"s": (SERIES, "count")}),
        ("sum(s * 2)", {"s": (SERIES, "count")}),
        ("percentile(s, 101)", {"s": (SERIES, "count")}),
        ("percentile(s, -1)", {"s": (SERIES, "count")}),
        ("percentile(s, s)", {"s": (SERIES, "count")}),
        ("percentile(s)", {"s": (SERIES, "count")}),
        ("percentile(a, 50)", {"a": (1.0, "count")}),
        ("sum(a)", {"a": (1.0, "count")}),
        ("sum(s, s)", {"s": (SERIES, "count")}),
        ("sum() * a", {"a": (1.0, "count")}),
        ("mean(a)", {"a": (1.0, "count")}),
        ("count(a)", {"a": (1.0, "count")}),
        ("min() * a", {"a": (1.0, "count")}),
        ("sum + a", {"a": (1.0, "count")}),
        ("sum(s)", {"s": ((), "count")}),
        ("mean(s)", {"s": ((), "count")}),
        ("median(s)", {"s": ((), "count")}),
        ("max(s)", {"s": ((), "count")}),
        ("percentile(s, 50)", {"s": ((), "count")}),
        ("a", {"a": (math.inf, "count")}),
        ("a", {"a": (math.nan, "count")}),
    ],
)
def test_refuses_to_compute(expression: str, variables: dict[str, Any]) -> None:
    checked = Formula.model_validate(formula(expression, **variables))
    with pytest.raises(FormulaError):
        evaluate(checked, checked.example.inputs, "count")


def test_inputs_must_be_those_declared() -> None:
    checked = Formula.model_validate(formula("a + b", a=(1.0, "count"), b=(2.0, "count")))
    with pytest.raises(FormulaError, match=r"missing: \['b'\], not declared: \['c'\]"):
        evaluate(checked, {"a": 1.0, "c": 3.0}, "count")


def test_a_variable_that_is_not_declared() -> None:
    checked = Formula.model_validate(formula("a + b", a=(1.0, "count")))
    with pytest.raises(FormulaError, match="'b' is not declared"):
        check_units(checked, "count")


def test_a_constant_needs_no_input_and_an_input_prevails() -> None:
    content = formula("cases * base", cases=(1.0, "count"))
    content["variables"]["base"] = {"meaning": "per this many", "unit": "count", "value": 1000.0}
    checked = Formula.model_validate(content)
    assert evaluate(checked, {"cases": 2.0}, "count") == pytest.approx(2000.0)
    assert evaluate(checked, {"cases": 2.0, "base": 10.0}, "count") == pytest.approx(20.0)


@pytest.mark.parametrize(
    ("expression", "unit", "variables", "expected"),
    [
        ("a / b", "percent", {"a": (1.0, "count"), "b": (4.0, "count")}, 25.0),
        ("a / b", "ratio", {"a": (1.0, "count"), "b": (4.0, "count")}, 0.25),
        ("a / b", "percentage_point", {"a": (1.0, "count"), "b": (4.0, "count")}, 25.0),
        ("a - b", "percentage_point", {"a": (9.0, "percent"), "b": (4.0, "percent")}, 5.0),
        ("a / b", "currency/hour", {"a": (90.0, "currency"), "b": (3.0, "hour")}, 30.0),
        ("a / b", "currency/hour", {"a": (90.0, "currency"), "b": (60.0, "minute")}, 90.0),
        ("a", "day", {"a": (36.0, "hour")}, 1.5),
        ("a + b", "hour", {"a": (1.0, "hour"), "b": (30.0, "minute")}, 1.5),
        ("a / b", "tonne_co2e/currency", {"a": (2.0, "tonne_co2e"), "b": (4.0, "currency")}, 0.5),
        ("a * b", "kilowatt_hour", {"a": (2.0, "kilowatt"), "b": (3.0, "hour")}, 6.0),
        ("sum(s)", "hour", {"s": ((30.0, 60.0), "minute")}, 1.5),
        ("a / b", "1/day", {"a": (6.0, "count"), "b": (2.0, "day")}, 3.0),
    ],
)
def test_units_work_out(
    expression: str, unit: str, variables: dict[str, Any], expected: float
) -> None:
    assert value_of(expression, unit, **variables) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("expression", "unit", "variables"),
    [
        ("a + b", "hour", {"a": (1.0, "hour"), "b": (1.0, "currency")}),
        ("a", "currency", {"a": (1.0, "hour")}),
        ("a * b", "currency/hour", {"a": (1.0, "currency"), "b": (1.0, "hour")}),
        ("a", "percent", {"a": (1.0, "currency")}),
        ("a", "kilogram", {"a": (1.0, "tonne_co2e")}),
        ("2 ** a", "count", {"a": (1.0, "hour")}),
        ("a", "furlong", {"a": (1.0, "count")}),
        ("a", "count", {"a": (1.0, "furlong")}),
        ("min(a, b)", "hour", {"a": (1.0, "hour"), "b": (1.0, "currency")}),
    ],
)
def test_units_that_do_not_work_out(expression: str, unit: str, variables: dict[str, Any]) -> None:
    checked = Formula.model_validate(formula(expression, **variables))
    with pytest.raises(FormulaError):
        check_units(checked, unit)


@pytest.mark.parametrize("name", sorted(UNITS))
def test_every_unit_parses(name: str) -> None:
    assert parse_unit(name) == units().Unit(name)
    assert parse_unit(f"{name}/hour") == units().Unit(name) / units().hour


@pytest.mark.parametrize("text", ["", "parsec", "currency//hour", "meter**2", "hour*", "Hour", "%"])
def test_other_units_are_refused(text: str) -> None:
    with pytest.raises(FormulaError, match="unknown unit"):
        parse_unit(text)


@given(st.text(max_size=60) | st.text(alphabet="ab s0123456789.+-*/()[],_sumxe", max_size=60))
def test_any_text_parses_or_is_refused(text: str) -> None:
    try:
        tree = parse(text)
    except FormulaError:
        return
    assert isinstance(tree, ast.expr)


@given(st.text(alphabet="asx 0129.+-*/(),", max_size=40))
def test_any_text_computes_to_a_finite_number_or_is_refused(text: str) -> None:
    content = formula("a", a=(2.0, "count"), s=(SERIES, "count"), x=(0.0, "hour"))
    content["expression"] = text or "a"
    if not content["expression"].strip():
        return
    checked = Formula.model_validate(content)
    try:
        value = evaluate(checked, checked.example.inputs, "count")
    except FormulaError:
        return
    assert math.isfinite(value)


_NUMBERS = st.floats(-1e4, 1e4, allow_nan=False).map(lambda number: round(number, 3))
_TREES = st.recursive(
    st.sampled_from(["a", "b"]) | _NUMBERS.map(lambda number: f"({number!r})"),
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner)
        | st.builds("(-{})".format, inner)
    ),
    max_leaves=12,
)


@given(_TREES, _NUMBERS, _NUMBERS)
def test_agrees_with_arithmetic(expression: str, a: float, b: float) -> None:
    assume(len(expression) <= MAX_EXPRESSION_LENGTH)
    content = formula("a + b", a=(a, "count"), b=(b, "count"))
    content["expression"] = expression
    checked = Formula.model_validate(content)
    try:
        expected = eval(expression, {"a": a, "b": b})
    except ZeroDivisionError:
        with pytest.raises(FormulaError):
            evaluate(checked, {"a": a, "b": b}, "count")
        return
    assert evaluate(checked, {"a": a, "b": b}, "count") == pytest.approx(expected)
