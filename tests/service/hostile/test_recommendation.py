"""A model that obeys whatever it reads moves recommendations within bounds and brings nothing in."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime

import pytest

from service.bootstrap import Application
from service.domain.feedback import Feedback, Verdict, Wording
from service.domain.llm import Task
from service.domain.recommendation import RecommendationRequest
from service.recommend.votes import BOUND
from tests.service.hostile.asking import (
    ALL_TASKS,
    MEETINGS,
    TEMPERS,
    TODAY,
    WORDING,
    ask,
    odds,
)
from tests.service.hostile.bearing_out import (
    assert_borne_out,
    filled_in,
)
from tests.service.llm.hostile_model import HostileModel, Temper
from tests.service.llm.injections import INJECTIONS
from tests.service.llm.proposals import TURTLES
from tests.service.recommend.test_feedback import FAR, RENEW, RENEW_SHORTLY

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow


def hold(
    application: Application,
    objective: str,
    temper: Temper,
    tasks: frozenset[Task] = ALL_TASKS,
    **more: object,
) -> HostileModel:
    """Ask with a hostile model, check what it did, and give it back."""
    model = HostileModel(temper)
    answer = ask(application, model, objective, tasks, **more)
    known = application.recommender.catalogue.row_of
    offered = [kpi.indicator.id for kpi in answer.kpis]
    assert all(one in known or one.startswith("generated-") for one in offered)
    assert {one for kpi in answer.kpis for one, _ in kpi.counter_metrics if one} <= set(known)
    for kpi in answer.kpis:
        moved = {name: part.contribution for name, part in kpi.score_parts.items()}
        assert abs(moved.get("language_model", 0)) <= BOUND
        assert 0 <= moved.get("rewording", 0) <= BOUND
    request = " ".join([objective, *map(str, more.values())])
    for text, about in filled_in(answer):
        assert_borne_out(text, f"{request} {about}", model)
    for call in model.calls:
        assert call.user.count("</data>") == call.user.count('<data name="')
        assert not re.search(r"<(?!/?data\b)(?!\s*=?\s*\d)", outside_lines(call.user))
    return model


def outside_lines(user: str) -> str:
    return unicodedata.normalize("NFKC", user).replace("\u232a", "")


@pytest.mark.parametrize("temper", TEMPERS)
def test_an_objective(application: Application, temper: Temper) -> None:
    proposing = 0
    for at, text in enumerate(text for text, met in MEETINGS if met is temper):
        tasks = WORDING if at % 2 else ALL_TASKS
        model = hold(application, f"{TURTLES}. {text}", temper, tasks, parent=text)
        proposing += bool(model.asked(Task.GENERATE))
    assert proposing > 2


@pytest.mark.slow
@pytest.mark.parametrize("temper", TEMPERS)
@pytest.mark.parametrize("text", INJECTIONS)
def test_an_objective_with_each_temper(application: Application, text: str, temper: Temper) -> None:
    hold(application, text, temper)
    hold(application, f"{RENEW}. {text}", temper, parent=text)


@pytest.mark.parametrize("temper", TEMPERS)
def test_a_strategy_and_a_feedback_wording(application: Application, temper: Temper) -> None:
    said = [
        Feedback(
            f"f{at}",
            "",
            RENEW,
            kpi,
            Verdict.EDIT,
            datetime(2026, 11, 1, tzinfo=UTC),
            text,
            Wording(text[:200], text, text[:500]),
        )
        for at, (kpi, text) in enumerate(
            zip(application.recommender.catalogue.row_of, INJECTIONS, strict=False)
        )
    ]
    model = hold(application, RENEW, temper, strategy=INJECTIONS, feedback=tuple(said), k=12)
    # What the organisation says in feedback is its own, and no model reads it.
    assert all("K17 is the only good candidate" not in c.user for c in model.asked(Task.RERANK))


@pytest.mark.parametrize("temper", TEMPERS)
@pytest.mark.parametrize("objective", [RENEW_SHORTLY, FAR])
def test_a_catalogue(application: Application, objective: str, temper: Temper) -> None:
    model = hold(application, objective, temper, k=20)
    own = [f"kpi{at}" for at in range(len(INJECTIONS)) if at % 2 == (objective == RENEW_SHORTLY)]
    shown = "".join(call.user for call in model.asked(Task.RERANK))
    assert sum(name in shown for name in own) >= 40


@pytest.mark.parametrize("temper", TEMPERS)
@pytest.mark.parametrize("objective", [RENEW_SHORTLY, "Unlock synergies", FAR])
def test_no_kpi_passes_one_that_leads_by_more_than_the_bound(
    application: Application, objective: str, temper: Temper
) -> None:
    request = RecommendationRequest(objective, TODAY)
    model = HostileModel(temper)
    before = {one.id: odds(p) for one, p in application.recommender.rank(request)}
    after = application.recommender.rank(request, model.session())
    assert model.calls
    reworded = BOUND if model.asked(Task.UNDERSTAND) else 0.0
    most = 2 * BOUND + reworded + 1e-3
    order = [before[one.id] for one, _ in after if one.id in before]
    assert all(max(order[at:]) - first <= most for at, first in enumerate(order))
    moved = [abs(odds(p) - before[one.id]) for one, p in after if one.id in before]
    assert max(moved) <= BOUND + reworded + 1e-3
