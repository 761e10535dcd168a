"""Told while no page is open: a real Chromium that subscribed, and a messenger's application that was switched on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect, sync_playwright

from tests.journeys.conftest import PATIENCE
from tests.support.browser import find_chromium
from tests.support.house import House, open_house
from tests.support.messengers import AGENT, KEY, SECRET, Platform, answering
from tests.support.outside import certificate, serving
from tests.support.pushing import PushService, push_service
from tests.support.visitor import PASSWORD, SIZES, Visitor

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
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """By what the servers outside are known."""
    return certificate(tmp_path_factory.mktemp("outside"))


@pytest.fixture(scope="module")
def service(held: Path) -> Iterator[PushService]:
    with push_service(held) as found:
        yield found


@pytest.fixture(scope="module")
def wecom(held: Path) -> Iterator[Platform]:
    with serving(held) as there:
        yield answering("wecom", there)


@pytest.fixture(scope="module")
def told_house(held: Path, service: PushService, wecom: Platform) -> Iterator[House]:
    """A house of its own, whose deployment names the servers of this machine."""
    host, app = (each.url.removeprefix("https://") for each in (service, wecom))
    with open_house(f'outward:\n  hosts: ["{host}"]\n  apps: ["{app}"]\n', SSL_CERT_FILE=str(held)) as opened:
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


@pytest.mark.parametrize("size", list(SIZES))
def test_an_application_is_set_up_tried_and_switched_on(
    told_house: House, wecom: Platform, device: BrowserContext, size: str
) -> None:
    width, height = SIZES[size]
    phones = {each: f"1990000{number}{len(size)}" for number, each in enumerate(("sysadmin", "member"), 100)}
    wecom.people.update({phone: f"{account}-{size}" for account, phone in phones.items()})
    wecom.told.clear()
    page = device.pages[0]
    page.set_viewport_size({"width": width, "height": height})

    keeper = Visitor(told_house, device, page, "sysadmin", expected={422})
    keeper.goes_to("/sign-in/").signs_in()
    keeper.goes_to("/notices/apps/")
    part = keeper.at("wecom")
    part.locator("summary").first.click()
    given = {"key": KEY, "secret": SECRET, "base": wecom.url}
    keeper.types(part, **given, agent="app")
    keeper.presses_button("保存", part)
    keeper.reads("这一项是数字")
    keeper.types(part, agent=AGENT)
    keeper.presses_button("保存", part, told="接好了，试发一条看看。")
    expect(part).to_contain_text("已接上，0 人打开了")
    keeper.presses_button("给自己试发一条", part)
    expect(part).to_contain_text("名册里没有你的手机号" if size == "desk" else "收下了")
    _gives_phones(told_house, device, phones)
    keeper.presses_button("给自己试发一条", part)
    expect(part).to_contain_text("企业微信收下了，请看手机。")
    assert [user for user, _words in wecom.told][-1] == f"sysadmin-{size}"
    keeper.finds_it_sound()

    device.clear_cookies()
    member = Visitor(told_house, device, page, "member")
    member.goes_to("/sign-in/").signs_in()
    member.goes_to("/notices/settings/")
    member.presses_button("打开 企业微信", member.at("apps"))
    expect(member.at("apps").get_by_role("button", name="停掉 企业微信")).to_be_visible()
    _in_time(page, lambda: "会发到那里" in member.goes_to("/notices/settings/").at("apps").inner_text())
    member.finds_it_sound()
    wecom.told.clear()
    _end_sessions_of(told_house, device, "member")
    _in_time(page, lambda: bool(wecom.told))
    assert [(user, words.splitlines()[0]) for user, words in wecom.told] == [(f"member-{size}", "有一件新事")]

    device.clear_cookies()
    keeper.goes_to("/sign-in/").signs_in()
    keeper.goes_to("/notices/apps/")
    part.locator("summary").last.click()
    keeper.presses_button("停掉", part)
    expect(part).not_to_contain_text("已接上")
    keeper.finds_it_sound()


def _in_time(page: Page, has_come: Callable[[], bool]) -> None:
    """Wait for what the queue does."""
    until = time.monotonic() + PATIENCE / 1000
    while not has_come():
        assert time.monotonic() < until, "it did not come"
        page.wait_for_timeout(300)


def _gives_phones(house: House, device: BrowserContext, phones: dict[str, str]) -> None:
    headers = _headers(house, device, "orgoffice")
    for account, phone in phones.items():
        name = {"sysadmin": "季文博", "member": "喻清川"}[account]
        found = device.request.get(f"{house.url}/api/v1/people?q={name}", headers=headers).json()
        (pk,) = (each["id"] for each in found["items"])
        answer = device.request.post(
            f"{house.url}/api/v1/people/{pk}/amend", data={"phone": phone}, headers=headers
        )
        assert answer.ok, answer.text()


def _headers(house: House, device: BrowserContext, account: str) -> dict[str, str]:
    given = {"username": account, "password": PASSWORD}
    token = device.request.post(f"{house.url}/api/v1/auth/token", data=given).json()["token"]
    return {"Authorization": f"Bearer {token}"}


def _end_sessions_of(house: House, device: BrowserContext, account: str) -> None:
    """What an administrator does elsewhere, over the API: it cannot wait, at whatever hour this test runs."""
    headers = _headers(house, device, "secadmin")
    found = device.request.get(f"{house.url}/api/v1/accounts?q={account}", headers=headers).json()
    (pk,) = (each["id"] for each in found["items"] if each["username"] == account)
    path = f"{house.url}/api/v1/accounts/{pk}/end-sessions"
    answer = device.request.post(path, data={"reason": "换了手机"}, headers=headers)
    assert answer.ok, answer.text()
