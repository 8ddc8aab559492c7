"""Findings as a language model judges them: which it reads, and what its votes make of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from service.audit.confidence import log_odds
from service.audit.context import AuditContext
from service.audit.findings import finding
from service.audit.near_misses import GoalPair, conflict_near_misses, duplicate_near_misses
from service.audit.votes import BOUND, moved, with_claim_vote
from service.domain.audit import Finding, Severity
from service.domain.goal_set import Goal
from service.llm.adjudicate_findings import RULES, Claim, ClaimVote, adjudicate_findings
from service.llm.session import LlmSession

#: Less probable findings that a model denies are not reported, unless they are severe; nor are
#: those that it alone makes.
REPORTED = 0.4
#: Surer than this, a finding is reported whatever a vote says.
SURE = moved(REPORTED, BOUND)
#: How probable a near miss is to be one before a model has read it; of those offered on
#: ``evals/datasets/findings/dev``, one in twenty is labelled so. With the model's surest yes it
#: comes to 0.57, and with any other it is not reported; what a rule makes and the model bears out
#: comes to over 0.95.
NEAR_MISS = 0.1
#: On where goals belong a model was asked before; its vote is in these rules' confidence.
_ON_LINKS = frozenset({"orphan", "wrong_parent"})
#: Goals that are shown with an objective, and objectives with a goal.
_GOALS_SHOWN, _OBJECTIVES_SHOWN = 12, 3
_QUOTE = 120


@dataclass(frozen=True)
class _Asked:
    """A claim with what it is about: a finding, or a pair that no rule has found."""

    claim: Claim
    about: Finding | GoalPair


def adjudicated(
    llm: LlmSession,
    context: AuditContext,
    findings: Sequence[Finding],
    voted: Collection[str] = (),
) -> list[Finding]:
    """The findings after a model has read the doubtful ones and near misses.

    Args:
        llm: Whom to ask.
        context: What the findings were found in.
        findings: With calibrated confidence.
        voted: Ids of the goals on whose links the model has voted.
    """
    asked = list(_asked(context, findings, voted))
    texts = {entry.id: entry.text for entry in context.goal_set.entries}
    votes = adjudicate_findings(
        llm, [one.claim for one in asked], texts, len(context.goal_set.goals)
    )
    judged = {
        one.about.id: _judged(one.about, votes[at])
        for at, one in enumerate(asked)
        if at in votes and isinstance(one.about, Finding)
    }
    kept = [judged.get(found.id, found) for found in findings]
    proposed = [
        _proposed(context, one.claim.rule, one.about, votes[at])
        for at, one in enumerate(asked)
        if at in votes and votes[at].holds and not isinstance(one.about, Finding)
    ]
    return [found for found in (*kept, *proposed) if found is not None]


def _asked(
    context: AuditContext, findings: Sequence[Finding], voted: Collection[str]
) -> Iterator[_Asked]:
    """Findings and near misses by turns, so that a small budget reaches some of both."""
    doubtful = sorted(
        (found for found in findings if _is_open(found, voted)),
        key=lambda found: (abs(log_odds(found.confidence)), found.id),
    )
    about_findings = (_Asked(_claim(context, found), found) for found in doubtful)
    near = {
        "conflict": conflict_near_misses(context, findings),
        "duplicate": duplicate_near_misses(context, findings),
    }
    about_pairs = (
        _Asked(Claim(rule, (pair[0].id, pair[1].id)), pair)
        for rule, pairs in near.items()
        for pair in pairs
    )
    by_turns = chain.from_iterable(zip_longest(about_findings, about_pairs))
    yield from (one for one in by_turns if one is not None)


def _is_open(found: Finding, voted: Collection[str]) -> bool:
    if found.rule not in RULES or found.confidence > SURE:
        return False
    return found.rule not in _ON_LINKS or not set(found.goals) & set(voted)


def _claim(context: AuditContext, found: Finding) -> Claim:
    goals, objectives = found.goals, found.objectives
    if found.rule == "thin_coverage":
        links = sorted(
            (link for link in context.links if link.objective == objectives[0]),
            key=lambda link: (-link.score, link.goal),
        )
        goals = tuple(dict.fromkeys(link.goal for link in links))[:_GOALS_SHOWN]
    elif found.rule == "orphan":
        choice = context.support.choice[context.row_of[goals[0]]]
        likeliest = (-choice).argsort(kind="stable")[:_OBJECTIVES_SHOWN]
        objectives = tuple(context.goal_set.objectives[int(at)].id for at in likeliest)
    elif found.better is not None:
        objectives = (*objectives, found.better)
    elif found.rule in ("vanity_metric", "activity_not_outcome"):
        objectives = context.above(context.goals[goals[0]])[:1]
    return Claim(found.rule, goals, objectives, _detail(found))


def _detail(found: Finding) -> str:
    """What a finding quotes beside whole entries: an aim, a measure."""
    beside = found.evidence[len(found.goals) + len(found.objectives) :]
    return beside[0].quote if beside and found.better is None else ""


def _judged(found: Finding, vote: ClaimVote) -> Finding | None:
    confidence = with_claim_vote(found.confidence, vote)
    if not vote.holds and confidence < REPORTED and found.severity is not Severity.HIGH:
        return None
    says = "agrees" if vote.holds else "doubts it"
    return replace(
        found,
        confidence=confidence,
        message=f"{found.message} A language model {says}: {_quoted(vote)}.",
    )


def _proposed(context: AuditContext, rule: str, pair: GoalPair, vote: ClaimVote) -> Finding | None:
    confidence = with_claim_vote(NEAR_MISS, vote)
    if confidence < REPORTED:
        return None
    first, second = pair
    both = f"“{first.text}” and “{second.text}”"
    owners = " and ".join(dict.fromkeys((_owner(first), _owner(second))))
    if rule == "conflict":
        severity = Severity.MEDIUM
        message = f"A language model alone reads that {both} pull against each other"
        fix = f"Let {owners} check whether both can be reached, and if not, agree which one goes."
    else:
        severity = Severity.LOW
        message = f"A language model alone reads that {both} set the same result"
        fix = f"Let {owners} check whether they do one thing twice, and if so, keep one goal."
    return finding(
        context,
        rule,
        severity,
        confidence,
        [first.id, second.id],
        [],
        f"{message}: {_quoted(vote)}.",
        fix,
    )


def _owner(goal: Goal) -> str:
    return goal.owner or f"the owner of {goal.id}"


def _quoted(vote: ClaimVote) -> str:
    quote = vote.quote if len(vote.quote) <= _QUOTE else f"{vote.quote[:_QUOTE]} …"
    return f"“{quote}”"
