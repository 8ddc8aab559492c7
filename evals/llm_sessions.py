"""Production code asked with a language model: a session a query, and what each brought."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from threading import Lock

from service.audit.pipeline import Auditor
from service.audit.support import Support
from service.bootstrap import Application
from service.domain.audit import Audit
from service.domain.goal_set import GoalSet
from service.domain.indicator import Indicator
from service.domain.llm import AnswerT, Call, Failure, LlmUse, Reply
from service.domain.ports import LanguageModel
from service.domain.recommendation import Recommendation, RecommendationRequest
from service.errors import InputError
from service.llm.session import LlmSession
from service.recommend.pipeline import Recommender

#: Whose budget the calls of a measurement are on.
ORGANISATION = "evals"
NO_MODEL = (
    "this needs a language model, and there is none: set PLUMBLINE_LLM=provider:model, "
    "or give recorded replies by --replay or --batch-in"
)


class ObservedModel:
    """Passes calls on, and keeps those that a recording or a batch has no reply to yet."""

    def __init__(self, inner: LanguageModel) -> None:
        self._inner = inner
        self._lock = Lock()
        self._unanswered: set[tuple[str, str, str]] = set()

    @property
    def name(self) -> str:
        """``provider:model``, as configured."""
        return self._inner.name

    @property
    def unanswered(self) -> frozenset[tuple[str, str, str]]:
        """Task and texts of every such call, each once however often it was asked."""
        with self._lock:
            return frozenset(self._unanswered)

    def ask(self, call: Call[AnswerT], until: float, organisation: str) -> Reply[AnswerT]:
        """The reply of the model behind."""
        reply = self._inner.ask(call, until, organisation)
        if reply.record.failure is Failure.NOT_RECORDED:
            with self._lock:
                self._unanswered.add((call.task, call.system, call.user))
        return reply


class LlmSessions:
    """Asks the production code with a language model, each query in a session of its own.

    Args:
        open_session: Makes a session for this many seconds; None for what an answer may take.
        audit_seconds: What an audit may take; None for as long as an answer.
    """

    def __init__(
        self,
        open_session: Callable[[float | None], LlmSession],
        audit_seconds: float | None = None,
    ) -> None:
        self._open_session = open_session
        self._audit_seconds = audit_seconds
        self._uses: list[LlmUse] = []

    @property
    def uses(self) -> tuple[LlmUse, ...]:
        """What the model did for every query, in order."""
        return tuple(self._uses)

    def apart(self) -> LlmSessions:
        """Sessions of the same model that are counted apart from these."""
        return LlmSessions(self._open_session, self._audit_seconds)

    @contextmanager
    def query(self, counted: bool = True, seconds: float | None = None) -> Iterator[LlmSession]:
        """A session for one query.

        Args:
            counted: False when the query repeats calls of one before, which a cache or a
                recording answers, so that it says nothing of what an answer costs.
            seconds: What it may take; None for as long as an answer.
        """
        session = self._open_session(seconds)
        yield session
        if counted:
            self._uses.append(session.use)

    def recommend(self, recommender: Recommender, request: RecommendationRequest) -> Recommendation:
        """The production answer."""
        with self.query() as session:
            return recommender.recommend(request, llm=session)

    def rank(
        self, recommender: Recommender, request: RecommendationRequest, counted: bool = True
    ) -> list[tuple[Indicator, float]]:
        """The production ranking."""
        with self.query(counted) as session:
            return recommender.rank(request, llm=session)

    def audit(self, auditor: Auditor, goal_set: GoalSet, today: date) -> Audit:
        """The production audit."""
        with self.query(seconds=self._audit_seconds) as session:
            return auditor.audit(goal_set, today, llm=session)

    def support(
        self, auditor: Auditor, goal_set: GoalSet, today: date, counted: bool = True
    ) -> Support:
        """What the production audit finds every goal to support."""
        with self.query(counted, self._audit_seconds) as session:
            return auditor.support(goal_set, today, llm=session)


def sessions_of(application: Application) -> LlmSessions:
    """Sessions of the application's language model.

    Raises:
        InputError: It has none.
    """

    def open_session(seconds: float | None = None) -> LlmSession:
        session = application.llm_session(ORGANISATION, seconds)
        if session is None:
            raise InputError(NO_MODEL)
        return session

    open_session()
    return LlmSessions(open_session, application.settings.llm_audit_deadline_s)
