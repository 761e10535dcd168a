"""What every source file keeps to."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.architecture.source import ROOT, files, layer, shown, tree, under

LONGEST = 400
LONGEST_VIEW = 25
LONGEST_BEHAVIOUR = 80
SAY_NOTHING = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "core",
    "service",
    "services",
    "manager",
    "managers",
    "misc",
}
WRITES = {
    *("create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "update", "delete"),
    *("acreate", "aupdate", "adelete", "add_root", "add_child", "move"),
}
MAY_WRITE = {"actions", "migrations", "tests"}
SURFACES = {"views", "api", "urls", "mechanism"}
# Built from pieces, so that this file holds none of them itself.
HOSTS = [
    ".".join(pieces)
    for pieces in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("debian", "org"))
]
MACHINE_PATHS = re.compile("(?<![\\w./*])/" + "(?:root|home|work|Users)/" + r"\w")
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".in",
    ".txt",
    ".yaml",
    ".yml",
    ".html",
    ".css",
    ".js",
    ".json",
    ".po",
    ".sh",
    "",
}


def project_text() -> list[Path]:
    """Our own text files, lock files among them."""
    return [path for path in files() if path.suffix in TEXT and "vendor" not in path.parts]


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    sources = [*under(".", ".py", ".js", ".css"), ROOT / "jw"]
    found = {shown(p): n for p in sources if (n := p.read_text().count("\n")) > LONGEST}

    assert found == {}


def test_names_say_what_a_file_holds() -> None:
    found = [
        shown(p) for p in files() if SAY_NOTHING & {part.split(".")[0] for part in p.relative_to(ROOT).parts}
    ]

    assert found == []


def test_every_module_says_in_one_sentence_what_it_decides() -> None:
    found = [
        shown(p)
        for p in under(".", ".py")
        if p.read_text().strip() and not ast.get_docstring(tree(p)) and "migrations" not in p.parts
    ]

    assert found == []


def test_only_actions_write() -> None:
    found = [
        shown(p, node.lineno)
        for p in under("jingwei", ".py")
        if layer(p) not in MAY_WRITE and "tests" not in p.parts
        for node in ast.walk(tree(p))
        if _is_write(node)
    ]

    assert found == []


def test_surfaces_ask_queries_and_never_the_tables() -> None:
    found = [
        shown(p, node.lineno)
        for p in under("jingwei", ".py")
        if layer(p) in SURFACES
        for node in ast.walk(tree(p))
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager")
    ]

    assert found == []


def test_views_are_short() -> None:
    found = {
        f"{shown(p)}:{node.name}": length
        for p in under("jingwei", ".py")
        if layer(p) == "views"
        for node in tree(p).body
        if isinstance(node, ast.FunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_VIEW
    }

    assert found == {}


def test_a_behaviour_is_one_small_file() -> None:
    behaviours = under("jingwei/ui/static/ui/behaviours", ".js")

    assert {shown(p): n for p in behaviours if (n := p.read_text().count("\n")) > LONGEST_BEHAVIOUR} == {}


def test_no_file_names_a_registry_or_a_path_of_this_machine() -> None:
    found = [
        f"{shown(p, number)}: {line.strip()[:80]}"
        for p in project_text()
        for number, line in enumerate(p.read_text(encoding="utf-8").splitlines(), 1)
        if any(host in line for host in HOSTS) or (MACHINE_PATHS.search(line) and not line.startswith("#!"))
    ]

    assert found == []


def test_nothing_is_left_for_later() -> None:
    found = [
        shown(p, number)
        for p in project_text()
        for number, line in enumerate(p.read_text(encoding="utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]

    assert found == []


def test_locked_dependencies_have_hashes_and_no_address() -> None:
    for name in ("base", "test"):
        lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
        pins = [line for line in lines if "==" in line]

        assert len(pins) > 20
        assert [line for line in pins if not line.endswith("\\")] == []
        assert [line for line in lines if "://" in line or line.startswith(("-", "@"))] == []


def test_tests_lock_the_same_versions_as_a_deployment() -> None:
    base, test = (_pins(ROOT / "requirements" / f"{name}.txt") for name in ("base", "test"))

    assert base.items() <= test.items()


def _pins(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+(?:\[[\w,]+\])?)==([\w.+-]+)", path.read_text(), re.MULTILINE))


def _is_write(node: ast.AST) -> bool:
    """Whether this is a call such as `Table.objects.filter(…).update(…)`."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES):
        return False
    return any(
        isinstance(inner, ast.Attribute) and inner.attr in ("objects", "_default_manager")
        for inner in ast.walk(node.func.value)
    )
