"""Threads as SVG: lines with gaps where they pass under another thread, and the picture around them.

Every woven picture is made of these few shapes. Colours are classes (`wv-warp`, `wv-weft`, and `-p` for the pale,
loose or future ones), so that theme, print and forced colours follow; nothing carries an inline style.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Span = tuple[float, float]


def number(value: float) -> str:
    """One decimal, without a trailing zero."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def spans(start: float, end: float, crossings: Iterable[float] = (), half: float = 0) -> list[Span]:
    """The visible parts of a thread from `start` to `end` that dips under others at `crossings`, each `half` wide a side."""
    seen: list[Span] = []
    at = start
    for crossing in crossings:
        if crossing - half > at:
            seen.append((at, crossing - half))
        at = max(at, crossing + half)
    if at < end:
        seen.append((at, end))
    return seen


def down(x: float, parts: Iterable[Span]) -> str:
    """Path data of a warp: upright at `x`."""
    return "".join(f"M{number(x)} {number(a)}V{number(b)}" for a, b in parts)


def across(y: float, parts: Iterable[Span]) -> str:
    """Path data of a weft: level at `y`."""
    return "".join(f"M{number(a)} {number(y)}H{number(b)}" for a, b in parts)


def thread(data: str, kind: str, width: float, extra: str = "") -> str:
    """One path element, or nothing where there is no thread to draw."""
    return f'<path class="{kind}" d="{data}" stroke-width="{number(width)}"{extra}/>' if data else ""


def picture(kind: str, size: tuple[float, float], body: str, label: str) -> SafeString:
    """The SVG around the threads; an empty label marks a picture whose words stand beside it."""
    width, height = (number(side) for side in size)
    named = (
        f'role="img" aria-label="{escape(label)}"><title>{escape(label)}</title>'
        if label
        else 'aria-hidden="true">'
    )
    return mark_safe(f'<svg class="{kind}" viewBox="0 0 {width} {height}" {named}{body}</svg>')


def frays(seed: int) -> Callable[[], float]:
    """An endless row of numbers in 0…1, always the same for the same seed: the uneven ends of loose threads."""
    state = seed or 1

    def following() -> float:
        nonlocal state
        state = (state * 16807) % 2147483647
        return (state & 65535) / 65535

    return following


def crossing(x: float, y: float, *, pale: bool = False) -> str:
    """Two warps and two wefts, interlaced around (x, y), 26 units wide: both sides met here."""
    near, far, gap = 5.0, 13.0, 3.2
    suffix = "-p" if pale else ""
    warps = wefts = ""
    for side in (-near, near):
        warps += down(x + side, spans(y - far, y + far, [y - side], gap))
        wefts += across(y + side, spans(x - far, x + far, [x + side], gap))
    return thread(warps, f"wv-warp{suffix}", 4.6) + thread(wefts, f"wv-weft{suffix}", 4.6)


def under(over: Sequence[float], row: int, odd: bool) -> list[float]:
    """Of the threads crossed, those that lie on top at `row` in a plain weave."""
    return [at for index, at in enumerate(over) if ((index + row) % 2 == 1) == odd]
