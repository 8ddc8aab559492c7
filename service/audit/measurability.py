"""Whether a goal's own words allow anybody to say that it was met."""

from __future__ import annotations

import re

from service.domain.objective import Movement, Objective, TargetKind

#: Verbs whose object is a result that either stands on the day or does not.
_COMPLETES = re.compile(
    r"^(?:to\s+|we\s+will\s+|successfully\s+)?(?:launch|open|publish|complete|finish|deliver|build|install|implement|hire|"
    r"appoint|sign|migrate|move|replace|obtain|gain|certify|roll\s+out|release|ship|run|hold|host|"
    r"repaint|renovate|commission|construct|deploy|introduce|establish|register|pass|close|"
    r"retire|decommission|submit|file|adopt|approve|issue|recruit|purchase|buy|sell|convert|"
    r"upgrade|rebuild|rename|rewrite|port|book|schedule|arrange|enrol|enroll|order|fit|put|go\s+live|"
    r"organise|organize|stage|print|plant|switch|connect|create|draft|write|produce|set\s+up|"
    r"brief|test|audit|inspect|train|equip|bring\s+into\s+service|finalise|finalize)\b",
    re.IGNORECASE,
)
#: Words that set the target themselves: everything, nothing, each time.
_ABSOLUTE = re.compile(
    r"\b(?:all|every|each|zero|no\s+\w+|none|nobody|never|only|always|daily|weekly|monthly|quarterly|"
    r"eliminate|eradicate|end|full|fully|100)\b|\b(?:once|twice|\w+\s+times)\s+(?:a|per|every)\b",
    re.IGNORECASE,
)
#: Nouns that name something which is counted or read from a scale.
_MEASURED = frozenset(
    "rate share number count ratio score index percentage proportion average median cost costs "
    "revenue revenues sales margin profit turnover churn retention satisfaction engagement "
    "awareness base time times duration latency uptime availability throughput output volume "
    "capacity coverage attendance enrolment absence absenteeism emissions consumption usage "
    "spend spending budget headcount downloads visits visitors users customers subscribers "
    "members donors volunteers donations income bookings orders leads conversions signups "
    "complaints incidents accidents injuries defects errors bugs tickets backlog stock inventory "
    "yield scrap waste price prices wait waiting delay delays productivity efficiency "
    "mortality morbidity readmissions infections admissions literacy poverty unemployment crime "
    "collisions fatalities ridership passengers punctuality occupancy utilisation utilization "
    "recycling energy water traffic reach circulation readership subscriptions renewals "
    "referrals adoption activation nps csat ebitda arr mrr gmv market pipeline win growth "
    "potholes trees homes jobs steps minutes hours calories weight sleep".split()
)
_WORD = re.compile(r"[a-z]+")


def missing_parts(goal: Objective, kpi_names: frozenset[frozenset[str]]) -> tuple[str, ...]:
    """Which of ``metric``, ``target`` and ``deadline`` the goal's own text lacks.

    Args:
        goal: The goal as read.
        kpi_names: Words of each known KPI name and alias; a goal that holds all words of one
            names a metric.
    """
    deliverable = completes_something(goal)
    has_target = goal.target is not None or deliverable or bool(_ABSOLUTE.search(goal.text))
    has_metric = has_target or _names_metric(goal, kpi_names)
    has_deadline = goal.deadline is not None or goal.deadline_text is not None
    parts = (("metric", has_metric), ("target", has_target), ("deadline", has_deadline))
    return tuple(name for name, present in parts if not present)


def is_measurable(goal: Objective, kpi_names: frozenset[frozenset[str]] = frozenset()) -> bool:
    """Whether metric and target are there; a deadline may come from the goal above."""
    return not {"metric", "target"} & set(missing_parts(goal, kpi_names))


def completes_something(goal: Objective) -> bool:
    """Whether the goal is a deliverable: met when the thing is there."""
    return goal.direction in (Movement.ACHIEVE, None) and bool(_COMPLETES.search(goal.text))


def rewrite(goal: Objective, missing: tuple[str, ...]) -> str:
    """The goal in measurable form; what is unknown stays open in brackets."""
    verb = {
        Movement.INCREASE: "Increase",
        Movement.DECREASE: "Reduce",
        Movement.MAINTAIN: "Keep",
    }.get(goal.direction or Movement.ACHIEVE, "Bring")
    subject = "[metric]" if "metric" in missing else goal.subject
    by = f"by {goal.deadline:%-d %B %Y}" if goal.deadline else goal.deadline_text or "by [deadline]"
    if goal.target and "target" not in missing:
        sign = "by" if goal.target.kind is TargetKind.CHANGE else "to"
        unit = "%" if goal.target.unit == "percent" else f" {goal.target.unit.replace('_', ' ')}"
        return f"{verb} {subject} {sign} {goal.target.value:g}{unit} {by}"
    if completes_something(goal):
        return f"{goal.text.rstrip('.')} {by}"
    if goal.direction is Movement.MAINTAIN:
        return f"{verb} {subject} at [target] {by}"
    return f"{verb} {subject} from [baseline] to [target] {by}"


def _names_metric(goal: Objective, kpi_names: frozenset[frozenset[str]]) -> bool:
    subject = frozenset(_WORD.findall(goal.subject.lower()))
    if subject & _MEASURED:
        return True
    words = frozenset(_WORD.findall(goal.text.lower()))
    return any(len(name) > 1 and name <= words for name in kpi_names)
