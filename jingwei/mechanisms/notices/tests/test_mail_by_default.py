"""Mail goes without anybody's setting where there is an address and a server, in few messages; else the page says why not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.adapters.worker import drain
from jingwei.foundation.people.models import Person
from jingwei.mechanisms.notices.actions import choose
from jingwei.mechanisms.notices.models import NoticePreference
from jingwei.mechanisms.notices.queries import channels_of, channels_of_all, preference_for, preferences_of
from jingwei.mechanisms.notices.tests.test_mail import MONDAY, give, look
from jingwei.mechanisms.notices.tests.told import with_mail
from tests.support.mailbox import mailbox
from tests.support.matters import story_at
from tests.support.world import World

GOES = "默认就发，发到 member@example.com：急的几分钟内一封，不急的一天一封；不想收就不勾。"
NO_ADDRESS = "名册里还没有你的邮箱，可以在“我的数据”里申请补上。"
NO_SERVER = "这里还没有接邮件，也没有订推送，通知只在页面里。"


@pytest.mark.parametrize(
    ("has_server", "has_address", "wishes", "ways", "says"),
    [
        (True, True, None, ["mail"], GOES),
        (True, True, False, [], GOES),
        (True, False, None, [], NO_ADDRESS),
        (False, True, None, [], NO_SERVER),
        (False, False, None, [], NO_SERVER),
    ],
)
def test_mail_is_on_where_it_can_arrive_and_the_page_says_so(
    world: World,
    settings: Any,
    has_server: bool,
    has_address: bool,
    wishes: bool | None,
    ways: list[str],
    says: str,
) -> None:
    settings.EMAIL_HOST = "mail.example.edu" if has_server else ""
    member, pk = world.actor("member"), world.accounts["member"].pk
    if has_address:
        with_mail(world, "member")
    if wishes is not None:
        choose(preference_for(member, pk), actor=member, mail=wishes)
    chosen = preference_for(member, pk)
    page = world.client("member").get("/notices/settings/").content.decode()

    assert channels_of(chosen.account, chosen) == ways
    assert [each for each in (GOES, NO_ADDRESS, NO_SERVER) if each in page] == [says]


def test_a_day_of_much_work_is_two_mails_and_nobody_set_anything(world: World, settings: Any) -> None:
    """Thirty tasks within two hours: what came together goes together, and no two mails are nearer than ten minutes."""
    with mailbox(settings) as box, story_at(world, "deploying", today=MONDAY) as story:  # type: ignore[arg-type]
        with_mail(world, "member")
        drain()
        assert not NoticePreference.objects.exists()
        for number in range(30):
            give(story, f"第{number}块地")
        for minutes in range(3, 120, 3):
            with clock_at(clock.now() + timedelta(minutes=minutes)):
                if minutes == 60:
                    for number in range(30, 60):
                        give(story, f"第{number}块地")
                look(story)

        assert [mail["Subject"] for mail in box.arrived] == ["有 30 件新事", "有 30 件新事"]


@pytest.mark.parametrize("count", [1, 40])
def test_the_ways_of_many_cost_two_questions(
    world: World, settings: Any, django_assert_num_queries: Any, count: int
) -> None:
    settings.EMAIL_HOST = "mail.example.edu"
    accounts = [world.accounts[name] for name in sorted(world.accounts)][:count]
    Person.objects.filter(pk__in=[each.person_id for each in accounts]).update(email="somebody@example.com")
    fresh = [type(each).objects.select_related("person").get(pk=each.pk) for each in accounts]
    chosen = preferences_of(fresh)
    with django_assert_num_queries(2):
        found = channels_of_all(fresh, chosen)

    assert found == {each.pk: ["mail"] if each.person_id else [] for each in fresh}
