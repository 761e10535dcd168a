"""How many examples a property is tried on: a few of them each day, all of them in the drill."""

from __future__ import annotations

import os

ALL = "EVERY_EXAMPLE"
"""Set by `./jw test` where the drill is asked for."""


def of(many: int) -> int:
    """Two fifths of so many; all of them in the drill."""
    return many if os.environ.get(ALL) else max(6, many * 2 // 5)
