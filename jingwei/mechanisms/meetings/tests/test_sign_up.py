"""`meetings.sign_up` and `meetings.give_up`: a member comes with one press and takes it back with one; nobody has to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import html

from jingwei.adapters import clock, retention
from jingwei.adapters.clock import clock_at
from jingwei.adapters.worker import drain
from jingwei.foundation.ledger.models import PersonalValues, Record
from jingwei.foundation.ledger.queries import sentences
from jingwei.kernel.errors import Refused
from jingwei.mechanisms.meetings.actions import cancel_meeting, give_up, sign_up
from jingwei.mechanisms.meetings.actions.keeping import forget_sign_ups
from jingwei.mechanisms.meetings.models import Meeting, SignUp
from jingwei.mechanisms.meetings.queries.calendar import coming_for
from jingwei.mechanisms.meetings.queries.planned import coming_to
from jingwei.mechanisms.meetings.tests.test_plan_meeting import DAY, TODAY, TOPIC, planned, shown
from tests.support import examples
from tests.support.verbs import refused
from tests.support.world import World

MEMBERS = ("faculty", "head", "branch", "organizer", "member")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock_at(TODAY):
        yield


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)


def comes(world: World, meeting: Meeting, account: str = "member") -> Meeting:
    done: Meeting = sign_up(fresh(meeting), actor=world.actor(account))
    return done


def stays(world: World, meeting: Meeting, account: str = "member") -> Meeting:
    done: Meeting = give_up(fresh(meeting), actor=world.actor(account))
    return done


def invited(world: World, account: str = "member") -> list[str]:
    """What the desk of an account offers to sign up for."""
    desk = html.fromstring(world.client(account).get("/").content)
    return [str(each) for each in desk.xpath("//form[contains(@action, '/sign-up/')]/@action")]


def test_one_press_on_the_desk_and_one_to_take_it_back(world: World) -> None:
    made = planned(world, places=2)
    client = world.client("member")
    assert invited(world) == [f"/meetings/{made.pk}/sign-up/"]
    assert "4月16日 14:00 北门，还有 2 个名额。来就报名，不来不用管。" in shown(world, "member", "/")

    done = client.post(f"/meetings/{made.pk}/sign-up/", {"back": "desk"})

    assert (done.status_code, done["Location"], invited(world)) == (303, "/", [])
    page = shown(world, "member", f"/meetings/{made.pk}/")
    assert "你报名了" in page and "报了 1 人" in page and "/give-up/" in page and "/sign-up/" not in page
    back = client.post(f"/meetings/{made.pk}/give-up/")
    assert (back.status_code, back["Location"]) == (303, f"/meetings/{made.pk}/")
    assert SignUp.objects.count() == 0 and invited(world) == [f"/meetings/{made.pk}/sign-up/"]


def test_the_ledger_tells_how_many_and_names_nobody(world: World) -> None:
    made = planned(world)
    comes(world, made)
    comes(world, made, "head")
    stays(world, made)

    rows = Record.objects.filter(verb__in=("meetings.sign_up", "meetings.give_up")).order_by("seq")
    told = [words for _record, words in sentences(list(rows))]
    day = f"2026-04-16 的主题党日“{TOPIC}”"
    assert told == [
        f"{day}有人报名，一共 1 人",
        f"{day}有人报名，一共 2 人",
        f"{day}有人取消报名，还有 1 人",
    ]
    assert {(each.actor_id, each.actor_name) for each in rows} == {(None, "系统")}
    assert not PersonalValues.objects.filter(record__in=rows).exists()


def test_the_invitation_goes_by_itself(world: World) -> None:
    made = planned(world, places=1)
    comes(world, made, "head")
    assert invited(world) == []
    stays(world, made, "head")
    assert len(invited(world)) == 1

    with clock_at(datetime.combine(DAY, time(14), clock.ZONE)):
        assert invited(world) == []
    cancel_meeting(fresh(made), actor=world.actor("branch"), reason="下大雨")
    assert invited(world) == []


def test_it_presses_nobody(world: World) -> None:
    planned(world)
    desk = world.client("member").get("/").content.decode()

    assert "知道就行" in desk and "等你答复" not in desk


def test_what_cannot_be(world: World) -> None:
    made = planned(world, places=1)
    for account in ("teacher", "student", "sysadmin"):
        with refused(403, "rule", clause="3.7", says="报名的是本支部的党员"):
            comes(world, made, account)
    with refused(403, "rule", says="你没有报名"):
        stays(world, made)
    comes(world, made)
    with refused(403, "rule", says="你已经报名了"):
        comes(world, made)
    with refused(409, "gate-shut", says="名额满了"):
        comes(world, made, "head")
    with clock_at(datetime.combine(DAY, time(14, 1), clock.ZONE)):
        with refused(409, "gate-shut", says="已经开始了"):
            comes(world, made, "head")
        with refused(409, "gate-shut", says="已经开始了"):
            stays(world, made)
    cancel_meeting(fresh(made), actor=world.actor("branch"), reason="下大雨")
    with refused(409, "step-not-open"):
        stays(world, made)


def test_nobody_else_finds_it(world: World) -> None:
    made = planned(world)
    for account in ("neighbour", "outsider", "teacher"):
        assert world.client(account).post(f"/meetings/{made.pk}/sign-up/").status_code == 404


def test_names_are_read_by_who_records_alone(world: World) -> None:
    made = planned(world)
    comes(world, made)

    assert [name for _person, name in coming_to(world.actor("branch"), fresh(made))] == ["喻清川"]
    for account in ("member", "faculty", "organizer", "committee", "orgoffice"):
        assert coming_to(world.actor(account), fresh(made)) == []
    assert "喻清川" in shown(world, "branch", f"/meetings/{made.pk}/")
    page = html.fromstring(world.client("faculty").get(f"/meetings/{made.pk}/").content)
    assert "喻清川" not in " ".join(page.xpath("//main//text()"))


def test_who_comes_is_told_when_it_is_called_off(world: World) -> None:
    made = planned(world)
    comes(world, made)
    cancel_meeting(fresh(made), actor=world.actor("branch"), reason="下大雨")
    drain()

    told = {
        account: [
            each["words"]
            for each in world.client(account).get("/api/v1/notices").json()["items"]
            if "取消" in each["words"]
        ]
        for account in ("member", "head")
    }
    assert told == {"member": [f"2026-04-16 的主题党日“{TOPIC}”取消了：下大雨"], "head": []}


def test_it_stands_in_the_own_calendar(world: World) -> None:
    made = planned(world)
    before = [each.key for each in coming_for(world.actor("member"))]
    comes(world, made)
    after = [(each.key, each.day, each.at) for each in coming_for(world.actor("member"))]

    assert (before, after) == ([], [(f"meeting-{made.pk}", DAY, time(14))])


def test_what_was_never_recorded_is_forgotten_in_time(world: World) -> None:
    made = planned(world)
    comes(world, made)

    with clock_at(date(2026, 6, 17)):
        assert forget_sign_ups(retention.before("meetings.sign_ups")) == 0
    with clock_at(date(2026, 6, 18)):
        assert forget_sign_ups(retention.before("meetings.sign_ups")) == 1
    assert SignUp.objects.count() == 0


def test_the_person_sees_that_it_is_kept(world: World) -> None:
    comes(world, planned(world))

    assert "主题党日的报名" in shown(world, "member", "/people/mine/")


def test_by_the_api(world: World) -> None:
    made = planned(world)
    client, at = world.client("member"), f"/api/v1/meetings/{made.pk}"

    def posted(verb: str) -> Any:
        return client.post(f"{at}/{verb}", {}, content_type="application/json")

    first, again, gone = posted("sign-up"), posted("sign-up"), posted("give-up")

    assert [each.status_code for each in (first, again, gone)] == [200, 403, 200]
    assert (first.json()["signed_up"], gone.json()["signed_up"]) == (1, 0)
    assert "喻清川" not in first.content.decode()


def test_a_member_s_desk_asks_the_same_however_much_is_planned(
    world: World, django_assert_num_queries: Any
) -> None:
    client = world.client("member")
    client.get("/")
    planned(world)
    with django_assert_num_queries(8) as captured:
        client.get("/")
    for number in range(5):
        planned(world, topic=f"第 {number} 次")
    with django_assert_num_queries(len(captured)):
        client.get("/")


PRESSES = st.lists(st.tuples(st.sampled_from(MEMBERS), st.booleans()), max_size=12)


@settings(
    max_examples=examples.of(12),
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(presses=PRESSES, places=st.none() | st.integers(1, 3))
def test_in_any_order_nobody_stands_twice_and_there_are_never_more_than_places(
    world: World, presses: list[tuple[str, bool]], places: int | None
) -> None:
    undone = transaction.atomic()
    undone.__enter__()
    try:
        made, there = planned(world, places=places), set[str]()
        for account, wants in presses:
            is_free = places is None or len(there) < places
            may = account in there if not wants else account not in there and is_free
            try:
                (comes if wants else stays)(world, made, account)
                there = there | {account} if wants else there - {account}
                assert may
            except Refused:
                assert not may
        kept = {row.person_id for row in SignUp.objects.filter(meeting=made)}
        assert kept == {world.people[each].pk for each in there}
    finally:
        transaction.set_rollback(True)
        undone.__exit__(None, None, None)
