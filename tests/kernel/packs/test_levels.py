"""A lower level may tighten an obligation, never loosen it."""

from pathlib import Path

import pytest

from jingwei.kernel.packs.check import check

from .conftest import SOUND, Write

BASE = SOUND["obligations/few.yaml"].replace("level: school", "level: province")
STRICTER = (
    SOUND["obligations/few.yaml"]
    .replace("id: yearly", "id: ours")
    .replace("verified: false", "tightens: yearly\n    verified: false")
)


def says(root: Path) -> list[str]:
    return [str(fault) for fault in check(root) if "is not sealed" not in fault.message]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("cycle: year", "cycle: quarter"),
        ("strength: inform", "strength: warn"),
        ("at_least: 1}", "at_least: 2}"),
        ("who: [branch]", "who: [branch, committee]"),
    ],
)
def test_asking_more_is_allowed(write: Write, old: str, new: str) -> None:
    ours = STRICTER.replace(old, new)

    assert ours != STRICTER
    assert says(write({"obligations/few.yaml": BASE, "obligations/ours.yaml": ours}).parent) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("cycle: year", "cycle: once", "8: obligations[0].cycle"),
        ("who: [branch]", "who: [committee]", "4: obligations[0].who"),
        ("    count: {verbs: [matters.note], at_least: 1}\n", "", "2: obligations[0]"),
        ("level: school", "level: central", "11: obligations[0].level"),
    ],
)
def test_asking_less_is_a_fault(write: Write, old: str, new: str, fault: str) -> None:
    root = write({"obligations/few.yaml": BASE, "obligations/ours.yaml": STRICTER.replace(old, new)}).parent

    assert says(root) == [
        f"small/obligations/ours.yaml:{fault}: looser than «yearly»: a lower level may tighten, never loosen",
    ]


def test_what_is_tightened_has_to_exist(write: Write) -> None:
    root = write({"obligations/few.yaml": STRICTER}).parent

    assert says(root) == [
        "small/obligations/few.yaml:12: obligations[0].tightens: unknown obligation «yearly»"
    ]
