"""A language model's part in an audit: it votes on links and findings, and rewrites goals.

The embedded audit comes first and stands by itself; what fails or was not asked leaves it as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from service.audit.claims import adjudicated
from service.audit.context import AuditContext
from service.audit.link import Because, link
from service.audit.link_votes import link_votes, with_votes
from service.audit.rewriting import with_rewrites
from service.audit.votes import BOUND, moved, with_link_votes
from service.domain.audit import Finding, Severity
from service.llm.session import LlmSession

_DISPUTED = " The texts alone say so; as a language model reads them, it is not so."
_ALONE = " It shows only with a language model's reading of what the goals serve."


def with_model(
    llm: LlmSession,
    context: AuditContext,
    findings: Sequence[Finding],
    because: Because,
    find: Callable[[AuditContext], list[Finding]],
) -> tuple[AuditContext, list[Finding]]:
    """Context and findings after a model has read what is doubtful in them.

    Args:
        llm: Whom to ask.
        context: As the texts alone have it.
        findings: Found in it, calibrated.
        because: Words for what a link rests on.
        find: Finds anew once links have changed.
    """
    votes = link_votes(llm, context.goal_set, context.support)
    if llm.unfinished:  # each step reads what the one before has made
        return context, list(findings)
    if votes:
        support = with_link_votes(context.support, votes)
        said = with_votes(because, context.goal_set, context.links, votes)
        context = replace(context, support=support, links=link(context.goal_set, support, said))
        findings = _reconciled(findings, find(context))
    voted = {context.goal_set.goals[row].id for row in votes}
    findings = adjudicated(llm, context, findings, voted)
    if llm.unfinished:
        return context, findings
    return context, with_rewrites(llm, context, findings)


def _reconciled(before: Sequence[Finding], after: Sequence[Finding]) -> list[Finding]:
    """What votes on links make of the findings, held to what the texts alone say is severe.

    A severe finding stays and stays severe, however surely a model denies it; what only a model
    brings about is marked and never severe.
    """
    known = {found.id: found for found in before}
    reconciled = []
    for found in after:
        if found.id not in known:
            severity = min(found.severity, Severity.MEDIUM, key=list(Severity).index)
            found = replace(found, severity=severity, message=found.message + _ALONE)
        elif known[found.id].severity is Severity.HIGH:
            found = replace(found, severity=Severity.HIGH)
        reconciled.append(found)
    still = {found.id for found in after}
    for found in before:
        if found.severity is Severity.HIGH and found.id not in still:
            confidence = moved(found.confidence, -BOUND)
            disputed = replace(found, confidence=confidence, message=found.message + _DISPUTED)
            reconciled.append(disputed)
    return reconciled
