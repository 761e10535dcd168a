"""Of whoever is gone for good nothing is kept by which they could be reached."""

from __future__ import annotations

from datetime import datetime, timedelta

from jingwei.adapters import clock, retention
from jingwei.adapters.clock import clock_at
from jingwei.adapters.worker import drain
from jingwei.foundation.people.models import Person
from jingwei.mechanisms.notices.actions import open_calendar, set_robot, subscribe
from jingwei.mechanisms.notices.models import Device, NoticePreference, Reach
from jingwei.mechanisms.notices.tests.apps import open_platform, own, set_up, switch_on, wecom
from tests.support.browsers import Browser
from tests.support.messengers import Platform
from tests.support.world import World

__all__ = ["open_platform", "wecom"]
LEFT = datetime(2022, 7, 1, 9, tzinfo=clock.ZONE)


def test_what_leads_to_somebody_goes_with_their_numbers(world: World, wecom: Platform) -> None:
    set_up(world, wecom)
    for account in ("member", "branch"):
        actor = world.actor(account)
        switch_on(world, account=account)
        open_calendar(own(world, account), actor=actor)
        told = Browser(f"https://push.example.com/{account}").told
        subscribe(own(world, account), actor=actor, **told)
        url = "https://open.feishu.cn/open-apis/bot/v2/hook/x"
        set_robot(own(world, account), actor=actor, kind="feishu", url=url)
    Person.objects.filter(pk=world.people["member"].pk).update(left_on=LEFT.date())
    with clock_at(LEFT + timedelta(days=1100)):
        assert retention.apply("people.gone") == 1
        drain()

    left = world.accounts["branch"]
    assert [each.account for each in (*Reach.objects.all(), *Device.objects.all())] == [left, left]
    chosen = {each.account_id: each for each in NoticePreference.objects.all()}
    gone = chosen[world.accounts["member"].pk]
    assert (gone.robot_kind, gone.concealed, gone.calendar_digest) == ("", "", None)
    assert (chosen[left.pk].robot_kind, chosen[left.pk].calendar_digest is not None) == ("feishu", True)
