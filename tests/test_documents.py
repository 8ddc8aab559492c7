"""What the documents name exists: commands, targets, paths, links, words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer

from service.cli import app

ROOT = Path(__file__).parents[1]
TOP = ("service", "kpi_library", "prompts", "evals", "tests", "docs")
DOCUMENTS = sorted(
    file
    for file in (
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(p for t in TOP for p in (ROOT / t).glob("*.md")),
    )
    if file.is_file()
)
DOCUMENTS = list(dict.fromkeys(DOCUMENTS))

_FENCE = re.compile(r"^(?P<fence>```+|~~~+)[^\n]*\n(?P<code>.*?)^(?P=fence)\s*$", re.M | re.S)
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_MAKE = re.compile(r"(?:^|[\s;&|(])make((?:[ \t]+[\w./=:$-]+)+)")
_PLUMBLINE = re.compile(
    r"(?:^|[\s/;&|(])plumbline[ \t]+([a-z][\w-]*)(?:[ \t]+([a-z][\w-]*))?", re.M
)
_TREE = re.compile(r"^(?P<indent>[ │├└─]*)(?P<names>[\w.*<>-]+(?:/[\w.*<>-]+)*/)(?=\s|$)")


def ids(file: Path) -> str:
    return str(file.relative_to(ROOT))


def code_blocks(text: str) -> list[str]:
    return [match["code"] for match in _FENCE.finditer(text)]


def code(text: str) -> list[str]:
    """Fenced blocks, then spans."""
    return [*code_blocks(text), *_SPAN.findall(_FENCE.sub("", text))]


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text("utf-8"), re.M))


def named_targets(text: str) -> Iterator[str]:
    """Targets after ``make`` in code; variables and flags are no targets."""
    for part in code(text):
        for line in part.splitlines():
            for match in _MAKE.finditer(line.partition(" #")[0]):
                words = match[1].split()
                yield from (word for word in words if re.fullmatch(r"[a-z][\w-]*", word))


def commands() -> dict[str, set[str]]:
    """Subcommands by command; empty for one without."""
    group = typer.main.get_command(app)
    found: dict[str, set[str]] = {}
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        found[name] = set(getattr(command, "commands", {}))
    return found


def named_paths(text: str) -> Iterator[str]:
    """Code spans that are a path below one of our folders."""
    for span in _SPAN.findall(_FENCE.sub("", text)):
        if re.fullmatch(rf"(?:{'|'.join(TOP)})/[\w./-]*", span):
            yield span


def mapped_folders(text: str) -> Iterator[Path]:
    """Folders of a map: code blocks in which a line that starts with ``service/`` stands."""
    for block in code_blocks(text):
        if not re.search(r"^[ │├└─]*service/(?:\s|$)", block, re.M):
            continue
        above: list[tuple[int, Path]] = []
        for line in block.splitlines():
            match = _TREE.match(line)
            if not match:
                continue
            depth = len(match["indent"])
            above = [entry for entry in above if entry[0] < depth]
            folder = (above[-1][1] if above else Path()) / match["names"]
            above.append((depth, folder))
            if not set("<*") & set(str(folder)):
                yield folder


def test_there_are_documents() -> None:
    assert {ids(file) for file in DOCUMENTS} >= {"README.md", "docs/glossary.md", "evals/README.md"}


@pytest.mark.parametrize("file", DOCUMENTS, ids=ids)
def test_every_make_target_exists(file: Path) -> None:
    assert set(named_targets(file.read_text("utf-8"))) <= make_targets()


@pytest.mark.parametrize("file", DOCUMENTS, ids=ids)
def test_every_plumbline_command_exists(file: Path) -> None:
    known = commands()
    for part in code(file.read_text("utf-8")):
        for command, subcommand in _PLUMBLINE.findall(part):
            assert command in known, f"plumbline {command}"
            if known[command]:
                assert subcommand in known[command], f"plumbline {command} {subcommand}"


@pytest.mark.parametrize("file", DOCUMENTS, ids=ids)
def test_every_relative_link_resolves(file: Path) -> None:
    text = _FENCE.sub("", file.read_text("utf-8"))
    for target in _LINK.findall(text):
        path, _, anchor = unquote(target).partition("#")
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        linked = (file.parent / path).resolve() if path else file
        assert linked.exists(), target
        assert linked.is_relative_to(ROOT), target
        if anchor and linked.suffix == ".md":
            assert anchor in anchors(linked), target


def anchors(file: Path) -> set[str]:
    """Anchors of headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", file.read_text("utf-8")), re.M)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings
    }


@pytest.mark.parametrize("file", DOCUMENTS, ids=ids)
def test_every_path_exists(file: Path) -> None:
    text = file.read_text("utf-8")
    missing = [path for path in named_paths(text) if not (ROOT / path).exists()]
    assert missing == []


@pytest.mark.parametrize("file", DOCUMENTS, ids=ids)
def test_every_folder_of_a_map_exists(file: Path) -> None:
    missing = [str(f) for f in mapped_folders(file.read_text("utf-8")) if not (ROOT / f).is_dir()]
    assert missing == []


def test_the_terms_of_the_glossary_are_unique_and_sorted() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    rows = re.findall(r"^\| *([^|]+?) *\| *([^|]+?) *\|$", text, re.M)
    terms = [term.casefold() for term, _ in rows if term != "term" and not set(term) <= set("-: ")]
    assert len(terms) > 20
    assert len(set(terms)) == len(terms)
    assert terms == sorted(terms)


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(file.name[:4]) for file in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_readers_above_find_what_is_wrong() -> None:
    text = (
        "See [it](nowhere.md#x), `make sing` and `service/nowhere.py`.\n"
        "```\nmake PYTHON=python3.12 dance -j 2  # make nothing\n.venv/bin/plumbline fly away\n```\n"
        "```\nservice/   the code\n  audit/   audits\n    rules/\n  nowhere/ \n```\n"
    )
    assert set(named_targets(text)) == {"sing", "dance"}
    assert _PLUMBLINE.findall("\n".join(code(text))) == [("fly", "away")]
    assert _LINK.findall(text) == ["nowhere.md#x"]
    assert list(named_paths(text)) == ["service/nowhere.py"]
    assert list(mapped_folders(text)) == [
        Path("service"), Path("service/audit"), Path("service/audit/rules"), Path("service/nowhere"),
    ]  # fmt: skip
    assert commands()["kpi"] == {"search", "show", "tree"}
    assert {"install", "check", "serve"} <= make_targets()
