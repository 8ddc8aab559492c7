from __future__ import annotations

from datetime import date

from syrupy.assertion import SnapshotAssertion

from service.answers.audit import AuditAnswer, EvidenceAnswer, FindingAnswer, LinkAnswer
from service.domain.audit import Severity
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.web.audit_report import MAX_SHOWN, STYLE, render_audit
from tests.service.web.markup import Page

SCRIPT = "<script>alert(1)</script>"


def finding(rule: str, severity: Severity, goals: list[str], fix: str) -> FindingAnswer:
    return FindingAnswer(
        id=f"{rule}-1",
        rule=rule,
        severity=severity,
        confidence=0.9,
        goals=goals,
        objectives=[] if goals else ["staff"],
        evidence=[
            EvidenceAnswer(source=f"goals.{goal}", quote=f"Text of {goal}") for goal in goals
        ],
        message=f"Something about {', '.join(goals) or 'staff'}.",
        fix=fix,
    )


GOAL_SET = GoalSet(
    "Bakery",
    (
        StrategicObjective("grow", "Increase bread sales by 20% by 2028"),
        StrategicObjective("staff", "Reduce employee turnover"),
    ),
    (
        Goal("shops", "Increase bread sales in shops by 10%", ("grow",), "Sales"),
        Goal("window", "Decorate the shop windows", ("shops",)),
        Goal("paint", "Repaint the canteen", (), "Facilities"),
    ),
)
AUDIT = AuditAnswer(
    organisation="Bakery",
    today=date(2026, 11, 23),
    objectives=2,
    goals=3,
    links=[
        LinkAnswer(goal="window", objective="grow", score=0.6, via=["shops"], because="declared"),
        LinkAnswer(goal="shops", objective="grow", score=0.999, via=[], because="words agree"),
    ],
    findings=[
        finding("uncovered", Severity.HIGH, [], "Set a goal under it."),
        finding("orphan", Severity.MEDIUM, ["paint"], "Drop it."),
        finding(
            "not_measurable", Severity.LOW, ["window"], "“Raise it to [target] by [deadline]”."
        ),
    ],
    warnings=["Not English, so findings on them may miss the point: paint"],
    library_version="0123456789ab",
    model="fake@000000000000",
)


def test_report(snapshot: SnapshotAssertion) -> None:
    assert render_audit(AUDIT, GOAL_SET).replace(STYLE, "[style]") == snapshot


def test_same_audit_gives_the_same_report() -> None:
    assert render_audit(AUDIT, GOAL_SET) == render_audit(AUDIT, GOAL_SET)


def test_report_needs_nothing_else() -> None:
    page = Page(render_audit(AUDIT, GOAL_SET))
    page.assert_harmless()
    assert not page.all("script")
    assert not page.all("link")
    assert all(address.startswith("#") for address in page.addresses)
    assert "url(" not in STYLE
    assert "@media print" in STYLE


def test_summary_counts() -> None:
    text = Page(render_audit(AUDIT, GOAL_SET)).text
    for words in (
        "1 high finding",
        "1 medium finding",
        "1 low finding",
        "1 of 2 objectives supported",
        "2 of 3 goals linked",
        "over 99% likely: words agree",
        "60% likely, through shops: declared",
        "No goal supports it.",
    ):
        assert words in text


def test_an_audit_without_findings_makes_no_promise() -> None:
    clean = AUDIT.model_copy(update={"findings": [], "warnings": []})
    assert "no proof that they are good" in Page(render_audit(clean, GOAL_SET)).text


def test_many_findings_are_counted_and_the_surest_shown() -> None:
    many = [finding("orphan", Severity.LOW, ["paint"], "Drop it.")] * (MAX_SHOWN + 7)
    page = Page(render_audit(AUDIT.model_copy(update={"findings": many}), GOAL_SET))
    assert len(page.all("article")) == MAX_SHOWN
    assert f"{MAX_SHOWN + 7} low findings" in page.text
    assert f"the {MAX_SHOWN} surest are shown" in page.text


def test_everything_is_escaped() -> None:
    goal_set = GoalSet(
        SCRIPT,
        (StrategicObjective(SCRIPT, SCRIPT),),
        (Goal("a", SCRIPT, (SCRIPT,), SCRIPT), Goal(f"{SCRIPT}2", SCRIPT, (), SCRIPT)),
    )
    hostile = FindingAnswer(
        id='"><script>',
        rule=SCRIPT,
        severity=Severity.HIGH,
        confidence=1,
        goals=["a"],
        objectives=[SCRIPT],
        evidence=[EvidenceAnswer(source=SCRIPT, quote=SCRIPT)],
        message=SCRIPT,
        fix=f"{SCRIPT} [target]",
    )
    link = LinkAnswer(goal="a", objective=SCRIPT, score=0.5, via=[SCRIPT], because=SCRIPT)
    audit = AUDIT.model_copy(
        update={
            "organisation": SCRIPT,
            "objectives": 1,
            "goals": 2,
            "findings": [hostile],
            "links": [link],
            "warnings": [SCRIPT],
            "model": SCRIPT,
            "library_version": SCRIPT,
        }
    )
    html = render_audit(audit, goal_set)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") > 15
