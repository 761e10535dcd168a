"""`agenda_items.hand_over`: what is to be decided goes with a merged organisation, and the meetings it had set are called off."""

from __future__ import annotations

from jingwei.adapters import clock
from jingwei.foundation.organisations.actions import merge_organisations
from jingwei.mechanisms.meetings.tests.school import PARTY, fresh, school_of, sentence
from tests.support.world import World


def test_it_goes_with_the_organisation_that_is_merged(world: World) -> None:
    with school_of(world) as school:
        item, done = school.item(), school.item(kind="party-work", title="发展党员计划")
        given = {"person": world.people["member"], "due": clock.today()}
        done = fresh(school.passed(PARTY, done, **given).item)
        meeting = school.called(PARTY, item)
        into = world["other_faculty_party"]
        merge_organisations(into, actor=world.actor("orgoffice"), others=[world["faculty_party"].pk])

    assert fresh(item).organisation == world["other_faculty_party"]
    assert sentence(fresh(item)) == "《教师引进方案》从机械工程学院党委转到外国语学院党委"
    assert (fresh(meeting).state, fresh(meeting).reason) == (
        "cancelled",
        "机械工程学院党委并入了外国语学院党委，请另排。",
    )
    assert (done.state, fresh(done).organisation) == ("settled", world["faculty_party"])
