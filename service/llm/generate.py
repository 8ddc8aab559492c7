"""KPIs that the library lacks for an objective, proposed by a language model.

A proposal counts when it keeps the library's own rules and brings in nothing that the input does
not bear out. What does not goes back with its faults, twice at most, and is then dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, ValidationError

from kpi_library.library import KpiLibrary
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
from service.llm.generated_kpi import GeneratedKpi
from service.llm.packing import shown
from service.llm.proposed_kpi import ProposedKpi, record_of
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
_LIKE_AN_ID = re.compile(r"k\d+|[a-z0-9]+(?:-[a-z0-9]+)+")


class GenerateReply(BaseModel):
    """The form of the reply."""

    model_config = ConfigDict(extra="forbid")

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
        kpi = record_of(proposed, known)
    except ValidationError as error:
        faults = tuple(
            f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()
        )
        return _Checked(proposed, faults[:8])
    issues = [issue.message for issue in validate(KpiLibrary([kpi]), RULES)]
    faults = tuple(dict.fromkeys([*issues, *_unfounded(kpi, given)]))
    return _Checked(proposed, faults, None if faults else kpi)


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
