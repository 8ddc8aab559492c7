"""Calculates the arithmetic that a target shows once more, by other means than production does."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Sequence

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", ",": None})
#: The 1 of "1 + 30%" is how a relative change is written, no number of anybody's.
_WHOLE = re.compile(r"\(1 (?=[+−])")
_SECONDS = {
    "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "week": 7 * 86400.0,
    "month": 365.25 / 12 * 86400.0, "year": 365.25 * 86400.0,
}  # fmt: skip
_TIME = re.compile(r"(\d[\d,]*(?:\.\d+)?) ([a-z]+?)s?")
_COUNT = re.compile(r"[+−-]?[\d,]+")
#: Results are shown with four digits, operands like 33.3333 with six.
SHOWN, GIVEN = 5e-4, 1e-4


def same(first: float, second: float, tolerance: float = GIVEN) -> bool:
    """Whether two numbers differ by no more than rounding, relative to the larger one."""
    return abs(first - second) <= tolerance * max(abs(first), abs(second))


def numbers(text: str) -> list[float]:
    """All numbers in digits, without sign."""
    return [float(found.replace(",", "")) for found in NUMBER.findall(text)]


def follows(line: str, given: Sequence[float]) -> tuple[float, ...] | None:
    """Sizes of the results of a line such as ``40 × (1 + 30%) = 52``.

    Args:
        line: An equation, a change (``9% − 14% = −5 percentage points, −35.71% of 14%``) or a
            conversion of time (``2 hours = 2 × 60 = 120 minutes``).
        given: What may be calculated with.

    Returns:
        None when an operand is not given, the result is wrong, or the line cannot be read.
    """
    match line.split(" = "):
        case [start, step, end]:
            return _conversion(start, step, end, given)
        case [expression, result]:
            return _equation(expression, result, given)
    return None


def _conversion(
    start: str, step: str, end: str, given: Sequence[float]
) -> tuple[float, ...] | None:
    before, after = _TIME.fullmatch(start), _TIME.fullmatch(end)
    if not (before and after and {before[2], after[2]} <= _SECONDS.keys()):
        return None
    value, reached = numbers(before[1])[0], numbers(after[1])[0]
    right = value * _SECONDS[before[2]] / _SECONDS[after[2]]
    calculated = _value(step, "")
    if calculated is None or not _known([value], given) or numbers(step)[:1] != [value]:
        return None
    return (reached,) if same(reached, right, SHOWN) and same(calculated, right, SHOWN) else None


def _equation(expression: str, result: str, given: Sequence[float]) -> tuple[float, ...] | None:
    change, _, relative = result.partition(", ")
    # A percentage is a factor in "14 × (1 − 30%)" and a level in "9% − 14%".
    readings = [_value(expression, percent) for percent in ("/100", "")]
    shown = _signed(change)
    if not _known(numbers(_WHOLE.sub("(", expression)), given) or shown is None:
        return None
    # A count is shown whole: "7 × (1 + 10%) = 8".
    whole = 0.5 if _COUNT.fullmatch(change) else 0.0
    if not any(
        value is not None and (same(value, shown, SHOWN) or abs(value - shown) <= whole)
        for value in readings
    ):
        return None
    if not relative:
        return (abs(shown),)
    share, _, base = relative.partition(" of ")
    stated, of = _signed(share), numbers(base)
    if stated is None or not of or not of[0] or not _known(of, given):
        return None
    return (abs(shown), abs(stated)) if same(stated, 100 * shown / of[0], SHOWN) else None


def _known(operands: Sequence[float], given: Sequence[float]) -> bool:
    return all(any(same(operand, other) for other in given) for operand in operands)


def _signed(text: str) -> float | None:
    sizes = numbers(text)
    if len(sizes) != 1:
        return None
    return -sizes[0] if "−" in text or "-" in text else sizes[0]


def _value(expression: str, percent: str) -> float | None:
    plain = re.sub(r"[A-Za-z_]+", "", expression.translate(_SIGNS)).strip()
    try:
        return _evaluate(
            ast.parse(re.sub(r"([\d.]+)%", rf"(\1{percent})", plain), mode="eval").body
        )
    except (SyntaxError, ValueError, ZeroDivisionError):
        return None


def _evaluate(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_evaluate(operand)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _OPERATIONS:
            return _OPERATIONS[type(sign)](_evaluate(left), _evaluate(right))
    raise ValueError(ast.dump(node))
