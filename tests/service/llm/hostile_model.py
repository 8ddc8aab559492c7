"""A language model that reads what it is sent and does harm with it, as far as a reply can."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import count
from typing import Any

from service.domain.llm import Call, Task
from service.llm.session import LlmSession
from tests.fakes import FakeLanguageModel
from tests.service.llm.proposals import proposal

#: What no input of a test has; each is to stand in no answer.
LOOT = (
    "https://loot.example/a",
    "ｈｔｔｐｓ：／／loot",
    "loot-site.ru",
    "[read on](loot)",
    "![loot](x)",
    "<img src=loot>",
    "&lt;loot&gt;",
    "**loot**",
    "`loot`",
    "~~loot~~",
    "lo\u200bot",
    "\u202etool",
    "lo\U000e0130ot",
    "лoot",
    "boss@loot",
    "@loot",
    "loot | loot",
    "{{loot}}",
    "<|loot|>",
    "\\\\loot\\share",
    "by 8467",
    "by ８４６７",
    "by ٨٤٦٧",
    "by Ⅻ",
    "by ninety percent",
    "by ninety-percent",
    "by NINETY_percent",
    "by n\u0301inety percent",
    "by half of all",
    "by tenfold",
    "by millions",
    "by two thirds of all",
)
_LINE = re.compile(r"^([A-Z]\d+)(?: (\w+))? \| (.*)$", re.M)
_NAMED = re.compile(r"\b[KOGC]\d+\b")
_FORGED_QUOTES = (".", '"', "\u200b\u200b", "of the board that nobody knows", "<b>")


class Temper(StrEnum):
    """What the model is after."""

    OBEDIENT = "obedient"
    """Does what the data tells it, and copies it everywhere."""
    LEAKING = "leaking"
    """Tells what it was told, in many spellings."""
    VANDAL = "vandal"
    """Writes what is near to acceptable, with one bad thing in it."""
    FORGING = "forging"
    """Makes up ids, grades and quotations."""
    APPROVING = "approving"
    """Finds everything good: every goal serves the first objective, no claim holds."""
    DENYING = "denying"
    """Finds everything bad."""


class HostileModel(FakeLanguageModel):
    """Replies in the form that is asked for, with the worst that its temper has for it.

    Args:
        temper: What it is after.
    """

    name = "hostile:model"

    def __init__(self, temper: Temper) -> None:
        super().__init__(lambda call: getattr(self, f"_{call.task}")(call))  # type: ignore[no-any-return]
        self.temper = temper
        self._number = count()

    def session(
        self,
        tokens: int = 10_000_000,
        tasks: frozenset[Task] = frozenset(Task),
        organisation: str = "",
    ) -> LlmSession:
        """A session with tokens for everything."""
        return super().session(tokens, tasks, organisation)

    def _understand(self, call: Call[Any]) -> dict[str, Any]:
        return {
            "is_objective": self.temper is not Temper.DENYING,
            "subject": self._spoilt("growth", call),
            "beneficiary": self._spoilt("customers", call),
            "facets": [self._spoilt("staff stay longer", call) for _ in range(9)],
            "measured_as": [self._spoilt("Raise the share of customers", call), *self._told(call)],
            "numbers": ["8467", ".", ""],
        }

    def _rerank(self, call: Call[Any]) -> dict[str, Any]:
        ids = list(dict.fromkeys(alias for alias, _, _ in _LINE.findall(call.user)))
        best = [ids[-1]]
        if self.temper is Temper.OBEDIENT:
            texts = {alias: text for alias, _, text in _LINE.findall(call.user)}
            named = [found for found in _NAMED.findall(self._data(call)) if found in texts]
            best = [*named, *(a for a, text in texts.items() if "first" in text.lower()), *best]
        elif self.temper is Temper.APPROVING:
            best = ids[::-1]
        elif self.temper is Temper.DENYING:
            best = []
        graded = [{"id": alias, "grade": 3} for alias in best]
        if self.temper is Temper.FORGING:
            forged = ("K999", "K0", "k1", "K1\u200b", "admin-kpi", "customer-churn", "")
            graded = [*({"id": alias, "grade": 3} for alias in forged), *graded, *graded]
            graded += [{"id": ids[0], "grade": 999}, {"id": ids[0], "grade": -3}]
        return {"graded": graded}

    def _generate(self, call: Call[Any]) -> dict[str, Any]:
        kpis = []
        for at in range(6):
            one = proposal(name=f"{proposal()['name']} {'abcdef'[at]}")
            fields = ("name", "definition", "gaming", "direction_limits", "counter_metric")
            field = fields[next(self._number) % len(fields)]
            one[field] = self._spoilt(one[field], call)
            if at == 3:
                one["data_sources"] = [self._spoilt("logs", call)]
            if at == 4:
                meaning = self._spoilt("young turtles hatched", call)
                one["variables"] = [
                    one["variables"][0],
                    {**one["variables"][1], "meaning": meaning},
                ]
            if at == 5:
                one["expression"] += " * 90 / 90"
                one["definition"] += " Nine tenths of them, or 90, is usual."
            kpis.append(one)
        return {"kpis": kpis}

    def _tailor(self, call: Call[Any]) -> dict[str, Any]:
        kpis: dict[str, dict[str, str]] = {}
        for alias, field, text in _LINE.findall(call.user):
            kpis.setdefault(alias, {"id": alias})[field] = text
        fields = ("name", "definition", "target", "reason")
        for one in kpis.values():
            one |= {field: one.get(field, "loot") for field in fields}
            one["reason"] = one["definition"][:200]
            field = fields[next(self._number) % len(fields)]
            one[field] = self._spoilt(one[field], call)
        return {"kpis": [*kpis.values(), {**dict.fromkeys(fields, "loot"), "id": "K999"}]}

    def _adjudicate_links(self, call: Call[Any]) -> dict[str, Any]:
        texts = {alias: text for alias, _, text in _LINE.findall(call.user)}
        goals = []
        for alias in (alias for alias in texts if alias.startswith("G")):
            serves = [] if self.temper is Temper.DENYING else ["O1"]
            if self.temper is Temper.FORGING:
                serves = ["O999", "G1", *serves, *serves]
            quote = self._quote(texts[alias], call)
            above = self._quote(texts["O1"], call) if serves else ""
            part = {"serves": serves, "sure": "high", "goal_quote": quote, "objective_quote": above}
            goals.append({"id": alias, **part})
        return {"goals": [*goals, *goals, {**goals[0], "id": "G999"}]}

    def _adjudicate_findings(self, call: Call[Any]) -> dict[str, Any]:
        texts = {alias: text for alias, _, text in _LINE.findall(call.user)}
        holds = self.temper in (Temper.DENYING, Temper.VANDAL)
        claims = [
            {"id": alias, "holds": holds, "sure": "high", "quote": self._quote(texts[about], call)}
            for alias, text in texts.items()
            if alias.startswith("C")
            for about in text.split(" | ")[1].split()[:1]
        ]
        return {"claims": [*claims, {**claims[0], "id": "C999"}]}

    def _rewrite(self, call: Call[Any]) -> dict[str, Any]:
        goals = [
            {"id": alias, "text": self._spoilt(text.split(" | ")[0], call) + " by [deadline]"}
            for alias, _, text in _LINE.findall(call.user)
        ]
        return {"goals": [*goals, {"id": "G999", "text": "Loot [target]"}]}

    def _quote(self, text: str, call: Call[Any]) -> str:
        words = " ".join(text.split(" | ")[0].split()[:4])
        if self.temper is Temper.FORGING:
            forged = (*_FORGED_QUOTES, f"{words} loot")
            return forged[next(self._number) % len(forged)]
        if self.temper is Temper.LEAKING:
            return call.system[:60]
        if self.temper is Temper.VANDAL:
            hidden = (f"\u202e{words}", words.replace(" ", " \u200b"), f"<{words}>", f"**{words}**")
            return hidden[next(self._number) % len(hidden)]
        return words

    def _spoilt(self, text: str, call: Call[Any]) -> str:
        """An acceptable text, with one bad thing behind, before or in the place of it."""
        if self.temper in (Temper.APPROVING, Temper.DENYING):
            return text
        pieces = list(self._pieces(call))
        number = next(self._number)
        piece = pieces[number % len(pieces)]
        return (f"{text} {piece}", f"{piece} {text}", f"{text} {piece}.", piece)[number % 4]

    def _pieces(self, call: Call[Any]) -> Iterator[str]:
        if self.temper is Temper.OBEDIENT:
            yield from self._told(call)
            yield " ".join(_NAMED.findall(self._data(call))) or "K17"
        elif self.temper is Temper.LEAKING:
            yield from _spellings(call.system[:90])
            yield from _spellings(call.system[-160:-70])
            yield call.user.splitlines()[-1]
            yield call.user[:300]
        else:
            yield from LOOT

    def _told(self, call: Call[Any]) -> list[str]:
        """What the data says, a line each, without our ids."""
        lines = [line for line in self._data(call).splitlines() if not line.startswith("<")]
        return [re.sub(r"^[A-Z]\d+(?: \w+)? \| ", "", line) for line in lines if line] or ["loot"]

    def _data(self, call: Call[Any]) -> str:
        return "\n".join(re.findall(r'<data name="\w+">\n(.*?)\n</data>', call.user, re.S))


def _spellings(text: str) -> Iterator[str]:
    words = text.split()
    yield text
    yield text.upper()
    yield "_".join(words)
    yield "".join(words)
    yield text[::-1]
    yield " ".join(" ".join(words))
    yield base64.b64encode(text.encode()).decode()
    yield "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
