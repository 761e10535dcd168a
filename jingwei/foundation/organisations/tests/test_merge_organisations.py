"""`organisations.merge`: several become one, with all that goes along; their past stays theirs and opens from the new one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from lxml import html

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links
from jingwei.foundation.matters.models import Matter
from jingwei.foundation.organisations.actions import (
    Part,
    begin_membership,
    make_appointment,
    merge_organisations,
    move_organisation,
    rename_organisation,
    split_organisation,
)
from jingwei.foundation.organisations.models import (
    Appointment,
    Coverage,
    Membership,
    Organisation,
    PlannedChange,
    Succession,
)
from jingwei.foundation.organisations.queries import actor_in_post
from jingwei.foundation.organisations.reactions import carry_out_planned_changes
from tests.support.matters import story_at
from tests.support.page import of_class, said
from tests.support.verbs import refused
from tests.support.world import BUILDER, World

TODAY, DAY = date(2026, 5, 20), timedelta(days=1)


def faculties(world: World) -> tuple[Organisation, Organisation]:
    return world["faculty_party"], world["other_faculty_party"]


def merged(world: World, since: date = TODAY) -> Organisation:
    """The faculty committee goes into the other one."""
    old, into = faculties(world)
    with clock_at(TODAY):
        return merge_organisations(into, actor=world.actor("orgoffice"), others=[old.pk], since=since)


def present(link: type[Membership | Appointment], organisation: Organisation) -> set[str]:
    rows = link.objects.filter(organisation=organisation, until=None)
    return set(rows.values_list("person__name", flat=True))


def test_all_goes_along_and_the_old_one_ends_the_day_before(world: World) -> None:
    old, into = faculties(world)
    person = world.people["student"]
    with clock_at(date(2026, 1, 1)):
        begin_membership(old, actor=BUILDER, person=person)

    merged(world)

    ended, whole = Organisation.objects.get(pk=old.pk), Organisation.objects.get(pk=into.pk)
    below = Organisation.objects.filter(path__startswith=whole.path, depth=whole.depth + 1)
    assert (ended.ended_on, whole.ended_on) == (TODAY - DAY, None)
    assert {each.name for each in below} == {"智能农机教师党支部", "机械研究生第一党支部", "俄语教师党支部"}
    assert (present(Membership, old), present(Membership, whole)) == (set(), {"明小满"})
    assert present(Appointment, whole) == {"孟青禾", "裴若谷"}
    covered = Coverage.objects.filter(party=whole, until=None).values_list("unit__name", flat=True)
    assert set(covered) == {"机械工程学院", "外国语学院"}
    (link,) = Succession.objects.values_list("predecessor", "successor", "way", "since")
    assert link == (old.pk, into.pk, "merged", TODAY)
    verbs = set(
        Record.objects.filter(subject_type="organisation", subject_id=old.pk).values_list("verb", flat=True)
    )
    assert {"memberships.end", "appointments.end", "organisations.uncover", "organisations.end"} <= verbs
    assert list(broken_links(old.university_id)) == []


def test_they_become_a_new_one(world: World) -> None:
    old, into = faculties(world)
    with clock_at(TODAY):
        merge_organisations(
            into, actor=world.actor("orgoffice"), others=[old.pk], code="united", name="机外联合党委"
        )

    made = Organisation.objects.get(code="united")
    assert (made.founded_on, made.kind) == (TODAY, "faculty-committee")
    assert set(Organisation.objects.filter(pk__in=(old.pk, into.pk)).values_list("ended_on", flat=True)) == {
        TODAY - DAY
    }
    assert set(made.follows.values_list("predecessor", flat=True)) == {old.pk, into.pk}


def test_one_goes_into_what_once_came_out_of_it(world: World) -> None:
    branch = world["branch"]
    with clock_at(TODAY):
        split_organisation(branch, actor=BUILDER, parts=[Part("第二农机支部", "b2")])
    made = Organisation.objects.get(code="b2")

    with clock_at(TODAY + DAY):
        merge_organisations(made, actor=world.actor("orgoffice"), others=[branch.pk])

    links = made.follows.order_by("pk").values_list("predecessor", "way", "since")
    assert list(links) == [(branch.pk, "split", TODAY), (branch.pk, "merged", TODAY + DAY)]
    assert Organisation.objects.get(pk=branch.pk).ended_on == TODAY


def test_its_readers_read_the_history_of_those_that_went_in(world: World) -> None:
    old, _into = faculties(world)
    merged(world)

    with clock_at(TODAY + DAY):
        post = Appointment.objects.get(person=world.people["faculty"], role="faculty-secretary", until=None)
        actor = actor_in_post(world.accounts["faculty"].pk, f"a{post.pk}")
        assert actor is not None
        client = world.client("faculty")
        session = client.session
        session["post"] = f"a{post.pk}"
        session.save()
        assert actor.holds("measures.see", old.path)
        assert not actor.holds("organisations.end", old.path)
        assert not actor.holds("people.see", old.path)
        for address in (f"/organisations/{old.pk}/", f"/measures/?organisation={old.pk}&period=2025"):
            assert client.get(address).status_code == 200
        shown = client.get("/measures/").content.decode()
        assert "前身" in shown
        lines = client.get(f"/organisations/{old.pk}/").content.decode()
        assert "并入　<a" in lines


def test_its_matters_are_carried_on(world: World) -> None:
    with story_at(world, "implementing") as story:
        branch, into = story.matter.party, world["student_branch"]
        merge_organisations(into, actor=world.actor("orgoffice"), others=[branch.pk])

        assert Matter.objects.get(pk=story.matter.pk).party_id == into.pk
        record = Record.objects.filter(verb="matters.hand_over").get()
        assert (record.on_behalf_of, record.values["new"]) == ("戚晓岚", into.name)


def test_a_post_of_one_goes_to_one(world: World) -> None:
    old, into = world["branch"], world["student_branch"]
    with clock_at(date(2026, 1, 1)):
        made = make_appointment(into, actor=BUILDER, person=world.people["member"], role="branch-secretary")
    held = Appointment.objects.get(organisation=old, role="branch-secretary")
    with clock_at(TODAY):
        with refused(422, "invalid", says="只能留一人"):
            merge_organisations(into, actor=BUILDER, others=[old.pk], posts=[held.pk])
        merge_organisations(into, actor=BUILDER, others=[old.pk])

    assert present(Appointment, into) == {made.person.name}


def test_who_holds_no_grant_at_one_of_them_is_refused(world: World) -> None:
    old, into = faculties(world)
    with refused(403, "no-grant"):
        merge_organisations(into, actor=world.actor("faculty"), others=[old.pk])


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("other_branch", 403),
        ("committee", 403),
        ("other_faculty_party", 403),
        ("faculty", 403),
        ("foreign_branch", 404),
    ],
)
def test_only_those_side_by_side_become_one(world: World, key: str, status: int) -> None:
    url = f"/api/v1/organisations/{world['other_faculty_party'].pk}/merge"

    answer = world.client("orgoffice").post(url, {"others": [world[key].pk]}, content_type="application/json")

    assert answer.status_code == status


@pytest.mark.parametrize(
    "body", [{}, {"others": []}, {"code": "x"}, {"others": [2**70]}, {"code": "branch", "name": "新"}]
)
def test_what_says_nothing_or_nonsense_is_refused(world: World, body: dict[str, object]) -> None:
    url = f"/api/v1/organisations/{world['other_faculty_party'].pk}/merge"

    answer = world.client("orgoffice").post(url, body, content_type="application/json")

    assert answer.status_code in (403, 422)
    assert Organisation.objects.filter(ended_on__isnull=False).count() == 0


def test_no_day_before_the_last_change_is_taken(world: World) -> None:
    old, into = faculties(world)
    with clock_at(TODAY):
        rename_organisation(old, actor=BUILDER, name="机械党委")
    with clock_at(TODAY + DAY), refused(422, "invalid", says="还更名或划转过"):
        merge_organisations(into, actor=BUILDER, others=[old.pk], since=TODAY)


def test_a_day_that_is_past_is_made_up(world: World) -> None:
    old, into = faculties(world)

    merged(world, since=date(2026, 3, 1))

    assert Organisation.objects.get(pk=old.pk).ended_on == date(2026, 2, 28)
    (covers,) = Coverage.objects.filter(party=into, unit=world["faculty"])
    assert covers.since == date(2026, 3, 1)


def test_one_that_is_planned_comes_on_its_day(world: World) -> None:
    old, into = faculties(world)
    ahead = TODAY + 10 * DAY
    merged(world, since=ahead)
    assert PlannedChange.objects.get().told == "把机械工程学院党委并入外国语学院党委，自 2026-05-30 起"
    with clock_at(TODAY), refused(403, "rule", says="还有计划变更没有了结"):
        merge_organisations(world["faculty_party"], actor=BUILDER, code="n", name="新", since=TODAY)

    with clock_at(ahead):
        carry_out_planned_changes.func()
        carry_out_planned_changes.func()

    assert Organisation.objects.get(pk=old.pk).ended_on == ahead - DAY
    assert into.follows.count() == 1


def test_the_form_shows_the_plan_before_it_happens(world: World) -> None:
    old, into = faculties(world)
    client, url = world.client("orgoffice"), f"/organisations/{into.pk}/organisations-merge/"

    told = client.post(url, {"others": [str(old.pk)]})

    assert (told.status_code, Succession.objects.count()) == (200, 0)
    page = html.fromstring(told.content.decode())
    lines = [each.get("value") for each in page.xpath("//input[@name='foretold']")]
    ticked = [each.get("value") for each in page.xpath("//input[@name='posts' and @checked]")]
    assert "下级 2 个划过去：智能农机教师党支部、机械研究生第一党支部" in lines
    assert "任职照旧 2 个：孟青禾（院系党组织书记）、裴若谷（组织员）" in lines
    assert len(ticked) == 2
    done = client.post(url, {"others": [str(old.pk)], "posts": ticked, "foretold": lines})
    assert (done.status_code, Succession.objects.count()) == (303, 1)
    assert [said(each) for each in of_class(client.post(url, {"name": ""}), "field-error")] == [
        "选出要并进来的组织，或者写新组织的名称和编号。"
    ]


def test_what_went_in_moves_no_more(world: World) -> None:
    merged(world)

    with clock_at(TODAY + DAY), refused(403, "rule", says="已经撤销"):
        move_organisation(world["faculty_party"], actor=BUILDER, parent=world["committee"])
