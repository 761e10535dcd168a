"""Every reference leads somewhere, in a pack and between packs."""

from pathlib import Path

import pytest

from jingwei.kernel.packs import registry
from jingwei.kernel.packs.check import check
from jingwei.kernel.packs.fault import BrokenPack
from tests.support.packs import at_hand

from .conftest import SOUND, Write

HEAD = SOUND["pack.yaml"]


def faults_in(root: Path) -> list[str]:
    return [str(fault) for fault in check(root) if "is not sealed" not in fault.message]


def test_the_small_pack_is_sound(write: Write) -> None:
    assert faults_in(write().parent) == []


@pytest.mark.parametrize(
    ("place", "old", "new", "fault"),
    [
        (
            "kinds.yaml",
            "[committee]",
            "[school]",
            "9: kinds[1].parents[0]: «school» stands in the unit tree, not in the party tree",
        ),
        ("terms.yaml", "clause: 1.1", "clause: 1.2", "2: terms[0].clause: unknown clause «1.2»"),
        (
            "obligations/few.yaml",
            "[branch]",
            "[branches]",
            "4: obligations[0].who[0]: unknown kind «branches»: did you mean «branch»?",
        ),
        (
            "obligations/few.yaml",
            "fact: members",
            "fact: depth",
            "5: obligations[0].when.all[0].fact: «depth» belongs to the group degree, not fact",
        ),
        (
            "indicators/depth.yaml",
            "clause: 1.1",
            "clause: 7.1",
            "9: indicators[0].clause: unknown clause «7.1»",
        ),
        (
            "indicators/depth.yaml",
            "headline: true",
            "headline: false",
            "3: indicators[0].degree: «depth» has no headline",
        ),
        ("cases/few.yaml", "role: keeper", "role: dean", "5: cases[0].given.role: unknown role «dean»"),
    ],
)
def test_an_unknown_name_is_a_fault_at_its_line(
    change: Write, place: str, old: str, new: str, fault: str
) -> None:
    assert faults_in(change(place, old, new).parent) == [f"small/{place}:{fault}"]


def test_a_tag_of_a_term_group_has_to_be_a_term(change: Write) -> None:
    root = change("indicators/depth.yaml", "result: [real]", "tags: [function:teachers]").parent

    assert faults_in(root) == [
        "small/indicators/depth.yaml:11: indicators[0].numerator.tags[0]: unknown term «teachers»",
    ]


def test_a_second_headline_is_a_fault(write: Write) -> None:
    one = SOUND["indicators/depth.yaml"]
    root = write({"indicators/more.yaml": one.replace("id: noted", "id: again")}).parent

    assert faults_in(root) == [
        "small/indicators/more.yaml:4: indicators[0].headline: «depth» already has the headline «noted»",
    ]


def test_two_files_of_one_chapter_are_a_fault(write: Write) -> None:
    other = SOUND["clauses/1.yaml"].replace("id: 1.1", "id: 1.2")
    root = write({"clauses/one-more.yaml": other}).parent

    assert faults_in(root) == [
        "small/clauses/one-more.yaml:1: section.number: section 1 already stands in small/clauses/1.yaml",
    ]


def test_a_clause_of_another_chapter_is_a_fault(change: Write) -> None:
    root = change("clauses/1.yaml", "number: 1", "number: 2").parent

    assert faults_in(root) == ["small/clauses/1.yaml:1: clause «1.1» does not belong to section 2"]


def second(tmp_path: Path, head: str, **files: str) -> None:
    for place, text in {"pack.yaml": head, **files}.items():
        path = tmp_path / "second" / place.replace("_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def named(name: str, extends: str = "") -> str:
    return HEAD.replace("small", name) + (f"extends: [{extends}]\n" if extends else "")


def test_a_pack_may_use_what_it_extends(write: Write, tmp_path: Path) -> None:
    write()
    second(
        tmp_path,
        named("second", "small"),
        **{"roles.yaml": SOUND["roles.yaml"].replace("id: keeper", "id: other")},
    )

    assert faults_in(tmp_path) == []
    with at_hand(tmp_path):
        assert [each.id for each in registry.packs()] == ["small", "second"]
        assert registry.role("other").appointed_by == ("keeper",)


def test_without_extending_it_may_not(write: Write, tmp_path: Path) -> None:
    write()
    second(
        tmp_path, named("second"), **{"roles.yaml": SOUND["roles.yaml"].replace("id: keeper", "id: other")}
    )

    assert faults_in(tmp_path) == [
        "second/roles.yaml:6: roles[0].kinds[0]: unknown kind «branch»",
        "second/roles.yaml:7: roles[0].appointed_by[0]: unknown role «keeper»",
    ]
    with at_hand(tmp_path), pytest.raises(BrokenPack, match="unknown role «keeper»"):
        registry.packs()


def test_a_name_belongs_to_one_pack(write: Write, tmp_path: Path) -> None:
    write()
    second(tmp_path, named("second", "small"), **{"roles.yaml": SOUND["roles.yaml"]})

    assert faults_in(tmp_path) == ["second/roles.yaml:2: roles[0].id: role «keeper» already belongs to small"]


def test_a_clause_number_belongs_to_one_pack_and_may_bear_its_word(write: Write, tmp_path: Path) -> None:
    write()
    clauses = SOUND["clauses/1.yaml"]
    second(tmp_path, named("second", "small"), **{"clauses/1.yaml": clauses})

    taken = faults_in(tmp_path)
    second(tmp_path, named("second", "small"), **{"clauses/1.yaml": clauses.replace("1.1", "lab-1.1")})

    assert taken == ["second/clauses/1.yaml:3: clauses[0].id: clause «1.1» already belongs to small"]
    assert faults_in(tmp_path) == []
    with at_hand(tmp_path):
        clause = registry.clause("lab-1.1")
    assert (clause.section, clause.shown) == (1, "1.1")


def test_packs_do_not_extend_each_other_in_a_ring(write: Write, tmp_path: Path) -> None:
    write({"pack.yaml": named("small", "second")})
    second(tmp_path, named("second", "small"))

    assert faults_in(tmp_path) == ["small/pack.yaml:8: extends[0]: «second» extends this pack in turn"]


def test_a_pack_is_called_like_its_folder(write: Write, tmp_path: Path) -> None:
    write({"pack.yaml": named("large")})

    assert faults_in(tmp_path) == [
        "small/pack.yaml:1: id: the pack lies in «small», so its id should be «small»",
    ]


def test_an_unknown_base_is_a_fault(write: Write, tmp_path: Path) -> None:
    write({"pack.yaml": named("small", "none")})

    assert faults_in(tmp_path) == ["small/pack.yaml:8: extends[0]: «none» is no pack"]
