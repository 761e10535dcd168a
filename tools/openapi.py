"""Prints the OpenAPI document of every operation; the committed copy shows each change of the edge."""

from __future__ import annotations

import json
import sys

from tools.environment import ROOT
from tools.wiring import page


def draw() -> str:
    """The document, indented, keys in the order of the code."""
    from jingwei.config.api import document  # noqa: PLC0415 - needs the rooms loaded

    return json.dumps(document(), ensure_ascii=False, indent=1, default=str) + "\n"


if __name__ == "__main__":
    sys.exit(page("python -m tools.openapi", ROOT / "docs" / "openapi.json", draw, sys.argv[1:]))
