"""What a hostile model is met with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from service.bootstrap import Application
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.domain.llm import Task
from service.domain.recommendation import Recommendation, RecommendationRequest
from tests.service.llm.hostile_model import HostileModel, Temper
from tests.service.llm.injections import INJECTIONS

TODAY = date(2026, 11, 23)
TEMPERS = tuple(Temper)
#: Each injection meets one temper, so that all are quick; `slow` tests have each meet all.
MEETINGS = [(text, TEMPERS[at % len(TEMPERS)]) for at, text in enumerate(INJECTIONS)]
#: Votes may find enough KPIs, so that none is proposed; half of the injections go without.
WORDING = frozenset({Task.GENERATE, Task.TAILOR})
ALL_TASKS = frozenset(Task)


def ask(
    application: Application,
    model: HostileModel,
    objective: str,
    tasks: frozenset[Task] = ALL_TASKS,
    **more: object,
) -> Recommendation:
    request = RecommendationRequest(objective[:2_000], TODAY, **more)  # type: ignore[arg-type]
    return application.recommender.recommend(request, model.session(tasks=tasks))


GOALS = (
    "Grow the sales team by 15%",
    "Cut the sales team by 20%",
    "Be a nicer place",
    "Repaint the canteen chairs",
    "Hold monthly talks for staff",
    "Increase bread sales in shops by 10%",
    "Decrease bread sales in shops by 5%",
)


def goal_set(organisation: str = "Bakery") -> GoalSet:
    """A goal set in which each goal and most objectives have an injection."""
    objectives = [
        StrategicObjective(f"o{at}", f"{text}. {INJECTIONS[at * 7]}")
        for at, text in enumerate(
            ("Increase bread sales by 20% by 2028", "Reduce employee turnover", "Open in Kyoto")
        )
    ]
    goals = [
        Goal(
            f"g{at}",
            f"{GOALS[at % len(GOALS)]}. {text}",
            (f"o{at % 2}",) * (at % 3 > 0),
            text[:200].strip(),
        )
        for at, text in enumerate(INJECTIONS)
    ]
    return GoalSet(organisation, tuple(objectives), tuple(goals))


def high(findings: Iterable[Finding]) -> set[str]:
    return {found.id for found in findings if found.severity is Severity.HIGH}


def odds(probability: float) -> float:
    held = float(np.clip(probability, 1e-9, 1 - 1e-9))
    return float(np.log(held / (1 - held)))
