"""Rules that every KPI of the library keeps, run from ``DEFAULT_RULES``.

A rule takes the library and yields ``Issue`` values; it never raises for what is wrong
with the data. Rules stand grouped by topic: identity, references, formula, direction, text.
"""

from __future__ import annotations

import graphlib
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from kpi_library.driver_tree import joined
from kpi_library.formula import FormulaError, check_units, evaluate, parse_unit, variable_names
from kpi_library.library import KpiLibrary
from kpi_library.models import Direction, Kpi


class IssueLevel(StrEnum):
    """An error must be mended before a library is shipped; a warning is for the curator."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Issue:
    """One breach of one rule by one KPI."""

    rule: str
    kpi: str
    level: IssueLevel
    message: str


MAX_DRIVERS = 5
#: Share of the KPIs that must be joined, and from how many KPIs on that can be asked.
LEAST_JOINED, LEAST_FOR_TREES = 0.8, 50

Rule = Callable[[KpiLibrary], Iterator[Issue]]


def validate(library: KpiLibrary, rules: Iterable[Rule] | None = None) -> tuple[Issue, ...]:
    """Run the rules and return their issues, sorted by KPI and rule."""
    issues = {issue for rule in (rules or DEFAULT_RULES) for issue in rule(library)}
    return tuple(sorted(issues, key=lambda i: (i.kpi, i.rule, i.message)))


# --- identity ---------------------------------------------------------------------------


def unique_ids(library: KpiLibrary) -> Iterator[Issue]:
    """No two KPIs share an id."""
    seen: set[str] = set()
    for kpi in library:
        if kpi.id in seen:
            yield _error("unique_ids", kpi, "another KPI has this id")
        seen.add(kpi.id)


def unique_names(library: KpiLibrary) -> Iterator[Issue]:
    """No name or alias stands for two KPIs, letter case and punctuation aside."""
    owners: dict[str, Kpi] = {}
    for kpi in library:
        for name in {_plain(text) for text in (kpi.name, *kpi.aliases)}:
            owner = owners.setdefault(name, kpi)
            if owner.id != kpi.id:
                yield _error("unique_names", kpi, f"{name!r} also names {owner.id}")


# --- references -------------------------------------------------------------------------


def references_resolve(library: KpiLibrary) -> Iterator[Issue]:
    """Counter-metrics and drivers are ids of other KPIs of the library."""
    for kpi in library:
        for field, ids in (("counter_metrics", kpi.counter_metrics), ("drivers", kpi.drivers)):
            for reference in ids:
                if reference not in library:
                    yield _error("references_resolve", kpi, f"{field}: no KPI {reference!r}")
                elif reference == kpi.id:
                    yield _error("references_resolve", kpi, f"{field}: names itself")


def acyclic_drivers(library: KpiLibrary) -> Iterator[Issue]:
    """No KPI drives itself, over however many steps."""
    graph = {kpi.id: [d for d in kpi.drivers if d in library] for kpi in library}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        cycle: list[str] = error.args[1]
        yield _error("acyclic_drivers", library[cycle[0]], " -> ".join(cycle))


def few_drivers(library: KpiLibrary) -> Iterator[Issue]:
    """A KPI names its main drivers, not all that could move it."""
    for kpi in library:
        if len(kpi.drivers) > MAX_DRIVERS:
            yield _error("few_drivers", kpi, f"names {len(kpi.drivers)}, more than {MAX_DRIVERS}")


def joined_in_trees(library: KpiLibrary) -> Iterator[Issue]:
    """Most KPIs hang, over however many drivers, under an outcome that a board reads."""
    if len(library) < LEAST_FOR_TREES or any(acyclic_drivers(library)):
        return
    within = joined(library)
    share = len(within) / len(library)
    if share < LEAST_JOINED:
        for kpi in library:
            if kpi.id not in within:
                message = f"hangs under no board outcome, and only {share:.0%} of all KPIs do"
                yield _error("joined_in_trees", kpi, message)


# --- formula ----------------------------------------------------------------------------


def formula_parses(library: KpiLibrary) -> Iterator[Issue]:
    """The expression parses and uses just the variables that are declared."""
    for kpi in library:
        try:
            used = variable_names(kpi.formula.expression)
        except FormulaError as error:
            yield _error("formula_parses", kpi, str(error))
            continue
        declared = kpi.formula.variables.keys()
        for name in sorted(used ^ declared):
            what = "is not declared" if name in used else "is declared but not used"
            yield _error("formula_parses", kpi, f"variable {name!r} {what}")


def formula_units(library: KpiLibrary) -> Iterator[Issue]:
    """The units of the variables work out to the unit of the KPI."""
    for kpi in library:
        try:
            parse_unit(kpi.unit)
            check_units(kpi.formula, kpi.unit)
        except FormulaError as error:
            yield _error("formula_units", kpi, str(error))


def formula_example(library: KpiLibrary) -> Iterator[Issue]:
    """The example's numbers give the example's value, to four significant digits."""
    for kpi in library:
        example = kpi.formula.example
        try:
            value = evaluate(kpi.formula, example.inputs, kpi.unit)
        except FormulaError as error:
            yield _error("formula_example", kpi, str(error))
            continue
        if not math.isclose(value, example.value, rel_tol=5e-4, abs_tol=1e-9):
            yield _error("formula_example", kpi, f"gives {value:.6g}, not {example.value:.6g}")


def no_percent_factor(library: KpiLibrary) -> Iterator[Issue]:
    """A share is written as a ratio; the declared unit turns it into percent."""
    for kpi in library:
        if re.search(r"\*\s*100\b(?!\.?\d)|\b100\s*\*", kpi.formula.expression):
            yield _error("no_percent_factor", kpi, "leave the factor 100 to the unit 'percent'")


# --- direction --------------------------------------------------------------------------


def limits_of_direction(library: KpiLibrary) -> Iterator[Issue]:
    """A KPI that is best on target says where it turns bad on either side."""
    for kpi in library:
        if kpi.direction is Direction.ON_TARGET and not kpi.direction_limits:
            yield _error("limits_of_direction", kpi, "on_target needs direction_limits")


def counter_metrics_guard(library: KpiLibrary) -> Iterator[Issue]:
    """A counter-metric can move against its KPI.

    When the driver graph says that improving one improves the other, it guards nothing.
    """
    for kpi in library:
        for guard_id in kpi.counter_metrics:
            if guard_id in library and (
                guard_id in kpi.drivers or kpi.id in library[guard_id].drivers
            ):
                message = f"{guard_id} is joined by drivers, so it improves along and cannot guard"
                yield _error("counter_metrics_guard", kpi, message)


def guarded(library: KpiLibrary) -> Iterator[Issue]:
    """Every KPI has a counter-metric."""
    for kpi in library:
        if not kpi.counter_metrics:
            yield _warning("guarded", kpi, "has no counter-metric")


# --- text -------------------------------------------------------------------------------

_FILLER = re.compile(
    r"\b(?:very important|key (?:metric|indicator) (?:for|that)|helps? (?:organi[sz]ations"
    r"|businesses|companies|you)|best practices?|world[- ]class|leverag\w+|synerg\w+"
    r"|holistic\w*|robust\w*"
    r"|actionable insights?|in today's|crucial|vital|this (?:kpi|metric) (?:measures|is|shows"
    r"|tracks)|lorem ipsum|tbd|n/a|depends on (?:many|various) factors|as appropriate)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?\s*(?:%|percent\b|days?\b|hours?\b|minutes?\b|x\b)")
_NAMED_SOURCE = re.compile(r"\([^()]*[A-Z][^()]*\b(?:19|20)\d\d\b[^()]*\)")
_STOP_WORDS = frozenset(
    "a an and are as at be by for from in is it its of on or our per rate the their to we "
    "with".split()
)
MIN_DEFINITION_WORDS = 8
MIN_GAMING_WORDS = 6
COPIED_OVERLAP = 0.75


def no_filler(library: KpiLibrary) -> Iterator[Issue]:
    """Texts say something of this KPI alone."""
    for kpi in library:
        for field in ("definition", "target_guidance", "gaming", "direction_limits"):
            match = _FILLER.search(getattr(kpi, field) or "")
            if match:
                yield _error("no_filler", kpi, f"{field} holds filler: {match.group(0)!r}")


def texts_carry_information(library: KpiLibrary) -> Iterator[Issue]:
    """Definition and gaming are sentences, and the definition is more than the name."""
    for kpi in library:
        if len(kpi.definition.split()) < MIN_DEFINITION_WORDS:
            yield _error("texts_carry_information", kpi, "definition is too short to define it")
        if not _words(kpi.definition) - _words(kpi.name):
            yield _error("texts_carry_information", kpi, "definition only repeats the name")
        if len(kpi.gaming.split()) < MIN_GAMING_WORDS:
            yield _error("texts_carry_information", kpi, "gaming is not a concrete sentence")


def no_copied_definition(library: KpiLibrary) -> Iterator[Issue]:
    """No two definitions are the same text with a noun swapped."""
    words = [(kpi, _words(kpi.definition)) for kpi in library]
    for (first, a), (second, b) in combinations(words, 2):
        if len(a & b) > COPIED_OVERLAP * len(a | b):
            yield _error("no_copied_definition", second, f"definition is that of {first.id}")


def sourced_figures(library: KpiLibrary) -> Iterator[Issue]:
    """Target guidance names the source and year of every benchmark figure."""
    for kpi in library:
        figure = _FIGURE.search(kpi.target_guidance)
        if figure and not _NAMED_SOURCE.search(kpi.target_guidance):
            message = f"target_guidance gives {figure.group(0)!r} without (Source, year)"
            yield _error("sourced_figures", kpi, message)


def objectives_in_planners_words(library: KpiLibrary) -> Iterator[Issue]:
    """Example objectives do not repeat the name, and none stands under two KPIs."""
    owners: dict[str, Kpi] = {}
    for kpi in library:
        names = [_words(name) for name in (kpi.name, *kpi.aliases) if len(_words(name)) > 1]
        for objective in kpi.example_objectives:
            words = _words(objective)
            if any(name <= words for name in names):
                message = f"example objective repeats the name: {objective!r}"
                yield _error("objectives_in_planners_words", kpi, message)
            owner = owners.setdefault(_plain(objective), kpi)
            if owner.id != kpi.id:
                message = f"example objective also stands under {owner.id}: {objective!r}"
                yield _error("objectives_in_planners_words", kpi, message)


DEFAULT_RULES: tuple[Rule, ...] = (
    unique_ids,
    unique_names,
    references_resolve,
    acyclic_drivers,
    few_drivers,
    joined_in_trees,
    formula_parses,
    formula_units,
    formula_example,
    no_percent_factor,
    limits_of_direction,
    counter_metrics_guard,
    guarded,
    no_filler,
    texts_carry_information,
    no_copied_definition,
    sourced_figures,
    objectives_in_planners_words,
)


def _error(rule: str, kpi: Kpi, message: str) -> Issue:
    return Issue(rule, kpi.id, IssueLevel.ERROR, message)


def _warning(rule: str, kpi: Kpi, message: str) -> Issue:
    return Issue(rule, kpi.id, IssueLevel.WARNING, message)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _words(text: str) -> frozenset[str]:
    return frozenset(_plain(text).split()) - _STOP_WORDS
