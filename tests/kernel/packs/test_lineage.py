"""What became of each part from one version to the next, and through several."""

from __future__ import annotations

from pathlib import Path

import pytest

from jingwei.kernel.packs import registry
from jingwei.kernel.packs.lineage import changes, heirs
from tests.support.packs import SHIPPED, at_hand, second_version, write_next


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped pack with its second version, and a third in which 3.7b and 3.12 become 3.7c."""
    root = tmp_path_factory.mktemp("packs")
    write_next(root, second_version())
    organisation = root / SHIPPED / "clauses" / "3-organisation.yaml"
    lines = organisation.read_text(encoding="utf-8")
    last = lines[lines.index('  - id: "3.12"') :]
    third = {
        "clauses/3-organisation.yaml": (
            ('    replaces: ["3.7"]\n', ""),
            ('"3.7b"\n    replaces: ["3.7"]', '"3.7c"\n    replaces: ["3.7b", "3.12"]'),
            (last, ""),
        ),
        "clauses/5-carriers.yaml": (('    replaces: ["5.1c"]\n', ""),),
        "indicators/breadth.yaml": (('clause: "3.7b"', 'clause: "3.7c"'),) * 2,
        "indicators/effect.yaml": (('clause: "3.7b"', 'clause: "3.7c"'),),
    }
    write_next(root, third, effective="2028-01-01")
    return root


def told(root: Path, first: int, last: int) -> dict[str, tuple[str, tuple[str, ...]]]:
    with at_hand(root):
        found = changes(registry.between(SHIPPED, first, last))
    return {change.key: (change.kind, tuple(heir.id for heir in change.heirs)) for change in found}


def test_each_thing_that_can_happen_is_told_apart(root: Path) -> None:
    assert told(root, 1, 2) == {
        "clause:3.7": ("split", ("3.7a", "3.7b")),
        **{
            f"indicator:{each}": ("changed", (each,))
            for each in ("branches-serving", "branches-with-themed-days", "services-confirmed")
        },
        "clause:3.9": ("reworded", ("3.9",)),
        "clause:5.1a": ("merged", ("5.1a",)),
        "clause:5.1c": ("merged", ("5.1a",)),
        "clause:5.1e": ("repealed", ()),
        "clause:6.6": ("moved", ("3.12",)),
        "clause:4.6": ("added", ("4.6",)),
        "obligation:points-written": ("reworded", ("points-written",)),
        "obligation:matters-inspected": ("changed", ("matters-inspected",)),
        "obligation:course-with-branch": ("repealed", ()),
    }


def test_over_several_versions_the_line_is_followed(root: Path) -> None:
    found = told(root, 1, 3)

    assert found["clause:3.7"] == ("split", ("3.7a", "3.7c"))
    assert found["clause:6.6"] == ("merged", ("3.7c",))
    assert found["clause:5.1c"] == ("merged", ("5.1a",))


def test_backwards_it_says_where_a_part_came_from(root: Path) -> None:
    with at_hand(root):
        back = heirs(registry.between(SHIPPED, 3, 1), "clause")

    assert (back["3.7c"], back["5.1a"], back["4.6"]) == (("3.7", "6.6"), ("5.1a", "5.1c"), ())


def test_the_same_version_changes_nothing(root: Path) -> None:
    assert told(root, 2, 2) == {}


def test_what_differs_is_named_field_by_field_and_whether_the_old_one_is_looser(root: Path) -> None:
    with at_hand(root):
        found = {change.key: change for change in changes(registry.between(SHIPPED, 1, 2))}
    inspected = found["obligation:matters-inspected"]

    assert {d.field: (d.old, d.new) for d in inspected.differences} == {
        "count": (
            {"verbs": ["matters.inspect"], "result": [], "less": [], "at_least": 1},
            {"verbs": ["matters.inspect"], "result": [], "less": [], "at_least": 2},
        ),
        "effective_from": ("2022-05-31", "2027-01-01"),
    }
    assert inspected.looser == "count"
    assert found["obligation:points-written"].looser is None
    assert found["clause:3.7"].differences == ()


def test_what_is_gone_is_still_found_by_its_id(root: Path) -> None:
    with at_hand(root):
        assert registry.clause("5.1e").summary.zh == "一卡一课三重温"
        assert registry.clause("3.9").summary.zh.endswith("有话当面说。")
        assert "5.1e" not in registry.pack(SHIPPED).clauses
        assert sorted(registry.versions(SHIPPED)) == [1, 2, 3]
        with pytest.raises(LookupError, match="no version «heilongjiang-2022-38@9»"):
            registry.between(SHIPPED, 1, 9)
