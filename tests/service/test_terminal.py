"""Answers as text: what users wrote is shown as they wrote it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.console import Console

from kpi_library.library import KpiLibrary
from kpi_library.validation import Issue, IssueLevel
from service import cascading, terminal
from service.answers.audit import AuditAnswer
from service.answers.cascade import UnknownDepartmentAnswer
from service.answers.drift import AuditPage, AuditSummary
from service.answers.feedback import (
    EditedAnswer,
    FeedbackAnswer,
    FeedbackEffectAnswer,
    WordingAnswer,
)
from service.answers.llm import LlmUseAnswer
from service.answers.recommendation import RecommendationAnswer
from service.bootstrap import Application
from service.cascading import CascadeBody
from service.domain.feedback import Verdict
from service.domain.goal_set import Goal
from service.domain.indicator import Indicator, Source, from_library
from service.domain.recommendation import RecommendationRequest
from service.past_audits import compared
from tests.service.audit.sets import TODAY, set_of

NASTY = "[bold]x[/] [/] [link=http://x]y[/link] :fire: \x1b[31mred\x1b[0m \x07 \\"
SHOWN = "[bold]x[/] [/] [link=http://x]y[/link] :fire: \ufffd[31mred\ufffd[0m \ufffd"
GOAL_SET = set_of(
    Goal("cut", "Cut the sales team by 20%", ("grow",), NASTY),
    Goal("hire", "Grow the sales team by 15%", ("grow",)),
)


def console() -> Console:
    return Console(file=io.StringIO(), width=400, emoji=False, force_terminal=False)


def text_of(opened: Console) -> str:
    assert isinstance(opened.file, io.StringIO)
    return opened.file.getvalue()


@given(st.text())
def test_printable_text_cannot_steer_a_terminal(text: str) -> None:
    shown = terminal.printable(text)
    assert len(shown) == len(text)
    assert all(ord(c) >= 32 or c in "\t\n" for c in shown)
    assert not any(0x7F <= ord(c) < 0xA0 for c in shown)


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C"]))
    | st.text(alphabet="\\[]/a b#@=")
)
@example("\\[")
@example("\\\\")
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    opened = console()
    opened.print(f"[bold]{terminal.escape(text)}[/]", soft_wrap=True)
    assert text_of(opened) == f"{text}\n"


def test_a_card_shows_all_fields(fake_application: Application) -> None:
    request = RecommendationRequest("Reduce customer churn by 10% by 2028", TODAY, k=3)
    answer = RecommendationAnswer.of(fake_application.recommender.recommend(request))
    assert answer.recommendations
    first = answer.recommendations[0]
    nasty = first.model_copy(update={"name": NASTY, "definition": NASTY})
    opened = console()
    terminal.show_recommendation(
        opened, answer.model_copy(update={"recommendations": [nasty], "warnings": [NASTY]})
    )
    shown = text_of(opened)
    assert shown.count(SHOWN) == 3
    assert "\x1b" not in shown
    assert first.formula is not None
    assert f"{first.formula.expression}  [{first.unit}]" in shown
    for guard in first.counter_metrics:
        assert guard.name in shown
    assert first.target.sentence in shown


def test_what_feedback_moved_is_shown_where_it_moved(fake_application: Application) -> None:
    request = RecommendationRequest("Reduce customer churn by 10% by 2028", TODAY, k=3)
    answer = RecommendationAnswer.of(fake_application.recommender.recommend(request))
    first = answer.recommendations[0]
    raised = FeedbackEffectAnswer(
        id="f1", kpi=first.id, verdict=Verdict.ACCEPT, reason=NASTY, objective=NASTY,
        nearness=0.5, contribution=1.0, place_without=3, place=1,
    )  # fmt: skip
    gone = raised.model_copy(
        update={"id": "f2", "verdict": Verdict.REJECT, "place_without": 2, "place": None}
    )
    edited = EditedAnswer(feedback="f3", name=NASTY, definition=NASTY, target=NASTY)
    shown_kpi = first.model_copy(update={"edited": edited})
    opened = console()
    terminal.show_recommendation(
        opened,
        answer.model_copy(update={"recommendations": [shown_kpi], "feedback": [raised, gone]}),
    )
    shown = text_of(opened)
    assert shown.count(SHOWN) == 7
    assert "\x1b" not in shown
    assert "from place 3 to 1" in shown
    assert "from place 2 out of the answer" in shown
    assert first.name in shown
    for number in (1, 2, 3):
        assert f"plumbline feedback undo f{number}" in shown


def test_given_feedback_is_listed_with_its_words() -> None:
    given = FeedbackAnswer(
        id="f1", created_at=datetime(2026, 11, 25, tzinfo=UTC), organisation="",
        objective=NASTY, kpi=NASTY, verdict=Verdict.EDIT, reason=NASTY,
        edit=WordingAnswer(name=NASTY, target="Forty"),
    )  # fmt: skip
    opened = console()
    terminal.show_feedback(opened, [given])
    terminal.show_given(opened, given)
    shown = text_of(opened)
    assert shown.count(SHOWN) == 8
    assert shown.count("plumbline feedback undo f1") == shown.count("Forty") == 2


def test_an_abstention_says_why(fake_application: Application) -> None:
    request = RecommendationRequest("xqzv", TODAY)
    answer = RecommendationAnswer.of(fake_application.recommender.recommend(request))
    opened = console()
    terminal.show_recommendation(opened, answer.model_copy(update={"reason": NASTY}))
    assert text_of(opened).startswith(f"No KPI recommended. {SHOWN}")


@pytest.fixture
def audit(fake_application: Application) -> AuditAnswer:
    answer = AuditAnswer.of(fake_application.auditor.audit(GOAL_SET, TODAY))
    assert any(finding.rule == "conflict" for finding in answer.findings)
    return answer.model_copy(update={"organisation": NASTY, "warnings": [NASTY]})


def test_an_audit_in_colour_and_without(audit: AuditAnswer) -> None:
    plain = terminal.audit_text(audit, colour=False)
    assert "\x1b" not in plain
    assert SHOWN in plain
    assert "cut, hire" in plain
    assert f"{len(audit.findings)} findings" in plain
    assert audit.score is not None
    assert f"Alignment score {audit.score.value:.0f} of 100 (linked " in plain
    assert "\x1b[" in terminal.audit_text(audit, colour=True)


def test_an_audit_shows_what_a_language_model_did(audit: AuditAnswer) -> None:
    use = LlmUseAnswer(
        model=NASTY, calls=[], input_tokens=0, output_tokens=0, cost=None, rejected={}
    )
    rewritten = audit.findings[0].model_copy(update={"rewrite": "Cut it to [target]"})
    told = {"findings": [rewritten], "llm": use, "degraded": True}
    shown = terminal.audit_text(audit.model_copy(update=told), colour=False)
    assert "Generated: Cut it to [target]" in shown
    assert "calls to the language model failed" in shown
    assert "was asked 0 times." in shown
    without = terminal.audit_text(audit, colour=False)
    assert "Generated" not in without
    assert "language model" not in without


def test_an_audit_without_findings(audit: AuditAnswer) -> None:
    shown = terminal.audit_text(audit.model_copy(update={"findings": []}), colour=False)
    assert "Nothing to find fault with." in shown
    assert "0 findings" in shown


def test_drift_and_lists_show_what_is_hostile_as_it_is(audit: AuditAnswer) -> None:
    made = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    older = audit.model_copy(update={"id": "a" * 32, "created_at": made, "findings": []})
    newer = audit.model_copy(update={"id": "b" * 32, "created_at": made})
    goals = tuple(replace(goal, text=NASTY) for goal in GOAL_SET.goals)
    nasty = replace(GOAL_SET, goals=goals)
    shown = terminal.drift_text(compared((GOAL_SET, older), (nasty, newer)), colour=False)
    assert "\x1b" not in shown
    assert f"Goal reworded: {goals[0].id} " in shown
    assert SHOWN in shown
    (conflict,) = (finding for finding in newer.findings if finding.rule == "conflict")
    assert f"New finding: high conflict {conflict.id} cut, hire" in shown
    same = terminal.drift_text(compared((nasty, newer), (nasty, newer)), colour=False)
    assert "Nothing changed in goals" in same
    opened = console()
    summaries = [AuditSummary.of(answer) for answer in (newer, older)]
    other_model = summaries[1].model_copy(update={"model": "other@1"})
    terminal.show_audits(opened, AuditPage(items=summaries, total=3))
    terminal.show_history(opened, [other_model, summaries[0]])
    listed = text_of(opened)
    assert f"{'b' * 32} 2026-11-23 08:30 {SHOWN}" in listed
    assert " · 2 goals, 2 objectives, score " in listed
    assert "2 of 3" in listed
    assert "another model or KPI library" in listed


def test_search_results_with_and_without_record(library: KpiLibrary) -> None:
    kpi = next(iter(library))
    own = Indicator("own", NASTY, "", Source.ORGANISATION)
    opened = console()
    terminal.show_search(opened, [(from_library(kpi), 0.5), (own, 0.25)], as_json=False)
    shown = text_of(opened)
    assert kpi.domain in shown
    assert SHOWN in shown
    assert "0.50" in shown


def test_issues_are_counted_and_their_level_is_named() -> None:
    issue = Issue(rule="a_rule", kpi="a-kpi", level=IssueLevel.ERROR, message=NASTY)
    opened = console()
    terminal.show_issues(opened, [issue, replace(issue, level=IssueLevel.WARNING)], rules=9, kpis=4)
    shown = text_of(opened).splitlines()
    assert shown[0].startswith(f"error a-kpi a_rule: {SHOWN} ")
    assert shown[1].startswith("warning ")
    assert shown[2] == "9 rules ran on 4 KPIs: 2 issues."


def test_a_kpi_names_its_relatives(library: KpiLibrary) -> None:
    kpi = next(kpi for kpi in library if kpi.drivers and library.driven_by[kpi.id])
    opened = console()
    terminal.show_kpi(opened, library, kpi)
    shown = text_of(opened)
    for related in (*kpi.drivers, *kpi.counter_metrics, *library.driven_by[kpi.id]):
        assert f"{library[related].name} ({related})" in shown


@pytest.mark.parametrize(("total", "shown"), [(10, False), (2_000, True)])
def test_only_long_work_gets_a_bar(
    total: int, shown: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    update = terminal.progress_bar("Embedding")
    for done in (0, total // 2, total):
        update(done, total)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert ("Embedding" in printed.err) == shown


def test_the_welcome_says_where() -> None:
    opened = console()
    terminal.show_welcome(opened, "127.0.0.1", 8123)
    assert text_of(opened).count("http://127.0.0.1:8123/") >= 3


def test_a_cascade_shows_names_as_they_are_written(fake_application: Application) -> None:
    body = CascadeBody(objective="Reduce customer churn by 10% by 2028", to=["sales", "hr"])
    answer = cascading.cascade(fake_application, body)
    (cascade,) = answer.cascades
    unit = cascade.units[0].model_copy(update={"unit": NASTY})
    opened = console()
    terminal.show_cascade(
        opened,
        answer.model_copy(
            update={
                "cascades": [cascade.model_copy(update={"units": [unit], "warnings": [NASTY]})],
                "unknown_departments": [UnknownDepartmentAnswer(name=NASTY, nearest=[], why="x")],
            }
        ),
    )
    shown = text_of(opened)
    assert shown.count(SHOWN) == 3
    assert "\x1b" not in shown
    assert cascade.parts[0].kpi.name in shown
