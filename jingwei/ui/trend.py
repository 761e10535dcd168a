"""A small line of shares over time: one scale for all of them, so that lines beside each other can be compared."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from jingwei.ui.threads import number, picture

WIDTH, HEIGHT, EDGE = 232.0, 44.0, 5.0
YEAR = 4


def trend(points: Sequence[int | None], label: str = "") -> SafeString:
    """Shares of a hundred, oldest first; a gap where there is none. A dot marks the last, a ring a year before.

    The foot is nought and the head a hundred in every picture. `label` says the numbers aloud; empty hides it.
    """
    step = (WIDTH - 2 * EDGE) / max(len(points) - 1, 1)
    places = [
        None if point is None else (EDGE + step * index, HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * point / 100)
        for index, point in enumerate(points)
    ]
    foot = f'<path class="trend-foot" d="M0 {number(HEIGHT - 1)}H{number(WIDTH)}"/>'
    return picture("trend", (WIDTH, HEIGHT), foot + _line(places) + _dots(places), label)


def _line(places: Sequence[tuple[float, float] | None]) -> str:
    """One path; each piece begins with a stroke of no length, so that a lone point shows too."""
    drawn, pen = "", "M"
    for place in places:
        if place is None:
            pen = "M"
            continue
        drawn += f"{pen}{number(place[0])} {number(place[1])}" + ("h0" if pen == "M" else "")
        pen = "L"
    return f'<path class="trend-line" d="{drawn}"/>' if drawn else ""


def _dots(places: Sequence[tuple[float, float] | None]) -> str:
    drawn = ""
    for back, kind in ((YEAR, "trend-ring"), (0, "trend-dot")):
        place = places[-1 - back] if len(places) > back else None
        if place:
            drawn += f'<circle class="{kind}" cx="{number(place[0])}" cy="{number(place[1])}" r="3.5"/>'
    return drawn
