"""Production code that asks a language model, in small."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, cast

from pydantic import BaseModel

from service.adapters.llm.from_files import model_from_files
from service.audit.pipeline import Auditor
from service.audit.support import Support
from service.bootstrap import Application
from service.domain.audit import Audit
from service.domain.goal_set import GoalSet
from service.domain.indicator import Indicator
from service.domain.llm import Call, Prices, Task
from service.domain.ports import LanguageModel, Progress
from service.domain.recommendation import Recommendation, RecommendationRequest
from service.llm.session import LlmSession
from service.recommend.pipeline import Recommender
from tests.fakes import Said

#: What a rule replies: the fields of the reply, or why there is none.
Rule = Callable[[Call[Any]], Said]


class Opinion(BaseModel):
    """What the stand-in asks for: which KPI comes first, and whether to say anything at all."""

    first: str = ""
    silent: bool = False


class Agreement(BaseModel):
    """Asked for once there is an opinion, so that a run has two stages."""

    agreed: bool = True


def opinion(session: LlmSession, text: str) -> Opinion:
    """Of the model; none of its own when a call failed."""
    said = session.ask(Call(Task.RERANK, 1, "a" * 64, "Which first?", text, Opinion, 50))
    if said is None:
        return Opinion()
    asked = f"{text}: {said.first}?"
    agreed = session.ask(Call(Task.ADJUDICATE_LINKS, 2, "b" * 64, "Agreed?", asked, Agreement, 50))
    return said if agreed and agreed.agreed else Opinion()


@dataclass
class AskingRecommender:
    """The production recommender, with the model's KPI put first."""

    inner: Recommender

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def rank(
        self, request: RecommendationRequest, llm: LlmSession | None = None
    ) -> list[tuple[Indicator, float]]:
        ranked = self.inner.rank(request)
        said = opinion(llm, request.objective) if llm else Opinion()
        return sorted(ranked, key=lambda item: item[0].id != said.first)

    def recommend(
        self, request: RecommendationRequest, llm: LlmSession | None = None
    ) -> Recommendation:
        answer = self.inner.recommend(request)
        said = opinion(llm, request.objective) if llm else Opinion()
        if said.silent:
            return replace(answer, kpis=(), abstained=True, reason="the model says so")
        kpis = sorted(answer.kpis, key=lambda kpi: kpi.indicator.id != said.first)
        return replace(answer, kpis=tuple(kpis), llm=llm.use if llm else None)


@dataclass
class AskingAuditor:
    """An auditor that finds nothing when the model says so."""

    inner: Auditor

    def audit(
        self,
        goal_set: GoalSet,
        today: date,
        on_progress: Progress | None = None,
        llm: LlmSession | None = None,
    ) -> Audit:
        audit = self.inner.audit(goal_set, today)
        said = opinion(llm, goal_set.goals[0].text) if llm else Opinion()
        return replace(audit, findings=(), links=()) if said.silent else audit

    def support(self, goal_set: GoalSet, today: date, llm: LlmSession | None = None) -> Support:
        found = self.inner.support(goal_set, today)
        said = opinion(llm, goal_set.goals[0].text) if llm else Opinion()
        return Support(1 - found.belonging, -found.choice) if said.silent else found


@dataclass
class AskingApplication(Application):
    """The production application on such parts."""

    configured: LanguageModel | None = None
    prices: Prices | None = None

    @property
    def language_model(self) -> LanguageModel | None:
        """As in production, without a trace."""
        return self.replaced_language_model or self.answering_model

    @cached_property
    def answering_model(self) -> LanguageModel | None:
        """The one that a test configures, or its files."""
        return model_from_files(self.llm_files, self.configured)

    def llm_session(self, organisation: str, seconds: float | None = None) -> LlmSession | None:
        """A session that waits as long as it takes."""
        model = self.language_model
        return LlmSession(model, 60, 1_000_000, prices=self.prices) if model else None

    @property
    def library_recommender(self) -> Recommender:  # type: ignore[override]
        """Asks the model."""
        return cast(Recommender, AskingRecommender(super().library_recommender))

    @property
    def auditor(self) -> Auditor:  # type: ignore[override]
        """Asks the model."""
        return cast(Auditor, AskingAuditor(super().auditor))

    def recommender_for(self, *arguments: Any) -> Recommender:
        """Asks the model."""
        return cast(Recommender, AskingRecommender(super().recommender_for(*arguments)))
