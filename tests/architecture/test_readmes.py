"""The trees in the READMEs are the real tree, and the commands they name exist."""

from __future__ import annotations

import re

import pytest

from tests.architecture.source import ROOT, files

READMES = ("README.md", "README.zh-CN.md")
NOT_IN_THE_TREE = {*READMES, "LICENSE", "pyproject.toml", "conftest.py", ".gitignore", ".ci"}


def drawn(name: str) -> set[str]:
    """The paths in the tree of a README: the block that begins with `jw`."""
    block = next(
        b for b in re.findall(r"```\n(.*?)```", (ROOT / name).read_text(), re.DOTALL) if b.startswith("jw ")
    )
    paths, parent = set(), ""
    for line in block.splitlines():
        entry = line.split()[0].rstrip("/")
        if line.startswith("  "):
            paths.add(f"{parent}/{entry}")
        else:
            parent = entry
            paths.add(entry)
    return paths


def real() -> set[str]:
    """Every entry at the root, and every floor of the house."""
    names = [path.relative_to(ROOT).parts for path in files()]
    floors = {"/".join(parts[:2]) for parts in names if parts[0] == "jingwei" and len(parts) > 2}
    return {parts[0] for parts in names} - NOT_IN_THE_TREE | floors


@pytest.mark.parametrize("name", READMES)
def test_the_tree_is_the_tree(name: str) -> None:
    assert drawn(name) == real()


@pytest.mark.parametrize("name", READMES)
def test_links_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text())

    assert [link for link in links if not (ROOT / link).exists()] == []


def test_both_readmes_show_the_same_commands() -> None:
    first, second = (
        set(re.findall(r"\./jw [\w-]+(?: --\w+)?", (ROOT / name).read_text())) for name in READMES
    )

    assert first == second
