"""Lists of answers on a real SQLite file."""

from __future__ import annotations

from pathlib import Path

from service.adapters.store.database import AnswerKind, Store
from tests.service.adapters.store.versions import set_back

ANSWER = {"organisation": "Bakery", "goals": 3, "objectives": 2}


def test_what_has_a_summary_is_listed_newest_first(tmp_path: Path) -> None:
    with Store(tmp_path / "s.sqlite3") as store:
        audit = AnswerKind.AUDIT
        first, second, _ = (
            store.add(audit, {}, ANSWER, "v", "m", organisation, {"goals": number})
            for number, organisation in enumerate(("Bakery", "Bakery", "Mill"))
        )
        store.add(audit, {}, ANSWER, "v", "m")
        store.add(AnswerKind.CASCADE, {}, ANSWER, "v", "m", "Bakery", {})
        page = store.summaries.page(audit, "Bakery", 10)
        assert [item.id for item in page.items] == [second.id, first.id]
        assert page.total == 2
        newest = page.items[0]
        assert (newest.created_at, newest.content) == (second.created_at, {"goals": 1})
        assert store.summaries.page(audit, None, 1).total == 3
        assert store.summaries.page(audit, "Bakery", 10, offset=1).items == page.items[1:]
        assert store.summaries.page(audit, "bakery", 10).items == ()


def test_audits_of_the_third_version_are_listed(tmp_path: Path) -> None:
    file = tmp_path / "s.sqlite3"
    with Store(file) as store:
        audit = store.add(AnswerKind.AUDIT, {}, ANSWER, "v", "m")
        store.add(AnswerKind.CASCADE, {}, ANSWER, "v", "m")
    set_back(file, "0003")
    with Store(file) as store:
        (item,) = store.summaries.page(AnswerKind.AUDIT, "Bakery", 10).items
    assert (item.id, item.created_at) == (audit.id, audit.created_at)
    assert item.content == {"objectives": 2, "goals": 3, "score": None}
