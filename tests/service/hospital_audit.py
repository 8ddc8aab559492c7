"""A rich audit, written by hand: 5 objectives, 12 owners, 30 goals, a finding of every rule."""

from __future__ import annotations

from datetime import UTC, date, datetime

from service.answers.audit import (
    AuditAnswer,
    DismissalAnswer,
    EvidenceAnswer,
    FindingAnswer,
    LinkAnswer,
    ScoreAnswer,
    ScorePartAnswer,
)
from service.answers.drift import AuditSummary
from service.domain.audit import Severity
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.past_audits import compared

_OBJECTIVES = (
    ("access", "Cut the median wait for elective surgery from 22 to 12 weeks by the end of 2027", "Chief operating officer"),
    ("safety", "Become the safest hospital in the region, with harm to inpatients halved by 2028", "Medical director"),
    ("people", "Be a place where nurses want to stay: turnover below 9% by 2027", ""),
    ("finance", "Return to a balanced budget in fiscal year 2027", "Finance director"),
    ("research", "Double the number of patients who take part in clinical trials by 2029", "Medical director"),
)  # fmt: skip
#: id, owner, declared parents, text.
_GOALS = (
    ("or-hours", "Surgery", "access", "Raise operating theatre utilisation from 71% to 85% by June 2027"),
    ("first-case", "Surgery", "or-hours", "Start 90% of first cases within 10 minutes of schedule by March 2027"),
    ("turnaround", "Surgery", "or-hours", "Cut room turnaround between cases from 42 to 30 minutes by March 2027"),
    ("saturday", "Surgery", "access", "Open two theatres on Saturdays from January 2027"),
    ("preassess", "Anaesthesia", "access", "Assess 95% of patients at least 14 days before surgery by Q2 2027"),
    ("cancel", "Anaesthesia", "preassess", "Reduce same-day cancellations from 8% to 4% by Q3 2027"),
    ("beds", "Patient flow", "access", "Discharge 40% of patients before noon by Q4 2026"),
    ("imaging", "Radiology", "access", "Report 90% of CT scans within 24 hours by Q1 2027"),
    ("imaging-2", "Radiology", "", "Have nine of ten CT scans reported in a day by Q1 2027"),
    ("falls", "Nursing", "safety", "Reduce inpatient falls with harm by 30% by December 2027"),
    ("pressure", "Nursing", "safety", "Bring hospital-acquired pressure ulcers below 1.5 per 1,000 bed days by Q4 2027"),
    ("rounding", "Nursing", "falls", "Hourly rounding on all wards"),
    ("mentors", "Nursing", "people", "Give each of the 140 new nurses a mentor in their first year"),
    ("rosters", "Nursing", "people", "Publish rosters six weeks ahead for 95% of shifts by April 2027"),
    ("sepsis", "Emergency care", "safety", "Give antibiotics within an hour to 95% of patients with sepsis by mid 2027"),
    ("triage", "Emergency care", "access", "Triage every arrival within 15 minutes"),
    ("meds", "Pharmacy", "safety", "Reconcile medicines within 24 hours of admission for 98% of patients by Q2 2027"),
    ("alerts", "Pharmacy", "safety", "Increase the number of medication alerts shown to doctors by 50%"),
    ("stock", "Pharmacy", "finance", "Cut expired stock from 2.1% to 1% of purchases by FY 2027"),
    ("agency", "Finance", "finance", "Reduce agency staff cost by 35% in FY 2027"),
    ("freeze", "Finance", "finance", "Cut nursing posts by 5% in FY 2027 to reduce cost"),
    ("coding", "Finance", "finance", "Code 98% of episodes within 5 days of discharge by Q2 2027"),
    ("exit", "Human resources", "people", "Interview every nurse who resigns and publish the reasons each quarter"),
    ("hire", "Human resources", "people", "Hire 120 registered nurses by October 2027"),
    ("stay", "Human resources", "people", "Be a place where nurses want to stay"),
    ("portal", "IT", "research", "Launch the new patient portal by September 2027"),
    ("likes", "Communications", "people", "Reach 20,000 followers on social media by 2027"),
    ("gala", "Communications", "", "Organise the 75th anniversary gala"),
    ("synergy", "Facilities", "", "Synergistically drive strategic excellence in canteen furniture"),
    ("arabic", "Facilities", "access", "تقليل زمن انتظار المرضى في العيادات الخارجية بنسبة ٢٠٪ بحلول عام ٢٠٢٧"),
)  # fmt: skip
#: goal, objective, probability, through, what it rests on.
_LINKS = (
    ("or-hours", "access", 0.94, "", "Operating theatre utilisation drives Elective waiting time"),
    ("first-case", "access", 0.88, "or-hours", "it is declared under or-hours, which supports it"),
    ("turnaround", "access", 0.86, "or-hours", "it is declared under or-hours, which supports it"),
    ("saturday", "access", 0.81, "", "both are about Operating theatre utilisation"),
    ("preassess", "access", 0.83, "", "Same-day cancellation rate drives Elective waiting time"),
    ("cancel", "access", 0.79, "preassess", "it is declared under preassess, which supports it"),
    (
        "beds",
        "access",
        0.67,
        "",
        "Length of stay drives Bed occupancy drives Elective waiting time",
    ),
    ("imaging", "access", 0.58, "", "Diagnostic turnaround drives Elective waiting time"),
    ("imaging-2", "access", 0.56, "", "Diagnostic turnaround drives Elective waiting time"),
    ("triage", "access", 0.52, "", "their words agree"),
    ("arabic", "access", 0.61, "", "their words agree"),
    ("falls", "safety", 0.97, "", "both are about Falls with harm"),
    ("rounding", "safety", 0.74, "falls", "it is declared under falls, which supports it"),
    ("pressure", "safety", 0.96, "", "Pressure ulcer incidence drives Inpatient harm rate"),
    ("sepsis", "safety", 0.9, "", "Time to antibiotics drives Inpatient mortality"),
    ("meds", "safety", 0.89, "", "Medicines reconciliation drives Medication error rate"),
    ("alerts", "safety", 0.55, "", "both are about Medication error rate"),
    ("mentors", "people", 0.91, "", "First-year turnover drives Nurse turnover"),
    ("rosters", "people", 0.77, "", "Schedule predictability drives Nurse turnover"),
    ("exit", "people", 0.72, "", "both are about Nurse turnover"),
    ("hire", "people", 0.69, "", "Vacancy rate drives Overtime drives Nurse turnover"),
    ("stay", "people", 0.999, "", "both are about Nurse turnover"),
    ("likes", "people", 0.51, "", "their words agree"),
    ("agency", "finance", 0.95, "", "Agency cost drives Operating margin"),
    ("freeze", "finance", 0.87, "", "both are about Staff cost"),
    ("coding", "finance", 0.78, "", "Coding completeness drives Revenue per episode"),
    ("stock", "finance", 0.66, "", "both are about Inventory write-off"),
    ("hire", "access", 0.53, "", "Vacancy rate drives Theatre sessions lost"),
)
_HIGH, _MEDIUM, _LOW = Severity.HIGH, Severity.MEDIUM, Severity.LOW
#: rule, severity, confidence, goals, what stands above, message, fix.
_FINDINGS = (
    ("uncovered", _HIGH, 0.96, "", "research", "No goal supports “Double the number of patients who take part in clinical trials by 2029”. The nearest is portal (“Launch the new patient portal by September 2027”), with probability 0.04.", "Set at least one goal under it, with an owner, or take the objective out of the strategy: `plumbline recommend` proposes KPIs for research."),
    ("conflict", _HIGH, 0.93, "freeze hire", "", "“Cut nursing posts by 5% in FY 2027 to reduce cost” and “Hire 120 registered nurses by October 2027” pull nursing posts in opposite directions.", "Let Finance and Human resources agree on one direction for nursing posts, or give each a scope in which the other does not act."),
    ("orphan", _HIGH, 0.98, "synergy", "", "“Synergistically drive strategic excellence in canteen furniture” serves nothing in the strategy (probability 0.02 that it does).", "Drop it, or say in the goal what it changes for people; if it serves something that the strategy does not name, take that to the strategy's owner."),
    ("orphan", _MEDIUM, 0.84, "gala", "", "“Organise the 75th anniversary gala” serves nothing in the strategy (probability 0.16 that it does).", "Drop it, or say in the goal what it changes for people."),
    ("orphan", _MEDIUM, 0.71, "portal", "", "“Launch the new patient portal by September 2027” serves nothing in the strategy (probability 0.29 that it does).", "Say in the goal what the portal changes for research, such as [metric] from [baseline] to [target]."),
    ("thin_coverage", _MEDIUM, 0.72, "mentors rosters exit", "people", "If all goals under “Be a place where nurses want to stay” are met, nothing yet says that turnover falls below 9%.", "Set a goal on nurse turnover itself: “Reduce nurse turnover from [baseline] to 9% by 2027”."),
    ("concentration", _LOW, 0.81, "or-hours first-case turnaround saturday preassess cancel beds imaging imaging-2 triage arabic hire", "access", "12 of 30 goals work on access, twice as many as its share.", "Ask which of the 12 the objective can do without, and give the freed people to research."),
    ("wrong_parent", _MEDIUM, 0.77, "alerts", "safety", "“Increase the number of medication alerts shown to doctors by 50%” is declared under safety, but fits access 1.8 times as well.", "Move it under access, or say in the goal what it changes for safety."),
    ("level_skipped", _LOW, 0.63, "triage", "access", "“Triage every arrival within 15 minutes” is a team's goal that hangs straight from a company objective, though Emergency care has a goal between.", "Hang it from a goal of Emergency care, or say why it goes straight to access."),
    ("duplicate", _MEDIUM, 0.92, "imaging imaging-2", "", "“Report 90% of CT scans within 24 hours by Q1 2027” and “Have nine of ten CT scans reported in a day by Q1 2027” set one result twice.", "Keep one, and let the other point to it."),
    ("copy_of_parent", _MEDIUM, 0.97, "stay", "people", "“Be a place where nurses want to stay” repeats the objective above it and adds nothing that Human resources does.", "Say what Human resources does for it: “[metric] from [baseline] to [target] by [deadline]”."),
    ("not_measurable", _MEDIUM, 0.95, "rounding", "falls", "“Hourly rounding on all wards” names no metric, no target, no deadline.", "Give it a metric, a target and a deadline: “Raise the share of hourly rounds done from [baseline] to [target] by [deadline]”."),
    ("not_measurable", _LOW, 0.7, "triage", "", "“Triage every arrival within 15 minutes” names no deadline.", "Give it a deadline: “Triage every arrival within 15 minutes by [deadline]”."),
    ("wrong_kpi", _MEDIUM, 0.68, "coding", "", "“Coding delay” does not measure “Code 98% of episodes within 5 days of discharge”.", "Track the share of episodes coded within 5 days."),
    ("late", _HIGH, 0.99, "beds", "access", "“Discharge 40% of patients before noon by Q4 2026” was due on 2026-10-31, before the day of this audit.", "Set a new deadline, or close the goal with what was reached."),
    ("weak_target", _MEDIUM, 0.86, "falls", "safety", "30% less harm from falls by December 2027 is below the half that “harm to inpatients halved by 2028” needs.", "Raise the target to [target], or name the goal that makes up the rest."),
    ("activity_not_outcome", _MEDIUM, 0.74, "exit", "", "“Interview every nurse who resigns and publish the reasons each quarter” says what is done, not what changes.", "Name the change: “Reduce avoidable resignations from [baseline] to [target] by [deadline]”."),
    ("vanity_metric", _LOW, 0.9, "likes", "people", "Followers on social media can rise without one nurse staying.", "Track applications per vacancy, or drop the goal."),
)  # fmt: skip
_DISMISSED = DismissalAnswer(
    reason="The gala is paid for by donors and agreed with the board.",
    by="R. Okafor",
    at=datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
)
_PARTS = (
    ("linked", 0.9, 0.4, "share of goals that hang from an objective"),
    ("covered", 0.8, 0.3, "share of objectives that a goal supports"),
    ("placed", 0.93, 0.15, "share of declared parents that fit"),
    ("sound", 0.57, 0.15, "share of goals without a finding of high or medium severity"),
)

GOAL_SET = GoalSet(
    "St Brigid Hospital",
    tuple(StrategicObjective(*entry) for entry in _OBJECTIVES),
    tuple(Goal(goal, text, tuple(parents.split()), owner) for goal, owner, parents, text in _GOALS),
)
_TEXTS = {entry.id: entry.text for entry in GOAL_SET.entries} | {"valet": "Offer valet parking"}


def _finding(
    number: int,
    rule: str,
    severity: Severity,
    confidence: float,
    goals: str,
    above: str,
    message: str,
    fix: str,
) -> FindingAnswer:
    kinds = {goal.id: "goals" for goal in GOAL_SET.goals}
    named = [*goals.split(), *above.split()]
    return FindingAnswer(
        id=f"{number:012x}",
        rule=rule,
        severity=severity,
        confidence=confidence,
        goals=goals.split(),
        objectives=above.split(),
        evidence=[
            EvidenceAnswer(source=f"{kinds.get(entry, 'objectives')}.{entry}", quote=_TEXTS[entry])
            for entry in named
        ],
        message=message,
        fix=fix,
        better="access" if rule == "wrong_parent" else None,
        dismissed=_DISMISSED if goals == "gala" else None,
    )


AUDIT = AuditAnswer(
    id="0197f4c2e6b07d1c9a35",
    organisation=GOAL_SET.organisation,
    today=date(2026, 11, 23),
    objectives=len(GOAL_SET.objectives),
    goals=len(GOAL_SET.goals),
    links=[
        LinkAnswer(goal=goal, objective=objective, score=score, via=via.split(), because=because)
        for goal, objective, score, via, because in _LINKS
    ],
    findings=[_finding(number, *entry) for number, entry in enumerate(_FINDINGS, start=1)],
    warnings=["Not English, so findings on them may miss the point: arabic"],
    library_version="3f1d0c9a7be2",
    model="all-MiniLM-L6-v2@53aa5117f06e",
    score=ScoreAnswer(
        value=81.5,
        parts=[
            ScorePartAnswer(name=name, value=value, weight=weight, meaning=meaning)
            for name, value, weight, meaning in _PARTS
        ],
    ),
)

_ID_BEFORE = {"imaging-2": "ct"}
_WORDS_BEFORE = {
    "research": "Be a hospital where patients can take part in the newest treatments",
    "stock": "Cut expired stock to 1% of purchases by FY 2027",
}
#: Three weeks before: research was worded otherwise, and two goals hung from it.
EARLIER_GOAL_SET = GoalSet(
    GOAL_SET.organisation,
    tuple(
        StrategicObjective(o.id, _WORDS_BEFORE.get(o.id, o.text), o.owner)
        for o in GOAL_SET.objectives
    ),
    (
        *(
            Goal(_ID_BEFORE.get(g.id, g.id), _WORDS_BEFORE.get(g.id, g.text), g.parents, g.owner)
            for g in GOAL_SET.goals
            if g.id != "synergy"
        ),
        Goal("valet", "Offer valet parking to 500 visitors a month", ("access",), "Facilities"),
    ),
)
EARLIER = AUDIT.model_copy(
    update={
        "id": "0197e0aa10427d1c9b11",
        "created_at": datetime(2026, 11, 2, 9, 0, tzinfo=UTC),
        "links": [
            *(
                link.model_copy(update={"goal": _ID_BEFORE.get(link.goal, link.goal)})
                for link in AUDIT.links
                if (link.goal, link.objective) != ("hire", "access")
            ),
            LinkAnswer(goal="portal", objective="research", score=0.71, via=[], because="declared"),
            LinkAnswer(goal="exit", objective="research", score=0.52, via=[], because="declared"),
        ],
        "findings": [
            *(found for found in AUDIT.findings if {"synergy", "portal"}.isdisjoint(found.goals)),
            _finding(
                99, "late", _LOW, 0.6, "valet", "access", "Valet parking is late.", "Drop it."
            ),
        ],
        "score": AUDIT.score
        and ScoreAnswer(
            value=76.2,
            parts=[
                part.model_copy(update={"value": round(part.value - 0.05, 4)})
                for part in AUDIT.score.parts[:3]
            ],
        ),
    }
)
LATER = AUDIT.model_copy(update={"created_at": datetime(2026, 11, 23, 8, 30, tzinfo=UTC)})
DRIFT = compared((EARLIER_GOAL_SET, EARLIER), (GOAL_SET, LATER))
HISTORY = (
    AuditSummary.of(EARLIER).model_copy(
        update={
            "id": "0197aa",
            "created_at": datetime(2026, 8, 3, 14, 5, tzinfo=UTC),
            "library_version": "111111111111",
            "score": ScoreAnswer(value=58.4, parts=EARLIER.score.parts if EARLIER.score else []),
        }
    ),
    AuditSummary.of(EARLIER),
    AuditSummary.of(LATER),
)
