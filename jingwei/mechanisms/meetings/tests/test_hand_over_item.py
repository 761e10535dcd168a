"""`agenda_items.hand_over` and `meetings.hand_over`: what is not decided goes with a merged organisation, studied anew."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from jingwei.adapters import clock
from jingwei.foundation.organisations.actions import merge_organisations
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import AgendaItem
from jingwei.mechanisms.meetings.queries import paper_of
from jingwei.mechanisms.meetings.rules import unstudied
from jingwei.mechanisms.meetings.tests.school import JOINT, PARTY, School, fresh, sentence


def merged(school: School, *, old: str = "faculty_party", new: str = "other_faculty_party") -> None:
    actor = school.world.actor("orgoffice")
    merge_organisations(school.world[new], actor=actor, others=[school.world[old].pk])


def sides(item: AgendaItem) -> tuple[str, str]:
    found = fresh(item)
    return found.organisation.name, found.unit.name if found.unit else ""


def test_it_goes_with_the_organisation_that_is_merged(school: School) -> None:
    item, done = school.item(), school.item(kind="party-work", title="发展党员计划")
    given = {"person": school.world.people["member"], "due": clock.today()}
    done = fresh(school.passed(PARTY, done, **given).item)
    meeting = school.called(PARTY, item)

    merged(school)

    assert sides(item) == ("外国语学院党委", "外国语学院")
    assert sentence(fresh(item)) == "《教师引进方案》从机械工程学院党委转到外国语学院党委"
    assert (fresh(meeting).state, fresh(meeting).reason) == (
        "cancelled",
        "机械工程学院党委并入了外国语学院党委，请另排。",
    )
    assert (done.state, fresh(done).organisation) == ("settled", school.world["faculty_party"])


def test_what_the_old_one_agreed_to_and_studied_the_new_one_does_again(school: School) -> None:
    item = school.studied(school.item())
    actions.revise_item(item, actor=school.actor("organizer"), proposal="引进三名。")
    actions.approve_item(fresh(item), actor=school.actor("faculty"))
    actions.urge_item(fresh(item), actor=school.actor("dean"), reason="等不及")

    merged(school)

    found = fresh(item)
    assert (found.state, found.approved_by, found.paper, found.urgent_paper) == ("proposed", None, 3, 2)
    assert (found.is_exception, unstudied(found, JOINT)) == (False, PARTY)


def test_a_paper_that_the_old_one_passed_is_not_studied_by_the_new_one(school: School) -> None:
    """Its files go along."""
    laid = actions.lay_paper(
        school.item(ready=False),
        actor=school.actor("organizer"),
        upload=SimpleUploadedFile("方案.txt", "两名".encode()),
    )
    item = school.studied(actions.approve_item(laid, actor=school.actor("faculty")))

    merged(school)

    found = fresh(item)
    assert (found.state, found.paper, unstudied(found, JOINT)) == ("proposed", 2, PARTY)
    assert [each.name for each in paper_of(school.actor("neighbour"), found)] == ["方案.txt"]


def test_an_exception_that_was_used_is_reviewed_above_the_new_one(school: School) -> None:
    item = school.item()
    actions.urge_item(item, actor=school.actor("dean"), reason="等不及")
    actions.second_item(fresh(item), actor=school.actor("faculty"))
    hearing = school.heard(JOINT, fresh(item))
    actions.postpone_hearing(hearing, actor=school.actor("organizer"), reason="再听听")
    actions.close_meeting(fresh(hearing.meeting), actor=school.actor("organizer"))

    merged(school)

    done = actions.review_item(fresh(item), actor=school.actor("committee"), text="情况属实")
    assert (done.organisation, done.review) == (school.world["other_faculty_party"], "情况属实")


def test_the_unit_that_is_merged_takes_its_side_along(school: School) -> None:
    both, alone = school.item(ready=False), school.item(kind="cadres", ready=False)

    merged(school, old="faculty", new="other_faculty")

    assert (sides(both), sides(alone)) == (("机械工程学院党委", "外国语学院"), ("机械工程学院党委", ""))
    assert sentence(fresh(both)) == "《教师引进方案》从机械工程学院转到外国语学院"


def test_a_meeting_under_way_is_brought_to_its_end(school: School) -> None:
    """Its minutes are approved where its organisation went, from the post that went along."""
    hearing = school.passed(PARTY, school.item())
    meeting = actions.close_meeting(hearing.meeting, actor=school.actor("organizer"))

    merged(school)

    found = fresh(meeting)
    assert (found.state, found.organisation.name) == ("closed", "外国语学院党委")
    assert sentence(found) == "院系党组织会议从机械工程学院党委转到外国语学院党委收尾"
    school.sits_anew("faculty")
    done = actions.approve_minutes(found, actor=school.actor("faculty"))
    assert (done.state, done.approved_by) == ("approved", school.world.people["faculty"])
