"""The prompts of generation and tailoring, exactly as they are sent."""

from __future__ import annotations

from datetime import date
from typing import Any

from syrupy.assertion import SnapshotAssertion

from service.domain.indicator import from_library
from service.domain.llm import Call, Task
from service.domain.objective import Objective
from service.domain.recommendation import RecommendationRequest, RecommendedKpi
from service.llm.generate import generate
from service.llm.tailor import tailored
from service.recommend.targets.target import set_target
from tests.fakes import FakeEmbedder
from tests.kpi_library.kpis import guard_kpi, sound_kpi
from tests.service.llm.proposals import TURTLES, proposal, reply
from tests.service.llm.scripted_model import ScriptedModel, session_of

TODAY = date(2026, 11, 23)


def sent(call: Call[Any]) -> str:
    return f"{call.system}\n\n===== user =====\n\n{call.user}"


def test_generate(snapshot: SnapshotAssertion) -> None:
    model = ScriptedModel({Task.GENERATE: [reply(proposal(unit="currency")), reply(proposal())]})
    known = [from_library(sound_kpi()), from_library(guard_kpi())]
    generate(session_of(model), TURTLES, known, 2, parent="A coast alive")
    assert [sent(call) for call in model.calls] == snapshot


def test_tailor(snapshot: SnapshotAssertion) -> None:
    model = ScriptedModel({Task.TAILOR: [{"kpis": []}]})
    objective = "Keep our subscribers"
    kpis = [
        RecommendedKpi(
            place, indicator, 0.5, {}, (), set_target(Objective(objective), indicator, TODAY), ()
        )
        for place, indicator in enumerate(map(from_library, (sound_kpi(), guard_kpi())), start=1)
    ]
    request = RecommendationRequest(
        objective, TODAY, parent="Grow", strategy=("Win Europe\nand Asia", "Delight people")
    )
    tailored(session_of(model), request, kpis, FakeEmbedder())
    assert [sent(call) for call in model.calls] == snapshot
