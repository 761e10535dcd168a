"""A person at a browser: goes to pages, presses, types, and notices what is broken."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from tests.support.house import House
from tests.support.world import PASSWORD

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
DESK, PHONE = (1440, 900), (390, 844)
SIZES = {"desk": DESK, "phone": PHONE}
LOCAL = ("127.0.0.1", "localhost", "")
TOASTS_STAY = """(() => {
  const later = window.setTimeout;
  window.setTimeout = (act, after, ...more) => later(act, after === 6000 ? 600000 : after, ...more);
})()"""
"""A toast leaves after six seconds; on a busy machine that may be before anybody has looked."""
CLEAR_TOASTS = "document.getElementById('toasts')?.replaceChildren()"
STATUS = re.compile(r"status of (\d{3})")
REPLACED = {f"htmx:{what}, [object HTMLDataListElement]" for what in ("afterRequest", "sendAbort")}
"""Whoever types on asks for other suggestions, and htmx drops the question before; it logs that as an error."""
NO_OVERFLOW = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
WHO_OVERFLOWS = """() => [...document.querySelectorAll("body *")]
  .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .slice(0, 5).map(each => each.tagName + "." + each.className)"""
VIOLATIONS = """async (only) => {
  const options = {resultTypes: ["violations"], ...(only ? {runOnly: only} : {})};
  const found = await axe.run(document, options);
  const why = node => node.any.concat(node.all, node.none).map(check => check.message).join("; ");
  const where = node => node.target.join(" ") + ": " + why(node);
  return found.violations.map(each => [each.id, each.nodes.slice(0, 4).map(where)]);
}"""


@dataclass
class Visitor:
    """One account at one size of screen. `expected` are the statuses of refusals that a story walks into."""

    house: House
    context: BrowserContext
    page: Page
    account: str
    expected: set[int] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    taps: int = 0
    typed: int = 0

    def __post_init__(self) -> None:
        self.page.add_init_script(TOASTS_STAY)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.context.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        refused = STATUS.search(message.text)
        if (
            message.type == "error"
            and message.text not in REPLACED
            and not (refused and int(refused[1]) in self.expected)
        ):
            self.complaints.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in LOCAL and not request.url.startswith(("data:", "blob:")):
            self.complaints.append(f"request to {request.url}")

    def goes_to(self, path: str) -> Visitor:
        """Open a page of the house."""
        self.page.goto(f"{self.house.url}{path}")
        return self

    def signs_in(self, username: str = "", password: str = PASSWORD) -> None:
        """Sign in on the page that asks for it, and wait for what comes after."""
        self.page.get_by_label("账号").fill(username or self.account)
        self.page.get_by_label("密码").fill(password)
        self.page.get_by_role("button", name="登录").click()
        self.page.wait_for_url(lambda url: "/sign-in/" not in url)

    @property
    def path(self) -> str:
        """The path of the present page."""
        return urlsplit(self.page.url).path

    @property
    def main(self) -> Locator:
        """The content of the page."""
        return self.page.locator("#main")

    def at(self, part: str) -> Locator:
        """A part of the page by its id or its selector."""
        return self.page.locator(part if part[0] in "#.[" else f"#{part}")

    def types(self, where: Locator, **values: str) -> None:
        """Fill fields by name."""
        for name, value in values.items():
            field = where.locator(f"[name='{name}']")
            if field.first.get_attribute("type") in ("radio", "checkbox"):
                where.locator(f"label:has([name='{name}'][value='{value}'])").click()
                self.taps += 1
            elif field.evaluate("each => each.tagName") == "SELECT":
                field.select_option(value)
                self.taps += 1
            else:
                field.fill(value)
                self.typed += 1

    def presses(self, what: Locator, *, told: str = "") -> None:
        """Press something; where `told` is given, wait until the page says so."""
        self.page.evaluate(CLEAR_TOASTS)
        what.click()
        self.taps += 1
        if told:
            self.is_told(told)

    def presses_button(self, name: str, where: Locator | None = None, *, told: str = "") -> None:
        """Press the button of this name."""
        self.presses((where or self.main).get_by_role("button", name=name, exact=True), told=told)

    def follows(self, name: str, where: Locator | None = None, *, to: str) -> None:
        """Follow the first link of this name and wait for the page it leads to."""
        self.presses((where or self.page).get_by_role("link", name=name).locator("visible=true").first)
        self.page.wait_for_url(re.compile(to))

    def loses_the_network(self) -> None:
        """The network goes, once nothing is under way any more: what it cuts, a browser complains about."""
        self.page.wait_for_load_state("networkidle")
        self.context.set_offline(True)

    def is_told(self, words: str) -> None:
        """See the words in the region for toasts."""
        expect(self.page.locator("#toasts")).to_contain_text(words)

    def reads(self, words: str | re.Pattern[str]) -> None:
        """See the words in the content of the page."""
        expect(self.main).to_contain_text(words)

    def fits(self) -> None:
        """Nothing sticks out sideways."""
        assert self.page.evaluate(NO_OVERFLOW), f"{self.path} overflows: {self.page.evaluate(WHO_OVERFLOWS)}"

    def passes_axe(self, *only: str) -> None:
        """No violation of accessibility, or none of the rules named."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
        found: list[Any] = self.page.evaluate(VIOLATIONS, list(only) or None)
        assert not found, f"{self.path}: {json.dumps(found, ensure_ascii=False, indent=1)}"

    def has_no_complaint(self) -> None:
        """Nothing broke along the way: no error in the console, nothing asked from outside."""
        assert not self.complaints, self.complaints

    def finds_it_sound(self) -> None:
        """The page as it stands is accessible and fits."""
        self.fits()
        self.passes_axe()
        self.has_no_complaint()
