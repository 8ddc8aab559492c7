"""English passes without a warning; other languages are noticed."""

from __future__ import annotations

import pytest

from kpi_library.library import KpiLibrary
from service.understanding.language import looks_english

FOREIGN = [
    "Die Zufriedenheit der Kunden bis Ende 2027 um 10 % steigern",
    "Umsatz um 20% steigern bis 2027 und Kosten mit der Zentrale senken",
    "Augmenter la satisfaction des clients de 10 %",
    "Reducir los costes de producción en un 5 %",
    "Aumentar a satisfação do cliente em 10%",
    "Aumentare la soddisfazione dei clienti",
    "Het aantal klachten met een derde verlagen",
    "Müşteri memnuniyetini artırmak için yeni bir program",
    "提高客户满意度",
    "Повысить продажи на 10%",
    "زيادة رضا العملاء",
    "顧客満足度 KPI を上げる",
]
#: Words of other languages that are English words, too.
ENGLISH = [
    "Let no patient die",
    "Do not lose customers",
    "Targets met",
    "Fewer van accidents",
    "Premium plus plan uptake",
    "Reach Gen Z customers",
    "Increase sales in São Paulo",
    "Reduce churn",
    "",
    "42",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_are_noticed(text: str) -> None:
    assert not looks_english(text)


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_not_suspected(text: str) -> None:
    assert looks_english(text)


def test_the_whole_library_reads_as_english(library: KpiLibrary) -> None:
    texts = [text for kpi in library for text in (kpi.definition, *kpi.example_objectives)]
    assert [text for text in texts if not looks_english(text)] == []
