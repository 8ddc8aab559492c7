"""Does an audit find what a careful strategy lead would find, and nothing else?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

from evals.intervals import Statistic
from evals.llm_sessions import LlmSessions
from evals.loading.findings_set import (
    ExpectedFinding,
    LabelledGoalSet,
    Trap,
    read_findings_set,
)
from evals.metrics.f1 import f1
from evals.metrics.precision import precision
from evals.metrics.recall import recall
from evals.progress import tracked
from evals.results import PLUMBLINE, PLUMBLINE_LLM, Evaluation, Listing, Run
from evals.summary import summarise
from service.audit.rules import DEFAULT_RULES
from service.bootstrap import Application
from service.domain.audit import Audit, Finding
from service.domain.goal_set import GoalSet

TASK = "findings"
RULES = tuple(rule.__name__ for rule in DEFAULT_RULES)
METHOD = (
    "Each organisation's goal set is audited by the production code on the day that its file "
    "names. A finding is right when an expected one has the same rule and the same goals, in "
    "either order, and all objectives that the expected one names. traps_found is the number of "
    "planted look-alikes that were reported; lower is better. better_named is the share of right "
    "wrong_parent findings that name the better objective, missing_named of right "
    "not_measurable ones that name exactly what is missing. Organisations are resampled."
)


@dataclass(frozen=True)
class Comparison:
    """An organisation's findings against its labels."""

    labelled: LabelledGoalSet
    matched: tuple[tuple[ExpectedFinding, Finding], ...]
    missed: tuple[ExpectedFinding, ...]
    false: tuple[Finding, ...]
    sprung: tuple[Trap, ...]


def run_on(folder: Path) -> Run:
    """The task on a folder of YAML files.

    Raises:
        InputError: The dataset is malformed.
    """
    goal_sets = read_findings_set(folder)
    name = folder.resolve().name
    task = partial(evaluate, goal_sets, name)
    return Run(TASK, name, task, with_model=task)


def evaluate(
    goal_sets: Sequence[LabelledGoalSet],
    name: str,
    application: Application,
    sessions: LlmSessions | None = None,
) -> Evaluation:
    """Audit every organisation and compare."""
    auditor = application.auditor
    audits: dict[str, Callable[[GoalSet, date], Audit]] = {PLUMBLINE: auditor.audit}
    if sessions:
        audits[PLUMBLINE_LLM] = partial(sessions.audit, auditor)
    compared = {
        system: [
            compare(labelled, audit(labelled.goal_set(), labelled.today).findings)
            for labelled in tracked(application, f"{name}: {system}", goal_sets)
        ]
        for system, audit in audits.items()
    }
    traps = sum(len(labelled.traps) for labelled in goal_sets)
    notes = [f"{traps} traps are planted."]
    statistics = {}
    for system, comparisons in compared.items():
        statistics[system], remarks = _scores(comparisons)
        notes += [f"{system}: {remark}" if sessions else remark for remark in remarks]
    return Evaluation(
        summarise(TASK, name, application, statistics, np.zeros(len(goal_sets))),
        METHOD,
        notes=tuple(notes),
        listings=_listings(compared[PLUMBLINE_LLM if sessions else PLUMBLINE]),
    )


def _scores(comparisons: Sequence[Comparison]) -> tuple[dict[str, Statistic], list[str]]:
    """The metrics, and what a reader must know of them."""
    statistics: dict[str, Statistic] = {}
    idle, unreported = [], []
    for rule in RULES:
        hits = np.array([sum(e.rule == rule for e, _ in c.matched) for c in comparisons])
        false = np.array([sum(f.rule == rule for f in c.false) for c in comparisons])
        missed = np.array([sum(e.rule == rule for e in c.missed) for c in comparisons])
        if not (hits + false + missed).any():
            idle.append(rule)
            continue
        if not (hits + false).any():
            unreported.append(rule)
        predicted, actual = hits + false, hits + missed
        statistics[f"{rule}_precision"] = partial(precision, hits=hits, predicted=predicted)
        statistics[f"{rule}_recall"] = partial(recall, hits=hits, actual=actual)
        statistics[f"{rule}_f1"] = partial(f1, hits=hits, predicted=predicted, actual=actual)
    statistics |= _details(comparisons)
    sprung = np.array([len(c.sprung) for c in comparisons])
    statistics["traps_found"] = lambda counts: counts @ sprung
    remarks = []
    if idle:
        remarks.append(f"Nothing expected and nothing found: {', '.join(idle)}.")
    if unreported:
        remarks.append(f"Nothing found, so that precision is set to 0: {', '.join(unreported)}.")
    return statistics, remarks


def compare(labelled: LabelledGoalSet, findings: Sequence[Finding]) -> Comparison:
    """Match findings to labels, each at most once."""
    used = {e.rule for e in labelled.expected} | {t.rule for t in labelled.traps}
    left = [finding for finding in findings if finding.rule in used]
    matched, missed = [], []
    for expected in labelled.expected:
        found = next((f for f in left if _agree(expected, f)), None)
        if found is None:
            missed.append(expected)
        else:
            left.remove(found)
            matched.append((expected, found))
    sprung = tuple(trap for trap in labelled.traps if any(_agree(trap, f) for f in findings))
    return Comparison(labelled, tuple(matched), tuple(missed), tuple(left), sprung)


def _agree(label: ExpectedFinding | Trap, finding: Finding) -> bool:
    return (
        label.rule in {None, finding.rule}
        and set(label.goals) == set(finding.goals)
        and set(label.objectives) <= set(finding.objectives)
    )


def _details(comparisons: Sequence[Comparison]) -> dict[str, Statistic]:
    pairs = [(at, *pair) for at, c in enumerate(comparisons) for pair in c.matched]
    right = {
        "better_named": [
            (at, e.better == f.better) for at, e, f in pairs if e.rule == "wrong_parent"
        ],
        "missing_named": [
            (at, set(e.missing) == set(f.missing))
            for at, e, f in pairs
            if e.rule == "not_measurable"
        ],
    }
    statistics: dict[str, Statistic] = {}
    for name, of_pairs in right.items():
        hits, all_pairs = np.zeros(len(comparisons)), np.zeros(len(comparisons))
        for at, is_right in of_pairs:
            hits[at] += is_right
            all_pairs[at] += 1
        if of_pairs:
            statistics[name] = partial(precision, hits=hits, predicted=all_pairs)
    return statistics


def _listings(comparisons: Sequence[Comparison]) -> tuple[Listing, ...]:
    false, missed, sprung = [], [], []
    for c in comparisons:
        document = c.labelled
        texts = {objective.id: objective.text for objective in document.strategy.objectives}
        texts |= {goal.id: goal.text for goal in document.goals}

        def named(*ids: Sequence[str], texts: dict[str, str] = texts) -> tuple[str, ...]:
            return tuple(f"{entry}: {texts.get(entry, '')}" for group in ids for entry in group)

        organisation = document.organisation
        false += [(organisation, f.rule, named(f.goals, f.objectives), f.message) for f in c.false]
        missed += [(organisation, e.rule, named(e.goals, e.objectives)) for e in c.missed]
        sprung += [
            (organisation, t.rule or "any", named(t.goals, t.objectives), t.why) for t in c.sprung
        ]
    columns = ("organisation", "rule", "texts")
    return (
        Listing("Found and not expected", (*columns, "message"), tuple(false)),
        Listing("Expected and not found", columns, tuple(missed)),
        Listing("Traps found", (*columns, "why it is none"), tuple(sprung)),
    )
