"""Which doubtful goals a language model reads, what it is shown, and what links say of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from service.audit.link import Because
from service.audit.support import Support
from service.audit.votes import doubtful
from service.domain.audit import Link
from service.domain.goal_set import GoalSet
from service.domain.ports import Scores
from service.llm.adjudicate_links import LinkQuestion, LinkVote, adjudicate_links
from service.llm.session import LlmSession

#: So many objectives are all shown with every goal; of more, so many of the likeliest.
ALL_SHOWN, LIKELIEST = 10, 8


def link_votes(llm: LlmSession, goal_set: GoalSet, support: Support) -> dict[int, LinkVote]:
    """Votes on doubtful goals, by row of the goal."""
    rows = doubtful(goal_set, support)
    column_of = {objective.id: at for at, objective in enumerate(goal_set.objectives)}
    texts = {goal.id: goal.text for goal in goal_set.goals}
    questions = []
    for row in rows:
        goal = goal_set.goals[row]
        declared = tuple(column_of[parent] for parent in goal.parents if parent in column_of)
        parent = next((texts[parent] for parent in goal.parents if parent in texts), "")
        offered = _offered(support.choice[row], declared)
        questions.append(LinkQuestion(goal.text, offered, declared, parent))
    objectives = [objective.text for objective in goal_set.objectives]
    votes = adjudicate_links(llm, questions, objectives, len(goal_set.goals))
    return {rows[at]: vote for at, vote in votes.items()}


def with_votes(
    because: Because, goal_set: GoalSet, before: Iterable[Link], votes: Mapping[int, LinkVote]
) -> Because:
    """What links rest on, with what a language model said of them.

    Args:
        because: Words for what a link rests on without the model.
        goal_set: Goals and objectives.
        before: The links that are accepted without the model.
        votes: By row of the goal.
    """
    known = {(link.goal, link.objective) for link in before}
    objectives = goal_set.objectives

    def voted(row: int, column: int) -> str:
        vote = votes.get(row)
        if vote is None:
            return because(row, column)
        if column not in vote.serves:
            named = " and ".join(objectives[at].id for at in vote.serves) or "nothing"
            return f"{because(row, column)}; a language model reads that it serves {named}"
        quoted = f"“{vote.goal_quote}”"
        if column == vote.serves[0]:
            quoted += f" serves “{vote.objective_quote}”"
        if (goal_set.goals[row].id, objectives[column].id) in known:
            return f"{because(row, column)}; a language model agrees: {quoted}"
        return f"a language model decided it: {quoted}"

    return voted


def _offered(choice: Scores, declared: tuple[int, ...]) -> tuple[int, ...]:
    if len(choice) <= ALL_SHOWN:
        return tuple(range(len(choice)))
    likeliest = np.argsort(-choice, kind="stable")[:LIKELIEST]
    return tuple(sorted({*map(int, likeliest), *declared}))
