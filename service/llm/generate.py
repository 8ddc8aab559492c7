"""KPIs that the library lacks for an objective, proposed by a language model.

A proposal counts when it keeps the library's own rules and brings in nothing that the input does
not bear out. What does not goes back with its faults, twice at most, and is then dropped.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kpi_library.formula import FormulaError, evaluate, parse
from kpi_library.library import KpiLibrary
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
from kpi_library.validation import (
    Rule,
    formula_parses,
    formula_units,
    limits_of_direction,
    no_filler,
    no_percent_factor,
    texts_carry_information,
    validate,
)
from prompts.fences import data_lines
from prompts.loader import Rendered, load
from service.domain.indicator import Indicator
from service.domain.llm import Task
from service.llm.checks import has_markup, new_numbers, repeats
from service.llm.generated_kpi import GeneratedKpi, id_of
from service.llm.packing import shown
from service.llm.session import LlmSession, call_for

#: The most that are asked for at once.
MOST = 3
#: How often a model may correct what does not validate.
REPAIRS = 2
INVALID = "generated KPI that does not validate"
#: Tokens that a proposal takes, on the safe side.
_TOKENS = 600
_LONGEST_TEXT = 2_000
#: Characters of a known KPI.
_NAME, _DEFINITION = 120, 140

#: The rules of the library that a single record can break. Those on references, drivers and
#: example objectives have nothing to hold on to.
RULES: tuple[Rule, ...] = (
    formula_parses,
    formula_units,
    no_percent_factor,
    limits_of_direction,
    no_filler,
    texts_carry_information,
)
#: Numbers that convert one unit into another or set a rate's base; they may stand in an expression
#: without having been given. Those that rank a percentile may do so alone.
CONSTANTS = frozenset("0 1 2 7 10 12 24 52 60 100 365 1000 3600 10000 100000 1000000".split())
RANKS = frozenset("25 50 75 90 95 99".split())
_RANK = re.compile(r"percentile\s*\([^(),]+,\s*(\d+)\s*\)")
#: Numbers for the example of a formula, ours, as the library's are: they say nothing of what is
#: usual. None is the difference, the sum or the quotient of others, so no denominator is 0.
_EXAMPLE_NUMBERS = (12.0, 40.0, 7.0, 90.0, 23.0, 130.0, 3.0, 310.0)
_LIKE_AN_ID = re.compile(r"k\d+|[a-z0-9]+(?:-[a-z0-9]+)+")
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


class GenerateReply(_Proposed):
    """The form of the reply."""

    kpis: list[ProposedKpi]


@dataclass(frozen=True)
class _Checked:
    """A proposal, with the record when it has no faults."""

    proposed: ProposedKpi
    faults: tuple[str, ...]
    kpi: GeneratedKpi | None = None


def generate(
    session: LlmSession,
    objective: str,
    known: Sequence[Indicator],
    wanted: int,
    parent: str = "",
) -> tuple[GeneratedKpi, ...]:
    """KPIs for an objective beside those that are known, each sound; none when the model fails.

    Args:
        session: Whom to ask.
        objective: The planner's words.
        known: What need not be proposed, and may guard what is.
        wanted: At most how many, up to ``MOST``.
        parent: The goal above the objective, or nothing.
    """
    found: dict[str, GeneratedKpi] = {}
    faulty: list[_Checked] = []
    open_places = min(wanted, MOST)
    for _ in range(1 + REPAIRS):
        prompt = generate_prompt(objective, known, open_places, parent, _faults(faulty))
        most = 200 + _TOKENS * open_places
        reply = session.ask(call_for(Task.GENERATE, prompt, GenerateReply, most))
        if reply is None:
            break
        session.reject("more KPIs than asked for", len(reply.kpis[open_places:]))
        given = (objective, parent)
        checked = [_check(one, known, given) for one in reply.kpis[:open_places]]
        found |= {one.kpi.id: one.kpi for one in checked if one.kpi}
        faulty = [one for one in checked if not one.kpi]
        open_places = len(faulty)
        if not faulty:
            break
    session.reject(INVALID, len(faulty))
    return tuple(found.values())


def generate_prompt(
    objective: str, known: Sequence[Indicator], wanted: int, parent: str = "", faults: str = ""
) -> Rendered:
    """What is asked."""
    return load(Task.GENERATE).render(
        objective=objective[:_LONGEST_TEXT],
        parent=parent[:_LONGEST_TEXT],
        known=data_lines((f"K{at}", _line(one)) for at, one in enumerate(known, start=1)),
        wanted=str(wanted),
        faults=faults,
    )


def _line(known: Indicator) -> str:
    definition = shown(known.definition, _DEFINITION)
    return ": ".join(filter(None, (shown(known.name, _NAME), definition)))


def _faults(faulty: Sequence[_Checked]) -> str:
    return "\n\n".join(
        "\n".join([one.proposed.model_dump_json()[:3_000], *(f"- {fault}" for fault in one.faults)])
        for one in faulty
    )


def _check(proposed: ProposedKpi, known: Sequence[Indicator], given: Sequence[str]) -> _Checked:
    try:
        kpi = _record(proposed, known)
    except ValidationError as error:
        faults = tuple(
            f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()
        )
        return _Checked(proposed, faults[:8])
    issues = [issue.message for issue in validate(KpiLibrary([kpi]), RULES)]
    faults = tuple(dict.fromkeys([*issues, *_unfounded(kpi, given)]))
    return _Checked(proposed, faults, None if faults else kpi)


def _record(proposed: ProposedKpi, known: Sequence[Indicator]) -> GeneratedKpi:
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


def _unfounded(kpi: GeneratedKpi, given: Sequence[str]) -> Iterator[str]:
    """What of a record the input does not bear out, in words that a model can act on."""
    expression = kpi.formula.expression
    ranks = RANKS.intersection(_RANK.findall(expression))
    for field, text in _texts(kpi):
        new = new_numbers(text, (*given, _RANK.sub("", expression)))
        numbers = sorted(new - ranks if "percentile" in text.casefold() else new)
        if numbers:
            yield f"{field}: the number {numbers[0]} was not given; leave it out"
        if has_markup(text):
            yield f"{field}: plain text only, without links, markup and brackets"
        if repeats(text, load(Task.GENERATE).text):
            yield f"{field}: say it in words of your own"
    numbers = sorted(new_numbers(_RANK.sub("", expression), given) - CONSTANTS)
    numbers += sorted(new_numbers(" ".join(_RANK.findall(expression)), given) - ranks)
    if numbers:
        yield f"expression: the number {numbers[0]} was not given; make it a variable"
    guard = (kpi.guard or "").casefold()
    if not kpi.counter_metrics and guard in ("", "none", kpi.name.casefold()):
        yield "counter_metric: name another measure that would show the gaming"
    if _LIKE_AN_ID.fullmatch(guard):
        yield f"counter_metric: there is no known KPI {guard!r}"


def _texts(kpi: GeneratedKpi) -> Iterator[tuple[str, str]]:
    yield from (("name", kpi.name), ("definition", kpi.definition), ("gaming", kpi.gaming))
    yield "direction_limits", kpi.direction_limits or ""
    yield from (("data_sources", source) for source in kpi.data_sources)
    yield "counter_metric", kpi.guard or ""
    for name, variable in kpi.formula.variables.items():
        yield from (("variables", name), ("variables", variable.meaning))


def _folded(text: str) -> str:
    return " ".join(text.split())
