from __future__ import annotations

import re
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from syrupy.assertion import SnapshotAssertion

from service.answers.audit import AuditAnswer, EvidenceAnswer, FindingAnswer, LinkAnswer
from service.answers.rule_titles import RULES
from service.domain.audit import Severity
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.past_audits import compared
from service.web.audit_report import (
    MAX_CHANGES,
    MAX_OWNERS,
    MAX_SHOWN,
    STYLE,
    render_audit,
    style_of,
)
from tests.service import hospital_audit
from tests.service.web.markup import Page

SCRIPT = "<script>alert(1)</script>"
HOSPITAL = render_audit(hospital_audit.AUDIT, hospital_audit.GOAL_SET)
CHANGED = render_audit(
    hospital_audit.LATER, hospital_audit.GOAL_SET, hospital_audit.DRIFT, hospital_audit.HISTORY
)


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
    assert render_audit(AUDIT, GOAL_SET).replace(style_of(AUDIT), "[style]") == snapshot


def test_report_with_changes_and_history(snapshot: SnapshotAssertion) -> None:
    html = CHANGED.replace(style_of(hospital_audit.LATER), "[style]")
    assert html[: html.index('<section class="alignment"')] == snapshot


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
        "1 of 2 objectives are served",
        "2 of 3 goals hang from an objective",
        "over 99% likely, declared: words agree",
        "60% likely, through shops: declared",
        "No goal supports it.",
    ):
        assert words in text


def test_an_audit_without_findings_makes_no_promise() -> None:
    clean = AUDIT.model_copy(update={"findings": [], "warnings": []})
    assert "no proof that they are good" in Page(render_audit(clean, GOAL_SET)).text


def test_many_findings_are_counted_and_the_most_urgent_shown() -> None:
    many = [
        finding("orphan", Severity.LOW, ["paint"], "Drop it.").model_copy(update={"id": f"f{n:04}"})
        for n in range(MAX_SHOWN + 7)
    ]
    page = Page(render_audit(AUDIT.model_copy(update={"findings": many}), GOAL_SET))
    assert len(page.all("article")) == MAX_SHOWN + 1  # and the report itself
    assert f"{MAX_SHOWN + 7} low findings" in page.text
    assert f"The {MAX_SHOWN} most urgent are shown, 7 are left out." in page.text


def test_what_the_summary_names_is_shown_in_any_case() -> None:
    many = [
        finding("orphan", Severity.LOW, ["paint"], "Drop it.").model_copy(update={"id": f"f{n:04}"})
        for n in range(MAX_SHOWN)
    ]
    last = finding("late", Severity.LOW, ["window"], "Set a new deadline.")
    unsure = last.model_copy(update={"confidence": 0.5})
    html = render_audit(AUDIT.model_copy(update={"findings": [*many, unsure]}), GOAL_SET)
    assert 'href="#finding-late-1"' in html
    assert_anchors_lead_somewhere(html)


def assert_anchors_lead_somewhere(html: str) -> None:
    page = Page(html)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {address.removeprefix("#") for address in page.addresses} <= set(ids)
    named = {
        id_
        for _, attributes in page.tags
        for id_ in (attributes.get("aria-labelledby") or "").split()
    }
    assert named <= set(ids)


@pytest.mark.parametrize("html", [HOSPITAL, CHANGED], ids=["alone", "with changes"])
def test_links_inside_lead_somewhere(html: str) -> None:
    assert_anchors_lead_somewhere(html)


@pytest.mark.parametrize("html", [HOSPITAL, CHANGED], ids=["alone", "with changes"])
def test_headings_are_in_order(html: str) -> None:
    levels = [int(tag[1]) for tag, _ in Page(html).tags if tag in ("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_rule_has_its_title() -> None:
    text = Page(HOSPITAL).text
    for rule in {found.rule for found in hospital_audit.AUDIT.findings}:
        assert RULES[rule] in text
    assert {found.rule for found in hospital_audit.AUDIT.findings} == set(RULES)


def test_score_with_its_parts() -> None:
    text = Page(HOSPITAL).text
    assert "82 of 100" in text
    assert "Covered weighs 30% 80% share of objectives that a goal supports" in text
    assert "Alignment score" not in Page(render_audit(AUDIT, GOAL_SET)).text


def test_the_summary_says_what_changed() -> None:
    text = Page(CHANGED).text
    summary = text[: text.index("First of all")]
    for said in (
        "82 of 100 +5.3 since 2 November 2026",
        "1 goal hangs from nothing because the strategy was edited",
        "1 objective reworded",
        "1 goal added, 1 gone, 1 reworded, 1 renamed",
        "2 links lost, 1 won",
        "2 findings new, 1 gone",
    ):
        assert said in summary


def test_changes_in_full() -> None:
    text = Page(CHANGED).text
    changes = text[text.index("What changed since 2 November") : text.index("Alignment map How")]
    for said in (
        "Objective research was reworded",
        "Since this edit, this goal hangs from nothing : portal Launch the new patient portal",
        "Since this edit, this goal hangs from other objectives : exit Interview",
        "Sound – 57% +8.5",
        "Goals renamed (1) ct is now imaging-2",
        "Goals gone (1) valet Offer valet parking",
        "From access Cut the median wait",
    ):
        assert said in changes


def test_an_audit_of_the_same_day_is_told_by_its_time() -> None:
    day = hospital_audit.LATER
    drift = compared((hospital_audit.GOAL_SET, day), (hospital_audit.GOAL_SET, day))
    text = Page(render_audit(day, hospital_audit.GOAL_SET, drift)).text
    assert "What changed since 23 November 2026, 08:30 UTC" in text
    assert "Nothing changed in goals, strategy, links and findings." in text
    assert "Nothing changed 1 more" in text  # in the summary too


def test_many_changes_are_cut() -> None:
    goals = tuple(Goal(f"g{n}", f"Sell loaf {n}", (), "Sales") for n in range(MAX_CHANGES + 2))
    many = GoalSet("", GOAL_SET.objectives, goals)
    made = datetime(2026, 11, 23, tzinfo=UTC)
    none = AUDIT.model_copy(
        update={"links": [], "findings": [], "id": "a", "created_at": made, "organisation": ""}
    )
    drift = compared((GoalSet("", GOAL_SET.objectives, goals[:1]), none), (many, none))
    text = Page(render_audit(none, many, drift)).text
    assert f"Goals added ({MAX_CHANGES + 1})" in text
    assert "1 are left out. Sheet “Changes”" in text


def test_the_history_is_a_picture_with_words_and_a_table() -> None:
    page = Page(CHANGED)
    (picture,) = [a for a in page.all("svg") if a.get("role") == "img"]
    assert picture["aria-labelledby"] == "line-title line-described"
    assert "Alignment score from 3 August 2026 to 23 November 2026" in page.text
    assert "From 58 to 82 over 3 audits; the lowest is 58, the highest 82." in page.text
    assert "2 Nov 2026, 09:00 76.2 +17.8*" in page.text
    assert "With another model or KPI library than the audit before" in page.text
    assert "Score over time" not in Page(HOSPITAL).text


def test_first_of_all_names_each_kind_once() -> None:
    text = Page(HOSPITAL).text
    first = text[text.index("First of all") : text.index("Alignment map")]
    assert first.index("Due too late") < first.index("Supports no objective")
    assert first.index("Supports no objective") < first.index("Objective that no goal supports")
    assert "Goals pull against each other" not in first
    assert "Why? 1 more like this." in first


def test_dismissed_findings_are_apart_with_their_reason() -> None:
    text = Page(HOSPITAL).text
    assert "Dismissed (1)" in text
    assert "by R. Okafor on 2 November 2026" in text
    assert "agreed with the board" in text[text.index("Dismissed (1)") :]
    gala = finding("orphan", Severity.HIGH, ["paint"], "Drop it.").model_copy(
        update={"dismissed": hospital_audit.AUDIT.findings[3].dismissed}
    )
    alone = Page(render_audit(AUDIT.model_copy(update={"findings": [gala]}), GOAL_SET)).text
    assert "0 high findings" in alone
    assert "no proof that they are good" in alone


def test_agenda_gives_places_in_the_whole_list_to_each_owner() -> None:
    values = [int(item["value"] or 0) for item in Page(HOSPITAL).all("li") if "value" in item]
    assert set(values) == set(range(1, 18))
    assert values.count(4) == 2  # the conflict is for both of its owners


def test_many_owners_are_cut() -> None:
    goals = tuple(Goal(f"g{n}", "Sell", (), f"Owner {n}") for n in range(MAX_OWNERS + 3))
    found = [
        finding("orphan", Severity.LOW, [goal.id], "Drop it.").model_copy(update={"id": goal.id})
        for goal in goals
    ]
    audit = AUDIT.model_copy(update={"findings": found, "links": [], "goals": len(goals)})
    text = Page(render_audit(audit, GoalSet("", GOAL_SET.objectives, goals))).text
    assert "3 owners more are left out" in text


@pytest.mark.parametrize("organisation", ['Bäckerei "}</style><script>', "\\", "\n}", "خبز", ""])
def test_no_organisation_breaks_out_of_the_printed_head(organisation: str) -> None:
    style = style_of(AUDIT.model_copy(update={"organisation": organisation}))
    head = style.removeprefix(STYLE)
    assert re.fullmatch(r'@page \{ @top-left \{ content: "[A-Za-z0-9 \\]+"; } }\n', head)
    assert not re.search(r"\\(?![0-9a-f]+ )", head)


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
    audit = audit.model_copy(
        update={"id": SCRIPT, "created_at": datetime(2026, 11, 23, tzinfo=UTC)}
    )
    nothing = GoalSet(SCRIPT, (StrategicObjective(SCRIPT, f"Not {SCRIPT}"),), goal_set.goals[:1])
    drift = compared((nothing, audit), (goal_set, audit.model_copy(update={"links": []})))
    assert drift.strategy_effects
    html = render_audit(audit, goal_set, drift)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") > 30
