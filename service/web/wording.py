"""The page's and report's words for the values of answers."""

from __future__ import annotations

from kpi_library.models import Direction, Timing
from service.answers.rule_titles import RULES as RULES
from service.domain.audit import Severity
from service.domain.feedback import Verdict
from service.domain.objective import Movement

DIRECTIONS = {
    Direction.HIGHER: "Higher is better",
    Direction.LOWER: "Lower is better",
    Direction.ON_TARGET: "Best on target, neither above nor below",
}
TIMINGS = {
    Timing.LEADING: "Leading: it moves before the result",
    Timing.LAGGING: "Lagging: it confirms the result",
}
MOVEMENTS = {
    Movement.INCREASE: "should rise",
    Movement.DECREASE: "should fall",
    Movement.MAINTAIN: "should stay as it is",
    Movement.ACHIEVE: "should be achieved",
}
NEEDS = {
    "baseline": "the value today (baseline)",
    "target": "the value to reach (target)",
    "deadline": "the day by which (deadline)",
}
#: Features of ``service.matching.relevance``; one without words here shows its own name.
SCORE_PARTS = {
    "meaning": "Meaning near to name and definition",
    "hubness": "Near to every objective, so it says less",
    "names": "Meaning near to the name or an alias",
    "examples": "Meaning near to an example objective",
    "second_example": "Meaning near to another example objective",
    "mean_example": "Meaning near to all example objectives together",
    "neighbours": "Meaning near, in the words that planners use",
    "words": "Words in common",
    "subject": "The objective's subject stands in the name",
    "parent": "Meaning near to the goal above",
    "siblings": "Meaning near to another of your objectives, whose KPI it may be",
    "feedback": "Your organisation's feedback",
    "rewording": "Meaning near to the language model's words for a vague objective",
    "language_model": "The language model's vote",
}
VERDICTS = {
    Verdict.ACCEPT: "Accepted",
    Verdict.REJECT: "Rejected",
    Verdict.EDIT: "Edited",
}
SEVERITIES = {
    Severity.HIGH: "High",
    Severity.MEDIUM: "Medium",
    Severity.LOW: "Low",
}
#: Beside every colour, for eyes and printers that see none.
SEVERITY_SIGNS = {
    Severity.HIGH: "▲",
    Severity.MEDIUM: "◆",
    Severity.LOW: "○",
}
#: Least probability for each description of fit, highest first.
_FITS = ((0.8, "Strong fit"), (0.5, "Good fit"), (0.3, "Possible fit"), (0.0, "Weak fit"))
#: Least confidence for each description of how sure a rule is, highest first.
_CERTAINTIES = ((0.9, "very sure"), (0.75, "sure"), (0.5, "rather sure"), (0.0, "not sure"))


#: Options of the command line that messages name, and where the page has the same.
_ON_PAGE = {
    "Give the strategy a file of its own by --strategy": "Choose a file with the strategy, too",
    "is the type or the parent: --map type=COLUMN, --map parent=COLUMN": (
        "says whether an entry is an objective, or its parent"
    ),
    "by --date-order dmy or mdy": "under “What the columns say”",
}


def on_page(message: str) -> str:
    """A message of the importer with the page's words for options of the command line."""
    for option, here in _ON_PAGE.items():
        message = message.replace(option, here)
    return message


def certainty(confidence: float) -> str:
    """A confidence in words.

    Args:
        confidence: In [0, 1], how sure a rule is of its finding.
    """
    return next(words for least, words in _CERTAINTIES if confidence >= least)


def fit(relevance: float) -> str:
    """A relevance in words.

    Args:
        relevance: Probability in [0, 1] that the KPI serves the objective.
    """
    return next(words for least, words in _FITS if relevance >= least)
