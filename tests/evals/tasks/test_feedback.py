"""Replaying a log of verdicts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.loading.feedback_log import read_feedback_log
from evals.suite import OWN
from evals.tasks import feedback
from kpi_library.library import KpiLibrary
from service.bootstrap import Application
from service.domain.feedback import Verdict
from service.errors import InputError
from tests.service.recommend.test_feedback import RENEW, RENEW_AGAIN

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow

FIRST, SECOND = "contract-renewal-rate", "business-review-completion-rate"


def write(path: Path, *rows: dict[str, str]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def event(
    kpi: str, verdict: str, objective: str = RENEW, organisation: str = "a"
) -> dict[str, str]:
    return {
        "organisation": organisation, "objective": objective, "kpi": kpi, "verdict": verdict
    }  # fmt: skip


def test_only_the_organisations_own_earlier_verdicts_count(
    tmp_path: Path, application: Application
) -> None:
    file = write(
        tmp_path / "log.jsonl",
        event(FIRST, "reject"),
        event(FIRST, "reject", organisation="b"),
        event(SECOND, "accept", RENEW_AGAIN),
        event(SECOND, "accept", organisation="c"),
        event(FIRST, "reject", RENEW_AGAIN),
    )
    evaluation = feedback.run_on(file).evaluate(application)
    assert (evaluation.result.dataset, evaluation.result.n) == ("log", 5)
    ours, without = (evaluation.result.systems[s] for s in ("plumbline", "no_feedback"))
    assert without["accepted_mrr"].value == pytest.approx(0.5)
    assert ours["accepted_mrr"].value == pytest.approx((1 + 0.5) / 2)
    assert without["rejected_first6"].value == 1
    assert ours["rejected_first6"].value == pytest.approx(2 / 3)
    assert without["rejected_again_first6"].value == 1
    assert ours["rejected_again_first6"].value == 0
    (listing,) = evaluation.listings
    assert [(row[2], *row[4:]) for row in listing.rows] == [(SECOND, "2", "1"), (FIRST, "1", "-")]


def test_an_unknown_kpi_is_named(tmp_path: Path, application: Application) -> None:
    file = write(tmp_path / "log.jsonl", event("no-such-kpi", "accept"))
    with pytest.raises(InputError, match="log: the library has no KPI 'no-such-kpi'"):
        feedback.run_on(file).evaluate(application)


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    file = write(tmp_path / "log.jsonl", event(FIRST, "accept"), event(FIRST, "maybe"))
    with pytest.raises(InputError, match=r"log\.jsonl, line 2: verdict: "):
        feedback.run_on(file)


def test_our_own_log_is_in_order_and_knows_its_kpis(library: KpiLibrary) -> None:
    events = read_feedback_log(OWN / "feedback" / "planners.jsonl")
    assert len(events) == 120
    organisations = list(dict.fromkeys(event.organisation for event in events))
    assert len(organisations) == 6
    assert all(event.kpi in library for event in events)
    assert {event.verdict for event in events} == set(Verdict)
    for organisation in organisations:
        days = [e.at for e in events if e.organisation == organisation and e.at]
        assert len(days) == 20
        assert days == sorted(days)
