"""At which level of the organisation a goal stands, from its field or its owner's name."""

from __future__ import annotations

import re

from kpi_library.models import Level
from service.domain.goal_set import Goal

_TEAM = re.compile(
    r"\b(?:teams?|squads?|crews?|shifts?|tribes?|pods?|desks?|chapters?|cells?|brigades?|watch|"
    r"line\s+\d+|group\s+\d+)\b",
    re.IGNORECASE,
)
#: Words that name a part of an organisation; a name that holds one is not a person's.
_PART = re.compile(
    r"\b(?:and|of|for|the|department|dept|division|office|unit|services?|operations?|sales|marketing|"
    r"finance|financial|human|resources|people|legal|compliance|product|engineering|research|"
    r"development|design|data|security|support|success|customer|supply|chain|procurement|"
    r"purchasing|logistics|quality|production|manufacturing|maintenance|facilities|property|"
    r"estates|safety|health|environment|environmental|sustainability|communications?|public|"
    r"affairs|relations|digital|technology|it|information|systems|planning|policy|strategy|"
    r"programme?s?|projects?|community|education|training|learning|clinical|nursing|medical|care|"
    r"retail|store|stores|brand|content|editorial|commercial|business|partnerships?|partner|"
    r"growth|platform|infrastructure|network|field|customer|client|account|accounts|accounting|"
    r"treasury|risk|audit|tax|payroll|talent|recruitment|culture|hr|pr|r&d|region|regional|north|"
    r"south|east|west|central|plant|site|factory|warehouse|fleet|transport|station|lab|laboratory|"
    r"management|administration|admin|governance|board|secretariat|committee|school|faculty|"
    r"ward|clinic|pharmacy|kitchen|housekeeping|front|back|desk|events?|hospitality|catering|"
    r"water|energy|waste|housing|roads?|parks?|library|museum|gallery|box|technical|"
    r"innovation|insights?|analytics|experience|enablement|delivery|reliability|mobile|web)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?:(?i:dr|prof|mr|mrs|ms|sister|captain)\.?\s+)?[A-ZÀ-Þ][\w'’.-]*(?:\s+(?:de|van|von|der|al|el|la|bin|da)){0,2}"
    r"(?:\s+[A-ZÀ-Þ][\w'’.-]*){1,2}",
)
_ROLE = re.compile(r"^(.*?)\s*[(,/–-]\s*\S")


def level_of(goal: Goal) -> Level:
    """The goal's level: its field, else what the owner's name says; a department by default."""
    if goal.level is not None:
        return goal.level
    if _TEAM.search(goal.owner):
        return Level.TEAM
    if is_person(goal.owner):
        return Level.PERSON
    return Level.DEPARTMENT


def is_person(owner: str) -> bool:
    """Whether an owner's name reads like that of a person, such as "Anna Weber"."""
    role = _ROLE.match(owner)
    name = role[1] if role else owner
    return bool(_PERSON.fullmatch(name.strip())) and not _PART.search(name)
