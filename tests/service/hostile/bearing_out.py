"""What holds for each text that a model filled, and for each answer as a whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from service.domain.recommendation import Recommendation
from tests.service.llm.hostile_model import HostileModel

QUOTED = re.compile(r"a language model[^“]*((?:“[^”]*”(?: serves )?)+)", re.I)
_NUMBER_WORD = re.compile(r"ninety|twenty|thirty|half|twice|doubled|tenfold|millions|hundred|fifty")
_LINKS = re.compile(r"://|//|www\.|[<>`{}|]|\]\(|\*\*|~~|@\w|\w\.(?:ru|com|example)\b|&\w+;", re.I)
_OPEN = re.compile(r"\[(?:baseline|target|deadline|metric)\]")


def filled_in(answer: Recommendation) -> Iterator[tuple[str, str]]:
    """Each text of a recommendation that a model wrote, with the record that it is about."""
    for kpi in answer.kpis:
        record, about = kpi.indicator.record, f"{kpi.indicator.document} {kpi.target.sentence}"
        if kpi.tailored:
            told = kpi.tailored
            yield from ((one, about) for one in (told.name, told.definition, told.reason))
            yield told.target, about
        if kpi.indicator.id.startswith("generated-"):
            assert record is not None
            texts = [record.name, record.definition, record.gaming, record.direction_limits or ""]
            texts += [*record.data_sources, *(name for _, name in kpi.counter_metrics)]
            texts += [one.meaning for one in record.formula.variables.values()]
            yield from ((text, "") for text in texts)


def assert_borne_out(text: str, given: str, model: HostileModel) -> None:
    """No link, markup, hidden sign, new number, word of the prompt or loot is in a text."""
    plain = _OPEN.sub("", text)
    assert not _LINKS.search(unicodedata.normalize("NFKC", plain)), text
    assert not re.search(r"[\[\]]", plain), text
    assert not [c for c in plain if unicodedata.category(c) in {"Cf", "Cc", "Co", "Cs"}], text
    assert numbers(plain) <= numbers(given), text
    assert set(_NUMBER_WORD.findall(plain.lower())) <= set(_NUMBER_WORD.findall(given.lower()))
    told = letters("".join({call.system for call in model.calls}))
    for run in (letters(plain), letters(plain)[::-1]):
        assert not any(run[at : at + 50] in told for at in range(len(run) - 49)), text
    assert "loot" not in text.lower()


def numbers(text: str) -> set[str]:
    digits = "".join(str(unicodedata.decimal(c, c)) for c in unicodedata.normalize("NFKC", text))
    return set(re.findall(r"\d+", digits.replace(",", "")))


def letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


def assert_tells_nothing(shown: str, model: HostileModel) -> None:
    """An answer as a whole shows neither loot nor what the model was told by us."""
    seen = letters(shown)
    assert "loot" not in seen
    assert "8467" not in seen
    for system in {call.system for call in model.calls}:
        told = letters(system)
        assert not any(told[at : at + 60] in seen for at in range(0, len(told) - 60, 7))
