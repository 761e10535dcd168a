"""The braid: one matter over time as two strands that meet at shared milestones.

Time runs left to right on the desktop and top to bottom on the phone; both are emitted and the style sheet shows one. The
Party strand keeps above (left), the professional one below (right). They come together only at a point of both sides, run
apart before the first and after the last, are solid up to today and dotted after it. A full dot or knot is done, a hollow
or pale one is not. Every point is named in words, in the order of time, in either drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from zlib import crc32

from django.utils import dateformat
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from jingwei.ui.threads import crossing, number, thread

WIDTH, EDGE = 1160.0, 24.0
APART = 36.0
UPRIGHT = 22.0
CLEAR = 17.0
LANE = 24.0
TODAY_WIDE = 40.0
SIDES = ("party", "unit", "both")
STRANDS = ((-1, "wv-warp"), (1, "wv-weft"))


@dataclass(frozen=True)
class BraidPoint:
    """A milestone or a deed: `side` is `party`, `unit` or `both`; `done` means verified; `url` opens it."""

    date: date
    title: str
    side: str
    done: bool
    url: str = ""

    def __post_init__(self) -> None:
        if self.side not in SIDES:
            raise ValueError(f"a braid point belongs to one of {SIDES}, not {self.side}")


def braid(points: Sequence[BraidPoint], today: date, start: date, end: date) -> SafeString:
    """Both drawings of the same points, in the order of time; `start` and `end` bound the time axis."""
    ordered = sorted(points, key=lambda point: (point.date, SIDES.index(point.side)))
    first = min([start, *(point.date for point in ordered)])
    last = max([end, *(point.date for point in ordered), first + timedelta(days=1)])
    drawings = _wide(ordered, today, first, last) + _tall(ordered, today)
    return mark_safe(f'<div class="braid-box">{drawings}</div>')


def legend() -> SafeString:
    """What the strands and the knots stand for, to set above the braid."""
    parts = (
        (thread("M0 2H22", "wv-warp", 4), "22 4", 22, _("党建侧")),
        (thread("M0 2H22", "wv-weft", 4), "22 4", 22, _("业务侧")),
        (crossing(13, 13), "26 26", 16, _("共同节点")),
    )
    drawn = "".join(
        f'<span><svg viewBox="0 0 {box}" width="{width}" aria-hidden="true">{body}</svg>{escape(words)}</span>'
        for body, box, width, words in parts
    )
    return mark_safe(f'<p class="legend">{drawn}</p>')


def spoken(point: BraidPoint) -> str:
    """A point in words: date, side, title, whether done."""
    sides = {"party": _("党建侧"), "unit": _("业务侧"), "both": _("共同节点")}
    return _("%(date)s，%(side)s：%(title)s，%(state)s") % {
        "date": day(point.date),
        "side": sides[point.side],
        "title": point.title,
        "state": _("已做") if point.done else _("还没做"),
    }


def day(when: date) -> str:
    """A date as people say it; the year stands elsewhere."""
    return dateformat.format(when, _("n月j日"))


def _strand(knots: Sequence[float], sign: float, at: Callable[[float, float], str]) -> str:
    """A strand leaves a knot, keeps to its own side, and comes back to the next; both ends stay apart."""
    reach = APART * 1.33 * sign
    data = "M" + at(knots[0], reach * 0.75)
    for index, (a, b) in enumerate(pairwise(knots)):
        pull, closing = (b - a) * 0.42, index == len(knots) - 2
        out = reach if index else reach * 0.75
        back = reach * 0.75 if closing else reach
        data += f"C{at(a + pull, out)} {at(b - pull, back)} {at(b, reach * 0.75 if closing else 0)}"
    return data


def _width(title: str) -> float:
    """About how wide a label is, at most: 15 units a full-width character in a narrow column."""
    return sum(15 if ord(letter) > 0x2E7F else 8.5 for letter in title) + 12


def _lanes(labels: Sequence[tuple[float, str]]) -> list[int]:
    """For each label, left to right, the lowest lane where it touches no other."""
    ends: list[float] = []
    chosen = []
    for x, title in labels:
        half = _width(title) / 2
        lane = next((index for index, taken in enumerate(ends) if x - half >= taken), len(ends))
        ends[lane : lane + 1] = [x + half]
        chosen.append(lane)
    return chosen


def _held(x: float, title: str, now: float | None = None) -> float:
    """The middle of a label, moved so that it stays within the drawing and off the line of today."""
    half = _width(title) / 2
    if now is not None and abs(x - now) < half:
        x = now + half if x >= now else now - half
    return min(max(x, half), WIDTH - half)


def _wide(points: Sequence[BraidPoint], today: date, first: date, last: date) -> str:
    length = (last - first).days

    def place(when: date) -> float:
        return EDGE + (when - first).days / length * (WIDTH - 2 * EDGE)

    xs = [place(point.date) for point in points]
    lanes: dict[int, int] = {}
    heights: dict[str, int] = {}
    for side in SIDES:
        line = None if side == "both" else place(today)
        held = [index for index, point in enumerate(points) if point.side == side]
        chosen = _lanes(
            [(_held(xs[index], points[index].title, line), points[index].title) for index in held]
        )
        lanes.update(zip(held, chosen, strict=True))
        heights[side] = max(chosen, default=-1) + 1
    middle = 26 + LANE * (heights["both"] + heights["party"]) + APART + 26
    foot = middle + APART + 34 + LANE * max(heights["unit"] - 1, 0)
    knots = [-EDGE, *(x for x, point in zip(xs, points, strict=True) if point.side == "both"), WIDTH + EDGE]
    now = min(max(place(today), -EDGE), WIDTH + EDGE)
    key = format(crc32(repr((points, today, first, last)).encode()), "x")
    drawn = _months(first, last, place, now, foot + 40) + _strands(knots, middle, now, foot, key)
    if first <= today <= last:
        drawn += (
            f'<g class="today"><path class="braid-now" d="M{number(now)} {number(middle - APART - 50)}V{number(foot + 24)}"/>'
            f'<text x="{number(now)}" y="{number(foot + 40)}" text-anchor="middle">{escape(_("今天"))}</text></g>'
        )
    for index, point in enumerate(points):
        lane = lanes[index]
        if point.side == "both":
            y = 16 + LANE * (heights["both"] - 1 - lane)
            drawn += _named(point, _shared(point, xs[index], y, middle))
            continue
        y = middle - APART - 22 - LANE * lane if point.side == "party" else middle + APART + 34 + LANE * lane
        drawn += _named(
            point, _single(point, xs[index], y, middle + _bow(xs[index], knots, point.side), place(today))
        )
    label = _("两股线：共 %(all)d 个节点，做完 %(done)d 个，其中共同节点 %(both)d 个") % {
        "all": len(points),
        "done": sum(point.done for point in points),
        "both": sum(point.side == "both" for point in points),
    }
    return (
        f'<svg class="braid-wide" viewBox="0 0 {number(WIDTH)} {number(foot + 56)}" role="group" '
        f'aria-label="{escape(label)}">{drawn}</svg>'
    )


def _months(first: date, last: date, place: Callable[[date], float], now: float, y: float) -> str:
    """Names of the months, so many that they never touch each other nor the word for today."""
    starts = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    ]
    return "".join(
        f'<text class="month" x="{number(place(when))}" y="{number(y)}" text-anchor="middle" aria-hidden="true">'
        f"{escape(dateformat.format(when, _('n月')))}</text>"
        for when in starts[:: 1 + len(starts) // 18]
        if abs(place(when) - now) > TODAY_WIDE
    )


def _strands(knots: Sequence[float], middle: float, now: float, foot: float, key: str) -> str:
    def at(x: float, y: float) -> str:
        return f"{number(x)} {number(middle + y)}"

    top = number(foot + 60)
    drawn = (
        f'<clipPath id="past-{key}"><path d="M-40 0H{number(now)}V{top}H-40Z"/></clipPath>'
        f'<clipPath id="ahead-{key}"><path d="M{number(now)} 0H1240V{top}H{number(now)}Z"/></clipPath>'
    )
    for sign, kind in STRANDS:
        data = _strand(knots, sign, at)
        dotted = f' stroke-dasharray="1 6" stroke-linecap="round" clip-path="url(#ahead-{key})"'
        drawn += thread(data, f"{kind}-p", 3, dotted) + thread(
            data, kind, 4.6, f' clip-path="url(#past-{key})"'
        )
    return drawn


def _bow(x: float, knots: Sequence[float], side: str) -> float:
    """How far a strand stands from the middle at `x`, never so near that a knot would hide the dot."""
    right = next(index for index, knot in enumerate(knots) if knot >= x or index == len(knots) - 1)
    a, b = knots[right - 1], knots[right]
    sign = -1 if side == "party" else 1
    low, high = 0.0, 1.0
    for _step in range(24):
        half = (low + high) / 2
        low, high = (
            (half, high) if _bezier(half, a, a + (b - a) * 0.42, b - (b - a) * 0.42, b) < x else (low, half)
        )
    reach, first, last = APART * 1.33, right == 1, right == len(knots) - 1
    edge = reach * 0.75
    ends = (edge if first else 0.0, edge if first else reach, edge if last else reach, edge if last else 0.0)
    return sign * max(_bezier(low, *ends), CLEAR)


def _bezier(t: float, a: float, b: float, c: float, d: float) -> float:
    s = 1 - t
    return s**3 * a + 3 * s * s * t * b + 3 * s * t * t * c + t**3 * d


def _shared(point: BraidPoint, x: float, y: float, middle: float) -> str:
    return (
        f'<path class="braid-rule" d="M{number(x)} {number(y + 8)}V{number(middle - 18)}"/>'
        f'<rect class="braid-ground" x="{number(x - 14)}" y="{number(middle - 14)}" width="28" height="28"/>'
        + crossing(x, middle, pale=not point.done)
        + f'<text class="shared" x="{number(_held(x, point.title))}" y="{number(y)}" text-anchor="middle">'
        + f"{escape(point.title)}</text>"
    )


def _single(point: BraidPoint, x: float, y: float, strand: float, now: float) -> str:
    stem = y + 6 if point.side == "party" else y - 14
    return (
        f'<path class="braid-stem" d="M{number(x)} {number(strand)}V{number(stem)}"/>'
        f'<circle class="braid-dot {point.side}" cx="{number(x)}" cy="{number(strand)}" r="4.5"/>'
        f'<text x="{number(_held(x, point.title, now))}" y="{number(y)}" text-anchor="middle">{escape(point.title)}</text>'
    )


def _named(point: BraidPoint, drawing: str) -> str:
    words, state = escape(spoken(point)), "done" if point.done else "ahead"
    if point.url:
        return f'<a class="{state}" href="{escape(point.url)}" aria-label="{words}"><title>{words}</title>{drawing}</a>'
    return f'<g class="{state}" role="img" aria-label="{words}"><title>{words}</title>{drawing}</g>'


def _tall(points: Sequence[BraidPoint], today: date) -> str:
    """An ordered list; each row draws its own piece of the strands, and the pieces join at the borders."""
    rows: list[BraidPoint | None] = [*points]
    ahead = next((index for index, point in enumerate(points) if point.date > today), len(points))
    rows.insert(ahead, None)
    apart = [0.0 if row and row.side == "both" else UPRIGHT for row in rows]
    drawn = ""
    for index, point in enumerate(rows):
        around = ([UPRIGHT, *apart][index], apart[index], [*apart, UPRIGHT][index + 1])
        strands = _piece(*around, past=index < ahead)
        if point is None:
            drawn += f'<li class="today">{strands}<span class="left">{escape(_("今天"))}</span></li>'
        else:
            state = "done" if point.done else "ahead"
            drawn += f'<li class="{state}">{strands}{_tall_mark(point)}{_tall_words(point)}</li>'
    return f'<ol class="braid-tall">{drawn}</ol>'


def _half(here: float, there: float) -> list[tuple[float, float]]:
    """From the middle of a row to its border: two handles and the end, as (offset, share of the row)."""
    if here == there == 0:
        bow = UPRIGHT * 0.6
        return [(bow, 66), (bow, 84), (bow, 100)]
    return [(here, 71), ((3 * here + there) / 4, 85.5), ((here + there) / 2, 100)]


def _piece(above: float, here: float, below: float, *, past: bool) -> str:
    body = ""
    for sign, kind in STRANDS:

        def at(offset: float, y: float, sign: int = sign) -> str:
            return f"{number(42 + sign * offset)} {number(y)}"

        up = [at(offset, 100 - y) for offset, y in reversed(_half(here, above))]
        under = [at(offset, y) for offset, y in _half(here, below)]
        data = f"M{up[0]}C{up[1]} {up[2]} {at(here, 50)}C{' '.join(under)}"
        look = "" if past else ' stroke-dasharray="1 6" stroke-linecap="round"'
        shape = f' vector-effect="non-scaling-stroke"{look}'
        body += thread(data, kind if past else f"{kind}-p", 4.6 if past else 3, shape)
    return (
        f'<svg class="strand" viewBox="0 0 84 100" preserveAspectRatio="none" aria-hidden="true">{body}</svg>'
    )


def _tall_mark(point: BraidPoint) -> str:
    if point.side == "both":
        body = '<rect class="braid-ground" x="28" y="0" width="28" height="28"/>' + crossing(
            42, 14, pale=not point.done
        )
    else:
        x = number(42 + (-1 if point.side == "party" else 1) * UPRIGHT)
        body = f'<circle class="braid-dot {point.side}" cx="{x}" cy="14" r="4.5"/>'
    state = "done" if point.done else "ahead"
    return f'<svg class="mark-at" viewBox="0 0 84 28" aria-hidden="true"><g class="{state}">{body}</g></svg>'


def _tall_words(point: BraidPoint) -> str:
    title: str = escape(point.title)
    when = f'<time datetime="{point.date.isoformat()}">{escape(day(point.date))}</time>'
    if point.url:
        title = f'<a href="{escape(point.url)}">{title}</a>'
    if point.side == "both":
        hidden = f'<span class="vh">{escape(_("共同节点"))}{_("：")}</span>'
        return f'<span class="left">{hidden}<b>{title}</b></span><span class="right">{when}</span>'
    place, side = ("left", _("党建侧")) if point.side == "party" else ("right", _("业务侧"))
    return f'<span class="{place}"><span class="vh">{escape(side)}{_("：")}</span>{when}{title}</span>'
