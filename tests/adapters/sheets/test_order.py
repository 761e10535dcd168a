"""Parents come before their children wherever they stand, and what cannot stand in a tree is blamed."""

import random

from hypothesis import given
from hypothesis import strategies as st

from jingwei.adapters.sheets.columns import PARTY_ORGANISATIONS
from jingwei.adapters.sheets.headers import find_heading
from jingwei.adapters.sheets.order import parents_first
from jingwei.adapters.sheets.read import Sheet
from jingwei.adapters.sheets.table import Table, understand


def tree_of(parents: list[tuple[str, str]]) -> Table:
    rows: list[list[str]] = [["编号", "名称", "上级编号", "上级名称"]]
    rows += [[code, f"组织{code}", parent, ""] for code, parent in parents]
    sheet, heading = find_heading([Sheet("组织", rows)], PARTY_ORGANISATIONS)
    return understand(sheet, heading, choices={})


def codes_blamed(table: Table) -> set[str]:
    return {found.fault.code for line in table.lines for found in line.faults}


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40), st.randoms(use_true_random=False))
def test_any_tree_in_any_order_comes_out_parents_first(picks: list[int], chance: random.Random) -> None:
    parents = [(str(at + 1), str(pick % at + 1) if at else "") for at, pick in enumerate(picks)]
    chance.shuffle(parents)
    table = tree_of(parents)

    ordered = [line.values["code"] for line in parents_first(table)]

    assert codes_blamed(table) == set()
    assert sorted(ordered) == sorted(code for code, _parent in parents)
    assert all(not parent or ordered.index(parent) < ordered.index(code) for code, parent in parents)


@given(st.lists(st.integers(1, 12), min_size=1, max_size=12))
def test_exactly_the_rows_of_a_ring_are_blamed(picks: list[int]) -> None:
    parents = {str(at): str((pick - 1) % len(picks) + 1) for at, pick in enumerate(picks, 1)}
    table = tree_of(list(parents.items()))

    parents_first(table)

    def in_ring(code: str) -> bool:
        here = parents[code]
        for _step in parents:
            if here == code:
                return True
            here = parents[here]
        return False

    blamed = {line.values["code"] for line in table.lines if line.faults}
    assert blamed == {code for code in parents if in_ring(code)}


def test_a_parent_on_record_is_known_by_code_or_by_name() -> None:
    table = tree_of([("2", "1"), ("3", "9")])
    table.lines[1].values.update(parent_code="", parent_name="校党委")

    parents_first(table, codes={"1"}, names={"校党委": 1})

    assert codes_blamed(table) == set()


def test_a_long_chain_is_no_matter() -> None:
    table = tree_of([(str(at), str(at + 1)) for at in range(5000)])

    ordered = parents_first(table, codes={"5000"})

    assert ordered[0].values["code"] == "4999"
    assert codes_blamed(table) == set()
