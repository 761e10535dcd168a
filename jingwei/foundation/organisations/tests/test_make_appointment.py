"""`appointments.make`: a role goes where the pack sets it up, by who gives it, beside no role it excludes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lxml import html

from jingwei.adapters import clock
from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.organisations.actions import end_appointment, make_appointment
from jingwei.foundation.organisations.models import Appointment
from tests.support.verbs import refused
from tests.support.world import World

DAY = timedelta(days=1)


def test_a_secretary_begins(world: World) -> None:
    branch, person = world["student_branch"], world.people["member"]

    made = make_appointment(branch, actor=world.actor("faculty"), person=person, role="branch-secretary")

    assert (made.person, made.since, made.until) == (person, clock.today(), None)
    last = list(records_about(branch))[-1]
    assert (last.verb, last.part) == ("appointments.make", f"appointment:{made.pk}")


def test_the_next_begins_when_the_one_before_has_gone_and_not_sooner(world: World) -> None:
    branch, giver, today = world["branch"], world.actor("faculty"), clock.today()
    present = Appointment.objects.get(organisation=branch, role="branch-secretary")
    end_appointment(present, actor=giver, until=today + 9 * DAY)
    person = world.people["member"]

    with refused(403, "rule", says="这个职务现在有人"):
        make_appointment(branch, actor=giver, person=person, role="branch-secretary")

    begins = today + 10 * DAY
    made = make_appointment(branch, actor=giver, person=person, role="branch-secretary", since=begins)
    assert made.since == begins


@pytest.mark.parametrize("account", ["branch", "member", "auditor", "outsider"])
def test_who_holds_no_grant_is_refused(world: World, account: str) -> None:
    with refused(403, "no-grant"):
        make_appointment(
            world["student_branch"],
            actor=world.actor(account),
            person=world.people["teacher"],
            role="branch-secretary",
        )


@pytest.mark.parametrize(
    ("giver", "at", "person", "role"),
    [
        ("orgoffice", "student_branch", "member", "dean"),
        ("faculty", "faculty_party", "organizer", "faculty-secretary"),
        ("secadmin", "committee", "secadmin", "organisation-officer"),
        ("secadmin", "committee", "sysadmin", "auditor"),
        ("orgoffice", "student_branch", "outsider", "branch-secretary"),
    ],
)
def test_a_rule_stands_against_it(world: World, giver: str, at: str, person: str, role: str) -> None:
    with refused(403, "rule"):
        make_appointment(world[at], actor=world.actor(giver), person=world.people[person], role=role)


def test_its_days_are_in_order(world: World) -> None:
    branch, giver, person = world["student_branch"], world.actor("faculty"), world.people["member"]
    today = clock.today()
    with refused(422, "invalid", says="离任日期早于任职日期"):
        make_appointment(
            branch, actor=giver, person=person, role="branch-secretary", since=today, until=today - DAY
        )


def test_an_ended_organisation_takes_in_nobody(world: World) -> None:
    branch = world["student_branch"]
    branch.ended_on = clock.today() - DAY
    branch.save(update_fields=["ended_on"])
    try:
        with refused(403, "rule", clause="3.1"):
            make_appointment(
                branch, actor=world.actor("orgoffice"), person=world.people["head"], role="branch-secretary"
            )
    finally:
        branch.ended_on = None


def test_the_form_finds_the_person_by_code(world: World) -> None:
    client, url = world.client("faculty"), f"/organisations/{world['student_branch'].pk}/appointments-make/"

    unknown = client.post(url, {"role": "branch-secretary", "person": "nobody"})
    known = client.post(url, {"role": "branch-secretary", "person": world.people["member"].code})

    assert (unknown.status_code, "没有找到“nobody”。" in unknown.content.decode()) == (422, True)
    assert known.status_code == 303
    posts = world["student_branch"].appointments.values_list("role", "person__name")
    assert list(posts) == [("branch-secretary", "喻清川")]


def test_a_machine_appoints(world: World) -> None:
    body = {
        "organisation_id": world["student_branch"].pk,
        "person_id": world.people["member"].pk,
        "role": "branch-secretary",
    }
    send = world.client("faculty").post

    answers = [send("/api/v1/appointments", body, content_type="application/json") for _ in range(2)]

    assert [(a.status_code, a.json().get("code")) for a in answers] == [(200, None), (403, "rule")]
    nothing = send("/api/v1/appointments", body | {"role": "king"}, content_type="application/json")
    assert (nothing.status_code, [e["field"] for e in nothing.json()["errors"]]) == (422, ["role"])


def test_of_several_posts_none_is_taken_because_it_stands_first(world: World) -> None:
    client, url = world.client("faculty"), f"/organisations/{world['student_branch'].pk}/appointments-make/"

    page = html.fromstring(client.get(url).content.decode())
    refusal = client.post(url, {"role": "", "person": world.people["member"].code})

    offered = page.xpath("//select[@name='role']/option")
    assert [(each.get("value"), each.text) for each in offered] == [
        ("", "请选一个职务"),
        ("branch-secretary", "党支部书记"),
        ("branch-committee-member", "党支部委员"),
    ]
    assert (refusal.status_code, "请选一个。" in refusal.content.decode()) == (422, True)
