"""Who may give, end and lend a post, and who acts in none any more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jingwei.adapters import clock
from jingwei.foundation.organisations.actions import end_appointment, make_appointment, make_deputation
from jingwei.foundation.organisations.models import Appointment, Deputation
from jingwei.foundation.organisations.queries import actor_in_post
from jingwei.kernel.errors import Invalid, NotAllowed
from tests.support.world import World

DAY = timedelta(days=1)


def post_of(world: World, account: str) -> Appointment:
    return Appointment.objects.get(pk=int(world.posts[account][1:]))


@pytest.mark.parametrize(
    ("ender", "ended"),
    [
        ("orgoffice", "secadmin"),
        ("orgoffice", "auditor"),
        ("orgoffice", "committee"),
        ("faculty", "dean"),
        ("faculty", "organizer"),
    ],
)
def test_a_post_is_ended_by_those_who_give_it_alone(world: World, ender: str, ended: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        end_appointment(post_of(world, ended), actor=world.actor(ender))

    assert refused.value.code == "rule"
    assert post_of(world, ended).until is None


@pytest.mark.parametrize(("ender", "ended"), [("orgoffice", "dean"), ("faculty", "branch")])
def test_who_gives_a_post_ends_it(world: World, ender: str, ended: str) -> None:
    end_appointment(post_of(world, ended), actor=world.actor(ender))

    assert post_of(world, ended).until == clock.today()


def test_ending_never_gives_back_a_post_that_is_over(world: World) -> None:
    actor, today = world.actor("orgoffice"), clock.today()
    end_appointment(post_of(world, "dean"), actor=actor, until=today - DAY)

    with pytest.raises(Invalid) as refused:
        end_appointment(post_of(world, "dean"), actor=actor, until=today + 365 * DAY)

    assert [error.field for error in refused.value.errors] == ["until"]
    assert actor_in_post(world.accounts["dean"].pk, world.posts["dean"]) is None


@pytest.mark.parametrize(
    ("lender", "lent"),
    [
        ("committee", "secadmin"),
        ("committee", "branch"),
        ("faculty", "organizer"),
        ("dean", "head"),
    ],
)
def test_a_post_is_not_lent_by_those_above_it(world: World, lender: str, lent: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        lend(world, post_of(world, lent), lender, world.actor(lender), deputy="member")

    assert refused.value.code == "rule"
    assert not Deputation.objects.exists()


def test_a_deputy_lends_nothing_on(world: World) -> None:
    post = post_of(world, "branch")
    lent = lend(world, post, "branch", world.actor("branch"), deputy="member")
    deputy = actor_in_post(world.accounts["member"].pk, f"d{lent.pk}")
    assert deputy is not None

    with pytest.raises(NotAllowed):
        lend(world, post, "member", deputy, deputy="organizer")


def test_who_gives_a_post_finds_a_deputy_for_it_but_never_herself(world: World) -> None:
    actor = world.actor("faculty")

    with pytest.raises(NotAllowed):
        lend(world, post_of(world, "branch"), "faculty", actor, deputy="faculty")

    assert lend(world, post_of(world, "branch"), "faculty", actor, deputy="member").deputy.name == "喻清川"


def test_nobody_gives_a_post_to_herself(world: World) -> None:
    with pytest.raises(NotAllowed) as refused:
        make_appointment(
            world["committee"],
            actor=world.actor("secadmin"),
            person=world.people["secadmin"],
            role="organisation-officer",
        )

    assert refused.value.code == "rule"


def lend(world: World, post: Appointment, lender: str, actor, *, deputy: str) -> Deputation:  # type: ignore[no-untyped-def]
    today = clock.today()
    return make_deputation(
        post, actor=actor, deputy=world.people[deputy], since=today, until=today + 30 * DAY, reason="出差"
    )


def test_an_ended_organisation_takes_in_nobody(world: World) -> None:
    branch = world["student_branch"]
    branch.ended_on = clock.today() - DAY
    branch.save(update_fields=["ended_on"])

    with pytest.raises(NotAllowed):
        make_appointment(
            branch, actor=world.actor("orgoffice"), person=world.people["head"], role="branch-secretary"
        )


def test_who_left_the_university_acts_no_more(world: World) -> None:
    person = world.people["branch"]
    person.left_on = clock.today() - DAY
    person.save(update_fields=["left_on"])

    assert actor_in_post(world.accounts["branch"].pk, world.posts["branch"]) is None
    assert world.client("branch").get("/", follow=False).status_code in (302, 303)
