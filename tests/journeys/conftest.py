"""Decides where journeys happen: in a house of their own, with one browser a file, pictures of what failed."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.support.browser import find_light
from tests.support.house import House, open_house
from tests.support.visitor import SIZES, Visitor

PICTURES = Path(tempfile.gettempdir()) / "jingwei-journeys"
PATIENCE = 60_000
Visit = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a journey."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("journey")


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    """The furnished house, its server running."""
    with open_house() as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium a file; it is gone before tests of another kind need a thread without an event loop."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=find_light() or None)
        yield chromium
        chromium.close()


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest) -> str:
    """Each story at the desk and on the phone."""
    return str(request.param)


@pytest.fixture
def visit(house: House, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Let people come: `visit("branch", "phone")` is a signed-in secretary, the same one each time she is named."""
    here: dict[tuple[str, str], Visitor] = {}

    def come(account: str = "", size: str = "desk", *, fresh: bool = False, **more: Any) -> Visitor:
        if (account, size) in here and not fresh and not more:
            return here[account, size]
        width, height = SIZES[size]
        known = None if fresh else house.entered.get(account)
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=size == "phone",
            reduced_motion="reduce",
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            storage_state=known,
            accept_downloads=True,
            **more,
        )
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(house, context, context.new_page(), account)
        if account and known is None:
            visitor.goes_to("/sign-in/").signs_in()
            if not fresh:
                house.entered[account] = context.storage_state()
        here[account, f"{size}-fresh" if fresh else size] = visitor
        return visitor

    yield come
    failed = getattr(request.node, "went_wrong", False)
    for (account, size), visitor in here.items():
        if failed:
            PICTURES.mkdir(exist_ok=True)
            name = re.sub(r"[^\w.-]+", "-", f"{request.node.name}-{account}-{size}")
            visitor.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
        visitor.context.close()
    if not failed:
        for visitor in here.values():
            visitor.has_no_complaint()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Remember a failure, so that its picture is taken; say where the pictures are, and what the server said."""
    report = yield
    if report.when == "call" and report.failed:
        item.went_wrong = True  # type: ignore[attr-defined]
        report.sections.append(("pictures", f"{PICTURES}/{item.name}*.png"))
        opened = getattr(item, "funcargs", {}).get("house")
        if opened and opened.log.exists():
            report.sections.append(("the server", opened.log.read_text()[-3000:]))
    return report
