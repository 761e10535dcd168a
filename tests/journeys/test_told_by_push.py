"""A real Chromium subscribes on the page, is told while no page is open, and a press on what it shows leads there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Route, expect, sync_playwright

from tests.journeys.conftest import PATIENCE
from tests.support.browser import find_chromium
from tests.support.house import House, open_house
from tests.support.pushing import PushService, push_service
from tests.support.visitor import Visitor

SHOWN = """async () => {
  const worker = await navigator.serviceWorker.ready;
  for (;;) {
    const found = await worker.getNotifications();
    if (found.length) return found.map(each => ({ title: each.title, body: each.body, url: each.data.url }));
    await new Promise(done => setTimeout(done, 100));
  }
}"""
# Nobody can press what a headless browser shows, so the worker is handed what it would be, and says what it opens.
PRESS = """async () => {
  const [notification] = await registration.getNotifications();
  const opened = [], waits = [];
  clients.openWindow = (url) => opened.push(url);
  const press = new NotificationEvent("notificationclick", { notification });
  press.waitUntil = (what) => waits.push(what);
  dispatchEvent(press);
  await Promise.all(waits);
  return { opened, left: (await registration.getNotifications()).length };
}"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PushService]:
    with push_service(tmp_path_factory.mktemp("push")) as found:
        yield found


@pytest.fixture(scope="module")
def told_house(service: PushService) -> Iterator[House]:
    """A house of its own, whose deployment names the push service of this machine."""
    host = service.url.removeprefix("https://")
    rules = f'outward:\n  hosts: ["{host}"]\n'
    with open_house(rules, SSL_CERT_FILE=str(service.certificate)) as opened:
        yield opened


@pytest.fixture
def device(service: PushService, tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser with a profile of its own: a passing one takes no push."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as play:
        context = play.chromium.launch_persistent_context(
            str(tmp_path),
            executable_path=find_chromium() or None,
            args=service.arguments,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        yield context
        context.close()


def test_it_subscribes_is_told_and_leads_there(
    told_house: House, service: PushService, device: BrowserContext
) -> None:
    def by_our_service(route: Route) -> None:
        """Chromium writes its vendor's host into every address; here ours stands for it."""
        told = {name: value for name, (value,) in parse_qs(route.request.post_data or "").items()}
        given = urlsplit(told["endpoint"])
        told["endpoint"] = f"{service.url}{given.path}"
        route.continue_(post_data=urlencode(told))

    device.route("**/notices/settings/devices/", by_our_service)
    member = Visitor(told_house, device, device.pages[0], "member")
    member.goes_to("/sign-in/").signs_in()
    member.goes_to("/notices/settings/")
    device.grant_permissions([], origin=told_house.url)
    member.presses_button("这个浏览器也告诉我", told="浏览器没有同意，或者连不上它的推送服务。")
    device.grant_permissions(["notifications"], origin=told_house.url)
    member.presses_button("这个浏览器也告诉我", told="这个浏览器会接到推送。")
    expect(member.at("push")).to_contain_text("订的浏览器")
    member.finds_it_sound()

    _end_sessions_of(told_house, device, "member")
    (shown,) = member.page.evaluate(SHOWN)
    assert (shown["title"], shown["body"]) == ("经纬", "有一件新事")
    assert service.refused == []
    (body,) = service.bodies
    assert [word.encode() in body for word in ("新事", "经纬", shown["url"])] == [False, False, False]

    (worker,) = device.service_workers
    pressed = worker.evaluate(PRESS)
    assert pressed == {"opened": [f"{told_house.url}{shown['url']}"], "left": 0}
    member.expected.add(403)
    member.page.goto(pressed["opened"][0])
    member.signs_in()
    assert member.path == "/people/mine/"
    member.goes_to("/notices/")
    member.reads("让你的账号在所有地方退出，理由：换了手机")


def _end_sessions_of(house: House, device: BrowserContext, account: str) -> None:
    """What an administrator does elsewhere, over the API: it cannot wait, at whatever hour this test runs."""
    asked: Any = device.request
    given = {"username": "secadmin", "password": "jingwei-demo"}
    token = json.loads(asked.post(f"{house.url}/api/v1/auth/token", data=given).text())["token"]
    headers = {"Authorization": f"Bearer {token}"}
    found = json.loads(asked.get(f"{house.url}/api/v1/accounts?q={account}", headers=headers).text())
    (pk,) = (each["id"] for each in found["items"] if each["username"] == account)
    path = f"{house.url}/api/v1/accounts/{pk}/end-sessions"
    answer = asked.post(path, data={"reason": "换了手机"}, headers=headers)
    assert answer.ok, answer.text()
