"""What each spec refuses, and in which words."""

from pathlib import Path

import pytest

from jingwei.kernel.packs.check import check
from jingwei.kernel.packs.load import load
from jingwei.kernel.packs.pack import pack_of

from .conftest import SOUND, Write

FLOW = """\
flows:
  - id: simple
    label: {zh: 流程, en: Flow}
    initial: open
    states: [{id: open, label: {zh: 开, en: Open}}, {id: done, label: {zh: 完, en: Done}}]
    steps: [{verb: matters.note, source: open, target: done}]
"""


def says(root: Path) -> list[str]:
    return [str(fault) for fault in check(root) if "is not sealed" not in fault.message]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("initial: open", "initial: begun", "unknown state «begun»"),
        ("target: done", "target: gone", "unknown state «gone»"),
        ("target: done", "target: open", "state «done» cannot be reached from «open»"),
        ("id: done, ", "id: open, ", "«states» names a state twice"),
        (
            "target: done}]",
            "target: done}, {verb: matters.note, source: open, target: open}]",
            "a verb leads twice out of the same state",
        ),
    ],
)
def test_a_flow_has_to_be_walkable(write: Write, old: str, new: str, fault: str) -> None:
    assert FLOW.count(old) == 1

    root = write({"flows/simple.yaml": FLOW.replace(old, new)}).parent

    assert says(root) == [f"small/flows/simple.yaml:2: flows[0]: {fault}"]


def test_a_sound_flow_is_read(write: Write) -> None:
    folder = write({"flows/simple.yaml": FLOW})

    assert pack_of(load(folder)).flows["simple"].reachable() == {"open", "done"}


NOT_A_PART = "«numerator» is not a part of «denominator», so it would not be a share"
NOT_ALIKE = "«numerator» and «denominator» should both count records, or both organisations"
ORGANISATIONS = "{source: organisations_with, kinds: [branch], records: {verbs: [matters.note]}}"


@pytest.mark.parametrize(
    ("numerator", "fault"),
    [
        ("{source: records, verbs: [matters.note]}", NOT_A_PART),
        ("{source: records, verbs: [matters.see], result: [real]}", NOT_A_PART),
        ("{source: records, verbs: [matters.note], result: [real], distinct: subject}", NOT_A_PART),
        (ORGANISATIONS, NOT_ALIKE),
    ],
)
def test_an_indicator_is_a_true_share(change: Write, numerator: str, fault: str) -> None:
    old = "{source: records, verbs: [matters.note], result: [real]}"

    root = change("indicators/depth.yaml", old, numerator).parent

    assert says(root) == [f"small/indicators/depth.yaml:2: indicators[0]: {fault}"]


@pytest.mark.parametrize(
    "limit", ["side: [both]", "result: [late]", "tags: [deed:work]", "without: deed:work"]
)
def test_a_numerator_keeps_the_limits_of_its_denominator(write: Write, limit: str) -> None:
    text = SOUND["indicators/depth.yaml"]
    wide = "denominator: {source: records, verbs: [matters.note]}"
    narrow = f"denominator: {{source: records, verbs: [matters.note], {limit}}}"

    root = write({"indicators/depth.yaml": text.replace(wide, narrow)}).parent

    assert says(root) == [f"small/indicators/depth.yaml:2: indicators[0]: {NOT_A_PART}"]


@pytest.mark.parametrize(
    ("place", "old", "new", "fault"),
    [
        (
            "kinds.yaml",
            "    parents: [committee]\n",
            "",
            "6: kinds[1]: a kind needs «parents» or has to be a tenant root",
        ),
        (
            "kinds.yaml",
            "tree: unit",
            "tree: unit\n    is_branch: true",
            "11: kinds[2]: only a Party organisation can be a branch",
        ),
        (
            "roles.yaml",
            "    appointed_by: [keeper]\n",
            "",
            "2: roles[0]: a role is implicit or has «appointed_by», one of the two",
        ),
        ("roles.yaml", "matters.see, ", "matters.note, ", "2: roles[0]: «verbs» names a verb twice"),
        (
            "obligations/few.yaml",
            "strength: inform",
            "strength: block",
            "2: obligations[0]: what nobody has verified cannot block; use «warn» or «inform»",
        ),
        (
            "obligations/few.yaml",
            "2022-06-01",
            "2022-06-01\n    effective_to: 2021-01-01",
            "2: obligations[0]: «effective_to» lies before «effective_from»",
        ),
        ("pack.yaml", "urn:jingwei:small", "urn:jingwei:large", "1: «urn» should be urn:jingwei:small"),
        ("pack.yaml", "[zh, en]", "[zh, zh]", "1: «languages» should be zh and en, each once"),
    ],
)
def test_a_spec_agrees_with_itself(change: Write, place: str, old: str, new: str, fault: str) -> None:
    assert says(change(place, old, new).parent) == [f"small/{place}:{fault}"]


def test_specs_are_frozen(write: Write) -> None:
    pack = pack_of(load(write()))

    with pytest.raises(ValueError, match="frozen"):
        pack.roles["keeper"].verbs = ()  # type: ignore[misc]
    with pytest.raises(TypeError):
        pack.roles["other"] = pack.roles["keeper"]  # type: ignore[index]


def test_a_role_may_hold_a_whole_mechanism(change: Write) -> None:
    folder = change("roles.yaml", "matters.see, matters.note", "'matters.*'")
    role = pack_of(load(folder)).roles["keeper"]

    assert role.holds("matters.note")
    assert not role.holds("people.see")
    assert [str(f) for f in check(folder.parent, verbs={"matters.note"}) if "sealed" not in f.message] == []
