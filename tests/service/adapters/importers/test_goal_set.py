"""Goal sets from YAML and JSON: what is read, and how anything else is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.adapters.importers.goal_set import dotted, read_goal_set
from service.adapters.importers.text_file import MAX_BYTES
from service.domain.goal_set import Goal, GoalSet, StrategicObjective
from service.errors import InputError, InvalidGoalSet, UnreadableFile

SOUND: dict[str, Any] = {
    "organisation": "Retainer Ltd",
    "strategy": {"objectives": [{"id": "o1", "text": "Grow"}, {"id": "o2", "text": "Keep"}]},
    "goals": [
        {"id": "g1", "text": "Win clients", "owner": "Sales", "parent": "o1"},
        {"id": "g2", "text": "Call clients", "parent": ["g1", "o2"]},
        {"id": "g3", "text": "Paint the office"},
    ],
}
EXPECTED = GoalSet(
    "Retainer Ltd",
    (StrategicObjective("o1", "Grow"), StrategicObjective("o2", "Keep")),
    (
        Goal("g1", "Win clients", ("o1",), "Sales"),
        Goal("g2", "Call clients", ("g1", "o2")),
        Goal("g3", "Paint the office"),
    ),
)


def read(folder: Path, content: str | bytes, name: str = "goals.yaml") -> GoalSet:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_goal_set(file)


def goals(*rows: dict[str, Any]) -> dict[str, Any]:
    """A document with one objective ``o`` and these goals."""
    return {"strategy": {"objectives": [{"id": "o", "text": "Grow"}]}, "goals": list(rows)}


def goal(goal_id: object = "g", **fields: object) -> dict[str, Any]:
    return {"id": goal_id, "text": "Do", **fields}


@pytest.mark.parametrize("name", ["goals.json", "GOALS.JSON", "goals.yaml", "goals.yml", "goals"])
def test_json_is_read_under_any_name(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, json.dumps(SOUND), name) == EXPECTED


def test_yaml_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, yaml.safe_dump(SOUND)) == EXPECTED
    assert read(tmp_path, "\ufeff# comment\n" + yaml.safe_dump(SOUND)) == EXPECTED


@pytest.mark.parametrize(
    ("parent", "parents"),
    [
        ("o", ("o",)),
        ("[o]", ("o",)),
        ("[o, other, o]", ("o", "other")),
        ("[]", ()),
        ("null", ()),
        ("~", ()),
        ("", ()),
    ],
)
def test_one_parent_several_or_none(tmp_path: Path, parent: str, parents: tuple[str, ...]) -> None:
    text = (
        "strategy: {objectives: [{id: o, text: Grow}]}\n"
        f"goals:\n- {{id: other, text: Do}}\n- id: g\n  text: Do\n  parent: {parent}\n"
    )
    assert read(tmp_path, text).goals[1].parents == parents


@pytest.mark.parametrize("written", ["1", "007", "1.10", "1e3", "NO", "yes", "0x1F", "2027-01-01"])
def test_a_yaml_id_is_text_as_written(tmp_path: Path, written: str) -> None:
    text = (
        f"strategy: {{objectives: [{{id: {written}, text: Grow}}]}}\n"
        f"goals: [{{id: g, text: Do, parent: {written}}}]"
    )
    read_set = read(tmp_path, text)
    assert read_set.objectives[0].id == written
    assert read_set.goals[0].parents == (written,)


def test_a_json_id_may_be_an_integer(tmp_path: Path) -> None:
    content = goals(goal(7, parent="o"), goal(8, parent=7), goal("9", parent=[7, "8"]))
    read_set = read(tmp_path, json.dumps(content), "goals.json")
    assert [g.id for g in read_set.goals] == ["7", "8", "9"]
    assert [g.parents for g in read_set.goals] == [("o",), ("7",), ("7", "8")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "goals.yaml: is empty"),
        (" \n\n", "goals.yaml: is empty"),
        ("[a, b]", "must be a mapping with 'strategy' and 'goals', not a list"),
        ("just text", "must be a mapping with 'strategy' and 'goals', not a str"),
        ("# only a comment", "must be a mapping"),
        ("strategy: !!python/object/apply:os.system ['true']", "tags such as"),
        ("strategy: !!str text", "tags such as"),
        ("strategy: !own text", "tags such as"),
        ("! text", "tags such as"),
        ("a: &anchor b", "anchors and aliases are not allowed"),
        ("a: *alias", "anchors and aliases are not allowed"),
        ("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]", "anchors and aliases are not allowed"),
        (
            "strategy: {objectives: [{id: o, text: t, <<: {a: b}}]}",
            "[0].<<: Extra inputs are not permitted",
        ),
        ("strategy: 1\nstrategy: 2", "line 2: is not plain YAML: key 'strategy' stands twice"),
        ("strategy: {a: 1, a: 2}", "key 'a' stands twice"),
        ("a: b: c", "line 1: is not plain YAML"),
        ("a: [b", "is not plain YAML"),
        ("a:\n\t- b", "line 2: is not plain YAML"),
        ("--- a\n--- b", "line 2: is not plain YAML"),
        ("? [a, b]\n: c", "is not plain YAML"),
        ('a: "\\U00110000"', "is not plain YAML"),
        ("a: \x01", "holds the control character"),
        ("[" * 100_000, "is not plain YAML"),
        ("{a: " * 100_000, "is not plain YAML"),
        ("- " * 50_000, "is not plain YAML"),
        (b"a: \xff", "is not UTF-8"),
        (b"a: \0", "holds NUL bytes"),
        ("a" * (MAX_BYTES + 1), "is larger than 5 MB"),
    ],
)
def test_yaml_that_is_refused(tmp_path: Path, content: str | bytes, says: str) -> None:
    with pytest.raises(InputError) as raised:
        read(tmp_path, content)
    assert str(raised.value).startswith("goals.yaml")
    assert says in str(raised.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "goals.json: is empty"),
        ("{", "goals.json: is not JSON"),
        ("{'strategy': 1}", "goals.json: is not JSON"),
        ("[]", "must be a mapping"),
        ("null", "must be a mapping"),
        ('{"strategy": NaN}', "holds the number NaN, which JSON does not have"),
        ('{"strategy": -Infinity}', "holds the number -Infinity"),
        ('{"goals": 1, "goals": 2}', "key 'goals' stands twice"),
        ("[" * 100_000, "is not JSON"),
        ('{"a":' * 100_000, "is not JSON"),
        ('{"strategy": ' + "1" * 5_000 + "}", "goals.json: strategy"),
        ('{"strategy": 1e999}', "goals.json: strategy"),
    ],
)
def test_json_that_is_refused(tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(InputError) as raised:
        read(tmp_path, content, "goals.json")
    assert says in str(raised.value)


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ({}, "strategy"),
        ({"strategy": {"objectives": [{"id": "o", "text": "Grow"}]}}, "goals"),
        (goals(), "goals"),
        ({**goals(goal()), "strategy": {"objectives": []}}, "strategy.objectives"),
        ({**goals(goal()), "strategy": []}, "strategy"),
        ({**goals(goal()), "colour": "red"}, "colour"),
        ({**goals(goal()), "organisation": 1.5}, "organisation"),
        (goals(goal(colour="red")), "goals[0].colour"),
        (goals(goal("a"), {"id": "b"}), "goals[1].text"),
        (goals({"text": "Do"}), "goals[0].id"),
        (goals(goal(1.5)), "goals[0].id"),
        (goals(goal(None)), "goals[0].id"),
        (goals(goal(True)), "goals[0].id"),
        (goals(goal("  ")), "goals[0].id"),
        (goals(goal("a" * 201)), "goals[0].id"),
        (goals(goal(["a"])), "goals[0].id"),
        (goals(goal(text="")), "goals[0].text"),
        (goals(goal(text="a" * 2001)), "goals[0].text"),
        (goals(goal(text="\ud800")), "goals[0].text"),
        (goals(goal(owner=["Sales"])), "goals[0].owner"),
        (goals(goal(parent={"id": "o"})), "goals[0].parent[0]"),
        (goals(goal(parent=["o", None])), "goals[0].parent[1]"),
        (goals(goal(parent=["o"] * 21)), "goals[0].parent"),
        ({"strategy": goals()["strategy"], "goals": ["Do"]}, "goals[0]"),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, document: object, where: str) -> None:
    with pytest.raises(InvalidGoalSet) as raised:
        read(tmp_path, json.dumps(document), "goals.json")
    assert raised.value.where == f"goals.json: {where}"


@pytest.mark.parametrize(
    ("document", "where", "says"),
    [
        (goals(goal("a"), goal("a")), "goals[1].id", "'a' is already the id of goals[0].id"),
        (goals(goal("o")), "goals[0].id", "already the id of strategy.objectives[0].id"),
        (goals(goal(" o ")), "goals[0].id", "already the id of strategy.objectives[0].id"),
        (goals(goal(parent="x")), "goals[0].parent", "'x' is not the id of an objective or goal"),
        (goals(goal(parent=["o", "O"])), "goals[0].parent", "'O' is not the id"),
        (goals(goal("a", parent="a")), "goals[0].parent", "cycle: a -> a"),
        (goals(goal("a", parent="b"), goal("b", parent="a")), ".parent", "cycle: "),
        (
            goals(goal("a", parent="o"), goal("b", parent="c"), goal("c", parent=["a", "b"])),
            ".parent",
            "cycle: ",
        ),
    ],
)
def test_what_contradicts_itself(
    tmp_path: Path, document: dict[str, Any], where: str, says: str
) -> None:
    with pytest.raises(InvalidGoalSet) as raised:
        read(tmp_path, json.dumps(document), "goals.json")
    assert where in raised.value.where
    assert says in str(raised.value)


def test_a_cycle_is_told_from_goal_to_parent(tmp_path: Path) -> None:
    ring = goals(goal("a", parent="b"), goal("b", parent="c"), goal("c", parent="a"))
    with pytest.raises(InvalidGoalSet) as raised:
        read(tmp_path, json.dumps(ring), "goals.json")
    told = str(raised.value).partition("cycle: ")[2].split(" -> ")
    assert len(told) == 4
    parent = {"a": "b", "b": "c", "c": "a"}
    assert [parent[each] for each in told[:-1]] == told[1:]


def test_a_chain_of_thousands_is_no_cycle(tmp_path: Path) -> None:
    chain = goals(goal("0", parent="o"), *(goal(str(n), parent=str(n - 1)) for n in range(1, 5000)))
    assert len(read(tmp_path, json.dumps(chain), "goals.json").goals) == 5000


def test_dotted() -> None:
    assert dotted(("goals", 3, "parent", 0)) == "goals[3].parent[0]"
    assert dotted((0,)) == "[0]"
    assert dotted(()) == ""


_LEAVES = st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["o", "g", "h", ""])
_DOCUMENTS = st.fixed_dictionaries(
    {
        "strategy": st.just({"objectives": [{"id": "o", "text": "Grow"}]}) | _LEAVES,
        "goals": st.lists(
            st.fixed_dictionaries(
                {"id": _LEAVES, "text": st.just("Do") | _LEAVES},
                optional={"parent": _LEAVES | st.lists(_LEAVES, max_size=3)},
            ),
            max_size=4,
        ),
    }
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=80)
    | st.text(alphabet="strategy: goals[]{}&*!?|>'\"%@`-\n\t#,", max_size=60).map(str.encode)
    | _DOCUMENTS.map(lambda document: json.dumps(document).encode()),
    name=st.sampled_from(["goals.yaml", "goals.json"]),
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes, name: str) -> None:
    try:
        found = read(tmp_path, content, name)
    except InputError:
        return
    ids = [objective.id for objective in found.objectives]
    ids += [each.id for each in found.goals]
    assert len(set(ids)) == len(ids)
    assert {parent for each in found.goals for parent in each.parents} <= set(ids)


def test_the_errors_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read(tmp_path, "a: [")
    with pytest.raises(InvalidGoalSet):
        read(tmp_path, "a: b")
