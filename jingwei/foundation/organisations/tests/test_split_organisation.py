"""`organisations.split`: new ones come out of one, each with those who were named; the rest stays or goes to the heir."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from lxml import html

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import broken_links
from jingwei.foundation.matters.models import Matter
from jingwei.foundation.organisations.actions import Part, split_organisation
from jingwei.foundation.organisations.models import Coverage, Membership, Organisation, PlannedChange
from jingwei.foundation.organisations.reactions import carry_out_planned_changes
from tests.support.matters import story_at
from tests.support.verbs import refused
from tests.support.world import BUILDER, World

TODAY, DAY = date(2026, 5, 20), timedelta(days=1)


def members(code: str) -> set[str]:
    rows = Membership.objects.filter(organisation__code=code, until=None)
    return set(rows.values_list("person__name", flat=True))


def test_one_comes_out_and_the_rest_stays(world: World) -> None:
    branch = world["branch"]
    part = Part("第二农机支部", "b2", people=[world.people["member"].pk, world.people["head"].pk])

    with clock_at(TODAY):
        split_organisation(branch, actor=world.actor("orgoffice"), parts=[part])

    made = Organisation.objects.get(code="b2")
    assert (made.kind, made.founded_on, made.former) == (branch.kind, TODAY, "")
    assert members("b2") == {"喻清川", "乔望北"}
    assert members("branch") == {"孟青禾", "沈砚秋", "裴若谷"}
    assert Coverage.objects.filter(party=made, unit=world["team"], until=None).count() == 1
    assert Organisation.objects.get(pk=branch.pk).ended_on is None
    assert list(made.follows.values_list("predecessor", "way", "since")) == [(branch.pk, "split", TODAY)]
    assert list(broken_links(branch.university_id)) == []


def test_two_take_its_place(world: World) -> None:
    home = world["faculty_party"]
    parts = [
        Part("机械一党委", "f1", below=[world["branch"].pk]),
        Part("机械二党委", "f2", below=[world["student_branch"].pk]),
    ]

    with clock_at(TODAY):
        split_organisation(home, actor=world.actor("orgoffice"), parts=parts, stays=False)

    first, second = (Organisation.objects.get(code=code) for code in ("f1", "f2"))
    assert Organisation.objects.get(pk=home.pk).ended_on == TODAY - DAY
    assert Organisation.objects.get(pk=world["branch"].pk).path.startswith(first.path)
    assert Organisation.objects.get(pk=world["student_branch"].pk).path.startswith(second.path)
    assert (first.former, second.former) == (f"|{home.path}|", f"|{home.path}|")


def test_what_is_not_named_goes_to_the_heir(world: World) -> None:
    with story_at(world, "implementing") as story:
        branch = story.matter.party
        parts = [Part("农机一支部", "b1"), Part("农机二支部", "b2", people=[world.people["member"].pk])]
        split_organisation(branch, actor=BUILDER, parts=parts, stays=False)

        assert Matter.objects.get(pk=story.matter.pk).party.code == "b1"
    assert (members("b1"), members("b2")) == ({"孟青禾", "乔望北", "沈砚秋", "裴若谷"}, {"喻清川"})


def test_who_holds_no_grant_is_refused(world: World) -> None:
    with refused(403, "no-grant"):
        split_organisation(world["branch"], actor=world.actor("faculty"), parts=[Part("新", "n")])


def test_the_university_itself_is_not_split(world: World) -> None:
    with refused(403, "rule", says="学校自己"):
        split_organisation(world["committee"], actor=BUILDER, parts=[Part("新", "n")])


@pytest.mark.parametrize(
    ("parts", "stays", "field"),
    [
        ([], True, "parts"),
        ([Part("新", "n")], False, "parts"),
        ([Part("新", "")], True, "code"),
        ([Part("", "n")], True, "name"),
        ([Part("新", "n"), Part("又", "n")], True, "code"),
        ([Part("新", "other_branch")], True, "code"),
        ([Part("新", "n", people=[999_999])], True, "people"),
        ([Part("新", "n", below=[999_999])], True, "below"),
    ],
)
def test_what_does_not_add_up_is_refused_by_name(
    world: World, parts: list[Part], stays: bool, field: str
) -> None:
    with refused(422, "invalid"):
        try:
            split_organisation(world["branch"], actor=BUILDER, parts=parts, stays=stays)
        except Exception as refusal:
            assert [error.field for error in refusal.errors] == [field]  # type: ignore[attr-defined]
            raise


def test_one_that_is_planned_comes_on_its_day(world: World) -> None:
    ahead = TODAY + 10 * DAY
    part = Part("第二农机支部", "b2", people=[world.people["member"].pk])
    with clock_at(TODAY):
        split_organisation(world["branch"], actor=BUILDER, parts=[part], since=ahead)
    assert PlannedChange.objects.get().told == "由智能农机教师党支部分出第二农机支部，自 2026-05-30 起"

    with clock_at(ahead):
        carry_out_planned_changes.func()

    assert members("b2") == {"喻清川"}


def test_the_form_lets_people_be_moved(world: World) -> None:
    client, url = world.client("orgoffice"), f"/organisations/{world['branch'].pk}/organisations-split/"
    given = {"name_1": "第二农机支部", "code_1": "b2", "stays": "on"}
    page = html.fromstring(client.post(url, given).content.decode())
    places = {each.get("name"): "0" for each in page.xpath("//main//select")}
    assert len(places) == 5
    lines = [each.get("value") for each in page.xpath("//input[@name='foretold']")]

    chosen = given | places | {f"people-{world.people['member'].pk}": "1", "foretold": lines}
    again = html.fromstring(client.post(url, chosen).content.decode())
    lines = [each.get("value") for each in again.xpath("//input[@name='foretold']")]
    assert lines[0] == "第二农机支部由智能农机教师党支部分出：转入 1 人、下级 0 个。"

    assert client.post(url, chosen | {"foretold": lines}).status_code == 303
    assert members("b2") == {"喻清川"}


def test_a_machine_names_its_parts(world: World) -> None:
    client, url = world.client("orgoffice"), f"/api/v1/organisations/{world['branch'].pk}/split"
    part = {"name": "第二农机支部", "code": "b2", "people": [world.people["member"].pk]}

    answers = [
        client.post(url, body, content_type="application/json").status_code
        for body in (
            {"parts": [part | {"people": [2**70]}]},
            {"parts": "x"},
            {"parts": [part]},
            {"parts": [part]},
        )
    ]

    assert answers == [422, 422, 200, 422]
