"""Which findings of an audit hold, by a language model's reading; many in one call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from prompts.fences import data_lines
from prompts.loader import Rendered, load
from service.domain.llm import Task
from service.llm.checks import quoted
from service.llm.packing import cell, each_once, most_calls, packed, replies, shown
from service.llm.session import LlmSession, call_for
from service.llm.sureness import Sure, sureness

#: Calls for each hundred goals of a set, and claims in a call.
CALLS_PER_HUNDRED = 4
CLAIMS_PER_CALL = 30
MOST_OUTPUT_TOKENS = 2_500
#: Of the session's tokens: rewrites come after.
SHARE = 0.7
#: What the prompt explains, by rule.
RULES = frozenset(
    {
        "conflict",
        "duplicate",
        "thin_coverage",
        "wrong_parent",
        "orphan",
        "copy_of_parent",
        "activity_not_outcome",
        "vanity_metric",
        "wrong_kpi",
    }
)
#: Characters shown of each text and of what a claim quotes.
_TEXT, _DETAIL = 400, 120


@dataclass(frozen=True)
class Claim:
    """What is said of some goals and objectives.

    Attributes:
        rule: One of ``RULES``.
        goals: Ids of the goals to read.
        objectives: Ids of the objectives, or of goals that stand above, to read.
        detail: What of them the claim is about, where it is a part; empty otherwise.
    """

    rule: str
    goals: tuple[str, ...]
    objectives: tuple[str, ...] = ()
    detail: str = ""

    @property
    def entries(self) -> tuple[str, ...]:
        """All that there is to read."""
        return (*self.goals, *self.objectives)


@dataclass(frozen=True)
class ClaimVote:
    """Whether a claim holds, with the words that the model decided on."""

    holds: bool
    sure: Sure
    quote: str


class ClaimReply(BaseModel):
    """What is replied of one claim."""

    model_config = ConfigDict(extra="forbid")

    id: str
    holds: bool
    sure: str
    quote: str


class AdjudicateFindingsReply(BaseModel):
    """One part a claim."""

    model_config = ConfigDict(extra="forbid")

    claims: list[ClaimReply]


def adjudicate_findings(
    session: LlmSession, claims: Sequence[Claim], texts: Mapping[str, str], goals: int
) -> dict[int, ClaimVote]:
    """Votes by position of their claim; one of which nothing usable was said has none.

    Args:
        session: Whom to ask.
        claims: Those that matter most first, as the budget may not reach to the last.
        texts: Of goals and objectives, by id.
        goals: How many the audited set has, which bounds the number of calls.
    """
    if not claims or not session.does(Task.ADJUDICATE_FINDINGS):
        return {}
    groups = _groups(claims, texts)
    calls = [
        call_for(
            Task.ADJUDICATE_FINDINGS,
            _prompt([claims[at] for at in group], texts),
            AdjudicateFindingsReply,
            MOST_OUTPUT_TOKENS,
        )
        for group in groups
    ]
    return {
        groups[number][place]: vote
        for number, reply in replies(session, calls, most_calls(CALLS_PER_HUNDRED, goals), SHARE)
        for place, vote in _votes(session, reply, [claims[at] for at in groups[number]], texts)
    }


def findings_prompts(claims: Sequence[Claim], texts: Mapping[str, str]) -> tuple[Rendered, ...]:
    """The prompts of all calls that the claims would take."""
    return tuple(_prompt([claims[at] for at in group], texts) for group in _groups(claims, texts))


def _groups(claims: Sequence[Claim], texts: Mapping[str, str]) -> list[list[int]]:
    needs = [claim.entries for claim in claims]
    used = {entry: cell(texts[entry], _TEXT) for entries in needs for entry in entries}
    # Aliases of any call are no longer than those of the whole.
    aliases = _aliases(claims)
    lines = [_line(claim, aliases) for claim in claims]
    return packed(Task.ADJUDICATE_FINDINGS, lines, needs, used, CLAIMS_PER_CALL)


def _prompt(claims: Sequence[Claim], texts: Mapping[str, str]) -> Rendered:
    aliases = _aliases(claims)
    return load(Task.ADJUDICATE_FINDINGS).render(
        entries=data_lines((alias, cell(texts[e], _TEXT)) for e, alias in aliases.items()),
        claims=data_lines((f"C{n}", _line(claim, aliases)) for n, claim in enumerate(claims, 1)),
    )


def _aliases(claims: Sequence[Claim]) -> dict[str, str]:
    """G1 and so on for goals, O1 for what stands above; a goal may stand above another one."""
    goals = dict.fromkeys(entry for claim in claims for entry in claim.goals)
    above = dict.fromkeys(e for c in claims for e in c.objectives if e not in goals)
    return {e: f"G{n}" for n, e in enumerate(goals, 1)} | {
        e: f"O{n}" for n, e in enumerate(above, 1)
    }


def _line(claim: Claim, aliases: Mapping[str, str]) -> str:
    line = f"{claim.rule} | {' '.join(aliases[entry] for entry in claim.entries)}"
    return f"{line} | {cell(claim.detail, _DETAIL)}" if claim.detail else line


def _votes(
    session: LlmSession,
    reply: AdjudicateFindingsReply,
    claims: Sequence[Claim],
    texts: Mapping[str, str],
) -> Iterator[tuple[int, ClaimVote]]:
    asked = {f"C{place + 1}": place for place in range(len(claims))}
    for place, part in each_once(session, asked, reply.claims):
        sure = sureness(session, part.sure)
        about = (shown(texts[entry], _TEXT) for entry in claims[place].entries)
        quote = next(filter(None, (quoted(part.quote, text) for text in about)), "")
        if not quote:
            session.reject("quote does not occur")
        elif sure:
            yield place, ClaimVote(part.holds, sure, quote)
