"""`notices.subscribe`: a browser is told while no page is open, sealed for it alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.adapters.worker import drain
from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.people.actions import ask_amendment, decline_amendment
from jingwei.mechanisms.notices.actions import dispatch, subscribe
from jingwei.mechanisms.notices.models import Delivery, Device, Notice
from jingwei.mechanisms.notices.queries import preference_for
from tests.support.browsers import Browser
from tests.support.matters import Story, deploy, story_at
from tests.support.outside import Outside, outside
from tests.support.verbs import refused
from tests.support.world import World

PUBLIC = "https://push.example.com/send/"


@pytest.fixture
def there(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Iterator[Outside]:
    with outside(settings, monkeypatch, tmp_path) as found:
        yield found


def subscribed(world: World, account: str, endpoint: str) -> Browser:
    browser, actor = Browser(endpoint), world.actor(account)
    subscribe(preference_for(actor, actor.account_id or 0), actor=actor, **browser.told)
    return browser


def look(story: Story) -> None:
    """What the queue does when the time has come."""
    with clock_at(clock.now() + timedelta(days=2)):
        dispatch.call(story.world.universities["home"].pk, story.world.accounts["member"].pk)
        drain()


def test_it_is_told_and_nobody_else_reads_it(world: World, there: Outside) -> None:
    browser = subscribed(world, "member", f"{there.url}/a")
    with story_at(world, "deploying") as story:
        drain()
        deploy(story)
        drain()
        look(story)

    ((_path, _headers, body),) = there.asked
    notice = Notice.objects.get(account=world.accounts["member"], record__verb="matters.assign_task")
    told = json.loads(browser.reads(body))
    assert told["body"].startswith("沈砚秋在《春耕智能农机驻点服务》里分给你一项任务")
    assert told["url"] == f"/notices/{notice.pk}/"
    assert "任务".encode() not in body
    (delivery,) = Delivery.objects.all()
    assert (delivery.channel, delivery.state) == ("push", "sent")


def test_what_is_confidential_is_not_said(world: World, there: Outside) -> None:
    browser = subscribed(world, "member", f"{there.url}/a")
    with story_at(world, "deploying") as story:
        asked = ask_amendment(world.people["member"], actor=world.actor("member"), wish="电话不对")
        decline_amendment(asked, actor=world.actor("orgoffice"), answer="对的")
        drain()
        look(story)

    assert json.loads(browser.reads(there.asked[0][2]))["body"] == "有一件新事"


def test_a_browser_that_is_gone_is_forgotten_and_the_other_is_told(world: World, there: Outside) -> None:
    subscribed(world, "member", f"{there.url}/a")
    subscribed(world, "member", f"{there.url}/b")
    there.by_path["/a"] = 410
    with story_at(world, "deploying") as story:
        drain()
        deploy(story)
        drain()
        look(story)

    assert [device.endpoint for device in Device.objects.all()] == [f"{there.url}/b"]
    assert Delivery.objects.get().state == "sent"


def test_a_browser_that_changed_hands_goes_along(world: World) -> None:
    subscribed(world, "member", f"{PUBLIC}a")
    subscribed(world, "teacher", f"{PUBLIC}a")

    assert Device.objects.get().account == world.accounts["teacher"]
    mine = preference_for(world.actor("member"), world.accounts["member"].pk)
    assert [record.verb for record in records_about(mine)] == ["notices.subscribe"]
    assert PUBLIC not in "".join(records_about(mine).values_list("data", flat=True))


def test_keys_are_kept_as_they_are_written_once(world: World) -> None:
    """A lenient reader of base64 passes over what is none; a column does not."""
    browser, actor = Browser(f"{PUBLIC}a"), world.actor("member")
    told = browser.told | {"p256dh": browser.told["p256dh"] + "!" * 300, "auth": browser.told["auth"] + "=="}
    subscribe(preference_for(actor, actor.account_id or 0), actor=actor, **told)

    kept = Device.objects.get()
    assert (kept.p256dh, kept.auth) == (browser.told["p256dh"], browser.told["auth"])


def test_a_host_that_is_named_no_more_keeps_the_others_from_nothing(
    world: World, there: Outside, settings: Any
) -> None:
    subscribed(world, "member", f"{there.url}/a")
    Device.objects.update(endpoint="https://localhost:1/gone", digest="0")
    subscribed(world, "member", f"{there.url}/b")
    with story_at(world, "deploying") as story:
        drain()
        deploy(story)
        drain()
        look(story)

    assert [path for path, _headers, _body in there.asked] == ["/b"]
    assert Delivery.objects.get().state == "sent"


@pytest.mark.parametrize(
    "endpoint",
    [
        *("http://push.example.com/", "https://10.0.0.1/", "https://intranet/", "x"),
        f"https://push.example.com/{'x' * 1000}",
        f"https://{'push.' * 198}com@127.0.0.1/",
    ],
)
def test_only_a_public_push_service_is_taken(world: World, endpoint: str) -> None:
    with refused(422, "invalid", says="推送地址"):
        subscribed(world, "member", endpoint)


def test_nobody_subscribes_for_another(world: World) -> None:
    mine = preference_for(world.actor("member"), world.accounts["member"].pk)
    with refused(403, "rule"):
        subscribe(mine, actor=world.actor("sysadmin"), **Browser(PUBLIC).told)


def test_ten_browsers_are_enough(world: World) -> None:
    for number in range(10):
        subscribed(world, "member", f"{PUBLIC}{number}")
    subscribed(world, "member", f"{PUBLIC}9")
    with refused(422, "invalid", says="10 个浏览器"):
        subscribed(world, "member", f"{PUBLIC}10")


def test_page_and_machine_subscribe(world: World) -> None:
    client, pk = world.client("member"), world.accounts["member"].pk

    assert client.post("/notices/settings/devices/", Browser(f"{PUBLIC}a").told).status_code == 303
    assert client.post("/notices/settings/devices/", {}).status_code == 422
    told = client.post(
        f"/api/v1/notice-preferences/{pk}/subscribe",
        Browser(f"{PUBLIC}b").told,
        content_type="application/json",
    ).json()

    assert len(told["devices"]) == 2
    assert "订的浏览器" in client.get("/notices/settings/").content.decode()
