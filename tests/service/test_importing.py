"""What of an organisation's catalogue is proposed, and what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from service import importing
from service.adapters.importers.catalogue import ReadCatalogue
from service.bootstrap import Application
from service.domain.own_kpi import OwnKpi
from service.domain.recommendation import RecommendationRequest
from service.errors import InputError
from service.matching.equivalence import FEATURES, Match, load_parameters
from service.settings import Settings
from tests.fakes import FakeEmbedder
from tests.small_library import small_library

CERTAIN, UNLIKELY = 0.99, 0.01
TODAY = date(2026, 11, 23)


@pytest.fixture
def application(tmp_path: Path) -> Iterator[Application]:
    with Application(
        Settings(data_dir=tmp_path, library_dir=small_library()), replaced_embedder=FakeEmbedder()
    ) as opened:
        yield opened


def read(*ids: str) -> ReadCatalogue:
    return ReadCatalogue(tuple(OwnKpi(kpi_id, f"Name of {kpi_id}") for kpi_id in ids), (), ())


@pytest.fixture
def found(
    monkeypatch: pytest.MonkeyPatch, application: Application
) -> dict[str, tuple[str, float]]:
    """The match that is found for each own KPI: library id and probability."""
    matches: dict[str, tuple[str, float]] = {}

    def match(kpis: tuple[OwnKpi, ...], *_: object) -> list[Match]:
        nothing = np.zeros(len(FEATURES), dtype=np.float32)
        return [
            Match(kpi, application.library[matches[kpi.id][0]], matches[kpi.id][1], nothing)
            for kpi in kpis
        ]

    monkeypatch.setattr(importing, "match", match)
    return matches


def test_the_threshold_decides(
    application: Application, found: dict[str, tuple[str, float]]
) -> None:
    least = load_parameters()["least_probability"]
    found |= {"a": ("win-rate", least), "b": ("sales-revenue", least - 1e-6)}
    first, second = importing.propose(application, read("a", "b"), {})
    assert (first.kpi.same_as, first.reason) == ("win-rate", "proposed")
    assert second.kpi.same_as is None
    assert "near enough" in second.reason


def test_of_two_the_nearer_is_taken(
    application: Application, found: dict[str, tuple[str, float]]
) -> None:
    found |= {"a": ("win-rate", 0.97), "b": ("win-rate", CERTAIN)}
    first, second = importing.propose(application, read("a", "b"), {})
    assert first.kpi.same_as is None
    assert first.reason == "b is nearer to it"
    assert second.kpi.same_as == "win-rate"


def test_decisions_come_first(
    application: Application, found: dict[str, tuple[str, float]]
) -> None:
    found |= {"a": ("win-rate", CERTAIN), "b": ("win-rate", CERTAIN), "c": ("headcount", CERTAIN)}
    decisions = {"b": "win-rate", "c": None}
    first, second, third = importing.propose(application, read("a", "b", "c"), decisions)
    assert first.kpi.same_as is None
    assert "already stands" in first.reason
    assert (second.kpi.same_as, third.kpi.same_as) == ("win-rate", None)
    assert {second.reason, third.reason} == {"as you decided"}


def test_what_was_kept_stays_as_it_was_decided(
    application: Application, found: dict[str, tuple[str, float]]
) -> None:
    found |= {"a": ("win-rate", CERTAIN), "b": ("headcount", UNLIKELY)}
    importing.keep(
        application, importing.propose(application, read("a", "b"), {"a": None}), "f.csv", False
    )
    again = importing.propose(application, read("a", "b"), {})
    assert [(p.kpi.same_as, p.reason) for p in again] == [(None, "as kept before")] * 2
    assert importing.propose(application, read("a"), {"a": "win-rate"})[0].kpi.same_as == "win-rate"


@pytest.mark.parametrize("decisions", [{"z": "win-rate"}, {"a": "no-such-kpi"}, {"z": None}])
def test_decisions_on_what_does_not_exist(
    application: Application, decisions: dict[str, str | None]
) -> None:
    with pytest.raises(InputError):
        importing.propose(application, read("a"), decisions)


def test_kept_kpis_are_recommended_and_each_measure_once(
    application: Application, found: dict[str, tuple[str, float]]
) -> None:
    found |= {"a": ("win-rate", CERTAIN), "b": ("win-rate", UNLIKELY)}
    importing.keep(application, importing.propose(application, read("a", "b"), {}), "f.csv", False)
    indicators = {indicator.id: indicator for indicator in application.indicators}
    assert "win-rate" not in indicators
    assert len(indicators) == len(application.library) + 1
    same, alone = indicators["own:a"], indicators["own:b"]
    assert same.record == application.library["win-rate"]
    assert same.definition == application.library["win-rate"].definition
    assert alone.record is None
    catalogue = application.catalogue
    assert catalogue.curated[catalogue.row_of["own:a"]]
    assert not catalogue.curated[catalogue.row_of["own:b"]]
    request = RecommendationRequest("Name of b", TODAY, k=20)
    answer = application.recommender.recommend(request)
    kpi = next(kpi for kpi in answer.kpis if kpi.indicator.id == "own:b")
    assert set(kpi.score_parts) == {"meaning", "hubness", "neighbours", "words", "parent"}
