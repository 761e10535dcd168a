"""Whatever the order of the rows and wherever the rings: parents come before children, rings are named whole."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingwei.foundation.organisations.models import Organisation
from jingwei.mechanisms.imports.tests.sheets import plan
from tests.support import examples
from tests.support.sheets import books
from tests.support.world import World

HEADER = ["单位编码", "单位名称", "单位类别", "上级单位编码"]


@st.composite
def trees(draw: st.DrawFn) -> list[list[str]]:
    """Departments below any other row, themselves or the university, shuffled."""
    count = draw(st.integers(1, 9))
    parents = [draw(st.integers(-1, count - 1)) for _ in range(count)]
    rows = [
        [f"D{at}", f"第{at}办公室", "职能部门", f"D{parent}" if parent >= 0 else ""]
        for at, parent in enumerate(parents)
    ]
    return draw(st.permutations(rows))


def ringed(rows: list[list[str]]) -> set[str]:
    """The codes that stand above themselves."""
    above = {row[0]: row[3] for row in rows}
    found = set()
    for code in above:
        here, seen = above[code], set()
        while here and here not in seen and here != code:
            seen.add(here)
            here = above[here]
        if here == code:
            found.add(code)
    return found


@settings(max_examples=examples.of(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=trees())
def test_parents_first_and_rings_named(world: World, rows: list[list[str]]) -> None:
    found = plan(world, books.text([HEADER, *rows]), "单位.csv", "organisations")

    rings = ringed(rows)
    named = {line.values["code"] for line in found.faulty for one in line.faults if one.fault.code == "cycle"}
    assert named == rings
    placed = [step.node.code for step in found.new]
    above = {row[0]: row[3] for row in rows}
    assert all(not above[code] or placed.index(above[code]) < at for at, code in enumerate(placed))
    assert len(placed) + len(found.faulty) == len(rows)
    assert not Organisation.objects.filter(code__startswith="D").exists()
