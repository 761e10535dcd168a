"""The platform as an app: it opens without any network, and keeps nothing of anybody on the device."""

from __future__ import annotations

from typing import Any

from django.test import Client
from playwright.sync_api import expect

from tests.journeys.conftest import Visit

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const each of await (await caches.open(name)).keys()) found.push(new URL(each.url).pathname);
  return found.sort();
}"""
READY = "() => navigator.serviceWorker.ready.then(() => new Promise(done => setTimeout(done, 500)))"


def test_it_opens_without_a_network_and_keeps_nothing_personal(visit: Visit) -> None:
    visitor = visit("member", fresh=True).goes_to("/")
    page = visitor.page
    page.evaluate(READY)
    for path in ("/", "/matters/", "/notices/", "/people/mine/"):
        visitor.goes_to(path)
    kept = page.evaluate(KEPT)

    assert "/opening/" in kept
    assert [path for path in kept if not path.startswith("/static/") and path != "/opening/"] == []

    page.context.set_offline(True)
    page.goto(f"{visitor.house.url}/opening/")
    expect(page.locator("#opening")).to_contain_text("没有网络")
    page.goto(f"{visitor.house.url}/matters/")
    expect(page.locator("#opening")).to_contain_text("没有网络")
    assert "喻清川" not in page.content()
    page.context.set_offline(False)
    page.wait_for_url(lambda url: url.endswith("/matters/"))
    expect(page.locator("h1")).to_contain_text("融合事项")


def test_the_opening_page_is_alike_for_everybody(db: Any) -> None:
    pages = [Client().get("/opening/").content for _each in range(2)]

    assert pages[0] == pages[1]
    assert b"csrf" not in pages[0].lower()


def test_the_manifest_says_what_a_browser_needs(db: Any) -> None:
    answer = Client().get("/app.webmanifest")
    told = answer.json()

    assert answer["Content-Type"] == "application/manifest+json"
    assert (told["start_url"], told["scope"], told["display"]) == ("/opening/", "/", "standalone")
    assert {"192x192", "512x512", "any"} == {icon["sizes"] for icon in told["icons"]}


def test_the_worker_stands_at_the_root_and_is_asked_for_again(db: Any) -> None:
    answer = Client().get("/sw.js")

    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert answer.content.decode().count("\n") <= 150
