"""What leaves by an application: to one person, what a locked screen may show, through a token while it is good."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.adapters.worker import drain
from jingwei.foundation.people.actions import ask_amendment, decline_amendment
from jingwei.foundation.people.models import Person
from jingwei.mechanisms.notices.actions import attempt
from jingwei.mechanisms.notices.models import Delivery, MessengerApp, Notice, Reach
from jingwei.mechanisms.notices.tests.apps import (
    Opened,
    has_phone,
    open_platform,
    own,
    set_up,
    switch_on,
    wecom,
)
from jingwei.mechanisms.notices.tests.test_mail import MONDAY, give, look
from tests.support.matters import Story, story_at
from tests.support.messengers import Platform
from tests.support.world import World

__all__ = ["open_platform", "wecom"]
SITE = "https://jingwei.example.edu"


@pytest.fixture
def story(world: World, wecom: Platform, settings: Any) -> Iterator[Story]:
    """The member is reached by 企业微信; a matter is under way on a Monday morning."""
    settings.SITE = SITE
    set_up(world, wecom)
    with story_at(world, "deploying", today=MONDAY) as found:  # type: ignore[arg-type]
        switch_on(world)
        wecom.asked.clear()
        yield found


def later(story: Story, minutes: int = 3) -> None:
    with clock_at(clock.now() + timedelta(minutes=minutes)):
        look(story)


def test_a_task_arrives_with_its_link(story: Story, wecom: Platform) -> None:
    give(story)
    later(story)

    notice = Notice.objects.get(account=story.world.accounts["member"])
    ((user, words),) = wecom.told
    assert (user, words.splitlines()[1]) == ("u-member", f"{SITE}/notices/{notice.pk}/")
    assert words.startswith("沈砚秋在《春耕智能农机驻点服务》里分给你一项任务：下田")
    assert wecom.asked == ["tell"]
    (delivery,) = Delivery.objects.all()
    assert (delivery.channel, delivery.state, delivery.answer) == ("wecom", "sent", "0 m1")


def test_what_is_confidential_is_not_said(story: Story, wecom: Platform) -> None:
    member = story.actor("member")
    asked = ask_amendment(story.world.people["member"], actor=member, wish="电话不对")
    decline_amendment(asked, actor=story.inspector, answer="对的")
    drain()
    later(story, 24 * 60)

    ((_user, words),) = wecom.told
    assert words.splitlines()[0] == "有一件新事"
    assert "更正" not in words


def test_several_are_one_message_and_nobody_s_words_are_a_link(story: Story, wecom: Platform) -> None:
    give(story, '<a href="https://evil.example.com">领补贴</a>')
    later(story)
    for number in range(3):
        give(story, f"第{number}块地")
    later(story, 20)

    first, second = (words for _user, words in wecom.told)
    assert ("<" in first, "＜a href" in first) == (False, True)
    assert second.splitlines()[:2] == ["有 3 件新事", f"{SITE}/notices/"]


def test_two_messages_are_never_alike(story: Story, wecom: Platform, settings: Any) -> None:
    """企业微信 passes over equal words for hours: what is confidential says the same each time, so the moment is in it."""
    settings.SITE, member = "", story.actor("member")
    for hour in (24, 25):
        asked = ask_amendment(story.world.people["member"], actor=member, wish="电话不对")
        decline_amendment(asked, actor=story.inspector, answer="对的")
        drain()
        later(story, hour * 60)

    words = [words for _user, words in wecom.told]
    assert [each.splitlines()[0] for each in words] == ["有一件新事", "有一件新事"]
    assert len(set(words)) == 2


def test_a_token_that_ended_is_fetched_again_and_one_that_was_taken_back_too(
    story: Story, wecom: Platform
) -> None:
    give(story)
    MessengerApp.objects.update(token_until=clock.now())
    later(story)
    assert wecom.asked == ["token", "tell"]
    wecom.forgets_tokens()
    give(story, "再下田")
    later(story, 30)

    assert wecom.asked == ["token", "tell", "tell", "token", "tell"]
    assert [each.state for each in Delivery.objects.all()] == ["sent", "sent"]


def test_a_token_that_is_never_taken_is_fetched_once_a_try(story: Story, wecom: Platform) -> None:
    stale = json.dumps({"errcode": 42001, "errmsg": "access_token expired"})
    wecom.says += [("tell", 200, stale)] * 2
    give(story)
    later(story)

    assert wecom.asked == ["tell", "token", "tell"]
    assert (Delivery.objects.get().state, Delivery.objects.get().tries) == ("dead", 1)


def test_who_left_the_messenger_is_said_in_the_ledger_and_on_the_page(story: Story, wecom: Platform) -> None:
    wecom.people.clear()
    give(story)
    later(story)

    (delivery,) = Delivery.objects.all()
    assert (delivery.state, delivery.answer) == ("dead", "81013 fault 81013")
    page = story.world.client("member").get("/notices/settings/").content.decode()
    assert ["联系不上：企业微信" in page, "81013" in page] == [True, True]
    assert "81013" in story.world.client("sysadmin").get("/notices/deliveries/").content.decode()
    give(story, "再下田")
    later(story, 30)
    assert Delivery.objects.count() == 1


def test_a_number_nobody_has_is_said_in_the_ledger(story: Story, wecom: Platform) -> None:
    has_phone(story.world, "member", "19900009999")
    give(story)
    later(story)

    (delivery,) = Delivery.objects.all()
    assert (delivery.state, delivery.answer) == ("dead", "46004 fault 46004")
    assert Reach.objects.get().is_lost(Person.objects.get(pk=story.world.people["member"].pk).phone_mark)


def test_a_messenger_that_is_busy_is_tried_again(story: Story, wecom: Platform) -> None:
    wecom.says.append(("tell", 200, json.dumps({"errcode": 45009, "errmsg": "api freq out of limit"})))
    give(story)
    later(story)
    (delivery,) = Delivery.objects.all()
    assert (delivery.state, delivery.tries) == ("waiting", 1)
    with clock_at(clock.now() + timedelta(minutes=8)):
        attempt.call(delivery.university_id, delivery.pk)

    delivery.refresh_from_db()
    assert (delivery.state, len(wecom.told)) == ("sent", 1)


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu"])
def test_what_goes_again_after_a_crash_is_the_same_to_the_letter(
    world: World, open_platform: Opened, settings: Any, kind: str
) -> None:
    """The worker died between the other end's answer and our note: by what is equal the messenger passes over it."""
    settings.SITE = SITE
    with open_platform(kind) as there:
        there.people["19900001111"] = "u-member"
        set_up(world, there)
        with story_at(world, "deploying", today=MONDAY) as story:  # type: ignore[arg-type]
            switch_on(world, kind)
            for number in range(2):
                give(story, f"第{number}块地")
            later(story)
            Delivery.objects.update(state="waiting", answer="")
            with clock_at(clock.now() + timedelta(minutes=8)):
                attempt.call(world.universities["home"].pk, Delivery.objects.get().pk)

    first, second = there.told
    assert (first, Delivery.objects.get().state) == (second, "sent")
    assert there.keys == ([f"notice-{Delivery.objects.get().pk}"] * 2 if kind == "feishu" else [])


@pytest.mark.parametrize("kind", ["dingtalk", "feishu"])
def test_the_others_are_told_as_well(world: World, open_platform: Opened, settings: Any, kind: str) -> None:
    settings.SITE = SITE
    with open_platform(kind) as there:
        there.people["19900001111"] = "u-member"
        set_up(world, there)
        with story_at(world, "deploying", today=MONDAY) as story:  # type: ignore[arg-type]
            switch_on(world, kind)
            give(story)
            later(story)

    ((user, words),) = there.told
    lines = words.splitlines()
    assert (user, lines[1].startswith(f"{SITE}/notices/"), len(lines)) == (
        "u-member",
        True,
        3 if kind == "dingtalk" else 2,
    )
    assert Delivery.objects.get().state == "sent"
    assert own(world).account.reaches.count() == 1
