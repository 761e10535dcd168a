"""`committee_seats.find_eligible` and `.find_ineligible`: the other side looks at what is known, and says one sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jingwei.foundation.organisations.actions import make_appointment
from jingwei.foundation.organisations.models import Appointment, Coverage
from jingwei.foundation.organisations.queries import actor_in_post, posts_of
from jingwei.foundation.people.models import Person
from jingwei.kernel.actor import Grant
from jingwei.mechanisms.committees.actions import find_eligible, find_ineligible
from jingwei.mechanisms.committees.models import Committee
from jingwei.mechanisms.committees.rules import facts_of
from jingwei.mechanisms.committees.tests.story import FINDING, NAME, TODAY, Story, fresh, last, sentence
from tests.support.verbs import refused
from tests.support.world import BUILDER

MUSTS = {"post", "kind", "covers", "unseated", "room"}


def test_it_is_found_with_the_facts_of_the_day(story: Story) -> None:
    seat = story.eligible()

    assert (seat.state, seat.finding, seat.found_on) == ("eligible", FINDING, TODAY)
    assert seat.facts_held == MUSTS
    assert seat.found_by == story.world.people["dean"]
    assert sentence(seat) == f"柏鸿钧查了资格，沈砚秋可以提交{NAME}表决：{FINDING}"
    assert last(seat).result == "eligible"
    assert story.told("committee_seats.find_eligible") == [
        (f"{NAME}：提名的人选符合资格，等委员会表决。", {"faculty", "branch"})
    ]


def test_a_title_is_told_and_asked_of_nobody(story: Story) -> None:
    Person.objects.filter(pk=story.world.people["branch"].pk).update(job_title="教授")
    facts = {each.key: each for each in facts_of(fresh(story.nominated()))}

    assert (facts["title"].holds, facts["title"].is_must) == (True, False)
    page = story.get("dean", fresh(story.committee.taken.get())).content.decode()
    assert "职称已登记" in page and "教授" not in page


@pytest.mark.parametrize("which", ["post", "covers", "room"])
def test_without_the_facts_nobody_goes_further(story: Story, which: str) -> None:
    seat = story.nominated()
    says = {"post": "不在提名时的岗位", "covers": "不覆盖", "room": "满了"}[which]
    if which == "post":
        Appointment.objects.filter(person=seat.person).update(until=date(2026, 4, 1))
    if which == "covers":
        Coverage.objects.filter(unit=story.world["faculty"]).update(party=story.world["other_faculty_party"])
    if which == "room":
        story.seated("faculty", by="committee")
        Committee.objects.filter(pk=story.committee.pk).update(seats=3)
        for _copy in range(2):
            twin = story.committee.taken.filter(state="seated").earliest("pk")
            twin.pk, twin._state.adding = None, True
            twin.save()

    with refused(409, "gate-shut", clause="3.3c", says=says):
        find_eligible(fresh(seat), actor=story.actor("dean"), finding=FINDING)
    found = find_ineligible(fresh(seat), actor=story.actor("dean"), finding="查到的不符合")
    assert (found.state, found.ended_on, which in found.facts_held) == ("ineligible", TODAY, False)


def test_not_found_eligible_ends_it(story: Story) -> None:
    seat = find_ineligible(story.nominated(), actor=story.actor("dean"), finding="方向不合")

    assert sentence(seat) == f"柏鸿钧查了资格，沈砚秋不提交{NAME}表决：方向不合"
    assert last(seat).result == "ineligible"
    with refused(409, "step-not-open", says="不符合资格"):
        find_eligible(seat, actor=story.actor("dean"), finding=FINDING)
    assert story.nominated().state == "nominated"


def test_who_nominated_does_not_find(story: Story) -> None:
    seat = story.nominated()
    with refused(403, "no-grant"):
        find_eligible(seat, actor=story.actor("faculty"), finding=FINDING)

    make_appointment(
        story.world["faculty"], actor=BUILDER, person=story.world.people["faculty"], role="vice-dean"
    )
    Appointment.objects.filter(role="vice-dean").update(role="dean")
    account = story.world.accounts["faculty"].pk
    as_dean = next(
        actor
        for post in posts_of(account)
        if (actor := actor_in_post(account, post.key)) and actor.post and actor.post.role == "dean"
    )
    for verb in (find_eligible, find_ineligible):
        with refused(403, "rule", clause="3.3c", says="是你提名的"):
            verb(seat, actor=as_dean, finding=FINDING)
    own = story.nominated("faculty", by="committee")
    with refused(403, "rule", clause="3.3c", says="提名的是你自己"):
        find_eligible(own, actor=as_dean, finding=FINDING)


def test_no_party_post_finds_even_where_a_role_would_hold_it(story: Story) -> None:
    seat, secretary = story.nominated(), story.actor("committee")
    grant = Grant(frozenset(("committee_seats.*",)), secretary.paths("committees.see"))
    with refused(403, "rule", clause="3.3c", says="业务单位"):
        find_eligible(seat, actor=replace(secretary, grants=(grant,)), finding=FINDING)


def test_by_page_and_api(story: Story) -> None:
    seat, other = story.nominated(), story.nominated("faculty", by="committee")
    asked = story.get("dean", seat, "find-eligible")
    empty = story.post("dean", "find-eligible", seat, finding="")
    done = story.post("dean", "find-eligible", seat, finding=FINDING)
    by_api = story.api("dean", f"committee-seats/{other.pk}/find-ineligible", finding="方向不合")
    again = story.api("dean", f"committee-seats/{other.pk}/find-eligible", finding=FINDING)

    assert "今天还在这个岗位上" in asked.content.decode()
    assert (empty.status_code, done.status_code) == (422, 303)
    assert (by_api.status_code, by_api.json()["state"], again.status_code) == (200, "ineligible", 409)
    assert story.post("faculty", "find-eligible", seat, finding=FINDING).status_code == 403
