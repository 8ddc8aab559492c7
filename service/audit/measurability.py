"""Whether a goal's own words allow anybody to say that it was met."""

from __future__ import annotations

import re

from service.audit.kpi_names import KpiNames
from service.domain.objective import Movement, Objective, TargetKind
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
    r"^no\b|\bno\s+\w+\s+(?:is|are|has|have|may|can|leaves?|gets?|waits?|goes|stays?)\b|\b(?:once|twice|\w+\s+times)\s+(?:a|per|every)\b|"
    r"\b(?:no\s+more|fewer|less|at\s+least|at\s+most|under|below|above|over)\s+(?:than\s+)?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|half|\d)",
    re.IGNORECASE,
)
#: Read from a scale, which has to be named.
_SCALED = re.compile(
    r"\b(?:satisfaction|ratings?|scores?|quality|index|grades?|marks?|happiness|engagement|"
    r"wellbeing|well-being|morale|confidence|trust|experience|maturity|usability)\b",
    re.IGNORECASE,
)
_SCALE_NAMED = re.compile(
    r"\b(?:out\s+of|points?|stars?|scale|nps|csat|net\s+promoter|of\s+(?:5|10|100)|trustpilot|"
    r"google|app\s+store|ofsted|likert)\b|/\s?(?:5|10|100)\b|\d\s?%",
    re.IGNORECASE,
)
_END = r"\s*(?:[.,;]|$|\bby\b|\bin\b|\buntil\b|\bwithin\b|\bfrom\b|\bfor\b)"
_BARE = r"\d(?:[\d.,]*\d)?"
_BARE_TO = re.compile(rf"\b(?:to|at|of|above|over|reach)\s+{_BARE}(?={_END})", re.IGNORECASE)
_BARE_BY = re.compile(rf"\bby\s+{_BARE}(?={_END})", re.IGNORECASE)
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


def missing_parts(goal: Objective, kpi_names: KpiNames, dated: bool = False) -> tuple[str, ...]:
    """Which of ``metric``, ``target``, ``unit`` and ``deadline`` the goal lacks.

    Args:
        goal: The goal as read.
        kpi_names: Those of known KPIs; a goal that holds all words of one
            names a metric.
        dated: Whether a field of the goal's own gives its day.
    """
    has_target = (
        goal.target is not None
        or completes_something(goal, dated)
        or (not _VAGUE.search(goal.text) and bool(_ABSOLUTE.search(goal.text)))
        or bool(_NUMBER.search(_undated(goal)))
    )
    has_metric = has_target or _names_metric(goal, kpi_names)
    has_deadline = dated or _names_date(goal)
    parts = (
        ("metric", has_metric),
        ("target", has_target),
        ("unit", not has_target or not lacks_unit(goal)),
        ("deadline", has_deadline),
    )
    return tuple(name for name, present in parts if not present)


def is_measurable(goal: Objective) -> bool:
    """Whether the target is there, and with it the metric; the deadline may come from above."""
    return "target" not in missing_parts(goal, KpiNames())


def lacks_unit(goal: Objective) -> bool:
    """Whether the target is a bare number of which nobody can say what it counts.

    Such is a point on a scale that is not named ("satisfaction to 4.6"), and a change of what
    cannot be counted ("market access by 30").
    """
    target = goal.target
    if target is None or target.unit != "count" or _SCALE_NAMED.search(goal.text):
        return False
    if target.kind is TargetKind.ABSOLUTE:
        return bool(_SCALED.search(goal.subject)) and bool(_BARE_TO.search(_undated(goal)))
    head = re.split(r"\s(?:of|for|in|on|at|to)\s", goal.subject)[0]
    return not head.endswith("s") and bool(_BARE_BY.search(_undated(goal)))


def completes_something(goal: Objective, dated: bool = False) -> bool:
    """Whether the goal is a deliverable: met when the thing is there.

    Its verb says so, or it names a day by which a state is reached, and no word of degree
    leaves open how much of it.
    """
    if goal.direction not in (Movement.ACHIEVE, None) or _VAGUE.search(goal.text):
        return False
    return bool(_COMPLETES.search(goal.text)) or dated or _names_date(goal)


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
        kept = goal.text.rstrip(" .")
        if "unit" in missing:
            bare = _BARE_BY.search(kept) or _BARE_TO.search(kept)
            kept = f"{kept[: bare.end()]} [unit]{kept[bare.end() :]}" if bare else f"{kept} [unit]"
        return f"{kept} {_by(goal)}" if "deadline" in missing else kept
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


def _names_metric(goal: Objective, kpi_names: KpiNames) -> bool:
    subject = frozenset(_WORD.findall(goal.subject.lower()))
    if subject & _MEASURED:
        return True
    return kpi_names.any_in(content_words(goal.text))
