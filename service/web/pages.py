"""The pages as text; ``service.api.routers.pages`` serves them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kpi_library.models import Level, Perspective
from service import __version__
from service.adapters.exporters.goal_sets.formats import to_yaml
from service.adapters.importers.goal_sets.reading import ReadGoalSet
from service.answers.audit import AuditAnswer
from service.answers.drift import AuditSummary, DriftAnswer
from service.answers.feedback import FeedbackAnswer
from service.answers.recommendation import RecommendationAnswer
from service.bootstrap import Application
from service.domain.goal_set import GoalSet
from service.errors import InputError, UnknownColumns
from service.requests import MAX_KPIS, MAX_OBJECTIVE, MAX_REASON
from service.web.audit_report import report_values
from service.web.rendering import FOLDER, render
from service.web.uploads import COLUMNS, Columns, Upload, columns_of

EXAMPLES = (
    "Reduce customer churn by a third by Q4 2027",
    "Cut emergency response times below 8 minutes",
    "Become the place where engineers want to work",
)
#: Fields of the form, as it labels them.
FIELDS = {
    "objective": "Objective",
    "domain": "Domain",
    "level": "Owned by",
    "k": "At most",
    "industry": "Industry",
    "perspective": "Perspective",
    "data_sources": "Data sources",
    "must_include": "Must include",
    "tracked": "Already tracked",
    "exclude": "Leave out",
}
#: What the page can be asked.
ASKED = (*FIELDS, "organisation")
#: Fields that hold a list, separated by commas, and what each is for.
LISTS = {
    "data_sources": "What you can read data from; KPIs then say what else they need.",
    "must_include": "Ids of KPIs that must be in the set.",
    "tracked": "Ids of KPIs that you have; what repeats them is not offered.",
    "exclude": "Ids of KPIs that you do not want.",
}
#: Rows with an issue that the page lists.
MAX_ISSUES = 100
READABLE_SUFFIXES = ".csv,.tsv,.xlsx,.json,.jsonl,.yaml,.yml,.xml,.txt,.md"
EXAMPLE_GOAL_SET = (FOLDER / "templates" / "example_goal_set.yaml").read_text("utf-8")


def recommend_page(
    application: Application,
    asked: dict[str, str],
    answer: RecommendationAnswer | None = None,
    error: InputError | None = None,
) -> str:
    """The form for an objective, with the answer below it when there is one.

    Args:
        application: Gives the choices that the form offers.
        asked: What the form holds, by the names in ``ASKED``.
        answer: To what was asked.
        error: Why what was asked cannot be answered.
    """
    where = error.where.partition("[")[0] if error else ""
    wrong = where if where in FIELDS else ""
    return _page(
        "recommend.html",
        "recommend",
        asked=asked,
        answer=answer,
        error=error and str(error).replace(wrong, FIELDS.get(wrong, ""), 1),
        wrong=wrong,
        domains=application.library.domains,
        levels=list(Level),
        industries=application.library.industries,
        perspectives=list(Perspective),
        lists=LISTS,
        labels=FIELDS,
        examples=EXAMPLES,
        max_objective=MAX_OBJECTIVE,
        max_kpis=MAX_KPIS,
        max_reason=MAX_REASON,
        kpis=len(application.library),
        model=application.language_model.name if application.language_model else "",
    )


def feedback_page(given: Sequence[FeedbackAnswer], organisation: str) -> str:
    """All feedback of an organisation, oldest first as given."""
    return _page("feedback.html", "feedback", given=given, organisation=organisation)


def audit_page(
    text: str,
    error: str | None = None,
    read: ReadGoalSet | None = None,
    columns: Columns | None = None,
) -> str:
    """The form for a goal set that holds this text, read from a file or not.

    Args:
        text: The goal set.
        error: Why it or the file cannot be used.
        read: How the file was understood.
        columns: Of the file, to be adjusted.
    """
    return _page(
        "audit.html",
        "audit",
        goal_set=text,
        error=error,
        read=read,
        columns=columns,
        labels=COLUMNS,
        shown=MAX_ISSUES,
        readable=READABLE_SUFFIXES,
    )


def read_page(upload: Upload) -> tuple[str, bool]:
    """The form with the goal set in a file and how it was understood, and whether it was.

    Raises:
        InputError: The file holds no goals; says what is wrong with it.
    """
    try:
        read = upload.read()
    except UnknownColumns as unknown:
        error = f"{unknown.where}: no column is known to be the text of a goal. Say which below."
        return audit_page("", error, columns=Columns(upload, unknown.columns)), False
    columns = columns_of(upload, read)
    try:
        text = to_yaml(read.checked(skip_refused=True)).decode()
    except InputError as fault:
        return audit_page("", str(fault), read, columns), True
    return audit_page(text, read=read, columns=columns), True


def audit_result_page(
    audit: AuditAnswer,
    goal_set: GoalSet,
    drift: DriftAnswer | None = None,
    history: Sequence[AuditSummary] = (),
) -> str:
    """The report inside the site, where every earlier audit can be chosen to compare with."""
    values = report_values(audit, goal_set, drift, history) | {"comparable": True}
    return _page("audit_result.html", "audit", **values)


def waiting_page(detail: str) -> str:
    """Says that the service is getting ready, and reloads itself."""
    return _page("waiting.html", "recommend", detail=detail)


def _page(template: str, tab: str, **values: Any) -> str:
    return render(template, tab=tab, version=__version__, **values)
