"""`appointments.end`, `deputations.make`, `deputations.end`: who may end and lend a post, and who acts in none any more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jingwei.adapters import clock
from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.organisations.actions import end_appointment, end_deputation, make_deputation
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


def lend(world: World, post: Appointment, lender: str, actor, *, deputy: str) -> Deputation:  # type: ignore[no-untyped-def]
    today = clock.today()
    return make_deputation(
        post, actor=actor, deputy=world.people[deputy], since=today, until=today + 30 * DAY, reason="出差"
    )


def test_a_deputation_ends_and_both_are_on_record(world: World) -> None:
    lent = lend(world, post_of(world, "branch"), "branch", world.actor("branch"), deputy="member")
    deputy = actor_in_post(world.accounts["member"].pk, f"d{lent.pk}")
    assert deputy is not None and deputy.on_behalf_of == "沈砚秋"

    end_deputation(lent, actor=world.actor("branch"))

    assert actor_in_post(world.accounts["member"].pk, f"d{lent.pk}") is None
    told = [record.verb for record in records_about(world["branch"])]
    assert told[-2:] == ["deputations.make", "deputations.end"]


def test_a_machine_lends_ends_and_is_refused_in_the_same_words(world: World) -> None:
    client, post, today = world.client("branch"), post_of(world, "branch"), clock.today()
    body = {"appointment_id": post.pk, "since": str(today), "until": str(today + DAY), "reason": "出差"}

    def send(path: str, body: dict[str, object]) -> tuple[int, dict[str, object]]:
        answer = client.post(f"/api/v1/{path}", body, content_type="application/json")
        return answer.status_code, answer.json()

    refused, said = send("deputations", body | {"deputy_id": world.people["branch"].pk})
    assert (refused, said["detail"]) == (403, "不能请自己代行。")
    made, lent = send("deputations", body | {"deputy_id": world.people["member"].pk})
    assert (made, send(f"deputations/{lent['id']}/end", {})[0]) == (200, 200)
    assert send(f"appointments/{post.pk}/end", {})[0] == 403


def test_who_left_the_university_acts_no_more(world: World) -> None:
    person = world.people["branch"]
    person.left_on = clock.today() - DAY
    person.save(update_fields=["left_on"])

    assert actor_in_post(world.accounts["branch"].pk, world.posts["branch"]) is None
    assert world.client("branch").get("/", follow=False).status_code in (302, 303)
