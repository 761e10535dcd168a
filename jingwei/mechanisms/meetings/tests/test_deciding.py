"""From a proposal to signed minutes: studied first, decided together, written down, in somebody's hands."""

from __future__ import annotations

from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.tests.school import JOINT, fresh, school_of, sentence
from tests.support.world import World


def test_the_whole_way(world: World) -> None:
    with school_of(world) as school:
        item = school.studied(school.item())
        hearing = school.passed(JOINT, item)
        meeting = actions.close_meeting(hearing.meeting, actor=school.actor("organizer"))
        meeting = actions.approve_minutes(meeting, actor=school.actor("faculty"))
        meeting = actions.sign_minutes(meeting, actor=school.actor("dean"))
        assert meeting.state == "signed"
        assert fresh(item).state == "settled"
        print(sentence(hearing), sentence(item), sentence(meeting))
        assert 0
