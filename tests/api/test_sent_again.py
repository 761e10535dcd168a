"""A request that is sent again with its key answers the same and acts once, whatever it creates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from jingwei.adapters import clock
from jingwei.foundation.action_items.models import Occasion
from jingwei.foundation.ledger.models import Record
from jingwei.mechanisms.committees.actions import found_committee
from jingwei.mechanisms.committees.models import Committee
from jingwei.mechanisms.meetings.models import Hearing, Meeting
from tests.api.conftest import Machine, problem
from tests.security.decided import decided_in
from tests.security.routes import operations
from tests.support.world import World

NOT_VERBS = {"auth.token", "imports.preview", "paper_templates.set", "old_minutes.take_in"}
"""A token is no verb; what is handed in as a file is tested in its own room."""


def occasion_of(world: World) -> Occasion:
    """Something that the branch held today."""
    at = {"university": world.universities["home"], "organisation": world["branch"]}
    return Occasion.objects.create(**at, kind="study", topic="黑土地保护", held_on=clock.today())


def meeting_of(world: World) -> Meeting:
    """A themed day that the branch held today."""
    at = {"university": world.universities["home"], "organisation": world["branch"]}
    told = {"recorded_name": "沈砚秋", "recorded_on": clock.today()}
    return Meeting.objects.create(**at, **told, body="themed-day", held_on=clock.today(), topic="修播种机")


def committee_of(world: World) -> Committee:
    """An academic committee of the School."""
    return found_committee(world["faculty"], actor=world.actor("dean"), kind="academic-committee")


def heard_in(world: World) -> Hearing:
    """Something that is being heard at the School."""
    decided_in(world)
    deciding = Meeting.objects.filter(organisation=world["branch"], starts_at__isnull=False)
    deciding.update(organisation=world["faculty_party"])
    return Hearing.objects.get(meeting__organisation=world["faculty_party"])


def bodies(world: World) -> dict[str, tuple[str, dict[str, Any]]]:
    """For each creating operation: who sends it, and what."""
    today, later = clock.today().isoformat(), (clock.today() + timedelta(90)).isoformat()
    post = int(world.posts["branch"][1:])
    item = {"text": "去看一次", "person_id": world.people["member"].pk, "due": later}
    return {
        "organisations.found": (
            "orgoffice",
            {
                "parent_id": world["faculty_party"].pk,
                "kind": "teacher-branch",
                "code": "n1",
                "name": "新支部",
            },
        ),
        "appointments.make": (
            "orgoffice",
            {
                "organisation_id": world["team"].pk,
                "person_id": world.people["teacher"].pk,
                "role": "unit-head",
            },
        ),
        "people.register": (
            "orgoffice",
            {"university_id": world.universities["home"].pk, "code": "N0001", "name": "新来的"},
        ),
        "amendments.ask": ("branch", {"person_id": world.people["branch"].pk, "wish": "电话不对"}),
        "accounts.open": (
            "sysadmin",
            {"university_id": world.universities["home"].pk, "username": "newcomer"},
        ),
        "notices.set_app": (
            "sysadmin",
            {
                "university_id": world.universities["home"].pk,
                "kind": "feishu",
                "key": "cli_0123456789abcdef",
                "secret": "geheim",
            },
        ),
        "directives.draft": (
            "committee",
            {
                "organisation_id": world["committee"].pk,
                "title": "关于建立清单的通知",
                "text": "各院系列出清单。",
                "due": later,
                "kinds": ["teacher-branch"],
            },
        ),
        "excuses.make": (
            "committee",
            {
                "organisation_id": world["branch"].pk,
                "obligation": "matters-inspected",
                "reason": "今年新成立",
            },
        ),
        "occasions.hold": (
            "branch",
            {
                "organisation_id": world["branch"].pk,
                "kind": "study",
                "topic": "黑土地保护",
                "held_on": today,
                "items": [item],
            },
        ),
        "meetings.record": (
            "branch",
            {
                "organisation_id": world["branch"].pk,
                "body": "themed-day",
                "held_on": today,
                "topic": "下地头",
                "present": [world.people["branch"].pk],
            },
        ),
        "meetings.plan": (
            "branch",
            {
                "organisation_id": world["branch"].pk,
                "body": "themed-day",
                "topic": "修播种机",
                "held_on": later,
                "begins_at": "14:00",
                "ends_at": "16:00",
                "served_words": "前进村",
                "fits": ["fits-post"],
            },
        ),
        "series.begin": ("branch", {"organisation_id": world["branch"].pk, "body": "themed-day", "nth": 3}),
        "closed_periods.close": (
            "faculty",
            {"organisation_id": world["faculty_party"].pk, "period": "2025"},
        ),
        "turn_readings.confirm": (
            "committee",
            {
                "organisation_id": world["faculty_party"].pk,
                "year": clock.today().year,
                "turn": "label-to-substance",
                "stand": "between",
                "reason": "看了检查记录",
            },
        ),
        "committees.found": ("dean", {"organisation_id": world["faculty"].pk, "kind": "degree-committee"}),
        "committee_seats.nominate": (
            "faculty",
            {
                "committee_id": committee_of(world).pk,
                "person_id": world.people["branch"].pk,
                "grounds": "懂学科也懂党务",
            },
        ),
        "problems.name": (
            "faculty",
            {
                "organisation_id": world["faculty_party"].pk,
                "party_id": world["branch"].pk,
                "text": "实验课和支部活动各做各的",
                "source": "voices",
                "due": later,
            },
        ),
        "services.tell": ("branch", {"meeting_id": meeting_of(world).pk, "served_words": "前进村"}),
        "meetings.convene": (
            "organizer",
            {
                "organisation_id": world["faculty_party"].pk,
                "body": "party-meeting",
                "starts_at": f"{later}T14:00+08:00",
            },
        ),
        "agenda_items.propose": (
            "organizer",
            {
                "organisation_id": world["faculty_party"].pk,
                "title": "教师引进方案",
                "kind": "teachers",
                "proposal": "引进两名。",
            },
        ),
        "item_lists.adopt": (
            "faculty",
            {
                "organisation_id": world["faculty_party"].pk,
                "kinds": [{"route": ["party-meeting", "joint-meeting"], "id": "affairs"}],
            },
        ),
        "minutes.write": ("faculty", {"hearing_id": heard_in(world).pk, "text": "同意。"}),
        "action_items.settle": ("branch", {"occasion_id": occasion_of(world).pk, **item}),
        "deputations.make": (
            "branch",
            {
                "appointment_id": post,
                "deputy_id": world.people["member"].pk,
                "since": today,
                "until": later,
                "reason": "出差",
            },
        ),
        "matters.open": (
            "branch",
            {
                "organisation_id": world["branch"].pk,
                "partner_id": world["team"].pk,
                "type": "general",
                "title": "春耕服务",
                "starts": today,
                "due": later,
                "functions": ["research"],
                "guarantees": ["organisation"],
                "orientations": ["economy"],
                "clauses": ["2.3"],
            },
        ),
    }


def creating() -> dict[str, str]:
    """The operations that create, with their address."""
    return {
        a.operation.operation_id: a.at()
        for a in operations()
        if a.method == "POST" and "{" not in a.path and a.operation.operation_id not in NOT_VERBS
    }


def test_every_creating_operation_is_known_here(world: World) -> None:
    assert set(creating()) == set(bodies(world))


@pytest.mark.parametrize("operation", sorted(creating()))
def test_it_answers_the_same_and_acts_once(world: World, machine: Machine, operation: str) -> None:
    account, body = bodies(world)[operation]
    client, address = machine(account), creating()[operation]
    before = Record.objects.count()

    def send(key: str, **more: Any) -> Any:
        return client.post(
            address, body | more, content_type="application/json", headers={"idempotency-key": key}
        )

    first = send("k-1")
    wrote = Record.objects.count()
    again = send("k-1")

    assert first.status_code == 200, first.content
    assert again.status_code == 200
    assert again.json() == first.json() | ({"once": {}} if "once" in first.json() else {})
    assert before < wrote == Record.objects.count()
    other = {name: f"{value}另" for name, value in body.items() if name in ("name", "title", "reason")}
    if other:
        problem(send("k-1", **other), 422, "invalid")


def test_an_act_is_not_done_twice(world: World, machine: Machine) -> None:
    client = machine("orgoffice")
    address = f"/api/v1/organisations/{world['branch'].pk}/rename"
    answers = [
        client.post(
            address, {"name": "一次"}, content_type="application/json", headers={"idempotency-key": "r-1"}
        )
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert Record.objects.filter(verb="organisations.rename", subject_id=world["branch"].pk).count() == 1


def test_the_pages_of_a_list_hang_together(world: World, machine: Machine) -> None:
    client, seen, cursor = machine("orgoffice"), [], ""
    whole = client.get("/api/v1/organisations", {"limit": 200}).json()
    while cursor is not None:
        part = client.get("/api/v1/organisations", {"limit": 4, "cursor": cursor}).json()
        seen, cursor = seen + part["items"], part["next"]

    assert whole["next"] is None
    assert seen == whole["items"]
    problem(client.get("/api/v1/organisations", {"limit": 0}), 422, "invalid")
    problem(client.get("/api/v1/organisations", {"limit": 201}), 422, "invalid")
    problem(client.get("/api/v1/organisations", {"cursor": "x"}), 422, "invalid")
