"""What reads like a pet project."""

from __future__ import annotations

import json

import numpy as np
import pytest

from service.audit.trifles import WEIGHTS_FILE, trifle_log_odds
from service.bootstrap import Application
from service.domain.goal_set import Goal
from tests.fakes import FakeEmbedder
from tests.service.audit.sets import TODAY, set_of

FITTED = json.loads(WEIGHTS_FILE.read_text("utf-8"))


def test_the_committed_weights_hold_one_for_each_dimension() -> None:
    assert set(FITTED) == {"model", "library_version", "weights", "intercept"}
    assert len(FITTED["weights"]) == 384


def test_of_another_model_it_knows_nothing() -> None:
    vectors = FakeEmbedder().embed(["Repaint the canteen", "Sell more bread"])
    found = trifle_log_odds(vectors, FakeEmbedder.model)
    assert found.tolist() == [0, 0]
    assert found.dtype == np.float32


def test_it_is_linear_in_the_vector() -> None:
    weights = np.array(FITTED["weights"], dtype=np.float32)
    towards = weights / np.linalg.norm(weights)
    paint, none, serious = trifle_log_odds(
        np.stack([towards, np.zeros_like(towards), -towards]), FITTED["model"]
    )
    assert paint > none > serious
    assert none == pytest.approx(FITTED["intercept"], rel=1e-5)
    assert paint - none == pytest.approx(none - serious, rel=1e-3)


def test_no_goals_no_odds() -> None:
    assert trifle_log_odds(np.zeros((0, 384), dtype=np.float32), FITTED["model"]).shape == (0,)


def odds(application: Application, *texts: str) -> list[float]:
    """The sign "trifle" of goals with these texts."""
    goals = [Goal(f"g{n}", text) for n, text in enumerate(texts)]
    blocks = application.auditor.signs(set_of(*goals), TODAY)
    return [float(row[-1]) for block in blocks for row in block.belonging]


def test_a_pet_project_is_told_from_a_serious_goal(real_application: Application) -> None:
    foosball, tickets = odds(
        real_application, "Buy a foosball table", "Answer 90% of support tickets in two hours"
    )
    assert foosball > 0 > tickets


def test_fine_words_do_not_make_the_means_serious(real_application: Application) -> None:
    wrapped, serious = odds(
        real_application,
        "Drive strategic growth and customer value through a new foosball table",
        "Drive strategic growth and customer value through faster delivery of orders",
    )
    assert wrapped > 0
    assert wrapped > serious + 1
