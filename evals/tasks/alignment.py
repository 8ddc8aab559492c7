"""Do links lead goals to the objective they belong under, and foreign goals nowhere?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.intervals import Counts, Statistic
from evals.llm_sessions import LlmSessions
from evals.loading.alignment_set import LabelledOrganisation, read_alignment_set
from evals.metrics.auroc import auroc_within
from evals.metrics.mean import mean
from evals.metrics.precision import precision
from evals.metrics.recall import recall
from evals.plain import plain_embedder
from evals.progress import tracked
from evals.results import PLUMBLINE, PLUMBLINE_LLM, Evaluation, Run
from evals.summary import summarise
from evals.today import TODAY
from service.audit.support import Support
from service.bootstrap import Application
from service.domain.audit import Audit
from service.domain.goal_set import GoalSet
from service.domain.ports import Scores

TASK = "alignment"
#: Knows what the other goals declare; a goal's own declaration speaks for no objective.
SIBLINGS = "plumbline_siblings"
METHOD = (
    "Scores are computed without the declared parents, so links rest on content alone; dense is "
    "the cosine of the texts. plumbline_siblings knows under what the other goals are declared, "
    "rightly or wrongly, and not the goal's own declaration. parent@1: share of own goals whose "
    "best objective is the true parent. foreign_auroc: how well the probability of serving any "
    "objective, for dense the best cosine, tells own goals from foreign ones. "
    "wrong_parent_auroc: how well the best other objective's score minus the declared one's "
    "tells wrongly declared goals from rightly declared ones. Both are computed within each "
    "organisation and averaged, weighted by its own goals. precision: share of the links that an "
    "audit without declared parents accepts which lead to the true parent; recall: share of own "
    "goals with such a link. The others are those of the "
    "findings of a production audit with the declared parents; for orphan_undeclared, without "
    "any, because foreign goals declare none, which the audit weighs. Goals are resampled "
    "within organisation and kind (foreign, rightly declared, wrongly declared)."
)
_FOREIGN, _RIGHT, _SWAPPED = range(3)
#: By metric: rule, whether the audit sees declared parents, and the kind that it should report.
#: Own goals declare a parent and foreign ones do not, and the audit weighs declarations, so
#: that words alone are measured only without them.
_REPORTS = {
    "orphan": ("orphan", True, _FOREIGN),
    "orphan_undeclared": ("orphan", False, _FOREIGN),
    "wrong_parent": ("wrong_parent", True, _SWAPPED),
}


#: How much each goal serves any objective, shape (goals,), and each one, (goals, objectives).
Opinion = tuple[Scores, Scores]
#: An organisation's audits, by whether they saw the declared parents.
_Audits = dict[bool, Audit]


@dataclass(frozen=True)
class Scored:
    """All goals of a file with what one system says of them; arrays of shape (goals,).

    Attributes:
        first: Whether the best objective is the true parent; False for foreign goals.
        belonging: How much the goal serves any objective.
        margin: The best other objective's score minus the declared one's; NaN without either.
    """

    first: NDArray[np.bool_]
    belonging: Scores
    margin: Scores


def run_on(path: Path) -> Run:
    """The task on the file.

    Raises:
        InputError: The dataset is malformed.
    """
    organisations = read_alignment_set(path)
    task = partial(evaluate, organisations, path.stem)
    return Run(TASK, path.stem, task, with_model=task)


def evaluate(
    organisations: Sequence[LabelledOrganisation],
    name: str,
    application: Application,
    sessions: LlmSessions | None = None,
) -> Evaluation:
    """Score every goal against every objective of its organisation."""
    audit: dict[str, Callable[[GoalSet, date], Audit]] = {PLUMBLINE: application.auditor.audit}
    if sessions:
        audit[PLUMBLINE_LLM] = partial(sessions.audit, application.auditor)
    # First: what the support below asks a language model for has then been asked before.
    audits = {
        system: _audits(organisations, f"{name}: audits of {system}", of, application)
        for system, of in audit.items()
    }
    systems: dict[str, Callable[[LabelledOrganisation], Opinion]] = {
        PLUMBLINE: partial(_supports, application.auditor.support),
        SIBLINGS: partial(_supports, application.auditor.support, declared=True),
        "dense": partial(_cosines, application),
    }
    if sessions:
        support = partial(sessions.support, application.auditor, counted=False)
        systems[PLUMBLINE_LLM] = partial(_supports, support)
    labels = Labels.of(organisations)
    measured: dict[str, dict[str, Statistic]] = {}
    for system, opinion in systems.items():
        items = tracked(application, f"{name}: {system}", organisations)
        scored = _join([_score(organisation, *opinion(organisation)) for organisation in items])
        measured[system] = _ranking_metrics(scored, labels)
    # Foreign goals declare nothing here, and belonging heeds that.
    del measured[SIBLINGS]["foreign_auroc"]
    for system, of in audits.items():
        measured[system] |= _link_metrics(organisations, of, labels)
        measured[system] |= _finding_metrics(_reported(organisations, of), labels)
    return Evaluation(
        summarise(TASK, name, application, measured, labels.strata),
        METHOD,
    )


@dataclass(frozen=True)
class Labels:
    """Truth about all goals of a file; arrays of shape (goals,).

    Attributes:
        organisation: Number of the goal's organisation.
        kind: Foreign, rightly declared (or not declared) or swapped.
        declared: Whether it is an own goal with a declared parent.
    """

    organisation: NDArray[np.intp]
    kind: NDArray[np.intp]
    declared: NDArray[np.bool_]

    @classmethod
    def of(cls, organisations: Sequence[LabelledOrganisation]) -> Labels:
        """The labels of all goals, organisation after organisation."""
        goals = [(number, goal) for number, o in enumerate(organisations) for goal in o.goals]
        kinds = [_FOREIGN if g.foreign else _SWAPPED if g.swapped else _RIGHT for _, g in goals]
        declared = [not g.foreign and g.declared_parent_id is not None for _, g in goals]
        return cls(
            np.array([number for number, _ in goals], dtype=np.intp),
            np.array(kinds, dtype=np.intp),
            np.array(declared, dtype=bool),
        )

    @property
    def strata(self) -> NDArray[np.intp]:
        """Organisation, kind and being declared together, shape (goals,)."""
        return (self.organisation * 3 + self.kind) * 2 + self.declared

    def groups(self, positive: NDArray[np.bool_], usable: NDArray[np.bool_]) -> Groups:
        """The usable goals of each organisation that has positive and negative ones."""
        rows, weights = [], []
        for number in np.unique(self.organisation):
            here = np.flatnonzero((self.organisation == number) & usable)
            if positive[here].any() and not positive[here].all():
                rows.append(here)
                weights.append(float((self.kind[here] != _FOREIGN).sum()))
        return rows, weights


Groups = tuple[list[NDArray[np.intp]], list[float]]


def _supports(
    support: Callable[[GoalSet, date], Support],
    organisation: LabelledOrganisation,
    declared: bool = False,
) -> Opinion:
    found = support(organisation.goal_set(declared), TODAY)
    return found.belonging, found.choice


def _cosines(application: Application, organisation: LabelledOrganisation) -> Opinion:
    embedder = plain_embedder(application)
    goals = embedder.embed([goal.text for goal in organisation.goals])
    objectives = embedder.embed([o.text for o in organisation.objectives])
    cosines: Scores = goals @ objectives.T
    return cosines.max(axis=1), cosines


def _score(organisation: LabelledOrganisation, belonging: Scores, choice: Scores) -> Scored:
    column = {objective.id: at for at, objective in enumerate(organisation.objectives)}
    best_columns = choice.argmax(axis=1)
    first = [
        goal.true_parent_id is not None and column[goal.true_parent_id] == best
        for goal, best in zip(organisation.goals, best_columns, strict=True)
    ]
    margin = np.full(len(choice), np.nan, dtype=np.float32)
    for row, goal in enumerate(organisation.goals):
        if goal.declared_parent_id is not None and len(column) > 1:
            at = column[goal.declared_parent_id]
            margin[row] = np.delete(choice[row], at).max() - choice[row, at]
    return Scored(np.array(first, dtype=bool), belonging, margin)


def _join(parts: Sequence[Scored]) -> Scored:
    return Scored(
        np.concatenate([part.first for part in parts]),
        np.concatenate([part.belonging for part in parts]),
        np.concatenate([part.margin for part in parts]),
    )


def _ranking_metrics(scored: Scored, labels: Labels) -> dict[str, Statistic]:
    own, swapped = labels.kind != _FOREIGN, labels.kind == _SWAPPED
    by_foreign = labels.groups(own, np.ones_like(own))
    by_swapped = labels.groups(swapped, labels.declared & ~np.isnan(scored.margin))

    def parent(counts: Counts) -> NDArray[np.float64]:
        return mean(counts, scored.first, own)

    def foreign(counts: Counts) -> NDArray[np.float64]:
        return auroc_within(counts, scored.belonging, own, *by_foreign)

    def wrong(counts: Counts) -> NDArray[np.float64]:
        return auroc_within(counts, scored.margin, swapped, *by_swapped)

    return {"parent@1": parent, "foreign_auroc": foreign, "wrong_parent_auroc": wrong}


def _audits(
    organisations: Sequence[LabelledOrganisation],
    work: str,
    audit: Callable[[GoalSet, date], Audit],
    application: Application,
) -> list[_Audits]:
    """Production audits of every organisation, with its declared parents and without."""
    return [
        {declared: audit(o.goal_set(declared), TODAY) for declared in (True, False)}
        for o in tracked(application, work, organisations)
    ]


def _link_metrics(
    organisations: Sequence[LabelledOrganisation], audits: Sequence[_Audits], labels: Labels
) -> Mapping[str, Statistic]:
    """Links accepted without any declared parent, against the true parents."""
    links = [
        [link.objective for link in audited[False].links if link.goal == goal.audit_id]
        for organisation, audited in zip(organisations, audits, strict=True)
        for goal in organisation.goals
    ]
    goals = [goal for organisation in organisations for goal in organisation.goals]
    hits = [goal.audit_parent in of_goal for goal, of_goal in zip(goals, links, strict=True)]
    return {
        "precision": partial(precision, hits=hits, predicted=[len(found) for found in links]),
        "recall": partial(recall, hits=hits, actual=labels.kind != _FOREIGN),
    }


def _reported(
    organisations: Sequence[LabelledOrganisation], audits: Sequence[_Audits]
) -> dict[str, NDArray[np.bool_]]:
    """Which goals, shape (goals,), an audit reports, by metric."""
    reported: dict[str, list[bool]] = {metric: [] for metric in _REPORTS}
    for organisation, audited in zip(organisations, audits, strict=True):
        for metric, (rule, declared, _) in _REPORTS.items():
            found = audited[declared].findings
            ids = {goal for f in found if f.rule == rule for goal in f.goals}
            reported[metric].extend(goal.audit_id in ids for goal in organisation.goals)
    return {metric: np.array(of_goals, dtype=bool) for metric, of_goals in reported.items()}


def _finding_metrics(
    reported: Mapping[str, NDArray[np.bool_]], labels: Labels
) -> Mapping[str, Statistic]:
    metrics: dict[str, Statistic] = {}
    for metric, (_, _, kind) in _REPORTS.items():
        predicted, actual = reported[metric], labels.kind == kind
        hits = predicted & actual
        metrics[f"{metric}_precision"] = partial(precision, hits=hits, predicted=predicted)
        metrics[f"{metric}_recall"] = partial(recall, hits=hits, actual=actual)
    return metrics
