"""Takes the picture of the READMEs: the desk of a branch secretary, from a demo that runs at the address given."""

from __future__ import annotations

import sys

from playwright.sync_api import sync_playwright

from tests.support.browser import find_chromium
from tools.environment import ROOT

PICTURE = ROOT / "docs" / "pictures" / "desk.png"
PASSWORD = "jingwei-demo"


def main(address: str) -> int:
    """Sign in as `branch`, look at the desk, keep what is seen."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=find_chromium() or None)
        page = chromium.new_page(viewport={"width": 1280, "height": 640}, locale="zh-CN")
        page.goto(f"{address}/sign-in/")
        page.fill("[name=username]", "branch")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.get_by_role("heading", level=1).filter(has_text="件事等你").wait_for()
        page.wait_for_load_state("networkidle")
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURE)
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"))
