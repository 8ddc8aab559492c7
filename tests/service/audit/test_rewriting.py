"""Rewrites stand beside the fix when they speak of their goal."""

from __future__ import annotations

from service.audit.rewriting import with_rewrites
from service.audit.rules.not_measurable import not_measurable
from service.domain.audit import Finding
from service.domain.goal_set import Goal
from service.domain.llm import Failure
from tests.fakes import FakeLanguageModel
from tests.service.audit.replies import lines, model, rewriting
from tests.service.audit.sets import context_of, set_of

VAGUE = "Be nicer to guests"
GOOD = "Raise the share of guests who come again from [baseline] to [target] by [deadline]"


def rewritten(fake: FakeLanguageModel, text: str = VAGUE) -> tuple[list[Finding], dict[str, int]]:
    context = context_of(set_of(Goal("g", text), objectives={"o": "Keep guests"}))
    session = fake.session()
    found = with_rewrites(session, context, list(not_measurable(context)))
    return found, dict(session.use.rejected)


def test_a_rewrite_stands_beside_the_rules_fix() -> None:
    fake = model(rewrites=rewriting(GOOD))
    (found,), _ = rewritten(fake)
    (without,), _ = rewritten(model())
    assert found.rewrite == GOOD
    assert without.rewrite == ""
    assert (found.id, found.fix, found.message) == (without.id, without.fix, without.message)
    assert (
        lines(fake.calls[0])["G1"] == f"{VAGUE} | lacks metric target deadline | for: Keep guests"
    )


def test_one_that_speaks_of_something_else_is_dropped_and_counted() -> None:
    (found,), rejected = rewritten(model(rewrites=rewriting("Pay Acme [target] by [deadline]")))
    assert found.rewrite == ""
    assert rejected == {"speaks of something else": 1}


def test_a_failed_call_leaves_the_finding_as_it_is() -> None:
    assert rewritten(model(rewrites=Failure.TIMEOUT))[0] == rewritten(model())[0]


def test_a_goal_that_lacks_but_its_day_is_not_asked_about() -> None:
    fake = model(rewrites=rewriting(GOOD))
    (found,), _ = rewritten(fake, "Increase sales to 40 loaves")
    assert found.missing == ("deadline",)
    assert not found.rewrite
    assert fake.calls == []
