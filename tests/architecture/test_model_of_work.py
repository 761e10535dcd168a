"""The model of work knows no measure: what is counted may not shape what is done."""

from __future__ import annotations

import ast

from tests.architecture.source import tree, under

MODEL = "jingwei/shell/simulation/year"
PURE = {"truth", "deeds", "work", "strategies"}
FORBIDDEN = ("jingwei.mechanisms.measures", "jingwei.kernel.packs", "bench", "packs")


def _imports() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in under(MODEL, ".py"):
        names = found.setdefault(path.stem, set())
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom):
                names |= {node.module or "", *(f"{node.module}.{each.name}" for each in node.names)}
            elif isinstance(node, ast.Import):
                names |= {each.name for each in node.names}
    return found


def test_nothing_in_the_model_reads_the_pack_or_the_measures() -> None:
    imports = _imports()

    assert imports.keys() >= PURE
    assert {
        (name, each)
        for name, all_of_it in imports.items()
        for each in all_of_it
        if each.startswith(FORBIDDEN)
    } == set()


def test_truth_work_and_strategies_stand_on_nothing_but_each_other() -> None:
    inside = {f"jingwei.shell.simulation.year.{name}" for name in PURE}
    imports = _imports()

    assert {
        (name, each)
        for name in PURE
        for each in imports[name]
        if each.startswith(("jingwei", "django")) and not each.startswith(tuple(inside))
    } == set()
