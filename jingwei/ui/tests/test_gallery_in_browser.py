"""The gallery in a real browser: no accessibility fault, no sideways scrolling, nothing refused by the policy of the page."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.support import browser as machine

AXE = Path(machine.__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """rules => axe.run(document, {runOnly: rules}).then(found =>
    found.violations.map(fault => `${fault.id}: ${fault.nodes.map(node => node.html).join(' ').slice(0, 300)}`))"""
SCREENS = ((1440, 900, "light", ""), (390, 844, "dark", ""), (320, 700, "light", "xl"))


@pytest.fixture
def server(django_db_blocker: DjangoDbBlocker) -> Iterator[LiveServer]:
    """A server for pages that ask no database; the usual one empties the tables afterwards, and ours refuse that.

    At each request Django looks whether a connection that earlier tests left open is too old.
    """
    with django_db_blocker.unblock():
        started = LiveServer("127.0.0.1")
        yield started
        started.stop()


@pytest.mark.journey
def test_the_gallery_is_sound_on_every_screen_and_in_both_themes(server: LiveServer) -> None:
    # in a thread of its own: the browser's driver keeps an event loop, and Django asks no database beside one
    with ThreadPoolExecutor(1) as thread:
        faults = thread.submit(faults_of, f"{server.url}/ui/").result()

    assert faults == []


def faults_of(url: str) -> list[str]:
    """All that is wrong with a page, on every screen and in both themes."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=machine.find_light(), args=["--no-sandbox"])
        found = [
            f"{width} {theme} {size}: {fault}"
            for width, height, theme, size in SCREENS
            for fault in seen(browser, url, {"width": width, "height": height}, theme, size)
        ]
        browser.close()
    return found


def seen(browser: Browser, url: str, screen: dict[str, int], theme: str, size: str) -> list[str]:
    """What one screen complains about, what overflows it, and what axe finds."""
    context = browser.new_context(viewport=screen, reduced_motion="reduce")
    context.add_cookies(
        [{"name": "theme", "value": theme, "url": url}, {"name": "size", "value": size, "url": url}]
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(url, wait_until="networkidle")
    found = list(complaints)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("scrolls sideways")
    page.evaluate(f"{AXE.read_text('utf-8')}; 0")
    found += page.evaluate(RUN, RULES)
    context.close()
    return found
