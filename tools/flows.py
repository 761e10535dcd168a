"""Prints the state tables as drawings."""

from __future__ import annotations

import sys

from jingwei.kernel.flow import FLOWS, Flow
from tools.environment import ROOT
from tools.wiring import page

OPENING = """# The state drawings

Made by `./jw flows --write`; checked by `./jw check`.
"""


def draw() -> str:
    """The page, one drawing a flow."""
    return "\n".join([OPENING, *(_drawing(FLOWS[name]) for name in sorted(FLOWS))])


def _drawing(flow: Flow) -> str:
    states = " · ".join(f"`{state}` {flow.label(state)}" for state in flow.states)
    return f"## {flow.name}\n\n{states}\n\n```mermaid\n{flow.mermaid()}\n```\n"


if __name__ == "__main__":
    sys.exit(page("./jw flows", ROOT / "docs" / "flows.md", draw, sys.argv[1:]))
