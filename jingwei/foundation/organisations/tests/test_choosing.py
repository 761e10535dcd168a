"""A field for one of many: suggested from those who may be chosen there, resolved by the same, plain about what is unclear."""

from typing import Any

import pytest
from lxml import html

from jingwei.adapters import clock
from jingwei.foundation.organisations.actions import begin_membership, found_organisation
from jingwei.foundation.organisations.models import Organisation
from jingwei.foundation.people.actions import register_person
from jingwei.foundation.people.models import Person
from jingwei.kernel.dated import DAY
from tests.support.page import of_class, said
from tests.support.world import BUILDER, World


def suggested(answer: Any) -> list[tuple[str, str]]:
    found = html.fromstring(f"<div>{answer.content.decode()}</div>").iter("option")
    return [(each.get("value"), each.get("label")) for each in found]


def appoint(world: World, at: str = "student_branch") -> str:
    return f"/organisations/{world[at].pk}/appointments-make/"


def move(world: World) -> str:
    return f"/organisations/{world['branch'].pk}/organisations-move/"


def many(world: World, count: int) -> None:
    for number in range(count):
        found_organisation(
            world["committee"],
            actor=BUILDER,
            kind="faculty-committee",
            code=f"f{number:02d}",
            name=f"第{number:02d}学院党委",
        )


def twin(world: World, unit: str) -> Person:
    made = register_person(world.universities["home"], actor=BUILDER, code=f"Z-{unit}", name="喻清川")
    begin_membership(world[unit], actor=BUILDER, person=made)
    return made


def test_people_are_suggested_by_name_or_code_with_their_unit(world: World) -> None:
    client, member = world.client("faculty"), world.people["member"]
    one = [(f"喻清川　{member.code}", "农机装备研究所")]

    assert suggested(client.get(appoint(world), {"suggest": "person", "person": "喻"})) == one
    assert suggested(client.get(appoint(world), {"suggest": "person", "person": member.code})) == one
    assert suggested(client.get(appoint(world), {"suggest": "person", "person": "清川"})) == []


def test_nobody_is_suggested_or_taken_but_those_one_may_see(world: World) -> None:
    client = world.client("faculty")
    for stranger in ("neighbour", "outsider"):
        name = world.people[stranger].name
        answer = client.post(appoint(world), {"role": "branch-secretary", "person": name})

        assert suggested(client.get(appoint(world), {"suggest": "person", "person": name})) == []
        assert (answer.status_code, f"没有找到“{name}”。" in answer.content.decode()) == (422, True)


def test_who_left_is_not_suggested(world: World) -> None:
    Person.objects.filter(pk=world.people["member"].pk).update(left_on=clock.today() - DAY)

    assert suggested(world.client("faculty").get(appoint(world), {"suggest": "person", "person": "喻"})) == []


@pytest.mark.parametrize(
    ("account", "at", "status"),
    [("faculty", "other_branch", 404), ("member", "branch", 403), ("outsider", "branch", 404)],
)
def test_suggestions_come_only_through_the_door_of_the_form(
    world: World, account: str, at: str, status: int
) -> None:
    answer = world.client(account).get(appoint(world, at), {"suggest": "person", "person": "喻"})

    assert (answer.status_code, suggested(answer)) == (status, [])


@pytest.mark.parametrize("field", ["role", "nothing", "since"])
def test_what_is_no_such_field_suggests_nothing(world: World, field: str) -> None:
    assert world.client("faculty").get(appoint(world), {"suggest": field}).status_code == 404


@pytest.mark.parametrize("typed", ["{name}", "{code}", "{name}　{code}", "{name} {code}", " {code} "])
def test_a_person_is_understood_without_suggestions(world: World, typed: str) -> None:
    member = world.people["member"]
    named = typed.format(name=member.name, code=member.code)

    answer = world.client("faculty").post(appoint(world), {"role": "branch-secretary", "person": named})

    assert answer.status_code == 303
    assert [a.person for a in world["student_branch"].appointments.all()] == [member]


def test_a_name_of_two_is_asked_again_with_their_units(world: World) -> None:
    other = twin(world, "faculty")
    client, member = world.client("faculty"), world.people["member"]

    unclear = client.post(appoint(world), {"role": "branch-secretary", "person": "喻清川"})
    clear = client.post(appoint(world), {"role": "branch-secretary", "person": f"喻清川　{other.code}"})

    assert [said(each) for each in of_class(unclear, "field-error")] == [
        f"叫“喻清川”的不止一个：喻清川　{member.code}（农机装备研究所）、"
        f"喻清川　{other.code}（机械工程学院）。请加上学工号。".replace("　", " ")
    ]
    assert 'value="喻清川"' in unclear.content.decode()
    assert (clear.status_code, world["student_branch"].appointments.get().person) == (303, other)


def test_a_name_that_does_not_go_with_its_code_is_nobody(world: World) -> None:
    typed = {"role": "branch-secretary", "person": f"裴若谷　{world.people['member'].code}"}

    assert world.client("faculty").post(appoint(world), typed).status_code == 422


def test_organisations_are_suggested_with_their_superior(world: World) -> None:
    many(world, 13)
    client = world.client("orgoffice")

    found = client.get(move(world), {"suggest": "parent", "parent": "外国语"})

    assert suggested(found) == [("外国语学院党委　other_faculty_party", "中共北疆理工大学委员会")]
    assert suggested(client.get(move(world), {"suggest": "parent", "parent": "临江"})) == []
    assert len(suggested(client.get(move(world), {"suggest": "parent"}))) == 12


def test_a_few_stand_side_by_side_and_many_do_not(world: World) -> None:
    client = world.client("orgoffice")
    few = html.fromstring(client.get(move(world)).content.decode())
    many(world, 13)
    lots = html.fromstring(client.get(move(world)).content.decode())

    kinds = [[each.get("type") for each in page.xpath("//*[@name='parent']")] for page in (few, lots)]
    assert kinds == [["radio"] * 3, ["text"]]
    line = lots.xpath("//input[@name='parent']")[0]
    assert lots.get_element_by_id(line.get("list")).tag == "datalist"


def test_what_was_suggested_is_what_moves(world: World) -> None:
    many(world, 13)

    answer = world.client("orgoffice").post(move(world), {"parent": "第03学院党委　f03"})

    assert answer.status_code == 303
    moved, under = Organisation.objects.get(pk=world["branch"].pk), Organisation.objects.get(code="f03")
    assert moved.path.startswith(under.path)


def test_suggesting_costs_few_questions(world: World, django_assert_max_num_queries: Any) -> None:
    many(world, 13)
    faculty, office = world.client("faculty"), world.client("orgoffice")
    with django_assert_max_num_queries(5):
        faculty.get(appoint(world), {"suggest": "person", "person": "喻"})
    with django_assert_max_num_queries(6):
        office.get(move(world), {"suggest": "parent", "parent": "第"})


def test_the_list_is_narrowed_to_what_stands_below_one_by_its_name(world: World) -> None:
    client, faculty = world.client("orgoffice"), world["faculty_party"]
    name = f"{faculty.name}　{faculty.code}"

    offered = suggested(client.get("/organisations/list/", {"suggest": "parent", "parent": faculty.name}))
    by_name, by_id = (
        client.get("/api/v1/organisations", {"parent": asked}).json()["items"]
        for asked in (name, str(faculty.pk))
    )

    assert [text for text, _beside in offered] == [name]
    assert by_name == by_id
    assert {row["id"] for row in by_name} == {
        each.pk for each in Organisation.objects.filter(path__startswith=faculty.path)
    }
    assert f'value="{name}"' in client.get("/organisations/list/", {"parent": faculty.pk}).content.decode()
