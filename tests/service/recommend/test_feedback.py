"""What earlier verdicts change in an answer, and that nothing of it stays."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.bootstrap import Application
from service.domain.feedback import Feedback, Verdict, Wording
from service.domain.recommendation import Recommendation, RecommendationRequest
from service.recommend.feedback import ALL_REJECTED, BOUND, MOVED, STRENGTH
from service.recommend.pipeline import Recommender
from service.recommend.retrieve import Candidates, Matches, Retriever

TODAY = date(2026, 11, 23)
#: Hashed words are near to few KPIs; this shares words with six.
RENEW = (
    "Improve contract renewal rate: share of the customer contracts whose term ended in the "
    "period that were renewed, at whatever price, by their end date or within the agreed grace "
    "period. Contracts in mid-term are not in the base; an early renewal counts in the period of "
    "its original end"
)
#: Another number, another case, the same wish.
RENEW_AGAIN = f"{RENEW.upper()} BY 20%"
RENEW_NEARLY = f"{RENEW}, whoever pays"
RENEW_SHORTLY = RENEW.partition(", at")[0]
FAR = "Repair potholes within two days"


@pytest.fixture(scope="module")
def recommender(fake_application: Application) -> Recommender:
    return fake_application.recommender


def verdict(kpi: str, objective: str = RENEW, number: int = 0, **more: object) -> Feedback:
    values = {"verdict": Verdict.ACCEPT, "organisation": "Bakery"} | more
    created = datetime(2026, 11, 1, tzinfo=UTC)
    return Feedback(id=f"f{number}", objective=objective, kpi=kpi, created_at=created, **values)  # type: ignore[arg-type]


def ask(
    recommender: Recommender, *feedback: Feedback, objective: str = RENEW, **more: object
) -> Recommendation:
    request = RecommendationRequest(objective, TODAY, feedback=feedback, **more)  # type: ignore[arg-type]
    return recommender.recommend(request)


def ids(answer: Recommendation) -> list[str]:
    return [kpi.indicator.id for kpi in answer.kpis]


def test_an_accepted_kpi_rises_by_what_the_answer_says(recommender: Recommender) -> None:
    before = ask(recommender)
    last = before.kpis[-1]
    answer = ask(recommender, verdict(last.indicator.id, reason="We report it"))
    place = ids(answer).index(last.indicator.id) + 1
    raised = answer.kpis[place - 1]
    assert place < last.rank
    (effect,) = answer.feedback
    assert effect.feedback.reason == "We report it"
    assert (effect.nearness, effect.contribution) == (1.0, STRENGTH)
    assert (effect.place_without, effect.place) == (last.rank, place)
    assert raised.score_parts["feedback"].contribution == STRENGTH
    odds = [np.log(r / (1 - r)) for r in (last.relevance, raised.relevance)]
    assert odds[1] - odds[0] == pytest.approx(STRENGTH, abs=0.05)
    assert MOVED in answer.warnings


def test_a_rejection_for_the_same_wish_takes_the_kpi_out(recommender: Recommender) -> None:
    first = ask(recommender).kpis[0].indicator.id
    said = verdict(first, RENEW_AGAIN, verdict=Verdict.REJECT)
    answer = ask(recommender, said)
    assert first not in ids(answer)
    assert answer.kpis
    (effect,) = answer.feedback
    assert (effect.place_without, effect.place, effect.contribution) == (1, None, -STRENGTH)


def test_a_rejection_for_a_near_wish_lowers_only(recommender: Recommender) -> None:
    first = ask(recommender).kpis[0]
    answer = ask(
        recommender, verdict(first.indicator.id, RENEW_SHORTLY, verdict=Verdict.REJECT), k=20
    )
    (effect,) = answer.feedback
    assert 0 < effect.nearness <= 1
    lowered = next(
        item for item in (*answer.kpis, *answer.left_out) if item.indicator.id == first.indicator.id
    )
    assert lowered.relevance < first.relevance


def test_a_far_verdict_moves_nothing(recommender: Recommender) -> None:
    first = ask(recommender).kpis[0].indicator.id
    assert ask(recommender, verdict(first, FAR, verdict=Verdict.REJECT)) == ask(recommender)


def test_undone_feedback_leaves_no_trace(recommender: Recommender) -> None:
    before = ask(recommender)
    said = [
        verdict(kpi.indicator.id, number=n, verdict=Verdict.REJECT)
        for n, kpi in enumerate(before.kpis)
    ]
    assert ask(recommender, *said) != before
    assert ask(recommender) == before


def test_the_last_of_several_verdicts_on_one_wish_counts(recommender: Recommender) -> None:
    first = ask(recommender).kpis[0].indicator.id
    accepted = verdict(first, RENEW_AGAIN)
    rejected = verdict(first, number=1, verdict=Verdict.REJECT)
    assert first not in ids(ask(recommender, accepted, rejected))
    answer = ask(recommender, rejected, accepted)
    assert ids(answer)[0] == first
    assert [effect.feedback for effect in answer.feedback] == [accepted]


def test_an_accepted_kpi_that_no_search_finds_joins(
    recommender: Recommender, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranker = recommender._ranker
    monkeypatch.setattr(ranker, "_retriever", Forgetful(ranker._retriever))
    first = ask(recommender).kpis
    assert not first
    accepted = verdict("contract-renewal-rate")
    answer = ask(recommender, accepted)
    assert ids(answer) == ["contract-renewal-rate"]
    (effect,) = answer.feedback
    assert (effect.place_without, effect.place) == (None, 1)


class Forgetful:
    """Finds nothing unless it is told where to look."""

    def __init__(self, retriever: Retriever) -> None:
        self.match = retriever.match

    def candidates(self, matches: Matches) -> Candidates:
        return matches.at(np.array([], dtype=np.intp))


def test_constraints_hold_for_accepted_kpis(recommender: Recommender) -> None:
    accepted = next(
        i for i in recommender.catalogue.indicators if i.record and i.record.domain == "people"
    )
    answer = ask(recommender, verdict(accepted.id), k=20, domain="customer_success")
    assert answer.kpis
    domains = {kpi.indicator.record and kpi.indicator.record.domain for kpi in answer.kpis}
    assert domains == {"customer_success"}


def test_rejecting_all_is_told_apart_from_constraints(recommender: Recommender) -> None:
    domain = "customer_success"
    every = [i.id for i in recommender.catalogue.indicators]
    said = [verdict(kpi, number=n, verdict=Verdict.REJECT) for n, kpi in enumerate(every)]
    answer = ask(recommender, *said, domain=domain)
    assert answer.abstained
    assert answer.reason == ALL_REJECTED
    assert answer.feedback


def test_an_edited_kpi_carries_both_wordings(recommender: Recommender) -> None:
    kpi = ask(recommender).kpis[0].indicator
    wording = Wording("Members lost", target="Lose fewer than 40 members a month.")
    said = verdict(kpi.id, verdict=Verdict.EDIT, edit=wording)
    answer = ask(recommender, said)
    assert answer.kpis[0].indicator == kpi
    assert answer.kpis[0].edited is not None
    assert answer.kpis[0].edited.wording == wording
    assert answer.kpis[0].edited.feedback == said.id
    elsewhere = ask(recommender, said, objective=RENEW_SHORTLY)
    shown = next(item for item in elsewhere.kpis if item.indicator == kpi)
    assert shown.edited is not None
    assert shown.edited.wording == Wording("Members lost")


def test_an_unknown_kpi_counts_nothing(recommender: Recommender) -> None:
    assert ask(recommender, verdict("no-such-kpi")) == ask(recommender)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    said=st.lists(
        st.tuples(
            st.integers(0, 5),
            st.sampled_from([RENEW, RENEW_NEARLY, RENEW_SHORTLY, FAR]),
            st.sampled_from([Verdict.ACCEPT, Verdict.REJECT]),
        ),
        max_size=40,
    )
)
def test_no_pile_of_verdicts_passes_the_bound(
    recommender: Recommender, said: list[tuple[int, str, Verdict]]
) -> None:
    before = ask(recommender)
    feedback = [
        verdict(before.kpis[at % len(before.kpis)].indicator.id, text, n, verdict=given)
        for n, (at, text, given) in enumerate(said)
    ]
    answer = ask(recommender, *feedback)
    assert [kpi.rank for kpi in answer.kpis] == list(range(1, len(answer.kpis) + 1))
    for kpi in answer.kpis:
        part = kpi.score_parts.get("feedback")
        mine = [e for e in answer.feedback if e.feedback.kpi == kpi.indicator.id]
        total = sum(effect.contribution for effect in mine)
        assert abs(total) <= BOUND + 1e-3
        assert (part.contribution if part else 0.0) == pytest.approx(total, abs=1e-3)
    assert ask(recommender, *feedback) == answer
