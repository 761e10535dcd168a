"""The page on security names tests that are there."""

from __future__ import annotations

import re

from tests.architecture.source import ROOT

NAMED = re.compile(r"`((?:tests|jingwei)/[\w/]+\.py)::(test_\w+)`")


def test_every_test_that_the_page_names_is_there() -> None:
    named = NAMED.findall((ROOT / "docs" / "security.md").read_text(encoding="utf-8"))

    assert len(named) > 30
    assert [
        f"{path}::{test}"
        for path, test in named
        if not (ROOT / path).is_file() or f"def {test}(" not in (ROOT / path).read_text(encoding="utf-8")
    ] == []


def test_every_threat_has_its_test() -> None:
    rows = [
        line for line in (ROOT / "docs" / "security.md").read_text().splitlines() if line.startswith("| ")
    ]

    assert [row for row in rows if not row.startswith("| threat") and not NAMED.search(row)] == []
