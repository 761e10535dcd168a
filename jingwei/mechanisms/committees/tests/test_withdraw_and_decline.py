"""`committee_seats.withdraw` and `.decline`: either side may end a nomination, with a reason for the other."""

from __future__ import annotations

import pytest

from jingwei.mechanisms.committees.actions import decline_seat, withdraw_nomination
from jingwei.mechanisms.committees.tests.story import NAME, TODAY, Story, sentence
from tests.support.verbs import refused


@pytest.mark.parametrize("stage", ["nominated", "eligible", "carried"])
def test_who_nominated_takes_it_back(story: Story, stage: str) -> None:
    seat = withdraw_nomination(getattr(story, stage)(), actor=story.actor("faculty"), reason="本人要去挂职")

    assert (seat.state, seat.reason, seat.ended_on) == ("withdrawn", "本人要去挂职", TODAY)
    assert sentence(seat) == f"机械工程学院党委撤回了对沈砚秋进入{NAME}的提名，理由：本人要去挂职"
    assert story.told("committee_seats.withdraw") == [
        (f"机械工程学院党委撤回了对{NAME}委员的提名，不用再办。", {"dean"})
    ]


def test_nobody_else_takes_it_back(story: Story) -> None:
    seat = story.nominated()
    with refused(403, "rule", clause="3.3c", says="提名的党组织"):
        withdraw_nomination(seat, actor=story.actor("committee"), reason="不合适")
    with refused(403, "no-grant"):
        withdraw_nomination(seat, actor=story.actor("dean"), reason="不合适")
    with refused(422, "invalid"):
        withdraw_nomination(seat, actor=story.actor("faculty"), reason="")
    seated = story.seated("faculty", by="committee")
    with refused(409, "step-not-open", says="在任"):
        withdraw_nomination(seated, actor=story.actor("committee"), reason="不合适")


@pytest.mark.parametrize("stage", ["eligible", "carried"])
def test_the_unit_goes_no_further(story: Story, stage: str) -> None:
    seat = decline_seat(getattr(story, stage)(), actor=story.actor("dean"), reason="岗位变了")

    assert (seat.state, seat.reason, seat.ended_on) == ("declined", "岗位变了", TODAY)
    assert sentence(seat) == f"柏鸿钧没有让沈砚秋进入{NAME}，理由：岗位变了"


def test_the_unit_declines_in_its_turn(story: Story) -> None:
    early = story.nominated()
    with refused(409, "step-not-open"):
        decline_seat(early, actor=story.actor("dean"), reason="岗位变了")
    seat = story.eligible("faculty", by="committee")
    with refused(403, "no-grant"):
        decline_seat(seat, actor=story.actor("faculty"), reason="不合适")
    with refused(422, "invalid"):
        decline_seat(seat, actor=story.actor("dean"), reason="")


def test_by_page_and_api(story: Story) -> None:
    seat, other = story.nominated(), story.eligible("faculty", by="committee")
    empty = story.post("faculty", "withdraw", seat, reason="")
    done = story.post("faculty", "withdraw", seat, reason="本人要去挂职")
    by_api = story.api("dean", f"committee-seats/{other.pk}/decline", reason="岗位变了")
    late = story.api("committee", f"committee-seats/{other.pk}/withdraw", reason="岗位变了")

    assert (empty.status_code, done.status_code) == (422, 303)
    assert (by_api.json()["state"], late.status_code) == ("declined", 409)
    assert "本人要去挂职" in story.get("dean", seat).content.decode()
