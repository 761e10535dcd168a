"""How shares of a hundred lie beside each other: a mark for each, one's own larger; no order but that of the scale."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from jingwei.ui.threads import number, picture

WIDTH, HEIGHT, EDGE, FOOT, ROW = 320.0, 64.0, 8.0, 18.0, 6.0


def spread(others: Sequence[int], own: int | None, label: str = "") -> SafeString:
    """The shares of others as dots, piled where they are equal, and one's own as a diamond below the line.

    Every one has its dot: where a pile is high, its dots lie closer.
    """
    foot = HEIGHT - FOOT
    highest = max((others.count(share) for share in set(others)), default=1)
    row = min(ROW, (foot - 4) / highest)
    drawn = f'<path class="spread-foot" d="M{number(EDGE)} {number(foot)}H{number(WIDTH - EDGE)}"/>'
    for mark in (0, 50, 100):
        drawn += f'<path class="spread-foot" d="M{number(_at(mark))} {number(foot)}v4"/>'
    piled: dict[int, int] = {}
    for share in sorted(others):
        level = piled[share] = piled.get(share, 0) + 1
        y = foot - level * row
        drawn += f'<circle class="spread-dot" cx="{number(_at(share))}" cy="{number(y)}" r="2.4"/>'
    if own is not None:
        x, y = _at(own), foot + 10
        drawn += f'<path class="spread-own" d="M{number(x)} {number(y - 6)}l6 6-6 6-6-6z"/>'
    return picture("spread", (WIDTH, HEIGHT), drawn, label)


def _at(share: int) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * share / 100
