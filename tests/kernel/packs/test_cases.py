"""A case that the pack contradicts is a fault at the line that says otherwise."""

from pathlib import Path

import pytest

from jingwei.kernel.packs.check import check

from .conftest import Write

HEAD = "cases:\n  - id: one\n    says: {zh: 说, en: Says}\n"


def says(root: Path) -> list[str]:
    return [str(fault) for fault in check(root) if "is not sealed" not in fault.message]


CASES = [
    (
        "about: role",
        "given: {role: keeper}",
        "when: {verbs: [matters.note, matters.confirm]}",
        "then: {holds: true}",
        ["then.holds: role «keeper» does not hold matters.confirm"],
    ),
    (
        "about: role",
        "given: {role: keeper}",
        "when: {verbs: [matters.note, matters.confirm]}",
        "then: {holds: false}",
        ["then.holds: role «keeper» holds matters.note"],
    ),
    (
        "about: condition",
        "given: {facts: [{fact: members, value: 2}]}",
        "when: {condition: {fact: members, at_least: 3}}",
        "then: {holds: true}",
        ["then.holds: the condition gives false: members is 2, not at least 3"],
    ),
    (
        "about: obligation",
        "given: {organisation: {id: a, kind: branch, begins: 2020-01-01}, facts: [{fact: members, value: 3}]}",
        "when: {obligation: yearly, month: 202609}",
        "then: {owed: false, met: true}",
        ["then.met: obligation «yearly» gives false", "then.owed: obligation «yearly» gives true"],
    ),
    (
        "about: indicator",
        "given: {records: [{verb: matters.note, month: 202609, party: a, result: real}]}",
        "when: {indicator: noted, month: 202609}",
        "then: {numerator: 0, denominator: 2}",
        [
            "then.denominator: indicator «noted» counts 1, not 2",
            "then.numerator: indicator «noted» counts 1, not 0",
        ],
    ),
    (
        "about: indicator",
        "given: {records: [{verb: matters.note, month: 202609, party: a, result: real}]}",
        "when: {indicator: noted, month: 202609, organisations: [b]}",
        "then: {numerator: 0, denominator: 0}",
        [],
    ),
    (
        "about: obligation",
        "given: {organisation: {id: a, kind: branch, begins: 2020-01-01}, facts: [{fact: members, value: 3}]}",
        "when: {obligation: yearly, month: 202205}",
        "then: {owed: false}",
        [],
    ),
]


@pytest.mark.parametrize(("about", "given", "when", "then", "faults"), CASES)
def test_cases_run(write: Write, about: str, given: str, when: str, then: str, faults: list[str]) -> None:
    text = HEAD + "".join(f"    {line}\n" for line in (about, given, when, then))

    root = write({"cases/few.yaml": text}).parent

    assert says(root) == [f"small/cases/few.yaml:7: cases[0].{fault}" for fault in faults]
