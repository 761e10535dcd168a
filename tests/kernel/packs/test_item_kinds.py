"""Kinds of agenda item: which bodies they go through, each of which has to exist and to decide."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jingwei.kernel.packs.check import check

from .conftest import Write
from .test_bodies import BASE

KINDS = """\
item_kinds:
  - id: staff
    label: {zh: 队伍, en: Staff}
    route: [joint]
    clause: 1.1
    source: {instrument: 意见, article: 三}
    level: province
    verified: false
"""


@pytest.fixture
def says(write: Write) -> Any:
    def written(kinds: str, bodies: str = BASE) -> list[str]:
        root: Path = write({"bodies.yaml": bodies, "item-kinds.yaml": kinds}).parent
        return [str(fault) for fault in check(root) if "is not sealed" not in fault.message]

    return written


def test_it_goes_to_a_body_that_decides(says: Any) -> None:
    assert says(KINDS) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "route: [joint]",
            "route: [jont]",
            "4: item_kinds[0].route[0]: unknown body «jont»: did you mean «joint»?",
        ),
        ("clause: 1.1", "clause: 1.9", "5: item_kinds[0].clause: unknown clause «1.9»"),
    ],
)
def test_what_it_names_has_to_exist(says: Any, old: str, new: str, fault: str) -> None:
    (found,) = says(KINDS.replace(old, new))

    assert found.startswith(f"small/item-kinds.yaml:{fault}")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("route: [joint]", "route: [joint, joint]"),
        ("route: [joint]", "route: []"),
        ("route: [joint]", "route: [joint]\n    present: all"),
        ("level: province", "level: village"),
    ],
)
def test_what_is_not_sound_is_refused_with_its_line(says: Any, old: str, new: str) -> None:
    faults = says(KINDS.replace(old, new))

    assert [each.split(":")[0] for each in faults] == ["small/item-kinds.yaml"] * len(faults)
    assert len(faults) == 1


def test_a_body_that_does_not_decide_hears_nothing(says: Any) -> None:
    talk = BASE + BASE.removeprefix("bodies:\n").replace("id: joint", "id: day").replace(
        "expected: seats", "expected: nobody"
    ).replace(
        """    deciding:
      seats: [keeper]
      chair: [keeper]
      present: two-thirds
      in_favour: half
      of: seats
      notice_days: 2
""",
        "",
    )

    assert says(KINDS.replace("[joint]", "[day]"), talk) == [
        "small/item-kinds.yaml:4: item_kinds[0].route[0]: «day» does not decide"
    ]
