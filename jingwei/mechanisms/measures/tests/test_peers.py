"""An organisation among those of its kind and size: how they lie is told, who they are is not."""

from __future__ import annotations

from datetime import date
from math import isclose
from typing import Any

import pytest
from lxml import html

from jingwei.foundation.organisations.actions import begin_membership, found_organisation, move_organisation
from jingwei.foundation.organisations.queries import organisations_for
from jingwei.foundation.people.actions import register_person
from jingwei.kernel.packs import registry
from jingwei.mechanisms.measures.actions import recompute
from jingwei.mechanisms.measures.queries.degrees import Figure, between
from jingwei.mechanisms.measures.queries.figures import Counts
from jingwei.mechanisms.measures.queries.peers import Peers, counts_by_path, peers_of
from jingwei.mechanisms.measures.queries.reach import READER, organisation_of, reaches_of
from jingwei.mechanisms.measures.queries.rows import counts_behind
from jingwei.mechanisms.measures.queries.spans import period
from jingwei.mechanisms.measures.tests.history import PAIRS, Deed, happened
from tests.support.world import BUILDER, World

CORRECTIONS = "corrections-on-time"
ON_TIME = (4, 4, 3, 2, 1, 0)
"""Of four corrections each, how many of the six others closed on time."""


@pytest.mark.parametrize("indicator", [each.id for each in registry.indicators()])
def test_all_of_one_depth_at_once_are_what_each_is_alone(year: World, indicator: str) -> None:
    measured, span = registry.indicator(indicator), period("2026")
    key = "branch" if measured.per == "party" else "team"
    like = organisation_of(year.actor("committee"), year[key].pk)
    found = counts_by_path(len(like.path), (like.university_id,), measured, span)
    alike = organisations_for(READER).filter(
        university=year["branch"].university_id, tree=measured.per, depth=year[key].depth
    )

    for each in alike:
        alone = counts_behind(measured, reaches_of(each), span)
        assert (each.name, found.get(each.path, Counts())) == (each.name, alone)


@pytest.fixture
def crowd(world: World) -> World:
    """Six more branches of teachers, each with two members and four corrections; one's own had three, all on time."""
    people = iter(range(900, 999))
    for number, on_time in enumerate(ON_TIME):
        code = f"P{number}"
        made = found_organisation(
            world["faculty_party"],
            actor=BUILDER,
            kind="teacher-branch",
            code=code,
            name=f"第{number}教师党支部",
        )
        for _member in range(2):
            person = register_person(
                world.universities["home"],
                actor=BUILDER,
                code=f"p{next(people)}",
                name="某",
                standing="member",
            )
            begin_membership(made, actor=BUILDER, person=person)
        world.organisations[code] = made
        results = ["on-time"] * on_time + ["late"] * (4 - on_time)
        _corrected(world, code, results)
    _corrected(world, "branch", ["on-time"] * 3)
    recompute()
    return world


def _corrected(world: World, key: str, results: list[str]) -> None:
    before, world.organisations[PAIRS[0][0]] = world.organisations[PAIRS[0][0]], world.organisations[key]
    happened(
        world,
        [
            Deed("matters.reckon_correction", date(2026, 2, 3), part=f"correction:{key}{at}", result=each)
            for at, each in enumerate(results)
        ],
    )
    world.organisations[PAIRS[0][0]] = before


def lies(world: World, account: str = "faculty", key: str = "branch", indicator: str = CORRECTIONS) -> Any:
    organisation = organisation_of(world.actor(account), world[key].pk)
    return peers_of(organisation, registry.indicator(indicator), period("2026"))


def test_the_others_of_its_kind_lie_where_their_shares_do(crowd: World) -> None:
    found = lies(crowd, key="P0")

    assert (found.kind, found.own, found.others) == ("教师党支部", 100, (0, 25, 50, 75, 100))
    assert found.words == "5 个有比例的里，居中的是 50%，一半落在 25% 到 75% 之间。"
    assert (found.is_told, found.place) == (True, "自己是 100%，比多数同类高。")
    assert lies(crowd, key="P5").place == "自己是 0%，比多数同类低。"
    assert lies(crowd, key="P3").place == "自己是 50%，和多数同类差不多。"


def test_of_another_size_it_is_not_alike(crowd: World) -> None:
    """The branch of the world has more than twice the two members of the others, until one of them has seven."""
    before = lies(crowd).others
    for number in range(5):
        person = register_person(
            crowd.universities["home"], actor=BUILDER, code=f"q{number}", name="某", standing="member"
        )
        begin_membership(crowd["P0"], actor=BUILDER, person=person)

    assert (before, lies(crowd).others) == ((), (100,))


def test_who_was_moved_is_left_out_and_its_own_share_is_that_of_its_page(crowd: World) -> None:
    """What it did before lies at the path that it had then."""
    for key in ("P0", "P1"):
        move_organisation(crowd[key], actor=BUILDER, parent=crowd["other_faculty_party"])
        crowd.organisations[key] = organisations_for(READER).get(pk=crowd[key].pk)

    assert lies(crowd, "committee", "P0").own == 100
    assert lies(crowd, key="P2").others == (0, 25, 50)


def test_the_own_share_lies_where_the_rounded_ones_do() -> None:
    """Of equal shares none is below or above the others."""
    assert Peers("", 73, (75,) * 5).place == "自己是 73%，和多数同类差不多。"
    assert Peers("", 77, (75,) * 5).place == "自己是 77%，和多数同类差不多。"
    assert Peers("", 70, (75,) * 5).place == "自己是 70%，比多数同类低。"


def test_too_few_are_not_compared(year: World) -> None:
    found = lies(year)

    assert found.is_told is False


def test_a_figure_of_the_other_tree_or_of_the_whole_has_none(crowd: World) -> None:
    assert lies(crowd, "dean", "team") is None
    assert lies(crowd, "committee", "committee") is None


def test_by_page_nobody_is_named(crowd: World) -> None:
    client, at = (
        crowd.client("faculty"),
        f"/measures/{CORRECTIONS}/peers/?organisation={crowd['P0'].pk}&period=2026",
    )
    alone = client.get(at)
    shown = client.get(at, headers={"HX-Request": "true"}).content.decode()
    page = html.fromstring(shown)

    assert (alone.status_code, alone["Location"].startswith(f"/measures/{CORRECTIONS}/?")) == (303, True)
    assert "5 个有比例的里" in shown
    assert len(page.xpath("//*[name()='circle']")) == 5
    assert not any(f"第{number}教师党支部" in shown for number in range(6))
    assert crowd.client("neighbour").get(at, headers={"HX-Request": "true"}).status_code == 404


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"), [(0, 10, 0, 28), (5, 10, 23, 77), (10, 10, 72, 100), (29, 29, 88, 100)]
)
def test_few_are_told_with_what_may_as_well_be(part: int, whole: int, low: int, high: int) -> None:
    """The interval of Wilson, checked against its own definition: the bounds solve (p - share)² = z² p (1 - p) / n."""
    assert between(Counts(part, whole)) == (low, high)
    z2n, share = 1.96**2 / whole, part / whole
    for bound in (
        (share + z2n / 2 + s * ((share * (1 - share) + z2n / 4) * z2n) ** 0.5) / (1 + z2n) for s in (-1, 1)
    ):
        assert isclose((bound - share) ** 2, z2n * bound * (1 - bound), abs_tol=1e-12)


def test_many_are_told_plainly() -> None:
    measured = registry.indicator(CORRECTIONS)

    assert [Figure(measured, period("2026"), Counts(n // 2, n)).about for n in (2, 30, 500)] == ["", "", ""]
    assert "都有可能" in Figure(measured, period("2026"), Counts(4, 29)).about
