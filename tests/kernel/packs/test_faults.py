"""A bad pack is reported once and whole: every fault with file, line and a sentence."""

from pathlib import Path

from jingwei.kernel.packs.check import check

from .conftest import SOUND, Write

BAD = {
    "pack.yaml": SOUND["pack.yaml"]
    .replace("version: 1", "version: 0\nowner: me")
    .replace("2022-06-01", "June"),
    "clauses/1.yaml": """\
section: {number: 1, title: {zh: 一, en: One}}
clauses:
  - id: 1.1
    summary: {zh: 一}
    objects: [matters]
    shows: {zh: 看, en: 7}
  - id: 1.1
    summary: {zh: 一, en: One}
    objects: []
    shows: {zh: 看, en: See}
    orienting: yes
  - id: 1.2
    summary: {zh: 二, en: Two}
    objects: [matter, depth]
    shows: {zh: 看, en: See}
    terms: [deepness]
""",
    "roles.yaml": """\
roles:
  - id: keeper
    label: {zh: 管, en: Keeper}
    description: {zh: 管, en: Keeps}
    tree: party
    kinds: [branch, school]
    appointed_by: [boss]
    verbs: [matters.see, matters.nots, meetings.*]
  - id: both
    label: {zh: 管, en: Both}
    description: {zh: 管, en: Both}
    tree: forest
    verbs: [matters.see, matters]
""",
    "obligations/few.yaml": SOUND["obligations/few.yaml"]
    .replace("{fact: members, at_least: 3}", "{fact: members, at_least: 3, at_most: 4}")
    .replace("modality: 要", "modality: 宜"),
    "indicators/depth.yaml": SOUND["indicators/depth.yaml"].replace(
        "source: records, verbs: [matters.note], result", "source: guesses, result"
    ),
    "cases/few.yaml": SOUND["cases/few.yaml"].replace("about: role", "about: weather"),
    "rules.yaml": "rules: []\n",
    "flows/odd.yaml": "flows: {}\n",
}


def test_all_faults_are_reported_at_once_with_file_and_line(write: Write) -> None:
    root = write(BAD).parent

    faults = check(root, verbs={"matters.see", "matters.note"})

    assert [str(fault) for fault in faults] == [
        "small/cases/few.yaml:2: cases[0]: «about» should be one of role, condition, obligation, indicator",
        "small/clauses/1.yaml:4: clauses[0].summary: «en» is missing",
        "small/clauses/1.yaml:6: clauses[0].shows.en: should be text (put it in quotes if it looks like a number)",
        "small/clauses/1.yaml:7: clauses[1].id: clause «1.1» is already in small/clauses/1.yaml:3",
        "small/clauses/1.yaml:9: clauses[1].objects: needs at least 1, has 0",
        "small/clauses/1.yaml:11: clauses[1].orienting: should be true or false",
        "small/clauses/1.yaml:14: clauses[2].objects[0]: unknown term «matter»: did you mean «matters»?",
        "small/clauses/1.yaml:14: clauses[2].objects[1]: «depth» belongs to the group degree, not object",
        "small/clauses/1.yaml:16: clauses[2].terms[0]: unknown term «deepness»",
        "small/flows/odd.yaml:1: flows: should be a list",
        "small/indicators/depth.yaml:11: indicators[0].numerator: «source» should be one of records, organisations_with",
        "small/obligations/few.yaml:5: obligations[0].when.all[0]: a fact needs one of equals, at_least, at_most, one_of",
        "small/obligations/few.yaml:6: obligations[0].modality: should be 应, 要, 可 or 探索, not «宜»",
        "small/pack.yaml:3: version: should be at least 1",
        "small/pack.yaml:4: owner: unknown key «owner»",
        "small/pack.yaml:8: effective_from: should be a date such as 2022-05-31",
        "small/roles.yaml:6: roles[0].kinds[1]: «school» stands in the unit tree, not in the party tree",
        "small/roles.yaml:7: roles[0].appointed_by[0]: unknown role «boss»",
        "small/roles.yaml:8: roles[0].verbs[1]: unknown verb «matters.nots»: did you mean «matters.note»?",
        "small/roles.yaml:8: roles[0].verbs[2]: unknown verb «meetings.*»",
        "small/roles.yaml:12: roles[1].tree: should be party, unit or any, not «forest»",
        "small/roles.yaml:13: roles[1].verbs[1]: «matters» is not spelt like ^[a-z][a-z_]*\\.([a-z][a-z_]*|\\*)$",
        "small/rules.yaml:1: no place in a pack for this file",
    ]


def test_a_faulty_item_is_still_known_to_others(change: Write) -> None:
    root = change("kinds.yaml", "is_branch: true", "is_branch: maybe").parent

    assert [str(fault) for fault in check(root) if "version" not in fault.message] == [
        "small/kinds.yaml:10: kinds[1].is_branch: should be true or false",
    ]


def test_a_missing_head_is_a_fault(write: Write, tmp_path: Path) -> None:
    (write() / "pack.yaml").unlink()

    assert [str(fault) for fault in check(tmp_path)] == ["small/pack.yaml:1: the file is missing"]
