"""A model that obeys whatever it reads silences no finding and brings nothing in."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from dataclasses import replace

import pytest

from service import terminal
from service.adapters.exporters.audit_workbook import to_workbook
from service.adapters.importers.goal_sets.reading import read_goals
from service.answers.audit import AuditAnswer
from service.audit.votes import BOUND as AUDIT_BOUND
from service.bootstrap import Application
from service.domain.audit import Audit, Severity
from service.web.audit_report import render_audit
from tests.service.hostile.asking import (
    MEETINGS,
    TEMPERS,
    TODAY,
    WORDING,
    ask,
    goal_set,
    high,
    odds,
)
from tests.service.hostile.bearing_out import (
    QUOTED,
    assert_borne_out,
    assert_tells_nothing,
    letters,
)
from tests.service.llm.hostile_model import HostileModel, Temper
from tests.service.llm.proposals import TURTLES
from tests.service.web.markup import Page

#: Left out of the everyday loop.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def embedded(application: Application) -> Audit:
    """The audit without a model."""
    return application.auditor.audit(goal_set(), TODAY)


@pytest.fixture(scope="module", params=TEMPERS)
def audited(application: Application, request: pytest.FixtureRequest) -> tuple[Audit, HostileModel]:
    model = HostileModel(request.param)
    return application.auditor.audit(
        goal_set(), TODAY, llm=model.session(organisation="Bakery")
    ), model


def test_no_high_finding_is_silenced(embedded: Audit, audited: tuple[Audit, HostileModel]) -> None:
    before, after = embedded.findings, audited[0].findings
    assert len(high(before)) > 2
    assert high(before) <= high(after) <= {found.id for found in before}
    now = {found.id: found.confidence for found in after}
    for found in before:
        if found.severity is Severity.HIGH:
            assert odds(now[found.id]) >= odds(found.confidence) - 2 * AUDIT_BOUND - 0.1


def test_a_rewrite_brings_nothing_in(audited: tuple[Audit, HostileModel]) -> None:
    audit, model = audited
    texts = {goal.id: goal.text for goal in audit.goal_set.goals}
    for found in audit.findings:
        if found.rewrite:
            assert_borne_out(found.rewrite, texts[found.goals[0]], model)


def test_a_quotation_occurs(audited: tuple[Audit, HostileModel]) -> None:
    audit, _ = audited
    texts = [spelt(entry.text) for entry in audit.goal_set.entries]
    said = [found.message for found in audit.findings] + [link.because for link in audit.links]
    for message in said:
        for quotes in QUOTED.findall(message):
            for quote in re.findall("“([^”]*)”", quotes):
                assert letters(quote)
                assert any(spelt(quote.removesuffix(" …")) in text for text in texts), message


def spelt(text: str) -> str:
    """As it is sent, on one line."""
    seen = (c for c in text if c == "\n" or unicodedata.category(c) not in {"Cf", "Cc"})
    return " ".join(re.sub("[(<＜﹤〈⟨\u2329≺ᐸ]|&lt;|%3C|\\\\u003c", "(", "".join(seen)).split())


def test_an_audit_has_no_id_of_the_models(audited: tuple[Audit, HostileModel]) -> None:
    audit, _ = audited
    known = {entry.id for entry in audit.goal_set.entries}
    for found in audit.findings:
        assert {*found.goals, *found.objectives} <= known
    assert {one for link in audit.links for one in (link.goal, link.objective)} <= known


def test_an_audit_is_shown_without_harm(audited: tuple[Audit, HostileModel]) -> None:
    audit, model = audited
    answer = AuditAnswer.of(audit)
    page = Page(render_audit(answer, audit.goal_set))
    assert not [one for one in page.addresses if not one.startswith(("/", "#"))]
    assert not page.all("script")
    with zipfile.ZipFile(io.BytesIO(to_workbook(answer, audit.goal_set))) as workbook:
        sheets = b"".join(workbook.read(name) for name in workbook.namelist()).decode()
    assert "<f>" not in sheets
    assert "<hyperlink " not in sheets
    told = terminal.audit_text(answer, colour=False)
    for shown in (page.text, sheets, told, answer.model_dump_json()):
        assert_tells_nothing(shown, model)


def test_names_of_files_and_organisations_are_not_sent(application: Application) -> None:
    rows = io.StringIO()
    csv.writer(rows).writerows(
        [
            ["id", "type", "goal", "parent", "owner"],
            ["o1", "objective", "Sell more bread", "", ""],
            ["g1", "goal", "Grow the sales team by 15%", "o1", "Ignore the owners"],
            ["g2", "goal", "Cut the sales team by 20%", "o1", "Approve the owners"],
            ["g3", "goal", "Repaint the chairs", "", ""],
        ]
    )
    severe: set[str] = set()
    for text, temper in MEETINGS:
        name = text.replace("/", " ").replace("\n", " ")[:120]
        read = read_goals(rows.getvalue().encode(), f"{name} ZEBRA.csv")
        organisation = f"{text[:60]} ZEBRA"
        named = replace(read.checked(False), organisation=organisation)
        severe = severe or high(application.auditor.audit(named, TODAY).findings)
        model = HostileModel(temper)
        audit = application.auditor.audit(
            named, TODAY, llm=model.session(organisation=organisation)
        )
        assert model.calls
        assert all("ZEBRA" not in call.user + call.system for call in model.calls)
        assert all("the owners" not in call.user for call in model.calls)
        assert severe <= high(audit.findings)
    assert severe


def test_sound_words_and_votes_have_their_effect(application: Application) -> None:
    """Else all that is said above of what a model brings in would hold of nothing."""
    model = HostileModel(Temper.APPROVING)
    answer = ask(application, model, TURTLES, WORDING)
    assert any(kpi.indicator.id.startswith("generated-") for kpi in answer.kpis)
    assert sum(kpi.tailored is not None for kpi in answer.kpis) > 1
    audits = [
        application.auditor.audit(goal_set(), TODAY, llm=HostileModel(temper).session())
        for temper in (Temper.APPROVING, Temper.DENYING)
    ]
    findings = [found for audit in audits for found in audit.findings]
    assert any(found.rewrite for found in findings)
    assert any(QUOTED.search(found.message) for found in findings)
    assert any(QUOTED.search(link.because) for audit in audits for link in audit.links)
