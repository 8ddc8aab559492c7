"""Would a careful reader adopt the answer? A language model judges, and is itself measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.intervals import Counts, Statistic
from evals.llm_sessions import NO_MODEL, LlmSessions
from evals.loading.gold_set import RELEVANT, GoldSet, Grade, ObjectiveRow, read_gold_set
from evals.metrics.auroc import auroc
from evals.metrics.kappa import kappa
from evals.metrics.mean import mean
from evals.model_files import System
from evals.model_use import in_words, model_use
from evals.progress import tracked
from evals.results import Cell, Evaluation, Listing, Run
from evals.summary import summarise
from evals.today import TODAY
from kpi_library.library import KpiLibrary
from service.bootstrap import Application
from service.domain.indicator import from_library
from service.domain.recommendation import Recommendation, RecommendationRequest
from service.errors import InputError
from service.llm.judge import (
    WORST_SCORE,
    JudgedKpi,
    Preference,
    Verdict,
    judge_pairwise,
    judge_pointwise,
)

TASK = "judge"
JUDGE = "judge"
OFFERED, LEAST_GOLD, WORST = 6, 3, 10
SEED = 20_261_125
METHOD = (
    "A language model judges production answers of at most six KPIs to graded objectives, with "
    "a rubric and without sight of the grades or of who answered (prompts/judge_pointwise.md, "
    "judge_pairwise.md). passed: share that a planner could adopt; score: mean, 1 to 5; an answer "
    "without KPIs is not judged and gets the worst of both. win_rate: how often the answer is "
    "preferred to the other system's, a tie counting half; which one stands first is drawn with a "
    "fixed seed, or each once with --both-orders. agreement_auroc: how well the score tells "
    "answers whose mean grade is at least useful from the others. The judge itself: beside the "
    "answers it gets, for every objective, as many of the best graded KPIs as of those graded "
    "worse than useful, nearest first. gold_auroc: how well its score tells the former sets from "
    "the latter; gold_kappa: agreement of passed with it beyond chance; gold_order: share of "
    "objectives where the former scores higher, a tie counting half. What the judge did not answer "
    "is left out. Objectives are resampled. A model that judges its own answers may favour them."
)

Recommend = Callable[[RecommendationRequest], Recommendation]


@dataclass(frozen=True)
class _Judged:
    """What came of one objective.

    Attributes:
        answers: Sets by system; empty when it abstained.
        verdicts: By system; None where the judge gave none or the system abstained.
        preference: For the first system's answer; None without a second one or a reply.
        gold: Verdicts on the best and on the worse graded set; None where there are none.
    """

    answers: Mapping[str, tuple[JudgedKpi, ...]]
    verdicts: Mapping[str, Verdict | None]
    preference: Preference | None = None
    gold: tuple[Verdict | None, Verdict | None] = (None, None)


def run_on(
    folder: Path,
    system: System = System.PLUMBLINE_LLM,
    against: System | None = None,
    both_orders: bool = False,
) -> Run:
    """The task on a folder of gold.

    Args:
        folder: As for suggestion.
        system: Whose answers are judged.
        against: Whose answers they are compared with; None for nobody's.
        both_orders: Show both answers in either order, which takes twice the calls.

    Raises:
        InputError: The gold is malformed, or a system is to be compared with itself.
    """
    if against is system:
        raise InputError(f"--against {against} is the system that is judged; name another")
    names = [str(system), *([str(against)] if against else [])]
    name = f"{folder.parent.name}_{folder.name}"
    task = partial(evaluate, read_gold_set(folder), name, names, both_orders)
    return Run(TASK, name, task, with_model=task)


def evaluate(
    gold: GoldSet,
    name: str,
    systems: Sequence[str],
    both_orders: bool,
    application: Application,
    sessions: LlmSessions | None = None,
) -> Evaluation:
    """Have every answer judged.

    Raises:
        InputError: There is no language model to judge.
    """
    if sessions is None:
        raise InputError(NO_MODEL)
    recommender = application.library_recommender
    recommends: dict[str, Recommend] = {
        System.PLUMBLINE: recommender.recommend,
        System.PLUMBLINE_LLM: partial(sessions.recommend, recommender),
    }
    judge = _Judge(sessions.apart(), application.library, both_orders)
    judged = [
        judge.judged(
            objective,
            gold.grades.get(objective.id, {}),
            {
                system: recommends[system](RecommendationRequest(objective.text, TODAY, k=OFFERED))
                for system in systems
            },
        )
        for objective in tracked(application, f"{name}: answers and judge", gold.objectives)
    ]
    statistics: dict[str, dict[str, Statistic]] = {
        system: _scores(system, judged, gold) for system in systems
    }
    if len(systems) > 1:
        shares = [row.preference.share if row.preference else np.nan for row in judged]
        statistics[systems[0]]["win_rate"] = partial(_mean_of_defined, shares)
    statistics[JUDGE] = _agreement(judged)
    used = model_use(judge.model, judge.sessions.uses, unanswered=0)
    return Evaluation(
        summarise(TASK, name, application, statistics, np.zeros(len(judged))),
        METHOD,
        notes=tuple(in_words(used, whose="The judge")),
        listings=_listings(gold, judged, systems),
        resting_on_model=frozenset(statistics),
    )


@dataclass
class _Judge:
    """Judges the answers to one objective after the other."""

    sessions: LlmSessions
    library: KpiLibrary
    both_orders: bool
    model: str = field(default="", init=False)

    def judged(
        self,
        objective: ObjectiveRow,
        grades: Mapping[str, Grade],
        recommendations: Mapping[str, Recommendation],
    ) -> _Judged:
        answers = {
            system: tuple(JudgedKpi.of(kpi) for kpi in recommendation.kpis)
            for system, recommendation in recommendations.items()
        }
        given = [system for system, answer in answers.items() if answer]
        graded = self._graded_sets(grades)
        sets = [*(answers[system] for system in given), *graded]
        with self.sessions.query() as session:
            verdicts = judge_pointwise(session, objective.text, sets)
            preference = None
            if len(answers) > 1:
                ours, theirs = answers.values()
                if ours and theirs:
                    preference = judge_pairwise(
                        session, objective.text, ours, theirs, SEED, self.both_orders
                    )
                else:
                    # Who abstains from a real objective loses; nobody need be asked.
                    preference = Preference((), 0.5 + (bool(ours) - bool(theirs)) / 2)
            self.model = session.use.model
        best, worse = verdicts[len(given) :] if graded else (None, None)
        return _Judged(answers, dict(zip(given, verdicts, strict=False)), preference, (best, worse))

    def _graded_sets(self, grades: Mapping[str, Grade]) -> tuple[tuple[JudgedKpi, ...], ...]:
        """As many of the best graded KPIs as of those not worth adopting, nearest first."""
        known = [kpi for kpi in grades if kpi in self.library]
        ordered = sorted(known, key=lambda kpi: (-grades[kpi].grade, kpi))
        best = [kpi for kpi in ordered if grades[kpi].grade >= RELEVANT]
        worse = [kpi for kpi in ordered if grades[kpi].grade < RELEVANT]
        size = min(OFFERED, len(best), len(worse))
        if size < LEAST_GOLD:
            return ()
        return tuple(tuple(self._kpi(kpi) for kpi in kpis[:size]) for kpis in (best, worse))

    def _kpi(self, kpi: str) -> JudgedKpi:
        record = self.library[kpi]
        guards = tuple(self.library[guard].name for guard in record.counter_metrics)
        return JudgedKpi(from_library(record), guards=guards)


def _scores(system: str, judged: Sequence[_Judged], gold: GoldSet) -> dict[str, Statistic]:
    passed, score = np.full(len(judged), np.nan), np.full(len(judged), np.nan)
    useful = np.zeros(len(judged), dtype=bool)
    for at, (row, objective) in enumerate(zip(judged, gold.objectives, strict=True)):
        verdict = row.verdicts.get(system)
        if not row.answers[system]:
            passed[at], score[at] = 0, WORST_SCORE
        elif verdict:
            passed[at], score[at] = verdict.passed, verdict.score
        grades = gold.grades.get(objective.id, {})
        found = [kpi.indicator.id for kpi in row.answers[system]]
        of_kpis = [grades[kpi].grade if kpi in grades else 0 for kpi in found]
        useful[at] = bool(of_kpis) and float(np.mean(of_kpis)) >= RELEVANT
    statistics: dict[str, Statistic] = {
        "passed": partial(_mean_of_defined, passed),
        "score": partial(_mean_of_defined, score),
    }
    has = ~np.isnan(score)
    if len(set(useful[has])) > 1:
        statistics["agreement_auroc"] = lambda counts: auroc(
            counts[:, has], score[has], useful[has]
        )
    return statistics


def _agreement(judged: Sequence[_Judged]) -> dict[str, Statistic]:
    """How far the judge agrees with readers; nothing when it judged no graded set."""
    both = [(at, *row.gold) for at, row in enumerate(judged) if all(row.gold)]
    rows = [at for at, _, _ in both]
    verdicts = [v for _, best, worse in both for v in (best, worse) if v]
    if not verdicts:
        return {}
    score = np.array([verdict.score for verdict in verdicts])
    passed = np.array([verdict.passed for verdict in verdicts])
    is_best = np.arange(len(verdicts)) % 2 == 0
    higher = np.sign(score[is_best] - score[~is_best]) / 2 + 0.5

    def of_sets(counts: Counts) -> Counts:
        return np.repeat(counts[:, rows], 2, axis=1)

    return {
        "gold_auroc": lambda counts: auroc(of_sets(counts), score, is_best),
        "gold_kappa": lambda counts: kappa(of_sets(counts), passed, is_best),
        "gold_order": lambda counts: mean(counts[:, rows], higher),
    }


def _mean_of_defined(
    values: Sequence[float] | NDArray[np.float64], counts: Counts
) -> NDArray[np.float64]:
    return mean(counts, np.nan_to_num(values), ~np.isnan(values))


def _listings(
    gold: GoldSet, judged: Sequence[_Judged], systems: Sequence[str]
) -> tuple[Listing, ...]:
    system = systems[0]
    rows = list(zip(gold.objectives, judged, strict=True))

    def names(row: _Judged, of: str) -> Cell:
        return tuple(kpi.indicator.name for kpi in row.answers[of]) or "nothing"

    scored = [
        (v.score, o.text, names(r, system), v.reason)
        for o, r in rows
        if (v := r.verdicts.get(system))
    ]
    worst = sorted(scored, key=lambda row: row[0])[:WORST]
    listings = [
        Listing(
            f"The {len(worst)} answers of {system} with the lowest scores",
            ("score", "objective", "answer", "reason"),
            tuple((str(score), *row) for score, *row in worst),
        )
    ]
    if len(systems) > 1:
        lost = [
            (o.text, names(r, system), names(r, systems[1]), r.preference.reasons or "")
            for o, r in rows
            if r.preference and r.preference.share < 0.5
        ]
        listings.append(
            Listing(
                f"Where {systems[1]} is preferred",
                ("objective", system, systems[1], "reason"),
                tuple(lost),
            )
        )
    return tuple(listings)
