"""Nouns that are better when low: "improve wait times" asks for less."""

from __future__ import annotations

from service.understanding.sentences import Sentence
from service.understanding.vocabulary import words

LOWER_IS_BETTER = words(
    "time times cost costs churn defect defects error errors emission emissions waste delay delays "
    "complaint complaints accident accidents incident incidents turnover attrition backlog latency "
    "absenteeism absence downtime poverty mortality crime bug bugs wait waits expense expenses "
    "spend spending debt risk risks injury injuries fraud loss losses congestion unemployment "
    "pollution footprint outage outages queue queues failure failures duration overhead overheads "
    "inequality hunger infection infections homelessness bureaucracy friction rework scrap "
    "shrinkage leakage noise traffic tardiness dropout readmission readmissions relapse stress "
    "abandonment burnout debtors arrears illiteracy malnutrition obesity vacancy vacancies "
    "lead-time cycle-time time-to-hire time-to-market time-to-value weight gap gaps"
)
_GENERIC = words(
    "rate rates level levels number ratio amount percentage share volume count frequency average"
)
#: Nouns of what is counted or read from a scale.
MEASURED = (
    LOWER_IS_BETTER
    | _GENERIC
    | words(
        "prices price sales revenue margin margins numbers scores efficiency coverage productivity "
        "quality satisfaction utilisation utilization usage accuracy growth"
    )
)
HEAD_ENDS = words(
    "of in on for at by from to with per across among within and or , . ; ( through while between "
    "before until as so when if during"
)


def lower_is_better(sentence: Sentence, start: int) -> bool:
    """Whether the noun phrase that starts at a token names something better when low."""
    head = start
    while head < min(start + 10, len(sentence)) and sentence.words[head] not in HEAD_ENDS:
        if sentence.is_number(head):
            break
        head += 1
    noun = sentence.word(head - 1) if head > start else ""
    if noun in _GENERIC:
        before = sentence.word(head - 2) if head - 2 >= start else ""
        if sentence.word(head) == "of":
            return sentence.word(head + 1) in LOWER_IS_BETTER or (
                sentence.word(head + 2) in LOWER_IS_BETTER
            )
        return before in LOWER_IS_BETTER
    return noun in LOWER_IS_BETTER
