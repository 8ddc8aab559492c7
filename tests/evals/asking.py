"""Production code that asks a language model, and models that reply by rule or from a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
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
from service.domain.llm import AnswerT, Call, CallRecord, Failure, Prices, Reply, Task
from service.domain.ports import LanguageModel, Progress
from service.domain.recommendation import Recommendation, RecommendationRequest
from service.llm.session import LlmSession
from service.recommend.pipeline import Recommender

INPUT_TOKENS, OUTPUT_TOKENS = 100, 10
#: What a rule replies: the fields of the reply, or why there is none.
Rule = Callable[[Call[Any]], Mapping[str, Any] | Failure]


@dataclass
class RuleModel:
    """Replies by a rule, and keeps the calls."""

    rule: Rule
    name: str = "fake:rule"
    calls: list[Call[Any]] = field(default_factory=list)

    def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
        """The rule's reply in the call's form."""
        self.calls.append(call)
        said = self.rule(call)
        if isinstance(said, Failure):
            return Reply(None, _record(call, self.name, failure=said))
        record = _record(call, self.name)
        return Reply(call.answer.model_validate(said), record)


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


def _record(call: Call[Any], model: str, failure: Failure | None = None) -> CallRecord:
    return CallRecord(
        call.task,
        call.prompt_version,
        call.prompt_sha256,
        model,
        input_tokens=0 if failure else INPUT_TOKENS,
        output_tokens=0 if failure else OUTPUT_TOKENS,
        seconds=0.5,
        attempts=1,
        failure=failure,
    )
