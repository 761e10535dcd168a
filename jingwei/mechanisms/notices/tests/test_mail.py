"""What leaves the page by mail: through a real server, in few messages, in waking hours, until it arrives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from jingwei.adapters import clock, retention
from jingwei.adapters.clock import ZONE, clock_at
from jingwei.adapters.worker import drain
from jingwei.foundation.matters import actions as matters
from jingwei.foundation.organisations.models import Membership
from jingwei.foundation.people.actions import ask_amendment, decline_amendment, reset_password
from jingwei.mechanisms.notices.actions import attempt, choose, dispatch, read_all
from jingwei.mechanisms.notices.models import Delivery, Notice
from jingwei.mechanisms.notices.queries import preference_for
from jingwei.mechanisms.notices.tests.told import with_mail
from tests.support.mailbox import Mailbox, mailbox
from tests.support.matters import Story, story_at
from tests.support.world import World

MONDAY = datetime(2026, 5, 18, 10, 0, tzinfo=ZONE)


@pytest.fixture
def box(settings: Any) -> Iterator[Mailbox]:
    with mailbox(settings) as found:
        yield found


@pytest.fixture
def story(world: World, box: Mailbox) -> Iterator[Story]:
    """A matter under way on a Monday morning; the member has mail, and nothing was sent yet."""
    with_mail(world, "member")
    with story_at(world, "deploying", today=MONDAY) as found:  # type: ignore[arg-type]
        drain()
        yield found


def give(story: Story, title: str = "下田") -> None:
    matters.assign_task(
        story.matter,
        actor=story.secretary,
        title=title,
        due=datetime(2026, 6, 20).date(),
        person=story.world.people["member"],
    )
    drain()


def look(story: Story, account: str = "member") -> None:
    """What the queue does when the time has come."""
    pk = story.world.accounts[account].pk
    dispatch.call(story.world.universities["home"].pk, pk)
    drain()


def after(**more: int) -> Any:
    return clock_at(clock.now() + timedelta(**more))


def words(box: Mailbox) -> list[str]:
    return [mail.get_content() for mail in box.arrived]


def test_a_task_arrives_with_a_link_and_a_way_out(story: Story, box: Mailbox) -> None:
    give(story)
    look(story)
    assert box.arrived == []
    with after(minutes=3):
        look(story)

    (mail,), notice = box.arrived, Notice.objects.get(account=story.world.accounts["member"])
    assert mail["To"] == "member@example.com"
    assert mail["From"] == "经纬 <jingwei@example.edu>"
    assert (
        mail["Subject"].strip() == "沈砚秋在《春耕智能农机驻点服务》里分给你一项任务：下田，2026-06-20 前。"
    )
    assert f"https://jingwei.example.edu/notices/{notice.pk}/" in mail.get_content()
    assert mail["List-Unsubscribe"].strip(" <>") in mail.get_content()
    (delivery,) = Delivery.objects.all()
    assert (delivery.state, delivery.tries, delivery.answer) == ("sent", 1, "250")


def test_who_has_read_it_gets_no_mail(story: Story, box: Mailbox) -> None:
    give(story)
    read_all(story.actor("member"))
    with after(minutes=3):
        look(story)

    assert box.arrived == []


def test_a_burst_is_one_mail_and_what_follows_waits_ten_minutes(story: Story, box: Mailbox) -> None:
    for number in range(5):
        give(story, f"第{number}块地")
    with after(minutes=3):
        look(story)
        give(story, "第五块地")
    with after(minutes=6):
        look(story)
        give(story, "第六块地")
    assert [mail["Subject"] for mail in box.arrived] == ["有 5 件新事"]
    with after(minutes=14):
        look(story)

    assert [mail["Subject"] for mail in box.arrived] == ["有 5 件新事", "有 2 件新事"]
    assert [f"第{n}块地" in words(box)[0] for n in range(5)] == [True] * 5


def test_nothing_is_sent_at_night_or_on_days_of_rest(story: Story, box: Mailbox) -> None:
    late = datetime(2026, 9, 30, 22, 0, tzinfo=ZONE)
    with clock_at(late):
        give(story)
        notice = Notice.objects.get(account=story.world.accounts["member"])
        look(story)
    moment = late
    while moment < notice.leaves_at:
        with clock_at(moment):
            look(story)
        moment += timedelta(hours=3)
    assert box.arrived == []
    assert notice.leaves_at.astimezone(ZONE) == datetime(2026, 10, 8, 7, 0, tzinfo=ZONE)
    with clock_at(notice.leaves_at):
        look(story)

    assert len(box.arrived) == 1


def test_what_cannot_wait_goes_at_night_alone(world: World, box: Mailbox) -> None:
    with_mail(world, "member")
    with story_at(world, "deploying", today=MONDAY.replace(hour=23)) as story:  # type: ignore[arg-type]
        drain()
        give(story)
        reset_password(world.accounts["member"], actor=world.actor("sysadmin"), password="换过的口令 2026")
        drain()
        with after(minutes=3):
            look(story)

        (mail,) = box.arrived
        assert mail["Subject"] == "有一件新事"
        assert "重设" not in mail.get_content()
        assert "下田" not in mail.get_content()


def test_what_is_not_pressing_comes_once_a_day_at_the_hour_chosen(story: Story, box: Mailbox) -> None:
    member = story.actor("member")
    choose(preference_for(member, member.account_id or 0), actor=member, digest_at=time(17, 30))
    for day in range(3):
        with after(days=day):
            asked = ask_amendment(story.world.people["member"], actor=member, wish="电话不对")
            decline_amendment(asked, actor=story.inspector, answer="对的")
            asked = ask_amendment(story.world.people["member"], actor=member, wish="邮箱不对")
            decline_amendment(asked, actor=story.inspector, answer="也对的")
            drain()
            for hour in range(10, 24):
                with clock_at(clock.now().replace(hour=hour, minute=30)):
                    look(story)

    assert [mail["Subject"] for mail in box.arrived] == ["有 2 件新事"] * 3
    sent = Delivery.objects.order_by("pk").values_list("made_at", flat=True)
    assert {(each.astimezone(ZONE).hour, each.minute) for each in sent} == {(17, 30)}


def test_what_is_confidential_is_not_said(story: Story, box: Mailbox) -> None:
    member = story.actor("member")
    asked = ask_amendment(story.world.people["member"], actor=member, wish="电话不对")
    decline_amendment(asked, actor=story.inspector, answer="对的")
    drain()
    with after(days=1):
        look(story)

    (mail,) = box.arrived
    assert mail["Subject"] == "有一件新事"
    assert "更正" not in mail.get_content()


def test_who_may_not_see_it_any_more_gets_no_mail(story: Story, box: Mailbox) -> None:
    give(story)
    Membership.objects.filter(person=story.world.people["member"]).update(
        until=(MONDAY - timedelta(1)).date()
    )
    with after(minutes=3):
        look(story)

    assert box.arrived == []
    assert not Delivery.objects.exists()


def test_what_was_refused_for_now_is_tried_again_later_each_time(story: Story, box: Mailbox) -> None:
    give(story)
    box.answers += ["451 come back"] * 2
    with after(minutes=3):
        look(story)
        (delivery,) = Delivery.objects.all()
        assert (delivery.state, delivery.tries, delivery.answer) == ("waiting", 1, "451 come back")
        for tried, minutes in ((2, 1), (3, 5)):
            with after(minutes=minutes):
                attempt.call(delivery.university_id, delivery.pk)
            delivery.refresh_from_db()
            assert delivery.tries == tried

    assert delivery.state == "sent"
    assert len(box.arrived) == 1


@pytest.mark.parametrize(("answer", "tries"), [("550 no such user", 1), ("451 come back", 5)])
def test_what_is_never_taken_is_given_up_in_sight(
    story: Story, box: Mailbox, answer: str, tries: int
) -> None:
    give(story)
    box.answers += [answer] * 9
    with after(minutes=3):
        look(story)
        (delivery,) = Delivery.objects.all()
        for _more in range(8):
            attempt.call(delivery.university_id, delivery.pk)
    delivery.refresh_from_db()

    assert (delivery.state, delivery.tries, delivery.answer) == ("dead", tries, answer)
    page = story.world.client("sysadmin").get("/notices/deliveries/").content.decode()
    assert answer in page
    assert "member" not in page.partition('id="main"')[2]
    assert "喻清川" not in page
    assert answer in story.world.client("member").get("/notices/settings/").content.decode()
    assert story.world.client("branch").get("/notices/deliveries/").status_code == 403


def test_a_server_that_is_gone_is_waited_for(story: Story, settings: Any) -> None:
    settings.EMAIL_PORT = 1
    give(story)
    with after(minutes=3):
        look(story)

    (delivery,) = Delivery.objects.all()
    assert (delivery.state, delivery.tries) == ("waiting", 1)


def test_what_the_queue_delivers_twice_is_sent_once(story: Story, box: Mailbox) -> None:
    give(story)
    with after(minutes=3):
        for _again in range(3):
            look(story)
        (delivery,) = Delivery.objects.all()
        for _again in range(3):
            attempt.call(delivery.university_id, delivery.pk)

    assert len(box.arrived) == 1
    assert box.arrived[0]["Message-ID"] == f"<notice-{delivery.pk}@jingwei.example.edu>"


def test_a_mail_in_the_hands_of_one_worker_is_left_to_it(story: Story, box: Mailbox) -> None:
    give(story)
    with after(minutes=3):
        pk = story.world.accounts["member"].pk
        dispatch.call(story.world.universities["home"].pk, pk)
        Delivery.objects.update(tries=1, tried_at=clock.now())
        drain()
        assert box.arrived == []
        with after(minutes=3):
            attempt.call(story.world.universities["home"].pk, Delivery.objects.get().pk)

    assert len(box.arrived) == 1


def test_the_way_out_works_without_signing_in(story: Story, box: Mailbox, client: Any) -> None:
    give(story)
    with after(minutes=3):
        look(story)
    (found,) = re.findall(r"https://jingwei.example.edu(/notices/leave/\S+)", words(box)[0])

    assert "不再收邮件" in client.get(found).content.decode()
    assert preference_for(story.actor("member"), story.world.accounts["member"].pk).mail is True
    assert client.post(found).status_code == 200
    assert preference_for(story.actor("member"), story.world.accounts["member"].pk).mail is False
    assert client.get(found[:-3] + "xx/").status_code == 404
    with after(days=1):
        give(story, "再下田")
        with after(days=1):
            look(story)
    assert len(box.arrived) == 1


def test_notices_and_deliveries_go_after_their_days(story: Story, box: Mailbox) -> None:
    give(story)
    with after(minutes=3):
        look(story)
    with after(days=91):
        assert retention.apply("deliveries.old") == 1
        assert retention.apply("notices.old") == 0
    there = Notice.objects.count()
    with after(days=181):
        assert retention.apply("notices.old") == there
    assert not Notice.objects.exists()


def test_an_installation_without_mail_sends_nothing_and_asks_for_nothing(
    story: Story, box: Mailbox, settings: Any
) -> None:
    settings.EMAIL_HOST = ""
    give(story)

    assert Notice.objects.get(account=story.world.accounts["member"]).leaves_at is None
    assert "这里还没有接邮件" in story.world.client("member").get("/notices/settings/").content.decode()
