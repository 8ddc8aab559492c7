"""The question of ``plumbline llm check``, as it is sent."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from prompts.loader import load


def test_check(snapshot: SnapshotAssertion) -> None:
    rendered = load("check").render()
    assert f"{rendered.system}\n---user---\n{rendered.user}" == snapshot
