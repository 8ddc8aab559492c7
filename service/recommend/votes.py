"""What a language model moves in a ranking: bounded, and less where it contradicts itself.

A model is one voice beside the embedded ranker, which it corrects and cannot overrule. Its votes
shift log-odds by ``BOUND`` at most, so whatever it replies, a KPI never passes another one that
leads by more than twice that. Its rewordings of a vague objective, which are another reply, raise
KPIs by ``BOUND`` at most before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from service.llm.rerank import WORTH, Ballot
from service.llm.understand import Understanding
from service.recommend.rank import Ranked

#: Log-odds by which a model moves a KPI at most. The best and the sixtieth KPI lie 2 to 5 apart,
#: the fifth and the sixtieth 2 (measured on the library without a model): twice this lets a model
#: order most of them anew, and leaves a clear favourite before the last.
BOUND = 1.75


@dataclass(frozen=True)
class Votes:
    """What a model thinks of candidates, by row of the catalogue.

    Attributes:
        by_row: From -1, not worth adopting, to 1; for all that it was shown. Empty when it said
            nothing.
    """

    by_row: Mapping[int, float] = field(default_factory=dict)

    def blended(self, ranked: Sequence[Ranked]) -> list[Ranked]:
        """The ranking after the votes, most relevant first.

        What the model was not shown lay below what it was shown, and counts as not chosen: it
        does not rise for not having been seen.
        """
        if not self.by_row:
            return list(ranked)
        shifts = [BOUND * self.by_row.get(item.row, -1.0) for item in ranked]
        voted = [replace(item.moved(by), vote=by) for item, by in zip(ranked, shifts, strict=True)]
        return sorted(voted, key=lambda item: -item.relevance)


NO_VOTES = Votes()


def votes_of(rows: Sequence[int], ballots: Sequence[Ballot]) -> Votes:
    """The mean of several ballots: half a vote where one chooses a KPI and the other does not.

    Args:
        rows: Of the candidates, in the order in which they were given.
        ballots: What each reply says of them.
    """
    if not ballots:
        return NO_VOTES
    worth = {
        row: sum(ballot.get(at, 0.0) for ballot in ballots) / len(ballots)
        for at, row in enumerate(rows)
    }
    return Votes({row: 2 * value - 1 for row, value in worth.items()})


def raised(ranked: Sequence[Ranked], reworded: Sequence[Ranked]) -> list[Ranked]:
    """The ranking after what a model's rewordings find nearer, most relevant first.

    Args:
        ranked: By the objective's own words.
        reworded: The same KPIs by these and the model's words together.
    """
    other = {item.row: item.log_odds for item in reworded}
    nearer = [min(max(0.0, other[item.row] - item.log_odds), BOUND) for item in ranked]
    found = [replace(item.moved(by), reworded=by) for item, by in zip(ranked, nearer, strict=True)]
    return sorted(found, key=lambda item: -item.relevance)


def opinion_of(understood: Understanding | None, ballots: Sequence[Ballot]) -> float:
    """How far a model takes the text for an objective, from -1, not at all, to 1, surely.

    It says so when asked to understand it, and by finding KPIs that measure it, or none at all.
    """
    said = [_opinion(ballot) for ballot in ballots]
    if understood:
        said.append(1.0 if understood.is_objective else -1.0)
    return sum(said) / len(said) if said else 0.0


def _opinion(ballot: Ballot) -> float:
    if not ballot:
        return -1.0
    return 1.0 if max(ballot.values()) > WORTH[2] else 0.0
