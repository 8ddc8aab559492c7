"""Whether a goal's own words allow anybody to say that it was met."""

from __future__ import annotations

import re

from service.domain.objective import Movement, Objective
from service.understanding.words import content_words

#: Verbs whose object is a result that either stands on the day or does not.
_COMPLETES = re.compile(
    r"^(?:to\s+|we\s+will\s+|successfully\s+)?(?:launch|open|publish|complete|finish|deliver|"
    r"install|implement|hire|appoint|sign|migrate|replace|obtain|certify|roll\s+out|release|ship|"
    r"hold|host|repaint|renovate|commission|construct|deploy|introduce|register|pass|close|retire|"
    r"decommission|submit|file|adopt|approve|issue|purchase|buy|sell|convert|rebuild|rename|"
    r"rewrite|port|book|schedule|arrange|enrol|enroll|order|fit|go\s+live|stage|print|draft|"
    r"write|set\s+up|finalise|finalize|scan|digitise|digitize|shut\s+down|establish|build|create)\b",
    re.IGNORECASE,
)
#: Words of degree: whoever uses them has not said how much.
_VAGUE = re.compile(
    r"\b(?:better|more|less|larger|smaller|stronger|faster|smarter|happier|closer|further|greater|"
    r"higher|lower|improved?|improving|enhanced?|optimal|excellen\w+|leading|best|great|good|trust|innovat\w+|thinking|"
    r"considerably|noticeably|significantly|culture|feel|experience|explore|foster|encourage|"
    r"promote|raise\s+awareness|focus|look\s+after|take\s+care|support|bonds?)\b",
    re.IGNORECASE,
)
#: Words that set the target themselves: everything, nothing, each time.
_ABSOLUTE = re.compile(
    r"^(?:end|eliminate|eradicate|abolish)\b|\b(?:all|every|zero|none|nobody|never|always|daily|"
    r"everyone|without\s+exception|round\s+the\s+clock|full|fully)\b|\bnot\s+(?:one|a\s+single)\b|"
    r"^no\b|\b(?:once|twice|\w+\s+times)\s+(?:a|per|every)\b|"
    r"\b(?:no\s+more|fewer|less|at\s+least|at\s+most|under|below|above|over)\s+(?:than\s+)?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|half|\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w-])\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"thirty|forty|fifty|hundred|thousand|million|half|third|double|halve|triple)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b20\d\d\b")
_NAMED_NUMBER = re.compile(r"\b20\d\d\b|\b24/7\b|\b(?:ISO|SOC|SDG|EN|IEC)[ -]?\d+", re.IGNORECASE)
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
    "potholes trees homes jobs minutes hours".split()
)
_WORD = re.compile(r"[a-z]+")


def missing_parts(goal: Objective, kpi_names: frozenset[frozenset[str]]) -> tuple[str, ...]:
    """Which of ``metric``, ``target`` and ``deadline`` the goal's own text lacks.

    Args:
        goal: The goal as read.
        kpi_names: Words of each known KPI name and alias; a goal that holds all words of one
            names a metric.
    """
    has_target = (
        goal.target is not None
        or completes_something(goal)
        or (not _VAGUE.search(goal.text) and bool(_ABSOLUTE.search(goal.text)))
        or bool(_NUMBER.search(_undated(goal)))
    )
    has_metric = has_target or _names_metric(goal, kpi_names)
    has_deadline = _names_date(goal)
    parts = (("metric", has_metric), ("target", has_target), ("deadline", has_deadline))
    return tuple(name for name, present in parts if not present)


def is_measurable(goal: Objective) -> bool:
    """Whether the target is there, and with it the metric; the deadline may come from above."""
    return "target" not in missing_parts(goal, frozenset())


def completes_something(goal: Objective) -> bool:
    """Whether the goal is a deliverable: met when the thing is there.

    Its verb says so, or it names a day by which a state is reached, and no word of degree
    leaves open how much of it.
    """
    if goal.direction not in (Movement.ACHIEVE, None) or _VAGUE.search(goal.text):
        return False
    return bool(_COMPLETES.search(goal.text)) or _names_date(goal)


def _names_date(goal: Objective) -> bool:
    return bool(goal.deadline or goal.deadline_text or _YEAR.search(goal.text))


def _undated(goal: Objective) -> str:
    """The text without dates, places and names that hold numbers."""
    rest = goal.text
    for part in (goal.deadline_text, goal.scope):
        rest = rest.replace(part, " ") if part else rest
    return _NAMED_NUMBER.sub(" ", rest)


def rewrite(goal: Objective, missing: tuple[str, ...]) -> str:
    """The goal in measurable form; what is unknown stays open in brackets.

    Words that name their target are kept as they are; a goal without one is put anew.
    """
    if "target" not in missing:
        return f"{goal.text.rstrip(' .')} {_by(goal)}"
    verb = {
        Movement.INCREASE: "Increase",
        Movement.DECREASE: "Reduce",
        Movement.MAINTAIN: "Keep",
    }.get(goal.direction or Movement.ACHIEVE, "Bring")
    subject = "[metric]" if "metric" in missing else goal.subject or "[metric]"
    if goal.direction is Movement.MAINTAIN:
        return f"{verb} {subject} at [target] {_by(goal)}"
    return f"{verb} {subject} from [baseline] to [target] {_by(goal)}"


def _by(goal: Objective) -> str:
    if goal.deadline:
        return f"by {goal.deadline:%-d %B %Y}"
    if goal.deadline_text:
        return goal.deadline_text
    year = _YEAR.search(goal.text)
    return f"by {year[0]}" if year else "by [deadline]"


def _names_metric(goal: Objective, kpi_names: frozenset[frozenset[str]]) -> bool:
    subject = frozenset(_WORD.findall(goal.subject.lower()))
    if subject & _MEASURED:
        return True
    words = content_words(goal.text)
    return any(len(name) > 1 and name <= words for name in kpi_names)
