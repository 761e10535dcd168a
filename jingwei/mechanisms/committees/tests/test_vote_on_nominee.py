"""`committee_seats.vote`: the committee's own vote, written down by its side; more than half of all its members carries it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from jingwei.foundation.organisations.models import Appointment
from jingwei.mechanisms.committees.actions import amend_committee, vote_on_nominee
from jingwei.mechanisms.committees.tests.story import COUNT, NAME, TODAY, Story, fresh, last, sentence
from tests.support.verbs import refused


def test_it_carries(story: Story) -> None:
    seat = story.carried()

    assert (seat.state, seat.voted_on, seat.yes, seat.ended_on) == ("carried", TODAY, 6, None)
    assert sentence(seat) == (f"柏鸿钧记下{NAME}对沈砚秋的表决：应到 9、实到 8，赞成 6、反对 1、弃权 1")
    assert last(seat).result == "carried"
    assert story.told("committee_seats.vote") == [
        (f"{NAME}表决了：赞成 6、反对 1、弃权 1。", {"faculty", "branch"})
    ]


@pytest.mark.parametrize(
    ("seats", "yes", "state"),
    [(9, 5, "carried"), (9, 4, "defeated"), (8, 4, "defeated"), (8, 5, "carried")],
)
def test_half_of_all_members_is_not_enough(story: Story, seats: int, yes: int, state: str) -> None:
    """Of all seats, which nobody types beside the vote: a committee that is smaller now is amended first."""
    if seats != story.committee.seats:
        amend_committee(story.committee, actor=story.actor("dean"), seats=seats)
    seat = vote_on_nominee(
        fresh(story.eligible()), actor=story.actor("dean"), present=seats, yes=yes, abstained=seats - yes
    )

    assert (seat.entitled, seat.state, last(seat).result) == (seats, state, state)
    assert (seat.ended_on is None) == (state == "carried")


@pytest.mark.parametrize(
    ("count", "field", "says"),
    [
        ({"present": 10, "yes": 8}, "present", "一共 9 席，到会的不能有 10 人"),
        ({"present": 0, "yes": 0, "no": 0, "abstained": 0}, "present", "到会 0 人没有过半"),
        ({"present": 4, "yes": 4, "no": 0, "abstained": 0}, "present", "到会 4 人没有过半"),
        ({"abstained": 0}, "yes", "一共记了 7 人"),
        ({"yes": 8}, "yes", "一共记了 10 人"),
        ({"no": -1, "yes": 8}, "no", "不能小于零"),
        ({"voted_on": TODAY + timedelta(days=1)}, "voted_on", "今天以后"),
        ({"voted_on": date(2026, 4, 9)}, "voted_on", "查了资格以后"),
    ],
)
def test_a_count_that_does_not_add_up_is_told_in_a_sentence(
    story: Story, count: dict[str, Any], field: str, says: str
) -> None:
    seat = story.eligible()
    with refused(422, "invalid"):
        vote_on_nominee(seat, actor=story.actor("dean"), **(COUNT | count))
    body = {name: str(value) if name == "voted_on" else value for name, value in (COUNT | count).items()}
    (error,) = story.api("dean", f"committee-seats/{seat.pk}/vote", **body).json()["errors"]

    assert error["field"] == field and says in error["message"]


def test_it_is_refused(story: Story) -> None:
    dean = story.actor("dean")
    early = story.nominated("faculty", by="committee")
    with refused(409, "step-not-open", says="等查资格"):
        vote_on_nominee(early, actor=dean, **COUNT)
    seat = story.eligible()
    for account in ("faculty", "committee", "branch", "organizer"):
        with refused(403, "no-grant"):
            vote_on_nominee(seat, actor=story.actor(account), **COUNT)
    Appointment.objects.filter(person=seat.person).update(until=date(2026, 4, 1))
    with refused(409, "gate-shut", clause="3.3c", says="不在提名时的岗位"):
        vote_on_nominee(fresh(seat), actor=dean, **COUNT)


def test_by_page_and_api(story: Story) -> None:
    seat, other = story.eligible(), story.eligible("faculty", by="committee")
    typed = {name: str(value) for name, value in COUNT.items()} | {"voted_on": "2026-04-10"}
    asked = story.get("dean", seat, "vote")
    wrong = story.post("dean", "vote", seat, **(typed | {"abstained": "5"}))
    done = story.post("dean", "vote", seat, **typed)
    by_api = story.api("dean", f"committee-seats/{other.pk}/vote", **COUNT)
    again = story.api("dean", f"committee-seats/{other.pk}/vote", **COUNT)

    assert (asked.status_code, wrong.status_code, done.status_code) == (200, 422, 303)
    assert "没有表态的记作弃权" in wrong.content.decode()
    assert (by_api.json()["state"], again.status_code) == ("carried", 409)
    assert story.post("faculty", "vote", seat, **typed).status_code == 403


def test_a_step_that_is_not_reached_does_not_wait(story: Story) -> None:
    seat = vote_on_nominee(story.eligible(), actor=story.actor("dean"), present=8, yes=3, no=5)

    page = story.get("dean", seat).content.decode()

    assert ("没有走到" in page, "还没到" in page) == (True, False)
