"""What people call departments, and the library domains that they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from service.domain.cascade import UnknownDepartment
from service.domain.ports import Embedder, Vectors

TABLE = Path(__file__).with_name("departments.yaml")
#: A name this near to a known one, by the cosine of their vectors, is taken for it.
SAME_DEPARTMENT = 0.62
_WORD = re.compile(r"[^\W_]+(?:[&/'-][^\W_]+)*|&")
#: What may follow or precede any department's name.
_PLAIN = frozenset("department dept division unit team office function group the our of".split())
_SHOWN = 3


@dataclass(frozen=True)
class Trade:
    """A line of the table: departments under several names that do the same work.

    Attributes:
        names: In lower case.
        domains: Library domains that they stand for, their own first.
        work: What they do, in a few words.
        field: Whether they also stand for the domains that the objective speaks of.
    """

    names: tuple[str, ...]
    domains: tuple[str, ...]
    work: str
    field: bool = False


@dataclass(frozen=True)
class Department:
    """A department whose work is known.

    Attributes:
        name: As the organisation calls it.
        known_as: The known names that its name speaks of.
        trades: What of the table these stand for.
        domains: Library domains that it stands for.
    """

    name: str
    known_as: tuple[str, ...]
    trades: tuple[Trade, ...]
    domains: tuple[str, ...]
    field: tuple[str, ...] = ()

    @property
    def work(self) -> str:
        """Its work in words, to be matched by meaning."""
        return ". ".join(trade.work for trade in self.trades)


@cache
def trades() -> tuple[Trade, ...]:
    """The table."""
    rows = yaml.safe_load(TABLE.read_text("utf-8"))
    return tuple(
        Trade(tuple(row["names"]), tuple(row["domains"]), row["work"], row.get("field", False))
        for row in rows
    )


class DepartmentFinder:
    """Finds the work of a department by its name: by the table, else by nearness of meaning."""

    def __init__(self, domains: Sequence[str], embedder: Embedder) -> None:
        """Make a finder.

        Args:
            domains: The library's domains.
            embedder: Compares names that the table does not hold.
        """
        self._domains = frozenset(domains)
        self._embedder = embedder
        named_as_domain = (
            Trade((domain.replace("_", " "),), (domain,), domain.replace("_", " "))
            for domain in domains
        )
        # A domain's own name counts, but the table knows better what a department does.
        self._by_name: dict[str, Trade] = {}
        for trade in (*trades(), *named_as_domain):
            for name in trade.names:
                self._by_name.setdefault(" ".join(_words(name)), trade)
        self._longest = max(len(name.split()) for name in self._by_name)
        self._vectors: Vectors | None = None

    def find(self, name: str, field: Sequence[str]) -> Department | UnknownDepartment:
        """The department that a name speaks of.

        Args:
            name: As the organisation calls it.
            field: Domains that the objective speaks of, for departments that work in them.
        """
        found = self._named_in(_words(name))
        nearest: list[tuple[str, float]] = []
        if not found:
            nearest = self._nearest(name)
            found = [known for known, cosine in nearest[:1] if cosine >= SAME_DEPARTMENT]
        trades_found = tuple(dict.fromkeys(self._by_name[known] for known in found))
        works_in = tuple(field) if any(trade.field for trade in trades_found) else ()
        domains = (*works_in, *(domain for trade in trades_found for domain in trade.domains))
        known = tuple(domain for domain in dict.fromkeys(domains) if domain in self._domains)
        if known:
            return Department(name, tuple(found), trades_found, known, works_in)
        choices = tuple(choice for choice, _ in nearest)
        if found:
            why = "The library has no KPIs of its field."
        else:
            why = "No department of this name is known. Call it by what it does" + (
                f", such as {', '.join(choices)}." if choices else "."
            )
        return UnknownDepartment(name, choices, why)

    def _named_in(self, words: tuple[str, ...]) -> list[str]:
        """Known names inside a name, in its order, the longest where they overlap."""
        found: list[str] = []
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + self._longest), start, -1):
                known = " ".join(words[start:end])
                if known in self._by_name:
                    found.append(known)
                    start = end - 1
                    break
            start += 1
        return list(dict.fromkeys(found))

    def _nearest(self, name: str) -> list[tuple[str, float]]:
        """The known names nearest in meaning, with their cosine."""
        names = list(self._by_name)
        if self._vectors is None:
            self._vectors = self._embedder.embed(names)
        cosines = self._vectors @ self._embedder.embed([name])[0]
        order = (-cosines).argsort(kind="stable")[:_SHOWN]
        return [(names[i], float(cosines[i])) for i in order]


def _words(name: str) -> tuple[str, ...]:
    words = [word for word in _WORD.findall(name.lower()) if word not in _PLAIN]
    return tuple("&" if word == "and" else word for word in words)
